"""What surrounds a test and an answer crosses between them as in a notebook, and nothing that would help a cheat."""

from __future__ import annotations

import json
from collections.abc import Mapping

import one_test
import pytest
from one_test import error

from autograder.course.outcome import Outcome
from autograder.grading.trusted.station import Station


def judged(
    station: Station, answer: str, test: str, own: str = "", files: Mapping[str, bytes] | None = None
) -> Outcome:
    """What an answer is worth in a test."""
    imports, defined = "import random\nimport numpy as np\nimport torch", ("f", "Wrong", "Other")
    return one_test.judged(station, imports, f"{own}\n{answer}", test, defined=defined, files=files)


def score(station: Station, answer: str, test: str, own: str = "") -> float | None:
    return judged(station, answer, test, own).scores["t"]


@pytest.mark.parametrize("draw", ["random.random()", "float(np.random.rand())", "float(torch.rand(()))"])
def test_an_answer_draws_from_what_a_test_seeded_and_never_from_its_secret(station: Station, draw: str) -> None:
    seeds = {"np.": "np.random.seed(1)", "torch": "torch.manual_seed(1)", "random.random": "random.seed(1)"}
    seed = next(text for name, text in seeds.items() if name in draw)
    answer = f"def f(x): return {draw}"
    assert score(station, answer, f"{seed}\na = f(0)\n{seed}\nassert a == {draw}") == 1
    assert score(station, answer, f"a = f(0)\nassert a != {draw}") == 1


def test_what_a_student_draws_decides_nothing_that_a_test_draws(station: Station) -> None:
    test = "random.seed(1)\nfirst = random.random()\nrandom.seed(1)\nf(0)\nassert random.random() == first"
    assert score(station, "def f(x): random.seed(5)", test) == 1
    test = "rng = np.random.default_rng(1)\nf(rng)\nassert rng.random() == np.random.default_rng(1).random()"
    assert (
        score(station, "def f(rng): rng.bit_generator.state = np.random.default_rng(5).bit_generator.state", test) == 1
    )


@pytest.mark.parametrize(("dtype", "there"), [("float64", "float64"), ("float16", "float32")])
def test_a_default_dtype_holds_on_both_sides_if_it_makes_nothing_coarser(
    station: Station, dtype: str, there: str
) -> None:
    own = f"torch.set_default_dtype(torch.{dtype})"
    test = f"assert torch.zeros(1).dtype == torch.{there}\nassert f(0) == torch.{dtype}"
    assert score(station, "def f(x): return torch.zeros(1).dtype", test, own) == 1
    assert score(station, "def f(x): return torch.zeros(1).dtype", "assert torch.zeros(1).dtype == f(0)") == 1


def test_a_dtype_of_a_tests_own_holds_for_the_answer(station: Station) -> None:
    test = "torch.set_default_dtype(torch.float64)\nassert f(0) == torch.float64"
    assert score(station, "def f(x): return torch.zeros(1).dtype", test) == 1


def test_what_is_printed_is_heard_by_a_test_that_captures_it_and_by_nobody_else(station: Station) -> None:
    answer = "def f(x): print('heard', x)"
    capture = (
        "import io\nfrom contextlib import redirect_stdout\nwith redirect_stdout(io.StringIO()) as out:\n    f(7)\n"
    )
    assert score(station, answer, f"{capture}assert out.getvalue() == 'heard 7\\n'") == 1
    assert "heard" not in json.dumps(judged(station, answer, "f(7)").notebook["cells"][-1])
    flood = "def f(x):\n    for _ in range(10**5): print('x' * 100)"
    assert score(station, flood, f"{capture}assert 1000 < len(out.getvalue()) <= 100_000") == 1


def test_a_warning_that_a_test_has_raised_is_the_answers(station: Station) -> None:
    answer = "def f(x):\n    import warnings\n    warnings.warn(f'secret {x}')"
    outcome = judged(station, answer, "import warnings\nwarnings.simplefilter('error')\nf(123)")
    assert outcome.scores["t"] == 0 and "123" not in error(outcome)


def test_exceptions_of_the_students_are_caught_by_class_and_by_no_other(station: Station) -> None:
    own = "class Wrong(Exception): pass\nclass Other(Exception): pass"
    test = """
try:
    f(1)
except Other:
    raise AssertionError("another one")
except Wrong as error:
    assert str(error) == "1"
"""
    assert score(station, "def f(x): raise Wrong(x)", test, own) == 1
    assert score(station, "def f(x): raise Other(x)", test, own) == 0
    forged = "class Wrong(AssertionError, StopIteration): pass\nclass Other(Exception): pass"
    assert score(station, "def f(x): raise Wrong(x)", "assert all(map(f, [1]))", forged) == 0


def test_a_function_of_a_tests_is_called_with_data_and_may_ask_the_answer_itself(station: Station) -> None:
    test = """
seen = []
def g(x):
    seen.append(x)
    return f(lambda y: y + len(seen))
assert f(g) == 4 and seen == [3]
"""
    assert score(station, "def f(g): return g(3)", test) == 1
    nested = "def g(x):\n    return x if x == 0 else f(lambda y: g(x - 1))\nassert f(lambda y: g(3)) == 0"
    assert score(station, "def f(g): return g(3)", nested) == 1
    fails = "def g(x):\n    raise KeyError('no')\nassert f(g) == 'caught'"
    assert (
        score(station, "def f(g):\n    try:\n        g(1)\n    except KeyError:\n        return 'caught'", fails) == 1
    )


@pytest.mark.parametrize(
    "answer",
    [
        "def f(g):\n    for _ in range(10**7): g(1)\n    return 2",
        "from threading import Thread\ndef f(g):\n    Thread(target=lambda: [*map(g, 'abc')]).start()\n    return 3",
        "def f(g):\n    while True: g(g)",
    ],
    ids=["ten million times", "from a thread", "with itself"],
)
def test_calling_a_function_of_a_tests_without_end_earns_nothing(station: Station, answer: str) -> None:
    assert score(station, answer, "assert f(lambda x: x) == 1") == 0


def test_files_of_either_side_are_found_by_the_other(station: Station) -> None:
    writes = "def f(x):\n    import os\n    os.makedirs('out', exist_ok=True)\n    open('out/a.txt', 'w').write(x)"
    assert score(station, writes, "f('hello')\nassert open('out/a.txt').read() == 'hello'") == 1
    deletes = "def f(x):\n    import os\n    os.remove(x)"
    test = "import os\nopen('b.txt', 'w').close()\nf('b.txt')\nassert not os.path.exists('b.txt')"
    assert score(station, deletes, test) == 1


@pytest.mark.parametrize("change", ["open('data.txt', 'w').write('0')", "os.remove('data.txt')"])
def test_files_of_the_assignment_are_for_tests_as_they_came(station: Station, change: str) -> None:
    answer = f"import os\ndef f(x):\n    {change}\n    return 0"
    told = error(judged(station, answer, "a = f(0)\nassert a == 5, open('data.txt').read()", "", {"data.txt": b"5"}))
    assert told == "AssertionError: 5"


@pytest.mark.parametrize("name", ["evil.py", "../evil.txt", "evil.so", "evil.pth"])
def test_no_file_of_a_students_arrives_where_it_could_do_harm(station: Station, name: str) -> None:
    answer = f"def f(x):\n    open({name!r}, 'w').write('import os')"
    assert score(station, answer, f"import os\nf(0)\nassert not os.path.exists({name!r})") == 1


def test_a_link_is_no_file(station: Station) -> None:
    answer = "def f(x):\n    import os\n    os.symlink('/etc/passwd', 'link.txt')"
    assert score(station, answer, "import os\nf(0)\nassert not os.path.lexists('link.txt')") == 1


def test_what_a_students_exception_is_called_is_a_students_word(station: Station) -> None:
    answer = (
        "def f(x):\n    if x == 4321.5:\n        f.kind = type(f'E_{int(x)}', (ValueError,), {})\n"
        "        return f.kind\n    raise f.kind('no')"
    )
    said = error(judged(station, answer, "f(4321.5)\nf(1)"))
    assert said.startswith("StudentError: ") and "4321" not in said
    assert error(judged(station, "def f(x):\n    return [][x]", "f(1)")).startswith("IndexError: ")


#: Files that no honest side would send: thousands, too many bytes in sum, folders without end.
FORGED = """
from autograder.grading.wire.files import WorkFiles
calls = []
def changed(self):
    calls.append(1)
    deep = {"d/" * 900 + "x": b"", "e/" * 900 + "d/" * 900 + "x": b""}
    return deep | {f"{len(calls)}-{i}": b"" for i in range(5000)} | {f"large-{len(calls)}": bytes(20 << 20)}
WorkFiles.changed = changed
"""


def test_files_that_are_forged_fill_no_disk(station: Station) -> None:
    test = (
        "import os\nfor _ in range(5):\n    f(1)\nfound = [os.path.join(at, name) for at, _, names in os.walk('.') "
        "for name in names]\nassert len(found) == 100 and max(map(len, found)) < 99, len(found)"
    )
    assert score(station, "def f(x):\n    return x", test, FORGED) == 1


def test_no_pickle_is_read_where_files_of_a_students_are(station: Station) -> None:
    answer = (
        "import os, pickle\nclass P:\n    def __reduce__(self): return os.getcwd, ()\n"
        "def f(x):\n    with open('p.txt', 'wb') as file: pickle.dump(P(), file)"
    )
    outcome = judged(station, answer, "import pickle\nf(0)\nwith open('p.txt', 'rb') as file: pickle.load(file)")
    assert outcome.scores["t"] == 0
    assert "a test reads a pickle where a student's files are" in error(outcome)
