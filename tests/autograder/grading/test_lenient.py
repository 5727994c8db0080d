"""JSON in which something is the matter."""

from __future__ import annotations

import json

import pytest

from autograder.grading.lenient import loads


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"a": 1}', {"a": 1}),
        ('{"a": "\u00e9"}'.encode("utf-16"), {"a": "\u00e9"}),
        (b'{"a": "\xe9[", "b": 1}', {"a": "\N{REPLACEMENT CHARACTER}[", "b": 1}),
        (b'{"a": ' + b"9" * 5000 + b', "b": 4}', {"a": float("inf"), "b": 4}),
        (b'{"b": [1, "\\"["], "a": ' + b"[" * 10**5 + b"]" * 10**5 + b', "c": {}}', {"b": [1, '"['], "c": {}}),
    ],
    ids=range(5),
)
def test_the_rest_is_read(content: bytes, says: dict[str, object]) -> None:
    found = loads(content)
    assert {name: found[name] for name in says} == says


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 10**5, b'{"a": ' + b"[" * 10**5 + b"}" * 10**5])
def test_what_is_no_json_is_none(content: bytes) -> None:
    with pytest.raises(json.JSONDecodeError):
        loads(content)
