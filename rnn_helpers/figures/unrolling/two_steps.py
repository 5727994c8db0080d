"""Every number in two steps of a recurrent network, forward and back through time."""

from __future__ import annotations

from collections.abc import Mapping

import torch
import torch.nn.functional as F
from torch import Tensor

SHAPES = {"W_xh": (2, 4), "W_hh": (2, 2), "b_h": (2,), "W_hy": (4, 2), "b_y": (4,)}  # two units, four letters


def quantities(weights: Mapping[str, Tensor], h_0: Tensor, word: str, alphabet: str, lr: float) -> dict[str, Tensor]:
    r"""Compute every quantity of the calculation with torch's cell and autograd, in float64.

    Args:
        weights: W_xh, W_hh, b_h, W_hy and b_y for two units and four letters.
        h_0: the state before the first letter, (2,).
        word: three letters: the first two are read, the last two are to be predicted.
        alphabet: the four letters, in the order of the columns of W_xh.
        lr: learning rate of the one update.
    Returns: name to value, e.g. "a_1", "L_2", "dL_2/dW_xh"; "W_hy'" and "L_1'" are those after the update.
    Raises: ValueError: if a shape or the word does not fit.
    """
    _check(weights, h_0, word, alphabet)
    q = {name: weights[name].detach().double().requires_grad_() for name in SHAPES}
    q["h_0"] = h_0.detach().double()
    # A copy of the bias for each step: the gradient of such a copy is that of the pre-activation.
    biases = {t: q["b_h"].detach().clone().requires_grad_() for t in (1, 2)}
    for t, (read, right) in enumerate(zip(word, word[1:], strict=False), start=1):
        x = q[f"x_{t}"] = F.one_hot(torch.tensor(alphabet.index(read)), 4).double()
        states = torch.rnn_tanh_cell(
            x[None], q[f"h_{t - 1}"][None], q["W_xh"], q["W_hh"], biases[t], torch.zeros(2, dtype=torch.float64)
        )
        h = q[f"h_{t}"] = states[0]
        q[f"a_{t}"] = torch.atanh(h)
        y = q[f"y_{t}"] = F.linear(h, q["W_hy"], q["b_y"])
        q[f"p_{t}"] = torch.softmax(y, 0)
        q[f"L_{t}"] = F.cross_entropy(y, torch.tensor(alphabet.index(right)))
    q |= _gradients(q["L_1"], {"y_1": q["y_1"], "W_hy": q["W_hy"]}, "dL_1/d")
    through_time = {"y_2": q["y_2"], "h_2": q["h_2"], "a_2": biases[2], "h_1": q["h_1"], "a_1": biases[1]}
    q |= _gradients(q["L_2"], through_time | {name: q[name] for name in ("W_xh", "W_hh")}, "dL_2/d")
    # torch.optim would do the same step, and take a second to import.
    q["W_hy'"] = torch.addr(q["W_hy"], q["dL_1/dy_1"], q["h_1"], alpha=-lr)
    q["y_1'"] = F.linear(q["h_1"], q["W_hy'"], q["b_y"])
    q["p_1'"] = torch.softmax(q["y_1'"], 0)
    q["L_1'"] = F.cross_entropy(q["y_1'"], torch.tensor(alphabet.index(word[1])))
    return {name: value.detach() for name, value in q.items()}


def _gradients(loss: Tensor, of: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    found = torch.autograd.grad(loss, tuple(of.values()), retain_graph=True)
    return {prefix + name: gradient for name, gradient in zip(of, found, strict=True)}


def _check(weights: Mapping[str, Tensor], h_0: Tensor, word: str, alphabet: str) -> None:
    found = {name: tuple(weights[name].shape) if name in weights else None for name in SHAPES}
    if found != SHAPES or h_0.shape != (2,):
        raise ValueError(f"shapes are {found} with h_0 {tuple(h_0.shape)}, expected {SHAPES} with h_0 (2,).")
    if len(set(alphabet)) != 4 or len(alphabet) != 4:
        raise ValueError(f"alphabet is {alphabet!r}, expected four different letters.")
    if len(word) != 3 or not set(word) <= set(alphabet) or word[0] == word[1]:
        raise ValueError(f"word is {word!r}, expected three letters of {alphabet!r}, the first two different.")
