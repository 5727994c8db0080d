"""Weights that several test files use."""

import pytest
import torch


@pytest.fixture
def machine() -> dict[str, torch.Tensor]:
    """The machine of notebook 04."""
    return {
        "W_xh": torch.tensor([[-2.0, 2, 0, 4, 0], [-2, 2, 0, 0, -4]]),
        "W_hh": torch.tensor([[2.0, 0], [0, 2]]),
        "b_h": torch.zeros(2),
        "W_hy": torch.tensor([[2.0, -2], [-2, 2]]),
        "b_y": torch.tensor([-2.0, 2]),
    }
