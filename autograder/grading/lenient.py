"""JSON that a stranger wrote, read as far as it can be: a letter that is none costs that letter, and not the rest."""

from __future__ import annotations

import json
import re
from typing import Any

#: How deep lists and dicts may nest: Python's reader goes down a level by calling itself.
_DEEPEST = 500
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}]', re.DOTALL)


def loads(content: bytes) -> Any:
    r"""What a file says; where Python would refuse all of it, without what is the matter.

    Bytes that are no letters become signs that say so, numbers of thousands of digits infinite, and what nests deeper
    than anybody writes becomes None.

    Raises: ValueError or RecursionError: if it is not JSON.
    """
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return json.loads(_flat(content.decode(json.detect_encoding(content), "replace")), parse_int=float)


def _flat(text: str) -> str:
    kept, depth, since = [], 0, 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth == _DEEPEST:
                kept.append(text[since : token.start()] + "null")
        elif token[0] in "]}":
            if depth == _DEEPEST:
                since = token.end()
            depth -= 1
    return "".join([*kept, text[since:]])
