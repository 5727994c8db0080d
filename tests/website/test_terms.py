"""The glossary as a script."""

from __future__ import annotations

import json
import re

from rnn_helpers.glossary import GROUPS, TERMS
from rnn_helpers.glossary.cards import Deck
from website import terms


def test_terms_and_packs_are_those_of_a_notebook(tmp_path):
    terms.write(tmp_path / "terms.js")
    listed = json.loads(re.fullmatch(r"const glossary = (.+);\n", (tmp_path / "terms.js").read_text())[1])
    assert [term["name"] for term in listed["terms"]] == [term.name for term in TERMS]
    assert list(listed["packs"]) == ["all terms", *GROUPS]
    assert [TERMS[place] for place in listed["packs"]["all terms"]] == Deck(TERMS).pile
    meanings = " ".join(term["meaning"] for term in listed["terms"])
    assert "$" not in meanings, "formulas are laid out"
    assert "<math" in meanings
