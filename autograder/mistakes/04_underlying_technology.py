"""Known answers to the exercises of 04: the mistakes that students make, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer

MISTAKES = [
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
        fails={"count_parameters_total": "neither a float nor a tensor"},
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
        exercise="count_parameters",
        name="gives a tensor",
        body="""
            return torch.tensor([H * D, H * H, H, V * H, V]).sum()
        """,
        fails={"count_parameters_total": "neither a float nor a tensor"},
    ),
    Mistake(
        exercise="count_parameters",
        name="gives the output a bias for each unit",
        body="""
            return (D + H + 1) * H + V * H + H
        """,
        fails={"count_parameters_total": "b_y has one number for each class"},
    ),
    Mistake(
        exercise="count_parameters",
        name="gives each step weights of its own",
        body="""
            steps = 2
            return steps * (D + H + 1) * H + (H + 1) * V
        """,
        fails={"count_parameters_total": "expected 32"},
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
            "cross_entropy_price": "That is 1 minus the probability",
            "cross_entropy_mean": "That is 1 minus the probability",
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
    Mistake(
        exercise="cross_entropy",
        name="takes the right logit before the shift",
        body="""
            shifted = logits - logits.max(dim=1, keepdim=True).values
            return (shifted.exp().sum(dim=1).log() - logits[torch.arange(len(target)), target]).mean()
        """,
        fails={
            "cross_entropy_price": "The two terms have different shifts",
            "cross_entropy_mean": "The two terms have different shifts",
            "cross_entropy_large": "instead of",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="adds the shift back to one term alone",
        body="""
            top = logits.max(dim=1, keepdim=True).values
            shifted = logits - top
            return ((shifted.exp().sum(dim=1).log() + top[:, 0]) - shifted[torch.arange(len(target)), target]).mean()
        """,
        fails={
            "cross_entropy_price": "added back to one term alone",
            "cross_entropy_mean": "instead of",
            "cross_entropy_large": "instead of",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="leaves out the logarithm of the sum",
        body="""
            shifted = logits - logits.max(dim=1, keepdim=True).values
            return -shifted[torch.arange(len(target)), target].mean()
        """,
        fails={
            "cross_entropy_price": "Σ e^y is missing",
            "cross_entropy_mean": "instead of",
            "cross_entropy_large": "instead of",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="adds the right logit instead of subtracting it",
        body="""
            return (logits.logsumexp(dim=1) + logits[torch.arange(len(target)), target]).mean()
        """,
        fails={
            "cross_entropy_price": "The sign of y[k] is wrong",
            "cross_entropy_mean": "instead of",
            "cross_entropy_large": "instead of",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="sums the powers of all rows",
        body="""
            return (torch.logsumexp(logits, dim=(0, 1)) - logits[torch.arange(len(target)), target]).mean()
        """,
        fails={
            "cross_entropy_mean": "each row has its own, dim=1",
            "cross_entropy_large": "Each row has its own largest logit",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="makes the wrong classes pay, too",
        body="""
            p = torch.softmax(logits, dim=1)
            right = nn.functional.one_hot(target, logits.shape[1])
            return -(right * p.log() + (1 - right) * (1 - p).log()).sum(dim=1).mean()
        """,
        fails={
            "cross_entropy_price": "The other classes pay nothing",
            "cross_entropy_mean": "instead of",
            "cross_entropy_large": "NaN or infinity",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="takes the squared error of the probabilities",
        body="""
            p = torch.softmax(logits, dim=1)
            right = nn.functional.one_hot(target, logits.shape[1])
            return ((p - right) ** 2).sum(dim=1).mean()
        """,
        fails={
            "cross_entropy_price": "That is a squared error",
            "cross_entropy_mean": "instead of",
            "cross_entropy_large": "instead of",
        },
    ),
    Mistake(
        exercise="cross_entropy",
        name="returns from inside the loop",
        body="""
            for row, right in zip(logits, target):
                return row.logsumexp(dim=0) - row[right]
        """,
        fails={"cross_entropy_mean": "the price of one text alone", "cross_entropy_large": "instead of"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="gives the price of the last text",
        body="""
            for row, right in zip(logits, target):
                price = row.logsumexp(dim=0) - row[right]
            return price
        """,
        fails={"cross_entropy_mean": "or of the last text alone", "cross_entropy_large": "instead of"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="cuts the logits off where e to their power would be infinite",
        body="""
            return nn.functional.cross_entropy(logits.clamp(-80, 80), target)
        """,
        fails={"cross_entropy_large": "must come from the logits, of any size"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="computes in float64: infinite at 1000 all the same",
        body="""
            powers = logits.double().exp()
            p = powers / powers.sum(dim=1, keepdim=True)
            return -p[torch.arange(len(target)), target].log().mean().to(logits.dtype)
        """,
        fails={"cross_entropy_large": "infinity to the computer"},
    ),
    Mistake(
        exercise="cross_entropy",
        name="forgets keepdim",
        body="""
            shifted = logits - logits.max(dim=1).values
            return (shifted.exp().sum(dim=1).log() - shifted[torch.arange(len(target)), target]).mean()
        """,
        fails={
            "cross_entropy_mean": "must match the size of tensor",
            "cross_entropy_large": "must match the size of tensor",
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


def _by_hand(
    start: str = "dy[target] -= 1",
    slope: str = "1 - states[t] ** 2",
    W_hh: str = 'p["W_hh"].T',
    W_xh: str = 'p["W_xh"].T',
) -> str:
    """Write an answer to exercise 3 without autograd, which differs from a right one in one place."""
    return f"""
            h, states = torch.zeros_like(p["b_h"]), []
            for x in xs:
                h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
                states.append(h)
            dy = torch.softmax(p["W_hy"] @ h + p["b_y"], 0)
            {start}
            dh, norms = p["W_hy"].T @ dy, torch.zeros_like(xs[:, 0])
            first = 0 if crossings is None else max(0, len(xs) - 1 - crossings)
            for t in range(len(xs) - 1, first - 1, -1):
                da = ({slope}) * dh
                norms[t] = ({W_xh} @ da).norm()
                dh = {W_hh} @ da
            return norms
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
            "norms_all": "has shape (3, 3), expected (3,)",
            "norms_last": "has shape (3, 3), expected (3,)",
            "norms_cut": "has shape (5, 3), expected (5,)",
            "norms_beyond": "has shape (3, 3), expected (3,)",
        },
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="takes the length over time instead of over the features",
        body=_norms(end="return torch.autograd.grad(loss, xs)[0].norm(dim=0)"),
        fails={
            "norms_all": "a length for each feature, over time",
            "norms_last": "instead of",
            "norms_cut": "has shape (3,), expected (5,)",
            "norms_beyond": "instead of",
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
    Mistake(
        exercise="input_gradient_norms",
        name="takes W_hh on the way back as on the way forward",
        body=_by_hand(W_hh='p["W_hh"]'),
        fails={
            "norms_all": "On the way back W_hh is transposed",
            "norms_cut": "instead of",
            "norms_beyond": "instead of",
        },
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="takes W_xh on the way back as on the way forward",
        body=_by_hand(W_xh='p["W_xh"]'),
        fails=dict.fromkeys(_ALL, "size mismatch"),
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="leaves the slopes of tanh out on the way back",
        body=_by_hand(slope="1"),
        fails={"norms_all": "leaves out the slopes of tanh"} | _WRONG,
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="takes 1 - h for the slope of tanh",
        body=_by_hand(slope="1 - states[t]"),
        fails={"norms_all": "The slope of tanh is 1 - h²"} | _WRONG,
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="takes the slope at the last state for all",
        body=_by_hand(slope="1 - h**2"),
        fails={"norms_all": "instead of", "norms_cut": "instead of", "norms_beyond": "instead of"},
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="starts from the probabilities, without minus 1",
        body=_by_hand(start="pass"),
        fails={"norms_all": "minus 1 at the right class"} | _WRONG,
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="stops at the sums inside tanh",
        body=_by_hand(W_xh="torch.eye(len(h), dtype=h.dtype)"),
        fails={"norms_all": "the sums inside tanh"} | _WRONG,
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="takes the most likely class for the right one",
        body=_norms(step=_STEP).replace("logits[target]", "logits.max()"),
        fails=dict.fromkeys(_ALL, "instead of"),
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="starts from ones",
        body=_norms().replace("torch.zeros_like", "torch.ones_like"),
        fails=dict.fromkeys(_ALL, "instead of"),
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="gives a list",
        body=_norms(end=_NORMS + "return norms.tolist()"),
        fails=dict.fromkeys(_ALL, "is of type list"),
    ),
    Mistake(
        exercise="input_gradient_norms",
        name="wipes the inputs that get nothing",
        body=_norms(
            start="given, xs = xs, xs.clone().requires_grad_()",
            end=_LIMIT + "given[: max(0, len(given) - 1 - crossings)] = 0\n            return norms",
        ),
        fails={"norms_last": "xs after the call", "norms_cut": "xs after the call"},
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
    RightAnswer(
        exercise="cross_entropy",
        name="logaddexp, class by class",
        body="""
            total = logits[:, 0]
            for k in range(1, logits.shape[1]):
                total = torch.logaddexp(total, logits[:, k])
            return (total - logits.gather(1, target.view(-1, 1)).squeeze(1)).sum() / len(logits)
        """,
    ),
    RightAnswer(
        exercise="cross_entropy",
        name="in numpy, the right logit as the shift, then the largest again",
        body="""
            import numpy as np

            y = logits.numpy() - np.take_along_axis(logits.numpy(), target.numpy()[:, None], axis=1)
            top = y.max(axis=1)
            prices = np.log(np.exp(y - top[:, None]).sum(axis=1)) + top
            return torch.tensor(prices.mean(), dtype=logits.dtype)
        """,
    ),
    RightAnswer(
        exercise="cross_entropy",
        name="recursion over the rows",
        body="""
            def price(b):
                if b == len(target):
                    return logits.new_zeros(())
                row = logits[b]
                return row.max() + (row - row.max()).exp().sum().log() - row[target[b]] + price(b + 1)

            return price(0) / len(target)
        """,
    ),
    RightAnswer(
        exercise="input_gradient_norms",
        name="in plain Python, made a tensor at the end",
        body="""
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
        """,
    ),
    RightAnswer(
        exercise="input_gradient_norms",
        name="torch.nn in two pieces, as in section 7",
        body="""
            D, H, early = xs.shape[1], len(p["b_h"]), 0 if crossings is None else max(0, len(xs) - 1 - crossings)
            rnn = nn.RNN(D, H, dtype=xs.dtype)
            rnn.load_state_dict({
                "weight_ih_l0": p["W_xh"], "weight_hh_l0": p["W_hh"],
                "bias_ih_l0": p["b_h"], "bias_hh_l0": torch.zeros(H, dtype=xs.dtype),
            })
            h = rnn(xs[:early])[1].detach() if early else None
            late = xs[early:].clone().requires_grad_()
            h = rnn(late, h)[1][0]
            loss = nn.functional.cross_entropy(p["W_hy"] @ h + p["b_y"], torch.tensor(target))
            (gradient,) = torch.autograd.grad(loss, late)
            return torch.cat((torch.zeros(early, dtype=xs.dtype), gradient.norm(dim=1)))
        """,
    ),
    RightAnswer(
        exercise="input_gradient_norms",
        name="torch.func, forward from the inputs",
        body="""
            def loss(inputs):
                h = torch.zeros_like(p["b_h"])
                for x in inputs:
                    h = torch.tanh(p["W_xh"] @ x + p["W_hh"] @ h + p["b_h"])
                return nn.functional.cross_entropy(p["W_hy"] @ h + p["b_y"], torch.tensor(target))

            norms = torch.func.jacfwd(loss)(xs).norm(dim=1)
            kept = len(xs) if crossings is None else crossings + 1
            return torch.stack([norm if t >= len(xs) - kept else 0 * norm for t, norm in enumerate(norms)])
        """,
    ),
]
