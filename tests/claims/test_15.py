"""What 15 says in words about its map and its recordings."""

from collections import Counter

from source_cells import cells, ran

from rnn_helpers.figures import ConceptMap
from rnn_helpers.glossary import TERMS
from rnn_helpers.glossary.recordings import recordings

TEXT = cells("15")
ARROWS = [(term.name, other) for term in TERMS for other, _ in term.leads]


def test_the_hidden_state_and_the_gate_have_most_arrows():
    ends = Counter(name for arrow in ARROWS for name in arrow)
    most = max(ends.values())
    assert {name for name, n in ends.items() if n == most} == {"Hidden state", "Gate"}
    concept_map = ConceptMap()
    shown = sum("Hidden state" in arrow for arrow in concept_map.arrows)
    wanted = f"Hidden state and gate, {most} each."
    assert wanted in TEXT["map-answer"]
    assert f"{len(concept_map.terms)} terms: {shown} of the {most} arrows" in TEXT["map-answer"]


def test_eight_arrows_lead_to_the_gradient_that_explodes():
    reached, steps = {"Vocabulary"}, 0
    while "Exploding gradient" not in reached:
        reached |= {name for arrow in ARROWS if reached & set(arrow) for name in arrow}
        steps += 1
    assert steps == 8 and "8 arrows lead from the words to the exploding gradient" in TEXT["map-answer"]


def test_the_recordings_say_what_the_answers_say():
    networks = recordings()
    A, B, X = networks["A"], networks["B"], networks["X"]
    assert f"{A.states[0]:.3g}, {A.states[4]:.3g}" == "2.07, 0.847" and A.states[3] > A.states[0] / 2
    assert (A.norms > 0).all() and f"{A.norms.min():.1e}" == "8.4e-08"
    assert (B.norms > 0).nonzero()[0] + 1 == 27 and (B.norms > 0).sum() == 14
    assert (X.norms > 0).sum() == 9 and round(X.norms.max().item()) == 11
    assert round(X.uncut[-1].item()) == 3 and round(X.uncut[0].item(), -4) == 450_000
    assert (X.states[1] / X.states[0]).item() - 0.9 < 1e-9


def test_each_suspect_differs_from_the_poet_in_one_card():
    names, _ = ran([TEXT["cards"].partition("X = networks")[0]])
    poet = names["suspects"].pop("poet")
    for traits in names["suspects"].values():
        assert sum(a != b for a, b in zip(traits, poet, strict=True)) == 1
