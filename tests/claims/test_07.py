"""What notebook 07 says about its one calculation, which no chance plays in."""

import math

import pytest
from source_cells import cells, ran

from rnn_helpers.figures import CalculationView


@pytest.fixture(scope="module")
def names() -> dict:
    """The names of the notebook after all five ways."""
    text = cells("07")
    return ran(text[each] for each in ("imports", "given", "network", "bptt_and_rtrl", "five_ways"))[0]


@pytest.fixture
def board(names) -> CalculationView:
    return CalculationView(names["weights"], names["h_0"], word="HEL", alphabet="HELO", lr=0.5)


def test_the_tables_are_right_within_two_percent():
    tanh, power, minus_log = {0.2: 0.2, 0.7: 0.6, 1.1: 0.8}, {0: 1, 0.7: 2, 1.1: 3, 1.4: 4}, {0.1: 2.30, 0.2: 1.61}
    for table, function in ((tanh, math.tanh), (power, math.exp), (minus_log, lambda p: -math.log(p))):
        for argument, rounded in table.items():
            assert rounded == pytest.approx(function(argument), rel=0.02)


def test_one_update_raises_e_and_l_still_leads(board):
    before, after = board.caption(4), board.caption(8)
    assert "−ln 0.099 = 2.312" in before
    assert "probabilities (0.279, 0.169, 0.357, 0.195)" in after


def test_the_first_letter_s_column_comes_through_time(names):
    for way in (names["bptt"], names["rtrl"], names["autograd"]):
        assert (way[:, :2].abs() > 0.05).all()
        assert not way[:, 2:].any()
    for name in ("BPTT", "RTRL", "differences"):
        assert (names["ways"][name] - names["autograd"]).abs().max() < 1e-8
    assert (names["ways"]["by hand"] - names["autograd"]).abs().max() < 1e-3


def test_what_each_way_carries(names):
    assert (names["e_1"].numel(), names["S_1"].numel()) == (2, 16)
    assert 100 * 100 * 50 == 500_000


def test_the_slope_of_step_1_takes_more_away(names, board):
    h_1, h_2 = names["h_1"], names["h_2"]
    assert [f"{1 - h[1] ** 2:.3f}" for h in (h_1, h_2)] == ["0.359", "0.633"]
    board.choose(h_0=[*board.choices["h_0"]][1])
    assert "−0.862" in board.caption(1)
    assert f"{1 - 0.862**2:.3f}" == "0.257"
