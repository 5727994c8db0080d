"""Whatever a student writes costs its own points and no more: cells, metadata and outputs at random, and replies."""

from __future__ import annotations

import json
import time
from itertools import count
from typing import Any

import msgpack
import nbformat
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook
from tiny_course import graded

from autograder.feedback.page import SafeHTMLExporter
from autograder.grading.plan import Plan, merged
from autograder.grading.submission import grade
from autograder.grading.trusted.station import Station

RIGHT = "def f(x):\n    return 2 * x"
#: Pieces of programs, whole and broken, and of what notebooks, pages and terminals understand.
PIECES = (
    *(
        "def f(x, x):",
        "def f(x):",
        "class A(f.a.b):",
        "lambda x:",
        "return",
        "global f",
        "nonlocal f",
        "yield",
        "await",
    ),
    *(
        "import f",
        "from f import *",
        "for",
        "if",
        "else:",
        "try:",
        "with",
        "pass",
        "del f",
        "=",
        ":=",
        "(",
        ")",
        "[",
        "]",
    ),
    *(
        "{",
        "}",
        "'",
        '"',
        '"""',
        "\\",
        "#",
        "\n",
        "\n    ",
        "\t",
        "\r",
        "\x00",
        "\f",
        ";",
        ":",
        ",",
        ".",
        "*",
        "%time",
        "%%bash",
    ),
    *(
        "!ls",
        "?",
        "1",
        "1e999",
        "0777",
        "f",
        "x",
        "None",
        "print(f)",
        "exit()",
        "display(f)",
        "raise SystemExit",
        "1/0",
    ),
    *(
        "### BEGIN SOLUTION",
        "### END SOLUTION",
        "### BEGIN HIDDEN TESTS",
        "# coding: latin-9",
        "é",
        "\ud800",
        "\u202e",
        "𝕗",
    ),
    *(
        "<script>",
        "</div>",
        "<!--",
        "$",
        "$$",
        "`",
        "```",
        "![",
        "](",
        "|",
        "> ",
        "- ",
        "&lt;",
        "\x1b[31m",
        "(" * 300,
        "-" * 3000,
    ),
)
SOURCES = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.text(max_size=40),
    st.just(RIGHT),
)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = (
    "nbgrader grade_id points grade solution locked task tags autograder name text data output_type image/png".split()
)
MAPPINGS = st.dictionaries(
    st.sampled_from(KEYS), ANYTHING | st.sampled_from(["f", "t0", "t1", "stream", "error"]), max_size=4
)
CELLS = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown", "raw"]), "source": SOURCES, "metadata": MAPPINGS | ANYTHING},
    optional={
        "id": st.text(max_size=4) | st.sampled_from(["f", "t0"]),
        "outputs": st.lists(MAPPINGS, max_size=2) | ANYTHING,
        "attachments": st.dictionaries(st.text(max_size=4), MAPPINGS, max_size=2) | ANYTHING,
        "execution_count": ANYTHING,
    },
)
#: What can stand on the wire, and replies that are nearly as they should be.
MESSAGES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(max_size=8) | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
ASIDES = st.dictionaries(
    st.sampled_from(["printed", "warned", "files", "dtype", "graph", "accumulated"]), MESSAGES, max_size=3
)
REPLIES = st.one_of(
    MESSAGES,
    st.tuples(st.just("value"), MESSAGES | st.just(6), st.lists(MESSAGES, max_size=2), ASIDES),
    st.tuples(st.just("error"), st.lists(st.text(max_size=8)), st.text(), st.text(), st.lists(MESSAGES), ASIDES),
    st.tuples(st.just("callback"), MESSAGES, MESSAGES, MESSAGES),
    st.fixed_dictionaries({"outputs": MESSAGES | st.lists(MAPPINGS, max_size=2), "error": MESSAGES}),
)
FORGING = """import os
def forge():
    for descriptor in range(3, 40):
        try:
            os.set_blocking(descriptor, False)
            os.write(descriptor, bytes.fromhex({frames!r}))
        except OSError:
            pass
"""


def forged(replies: list[Any], at_once: bool) -> str:
    """An answer that writes replies of its own to whatever is open, when it is defined or when it is called."""
    packed = [msgpack.packb(reply, default=str, unicode_errors="surrogatepass") for reply in replies]
    frames = b"".join(len(each).to_bytes(4, "big") + each for each in packed)
    now, later = ("forge()", "") if at_once else ("", "forge()")
    return f"{FORGING.format(frames=frames.hex())}{now}\ndef f(x):\n    {later}\n    return x"


FORGED = st.builds(forged, st.lists(REPLIES, min_size=1, max_size=4), st.booleans())
ANSWERS = st.one_of(*[SOURCES] * 5, FORGED)  # who forges often meets a limit, which takes its time


@pytest.fixture(scope="module")
def plan() -> Plan:
    """One exercise and two tests, of which the second sees it again at the end."""
    cells = [
        new_code_cell("import random", id="imports"),
        graded(RIGHT, "f", grade=False, solution=True),
        graded("assert f(3) == 6, 'twice 3 is 6'", "t0", grade=True, solution=False, points=1),
        new_code_cell("print(f(1))", id="shown"),
        graded("assert f(4) == 8, 'twice 4 is 8'", "t1", grade=True, solution=False, points=1),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    source = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    made = merged(source, source)
    return Plan("a", "a", made, tuple(made.metadata.autograder.defined), "00")


def handed_in(plan: Plan, answer: str, cells: list[dict[str, Any]], place: int, about: Any) -> bytes:
    notebook = json.loads(json.dumps(plan.notebook))
    notebook["cells"][1]["source"] = answer
    notebook["cells"][place:place] = cells
    notebook["metadata"] = about
    return json.dumps(notebook).encode()


@pytest.mark.parametrize("notebooks", [250, pytest.param(2000, marks=pytest.mark.large)])
@pytest.mark.slow
def test_it_is_graded_and_shown(station: Station, plan: Plan, notebooks: int) -> None:
    exporter, number = SafeHTMLExporter(), count(1)

    @settings(
        max_examples=notebooks,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(ANSWERS, st.lists(CELLS, max_size=3), st.integers(0, 5), ANYTHING)
    def one(answer: str, cells: list[dict[str, Any]], place: int, about: Any) -> None:
        content, start = handed_in(plan, answer, cells, place, about), time.monotonic()
        (outcome,) = grade([plan], {"a.ipynb": content}, station)
        assert outcome.notebook is not None and outcome.scores.keys() == {"t0", "t1"}, outcome.remarks
        assert answer != RIGHT or cells or outcome.scores == {"t0": 1, "t1": 1}
        nbformat.validate(nbformat.reads(nbformat.writes(outcome.notebook), as_version=4))
        shown, _ = exporter.from_notebook_node(outcome.notebook)
        assert len(shown) < 2_000_000
        # The limits of what hangs, added up.
        assert time.monotonic() - start < 60
        if next(number) % 25 == 0:
            (honest,) = grade([plan], {"a.ipynb": handed_in(plan, RIGHT, [], 0, {})}, station)
            assert honest.scores == {"t0": 1, "t1": 1}, "a neighbour keeps its points"

    one()
