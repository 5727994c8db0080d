"""The terms as Markdown, a page for each group and a line of links for the end of each notebook; as HTML, one term."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import escape

from rnn_helpers.glossary.terms import GROUPS, TERMS, Term

NOTEBOOKS = {
    int(name[:2]): name
    for name in (
        "01_building_an_intuitive_understanding",
        "02_intuition",
        "03_brief_history",
        "04_underlying_technology",
        "05_math_behind_rnns",
        "06_intuitive_code",
        "07_example_calculations",
        "08_from_scratch",
        "09_illustrative_problem",
        "10_real_world_problem",
        "11_solving_a_real_world_problem",
        "12_points_to_ponder",
        "13_answers_and_code",
        "14_sample_exercise",
        "15_glossary",
    )
}
GLOSSARY = 15


def address(notebook: int) -> str:
    """Where a notebook lies, seen from any other one: in source/, in notebooks/ and in a student's copy alike."""
    name = NOTEBOOKS[notebook]
    return f"../{name}/{name}.ipynb"


def anchor(term: Term) -> str:
    """What JupyterLab makes of the term's heading: a place in the notebook to which links can lead."""
    return term.name.replace(" ", "-")


def page(title: str, standing: Collection[int]) -> str:
    r"""Write a group of terms as a Markdown cell, each with its symbol, its notebook and its source.

    Args:
        title: which group.
        standing: numbers of the notebooks that are there, and can be linked to.
    Returns: the cell's text.
    """
    return "\n\n".join([f"### {title}", *(_entry(term, standing) for term in GROUPS[title])])


def terms_line(notebook: int) -> str:
    r"""Write the line for the closing cell of a notebook: links to all terms that it explains."""
    links = (
        f"[{in_a_sentence(term.name)}]({address(GLOSSARY)}#{anchor(term)})"
        for term in TERMS
        if term.notebook == notebook
    )
    return f"**Terms:** {' · '.join(links)}"


def meaning(term: Term) -> str:
    r"""What a term means, where it is explained, and who brought it, as HTML with formulas between dollar signs."""
    symbol = f" Symbol: {term.symbol}." if term.symbol else ""
    source = f" Source: {term.source}." if term.source else ""
    text = escape(f"{term.sentence}{symbol} Explained in {term.notebook:02}.{source}")
    return re.sub("`(.+?)`", r"<code>\1</code>", text)


def _entry(term: Term, standing: Collection[int]) -> str:
    number = f"{term.notebook:02}"
    where = f"[{number}]({address(term.notebook)})" if term.notebook in standing else number
    parts = (term.symbol, where, term.source)
    return f"#### {term.name}\n\n{term.sentence} · " + " · ".join(part for part in parts if part)


def in_a_sentence(name: str) -> str:
    """Write a name with a small letter, unless it is an abbreviation or somebody's name."""
    first = name.split()[0]
    return name if first.isupper() or first in ("Adam", "Hopfield", "Jacobian") else name[0].lower() + name[1:]
