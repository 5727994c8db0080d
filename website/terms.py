"""The glossary's terms as a script, from which a page's search box and flash cards are made."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

from rnn_helpers.glossary import GROUPS, TERMS, meaning
from rnn_helpers.glossary.cards import LATER, Deck
from website.formulas import mathml


def write(path: Path) -> None:
    r"""Write terms, and packs in the order in which the live cards come.

    Args:
        path: the script.
    """
    terms = [
        {
            "name": term.name,
            "also": " ; ".join(term.also),
            "sentence": term.sentence,
            "meaning": re.sub(r"\$(.+?)\$", lambda found: mathml(unescape(found[1])), meaning(term)),
        }
        for term in TERMS
    ]
    groups = {"all terms": TERMS, **GROUPS}
    packs = {pack: [TERMS.index(term) for term in Deck(inside).pile] for pack, inside in groups.items()}
    listed = {"terms": terms, "packs": packs, "later": LATER}
    path.write_text(f"const glossary = {json.dumps(listed, ensure_ascii=False)};\n", encoding="utf-8")
