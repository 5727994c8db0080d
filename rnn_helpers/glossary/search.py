"""Find terms by what a reader types."""

from __future__ import annotations

import re

from rnn_helpers.glossary.terms import TERMS, Term


def find(query: str) -> list[Term]:
    r"""Find the terms whose name, other names or sentence have words that begin as the query does.

    Capitals, hyphens and further spaces do not matter.

    Args:
        query: what is looked for; an empty one finds all terms.
    Returns: the terms: first those with such a name, then those with another such name, then those in whose
        sentence it stands; within each, in the order of the pages.
    """
    wanted = re.compile(rf"\b{re.escape(_plain(query))}")
    ranks = [(rank, term) for term in TERMS if (rank := _rank(term, wanted)) is not None]
    return [term for _, term in sorted(ranks, key=lambda pair: pair[0])]


def _rank(term: Term, wanted: re.Pattern[str]) -> int | None:
    places = (term.name, " ; ".join(term.also), term.sentence)
    return next((rank for rank, text in enumerate(places) if wanted.search(_plain(text))), None)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[-–—]", " ", text.lower()).split())
