"""Where plans are kept: in the course, as `autograder release` stored them, with the secret of each assignment."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder import AutograderError, Unavailable
from autograder.course import notebook as nb
from autograder.course.bank import Form, Known
from autograder.course.folders import Course
from autograder.course.nbgrader import generate, writes_tests
from autograder.grading.plan import Plan, merged
from autograder.grading.withdrawn import Withdrawal, Withdrawn, tests, weigh

#: Where plans lie in a course. They hold hidden tests: students must not see this folder.
FOLDER = "plans"
#: Folders that Jupyter and Python make.
_MADE = {".ipynb_checkpoints", "__pycache__"}


def load(course: Course, assignment: str, together: frozenset[str] = frozenset()) -> list[Plan]:
    r"""The plans of an assignment's notebooks.

    As `autograder release` stored them; where nbgrader made the release, made afresh from the source.

    Args:
        course: where the assignment is.
        assignment: its full name.
        together: grade ids of the tests that run in the student's process; "*" is all of them.
    Raises: AutograderError: if nbgrader cannot make a release of the source, or it is not for Python.
    """
    path = _path(course, assignment)
    stored = _read(path)
    if "notebooks" in stored:
        notebooks = {name: nbformat.from_dict(made) for name, made in stored["notebooks"].items()}
    else:
        notebooks = _afresh(course, assignment)
        if not path.exists():
            _store(path, stored)
    files, withdrawn = files_of(course, assignment), _withdrawn(stored)
    worth = {key: withdrawn[key].worth(nb.points(cell)) for key, cell in tests(notebooks).items() if key in withdrawn}
    return [
        Plan(
            *(assignment, name, notebook, tuple(notebook.metadata.autograder.defined), stored["seed"], files, together),
            withdrawn={test: points for (of, test), points in worth.items() if of == name},
        )
        for name, notebook in sorted(notebooks.items())
    ]


def released(course: Course, assignment: str) -> bool:
    r"""Whether `autograder release` has stored how an assignment is graded."""
    return "notebooks" in _read(_path(course, assignment))


def as_released(course: Course, assignment: str) -> dict[str, NotebookNode]:
    r"""The notebooks by which an assignment is graded, hidden tests and mark schemes in them.

    As `autograder release` stored them, whatever has been edited since; where nbgrader made the release, the sources.

    Raises: AutograderError: if the plan is broken, or a source cannot be read.
    """
    stored = _read(_path(course, assignment)).get("notebooks")
    if stored is None:
        return {path.stem: nb.read(path) for path in course.notebooks(assignment)}
    return {name: nbformat.from_dict(made) for name, made in stored.items()}


def as_counted(course: Course, assignment: str) -> dict[str, NotebookNode]:
    r"""As `as_released`, with withdrawn tests worth what they count now."""
    notebooks = as_released(course, assignment)
    weigh(notebooks, withdrawn(course, assignment))
    return notebooks


def withdrawn(course: Course, assignment: str) -> Withdrawn:
    r"""The tests of an assignment that were withdrawn since it was released.

    Raises: AutograderError: if the plan is broken.
    """
    return _withdrawn(_read(_path(course, assignment)))


def keep_withdrawn(course: Course, assignment: str, withdrawn: Withdrawn) -> None:
    r"""Keep which tests are withdrawn, all of them."""
    kept: dict[str, dict[str, Any]] = {}
    for (name, test), withdrawal in withdrawn.items():
        kept.setdefault(name, {})[test] = asdict(withdrawal)
    path = _path(course, assignment)
    _store(path, {**_read(path), "withdrawn": kept})


def returning(course: Course, assignment: str) -> Withdrawn:
    r"""The tests that were withdrawn until the last release, and of which what persons gave is still to be put back."""
    return _withdrawn({"withdrawn": _read(_path(course, assignment)).get("returning", {})})


def returned(course: Course, assignment: str) -> None:
    r"""Note that it is put back."""
    path = _path(course, assignment)
    _store(path, {key: kept for key, kept in _read(path).items() if key != "returning"})


def _merged_by_notebook(stored: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """All that is withdrawn or returning in a plan, by notebook and test."""
    found: dict[str, dict[str, Any]] = {}
    for key in ("returning", "withdrawn"):
        for name, of_notebook in stored.get(key, {}).items():
            found.setdefault(name, {}).update(of_notebook)
    return found


def _withdrawn(stored: Mapping[str, Any]) -> Withdrawn:
    of_notebooks = stored.get("withdrawn", {}).items()
    return {
        (name, test): Withdrawal(**kept) for name, of_notebook in of_notebooks for test, kept in of_notebook.items()
    }


def edited(course: Course, assignment: str) -> list[str]:
    r"""The tests, by grade id, that are not in the source as they were released, or are in one of the two alone."""

    def asked(notebooks: Iterable[NotebookNode]) -> dict[str, tuple[float, str]]:
        cells = (cell for notebook in notebooks for cell in notebook.cells if nb.kind(cell) is nb.Kind.TEST)
        return {nb.grade_id(cell): (nb.points(cell), cell.source) for cell in cells}

    released = asked(as_released(course, assignment).values())
    now = asked(nb.read(path) for path in course.notebooks(assignment))
    return sorted(name for name in released.keys() | now.keys() if released.get(name) != now.get(name))


def _read(path: Path) -> dict[str, Any]:
    """What is kept of an assignment; a new secret, if nothing is."""
    if not path.exists():
        return {"seed": secrets.token_hex(16)}
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(stored, dict) and isinstance(stored["seed"], str):
            return stored
        why = "it holds no seed"
    except (ValueError, KeyError) as error:
        why = f"{type(error).__name__}: {error}"
    # Not made anew by itself: with another seed, hidden tests draw other numbers.
    advice = (
        "take it from a copy, or move it away and run `autograder release` for other random numbers in hidden tests"
    )
    raise AutograderError(f"{path} is broken ({why}): {advice}.")


def secret_seed(course: Course, assignment: str) -> str:
    r"""The secret of an assignment, made and kept if there is none."""
    path = _path(course, assignment)
    stored = _read(path)
    if not path.exists():
        _store(path, stored)
    return str(stored["seed"])


def choose_seed(course: Course, assignment: str, seed: str) -> None:
    r"""Take this for the secret of an assignment of which nothing is kept yet."""
    _store(_path(course, assignment), {"seed": seed})


@contextmanager
def stored(course: Course, assignment: str, released: Path, known: Mapping[str, Known] | None) -> Iterator[None]:
    r"""Keep how an assignment is graded as it is released; its secret stays what it was, and no test is withdrawn.

    If what is done with it fails, that is no release, and the plan is again what it was.

    Args:
        course: where plans lie.
        assignment: the assignment's full name.
        released: the folder with the release of its notebooks.
        known: how known mistakes behave in each notebook's tests; None if nobody has tried.
    """
    path = _path(course, assignment)
    content = {"seed": _read(path)["seed"], "notebooks": _merged(course, assignment, released)}
    if known is not None:
        content["behaviours"] = {
            name: {function: [asdict(form) for form in forms] for function, forms in of_notebook.items()}
            for name, of_notebook in known.items()
        }
    before = _read(path) if path.exists() else None
    # What persons gave for tests that count again is put back later: until then it is kept here.
    content |= {"returning": kept} if (kept := _merged_by_notebook(before or {})) else {}
    _store(path, content)
    try:
        yield
    except BaseException:
        if before is None:
            path.unlink()
        else:
            _store(path, before)
        raise


def known_mistakes(course: Course, assignment: str) -> dict[str, Known] | None:
    r"""How known mistakes behave in the tests of each notebook, as they were released; None if nobody recorded it.

    Raises: AutograderError: if the plan is broken.
    """
    stored = _read(_path(course, assignment)).get("behaviours")
    if stored is None:
        return None
    return {
        name: {function: [Form(**form) for form in forms] for function, forms in of_notebook.items()}
        for name, of_notebook in stored.items()
    }


def proof_of(course: Course, assignment: str, seen: str) -> list[str] | None:
    r"""The tests whose last line is a number, if this was seen when the assignment was proven; None if not.

    Args:
        course: where plans lie.
        assignment: the assignment's full name.
        seen: a digest of all that the proof depends on.
    """
    try:
        proof = json.loads(_proof(course, assignment).read_text(encoding="utf-8"))
        return list(proof["numbers"]) if proof["seen"] == seen else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # it is proven again


def keep_proof(course: Course, assignment: str, seen: str, numbers: list[str]) -> None:
    r"""Keep that an assignment was proven, as it is now."""
    _store(_proof(course, assignment), {"seen": seen, "numbers": numbers})


def _merged(course: Course, assignment: str, released: Path) -> dict[str, NotebookNode]:
    sources = {path.stem: nb.read(path) for path in course.notebooks(assignment)}
    if any(writes_tests(course, source) for source in sources.values()):
        whole = _whole(course, assignment)
    else:
        whole = sources
    return {name: merged(source, nb.read(released / f"{name}.ipynb"), whole[name]) for name, source in sources.items()}


def _afresh(course: Course, assignment: str) -> dict[str, NotebookNode]:
    sources = {path.stem: nb.read(path) for path in course.notebooks(assignment)}
    for name, source in sources.items():
        if language := nb.foreign_language(source):
            advice = "grade it with nbgrader's own autograde, in a configuration without autograder's steps"
            raise AutograderError(f"{assignment}, {name}.ipynb is in {language}, expected Python: {advice}.")
    whole = _whole(course, assignment)
    return {name: merged(source, whole[name], whole[name]) for name, source in sources.items()}


def _whole(course: Course, assignment: str) -> dict[str, NotebookNode]:
    """Notebooks as they are released, but with hidden tests and mark schemes in them."""
    with TemporaryDirectory() as scratch:
        generate(course, assignment, Path(scratch), record=False, whole=True)
        return {path.stem: nb.read(path) for path in (Path(scratch) / assignment).glob("*.ipynb")}


def _path(course: Course, assignment: str) -> Path:
    return course.root / FOLDER / f"{assignment}.json"


def _proof(course: Course, assignment: str) -> Path:
    return _path(course, assignment).with_suffix(".proof")


def _store(path: Path, content: Mapping[str, Any]) -> None:
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        part.write_text(json.dumps(content, indent=1), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise Unavailable(f"{path} cannot be written ({error.strerror}): mend that and run this again.") from None


def files_of(course: Course, assignment: str) -> dict[str, bytes]:
    r"""The data and modules that an assignment brings along, by relative path."""
    folder = course.source / assignment
    paths = [path for path in folder.rglob("*") if path.is_file() and not _MADE & {*path.parts}]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths if path.suffix != ".ipynb"}
