"""Who was behind the names that a platform hid: after marking, each goes by the own id."""

from __future__ import annotations

from pathlib import Path

from autograder import AutograderError
from autograder.course.folders import Course
from autograder.course.spreadsheet import read_rows
from autograder.intake.sheet import named, people
from autograder.running.move import move


def reveal(course: Course, worksheet: Path) -> list[str]:
    r"""Move the work of each `Participant_…` to the student that Moodle's grading worksheet names.

    Args:
        course: whose gradebook.
        worksheet: as Moodle gives it once identities are revealed, with e-mail addresses, usernames or ID numbers.
    Returns: how many moved, and a sentence for each that did not.
    Raises: AutograderError: if the file cannot be read, says of nobody who it is, or two of its columns disagree.
    """
    with course.gradebook() as gradebook:
        students = list(gradebook.students)
        known = people(students)
        hidden = {student.id for student in students}
    moves: dict[str, str] = {}
    said = []
    for number, row in read_rows(worksheet):
        who = named(row)
        old = f"Participant_{who.pop('number', '')}"
        meant = {known[kind].get(value.casefold(), "") for kind, value in who.items()} - {""}
        if len(meant) > 1:
            where = f"{worksheet}, line {number}"
            raise AutograderError(f"{where}: its columns name {' and '.join(sorted(meant))}: correct it.")
        if old in hidden and meant:
            moves[old] = meant.pop()
        elif old in hidden:
            said.append(f"{old} stays: the gradebook knows nobody by what {worksheet} says of that line")
    if not moves:
        expected = "expected Moodle's grading worksheet in English, after identities were revealed"
        raise AutograderError(f"{worksheet} says of no Participant_… of the gradebook who it is, {expected}.")
    moved = 0
    for old, new in moves.items():
        try:
            move(course, old, new)
            moved += 1
        except AutograderError as error:
            said.append(f"{old} stays: {str(error).rstrip('.')}")
    return [f"{moved} of {len(moves)} hidden students go by their own ids now", *said]
