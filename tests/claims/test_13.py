"""What 13 says in words about its runs: its cells run with the answers of the source, most with eight seeds."""

from pathlib import Path
from statistics import median
from typing import Any

import nbformat
import pytest
import torch
from source_cells import cells

PATH = Path(__file__).parents[2] / "source/13_answers_and_code/13_answers_and_code.ipynb"


@pytest.fixture(scope="module")
def after() -> dict[str, dict[str, Any]]:
    """The names of the notebook after each cell that is no test."""
    names: dict[str, Any] = {}
    found = {}
    for cell in nbformat.read(PATH, 4).cells:
        if cell.cell_type == "code" and not cell.metadata.get("nbgrader", {}).get("grade"):
            exec(cell.source, names)
            found[cell.id] = dict(names)
    return found


@pytest.fixture(scope="module")
def text() -> dict[str, str]:
    return cells("13")


def test_a_loop_keeps_signs_and_a_sum_does_not(after):
    now = after["long"]
    assert (now["loop"] * now["start"] > 0).all()
    assert (now["total"] * now["start"] > 0).sum() < 24
    assert torch.equal(now["gated"], now["start"])


def test_far_shares_vanish_and_the_whole_does_not(after, text):
    now = after["vanishing"]
    assert 1e-39 < now["slope"] < 1e-37
    assert f"{min(now['wholes']):.2f} to {max(now['wholes']):.2f} in eight networks" in text["cells-question"]
    assert min(now["cosines"]) > 0.99
    assert max(now["lengths"][-1]) < 1e-10


def test_an_lstm_forgets_until_its_forget_gates_open(after):
    norms = after["bias-runs"]["found"]
    assert 1e-10 < median(norms["LSTM as torch makes it"]) < 1e-8
    assert 0.2 < median(norms["LSTM, forget bias 2   "]) < 0.8
    assert min(norms["LSTM, forget bias 5   "]) > 10


def test_eight_networks_hold_a_letter_for_a_while(after):
    now = after["stepper"]
    learned = [loss < 0.01 for loss in now["losses"].tolist()]
    assert sum(learned) == 7
    by_wait = {n: now["said"]("A" + n * "b" + "?")[:, -1][torch.tensor(learned)] for n in (9, 100)}
    assert (by_wait[9] > 0.4).all()
    assert (by_wait[100] > 0.9).sum() == 1 and (by_wait[100] < -0.1).sum() == 2


def test_the_gates_do_what_the_answers_say(after):
    now = after["stepper"]
    unit, traces = now["view"].unit, now["traces"]
    gates = {name: values[:, unit] for name, values in traces["changing"].quantities.items()}
    assert gates["input gate"][0].item() == pytest.approx(0.88, abs=0.02)
    assert gates["input gate"][1] < 0.02 and gates["forget gate"][1] > 0.98
    capital = traces["changing"].inputs.index("B")
    assert gates["forget gate"][capital].item() == pytest.approx(0.04, abs=0.02)
    assert gates["output gate"][3].item() == pytest.approx(0.77, abs=0.02) and gates["output gate"][:3].max() < 0.05
    untrained = traces["untrained"].quantities
    for gate in ("input gate", "forget gate", "output gate"):
        assert untrained[gate][:, unit].min() > 0.5 and untrained[gate][:, unit].max() < 0.92


def test_gaussian_weights_explode_and_the_others_do_not(after):
    now = after["exploding-runs"]
    first = {name.split()[0] + name.split()[1]: [pair[0] for pair in pairs] for name, pairs in now["found"].items()}
    then = {name.split()[0] + name.split()[1]: [pair[1] for pair in pairs] for name, pairs in now["found"].items()}
    assert min(first["Gaussianraw"]) > 1e9 and max(then["Gaussianraw"]) == 0 and min(then["Gaussianclipped"]) > 1e6
    for name in ("scaled", "orthogonal"):
        assert max(first[name + "raw"]) < 10 and min(then[name + "raw"]) > 0.1
    assert median(now["stretch"]) == pytest.approx(1.3, abs=0.05) and min(now["stretch"]) > 1


def test_near_means_used_alike(after):
    """The last table is the mood's; what was printed of the others is compared by nbval."""
    now = after["meaning"]
    rows = now["table"].detach()
    good, bad = (rows[:, now["words"].index(word)] for word in ("good", "bad"))
    assert torch.nn.functional.cosine_similarity(good, bad, dim=1).max() < -0.9
