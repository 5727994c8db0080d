"""Answers that are alike: what is renamed is found, what is common or was given is not, and the work is bounded."""

from __future__ import annotations

from autograder.report.similar import Pair, similar

TEMPLATE = 'def f(x):\n    """Twice."""\n    raise NotImplementedError("TODO: this exercise is not done yet")\n'
COMMON = "def f(x):\n    total = 0.0\n    for each in range(2):\n        total += x * 1.0\n    return float(total)\n"
OWN = """
def f(x):
    table = {}
    while len(table) < 7:
        table[len(table)] = [x ** len(table), -x, "seven"]
    best = sorted(table.items(), key=lambda pair: (pair[1][0], -pair[0]))
    return best[-1][1][0] if best and not x else (x, x, x)[1] + x
"""


def students(**others: str) -> dict[str, str]:
    return {f"student{number:02d}": COMMON for number in range(20)} | others


def test_a_copy_with_other_names_is_found() -> None:
    copy = OWN.replace("table", "lookup").replace("best", "order").replace("seven", "eight") + "\n# my own work\n"
    assert similar(students(ann=OWN, bob=copy, cyd=TEMPLATE), TEMPLATE).pairs == [
        Pair("ann", "bob", similar({"ann": OWN, "bob": copy}, "").pairs[0].characters, 1.0, 1.0)
    ]


def test_what_many_write_and_what_was_given_is_nothing() -> None:
    assert similar(students(ann=TEMPLATE, bob=TEMPLATE), TEMPLATE).pairs == []
    assert similar({"ann": TEMPLATE + COMMON, "bob": TEMPLATE + OWN}, TEMPLATE).pairs == []


def test_nothing_handed_in() -> None:
    assert similar({}, TEMPLATE).pairs == []
    assert similar({"ann": "", "bob": "", "cyd": "x"}, "").pairs == []


def test_what_is_not_compared_is_counted() -> None:
    alike = {"ann": OWN, "bob": OWN, "cyd": OWN}
    found = similar(alike, TEMPLATE, most_pairs=1)
    assert [(pair.first, pair.second) for pair in found.pairs] == [("ann", "bob")]
    assert (found.common, found.left_out) == (3, 2)
