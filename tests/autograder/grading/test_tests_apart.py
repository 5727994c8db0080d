"""A test may open, delete or run what an answer names: it finds nothing of the course there, and harms nobody."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from tiny_course import graded

from autograder.course.outcome import Outcome
from autograder.grading.plan import Plan, merged
from autograder.grading.submission import grade
from autograder.grading.trusted.station import Station

pytestmark = pytest.mark.usefixtures("sandbox")

#: What a test does with a text that an answer gives.
DOES = {
    "opens": "assert open(f()).read()",
    "deletes": "os.remove(f())",
    "runs": "assert eval(f()) == 0",
    "asks a database": "import sqlite3\nsqlite3.connect(':memory:').execute(f())",
    "follows examples": (
        "import doctest\n"
        "for each in doctest.DocTestFinder().find(f, 'f', module=False, globs={}):\n"
        "    assert doctest.DocTestRunner(verbose=False).run(each).failed == 0"
    ),
}
#: What an answer gives, for a file of the course.
GIVES = {
    "opens": "def f(): return {file!r}",
    "deletes": "def f(): return {file!r}",
    "runs": 'def f(): return \'__import__("os").system("rm {file}")\'',
    "asks a database": "def f(): return \"ATTACH DATABASE '{file}.db' AS theirs\"",
    "follows examples": 'def f():\n    """\n    >>> import os\n    >>> os.remove({file!r})\n    """',
}


def judged(station: Station, answer: str, test: str) -> Outcome:
    cells = [
        new_code_cell("import os", id="imports"),
        graded("def f():\n    raise NotImplementedError", "f", grade=False, solution=True),
        graded(test, "t", grade=True, solution=False, points=1),
    ]
    source = new_notebook(cells=cells)
    made = merged(source, source)
    plan = replace(Plan("a", "a", made, (), "the secret"), defined=("f",))
    notebook = json.loads(json.dumps(made))
    notebook["cells"][1]["source"] = answer
    (outcome,) = grade([plan], {"a.ipynb": json.dumps(notebook).encode()}, station)
    return outcome


@pytest.mark.parametrize("how", DOES)
def test_files_of_the_course(station: Station, tmp_path: Path, how: str) -> None:
    file = tmp_path / "gradebook"
    file.write_text("marks")
    assert judged(station, GIVES[how].format(file=str(file)), DOES[how]).scores == {"t": 0}
    assert [path.name for path in tmp_path.iterdir()] == ["gradebook"] and file.read_text() == "marks"


def test_files_of_its_own(station: Station) -> None:
    answer = "def f():\n    open('a.txt', 'w').write('hi')\n    return 'a.txt'"
    test = "path = f()\nassert open(path).read() == 'hi'\nos.remove(path)\nassert not os.path.exists(path)"
    assert judged(station, answer, test).scores == {"t": 1}


def test_processes_of_others(station: Station) -> None:
    own = "f()\nassert sum(name.isdecimal() for name in os.listdir('/proc')) < 20"
    assert judged(station, "def f(): return 1", own).scores == {"t": 1}


def test_stations_that_are_made_at_once_share_a_desk() -> None:
    made_at_once = """
import tempfile, time
from concurrent.futures import ThreadPoolExecutor
from autograder.grading.trusted import station

made = tempfile.TemporaryDirectory
tempfile.TemporaryDirectory = lambda **words: time.sleep(0.1) or made(**words)
with ThreadPoolExecutor(4) as pool:
    print(len({*pool.map(lambda _: station._desk(), range(4))}))
"""
    done = subprocess.run([sys.executable, "-c", made_at_once], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
