"""What a student without a hub gets: unpacked, it works; searched, it gives nothing away."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from tiny_course import NAME, ROOT
from typer.testing import CliRunner

from autograder.author.release import leaks, release
from autograder.cli import app
from autograder.course import notebook as nb
from autograder.course.folders import Course

NAMES = Course.at(ROOT).names()
WHEEL = "unrolled-0.1.0-py3-none-any.whl"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This course's own archive, unpacked."""
    into = tmp_path_factory.mktemp("bundle")
    subprocess.run(
        [sys.executable, "-m", "autograder", "bundle", "--with-answers", "--into", str(into)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(into / "unrolled.zip") as archive:
        archive.extractall(into)
    return into / "unrolled"


def files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def test_every_notebook_is_in_it_as_released(unpacked: Path) -> None:
    for name in NAMES:
        path = f"notebooks/{name}/{name}.ipynb"
        assert (unpacked / path).read_bytes() == (ROOT / path).read_bytes()


def test_nothing_that_is_hidden_is_in_it(unpacked: Path) -> None:
    there = {path.relative_to(unpacked).parts for path in files(unpacked)}
    allowed = {"README.md", "LICENSE", "environment.yml", "pyproject.toml", "requirements.txt"}
    assert {parts[0] for parts in there} == {"notebooks", "rnn_helpers", "data", WHEEL} | allowed
    for name in NAMES:
        source, released = (
            nb.read(folder / name / f"{name}.ipynb") for folder in (ROOT / "source", unpacked / "notebooks")
        )
        assert leaks(source, released) == []
    texts = {
        path: path.read_text() for path in files(unpacked) if path.suffix in (".py", ".md", ".toml", ".yml", ".txt")
    }
    hidden = {three for name in NAMES for three in hidden_lines(nb.read(ROOT / "source" / name / f"{name}.ipynb"))}
    assert len(hidden) > 500
    for path, text in texts.items():
        assert not hidden & set(threes(text)), path


def test_the_wheel_holds_what_notebooks_import_and_asks_for_no_grader(unpacked: Path) -> None:
    with zipfile.ZipFile(unpacked / WHEEL) as wheel:
        inside = {name: wheel.read(name) for name in wheel.namelist() if ".dist-info/" not in name}
        metadata = wheel.read("unrolled-0.1.0.dist-info/METADATA").decode()
    helpers = (path for path in files(unpacked) if path.is_relative_to(unpacked / "rnn_helpers"))
    assert inside == {path.relative_to(unpacked).as_posix(): path.read_bytes() for path in helpers}
    asked = set(re.findall(r"^Requires-Dist: (.+)$", metadata, re.MULTILINE))
    assert {"torch", "ipywidgets", "num2words"} <= asked, "of any version: Colab has its own"
    assert not {"nbgrader", "jupyterlab", "copydetect"} & asked


@pytest.mark.slow
def test_pip_installs_the_wheel_where_nothing_of_the_course_is(unpacked: Path, tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(tmp_path)]
    subprocess.run([*pip, str(unpacked / WHEEL)], check=True)
    # Without site-packages, and from another folder: no repository and no archive stands on the way.
    there = f"import sys; sys.path.append({str(tmp_path)!r}); from importlib.util import find_spec; import rnn_helpers"
    seen = f"{there}; print(rnn_helpers.__file__, find_spec('autograder'))"
    run = subprocess.run([sys.executable, "-I", "-S", "-c", seen], cwd=tmp_path, capture_output=True, text=True)
    assert run.stdout == f"{tmp_path}/rnn_helpers/__init__.py None\n"


def threes(text: str) -> Iterator[tuple[str, ...]]:
    """Each line with the next two."""
    lines = [line.strip() for line in text.splitlines()]
    return zip(lines, lines[1:], lines[2:], strict=False)


def hidden_lines(source: NotebookNode) -> Iterator[tuple[str, ...]]:
    """Three lines in a row of solutions and hidden tests: one alone can stand elsewhere and give nothing away."""
    for cell in source.cells:
        visible = set(map(str.strip, nb.without_regions(cell.source).splitlines()))
        yield from (three for three in threes(cell.source) if not visible & set(three))


def test_it_does_not_say_who_taught_or_where(unpacked: Path) -> None:
    for path in files(unpacked):
        assert str(ROOT).encode() not in path.read_bytes(), path


def runs_through(unpacked: Path, name: str, python: str, environment: dict[str, str]) -> None:
    """Run a notebook where it lies, with a kernel of its own: unfinished exercises stop nothing, and are named last."""
    path = unpacked / "notebooks" / name / f"{name}.ipynb"
    notebook = nbformat.read(path, 4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}})
    manager = client.create_kernel_manager()
    manager.kernel_cmd = [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    manager.extra_env = environment
    with client.setup_kernel(env=os.environ | environment):
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
    assert "is not written yet" in notebook.cells[-1].outputs[0].text


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES[:2])
def test_it_runs_from_where_it_lies(unpacked: Path, name: str) -> None:
    with_bundle = {"PYTHONPATH": str(unpacked)}
    where = "import rnn_helpers, rnn_helpers.texts.data as d; print(rnn_helpers.__file__, d.folder())"
    command = [sys.executable, "-c", where]
    run = subprocess.run(command, cwd=unpacked, env=os.environ | with_bundle, capture_output=True, text=True)
    assert run.stdout == f"{unpacked}/rnn_helpers/__init__.py {unpacked}/data\n"
    runs_through(unpacked, name, sys.executable, with_bundle)


@pytest.mark.large
def test_it_installs_into_a_fresh_environment_and_every_notebook_runs(unpacked: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", ".venv"], cwd=unpacked, check=True)
    pip = [".venv/bin/pip", "install", "--quiet", "-r", "requirements.txt", "-e", "."]
    subprocess.run(pip, cwd=unpacked, check=True)
    there = subprocess.run([".venv/bin/pip", "list"], cwd=unpacked, check=True, capture_output=True, text=True).stdout
    assert "distributed" not in there and "nbval" not in there, "students need no tools of instructors"
    subprocess.run([".venv/bin/jupyter", "lab", "--version"], cwd=unpacked, check=True, capture_output=True)
    for name in NAMES:
        runs_through(unpacked, name, str(unpacked / ".venv/bin/python"), {})


@pytest.mark.large
def test_with_pip_alone_a_notebook_runs_beside_the_wheel(unpacked: Path, tmp_path: Path) -> None:
    for path in (unpacked / WHEEL, unpacked / "requirements.txt"):
        shutil.copy(path, tmp_path)
    shutil.copytree(unpacked / "notebooks" / NAMES[0], tmp_path / "notebooks" / NAMES[0])
    subprocess.run([sys.executable, "-m", "venv", ".venv"], cwd=tmp_path, check=True)
    pip = [".venv/bin/pip", "install", "--quiet", "--constraint", "requirements.txt", WHEEL, "notebook"]
    subprocess.run(pip, cwd=tmp_path, check=True)
    subprocess.run([".venv/bin/jupyter", "notebook", "--version"], cwd=tmp_path, check=True, capture_output=True)
    runs_through(tmp_path, NAMES[0], str(tmp_path / ".venv/bin/python"), {})


def test_what_is_there_stays(released: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(released.root)
    (released.root / "unrolled.zip").write_text("mine")
    result = CliRunner().invoke(app, ["bundle", "--into", "."])
    said = (
        "unrolled.zip is no archive that can be read (File is not a zip file), expected one that was packed here before"
    )
    assert (result.exit_code, result.stderr) == (1, f"{said}: move it away, or name another folder.\n")
    assert (released.root / "unrolled.zip").read_text() == "mine"


@pytest.fixture
def packing(released: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    """The small course with all that an archive is made of."""
    monkeypatch.chdir(released.root)
    (released.root / "docs").mkdir()
    for name in ("pyproject.toml", "requirements.txt", "environment.yml", "LICENSE", "docs/in_the_bundle.md"):
        shutil.copy(ROOT / name, released.root / name)
    shutil.copytree(ROOT / "rnn_helpers", "rnn_helpers", ignore=shutil.ignore_patterns("__pycache__"))
    return released


def bundle() -> list[str]:
    """Pack what is released now; returns what is said."""
    result = CliRunner().invoke(app, ["bundle", "--into", "out"], terminal_width=200)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def unpack(archive: str) -> None:
    """As a student does, with "replace all"."""
    with zipfile.ZipFile(archive) as week:
        week.extractall("student")


def test_three_weeks_unpacked_over_each_other_leave_every_answer(packing: Course) -> None:
    first, later = (f"notebooks/{name}/{name}.ipynb" for name in (NAME, "02_later"))
    work = Path("student/unrolled")
    assert bundle() == ["packed out/unrolled.zip"]
    unpack("out/unrolled.zip")
    needed = (work / "requirements.txt").read_text()
    (work / first).write_text("my answer")

    (packing.release / "02_later").mkdir()
    shutil.copytree(packing.source / NAME, packing.source / "02_later")
    (packing.source / "02_later" / f"{NAME}.ipynb").rename(packing.source / "02_later/02_later.ipynb")
    release(packing, "02_later")
    assert bundle() == ["packed out/unrolled-2.zip", f"• {NAME} was left out: an earlier archive has it as it is."]
    unpack("out/unrolled-2.zip")
    assert (work / first).read_text() == "my answer"
    (work / later).write_text("my second answer")
    assert (work / "requirements.txt").read_text() == needed

    source = nb.read(packing.notebook(NAME))
    source.cells[0].source += "\n\nMended."
    nb.write(source, packing.notebook(NAME))
    release(packing, NAME)
    assert bundle() == [
        "packed out/unrolled-3.zip",
        f"• {NAME} has changed: it lies beside the one that students have, which stays theirs.",
        "• 02_later was left out: an earlier archive has it as it is.",
    ]
    unpack("out/unrolled-3.zip")
    assert [(work / path).read_text() for path in (first, later)] == ["my answer", "my second answer"]
    assert "Mended." in (work / f"notebooks/{NAME}/{NAME}-2.ipynb").read_text()

    result = CliRunner().invoke(app, ["bundle", "--into", "out"])
    assert result.exit_code == 1 and result.stderr.startswith(f"Nothing is packed: {NAME}: an earlier archive has it")


def test_what_is_not_released_cannot_be_packed(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course.root)
    result = CliRunner().invoke(app, ["bundle", "--into", "."])
    assert result.exit_code == 1
    assert result.stderr.startswith("Nothing is packed: 01_tiny: it is not released: run `autograder release 01_tiny`")
    assert not Path("unrolled.zip").exists()


def test_what_editors_and_desktops_leave_behind_stays_here(packing: Course) -> None:
    before = {path.as_posix() for path in Path("rnn_helpers").rglob("*") if path.is_file()}
    for name in (".solution.py.swp", "data.py~", "models.py.orig", ".ipynb_checkpoints/answer.py", ".DS_Store"):
        path = Path("rnn_helpers", name)
        path.parent.mkdir(exist_ok=True)
        path.write_text("secret")
    assert CliRunner().invoke(app, ["bundle", "--into", "out"]).exit_code == 0
    with zipfile.ZipFile("out/unrolled.zip") as archive:
        packed = {name.removeprefix("unrolled/") for name in archive.namelist()}
    assert {name for name in packed if name.startswith("rnn_helpers/")} == before
