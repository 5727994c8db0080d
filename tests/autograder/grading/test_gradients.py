"""A test differentiates what the student's code returned, in plain PyTorch, as if both were in one process."""

from __future__ import annotations

import one_test
import pytest

from autograder.course.outcome import Outcome
from autograder.grading.trusted.station import Station

CELL = """class Cell(nn.Module):
    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.i2h = nn.Linear(2 + 3, 3)
        self.unused = nn.Parameter(torch.ones(2))
    def forward(self, x, h):
        return torch.tanh(self.i2h(torch.cat([x, h], 1)))
"""
#: torch's own takes seconds to import.
STEP = """class Descent:
    def __init__(self, net):
        self.net = net
    def step(self):
        with torch.no_grad():
            for p in self.net.parameters():
                if p.grad is not None:
                    p -= p.grad
def f(net): return Descent(net)
"""
DETACHED = CELL.replace("cat([x, h], 1)", "cat([x, h.detach()], 1)")
NO_GRAD = CELL.replace("return torch.tanh", "with torch.no_grad(): return torch.tanh")


def judged(station: Station, answer: str, test: str, *, together: bool = False) -> Outcome:
    imports = "import torch\nfrom torch import nn"
    return one_test.judged(station, imports, answer, test, defined=("f", "Cell"), together=together)


def said(outcome: Outcome) -> str:
    """Nothing where the test passed, else what it says."""
    return "" if outcome.scores == {"t": 1} else one_test.error(outcome)


ONE_STEP = """net, x, h = Cell(), torch.ones(1, 2), torch.zeros(1, 3, requires_grad=True)
"""
PASS = {
    "an argument": (
        "def f(x): return x ** 3",
        """x = torch.tensor([2.0], requires_grad=True)
f(x).backward()
assert x.grad.item() == 12""",
    ),
    "in a list and a dict": (
        "def f(x): return [{'y': x['a'][0] * 2 + x['b']}]",
        """a, b = (torch.ones(2, requires_grad=True) for _ in 'ab')
y = f({'a': [a], 'b': b})[0]['y']
assert [g.tolist() for g in torch.autograd.grad(y.sum(), [a, b])] == [[2, 2], [1, 1]]""",
    ),
    "by keyword, twice the same": (
        "def f(x, y): return x * y",
        "x = torch.tensor(3.0, requires_grad=True)\nf(x, y=x).backward()\nassert x.grad == 6",
    ),
    "a parameter fetched before": (
        CELL,
        f"""{ONE_STEP}w = net.i2h.weight
(g,) = torch.autograd.grad(net(x, h).sum(), w)
assert g.shape == (3, 5) and g[:, :2].abs().sum() > 0 and w is net.i2h.weight and w.grad is None""",
    ),
    "a parameter fetched after": (
        CELL,
        f"""{ONE_STEP}net(x, h).sum().backward()
assert net.i2h.weight.grad.abs().sum() > 0 and net.unused.grad is None""",
    ),
    "all parameters": (
        CELL,
        f"""{ONE_STEP}named = dict(net.named_parameters())
found = torch.autograd.grad(net(x, h).sum(), list(net.parameters()), allow_unused=True)
assert list(named) == ['unused', 'i2h.weight', 'i2h.bias'] and [g is None for g in found] == [True, False, False]""",
    ),
    "over two calls": (
        CELL,
        f"""{ONE_STEP}net(x, net(x, h)).sum().backward()
W, b = net.i2h.weight.detach(), net.i2h.bias.detach()
k = torch.zeros(1, 3, requires_grad=True)
step = lambda h: torch.tanh(torch.cat([x, h], 1) @ W.T + b)
step(step(k)).sum().backward()
assert torch.allclose(h.grad, k.grad) and h.grad.abs().sum() > 0""",
    ),
    "what is kept between calls": (
        "def f(x):\n    for _ in range(2):\n        x = 3 * x\n        yield x",
        "x = torch.tensor(1.0, requires_grad=True)\n*_, last = f(x)\nlast.backward()\nassert x.grad == 9",
    ),
    "an argument that is returned": (
        "def f(x): return x",
        "x = torch.ones(2, requires_grad=True)\nassert f(x) is x",
    ),
    "put into an argument": (
        "def f(xs): xs.append(xs[0] * 5)",
        "xs = [torch.tensor(1.0, requires_grad=True)]\nf(xs)\nxs[1].backward()\nassert xs[0].grad == 5",
    ),
    "the student's own backward, then the test's": (
        f"{CELL}\ndef f(net): net(torch.ones(1, 2), torch.zeros(1, 3)).sum().backward()",
        f"""{ONE_STEP}w = net.i2h.weight
f(net)
once = w.grad.clone()
net(x, torch.zeros(1, 3)).sum().backward()
assert torch.allclose(w.grad, 2 * once)
net.zero_grad()
assert w.grad is None""",
    ),
    "an optimizer of the student's": (
        f"{CELL}\n{STEP}",
        f"""{ONE_STEP}before = net.i2h.bias.detach().clone()
opt = f(net)
for _ in range(2):
    net.zero_grad()
    net(x, h).sum().backward()
g = net.i2h.bias.grad
opt.step()
assert torch.allclose(net.i2h.bias, before - g)""",
    ),
    "in float64, and complex": (
        "def f(x): return x * 2",
        """for dtype in (torch.float64, torch.complex64):
    x = torch.ones(1, dtype=dtype, requires_grad=True)
    f(x).abs().sum().backward()
    assert x.grad.dtype == dtype and x.grad.abs() == 2""",
    ),
    "in a function of the test's": (
        "def f(g): return 1 if g(torch.ones(1, requires_grad=True)) else 0",
        "def g(x):\n    (2 * x).backward()\n    return x.grad.item() == 2\nassert f(g) == 1",
    ),
    "without recording": (
        "def f(x): return x * 2",
        "x = torch.ones(1, requires_grad=True)\nwith torch.no_grad():\n    assert not f(x).requires_grad",
    ),
    "unused": (
        "def f(x, y): return x * 2",
        """x, y = (torch.ones(1, requires_grad=True) for _ in 'ab')
assert torch.autograd.grad(f(x, y), [x, y], allow_unused=True)[1] is None""",
    ),
}


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("case", PASS)
def test_a_result_is_differentiated(station: Station, case: str, together: bool) -> None:
    answer, test = PASS[case]
    assert said(judged(station, answer, test, together=together)) == ""


STATE = ONE_STEP + "loss = net(x, net(x, h)).sum()\n(g,) = torch.autograd.grad(loss, h, allow_unused=True)\n"
STATE += "assert g is not None and g.abs().sum() > 0, 'the state is cut'"
FAIL = {
    "a detached state": (DETACHED, STATE, "AssertionError: the state is cut"),
    "no graph at all": (NO_GRAD, STATE, "does not require grad"),
    "a graph that is used up": (
        "def f(x):\n    y = x ** 2\n    y.backward()\n    return y",
        "x = torch.ones((), requires_grad=True)\nf(x).backward()",
        "RuntimeError: raised by the answer",
    ),
    "an error in a backward of the student's": (
        "class Bad(torch.autograd.Function):\n"
        "    @staticmethod\n    def forward(ctx, x): return x * 2\n"
        "    @staticmethod\n    def backward(ctx, g): raise ValueError('mine')\n"
        "def f(x): return Bad.apply(x)",
        "f(torch.ones((), requires_grad=True)).backward()",
        "ValueError: raised by the answer",
    ),
    "a gradient of a gradient": (
        "def f(x): return x ** 3",
        "x = torch.ones((), requires_grad=True)\ntorch.autograd.grad(f(x), x, create_graph=True)",
        "can be differentiated once: leave out create_graph",
    ),
    "an end of the process": (
        "import os\ndef f(x):\n    y = 2 * x\n    y.register_hook(lambda g: os._exit(1))\n    return y",
        "try:\n    f(torch.ones((), requires_grad=True)).backward()\nexcept Exception:\n    pass",
        "ended the process",
    ),
}


@pytest.mark.parametrize("case", FAIL)
def test_what_cannot_be_differentiated_says_why(station: Station, case: str) -> None:
    answer, test, why = FAIL[case]
    assert why in said(judged(station, answer, test))


#: What an answer's own error says is not shown, but a test may look at it.
HEARD = "try:\n    {test}\nexcept Exception as error:\n    assert False, str(error)"
FORGING = """import sys
def f(x):
    graphs = sys.modules["autograder.grading.untrusted.graphs"].Graphs
    graphs.gradients = lambda self, number, gradient: {gradients}
    return 2 * x
"""


@pytest.mark.parametrize(
    ("gradients", "why"),
    [
        ("[torch.ones(3)]", "expected a tensor of torch.float32 and shape (2,)"),
        ("[torch.ones(2).double()]", "expected a tensor of torch.float32 and shape (2,)"),
        ("[1.0]", "expected a tensor of torch.float32 and shape (2,)"),
        ("[]", "expected a list of 1"),
        ("[torch.ones(2)] * 2", "expected a list of 1"),
        ("'no'", "expected a list of 1"),
        ("[torch.full((2,), float('nan'))]", ""),
    ],
)
def test_a_forged_gradient_is_an_error_of_the_students(station: Station, gradients: str, why: str) -> None:
    test = "x = torch.ones(2, requires_grad=True)\nf(x).sum().backward()\nassert x.grad.isnan().all()"
    answer = FORGING.format(gradients=gradients)
    assert said(judged(station, answer, test)).startswith("StudentError: raised by the answer" if why else "")
    assert why in said(judged(station, answer, HEARD.format(test=test.replace("\n", "\n    "))))


@pytest.mark.parametrize(
    "graph",
    ["[7]", "[[]]", "[['leaf', 5, ['dtype', 'float32'], [1 << 62, 1 << 62]]]", "[['leaf', 5, ['dtype', 'int8'], [2]]]",
     "[['leaf', [5], ['dtype', 'float32'], [-1]]]", "[['argument', 99, None, None]]", "[['leaf', 5, 'float32', [2]]]",
     "[['argument', 1, None, None]] * 1002", "[['leaf', 5 + n, ['dtype', 'float32'], []] for n in range(1001)]"],
)  # fmt: skip
def test_a_forged_graph_is_an_error_of_the_students(station: Station, graph: str) -> None:
    answer = f"""import sys
def f(x):
    graphs = sys.modules["autograder.grading.untrusted.graphs"].Graphs
    graphs.inputs = property(lambda self: {graph}, lambda self, value: None)
    return 2 * x
"""
    test = HEARD.format(test="f(torch.ones(2, requires_grad=True))")
    assert "the result cannot be read" in said(judged(station, answer, test))


@pytest.mark.parametrize("accumulated", ["7", "[[1]]", "[[1, 7]]", "[[1, wire.pack(torch.ones(3))]]"])
def test_a_forged_grad_of_a_leaf_is_an_error_of_the_students(station: Station, accumulated: str) -> None:
    answer = f"""import sys
from torch import nn
wire = sys.modules["autograder.grading.wire"]
w = nn.Parameter(torch.ones(2))
def f(x):
    sys.modules["autograder.grading.untrusted.graphs"].Graphs.accumulated = lambda self: {accumulated}
    return w
"""
    assert "the result cannot be read" in said(judged(station, answer, HEARD.format(test="f(0)")))


def test_a_gradient_that_is_asked_with_stays_the_tests(station: Station) -> None:
    answer = """import sys
wire, send = sys.modules["autograder.grading.wire"], sys.modules["autograder.grading.wire"].send
nothing = wire.pack(torch.zeros(2))
def forged(connection, message, *rest):
    gradients = message[0] == "value" and type(message[1]) is list and message[1][0] == "list"
    send(connection, ["value", ["list", nothing], [[0, nothing]], *message[3:]] if gradients else message, *rest)
def f(x):
    wire.send = forged
    return 3 * x
"""
    test = """x, v = torch.ones(2, requires_grad=True), torch.ones(2)
(found,), (expected,) = torch.autograd.grad(f(x), x, v), torch.autograd.grad(x * 2, x, v)
assert torch.equal(found, expected), f'{found.tolist()} in place of {expected.tolist()}'"""
    assert said(judged(station, answer, test)) == "AssertionError: [0.0, 0.0] in place of [2.0, 2.0]"


def test_a_call_is_one_question_and_a_backward_one_more(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = """import sys
seen, send = [], sys.modules["autograder.grading.wire"].send
sys.modules["autograder.grading.wire"].send = lambda connection, message, *rest: (
    seen.append(message[0]), send(connection, message, *rest))[1]
x = torch.ones(2, requires_grad=True)
y = f(torch.ones(2)), f(x)
assert seen == ['call'] * 2
f(x).sum().backward()
sys.modules["autograder.grading.wire"].send = send
assert seen == ['call'] * 3 + ['gradients']
"""
    assert said(judged(station, "def f(x): return 2 * x", asked)) == ""


def test_what_a_test_no_longer_needs_is_kept_by_nobody(station: Station) -> None:
    answer = """import gc
class Kept(torch.autograd.Function):
    there = 0
    @staticmethod
    def forward(ctx, x):
        Kept.there += 1
        ctx.mark = Mark()
        return x * 2
    @staticmethod
    def backward(ctx, g):
        return 2 * g
class Mark:
    def __del__(self):
        Kept.there -= 1
def f(x):
    return Kept.apply(x) if x is not None else Kept.there
"""
    test = "for _ in range(400):\n    y = f(torch.ones(2, requires_grad=True))\nassert f(None) < 202, f(None)"
    assert said(judged(station, answer, test)) == ""
