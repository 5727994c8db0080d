"""Grading on arrival, as students see it: real hand-ins through nbgrader's exchange, real feedback from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import given
from serving import Exchange, serving

from autograder.course.folders import Course

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("sandbox")]


@pytest.fixture
def exchange(course: Course, tmp_path: Path) -> Exchange:
    return Exchange.of(course, tmp_path / "people")


def test_answered_on_arrival(exchange: Exchange) -> None:
    with serving(exchange.course) as server:
        when = exchange.submit("ada", "return x + x")
        page = exchange.answer("ada", when)
        print(page[:600]); print(server.log)
        assert given(exchange.course) == {"ada": {"double_value": 4.0, "double_sign": 3.0}}
        server.stop()
