"""What holds the project together: its dependencies, its make targets, its layers, and what never stands in it."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

import nbformat
import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
FOLDERS = ".ci .github answers autograder bench binder docs images notebooks rnn_helpers source tests website".split()
TEXT = {"", ".css", ".dockerignore", ".ipynb", ".js", ".md", ".py", ".toml", ".txt", ".yaml", ".yml"}


def files() -> Iterator[Path]:
    """Every text file of the project, tests included, this one excepted."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    for path in sorted(found):
        hidden = {"__pycache__", ".ipynb_checkpoints"} & set(path.parts)
        if path.suffix in TEXT and not hidden and path.name != ".git" and path != Path(__file__).resolve():
            yield path


def code(path: Path) -> str:
    """The code of a module, or of a notebook's cells."""
    if path.suffix != ".ipynb":
        return path.read_text()
    cells = json.loads(path.read_text())["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def imported(source: str) -> set[str]:
    """The dotted names of all modules that a source imports, wherever the import stands."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


HELPERS = sorted((ROOT / "rnn_helpers").rglob("*.py"))
NOTEBOOKS = sorted([*ROOT.glob("source/*/*.ipynb"), *ROOT.glob("notebooks/*/*.ipynb")])


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


# Dependencies


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    """Name to version, as requirements.txt has them."""
    lines = [line.partition("#")[0].strip() for line in (ROOT / "requirements.txt").read_text().splitlines()]
    matches = [re.fullmatch(r"([\w.-]+)==([\w.]+)(; .+)?", line) for line in lines if line]
    assert all(matches), "each line of requirements.txt is name==version, without local versions or paths"
    return {normal(match[1]): match[2] for match in matches}


def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def direct(kind: str) -> dict[str, Requirement]:
    """Dependencies that pyproject.toml names, by name."""
    metadata = pyproject()
    named = metadata["project"]["dependencies"] if kind == "project" else metadata["dependency-groups"][kind]
    return {normal(requirement.name): requirement for requirement in map(Requirement, named)}


def roots_of(source: str) -> set[str]:
    return {name.partition(".")[0] for name in imported(source)}


def test_every_direct_dependency_is_pinned():
    pinned = pins()
    for name, requirement in (direct("project") | direct("dev")).items():
        assert pinned[name] in requirement.specifier


def test_commands_do_not_wait_for_a_grammar():
    """nbformat imports jsonschema, which from 4.25 on parses a grammar of web addresses: a second for every command."""
    seen = "import sys, autograder.cli, nbformat; print('lark' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True).stdout == "False\n"


def test_every_import_is_a_direct_dependency():
    distributions = {"IPython": "ipython", "PIL": "pillow", "dateutil": "python-dateutil", "sklearn": "scikit-learn"}
    ours = {"autograder", "rnn_helpers"}
    sources = [*HELPERS, *(ROOT / "autograder").rglob("*.py"), *NOTEBOOKS]
    roots = {name.partition(".")[0] for path in sources for name in imported(code(path))}
    roots -= ours | sys.stdlib_module_names
    found = {normal(distributions.get(name, name).replace("_", "-")) for name in roots}
    assert found - set(direct("project")) == {"cosmic-ray"}, "`check --holes` alone needs it, and says so"
    assert "cosmic-ray" in direct("dev")


def test_the_web_edition_alone_needs_what_makes_pages():
    roots = {root for path in (ROOT / "website").rglob("*.py") for root in roots_of(path.read_text())}
    roots -= {"autograder", "rnn_helpers", "website"} | sys.stdlib_module_names
    needed = {normal({"IPython": "ipython", "PIL": "pillow"}.get(name, name)) for name in roots}
    assert needed - set(direct("project")) == {"docutils", "myst-nb", "sphinx"}
    assert {"docutils", "furo", "myst-nb", "sphinx"} <= set(direct("dev"))


def test_conda_installs_the_same_pins():
    lines = (ROOT / "environment.yml").read_text().splitlines()
    dependencies = [line.strip().removeprefix("- ") for line in lines[lines.index("dependencies:") + 1 :]]
    python = pyproject()["project"]["requires-python"]
    assert dependencies == [f"python{python}", "pip", "pip:", "-r requirements.txt", "-e ."]


def pythons() -> list[str]:
    """The versions of Python that are supported."""
    asked = SpecifierSet(pyproject()["project"]["requires-python"])
    return [version for version in (f"3.{minor}" for minor in range(30)) if f"{version}.1" in asked]


def test_every_pin_takes_the_lowest_python_that_is_supported():
    """With its first patch, too: Debian 12 has 3.11.2, and some packages ask for 3.11.5."""
    lowest, pinned = pythons()[0], pins()
    asked = {normal(each.name): each.metadata.get("Requires-Python", "") for each in distributions()}
    assert len(pinned.keys() & asked.keys()) > len(pinned) - 5, "what is pinned is installed here"
    assert [name for name in pinned if lowest not in SpecifierSet(asked.get(name, ""))] == []


def test_every_python_that_is_supported_is_one_of_ci_s():
    matrix = re.search(r"python: (\[.+\])", (ROOT / ".github/workflows/ci.yml").read_text())
    assert json.loads(matrix[1]) == pythons()


@pytest.mark.parametrize(
    "document", ["README.md", "requirements.txt", "docs/administrators.md", "docs/where-to-run-it.md"]
)
def test_who_names_the_pythons_names_these(document):
    said = re.findall(r"Python (3\.\d+) to (3\.\d+)", (ROOT / document).read_text())
    assert said == [(pythons()[0], pythons()[-1])]


def test_binder_installs_the_course_and_its_texts():
    folder = ROOT / "binder"
    assert (folder / "runtime.txt").read_text().strip().removeprefix("python-") in pythons()
    lines = [line for line in (folder / "requirements.txt").read_text().splitlines() if not line.startswith("#")]
    # Constraints are looked for beside the file, packages in the folder that pip is run in: the repository's.
    assert lines == ["--constraint ../requirements.txt", "--editable ."]
    assert os.access(folder / "postBuild", os.X_OK)
    assert "python -m rnn_helpers.texts.data" in (folder / "postBuild").read_text()


# The first cell of a notebook


def first_cell(path: Path) -> str:
    return next(cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code")


def test_every_notebook_begins_with_the_same_cell():
    assert len({first_cell(path) for path in NOTEBOOKS}) == 1


def test_the_first_cell_says_what_to_install_and_runs_on(tmp_path):
    cell = first_cell(NOTEBOOKS[0])

    def said(*python: str) -> str:
        run = subprocess.run([*python, "-c", cell], cwd=tmp_path, check=True, capture_output=True, text=True)
        return run.stdout + run.stderr

    assert said(sys.executable) == ""
    # Without site-packages: a Python in which nothing is installed.
    (line,) = said(sys.executable, "-I", "-S").splitlines()
    assert line.startswith("rnn_helpers is missing: ") and line.count(".") - line.count(".whl") == 1
    assert "`%pip install unrolled-*.whl`" in line


# make


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_make_target_that_is_named_exists(document):
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    named = re.findall(r"(?:`|^)\s*make ([a-z]+)", (ROOT / document).read_text(), re.MULTILINE)
    assert named
    assert set(named) <= set(targets)


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_work_is_copied_once_and_never_overwritten(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    released = tmp_path / "notebooks/01_one/01_one.ipynb"
    released.parent.mkdir(parents=True)
    released.write_text("as released")

    def work() -> dict[str, str]:
        subprocess.run(["make", "work"], cwd=tmp_path, check=True, capture_output=True)
        found = tmp_path.glob("work/*/*")
        return {str(path.relative_to(tmp_path / "work")): path.read_text() for path in found}

    assert work() == {"01_one/01_one.ipynb": "as released"}
    (tmp_path / "work/01_one/01_one.ipynb").write_text("a student's answer")
    released.write_text("released again")
    for name in ("01_one/data.txt", "02_two/02_two.ipynb"):
        (tmp_path / "notebooks" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "notebooks" / name).write_text("new")
    assert work() == {
        "01_one/01_one.ipynb": "a student's answer",
        "01_one/data.txt": "new",
        "02_two/02_two.ipynb": "new",
    }


def test_every_link_of_the_documents_leads_somewhere():
    for document in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / document).read_text()):
            assert "://" in target or (ROOT / target).exists(), f"{document} links to {target}, which is not there"


# What never stands in a file


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a registry's address", r"(?i)index-url|find-links|pypi\.org|pythonhosted|npmjs|whl/cpu|deb\.debian\.org"),
        ("a path of one machine", r"/(home|Users|root|work|opt|tmp)/\w"),
    ],
)
def test_no_file_has(what, pattern):
    found = {relative(path): match[0] for path in files() if (match := re.search(pattern, path.read_text()))}
    assert not found, f"{what} stands in {found}"


def test_nothing_reads_who_or_where_you_are():
    private = r"getnode|gethost|getaddrinfo|getfqdn|getuser|getlogin|platform\.node|\buuid\b|\bsocket\b|ifconfig"
    found = {relative(path): match[0] for path in [*HELPERS, *NOTEBOOKS] if (match := re.search(private, code(path)))}
    assert not found


# Layers; import-linter holds those between modules, see pyproject.toml


def roots(path: Path) -> set[str]:
    return roots_of(code(path))


def test_notebooks_do_not_know_the_autograder():
    assert NOTEBOOKS
    assert not [relative(path) for path in NOTEBOOKS if "autograder" in roots(path)]


def test_importing_the_helpers_brings_their_former_names_and_nothing_else():
    assert imported(code(ROOT / "rnn_helpers/__init__.py")) == {"rnn_helpers", "rnn_helpers.former_names"}


def test_importing_the_helpers_loads_nothing_heavy():
    heavy = {"torch", "numpy", "matplotlib", "ipywidgets"}
    program = f"import sys, rnn_helpers; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


@pytest.mark.parametrize("path", sorted(ROOT.glob("source/*/*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_ends_with_what_is_left_to_do_of_all_that_is_in_it(path: Path) -> None:
    *cells, last = nbformat.read(path, 4).cells
    grades = [cell.metadata.get("nbgrader", {}) for cell in cells]
    tests = sum(bool(grade.get("grade")) and not grade.get("solution") for grade in grades)
    written = sum(bool(grade.get("grade")) and bool(grade.get("solution")) for grade in grades)
    words = f"tests={tests}" + (f", written={written}" if written else "")
    assert f"left_to_do({words})" in last.source
