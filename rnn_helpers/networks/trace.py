"""What a network did, step by step: recorded once, then shown in any way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

#: A bias that shuts a gate, or opens it: in any float, sigmoid of -1e4 is 0, and sigmoid and tanh of 1e4 are 1.
_SHUT, _OPEN = -1e4, 1e4


@dataclass(frozen=True)
class Trace:
    r"""The hidden states of one sequence, with the words that go with them.

    Attributes:
        hidden_states: the state after each step, (T, H).
        inputs: what was read at each step, T labels.
        probabilities: of each class after each step, (T, V), or None for a network without outputs.
        outputs: the classes, V labels.
        targets: the right class at each step, T labels, or None where there is no right one.
    """

    hidden_states: Tensor
    inputs: Sequence[str]
    probabilities: Tensor | None = None
    outputs: Sequence[str] = ()
    targets: Sequence[str] | None = None

    def __post_init__(self) -> None:
        """Refuse sizes that do not belong together."""
        if self.hidden_states.ndim != 2 or not len(self.hidden_states):
            raise ValueError(f"hidden_states has shape {tuple(self.hidden_states.shape)}, expected (T, H) with T ≥ 1.")
        T = len(self.hidden_states)
        if len(self.inputs) != T:
            raise ValueError(f"there are {len(self.inputs)} input labels, expected one for each of the {T} steps.")
        if self.targets is not None and len(self.targets) != T:
            raise ValueError(f"there are {len(self.targets)} targets, expected one for each of the {T} steps.")
        if self.probabilities is not None and self.probabilities.shape != (T, len(self.outputs)):
            raise ValueError(
                f"probabilities have shape {tuple(self.probabilities.shape)}, "
                f"expected (T, V) = ({T}, {len(self.outputs)}): steps, output labels."
            )


@torch.no_grad()
def record(
    model: Callable[[Tensor], tuple[Tensor, Tensor]],
    x: Tensor,
    inputs: Sequence[str],
    outputs: Sequence[str],
    targets: Sequence[str] | None = None,
) -> Trace:
    r"""Run a network over one sequence and keep what happened.

    Args:
        model: gives (logits (1, T, V), hidden states (1, T, H)) for (1, T, D), as `RecurrentNetwork` does.
        x: one sequence, (T, D) or (1, T, D).
        inputs: a label for each step, T of them.
        outputs: a label for each class, V of them.
        targets: the right class at each step, if there is one.
    Returns: the trace, detached from the network: training on does not change it.
    Raises: ValueError: if x holds more than one sequence, or the labels do not fit it.
    """
    if x.ndim == 2:
        x = x[None]
    if x.ndim != 3 or len(x) != 1:
        raise ValueError(f"x has shape {tuple(x.shape)}, expected one sequence, (T, D) or (1, T, D).")
    logits, hidden_states = model(x)
    return Trace(hidden_states[0].clone(), list(inputs), logits[0].softmax(-1), list(outputs), targets)


@dataclass(frozen=True)
class GateTrace:
    r"""What the gates of an LSTM did with one sequence.

    Attributes:
        inputs: what was read at each step, T labels.
        quantities: "input gate", "candidate", "forget gate", "cell", "output gate" and "state", each (T, H).
        answers: what the network said after each step, (T,), or None.
    """

    inputs: Sequence[str]
    quantities: Mapping[str, Tensor]
    answers: Tensor | None = None

    def __post_init__(self) -> None:
        """Refuse sizes that do not belong together."""
        T = len(self.inputs)
        lengths = {name: len(values) for name, values in self.quantities.items()}
        if self.answers is not None:
            lengths["answers"] = len(self.answers)
        if set(lengths.values()) != {T}:
            raise ValueError(f"there are {T} input labels and {lengths}, expected one row for each input.")


@torch.no_grad()
def record_gates(lstm: nn.LSTM, x: Tensor, inputs: Sequence[str], answers: Tensor | None = None) -> GateTrace:
    r"""Run an LSTM over one sequence from a zero state, and find out what its gates did.

    torch does not show its gates, so each is measured as one would measure a valve: with the other valves fixed.

    Args:
        lstm: one layer, one direction, with biases.
        x: one sequence, (T, D).
        inputs: a label for each step, T of them.
        answers: what the network said after each step, (T,), to be shown with the gates.
    Returns: the trace, detached from the network: training on does not change it.
    Raises: ValueError: if x is not (T, D) with this layer's D, or the labels do not fit it.
    """
    D, H = lstm.input_size, lstm.hidden_size
    if x.ndim != 2 or x.shape[1] != D:
        raise ValueError(f"x has shape {tuple(x.shape)}, expected one sequence, (T, {D}).")
    h = c = x.new_zeros(1, H)
    before, after = [], []
    for row in x:
        before.append(h)
        h, c = _step(lstm, row[None], h, c)
        after.append((h, c))
    came = torch.cat(before)  # the state that each step read, (T, H)
    nothing, one = torch.zeros_like(came), torch.ones_like(came)
    quantities = {
        "input gate": _step(lstm, x, came, nothing, candidate=_OPEN)[1],
        "candidate": _step(lstm, x, came, nothing, input_gate=_OPEN)[1],
        "forget gate": _step(lstm, x, came, one, input_gate=_SHUT)[1],
        "cell": torch.cat([c for _, c in after]),
        "output gate": _step(lstm, x, came, nothing, input_gate=_OPEN, candidate=_OPEN)[0] / one.tanh(),
        "state": torch.cat([h for h, _ in after]),
    }
    return GateTrace(list(inputs), quantities, None if answers is None else answers.detach().clone())


def _step(
    lstm: nn.LSTM, x: Tensor, h: Tensor, c: Tensor, *, input_gate: float = 0.0, candidate: float = 0.0
) -> tuple[Tensor, Tensor]:
    """One step of torch's own, for rows of x, h and c, with something added to the bias of a gate."""
    extra = x.new_zeros(4, lstm.hidden_size)
    extra[0], extra[2] = input_gate, candidate
    weight_ih, weight_hh, bias_ih, bias_hh = lstm.all_weights[0]
    return torch.lstm_cell(x, (h, c), weight_ih, weight_hh, bias_ih + extra.flatten(), bias_hh)
