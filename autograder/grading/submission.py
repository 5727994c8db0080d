"""Plan and submission in, outcome out."""

from __future__ import annotations

from dataclasses import dataclass

from nbformat import NotebookNode


@dataclass(frozen=True)
class Outcome:
    """What came of grading a notebook.

    Attributes:
        name: the notebook's name without .ipynb.
        notebook: graded; None if none was (readably) handed in.
        scores: of every graded cell of the plan, by grade_id; None: a person must judge it.
        remarks: one sentence each, for the instructor.
        seconds: wall time of running it.
    """

    name: str
    notebook: NotebookNode | None
    scores: dict[str, float | None]
    remarks: list[str]
    seconds: float
