"""Generators of random numbers: the global ones, and those that a test passes.

Of one that is passed, the student's code gets one of its own that is at the same place. They cross in this direction
alone. What a student's code says of a state would decide what a test draws next.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from typing import Any

#: The global ones, by module: the functions that get and put the state, and the one that seeds.
GLOBAL = {
    "random": ("getstate", "setstate", "seed"),
    "numpy.random": ("get_state", "set_state", "seed"),
    "torch": ("get_rng_state", "set_rng_state", "manual_seed"),
}

_NUMPY = {"PCG64": "uint64", "PCG64DXSM": "uint64", "Philox": "uint64", "SFC64": "uint64", "MT19937": "uint32"}


def seed(number: int) -> None:
    r"""Seed the global ones of all modules that are imported."""
    random.seed(number)
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed(number)
    if torch := sys.modules.get("torch"):
        torch.default_generator.manual_seed(number)  # torch.manual_seed takes 0.3 ms for devices that are not there


def states() -> list[tuple[Callable[[], Any], Callable[[Any], None]]]:
    r"""Ways to get and to put the state of the global ones of all modules that are imported."""
    there = [(sys.modules[name], ways) for name, ways in GLOBAL.items() if name in sys.modules]
    return [(getattr(module, get), getattr(module, put)) for module, (get, put, _) in there]


def to_text(value: Any) -> tuple[str, str] | None:
    r"""The kind of a generator, and its state; None if it is none that is known."""
    torch = sys.modules.get("torch")
    name, state = type(value).__name__, None
    if type(value) is random.Random:
        state = value.getstate()
    elif torch and type(value) is torch.Generator:
        state = value.get_state().tolist()
    elif (bits := getattr(value, "bit_generator", None)) and type(bits).__name__ in _NUMPY:
        name, state = type(bits).__name__, bits.state
    return None if state is None else (name, json.dumps(state, default=lambda array: array.tolist()))


def from_text(name: str, text: str) -> Any:
    r"""The generator of a kind and a state."""
    state = json.loads(text)
    if name == "Random":
        version, numbers, after = state
        made = random.Random()
        made.setstate((version, tuple(numbers), after))
        return made
    if name == "Generator":
        import torch

        return torch.Generator().set_state(torch.tensor(state, dtype=torch.uint8))
    import numpy

    def arrays(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: arrays(inner) for key, inner in value.items()}
        return numpy.array(value, dtype=_NUMPY[name]) if isinstance(value, list) else value

    bits = getattr(numpy.random, name)()
    bits.state = arrays(state)
    return numpy.random.Generator(bits)
