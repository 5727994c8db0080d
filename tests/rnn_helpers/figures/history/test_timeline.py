import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from rnn_helpers.figures import show
from rnn_helpers.figures.history.timeline import TimelineView
from rnn_helpers.history import EVENTS
from rnn_helpers.steppers import Stepper


def test_caption_says_what_was_new_and_where():
    view = TimelineView()
    assert view.frames == len(EVENTS)
    first, last = view.caption(0), view.caption(len(EVENTS) - 1)
    assert first.startswith(f"Event 1 of {len(EVENTS)}, Nets with circles. Describes nerve cells")
    assert "Source: McCulloch, Pitts (1943)" in first
    assert last.endswith("arXiv:2410.01201.")


def test_every_frame_differs(pictures):
    view = TimelineView()
    assert len(pictures(view, (0, 15, view.frames - 1))) == 3


def test_names_stay_inside_the_picture():
    view = TimelineView()
    canvas = FigureCanvasAgg(view.figure)
    canvas.draw()
    for text in view.figure.axes[0].texts:
        box = text.get_window_extent()
        assert 0 <= box.x0 and box.x1 <= view.figure.bbox.width, text.get_text()


def test_events_out_of_order_or_missing():
    with pytest.raises(ValueError, match="expected at least one, in order"):
        TimelineView([])
    with pytest.raises(ValueError, match="expected at least one, in order"):
        TimelineView(EVENTS[::-1])


def test_shown_and_walked_through(shown):
    view = TimelineView()
    show(view, 1)
    assert "image/png" in shown.outputs[0].data
    stepper = Stepper(view)
    stepper.slider.value = [event.title for event in EVENTS].index("LSTM") + 1
    assert "LSTM. A memory cell" in stepper.caption.value


def test_no_name_covers_another():
    view = TimelineView()
    FigureCanvasAgg(view.figure).draw()
    boxes = [text.get_window_extent() for text in view.figure.axes[0].texts]
    for i, box in enumerate(boxes):
        for other in boxes[:i]:
            same_row = abs(box.y0 - other.y0) < box.height / 2
            assert not same_row or box.x1 < other.x0 or other.x1 < box.x0
