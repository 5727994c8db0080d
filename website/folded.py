"""Folded cells: a line that opens with a click. myst-nb writes paragraphs into it, which HTML does not allow."""

from __future__ import annotations

from html import escape
from typing import Any

from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.setup_extension("myst_nb")
    app.add_node(HideCodeCellNode, override=True, html=(_open, _close))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _open(translator: Any, node: HideCodeCellNode) -> None:
    translator.body.append(f'<details class="hide"><summary>{escape(node["prompt_show"])}</summary>\n')


def _close(translator: Any, node: HideCodeCellNode) -> None:
    translator.body.append("</details>\n")
