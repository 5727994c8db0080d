"""Outputs are taken out of what was handed in, whatever it is."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from autograder.intake.outputs import without_outputs

OUTPUTS = [
    new_output("stream", text='a "text" with \\ and ] and }\n'),
    new_output("display_data", data={"image/png": "A" * 1000, "application/json": {"outputs": [[1], {}]}}),
    new_output("error", ename="E", evalue="[", traceback=["\x1b[31m"]),
]
#: With outputs of every kind, and the word at every other place.
NOTEBOOK = new_notebook(
    cells=[
        new_markdown_cell('"outputs": [1]', metadata={"outputs": "kept"}),
        new_code_cell('outputs = ["]"]', outputs=OUTPUTS, execution_count=1),
        new_code_cell('"\\"outputs\\": ["', outputs=[], metadata={"deep": {"outputs": [1]}}),
        new_code_cell("x", outputs=OUTPUTS),
    ],
    metadata={"outputs": [1]},
)


@pytest.mark.parametrize("style", [{}, {"indent": 1}, {"separators": (",", ":")}, {"sort_keys": True}])
def test_of_a_notebook_all_else_stays(style: dict[str, Any]) -> None:
    expected = json.loads(json.dumps(NOTEBOOK))
    for cell in expected["cells"][1:]:
        cell["outputs"] = []
    for begin in ("", "\ufeff"):
        found = without_outputs((begin + json.dumps(NOTEBOOK, **style)).encode())
        assert json.loads(found) == expected


@pytest.mark.parametrize("end", [10, 400, 700, 1200, 1500])
def test_what_breaks_off_or_is_no_notebook_is_no_notebook_afterwards(end: int) -> None:
    with pytest.raises(ValueError):
        json.loads(without_outputs(json.dumps(NOTEBOOK).encode()[:end]))
    for content in (b"", b"[]", b"}}}]]]", b'{"cells": 1}', json.dumps(NOTEBOOK).encode("utf-16")):
        assert without_outputs(content) == content


@pytest.mark.parametrize("piece", [b"[", b'"', b'\\"', b'""', b"\\", b'"\\', b'{"outputs":['])
def test_no_content_takes_longer_than_its_length(piece: bytes) -> None:
    content = b'{"cells":[{"outputs":["' + piece * (10_000_000 // len(piece))
    begun = time.process_time()
    assert without_outputs(content) == content
    assert time.process_time() - begun < 20  # by looking again at every quote, it would be days
