import torch

from rnn_helpers.figures.history.resting_states import LIMIT, LOADS, plot_capacity, plot_endings, settle


def random_signs(*shape: int) -> torch.Tensor:
    return 2 * torch.randint(2, shape) - 1


def test_comes_to_rest_where_no_flip_lowers_the_energy():
    patterns, starts = random_signs(4, 12), random_signs(20, 12)
    ends = settle(patterns, starts)
    W = torch.einsum("pi,pj->ij", patterns, patterns).fill_diagonal_(0)  # N times the weights, whole numbers
    assert ((ends @ W) * ends >= 0).all()
    before, after = (torch.einsum("mi,ij,mj->m", states, W, states) for states in (starts, ends))
    assert (after >= before).all()  # minus twice the energy


def test_visits_units_one_at_a_time_in_reading_order():
    pair = torch.tensor([[1, 1]])  # two units that pull each other
    ends = settle(pair, torch.tensor([[1, -1], [-1, 1]]))
    assert ends.tolist() == [[-1, -1], [1, 1]]


def test_a_push_of_zero_moves_nothing():
    patterns = torch.tensor([[1, 1, 1], [1, 1, -1]])  # units 0 and 1 pull each other, unit 2 hears nothing
    starts = torch.tensor([[1, 1, 1], [1, 1, -1]])
    assert torch.equal(settle(patterns, starts), starts)


def test_the_starts_stay_as_they_are():
    patterns, starts = random_signs(3, 8), random_signs(5, 8).float()
    kept = starts.clone()
    assert settle(patterns, starts).dtype == torch.float32
    assert torch.equal(starts, kept)


def test_endings_are_counted_by_kind(shown):
    letters = {"a": torch.tensor([[1.0, 1, 1, 1]]), "b": torch.tensor([[1.0, 1, -1, -1]])}
    plot_endings(letters, starts=50)
    picture, words = shown.outputs
    assert "image/png" in picture.data
    assert words.data["text/plain"].startswith("Where 50 random pictures come to rest: letters ")


def test_capacity_breaks_down_beyond_the_limit(shown):
    plot_capacity(units=200)
    shares = shown.outputs[1].data["text/plain"].split(": ")[1].rstrip(".").split(", ")
    percent = {float(text.split(" at ")[1]): int(text.split("%")[0]) for text in shares}
    assert list(percent) == list(LOADS) and LOADS[0] < LIMIT < LOADS[-1]
    assert percent[LOADS[0]] == 100
    assert percent[LOADS[-1]] < 50
