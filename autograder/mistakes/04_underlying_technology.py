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
        name="gives a price for each row",
        body="""
            return -torch.log_softmax(logits, dim=1)[torch.arange(len(target)), target]
        """,
        fails={
            "cross_entropy_price": "has shape (1,), expected ()",
            "cross_entropy_mean": "has shape (2,), expected ()",
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

_READ = """
            h = torch.zeros_like(p["b_h"])
"""


def _norms(cut: str = "", step: str = "", end: str = "", start: str = "") -> str:
    """Write an answer that differs from a right one in a line or two."""
    start = start or "xs = xs.detach().clone().requires_grad_()"
    cut = cut or "crossings is not None and t == len(xs) - 1 - crossings"
    step = step or 'h = torch.tanh(p["W_xh"] @ xs[t] + p["W_hh"] @ h + p["b_h"])'
    end = end or "return torch.autograd.grad(loss, xs)[0].norm(dim=1)"
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


_ALL = ("norms_all", "norms_last", "norms_cut", "norms_beyond")

MISTAKES += [
    Mistake(
        exercise="input_gradient_norms",
        name="takes 0 crossings for no limit",
        body=_norms(cut="crossings and t == len(xs) - 1 - crossings"),
        fails={"norms_last": "0 is false, too", "norms_beyond": "T = 1"} | {},
    ),
]
RIGHT_ANSWERS = []
