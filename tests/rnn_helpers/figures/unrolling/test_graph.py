import numpy as np
import pytest
import torch
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from rnn_helpers.figures.unrolling.graph import HEIGHT, WIDTH, Graph
from rnn_helpers.figures.unrolling.one_pass import Pass

STATES = torch.tensor([[0.0, 0, 0], [0.5, -0.5, 1], [-1, 0.25, 0]])  # T = 2, H = 3
NORMS = (0.002, 0.3)


@pytest.fixture
def done() -> Pass:
    return Pass(["so", "good"], STATES, torch.tensor([0.25, 0.75]), target=1, loss=0.288, norms=NORMS)


def drawn(done: Pass, norms=NORMS, first: int = 1) -> Graph:
    return Graph(Figure(figsize=(WIDTH, HEIGHT)), done, norms, first, ["praise", "blame"])


def texts(graph: Graph) -> list[str]:
    return [text.get_text() for text in graph.ax.texts if text.get_text()]


def test_everything_that_is_computed_has_its_place(done):
    graph = drawn(done)
    assert set(graph.slots) == {("state", 1), ("state", 2), ("loss", 2), ("gradient", 2), ("gradient", 1)}
    assert set(graph.backs) == {("gradient", 2), ("gradient", 1)}


def test_numbers_and_names_stand_in_it(done):
    found = texts(drawn(done))
    for number in ("+0.50", "-0.50", "+1.00", "-1.00", "+0.25", "0.002", "0.3", "$L$ = 0.288"):
        assert number in found
    assert {"so", "good", "blame is right", "praise 25%\nblame 75%"} <= set(found)
    assert [found.count(name) for name in ("$W_{xh}$", "$W_{hh}$", "$W_{hy}$")] == [2, 2, 1]


def test_a_cut_is_named_and_nothing_comes_through_it(done):
    assert "cut" not in texts(drawn(done))
    graph = drawn(done, norms=(0.0, 0.3), first=2)
    assert "cut" in texts(graph)
    assert set(graph.backs) == {("gradient", 2)}
    assert ("gradient", 1) in graph.slots


def test_a_longer_gradient_is_darker(done):
    def darkness(norm: float) -> int:
        graph = drawn(done, norms=(norm, 0.3))
        canvas = FigureCanvasAgg(graph.ax.figure)
        canvas.draw()
        pixels = np.asarray(canvas.buffer_rgba())
        x, y = graph.ax.transData.transform(graph.slots["gradient", 1][0][0])
        return 255 - pixels[len(pixels) - int(y) + 3, int(x) + 3, 0].item()

    steps = [darkness(norm) for norm in (0.0, 1e-5, 1e-3, 1e-1, 1.0)]
    assert steps[0] == 0
    assert steps == sorted(set(steps))
