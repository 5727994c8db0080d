"""Outputs taken out of a notebook that was handed in, without reading it as JSON: what it holds can be anything."""

from __future__ import annotations

import re

#: A text, whole or broken off, or what begins or ends a list or a dict. It matches at every quote, or whoever sends a
#: million of them that never end would have each looked at to the end of the file.
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_BEFORE_A_LIST = re.compile(rb"\s*:\s*(?=\[)")
#: In the dict of a notebook, in its list of cells, in the dict of a cell.
_IN_A_CELL = 3
#: Where there are more, it is no notebook that somebody wrote, and is left as it is.
_MOST_TOKENS = 3_000_000


def without_outputs(notebook: bytes) -> bytes:
    r"""A notebook with empty lists for outputs; what is none, or in another encoding than UTF-8, is left as it is."""
    kept: list[bytes] = []
    since, depth, skipping = 0, 0, False
    for count, token in enumerate(_TOKEN.finditer(notebook)):
        if count == _MOST_TOKENS:
            return notebook
        first = notebook[token.start()]
        if first in b"[{":
            depth += 1
        elif first in b"]}":
            depth -= 1
            if skipping and depth == _IN_A_CELL:
                since, skipping = token.start(), False
        elif depth == _IN_A_CELL and not skipping and token[0] == b'"outputs"':
            if begins := _BEFORE_A_LIST.match(notebook, token.end()):
                kept.append(notebook[since : begins.end() + 1])
                skipping = True
    if skipping or not kept:
        return notebook
    return b"".join([*kept, notebook[since:]])
