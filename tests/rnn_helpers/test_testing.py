import numpy as np
import pytest
import torch

from rnn_helpers.testing import (
    assert_equal,
    assert_number,
    assert_numbers,
    assert_pair,
    assert_tensor,
    assert_tensors,
    own_or_given,
)

EXPECTED = torch.tensor([[0.5, -0.25]])


def message(check, *args, **kwargs) -> str:
    with pytest.raises(AssertionError) as error:
        check(*args, **kwargs)
    return str(error.value)


def test_a_right_tensor_passes_with_its_gradient_attached():
    assert_tensor(EXPECTED.clone().requires_grad_(), EXPECTED, "h")
    assert_tensor(EXPECTED + 1e-7, EXPECTED, "h")
    assert_tensor(torch.tensor([1, 2]), torch.tensor([1, 2]), "ids")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (None, "h is None, expected a tensor of shape (1, 2): does the function end with `return`?"),
        ([[0.5, -0.25]], "h is of type list, expected a tensor of shape (1, 2)."),
        (EXPECTED[0], "h has shape (2,), expected (1, 2)."),
        (EXPECTED[None], "h has shape (1, 1, 2), expected (1, 2)."),
        (EXPECTED.double(), "h has dtype torch.float64, expected torch.float32."),
        (EXPECTED * float("nan"), "h is wrong: it holds NaN or infinity. It is the state."),
        (EXPECTED + torch.tensor([0.0, 1.0]), "h is wrong: 0.75 instead of -0.25 at [0, 1]. It is the state."),
        (torch.zeros(1, 2), "h is wrong: 0 instead of 0.5 at [0, 0]. It is the state."),
    ],
)
def test_a_wrong_tensor_is_told_what_is_wrong(answer, says):
    assert message(assert_tensor, answer, EXPECTED, "h", "It is the state.").startswith(says)


def test_a_foreseen_mistake_is_named():
    mistakes = {"The bias is missing.": EXPECTED + 1, "It is transposed.": EXPECTED.T}
    assert message(assert_tensor, EXPECTED + 1, EXPECTED, "h", looks_like=mistakes).endswith("The bias is missing.")
    assert message(assert_tensor, EXPECTED.T, EXPECTED, "h", looks_like=mistakes).endswith("It is transposed.")
    assert "bias" not in message(assert_tensor, EXPECTED + 2, EXPECTED, "h", looks_like=mistakes)


def test_float64_is_held_to_float64():
    expected = EXPECTED.double()
    assert "wrong" in message(assert_tensor, expected + 1e-7, expected, "h")
    assert_tensor(expected + 1e-7, expected, "h", atol=1e-6)
    assert message(assert_tensor, EXPECTED, expected, "h") == (
        "h has dtype torch.float32, expected torch.float64: the output takes its dtype from the inputs."
    )


def test_infinities_and_whole_numbers_are_exact():
    inf = torch.tensor([float("inf")])
    assert_tensor(inf, inf, "loss")
    assert "wrong" in message(assert_tensor, -inf, inf, "loss")
    assert "2 instead of 1 at [0]" in message(assert_tensor, torch.tensor([2]), torch.tensor([1]), "ids")


@pytest.mark.parametrize("answer", [0.25, np.float64(0.25), torch.tensor(0.25), 0.25 + 1e-9])
def test_a_right_number_passes_in_any_form(answer):
    assert_number(answer, 0.25, "loss")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (None, "loss is None, expected a number: does the function end with `return`?"),
        (True, "loss is True, of type bool, expected a number."),
        ("0.25", "loss is '0.25', of type str, expected a number."),
        (torch.tensor([0.25]), "loss is tensor([0.2500]), of type Tensor, expected a number."),
        (0.25001, "loss is 0.25001, expected 0.25. It is a mean."),
        (float("nan"), "loss is nan, expected 0.25. It is a mean."),
        (0.5, "loss is 0.5, expected 0.25. It is a mean. This is the sum."),
    ],
)
def test_a_wrong_number_is_told_what_is_wrong(answer, says):
    assert message(assert_number, answer, 0.25, "loss", "It is a mean.", looks_like={"This is the sum.": 0.5}) == says


def test_infinite_numbers_compare_exactly():
    assert_number(float("inf"), float("inf"), "n")
    assert "expected inf" in message(assert_number, 1e300, float("inf"), "n")


@pytest.mark.parametrize("answer", [[0.5, 2], (0.5, 2.0), [torch.tensor(0.5), np.float64(2)]])
def test_a_list_of_right_numbers_passes(answer):
    assert_numbers(answer, [0.5, 2.0], "memories")
    assert_numbers([], [], "memories")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (None, "memories is None, expected a list of length 2: does the function end with `return`?"),
        (0.5, "memories is of type float, expected a list of length 2."),
        (torch.tensor([0.5, 2.0]), "memories is of type Tensor, expected a list of length 2."),
        ([0.5], "memories has length 1, expected 2."),
        ([0.5, None], "memories has None at [1], of type NoneType, expected a number."),
        ([[0.5], 2.0], "memories has [0.5] at [0], of type list, expected a number."),
        ([True, 2.0], "memories has True at [0], of type bool, expected a number."),
        ([0.5, 3.0], "memories is wrong: 3 instead of 2 at [1]. They fade."),
        ([float("nan"), 2.0], "memories is wrong: nan instead of 0.5 at [0]. They fade."),
        ([0.0, 0.5, 2.0], "memories has length 3, expected 2. The 0 does not belong to it."),
        ([0.5, 0.0], "memories is wrong: 0 instead of 2 at [1]. They fade. The second was not read."),
    ],
)
def test_other_numbers_are_told_what_is_wrong(answer, says):
    known = {"The 0 does not belong to it.": [0.0, 0.5, 2.0], "The second was not read.": [0.5, 0.0]}
    assert message(assert_numbers, answer, [0.5, 2.0], "memories", "They fade.", looks_like=known) == says


@pytest.mark.parametrize("answer", [(1, 2), [1, 2]])
def test_a_pair_is_taken_apart(answer):
    assert assert_pair(answer, "step(x)", "h, y") == (1, 2)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (None, "step(x) is None, expected the pair h, y: does the function end with `return`?"),
        ((1, 2, 3), "step(x) is a tuple of 3, expected a pair: `return h, y`."),
        (EXPECTED, "step(x) is a Tensor, expected a pair: `return h, y`."),
    ],
)
def test_anything_else_is_no_pair(answer, says):
    assert message(assert_pair, answer, "step(x)", "h, y") == says


def test_equal_data_passes():
    assert_equal(["a", 1, None], ["a", 1, None], "answer")


@pytest.mark.parametrize(
    ("answer", "expected", "says"),
    [
        (None, "L", "letter is None, expected 'L': does the function end with `return`?"),
        ("E", "L", "letter is 'E', expected 'L'. It is the most likely one."),
        (1, True, "letter is 1, expected True. It is the most likely one."),
        (("a",), ["a"], "letter is ('a',), expected ['a']. It is the most likely one."),
    ],
)
def test_unequal_data_is_told_what_is_wrong(answer, expected, says):
    assert message(assert_equal, answer, expected, "letter", "It is the most likely one.") == says


def test_long_answers_are_cut():
    assert len(message(assert_equal, list(range(1000)), [], "ids")) < 150


WEIGHTS = {"W": EXPECTED, "b": torch.tensor([1.0])}


def test_a_dict_of_tensors_is_compared_name_by_name():
    assert_tensors({"b": WEIGHTS["b"], "W": EXPECTED.clone()}, WEIGHTS, "p")
    assert_tensors(WEIGHTS, {"W": EXPECTED}, "p", keys=WEIGHTS)
    mistakes = {"That is b + 1.": {"b": torch.tensor([2.0])}}
    wrong = WEIGHTS | {"b": torch.tensor([2.0])}
    assert message(assert_tensors, wrong, WEIGHTS, "p", "It counts.", looks_like=mistakes) == (
        "b of p is wrong: 2 instead of 1 at [0]. It counts. That is b + 1."
    )
    assert message(assert_tensors, WEIGHTS | {"W": EXPECTED.T}, WEIGHTS, "p").startswith("W of p has shape (2, 1)")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (None, "p is None, expected a dict with the keys W, b: does the function end with `return`?"),
        ([EXPECTED], "p is of type list, expected a dict with the keys W, b."),
        ({}, "p has the keys (none), expected a dict with the keys W, b."),
        (WEIGHTS | {"c": EXPECTED}, "p has the keys W, b, c, expected a dict with the keys W, b."),
    ],
)
def test_what_is_no_dict_of_these_names(answer, says):
    assert message(assert_tensors, answer, WEIGHTS, "p") == says


def add(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    return a + b


def test_own_function_where_it_agrees(capsys):
    arguments = torch.tensor([1.0]), torch.tensor([2.0])
    assert own_or_given(add, torch.add, *arguments) is add
    assert capsys.readouterr().out == "add is yours.\n"


def test_given_function_where_the_own_one_is_missing_or_wrong(capsys):
    def missing(a, b):
        raise NotImplementedError("TODO")

    assert own_or_given(missing, torch.add, EXPECTED, EXPECTED) is torch.add
    assert own_or_given(add, torch.sub, EXPECTED, EXPECTED) is torch.sub
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "missing is not written yet, or calls what is not: a given one stands in for it."
    assert lines[1].startswith("add does not do what it should")


def test_given_function_where_the_own_one_changes_its_arguments(capsys):
    def add_(a, b):
        return a.add_(b)

    arguments = torch.tensor([1.0]), torch.tensor([2.0])
    assert own_or_given(add_, torch.add, *arguments) is torch.add
    assert "add_ does not do what it should" in capsys.readouterr().out
    assert arguments[0].item() == 1  # it got copies


def _numbered(words: list[str]) -> dict[str, int]:
    return {word: number for number, word in enumerate(sorted(words))}


def _unsorted(words: list[str]) -> dict[str, int]:
    return {word: number for number, word in enumerate(words)}


def _mean(values: torch.Tensor) -> torch.Tensor:
    return values.mean()


def _as_lists(values: torch.Tensor) -> list[list[torch.Tensor]]:
    return [[values, values + 1]]


def _as_tuples(values: torch.Tensor) -> list[tuple[torch.Tensor, torch.Tensor]]:
    return [(values, values + 1)]


@pytest.mark.parametrize(
    ("mine", "given", "argument", "agree"),
    [
        (_numbered, lambda words: {"b": 1, "a": 0}, ["b", "a"], True),
        (_unsorted, lambda words: {"b": 1, "a": 0}, ["b", "a"], False),
        (_mean, lambda values: 2.0, torch.tensor([1.0, 3.0]), True),
        (_mean, lambda values: 2.1, torch.tensor([1.0, 3.0]), False),
        (_as_lists, _as_tuples, torch.tensor([1.0]), True),
        (_as_tuples, lambda values: [], torch.tensor([1.0]), False),
    ],
)
def test_own_function_agrees_as_data(mine, given, argument, agree):
    assert (own_or_given(mine, given, argument) is mine) == agree


def test_given_function_where_the_own_one_lets_no_gradient_through(capsys):
    def blocks(a, b):
        return a.detach() + b

    arguments = torch.tensor([1.0], requires_grad=True), torch.tensor([2.0], requires_grad=True)
    assert own_or_given(add, torch.add, *arguments) is add
    assert own_or_given(blocks, torch.add, *arguments) is torch.add
    assert own_or_given(lambda a, b: add(a, b).detach(), torch.add, *arguments) is torch.add


def test_own_function_that_is_close_enough():
    def rounded(a, b):
        return round(a + b, 4)

    assert own_or_given(rounded, add, 1.23456, 2.0, tol=1e-3) is rounded
    assert own_or_given(rounded, add, 1.23456, 2.0) is add
