"""A course on disk: its folders, the names in it, and nbgrader set up for it."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from jupyter_core.paths import jupyter_config_path
from traitlets.config import Config
from traitlets.config.loader import JSONFileConfigLoader, PyFileConfigLoader

from autograder import AutograderError, Unavailable

if TYPE_CHECKING:
    from nbgrader.api import Gradebook
    from sqlalchemy import Connection

    from autograder.course.limits import RunLimits

CONFIG = "nbgrader_config.py"
#: Where a course keeps what only `autograder` reads, and makes again if it is lost.
KEPT = ".autograder"

_LOADERS = {"nbgrader_config.json": JSONFileConfigLoader, CONFIG: PyFileConfigLoader}

#: What SQLAlchemy imports, for PostgreSQL psycopg2 where the URL names no driver.
_POSTGRESQL = ("psycopg", "psycopg2")
_DRIVERS = (*_POSTGRESQL, "MySQLdb", "pymysql", "cx_Oracle", "oracledb", "pyodbc")


@dataclass(frozen=True)
class Course:
    """A folder that nbgrader calls a course; `root` holds its nbgrader_config.py."""

    root: Path

    @classmethod
    def at(cls, root: Path) -> Course:
        r"""The course in a folder.

        Raises: AutograderError: if the folder holds no nbgrader_config.py.
        """
        if not (root / CONFIG).is_file():
            raise AutograderError(f"{root.resolve()} is not a course: it has no {CONFIG}; go to the course's folder.")
        return cls(root.resolve())

    @cached_property
    def config(self) -> Config:
        r"""The course's nbgrader configuration, upon that of the user and the machine, with the root filled in.

        Raises: AutograderError: if it is not Python that runs.
        """
        config = Config()
        # As nbgrader does: what is nearer to the course comes later and counts.
        for folder in [*reversed(jupyter_config_path()), str(self.root)]:
            for name, loader in _LOADERS.items():
                if not Path(folder, name).is_file():
                    continue
                try:
                    config.merge(loader(name, path=folder).load_config())
                except (Exception, SystemExit) as error:
                    # It is a program: whatever it raises, it cannot be read.
                    why = f"{type(error).__name__}: {error}"
                    raise AutograderError(f"{Path(folder, name)} cannot be read ({why}): mend it.") from None
        config.CourseDirectory.root = str(self.root)
        return config

    @property
    def source(self) -> Path:
        """Where instructors write."""
        return self._folder("source_directory", "source")

    @property
    def release(self) -> Path:
        """Where students' versions go."""
        return self._folder("release_directory", "release")

    @property
    def submitted(self) -> Path:
        """Where students' answers arrive."""
        return self._folder("submitted_directory", "submitted")

    @property
    def autograded(self) -> Path:
        """Where graded answers go."""
        return self._folder("autograded_directory", "autograded")

    @property
    def feedback(self) -> Path:
        """Where the pages for students go."""
        return self._folder("feedback_directory", "feedback")

    @property
    def gradebook_url(self) -> str:
        """nbgrader's database, as SQLAlchemy writes it."""
        url: str = self.config.CourseDirectory.get("db_url", f"sqlite:///{self.root / 'gradebook.db'}")
        return url

    @property
    def zone(self) -> str:
        """The time zone that a course's dates are in, where they do not say."""
        zone: str = self.config.Exchange.get("timezone", "UTC")
        return zone

    @contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        r"""The course's gradebook, open.

        Raises: Unavailable: if it cannot be read or written; says what to do.
        """
        from nbgrader.api import Gradebook

        with self.gradebook_errors():
            self._refuse_older_gradebook()
            with _programs_of_this_python(), warnings.catch_warnings():
                # What nbgrader's database layer warns of is nothing that an instructor can mend.
                warnings.simplefilter("ignore")
                gradebook = Gradebook(self.gradebook_url, self.config.CourseDirectory.get("course_id", ""))
            with gradebook:
                yield gradebook

    @contextmanager
    def gradebook_to_read(self) -> Iterator[Connection]:
        r"""The course's gradebook as it is: nothing is made, brought up to date or written.

        Raises: Unavailable: if there is none, or it cannot be read.
        """
        from sqlalchemy import create_engine
        from sqlalchemy.engine import make_url

        with self.gradebook_errors():
            url = make_url(self.gradebook_url)
            if url.get_backend_name() == "sqlite":
                path = self.root / (url.database or "gradebook.db")
                if not path.is_file():
                    raise Unavailable(f"There is no gradebook {path}: name the folder of a course that was graded.")
                address = f"file:{quote(str(path))}?mode=ro"
                engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))
            else:
                engine = create_engine(url)
            try:
                with engine.connect() as db:
                    yield db
            finally:
                engine.dispose()

    def _refuse_older_gradebook(self) -> None:
        """Before nbgrader opens it, which adds tables, and fails at the first column that is not there."""
        from nbgrader.api import Base
        from sqlalchemy import create_engine, inspect

        engine = create_engine(self.gradebook_url)
        try:
            there = {table: columns for (_, table), columns in inspect(engine).get_multi_columns().items()}
        finally:
            engine.dispose()
        for table in Base.metadata.sorted_tables:
            found = {column["name"] for column in there.get(table.name, [])}
            missing = [column.name for column in table.columns if column.name not in found]
            if found and missing:
                raise Unavailable(self._broken(f"no such column: {table.name}.{missing[0]}"))

    @contextmanager
    def gradebook_errors(self) -> Iterator[None]:
        """Say in one sentence what is wrong with the gradebook."""
        from sqlalchemy.exc import SQLAlchemyError

        try:
            yield
        except SQLAlchemyError as error:
            raise Unavailable(self._broken(str(getattr(error, "orig", None) or error))) from None
        except ModuleNotFoundError as error:
            if error.name not in _DRIVERS:
                raise
            what = "install it, or name a database of SQLite or PostgreSQL"
            if error.name in _POSTGRESQL:
                what = "run `pip install 'psycopg[binary]'` and begin the gradebook's URL with postgresql+psycopg://"
            needs = f"The gradebook's database needs the Python package {error.name}, which is not installed"
            raise Unavailable(f"{needs}: {what}.") from None

    def _broken(self, reason: str) -> str:
        """What is wrong with the gradebook, and what to do."""
        from sqlalchemy.engine import make_url
        from sqlalchemy.exc import ArgumentError

        try:
            where = f"The gradebook {unquote(make_url(self.gradebook_url).render_as_string(hide_password=True))}"
        except ArgumentError:
            return f"{self.gradebook_url} is no URL of a gradebook: expected one such as sqlite:///gradebook.db."
        reason = reason.strip().splitlines()[0]
        if "locked" in reason:
            return f"{where} is locked by another program: let it finish or close it, and run this again."
        if re.search(r"no such (table|column)|has no column|(relation|column) .* does not exist", reason):
            return (
                f"{where} was made by another version of nbgrader ({reason}): back it up and run `nbgrader db upgrade`."
            )
        if "full" in reason:
            return f"{where} cannot be written, the disk is full: make room and run this again."
        return f"{where} cannot be used ({reason}): mend that and run this again."

    def grading(self, gradebook_url: str | None = None) -> tuple[RunLimits, frozenset[str]]:
        r"""How submissions are graded: the limits, and the grade ids of tests that run in the student's process.

        Args:
            gradebook_url: in place of the configured one, from now on.
        Returns: limits and grade ids; "*" stands for all tests.
        Raises: AutograderError: if `c.Autograder` sets what there is not.
        """
        from autograder.course.limits import EVERY_TEST, RunLimits

        if gradebook_url:
            self.config.CourseDirectory.db_url = gradebook_url
        settings = dict(self.config.get("Autograder", {}))
        together = settings.pop("together", [])
        if not isinstance(together, list | tuple | set) or not all(isinstance(name, str) for name in together):
            raise AutograderError(f"c.Autograder.together is {together!r}, expected a list of tests' ids: correct it.")
        shows_hidden_messages(self.config)  # refused now, and not by feedback alone
        settings.pop("hidden_messages", None)
        everything = {EVERY_TEST} if settings.pop("tests_in_student_process", False) else set()
        return RunLimits().changed(settings), frozenset(together) | everything

    def _folder(self, setting: str, default: str) -> Path:
        folder: str = self.config.CourseDirectory.get(setting, default)
        return self.root / folder

    def names(self) -> list[str]:
        """The assignments there are, in order."""
        return sorted({path.parent.name for path in self.source.glob("*/*.ipynb")})

    def resolve(self, name: str) -> str:
        r"""The full name of an assignment.

        Args:
            name: the full name, or the number that it begins with: "05" or "5".
        Raises: AutograderError: if there is no such assignment; names those there are.
        """
        names = self.names()
        number = name.zfill(2) if name.isdecimal() else None
        for candidate in names:
            if candidate == name or number and candidate.startswith(f"{number}_"):
                return candidate
        there = ", ".join(names) or "none yet"
        raise AutograderError(f"There is no assignment {name} in {self.source}; there are: {there}.")

    def resolve_all(self, names: list[str]) -> list[str]:
        """The full names of several assignments; of all there are, if none is named."""
        if not names and not self.names():
            raise AutograderError(f"There is no assignment in {self.source}.")
        return [self.resolve(name) for name in names] or self.names()

    def notebook(self, name: str) -> Path:
        """The source notebook of an assignment."""
        return self.source / name / f"{name}.ipynb"

    def notebooks(self, name: str) -> list[Path]:
        """The source notebooks of an assignment; this course has one each, of the same name."""
        return sorted((self.source / name).glob("*.ipynb"))

    def nbgrader(self, step: str, *arguments: str, settings: Config | None = None) -> None:
        r"""Let nbgrader do one of its steps on this course.

        Args:
            step: a method of `NbGraderAPI`, e.g. "generate_assignment".
            arguments: what it takes: the assignment, and for some steps the student.
            settings: in place of what the course configures.
        Raises: AutograderError: with the reason that nbgrader gives, if it fails.
        """
        # Importing nbgrader takes a second, which `--help` should not.
        from nbgrader.apps.api import NbGraderAPI
        from nbgrader.coursedir import CourseDirectory

        config = deepcopy(self.config)
        config.merge(settings or Config())
        with _programs_of_this_python(), warnings.catch_warnings():
            # What nbgrader's database layer warns of is nothing that an instructor can mend.
            warnings.simplefilter("ignore")
            api = NbGraderAPI(CourseDirectory(config=config), config=config)
            result = getattr(api, step)(*arguments)
        if not result["success"]:
            told = f"{result.get('log', '')}\n{result.get('error', '')}"
            reason = _reason(told)
            if of_database := re.match(r"(sqlite3|psycopg2?)\.[\w.]*Error: (.+)", reason):
                raise Unavailable(self._broken(of_database[2]))
            raise AutograderError(f"nbgrader's {step} failed on {' of '.join(arguments)}: {reason}")


def shows_hidden_messages(config: Config) -> bool:
    r"""Whether feedback says what the hidden part of a test says, and not only what the test is about.

    Raises: AutograderError: if `c.Autograder.hidden_messages` is neither "full" nor "title".
    """
    setting = config.get("Autograder", {}).get("hidden_messages", "full")
    if setting not in ("full", "title"):
        raise AutograderError(f'c.Autograder.hidden_messages is {setting!r}, expected "full" or "title": correct it.')
    return bool(setting == "full")


@contextmanager
def _programs_of_this_python() -> Iterator[None]:
    """Put the folder of this Python first in PATH: a new gradebook is made by its `alembic`."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _reason(told: str) -> str:
    """The innermost reason in nbgrader's log, which wraps it in "see the above traceback"."""
    for line in map(str.strip, told.splitlines()):
        if re.match(r"[\w.]*(Error|Exception|Entry)\b.*: ", line):
            return line
    return told.strip()[-300:]
