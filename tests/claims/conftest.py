"""Cells of notebooks run in this process: what they set for all of it does not outlive them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch


@pytest.fixture(autouse=True, scope="module")
def as_it_was() -> Iterator[None]:
    """Put back how tensors are printed, and on how many threads torch works."""
    threads = torch.get_num_threads()
    yield
    torch.set_printoptions(profile="default")
    torch.set_num_threads(threads)
