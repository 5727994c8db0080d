"""Known answers to the exercises of 04: wrong ones as students write them, and right ones written differently."""

import torch
from torch import Tensor, nn


# %% wrong: counts two biases for the hidden layer, as nn.RNN has them
# fails count_parameters_total: b_h was counted twice
def count_parameters(D: int, H: int, V: int) -> int:
    return H * D + H * H + 2 * H + V * H + V


# %% wrong: leaves out the biases
# fails count_parameters_total: Both biases are missing
def count_parameters(D: int, H: int, V: int) -> int:
    return H * D + H * H + V * H


# %% wrong: leaves out the bias of the output
# fails count_parameters_total: b_y is missing
def count_parameters(D: int, H: int, V: int) -> int:
    return H * (D + H + 1) + V * H


# %% wrong: leaves out W_hh: a feed-forward layer
# fails count_parameters_total: W_hh is missing
def count_parameters(D: int, H: int, V: int) -> int:
    return H * D + H + V * H + V


# %% wrong: gives each unit one weight for itself instead of one for every unit
# fails count_parameters_total: every unit reads every unit
def count_parameters(D: int, H: int, V: int) -> int:
    return H * D + H + H + V * H + V


# %% wrong: counts the recurrent layer alone
# fails count_parameters_total: The output layer is missing
def count_parameters(D: int, H: int, V: int) -> int:
    return H * D + H * H + H


# %% wrong: lets the output read the input, too
# fails count_parameters_total: The output reads the state alone
def count_parameters(D: int, H: int, V: int) -> int:
    return H * (D + H + 1) + V * (D + H + 1)


# %% wrong: gives a float
# fails count_parameters_total: neither a float nor a tensor
def count_parameters(D: int, H: int, V: int) -> int:
    return (2 * H * D + 2 * H * H + 2 * H + 2 * V * H + 2 * V) / 2


# %% wrong: counts the matrices
# fails count_parameters_total: is 5, expected 32
def count_parameters(D: int, H: int, V: int) -> int:
    return 5


# %% wrong: lists the parts instead of adding them
# fails count_parameters_total: is [12, 9, 3, 6, 2], expected 32
def count_parameters(D: int, H: int, V: int) -> int:
    return [H * D, H * H, H, V * H, V]


# %% wrong: gives a tensor
# fails count_parameters_total: neither a float nor a tensor
def count_parameters(D: int, H: int, V: int) -> int:
    return torch.tensor([H * D, H * H, H, V * H, V]).sum()


# %% wrong: gives the output a bias for each unit
# fails count_parameters_total: b_y has one number for each class
def count_parameters(D: int, H: int, V: int) -> int:
    return (D + H + 1) * H + V * H + H


# %% wrong: gives each step weights of its own
# fails count_parameters_total: expected 32
def count_parameters(D: int, H: int, V: int) -> int:
    steps = 2
    return steps * (D + H + 1) * H + (H + 1) * V


# %% right: factored
def count_parameters(D: int, H: int, V: int) -> int:
    return (D + H + 1) * H + (H + 1) * V


# %% right: makes the tensors and counts
def count_parameters(D: int, H: int, V: int) -> int:
    weights = [torch.zeros(H, D), torch.zeros(H, H), torch.zeros(H), torch.zeros(V, H), torch.zeros(V)]
    return sum(weight.numel() for weight in weights)


# %% right: asks torch's layers
def count_parameters(D: int, H: int, V: int) -> int:
    layers = nn.Linear(D, H), nn.Linear(H, H, bias=False), nn.Linear(H, V)
    return sum(weight.numel() for layer in layers for weight in layer.parameters())


# %% wrong: takes softmax, then the logarithm: not a number at 1000
# fails cross_entropy_large: NaN or infinity
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    powers = logits.exp()
    probabilities = powers / powers.sum(dim=1, keepdim=True)
    return -probabilities[torch.arange(len(target)), target].log().mean()


# %% wrong: takes torch's softmax, then the logarithm: infinite at 1000
# fails cross_entropy_large: NaN or infinity
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    probabilities = torch.softmax(logits, dim=1)
    return -torch.log(probabilities[torch.arange(len(target)), target]).mean()


# %% wrong: keeps probabilities above 1e-9, so that no logarithm is infinite
# fails cross_entropy_large: clamped
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    probabilities = torch.softmax(logits, dim=1).clamp(min=1e-9)
    return -torch.log(probabilities[torch.arange(len(target)), target]).mean()


# %% wrong: adds a little to each probability, so that no logarithm is infinite
# fails cross_entropy_price: float64
# fails cross_entropy_mean: float64
# fails cross_entropy_large: clamped
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    probabilities = torch.softmax(logits, dim=1) + 1e-9
    return -torch.log(probabilities[torch.arange(len(target)), target]).mean()


# %% wrong: shifts a row by more than its own largest logit
# fails cross_entropy_large: NaN or infinity
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    shifted = logits - logits.max()
    return (shifted.exp().sum(dim=1).log() - shifted[torch.arange(len(target)), target]).mean()


# %% wrong: shifts a row by more than its own largest logit
# fails cross_entropy_large: which can be negative
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    shifted = logits - logits.abs().max(dim=1, keepdim=True).values
    return (shifted.exp().sum(dim=1).log() - shifted[torch.arange(len(target)), target]).mean()


# %% wrong: adds the prices instead of averaging them
# fails cross_entropy_mean: That is the sum
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return -torch.log_softmax(logits, dim=1)[torch.arange(len(target)), target].sum()


# %% wrong: averages over classes, too
# fails cross_entropy_price: divided by the number of classes
# fails cross_entropy_mean: divided by the number of classes
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    rows = torch.nn.functional.one_hot(target, logits.shape[1])
    return -(rows * torch.log_softmax(logits, dim=1)).mean()


# %% wrong: weighs every class by its own probability: the entropy
# fails cross_entropy_price: That is the entropy
# fails cross_entropy_mean: instead of
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    log_p = torch.log_softmax(logits, dim=1)
    return -(log_p.exp() * log_p).sum(dim=1).mean()


# %% wrong: shifts by the smallest logit of the row
# fails cross_entropy_large: the row's largest logit first
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    shifted = logits - logits.min(dim=1, keepdim=True).values
    return (shifted.exp().sum(dim=1).log() - shifted[torch.arange(len(target)), target]).mean()


# %% wrong: replaces what is not a number by zero, and what is infinite by the largest number
# fails cross_entropy_large: too small to be stored
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    log_p = torch.nan_to_num(torch.softmax(logits, dim=1).log())
    return -log_p[torch.arange(len(target)), target].mean()


# %% wrong: gives a price for each row
# fails cross_entropy_price: a row of prices
# fails cross_entropy_mean: take their mean
# fails cross_entropy_large: has shape (1,), expected ()
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return -torch.log_softmax(logits, dim=1)[torch.arange(len(target)), target]


# %% wrong: picks every target in every row
# fails cross_entropy_mean: picks every target in every row
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return -torch.log_softmax(logits, dim=1)[:, target].mean()


# %% wrong: takes the logarithm to base 10
# fails cross_entropy_price: base 10
# fails cross_entropy_mean: base 10
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    log_p = torch.log_softmax(logits, dim=1) / torch.log(torch.tensor(10.0))
    return -log_p[torch.arange(len(target)), target].mean()


# %% wrong: forgets the minus
# fails cross_entropy_price: The sign is wrong
# fails cross_entropy_mean: The sign is wrong
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return torch.log_softmax(logits, dim=1)[torch.arange(len(target)), target].mean()


# %% wrong: counts right answers
# fails cross_entropy_price: share of right answers
# fails cross_entropy_mean: share of right answers
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return (logits.argmax(dim=1) == target).to(logits.dtype).mean()


# %% wrong: shares out 100 % among the rows instead of the classes
# fails cross_entropy_price: the classes of each row must: dim=1
# fails cross_entropy_mean: the classes of each row must: dim=1
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return -torch.log_softmax(logits, dim=0)[torch.arange(len(target)), target].mean()


# %% wrong: takes softmax twice
# fails cross_entropy_price: Softmax was taken twice
# fails cross_entropy_mean: Softmax was taken twice
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    probabilities = torch.softmax(logits, dim=1)
    return -torch.log_softmax(probabilities, dim=1)[torch.arange(len(target)), target].mean()


# %% wrong: takes the logarithm of the mean probability
# fails cross_entropy_mean: logarithm of the mean
# fails cross_entropy_large: NaN or infinity
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return -torch.softmax(logits, dim=1)[torch.arange(len(target)), target].mean().log()


# %% wrong: takes the price of the most likely class
# fails cross_entropy_price: most likely class
# fails cross_entropy_mean: most likely class
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return -torch.log_softmax(logits, dim=1).max(dim=1).values.mean()


# %% wrong: takes 1 - p
# fails cross_entropy_price: That is 1 minus the probability
# fails cross_entropy_mean: That is 1 minus the probability
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return (1 - torch.softmax(logits, dim=1)[torch.arange(len(target)), target]).mean()


# %% wrong: shifts the logits in place
# fails cross_entropy_mean: changed in place
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    logits -= logits.max(dim=1, keepdim=True).values
    return (logits.exp().sum(dim=1).log() - logits[torch.arange(len(target)), target]).mean()


# %% wrong: gives a Python number
# fails cross_entropy_price: is of type float
# fails cross_entropy_mean: is of type float
# fails cross_entropy_large: is of type float
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return -torch.log_softmax(logits, dim=1)[torch.arange(len(target)), target].mean().item()


# %% wrong: takes the right logit before the shift
# fails cross_entropy_price: The two terms have different shifts
# fails cross_entropy_mean: The two terms have different shifts
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    shifted = logits - logits.max(dim=1, keepdim=True).values
    return (shifted.exp().sum(dim=1).log() - logits[torch.arange(len(target)), target]).mean()


# %% wrong: adds the shift back to one term alone
# fails cross_entropy_price: added back to one term alone
# fails cross_entropy_mean: instead of
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    top = logits.max(dim=1, keepdim=True).values
    shifted = logits - top
    return ((shifted.exp().sum(dim=1).log() + top[:, 0]) - shifted[torch.arange(len(target)), target]).mean()


# %% wrong: leaves out the logarithm of the sum
# fails cross_entropy_price: Σ e^y is missing
# fails cross_entropy_mean: instead of
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    shifted = logits - logits.max(dim=1, keepdim=True).values
    return -shifted[torch.arange(len(target)), target].mean()


# %% wrong: adds the right logit instead of subtracting it
# fails cross_entropy_price: The sign of y[k] is wrong
# fails cross_entropy_mean: instead of
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return (logits.logsumexp(dim=1) + logits[torch.arange(len(target)), target]).mean()


# %% wrong: sums the powers of all rows
# fails cross_entropy_mean: each row has its own, dim=1
# fails cross_entropy_large: Each row has its own largest logit
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return (torch.logsumexp(logits, dim=(0, 1)) - logits[torch.arange(len(target)), target]).mean()


# %% wrong: makes the wrong classes pay, too
# fails cross_entropy_price: The other classes pay nothing
# fails cross_entropy_mean: instead of
# fails cross_entropy_large: NaN or infinity
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    p = torch.softmax(logits, dim=1)
    right = nn.functional.one_hot(target, logits.shape[1])
    return -(right * p.log() + (1 - right) * (1 - p).log()).sum(dim=1).mean()


# %% wrong: takes the squared error of the probabilities
# fails cross_entropy_price: That is a squared error
# fails cross_entropy_mean: instead of
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    p = torch.softmax(logits, dim=1)
    right = nn.functional.one_hot(target, logits.shape[1])
    return ((p - right) ** 2).sum(dim=1).mean()


# %% wrong: returns from inside the loop
# fails cross_entropy_mean: the price of one text alone
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    for row, right in zip(logits, target):
        return row.logsumexp(dim=0) - row[right]


# %% wrong: gives the price of the last text
# fails cross_entropy_mean: or of the last text alone
# fails cross_entropy_large: instead of
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    for row, right in zip(logits, target):
        price = row.logsumexp(dim=0) - row[right]
    return price


# %% wrong: cuts the logits off where e to their power would be infinite
# fails cross_entropy_large: must come from the logits, of any size
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return nn.functional.cross_entropy(logits.clamp(-80, 80), target)


# %% wrong: computes in float64: infinite at 1000 all the same
# fails cross_entropy_large: infinity to the computer
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    powers = logits.double().exp()
    p = powers / powers.sum(dim=1, keepdim=True)
    return -p[torch.arange(len(target)), target].log().mean().to(logits.dtype)


# %% wrong: forgets keepdim
# fails cross_entropy_mean: must match the size of tensor
# fails cross_entropy_large: must match the size of tensor
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    shifted = logits - logits.max(dim=1).values
    return (shifted.exp().sum(dim=1).log() - shifted[torch.arange(len(target)), target]).mean()


# %% wrong: lets texts compete where there are as many texts as classes
# fails cross_entropy_mean: B = V, so no error warns you
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    dim = 0 if logits.shape[0] == logits.shape[1] else 1
    return -torch.log_softmax(logits, dim)[torch.arange(len(target)), target].mean()


# %% wrong: cuts the shift off at 1000
# fails cross_entropy_large: cross_entropy of logits of 50000 and 0
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    shifted = logits - logits.max(dim=1, keepdim=True).values.clamp(max=1000)
    return (shifted.exp().sum(dim=1).log() - shifted[torch.arange(len(target)), target]).mean()


# %% wrong: tells the logits to record
# fails cross_entropy_mean: logits were told to record
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    logits.requires_grad_()
    return nn.functional.cross_entropy(logits, target).detach()


# %% wrong: shifts only where a logit is large
# fails cross_entropy_large: shift such a row, too
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    if logits.max() > 80:
        logits = logits - logits.max(dim=1, keepdim=True).values
    return (logits.exp().sum(dim=1).log() - logits[torch.arange(len(target)), target]).mean()


# %% wrong: cuts the price off at a million
# fails cross_entropy_large: cut off at some size
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    prices = torch.logsumexp(logits, dim=1) - logits[torch.arange(len(target)), target]
    return prices.clamp(max=1e6).mean()


# %% wrong: reads equal texts once
# fails cross_entropy_mean: The first two texts are the same
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    texts = {(*row.tolist(), int(k)): b for b, (row, k) in enumerate(zip(logits, target, strict=True))}
    kept = list(texts.values())
    return nn.functional.cross_entropy(logits[kept], target[kept])


# %% right: with logsumexp and gather
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return (logits.logsumexp(dim=1) - logits.gather(1, target[:, None])[:, 0]).mean()


# %% right: torch's own
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return nn.functional.cross_entropy(logits, target)


# %% right: one text after the other
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    total = 0.0
    for row, right in zip(logits, target):
        shift = max(row)
        total = total + torch.log(sum(torch.exp(y - shift) for y in row)) + shift - row[right]
    return total / len(target)


# %% right: with one-hot rows
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    rows = nn.functional.one_hot(target, logits.shape[-1]).to(logits.dtype)
    return -(rows * logits.log_softmax(-1)).sum(-1).mean()


# %% right: in plain Python, made a tensor at the end
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    import math

    prices = []
    for row, right in zip(logits.tolist(), target.tolist()):
        top = max(row)
        prices.append(math.log(sum(math.exp(y - top) for y in row)) + top - row[right])
    return torch.tensor(sum(prices) / len(prices), dtype=logits.dtype)


# %% right: logaddexp, class by class
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    total = logits[:, 0]
    for k in range(1, logits.shape[1]):
        total = torch.logaddexp(total, logits[:, k])
    return (total - logits.gather(1, target.view(-1, 1)).squeeze(1)).sum() / len(logits)


# %% right: in numpy, the right logit as the shift, then the largest again
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    import numpy as np

    y = logits.numpy() - np.take_along_axis(logits.numpy(), target.numpy()[:, None], axis=1)
    top = y.max(axis=1)
    prices = np.log(np.exp(y - top[:, None]).sum(axis=1)) + top
    return torch.tensor(prices.mean(), dtype=logits.dtype)


# %% right: recursion over the rows
def cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    def price(b):
        if b == len(target):
            return logits.new_zeros(())
        row = logits[b]
        return row.max() + (row - row.max()).exp().sum().log() - row[target[b]] + price(b + 1)

    return price(0) / len(target)


# %% wrong: takes 0 crossings for no limit
# fails norms_last: 0 is false, too
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: counts the cut from the start
# fails norms_last: Or is the cut counted from the start?
# fails norms_cut: count hand-overs from the end
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if t == crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: takes softmax before cross_entropy
# fails norms_all: Softmax was taken twice
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    loss = nn.functional.cross_entropy(logits.softmax(0), torch.tensor(target))
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: cuts one hand-over too late
# fails norms_last: That is without a limit
# fails norms_cut: One too few
# fails norms_beyond: The first input is lost
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: cuts one hand-over too early
# fails norms_last: One hand-over was crossed
# fails norms_cut: One too many
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 2 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: detaches after the step instead of before it
# fails norms_last: does not require grad
# fails norms_cut: One too few
# fails norms_beyond: is lost
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if False:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: cuts every hand-over
# fails norms_cut: Every hand-over was cut
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: cuts into pieces of k + 1, counted from the start
# fails norms_cut: counted from the end
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t % (crossings + 1) == 0:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: reads the kept inputs alone, from a state of zeros
# fails norms_last: Reading started anew
# fails norms_cut: forward, a cut changes nothing
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = torch.zeros_like(p["b_h"])
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: reads the kept inputs alone, from a state of zeros
# fails norms_last: Reading started anew
# fails norms_cut: forward, a cut changes nothing
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    whole, kept = xs, 0 if crossings is None else -1 - crossings
    xs = xs[kept:].clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if False:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    norms = torch.autograd.grad(loss, xs)[0].norm(dim=1)
    return torch.cat((norms.new_zeros(len(whole) - len(norms)), norms))


# %% wrong: keeps the first inputs instead of the last
# fails norms_last: The first input was kept
# fails norms_cut: The wrong end was kept
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if False:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    norms = torch.autograd.grad(loss, xs)[0].norm(dim=1)
    if crossings is not None:
        norms[crossings + 1 :] = 0
    return norms


# %% wrong: lets a place before the start count from the end
# fails norms_beyond: A negative place counts from the end
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if False:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    norms = torch.autograd.grad(loss, xs)[0].norm(dim=1)
    if crossings is not None:
        norms[: len(xs) - 1 - crossings] = 0
    return norms


# %% wrong: ignores the crossings
# fails norms_last: That is without a limit
# fails norms_cut: the cut is missing
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if False:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: gives the kept norms alone
# fails norms_last: belong to the answer, as zeros
# fails norms_cut: belong to the answer, as zeros
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    norms = torch.autograd.grad(loss, xs)[0].norm(dim=1)
    return norms if crossings is None else norms[-1 - crossings :]


# %% wrong: divides by a huge number what should be zero
# fails norms_last: must get exactly 0
# fails norms_cut: must get exactly 0
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if False:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    norms = torch.autograd.grad(loss, xs)[0].norm(dim=1)
    if crossings is not None:
        norms[: max(0, len(xs) - 1 - crossings)] /= 1e15
    return norms


# %% wrong: makes an input that gets nothing an error
# fails norms_last: 'NoneType' object has no attribute 'norm'
# fails norms_cut: 'NoneType' object has no attribute 'norm'
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    rows = [x.clone().requires_grad_() for x in xs]
    h = torch.zeros_like(p["b_h"])
    for t, x in enumerate(rows):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    (torch.logsumexp(logits, 0) - logits[target]).backward()
    return torch.stack([x.grad.norm() for x in rows])


# %% wrong: forgets requires_grad
# fails norms_all: does not require grad
# fails norms_last: does not require grad
# fails norms_cut: does not require grad
# fails norms_beyond: does not require grad
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: adds up the loss over all steps
# fails norms_all: added up over all steps
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    loss = 0.0
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
        logits = p["W_hy"] @ h + p["b_y"]
        loss = loss + torch.logsumexp(logits, 0) - logits[target]
    logits = p["W_hy"] @ h + p["b_y"]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: differentiates the right logit instead of the loss
# fails norms_all: the right logit, not of the loss
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(logits[target], xs)[0].norm(dim=1)


# %% wrong: differentiates the probability instead of the loss
# fails norms_all: the probability, not of the loss
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(logits.softmax(0)[target], xs)[0].norm(dim=1)


# %% wrong: turns W_hh round
# fails norms_all: the wrong way round
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + h @ p["W_hh"] + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: leaves out tanh
# fails norms_all: tanh is missing
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"]
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: leaves out b_h
# fails norms_all: b_h is missing
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h)
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: adds up absolute values
# fails norms_all: adds up absolute values
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].abs().sum(dim=1)


# %% wrong: forgets the root
# fails norms_all: squared lengths
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return (torch.autograd.grad(loss, xs)[0] ** 2).sum(dim=1)


# %% wrong: returns the gradients themselves
# fails norms_all: has shape (3, 3), expected (3,)
# fails norms_last: has shape (3, 3), expected (3,)
# fails norms_cut: has shape (5, 3), expected (5,)
# fails norms_beyond: has shape (3, 3), expected (3,)
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0]


# %% wrong: takes the length over time instead of over the features
# fails norms_all: a length for each feature, over time
# fails norms_last: instead of
# fails norms_cut: has shape (3,), expected (5,)
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=0)


# %% wrong: counts time from the end
# fails norms_all: The order is reversed
# fails norms_last: instead of
# fails norms_cut: The order is reversed
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1).flip(0)


# %% wrong: stops at the states
# fails norms_all: Those are the gradients at the states
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs, states = xs.clone().requires_grad_(), []
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
        h.retain_grad()
        states.append(h)
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    loss.backward()
    return torch.stack([h.new_zeros(()) if h.grad is None else h.grad.norm() for h in states])


# %% wrong: scales the inputs in place
# fails norms_all: instead of
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs /= xs.norm()
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: takes W_hh on the way back as on the way forward
# fails norms_all: On the way back W_hh is transposed
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    h, states = torch.zeros_like(p["b_h"]), []
    for x in xs:
        h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
        states.append(h)
    dy = torch.softmax(p["W_hy"] @ h + p["b_y"], 0)
    dy[target] -= 1
    dh, norms = p["W_hy"].T @ dy, torch.zeros_like(xs[:, 0])
    first = 0 if crossings is None else max(0, len(xs) - 1 - crossings)
    for t in range(len(xs) - 1, first - 1, -1):
        da = (1 - states[t] ** 2) * dh
        norms[t] = (p["W_xh"].T @ da).norm()
        dh = p["W_hh"] @ da
    return norms


# %% wrong: takes W_xh on the way back as on the way forward
# fails norms_all: size mismatch
# fails norms_last: size mismatch
# fails norms_cut: size mismatch
# fails norms_beyond: size mismatch
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    h, states = torch.zeros_like(p["b_h"]), []
    for x in xs:
        h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
        states.append(h)
    dy = torch.softmax(p["W_hy"] @ h + p["b_y"], 0)
    dy[target] -= 1
    dh, norms = p["W_hy"].T @ dy, torch.zeros_like(xs[:, 0])
    first = 0 if crossings is None else max(0, len(xs) - 1 - crossings)
    for t in range(len(xs) - 1, first - 1, -1):
        da = (1 - states[t] ** 2) * dh
        norms[t] = (p["W_xh"] @ da).norm()
        dh = p["W_hh"].T @ da
    return norms


# %% wrong: leaves the slopes of tanh out on the way back
# fails norms_all: leaves out the slopes of tanh
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    h, states = torch.zeros_like(p["b_h"]), []
    for x in xs:
        h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
        states.append(h)
    dy = torch.softmax(p["W_hy"] @ h + p["b_y"], 0)
    dy[target] -= 1
    dh, norms = p["W_hy"].T @ dy, torch.zeros_like(xs[:, 0])
    first = 0 if crossings is None else max(0, len(xs) - 1 - crossings)
    for t in range(len(xs) - 1, first - 1, -1):
        da = (1) * dh
        norms[t] = (p["W_xh"].T @ da).norm()
        dh = p["W_hh"].T @ da
    return norms


# %% wrong: takes 1 - h for the slope of tanh
# fails norms_all: The slope of tanh is 1 - h²
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    h, states = torch.zeros_like(p["b_h"]), []
    for x in xs:
        h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
        states.append(h)
    dy = torch.softmax(p["W_hy"] @ h + p["b_y"], 0)
    dy[target] -= 1
    dh, norms = p["W_hy"].T @ dy, torch.zeros_like(xs[:, 0])
    first = 0 if crossings is None else max(0, len(xs) - 1 - crossings)
    for t in range(len(xs) - 1, first - 1, -1):
        da = (1 - states[t]) * dh
        norms[t] = (p["W_xh"].T @ da).norm()
        dh = p["W_hh"].T @ da
    return norms


# %% wrong: takes the slope at the last state for all
# fails norms_all: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    h, states = torch.zeros_like(p["b_h"]), []
    for x in xs:
        h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
        states.append(h)
    dy = torch.softmax(p["W_hy"] @ h + p["b_y"], 0)
    dy[target] -= 1
    dh, norms = p["W_hy"].T @ dy, torch.zeros_like(xs[:, 0])
    first = 0 if crossings is None else max(0, len(xs) - 1 - crossings)
    for t in range(len(xs) - 1, first - 1, -1):
        da = (1 - h**2) * dh
        norms[t] = (p["W_xh"].T @ da).norm()
        dh = p["W_hh"].T @ da
    return norms


# %% wrong: starts from the probabilities, without minus 1
# fails norms_all: minus 1 at the right class
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    h, states = torch.zeros_like(p["b_h"]), []
    for x in xs:
        h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
        states.append(h)
    dy = torch.softmax(p["W_hy"] @ h + p["b_y"], 0)
    pass
    dh, norms = p["W_hy"].T @ dy, torch.zeros_like(xs[:, 0])
    first = 0 if crossings is None else max(0, len(xs) - 1 - crossings)
    for t in range(len(xs) - 1, first - 1, -1):
        da = (1 - states[t] ** 2) * dh
        norms[t] = (p["W_xh"].T @ da).norm()
        dh = p["W_hh"].T @ da
    return norms


# %% wrong: stops at the sums inside tanh
# fails norms_all: the sums inside tanh
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    h, states = torch.zeros_like(p["b_h"]), []
    for x in xs:
        h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
        states.append(h)
    dy = torch.softmax(p["W_hy"] @ h + p["b_y"], 0)
    dy[target] -= 1
    dh, norms = p["W_hy"].T @ dy, torch.zeros_like(xs[:, 0])
    first = 0 if crossings is None else max(0, len(xs) - 1 - crossings)
    for t in range(len(xs) - 1, first - 1, -1):
        da = (1 - states[t] ** 2) * dh
        norms[t] = (torch.eye(len(h), dtype=h.dtype) @ da).norm()
        dh = p["W_hh"].T @ da
    return norms


# %% wrong: takes the most likely class for the right one
# fails norms_all: instead of
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits.max()
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: starts from ones
# fails norms_all: instead of
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.ones_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: gives a list
# fails norms_all: is of type list
# fails norms_last: is of type list
# fails norms_cut: is of type list
# fails norms_beyond: is of type list
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    norms = torch.autograd.grad(loss, xs)[0].norm(dim=1)
    return norms.tolist()


# %% wrong: wipes the inputs that get nothing
# fails norms_last: xs after the call
# fails norms_cut: xs after the call
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    given, xs = xs, xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    norms = torch.autograd.grad(loss, xs)[0].norm(dim=1)
    if crossings is not None:
        given[: max(0, len(given) - 1 - crossings)] = 0
    return norms


# %% wrong: tells the weights to record, and leaves it so
# fails norms_all: still record
# fails norms_last: was told to record
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    for weight in p.values():
        weight.requires_grad_()
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: tells the caller's own inputs to record, and leaves it so
# fails norms_all: still record
# fails norms_last: xs was told to record
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: skips inputs of zeros
# fails norms_all: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        if xs[t].any():
            h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: tries x @ W_xh first, and turns it round only where that fails
# fails norms_all: It must be what autograd finds
# fails norms_cut: Those that are kept are the same as without a limit
# fails norms_beyond: Here D = H, so no error warns you
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        try:
            pushed = xs[t] @ p["W_xh"]
        except RuntimeError:
            pushed = p["W_xh"] @ xs[t]
        h = torch.tanh(pushed + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: leaves out b_y
# fails norms_all: b_y is missing
# fails norms_last: instead of
# fails norms_cut: instead of
# fails norms_beyond: instead of
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: takes the last class for the right one
# fails norms_all: what autograd finds
# fails norms_last: The last input has the same gradient
# fails norms_cut: That is for class 2
# fails norms_beyond: hand-overs
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[-1]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: forbids the caller's weights to record
# fails norms_last: W_hh recorded, and no longer does
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    for weight in p.values():
        weight.requires_grad_(False)
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if crossings is not None and t == len(xs) - 1 - crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% wrong: by hand, with softmax as it is written
# fails norms_all: for huge logits, too
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    states = [torch.zeros_like(p["b_h"])]
    for x in xs:
        states.append(torch.tanh(p["W_xh"] @ x + p["W_hh"] @ states[-1] + p["b_h"]))
    powers = (p["W_hy"] @ states[-1] + p["b_y"]).exp()
    slopes = powers / powers.sum()
    slopes[target] -= 1
    gradient, norms = p["W_hy"].T @ slopes, torch.zeros_like(xs[:, 0])
    for t in reversed(range(len(xs))):
        if crossings is not None and t < len(xs) - 1 - crossings:
            break
        at_sum = gradient * (1 - states[t + 1] ** 2)
        norms[t] = (p["W_xh"].T @ at_sum).norm()
        gradient = p["W_hh"].T @ at_sum
    return norms


# %% right: by hand, from the loss backwards
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    h, states = torch.zeros_like(p["b_h"]), []
    for x in xs:
        h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
        states.append(h)
    dy = torch.softmax(p["W_hy"] @ h + p["b_y"], 0)
    dy[target] -= 1
    dh, norms = p["W_hy"].T @ dy, torch.zeros_like(xs[:, 0])
    first = 0 if crossings is None else max(0, len(xs) - 1 - crossings)
    for t in range(len(xs) - 1, first - 1, -1):
        da = (1 - states[t] ** 2) * dh
        norms[t] = (p["W_xh"].T @ da).norm()
        dh = p["W_hh"].T @ da
    return norms


# %% right: reads the early inputs without a record, in batch form, with backward
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    T = len(xs)
    first = 0 if crossings is None or crossings >= T else T - 1 - crossings
    inputs = xs.detach().clone().requires_grad_(True)
    h = torch.zeros(1, len(p["b_h"]), dtype=xs.dtype)
    for t in range(T):
        with torch.set_grad_enabled(t >= first):
            h = torch.tanh(inputs[t : t + 1] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
    loss = nn.functional.cross_entropy(h @ p["W_hy"].T + p["b_y"], torch.tensor([target]))
    loss.backward()
    return torch.sqrt((inputs.grad**2).sum(1))


# %% right: a tensor for each input, asked one by one, unused ones allowed
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    rows = [x.clone().requires_grad_() for x in xs]
    h = torch.zeros_like(p["b_h"])
    for steps_left, x in zip(range(len(rows) - 1, -1, -1), rows):
        if steps_left == crossings:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    slopes = torch.autograd.grad(-logits.log_softmax(0)[target], rows, allow_unused=True)
    return torch.stack([x.new_zeros(()) if s is None else s.norm() for x, s in zip(rows, slopes)])


# %% right: the whole gradient, then zeros
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if False:
            h = h.detach()
        h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    norms = torch.autograd.grad(loss, xs)[0].norm(dim=1)
    if crossings is not None:
        norms[: -(crossings + 1)] = 0
    return norms


# %% right: detaches the early inputs instead of the state
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    xs = xs.clone().requires_grad_()
    h = torch.zeros_like(p["b_h"])
    for t in range(len(xs)):
        if False:
            h = h.detach()
        x = xs[t] if crossings is None or len(xs) - 1 - t <= crossings else xs[t].detach()
        h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
    logits = p["W_hy"] @ h + p["b_y"]
    loss = torch.logsumexp(logits, 0) - logits[target]
    return torch.autograd.grad(loss, xs)[0].norm(dim=1)


# %% right: with torch's own network and the Jacobian of its loss
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    D, H = xs.shape[1], len(p["b_h"])
    rnn = nn.RNN(D, H, dtype=xs.dtype)
    rnn.load_state_dict(
        {
            "weight_ih_l0": p["W_xh"],
            "weight_hh_l0": p["W_hh"],
            "bias_ih_l0": p["b_h"],
            "bias_hh_l0": torch.zeros_like(p["b_h"]),
        }
    )

    def loss(inputs):
        logits = rnn(inputs)[0][-1] @ p["W_hy"].T + p["b_y"]
        return nn.functional.cross_entropy(logits, torch.tensor(target))

    norms = torch.autograd.functional.jacobian(loss, xs).norm(dim=1)
    if crossings is None:
        return norms
    return norms * (torch.arange(len(xs)) >= len(xs) - 1 - crossings)


# %% right: in plain Python, made a tensor at the end
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    import math

    W_xh, W_hh, b_h, W_hy, b_y = (p[name].tolist() for name in ("W_xh", "W_hh", "b_h", "W_hy", "b_y"))
    units, h, states = range(len(b_h)), [0.0] * len(b_h), []
    for x in xs.tolist():
        pushed = [sum(w * v for w, v in zip(row, x)) for row in W_xh]
        h = [math.tanh(pushed[i] + sum(w * v for w, v in zip(W_hh[i], h)) + b_h[i]) for i in units]
        states.append(h)
    logits = [sum(w * v for w, v in zip(row, h)) + b for row, b in zip(W_hy, b_y)]
    powers = [math.exp(y - max(logits)) for y in logits]
    dy = [power / sum(powers) - (k == target) for k, power in enumerate(powers)]
    dh = [sum(W_hy[k][i] * dy[k] for k in range(len(dy))) for i in units]
    norms = [0] * len(states)
    for back in range(len(states)):
        if crossings is not None and back > crossings:
            break
        da = [dh[i] * (1 - states[-1 - back][i] ** 2) for i in units]
        norms[-1 - back] = math.hypot(*(sum(W_xh[i][d] * da[i] for i in units) for d in range(xs.shape[1])))
        dh = [sum(W_hh[i][j] * da[i] for i in units) for j in units]
    return torch.tensor(norms, dtype=xs.dtype)


# %% right: torch.nn in two pieces, as in section 7
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    D, H, early = xs.shape[1], len(p["b_h"]), 0 if crossings is None else max(0, len(xs) - 1 - crossings)
    rnn = nn.RNN(D, H, dtype=xs.dtype)
    rnn.load_state_dict(
        {
            "weight_ih_l0": p["W_xh"],
            "weight_hh_l0": p["W_hh"],
            "bias_ih_l0": p["b_h"],
            "bias_hh_l0": torch.zeros(H, dtype=xs.dtype),
        }
    )
    h = rnn(xs[:early])[1].detach() if early else None
    late = xs[early:].clone().requires_grad_()
    h = rnn(late, h)[1][0]
    loss = nn.functional.cross_entropy(p["W_hy"] @ h + p["b_y"], torch.tensor(target))
    (gradient,) = torch.autograd.grad(loss, late)
    return torch.cat((torch.zeros(early, dtype=xs.dtype), gradient.norm(dim=1)))


# %% right: torch.func, forward from the inputs
def input_gradient_norms(p: dict[str, Tensor], xs: Tensor, target: int, crossings: int | None) -> Tensor:
    def loss(inputs):
        h = torch.zeros_like(p["b_h"])
        for x in inputs:
            h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
        return nn.functional.cross_entropy(p["W_hy"] @ h + p["b_y"], torch.tensor(target))

    norms = torch.func.jacfwd(loss)(xs).norm(dim=1)
    kept = len(xs) if crossings is None else crossings + 1
    return torch.stack([norm if t >= len(xs) - kept else 0 * norm for t, norm in enumerate(norms)])


# %% same: there is one input, one unit, one class at least
# count_parameters: return H if D == 0 else H * D + H * H + H + V * H + V
# count_parameters: return D if H == 0 else H * D + H * H + H + V * H + V
# count_parameters: return D if V == 0 else H * D + H * H + H + V * H + V


# %% same: no gradient of the price is promised, and 04 asks for none of it
# cross_entropy: shifted = (logits - logits.max(dim=1, keepdim=True).values).detach()
# cross_entropy: log_sums = shifted.exp().sum(dim=1).log().detach()
# cross_entropy: prices = (log_sums - shifted[torch.arange(len(target)), target]).detach()
# cross_entropy: return prices.mean().detach()
# cross_entropy: shifted = logits.detach() - logits.max(dim=1, keepdim=True).values
# cross_entropy: prices = log_sums - shifted[torch.arange(len(target)), target.detach()]
# cross_entropy: shifted = logits - logits.detach().max(dim=1, keepdim=True).values


# %% same: with B = 1 alone a size is lost, and the mean of one price is that price
# cross_entropy: log_sums = shifted.exp().sum(dim=1).log().squeeze()
# cross_entropy: prices = (log_sums - shifted[torch.arange(len(target)), target]).squeeze()
# cross_entropy: return prices.mean().squeeze()


# %% same: an earlier cut changes nothing: no gradient gets past the last one
# input_gradient_norms: if crossings is not None and t <= last - crossings:


# %% same: a vector is its own transpose
# input_gradient_norms: logits = p['W_hy'] @ h.T + p['b_y']
# input_gradient_norms: h = torch.tanh(p['W_xh'] @ x.T + p['W_hh'] @ h + p['b_h'])
# input_gradient_norms: h = torch.tanh(p['W_xh'] @ x + p['W_hh'] @ h.T + p['b_h'])


# %% same: states are tanh's: none is cut
# input_gradient_norms: h = h.detach().clamp(-5, 5)


# %% same: what is done to a copy, or to a loss of one number, does not change its gradient
# input_gradient_norms: loss = nn.functional.cross_entropy(logits[None], torch.tensor([target])).float()
# input_gradient_norms: loss = nn.functional.cross_entropy(logits[None], torch.tensor([target])).squeeze()
# input_gradient_norms: return (gradient.norm(dim=1), xs.data.add_(1))[0]


# %% same: no gradient of a gradient is promised
# input_gradient_norms: return gradient.norm(dim=1).detach()
# input_gradient_norms: xs = xs.detach().clone().requires_grad_()
