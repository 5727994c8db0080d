"""Known answers to the exercises of 05: wrong ones as students write them, and right ones written differently."""

import torch
from torch import Tensor, nn


# %% wrong: leaves out the bias
# fails rnn_step_bias: b_h is missing
# fails rnn_step_batch: Row 0 is the example by hand
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(x @ W_xh.T + h @ W_hh.T)


# %% wrong: forgets to transpose W_hh, which is square
# fails rnn_step_weights: went through W_hh untransposed
# fails rnn_step_bias: The sum of the three terms is (1.0, 0.3)
# fails rnn_step_batch: Row 0 is the example by hand
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(x @ W_xh.T + h @ W_hh + b_h)


# %% wrong: leaves out tanh
# fails rnn_step_weights: the sum before tanh
# fails rnn_step_bias: 1 instead of 0.7616
# fails rnn_step_batch: rnn_step with two rows is wrong
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return x @ W_xh.T + h @ W_hh.T + b_h


# %% wrong: applies tanh to each term
# fails rnn_step_weights: tanh was applied to each term by itself
# fails rnn_step_bias: tanh was applied to each term by itself
# fails rnn_step_batch: rnn_step with two rows is wrong
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(x @ W_xh.T) + torch.tanh(h @ W_hh.T) + torch.tanh(b_h)


# %% wrong: adds the bias after tanh
# fails rnn_step_bias: b_h was added after tanh
# fails rnn_step_batch: rnn_step with two rows is wrong
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(x @ W_xh.T + h @ W_hh.T) + b_h


# %% wrong: writes W x for a batch, as for one vector
# fails rnn_step_weights: mat1 and mat2 shapes cannot be multiplied
# fails rnn_step_bias: mat1 and mat2 shapes cannot be multiplied
# fails rnn_step_batch: mat1 and mat2 shapes cannot be multiplied
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(W_xh @ x + W_hh @ h + b_h)


# %% wrong: turns the batch into columns and leaves it so
# fails rnn_step_weights: That is (H, B), expected (B, H).
# fails rnn_step_bias: has shape (2, 1), expected (1, 2)
# fails rnn_step_batch: That is (H, B), expected (B, H).
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(W_xh @ x.T + W_hh @ h.T + b_h[:, None])


# %% wrong: gives every row the memory of the first
# fails rnn_step_batch: Row 1 used the memory of row 0
# fails rnn_step_weights: rnn_step with B = 2
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(x @ W_xh.T + h[0] @ W_hh.T + b_h)


# %% wrong: forgets the memory
# fails rnn_step_weights: without W_hh there is no memory
# fails rnn_step_bias: The sum of the three terms is (1.0, 0.3)
# fails rnn_step_batch: rnn_step with two rows is wrong
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(x @ W_xh.T + b_h)


# %% wrong: writes the new state into the old one
# fails rnn_step_batch: It was changed in place
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    h.copy_(torch.tanh(x @ W_xh.T + h @ W_hh.T + b_h))
    return h


# %% wrong: adds the bias twice
# fails rnn_step_bias: b_h was added twice
# fails rnn_step_batch: Row 0 is the example by hand
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(x @ W_xh.T + b_h + h @ W_hh.T + b_h)


# %% wrong: reshapes W_xh instead of transposing it
# fails rnn_step_weights: A W was reshaped
# fails rnn_step_bias: The sum of the three terms is (1.0, 0.3)
# fails rnn_step_batch: Row 0 is the example by hand
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(x @ W_xh.reshape(x.shape[1], -1) + h @ W_hh.T + b_h)


# %% wrong: squeezes a batch of one away
# fails rnn_step_weights: The batch dimension is gone
# fails rnn_step_bias: The batch dimension is gone
# fails rnn_step_batch: rnn_step with 2 rows, D = 3, H = 1 has shape (2,)
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(x @ W_xh.T + h @ W_hh.T + b_h).squeeze()


# %% wrong: transposes W_xh only where it does not fit otherwise
# fails rnn_step_weights: W_xh went in untransposed
# fails rnn_step_bias: rnn_step in float64, D = 3, H = 3
# fails rnn_step_batch: D = 3, H = 3
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    try:
        from_input = x @ W_xh
    except RuntimeError:
        from_input = x @ W_xh.T
    return torch.tanh(from_input + h @ W_hh.T + b_h)


# %% wrong: writes tanh out with exponentials
# fails rnn_step_bias: e^500 is infinity
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    a = x @ W_xh.T + h @ W_hh.T + b_h
    return (torch.exp(a) - torch.exp(-a)) / (torch.exp(a) + torch.exp(-a))


# %% wrong: skips an input of zeros
# fails rnn_step_bias: An input of zeros is an input
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    if not x.any():
        return h
    return torch.tanh(x @ W_xh.T + h @ W_hh.T + b_h)


# %% wrong: skips the rows whose input is zeros
# fails rnn_step_bias: An input of zeros is an input
# fails rnn_step_batch: rnn_step with 5 rows
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    new = torch.tanh(x @ W_xh.T + h @ W_hh.T + b_h)
    return torch.where((x == 0).all(dim=1, keepdim=True), h, new)


# %% wrong: leaves out memory and bias where the state is zero
# fails rnn_step_bias: rnn_step in float64, D = 5, H = 3
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    if not h.any():
        return torch.tanh(x @ W_xh.T)
    return torch.tanh(x @ W_xh.T + h @ W_hh.T + b_h)


# %% wrong: computes in float32
# fails rnn_step_bias: rnn_step of zeros in float64
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(x.float() @ W_xh.float().T + h.float() @ W_hh.float().T + b_h.float())


# %% wrong: squeezes the units away where there is one
# fails rnn_step_weights: rnn_step with B = 2, D = 3, H = 1
# fails rnn_step_bias: rnn_step in float64, D = 1, H = 1
# fails rnn_step_batch: D = 3, H = 1
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(x @ W_xh.T + h @ W_hh.T + b_h).squeeze(-1)


# %% wrong: changes the bias after use
# fails rnn_step_batch: b_h after the call
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    a = x @ W_xh.T + h @ W_hh.T + b_h
    b_h += 1
    return torch.tanh(a)


# %% wrong: bends the sum at ±5
# fails rnn_step_bias: rnn_step with sums of 1500
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh((x @ W_xh.T + h @ W_hh.T + b_h).clamp(-5, 5))


# %% right: with a sigmoid
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return 2 * torch.sigmoid(2 * (x @ W_xh.T + h @ W_hh.T + b_h)) - 1


# %% right: with torch.nn.functional.linear
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    linear = torch.nn.functional.linear
    return linear(x, W_xh, b_h).add(linear(h, W_hh)).tanh()


# %% right: on columns, and back
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return (W_xh @ x.T + W_hh @ h.T + b_h[:, None]).tanh().T


# %% right: row by row
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    new = torch.empty_like(h)
    for row in range(len(x)):
        new[row] = torch.tanh(W_xh @ x[row] + W_hh @ h[row] + b_h)
    return new


# %% right: with einsum, and tanh written out
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    a = torch.einsum("bd,hd->bh", x, W_xh) + torch.einsum("bj,hj->bh", h, W_hh) + b_h
    return 2 / (1 + torch.exp(-2 * a)) - 1


# %% right: one product of concatenated matrices
def rnn_step(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(torch.cat([x, h], dim=1) @ torch.cat([W_xh, W_hh], dim=1).T + b_h)


# %% wrong: starts from zeros whatever h0 is
# fails rnn_forward_start: Reading started from zeros
# fails rnn_forward_last: in float64 with B = 4
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = torch.zeros_like(h0), []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        states.append(h)
    return torch.stack(states, dim=1), h


# %% wrong: starts every step from h0
# fails rnn_forward_steps: Each step started anew from h0
# fails rnn_forward_start: h0 is not zero here
# fails rnn_forward_last: the second value (last) is wrong
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    states = [torch.tanh(x[:, t] @ W_xh.T + h0 @ W_hh.T + b_h) for t in range(x.shape[1])]
    return torch.stack(states, dim=1), states[-1]


# %% wrong: overwrites one tensor, h0 itself, at every step
# fails rnn_forward_steps: was one tensor overwritten at each step
# fails rnn_forward_start: h0 is not zero here
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h[:] = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        states.append(h)
    return torch.stack(states, dim=1), h


# %% wrong: uses h0 as its working memory
# fails rnn_forward_start: It was changed in place
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    states = []
    for t in range(x.shape[1]):
        h0.copy_(torch.tanh(x[:, t] @ W_xh.T + h0 @ W_hh.T + b_h))
        states.append(h0.clone())
    return torch.stack(states, dim=1), h0


# %% wrong: stacks time first
# fails rnn_forward_steps: Time must be dimension 1
# fails rnn_forward_start: Time must be dimension 1
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        states.append(h)
    return torch.stack(states), h


# %% wrong: joins the steps with torch.cat
# fails rnn_forward_steps: torch.stack makes a new dimension
# fails rnn_forward_start: has shape (2, 4), expected (2, 2, 2)
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        states.append(h)
    return torch.cat(states, dim=1), h


# %% wrong: takes the first dimension for time
# fails rnn_forward_steps: Each step started anew from h0
# fails rnn_forward_start: h0 is not zero here
# fails rnn_forward_last: the second value (last) is wrong
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[0]):
        h = torch.tanh(x[t] @ W_xh.T + h @ W_hh.T + b_h)
        states.append(h)
    return torch.stack(states), h


# %% wrong: gives the last row of the batch instead of the last step
# fails rnn_forward_last: the last row of the batch
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        states.append(h)
    states = torch.stack(states, dim=1)
    return states, states[-1]


# %% wrong: keeps a dimension for layers in the last state, as nn.RNN does
# fails rnn_forward_last: one dimension more
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        states.append(h)
    return torch.stack(states, dim=1), h[None]


# %% wrong: collects the states in float32 whatever the inputs are
# fails rnn_forward_start: has dtype torch.float32, expected torch.float64
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    B, T, _ = x.shape
    h, states = h0, torch.zeros(B, T, len(b_h))
    for t in range(T):
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        states[:, t] = h
    return states, h


# %% wrong: keeps h0 as the first state
# fails rnn_forward_steps: h0 is not one of the T states
# fails rnn_forward_start: has shape (2, 3, 2), expected (2, 2, 2)
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    states = [h0]
    for t in range(x.shape[1]):
        states.append(torch.tanh(x[:, t] @ W_xh.T + states[-1] @ W_hh.T + b_h))
    return torch.stack(states, dim=1), states[-1]


# %% wrong: returns the states alone
# fails rnn_forward_steps: expected a pair
# fails rnn_forward_start: expected a pair
# fails rnn_forward_last: expected a pair
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        states.append(h)
    return torch.stack(states, dim=1)


# %% wrong: forgets to transpose W_hh, which is square
# fails rnn_forward_steps: went through W_hh untransposed
# fails rnn_forward_start: h0 is not zero here
# fails rnn_forward_last: the second value (last) is wrong
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh + b_h)
        states.append(h)
    return torch.stack(states, dim=1), h


# %% wrong: keeps each state before its step
# fails rnn_forward_steps: Each state was kept before its step
# fails rnn_forward_start: Each state was kept before its step
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        states.append(h)
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
    return torch.stack(states, dim=1), h


# %% wrong: stops one step early
# fails rnn_forward_steps: The last step is missing
# fails rnn_forward_start: has shape (2, 1, 2), expected (2, 2, 2)
# fails rnn_forward_last: the state after the first step
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1] - 1):
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        states.append(h)
    return torch.stack(states, dim=1), h


# %% wrong: returns inside the loop
# fails rnn_forward_steps: Only the first step is there
# fails rnn_forward_start: has shape (2, 1, 2), expected (2, 2, 2)
# fails rnn_forward_last: the state after the first step
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        states.append(h)
        return torch.stack(states, dim=1), h


# %% wrong: views states that are time first as (B, T, H)
# fails rnn_forward_steps: The rows are mixed up
# fails rnn_forward_start: Time must be dimension 1
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        states.append(h)
    return torch.stack(states).view(len(x), x.shape[1], -1), h


# %% wrong: transposes W_xh only where it does not fit otherwise
# fails rnn_forward_steps: B = 3, T = 3, D = 3, H = 3
# fails rnn_forward_start: B = 3, T = 3, D = 3, H = 3
# fails rnn_forward_last: W_xh went in untransposed
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        try:
            a = x[:, t] @ W_xh
        except RuntimeError:
            a = x[:, t] @ W_xh.T
        h = torch.tanh(a + h @ W_hh.T + b_h)
        states.append(h)
    return torch.stack(states, dim=1), h


# %% wrong: skips inputs of zeros
# fails rnn_forward_steps: the first value (states) with B = 3
# fails rnn_forward_last: An input of zeros is an input
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        if x[:, t].any():
            h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        states.append(h)
    return torch.stack(states, dim=1), h


# %% wrong: squeezes a batch of one away from the last state
# fails rnn_forward_last: The batch dimension is gone
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        states.append(h)
    return torch.stack(states, dim=1), h.squeeze(0)


# %% wrong: begins anew every ten steps
# fails rnn_forward_steps: T = 60
# fails rnn_forward_start: T = 30
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        if t and t % 10 == 0:
            h = torch.zeros_like(h)
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        states.append(h)
    return torch.stack(states, dim=1), h


# %% wrong: writes tanh out with exponentials
# fails rnn_forward_steps: it holds NaN or infinity
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        a = x[:, t] @ W_xh.T + h @ W_hh.T + b_h
        h = (a.exp() - (-a).exp()) / (a.exp() + (-a).exp())
        states.append(h)
    return torch.stack(states, dim=1), h


# %% wrong: gives the last state in float32
# fails rnn_forward_last: has dtype torch.float32
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        states.append(h)
    return torch.stack(states, dim=1), h.float()


# %% wrong: changes the inputs while reading
# fails rnn_forward_start: x after the call
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    h, states = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
        x[:, t] = 0
        states.append(h)
    return torch.stack(states, dim=1), h


# %% right: by calling rnn_step
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    states = []
    for x_t in x.unbind(dim=1):
        h0 = rnn_step(x_t, h0, W_xh, W_hh, b_h)
        states.append(h0)
    return torch.stack(states, dim=1), states[-1]


# %% right: into a tensor made beforehand, all inputs multiplied at once
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    B, T, _ = x.shape
    states = x.new_zeros(B, T, h0.shape[1])
    from_inputs = x @ W_xh.T + b_h
    before = h0
    for t in range(T):
        before = states[:, t] = torch.tanh(from_inputs[:, t] + before @ W_hh.T)
    return states, states[:, -1]


# %% right: with nn.RNN and copied weights, as a list
def rnn_forward(x: Tensor, h0: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> tuple[Tensor, Tensor]:
    rnn = nn.RNN(x.shape[2], h0.shape[1], batch_first=True, dtype=x.dtype)
    with torch.no_grad():
        for parameter, value in zip(rnn.parameters(), (W_xh, W_hh, b_h, 0 * b_h)):
            parameter.copy_(value)
    states, last = rnn(x, h0[None])
    return [states, last[0]]


# %% wrong: leaves out the bias
# fails output_layer_logits: b_y is missing
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    return h @ W_hy.T


# %% wrong: returns probabilities
# fails output_layer_logits: Those are probabilities
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    return torch.softmax(h @ W_hy.T + b_y, dim=-1)


# %% wrong: returns log-probabilities
# fails output_layer_logits: Those are log-probabilities
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    return torch.log_softmax(h @ W_hy.T + b_y, dim=-1)


# %% wrong: applies tanh
# fails output_layer_logits: tanh does not belong here
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    return torch.tanh(h @ W_hy.T + b_y)


# %% wrong: writes W h, which is right for one state only
# fails output_layer_logits: must match the size of tensor
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    return W_hy @ h + b_y


# %% wrong: forgets to transpose W_hy
# fails output_layer_logits: mat1 and mat2 shapes cannot be multiplied
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    return h @ W_hy + b_y


# %% wrong: reshapes W_hy instead of transposing it
# fails output_layer_logits: A W was reshaped
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    return h @ W_hy.reshape(h.shape[-1], -1) + b_y


# %% wrong: transposes W_hy only where it does not fit otherwise
# fails output_layer_logits: W_hy went in untransposed
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    try:
        return h @ W_hy + b_y
    except RuntimeError:
        return h @ W_hy.T + b_y


# %% wrong: squeezes dimensions of 1 away
# fails output_layer_logits: has shape (2, 4), expected (1, 2, 4)
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    return (h @ W_hy.T + b_y).squeeze()


# %% wrong: adds b_y down the steps where they are as many as the logits
# fails output_layer_logits: b_y was added down the steps
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    y = h @ W_hy.T
    return y + (b_y[:, None] if y.ndim > 1 and y.shape[-2] == len(b_y) else b_y)


# %% wrong: gives zeros for a state of zeros
# fails output_layer_logits: output_layer of states (2, 4)
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    return h @ W_hy.T + b_y if h.any() else h.new_zeros(*h.shape[:-1], len(b_y))


# %% wrong: keeps logits within ±10
# fails output_layer_logits: output_layer of states (3, 3, 3)
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    return (h @ W_hy.T + b_y).clamp(-10, 10)


# %% wrong: empties the bias after use
# fails output_layer_logits: b_y after the call
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    y = h @ W_hy.T + b_y
    b_y.zero_()
    return y


# %% right: with torch.nn.functional.linear
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    return torch.nn.functional.linear(h, W_hy, b_y)


# %% right: with einsum
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    return torch.einsum("...h,vh->...v", h, W_hy) + b_y


# %% right: as a product with columns
def output_layer(h: Tensor, W_hy: Tensor, b_y: Tensor) -> Tensor:
    return (W_hy @ h.unsqueeze(-1)).squeeze(-1) + b_y


# %% wrong: leaves out the slope
# fails step_jacobian_slope: The slopes are missing
# fails step_jacobian_autograd: Compare with autograd's matrix
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    return W_hh.clone()


# %% wrong: scales the columns
# fails step_jacobian_slope: The slopes scaled the columns
# fails step_jacobian_autograd: Compare with autograd's matrix
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    return (1 - h_t**2) * W_hh


# %% wrong: transposes W_hh, as the forward pass does
# fails step_jacobian_orientation: It is transposed
# fails step_jacobian_autograd: Compare with autograd's matrix
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    return torch.diag(1 - h_t**2) @ W_hh.T


# %% wrong: returns the whole transposed
# fails step_jacobian_orientation: It is transposed
# fails step_jacobian_slope: The slopes scaled the columns
# fails step_jacobian_autograd: Compare with autograd's matrix
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    return (torch.diag(1 - h_t**2) @ W_hh).T


# %% wrong: applies tanh to a state that has been through it
# fails step_jacobian_slope: tanh was applied again
# fails step_jacobian_autograd: Compare with autograd's matrix
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    return torch.diag(1 - torch.tanh(h_t) ** 2) @ W_hh


# %% wrong: forgets the square
# fails step_jacobian_slope: The slope is 1 - h_t², not 1 - h_t
# fails step_jacobian_autograd: Compare with autograd's matrix
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    return torch.diag(1 - h_t) @ W_hh


# %% wrong: scales W_hh itself, in place
# fails step_jacobian_slope: It was changed in place
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    W_hh *= (1 - h_t**2).unsqueeze(1)
    return W_hh


# %% wrong: multiplies entry by entry with the diagonal matrix
# fails step_jacobian_orientation: `*` multiplies entry by entry
# fails step_jacobian_slope: Only the diagonal is there
# fails step_jacobian_autograd: Compare with autograd's matrix
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    return torch.diag(1 - h_t**2) * W_hh


# %% wrong: squares the state in place
# fails step_jacobian_slope: the next step needs it
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    h_t *= h_t
    return torch.diag(1 - h_t) @ W_hh


# %% wrong: gives every unit the mean slope
# fails step_jacobian_slope: Every row has the mean slope
# fails step_jacobian_autograd: Compare with autograd's matrix
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    return (1 - h_t**2).mean() * W_hh


# %% wrong: lets no slope be below 0.01
# fails step_jacobian_slope: Near 1, tanh is nearly flat
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    return (1 - h_t**2).clamp(min=0.01)[:, None] * W_hh


# %% wrong: squeezes the Jacobian of one unit to a number
# fails step_jacobian_orientation: One unit has a Jacobian of shape (1, 1)
# fails step_jacobian_slope: H = 1
# fails step_jacobian_autograd: step_jacobian must return a tensor of shape (1, 1)
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    return (torch.diag(1 - h_t**2) @ W_hh).squeeze()


# %% wrong: takes the slope of the logistic sigmoid
# fails step_jacobian_orientation: instead of
# fails step_jacobian_slope: The slopes at 0.6 and -0.8
# fails step_jacobian_autograd: Compare with autograd's matrix
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    return (h_t * (1 - h_t))[:, None] * W_hh


# %% wrong: adds the square instead of taking it off
# fails step_jacobian_slope: The slopes at 0.6 and -0.8
# fails step_jacobian_autograd: Compare with autograd's matrix
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    return (1 + h_t**2)[:, None] * W_hh


# %% right: by broadcasting over rows
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    return (1 - h_t * h_t).unsqueeze(1) * W_hh


# %% right: entry by entry
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    jacobian = torch.zeros_like(W_hh)
    for i in range(len(h_t)):
        for j in range(len(h_t)):
            jacobian[i, j] = (1 - h_t[i] ** 2) * W_hh[i, j]
    return jacobian


# %% right: with autograd, round the pre-activation
def step_jacobian(h_t: Tensor, W_hh: Tensor) -> Tensor:
    a = torch.atanh(h_t)
    return torch.autograd.functional.jacobian(lambda nudge: torch.tanh(a + W_hh @ nudge), torch.zeros_like(h_t))


# %% same: a diagonal matrix is its own transpose
# step_jacobian: return torch.diag(1 - h_t ** 2).T @ W_hh


# %% same: states are tanh's: none is cut
# rnn_forward: return (torch.stack(states, dim=1).clamp(-5, 5), h)


# %% same: no gradient is promised, and 05 asks for none: it multiplies Jacobians
# rnn_step: return torch.tanh(x @ W_xh.T + h @ W_hh.T + b_h).detach()
# rnn_step: return torch.tanh(x @ W_xh.T + h @ W_hh.T + b_h.detach())
# rnn_step: return torch.tanh(x.detach() @ W_xh.T + h @ W_hh.T + b_h)
# rnn_step: return torch.tanh(x @ W_xh.T + h.detach() @ W_hh.T + b_h)
# rnn_step: return torch.tanh(x @ W_xh.detach().T + h @ W_hh.T + b_h)
# rnn_step: return torch.tanh(x @ W_xh.T + h @ W_hh.detach().T + b_h)
# rnn_forward: h, states = (h0.detach(), [])
# rnn_forward: h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h).detach()
# rnn_forward: return (torch.stack(states, dim=1).detach(), h)
# rnn_forward: return (torch.stack(states, dim=1), h.detach())
# rnn_forward: states.append(h.detach())
# rnn_forward: h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h.detach())
# rnn_forward: h = torch.tanh(x.detach()[:, t] @ W_xh.T + h @ W_hh.T + b_h)
# rnn_forward: h = torch.tanh(x[:, t] @ W_xh.detach().T + h @ W_hh.T + b_h)
# rnn_forward: h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.detach().T + b_h)
# output_layer: return (h @ W_hy.T + b_y).detach()
# output_layer: return h @ W_hy.T + b_y.detach()
# output_layer: return h.detach() @ W_hy.T + b_y
# output_layer: return h @ W_hy.detach().T + b_y
# step_jacobian: return (torch.diag(1 - h_t ** 2) @ W_hh).detach()
# step_jacobian: return torch.diag(1 - h_t ** 2) @ W_hh.detach()
# step_jacobian: return torch.diag(1 - h_t.detach() ** 2) @ W_hh
