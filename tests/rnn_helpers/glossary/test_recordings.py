import pytest
import torch

from rnn_helpers.glossary.recordings import STEPS, recordings


@pytest.fixture(scope="module")
def recorded():
    torch.set_num_threads(1)
    return recordings()


def test_the_same_each_time_and_the_global_seed_is_left_alone(recorded):
    torch.manual_seed(5)
    again = recordings()
    for name, recording in recorded.items():
        for part in ("states", "norms", "uncut"):
            torch.testing.assert_close(getattr(again[name], part), getattr(recording, part))
        assert again[name].shapes == recording.shapes


@pytest.mark.parametrize("name", ["A", "B", "C", "X"])
def test_a_memory_that_is_left_alone_keeps_the_same_share_at_each_step(recorded, name):
    states = recorded[name].states
    assert states.shape == (STEPS,) and states.dtype == torch.float64
    shares = states[1:] / states[:-1]
    torch.testing.assert_close(shares, shares[:1].expand(STEPS - 1))


@pytest.mark.parametrize("name", ["A", "B", "C", "X"])
def test_a_cut_takes_the_first_inputs_and_leaves_the_others_as_they_were(recorded, name):
    norms, uncut = recorded[name].norms, recorded[name].uncut
    assert (uncut > 0).all()
    zeros = int((norms == 0).sum())
    assert not norms[:zeros].any()
    torch.testing.assert_close(norms[zeros:], uncut[zeros:])


def test_each_kind_of_finding_occurs(recorded):
    ratios = {name: (each.uncut[0] / each.uncut[-1]).item() for name, each in recorded.items()}
    assert ratios["A"] < 1e-3 < ratios["B"] < 1e3 < min(ratios["C"], ratios["X"])
    assert {name for name, each in recorded.items() if (each.norms == 0).any()} == {"B", "X"}
    assert recorded["X"].states[0] < 0 < recorded["A"].states[0]
    assert {shapes[1][0] // shapes[1][1] for shapes in (each.shapes for each in recorded.values())} == {1, 3, 4}
