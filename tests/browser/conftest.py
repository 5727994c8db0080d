"""One JupyterLab for all tests of notebooks in the browser."""

from collections.abc import Iterator

import pytest
from lab import Lab, serving


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory) -> Iterator[Lab]:
    """A student's, with nothing in it."""
    with serving(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("notebooks"), browser) as lab:
        yield lab


@pytest.fixture(autouse=True, scope="module")
def nothing_stays_open(browser) -> Iterator[None]:
    """Close what a file's tests have opened: a page of JupyterLab takes 4 % of a core until it is closed."""
    yield
    for context in browser.contexts:
        context.close()
