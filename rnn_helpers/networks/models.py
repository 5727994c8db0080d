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


class WordNetwork(nn.Module):
    r"""Predicts the next word: a table of word vectors, one GRU, and the same table again to score all words.

    The logit of a word is its row of the table times the hidden state, plus its bias: "tied weights" (Press and
    Wolf 2017; Inan, Khosravi and Socher 2017). Half as many numbers then learn from every word twice.

    Attributes:
        table: `nn.Embedding`, a row of H numbers for each of V words.
        recurrent: torch's own `nn.GRU` from H to H, batch first.
        bias: how likely a word is whatever came before, (V,).
    """

    def __init__(self, counts: Tensor, hidden_size: int, dropout: float = 0.0) -> None:
        r"""Make an untrained network that already knows how frequent each word is: its bias is the log of that.

        Args:
            counts: how often each word occurs, (V,).
            hidden_size: H, both of the state and of a word's row.
            dropout: which share of the numbers is set to 0 at random while training, before the GRU and after.
        """
        super().__init__()
        self.table = nn.Embedding(len(counts), hidden_size)
        self.recurrent = nn.GRU(hidden_size, hidden_size, batch_first=True)
        self.dropout = nn.Dropout(dropout)
        self.bias = nn.Parameter((counts + 0.5).log())
        # The default, a spread of 1, would make the first guesses wild: logits of about ±H.
        nn.init.uniform_(self.table.weight, -0.1, 0.1)

    def forward(self, ids: Tensor, h: Tensor | None = None) -> tuple[Tensor, Tensor]:
        r"""Read on from a state.

        Args:
            ids: the words by number, (B, T).
            h: the state so far, (1, B, H); zeros without it.
        Returns: the logits of the word after each word, (B, T, V), and the last state, (1, B, H).
        """
        hidden_states, h = self.recurrent(self.dropout(self.table(ids)), h)
        return nn.functional.linear(self.dropout(hidden_states), self.table.weight, self.bias), h
