"""Solutions changed in one place: what is changed, and what is not."""

from __future__ import annotations

from functools import cache

import pytest
from nbformat import NotebookNode
from tiny_course import graded

from autograder.author.mutants import mutants, normal

pytest.importorskip("cosmic_ray", reason="needs cosmic-ray, of the development dependencies")

STEPS = '''def read(x: Tensor, h0: Tensor, W: Tensor, rows: list[int], scale: float = 1) -> Tensor:
    """Reads 3 steps."""
    limit = 3
    ### BEGIN SOLUTION
    h, seen = h0, []
    for t in range(x.shape[1]):
        h = torch.tanh(x[:, t] + h @ W.T)
        seen.append(h)
    if scale < 0:
        raise ValueError(f"found {scale}, expected {0 + 1} or more")
    return torch.stack(seen).sum(dim=0)
    ### END SOLUTION
'''


@cache
def changes(source: str) -> dict[str, list[str]]:
    """The changed lines, by what they were."""
    found: dict[str, list[str]] = {}
    for mutant in mutants(todo(source)):
        found.setdefault(mutant.before, []).append(mutant.after)
    return found


def todo(source: str) -> NotebookNode:
    return graded(source, "read", grade=False, solution=True)


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("another operator", "h = torch.tanh(x[:, t] - h @ W.T)"),
        ("another number", "return torch.stack(seen).sum(dim=1)"),
        ("no step at all", "for t in []:"),
        ("a transpose left out", "h = torch.tanh(x[:, t] + h @ W)"),
        ("a transpose put in", "h = torch.tanh(x[:, t] + h.T @ W.T)"),
        ("untransposed where square", "h = torch.tanh(x[:, t] + h @ (W if W.shape[0] == W.shape[-1] else W.T))"),
        ("no gradient from step to step", "h = torch.tanh(x[:, t] + h @ W.T).detach()"),
        ("a result without gradient", "return torch.stack(seen).sum(dim=0).detach()"),
        ("cut off", "return torch.stack(seen).sum(dim=0).clamp(-5, 5)"),
        ("in float32", "return torch.stack(seen).sum(dim=0).float()"),
        ("the mean", "return torch.stack(seen).mean(dim=0)"),
        ("squeezed", "return torch.stack(seen).sum(dim=0).squeeze()"),
        ("the first row for all", "h = torch.tanh(x[:1].expand_as(x)[:, t] + h @ W.T)"),
        ("the state of the step before", "seen.append(h); h = torch.tanh(x[:, t] + h @ W.T)"),
        ("the state before the loop", "seen.append(h0)"),
        ("a step left out", "h = torch.tanh(x[:, t] + h @ W.T) if x[:, t].any() else h"),
        ("left early", "return h0 if not x.any() else torch.stack(seen).sum(dim=0)"),
        ("an argument changed", "return (torch.stack(seen).sum(dim=0), W.data.add_(1))[0]"),
        ("a list changed", "return (torch.stack(seen).sum(dim=0), rows.clear())[0]"),
    ],
)
def test_it_is_changed_to(what: str, line: str) -> None:
    assert line in [after for lines in changes(STEPS).values() for after in lines]


def test_nothing_outside_the_solution_and_no_words_are_changed() -> None:
    assert set(changes(STEPS)) == {
        "h, seen = (h0, [])",
        "for t in range(x.shape[1]):",
        "h = torch.tanh(x[:, t] + h @ W.T)",
        "seen.append(h)",
        "h = torch.tanh(x[:, t] + h @ W.T); seen.append(h)",
        "if scale < 0:",
        "return torch.stack(seen).sum(dim=0)",
    }


def test_each_change_is_another_one_that_compiles() -> None:
    found = mutants(todo(STEPS))
    assert len({mutant.source for mutant in found}) == len(found)
    for mutant in found:
        compile(mutant.source, "mutant", "exec")


def test_what_cannot_matter_is_not_changed() -> None:
    own = "def f(n: int) -> Tensor:\n    ### BEGIN SOLUTION\n    return torch.zeros(n)\n    ### END SOLUTION"
    plain = "def f(x: Tensor) -> float:\n    ### BEGIN SOLUTION\n    return x.max().item()\n    ### END SOLUTION"
    text = "def f(a: str) -> str:\n    ### BEGIN SOLUTION\n    return a * 2\n    ### END SOLUTION"
    for source, words in {own: ("detach", "float"), plain: ("detach",), text: ("clamp", "squeeze")}.items():
        lines = [line for lines in changes(source).values() for line in lines]
        assert lines and not [line for line in lines for word in words if word in line], lines


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ('return   f( "a",b ),c', "return (f('a', b), c)"),
        ("for t in [ ]:", "for t in []:"),
        ("seen.append( h );h=1", "seen.append(h); h = 1"),
        ("else:", "else:"),
    ],
)
def test_a_line_is_the_same_however_it_is_laid_out(written: str, line: str) -> None:
    assert normal(written) == line
