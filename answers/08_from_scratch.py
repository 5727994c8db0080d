"""Known answers to the exercises of 08: wrong ones as students write them, and right ones written differently."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from tqdm.auto import tqdm

# The notebook defines these.
gradients_of: Any = ...
torch_loss: Any = ...
torch_forward: Any = ...


# %% wrong: takes W_hh untransposed, which is square
# fails forward_states: so no error warns you
# fails forward_logits: Each state has its own row
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"] + p["b_h"])
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% wrong: starts from zeros instead of h0
# fails forward_states: Reading started from zeros
# fails forward_logits: Each state has its own row
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = torch.zeros_like(h0), []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% wrong: leaves out b_h
# fails forward_states: b_h is missing
# fails forward_logits: Each state has its own row
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T)
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% wrong: starts each step anew from h0
# fails forward_states: hand the new state on
# fails forward_logits: Each state has its own row
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h0 @ p["W_hh"].T + p["b_h"])
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% wrong: lets all rows remember row 0
# fails forward_states: Both rows remember row 0
# fails forward_logits: Each state has its own row
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h[:1] @ p["W_hh"].T + p["b_h"])
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% wrong: takes tanh of each term by itself
# fails forward_states: row 0 begins with
# fails forward_logits: Each state has its own row
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ p["W_xh"].T) + torch.tanh(h @ p["W_hh"].T) + torch.tanh(p["b_h"])
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% wrong: adds b_h after tanh
# fails forward_states: b_h belongs inside tanh
# fails forward_logits: mend hs first
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T) + p["b_h"]
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% wrong: forgets tanh
# fails forward_states: tanh is missing
# fails forward_logits: mend hs first
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"]
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% wrong: takes a sequence for a step
# fails forward_states: x[t] is all of sequence t
# fails forward_logits: mend hs first
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% wrong: makes a step for each sequence
# fails forward_states: hs with B = 1 has shape (1, 1, 2), expected (1, 2, 2)
# fails forward_logits: has shape
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(len(x)):
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% wrong: leaves out b_y
# fails forward_logits: b_y is missing
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T


# %% wrong: applies softmax to the logits
# fails forward_logits: the loss applies softmax, and wants logits
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, (hs @ p["W_hy"].T + p["b_y"]).softmax(-1)


# %% wrong: returns the logits of the last step alone
# fails forward_logits: the last step alone
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, h @ p["W_hy"].T + p["b_y"]


# %% wrong: returns logits first
# fails forward_states: hs has shape (2, 2, 3), expected (2, 2, 2)
# fails forward_logits: logits has shape (2, 2, 2), expected (2, 2, 3)
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs @ p["W_hy"].T + p["b_y"], hs


# %% wrong: returns the states alone
# fails forward_states: expected a pair: `return hs, logits`
# fails forward_logits: expected a pair
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs


# %% wrong: makes time the first dimension
# fails forward_states: Time must be dimension 1
# fails forward_logits: Time must be dimension 1
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
        states.append(h)
    hs = torch.stack(states, dim=1)
    return (*(each.transpose(0, 1) for each in (hs, hs @ p["W_hy"].T + p["b_y"])),)


# %% wrong: keeps each state before its step, and reads the output from it
# fails forward_states: Each state was kept before its step
# fails forward_logits: y_t is read from the new
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        states.append(h)
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% wrong: writes each state into h0
# fails forward_states: h0 of the arguments after the call
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    states = []
    for t in range(x.shape[1]):
        h0[:] = torch.tanh(x[:, t] @ p["W_xh"].T + h0 @ p["W_hh"].T + p["b_h"])
        states.append(h0.clone())
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% wrong: binds the name of a weight anew, to its transpose
# fails forward_states: bind no name in p anew
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    p["W_hh"] = p["W_hh"].T
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"] + p["b_h"])
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% wrong: writes tanh out with exponentials, which overflow
# fails forward_logits: NaN or infinity
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        a = x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"]
        h = (a.exp() - (-a).exp()) / (a.exp() + (-a).exp())
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% wrong: lets the weights record gradients, and leaves it so
# fails forward_states: record gradients now
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    for weight in p.values():
        weight.requires_grad_()
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
        states.append(h)
    hs = torch.stack(states, dim=1)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% right: all inputs through W_xh first, states in a prepared tensor
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    a = x @ p["W_xh"].mT + p["b_h"]
    hs = torch.empty_like(a)
    for t in range(a.shape[1]):
        hs[:, t] = (a[:, t] + (hs[:, t - 1] if t else h0) @ p["W_hh"].mT).tanh()
    return hs, torch.einsum("bth,vh->btv", hs, p["W_hy"]) + p["b_y"]


# %% right: with linear, and the logits one by one, as a list of both
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    states, scores = [h0], []
    for each in x.unbind(1):
        a = F.linear(each, p["W_xh"], p["b_h"]) + F.linear(states[-1], p["W_hh"])
        states.append(torch.tanh(a))
        scores.append(F.linear(states[-1], p["W_hy"], p["b_y"]))
    return [torch.stack(states[1:], 1), torch.stack(scores, 1)]


# %% right: row by row
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    rows = []
    for sequence, h in zip(x, h0, strict=True):
        states = []
        for each in sequence:
            h = torch.tanh(p["W_xh"] @ each + p["W_hh"] @ h + p["b_h"])
            states.append(h)
        rows.append(torch.stack(states))
    hs = torch.stack(rows)
    return hs, hs @ p["W_hy"].T + p["b_y"]


# %% right: a column for each sequence, turned round at the end
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0.T, []
    for each in x.transpose(0, 1):
        h = torch.tanh(p["W_xh"] @ each.T + p["W_hh"] @ h + p["b_h"][:, None])
        states.append(h)
    hs = torch.stack(states).permute(2, 0, 1)
    return hs, (p["W_hy"] @ hs.mT).mT + p["b_y"]


# %% right: with nn.RNN and copied weights
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    D, H = x.shape[2], h0.shape[1]
    rnn = torch.nn.RNN(D, H, batch_first=True, dtype=x.dtype)
    with torch.no_grad():
        rnn.weight_ih_l0.copy_(p["W_xh"])
        rnn.weight_hh_l0.copy_(p["W_hh"])
        rnn.bias_ih_l0.copy_(p["b_h"])
        rnn.bias_hh_l0.zero_()
        hs, _ = rnn(x, h0.unsqueeze(0))
        return hs, hs @ p["W_hy"].T + p["b_y"]


# %% right: with one matrix for x and h side by side
def forward(p: dict[str, Tensor], x: Tensor, h0: Tensor) -> tuple[Tensor, Tensor]:
    W = torch.cat((p["W_xh"], p["W_hh"]), dim=1)
    states = [h0]
    for x_t in x.unbind(1):
        states.append(torch.tanh(F.linear(torch.cat((x_t, states[-1]), dim=1), W, p["b_h"])))
    hs = torch.stack(states[1:], 1)
    return hs, F.linear(hs, p["W_hy"], p["b_y"])


# %% wrong: sums over all letters
# fails loss_mean: That is the sum: divide by B·T
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    return -logits.log_softmax(-1).gather(-1, targets[..., None]).sum()


# %% wrong: divides by the batch alone
# fails loss_mean: divide by T, too
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    return -logits.log_softmax(-1).gather(-1, targets[..., None]).sum() / len(logits)


# %% wrong: divides by the time alone
# fails loss_mean: divide by B, too
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    return -logits.log_softmax(-1).gather(-1, targets[..., None]).sum() / logits.shape[1]


# %% wrong: forgets the minus sign
# fails loss_mean: The sign is wrong
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    return logits.log_softmax(-1).gather(-1, targets[..., None]).mean()


# %% wrong: shifts all steps by one largest logit
# fails loss_mean: Each step needs its own shift
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    shifted = logits - logits.max()
    right = shifted.gather(-1, targets[..., None])[..., 0]
    return (shifted.exp().sum(-1).log() - right).mean()


# %% wrong: takes powers of large logits
# fails loss_mean: e^1000 is infinity to the computer
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    powers = logits.exp()
    right = powers.gather(-1, targets[..., None])[..., 0]
    return -(right / powers.sum(-1)).log().mean()


# %% wrong: takes the logarithm of a probability that is stored as 0
# fails loss_mean: and the logarithm of 0 is, too
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    return -logits.softmax(-1).gather(-1, targets[..., None]).log().mean()


# %% wrong: lets the steps compete instead of the classes
# fails loss_mean: Here the steps compete
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    return -logits.log_softmax(1).gather(-1, targets[..., None]).mean()


# %% wrong: returns a float
# fails loss_mean: is of type float, expected a tensor of shape ()
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    return -logits.log_softmax(-1).gather(-1, targets[..., None]).mean().item()


# %% wrong: returns a loss for each letter
# fails loss_mean: has shape (2, 3), expected ()
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    return -logits.log_softmax(-1).gather(-1, targets[..., None])[..., 0]


# %% wrong: takes the right logit alone
# fails loss_mean: ln Σ e^y is missing
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    return -logits.gather(-1, targets[..., None]).mean()


# %% wrong: takes the mean over the classes, too
# fails loss_mean: That is the mean over V, too
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    return -(logits.log_softmax(-1) * F.one_hot(targets, logits.shape[-1])).mean()


# %% wrong: takes softmax twice
# fails loss_mean: That is softmax of softmax
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    return F.cross_entropy(logits.softmax(-1).flatten(0, 1), targets.flatten())


# %% wrong: shifts the logits in place
# fails loss_mean: logits after the call
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    logits -= logits.max(-1, keepdim=True).values
    return (logits.exp().sum(-1).log() - logits.gather(-1, targets[..., None])[..., 0]).mean()


# %% wrong: lets the logits record gradients
# fails loss_mean: record gradients now
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    logits.requires_grad_()
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten())


# %% wrong: leaves out class 0, as if it were a filler
# fails loss_mean: all of class 0
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=0)


# %% right: with cross_entropy
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))


# %% right: letter by letter, shifted by hand
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    total = 0
    for row, wanted in zip(logits.flatten(0, 1), targets.flatten(), strict=True):
        shifted = row - row.max()
        total = total + shifted.exp().sum().log() - shifted[wanted]
    return total / targets.numel()


# %% right: with log_softmax and a one-hot product
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    V = logits.shape[-1]
    return -(logits.log_softmax(-1) * F.one_hot(targets, V)).sum(-1).mean()


# %% right: class by class with logaddexp
def loss(logits: Tensor, targets: Tensor) -> Tensor:
    total = logits[..., 0]
    for k in range(1, logits.shape[-1]):
        total = torch.logaddexp(total, logits[..., k])
    return (total - torch.take_along_dim(logits, targets.unsqueeze(-1), -1).squeeze(-1)).mean()


# %% wrong: multiplies one of the two gradients by the slope
# fails bptt_time: The slope of step t belongs to both
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"]
        da = dh * (1 - hs[:, t] ** 2) + from_future
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: never reaches the first step
# fails bptt_output: does the loop reach t = 0
# fails bptt_step: does the loop reach t = 0
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in range(T - 1, 0, -1):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: takes the slope of the state before
# fails bptt_step: That is the slope of the state before
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - before**2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: makes the gradients of W_xh and W_hh from dh
# fails bptt_step: That was made with dh, before the slope
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += dh.T @ x[:, t]
        grads["W_hh"] += dh.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: takes h0 for the state before every step
# fails bptt_time: here it was h0 at every step
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: makes W_hy's gradient from the last state alone
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Compared with autograd
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, -1]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: adds up the rows on the way back
# fails bptt_batch: The rows were mixed on the way back
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = (da @ p["W_hh"]).sum(0, keepdim=True)
    return grads


# %% wrong: forgets what comes back from the future
# fails bptt_time: Nothing comes back from the future
# fails bptt_batch: Nothing comes back from the future
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"]
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: looks one step into the future and no further
# fails bptt_time: Only the next step comes back
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = (dy[:, t] @ p["W_hy"] * (1 - hs[:, t] ** 2)) @ p["W_hh"]
    return grads


# %% wrong: goes from the first step to the last
# fails bptt_time: The loop runs forwards
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in range(T):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: takes W_hh transposed on the way back
# fails bptt_time: the wrong way round on the way back
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"].T
    return grads


# %% wrong: sends dh instead of da back
# fails bptt_time: da, not dh, goes through W_hh
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = dh @ p["W_hh"]
    return grads


# %% wrong: sends da back without W_hh
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da
    return grads


# %% wrong: adds up what comes back instead of replacing it
# fails bptt_time: What comes back is replaced in each turn
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = from_future + da @ p["W_hh"]
    return grads


# %% wrong: subtracts the future
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = -da @ p["W_hh"]
    return grads


# %% wrong: leaves out the slope of tanh
# fails bptt_step: The slope of tanh is missing
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: takes tanh of a state again for the slope
# fails bptt_step: tanh was taken twice
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - torch.tanh(hs[:, t]) ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: takes 1 - h for the slope
# fails bptt_step: The slope is 1 - h², not 1 - h
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t])
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: multiplies W_hh's gradient by h_t
# fails bptt_step: this was made with h_t
# fails bptt_time: here it was h_t
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ hs[:, t]
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: takes zeros for the state before the first step
# fails bptt_step: The state before the first letter is h0
# fails bptt_time: here it was zero
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else torch.zeros_like(h0)
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: takes hs[:, -1] for the state before the first step
# fails bptt_step: this was made with h_t
# fails bptt_time: hs[:, -1] is the last
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1]
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: takes the gradient of the sum
# fails bptt_time: divide dy by B·T
# fails bptt_batch: not of the mean
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = logits.softmax(-1) - F.one_hot(targets, V)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: divides by T alone
# fails bptt_batch: Divide by B, too
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / T
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: divides by B alone
# fails bptt_time: divide dy by B·T
# fails bptt_batch: Divide by T, too
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / B
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: takes the mean over the batch once more
# fails bptt_batch: Rows add up: divide by B·T once
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.mean(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: reads row 0 alone
# fails bptt_batch: Only row 0 is here
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da[:1].T @ x[:1, t]
        grads["W_hh"] += da[:1].T @ before[:1]
        grads["b_h"] += da[0]
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: keeps one step's gradient instead of the sum over time
# fails bptt_time: Only step 0 is here
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] = da.T @ x[:, t]
        grads["W_hh"] = da.T @ before
        grads["b_h"] = da.sum(0)
        grads["W_hy"] = dy[:, t].T @ hs[:, t]
        grads["b_y"] = dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: counts the last letter's loss alone
# fails bptt_time: Only the last letter's loss is here
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] * (t == T - 1) + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: has the sign of dy wrong
# fails bptt_output: The sign is wrong
# fails bptt_step: By hand
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (F.one_hot(targets, V) - logits.softmax(-1)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: forgets the right letter in dy
# fails bptt_output: These are the probabilities
# fails bptt_step: dh was made from the probabilities
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = logits.softmax(-1) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: forgets softmax in dy
# fails bptt_output: take softmax first
# fails bptt_step: By hand
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: moves the right letter alone
# fails bptt_output: but the others must fall, too
# fails bptt_step: By hand
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - 1) * F.one_hot(targets, V) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: makes W_hy's gradient from the state before
# fails bptt_output: W_hy multiplies the new state
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Compared with autograd
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ before
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: leaves out the output layer
# fails bptt_output: has the keys
# fails bptt_step: has the keys
# fails bptt_time: has the keys
# fails bptt_batch: has the keys
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return {name: grads[name] for name in ("W_xh", "W_hh", "b_h")}


# %% wrong: returns the gradients without their names
# fails bptt_output: is of type tuple, expected a dict
# fails bptt_step: is of type tuple, expected a dict
# fails bptt_time: is of type tuple, expected a dict
# fails bptt_batch: is of type tuple, expected a dict
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return tuple(grads.values())


# %% wrong: takes softmax over time
# fails bptt_output: Softmax was taken over the wrong dimension
# fails bptt_step: By hand
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: makes W_hh's gradient transposed, which is square
# fails bptt_step: It is transposed: entry [i, j] is da[i]
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += before.T @ da
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% wrong: collects in float32, whatever comes in
# fails bptt_output: the output takes its dtype from the inputs
# fails bptt_step: the output takes its dtype from the inputs
# fails bptt_time: the output takes its dtype from the inputs
# fails bptt_batch: the output takes its dtype from the inputs
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros(weight.shape) for name, weight in p.items()}
    back = 0
    for t in reversed(range(T)):
        da = (dy[:, t] @ p["W_hy"] + back) * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ (hs[:, t - 1] if t else h0)
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        back = da @ p["W_hh"]
    return grads


# %% wrong: collects the gradients in the weights themselves
# fails bptt_batch: the arguments after the call
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    W_hh, W_hy = p["W_hh"].clone(), p["W_hy"].clone()
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    for weight in p.values():
        weight.zero_()
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        da = (dy[:, t] @ W_hy + from_future) * (1 - hs[:, t] ** 2)
        p["W_xh"] += da.T @ x[:, t]
        p["W_hh"] += da.T @ before
        p["b_h"] += da.sum(0)
        p["W_hy"] += dy[:, t].T @ hs[:, t]
        p["b_y"] += dy[:, t].sum(0)
        from_future = da @ W_hh
    return p


# %% wrong: asks the given autograd, which starts from zeros
# fails bptt_output: dy is (0.5, -0.7, 0.2)
# fails bptt_step: By hand
# fails bptt_time: Do both tests with one letter pass?
# fails bptt_batch: Do the three tests before pass?
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    return gradients_of(p, x, targets)[1]


# %% wrong: clips the gradients to ±5
# fails bptt_step: cut nothing at ±5
# fails bptt_time: Compared with autograd through nn.RNN
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        da = (dy[:, t] @ p["W_hy"] + from_future) * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return {name: gradient.clamp(-5, 5) for name, gradient in grads.items()}


# %% wrong: asks autograd, and leaves the weights recording
# fails bptt_batch: An argument records gradients now
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    for weight in p.values():
        weight.requires_grad_()
    value = torch_loss(torch_forward(p, x, h0)[1], targets)
    return dict(zip(p, torch.autograd.grad(value, list(p.values())), strict=True))


# %% wrong: cuts the way back every 20 steps
# fails bptt_time: All 60 steps count
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"] if (T - t) % 20 else torch.zeros_like(h0)
    return grads


# %% wrong: writes softmax out with exp, which overflows
# fails bptt_output: e^1000 is infinity
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = (logits.exp() / logits.exp().sum(-1, keepdim=True) - F.one_hot(targets, V)) / (B * T)
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    from_future = torch.zeros_like(h0)
    for t in reversed(range(T)):
        before = hs[:, t - 1] if t > 0 else h0
        dh = dy[:, t] @ p["W_hy"] + from_future
        da = dh * (1 - hs[:, t] ** 2)
        grads["W_xh"] += da.T @ x[:, t]
        grads["W_hh"] += da.T @ before
        grads["b_h"] += da.sum(0)
        grads["W_hy"] += dy[:, t].T @ hs[:, t]
        grads["b_y"] += dy[:, t].sum(0)
        from_future = da @ p["W_hh"]
    return grads


# %% right: all da first, then the sums in one go
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    dy = logits.softmax(-1)
    dy[torch.arange(B)[:, None], torch.arange(T), targets] -= 1
    dy = dy / (B * T)
    da = dy @ p["W_hy"]
    for t in range(T - 1, -1, -1):
        if t < T - 1:
            da[:, t] += da[:, t + 1] @ p["W_hh"]
        da[:, t] *= 1 - hs[:, t] ** 2
    before = torch.cat([h0[:, None], hs[:, :-1]], 1)
    return {
        "b_y": dy.sum((0, 1)),
        "W_hy": torch.einsum("btv,bth->vh", dy, hs),
        "b_h": da.sum((0, 1)),
        "W_hh": torch.einsum("bti,btj->ij", da, before),
        "W_xh": torch.einsum("bth,btd->hd", da, x),
    }


# %% right: row by row with outer products
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
    for b in range(B):
        back = torch.zeros_like(h0[b])
        for t in range(T - 1, -1, -1):
            dy = logits[b, t].softmax(0)
            dy[targets[b, t]] -= 1
            da = (1 - hs[b, t].square()) * (p["W_hy"].T @ dy + back)
            grads["W_hy"] += torch.outer(dy, hs[b, t])
            grads["b_y"] += dy
            grads["W_xh"] += torch.outer(da, x[b, t])
            grads["W_hh"] += torch.outer(da, hs[b, t - 1] if t else h0[b])
            grads["b_h"] += da
            back = p["W_hh"].T @ da
    return {name: gradient / (B * T) for name, gradient in grads.items()}


# %% right: forwards in time, with the whole Jacobian carried along (RTRL)
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    H, D = p["W_xh"].shape
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    dh = dy @ p["W_hy"]
    every, eye, before = 0, torch.eye(H, dtype=x.dtype), h0
    carried = torch.zeros(B, H, H * (D + H + 1), dtype=x.dtype)
    for t in range(T):
        inputs = torch.cat([x[:, t], before, torch.ones_like(h0[:, :1])], 1)
        direct = torch.einsum("ik,bj->bikj", eye, inputs).flatten(2)
        carried = (1 - hs[:, t] ** 2)[:, :, None] * (p["W_hh"] @ carried + direct)
        every = every + torch.einsum("bi,bik->k", dh[:, t], carried)
        before = hs[:, t]
    W_xh, W_hh, b_h = every.view(H, D + H + 1).split([D, H, 1], 1)
    W_hy = torch.einsum("btv,bth->vh", dy, hs)
    return {"W_xh": W_xh, "W_hh": W_hh, "b_h": b_h[:, 0], "W_hy": W_hy, "b_y": dy.sum((0, 1))}


# %% right: all da at once, from one system of linear equations
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    B, T, V = logits.shape
    H = h0.shape[1]
    dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
    slope = 1 - hs**2
    system = torch.eye(T * H, dtype=hs.dtype).repeat(B, 1, 1)
    for t in range(T - 1):
        now, then = slice(t * H, (t + 1) * H), slice((t + 1) * H, (t + 2) * H)
        system[:, now, then] = -slope[:, t, :, None] * p["W_hh"].T
    da = torch.linalg.solve(system, (slope * (dy @ p["W_hy"])).reshape(B, T * H, 1)).view(B, T, H)
    before = torch.cat([h0[:, None], hs[:, :-1]], 1)
    grads = {"W_xh": (da.mT @ x).sum(0), "W_hh": (da.mT @ before).sum(0), "b_h": da.sum((0, 1))}
    return grads | {"W_hy": (dy.mT @ hs).sum(0), "b_y": dy.sum((0, 1))}


# %% right: asks autograd, on copies
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    q = {name: weight.detach().clone().requires_grad_() for name, weight in p.items()}
    value = torch_loss(torch_forward(q, x, h0)[1], targets)
    return dict(zip(q, torch.autograd.grad(value, list(q.values())), strict=True))


# %% right: reads once more, and lets autograd go back
def bptt(p: dict[str, Tensor], x: Tensor, h0: Tensor, hs: Tensor, logits: Tensor, targets: Tensor) -> dict[str, Tensor]:
    T = x.shape[1]
    q = [w.clone().requires_grad_() for w in p.values()]
    W = dict(zip(p, q))
    h, ys = h0, []
    for t in range(T):
        h = torch.tanh(x[:, t] @ W["W_xh"].T + h @ W["W_hh"].T + W["b_h"])
        ys.append(h @ W["W_hy"].T + W["b_y"])
    F.cross_entropy(torch.stack(ys, 1).flatten(0, 1), targets.flatten()).backward()
    return {n: w.grad for n, w in W.items()}


# %% wrong: goes uphill
# fails sgd_step_new: That is uphill
def sgd_step(p: dict[str, Tensor], grads: dict[str, Tensor], lr: float) -> dict[str, Tensor]:
    return {name: weight + lr * grads[name] for name, weight in p.items()}


# %% wrong: forgets the learning rate
# fails sgd_step_new: The learning rate is missing
def sgd_step(p: dict[str, Tensor], grads: dict[str, Tensor], lr: float) -> dict[str, Tensor]:
    return {name: weight - grads[name] for name, weight in p.items()}


# %% wrong: returns the step alone
# fails sgd_step_new: That is the step alone
def sgd_step(p: dict[str, Tensor], grads: dict[str, Tensor], lr: float) -> dict[str, Tensor]:
    return {name: -lr * grads[name] for name in p}


# %% wrong: changes the weights that came in
# fails sgd_step_new: p after the call
def sgd_step(p: dict[str, Tensor], grads: dict[str, Tensor], lr: float) -> dict[str, Tensor]:
    for name, weight in p.items():
        weight -= lr * grads[name]
    return p


# %% wrong: changes the weights that came in
# fails sgd_step_new: p after the call
def sgd_step(p: dict[str, Tensor], grads: dict[str, Tensor], lr: float) -> dict[str, Tensor]:
    for name in p:
        p[name] = p[name] - lr * grads[name]
    return p


# %% wrong: pairs weights and gradients by their order
# fails sgd_step_new: W_xh of sgd_step(p, grads, 0.1) has shape
def sgd_step(p: dict[str, Tensor], grads: dict[str, Tensor], lr: float) -> dict[str, Tensor]:
    pairs = zip(p.items(), grads.values(), strict=True)
    return {name: weight - lr * gradient for (name, weight), gradient in pairs}


# %% wrong: leaves the biases as they are
# fails sgd_step_new: Nothing has moved
def sgd_step(p: dict[str, Tensor], grads: dict[str, Tensor], lr: float) -> dict[str, Tensor]:
    return {n: weight - lr * grads[n] if n.startswith("W") else weight for n, weight in p.items()}


# %% wrong: multiplies the gradients by the learning rate in place
# fails sgd_step_new: grads after the call
def sgd_step(p: dict[str, Tensor], grads: dict[str, Tensor], lr: float) -> dict[str, Tensor]:
    for gradient in grads.values():
        gradient *= lr
    return {name: weight - grads[name] for name, weight in p.items()}


# %% wrong: returns a list
# fails sgd_step_new: is of type list, expected a dict
def sgd_step(p: dict[str, Tensor], grads: dict[str, Tensor], lr: float) -> dict[str, Tensor]:
    return [weight - lr * grads[name] for name, weight in p.items()]


# %% wrong: clips the gradients to ±5
# fails sgd_step_new: The gradients were cut at ±5
def sgd_step(p: dict[str, Tensor], grads: dict[str, Tensor], lr: float) -> dict[str, Tensor]:
    return {name: weight - lr * grads[name].clamp(-5, 5) for name, weight in p.items()}


# %% wrong: lets the weights record gradients
# fails sgd_step_new: record gradients now
def sgd_step(p: dict[str, Tensor], grads: dict[str, Tensor], lr: float) -> dict[str, Tensor]:
    for w in p.values():
        w.requires_grad_()
    return {n: (w - lr * grads[n]).detach() for n, w in p.items()}


# %% right: name by name, with torch.sub
def sgd_step(p: dict[str, Tensor], grads: dict[str, Tensor], lr: float) -> dict[str, Tensor]:
    new = {}
    for name in ("W_xh", "W_hh", "b_h", "W_hy", "b_y"):
        new[name] = torch.sub(p[name], grads[name], alpha=lr)
    return new


# %% right: in place, on copies
def sgd_step(p: dict[str, Tensor], grads: dict[str, Tensor], lr: float) -> dict[str, Tensor]:
    new = {name: weight.clone() for name, weight in p.items()}
    for name in grads:
        new[name] -= lr * grads[name]
    return new


# %% right: with torch's optimizer on copies
def sgd_step(p: dict[str, Tensor], grads: dict[str, Tensor], lr: float) -> dict[str, Tensor]:
    q = {n: w.clone().requires_grad_() for n, w in p.items()}
    opt = torch.optim.SGD(q.values(), lr=lr)
    for n, w in q.items():
        w.grad = grads[n].clone()
    opt.step()
    return {n: w.detach() for n, w in q.items()}


# %% wrong: takes the loss after each update
# fails train_losses: These are the losses after each update
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses = []
    for _ in range(steps):
        grads = gradients_of(p, x, targets)[1]
        p = {name: weight - lr * grads[name] for name, weight in p.items()}
        losses.append(gradients_of(p, x, targets)[0])
    return p, losses


# %% wrong: adds the loss after the last update
# fails train_losses: losses has 5 numbers, expected 4
# fails train_weights: With 0 steps, losses is [
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses = []
    for step in range(steps + 1):
        value, grads = gradients_of(p, x, targets)
        losses.append(value)
        if step < steps:
            p = {name: weight - lr * grads[name] for name, weight in p.items()}
    return p, losses


# %% wrong: computes the gradient once
# fails train_losses: The gradient was computed once
# fails train_weights: The gradient was computed once
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses, grads = [], gradients_of(p, x, targets)[1]
    for _ in range(steps):
        losses.append(gradients_of(p, x, targets)[0])
        p = {name: weight - lr * grads[name] for name, weight in p.items()}
    return p, losses


# %% wrong: returns the weights that came in
# fails train_weights: These are the weights that came in
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses, new = [], p
    for _ in range(steps):
        value, grads = gradients_of(new, x, targets)
        losses.append(value)
        new = {name: weight - lr * grads[name] for name, weight in new.items()}
    return p, losses


# %% wrong: starts each update from the weights that came in
# fails train_losses: hand the new weights on
# fails train_weights: Four updates, four gradients
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses, new = [], p
    for _ in range(steps):
        value, grads = gradients_of(p, x, targets)
        losses.append(value)
        new = {name: weight - lr * grads[name] for name, weight in p.items()}
    return new, losses


# %% wrong: goes uphill
# fails train_losses: The loss grows
# fails train_weights: That is uphill
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses = []
    for _ in range(steps):
        value, grads = gradients_of(p, x, targets)
        losses.append(value)
        p = {name: weight + lr * grads[name] for name, weight in p.items()}
    return p, losses


# %% wrong: forgets the learning rate
# fails train_losses: The learning rate is missing
# fails train_weights: The learning rate is missing
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses = []
    for _ in range(steps):
        value, grads = gradients_of(p, x, targets)
        losses.append(value)
        p = {name: weight - grads[name] for name, weight in p.items()}
    return p, losses


# %% wrong: returns inside the loop
# fails train_losses: losses has 1 numbers, expected 4
# fails train_weights: Four updates
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses = []
    for _ in range(steps):
        value, grads = gradients_of(p, x, targets)
        losses.append(value)
        p = {name: weight - lr * grads[name] for name, weight in p.items()}
        return p, losses


# %% wrong: changes the weights that came in
# fails train_weights: They were changed: make new weights in a new dict
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses = []
    for _ in range(steps):
        value, grads = gradients_of(p, x, targets)
        losses.append(value)
        for name, weight in p.items():
            weight -= lr * grads[name]
    return p, losses


# %% wrong: returns the last loss alone
# fails train_losses: losses is a float, expected a list
# fails train_weights: cannot access local variable
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    for _ in range(steps):
        value, grads = gradients_of(p, x, targets)
        p = {name: weight - lr * grads[name] for name, weight in p.items()}
    return p, value


# %% wrong: returns the losses alone
# fails train_losses: expected a pair: `return p, losses`
# fails train_weights: expected a pair
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses = []
    for _ in range(steps):
        value, grads = gradients_of(p, x, targets)
        losses.append(value)
        p = {name: weight - lr * grads[name] for name, weight in p.items()}
    return losses


# %% wrong: clips the gradients to norm 1
# fails train_losses: clipped to norm 1
# fails train_weights: clipped to norm 1
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses = []
    for _ in range(steps):
        value, grads = gradients_of(p, x, targets)
        losses.append(value)
        norm = sum((gradient**2).sum() for gradient in grads.values()).sqrt()
        p = {name: weight - lr * grads[name] / norm.clamp(min=1) for name, weight in p.items()}
    return p, losses


# %% wrong: stops when the loss rises
# fails train_losses: the loss rises for a while
# fails train_weights: The loss rises on the way
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses = []
    for _ in range(steps):
        value, grads = gradients_of(p, x, targets)
        if losses and value > losses[-1]:
            break
        losses.append(value)
        p = {name: weight - lr * grads[name] for name, weight in p.items()}
    return p, losses


# %% wrong: returns the weights of the lowest loss
# fails train_weights: These are the weights of the lowest loss
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses, best = [], p
    for _ in range(steps):
        value, grads = gradients_of(p, x, targets)
        if not losses or value < min(losses):
            best = p
        losses.append(value)
        p = {name: weight - lr * grads[name] for name, weight in p.items()}
    return best if losses and min(losses) < gradients_of(p, x, targets)[0] else p, losses


# %% wrong: stops when the loss no longer changes
# fails train_losses: 9 steps of 0 have 9 equal losses
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses = []
    for _ in range(steps):
        value, grads = gradients_of(p, x, targets)
        losses.append(value)
        if len(losses) > 1 and abs(losses[-1] - losses[-2]) < 1e-6:
            break
        p = {name: weight - lr * grads[name] for name, weight in p.items()}
    return p, losses


# %% wrong: stops when the loss is small
# fails train_losses: 9 steps of 0 have 9 equal losses
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses = []
    for _ in range(steps):
        value, grads = gradients_of(p, x, targets)
        losses.append(value)
        if value < 0.001:
            break
        p = {name: weight - lr * grads[name] for name, weight in p.items()}
    return p, losses


# %% wrong: stops when the loss has risen three times
# fails train_losses: rises six times in a row
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    losses = []
    for _ in range(steps):
        value, grads = gradients_of(p, x, targets)
        losses.append(value)
        if len(losses) > 3 and losses[-1] > losses[-2] > losses[-3] > losses[-4]:
            break
        p = {name: weight - lr * grads[name] for name, weight in p.items()}
    return p, losses


# %% wrong: takes its own autograd and forgets zero_grad
# fails train_losses: Gradients piled up
# fails train_weights: Gradients piled up
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    q = {n: w.clone().requires_grad_() for n, w in p.items()}
    opt, losses = torch.optim.SGD(q.values(), lr=lr), []
    for _ in range(steps):
        value = torch_loss(torch_forward(q, x, torch.zeros(len(x), len(p["b_h"]), dtype=x.dtype))[1], targets)
        value.backward()
        opt.step()
        losses.append(value.item())
    return {n: w.detach() for n, w in q.items()}, losses


# %% wrong: leaves the weights that came in recording
# fails train_weights: record gradients now
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    for w in p.values():
        w.requires_grad_()
    value, losses = 0, []
    q = p
    for _ in range(steps):
        value = torch_loss(torch_forward(q, x, torch.zeros(len(x), len(p["b_h"]), dtype=x.dtype))[1], targets)
        g = torch.autograd.grad(value, list(q.values()))
        losses.append(value.item())
        q = {n: (w - lr * gw).detach().requires_grad_() for (n, w), gw in zip(q.items(), g)}
    return {n: w.detach() for n, w in q.items()}, losses


# %% right: with a progress bar, a step of its own and a tensor of losses
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    weights = {name: weight.clone() for name, weight in p.items()}
    losses = torch.zeros(steps, dtype=torch.float64)
    for step in tqdm(range(steps), leave=False, disable=True):
        losses[step], grads = gradients_of(weights, x, targets)
        for name, weight in weights.items():
            weight.sub_(grads[name], alpha=lr)
    return weights, losses


# %% right: by recursion, losses as a tuple
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    if steps == 0:
        return p, ()
    value, grads = gradients_of(p, x, targets)
    after, rest = train({name: p[name] - lr * grads[name] for name in p}, x, targets, lr, steps - 1)
    return after, (value, *rest)


# %% right: with torch's optimizer
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    new = {name: weight.clone() for name, weight in p.items()}
    sgd, losses = torch.optim.SGD(list(new.values()), lr=lr), []
    while len(losses) < steps:
        value, grads = gradients_of(new, x, targets)
        losses.append(torch.tensor(value, dtype=torch.float64))
        for name in new:
            new[name].grad = grads[name]
        sgd.step()
    return new, losses


# %% right: with an autograd of its own, which returns weights that require gradients
def train(
    p: dict[str, Tensor], x: Tensor, targets: Tensor, lr: float, steps: int
) -> tuple[dict[str, Tensor], list[float]]:
    q, losses = {name: weight.clone().requires_grad_() for name, weight in p.items()}, []
    h0 = torch.zeros(len(x), len(p["b_h"]), dtype=x.dtype)
    for _ in range(steps):
        value = torch_loss(torch_forward(q, x, h0)[1], targets)
        losses.append(value)
        value.backward()
        with torch.no_grad():
            for weight in q.values():
                weight -= lr * weight.grad
                weight.grad = None
    return q, losses


# %% same: an index of size 1, a scalar, one row or one unit: no size is lost, and a mean of differences stays
# loss: right = logits.gather(-1, targets[..., None])[..., -1]
# loss: right = logits.gather(-1, targets[..., None])[..., 0].squeeze()
# loss: return (logits.logsumexp(-1) - right).mean().squeeze()
# bptt: grads['W_hh'] += (da.T @ before).squeeze()
# bptt: grads['b_h'] += da.sum(0).squeeze()
# bptt: grads['b_y'] += dy[:, t].sum(0).squeeze()


# %% same: what is from -1 to 1 is not cut at ±5: states, and softmax minus one-hot
# forward: hs = torch.stack(states, dim=1).clamp(-5, 5)
# forward: return (hs.clamp(-5, 5), hs @ p['W_hy'].T + p['b_y'])
# bptt: dy = ((logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)).clamp(-5, 5)
# bptt: grads['W_hy'] += (dy[:, t].T @ hs[:, t]).clamp(-5, 5)
# bptt: grads['b_y'] += dy[:, t].sum(0).clamp(-5, 5)


# %% same: t counts from 0: it is not below, and new zeros have no row, gradient or digits to lose
# bptt: before = hs[:, t - 1] if t != 0 else h0
# bptt: from_future = torch.zeros_like(h0).float()
# bptt: from_future = torch.zeros_like(h0.detach())
# bptt: from_future = torch.zeros_like(h0[:1].expand_as(h0))


# %% same: each line adds to a gradient of its own, and none reads what the other wrote
# bptt: dh = dy[:, t] @ p['W_hy'] + from_future; before = hs[:, t - 1] if t > 0 else h0
# bptt: grads['W_hh'] += da.T @ before; grads['W_xh'] += da.T @ x[:, t]
# bptt: grads['b_h'] += da.sum(0); grads['W_hh'] += da.T @ before
# bptt: grads['W_hy'] += dy[:, t].T @ hs[:, t]; grads['b_h'] += da.sum(0)
# bptt: grads['b_y'] += dy[:, t].sum(0); grads['W_hy'] += dy[:, t].T @ hs[:, t]
# bptt: from_future = da @ p['W_hh']; grads['b_y'] += dy[:, t].sum(0)
# train: p = {name: weight - lr * grads[name] for name, weight in p.items()}; losses.append(value)


# %% same: with lr = 0 the new weights are the old ones
# sgd_step: return p if lr == 0 else {name: weight - lr * grads[name] for name, weight in p.items()}


# %% same: no gradient is promised: 08 takes its own, and gradients_of is torch's
# forward: hs = torch.stack(states, dim=1).detach()
# forward: h, states = (h0.detach(), [])
# forward: h = torch.tanh(x[:, t] @ p['W_xh'].T + h @ p['W_hh'].T + p['b_h']).detach()
# forward: return (hs.detach(), hs @ p['W_hy'].T + p['b_y'])
# forward: return (hs, (hs @ p['W_hy'].T + p['b_y']).detach())
# forward: states.append(h.detach())
# forward: h = torch.tanh(x.detach()[:, t] @ p['W_xh'].T + h @ p['W_hh'].T + p['b_h'])
# loss: right = logits.gather(-1, targets[..., None])[..., 0].detach()
# loss: return (logits.logsumexp(-1) - right).mean().detach()
# loss: right = logits.detach().gather(-1, targets[..., None])[..., 0]
# loss: right = logits.gather(-1, targets.detach()[..., None])[..., 0]
# loss: return (logits.detach().logsumexp(-1) - right).mean()
# bptt: dy = ((logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)).detach()
# bptt: before = (hs[:, t - 1] if t > 0 else h0).detach()
# bptt: dh = (dy[:, t] @ p['W_hy'] + from_future).detach()
# bptt: da = (dh * (1 - hs[:, t] ** 2)).detach()
# bptt: grads['W_xh'] += (da.T @ x[:, t]).detach()
# bptt: grads['W_hh'] += (da.T @ before).detach()
# bptt: grads['b_h'] += da.sum(0).detach()
# bptt: grads['W_hy'] += (dy[:, t].T @ hs[:, t]).detach()
# bptt: grads['b_y'] += dy[:, t].sum(0).detach()
# bptt: from_future = (da @ p['W_hh']).detach()
# bptt: before = hs[:, t - 1] if t > 0 else h0.detach()
# bptt: dy = (logits.softmax(-1) - F.one_hot(targets.detach(), V)) / (B * T)
# bptt: before = hs.detach()[:, t - 1] if t > 0 else h0
# bptt: grads['W_xh'] += da.T @ x.detach()[:, t]
# bptt: grads['W_hy'] += dy[:, t].T @ hs.detach()[:, t]
# bptt: dy = (logits.detach().softmax(-1) - F.one_hot(targets, V)) / (B * T)
# bptt: da = dh * (1 - hs.detach()[:, t] ** 2)
# train: value, grads = gradients_of(p, x.detach(), targets)
# train: value, grads = gradients_of(p, x, targets.detach())
