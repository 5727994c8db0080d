r"""Formulas as MathML, which a browser shows without a script and a screen reader reads.

They are laid out after the page is cleaned, which lets no MathML of strangers through: it has hidden scripts before.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import tostring

from latex2mathml.converter import convert_to_element
from nbconvert.filters.markdown_mistune import IPythonRenderer

# An element, so that one in an attribute, such as an image's description, cannot be mistaken for one on the page.
_PLACE = '<span class="formula">{}</span>'
_FORMULA = re.compile(_PLACE.format(r"(\${1,2})([^<$]+)\1"))
_TAGS = frozenset(
    "math mfrac mi mn mo mover mroot mrow mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder"
    " munderover".split()
)
_ATTRIBUTES = frozenset("display displaystyle mathvariant maxsize minsize scriptlevel stretchy width".split())
_VALUE = re.compile(r"[\w.%-]*")
_LONGEST = 1000


class Renderer(IPythonRenderer):
    """nbconvert's, which marks where formulas are."""

    def block_math(self, body: str) -> str:
        """On a line of its own."""
        return _PLACE.format(super().block_math(body))

    def inline_math(self, body: str) -> str:
        """In the text."""
        return _PLACE.format(super().inline_math(body))


def laid_out(page: str) -> str:
    r"""A clean page with its formulas as MathML; one that cannot be read, or does more than show, stays as typed."""
    return _FORMULA.sub(lambda found: _mathml(html.unescape(found[2]), found[1] == "$$") or found[0], page)


@lru_cache(2000)
def _mathml(formula: str, on_its_own: bool) -> str | None:
    if len(formula) > _LONGEST:
        return None
    try:
        made = convert_to_element(formula, display="block" if on_its_own else "inline")
    except Exception:
        # A student's formula can break a parser in many ways.
        return None
    for part in made.iter():
        if part.tag not in _TAGS or not all(name in _ATTRIBUTES for name in part.attrib if name != "xmlns"):
            return None
        if not all(_VALUE.fullmatch(value) for name, value in part.attrib.items() if name != "xmlns"):
            return None
        part.text = html.unescape(part.text or "")
    return tostring(made, encoding="unicode", short_empty_elements=False)
