"""Outcomes into nbgrader's gradebook and autograded folder, as nbgrader's own autograde leaves them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any

from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import Connection, Row, select, update

from autograder import AutograderError, Unavailable
from autograder.course import notebook as nb
from autograder.course import term
from autograder.course.files import replace_folder
from autograder.course.folders import Course
from autograder.course.gradebook import (
    ASSIGNMENT,
    NOTEBOOK,
    STUDENT,
    SUBMISSION,
    SUBMITTED,
    Change,
    Grade,
    Released,
    grant,
    made,
    read_grades,
    read_lateness,
    read_released,
    write_comments,
    write_grades,
)
from autograder.course.late import Lateness
from autograder.course.outcome import Outcome
from autograder.course.points import weigh, write_scores
from autograder.grading.plan import Plan
from autograder.intake.submissions import for_exchange, submitted_at

#: What the smallest file takes, in bytes.
_BLOCK = 4096


class Recorder:
    """The gradebook and the autograded folder of a course, open for recording."""

    def __init__(self, course: Course) -> None:
        r"""Open nothing yet: that is what `with` is for."""
        self.course = course
        self._released: dict[str, tuple[Row[Any], list[Released]]] = {}
        self._late = AssignLatePenalties(config=course.config)

    def __enter__(self) -> Recorder:
        r"""Open the gradebook.

        Raises: AutograderError: if term.json is broken; Unavailable, if the gradebook cannot be opened.
        """
        self._open = ExitStack()
        self._term = term.read(self.course.root)
        self._engine = self._open.enter_context(self.course.gradebook()).engine
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the gradebook."""
        self._open.__exit__(kind, error, traceback)

    def refuse_unready(self, assignment: str, cells: Mapping[str, Collection[str]]) -> None:
        r"""Look whether there is a place for what is to come.

        Args:
            assignment: its full name.
            cells: the graded cells of each of its notebooks.
        Raises: AutograderError: if the assignment was not released as planned; Unavailable, if the disk is full.
        """
        place = next(path for path in (self.course.autograded, self.course.root) if path.is_dir())
        try:
            with TemporaryFile(dir=place) as file:
                file.write(bytes(_BLOCK))
                file.flush()
        except OSError as error:
            raise Unavailable(f"{place} cannot be written ({error.strerror}): mend that and run this again.") from None
        if why := self._not_as_planned(assignment, cells):
            raise AutograderError(why)

    def refuse_unknown(self, assignment: str) -> None:
        r"""Look whether the gradebook knows an assignment.

        Raises: Unavailable: if it does not.
        """
        self._release(assignment, {})

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        r"""The gradebook, to read and write all or nothing.

        Raises: Unavailable: if it refuses.
        """
        with self.course.gradebook_errors(), self._engine.begin() as db:
            yield db

    def done(self, student: str, assignment: str) -> str | None:
        r"""The fingerprint of what was last recorded; None if nothing was, or not in both places."""
        names = sorted(path.stem for path in (self.course.autograded / student / assignment).glob("*.ipynb"))
        with self.course.gradebook_errors(), self._engine.connect() as db:
            among = SUBMISSION.join(ASSIGNMENT, ASSIGNMENT.c.id == SUBMISSION.c.assignment_id)
            where = (ASSIGNMENT.c.name == assignment, SUBMISSION.c.student_id == student)
            if not names or db.execute(select(SUBMISSION.c.id).select_from(among).where(*where)).first() is None:
                return None
        recorded = self.recorded(student, assignment, names[0]) or {}
        try:
            fingerprint = recorded["metadata"]["autograder"]["fingerprint"]
        except (KeyError, TypeError):
            return None
        return fingerprint if isinstance(fingerprint, str) else None

    def recorded(self, student: str, assignment: str, notebook: str) -> dict[str, Any] | None:
        r"""A notebook as it was graded last, as JSON has it; None if there is none that can be read."""
        try:
            read = json.loads((self.course.autograded / student / assignment / f"{notebook}.ipynb").read_bytes())
        except (OSError, ValueError):
            return None
        return read if isinstance(read, dict) and isinstance(read.get("cells"), list) else None

    def record(
        self, student: str, assignment: str, outcomes: list[Outcome], files: dict[str, bytes], fingerprint: str
    ) -> list[Change]:
        r"""Record a graded submission: in one transaction in the gradebook, then in the autograded folder.

        Killed in between and run again, the end is the same. What a person gave, scores and comments, is kept.

        Args:
            student: whose submission.
            assignment: the assignment's full name.
            outcomes: one for each notebook; without notebook it counts as not handed in.
            files: the submission, by relative path; of these only what the exchange needs is used.
            fingerprint: of the plan and the submission; `done` gives it back.
        Returns: the automatic scores that changed, if the submission had been graded before.
        Raises: AutograderError: if the student is unknown and may not be made; Unavailable, if the assignment was
            not released as planned, or gradebook or disk refuse.
        """
        assigned, released = self._release(assignment, {outcome.name: outcome.scores for outcome in outcomes})
        by_name = {outcome.name: outcome for outcome in outcomes if outcome.notebook is not None}
        changes: list[Change] = []
        with self.transaction() as db:
            submission = self._submission(db, student, assigned, submitted_at(self.course, files))
            for notebook in released:
                outcome = by_name.get(notebook.name)
                id = made(db, SUBMITTED, assignment_id=submission.id, notebook_id=notebook.id)
                grades, changed = write_grades(db, id, notebook, outcome)
                write_comments(db, id, notebook, outcome)
                penalty = self._penalty(student, grades, submission, assigned) if outcome else None
                db.execute(update(SUBMITTED).where(SUBMITTED.c.id == id).values(late_submission_penalty=penalty))
                changes += changed
        self._write(student, assignment, outcomes, files, fingerprint)
        return changes

    def lateness(self, student: str, assignment: str) -> Lateness:
        r"""When a recorded submission was handed in, and should have been."""
        with self.course.gradebook_errors(), self._engine.connect() as db:
            return read_lateness(db, self._term, student, assignment)

    def settle(self, student: str, assignment: str) -> list[tuple[float, float]]:
        r"""Bring what lateness costs up to date: points by hand, an extension or a due date may be new.

        Returns: for each notebook where that changed, the penalty before and now.
        """
        assigned, released = self._release(assignment, {})
        changed = []
        with self.transaction() as db:
            submission = db.execute(select(SUBMISSION).filter_by(assignment_id=assigned.id, student_id=student)).one()
            for notebook in released:
                key = {"assignment_id": submission.id, "notebook_id": notebook.id}
                row = db.execute(select(SUBMITTED).filter_by(**key)).one()
                old = row.late_submission_penalty
                new = self._penalty(student, read_grades(db, row.id, notebook), submission, assigned)
                if (old or 0) != (new or 0):
                    db.execute(update(SUBMITTED).where(SUBMITTED.c.id == row.id).values(late_submission_penalty=new))
                    changed.append((old or 0, new or 0))
        return changed

    def weigh(self, plans: Iterable[Plan]) -> None:
        r"""Bring up to date what tests are worth: some may be withdrawn, or count again.

        Raises: Unavailable: if the assignment was not released as planned, or the gradebook refuses.
        """
        for plan in plans:
            _, released = self._release(plan.assignment, {})
            points = {nb.grade_id(cell): plan.worth(cell) for cell in plan.tests}
            with self.transaction() as db:
                for notebook in released:
                    if notebook.name == plan.name:
                        weigh(db, notebook, points)

    def recount(self, student: str, plans: Iterable[Plan]) -> list[Change]:
        r"""Bring up to date what tests gave a student who was graded, from what grading saw; nothing is run.

        Returns: the automatic scores that changed.
        """
        changes = []
        for plan in plans:
            assigned, released = self._release(plan.assignment, {})
            if (earned := self.earned(student, plan)) is None:
                continue  # what was not handed in has nothing, and no withdrawn test either
            of_submission = {"assignment_id": assigned.id, "student_id": student}
            with self.transaction() as db:
                submission = db.execute(select(SUBMISSION).filter_by(**of_submission)).one()
                for notebook in released:
                    key = {"assignment_id": submission.id, "notebook_id": notebook.id}
                    row = db.execute(select(SUBMITTED).filter_by(**key)).first()
                    if row is not None and notebook.name == plan.name:
                        changes += write_scores(db, row.id, notebook, {**earned, **plan.withdrawn})
        return changes

    def earned(self, student: str, plan: Plan) -> dict[str, float] | None:
        r"""What a graded notebook says that each test gave, by grade id, withdrawn or not; None if there is none."""
        notebook = self.recorded(student, plan.assignment, plan.name)
        if notebook is None:
            return None
        found: dict[str, float] = {}
        for cell in notebook["cells"]:
            meta = cell["metadata"]
            if (score := meta.get("autograder", {}).get("score")) is not None:
                found[meta["nbgrader"]["grade_id"]] = score
        return found

    def _release(self, assignment: str, cells: Mapping[str, Collection[str]]) -> tuple[Row[Any], list[Released]]:
        """What the gradebook knows of an assignment; refused if it is not what was graded."""
        if why := self._not_as_planned(assignment, cells):
            raise Unavailable(why)
        return self._released[assignment]

    def _not_as_planned(self, assignment: str, cells: Mapping[str, Collection[str]]) -> str | None:
        """Why nothing of an assignment can be recorded, which is read once; None if it can."""
        if assignment not in self._released:
            with self.course.gradebook_errors(), self._engine.connect() as db:
                assigned = db.execute(select(ASSIGNMENT).filter_by(name=assignment)).first()
                known = db.execute(select(NOTEBOOK).filter_by(assignment_id=assigned.id)).all() if assigned else []
                self._released[assignment] = assigned, [read_released(db, row) for row in known]
        _, released = self._released[assignment]
        known = {notebook.name: {c.name for c in notebook.graded().values()} for notebook in released}
        if not known or any(known.get(name) != {*of_notebook} for name, of_notebook in cells.items()):
            found = "other graded cells than the source" if known else "nothing"
            return (
                f"The gradebook knows {found} of {assignment}: run `autograder release {assignment}` and grade again."
            )
        return None

    def _submission(self, db: Connection, student: str, assigned: Row[Any], timestamp: datetime | None) -> Row[Any]:
        """The submission's row, made with its student if need be, and its time brought up to date."""
        create = self.course.config.Autograde.get("create_student", True)
        if not create and db.execute(select(STUDENT).filter_by(id=student)).first() is None:
            raise AutograderError(f"The gradebook has no student {student}: run `nbgrader db student add {student}`.")
        made(db, STUDENT, id=student)
        id = made(db, SUBMISSION, assignment_id=assigned.id, student_id=student)
        if given := self._term.extension(student, assigned.name):
            grant(db, id, given.time)
        if timestamp:
            db.execute(update(SUBMISSION).where(SUBMISSION.c.id == id).values(timestamp=timestamp))
        return db.execute(select(SUBMISSION).filter_by(id=id)).one()

    def _penalty(self, student: str, grades: list[Grade], submission: Row[Any], assigned: Row[Any]) -> float | None:
        """What the course's plugin takes off for lateness, between nothing and the whole score."""
        seconds = Lateness(submission.timestamp, assigned.duedate, submission.extension).seconds
        if seconds is None or seconds <= 0:
            return None
        reached = sum(grade.score for grade in grades)
        # A plugin of its own for each notebook, as nbgrader has it.
        self._late.init_plugin()
        penalty = self._late.plugin_inst.late_submission_penalty(student, reached, seconds)
        return penalty if penalty is None else 0 if penalty < 0 else min(penalty, reached)

    def _write(
        self, student: str, assignment: str, outcomes: list[Outcome], files: dict[str, bytes], fingerprint: str
    ) -> None:
        content = for_exchange(files)
        for outcome in outcomes:
            if (notebook := outcome.notebook) is None:
                continue
            # What the gradebook has no place for, and `report` reads.
            seen = {"fingerprint": fingerprint, "seconds": round(outcome.seconds, 3), "remarks": outcome.remarks}
            ours = {**notebook.metadata.get("autograder", {}), **seen}
            metadata = {**notebook.metadata, "autograder": ours}
            # Not by nbformat, which takes as long as all the rest; ASCII, since students may print half a character.
            text = json.dumps({**notebook, "metadata": metadata}, sort_keys=True)
            content[f"{outcome.name}.ipynb"] = text.encode("ascii")
        shared = self.course.config.CourseDirectory.get("groupshared", False)
        permissions = self.course.config.Autograde.get("permissions", 664 if shared else 444)
        place = self.course.autograded / student / assignment
        replace_folder(place, content, int(str(permissions), 8), shared=shared)
