"""nbgrader's own collecting from the exchange, by command or by formgrader's button, with what it lacks.

nbgrader copies what a link in a hand-in leads to, by the instructor's rights: a link to a solution is a solution handed
in, and comes back in the feedback. And of a hand-in that is called after somebody else it warns, and takes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.exchange.default.collect import ExchangeCollect

from autograder import AutograderError
from autograder.course.files import replace_folder
from autograder.course.folders import Course
from autograder.intake.exchange import refuse_forged
from autograder.intake.submissions import UploadLimits, read_folder

Record = dict[str, Any]


class SafeCollect(ExchangeCollect):  # type: ignore[misc]  # nbgrader has no types here
    """Follows no link, and takes nothing that is called after somebody else; `c.ExchangeFactory.collect` names it."""

    src_records: list[Record]

    def init_src(self) -> None:
        """The hand-in of each student that counts, of those that can be taken; it tells of all others."""
        self._left: set[str] = set()
        super().init_src()
        self.src_records = [record for record in self.src_records if record["filename"] not in self._left]

    def _sort_by_timestamp(self, records: list[Record]) -> list[Record]:
        """Of a student's hand-ins, only these come into question."""
        for record in records:
            if why := self._why_not(record):
                self.log.error("%s was left: %s", record["filename"], why)
                self._left.add(record["filename"])
        taken = [record for record in records if record["filename"] not in self._left]
        found: list[Record] = super()._sort_by_timestamp(taken or records)
        return found

    def _why_not(self, record: Record) -> str:
        folder = Path(self.inbound_path, record["filename"])
        try:
            if self.check_owner:
                refuse_forged(folder, record["username"])
            self._read(folder)
        except (AutograderError, OSError) as error:
            return str(error)
        return ""

    def _read(self, folder: Path) -> dict[str, bytes]:
        return read_folder(Course.at(Path(self.coursedir.root)), folder, UploadLimits()).files

    def do_copy(self, src: str, dest: str, log: object = None) -> None:
        """As nbgrader's, and what is no regular file is left out."""
        shared = self.coursedir.groupshared
        replace_folder(Path(dest), self._read(Path(src)), 0o664 if shared else 0o644, shared=shared)
