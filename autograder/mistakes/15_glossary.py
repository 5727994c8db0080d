"""Known answers to the exercises of 15: the mistakes that students make, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer

MISTAKES = [
    Mistake(
        exercise="leak",
        name="what is lost instead of what stays",
        body="""
            return 1 - (states[1] / states[0]).item()
        """,
        fails={"leak_share": "That is what is lost at each step", "leak_ends": "expected 0. Nothing stays"},
    ),
    Mistake(
        exercise="leak",
        name="divides the wrong way round",
        body="""
            return (states[0] / states[1]).item()
        """,
        fails={"leak_share": "The wrong way round", "leak_ends": "Do not divide by a state that is 0"},
    ),
    Mistake(
        exercise="leak",
        name="a difference instead of a share",
        body="""
            return (states[0] - states[1]).item()
        """,
        fails={"leak_share": "a leak takes a share, so divide", "leak_ends": "is 5, expected 0"},
    ),
    Mistake(
        exercise="leak",
        name="the last state divided by the first",
        body="""
            return (states[-1] / states[0]).item()
        """,
        fails={"leak_share": "after all three steps", "leak_ends": "is 2.25, expected 1.5"},
    ),
    Mistake(
        exercise="leak",
        name="the last two states",
        body="""
            return (states[-1] / states[-2]).item()
        """,
        fails={"leak_ends": "is nan, expected 0"},
    ),
    Mistake(
        exercise="leak",
        name="the mean of all ratios",
        body="""
            return (states[1:] / states[:-1]).mean().item()
        """,
        fails={"leak_ends": "is nan, expected 0"},
    ),
    Mistake(
        exercise="leak",
        name="the root of the whole decay, which underflows",
        body="""
            return ((states[-1] / states[0]) ** (1 / (len(states) - 1))).item()
        """,
        fails={"leak_ends": "After the second state nothing is left to measure"},
    ),
    Mistake(
        exercise="leak",
        name="the root counts states instead of steps",
        body="""
            return ((states[-1] / states[0]) ** (1 / len(states))).item()
        """,
        fails={"leak_share": "the root is one too high", "leak_ends": "expected 1.5"},
    ),
    Mistake(
        exercise="leak",
        name="a half-life instead of a share",
        body="""
            ratio = (states[1] / states[0]).abs().clamp(1e-9, 0.999).item()
            return next(n for n in range(1, 1000) if ratio**n <= 0.5)
        """,
        fails={"leak_share": "is 4, expected 0.8", "leak_ends": "is 1, expected 0"},
    ),
    Mistake(
        exercise="leak",
        name="rounds to two digits",
        body="""
            return round((states[1] / states[0]).item(), 2)
        """,
        fails={"leak_share": "Not rounded, please", "leak_ends": "expected 0.25"},
    ),
    Mistake(
        exercise="leak",
        name="takes a share for something between 0 and 1",
        body="""
            return min(1.0, (states[1] / states[0]).item())
        """,
        fails={"leak_ends": "this memory grows"},
    ),
    Mistake(
        exercise="leak",
        name="logarithms, which a negative memory has not",
        body="""
            return (states[1].log() - states[0].log()).exp().item()
        """,
        fails={"leak_share": "the sign of the memory says nothing", "leak_ends": "is nan, expected 1"},
    ),
    Mistake(
        exercise="leak",
        name="divides the recording in place",
        body="""
            states /= states[0].clone()
            return states[1].item()
        """,
        fails={"leak_share": "states after the call"},
    ),
    Mistake(
        exercise="leak",
        name="leaves out what is not a number, then takes the mean",
        body="""
            return (states[1:] / states[:-1]).nanmean().item()
        """,
        fails={"leak_ends": "After the second state nothing is left to measure"},
    ),
    Mistake(
        exercise="leak",
        name="all ratios instead of one",
        body="""
            return (states[1:] / states[:-1]).tolist()
        """,
        fails={"leak_share": "of type list, expected a number", "leak_ends": "of type list"},
    ),
    Mistake(
        exercise="leak",
        name="the mean difference",
        body="""
            return states.diff().mean().item()
        """,
        fails={"leak_share": "8 is 0.8 of 10", "leak_ends": "expected 0"},
    ),
    Mistake(
        exercise="leak",
        name="divides by the largest state",
        body="""
            return (states[1] / states.max()).item()
        """,
        fails={"leak_share": "the sign of the memory says nothing", "leak_ends": "this memory grows"},
    ),
    Mistake(
        exercise="truncation",
        name="counts inputs instead of hand-overs",
        body="""
            reached = int((norms != 0).sum())
            return reached if reached < len(norms) else None
        """,
        fails={"truncation_crossings": "k hand-overs join k + 1 inputs", "truncation_none": "is 4, expected 3"},
    ),
    Mistake(
        exercise="truncation",
        name="counts the inputs that were cut off",
        body="""
            return int((norms == 0).sum()) or None
        """,
        fails={"truncation_crossings": "how many inputs were cut off", "truncation_none": "is 1, expected 3"},
    ),
    Mistake(
        exercise="truncation",
        name="counts the inputs that were cut off, less one",
        body="""
            return int((norms == 0).sum()) - 1 if (norms == 0).any() else None
        """,
        fails={"truncation_crossings": "not those that have none", "truncation_none": "is 0, expected 3"},
    ),
    Mistake(
        exercise="truncation",
        name="counts one too few",
        body="""
            reached = int((norms != 0).sum())
            return reached - 2 if reached < len(norms) else None
        """,
        fails={"truncation_crossings": "That is one too few", "truncation_none": "is 2, expected 3"},
    ),
    Mistake(
        exercise="truncation",
        name="takes 0 for None",
        body="""
            reached = int((norms != 0).sum())
            return (reached - 1 or None) if reached < len(norms) else None
        """,
        fails={"truncation_crossings": "That is 0, not None"},
    ),
    Mistake(
        exercise="truncation",
        name="takes tiny for zero",
        body="""
            reached = int((norms > 1e-8).sum())
            return reached - 1 if reached < len(norms) else None
        """,
        fails={"truncation_none": "this gradient vanished, nobody cut it"},
    ),
    Mistake(
        exercise="truncation",
        name="compares with torch.isclose",
        body="""
            zeros = int(torch.isclose(norms, torch.zeros_like(norms)).sum())
            return len(norms) - zeros - 1 if zeros else None
        """,
        fails={"truncation_none": "this gradient vanished, nobody cut it"},
    ),
    Mistake(
        exercise="truncation",
        name="T - 1 crossings where nothing was cut",
        body="""
            return int((norms != 0).sum()) - 1
        """,
        fails={"truncation_none": "is 2, expected None"},
    ),
    Mistake(
        exercise="truncation",
        name="the place of the first input with a gradient",
        body="""
            first = norms.tolist().index(next(n for n in norms.tolist() if n != 0))
            return first or None
        """,
        fails={"truncation_crossings": "how many inputs were cut off", "truncation_none": "is 1, expected 3"},
    ),
    Mistake(
        exercise="truncation",
        name="looks for the cut at the end",
        body="""
            zeros = (norms.flip(0) == 0).tolist()
            return zeros.index(True) if any(zeros) else None
        """,
        fails={"truncation_crossings": "k hand-overs join k + 1 inputs", "truncation_none": "is 4, expected 3"},
    ),
    Mistake(
        exercise="truncation",
        name="returns the crossings as a word",
        body="""
            reached = int((norms != 0).sum())
            return str(reached - 1) if reached < len(norms) else None
        """,
        fails={"truncation_crossings": "of type str, expected a number", "truncation_none": "of type str"},
    ),
    Mistake(
        exercise="truncation",
        name="returns 0 where nothing was cut",
        body="""
            zeros = norms.tolist().count(0)
            return len(norms) - zeros - 1 if zeros else 0
        """,
        fails={"truncation_none": "is 0, expected None"},
    ),
    Mistake(
        exercise="truncation",
        name="returns None as a word",
        body="""
            reached = int((norms != 0).sum())
            return reached - 1 if reached < len(norms) else "None"
        """,
        fails={"truncation_none": "is 'None', expected None"},
    ),
    Mistake(
        exercise="truncation",
        name="rounds the lengths first",
        body="""
            zeros = int((norms.round(decimals=6) == 0).sum())
            return len(norms) - zeros - 1 if zeros else None
        """,
        fails={"truncation_none": "nobody cut it"},
    ),
    Mistake(
        exercise="cell_kind",
        name="looks at the input's matrix",
        body="""
            rows, columns = shapes[0]
            return {1: "rnn", 3: "gru", 4: "lstm"}.get(rows // columns)
        """,
        fails={"cell_kind_rows": "is None, expected 'rnn'"},
    ),
    Mistake(
        exercise="cell_kind",
        name="takes D for H",
        body="""
            ratio = shapes[1][0] / shapes[0][1]
            return "rnn" if ratio < 2 else "gru" if ratio < 2.9 else "lstm"
        """,
        fails={"cell_kind_rows": "only W_hh tells H"},
    ),
    Mistake(
        exercise="cell_kind",
        name="divides by the largest size it finds",
        body="""
            return {1: "rnn", 3: "gru", 4: "lstm"}.get(max(shapes[0]) // min(shapes[1]), "rnn")
        """,
        fails={"cell_kind_rows": "is 'gru', expected 'rnn'. Rows of W_hh"},
    ),
    Mistake(
        exercise="cell_kind",
        name="has GRU and LSTM the wrong way round",
        body="""
            return {1: "rnn", 3: "lstm", 4: "gru"}[shapes[1][0] // shapes[1][1]]
        """,
        fails={"cell_kind_rows": "is 'lstm', expected 'gru'"},
    ),
    Mistake(
        exercise="cell_kind",
        name="needs the bias",
        body="""
            return {1: "rnn", 3: "gru", 4: "lstm"}[shapes[2][0] // shapes[1][1]]
        """,
        fails={"cell_kind_rows": "list index out of range"},
    ),
    Mistake(
        exercise="cell_kind",
        name="takes the last shapes for the layer's",
        body="""
            H = shapes[-3][1] if len(shapes) > 2 else shapes[1][1]
            return {1: "rnn", 3: "gru", 4: "lstm"}[shapes[-1][0] // H]
        """,
        fails={"cell_kind_rows": "tuple index out of range"},
    ),
    Mistake(
        exercise="cell_kind",
        name="counts all parameters",
        body="""
            total = sum(rows * (columns[0] if columns else 1) for rows, *columns in shapes)
            H, D = shapes[1][1], shapes[0][1]
            return {1: "rnn", 3: "gru", 4: "lstm"}.get(total // (H * (H + D + 2)))
        """,
        fails={"cell_kind_rows": "There may be no bias, or an output layer"},
    ),
    Mistake(
        exercise="cell_kind",
        name="asks by which number the rows can be divided",
        body="""
            rows = shapes[1][0]
            return "lstm" if rows % 4 == 0 else "gru" if rows % 3 == 0 else "rnn"
        """,
        fails={"cell_kind_rows": "W_hh has 3 rows and 3 columns"},
    ),
    Mistake(
        exercise="cell_kind",
        name="writes the name in capitals",
        body="""
            return {1: "RNN", 3: "GRU", 4: "LSTM"}[shapes[1][0] // shapes[1][1]]
        """,
        fails={"cell_kind_rows": "is 'RNN', expected 'rnn'"},
    ),
    Mistake(
        exercise="cell_kind",
        name="the number of sums instead of the name",
        body="""
            return shapes[1][0] // shapes[1][1]
        """,
        fails={"cell_kind_rows": "is 1, expected 'rnn'"},
    ),
    Mistake(
        exercise="cell_kind",
        name="returns the layer with its prefix",
        body="""
            return {1: "nn.RNN", 3: "nn.GRU", 4: "nn.LSTM"}[shapes[1][0] // shapes[1][1]]
        """,
        fails={"cell_kind_rows": "is 'nn.RNN', expected 'rnn'"},
    ),
    Mistake(
        exercise="cell_kind",
        name="takes every square matrix for a plain layer",
        body="""
            if shapes[0][0] == shapes[0][1]:
                return "rnn"
            return {1: "rnn", 3: "gru", 4: "lstm"}[shapes[1][0] // shapes[1][1]]
        """,
        fails={"cell_kind_rows": "only W_hh tells H"},
    ),
    Mistake(
        exercise="cell_kind",
        name="two sums for a GRU, three for an LSTM",
        body="""
            return {1: "rnn", 2: "gru", 3: "lstm"}.get(shapes[1][0] // shapes[1][1])
        """,
        fails={"cell_kind_rows": "is 'lstm', expected 'gru'"},
    ),
    Mistake(
        exercise="diagnose",
        name="asks for zeros last",
        body="""
            ratio = norms[0] / norms[-1]
            if ratio < 1e-3:
                return "vanishing"
            if ratio > 1e3:
                return "exploding"
            return "truncated" if (norms == 0).any() else "steady"
        """,
        fails={"diagnose_truncated": "ask for zeros first"},
    ),
    Mistake(
        exercise="diagnose",
        name="divides the last by the first",
        body="""
            if (norms == 0).any():
                return "truncated"
            ratio = norms[-1] / norms[0]
            if ratio < 1e-3:
                return "vanishing"
            return "exploding" if ratio > 1e3 else "steady"
        """,
        fails={
            "diagnose_ratio": "The way back runs from the last input to the first",
            "diagnose_truncated": "is 'exploding', expected 'vanishing'",
        },
    ),
    Mistake(
        exercise="diagnose",
        name="looks at the first length alone",
        body="""
            if (norms == 0).any():
                return "truncated"
            if norms[0] < 1e-3:
                return "vanishing"
            return "exploding" if norms[0] > 1e3 else "steady"
        """,
        fails={"diagnose_ratio": "Only the ratio counts"},
    ),
    Mistake(
        exercise="diagnose",
        name="compares the least with the largest",
        body="""
            if (norms == 0).any():
                return "truncated"
            if norms.min() / norms.max() > 1e-3:
                return "steady"
            return "vanishing" if norms.argmin() < norms.argmax() else "exploding"
        """,
        fails={"diagnose_ratio": "a dip is no end"},
    ),
    Mistake(
        exercise="diagnose",
        name="asks whether neighbours grow or shrink",
        body="""
            if (norms == 0).any():
                return "truncated"
            if (norms[:-1] < norms[1:]).all():
                return "vanishing"
            return "exploding" if (norms[:-1] > norms[1:]).all() else "steady"
        """,
        fails={"diagnose_ratio": "The way back runs", "diagnose_truncated": "expected"},
    ),
    Mistake(
        exercise="diagnose",
        name="takes tiny for zero",
        body="""
            if (norms < 1e-8).any():
                return "truncated"
            ratio = norms[0] / norms[-1]
            if ratio < 1e-3:
                return "vanishing"
            return "exploding" if ratio > 1e3 else "steady"
        """,
        fails={"diagnose_ratio": "Only the ratio counts", "diagnose_truncated": "nobody cut this gradient"},
    ),
    Mistake(
        exercise="diagnose",
        name="takes a hundredth and a hundred for the limits",
        body="""
            if (norms == 0).any():
                return "truncated"
            ratio = norms[0] / norms[-1]
            if ratio < 1e-2:
                return "vanishing"
            return "exploding" if ratio > 1e2 else "steady"
        """,
        fails={"diagnose_ratio": "diagnose of 0.0011, 0.5, 1 is 'vanishing', expected 'steady'"},
    ),
    Mistake(
        exercise="diagnose",
        name="never says exploding",
        body="""
            if (norms == 0).any():
                return "truncated"
            return "vanishing" if norms[0] / norms[-1] < 1e-3 else "steady"
        """,
        fails={
            "diagnose_ratio": "is 'steady', expected 'exploding'",
            "diagnose_truncated": "is 'steady', expected 'exploding'",
        },
    ),
    Mistake(
        exercise="diagnose",
        name="a difference instead of a ratio",
        body="""
            if (norms == 0).any():
                return "truncated"
            gap = norms[0] - norms[-1]
            if gap < -1e3:
                return "vanishing"
            return "exploding" if gap > 1e3 else "steady"
        """,
        fails={
            "diagnose_ratio": "diagnose of 1e-05, 0.01, 1 is 'steady'",
            "diagnose_truncated": "is 'steady', expected 'vanishing'",
        },
    ),
    Mistake(
        exercise="diagnose",
        name="takes zeros at the end for the cut",
        body="""
            if norms[-1] == 0:
                return "truncated"
            ratio = norms[0] / norms[-1]
            if ratio < 1e-3:
                return "vanishing"
            return "exploding" if ratio > 1e3 else "steady"
        """,
        fails={"diagnose_truncated": "somebody cut this gradient"},
    ),
    Mistake(
        exercise="diagnose",
        name="asks the ratio for a zero",
        body="""
            ratio = norms[0] / norms[-1]
            if ratio == 0:
                return "truncated"
            if ratio < 1e-3:
                return "vanishing"
            return "exploding" if ratio > 1e3 else "steady"
        """,
        fails={"diagnose_truncated": "ask the lengths for zeros, not the ratio"},
    ),
    Mistake(
        exercise="diagnose",
        name="compares the first length with the second",
        body="""
            if (norms == 0).any():
                return "truncated"
            ratio = norms[0] / norms[min(1, len(norms) - 1)]
            if ratio < 1e-3:
                return "vanishing"
            return "exploding" if ratio > 1e3 else "steady"
        """,
        fails={"diagnose_ratio": "compare the first with the last", "diagnose_truncated": "is 'steady', expected"},
    ),
    Mistake(
        exercise="diagnose",
        name="answers with words of its own",
        body="""
            if (norms == 0).any():
                return "cut"
            ratio = norms[0] / norms[-1]
            if ratio < 1e-3:
                return "vanished"
            return "exploded" if ratio > 1e3 else "stable"
        """,
        fails={"diagnose_ratio": "is 'vanished', expected 'vanishing'", "diagnose_truncated": "is 'cut'"},
    ),
    Mistake(
        exercise="diagnose",
        name="natural logarithms",
        body="""
            if (norms == 0).any():
                return "truncated"
            power = (norms[0] / norms[-1]).log()
            return "vanishing" if power < -3 else "exploding" if power > 3 else "steady"
        """,
        fails={"diagnose_ratio": "diagnose of 0.0011, 0.5, 1 is 'vanishing', expected 'steady'"},
    ),
    Mistake(
        exercise="diagnose",
        name="compares the longest with the last",
        body="""
            if (norms == 0).any():
                return "truncated"
            if norms[0] / norms[-1] < 1e-3:
                return "vanishing"
            return "exploding" if norms.max() / norms[-1] > 1e3 else "steady"
        """,
        fails={"diagnose_ratio": "whatever lies between"},
    ),
    Mistake(
        exercise="diagnose",
        name="asks the product of all lengths for a zero",
        body="""
            if norms.prod() == 0:
                return "truncated"
            ratio = norms[0] / norms[-1]
            return "vanishing" if ratio < 1e-3 else "exploding" if ratio > 1e3 else "steady"
        """,
        fails={"diagnose_truncated": "No length is 0"},
    ),
]

RIGHT_ANSWERS = [
    RightAnswer(
        exercise="leak",
        name="with Python's numbers",
        body="""
            first, second, *_ = states.tolist()
            return second / first
        """,
    ),
    RightAnswer(
        exercise="leak",
        name="a number in a tensor",
        body="""
            return states[1] / states[0]
        """,
    ),
    RightAnswer(
        exercise="leak",
        name="the first of all ratios",
        body="""
            return float((states[1:] / states[:-1])[0])
        """,
    ),
    RightAnswer(
        exercise="leak",
        name="the best fit to the first step, in float64",
        body="""
            before, after = states[:1].double(), states[1:2].double()
            return torch.linalg.lstsq(before[:, None], after[:, None]).solution.item()
        """,
    ),
    RightAnswer(
        exercise="leak",
        name="the factor that fits all steps best",
        body="""
            before, after = states[:-1].double(), states[1:].double()
            return ((before * after).sum() / (before**2).sum()).item()
        """,
    ),
    RightAnswer(
        exercise="leak",
        name="with NumPy",
        body="""
            values = states.numpy()
            return values[1] / values[0]
        """,
    ),
    RightAnswer(
        exercise="leak",
        name="the first ratio that a loop finds",
        body="""
            for before, after in zip(states, states[1:]):
                return float(after) / float(before)
        """,
    ),
    RightAnswer(
        exercise="truncation",
        name="walks back from the end",
        body="""
            crossings = 0
            for norm in reversed(norms.tolist()[:-1]):
                if norm == 0:
                    return crossings
                crossings += 1
            return None
        """,
    ),
    RightAnswer(
        exercise="truncation",
        name="the place of the first that is not zero",
        body="""
            first = int(norms.nonzero()[0])
            return None if first == 0 else len(norms) - 1 - first
        """,
    ),
    RightAnswer(
        exercise="truncation",
        name="as a tensor without dimensions",
        body="""
            if norms[0] != 0:
                return None
            return torch.count_nonzero(norms) - 1
        """,
    ),
    RightAnswer(
        exercise="truncation",
        name="with recursion",
        body="""
            if norms[0] != 0:
                return None
            rest = norms[1:]
            return len(rest) - 1 if rest[0] != 0 else truncation(rest)
        """,
    ),
    RightAnswer(
        exercise="truncation",
        name="counts zeros in a list",
        body="""
            zeros = norms.tolist().count(0.0)
            return None if not zeros else len(norms) - zeros - 1
        """,
    ),
    RightAnswer(
        exercise="cell_kind",
        name="with questions",
        body="""
            rows, units = shapes[1]
            if rows == units:
                return "rnn"
            if rows == 3 * units:
                return "gru"
            return "lstm"
        """,
    ),
    RightAnswer(
        exercise="cell_kind",
        name="compares with layers of torch",
        body="""
            D, H = shapes[0][1], shapes[1][1]
            for layer in (nn.RNN, nn.GRU, nn.LSTM):
                if layer(D, H).weight_hh_l0.shape == tuple(shapes[1]):
                    return layer.__name__.lower()
        """,
    ),
    RightAnswer(
        exercise="cell_kind",
        name="rows of the input's matrix, columns of the other",
        body="""
            (rows, _), (_, units), *_ = shapes
            return [None, "rnn", None, "gru", "lstm"][int(rows / units)]
        """,
    ),
    RightAnswer(
        exercise="cell_kind",
        name="a loop over names and numbers",
        body="""
            sums = shapes[1][0] / shapes[1][1]
            for name, number in (("rnn", 1), ("gru", 3), ("lstm", 4)):
                if sums == number:
                    return name
        """,
    ),
    RightAnswer(
        exercise="diagnose",
        name="with logarithms",
        body="""
            if 0 in norms.tolist():
                return "truncated"
            powers = norms[0].double().log10() - norms[-1].double().log10()
            return "vanishing" if powers < -3 else "exploding" if powers > 3 else "steady"
        """,
    ),
    RightAnswer(
        exercise="diagnose",
        name="without a division",
        body="""
            first, last = norms[0].item(), norms[-1].item()
            if norms.min() == 0:
                return "truncated"
            if first < 0.001 * last:
                return "vanishing"
            if first > 1000 * last:
                return "exploding"
            return "steady"
        """,
    ),
    RightAnswer(
        exercise="diagnose",
        name="asks the first length for a zero",
        body="""
            if norms[0] == 0:
                return "truncated"
            ratio = (norms[0] / norms[-1]).item()
            verdicts = [(ratio < 1e-3, "vanishing"), (ratio > 1e3, "exploding"), (True, "steady")]
            return next(verdict for fits, verdict in verdicts if fits)
        """,
    ),
    RightAnswer(
        exercise="diagnose",
        name="asks whether all of them are true",
        body="""
            if not norms.all():
                return "truncated"
            ratio = float(norms[0]) / float(norms[-1])
            return "exploding" if ratio > 1000 else "vanishing" if ratio < 0.001 else "steady"
        """,
    ),
    RightAnswer(
        exercise="diagnose",
        name="with NumPy",
        body="""
            values = norms.numpy()
            if 0 in values:
                return "truncated"
            above = [values[0] / values[-1] > limit for limit in (1e-3, 1e3)]
            return ["vanishing", "steady", "exploding"][sum(above)]
        """,
    ),
]
