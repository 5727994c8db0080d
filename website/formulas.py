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
    app.connect("doctree-read", _stay_in_paragraphs)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _stay_in_paragraphs(_: Sphinx, page: nodes.document) -> None:
    """A formula on a line of its own in a paragraph is part of it: the theme would put a box there, against HTML."""
    for formula in list(page.findall(nodes.math_block)):
        if isinstance(formula.parent, nodes.paragraph):
            formula.replace_self(nodes.math(text=formula.astext(), classes=["block"]))


def _in_the_text(translator: Any, node: nodes.math) -> None:
    inside = "block" in node["classes"]
    laid_out = mathml(node.astext(), "block" if inside else "inline")
    translator.body.append(f'<span class="math">{laid_out}</span>' if inside else laid_out)
    raise nodes.SkipNode


def _on_its_own(translator: Any, node: nodes.math_block) -> None:
    translator.body.append(f'<div class="math">{mathml(node.astext(), "block")}</div>')
    raise nodes.SkipNode
