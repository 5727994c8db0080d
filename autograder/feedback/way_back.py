"""What a learning platform wants a file of feedback to be called, so that it reaches whoever handed in.

A name is made of the one by which the work came, and of nothing else. One that the platform might read as somebody
else's is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Address:
    r"""Where a student's files go in the archive.

    Attributes:
        whose: the student, as the platform reads the name.
        prefix: what stands before the name of each file.
        with_summary: whether a second file goes there, too.
    """

    whose: str
    prefix: str
    with_summary: bool = True

    def place(self, stem: str, kind: str) -> str:
        """Where a file goes, by its name without its ending, and that ending."""
        return f"{self.prefix}{stem}{kind}"


_CANVAS = re.compile(r"(?P<name>[^_]+)_(?:LATE_)?(?P<user>[0-9]+)_(?P<attachment>[0-9]+)_.+")
_CANVAS_BLIND = re.compile(r"anon_(?:LATE_)?(?P<user>[A-Za-z0-9]{5})_(?P<attachment>[0-9]+)_.+")
_MOODLE = re.compile(r"(?P<name>[^_/]+)_(?P<number>[0-9]+)_assignsubmission_(?P<kind>file|onlinetext)(?:_.*)?")
_BRIGHTSPACE = re.compile(
    r"(?P<user>[0-9]+)-[0-9]+ - .+? - [A-Z][a-z]+ [0-9]{1,2}, [0-9]{4} [0-9]{1,2}:?[0-9]{2} [AP]M"
)


def canvas(called: str) -> Address | None:
    r"""Canvas's *Upload Submissions*, in the gradebook's menu of an assignment.

    It takes the first two parts that are numbers, for the user and the file that was handed in; of a hidden name, the
    two after "anon". All files appear under the name of the student's own, so a second one would only confuse.

    Source: instructure/canvas-lms, app/models/abstract_assignment.rb, infer_comment_context_from_filename.
    """
    if found := _CANVAS_BLIND.fullmatch(called):
        return Address(found["user"], f"anon_{found['user']}_{found['attachment']}_", with_summary=False)
    found = _CANVAS.fullmatch(called)
    # A name that is a number would be read as the user's.
    if found is None or found["name"] == "anon" or found["name"].isdigit():
        return None
    return Address(found["user"], f"{found['name']}_{found['user']}_{found['attachment']}_", with_summary=False)


def moodle(called: str) -> Address | None:
    r"""Moodle's *Upload multiple feedback files in a zip*, in an assignment's grading action.

    It takes the second part between underscores, if that is the number of a participant, and after it where from.

    Source: moodle/moodle, mod/assign/feedback/file/importziplib.php, is_valid_filename_for_import.
    """
    found = _MOODLE.fullmatch(called)
    # More than one such mark: somebody's name, or a file's, looks like what Moodle writes for another one.
    if found and called.count("_assignsubmission_") == 1:
        folder = f"{found['name']}_{found['number']}_assignsubmission_{found['kind']}"
        return Address(str(int(found["number"])), f"{folder}/")
    return None


def brightspace(called: str) -> Address | None:
    r"""Brightspace's *Add Feedback Files*, on the page of an assignment's submissions.

    Its code is not public, and no source that we found says what it reads of a name: so each folder is called as it was
    downloaded, to the letter.
    """
    if found := _BRIGHTSPACE.fullmatch(called):
        return Address(found["user"], f"{called}/")
    return None


PLATFORMS: dict[str, Callable[[str], Address | None]] = {
    "canvas": canvas,
    "moodle": moodle,
    "brightspace": brightspace,
}
