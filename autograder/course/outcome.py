"""What grading one submitted notebook gives: what is recorded of it, and shown to its student."""

from __future__ import annotations

from dataclasses import dataclass, field

from nbformat import NotebookNode

#: In place of what an exception of the answer says.
WITHHELD = "raised by the answer; what it says is left out, since it could hold the inputs of a hidden test"


@dataclass
class Outcome:
    """What a submitted notebook is worth.

    Attributes:
        name: the notebook's name.
        notebook: as graded, with outputs; None if there is none that can be read.
        scores: of every graded cell of the plan, by grade id; None where a person must judge.
        remarks: what an instructor should know, one sentence each.
        seconds: wall time of running its cells and tests.
    """

    name: str
    notebook: NotebookNode | None
    scores: dict[str, float | None]
    remarks: list[str] = field(default_factory=list)
    seconds: float = 0.0
