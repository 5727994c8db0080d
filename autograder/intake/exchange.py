"""What students hand in through nbgrader's exchange, and where their feedback goes; a folder that all can reach."""

from __future__ import annotations

import os
import pwd
import stat
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import notebook_hash

from autograder import AutograderError, Unavailable
from autograder.course.folders import Course
from autograder.intake.submissions import SECRET, Submission, UploadLimits, for_exchange, read_folder
from autograder.intake.times import moment

#: A folder that nothing was written into for so long is whole, whatever is missing in it; in seconds.
_WHOLE_S = 60
#: A time that a student's program wrote is in doubt if the folder came so much later; in seconds.
_DOUBT_S = 600


@dataclass(frozen=True)
class HandIn:
    """One that arrived.

    Attributes:
        name: of its folder; nobody else's is called so.
        student: who handed it in.
        assignment: the assignment's full name, as the student has it.
        handed_in: when, in UTC and without a zone, as `nbgrader submit` wrote it into the name.
        remark: a sentence for the instructor, if something about it is to be looked at; "" if not.
    """

    name: str
    student: str
    assignment: str
    handed_in: datetime
    remark: str = ""


class Exchange:
    """nbgrader's exchange, from the instructor's side."""

    def __init__(self, course: Course) -> None:
        r"""Find it as the course configures it.

        Raises: AutograderError: if there is none that can be watched; says what to do.
        """
        self._course = course
        settings = course.config
        if set(settings.get("ExchangeFactory", {})) - {"collect"}:
            raise AutograderError("c.ExchangeFactory names another exchange than nbgrader's folder: collect with it.")
        self._settings = ExchangeCollect(coursedir=CourseDirectory(config=settings), config=settings)
        if not self._settings.coursedir.course_id:
            raise AutograderError("The course has no id: set c.CourseDirectory.course_id in nbgrader_config.py.")
        self._place = Path(self._settings.root, self._settings.coursedir.course_id)
        self._seen_ns = 0

    @property
    def inbound(self) -> Path:
        """Where hand-ins arrive; made by nbgrader, when it releases the first assignment."""
        return self._place / "inbound"

    @property
    def before_duedate(self) -> bool:
        """Whether the last one before the due date counts, and not the last one, as nbgrader has it."""
        return bool(self._settings.before_duedate)

    def arrived(self, known: Collection[str]) -> Iterator[HandIn | str]:
        r"""What has arrived and is whole.

        Args:
            known: names of folders that need no second look.
        Returns: hand-ins in no order; for a folder that is none, its name.
        Raises: Unavailable: if the folder cannot be read.
        """
        try:
            changed_ns = self.inbound.stat().st_mtime_ns
            if changed_ns == self._seen_ns:
                return
            with os.scandir(self.inbound) as entries:
                new = [entry for entry in entries if entry.name not in known]
        except FileNotFoundError:
            return  # nothing was released through it yet
        except OSError as error:
            raise Unavailable(f"{self.inbound} cannot be read ({error.strerror}): mend that first.") from None
        waiting = False
        for entry in new:
            if not self._whole(entry):
                waiting = True
            else:
                yield self._hand_in(entry)
        # Changed within the resolution of a disk's clock, it may change once more and look the same.
        if not waiting and time.time_ns() - changed_ns > 2_000_000_000:
            self._seen_ns = changed_ns

    def _whole(self, entry: os.DirEntry[str]) -> bool:
        """Whether nbgrader has written all of it: last comes the secret, and then everybody may write there."""
        try:
            found = entry.stat(follow_symlinks=False)
            if not stat.S_ISDIR(found.st_mode) or time.time() - found.st_mtime > _WHOLE_S:
                return True
            return bool(found.st_mode & stat.S_IWOTH) and os.stat(Path(entry.path, SECRET)).st_size > 0
        except OSError:
            return False

    def _hand_in(self, entry: os.DirEntry[str]) -> HandIn | str:
        """What a folder's name says, "ada+06_code+2026-01-31 23:59:00.000000 UTC+random": names of users may have +."""
        parts = entry.name.rsplit("+", 3)
        # What cannot be printed, bytes that are no letters among it, can be neither logged nor noted.
        if len(parts) < 3 or not entry.name.isprintable() or not entry.is_dir(follow_symlinks=False):
            return entry.name
        student, assignment, handed_in = parts[:3]
        # A name leads into folders of this course, and stands in its log.
        if any(not name or name.startswith(".") for name in (student, assignment)):
            return entry.name
        try:
            said = moment(handed_in, self._course.zone)
        except ValueError:
            return entry.name
        try:
            return HandIn(entry.name, student, assignment, said, self._doubt(entry, said))
        except OSError:
            return entry.name

    def _doubt(self, entry: os.DirEntry[str], said: datetime) -> str:
        """A student's own program says when it was handed in; when the disk saw it, no student can say."""
        changed = datetime.fromtimestamp(entry.stat(follow_symlinks=False).st_ctime, UTC).replace(tzinfo=None)
        if abs((changed - said).total_seconds()) <= _DOUBT_S:
            return ""
        return f"says {said:%Y-%m-%d %H:%M} UTC of itself, and lies there since {changed:%Y-%m-%d %H:%M}: look at it."

    def read(self, name: str, student: str, limits: UploadLimits) -> Submission:
        r"""Read a student's hand-in by its folder's name, following no link.

        Raises: AutograderError: if it is too much, or belongs to somebody else than it says.
        """
        folder = self.inbound / name
        if self._settings.check_owner:
            refuse_forged(folder, student)
        return read_folder(self._course, folder, limits)

    def publish(self, name: str, pages: Mapping[str, bytes]) -> bool:
        r"""Put pages where `nbgrader fetch_feedback` looks for them.

        Args:
            name: of a hand-in's folder; the secret in it says where.
            pages: HTML by notebook's name.
        Returns: whether there was a secret to go by.
        Raises: Unavailable: if the disk refuses.
        """
        secret = self._secret(name)
        if not secret:
            return False
        place, shared = self._place / "feedback", self._settings.coursedir.groupshared
        try:
            if not place.is_dir():
                place.mkdir()
                place.chmod(0o2771 if shared else 0o711)  # nobody lists it: names are secrets
            for notebook, page in pages.items():
                whole = place / f"{notebook_hash(secret=secret, notebook_id=notebook)}.html"
                part = whole.with_name(f"{whole.stem}-tmp.html")
                part.write_bytes(page)
                part.chmod(0o664 if shared else 0o644)
                part.replace(whole)
        except OSError as error:
            raise Unavailable(f"{place} cannot be written ({error.strerror}): mend that first.") from None
        return True

    def _secret(self, name: str) -> str:
        """The secret in a hand-in, through no link: by one in the folder's place, pages would go to somebody else."""
        try:
            folder = os.open(self.inbound / name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                descriptor = os.open(SECRET, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
            finally:
                os.close(folder)
            with open(descriptor, "rb") as file:
                return for_exchange({SECRET: file.read(1000)}).get(SECRET, b"").decode("ascii")
        except OSError:
            return ""


def refuse_forged(folder: Path, student: str) -> None:
    r"""Look whether a hand-in belongs to the student after whom it is called.

    Raises: AutograderError: if not.
    """
    if (owner := _owner(folder)) != student:
        told = f"is called after {student} and belongs to {owner}: somebody hands in for somebody else"
        raise AutograderError(f"{folder} {told}, or set c.ExchangeCollect.check_owner = False.")


def _owner(folder: Path) -> str:
    """Whose a folder is, by the system."""
    try:
        return pwd.getpwuid(folder.lstat().st_uid).pw_name
    except KeyError:
        return "nobody that this machine knows"
