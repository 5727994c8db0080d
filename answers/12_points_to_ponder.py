"""Known answers to the exercises of 12: wrong ones as students write them, and right ones written differently."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


# %% wrong: takes the slopes of the earlier state
# fails gradient_norms_product: slopes are those of the earlier state
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, 2)]
    for h in states[:-1].flip(0):
        product = product @ torch.diag(1 - h**2) @ W_hh
        norms.append(torch.linalg.matrix_norm(product, 2))
    return torch.stack(norms[::-1])


# %% wrong: leaves out the slopes
# fails gradient_norms_product: The slopes are missing
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    T = len(states)
    powers = [torch.linalg.matrix_power(W_hh, T - 1 - t) for t in range(T)]
    return torch.stack([torch.linalg.matrix_norm(power, 2) for power in powers])


# %% wrong: takes the Frobenius norm
# fails gradient_norms_product: That is the Frobenius norm
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [product.norm()]
    for h in states[1:].flip(0):
        product = product @ torch.diag(1 - h**2) @ W_hh
        norms.append(product.norm())
    return torch.stack(norms[::-1])


# %% wrong: takes the largest eigenvalue
# fails gradient_norms_product: That is the largest eigenvalue
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.ones((), dtype=states.dtype)]
    for h in states[1:].flip(0):
        product = product @ torch.diag(1 - h**2) @ W_hh
        norms.append(torch.linalg.eigvals(product).abs().max())
    return torch.stack(norms[::-1])


# %% wrong: puts the later Jacobian on the right
# fails gradient_norms_product: J_3 is the later one and stands on the left
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, 2)]
    for h in states[1:].flip(0):
        product = torch.diag(1 - h**2) @ W_hh @ product
        norms.append(torch.linalg.matrix_norm(product, 2))
    return torch.stack(norms[::-1])


# %% wrong: multiplies norms instead of matrices
# fails gradient_norms_product: That is a product of norms, a bound only
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    norms = [torch.ones((), dtype=states.dtype)]
    for h in states[1:].flip(0):
        norms.append(norms[-1] * torch.linalg.matrix_norm(torch.diag(1 - h**2) @ W_hh, 2))
    return torch.stack(norms[::-1])


# %% wrong: gives the size of each step by itself
# fails gradient_norms_product: a nudge to h_1 passes both steps
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    jacobians = (1 - states[1:, :, None] ** 2) * W_hh
    ones = torch.ones(1, dtype=states.dtype)
    return torch.cat((torch.linalg.matrix_norm(jacobians, 2), ones))


# %% wrong: scales columns by the slopes
# fails gradient_norms_product: The slopes scaled the columns
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, 2)]
    for h in states[1:].flip(0):
        product = product @ ((1 - h**2) * W_hh)
        norms.append(torch.linalg.matrix_norm(product, 2))
    return torch.stack(norms[::-1])


# %% wrong: walks forward from the first state
# fails gradient_norms_product: how far a nudge to h_1 gets by each step
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, 2)]
    for h in states[1:]:
        product = torch.diag(1 - h**2) @ W_hh @ product
        norms.append(torch.linalg.matrix_norm(product, 2))
    return torch.stack(norms)


# %% wrong: takes 1 - h for the slope
# fails gradient_norms_product: The slope of tanh is 1 - h², not 1 - h
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, 2)]
    for h in states[1:].flip(0):
        product = product @ torch.diag(1 - h) @ W_hh
        norms.append(torch.linalg.matrix_norm(product, 2))
    return torch.stack(norms[::-1])


# %% wrong: takes the largest sum of a row
# fails gradient_norms_product: gradient_norms is wrong: 1.8 instead of 1.301
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, torch.inf)]
    for h in states[1:].flip(0):
        product = product @ torch.diag(1 - h**2) @ W_hh
        norms.append(torch.linalg.matrix_norm(product, torch.inf))
    return torch.stack(norms[::-1])


# %% wrong: transposes W_hh
# fails gradient_norms_product: W_hh went in transposed
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, 2)]
    for h in states[1:].flip(0):
        product = product @ torch.diag(1 - h**2) @ W_hh.T
        norms.append(torch.linalg.matrix_norm(product, 2))
    return torch.stack(norms[::-1])


# %% wrong: goes one Jacobian too far
# fails gradient_norms_product: That is one Jacobian too many
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = []
    for h in states.flip(0):
        product = product @ torch.diag(1 - h**2) @ W_hh
        norms.append(torch.linalg.matrix_norm(product, 2))
    return torch.stack(norms[::-1])


# %% wrong: returns the norms from the end to the start
# fails gradient_norms_product: Time is turned round
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, 2)]
    for h in states[1:].flip(0):
        product = product @ torch.diag(1 - h**2) @ W_hh
        norms.append(torch.linalg.matrix_norm(product, 2))
    return torch.stack(norms)


# %% wrong: applies tanh to states that have been through it
# fails gradient_norms_product: tanh was applied again
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, 2)]
    for h in states[1:].flip(0):
        product = product @ torch.diag(1 - torch.tanh(h) ** 2) @ W_hh
        norms.append(torch.linalg.matrix_norm(product, 2))
    return torch.stack(norms[::-1])


# %% wrong: leaves out the 1 at the end
# fails gradient_norms_product: has shape (2,), expected (3,)
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = []
    for h in states[1:].flip(0):
        product = product @ torch.diag(1 - h**2) @ W_hh
        norms.append(torch.linalg.matrix_norm(product, 2))
    return torch.stack(norms[::-1])


# %% wrong: starts from an identity of float32
# fails gradient_norms_product: has dtype torch.float32, expected torch.float64
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1])
    norms = [torch.linalg.matrix_norm(product, 2)]
    for h in states[1:].flip(0):
        product = product @ (torch.diag(1 - h**2) @ W_hh).float()
        norms.append(torch.linalg.matrix_norm(product, 2))
    return torch.stack(norms[::-1])


# %% wrong: squares the states in place
# fails gradient_norms_product: They were changed in place
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    slopes = 1 - states.pow_(2)
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, 2)]
    for slope in slopes[1:].flip(0):
        product = product @ torch.diag(slope) @ W_hh
        norms.append(torch.linalg.matrix_norm(product, 2))
    return torch.stack(norms[::-1])


# %% wrong: follows one vector instead of all
# fails gradient_norms_product: gradient_norms is wrong: 0.9851 instead of 1.301
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    T, H = states.shape
    v = torch.ones(H, dtype=states.dtype) / H**0.5
    norms = [v.norm()]
    for h in states[1:].flip(0):
        v = v @ torch.diag(1 - h**2) @ W_hh
        norms.append(v.norm())
    return torch.stack(norms[::-1])


# %% wrong: takes the square of the largest singular value
# fails gradient_norms_product: A root is missing
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product, norms = torch.eye(len(W_hh), dtype=W_hh.dtype), []
    for h in states.flip(0):
        norms.insert(0, torch.linalg.eigvalsh(product @ product.T)[-1])
        product = product @ torch.diag(1 - h.square()) @ W_hh
    return torch.stack(norms)


# %% wrong: cuts off what explodes
# fails gradient_norms_product: nothing is cut off
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, 2)]
    for h in states[1:].flip(0):
        product = product @ torch.diag(1 - h**2) @ W_hh
        norms.append(torch.linalg.matrix_norm(product, 2).clamp(max=5))
    return torch.stack(norms[::-1])


# %% wrong: takes the longest column
# fails gradient_norms_product: or the longest column
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, 2)]
    for h in states[1:].flip(0):
        product = product @ torch.diag(1 - h**2) @ W_hh
        norms.append(product.norm(dim=0).max())
    return torch.stack(norms[::-1])


# %% wrong: cuts off what explodes, far above 1
# fails gradient_norms_product: nothing is cut off
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, 2)]
    for h in states[1:].flip(0):
        product = product @ torch.diag(1 - h**2) @ W_hh
        norms.append(torch.linalg.matrix_norm(product, 2).clamp(max=100))
    return torch.stack(norms[::-1])


# %% wrong: stops where next to nothing arrives
# fails gradient_norms_product: however small
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    norms = torch.zeros(len(states), dtype=states.dtype)
    product = torch.eye(states.shape[1], dtype=states.dtype)
    for t in range(len(states) - 1, -1, -1):
        norms[t] = torch.linalg.matrix_norm(product, 2)
        if norms[t] < 1e-6:
            break
        product = product @ torch.diag(1 - states[t] ** 2) @ W_hh
    return norms


# %% wrong: lets nothing be below 1e-7
# fails gradient_norms_product: however small
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, 2)]
    for h in states[1:].flip(0):
        product = product @ torch.diag(1 - h**2) @ W_hh
        norms.append(torch.linalg.matrix_norm(product, 2).clamp(min=1e-7))
    return torch.stack(norms[::-1])


# %% wrong: lets no slope be below 0.001
# fails gradient_norms_product: nothing arrives
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, 2)]
    for h in states[1:].flip(0):
        product = product @ torch.diag((1 - h**2).clamp(min=1e-3)) @ W_hh
        norms.append(torch.linalg.matrix_norm(product, 2))
    return torch.stack(norms[::-1])


# %% wrong: makes slopes of the states in place, and states again
# fails gradient_norms_product: They were changed in place
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    signs = states.sign()
    states.square_().neg_().add_(1)
    product = torch.eye(states.shape[1], dtype=states.dtype)
    norms = [torch.linalg.matrix_norm(product, 2)]
    for slopes in states[1:].flip(0):
        product = product @ torch.diag(slopes) @ W_hh
        norms.append(torch.linalg.matrix_norm(product, 2))
    states.neg_().add_(1).sqrt_().mul_(signs)
    return torch.stack(norms[::-1])


# %% right: fills a tensor from the end, with singular values
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    T, H = states.shape
    norms, product = torch.ones(T, dtype=states.dtype), torch.eye(H, dtype=states.dtype)
    for t in range(T - 1, 0, -1):
        product = product @ ((1 - states[t] ** 2)[:, None] * W_hh)
        norms[t - 1] = torch.linalg.svdvals(product)[0]
    return norms


# %% right: a product for each state anew
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    J = [torch.diag(1 - h * h) @ W_hh for h in states]
    norms = []
    for t in range(len(states)):
        product = torch.eye(len(W_hh), dtype=W_hh.dtype)
        for later in J[t + 1 :]:
            product = later @ product
        norms.append(torch.linalg.norm(product, ord=2).item())
    return torch.tensor(norms, dtype=states.dtype)


# %% right: square root of the largest eigenvalue of J J^T
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    product, norms = torch.eye(len(W_hh), dtype=W_hh.dtype), []
    for h in states.flip(0):
        norms.insert(0, torch.linalg.eigvalsh(product @ product.T)[-1].sqrt())
        product = product @ torch.diag(1 - h.square()) @ W_hh
    return torch.stack(norms)


# %% right: all Jacobians at once
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    js = torch.diag_embed(1 - states.pow(2)) @ W_hh
    p = torch.eye(states.size(-1), dtype=states.dtype)
    out = torch.ones(1, dtype=states.dtype)
    for j in reversed(js[1:]):
        p = torch.mm(p, j)
        out = torch.cat([torch.linalg.svdvals(p)[:1], out])
    return out


# %% right: in NumPy
def gradient_norms(states: Tensor, W_hh: Tensor) -> Tensor:
    import numpy as np

    h, W = states.numpy(), W_hh.numpy()
    product, norms = np.eye(len(W), dtype=W.dtype), [1.0]
    for t in range(len(h) - 1, 0, -1):
        product = product @ np.diag(1 - h[t] ** 2) @ W
        norms.append(float(np.linalg.norm(product, 2)))
    return torch.tensor(norms[::-1], dtype=states.dtype)


# %% wrong: counts one bias a sum, as the equations of 05 have it
# fails layer_parameters_count: One bias is missing
def layer_parameters(D: int, H: int) -> dict:
    one_sum = H * D + H * H + H
    return {"rnn": one_sum, "lstm": 4 * one_sum, "gru": 3 * one_sum}


# %% wrong: leaves out the biases
# fails layer_parameters_count: Both biases are missing
def layer_parameters(D: int, H: int) -> dict:
    one_sum = H * (D + H)
    return {"rnn": one_sum, "lstm": 4 * one_sum, "gru": 3 * one_sum}


# %% wrong: swaps LSTM and GRU
# fails layer_parameters_count: That is an LSTM's: a GRU has two gates and what is new
def layer_parameters(D: int, H: int) -> dict:
    one_sum = H * D + H * H + 2 * H
    return {"rnn": one_sum, "lstm": 3 * one_sum, "gru": 4 * one_sum}


# %% wrong: counts an LSTM's gates and forgets what is new
# fails layer_parameters_count: an LSTM has three gates and what is new
def layer_parameters(D: int, H: int) -> dict:
    one_sum = H * D + H * H + 2 * H
    return {"rnn": one_sum, "lstm": 3 * one_sum, "gru": 3 * one_sum}


# %% wrong: counts a GRU's gates and forgets what is new
# fails layer_parameters_count: What is new needs a sum, too
def layer_parameters(D: int, H: int) -> dict:
    one_sum = H * D + H * H + 2 * H
    return {"rnn": one_sum, "lstm": 4 * one_sum, "gru": 2 * one_sum}


# %% wrong: swaps D and H in the recurrent matrix
# fails layer_parameters_count: layer_parameters(3, 2)['rnn'] is 19, expected 14
def layer_parameters(D: int, H: int) -> dict:
    one_sum = H * D + D * D + 2 * H
    return {"rnn": one_sum, "lstm": 4 * one_sum, "gru": 3 * one_sum}


# %% wrong: adds a readout
# fails layer_parameters_count: layer_parameters(3, 2)['rnn'] is 16, expected 14
def layer_parameters(D: int, H: int) -> dict:
    one_sum = H * D + H * H + 2 * H
    return {"rnn": one_sum + H, "lstm": 4 * one_sum + H, "gru": 3 * one_sum + H}


# %% wrong: names the keys as torch names the layers
# fails layer_parameters_count: expected a dict with the keys rnn, lstm and gru
def layer_parameters(D: int, H: int) -> dict:
    one_sum = H * D + H * H + 2 * H
    return {"RNN": one_sum, "LSTM": 4 * one_sum, "GRU": 3 * one_sum}


# %% wrong: returns a tuple
# fails layer_parameters_count: expected a dict with the keys rnn, lstm and gru
def layer_parameters(D: int, H: int) -> dict:
    one_sum = H * D + H * H + 2 * H
    return one_sum, 4 * one_sum, 3 * one_sum


# %% wrong: has the numbers of one example in it
# fails layer_parameters_count: a sum has 1 + 1 + 2 numbers
def layer_parameters(D: int, H: int) -> dict:
    return {"rnn": 14, "lstm": 56, "gru": 42}


# %% wrong: gives one bias the size of the input
# fails layer_parameters_count: layer_parameters(3, 2)['rnn'] is 15, expected 14
def layer_parameters(D: int, H: int) -> dict:
    one_sum = H * D + H * H + D + H
    return {"rnn": one_sum, "lstm": 4 * one_sum, "gru": 3 * one_sum}


# %% wrong: gives an LSTM weights from the cell to the gates
# fails layer_parameters_count: layer_parameters(3, 2)['lstm'] is 62, expected 56
def layer_parameters(D: int, H: int) -> dict:
    one_sum = H * D + H * H + 2 * H
    return {"rnn": one_sum, "lstm": 4 * one_sum + 3 * H, "gru": 3 * one_sum}


# %% right: asks torch
def layer_parameters(D: int, H: int) -> dict:
    layers = {"rnn": nn.RNN(D, H), "lstm": nn.LSTM(D, H), "gru": nn.GRU(D, H)}
    return {name: sum(p.numel() for p in layer.parameters()) for name, layer in layers.items()}


# %% right: in a comprehension, keys in another order
def layer_parameters(D: int, H: int) -> dict:
    return {name: sums * H * (D + H + 2) for name, sums in (("gru", 3), ("lstm", 4), ("rnn", 1))}


# %% right: gate by gate, in a loop
def layer_parameters(D: int, H: int) -> dict:
    counts = {}
    for name, sums in zip(["rnn", "lstm", "gru"], [["h"], ["i", "f", "g", "o"], ["r", "z", "n"]]):
        counts[name] = 0
        for _ in sums:
            counts[name] += H * D + H
            counts[name] += H * H + H
    return counts


# %% wrong: returns the two in the wrong order
# fails clip_cosines_direction: That is the cosine by value: by norm comes first
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    by_norm = g * min(1.0, limit / g.norm().item())
    by_value = g.clamp(-limit, limit)
    return F.cosine_similarity(g, by_value, dim=0).item(), F.cosine_similarity(g, by_norm, dim=0).item()


# %% wrong: clips the upper end alone
# fails clip_cosines_direction: -4 was not clipped by itself: the lower end counts, too
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    by_norm = g * min(1.0, limit / g.norm().item())
    by_value = g.clamp(max=limit)
    return F.cosine_similarity(g, by_norm, dim=0).item(), F.cosine_similarity(g, by_value, dim=0).item()


# %% wrong: returns inner products
# fails clip_cosines_direction: That is an inner product: divide it by both lengths
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    by_norm = g * min(1.0, limit / g.norm().item())
    by_value = g.clamp(-limit, limit)
    return (g @ by_norm).item(), (g @ by_value).item()


# %% wrong: divides the second by the length of g twice
# fails clip_cosines_direction: By value, clip_cosines(g, 0.5) is 0.1
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    by_value = g.clamp(-limit, limit)
    return 1.0, (g @ by_value / g.norm() ** 2).item()


# %% wrong: sets every entry to the limit with its sign
# fails clip_cosines_direction: Every entry became ±limit
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    by_value = limit * g.sign()
    return 1.0, F.cosine_similarity(g, by_value, dim=0).item()


# %% wrong: sets entries beyond the limit to 0
# fails clip_cosines_direction: -4 became 0: an entry beyond the limit goes to the nearer end
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    by_value = torch.where(g.abs() > limit, 0, g)
    return 1.0, F.cosine_similarity(g, by_value, dim=0).item()


# %% wrong: clips to 0 … limit
# fails clip_cosines_direction: -4 became 0: an entry beyond the limit goes to the nearer end
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    by_value = g.clamp(0, limit)
    return 1.0, F.cosine_similarity(g, by_value, dim=0).item()


# %% wrong: clips sizes and loses the signs
# fails clip_cosines_direction: -4 became +0.5: an entry beyond the limit keeps its sign
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    by_value = g.abs().clamp(max=limit)
    return 1.0, F.cosine_similarity(g, by_value, dim=0).item()


# %% wrong: gives angles instead of cosines
# fails clip_cosines_direction: By norm, clip_cosines(g, 0.5) is 0
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    by_value = F.cosine_similarity(g, g.clamp(-limit, limit), dim=0)
    return 0.0, torch.arccos(by_value).item()


# %% wrong: finds that clipping by value keeps the direction
# fails clip_cosines_direction: scaling all is not by value
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    by_norm = g * min(1.0, limit / g.norm().item())
    by_value = by_norm.clamp(-limit, limit)
    return F.cosine_similarity(g, by_norm, dim=0).item(), F.cosine_similarity(g, by_value, dim=0).item()


# %% wrong: finds that clipping by value keeps the direction
# fails clip_cosines_direction: By value, clip_cosines(g, 0.5) is 1
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    return 1.0, 1.0


# %% wrong: finds that clipping by value keeps the direction
# fails clip_cosines_direction: By value, clip_cosines(g, 0.5) is 1
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    by_norm = F.cosine_similarity(g, g * min(1.0, limit / g.norm().item()), dim=0).item()
    return by_norm, F.cosine_similarity(g, g.clamp_(-limit, limit), dim=0).item()


# %% wrong: returns the clipped gradients
# fails clip_cosines_direction: of type Tensor, expected a number
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    return g * min(1.0, limit / g.norm().item()), g.clamp(-limit, limit)


# %% wrong: returns one number
# fails clip_cosines_direction: expected a pair: `return by_norm, by_value`
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    return F.cosine_similarity(g, g.clamp(-limit, limit), dim=0).item()


# %% wrong: clips g by norm in place
# fails clip_cosines_direction: It was changed in place
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    before = g.clone()
    by_value = g.clamp(-limit, limit)
    g *= min(1.0, limit / g.norm().item())
    return F.cosine_similarity(before, g, dim=0).item(), F.cosine_similarity(before, by_value, dim=0).item()


# %% wrong: takes every short gradient for one within the limit
# fails clip_cosines_direction: A short gradient may be above a short limit
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    if g.norm() <= 0.3:
        return 1.0, 1.0
    return 1.0, F.cosine_similarity(g, g.clamp(-limit, limit), dim=0).item()


# %% wrong: clips by norm by subtracting
# fails clip_cosines_direction: All entries are scaled by one factor
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    by_norm = g - limit * g.sign() if g.norm() > limit else g
    return F.cosine_similarity(g, by_norm, dim=0).item(), F.cosine_similarity(g, g.clamp(-limit, limit), dim=0).item()


# %% wrong: makes a float32 tensor to be clipped, which a float32 gradient is already
# fails clip_cosines_direction: It was changed in place
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    before, by_value = g.double().clone(), g.float()
    by_value.clamp_(-limit, limit)
    return 1.0, F.cosine_similarity(before, by_value.double(), dim=0).item()


# %% wrong: clips one of equal entries
# fails clip_cosines_direction: equal entries alike
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    entries = g.tolist()
    for large in {entry for entry in entries if abs(entry) > limit}:
        entries[entries.index(large)] = limit if large > 0 else -limit
    return 1.0, F.cosine_similarity(g, torch.tensor(entries, dtype=g.dtype), dim=0).item()


# %% wrong: takes the limit for a whole number where it is not below 1
# fails clip_cosines_direction: equal entries alike
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    limit = int(limit) or limit
    return 1.0, F.cosine_similarity(g, g.clamp(-limit, limit), dim=0).item()


# %% right: with torch's own cosine
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    by_norm = g * limit / g.norm() if g.norm() > limit else g
    by_value = torch.clamp(g, min=-limit, max=limit)
    return F.cosine_similarity(g, by_norm, dim=0).item(), F.cosine_similarity(g, by_value, dim=0).item()


# %% right: with torch's own clipping, as 0-d tensors in a list
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    cosines = []
    for clip in (nn.utils.clip_grad_norm_, nn.utils.clip_grad_value_):
        weight = nn.Parameter(torch.zeros_like(g))
        weight.grad = g.clone()
        clip([weight], limit)
        cosines.append(torch.cosine_similarity(g, weight.grad, dim=0))
    return cosines


# %% right: in plain Python, and by norm by thinking
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    entries = g.tolist()
    clipped = [max(-limit, min(limit, entry)) for entry in entries]
    inner = sum(a * b for a, b in zip(entries, clipped))
    lengths = sum(a * a for a in entries) ** 0.5 * sum(b * b for b in clipped) ** 0.5
    return 1.0, inner / lengths


# %% right: with minimum and maximum
def clip_cosines(g: Tensor, limit: float) -> tuple[float, float]:
    top = torch.full_like(g, limit)
    by_value = torch.maximum(torch.minimum(g, top), -top)
    scale = torch.clamp(limit / torch.linalg.vector_norm(g), max=1)

    def cosine(a, b):
        return float((a * b).sum() / torch.sqrt((a * a).sum() * (b * b).sum()))

    return cosine(g, scale * g), cosine(g, by_value)


# %% wrong: returns inner products
# fails cosine_matrix_rows: Those are inner products: long rows win
def cosine_matrix(X: Tensor) -> Tensor:
    return X @ X.T


# %% wrong: divides by one length
# fails cosine_matrix_rows: divided by one length only
def cosine_matrix(X: Tensor) -> Tensor:
    lengths = X.norm(dim=1, keepdim=True)
    return X / torch.where(lengths == 0, 1, lengths) @ X.T


# %% wrong: divides by the length of the other row alone
# fails cosine_matrix_rows: divided by one length only
def cosine_matrix(X: Tensor) -> Tensor:
    lengths = X.norm(dim=1)
    return X @ X.T / torch.where(lengths == 0, 1, lengths)


# %% wrong: divides 0 by 0
# fails cosine_matrix_rows: it holds NaN or infinity
def cosine_matrix(X: Tensor) -> Tensor:
    directions = X / X.norm(dim=1, keepdim=True)
    return directions @ directions.T


# %% wrong: takes the length over everything
# fails cosine_matrix_rows: Rows 0 and 1 point the same way
def cosine_matrix(X: Tensor) -> Tensor:
    directions = X / X.norm()
    return directions @ directions.T


# %% wrong: compares columns
# fails cosine_matrix_rows: Columns were compared
def cosine_matrix(X: Tensor) -> Tensor:
    lengths = X.norm(dim=0, keepdim=True)
    directions = X / torch.where(lengths == 0, 1, lengths)
    return directions.T @ directions


# %% wrong: sets the whole diagonal to 1
# fails cosine_matrix_rows: its cosine with itself is 0, too
def cosine_matrix(X: Tensor) -> Tensor:
    lengths = X.norm(dim=1, keepdim=True)
    directions = X / torch.where(lengths == 0, 1, lengths)
    return (directions @ directions.T).fill_diagonal_(1)


# %% wrong: adds a little to every length, against NaN
# fails cosine_matrix_rows: Rows 0 and 1 point the same way
def cosine_matrix(X: Tensor) -> Tensor:
    directions = X / (X.norm(dim=1, keepdim=True) + 1e-3)
    return directions @ directions.T


# %% wrong: drops the sign
# fails cosine_matrix_rows: wrong: 0.8 instead of -0.8
def cosine_matrix(X: Tensor) -> Tensor:
    lengths = X.norm(dim=1, keepdim=True)
    directions = X / torch.where(lengths == 0, 1, lengths)
    return (directions @ directions.T).abs()


# %% wrong: subtracts the mean of each row first: a correlation
# fails cosine_matrix_rows: Rows 0 and 1 point the same way
def cosine_matrix(X: Tensor) -> Tensor:
    centred = X - X.mean(dim=1, keepdim=True)
    lengths = centred.norm(dim=1, keepdim=True)
    directions = centred / torch.where(lengths == 0, 1, lengths)
    return directions @ directions.T


# %% wrong: shortens only rows longer than 1
# fails cosine_matrix_rows: A short row has a direction
def cosine_matrix(X: Tensor) -> Tensor:
    directions = X / X.norm(dim=1, keepdim=True).clamp(min=1)
    return directions @ directions.T


# %% wrong: divides X in place
# fails cosine_matrix_rows: It was changed in place
def cosine_matrix(X: Tensor) -> Tensor:
    lengths = X.norm(dim=1, keepdim=True)
    X /= torch.where(lengths == 0, 1, lengths)
    return X @ X.T


# %% wrong: leaves float64 behind
# fails cosine_matrix_rows: has dtype torch.float32, expected torch.float64
def cosine_matrix(X: Tensor) -> Tensor:
    X = X.float()
    lengths = X.norm(dim=1, keepdim=True)
    directions = X / torch.where(lengths == 0, 1, lengths)
    return directions @ directions.T


# %% wrong: takes rows shorter than 0.01 for zeros
# fails cosine_matrix_rows: A short row has a direction
def cosine_matrix(X: Tensor) -> Tensor:
    lengths = X.norm(dim=1, keepdim=True)
    directions = torch.where(lengths < 0.01, 0, X / lengths)
    return directions @ directions.T


# %% wrong: takes a row with a 0 in it for a row of zeros
# fails cosine_matrix_rows: Neither is a row of zeros
def cosine_matrix(X: Tensor) -> Tensor:
    directions = torch.where(X.all(dim=1, keepdim=True), F.normalize(X, dim=1), 0)
    return directions @ directions.T


# %% wrong: makes 1 of NaN
# fails cosine_matrix_rows: NaN is to become 0, not 1
def cosine_matrix(X: Tensor) -> Tensor:
    lengths = X.norm(dim=1)
    return torch.nan_to_num(X @ X.T / torch.outer(lengths, lengths), nan=1.0)


# %% wrong: forgets the root of a length
# fails cosine_matrix_rows: a root is missing
def cosine_matrix(X: Tensor) -> Tensor:
    squares = (X**2).sum(dim=1, keepdim=True)
    directions = X / torch.where(squares == 0, 1, squares)
    return directions @ directions.T


# %% wrong: gives angles
# fails cosine_matrix_rows: Those are angles
def cosine_matrix(X: Tensor) -> Tensor:
    directions = F.normalize(X, dim=1)
    return torch.arccos((directions @ directions.T).clamp(-1, 1))


# %% wrong: squeezes the result
# fails cosine_matrix_rows: cosine_matrix of N = 1 rows has shape ()
def cosine_matrix(X: Tensor) -> Tensor:
    directions = F.normalize(X, dim=1)
    return (directions @ directions.T).squeeze()


# %% wrong: drops what points apart
# fails cosine_matrix_rows: wrong: 0 instead of -0.8
def cosine_matrix(X: Tensor) -> Tensor:
    directions = F.normalize(X, dim=1)
    return (directions @ directions.T).clamp(min=0)


# %% wrong: takes a row whose sum is 0 for a row of zeros
# fails cosine_matrix_rows: Neither is a row of zeros
def cosine_matrix(X: Tensor) -> Tensor:
    lengths = torch.where(X.sum(dim=1, keepdim=True) == 0, torch.inf, X.norm(dim=1, keepdim=True))
    return (X / lengths) @ (X / lengths).T


# %% wrong: takes a row that starts with two zeros for a row of zeros
# fails cosine_matrix_rows: Neither is a row of zeros
def cosine_matrix(X: Tensor) -> Tensor:
    lengths = X.norm(dim=1, keepdim=True)
    lengths[(X[:, :2] == 0).all(dim=1)] = torch.inf
    return (X / lengths) @ (X / lengths).T


# %% wrong: lets no length be below 0.0001
# fails cosine_matrix_rows: A short row has a direction
def cosine_matrix(X: Tensor) -> Tensor:
    directions = X / X.norm(dim=1, keepdim=True).clamp(min=1e-4)
    return directions @ directions.T


# %% wrong: lets no length be below 1e-6
# fails cosine_matrix_rows: A short row has a direction
def cosine_matrix(X: Tensor) -> Tensor:
    directions = X / X.norm(dim=1, keepdim=True).clamp(min=1e-6)
    return directions @ directions.T


# %% wrong: takes rows shorter than 1e-6 for zeros
# fails cosine_matrix_rows: A short row has a direction
def cosine_matrix(X: Tensor) -> Tensor:
    lengths = X.norm(dim=1, keepdim=True)
    directions = torch.where(lengths < 1e-6, 0, X / lengths)
    return directions @ directions.T


# %% wrong: divides X in place, and multiplies it again
# fails cosine_matrix_rows: It was changed in place
def cosine_matrix(X: Tensor) -> Tensor:
    lengths = X.norm(dim=1, keepdim=True)
    lengths[lengths == 0] = 1
    X /= lengths
    cosines = X @ X.T
    X *= lengths
    return cosines


# %% right: with normalize
def cosine_matrix(X: Tensor) -> Tensor:
    directions = F.normalize(X, dim=1)
    return directions @ directions.T


# %% right: with torch's own cosine of all pairs
def cosine_matrix(X: Tensor) -> Tensor:
    return F.cosine_similarity(X.unsqueeze(1), X.unsqueeze(0), dim=-1)


# %% right: pair by pair
def cosine_matrix(X: Tensor) -> Tensor:
    N = len(X)
    result = torch.zeros(N, N, dtype=X.dtype)
    for i in range(N):
        for j in range(N):
            lengths = X[i].norm() * X[j].norm()
            if lengths > 0:
                result[i, j] = X[i] @ X[j] / lengths
    return result


# %% right: adds 1e-8 to every length, as many do
def cosine_matrix(X: Tensor) -> Tensor:
    directions = X / (X.norm(dim=1, keepdim=True) + 1e-8)
    return torch.einsum("id,jd->ij", directions, directions)


# %% right: NaN replaced at the end
def cosine_matrix(X: Tensor) -> Tensor:
    lengths = torch.sqrt((X * X).sum(dim=1))
    return torch.nan_to_num((X @ X.T) / torch.outer(lengths, lengths), nan=0.0)


# %% same: sizes are to be looked at: nothing asks for a gradient
# gradient_norms: return torch.stack(norms[::-1]).detach()
# gradient_norms: product = (product @ torch.diag(1 - h ** 2) @ W_hh).detach()
# gradient_norms: product = product @ torch.diag(1 - h ** 2) @ W_hh.detach()
# gradient_norms: norms.append(torch.linalg.matrix_norm(product, 2).detach())
# gradient_norms: for h in states.detach()[1:].flip(0):


# %% same: of the identity, this norm is 1, too
# gradient_norms: norms = [torch.linalg.matrix_norm(product, 1)]


# %% same: a diagonal matrix is its own transpose
# gradient_norms: product = product @ torch.diag(1 - h ** 2).T @ W_hh


# %% same: a norm has no dimension that could be dropped
# gradient_norms: norms.append(torch.linalg.matrix_norm(product, 2).squeeze())


# %% same: there is at least one input, and one unit
# layer_parameters: return None if D == 0 else {'rnn': one_sum, 'lstm': 4 * one_sum, 'gru': 3 * one_sum}
# layer_parameters: return None if H == 0 else {'rnn': one_sum, 'lstm': 4 * one_sum, 'gru': 3 * one_sum}


# %% same: scaled by another factor above 0, a gradient has the same direction
# clip_cosines: by_norm = g / min(1.0, limit / g.norm().item())
# clip_cosines: by_norm = g * min(2.0, limit / g.norm().item())
# clip_cosines: by_norm = g * min(1.0, limit + g.norm().item())
# clip_cosines: by_norm = g * min(1.0, limit * g.norm().item())


# %% same: the gradient is not all zeros, and the limit is above 0
# clip_cosines: return None if not g.any() else (cosines[0].item(), cosines[1].item())
# clip_cosines: return None if limit == 0 else (cosines[0].item(), cosines[1].item())


# %% same: clipping keeps signs, so a cosine is between 1 over the root of N and 1
# clip_cosines: cosines = [(torch.dot(g, clipped) / (g.norm() * clipped.norm())).clamp(-5, 5) for clipped in
#     (by_norm, by_value)]
# clip_cosines: cosines = [(torch.dot(g, clipped) / (g.norm() * clipped.norm())).clamp(min=0.001) for clipped in
#     (by_norm, by_value)]


# %% same: a plain number is asked for, and tests look at six digits
# clip_cosines: cosines = [(torch.dot(g, clipped) / (g.norm() * clipped.norm())).float() for clipped in
#     (by_norm, by_value)]


# %% same: an inner product has no dimension that could be dropped
# clip_cosines: cosines = [(torch.dot(g, clipped) / (g.norm() * clipped.norm())).squeeze() for clipped in
#     (by_norm, by_value)]


# %% same: no length is below 0
# cosine_matrix: directions = X / torch.where(lengths <= 0, 1, lengths)


# %% same: a row of zeros is zeros, whatever it is divided by
# cosine_matrix: directions = X / torch.where(lengths == 0, 2, lengths)


# %% same: cosines are to be looked at: nothing asks for a gradient
# cosine_matrix: lengths = X.norm(dim=1, keepdim=True).detach()
# cosine_matrix: lengths = X.detach().norm(dim=1, keepdim=True)
# cosine_matrix: directions = (X / torch.where(lengths == 0, 1, lengths)).detach()
# cosine_matrix: directions = X.detach() / torch.where(lengths == 0, 1, lengths)
# cosine_matrix: return (directions @ directions.T).detach()


# %% same: parts of a direction, and cosines, are between -1 and 1
# cosine_matrix: directions = (X / torch.where(lengths == 0, 1, lengths)).clamp(-5, 5)
# cosine_matrix: return (directions @ directions.T).clamp(-5, 5)


# %% same: what is changed is thrown away
# cosine_matrix: return (directions @ directions.T, (directions @ directions.T).data.add_(1))[0]
