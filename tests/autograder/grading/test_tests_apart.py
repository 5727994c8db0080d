"""A test may open, delete or run what an answer names: it finds nothing of the course there, and harms nobody."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from one_test import judged

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


def points(station: Station, answer: str, test: str) -> dict[str, float | None]:
    return judged(station, "import os", answer, test).scores


@pytest.mark.parametrize("how", DOES)
def test_files_of_the_course(station: Station, tmp_path: Path, how: str) -> None:
    file = tmp_path / "gradebook"
    file.write_text("marks")
    assert points(station, GIVES[how].format(file=str(file)), DOES[how]) == {"t": 0}
    assert [path.name for path in tmp_path.iterdir()] == ["gradebook"] and file.read_text() == "marks"


def test_files_of_its_own(station: Station) -> None:
    answer = "def f():\n    open('a.txt', 'w').write('hi')\n    return 'a.txt'"
    test = "path = f()\nassert open(path).read() == 'hi'\nos.remove(path)\nassert not os.path.exists(path)"
    assert points(station, answer, test) == {"t": 1}


def test_processes_of_others(station: Station) -> None:
    own = "f()\nassert sum(name.isdecimal() for name in os.listdir('/proc')) < 20"
    assert points(station, "def f(): return 1", own) == {"t": 1}


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
