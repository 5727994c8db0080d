"""Submissions to grade: each is a module in a folder of its group, and says in one sentence what it tries.

A module may define, and what it leaves out is wrong, empty or nothing:

    ANSWERS   source of solution cells, by grade_id; cells that are not named get a wrong answer
    FIRST     source of a code cell after the imports
    LAST      source of a code cell at the end
    change    change(notebook): edits the notebook before it is written
    write     write(folder): adds to the folder, or replaces the notebook, after it is written
    DESERVES  points by test; tests that are not named deserve 0

In sources, @course@ stands for the folder of the course, and @mark@ for a piece of text that every trace of an attack
bears: its files, its processes, its markup.
"""

from __future__ import annotations

import runpy
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from course import NAME, TESTS, WRONG
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.course import notebook as nb
from autograder.course.folders import Course

GROUPS = ("honest", "machinery", "forged", "reading", "class", "denial")
#: In the name, the text or the command line of everything that an attack leaves behind.
MARK = "left_by_attack"


@dataclass(frozen=True)
class Submission:
    """What one student hands in."""

    student: str
    tries: str
    answers: dict[str, str]
    first: str
    last: str
    change: Callable[[NotebookNode], None]
    write: Callable[[Path], None]
    deserves: dict[str, float]

    def hand_in(self, course: Course) -> None:
        """Put it where submissions arrive; the course must have been released."""
        folder = course.submitted / self.student / NAME
        notebook = deepcopy(nb.read(course.release / NAME / f"{NAME}.ipynb"))
        for cell in notebook.cells:
            name = nb.grade_id(cell)
            if name in WRONG:
                cell.source = _told(self.answers.get(name, WRONG[name]), course)
        place = next(i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code") + 1
        if self.first:
            notebook.cells.insert(place, new_code_cell(_told(self.first, course), id="first"))
        if self.last:
            notebook.cells.append(new_code_cell(_told(self.last, course), id="last"))
        self.change(notebook)
        nb.write(notebook, folder / f"{NAME}.ipynb")
        self.write(folder)


def submissions() -> list[Submission]:
    """All there are, group by group."""
    return [_load(path) for group in GROUPS for path in sorted((Path(__file__).parent / group).glob("*.py"))]


def _load(path: Path) -> Submission:
    module = runpy.run_path(str(path))
    student = f"{path.parent.name}-{path.stem}"
    unknown = {name for name in module.get("DESERVES", {}) if name not in TESTS}
    assert module["__doc__"] and not unknown, f"{student}: what does it try? {unknown or ''}"
    return Submission(
        student,
        " ".join(module["__doc__"].split()),
        module.get("ANSWERS", {}),
        module.get("FIRST", "").strip("\n"),
        module.get("LAST", "").strip("\n"),
        module.get("change", lambda notebook: None),
        module.get("write", lambda folder: None),
        dict.fromkeys(TESTS, 0.0) | module.get("DESERVES", {}),
    )


def _told(source: str, course: Course) -> str:
    return source.strip("\n").replace("@course@", str(course.root)).replace("@mark@", MARK)
