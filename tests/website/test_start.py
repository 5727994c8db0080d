"""The start page, and how each notebook can be run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from website import start

ROOT = Path(__file__).parents[2]
NAME = "06_intuitive_code"


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In no repository, and no CI."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)


def test_every_notebook_has_a_row_and_a_place_in_the_order():
    page = start.page(sorted(ROOT.glob("notebooks/*/*.ipynb")))
    rows = re.findall(r"^\| (\d\d) \| \[.+?\]\((.+?)\.ipynb\) \| (\d+) \| .+ \|$", page, re.MULTILINE)
    assert [number for number, *_ in rows] == [f"{number:02}" for number in range(1, 16)]
    assert [place for _, place, _ in rows] == re.findall(r"^notebooks/.+", page, re.MULTILINE)


def test_a_course_on_github_opens_in_colab_and_binder(monkeypatch):
    monkeypatch.setenv("GITHUB_REPOSITORY", "somebody/unrolled")
    line = start.run_line(NAME)
    place = f"notebooks/{NAME}/{NAME}.ipynb"
    assert f'"https://colab.research.google.com/github/somebody/unrolled/blob/HEAD/{place}"' in line
    assert f'"https://mybinder.org/v2/gh/somebody/unrolled/HEAD?urlpath=lab/tree/{place}"' in line


def test_elsewhere_a_notebook_is_downloaded_and_given_to_colab():
    line = start.run_line(NAME)
    assert f'href="../../_downloads/{NAME}.ipynb"' in line
    assert '"https://colab.research.google.com/"' in line
    assert "mybinder" not in line
