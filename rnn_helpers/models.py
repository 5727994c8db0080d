"""Recurrent networks behind one interface."""

from __future__ import annotations

from typing import Literal

from torch import Tensor, nn

Cell = Literal["rnn", "gru", "lstm"]
_LAYERS = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


class RecurrentNetwork(nn.Module):
    r"""One recurrent layer and a linear readout, the output read from the new hidden state.

    The three cells differ in one word, so that an experiment can swap them:
    `RecurrentNetwork("gru", input_size=4, hidden_size=8, output_size=4)`.

    Attributes:
        recurrent: torch's own `nn.RNN`, `nn.GRU` or `nn.LSTM`, batch first.
        readout: `nn.Linear` from the hidden state to the logits.
    """

    def __init__(self, cell: Cell, input_size: int, hidden_size: int, output_size: int) -> None:
        r"""Make a network with torch's default initialisation.

        Args:
            cell: "rnn" (Elman 1990, with tanh), "gru" (Cho et al. 2014) or "lstm" (Gers et al. 2000).
            input_size: D, features of one input.
            hidden_size: H, units in the hidden state.
            output_size: V, classes.
        Raises: ValueError: if the cell is none of the three.
        """
        super().__init__()
        if cell not in _LAYERS:
            raise ValueError(f"cell is {cell!r}, expected one of {', '.join(map(repr, _LAYERS))}.")
        self.recurrent = _LAYERS[cell](input_size, hidden_size, batch_first=True)
        self.readout = nn.Linear(hidden_size, output_size)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        r"""Read whole sequences from a zero state.

        Args:
            x: inputs, (B, T, D).
        Returns: the logits, (B, T, V), and the hidden state after each step, (B, T, H).
        Raises: ValueError: if x is not (B, T, D) with this network's D.
        """
        D = self.recurrent.input_size
        if x.ndim != 3 or x.shape[-1] != D:
            raise ValueError(f"x has shape {tuple(x.shape)}, expected (B, T, {D}): batch, time, features.")
        hidden_states, _ = self.recurrent(x)  # (B, T, H)
        return self.readout(hidden_states), hidden_states
