"""The documentation: it builds without a warning, and what it says to type works, in the order of the page."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.author.holes import declared, key
from autograder.author.mutants import mutants
from autograder.author.release import release
from autograder.author.simulate import simulate
from autograder.course import bank
from autograder.course import notebook as nb
from autograder.course.folders import Course

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
NAME = "06_intuitive_code"
#: What a course folder holds before the term.
COURSE = (
    *("nbgrader_config.py", "pyproject.toml", "requirements.txt", "environment.yml", "LICENSE"),
    "docs/in_the_bundle.md",
)
#: The pages of the site; the one that is left out greets who unpacks an archive.
PAGES = sorted(path.stem for path in DOCS.glob("*.md") if path.name != "in_the_bundle.md")
ANSWERED = ("12_points_to_ponder", "13_answers_and_code")
STUDENTS = ("student01", "student02", "student03")


def blocks(page: str) -> list[str]:
    """What a page says to type: its blocks marked sh, one below the other."""
    return re.findall(r"^```sh\n(.*?)^```$", (DOCS / f"{page}.md").read_text(), re.MULTILINE | re.DOTALL)


@pytest.fixture
def course(tmp_path: Path, small_bank: Callable[[str, Path], Path]) -> Path:
    """A course of notebook 06 as it is before the term, a roster, and what a learning platform handed over."""
    root = tmp_path / "course"
    (root / "docs").mkdir(parents=True)
    for name in COURSE:
        shutil.copy(ROOT / name, root / name)
    small_bank(NAME, root)
    for name in (NAME, *ANSWERED):
        shutil.copytree(ROOT / "source" / name, root / "source" / name)
    shutil.copytree(ROOT / "rnn_helpers", root / "rnn_helpers", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "build").mkdir()
    lines = [f"{student},Ada,Lovelace {number},,{number}" for number, student in enumerate(STUDENTS)]
    (root / "roster.csv").write_text("\n".join(["id,first_name,last_name,email,lms_user_id", *lines]))
    return root


def seen() -> tuple[str, str]:
    """The mistake without a name that the instructors' page shows: the line that names it, and the answer."""
    page = (DOCS / "instructors.md").read_text()
    (found,) = re.findall(r"^```python\n(# %% wrong: .+?\n)(.+?)^```$", page, re.MULTILINE | re.DOTALL)
    return found


def named(course: Path) -> list[str]:
    """The students whose feedback names it."""
    name = f"Your answer behaves like a known mistake: <strong>{seen()[0].partition(': ')[2].strip()}</strong>"
    return [page.parts[-3] for page in (course / "feedback").glob("*/*/*.html") if name in page.read_text()]


def run(course: Path, script: str) -> str:
    """Type it into a shell in the course's folder, in an environment that has the course installed."""
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environment |= {
        "COLUMNS": "200",
        "HOME": str(course.parent),
        "UNROLLED_DATA": os.environ.get("UNROLLED_DATA", str(texts())),
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=course,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def texts() -> Path:
    from rnn_helpers.texts import data

    return data.fetch().parent


def hand_in(course: Path) -> None:
    """Known answers, and one that is not known yet, as Canvas packs them."""
    invented = course.parent / "invented"
    release(Course.at(course), NAME)
    simulate(Course.at(course), NAME, len(STUDENTS), 1, invented)
    path = invented / "submitted" / STUDENTS[0] / NAME / f"{NAME}.ipynb"
    notebook = nb.read(path)
    next(cell for cell in notebook.cells if nb.grade_id(cell) == "predict_next").source = seen()[1]
    nb.write(notebook, path)
    (course / "downloads").mkdir()
    with zipfile.ZipFile(course / "downloads" / "submissions.zip", "w") as archive:
        for number, student in enumerate(STUDENTS):
            path = invented / "submitted" / student / NAME / f"{NAME}.ipynb"
            archive.write(path, f"lovelaceada_{number}_99_{NAME}.ipynb")


def give_an_exchange(course: Path) -> None:
    """As the administrators' page has it."""
    exchange = course.parent / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.Exchange.root = {str(exchange)!r}\n")


@pytest.mark.slow
def test_instructors(course: Path, sandbox: None) -> None:
    hand_in(course)
    give_an_exchange(course)
    header, answer = seen()
    (course / "seen.py").write_text(header + answer)
    typed = blocks("instructors")
    named_later = next(number for number, block in enumerate(typed) if "--answers seen.py" in block) + 1
    compared = next(number for number, block in enumerate(typed) if "--last-term" in block)
    said = run(course, "\n".join(typed[:compared]))
    shutil.copytree(course, course.parent / "unrolled-2026")
    said += run(course, "\n".join(typed[compared:named_later]))
    assert named(course) == []
    fails = "# fails predict_next_letter: expected 'E'\n# fails predict_next_alphabet: expected 'u'\n"
    with (course / "answers" / f"{NAME}.py").open("a") as file:
        file.write(f"\n\n{header}{fails}{answer}")
    said += run(course, "\n".join(typed[named_later:]))
    assert named(course) == [STUDENTS[0]], "nothing was graded again"
    assert f"took {len(STUDENTS)} submissions" in said
    assert re.search(r"predict_next: reads the alphabet from the end *│ +1 │ +3 ", said), "what it earns"
    assert said.count(f"wrote the marks of {len(STUDENTS)} students") == 4
    assert sorted(path.name for path in course.glob("*.csv")) == [
        *("brightspace.csv", "canvas.csv", "marks.csv", "moodle.csv", "roster.csv")
    ]
    assert (course / "build/bundle/unrolled.zip").is_file()
    assert (course.parent / "exchange/unrolled/outbound" / NAME).is_dir()
    assert any((course.parent / "exchange/unrolled/feedback").iterdir())
    assert {path.parent.parent.name for path in (course / "feedback").glob("*/*/*.html")} == set(STUDENTS)


@pytest.mark.slow
def test_administrators(course: Path, sandbox: None) -> None:
    release(Course.at(course), NAME)
    simulate(Course.at(course), NAME, len(STUDENTS), 1, course)
    said = run(course, "\n".join(blocks("administrators")))
    assert f"{NAME}: {len(STUDENTS)} graded" in said
    assert (course / "shared/texts").is_dir() and (course / "exchange").is_dir()
    assert (course / "build/gradebook-copy.db").stat().st_size > 0


#: What a page says to type and no test of this file runs, and why.
ELSEWHERE = {
    ".venv/bin/jupyter lab notebooks": "opens a browser; tests/autograder/test_bundle.py starts it",
    "python3 -m venv .venv": "in tests/autograder/author/test_bundle.py, as the next two",
    ".venv/bin/pip install --constraint requirements.txt unrolled-0.1.0-py3-none-any.whl notebook": "there",
    ".venv/bin/python -m rnn_helpers.texts.data": "by make",
    ".venv/bin/jupyter notebook": "opens a browser; test_bundle.py asks for its version",
    "%pip install unrolled-*.whl": "in Colab, where nothing was tried",
    "make demo": "is run by CI",
    "make test": "is what runs this",
    "autograder grade 05 --jobs 8": "in tests/grading",
    "autograder grade 05": "in tests/grading",
    "autograder grade 05 --scheduler tcp://10.0.0.1:8786": "on one machine, in administrators.md",
    "dask scheduler": "on one machine, in administrators.md",
    "dask worker tcp://10.0.0.1:8786 --nworkers 16 --nthreads 1": "on one machine, in administrators.md",
    "pip install 'psycopg[binary]'": "in tests/grading/test_postgresql.py",
    "createdb course": "in tests/grading/test_postgresql.py",
    "docker compose --file images/compose.yaml up --build --detach": "takes an engine",
    "docker compose --file images/compose.yaml exec hub passwd turing": "takes an engine",
    "docker compose --file images/compose.yaml exec grader autograder release 01": "takes an engine",
}


def test_every_command_is_run_or_it_is_known_why_not() -> None:
    typed = set()
    for page in PAGES:
        text = (DOCS / f"{page}.md").read_text()
        for language, block in re.findall(r"^```([^\n]*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            if not language:
                typed |= {line.split("  #")[0].strip() for line in block.splitlines()}
    assert typed == set(ELSEWHERE)


def test_a_term_has_every_notebook_and_says_how_long_it_takes() -> None:
    weeks = re.findall(r"^\| \d+ \| ([\d, ]+) \((\d+) min\) \|", (DOCS / "instructors.md").read_text(), re.MULTILINE)
    taken = {}
    for name in Course.at(ROOT).names():
        text = (ROOT / "source" / name / f"{name}.ipynb").read_text()
        taken[name[:2]] = int(re.findall(r"\*\*Time:\*\* (\d+) minutes", text)[0])
    assert [number for names, _ in weeks for number in names.split(", ")] == list(taken)
    for names, minutes in weeks:
        assert sum(taken[number] for number in names.split(", ")) == int(minutes), names


def test_what_is_said_of_the_attacks_is_what_their_table_says() -> None:
    tried = json.loads((ROOT / "tests/attacks/compared.json").read_text())
    page = " ".join((DOCS / "integrity.md").read_text().split())
    more = sum((each["given"] or 0) > each["deserved"] for each in tried)
    less = sum((each["given"] or 0) < each["deserved"] for each in tried)
    assert f"of {len(tried)}, it gave {more} more than they deserve and {less} less" in page
    shown = sum("feedback shows the hidden tests" in each["happened"] for each in tried)
    others = ("changed a score of the student before", "cost the student after", "left the student after ungraded")
    hurt = sum(any(happened.startswith(others) for happened in each["happened"]) for each in tried)
    assert f"showed the hidden tests in {shown} feedback pages" in page
    assert f"changed or lost another student's marks in {hurt}" in page
    assert f"what became of {len(tried)} submissions" in (ROOT / "README.md").read_text()


@pytest.mark.large  # it works out thousands of changes
def test_changes_are_as_many_as_is_said() -> None:
    """That tests see those that nobody declared the same, `check --holes` proves in `make test-slow`."""
    course, tried, same = Course.at(ROOT), 0, 0
    for name in course.names():
        known = bank.load(course, name)
        for exercise in nb.exercises(nb.read(course.notebook(name))):
            changed = [] if exercise.by_hand else mutants(exercise.todo)
            tried += len(changed)
            same += sum(key(mutant) in declared(exercise, known) for mutant in changed)
    said = f"Of {tried:,} changes in the fifteen notebooks, tests see {tried - same:,}, and {same} do the same"
    assert said in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("page", PAGES)
def test_python_on_a_page_is_python(page: str) -> None:
    for block in re.findall(r"^```python\n(.*?)^```$", (DOCS / f"{page}.md").read_text(), re.MULTILINE | re.DOTALL):
        compile(block, page, "exec")
