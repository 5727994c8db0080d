"""Known answers to the exercises of 04: the mistakes that students make, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer

MISTAKES = [
    Mistake(
        exercise="input_gradient_norms",
        name="wipes out the inputs before the cut, in place",
        body="""
            first = 0 if crossings is None else max(len(xs) - 1 - crossings, 0)
            copy, h = xs.clone().requires_grad_(), torch.zeros_like(p["b_h"])
            for t, x in enumerate(copy):
                if t == first:
                    h = h.detach()
                h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
            logits = p["W_hy"] @ h + p["b_y"]
            loss = nn.functional.cross_entropy(logits[None], torch.tensor([target]))
            lengths = torch.autograd.grad(loss, copy)[0].norm(dim=1)
            xs[:first] = 0
            return lengths
        """,
        fails={"norms_last": "xs after the call", "norms_cut": "xs after the call"},
    ),
    Mistake(
        exercise="count_parameters",
        name="counts two biases for the hidden layer, as nn.RNN has them",
        body="""
            return H * D + H * H + 2 * H + V * H + V
        """,
        fails={"count_parameters_total": "b_h was counted twice"},
    ),
    Mistake(
        exercise="count_parameters",
        name="leaves out the biases",
        body="""
            return H * D + H * H + V * H
        """,
        fails={"count_parameters_total": "Both biases are missing"},
    ),
    Mistake(
        exercise="count_parameters",
        name="leaves out the bias of the output",
        body="""
            return H * (D + H + 1) + V * H
        """,
        fails={"count_parameters_total": "b_y is missing"},
    ),
    Mistake(
        exercise="count_parameters",
        name="leaves out W_hh: a feed-forward layer",
        body="""
            return H * D + H + V * H + V
        """,
        fails={"count_parameters_total": "W_hh is missing"},
    ),
    Mistake(
        exercise="count_parameters",
        name="gives each unit one weight for itself instead of one for every unit",
        body="""
            return H * D + H + H + V * H + V
        """,
        fails={"count_parameters_total": "every unit reads every unit"},
    ),
    Mistake(
        exercise="count_parameters",
        name="counts the recurrent layer alone",
        body="""
            return H * D + H * H + H
        """,
        fails={"count_parameters_total": "The output layer is missing"},
    ),
    Mistake(
        exercise="count_parameters",
        name="lets the output read the input, too",
        body="""
            return H * (D + H + 1) + V * (D + H + 1)
        """,
        fails={"count_parameters_total": "The output reads the state alone"},
    ),
    Mistake(
        exercise="count_parameters",
        name="gives a float",
        body="""
            return (2 * H * D + 2 * H * H + 2 * H + 2 * V * H + 2 * V) / 2
        """,
        fails={"count_parameters_total": "a whole number, an int"},
    ),
    Mistake(
        exercise="count_parameters",
        name="counts the matrices",
        body="""
            return 5
        """,
        fails={"count_parameters_total": "is 5, expected 32"},
    ),
    Mistake(
        exercise="count_parameters",
        name="lists the parts instead of adding them",
        body="""
            return [H * D, H * H, H, V * H, V]
        """,
        fails={"count_parameters_total": "is [12, 9, 3, 6, 2], expected 32"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="takes softmax, then the logarithm: not a number at 1000",
        body="""
            powers = logits.exp()
            probabilities = powers / powers.sum(dim=1, keepdim=True)
            return -probabilities[torch.arange(len(target)), target].log().mean()
        """,
        fails={"cross_entropy_large": "NaN or infinity"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="takes torch's softmax, then the logarithm: infinite at 1000",
        body="""
            probabilities = torch.softmax(logits, dim=1)
            return -torch.log(probabilities[torch.arange(len(target)), target]).mean()
        """,
        fails={"cross_entropy_large": "NaN or infinity"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="keeps probabilities above 1e-9, so that no logarithm is infinite",
        body="""
            probabilities = torch.softmax(logits, dim=1).clamp(min=1e-9)
            return -torch.log(probabilities[torch.arange(len(target)), target]).mean()
        """,
        fails={"cross_entropy_large": "clamped"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="adds a little to each probability, so that no logarithm is infinite",
        body="""
            probabilities = torch.softmax(logits, dim=1) + 1e-9
            return -torch.log(probabilities[torch.arange(len(target)), target]).mean()
        """,
        fails={
            "cross_entropy_price": "float64",
            "cross_entropy_mean": "float64",
            "cross_entropy_large": "clamped",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="shifts all rows by the largest logit of the batch",
        body="""
            shifted = logits - logits.max()
            return (shifted.exp().sum(dim=1).log() - shifted[torch.arange(len(target)), target]).mean()
        """,
        fails={"cross_entropy_large": "NaN or infinity"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="shifts by the largest logit without its sign",
        body="""
            shifted = logits - logits.abs().max(dim=1, keepdim=True).values
            return (shifted.exp().sum(dim=1).log() - shifted[torch.arange(len(target)), target]).mean()
        """,
        fails={"cross_entropy_large": "which can be negative"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="adds the prices instead of averaging them",
        body="""
            return -torch.log_softmax(logits, dim=1)[torch.arange(len(target)), target].sum()
        """,
        fails={"cross_entropy_mean": "That is the sum", "cross_entropy_large": "instead of"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="averages over classes, too",
        body="""
            rows = torch.nn.functional.one_hot(target, logits.shape[1])
            return -(rows * torch.log_softmax(logits, dim=1)).mean()
        """,
        fails={
            "cross_entropy_price": "divided by the number of classes",
            "cross_entropy_mean": "divided by the number of classes",
            "cross_entropy_large": "instead of",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="weighs every class by its own probability: the entropy",
        body="""
            log_p = torch.log_softmax(logits, dim=1)
            return -(log_p.exp() * log_p).sum(dim=1).mean()
        """,
        fails={
            "cross_entropy_price": "That is the entropy",
            "cross_entropy_mean": "instead of",
            "cross_entropy_large": "instead of",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="shifts by the smallest logit of the row",
        body="""
            shifted = logits - logits.min(dim=1, keepdim=True).values
            return (shifted.exp().sum(dim=1).log() - shifted[torch.arange(len(target)), target]).mean()
        """,
        fails={"cross_entropy_large": "the row's largest logit first"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="replaces what is not a number by zero, and what is infinite by the largest number",
        body="""
            log_p = torch.nan_to_num(torch.softmax(logits, dim=1).log())
            return -log_p[torch.arange(len(target)), target].mean()
        """,
        fails={"cross_entropy_large": "too small to be stored"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="gives a price for each row",
        body="""
            return -torch.log_softmax(logits, dim=1)[torch.arange(len(target)), target]
        """,
        fails={
            "cross_entropy_price": "a row of prices",
            "cross_entropy_mean": "take their mean",
            "cross_entropy_large": "has shape (1,), expected ()",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="picks every target in every row",
        body="""
            return -torch.log_softmax(logits, dim=1)[:, target].mean()
        """,
        fails={"cross_entropy_mean": "picks every target in every row", "cross_entropy_large": "instead of"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="takes the logarithm to base 10",
        body="""
            log_p = torch.log_softmax(logits, dim=1) / torch.log(torch.tensor(10.0))
            return -log_p[torch.arange(len(target)), target].mean()
        """,
        fails={
            "cross_entropy_price": "base 10",
            "cross_entropy_mean": "base 10",
            "cross_entropy_large": "instead of",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="forgets the minus",
        body="""
            return torch.log_softmax(logits, dim=1)[torch.arange(len(target)), target].mean()
        """,
        fails={
            "cross_entropy_price": "The sign is wrong",
            "cross_entropy_mean": "The sign is wrong",
            "cross_entropy_large": "instead of",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="counts right answers",
        body="""
            return (logits.argmax(dim=1) == target).to(logits.dtype).mean()
        """,
        fails={
            "cross_entropy_price": "share of right answers",
            "cross_entropy_mean": "share of right answers",
            "cross_entropy_large": "instead of",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="shares out 100 % among the rows instead of the classes",
        body="""
            return -torch.log_softmax(logits, dim=0)[torch.arange(len(target)), target].mean()
        """,
        fails={
            "cross_entropy_price": "the classes of each row must: dim=1",
            "cross_entropy_mean": "the classes of each row must: dim=1",
            "cross_entropy_large": "instead of",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="takes softmax twice",
        body="""
            probabilities = torch.softmax(logits, dim=1)
            return -torch.log_softmax(probabilities, dim=1)[torch.arange(len(target)), target].mean()
        """,
        fails={
            "cross_entropy_price": "Softmax was taken twice",
            "cross_entropy_mean": "Softmax was taken twice",
            "cross_entropy_large": "instead of",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="takes the logarithm of the mean probability",
        body="""
            return -torch.softmax(logits, dim=1)[torch.arange(len(target)), target].mean().log()
        """,
        fails={"cross_entropy_mean": "logarithm of the mean", "cross_entropy_large": "NaN or infinity"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="takes the price of the most likely class",
        body="""
            return -torch.log_softmax(logits, dim=1).max(dim=1).values.mean()
        """,
        fails={
            "cross_entropy_price": "most likely class",
            "cross_entropy_mean": "most likely class",
            "cross_entropy_large": "instead of",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="takes 1 - p",
        body="""
            return (1 - torch.softmax(logits, dim=1)[torch.arange(len(target)), target]).mean()
        """,
        fails={
            "cross_entropy_price": "That is 1 - p",
            "cross_entropy_mean": "That is 1 - p",
            "cross_entropy_large": "instead of",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="shifts the logits in place",
        body="""
            logits -= logits.max(dim=1, keepdim=True).values
            return (logits.exp().sum(dim=1).log() - logits[torch.arange(len(target)), target]).mean()
        """,
        fails={"cross_entropy_mean": "changed in place"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="gives a Python number",
        body="""
            return -torch.log_softmax(logits, dim=1)[torch.arange(len(target)), target].mean().item()
        """,
        fails={
            "cross_entropy_price": "is of type float",
            "cross_entropy_mean": "is of type float",
            "cross_entropy_large": "is of type float",
        },
    ),
]

_STEP = 'h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])'
_NORMS = "norms = torch.autograd.grad(loss, xs)[0].norm(dim=1)\n            "
_LIMIT = _NORMS + "if crossings is not None:\n                "
_ALL = ("norms_all", "norms_last", "norms_cut", "norms_beyond")
_WRONG = dict.fromkeys(_ALL[1:], "instead of")


def _norms(
    start: str = "xs = xs.clone().requires_grad_()",
    cut: str = "crossings is not None and t == len(xs) - 1 - crossings",
    step: str = _STEP,
    end: str = "return torch.autograd.grad(loss, xs)[0].norm(dim=1)",
) -> str:
    """Write an answer to exercise 3 that differs from a right one in one place."""
    return f"""
            {start}
            h = torch.zeros_like(p["b_h"])
            for t in range(len(xs)):
                if {cut}:
                    h = h.detach()
                {step}
            logits = p["W_hy"] @ h + p["b_y"]
            loss = torch.logsumexp(logits, 0) - logits[target]
            {end}
    """


MISTAKES += [
    Mistake(
        exercise="input_gradient_norms",
        name="takes 0 crossings for no limit",
        body=_norms(cut="crossings and t == len(xs) - 1 - crossings"),
        fails={"norms_last": "0 is false, too"},
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="counts the cut from the start",
        body=_norms(cut="t == crossings"),
        fails={
            "norms_last": "Or is the cut counted from the start?",
            "norms_cut": "count hand-overs from the end",
            "norms_beyond": "instead of",
        },
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="takes softmax before cross_entropy",
        body=_norms(
            end="loss = nn.functional.cross_entropy(logits.softmax(0), torch.tensor(target))\n            "
            "return torch.autograd.grad(loss, xs)[0].norm(dim=1)"
        ),
        fails={"norms_all": "Softmax was taken twice"} | _WRONG,
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="cuts one hand-over too late",
        body=_norms(cut="crossings is not None and t == len(xs) - crossings"),
        fails={
            "norms_last": "That is without a limit",
            "norms_cut": "One too few",
            "norms_beyond": "The first input is lost",
        },
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="cuts one hand-over too early",
        body=_norms(cut="crossings is not None and t == len(xs) - 2 - crossings"),
        fails={"norms_last": "One hand-over was crossed", "norms_cut": "One too many"},
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="detaches after the step instead of before it",
        body=_norms(
            cut="False",
            step=_STEP + "\n                if crossings is not None and t == len(xs) - 1 - crossings:\n"
            "                    h = h.detach()",
        ),
        fails={"norms_last": "does not require grad", "norms_cut": "One too few", "norms_beyond": "is lost"},
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="cuts every hand-over",
        body=_norms(cut="crossings is not None"),
        fails={"norms_cut": "Every hand-over was cut", "norms_beyond": "instead of"},
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="cuts into pieces of k + 1, counted from the start",
        body=_norms(cut="crossings is not None and t % (crossings + 1) == 0"),
        fails={"norms_cut": "counted from the end"},
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="starts from zeros at the cut",
        body=_norms().replace("h = h.detach()", 'h = torch.zeros_like(p["b_h"])'),
        fails={"norms_last": "Reading started anew", "norms_cut": "forward, a cut changes nothing"},
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="reads the last inputs alone",
        body=_norms(
            cut="False",
            start="whole, kept = xs, 0 if crossings is None else -1 - crossings\n"
            "            xs = xs[kept:].clone().requires_grad_()",
            end=_NORMS + "return torch.cat((norms.new_zeros(len(whole) - len(norms)), norms))",
        ),
        fails={"norms_last": "Reading started anew", "norms_cut": "forward, a cut changes nothing"},
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="keeps the first inputs instead of the last",
        body=_norms(
            cut="False",
            end=_LIMIT + "norms[crossings + 1:] = 0\n            return norms",
        ),
        fails={"norms_last": "The first input was kept", "norms_cut": "The wrong end was kept"},
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="lets a place before the start count from the end",
        body=_norms(
            cut="False",
            end=_LIMIT + "norms[: len(xs) - 1 - crossings] = 0\n            return norms",
        ),
        fails={"norms_beyond": "A negative place counts from the end"},
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="ignores the crossings",
        body=_norms(cut="False"),
        fails={"norms_last": "That is without a limit", "norms_cut": "the cut is missing"},
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="gives the kept norms alone",
        body=_norms(end=_NORMS + "return norms if crossings is None else norms[-1 - crossings:]"),
        fails={"norms_last": "belong to the answer, as zeros", "norms_cut": "belong to the answer, as zeros"},
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="divides by a huge number what should be zero",
        body=_norms(
            cut="False",
            end=_LIMIT + "norms[: max(0, len(xs) - 1 - crossings)] /= 1e15\n            return norms",
        ),
        fails={"norms_last": "must get exactly 0", "norms_cut": "must get exactly 0"},
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="makes an input that gets nothing an error",
        body="""
            rows = [x.clone().requires_grad_() for x in xs]
            h = torch.zeros_like(p["b_h"])
            for t, x in enumerate(rows):
                if crossings is not None and t == len(xs) - 1 - crossings:
                    h = h.detach()
                h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
            logits = p["W_hy"] @ h + p["b_y"]
            (torch.logsumexp(logits, 0) - logits[target]).backward()
            return torch.stack([x.grad.norm() for x in rows])
        """,
        fails={"norms_last": "NoneType", "norms_cut": "NoneType"},
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="forgets requires_grad",
        body=_norms(start="xs = xs.clone()"),
        fails=dict.fromkeys(_ALL, "does not require grad"),
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="adds up the loss over all steps",
        body=_norms(
            start="xs = xs.clone().requires_grad_()\n            loss = 0.0",
            step=_STEP + '\n                logits = p["W_hy"] @ h + p["b_y"]\n'
            "                loss = loss + torch.logsumexp(logits, 0) - logits[target]",
        ).replace("            loss = torch.logsumexp(logits, 0) - logits[target]\n", ""),
        fails={
            "norms_all": "added up over all steps",
            "norms_last": "instead of",
            "norms_cut": "instead of",
            "norms_beyond": "instead of",
        },
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="differentiates the right logit instead of the loss",
        body=_norms(end="return torch.autograd.grad(logits[target], xs)[0].norm(dim=1)"),
        fails={"norms_all": "the right logit, not of the loss"} | _WRONG,
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="differentiates the probability instead of the loss",
        body=_norms(end="return torch.autograd.grad(logits.softmax(0)[target], xs)[0].norm(dim=1)"),
        fails={"norms_all": "the probability, not of the loss"} | _WRONG,
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="turns W_hh round",
        body=_norms(step='h = torch.tanh(p["W_xh"] @ xs[t] + h @ p["W_hh"] + p["b_h"])'),
        fails={
            "norms_all": "the wrong way round",
            "norms_last": "instead of",
            "norms_cut": "instead of",
            "norms_beyond": "instead of",
        },
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="leaves out tanh",
        body=_norms(step='h = p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"]'),
        fails={"norms_all": "tanh is missing"} | _WRONG,
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="leaves out b_h",
        body=_norms(step='h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h)'),
        fails={"norms_all": "b_h is missing"} | _WRONG,
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="adds up absolute values",
        body=_norms(end="return torch.autograd.grad(loss, xs)[0].abs().sum(dim=1)"),
        fails={"norms_all": "adds up absolute values"} | _WRONG,
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="forgets the root",
        body=_norms(end="return (torch.autograd.grad(loss, xs)[0] ** 2).sum(dim=1)"),
        fails={"norms_all": "squared lengths"} | _WRONG,
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="returns the gradients themselves",
        body=_norms(end="return torch.autograd.grad(loss, xs)[0]"),
        fails={
            "norms_all": "has shape (3, 2), expected (3,)",
            "norms_last": "has shape (3, 2), expected (3,)",
            "norms_cut": "has shape (5, 2), expected (5,)",
            "norms_beyond": "has shape (3, 2), expected (3,)",
        },
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="takes the length over time instead of over the features",
        body=_norms(end="return torch.autograd.grad(loss, xs)[0].norm(dim=0)"),
        fails={
            "norms_all": "has shape (2,), expected (3,)",
            "norms_last": "has shape (2,), expected (3,)",
            "norms_cut": "has shape (2,), expected (5,)",
            "norms_beyond": "has shape (2,), expected (3,)",
        },
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="counts time from the end",
        body=_norms(end="return torch.autograd.grad(loss, xs)[0].norm(dim=1).flip(0)"),
        fails={
            "norms_all": "The order is reversed",
            "norms_last": "instead of",
            "norms_cut": "The order is reversed",
            "norms_beyond": "instead of",
        },
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="stops at the states",
        body=_norms(
            start="xs, states = xs.clone().requires_grad_(), []",
            step=_STEP + "\n                h.retain_grad()\n                states.append(h)",
            end="loss.backward()\n            return torch.stack([h.new_zeros(()) if h.grad is None else h.grad.norm() "
            "for h in states])",
        ),
        fails={
            "norms_all": "Those are the gradients at the states",
            "norms_last": "instead of",
            "norms_cut": "instead of",
            "norms_beyond": "instead of",
        },
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="scales the inputs in place",
        body=_norms(start="xs /= xs.norm()\n            xs = xs.clone().requires_grad_()"),
        fails=dict.fromkeys(_ALL, "instead of"),
    ),
]

RIGHT_ANSWERS = [
    RightAnswer(
        exercise="count_parameters",
        name="factored",
        body="""
            return (D + H + 1) * H + (H + 1) * V
        """,
    ),
    RightAnswer(
        exercise="count_parameters",
        name="makes the tensors and counts",
        body="""
            weights = [torch.zeros(H, D), torch.zeros(H, H), torch.zeros(H), torch.zeros(V, H), torch.zeros(V)]
            return sum(weight.numel() for weight in weights)
        """,
    ),
    RightAnswer(
        exercise="count_parameters",
        name="asks torch's layers",
        body="""
            layers = nn.Linear(D, H), nn.Linear(H, H, bias=False), nn.Linear(H, V)
            return sum(weight.numel() for layer in layers for weight in layer.parameters())
        """,
    ),
    RightAnswer(
        exercise="cross_entropy",
        name="with logsumexp and gather",
        body="""
            return (logits.logsumexp(dim=1) - logits.gather(1, target[:, None])[:, 0]).mean()
        """,
    ),
    RightAnswer(
        exercise="cross_entropy",
        name="torch's own",
        body="""
            return nn.functional.cross_entropy(logits, target)
        """,
    ),
    RightAnswer(
        exercise="cross_entropy",
        name="one text after the other",
        body="""
            total = 0.0
            for row, right in zip(logits, target):
                shift = max(row)
                total = total + torch.log(sum(torch.exp(y - shift) for y in row)) + shift - row[right]
            return total / len(target)
        """,
    ),
    RightAnswer(
        exercise="cross_entropy",
        name="with one-hot rows",
        body="""
            rows = nn.functional.one_hot(target, logits.shape[-1]).to(logits.dtype)
            return -(rows * logits.log_softmax(-1)).sum(-1).mean()
        """,
    ),
    RightAnswer(
        exercise="cross_entropy",
        name="in plain Python, made a tensor at the end",
        body="""
            import math

            prices = []
            for row, right in zip(logits.tolist(), target.tolist()):
                top = max(row)
                prices.append(math.log(sum(math.exp(y - top) for y in row)) + top - row[right])
            return torch.tensor(sum(prices) / len(prices), dtype=logits.dtype)
        """,
    ),
    RightAnswer(
        exercise="input_gradient_norms",
        name="by hand, from the loss backwards",
        body="""
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
        """,
    ),
    RightAnswer(
        exercise="input_gradient_norms",
        name="reads the early inputs without a record, in batch form, with backward",
        body="""
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
        """,
    ),
    RightAnswer(
        exercise="input_gradient_norms",
        name="a tensor for each input, asked one by one, unused ones allowed",
        body="""
            rows = [x.clone().requires_grad_() for x in xs]
            h = torch.zeros_like(p["b_h"])
            for steps_left, x in zip(range(len(rows) - 1, -1, -1), rows):
                if steps_left == crossings:
                    h = h.detach()
                h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
            logits = p["W_hy"] @ h + p["b_y"]
            slopes = torch.autograd.grad(-logits.log_softmax(0)[target], rows, allow_unused=True)
            return torch.stack([x.new_zeros(()) if s is None else s.norm() for x, s in zip(rows, slopes)])
        """,
    ),
    RightAnswer(
        exercise="input_gradient_norms",
        name="the whole gradient, then zeros",
        body=_norms(
            cut="False",
            end=_LIMIT + "norms[: -(crossings + 1)] = 0\n            return norms",
        ),
    ),
    RightAnswer(
        exercise="input_gradient_norms",
        name="detaches the early inputs instead of the state",
        body=_norms(
            cut="False",
            step="x = xs[t] if crossings is None or len(xs) - 1 - t <= crossings else xs[t].detach()\n                "
            + _STEP.replace("xs[t]", "x"),
        ),
    ),
    RightAnswer(
        exercise="input_gradient_norms",
        name="with torch's own network and the Jacobian of its loss",
        body="""
            D, H = xs.shape[1], len(p["b_h"])
            rnn = nn.RNN(D, H, dtype=xs.dtype)
            rnn.load_state_dict({
                "weight_ih_l0": p["W_xh"], "weight_hh_l0": p["W_hh"],
                "bias_ih_l0": p["b_h"], "bias_hh_l0": torch.zeros_like(p["b_h"]),
            })

            def loss(inputs):
                logits = rnn(inputs)[0][-1] @ p["W_hy"].T + p["b_y"]
                return nn.functional.cross_entropy(logits, torch.tensor(target))

            norms = torch.autograd.functional.jacobian(loss, xs).norm(dim=1)
            if crossings is None:
                return norms
            return norms * (torch.arange(len(xs)) >= len(xs) - 1 - crossings)
        """,
    ),
]
