"""The proof by running: one sound course, and one that is wrong in many ways at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from tiny_course import MISTAKES, NAME, RIGHT_ANSWERS, cell_of, graded, right, wrong

from autograder import AutograderError
from autograder.author.check import ExerciseProof, Proof, look, prove
from autograder.course.bank import Mistake, RightAnswer
from autograder.course.folders import CONFIG, Course

HALVES = '''def halves(x: float) -> tuple[int, float]:
    """Half a number, twice."""
    ### BEGIN SOLUTION
    return int(double(x)) // 4, x / 2
    ### END SOLUTION
'''


def check(course: Course, **options: object) -> Proof:
    """Look at the assignment and prove it, whatever the look says."""
    (looked,), (proved,) = look(course, [NAME]), prove(course, [NAME], **options)
    return Proof(NAME, proved.exercises, looked.problems + proved.problems, looked.hints, proved.known)


ROWS = [
    ExerciseProof("double", 7, False, tests=2, mistakes=3, mistakes_caught=3, right_answers=2, right_answers_kept=2),
    ExerciseProof("why", 3, True, tests=0, mistakes=0, mistakes_caught=0, right_answers=0, right_answers_kept=0),
]


def test_a_sound_course_is_proved_once_and_what_changed_again(course: Course, set_bank: Callable[..., Path]) -> None:
    stages: list[str] = []

    def said(done: int, total: int, what: str) -> None:
        stages.append(what)

    proof = check(course, progress=said)
    assert (proof.problems, proof.exercises, proof.false_names) == ([], ROWS, (0, 3))
    assert {"01: the solution", "01: the untouched release", "01: double, known answers"} <= set(stages)

    stages.clear()
    assert check(course, progress=said) == proof
    assert stages == [], "what has not changed is not tried again"
    set_bank(MISTAKES, [*RIGHT_ANSWERS, right("is wrong", "return x")])
    assert "right answer 'is wrong': fails double_value" in check(course, progress=said).problems[0]
    assert set(stages) == {"01: double, known answers"}

    stages.clear()
    check(course, progress=said)
    assert set(stages) == {"01: double, known answers"}, "what did not pass is tried again"
    set_bank()
    assert check(course, exercise="double", afresh=True, progress=said).exercises == ROWS[:1]
    assert "01: double, answers that must earn nothing" in stages and "01: the solution" not in stages


def test_an_exercise_that_is_not_there(course: Course) -> None:
    with pytest.raises(AutograderError, match="There is no exercise triple in 01_tiny; there are: double, why"):
        list(prove(course, [NAME], exercise="triple"))


def test_forms_of_one_mistake_behave_alike(course: Course, set_bank: Callable[..., Path]) -> None:
    twice = wrong("drops the sign", "return abs(x) + abs(x)", {"double_sign": "keep the sign"})
    other = wrong("drops the sign", "return abs(2 * x) + 0 * (x < 0)", {"double_sign": "keep the sign"})
    half = wrong("drops the sign", "return 2 * x if x > 0 else 3 * x", {"double_sign": "keep the sign"})
    set_bank([*MISTAKES, twice, other])
    proof = check(course, exercise="double")
    assert (proof.problems, proof.false_names) == ([], (0, 5))
    set_bank([*MISTAKES, half])
    (problem,) = check(course, exercise="double").problems
    assert problem == "double: mistakes named 'drops the sign' behave differently: give each a name of its own"


def test_a_piece_that_says_nothing_and_a_mistake_that_is_none(course: Course, set_bank: Callable[..., Path]) -> None:
    blank = wrong("a typing error", "return 2 * y", {"double_value": "NameError", "double_sign": "name 'y' is not"})
    plain = wrong("indexes", "return [][0]", {"double_value": "list index", "double_sign": "list index"})
    set_bank([*MISTAKES, blank, plain])
    proof = check(course, exercise="double")
    says = "double, mistake 'a typing error': double_value says 'NameError' to a plain NameError as well"
    assert proof.problems[0] == f"{says}: take a piece that says what is wrong"
    assert sum("mistake 'indexes'" in problem and "plain IndexError" in problem for problem in proof.problems) == 2
    assert len(proof.problems) == 3
    names = [form.name for form in proof.known["double"]]
    assert "a typing error" in names and "indexes" not in names, "nobody's plain error is to be called that"


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
    wrong("is right", "return 2 * x", {"double_value": "3"}),
    wrong("subtracts", "return -x", {"double_sign": "the sine"}),
    Mistake("does not run", "double", "raise SystemError('no')\ndef double(x):\n    return x", {"double_value": "3"}),
]

PROBLEMS = [
    "double, mistake 'is right': passes double_value",
    "double, mistake 'subtracts': fails double_value too, with 'AssertionError: double(3.0) should be 6'",
    "double, mistake 'subtracts': double_sign does not say 'the sine' but 'AssertionError: the sign'",
    "double, mistake 'does not run': the answer's cell does not run: SystemError",
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
def once() -> dict[str, Proof]:
    """Filled by the first test that needs the proof: it takes ten seconds."""
    return {}


@pytest.fixture
def proof(
    make_course: Callable[..., Course],
    set_bank: Callable[..., Path],
    notebook: NotebookNode,
    once: dict[str, Proof],
) -> Proof:
    if "proof" not in once:
        spoil(notebook)
        set_bank(WRONG_BANK, [*RIGHT_ANSWERS, right("is wrong", "return x")])
        once["proof"] = check(make_course(notebook))
    return once["proof"]


@pytest.mark.parametrize("problem", PROBLEMS)
def test_everything_wrong_is_reported(proof: Proof, problem: str) -> None:
    assert any(found.startswith(problem) for found in proof.problems), "\n".join(proof.problems)


def test_parts_that_a_test_does_not_look_at_may_be_anything(proof: Proof) -> None:
    assert "halves: an answer of NaN passes halves_whole" not in proof.problems


def test_what_went_right_is_counted(proof: Proof) -> None:
    assert proof.exercises[0].mistakes == 5
    assert proof.exercises[0].right_answers_kept == 2


def test_an_answer_that_needs_another_one(
    make_course: Callable[..., Course],
    set_bank: Callable[..., Path],
    notebook: NotebookNode,
) -> None:
    set_bank()
    notebook.cells += [
        graded(HALVES, "halves", grade=False, solution=True),
        judge('"""Whole."""\nassert halves(8.0)[0] == 4', "halves_whole"),
        judge('"""Other."""\nassert double(4.0) == 8.0', "halves_other"),
    ]
    problems = check(make_course(notebook)).problems
    assert "test halves_whole needs double and halves, expected one answer exactly" in problems
    assert not any("halves_other needs" in problem for problem in problems)


def test_a_bank_that_cannot_be_read_is_one_problem(course: Course, set_bank: Callable[..., Path]) -> None:
    set_bank().write_text("# %% neither: nor\n")
    (looked,) = look(course, [NAME])
    (problem,) = looked.problems
    assert problem.endswith(
        "found '# %% neither: nor', expected `# %% wrong: what is wrong` or `# %% right: how it is written`."
    )


def test_a_long_notebook_gets_a_hint_and_no_problem(make_course, set_bank, notebook: NotebookNode) -> None:
    set_bank()
    notebook.cells += [new_markdown_cell("Read on.", id=f"more-{number}") for number in range(30)]
    (looked,) = look(make_course(notebook), [NAME])
    assert looked.problems == []
    assert looked.hints == ["the notebook has 50 cells, usual are 20 to 42 (c.Check.cells): is it one lesson?"]


def test_what_grading_runs_does_not_need_what_it_skips(make_course, set_bank, notebook: NotebookNode) -> None:
    set_bank()
    notebook.cells.insert(4, new_code_cell("trained = 1", id="training", metadata={"tags": ["skip-grading"]}))
    notebook.cells.insert(5, new_code_cell("print(trained)", id="result"))
    problems = check(make_course(notebook)).problems
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
    make_course: Callable[..., Course], set_bank: Callable[..., Path], notebook: NotebookNode
) -> None:
    body = "def apply(function, number: float) -> float:\n    value = function(number)\n    return value"
    answers = [RightAnswer("with a name", "apply", body)]
    set_bank(MISTAKES, [*RIGHT_ANSWERS, *answers])
    cell_of(notebook, "greeting").source += "\nexec('one = 1.0')"  # no look at the cell tells that it binds one
    notebook.cells += [
        graded(UNFIT, "apply", grade=False, solution=True),
        judge(
            '"""Passes an object."""\nclass One:\n    def __call__(_, x):\n        return x\nassert apply(One(), 2)',
            "unfit_object",
        ),
        judge('"""Compares a handle."""\nassert counted(["a"]) == counted(["a"])', "unfit_handle"),
        judge('"""Uses a name."""\nassert apply(abs, 2.0) == one + 1', "unfit_name"),
        judge('"""Deletes a name."""\ndel counted\nassert "counted" not in globals()', "unfit_deletes"),
    ]
    course = make_course(notebook)
    problems = check(course).problems
    for test, problem in {
        "unfit_object": f"test unfit_object {DATA_ALONE}",
        "unfit_handle": f"test unfit_handle {DATA_ALONE}",
        "unfit_name": "test unfit_name: it uses one, which neither it nor a cell above it defines: define it",
        "unfit_deletes": "test unfit_deletes: it deletes counted, which is the student's: test what the answer does",
    }.items():
        found = [each for each in problems if test in each and "known mistake" not in each and "release" not in each]
        assert len(found) == 1 and found[0].startswith(problem), "\n".join(problems)
    with (course.root / CONFIG).open("a") as file:
        file.write("c.Autograder.together = ['unfit_object', 'unfit_handle', 'unfit_name', 'unfit_deletes']\n")
    told = check(Course.at(course.root)).problems
    assert not [each for each in told if DATA_ALONE in each or "it uses one" in each or "it deletes" in each], told


def test_a_cell_that_needs_names_of_a_test(
    make_course: Callable[..., Course], set_bank: Callable[..., Path], notebook: NotebookNode
) -> None:
    set_bank()
    cell_of(notebook, "double_sign").source = '"""Checks the sign."""\nseen = double(-1.0)\nassert seen == -2.0'
    notebook.cells.append(new_code_cell("print(seen)", id="result"))
    problems = check(make_course(notebook)).problems
    way = "with the tests in a process of their own"
    assert f"cell result of the source fails {way}: NameError: name 'seen' is not defined" in problems


TOTAL = """def total(numbers: list[float]) -> float:
    \"\"\"The sum.\"\"\"
    ### BEGIN SOLUTION
    return float(sum(numbers))
    ### END SOLUTION
"""


def test_an_answer_that_rewrites_its_arguments(
    make_course: Callable[..., Course], set_bank: Callable[..., Path], notebook: NotebookNode
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
    problems = [each for each in check(make_course(notebook)).problems if "puts zeros into" in each]
    advice = "compute what it expects before the call, or pass a copy"
    assert problems == [f"total: an answer that puts zeros into its arguments passes total_after: {advice}"]
