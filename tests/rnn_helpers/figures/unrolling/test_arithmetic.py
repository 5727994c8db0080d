import pytest
import torch

from rnn_helpers.figures.unrolling.arithmetic import lines, number, vector
from rnn_helpers.figures.unrolling.two_steps import SHAPES, quantities

H_0 = torch.tensor([0.5, -0.5])


@pytest.fixture
def weights() -> dict[str, torch.Tensor]:
    return {name: torch.randn(shape) for name, shape in SHAPES.items()}


def test_every_line_uses_what_is_there(weights):
    q = quantities(weights, H_0, "LOH", "HELO", lr=0.5)
    known = {*SHAPES, "h_0", "x_1", "x_2"}
    for line in lines(q, "LOH", "HELO", lr=0.5):
        assert set(line.operands) <= known, line.result
        assert line.result in q
        known.add(line.result)


def test_sums_are_right(weights):
    q = quantities(weights, H_0, "HEL", "HELO", lr=0.5)
    checked = 0
    for line in lines(q, "HEL", "HELO", lr=0.5):
        for row in line.rows:
            *_, left, right = ["", *row.split(": ")[-1].replace("−", "-").replace("·", "*").split(" = ")]
            if left and set(left) <= set("0123456789.+-* ()"):
                assert eval(left) == pytest.approx(float(right), abs=0.01), row
                checked += 1
    assert checked > 25


def test_numbers():
    assert vector([0.5, -1.0, 0.0, -0.8005, 0.6043678, -1e-9]) == "(0.5, −1, 0, −0.800, 0.604, 0)"
    assert number(-0.0001) == "0.000"
