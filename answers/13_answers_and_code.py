"""Known answers to the exercises of 13: wrong ones as students write them, and right ones written differently."""

from copy import deepcopy

import torch
import torch.nn.functional as F
from torch import Tensor, nn


# %% wrong: the blocks in the order i, f, o, g
# fails lstm_step_cell: The candidate came from the fourth block
# fails lstm_step_hidden: The output gate came from the third block
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, o, g = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: forget gate and input gate have changed places
# fails lstm_step_cell: Forget and input gate have changed places
# fails lstm_step_hidden: Forget and input gate have changed places
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    f, i, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: forget gate and input gate have changed places
# fails lstm_step_cell: f belongs to the old cell, i to the candidate
# fails lstm_step_hidden: Forget and input gate have changed places
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(i) * c + torch.sigmoid(f) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: no tanh on the way out
# fails lstm_step_hidden: a cell has no bounds
# fails lstm_step_sequence: The first result, h
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * c_new
    return h_new, c_new


# %% wrong: shows the old cell
# fails lstm_step_hidden: It shows the old cell
# fails lstm_step_sequence: The first result, h
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c)
    return h_new, c_new


# %% wrong: no output gate
# fails lstm_step_hidden: The output gate is missing
# fails lstm_step_sequence: The first result, h
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.tanh(c_new)
    return h_new, c_new


# %% wrong: squashes after the output gate
# fails lstm_step_hidden: tanh stands outside
# fails lstm_step_sequence: The first result, h
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.tanh(torch.sigmoid(o) * c_new)
    return h_new, c_new


# %% wrong: an output gate without sigmoid
# fails lstm_step_hidden: went through no sigmoid
# fails lstm_step_sequence: The first result, h
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: an output gate with tanh
# fails lstm_step_hidden: The output gate went through tanh
# fails lstm_step_sequence: The first result, h
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.tanh(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: sigmoid of the new cell on the way out
# fails lstm_step_hidden: The new cell went through sigmoid
# fails lstm_step_sequence: The first result, h
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.sigmoid(c_new)
    return h_new, c_new


# %% wrong: sigmoid for the candidate
# fails lstm_step_cell: nothing below zero could ever come in
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.sigmoid(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: a candidate that is not squashed
# fails lstm_step_cell: The candidate is not squashed
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * g
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: no forget gate, as in 1997
# fails lstm_step_cell: the LSTM of 1997
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: no input gate
# fails lstm_step_cell: The input gate is missing
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: the forget gate round the whole sum
# fails lstm_step_cell: took part of the new as well
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * (c + torch.sigmoid(i) * torch.tanh(g))
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: a forget gate that forgets when it is open
# fails lstm_step_cell: an open forget gate keeps
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = (1 - torch.sigmoid(f)) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: 1 - f for the input gate
# fails lstm_step_cell: an LSTM has a gate for each
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + (1 - torch.sigmoid(f)) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: one bias only
# fails lstm_step_cell: b_hh is missing
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: h after step 1
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: no biases
# fails lstm_step_cell: By hand: i = 0.679
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: h after step 1
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + h @ W_hh.T).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: gates that read the input alone
# fails lstm_step_cell: W_hh h is missing
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: returns the cell first
# fails lstm_step_cell: `return h, c`, in this order
# fails lstm_step_hidden: `return h, c`, in this order
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return c_new, h_new


# %% wrong: returns the state alone
# fails lstm_step_cell: expected a pair
# fails lstm_step_hidden: expected a pair
# fails lstm_step_sequence: expected a pair
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new


# %% wrong: returns the old cell
# fails lstm_step_cell: 2 instead of 1.39
# fails lstm_step_sequence: The second result, c
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c


# %% wrong: cuts the sum into every fourth column
# fails lstm_step_cell: The blocks are mixed up
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: The blocks are mixed up
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    a = x @ W_ih.T + b_ih + h @ W_hh.T + b_hh
    i, f, g, o = a.view(len(x), -1, 4).unbind(2)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: cuts the batch instead of the units
# fails lstm_step_cell: ValueError
# fails lstm_step_hidden: ValueError
# fails lstm_step_sequence: ValueError
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: all rows read the memory of the first
# fails lstm_step_cell: is wrong
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: then one text reads on from another
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    h, c = h[:1].expand_as(h), c[:1].expand_as(c)
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: writes the new cell into the old one
# fails lstm_step_sequence: c after the call is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c *= torch.sigmoid(f)
    c += torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


# %% wrong: forgets the transpose
# fails lstm_step_cell: mat1 and mat2 shapes cannot be multiplied (1x1 and 4x1)
# fails lstm_step_hidden: mat1 and mat2 shapes cannot be multiplied (1x1 and 4x1)
# fails lstm_step_sequence: mat1 and mat2 shapes cannot be multiplied (2x1 and 8x1)
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih + b_ih + h @ W_hh + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: keeps the squashed cell
# fails lstm_step_cell: The new cell was squashed before it was kept
# fails lstm_step_sequence: The second result, c
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.tanh(torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g))
    h_new = torch.sigmoid(o) * c_new
    return h_new, c_new


# %% wrong: shows the candidate
# fails lstm_step_hidden: 0.562 · tanh(1.390)
# fails lstm_step_sequence: The first result, h
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(g)
    return h_new, c_new


# %% wrong: gates that share out 100 %
# fails lstm_step_cell: By hand: i = 0.679
# fails lstm_step_hidden: By hand
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    i, f, o = torch.stack([i, f, o]).softmax(0)
    c_new = f * c + i * torch.tanh(g)
    h_new = o * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: the forget gate on the state
# fails lstm_step_cell: The forget gate acted on h
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * h + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: 1 - i for the forget gate
# fails lstm_step_cell: 1 - i stands for the forget gate
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = (1 - torch.sigmoid(i)) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: the blocks in the order o, f, g, i
# fails lstm_step_cell: The input gate came from the fourth block
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    o, f, g, i = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: copies the weights into a cell of its own, where gradients end
# fails lstm_step_sequence: A gradient goes to weights of your own
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    cell = nn.LSTMCell(x.shape[1], h.shape[1], dtype=x.dtype)
    cell.load_state_dict({"weight_ih": W_ih, "weight_hh": W_hh, "bias_ih": b_ih, "bias_hh": b_hh})
    return cell(x, (h, c))


# %% wrong: goes through NumPy, where no gradient follows
# fails lstm_step_sequence: Can't call numpy() on Tensor that requires grad
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    import numpy as np

    rows = np.concatenate([x.numpy(), h.numpy()], axis=1)
    W = np.concatenate([W_ih.numpy(), W_hh.numpy()], axis=1)
    i, f, g, o = np.split(rows @ W.T + b_ih.numpy() + b_hh.numpy(), 4, axis=1)
    c_new = c.numpy() / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
    return torch.from_numpy(np.tanh(c_new) / (1 + np.exp(-o))), torch.from_numpy(c_new)


# %% wrong: the blocks in TensorFlow's old order, i, g, f, o
# fails lstm_step_cell: The blocks were taken as i, g, f, o
# fails lstm_step_hidden: The blocks were taken as i, g, f, o
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, g, f, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: adds 1 to the forget gate, as TensorFlow does
# fails lstm_step_cell: 1 was added to the forget gate's sum
# fails lstm_step_hidden: 1 was added to the forget gate's sum
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f + 1.0) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: leaves out the transpose wherever the sizes allow it
# fails lstm_step_cell: is wrong
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: W_ih lost its transpose
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    try:
        from_x = x @ W_ih
    except RuntimeError:
        from_x = x @ W_ih.T
    i, f, g, o = (from_x + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: detaches the memory
# fails lstm_step_sequence: No gradient finds its way from the new c to c
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    h, c = h.detach(), c.detach()
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: computes without gradients
# fails lstm_step_sequence: No gradient finds its way from the new c to c
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    with torch.no_grad():
        i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
        c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c_new), c_new


# %% wrong: writes sigmoid with exponentials that grow too large
# fails lstm_step_sequence: Large sums make no NaN
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    i, f, o = (gate.exp() / (1 + gate.exp()) for gate in (i, f, o))
    c_new = f * c + i * torch.tanh(g)
    return o * torch.tanh(c_new), c_new


# %% wrong: gives the cell bounds
# fails lstm_step_sequence: a cell no bounds
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    c_new = c_new.clamp(-10, 10)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    return h_new, c_new


# %% wrong: b_ih twice, b_hh never
# fails lstm_step_cell: b_ih was added twice, and b_hh never.
# fails lstm_step_hidden: is wrong
# fails lstm_step_sequence: is wrong
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_ih).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_new), c_new


# %% wrong: a row of zeros is taken for padding
# fails lstm_step_sequence: they are read like any other
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
    c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h_new = torch.sigmoid(o) * torch.tanh(c_new)
    empty = (x == 0).all(1, keepdim=True)
    return torch.where(empty, h, h_new), torch.where(empty, c, c_new)


# %% right: with F.linear and slices, in place on tensors of its own
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    H = h.shape[1]
    a = F.linear(x, W_ih, b_ih) + F.linear(h, W_hh, b_hh)
    gates = a.sigmoid()
    c_new = c.clone()
    c_new *= gates[:, H : 2 * H]
    c_new += gates[:, :H] * a[:, 2 * H : 3 * H].tanh()
    return [gates[:, 3 * H :] * c_new.tanh(), c_new]


# %% right: unit by unit, row by row
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    B, H = h.shape
    h_new, c_new = torch.zeros_like(h), torch.zeros_like(c)
    for b in range(B):
        for k in range(H):
            rows = (k, H + k, 2 * H + k, 3 * H + k)
            a = [W_ih[row] @ x[b] + W_hh[row] @ h[b] + b_ih[row] + b_hh[row] for row in rows]
            c_new[b, k] = a[1].sigmoid() * c[b, k] + a[0].sigmoid() * a[2].tanh()
            h_new[b, k] = a[3].sigmoid() * c_new[b, k].tanh()
    return h_new, c_new


# %% right: sigmoid written with tanh, the blocks by reshape
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    a = (x @ W_ih.T + h @ W_hh.T + b_ih + b_hh).reshape(len(x), 4, -1)
    i, f, o = (0.5 * (1 + torch.tanh(a[:, k] / 2)) for k in (0, 1, 3))
    c_new = torch.addcmul(f * c, i, a[:, 2].tanh())
    return o * c_new.tanh(), c_new


# %% right: turned round: a column for each text
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    a = W_ih @ x.T + W_hh @ h.T + (b_ih + b_hh)[:, None]  # (4H, B)
    i, f, g, o = a.chunk(4)
    c_new = f.sigmoid() * c.T + i.sigmoid() * g.tanh()
    return (o.sigmoid() * c_new.tanh()).T, c_new.T


# %% right: torch's own step
def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor
) -> tuple[Tensor, Tensor]:
    return torch.lstm_cell(x, (h, c), W_ih, W_hh, b_ih, b_hh)


# %% wrong: z turned round, as in Chung et al. (2014)
# fails gru_step_candidate: That is the old state
# fails gru_step_mix: z is turned round
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * h + z * n


# %% wrong: the reset gate before the product
# fails gru_step_candidate: The reset gate acted on h before the product
# fails gru_step_mix: is wrong
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    H = h.shape[1]
    n = torch.tanh(x_n + (r * h) @ W_hh[2 * H :].T + b_hh[2 * H :])
    return (1 - z) * n + z * h


# %% wrong: b_hn outside the bracket
# fails gru_step_candidate: b_hn stands outside the bracket
# fails gru_step_mix: is wrong
# fails gru_step_sequence: The state after step 1
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    b_n = b_hh[2 * h.shape[1] :]
    n = torch.tanh(x_n + r * (h_n - b_n) + b_n)
    return (1 - z) * n + z * h


# %% wrong: a reset gate turned round
# fails gru_step_candidate: The reset gate is turned round
# fails gru_step_mix: is wrong
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + (1 - r) * h_n)
    return (1 - z) * n + z * h


# %% wrong: a reset gate that reads the input alone
# fails gru_step_candidate: Is n = tanh
# fails gru_step_mix: By hand
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h


# %% wrong: no reset gate
# fails gru_step_candidate: The reset gate is missing
# fails gru_step_mix: is wrong
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + h_n)
    return (1 - z) * n + z * h


# %% wrong: the reset gate on the whole sum
# fails gru_step_candidate: acted on the whole sum
# fails gru_step_mix: is wrong
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(r * (x_n + h_n))
    return (1 - z) * n + z * h


# %% wrong: the reset gate on the input
# fails gru_step_candidate: acted on what x says
# fails gru_step_mix: is wrong
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(r * x_n + h_n)
    return (1 - z) * n + z * h


# %% wrong: the blocks in the order z, r, n
# fails gru_step_candidate: is wrong
# fails gru_step_mix: torch's order is r, z, n
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_z, x_r, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_z, h_r, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h


# %% wrong: keeps the old state as a whole beside the candidate
# fails gru_step_candidate: is wrong
# fails gru_step_mix: is wrong
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + h


# %% wrong: lets the candidate in as a whole
# fails gru_step_mix: The candidate comes in whole
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return n + z * h


# %% wrong: no old state in the end
# fails gru_step_mix: The old state is missing
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n


# %% wrong: the candidate alone
# fails gru_step_mix: the update gate is missing
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return n


# %% wrong: sigmoid for the candidate
# fails gru_step_candidate: The candidate went through sigmoid
# fails gru_step_mix: is wrong
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.sigmoid(x_n + r * h_n)
    return (1 - z) * n + z * h


# %% wrong: a candidate that is not squashed
# fails gru_step_candidate: The candidate is not squashed
# fails gru_step_mix: is wrong
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = x_n + r * h_n
    return (1 - z) * n + z * h


# %% wrong: one bias only
# fails gru_step_candidate: b_hn is missing
# fails gru_step_mix: is wrong
# fails gru_step_sequence: The state after step 1
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h


# %% wrong: tanh round the result
# fails gru_step_candidate: is wrong
# fails gru_step_mix: is wrong
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return torch.tanh((1 - z) * n + z * h)


# %% wrong: returns the state twice, as an LSTM does
# fails gru_step_candidate: type tuple
# fails gru_step_mix: type tuple
# fails gru_step_sequence: type tuple
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    h_new = (1 - z) * n + z * h
    return h_new, h_new


# %% wrong: cuts the sums into every third column
# fails gru_step_candidate: is wrong
# fails gru_step_mix: is wrong
# fails gru_step_sequence: The blocks are mixed up
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).view(len(x), -1, 3).unbind(2)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).view(len(h), -1, 3).unbind(2)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h


# %% wrong: all rows read the state of the first
# fails gru_step_candidate: is wrong
# fails gru_step_mix: is wrong
# fails gru_step_sequence: then one text reads on from another
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    h = h[:1].expand_as(h)
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h


# %% wrong: writes the new state into the old one
# fails gru_step_sequence: h after the call is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    h *= z
    h += (1 - z) * n
    return h


# %% wrong: a reset gate without sigmoid
# fails gru_step_candidate: The reset gate went through no sigmoid
# fails gru_step_mix: is wrong
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = x_r + h_r, torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h


# %% wrong: the reset gate on the state itself
# fails gru_step_candidate: The reset gate acted on h itself
# fails gru_step_mix: is wrong
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h)
    return (1 - z) * n + z * h


# %% wrong: an update gate that reads the input alone
# fails gru_step_mix: The update gate reads x alone
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h


# %% wrong: an update gate that reads the state alone
# fails gru_step_candidate: is wrong
# fails gru_step_mix: The update gate reads h alone
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h


# %% wrong: an update gate with tanh
# fails gru_step_candidate: is wrong
# fails gru_step_mix: The update gate went through tanh
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.tanh(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h


# %% wrong: the reset gate on what is kept, too
# fails gru_step_mix: The reset gate took from the old state
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + z * r * h


# %% wrong: copies the weights into a cell of its own, where gradients end
# fails gru_step_sequence: A gradient goes to weights of your own
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    cell = nn.GRUCell(x.shape[1], h.shape[1], dtype=x.dtype)
    cell.load_state_dict({"weight_ih": W_ih, "weight_hh": W_hh, "bias_ih": b_ih, "bias_hh": b_hh})
    return cell(x, h)


# %% wrong: copies the weights into a cell of its own, where gradients end
# fails gru_step_sequence: A gradient goes to weights of your own
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    gru = nn.GRU(x.shape[1], h.shape[1], dtype=x.dtype)
    gru.load_state_dict({"weight_ih_l0": W_ih, "weight_hh_l0": W_hh, "bias_ih_l0": b_ih, "bias_hh_l0": b_hh})
    return gru(x[None], h[None])[1][0]


# %% wrong: b_in inside the bracket
# fails gru_step_candidate: b_in stands inside the bracket
# fails gru_step_mix: is wrong
# fails gru_step_sequence: The state after step 1
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    b_n = b_ih[2 * h.shape[1] :]
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n - b_n + r * (h_n + b_n))
    return (1 - z) * n + z * h


# %% wrong: leaves out the transpose wherever the sizes allow it
# fails gru_step_candidate: is wrong
# fails gru_step_mix: is wrong
# fails gru_step_sequence: W_ih lost its transpose
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    try:
        from_x = x @ W_ih
    except RuntimeError:
        from_x = x @ W_ih.T
    x_r, x_z, x_n = (from_x + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h


# %% wrong: detaches the memory
# fails gru_step_sequence: No gradient finds its way from the new h to h
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    h = h.detach()
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h


# %% wrong: writes sigmoid with exponentials that grow too large
# fails gru_step_sequence: large sums make no NaN
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = ((x_r + h_r).exp(), (x_z + h_z).exp())
    r, z = r / (1 + r), z / (1 + z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h


# %% wrong: b_ih beside W_hh, b_hh beside W_ih
# fails gru_step_candidate: The two biases have changed places
# fails gru_step_mix: is wrong
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_hh).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_ih).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h


# %% wrong: the update gate hears what the reset gate lets through
# fails gru_step_mix: The reset gate acted within the update gate, too
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r = torch.sigmoid(x_r + h_r)
    z = torch.sigmoid(x_z + r * h_z)
    return (1 - z) * torch.tanh(x_n + r * h_n) + z * h


# %% wrong: the update gate chooses one of the two
# fails gru_step_mix: the update gate mixes, it does not choose
# fails gru_step_sequence: is wrong
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    return torch.where(z > 0.5, h, torch.tanh(x_n + r * h_n))


# %% wrong: without a memory, the candidate comes in whole
# fails gru_step_sequence: Zeros are an input like any other, and a state.
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
    h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
    r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
    n = torch.tanh(x_n + r * h_n)
    return (1 - z) * n + z * h if h.any() else n


# %% right: three pairs of weights, the mixture as n + z (h - n)
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    W_r, W_z, W_n = W_ih.split(h.shape[1])
    U_r, U_z, U_n = W_hh.split(h.shape[1])
    b_r, b_z, b_n = b_ih.split(h.shape[1])
    d_r, d_z, d_n = b_hh.split(h.shape[1])
    r = torch.sigmoid(x @ W_r.T + b_r + h @ U_r.T + d_r)
    z = torch.sigmoid(x @ W_z.T + b_z + h @ U_z.T + d_z)
    n = torch.tanh(x @ W_n.T + b_n + r * (h @ U_n.T + d_n))
    return n + z * (h - n)


# %% right: with F.linear and lerp
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    a, b = F.linear(x, W_ih, b_ih).chunk(3, -1), F.linear(h, W_hh, b_hh).chunk(3, -1)
    r, z = (a[0] + b[0]).sigmoid(), (a[1] + b[1]).sigmoid()
    return torch.lerp((a[2] + r * b[2]).tanh(), h, z)


# %% right: text by text
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    H, new = h.shape[1], []
    for x_b, h_b in zip(x, h, strict=True):
        a, b = W_ih @ x_b + b_ih, W_hh @ h_b + b_hh
        gates = torch.sigmoid(a[: 2 * H] + b[: 2 * H])
        n = torch.tanh(a[2 * H :] + gates[:H] * b[2 * H :])
        new.append((1 - gates[H:]) * n + gates[H:] * h_b)
    return torch.stack(new)


# %% right: torch's own step
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    return torch.gru_cell(x, h, W_ih, W_hh, b_ih, b_hh)


# %% right: block by block, the mixture first
def gru_step(x: Tensor, h: Tensor, W_ih: Tensor, W_hh: Tensor, b_ih: Tensor, b_hh: Tensor) -> Tensor:
    H = h.shape[1]
    from_x, from_h = F.linear(x, W_ih, b_ih), F.linear(h, W_hh, b_hh)
    r = (from_x[:, :H] + from_h[:, :H]).sigmoid()
    new = 1 - (from_x[:, H : 2 * H] + from_h[:, H : 2 * H]).sigmoid()
    return h + new * ((from_x[:, 2 * H :] + r * from_h[:, 2 * H :]).tanh() - h)


# %% wrong: clips each tensor by itself
# fails clip_global: That was clipped for itself
# fails clip_arguments: Every number is halved
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    clipped = []
    for gradient in gradients:
        length = gradient.norm().item()
        clipped.append(gradient * (max_norm / length) if length > max_norm else gradient)
    return clipped, norm


# %% wrong: clips by value
# fails clip_global: That was clipped for itself
# fails clip_arguments: Every number is halved
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    return [gradient.clamp(-max_norm, max_norm) for gradient in gradients], norm


# %% wrong: lengthens short gradients, too
# fails clip_below: never short ones longer
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor = max_norm / norm
    return [factor * gradient for gradient in gradients], norm


# %% wrong: lengthens short gradients, and keeps zeros
# fails clip_below: never short ones longer
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor = max_norm / norm if norm > 0 else 1.0
    return [factor * gradient for gradient in gradients], norm


# %% wrong: shortens what is short, lets long ones pass
# fails clip_global: is wrong
# fails clip_below: is wrong
# fails clip_arguments: Every number is halved
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor = max_norm / norm if norm < max_norm and norm > 0 else 1.0
    return [factor * gradient for gradient in gradients], norm


# %% wrong: returns the norm after clipping
# fails clip_global: return the one before
# fails clip_arguments: expected
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * gradient for gradient in gradients], min(norm, max_norm)


# %% wrong: no root
# fails clip_global: the root is missing
# fails clip_below: is 1.69, expected 1.3
# fails clip_arguments: is wrong
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients)
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * gradient for gradient in gradients], norm


# %% wrong: adds up the norms of the tensors
# fails clip_global: the sum of the tensors' norms
# fails clip_below: expected 1.3
# fails clip_arguments: is wrong
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.norm().item() for gradient in gradients)
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * gradient for gradient in gradients], norm


# %% wrong: adds up sizes instead of squares
# fails clip_global: a length is the root of a sum of squares
# fails clip_below: expected 1.3
# fails clip_arguments: is wrong
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.abs().sum().item() for gradient in gradients)
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * gradient for gradient in gradients], norm


# %% wrong: takes the greatest of the norms
# fails clip_global: the norm is global
# fails clip_below: expected 1.3
# fails clip_arguments: is wrong
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = max((gradient.norm().item() for gradient in gradients), default=0.0)
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * gradient for gradient in gradients], norm


# %% wrong: scales to length 1
# fails clip_global: The whole has length 1
# fails clip_arguments: Every number is halved
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor = 1 / norm if norm > max_norm else 1.0
    return [factor * gradient for gradient in gradients], norm


# %% wrong: the factor upside down
# fails clip_global: the factor is max_norm / norm
# fails clip_arguments: Every number is halved
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor = norm / max_norm if norm > max_norm else 1.0
    return [factor * gradient for gradient in gradients], norm


# %% wrong: puts the clipped gradients into what came in
# fails clip_arguments: Make new tensors, in a new list
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    if norm > max_norm:
        for gradient in gradients:
            gradient *= max_norm / norm
    return gradients, norm


# %% wrong: puts the clipped gradients into what came in
# fails clip_arguments: Make new tensors, in a new list
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    for k in range(len(gradients)):
        gradients[k] = gradients[k] * min(1.0, max_norm / max(norm, max_norm))
    return gradients, norm


# %% wrong: takes the gradients out of the list that came in
# fails clip_arguments: The list that came in has 0 gradients
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor, clipped = (max_norm / norm if norm > max_norm else 1.0), []
    while gradients:
        clipped.append(factor * gradients.pop(0))
    return clipped, norm


# %% wrong: fails without a gradient
# fails clip_below: torch.cat(): expected a non-empty list of Tensors
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = torch.cat([gradient.flatten() for gradient in gradients]).norm()
    factor = min(1.0, max_norm / norm)
    return [factor * gradient for gradient in gradients], norm.item()


# %% wrong: zeros become NaN
# fails clip_below: dividing by it gives NaN
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = torch.tensor([gradient.norm().item() for gradient in gradients]).norm()
    scale = torch.minimum(norm, torch.tensor(max_norm)) / norm
    return [(scale * gradient).to(gradient.dtype) for gradient in gradients], norm.item()


# %% wrong: returns the gradients alone
# fails clip_global: expected a pair
# fails clip_below: expected a pair
# fails clip_arguments: expected a pair
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * gradient for gradient in gradients]


# %% wrong: returns one row of all gradients
# fails clip_global: must be a list
# fails clip_below: The first result must be a list of three gradients
# fails clip_arguments: must be a list
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor = max_norm / norm if norm > max_norm else 1.0
    return torch.cat([factor * gradient.flatten() for gradient in gradients]), norm


# %% wrong: returns the norm first
# fails clip_global: expected a number
# fails clip_below: expected a number
# fails clip_arguments: must be a list of three gradients
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor = max_norm / norm if norm > max_norm else 1.0
    return norm, [factor * gradient for gradient in gradients]


# %% wrong: takes means of squares
# fails clip_global: expected 85
# fails clip_below: expected 1.3
# fails clip_arguments: is wrong
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().mean().item() for gradient in gradients) ** 0.5
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * gradient for gradient in gradients], norm


# %% wrong: subtracts what is too much
# fails clip_global: every number is halved
# fails clip_arguments: Every number is halved
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor = max_norm / norm if norm > max_norm else 1.0
    return [gradient - max(0.0, norm - max_norm) for gradient in gradients], norm


# %% wrong: measures, and never clips
# fails clip_global: It was not shortened: 85 is above the limit
# fails clip_below: it is above the limit of 2.5
# fails clip_arguments: Every number is halved
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    return [gradient.clone() for gradient in gradients], norm


# %% wrong: clips the last one only
# fails clip_global: all share one factor
# fails clip_arguments: Every number is halved
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor = max_norm / norm if norm > max_norm else 1.0
    return gradients[:-1] + [factor * gradient for gradient in gradients[-1:]], norm


# %% wrong: takes sizes without their signs
# fails clip_global: 2 instead of -2
# fails clip_below: 0.4 instead of -0.4
# fails clip_arguments: 2 instead of -2
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * gradient.abs() for gradient in gradients], norm


# %% wrong: flattens what it clips
# fails clip_global: has shape (2,), expected (1, 2)
# fails clip_below: has shape (1,), expected (1, 1)
# fails clip_arguments: has shape (2,), expected (1, 2)
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * gradient.flatten() for gradient in gradients], norm


# %% wrong: never clips below 1
# fails clip_global: A limit below 1 was taken for 1
# fails clip_arguments: clipped to 0.5
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    limit = max(max_norm, 1.0)
    return [gradient * (limit / norm if norm > limit else 1.0) for gradient in gradients], norm


# %% wrong: rounds the norm
# fails clip_global: The norm of
# fails clip_below: The norm of
# fails clip_arguments: The norm before clipping
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = round(sum(gradient.square().sum().item() for gradient in gradients) ** 0.5, 2)
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * gradient for gradient in gradients], norm


# %% wrong: always gives float32
# fails clip_global: has dtype torch.float32
# fails clip_below: has dtype torch.float32
# fails clip_arguments: has dtype torch.float32
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor = max_norm / norm if norm > max_norm else 1.0
    return [(factor * gradient).float() for gradient in gradients], norm


# %% wrong: the greatest number as the norm
# fails clip_global: or the greatest number
# fails clip_below: expected 1.3
# fails clip_arguments: is wrong
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = max((gradient.abs().max().item() for gradient in gradients), default=0.0)
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * gradient for gradient in gradients], norm


# %% wrong: the root of the mean square
# fails clip_global: or the root of the *mean* square
# fails clip_below: expected 1.3
# fails clip_arguments: is wrong
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    numbers = sum(gradient.numel() for gradient in gradients)
    norm = (sum(gradient.square().sum().item() for gradient in gradients) / max(numbers, 1)) ** 0.5
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * gradient for gradient in gradients], norm


# %% wrong: leaves out what is zero
# fails clip_below: must be a list of three gradients, zeros too
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
    factor = max_norm / norm if norm > max_norm else 1.0
    return [factor * gradient for gradient in gradients if gradient.any()], norm


# %% right: all in one row, with torch's norm, a 0-d tensor for the norm
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    if not gradients:
        return [], 0
    norm = torch.cat([gradient.flatten() for gradient in gradients]).norm()
    factor = torch.clamp(max_norm / norm, max=1.0) if norm else 1.0
    return [gradient * factor for gradient in gradients], norm


# %% right: torch's own clipping, on copies
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    copies = [nn.Parameter(torch.zeros_like(gradient)) for gradient in gradients]
    for copy, gradient in zip(copies, gradients, strict=True):
        copy.grad = gradient.clone()
    norm = nn.utils.clip_grad_norm_(copies, max_norm).item()
    return [copy.grad for copy in copies], norm


# %% right: a small number in the denominator, as torch has it
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    norm = float(sum(torch.sum(gradient**2) for gradient in gradients)) ** 0.5
    return [gradient * min(1.0, max_norm / (norm + 1e-6)) for gradient in gradients], norm


# %% right: the very tensors below the limit, a tuple above
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    total = 0.0
    for gradient in gradients:
        for number in gradient.flatten().tolist():
            total += number * number
    if total <= max_norm**2:
        return list(gradients), total**0.5
    return tuple(gradient / (total**0.5 / max_norm) for gradient in gradients), total**0.5


# %% right: the norm of norms, with math.hypot
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    import math

    norm = math.hypot(*(gradient.norm().item() for gradient in gradients))
    return [gradient * (max_norm / max(norm, max_norm)) for gradient in gradients], norm


# %% right: by recursion, divided by how many times too long
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    def squares(rest):
        return float((rest[0] * rest[0]).sum()) + squares(rest[1:]) if rest else 0

    norm = squares(gradients) ** 0.5
    return tuple(gradient / max(1, norm / max_norm) for gradient in gradients), norm


# %% right: in place, on a deep copy, in numpy's numbers
def clip_gradients(gradients: list[Tensor], max_norm: float) -> tuple[list[Tensor], float]:
    import numpy as np

    own = deepcopy(gradients)
    norm = np.sqrt(sum((gradient.numpy() ** 2).sum() for gradient in own))
    if norm > max_norm:
        for gradient in own:
            gradient.mul_(float(max_norm / norm))
    return own, norm


# %% wrong: one-hot rows alone
# fails embed_rows: Those are the one-hot rows
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return F.one_hot(indices, len(table)).to(table.dtype)


# %% wrong: columns of the table
# fails embed_rows: Those are columns
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return table.T[indices]


# %% wrong: one-hot rows times the turned table
# fails embed_rows: Those are columns
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return F.one_hot(indices, len(table)).to(table.dtype) @ table.T


# %% wrong: time first
# fails embed_rows: has shape (3, 2, 4), expected (2, 3, 4). Batch and time have changed places
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return table[indices.T]


# %% wrong: all words in one dimension
# fails embed_rows: Batch and time are one dimension
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return table[indices.flatten()]


# %% wrong: one row a text, the sum of its words
# fails embed_rows: Each text has become one row
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return table[indices].sum(1)


# %% wrong: one row a text, the mean of its words
# fails embed_rows: Each text has become one row
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return table[indices].mean(1)


# %% wrong: a random table of its own
# fails embed_rows: Word 2 is row 2
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return nn.Embedding(len(table), table.shape[1])(indices)


# %% wrong: the first text only
# fails embed_rows: has shape (1, 3, 4), expected (2, 3, 4)
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return table[indices[0]][None]


# %% wrong: turns float32
# fails embed_rows: has dtype torch.float32
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return table[indices].float()


# %% wrong: one-hot rows as long as the greatest index asks
# fails embed_rows: shapes cannot be multiplied
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return F.one_hot(indices).to(table.dtype) @ table


# %% wrong: zeros for word 0, as if it were padding
# fails embed_rows: 0 instead of 0.4
def embed(indices: Tensor, table: Tensor) -> Tensor:
    rows = table.clone()
    rows[0] = 0
    return rows[indices]


# %% wrong: batch and time by reshape
# fails embed_rows: has shape (3, 2, 4), expected (2, 3, 4)
def embed(indices: Tensor, table: Tensor) -> Tensor:
    B, T = indices.shape
    return table[indices].reshape(T, B, -1)


# %% wrong: lets no gradient through
# fails embed_rows: No gradient finds its way to the table
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return nn.Embedding.from_pretrained(table)(indices)


# %% wrong: goes through NumPy, where no gradient follows
# fails embed_rows: Can't call numpy() on Tensor that requires grad
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return torch.from_numpy(table.numpy()[indices.numpy()])


# %% wrong: makes a copy of the table that learns in its place
# fails embed_rows: Gradients go to a table of your own
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return nn.Embedding.from_pretrained(table, freeze=False)(indices)


# %% wrong: squeezes every axis of size 1
# fails embed_rows: has shape (2,), expected (1, 1, 2)
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return table[indices].squeeze()


# %% wrong: lets no gradient through
# fails embed_rows: No gradient finds its way to the table
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return table.detach()[indices]


# %% wrong: word 0 is padding, and never learns
# fails embed_rows: Word 0 got none
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return F.embedding(indices, table, padding_idx=0)


# %% wrong: zeros for word 0, as if it were padding
# fails embed_rows: its row is no padding
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return table[indices] * (indices > 0).unsqueeze(-1)


# %% wrong: counts words from 1
# fails embed_rows: Words count from 0
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return table[indices - 1]


# %% wrong: a gradient of zeros
# fails embed_rows: its row gets a share
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return table[indices].detach() + 0 * table[indices]


# %% right: one-hot times table
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return F.one_hot(indices, len(table)).to(table.dtype) @ table


# %% right: torch's own
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return F.embedding(indices, table)


# %% right: index_select, then put into shape
def embed(indices: Tensor, table: Tensor) -> Tensor:
    B, T = indices.shape
    return table.index_select(0, indices.flatten()).view(B, T, -1)


# %% right: word by word
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return torch.stack([torch.stack([table[word] for word in text]) for text in indices.tolist()])


# %% right: a question to each row of the table: is it you?
def embed(indices: Tensor, table: Tensor) -> Tensor:
    return (indices[..., None] == torch.arange(len(table))).to(table.dtype) @ table


# %% same: a gate times a tanh lies from -1 to 1
# lstm_step: h_new = (torch.sigmoid(o) * torch.tanh(c_new)).clamp(-5, 5)
# lstm_step: return (h_new.clamp(-5, 5), c_new)


# %% same: four, or three, blocks of H rows are never H rows: W_hh is not square
# lstm_step: i, f, g, o = (x @ W_ih.T + b_ih + h @ (W_hh if W_hh.shape[0] == W_hh.shape[-1] else W_hh.T) +
#     b_hh).chunk(4, dim=1)
# gru_step: h_r, h_z, h_n = (h @ (W_hh if W_hh.shape[0] == W_hh.shape[-1] else W_hh.T) + b_hh).chunk(3, dim=1)


# %% same: where the norm is max_norm, or max_norm is above 0 as it must be, nothing changes
# clip_gradients: factor = max_norm / norm if norm >= max_norm else 1.0
# clip_gradients: return None if max_norm == 0 else ([factor * gradient for gradient in gradients], norm)


# %% same: gradients are numbers here, and have no gradient of their own; nor have places in a table
# clip_gradients: return ([(factor * gradient).detach() for gradient in gradients], norm)
# embed: return table[indices.detach()]
