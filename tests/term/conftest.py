"""A term, before its first day."""

from __future__ import annotations

from pathlib import Path

import pytest
from people import Term, begin


@pytest.fixture
def term(tmp_path: Path) -> Term:
    return begin(tmp_path)
