"""Two steps of a recurrent network and one gradient through time, written down as lines of arithmetic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

_UNITS = (0, 1)
#: Quantities by name as plain numbers, lists of them, or lists of lists.
_Numbers = Mapping[str, Any]
_LOSS_1, _LOSS_2 = r"\partial L_1/\partial ", r"\partial L_2/\partial "


@dataclass(frozen=True)
class Line:
    r"""One line of the calculation.

    Attributes:
        result: which quantity it computes, as `two_steps.quantities` calls it.
        operands: which quantities go into it.
        formula: the equation in symbols, as mathtext.
        rows: the equation with the numbers put in.
        words: what the line means, one or two sentences.
    """

    result: str
    operands: tuple[str, ...]
    formula: str
    rows: tuple[str, ...]
    words: str


def lines(q: Mapping[str, Tensor], word: str, alphabet: str, lr: float) -> list[Line]:
    r"""Write the calculation down: forward, one update, forward again, and back through time.

    Args:
        q: all quantities, as `quantities` returns them.
        word: the three letters.
        alphabet: the four letters.
        lr: learning rate of the one update.
    Returns: the lines in the order in which they are computed.
    """
    numbers = {name: value.tolist() for name, value in q.items()}
    return [
        *_forward(numbers, 1, word, alphabet),
        *_output_layer(numbers, word, alphabet, lr),
        *_forward(numbers, 2, word, alphabet),
        *_backward(numbers, word, alphabet),
    ]


def number(value: float) -> str:
    r"""Write a number with three decimals, or as it is if one says it all: 0.604, −0.5, 1."""
    short = round(value, 1)
    text = f"{short:g}" if abs(value - short) < 1e-6 else f"{value:.3f}"
    return {"-0": "0", "-0.000": "0.000"}.get(text, text).replace("-", "−")


def vector(values: Sequence[float]) -> str:
    r"""Write several numbers in parentheses."""
    return f"({', '.join(map(number, values))})"


def _forward(q: _Numbers, t: int, word: str, alphabet: str) -> Iterator[Line]:
    read, right = word[t - 1], word[t]
    column, target, before = alphabet.index(read), alphabet.index(right), q[f"h_{t - 1}"]
    a, h, y, p, loss = (q[f"{name}_{t}"] for name in "ahypL")
    yield Line(
        f"a_{t}", (f"x_{t}", "W_xh", "W_hh", f"h_{t - 1}", "b_h"),
        rf"a_{t} = W_{{xh}}\,x_{t} + W_{{hh}}\,h_{t - 1} + b_h",
        tuple(
            f"a_{t}[{i}] = {_sum(number(q['W_xh'][i][column]), _dot(q['W_hh'][i], before), number(q['b_h'][i]))}"
            f" = {number(a[i])}"
            for i in _UNITS
        ),
        f"The one-hot {read} picks column {read} of W_xh; the memory goes through W_hh."
        + (" The old weights are back: an update waits until the sequence is read." if t == 2 else ""),
    )  # fmt: skip
    yield Line(
        f"h_{t}", (f"a_{t}",), rf"h_{t} = \tanh(a_{t})",
        tuple(f"h_{t}[{i}] = tanh({number(a[i])}) = {number(h[i])}" for i in _UNITS),
        "tanh keeps the sign and bounds the size by 1.",
    )  # fmt: skip
    yield Line(
        f"y_{t}", ("W_hy", f"h_{t}", "b_y"), rf"y_{t} = W_{{hy}}\,h_{t} + b_y",
        tuple(
            f"y_{t}[{c}] = {_sum(_dot(q['W_hy'][k], h), number(q['b_y'][k]))} = {number(y[k])}"
            for k, c in enumerate(alphabet)
        ),
        f"The largest logit belongs to {alphabet[y.index(max(y))]}; right is {right}.",
    )  # fmt: skip
    powers = torch.tensor(y).exp().tolist()
    yield Line(
        f"p_{t}", (f"y_{t}",), rf"p_{t} = \mathrm{{softmax}}(y_{t})",
        (
            f"sum of e^y = {_sum(*map(number, powers))} = {number(sum(powers))}",
            *(
                f"p_{t}[{c}] = e^({number(y[k])}) / {number(sum(powers))}"
                f" = {number(powers[k])} / {number(sum(powers))} = {number(p[k])}"
                for k, c in enumerate(alphabet)
            ),
        ),
        f"The right letter, {right}, gets {p[target]:.0%}.",
    )  # fmt: skip
    yield Line(
        f"L_{t}", (f"p_{t}",), rf"L_{t} = -\ln\,p_{t}[{right}]",
        (f"L_{t} = −ln {number(p[target])} = {number(loss)}",),
        f"The loss looks at one probability only, that of {right}.",
    )  # fmt: skip


def _output_layer(q: _Numbers, word: str, alphabet: str, lr: float) -> Iterator[Line]:
    right = word[1]
    yield _logit_gradient(q, 1, right, alphabet)
    dy, dW, old, new = q["dL_1/dy_1"], q["dL_1/dW_hy"], q["W_hy"], q["W_hy'"]
    yield Line(
        "dL_1/dW_hy", ("dL_1/dy_1", "h_1"), rf"{_LOSS_1}W_{{hy}} = ({_LOSS_1}y_1)\;h_1^T",
        tuple(
            f"row {c} = {_scaled(dy[k], q['h_1'])} = {vector(dW[k])}" for k, c in enumerate(alphabet)
        ),
        "Each row is h_1 times one number: what its letter got wrong.",
    )  # fmt: skip
    yield Line(
        "W_hy'", ("W_hy", "dL_1/dW_hy"), rf"W_{{hy}}' = W_{{hy}} - {lr:g}\;{_LOSS_1}W_{{hy}}",
        tuple(
            f"row {c} = {vector(old[k])} − {lr:g}·{vector(dW[k])} = {vector(new[k])}" for k, c in enumerate(alphabet)
        ),
        f"A step against the gradient, with learning rate {lr:g}.",
    )  # fmt: skip
    logits, probabilities, loss = q["y_1'"], q["p_1'"], q["L_1'"]
    moved = "fell" if loss < q["L_1"] else "did not fall"
    yield Line(
        "L_1'", ("W_hy'", "h_1", "b_y"), rf"L_1' = -\ln\,\mathrm{{softmax}}(W_{{hy}}'\,h_1 + b_y)[{right}]",
        (
            f"logits        {vector(logits)}",
            f"probabilities {vector(probabilities)}",
            f"L_1' = −ln {number(probabilities[alphabet.index(right)])} = {number(loss)}",
        ),
        f"The same letter with the new weights: the loss {moved} from {number(q['L_1'])}.",
    )  # fmt: skip


def _backward(q: _Numbers, word: str, alphabet: str) -> Iterator[Line]:
    yield _logit_gradient(q, 2, word[2], alphabet)
    yield _through_weights(q, "h_2", "y_2", "W_hy", r"W_{hy}^T", "Each unit gathers from all four logits.")
    yield _through_tanh(q, 2, "Where the unit is near ±1, its slope is near 0 and little gets through.")
    words = f"Back in time: from here on, the gradient belongs to the step that read {word[0]}."
    yield _through_weights(q, "h_1", "a_2", "W_hh", r"W_{hh}^T", words)
    yield _through_tanh(q, 1, "The same rule one step earlier.")
    grads = {t: q[f"dL_2/da_{t}"] for t in (2, 1)}
    rest = ", ".join(c for c in alphabet if c not in word[:2])
    yield Line(
        "dL_2/dW_xh", ("dL_2/da_1", "x_1", "dL_2/da_2", "x_2"),
        rf"{_LOSS_2}W_{{xh}} = ({_LOSS_2}a_2)\,x_2^T + ({_LOSS_2}a_1)\,x_1^T",
        (
            f"column {word[1]} = {vector(grads[2])}   read at step 2",
            f"column {word[0]} = {vector(grads[1])}   read at step 1: all of it came through time",
            f"columns {rest} = (0, 0)   never read",
        ),
        f"{word[0]} is not the input of step 2, and its column has a gradient all the same.",
    )  # fmt: skip
    dW = q["dL_2/dW_hh"]
    yield Line(
        "dL_2/dW_hh", ("dL_2/da_2", "h_1", "dL_2/da_1", "h_0"),
        rf"{_LOSS_2}W_{{hh}} = ({_LOSS_2}a_2)\,h_1^T + ({_LOSS_2}a_1)\,h_0^T",
        tuple(
            f"row {i} = {_sum(_scaled(grads[2][i], q['h_1']), _scaled(grads[1][i], q['h_0']))} = {vector(dW[i])}"
            for i in _UNITS
        ),
        "Two steps used W_hh, so it gets two terms."
        + (" With h_0 = 0 the second one vanishes." if not any(q["h_0"]) else ""),
    )  # fmt: skip


def _logit_gradient(q: _Numbers, t: int, right: str, alphabet: str) -> Line:
    p, dy = q[f"p_{t}"], q[f"dL_{t}/dy_{t}"]
    loss = _LOSS_1 if t == 1 else _LOSS_2
    rows = (f"{c}: {number(p[k])} − {int(c == right)} = {number(dy[k])}" for k, c in enumerate(alphabet))
    words = f"Only {right} is below zero: its logit should rise, the others fall. The four sum to zero."
    return Line(f"dL_{t}/dy_{t}", (f"p_{t}",), rf"{loss}y_{t} = p_{t} - \mathrm{{onehot}}({right})", tuple(rows), words)


def _through_weights(q: _Numbers, to: str, source: str, weight: str, symbol: str, words: str) -> Line:
    """One line back through a matrix, from the gradient of what it made to that of what it read."""
    gradient, result = q[f"dL_2/d{source}"], q[f"dL_2/d{to}"]
    columns = zip(*q[weight], strict=True)
    rows = (f"unit {j}: {_dot(column, gradient)} = {number(result[j])}" for j, column in enumerate(columns))
    formula = rf"{_LOSS_2}{to} = {symbol}\;{_LOSS_2}{source}"
    return Line(f"dL_2/d{to}", (weight, f"dL_2/d{source}"), formula, tuple(rows), words)


def _through_tanh(q: _Numbers, t: int, words: str) -> Line:
    h, above, below = q[f"h_{t}"], q[f"dL_2/dh_{t}"], q[f"dL_2/da_{t}"]
    rows = (
        f"unit {i}: (1 − {_factor(h[i])}²)·{_factor(above[i])} = {_times(1 - h[i] ** 2, above[i])} = {number(below[i])}"
        for i in _UNITS
    )
    formula = rf"{_LOSS_2}a_{t} = (1 - h_{t}^2) \odot {_LOSS_2}h_{t}"
    return Line(f"dL_2/da_{t}", (f"h_{t}", f"dL_2/dh_{t}"), formula, tuple(rows), words)


def _factor(value: float) -> str:
    return f"({number(value)})" if number(value).startswith("−") else number(value)


def _times(a: float, b: float) -> str:
    return f"{number(a)}·{_factor(b)}"


def _scaled(a: float, values: Sequence[float]) -> str:
    return f"{number(a)}·{vector(values)}"


def _dot(a: Sequence[float], b: Sequence[float]) -> str:
    return _sum(*(_times(x, y) for x, y in zip(a, b, strict=True)))


def _sum(*terms: str) -> str:
    return " + ".join(terms).replace("+ −", "− ")
