"""The next term: a folder with this course in it, and none of its people."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

from autograder import AutograderError
from autograder.course import bank, term
from autograder.course.folders import CONFIG, Course
from autograder.course.term import Term

#: What a course is set up with, where it has that.
_SETUP = (
    *("pyproject.toml", "requirements.txt", "environment.yml", "Makefile", ".gitignore"),
    *("README.md", "LICENSE", "CONTRIBUTING.md"),
)
#: What programs leave behind, and what people have in a folder while they work.
_LEFT_BEHIND = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", ".DS_Store")


def new_term(course: Course, into: Path) -> list[str]:
    r"""Write the course into a new folder: what instructors wrote, and how much each assignment counts.

    Taken is what is known to be the course's. What else lies here may be about people, and is named instead.

    Args:
        course: this term's.
        into: a folder that is not there yet.
    Returns: what was left, and what is to be changed there.
    Raises: AutograderError: if there is such a folder, it lies in what is to be copied, or the disk refuses.
    """
    if into.exists() or into.is_symlink():
        raise AutograderError(f"{into} is there already: name a folder that is not.")
    taken = _taken(course)
    if inside := [path for path in taken if path.is_dir() and into.resolve().is_relative_to(path)]:
        raise AutograderError(f"{into} would lie in {inside[0]}, which is copied there: name another folder.")
    said = [*_left(course, taken), *_settings(course)]
    made = into.with_name(f".{into.name}.new")
    try:
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        for path in taken:
            to = made / path.relative_to(course.root)
            to.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                shutil.copytree(path, to, ignore=_LEFT_BEHIND, dirs_exist_ok=True)
            else:
                shutil.copy2(path, to)
        now = term.read(course.root)
        if now.weights or now.drop_worst:
            term.write(made, Term(weights=now.weights, drop_worst=now.drop_worst))
        made.rename(into)
    except (OSError, shutil.Error) as error:
        shutil.rmtree(made, ignore_errors=True)
        raise AutograderError(f"{into} cannot be written ({error}): mend that, or name another folder.") from None
    return said


def _taken(course: Course) -> list[Path]:
    """What is the course's, as far as it is there."""
    bundled = course.config.Bundle.get("readme")
    named = [CONFIG, bank.FOLDER, *_SETUP, *([bundled] if isinstance(bundled, str) else []), *_packages(course.root)]
    paths = [course.source, *(course.root / name for name in named)]
    return [path for path in dict.fromkeys(paths) if path.exists() and path.is_relative_to(course.root)]


def _packages(root: Path) -> list[str]:
    """What notebooks import and pyproject.toml ships."""
    try:
        settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        found = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [name for name in found if isinstance(name, str)] if isinstance(found, list) else []


def _left(course: Course, taken: list[Path]) -> list[str]:
    """What lies in the course's folder and was not taken."""
    top = {path.relative_to(course.root).parts[0] for path in taken}
    here = {path.name for path in course.root.iterdir() if not path.name.startswith(".")}
    left = sorted(here - top - {term.FILE})  # of which the part without people was taken
    return [f"left, since it may be about people: {', '.join(left)}; copy what the next term needs"] if left else []


def _settings(course: Course) -> list[str]:
    """What both terms would share."""
    settings = course.config.CourseDirectory
    said = []
    if "db_url" in settings:
        said.append(f"{CONFIG} names this term's gradebook, c.CourseDirectory.db_url: name another one there")
    if name := settings.get("course_id", ""):
        said.append(f"{CONFIG} calls the course {name}, as this term: if you use the exchange, call it otherwise")
    return [
        *said,
        "there are no due dates yet, and nothing is released: `autograder assignment due`, `autograder release`",
    ]
