"""The proof by running: one sound course, and one that is wrong in many ways at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from tiny_course import MISTAKES, NAME, RIGHT_ANSWERS, cell_of, graded

from autograder.author.check import Report, Row, check
from autograder.course.bank import Mistake, RightAnswer
from autograder.course.folders import Course

HALVES = '''def halves(x: float) -> tuple[int, float]:
    """Half a number, twice."""
    ### BEGIN SOLUTION
    return int(double(x)) // 4, x / 2
    ### END SOLUTION
'''


def test_a_sound_course_has_no_problems(course: Course) -> None:
    stages: list[str] = []
    report = check(course, NAME, stages.append)
    assert report.problems == []
    assert report.rows == [
        Row("double", 7, False, tests=2, mistakes=3, mistakes_caught=3, right_answers=2, right_answers_kept=2),
        Row("why", 3, True, tests=0, mistakes=0, mistakes_caught=0, right_answers=0, right_answers_kept=0),
    ]
    assert "double" in stages


def judge(source: str, name: str) -> NotebookNode:
    """A test cell that is worth nothing."""
    return graded(source, name, grade=True, solution=False, points=0)


def spoil(notebook: NotebookNode) -> None:
    """Weak tests, a cell that needs an answer, an exercise that needs another one, no stepper."""
    notebook.cells[3:4] = []
    cell_of(notebook, "double_sign").source = '"""Checks the sign."""\nassert not double(-1.0) > 0, "the sign"'
    notebook.cells += [
        new_code_cell("print(double(2.0))", id="eager"),
        graded(HALVES, "halves", grade=False, solution=True),
        judge('"""Whole."""\nassert halves(8.0)[0] == 4, "whole"', "halves_whole"),
        judge('"""Free."""\nassert True', "halves_free"),
        judge(
            '"""Loud."""\nimport sys\nprint("!", file=sys.stderr)\nassert halves(8.0)[1] == 4.0, "loud"', "halves_loud"
        ),
    ]


WRONG_BANK = [
    *MISTAKES[1:],
    Mistake("double", "is right", "return 2 * x", {"double_value": "3"}),
    Mistake("double", "subtracts", "return -x", {"double_sign": "the sine"}),
    Mistake("double", "does not run", "return (", {"double_value": "3"}),
]

PROBLEMS = [
    "double, mistake 'is right': passes double_value",
    "double, mistake 'subtracts': fails double_value too, with 'AssertionError: double(3.0) should be 6'",
    "double, mistake 'subtracts': double_sign does not say 'the sine' but 'AssertionError: the sign'",
    "double, mistake 'does not run': the answer's cell does not run: SyntaxError",
    "double, right answer 'is wrong': fails double_value with 'AssertionError: double(3.0) should be 6'",
    "double: an answer of NaN passes double_sign",
    "double: an answer of zeros passes double_sign",
    "double: an answer of a shape that only broadcasts passes double_sign",
    "halves: an answer of a shape that only broadcasts passes halves_loud",
    "cell halves_loud of the source writes to stderr, which nbgrader scores 0: !",
    "cell eager of the untouched release fails with 'NotImplementedError",
    "cell halves_free of the untouched release earns its points",
    "the untouched release shows no stepper",
]


@pytest.fixture(scope="module")
def told() -> dict[str, Report]:
    """Filled by the first test that needs the report: it takes ten seconds."""
    return {}


@pytest.fixture
def report(
    make_course: Callable[..., Course],
    set_bank: Callable[..., None],
    notebook: NotebookNode,
    told: dict[str, Report],
) -> Report:
    if "report" not in told:
        spoil(notebook)
        set_bank(WRONG_BANK, [*RIGHT_ANSWERS, RightAnswer("double", "is wrong", "return x")])
        told["report"] = check(make_course(notebook), NAME)
    return told["report"]


@pytest.mark.parametrize("problem", PROBLEMS)
def test_everything_wrong_is_reported(report: Report, problem: str) -> None:
    assert any(found.startswith(problem) for found in report.problems), "\n".join(report.problems)


def test_parts_that_a_test_does_not_look_at_may_be_anything(report: Report) -> None:
    assert "halves: an answer of NaN passes halves_whole" not in report.problems


def test_what_went_right_is_counted(report: Report) -> None:
    assert report.rows[0].mistakes == 5
    assert report.rows[0].right_answers_kept == 2


def test_an_answer_that_needs_another_one(
    make_course: Callable[..., Course],
    set_bank: Callable[..., None],
    notebook: NotebookNode,
) -> None:
    set_bank()
    notebook.cells += [
        graded(HALVES, "halves", grade=False, solution=True),
        judge('"""Whole."""\nassert halves(8.0)[0] == 4', "halves_whole"),
        judge('"""Other."""\nassert double(4.0) == 8.0', "halves_other"),
    ]
    problems = check(make_course(notebook), NAME).problems
    assert "test halves_whole needs double and halves, expected one answer exactly" in problems
    assert not any("halves_other needs" in problem for problem in problems)


def test_a_missing_bank_is_one_problem(make_course: Callable[..., Course], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.check._parts", lambda source: ["its looks"])
    assert check(make_course(), NAME).problems == [
        f"There is no bank autograder/mistakes/{NAME}.py: write it, with MISTAKES and RIGHT_ANSWERS."
    ]


def test_what_grading_runs_does_not_need_what_it_skips(make_course, set_bank, notebook: NotebookNode) -> None:
    set_bank()
    notebook.cells.insert(4, new_code_cell("trained = 1", id="training", metadata={"tags": ["skip-grading"]}))
    notebook.cells.insert(5, new_code_cell("print(trained)", id="result"))
    problems = check(make_course(notebook), NAME).problems
    assert "cell result of the source fails: NameError: name 'trained' is not defined" in problems


UNFIT = """def apply(function, number: float) -> float:
    \"\"\"A function's value.\"\"\"
    ### BEGIN SOLUTION
    return function(number)
    ### END SOLUTION


def counted(letters: list[str]):
    \"\"\"How often each letter comes, in an object of its own.\"\"\"
    ### BEGIN SOLUTION
    return type("Count", (), {"__eq__": lambda self, other: True})()
    ### END SOLUTION
"""
DATA_ALONE = "cannot run in a process of its own: give the answer data alone, and compare data alone"


def test_a_test_that_is_not_fit_for_two_processes_is_told_once(
    make_course: Callable[..., Course], set_bank: Callable[..., None], notebook: NotebookNode
) -> None:
    answers = [RightAnswer("apply", "with a name", "value = function(number)\nreturn value")]
    set_bank(MISTAKES, [*RIGHT_ANSWERS, *answers])
    cell_of(notebook, "greeting").source += "\none = 1.0"
    notebook.cells += [
        graded(UNFIT, "apply", grade=False, solution=True),
        judge('"""Passes a function."""\nassert apply(lambda x: x + 1, 2.0) == 3.0', "unfit_function"),
        judge('"""Compares a handle."""\nassert counted(["a"]) == counted(["a"])', "unfit_handle"),
        judge('"""Uses a name."""\nassert apply(abs, 2.0) == one + 1', "unfit_name"),
        judge('"""Deletes a name."""\ndel counted\nassert "counted" not in globals()', "unfit_deletes"),
    ]
    problems = check(make_course(notebook), NAME).problems
    for test, problem in {
        "unfit_function": f"test unfit_function {DATA_ALONE}",
        "unfit_handle": f"test unfit_handle {DATA_ALONE}",
        "unfit_name": "test unfit_name: it uses one, which neither it nor an import nor a TODO cell defines: define it",
        "unfit_deletes": "test unfit_deletes: it deletes counted, which is the student's: test what the answer does",
    }.items():
        found = [each for each in problems if test in each and "known mistake" not in each and "release" not in each]
        assert len(found) == 1 and found[0].startswith(problem), "\n".join(problems)


def test_a_cell_that_needs_names_of_a_test(
    make_course: Callable[..., Course], set_bank: Callable[..., None], notebook: NotebookNode
) -> None:
    set_bank()
    cell_of(notebook, "double_sign").source = '"""Checks the sign."""\nseen = double(-1.0)\nassert seen == -2.0'
    notebook.cells.append(new_code_cell("print(seen)", id="result"))
    problems = check(make_course(notebook), NAME).problems
    way = "with the tests in a process of their own"
    assert f"cell result of the source fails {way}: NameError: name 'seen' is not defined" in problems


TOTAL = """def total(numbers: list[float]) -> float:
    \"\"\"The sum.\"\"\"
    ### BEGIN SOLUTION
    return float(sum(numbers))
    ### END SOLUTION
"""


def test_an_answer_that_rewrites_its_arguments(
    make_course: Callable[..., Course], set_bank: Callable[..., None], notebook: NotebookNode
) -> None:
    set_bank()
    notebook.cells += [
        graded(TOTAL, "total", grade=False, solution=True),
        judge('"""After."""\nnumbers = [1.0, 2.0]\nassert total(numbers) == sum(numbers)', "total_after"),
        judge(
            '"""Before."""\nnumbers = [1.0, 2.0]\nwant = sum(numbers)\nassert total(numbers) == want', "total_before"
        ),
        judge('"""Any."""\nanswer = total([1.0])\nassert isinstance(answer, float)', "total_any"),
    ]
    problems = [each for each in check(make_course(notebook), NAME).problems if "puts zeros into" in each]
    advice = "compute what it expects before the call, or pass a copy"
    assert problems == [f"total: an answer that puts zeros into its arguments passes total_after: {advice}"]
