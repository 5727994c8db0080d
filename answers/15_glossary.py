"""Known answers to the exercises of 15: wrong ones as students write them, and right ones written differently."""

import torch
from torch import Tensor, nn


# %% wrong: what is lost instead of what stays
# fails leak_share: That is what is lost at each step
# fails leak_ends: expected 0. Nothing stays
def leak(states: Tensor) -> float:
    return 1 - (states[1] / states[0]).item()


# %% wrong: divides the wrong way round
# fails leak_share: The wrong way round
# fails leak_ends: Do not divide by a state that is 0
def leak(states: Tensor) -> float:
    return (states[0] / states[1]).item()


# %% wrong: a difference instead of a share
# fails leak_share: a leak takes a share, so divide
# fails leak_ends: is 5, expected 0
def leak(states: Tensor) -> float:
    return (states[0] - states[1]).item()


# %% wrong: the last state divided by the first
# fails leak_share: after all three steps
# fails leak_ends: is 2.25, expected 1.5
def leak(states: Tensor) -> float:
    return (states[-1] / states[0]).item()


# %% wrong: divides by a later state, which can be 0
# fails leak_ends: is nan, expected 0
def leak(states: Tensor) -> float:
    return (states[-1] / states[-2]).item()


# %% wrong: divides by a later state, which can be 0
# fails leak_ends: is nan, expected 0
def leak(states: Tensor) -> float:
    return (states[1:] / states[:-1]).mean().item()


# %% wrong: the root of the whole decay, which underflows
# fails leak_ends: After the second state nothing is left to measure
def leak(states: Tensor) -> float:
    return ((states[-1] / states[0]) ** (1 / (len(states) - 1))).item()


# %% wrong: the root counts states instead of steps
# fails leak_share: the root is one too high
# fails leak_ends: expected 1.5
def leak(states: Tensor) -> float:
    return ((states[-1] / states[0]) ** (1 / len(states))).item()


# %% wrong: a half-life instead of a share
# fails leak_share: is 4, expected 0.8
# fails leak_ends: is 1, expected 0
def leak(states: Tensor) -> float:
    ratio = (states[1] / states[0]).abs().clamp(1e-9, 0.999).item()
    return next(n for n in range(1, 1000) if ratio**n <= 0.5)


# %% wrong: rounds to two digits
# fails leak_share: Not rounded, please
# fails leak_ends: expected 0.25
def leak(states: Tensor) -> float:
    return round((states[1] / states[0]).item(), 2)


# %% wrong: takes a share for something between 0 and 1
# fails leak_ends: this memory grows
def leak(states: Tensor) -> float:
    return min(1.0, (states[1] / states[0]).item())


# %% wrong: logarithms, which a negative memory has not
# fails leak_share: the sign of the memory says nothing
# fails leak_ends: is nan, expected 1
def leak(states: Tensor) -> float:
    return (states[1].log() - states[0].log()).exp().item()


# %% wrong: divides the recording in place
# fails leak_share: states after the call
def leak(states: Tensor) -> float:
    states /= states[0].clone()
    return states[1].item()


# %% wrong: leaves out what is not a number, then takes the mean
# fails leak_ends: After the second state nothing is left to measure
def leak(states: Tensor) -> float:
    return (states[1:] / states[:-1]).nanmean().item()


# %% wrong: all ratios instead of one
# fails leak_share: of type list, expected a number
# fails leak_ends: of type list
def leak(states: Tensor) -> float:
    return (states[1:] / states[:-1]).tolist()


# %% wrong: the mean difference
# fails leak_share: 8 is 0.8 of 10
# fails leak_ends: expected 0
def leak(states: Tensor) -> float:
    return states.diff().mean().item()


# %% wrong: divides by the largest state
# fails leak_share: the sign of the memory says nothing
# fails leak_ends: this memory grows
def leak(states: Tensor) -> float:
    return (states[1] / states.max()).item()


# %% wrong: adds a small number below, against a division by 0
# fails leak_share: a tiny memory leaks like a large one
# fails leak_ends: expected
def leak(states: Tensor) -> float:
    return (states[1] / (states[0] + 1e-8)).item()


# %% right: with Python's numbers
def leak(states: Tensor) -> float:
    first, second, *_ = states.tolist()
    return second / first


# %% right: a number in a tensor
def leak(states: Tensor) -> float:
    return states[1] / states[0]


# %% right: the first of all ratios
def leak(states: Tensor) -> float:
    return float((states[1:] / states[:-1])[0])


# %% right: the best fit to the first step, in float64
def leak(states: Tensor) -> float:
    before, after = states[:1].double(), states[1:2].double()
    return torch.linalg.lstsq(before[:, None], after[:, None]).solution.item()


# %% right: the factor that fits all steps best
def leak(states: Tensor) -> float:
    before, after = states[:-1].double(), states[1:].double()
    return ((before * after).sum() / (before**2).sum()).item()


# %% right: with NumPy
def leak(states: Tensor) -> float:
    values = states.numpy()
    return values[1] / values[0]


# %% right: the first ratio that a loop finds
def leak(states: Tensor) -> float:
    for before, after in zip(states, states[1:]):
        return float(after) / float(before)


# %% wrong: one too many: counts inputs, or the hand-over at the cut as well
# fails truncation_crossings: k hand-overs join k + 1 inputs
# fails truncation_none: is 4, expected 3
def truncation(norms: Tensor) -> int | None:
    reached = int((norms != 0).sum())
    return reached if reached < len(norms) else None


# %% wrong: counts the inputs that were cut off, which is the place of the first other one
# fails truncation_crossings: how many inputs were cut off
# fails truncation_none: is 1, expected 3
def truncation(norms: Tensor) -> int | None:
    return int((norms == 0).sum()) or None


# %% wrong: counts the inputs that were cut off, less one
# fails truncation_crossings: not those that have none
# fails truncation_none: is 0, expected 3
def truncation(norms: Tensor) -> int | None:
    return int((norms == 0).sum()) - 1 if (norms == 0).any() else None


# %% wrong: counts one too few
# fails truncation_crossings: That is one too few
# fails truncation_none: is 2, expected 3
def truncation(norms: Tensor) -> int | None:
    reached = int((norms != 0).sum())
    return reached - 2 if reached < len(norms) else None


# %% wrong: takes 0 for None
# fails truncation_crossings: That is 0, not None
def truncation(norms: Tensor) -> int | None:
    reached = int((norms != 0).sum())
    return (reached - 1 or None) if reached < len(norms) else None


# %% wrong: takes a tiny gradient for none
# fails truncation_none: this gradient vanished, nobody cut it
def truncation(norms: Tensor) -> int | None:
    reached = int((norms > 1e-8).sum())
    return reached - 1 if reached < len(norms) else None


# %% wrong: takes a tiny gradient for none
# fails truncation_none: this gradient vanished, nobody cut it
def truncation(norms: Tensor) -> int | None:
    zeros = int(torch.isclose(norms, torch.zeros_like(norms)).sum())
    return len(norms) - zeros - 1 if zeros else None


# %% wrong: T - 1 crossings where nothing was cut
# fails truncation_none: is 2, expected None
def truncation(norms: Tensor) -> int | None:
    return int((norms != 0).sum()) - 1


# %% wrong: counts the inputs that were cut off, which is the place of the first other one
# fails truncation_crossings: how many inputs were cut off
# fails truncation_none: is 1, expected 3
def truncation(norms: Tensor) -> int | None:
    first = norms.tolist().index(next(n for n in norms.tolist() if n != 0))
    return first or None


# %% wrong: one too many: counts inputs, or the hand-over at the cut as well
# fails truncation_crossings: k hand-overs join k + 1 inputs
# fails truncation_none: is 4, expected 3
def truncation(norms: Tensor) -> int | None:
    zeros = (norms.flip(0) == 0).tolist()
    return zeros.index(True) if any(zeros) else None


# %% wrong: returns the crossings as a word
# fails truncation_crossings: of type str, expected a number
# fails truncation_none: of type str
def truncation(norms: Tensor) -> int | None:
    reached = int((norms != 0).sum())
    return str(reached - 1) if reached < len(norms) else None


# %% wrong: returns 0 where nothing was cut
# fails truncation_none: is 0, expected None
def truncation(norms: Tensor) -> int | None:
    zeros = norms.tolist().count(0)
    return len(norms) - zeros - 1 if zeros else 0


# %% wrong: returns None as a word
# fails truncation_none: is 'None', expected None
def truncation(norms: Tensor) -> int | None:
    reached = int((norms != 0).sum())
    return reached - 1 if reached < len(norms) else "None"


# %% wrong: takes a tiny gradient for none
# fails truncation_none: nobody cut it
def truncation(norms: Tensor) -> int | None:
    zeros = int((norms.round(decimals=6) == 0).sum())
    return len(norms) - zeros - 1 if zeros else None


# %% wrong: gives the crossings as a float
# fails truncation_crossings: a float, expected an int
def truncation(norms: Tensor) -> int | None:
    reached = (norms != 0).sum().item()
    return reached - 1.0 if reached < len(norms) else None


# %% wrong: lengths as shares of the last
# fails truncation_none: Only their ratio would be stored as 0
def truncation(norms: Tensor) -> int | None:
    reached = int((norms / norms[-1] != 0).sum())
    return reached - 1 if reached < len(norms) else None


# %% right: walks back from the end
def truncation(norms: Tensor) -> int | None:
    crossings = 0
    for norm in reversed(norms.tolist()[:-1]):
        if norm == 0:
            return crossings
        crossings += 1
    return None


# %% right: the place of the first that is not zero
def truncation(norms: Tensor) -> int | None:
    first = int(norms.nonzero()[0])
    return None if first == 0 else len(norms) - 1 - first


# %% right: as a tensor without dimensions
def truncation(norms: Tensor) -> int | None:
    if norms[0] != 0:
        return None
    return torch.count_nonzero(norms) - 1


# %% right: with recursion
def truncation(norms: Tensor) -> int | None:
    if norms[0] != 0:
        return None
    rest = norms[1:]
    return len(rest) - 1 if rest[0] != 0 else truncation(rest)


# %% right: counts zeros in a list
def truncation(norms: Tensor) -> int | None:
    zeros = norms.tolist().count(0.0)
    return None if not zeros else len(norms) - zeros - 1


# %% wrong: looks at the input's matrix
# fails cell_kind_rows: is None, expected 'rnn'
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    rows, columns = shapes[0]
    return {1: "rnn", 3: "gru", 4: "lstm"}.get(rows // columns)


# %% wrong: takes D for H
# fails cell_kind_rows: only W_hh tells H
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    ratio = shapes[1][0] / shapes[0][1]
    return "rnn" if ratio < 2 else "gru" if ratio < 2.9 else "lstm"


# %% wrong: divides by the largest size it finds
# fails cell_kind_rows: is 'gru', expected 'rnn'. Rows of W_hh
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    return {1: "rnn", 3: "gru", 4: "lstm"}.get(max(shapes[0]) // min(shapes[1]), "rnn")


# %% wrong: takes three times H for an LSTM
# fails cell_kind_rows: is 'lstm', expected 'gru'
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    return {1: "rnn", 3: "lstm", 4: "gru"}[shapes[1][0] // shapes[1][1]]


# %% wrong: needs the bias
# fails cell_kind_rows: not enough values to unpack
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    _, weights, bias = shapes[:3]
    return {1: "rnn", 3: "gru", 4: "lstm"}[bias[0] // weights[1]]


# %% wrong: takes the last shapes for the layer's
# fails cell_kind_rows: tuple index out of range
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    H = shapes[-3][1] if len(shapes) > 2 else shapes[1][1]
    return {1: "rnn", 3: "gru", 4: "lstm"}[shapes[-1][0] // H]


# %% wrong: counts all parameters
# fails cell_kind_rows: There may be no bias, or an output layer
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    total = sum(rows * (columns[0] if columns else 1) for rows, *columns in shapes)
    H, D = shapes[1][1], shapes[0][1]
    return {1: "rnn", 3: "gru", 4: "lstm"}.get(total // (H * (H + D + 2)))


# %% wrong: asks by which number the rows can be divided
# fails cell_kind_rows: W_hh has 3 rows and 3 columns
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    rows = shapes[1][0]
    return "lstm" if rows % 4 == 0 else "gru" if rows % 3 == 0 else "rnn"


# %% wrong: writes the name in capitals
# fails cell_kind_rows: is 'RNN', expected 'rnn'
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    return {1: "RNN", 3: "GRU", 4: "LSTM"}[shapes[1][0] // shapes[1][1]]


# %% wrong: the number of sums instead of the name
# fails cell_kind_rows: is 1, expected 'rnn'
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    return shapes[1][0] // shapes[1][1]


# %% wrong: returns the layer with its prefix
# fails cell_kind_rows: is 'nn.RNN', expected 'rnn'
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    return {1: "nn.RNN", 3: "nn.GRU", 4: "nn.LSTM"}[shapes[1][0] // shapes[1][1]]


# %% wrong: takes every square matrix for a plain layer
# fails cell_kind_rows: only W_hh tells H
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    if shapes[0][0] == shapes[0][1]:
        return "rnn"
    return {1: "rnn", 3: "gru", 4: "lstm"}[shapes[1][0] // shapes[1][1]]


# %% wrong: takes three times H for an LSTM
# fails cell_kind_rows: is 'lstm', expected 'gru'
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    return {1: "rnn", 2: "gru", 3: "lstm"}.get(shapes[1][0] // shapes[1][1])


# %% wrong: takes one unit for a plain layer
# fails cell_kind_rows: is 'rnn', expected 'lstm'
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    rows, H = shapes[1]
    return "rnn" if H in (1, rows) else "gru" if rows == 3 * H else "lstm"


# %% right: with questions
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    rows, units = shapes[1]
    if rows == units:
        return "rnn"
    if rows == 3 * units:
        return "gru"
    return "lstm"


# %% right: compares with layers of torch
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    D, H = shapes[0][1], shapes[1][1]
    for layer in (nn.RNN, nn.GRU, nn.LSTM):
        if layer(D, H).weight_hh_l0.shape == tuple(shapes[1]):
            return layer.__name__.lower()


# %% right: rows of the input's matrix, columns of the other
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    (rows, _), (_, units), *_ = shapes
    return [None, "rnn", None, "gru", "lstm"][int(rows / units)]


# %% right: a loop over names and numbers
def cell_kind(shapes: list[tuple[int, ...]]) -> str:
    sums = shapes[1][0] / shapes[1][1]
    for name, number in (("rnn", 1), ("gru", 3), ("lstm", 4)):
        if sums == number:
            return name


# %% wrong: misses the cut: it looks for zeros too late, or at the other end
# fails diagnose_truncated: ask for zeros first
def diagnose(norms: Tensor) -> str:
    ratio = norms[0] / norms[-1]
    if ratio < 1e-3:
        return "vanishing"
    if ratio > 1e3:
        return "exploding"
    return "truncated" if (norms == 0).any() else "steady"


# %% wrong: divides the last by the first
# fails diagnose_ratio: Compare the first with the last
# fails diagnose_truncated: is 'exploding', expected 'vanishing'
def diagnose(norms: Tensor) -> str:
    if (norms == 0).any():
        return "truncated"
    ratio = norms[-1] / norms[0]
    if ratio < 1e-3:
        return "vanishing"
    return "exploding" if ratio > 1e3 else "steady"


# %% wrong: looks at the first length alone
# fails diagnose_ratio: Only the ratio counts
def diagnose(norms: Tensor) -> str:
    if (norms == 0).any():
        return "truncated"
    if norms[0] < 1e-3:
        return "vanishing"
    return "exploding" if norms[0] > 1e3 else "steady"


# %% wrong: compares the least with the largest
# fails diagnose_ratio: Compare the first with the last
def diagnose(norms: Tensor) -> str:
    if (norms == 0).any():
        return "truncated"
    if norms.min() / norms.max() > 1e-3:
        return "steady"
    return "vanishing" if norms.argmin() < norms.argmax() else "exploding"


# %% wrong: asks whether neighbours grow or shrink
# fails diagnose_ratio: Compare the first with the last
# fails diagnose_truncated: expected
def diagnose(norms: Tensor) -> str:
    if (norms == 0).any():
        return "truncated"
    if (norms[:-1] < norms[1:]).all():
        return "vanishing"
    return "exploding" if (norms[:-1] > norms[1:]).all() else "steady"


# %% wrong: takes tiny for zero
# fails diagnose_ratio: Only the ratio counts
# fails diagnose_truncated: nobody cut this gradient
def diagnose(norms: Tensor) -> str:
    if (norms < 1e-8).any():
        return "truncated"
    ratio = norms[0] / norms[-1]
    if ratio < 1e-3:
        return "vanishing"
    return "exploding" if ratio > 1e3 else "steady"


# %% wrong: takes limits that are nearer to 1 than those asked for
# fails diagnose_ratio: diagnose of 0.0011, 0.5, 1 is 'vanishing', expected 'steady'
def diagnose(norms: Tensor) -> str:
    if (norms == 0).any():
        return "truncated"
    ratio = norms[0] / norms[-1]
    if ratio < 1e-2:
        return "vanishing"
    return "exploding" if ratio > 1e2 else "steady"


# %% wrong: never says exploding
# fails diagnose_ratio: is 'steady', expected 'exploding'
# fails diagnose_truncated: is 'steady', expected 'exploding'
def diagnose(norms: Tensor) -> str:
    if (norms == 0).any():
        return "truncated"
    return "vanishing" if norms[0] / norms[-1] < 1e-3 else "steady"


# %% wrong: a difference instead of a ratio
# fails diagnose_ratio: diagnose of 1e-05, 0.01, 1 is 'steady'
# fails diagnose_truncated: is 'steady', expected 'vanishing'
def diagnose(norms: Tensor) -> str:
    if (norms == 0).any():
        return "truncated"
    gap = norms[0] - norms[-1]
    if gap < -1e3:
        return "vanishing"
    return "exploding" if gap > 1e3 else "steady"


# %% wrong: misses the cut: it looks for zeros too late, or at the other end
# fails diagnose_truncated: somebody cut this gradient
def diagnose(norms: Tensor) -> str:
    if norms[-1] == 0:
        return "truncated"
    ratio = norms[0] / norms[-1]
    if ratio < 1e-3:
        return "vanishing"
    return "exploding" if ratio > 1e3 else "steady"


# %% wrong: asks the ratio for a zero
# fails diagnose_truncated: ask the lengths for zeros, not the ratio
def diagnose(norms: Tensor) -> str:
    ratio = norms[0] / norms[-1]
    if ratio == 0:
        return "truncated"
    if ratio < 1e-3:
        return "vanishing"
    return "exploding" if ratio > 1e3 else "steady"


# %% wrong: compares the first length with the second
# fails diagnose_ratio: Compare the first with the last
# fails diagnose_truncated: is 'steady', expected
def diagnose(norms: Tensor) -> str:
    if (norms == 0).any():
        return "truncated"
    ratio = norms[0] / norms[min(1, len(norms) - 1)]
    if ratio < 1e-3:
        return "vanishing"
    return "exploding" if ratio > 1e3 else "steady"


# %% wrong: answers with words of its own
# fails diagnose_ratio: is 'vanished', expected 'vanishing'
# fails diagnose_truncated: is 'cut'
def diagnose(norms: Tensor) -> str:
    if (norms == 0).any():
        return "cut"
    ratio = norms[0] / norms[-1]
    if ratio < 1e-3:
        return "vanished"
    return "exploded" if ratio > 1e3 else "stable"


# %% wrong: takes limits that are nearer to 1 than those asked for
# fails diagnose_ratio: diagnose of 0.0011, 0.5, 1 is 'vanishing', expected 'steady'
def diagnose(norms: Tensor) -> str:
    if (norms == 0).any():
        return "truncated"
    power = (norms[0] / norms[-1]).log()
    return "vanishing" if power < -3 else "exploding" if power > 3 else "steady"


# %% wrong: compares the longest with the last
# fails diagnose_ratio: whatever lies between
def diagnose(norms: Tensor) -> str:
    if (norms == 0).any():
        return "truncated"
    if norms[0] / norms[-1] < 1e-3:
        return "vanishing"
    return "exploding" if norms.max() / norms[-1] > 1e3 else "steady"


# %% wrong: asks the product of all lengths for a zero
# fails diagnose_truncated: No length is 0
def diagnose(norms: Tensor) -> str:
    if norms.prod() == 0:
        return "truncated"
    ratio = norms[0] / norms[-1]
    return "vanishing" if ratio < 1e-3 else "exploding" if ratio > 1e3 else "steady"


# %% wrong: takes a limit itself for vanishing or exploding
# fails diagnose_ratio: 1000 not more than 1000
def diagnose(norms: Tensor) -> str:
    if (norms == 0).any():
        return "truncated"
    ratio = norms[0] / norms[-1]
    return "vanishing" if ratio <= 1e-3 else "exploding" if ratio >= 1e3 else "steady"


# %% wrong: takes exactly 1000 for exploding
# fails diagnose_ratio: 1000 not more than 1000
def diagnose(norms: Tensor) -> str:
    if (norms == 0).any():
        return "truncated"
    ratio = norms[0] / norms[-1]
    return "vanishing" if ratio < 1e-3 else "exploding" if ratio >= 1e3 else "steady"


# %% wrong: takes a limit itself for vanishing or exploding
# fails diagnose_ratio: 0.001 itself is not less than 0.001
def diagnose(norms: Tensor) -> str:
    values = norms.numpy()
    if 0 in values:
        return "truncated"
    above = [values[0] / values[-1] > limit for limit in (1e-3, 1e3)]
    return ["vanishing", "steady", "exploding"][sum(above)]


# %% right: with logarithms
def diagnose(norms: Tensor) -> str:
    if 0 in norms.tolist():
        return "truncated"
    powers = norms[0].double().log10() - norms[-1].double().log10()
    return "vanishing" if powers < -3 else "exploding" if powers > 3 else "steady"


# %% right: without a division
def diagnose(norms: Tensor) -> str:
    first, last = norms[0].item(), norms[-1].item()
    if norms.min() == 0:
        return "truncated"
    if first < 0.001 * last:
        return "vanishing"
    if first > 1000 * last:
        return "exploding"
    return "steady"


# %% right: asks the first length for a zero
def diagnose(norms: Tensor) -> str:
    if norms[0] == 0:
        return "truncated"
    ratio = (norms[0] / norms[-1]).item()
    verdicts = [(ratio < 1e-3, "vanishing"), (ratio > 1e3, "exploding"), (True, "steady")]
    return next(verdict for fits, verdict in verdicts if fits)


# %% right: asks whether all of them are true
def diagnose(norms: Tensor) -> str:
    if not norms.all():
        return "truncated"
    ratio = float(norms[0]) / float(norms[-1])
    return "exploding" if ratio > 1000 else "vanishing" if ratio < 0.001 else "steady"


# %% right: with NumPy
def diagnose(norms: Tensor) -> str:
    values = norms.numpy()
    if 0 in values:
        return "truncated"
    ratio = values[0] / values[-1]
    return ["vanishing", "steady", "exploding"][int(ratio >= 1e-3) + int(ratio > 1e3)]


# %% same: no length is below 0, zeros come first, the last is none of them, and no more than T have one
# truncation: reached = int((norms > 0).sum())
# truncation: return reached - 1 if reached != len(norms) else None
# truncation: return None if not norms.any() else reached - 1 if reached < len(norms) else None
# diagnose: if (norms <= 0).any():
# diagnose: return None if not norms.any() else 'exploding' if ratio > 1000.0 else 'steady'
# diagnose: return None if not norms.any() else 'truncated'
# diagnose: return None if not norms.any() else 'vanishing'
# diagnose: if (norms[:1].expand_as(norms) == 0).any():


# %% same: the first state, or length, is the first, and it is not 0; a list of shapes is not empty
# leak: return None if not states.any() else (states[1] / states[0]).item()
# leak: return (states[1] / states[:1].expand_as(states)[0]).item()
# cell_kind: return None if not shapes else {1: 'rnn', 3: 'gru', 4: 'lstm'}[rows // H]
# diagnose: ratio = norms[:1].expand_as(norms)[0] / norms[-1]


# %% same: rows are a whole multiple of H, and 3.0 finds what 3 finds
# cell_kind: return {1: 'rnn', 3: 'gru', 4: 'lstm'}[rows / H]


# %% same: one number has no size to lose
# diagnose: ratio = (norms[0] / norms[-1]).squeeze()
