"""What a release tries: known answers, with the random numbers that the class gets."""

from __future__ import annotations

from collections.abc import Callable

from nbformat import NotebookNode
from tiny_course import MISTAKES, NAME, RIGHT_ANSWERS, VALUE, cell_of

from autograder import AutograderError
from autograder.author.behaviours import recorded
from autograder.author.check import prove
from autograder.course.folders import Course
from autograder.grading import stored_plans


def test_how_mistakes_behave_is_recorded(course: Course) -> None:
    forms = recorded(course, [NAME])[NAME][NAME]["double"]
    assert {form.name: set(form.fails) for form in forms} == {
        "adds 3": {"double_value", "double_sign"},
        "drops the sign": {"double_sign"},
        "gives an int": {"double_value", "double_sign"},
    }


def test_a_test_that_fails_a_right_answer_by_what_it_draws_is_not_released(
    make_course: Callable[..., Course], set_bank: Callable[..., None], notebook: NotebookNode
) -> None:
    """One class in two would lose points to it: whoever proves it has one set of numbers, and a class another."""
    unlucky = VALUE.replace("### END", 'assert x < 1.5, "unlucky"\n### END')
    cell_of(notebook, "double_value").source = unlucky.strip()
    set_bank([])
    course = make_course(notebook)
    refused = {}
    for secret in map(str, range(8)):
        stored_plans.choose_seed(course, NAME, secret)
        try:
            recorded(course, [NAME])
        except AutograderError as error:
            refused[secret] = str(error)
    assert 0 < len(refused) < 8
    for said in refused.values():
        assert said.startswith(
            f"{NAME} is not released: with the random numbers that this class gets, double_value fails"
        )
        assert "unlucky" in said and said.endswith("let it allow for whatever it may draw.")


def test_what_was_tried_with_other_numbers_or_answers_does_not_count(
    course: Course, set_bank: Callable[..., None]
) -> None:
    def tried() -> int:
        """How many parts were tried now."""
        left = [0]
        recorded(course, [NAME], lambda done, total, last: left.append(total - done))
        return max(left)

    (proof,) = prove(course, [NAME])
    assert proof.problems == []
    assert [tried(), tried()] == [1, 0]
    stored_plans.choose_seed(course, NAME, "another")
    assert [tried(), tried()] == [1, 0]
    set_bank(MISTAKES, RIGHT_ANSWERS[:1])
    assert [tried(), tried()] == [1, 0]
