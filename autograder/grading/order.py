"""What a checker is told to do, on its way to the process that does it; `result.py` is the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

#: Whether and when a checker hears out how an answer behaves in a test that it fails: "never"; "after" all tests have
#: their scores, by running those that failed once more; or "at once", instead of stopping at what fails.
Listen = Literal["never", "after", "at once"]


@dataclass(frozen=True)
class OrderedTest:
    """A test to run.

    Attributes:
        id: the grade id of its cell.
        source: of its cell.
        code: what that compiles to; empty if it is not Python.
        points: what it is worth.
        is_number: whether its last line is a number with the source's answers.
        given: cells above it that it needs, as they were released.
        uses: names that it and these do not bind themselves.
        sees_files: whether it may look at files.
        connection: which of the checker's connections leads to the process that it questions.
        moment: which of the moments that this process kept it sees; None for now.
    """

    id: str
    source: str
    code: bytes
    points: float
    is_number: bool
    given: Sequence[str]
    uses: Sequence[str]
    sees_files: bool
    connection: int
    moment: int | None


@dataclass(frozen=True)
class Order:
    """Tests to run, one by one.

    Attributes:
        imports: import statements that they share.
        names: what the exercises define: the only names that a test takes from the student.
        seed: with a test's id it decides all random numbers of the test.
        listen: whether and when the checker hears out how the answer behaves in tests that failed.
        tests: in order.
    """

    imports: Sequence[str]
    names: Sequence[str]
    seed: str
    listen: Listen
    tests: Sequence[OrderedTest]

    def packed(self) -> dict[str, Any]:
        """The order as plain data, for the wire."""
        # Not `asdict`, which copies all that it finds.
        return {**vars(self), "tests": [vars(test) for test in self.tests]}

    @classmethod
    def unpacked(cls, packed: Mapping[str, Any]) -> Order:
        """The order that `packed` gave."""
        return cls(**{**packed, "tests": [OrderedTest(**test) for test in packed["tests"]]})
