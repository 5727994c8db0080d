"""What all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tiny_course import NAME, tiny, write_course

from autograder.author.release import release
from autograder.grading.trusted.bubblewrap import refusal

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM_ARGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch with which tests/test_terms.py writes into notebooks what it would ask for."""
    help = "write the glossary's pages, and each notebook's line of terms, into source/"
    parser.addoption("--write-terms", action="store_true", help=help)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first, or workers that are done would wait for them in the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def released_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, released where there was no gradebook: making one takes nbgrader seconds."""
    course = write_course(tmp_path_factory.mktemp("released"), tiny())
    release(course, NAME)
    return course.root


@pytest.fixture(scope="session")
def sandbox() -> None:
    """Skip where there can be no sandbox, and say why; where one is required, as in CI, that is a failure."""
    if why := refusal():
        give_up = pytest.fail if os.environ.get("UNROLLED_SANDBOX") == "required" else pytest.skip
        give_up(why)


@pytest.fixture(scope="session")
def needed() -> None:
    """Skip where Chromium or axe-core is missing; fail instead where the browser test is required, as in CI."""
    from on_page import AXE  # here, since they import playwright, which most tests need not wait for
    from web_page import VALIDATOR

    missing = []
    if not shutil.which("chromium"):
        missing.append("Chromium: apt-get install chromium")
    if not AXE.exists():
        missing.append("axe-core: npm install --no-save --prefix build axe-core")
    if not VALIDATOR.exists():
        missing.append("html-validate: npm install --no-save --prefix build axe-core html-validate")
    if missing:
        give_up = pytest.fail if os.environ.get("UNROLLED_BROWSER") == "required" else pytest.skip
        give_up("the browser test needs " + ", and ".join(missing))


@pytest.fixture(scope="session")
def browser(needed: None) -> Iterator[Browser]:
    """Headless Chromium, one for all tests: there can be no second Playwright in a process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_ARGS)
        yield chromium
        chromium.close()
