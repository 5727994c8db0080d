"""The bank: answers to every exercise that are known to be wrong, and right ones that look different."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass

from autograder import AutograderError


@dataclass(frozen=True)
class Mistake:
    r"""A wrong answer that students give.

    Attributes:
        exercise: whose region it replaces, e.g. "rnn_step" or "SimpleRNN.forward".
        name: what is wrong, in plain words.
        body: what stands in the region instead.
        fails: every test cell that it fails, each with a part of the message that the student then reads.
    """

    exercise: str
    name: str
    body: str
    fails: Mapping[str, str]


@dataclass(frozen=True)
class RightAnswer:
    r"""A right answer that is written differently from the solution.

    Attributes:
        exercise: whose region it replaces.
        name: how it is written, in plain words.
        body: what stands in the region instead.
    """

    exercise: str
    name: str
    body: str


@dataclass(frozen=True)
class Bank:
    """All known answers to the exercises of one notebook."""

    mistakes: tuple[Mistake, ...] = ()
    right_answers: tuple[RightAnswer, ...] = ()


def load(name: str) -> Bank:
    r"""The known answers of an assignment, from `autograder/mistakes/<name>.py`.

    Raises: AutograderError: if there is no such file, or it lacks one of its two lists.
    """
    module_name = f"{__name__}.{name}"
    try:
        module = importlib.import_module(module_name)
        return Bank(tuple(module.MISTAKES), tuple(module.RIGHT_ANSWERS))
    except ModuleNotFoundError as error:
        if error.name != module_name:
            raise
        reason = "write it, with MISTAKES and RIGHT_ANSWERS"
        raise AutograderError(f"There is no bank autograder/mistakes/{name}.py: {reason}.") from None
    except AttributeError as error:
        raise AutograderError(f"The bank autograder/mistakes/{name}.py lacks its list {error.name}.") from None
