"""The bank of a notebook, as small as `autograder check` lets it be; CI tries all of it elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.author.house_rules import HouseRules
from autograder.course import bank
from autograder.course.bank import Mistake, RightAnswer
from autograder.course.folders import Course

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def small_bank() -> Callable[[str, Path], Path]:
    """Writes known answers to a notebook of ours where a course in this folder has them."""

    def write(name: str, root: Path) -> Path:
        ours = Course.at(ROOT)
        house = HouseRules.of(ours)
        answers = bank.load(ours, name).answers
        left = {Mistake: house.mistakes, RightAnswer: house.right_answers}
        kept, seen, failed = [], Counter[tuple[type, str]](), set[str]()
        for section in re.split(r"^(?=# %%)", bank.path_of(ours, name).read_text(), flags=re.MULTILINE):
            if re.match(r"# %% (wrong|right)", section):
                answer = next(each for each in answers if each.source in section)
                fails = set(answer.fails) if isinstance(answer, Mistake) else set()
                seen[type(answer), answer.function] += 1
                if seen[type(answer), answer.function] > left[type(answer)] and fails <= failed:
                    continue
                failed |= fails  # some mistake must fail each test
            kept.append(section)
        written = root / bank.FOLDER / f"{name}.py"
        written.parent.mkdir(exist_ok=True)
        written.write_text("".join(kept).rstrip() + "\n")
        return written

    return write
