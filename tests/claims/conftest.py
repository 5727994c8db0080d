"""Cells of notebooks run in this process: what they set for all of it does not outlive them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch


@pytest.fixture(autouse=True, scope="module")
def as_it_was() -> Iterator[None]:
    """Let torch work on one thread, as notebooks do; then put back that, and how tensors are printed."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_printoptions(profile="default")
    torch.set_num_threads(threads)
