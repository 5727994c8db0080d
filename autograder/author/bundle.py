"""What a student without a hub gets: one archive with everything that the course needs, and nothing that it hides."""

from __future__ import annotations

import ast
import re
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from traitlets.utils.importstring import import_item

from autograder import AutograderError
from autograder.author.packed import Packed
from autograder.author.release import held_back, proof
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.course.names import python

#: What notebooks do not import and students still need: JupyterLab, its kernel, and the Validate button.
_TOOLS = ("ipykernel", "jupyterlab", "nbgrader")
_PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "{name}"
version = "{version}"
requires-python = "{python}"
dependencies = {dependencies}

[tool.hatch.build.targets.wheel]
packages = {packages}
"""


def bundle(course: Course, names: list[str], into: Path, *, with_answers: bool = False) -> tuple[Path, list[str]]:
    r"""Pack the students' versions with what they need.

    Args:
        course: whose releases are packed, with the packages that its pyproject.toml ships, `autograder` left out.
        names: assignments, full names; what is not released, and answers that must wait, are left out.
        into: the folder that gets the archive; what archives of earlier weeks in it hold is not packed again.
        with_answers: whether answers need not wait until their questions are due.
    Returns: the archive, and a sentence for each assignment that was left out or lies beside an earlier one.
    Raises: AutograderError: if nothing new is released, something would leak, or a file there is no archive of ours.
    """
    folder = _name(course)
    before = Packed.into(into, folder)
    path = before.path
    left = {} if with_answers else held_back(course, names)
    files: dict[str, bytes] = {}
    said = []
    for name in names:
        released = course.release / name / f"{name}.ipynb"
        if not released.is_file():
            left[name] = f"it is not released: run `autograder release {name}`"
        if name not in left:
            if problems := proof(course, name, released):
                raise AutograderError(f"{name} is not packed: {'; '.join(problems)}; run `autograder release {name}`.")
            new = _new(course, released, before)
            if not new:
                left[name] = "an earlier archive has it as it is"
            elif f"notebooks/{name}/{name}.ipynb" not in new and any(map(nb.is_notebook, new)):
                said.append(f"{name} has changed: it lies beside the one that students have, which stays theirs.")
            files |= new
    if not files:
        raise AutograderError(f"Nothing is packed: {'; '.join(f'{name}: {why}' for name, why in left.items())}.")
    try:
        # For all that students have then: it takes the place of what earlier archives say.
        files |= _around(course, [name for name in course.names() if _is_in(name, {*files, *before.files})])
    except FileNotFoundError as error:
        lacks = f"{error.filename} is not there: what a student needs is taken from it"
        raise AutograderError(f"{lacks}, so put it there, as this course has it, and run this again.") from None
    except (ValueError, LookupError, TypeError) as error:
        what = "pyproject.toml, requirements.txt or a file beside them does not say what a student needs"
        why = f"{type(error).__name__}: {error}"
        raise AutograderError(f"{what} ({why}): mend it as this course has it, and run this again.") from None
    try:
        into.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
            for name, content in sorted(files.items()):
                entry = zipfile.ZipInfo(f"{folder}/{name}")
                entry.external_attr = 0o644 << 16  # without it, nobody may read what unzip writes
                archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise AutograderError(f"{path} cannot be written ({error.strerror}): mend that and run this again.") from None
    return path, [*said, *(f"{name} was left out: {why}." for name, why in left.items())]


def _new(course: Course, released: Path, before: Packed) -> dict[str, bytes]:
    """The files of a release that no earlier archive has, by where they are packed."""
    there = (file for file in released.parent.rglob("*") if file.is_file() and ".ipynb_checkpoints" not in file.parts)
    places = {f"notebooks/{file.relative_to(course.release).as_posix()}": file.read_bytes() for file in there}
    return {new: content for place, content in places.items() if (new := before.beside(place, content))}


def _is_in(name: str, places: Iterable[str]) -> bool:
    return any(place.startswith(f"notebooks/{name}/") for place in places)


def _name(course: Course) -> str:
    """What the archive is called, and the one folder in it: who unpacks it where there is much else finds it again."""
    return str(course.config.CourseDirectory.get("course_id", "") or "course")


def _around(course: Course, names: list[str]) -> dict[str, bytes]:
    """What is in the archive beside notebooks; `c.Bundle` in the course's settings says what is the course's own.

    `readme` names the text that greets students, with versions of what is pinned where it says {python} or {torch};
    `data`, a function that gives the path of a file, which students find in `data/`.
    """
    settings = course.config.get("Bundle", {})
    project = tomllib.loads((course.root / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    packages = [name for name in packages if name != "autograder"]
    about = {
        "name": _name(course),
        "version": project["project"]["version"],
        "python": project["project"]["requires-python"],
    }
    files = {
        path.relative_to(course.root).as_posix(): path.read_bytes()
        for package in packages
        for path in sorted((course.root / package).rglob("*"))
        if path.is_file() and not _left_behind(path.relative_to(course.root))
    }
    sources = [file.decode() for name, file in files.items() if name.endswith(".py")]
    for name in names:
        cells = nb.read(course.release / name / f"{name}.ipynb").cells
        sources += [python(cell.source) for cell in cells if cell.cell_type == "code"]
    pins = _pins((course.root / "requirements.txt").read_text(encoding="utf-8"))
    imported = _imported(sources, packages)
    needed = _needed({*_TOOLS, *imported})
    versions = {name.replace("-", "_"): line.partition("==")[2].partition(";")[0] for name, line in pins.items()}
    readme = course.root / settings.get("readme", "README.md")
    text = {
        "README.md": _filled(readme.read_text(encoding="utf-8"), {**versions, **about}),
        "pyproject.toml": _PYPROJECT.format(
            packages=packages, dependencies=_required(imported, project["project"].get("dependencies", [])), **about
        ),
        "requirements.txt": "".join(
            f"{line}\n" for name, line in pins.items() if name in needed or "sys_platform" in line
        ),
        "environment.yml": (course.root / "environment.yml").read_text(encoding="utf-8"),
        "LICENSE": (course.root / "LICENSE").read_text(encoding="utf-8"),
    }
    files |= {name: content.encode() for name, content in text.items()}
    wheel = _wheel(files) if packages else {}
    return files | wheel | _data(settings.get("data"))


def _required(imported: Iterable[str], dependencies: Iterable[str]) -> list[str]:
    """What programs import, as the course's pyproject.toml asks for it; nothing is pinned, so it fits what is there."""
    asked = {canonicalize_name(Requirement(each).name): each for each in dependencies}
    return sorted(asked.get(name, name) for name in map(canonicalize_name, imported))


def _wheel(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What notebooks import, as one file that pip installs: for where there is no folder to install, as in Colab."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, content in files.items():
            path = Path(scratch, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        (built,) = map(Path, WheelBuilder(scratch).build(directory=scratch, versions=["standard"]))
        return {built.name: built.read_bytes()}


def _filled(text: str, values: Mapping[str, str]) -> str:
    """A text with values in place of their names in braces; other braces stay."""
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), text)


def _data(function: str | None) -> dict[str, bytes]:
    """The file that a function of the course gives."""
    if function is None:
        return {}
    try:
        path = import_item(function)()
        return {f"data/{path.name}": path.read_bytes()}
    except Exception as error:
        # It is the course's own: whatever it raises, it says what is wrong.
        raise AutograderError(str(error)) from None


def _left_behind(path: Path) -> bool:
    """Whether a program left it there: what Python compiled, what an editor or a desktop keeps for itself."""
    return any(part.startswith(".") or part == "__pycache__" or part.endswith(("~", ".orig")) for part in path.parts)


def _imported(sources: list[str], ours: list[str]) -> set[str]:
    """The distributions that programs import."""
    roots: set[str] = set()
    for node in (node for source in sources for node in ast.walk(ast.parse(source))):
        if isinstance(node, ast.Import):
            roots |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            roots.add(node.module.partition(".")[0])
    there = packages_distributions()
    return {name for root in roots - set(ours) - sys.stdlib_module_names for name in there.get(root, [root])}


def _needed(names: set[str]) -> set[str]:
    """Distributions with all that they require here, extras left out."""
    found: set[str] = set()
    waiting = {canonicalize_name(name) for name in names}
    while waiting:
        name = waiting.pop()
        found.add(name)
        try:
            required = map(Requirement, distribution(name).requires or [])
        except PackageNotFoundError:
            continue
        new = {canonicalize_name(r.name) for r in required if r.marker is None or r.marker.evaluate({"extra": ""})}
        waiting |= new - found
    return found


def _pins(requirements: str) -> dict[str, str]:
    """The lines of a requirements.txt, by the distribution that they pin."""
    lines = [line.strip() for line in requirements.splitlines() if re.match(r"[\w.-]+==", line.strip())]
    return {canonicalize_name(line.partition("==")[0]): line for line in lines}
