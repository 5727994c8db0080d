"""Formulas as MathML, which a browser shows without a script and a screen reader reads."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx


def mathml(latex: str, display: str = "inline") -> str:
    r"""A formula as MathML.

    Args:
        latex: as it stands in a text.
        display: "inline", or "block" for one on a line of its own.
    """
    made: str = convert(latex, display=display)
    return made


def setup(app: Sphinx) -> dict[str, Any]:
    """Called by Sphinx."""
    app.add_html_math_renderer("mathml", (_in_the_text, None), (_on_its_own, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _in_the_text(translator: Any, node: nodes.math) -> None:
    translator.body.append(mathml(node.astext()))
    raise nodes.SkipNode


def _on_its_own(translator: Any, node: nodes.math_block) -> None:
    translator.body.append(f'<div class="math">{mathml(node.astext(), "block")}</div>')
    raise nodes.SkipNode
