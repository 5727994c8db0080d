"""Known answers to the exercises of 07: wrong ones as students write them, and right ones written differently."""

import torch
import torch.nn.functional as F
from torch import Tensor


# %% wrong: leaves out the bias
# fails pre_activation_input: The bias is missing
# fails pre_activation_memory: The bias is missing
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return W_xh @ x + W_hh @ h


# %% wrong: leaves out the memory
# fails pre_activation_memory: The memory is missing
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return W_xh @ x + b_h


# %% wrong: takes W_hh the wrong way round, which is square
# fails pre_activation_memory: so no error warns you
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return W_xh @ x + h @ W_hh + b_h


# %% wrong: adds the memory without W_hh
# fails pre_activation_memory: it goes through W_hh first
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return W_xh @ x + h + b_h


# %% wrong: goes on to tanh
# fails pre_activation_input: tanh comes in the next line
# fails pre_activation_memory: leave tanh to the next line
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.tanh(W_xh @ x + W_hh @ h + b_h)


# %% wrong: multiplies W_hh by h entry by entry
# fails pre_activation_input: has shape (2, 2), expected (2,)
# fails pre_activation_memory: has shape (2, 2)
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return W_xh @ x + W_hh * h + b_h


# %% wrong: picks the column of the first 1 in x, as if it were always one-hot
# fails pre_activation_input: x need not be a one-hot vector
# fails pre_activation_memory: No letter is left
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return W_xh[:, int(x.argmax())] + W_hh @ h + b_h


# %% wrong: prints the answer and returns nothing
# fails pre_activation_input: end with `return`?
# fails pre_activation_memory: end with `return`?
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    print(W_xh @ x + W_hh @ h + b_h)


# %% wrong: writes the answer over the bias
# fails pre_activation_memory: b_h was changed in place
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    b_h += W_xh @ x + W_hh @ h
    return b_h


# %% wrong: writes the answer over the previous state
# fails pre_activation_memory: h was changed in place
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    h.copy_(W_xh @ x + W_hh @ h + b_h)
    return h


# %% wrong: transposes W_xh only where it does not fit otherwise
# fails pre_activation_input: W_xh is the wrong way round
# fails pre_activation_memory: pre_activation with D = 4, H = 4
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    try:
        from_input = x @ W_xh
    except RuntimeError:
        from_input = W_xh @ x
    return from_input + W_hh @ h + b_h


# %% wrong: squeezes one unit to a number
# fails pre_activation_input: One unit has a pre-activation of shape (1,)
# fails pre_activation_memory: D = 1, H = 1
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return (W_xh @ x + W_hh @ h + b_h).squeeze()


# %% wrong: computes in float32
# fails pre_activation_input: has dtype torch.float32
# fails pre_activation_memory: has dtype torch.float32
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return W_xh.float() @ x.float() + W_hh.float() @ h.float() + b_h.float()


# %% wrong: leaves out the bias where there is no letter
# fails pre_activation_input: D = 3, H = 2
# fails pre_activation_memory: No letter is left, but a memory is
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return W_xh @ x + W_hh @ h + b_h if x.any() else W_hh @ h


# %% wrong: adds the bias to the letter and to the memory
# fails pre_activation_input: instead of
# fails pre_activation_memory: The bias is there twice
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return (W_xh @ x + b_h) + (W_hh @ h + b_h)


# %% wrong: keeps the sum within ±20
# fails pre_activation_input: D = 3, H = 2
# fails pre_activation_memory: D = 3, H = 2
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return (W_xh @ x + W_hh @ h + b_h).clamp(-20, 20)


# %% wrong: adds to the bias, and takes it away again
# fails pre_activation_memory: b_h was changed in place
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    rest = W_xh @ x + W_hh @ h
    b_h += rest
    a = b_h.clone()
    b_h -= rest
    return a


# %% right: with torch.nn.functional.linear
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return F.linear(x, W_xh) + F.linear(h, W_hh, b_h)


# %% right: from the left, with transposes
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return x @ W_xh.T + h @ W_hh.T + b_h


# %% right: number by number, as on paper
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    a = b_h.clone()
    for i in range(len(b_h)):
        for d in range(len(x)):
            a[i] += W_xh[i, d] * x[d]
        for j in range(len(h)):
            a[i] += W_hh[i, j] * h[j]
    return a


# %% right: one matrix for input and memory
def pre_activation(x: Tensor, h: Tensor, W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    return torch.cat([W_xh, W_hh], dim=1) @ torch.cat([x, h]) + b_h


# %% wrong: takes powers of the logits as they are
# fails softmax_loss_large: shift the logits before you take powers
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    probs = y.exp() / y.exp().sum()
    return probs, -probs[target].log().item()


# %% wrong: takes the logarithm of a probability that is stored as 0
# fails softmax_loss_large: the logarithm must come from the logits
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    probs = torch.softmax(y, 0)
    return probs, -torch.log(probs[target]).item()


# %% wrong: keeps the probability away from 0 with a small constant
# fails softmax_loss_large: the logarithm must come from the logits
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    probs = torch.softmax(y, 0)
    return probs, -torch.log(probs[target] + 1e-12).item()


# %% wrong: takes the loss of the most likely class
# fails softmax_loss_values: That is the loss of the most likely letter
# fails softmax_loss_large: for target 1 is 0.1269, expected 2.127
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    logs = torch.log_softmax(y, 0)
    return logs.exp(), -logs.max().item()


# %% wrong: forgets the minus sign
# fails softmax_loss_values: The sign is wrong
# fails softmax_loss_large: is -0.1269, expected 0.1269
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    logs = torch.log_softmax(y, 0)
    return logs.exp(), logs[target].item()


# %% wrong: takes the logarithm to base 2
# fails softmax_loss_values: to base 2
# fails softmax_loss_large: expected 0.1269
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    logs = torch.log_softmax(y, 0)
    return logs.exp(), -logs[target].item() / torch.log(torch.tensor(2.0)).item()


# %% wrong: averages the loss over the classes
# fails softmax_loss_values: divided by the number of letters
# fails softmax_loss_large: for target 0 is 0.04231
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    logs = torch.log_softmax(y, 0)
    return logs.exp(), -logs[target].item() / len(y)


# %% wrong: returns logarithms for probabilities
# fails softmax_loss_values: These are logarithms
# fails softmax_loss_large: probs of logits 1000
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    logs = torch.log_softmax(y, 0)
    return logs, -logs[target].item()


# %% wrong: returns the loss alone
# fails softmax_loss_values: return probs, loss
# fails softmax_loss_large: return probs, loss
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    return -torch.log_softmax(y, 0)[target].item()


# %% wrong: shifts by the largest size, whatever its sign
# fails softmax_loss_large: e^-1000 is 0 to the computer
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    shifted = y - y.abs().max()
    powers = shifted.exp()
    return powers / powers.sum(), (powers.sum().log() - shifted[target]).item()


# %% wrong: shifts only when a logit is large
# fails softmax_loss_large: e^-1000 is 0 to the computer
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    shifted = y - y.max() if y.max() > 80 else y
    powers = shifted.exp()
    return powers / powers.sum(), (powers.sum().log() - shifted[target]).item()


# %% wrong: shifts one term of the loss and not the other
# fails softmax_loss_values: The two terms have different shifts
# fails softmax_loss_large: Take both terms of the loss from the same logits
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    powers = (y - y.max()).exp()
    return powers / powers.sum(), (powers.sum().log() - y[target]).item()


# %% wrong: shifts the logits in place
# fails softmax_loss_values: y was changed in place
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    y -= y.max()
    powers = y.exp()
    return powers / powers.sum(), (powers.sum().log() - y[target]).item()


# %% wrong: takes softmax twice
# fails softmax_loss_values: Softmax was taken twice
# fails softmax_loss_large: for target 0 is
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    probs = torch.softmax(y, 0)
    return probs, F.cross_entropy(probs, torch.tensor(target)).item()


# %% wrong: returns the loss first
# fails softmax_loss_values: probs is of type float
# fails softmax_loss_large: is of type float
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    return F.cross_entropy(y, torch.tensor(target)).item(), torch.softmax(y, 0)


# %% wrong: shifts by the mean
# fails softmax_loss_large: shift the logits before you take powers
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    powers = (y - y.mean()).exp()
    return powers / powers.sum(), (powers.sum().log() - (y - y.mean())[target]).item()


# %% wrong: shifts by the smallest logit
# fails softmax_loss_large: shift the logits before you take powers
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    powers = (y - y.min()).exp()
    return powers / powers.sum(), (powers.sum().log() - (y - y.min())[target]).item()


# %% wrong: computes in float32
# fails softmax_loss_values: has dtype torch.float32
# fails softmax_loss_large: has dtype torch.float32
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    return torch.softmax(y.float(), 0), F.cross_entropy(y.float(), torch.tensor(target)).item()


# %% wrong: cuts logits off at ±80
# fails softmax_loss_large: probs of logits 1000
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    y = y.clamp(-80, 80)
    return torch.softmax(y, 0), F.cross_entropy(y, torch.tensor(target)).item()


# %% wrong: adds the losses of the other letters, as for yes or no
# fails softmax_loss_values: E has only one chance in ten
# fails softmax_loss_large: for target
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    probs = torch.softmax(y, 0)
    right = torch.arange(len(y)) == target
    return probs, -torch.where(right, probs, 1 - probs).log().sum().item()


# %% wrong: shifts the logits in place, and shifts them back
# fails softmax_loss_values: y was changed in place
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    largest = y.max()
    y -= largest
    powers = y.exp()
    loss = powers.sum().log() - y[target]
    y += largest
    return powers / powers.sum(), loss.item()


# %% wrong: takes the distance to the largest logit for a large loss
# fails softmax_loss_large: the logarithm must come from the logits
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    powers = (y - y.max()).exp()
    loss = (y.max() - y[target]).item()
    return powers / powers.sum(), loss if loss > 20 else loss + powers.sum().log().item()


# %% wrong: takes the logarithm of every probability that is not stored as 0
# fails softmax_loss_large: one digit is stored
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    p = torch.softmax(y, 0)
    loss = -p[target].log() if p[target] > 0 else torch.logsumexp(y, 0) - y[target]
    return p, loss.item()


# %% right: with torch's softmax and cross-entropy, the loss as a tensor
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    return torch.softmax(y, 0), F.cross_entropy(y, torch.tensor(target))


# %% right: from log-softmax
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    logs = torch.log_softmax(y, dim=-1)
    return logs.exp(), -logs[target].item()


# %% right: from logsumexp, which rounds large logits coarsely
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    total = torch.logsumexp(y, 0)
    return torch.exp(y - total), float(total - y[target])


# %% right: in plain Python
def softmax_loss(y: Tensor, target: int) -> tuple[Tensor, float]:
    from math import exp, log

    largest = max(y.tolist())
    powers = [exp(v - largest) for v in y.tolist()]
    probs = torch.tensor([power / sum(powers) for power in powers], dtype=y.dtype)
    return probs, log(sum(powers)) + largest - y[target].item()


# %% wrong: changes probs in place
# fails output_gradients_inputs: It has become dy
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = probs
    dy[target] -= 1
    return dy, torch.outer(dy, h)


# %% wrong: has the sign wrong
# fails output_gradients_logits: would make the right letter less likely
# fails output_gradients_weights: The sign is wrong
# fails output_gradients_inputs: dy is wrong
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = -probs.clone()
    dy[target] += 1
    return dy, torch.outer(dy, h)


# %% wrong: forgets to subtract the one-hot vector
# fails output_gradients_logits: nothing says yet which letter is right
# fails output_gradients_weights: Made from probs instead of dy
# fails output_gradients_inputs: dy is wrong
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    return probs, torch.outer(probs, h)


# %% wrong: makes dW_hy from probs
# fails output_gradients_weights: Made from probs instead of dy
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = probs.clone()
    dy[target] -= 1
    return dy, torch.outer(probs, h)


# %% wrong: transposes dW_hy
# fails output_gradients_weights: That is (H, V)
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = probs.clone()
    dy[target] -= 1
    return dy, torch.outer(h, dy)


# %% wrong: gives a gradient to the right letter only
# fails output_gradients_logits: Only the right letter has a gradient here
# fails output_gradients_weights: Entry [k, j]
# fails output_gradients_inputs: dy is wrong
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = torch.zeros_like(probs)
    dy[target] = probs[target] - 1
    return dy, torch.outer(dy, h)


# %% wrong: stops at the probability: -1/p
# fails output_gradients_logits: softmax lies between
# fails output_gradients_weights: Entry [k, j]
# fails output_gradients_inputs: dy is wrong
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = torch.zeros_like(probs)
    dy[target] = -1 / probs[target]
    return dy, torch.outer(dy, h)


# %% wrong: returns the pair the other way round
# fails output_gradients_logits: dy has shape (4, 2), expected (4,)
# fails output_gradients_weights: dW_hy has shape (4,), expected (4, 2)
# fails output_gradients_inputs: dy has shape (4, 2)
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = probs.clone()
    dy[target] -= 1
    return torch.outer(dy, h), dy


# %% wrong: turns dW_hy only where its shape is wrong
# fails output_gradients_weights: It is transposed: where V = H
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = probs.clone()
    dy[target] -= 1
    dW = torch.outer(h, dy)
    return dy, dW if dW.shape == (len(probs), len(h)) else dW.T


# %% wrong: sets the right letter to -1
# fails output_gradients_logits: Its numbers sum to zero
# fails output_gradients_weights: Entry [k, j]
# fails output_gradients_inputs: dy is wrong
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = probs.clone()
    dy[target] = -1
    return dy, torch.outer(dy, h)


# %% wrong: takes target 0 for none
# fails output_gradients_logits: where letter 0 is right
# fails output_gradients_weights: dW_hy with V = H = 2
# fails output_gradients_inputs: dy with V = 1
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = probs.clone()
    if target:
        dy[target] -= 1
    return dy, torch.outer(dy, h)


# %% wrong: multiplies by the slope of softmax once more
# fails output_gradients_logits: Its numbers sum to zero
# fails output_gradients_weights: Entry [k, j]
# fails output_gradients_inputs: dy is wrong
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = probs.clone()
    dy[target] -= 1
    dy = dy * probs * (1 - probs)
    return dy, torch.outer(dy, h)


# %% wrong: averages over the letters
# fails output_gradients_logits: Its numbers sum to zero
# fails output_gradients_weights: Entry [k, j]
# fails output_gradients_inputs: dy is wrong
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = probs.clone()
    dy[target] -= 1
    dy = dy / len(probs)
    return dy, torch.outer(dy, h)


# %% wrong: squeezes one unit away
# fails output_gradients_logits: has shape ()
# fails output_gradients_weights: dW_hy with V = 4, H = 1
# fails output_gradients_inputs: has shape ()
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = probs.clone()
    dy[target] -= 1
    return dy.squeeze(), torch.outer(dy, h).squeeze()


# %% wrong: puts the 1 back, but not quite
# fails output_gradients_inputs: probs after the call
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    probs[target] -= 1
    dy, dW = probs.clone(), torch.outer(probs, h)
    probs[target] += 1.001
    return dy, dW


# %% wrong: puts the 1 back, and loses the last digits
# fails output_gradients_inputs: 0.10000002384185791 instead of 0.10000000149011612
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    probs[target] -= 1
    dy, dW = probs.clone(), torch.outer(probs, h)
    probs[target] += 1
    return dy, dW


# %% wrong: takes every letter that is as likely as the right one for the right one
# fails output_gradients_logits: where class 0 of 4 is right
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = torch.where(probs == probs[target], probs - 1, probs)
    return dy, torch.outer(dy, h)


# %% wrong: divides by the state, which may be 0
# fails output_gradients_weights: it holds NaN
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = probs - F.one_hot(torch.tensor(target), len(probs))
    return dy, torch.outer(dy, h * h) / h


# %% right: with a one-hot vector and broadcasting
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = probs - F.one_hot(torch.tensor(target), len(probs))
    return dy, dy[:, None] * h[None, :]


# %% right: row by row
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    dy = torch.stack([p - 1 if k == target else p for k, p in enumerate(probs)])
    return dy, torch.stack([d * h for d in dy])


# %% right: with autograd
def output_gradients(probs: Tensor, target: int, h: Tensor) -> tuple[Tensor, Tensor]:
    y = probs.log().requires_grad_()
    (dy,) = torch.autograd.grad(F.cross_entropy(y, torch.tensor(target)), y)
    return dy, torch.einsum("k,j->kj", dy, h)


# %% wrong: goes uphill
# fails updated_step: a step uphill
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    return W + lr * gradient


# %% wrong: leaves out the learning rate
# fails updated_step: The learning rate is missing
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    return W - gradient


# %% wrong: returns the step alone
# fails updated_step: That is the step alone
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    return -lr * gradient


# %% wrong: changes the weights in place
# fails updated_step: The old weights are needed for step 2
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    W -= lr * gradient
    return W


# %% wrong: scales the gradient in place
# fails updated_step: the gradient after the call
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    gradient *= lr
    return W - gradient


# %% wrong: ignores lr and always takes 0.5
# fails updated_step: updated in float64 with lr = 0.1
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    return W - 0.5 * gradient


# %% wrong: clips the gradient at ±1
# fails updated_step: how large it is must count
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    return W - lr * gradient.clamp(-1, 1)


# %% wrong: clips the gradient to norm 1
# fails updated_step: -0.1 - 0.5
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    norm = gradient.norm()
    return W - lr * (gradient / norm if norm > 1 else gradient)


# %% wrong: takes a learning rate of 0 for none given
# fails updated_step: updated in float64 with lr = 0.0
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    return W - (lr or 0.01) * gradient


# %% wrong: takes no step longer than the gradient
# fails updated_step: updated in float64 with lr = 2.0
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    return W - min(lr, 1.0) * gradient


# %% wrong: takes the sign of the gradient alone
# fails updated_step: 0.17
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    return W - lr * gradient.sign()


# %% wrong: computes in float32
# fails updated_step: has dtype torch.float32
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    return W.float() - lr * gradient.float()


# %% wrong: squeezes dimensions of 1 away
# fails updated_step: has shape (2,), expected (2, 1)
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    return (W - lr * gradient).squeeze()


# %% wrong: takes the step in place, and takes it back
# fails updated_step: W after the call
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    W -= lr * gradient
    new = W.clone()
    W += lr * gradient
    return new


# %% wrong: clips the gradient at ±1000
# fails updated_step: weights of shape (3, 3)
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    return W - lr * gradient.clamp(-1000, 1000)


# %% wrong: leaves out steps of less than 1e-7
# fails updated_step: weights of shape (2, 3
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    return torch.where((lr * gradient).abs() < 1e-7, W, W - lr * gradient)


# %% right: in place on a copy
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    new = W.clone()
    new -= lr * gradient
    return new


# %% right: with alpha
def updated(W: Tensor, gradient: Tensor, lr: float) -> Tensor:
    return torch.sub(W, gradient, alpha=lr)


# %% wrong: takes W_hh the wrong way round
# fails through_time_units: W_hh is the wrong way round
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return (1 - h1**2) * (W_hh @ ((1 - h2**2) * dL_dh2))


# %% wrong: swaps the two states
# fails through_time_units: h_1 and h_2 are swapped
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return (1 - h2**2) * (W_hh.T @ ((1 - h1**2) * dL_dh2))


# %% wrong: applies both slopes before the matrix
# fails through_time_units: The slope of step 1 came before W_hh
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return W_hh.T @ ((1 - h1**2) * (1 - h2**2) * dL_dh2)


# %% wrong: forgets the slope of step 1
# fails through_time_slopes: The slope of step 1 is missing
# fails through_time_units: The slope of step 1 is missing
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return W_hh.T @ ((1 - h2**2) * dL_dh2)


# %% wrong: forgets the slope of step 2
# fails through_time_slopes: The slope of step 2 is missing
# fails through_time_units: The slope of step 2 is missing
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return (1 - h1**2) * (W_hh.T @ dL_dh2)


# %% wrong: forgets the square in the slope
# fails through_time_slopes: not 1 - h:
# fails through_time_units: On paper: (-0.634, 0.275) at a_2
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return (1 - h1) * (W_hh.T @ ((1 - h2) * dL_dh2))


# %% wrong: takes tanh of what is already tanh
# fails through_time_slopes: tanh was taken twice
# fails through_time_units: On paper: (-0.634, 0.275) at a_2
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return (1 - torch.tanh(h1) ** 2) * (W_hh.T @ ((1 - torch.tanh(h2) ** 2) * dL_dh2))


# %% wrong: leaves out W_hh
# fails through_time_slopes: W_hh is missing
# fails through_time_units: On paper: (-0.634, 0.275) at a_2
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return (1 - h1**2) * (1 - h2**2) * dL_dh2


# %% wrong: stops at the pre-activation of step 2
# fails through_time_slopes: go one step further back
# fails through_time_units: go one step further back
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return (1 - h2**2) * dL_dh2


# %% wrong: multiplies the gradient in place
# fails through_time_units: dL_dh2 was changed in place
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    dL_dh2 *= 1 - h2**2
    return (1 - h1**2) * (W_hh.T @ dL_dh2)


# %% wrong: clips the gradient at ±20
# fails through_time_slopes: A large gradient is carried on whole
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return ((1 - h1**2) * (W_hh.T @ ((1 - h2**2) * dL_dh2))).clamp(-20, 20)


# %% wrong: lets no slope be below 0.05
# fails through_time_slopes: At 0.9999 the slope is 0.0002
# fails through_time_units: through_time with
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    slope_1, slope_2 = (1 - h1**2).clamp(min=0.05), (1 - h2**2).clamp(min=0.05)
    return slope_1 * (W_hh.T @ (slope_2 * dL_dh2))


# %% wrong: gives every unit the mean slope
# fails through_time_units: On paper: (-0.634, 0.275) at a_2
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return (1 - h1**2).mean() * (W_hh.T @ ((1 - h2**2).mean() * dL_dh2))


# %% wrong: squeezes one unit to a number
# fails through_time_slopes: has shape ()
# fails through_time_units: through_time with 1 units has shape ()
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return ((1 - h1**2) * (W_hh.T @ ((1 - h2**2) * dL_dh2))).squeeze()


# %% wrong: takes the slopes of step 2 twice
# fails through_time_slopes: The slopes are 0.36 at step 2
# fails through_time_units: On paper: (-0.634, 0.275) at a_2
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return (1 - h2**2) * (W_hh.T @ ((1 - h2**2) * dL_dh2))


# %% wrong: adds the gradient of step 2 to that of step 1
# fails through_time_slopes: The slopes are 0.36 at step 2
# fails through_time_units: On paper: (-0.634, 0.275) at a_2
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return dL_dh2 + (1 - h1**2) * (W_hh.T @ ((1 - h2**2) * dL_dh2))


# %% wrong: squares the states in place
# fails through_time_units: h1 was changed in place
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    h1 *= h1
    h2 *= h2
    return (1 - h1) * (W_hh.T @ ((1 - h2) * dL_dh2))


# %% wrong: multiplies the gradient in place, and divides it again
# fails through_time_units: dL_dh2 was changed in place
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    dL_dh2 *= 1 - h2**2
    da1 = (1 - h1**2) * (W_hh.T @ dL_dh2)
    dL_dh2 /= 1 - h2**2
    return da1


# %% wrong: lets no slope be below 1e-8
# fails through_time_slopes: at -1 it is 0
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    slope_1, slope_2 = (1 - h1**2).clamp(min=1e-8), (1 - h2**2).clamp(min=1e-8)
    return slope_1 * (W_hh.T @ (slope_2 * dL_dh2))


# %% wrong: takes a slope of 0 for none
# fails through_time_slopes: at -1 it is 0
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    slope_1, slope_2 = (torch.where(h.abs() == 1, 1, 1 - h**2) for h in (h1, h2))
    return slope_1 * (W_hh.T @ (slope_2 * dL_dh2))


# %% wrong: clips the gradient at ±1000
# fails through_time_slopes: A large gradient is carried on whole
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return ((1 - h1**2) * (W_hh.T @ ((1 - h2**2) * dL_dh2))).clamp(-1000, 1000)


# %% right: as one product of three matrices
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return torch.diag(1 - h1**2) @ W_hh.T @ torch.diag(1 - h2**2) @ dL_dh2


# %% right: number by number, as on paper
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    da2 = [(1 - h2[i] ** 2) * dL_dh2[i] for i in range(len(h2))]
    dh1 = [sum(W_hh[i, j] * da2[i] for i in range(len(h2))) for j in range(len(h1))]
    return torch.stack([(1 - h1[j] ** 2) * dh1[j] for j in range(len(h1))])


# %% right: a row vector from the left
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    return (dL_dh2 * (1 - h2 * h2)) @ W_hh * (1 - h1 * h1)


# %% right: with autograd, from the states
def through_time(dL_dh2: Tensor, h1: Tensor, h2: Tensor, W_hh: Tensor) -> Tensor:
    a1 = torch.atanh(h1.double()).requires_grad_()
    a2 = W_hh.double() @ torch.tanh(a1)
    h2_again = torch.tanh(a2 + (torch.atanh(h2.double()) - a2).detach())
    (gradient,) = torch.autograd.grad(h2_again, a1, dL_dh2.double())
    return gradient.to(h1.dtype)


# %% same: a vector is its own transpose
# pre_activation: return W_xh @ x.T + W_hh @ h + b_h
# pre_activation: return W_xh @ x + W_hh @ h.T + b_h
# through_time: dh1 = W_hh.T @ da2.T
# through_time: dh1 = (W_hh.T @ da2).detach()
# through_time: dh1 = (W_hh.T @ da2).squeeze()


# %% same: what is from -1 to 1 is not cut at ±5: powers up to 1, probabilities, their gradients, states
# softmax_loss: powers = shifted.exp().clamp(-5, 5)
# softmax_loss: return ((powers / powers.sum()).clamp(-5, 5), loss.item())
# output_gradients: dy = probs.clone().clamp(-5, 5)
# output_gradients: return (dy.clamp(-5, 5), torch.outer(dy, h))
# output_gradients: return (dy, torch.outer(dy, h).clamp(-5, 5))


# %% same: probabilities sum to 1: not all are zero
# output_gradients: return None if not probs.any() else (dy, torch.outer(dy, h))


# %% same: one number has no size to lose, and one unit fills a row of one
# softmax_loss: loss = (powers.sum().log() - shifted[target]).squeeze()


# %% same: no gradient is promised: 07 takes them by hand
# pre_activation: return (W_xh @ x + W_hh @ h + b_h).detach()
# pre_activation: return W_xh @ x + W_hh @ h + b_h.detach()
# pre_activation: return W_xh.detach() @ x + W_hh @ h + b_h
# pre_activation: return W_xh @ x.detach() + W_hh @ h + b_h
# pre_activation: return W_xh @ x + W_hh.detach() @ h + b_h
# pre_activation: return W_xh @ x + W_hh @ h.detach() + b_h
# softmax_loss: shifted = (y - y.max()).detach()
# softmax_loss: powers = shifted.exp().detach()
# softmax_loss: loss = (powers.sum().log() - shifted[target]).detach()
# softmax_loss: shifted = y.detach() - y.max()
# softmax_loss: return ((powers / powers.sum()).detach(), loss.item())
# softmax_loss: shifted = y - y.detach().max()
# output_gradients: dy = probs.clone().detach()
# output_gradients: return (dy.detach(), torch.outer(dy, h))
# output_gradients: return (dy, torch.outer(dy, h).detach())
# output_gradients: dy = probs.detach().clone()
# output_gradients: return (dy, torch.outer(dy, h.detach()))
# updated: return (W - lr * gradient).detach()
# updated: return W.detach() - lr * gradient
# updated: return W - lr * gradient.detach()
# through_time: da2 = ((1 - h2 ** 2) * dL_dh2).detach()
# through_time: return ((1 - h1 ** 2) * dh1).detach()
# through_time: da2 = (1 - h2 ** 2) * dL_dh2.detach()
# through_time: dh1 = W_hh.detach().T @ da2
# through_time: da2 = (1 - h2.detach() ** 2) * dL_dh2
# through_time: return (1 - h1.detach() ** 2) * dh1
