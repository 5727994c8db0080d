from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from rnn_helpers.figures.glossary.concept_map import PLACES, ConceptMap
from rnn_helpers.glossary import TERMS
from rnn_helpers.steppers import Stepper


def number(view: ConceptMap, name: str) -> int:
    return [term.name for term in view.terms].index(name)


def test_caption_says_what_the_term_is_and_reads_its_arrows():
    view = ConceptMap()
    loss = next(term for term in TERMS if term.name == "Loss")
    caption = view.caption(number(view, "Loss"))
    assert f"of {len(PLACES)}, Loss: {loss.sentence}" in caption
    assert caption.endswith("On the map: Loss has a gradient. Cross-entropy is a loss.")


def test_every_term_on_the_map_has_an_arrow_to_a_neighbour_and_none_to_others():
    view = ConceptMap()
    assert {end for ends in view.arrows for end in ends} == set(PLACES)
    for a, b in view.arrows:
        (column_a, row_a), (column_b, row_b) = PLACES[a], PLACES[b]
        assert max(abs(column_a - column_b), abs(row_a - row_b)) == 1, f"{a} and {b} are not neighbours"


def test_nothing_overlaps_and_nothing_is_cut_off():
    view = ConceptMap()
    canvas = FigureCanvasAgg(view.figure)
    for word in view._words.values():  # bold, so wider than what is always there
        word.set_visible(True)
    canvas.draw()
    names = [text for text in view.figure.axes[0].texts if text.get_text().replace("\n", " ") in PLACES]
    assert len(names) == len(PLACES)
    boxes = {text.get_text(): text.get_window_extent() for text in (*names, *view._words.values()) if text in names}
    boxes |= {ends: word.get_window_extent() for ends, word in view._words.items()}
    page = view.figure.bbox
    for name, box in boxes.items():
        assert page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1, name
    for (one, box), (other, second) in combinations(boxes.items(), 2):
        assert not box.overlaps(second), f"{one} and {other} overlap"


def test_every_frame_marks_another_term(pictures):
    view = ConceptMap()
    assert len(pictures(view)) == view.frames


def test_stepper_walks_through_it():
    stepper = Stepper(ConceptMap())
    stepper.slider.value = 5
    assert stepper.view.terms[4].name in stepper.caption.value


def test_refuses_what_is_no_term():
    with pytest.raises(ValueError, match="flux capacitor: no such term"):
        ConceptMap({"Loss": (0, 0), "flux capacitor": (1, 0)})
