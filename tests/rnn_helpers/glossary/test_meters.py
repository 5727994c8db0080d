import pytest
import torch

from rnn_helpers.glossary.meters import same, turn_over


def test_a_right_meter_reads_the_unknown(capsys):
    def double(x):
        return 2 * x

    assert turn_over(double, torch.tensor(3.0), 6.0, torch.tensor(4.0)) == [torch.tensor(8.0)]
    assert "says 8" in capsys.readouterr().out


def test_a_reading_of_none_is_a_reading():
    assert turn_over(lambda x: None, 1, None, 2) == [None]


@pytest.mark.parametrize(
    ("error", "said"),
    [(NotImplementedError, "it is not written yet"), (KeyError, "it stops with KeyError"), (None, "it misreads")],
)
def test_other_cards_stay_face_down(capsys, error, said):
    def meter(x):
        if error:
            raise error
        return "nonsense"

    assert turn_over(meter, 1, 2, 3) == []
    assert f"stays face down: {said}" in capsys.readouterr().out


def test_a_meter_cannot_spoil_the_recording():
    def spoils(x):
        return x.zero_().sum()

    recording = torch.ones(3)
    turn_over(spoils, torch.ones(3), 0.0, recording)
    assert recording.tolist() == [1, 1, 1]


def test_same():
    assert same(0.1 + 0.2, 0.3) and same(torch.tensor(8), 8) and same("gru", "gru") and same(None, None)
    assert not same(0.9, 0.99) and not same(None, 8) and not same(8, None) and not same("rnn", 1) and not same(0, None)


def test_several_numbers_are_no_reading_and_stop_nothing(capsys):
    (reading,) = turn_over(lambda x: x.unique(), torch.ones(3), 1.0, torch.tensor([1.0, 2.0]))
    assert "says tensor([1., 2.])" in capsys.readouterr().out
    assert not same(reading, 1.0) and not same([1.0], 1.0) and not same(torch.tensor([]), "gru")
