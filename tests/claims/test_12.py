"""What notebook 12 says of its networks, over eight seeds that it does not show: it runs the notebook's own cells."""

import json
from pathlib import Path

import pytest
import torch

from rnn_helpers.networks.models import RecurrentNetwork
from rnn_helpers.networks.side_by_side import SideBySide

NOTEBOOK = Path(__file__).parents[2] / "source/12_points_to_ponder/12_points_to_ponder.ipynb"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def names() -> dict:
    """What the cells define that make sequences, train and clip."""
    cells = {cell["id"]: "".join(cell["source"]) for cell in json.loads(NOTEBOOK.read_text())["cells"]}
    namespace: dict = {}
    parts = {"imports": None, "recall-task": None, "fresh": None, "recall": "learned = {", "rotations": None}
    for cell, end in (parts | {"cures": "for name, cure"}).items():
        exec(cells[cell].split(end)[0] if end else cells[cell], namespace)
    return namespace


def shares(names: dict, cell: str, k: int, asked: str, forget: float | None = None) -> torch.Tensor:
    """How often eight networks of other seeds are right after 0 … k + 5 distractors, sorted by what k gives."""
    networks = []
    for seed in range(100, 108):
        torch.manual_seed(seed)
        networks.append(RecurrentNetwork(cell, 8, 8, 4))
        if forget is not None:
            networks[-1].recurrent.bias_ih_l0.data[8:16] = forget
            networks[-1].recurrent.bias_hh_l0.data[8:16] = 0
    together = SideBySide(networks)
    names["learn"](together, k, asked)
    right = names["shares_right"](together, k + 5)
    return right[right[:, k].argsort()]


@pytest.mark.parametrize("cell", ["rnn", "lstm"])
def test_two_distractors_are_learned_by_all(names, cell):
    assert shares(names, cell, 2, "at the end")[:, 2].min() > 0.95


def test_lstms_asked_at_the_end_guess_and_asked_after_every_letter_are_right(names):
    assert shares(names, "lstm", 20, "at the end")[:, 20].max() < 0.35
    assert shares(names, "lstm", 20, "every letter")[:, 20].min() > 0.95


def test_an_open_gate_helps_several_and_not_surely_all(names):
    right = shares(names, "lstm", 20, "at the end", forget=3.0)
    learned = right[right[:, 20] > 0.95]
    assert len(learned) >= 2
    assert learned[:, 25].min() > 0.9, "those that learned hold it beyond 20, too"


def test_rnns_that_answer_after_20_answer_wrongly_after_19(names):
    right = shares(names, "rnn", 20, "at the end")
    clocks = right[right[:, 20] > 0.95]
    assert len(clocks) >= 1
    assert clocks[:, 19].max() < 0.25, clocks[:, 19]


def test_cures_end_low_and_without_one_most_guess(names):
    losses = {
        name: torch.tensor([float(each) for each in names["run"](**cure).split("batches ")[1].split()])
        for name, cure in {
            "none": {},
            "norm": {"by_norm": 1.0},
            "value": {"by_value": 0.1},
            "start": {"gain": 1},
        }.items()
    }
    assert losses["none"].median() > 1.2
    assert losses["norm"].median() < 0.2
    assert losses["value"].max() < 0.2
    assert losses["start"].median() > 0.4
