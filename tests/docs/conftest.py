"""The bank of a notebook, as small as `autograder check` lets it be; CI tries all of it elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.author.house_rules import HouseRules
from autograder.course import bank
from autograder.course.folders import Course

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def small_bank() -> Callable[[str, Path], Path]:
    """Writes known answers to a notebook of ours where a course in this folder has them."""

    def write(name: str, root: Path) -> Path:
        ours = Course.at(ROOT)
        house = HouseRules.of(ours)
        left = {"wrong": house.mistakes, "right": house.right_answers}
        answers = bank.load(ours, name).answers
        seen: Counter[tuple[str, str]] = Counter()
        kept = []
        for section in re.split(r"^(?=# %%)", bank.path_of(ours, name).read_text(), flags=re.MULTILINE):
            if kind := re.match(r"# %% (wrong|right)", section):
                function = next(answer.function for answer in answers if answer.source in section)
                seen[kind[1], function] += 1
                if seen[kind[1], function] > left[kind[1]]:
                    continue
            kept.append(section)
        written = root / bank.FOLDER / f"{name}.py"
        written.parent.mkdir(exist_ok=True)
        written.write_text("".join(kept).rstrip() + "\n")
        return written

    return write
