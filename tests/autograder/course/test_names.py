"""Which names a cell binds, uses and imports."""

from __future__ import annotations

import pytest

from autograder.course import names


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("y = f(x)", {"f", "x"}),
        ("x = x + 1", {"x"}),
        ("x = 1\nx = x + 1", set()),
        ("x += 1", {"x"}),
        ("for x in xs:\n    print(x)", {"xs", "print"}),
        ("def g():\n    return late + other\nlate = 1", {"other"}),
        ("def g(x):\n    return x", set()),
        ("[f(a) for a in b]", {"f", "b"}),
        ("import math\nmath.tanh(x)", {"x"}),
        ("with open(path) as file:\n    file.read()", {"open", "path"}),
        ("class A(Base):\n    y = z", {"Base", "z"}),
        ("try:\n    f()\nexcept ValueError as error:\n    str(error)", {"f", "ValueError", "str"}),
        ("%timeit f(x)", {"get_ipython"}),
        ("this does not parse", set()),
    ],
)
def test_names_that_are_read_before_the_cell_binds_them(source, used):
    assert names.used(source) == used


def test_names_that_are_bound_deleted_and_imported():
    source = "import torch.nn as nn, numpy\nfrom os import path, sep as s\nx = 1\ndef f(): y = 2\ndel x\ndel z"
    assert names.bound(source) == {"nn", "numpy", "path", "s", "x", "f", "z"}
    assert names.deleted(source) == {"x", "z"}
    assert names.imports(source) == [
        ("import torch.nn as nn, numpy", {"nn", "numpy"}),
        ("from os import path, sep as s", {"path", "s"}),
    ]
    assert names.modules("import torch.nn as nn, numpy") == ["torch.nn", "numpy"]
    assert names.modules("from os import path") == ["os"]


def test_what_python_thinks_of_a_students_spelling_is_said_to_nobody() -> None:
    assert names.bound("x = 1if y else 2\nz = '\\d'") == {"x", "z"}  # warnings are errors here
    assert names.touched("x = 1if y else 2") == {"x", "y"}
