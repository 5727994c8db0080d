"""One JupyterLab for all tests of notebooks in the browser."""

from collections.abc import Iterator

import pytest
from lab import Lab, serving


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory) -> Iterator[Lab]:
    """A student's, with nothing in it."""
    with serving(tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("notebooks"), browser) as lab:
        yield lab
