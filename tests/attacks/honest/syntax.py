"""Makes beginners' mistakes of syntax, of which some are found after parsing; all answers but one are right."""

from course import FULL, HONEST
from nbformat.v4 import new_code_cell

BROKEN = (
    "def f(a, a):\n    return a",
    "def f():\n    print(x)\n    global x\n    x = 1",
    "nonlocal x",
    "def f():\n    from math import *",
    "class A:\n    [y := 1 for x in range(2)]",
    "def f():\n    x = 1\n    global x",
    "x = 1\nglobal x",
    "def f():\n    nonlocal y",
    "return 3",
    "await = 2",
    "yield 1",
    "break",
    "f(**k, *a)",
    "del f()",
    "None = 1",
    "print 'hello'",
    "if True\n    1",
    "x = (1",
    "'",
    "\tx\n  y",
    "x = 1\x00",
    "from __future__ import braces",
    "# -*- coding: no-such-encoding -*-",
    "lambda x, x: 1",
    "def f(x):\n    x: int\n    global x",
    "[(x := 1) for x in y]",
    "0777",
    "f'{'",
    "%no_such_magic",
    "!",
    "?",
)


def change(notebook):
    """Add them at the end, each in a cell of its own."""
    notebook.cells += [new_code_cell(source, id=f"broken-{number}") for number, source in enumerate(BROKEN)]


ANSWERS = HONEST | {"double": "def double(x, x):\n    return 2 * x"}
DESERVES = FULL | {"double_value": 0.0}
