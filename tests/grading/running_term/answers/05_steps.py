"""Known answers to the exercises of 05_steps: what the course has today, and had no place for when the term began."""

# ruff: noqa: F811 - each answer defines the same function again

import torch


# %% wrong: leaves out the state
# fails step_value: which is not tanh of 0.5 * x + h
def step(x: float, h: float) -> float:
    return torch.tanh(torch.tensor(0.5 * x)).item()


# %% wrong: leaves out tanh
# fails step_value: which is not tanh of 0.5 * x + h
# fails step_sign: is -1, expected -0.7616
def step(x: float, h: float) -> float:
    return 0.5 * x + h
