"""What a course asks of its own notebooks, beyond what every one must have: `c.Check` in its nbgrader_config.py."""

from __future__ import annotations

from dataclasses import dataclass, fields

from autograder import AutograderError
from autograder.course.folders import Course


@dataclass(frozen=True)
class HouseRules:
    """The rules of a course; without a setting, nothing is asked.

    Attributes:
        total_points: what the points of a notebook sum to.
        cells: the least and the most cells that a notebook should have: others get a hint, and no problem.
        words: the most words of a text cell.
        code_lines, todo_lines, test_lines: the most lines of a cell that a reader meets at once; a TODO cell is counted
            without its solution, a test without its hidden part.
        headings: whether each exercise has a heading that says its number, name, difficulty, minutes and points.
        mistakes, right_answers: how many known answers of each kind every function has at least.
        stepper: whether the untouched release shows a stepper.
    """

    total_points: float | None = None
    cells: tuple[int, int] | None = None
    words: int | None = None
    code_lines: int | None = None
    todo_lines: int | None = None
    test_lines: int | None = None
    headings: bool = False
    mistakes: int = 0
    right_answers: int = 0
    stepper: bool = False

    @classmethod
    def of(cls, course: Course) -> HouseRules:
        r"""The rules of a course.

        Raises: AutograderError: if `c.Check` sets what there is not.
        """
        settings, known = dict(course.config.get("Check", {})), [field.name for field in fields(cls)]
        if unknown := sorted(set(settings) - set(known)):
            raise AutograderError(f"c.Check sets {', '.join(unknown)}, which is no rule: there are {', '.join(known)}.")
        return cls(**settings)
