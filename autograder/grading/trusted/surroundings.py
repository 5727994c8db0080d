"""What surrounds a test and an answer, which in a notebook both share: random numbers, default dtype, `input`, files.

Only what the test itself set goes over. The random numbers that a test begins with are secret.
"""

from __future__ import annotations

import builtins
import functools
import os
import sys
import warnings
from collections.abc import Callable
from typing import Any

from autograder.grading import wire
from autograder.grading.wire import generators
from autograder.grading.wire.files import WorkFiles

#: What a student may make the default for tests as well.
_DTYPES = ("float32", "float64")
_INPUT = builtins.input
#: How many warnings of one call are heard.
_MOST_WARNINGS = 100

#: Why a test fails that unpickles something once a file of a student's is there.
NO_PICKLE = "a test reads a pickle where a student's files are: let it read text, numbers or tables"

_seeded: set[str] = set()
#: The assignment's files where tests work, by relative path.
_brought: set[str] = set()


def watch() -> None:
    r"""From now on, know which generators are seeded, and let warnings be heard by nobody but who records them."""
    for name, (*_, seed) in generators.GLOBAL.items():
        if module := sys.modules.get(name):
            setattr(module, seed, _noted(name, getattr(module, seed)))
    warnings.showwarning = lambda *_, **__: None


def keep_files() -> None:
    r"""From now on, let no answer change the files that are here: a test may make of them what it expects."""
    _brought.update(os.path.normpath(os.path.join(folder, name)) for folder, _, names in os.walk(".") for name in names)


def _noted(name: str, seed: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(seed)
    def noted(*args: Any, **kwargs: Any) -> Any:
        _seeded.add(name)
        return seed(*args, **kwargs)

    return noted


class Surroundings:
    """Those of one test."""

    def __init__(self, files: bool) -> None:
        r"""Begin with nothing set up.

        Args:
            files: whether the test may look at files.
        """
        _seeded.clear()
        self._files = WorkFiles() if files else None
        torch = sys.modules.get("torch")
        self._told: dict[str, Any] = {"dtype": wire.pack(torch.get_default_dtype())} if torch else {}
        self._stdout = sys.stdout

    def changed(self, callback: Callable[[Callable[..., Any]], Any]) -> dict[str, Any]:
        r"""What the answer's side does not know yet, packed.

        Args:
            callback: makes of a function what can be called from the other side.
        """
        now: dict[str, Any] = {name: getattr(sys.modules[name], generators.GLOBAL[name][0])() for name in _seeded}
        if torch := sys.modules.get("torch"):
            now["dtype"] = torch.get_default_dtype()
        packed = {name: wire.pack(value) for name, value in now.items()}
        news = {name: value for name, value in packed.items() if self._told.get(name) != value}
        self._told |= news
        if builtins.input is not _INPUT:
            news["input"] = wire.pack(callback(lambda *prompt: str(builtins.input(*prompt))))
        if self._files:
            news["files"] = self._files.changed()
        return news

    def hear(self, printed: Any, warned: Any, files: Any) -> None:
        r"""Give a test what an answer wrote, printed and warned of, if it looks at that."""
        if self._files and isinstance(files, dict):
            _forbid_pickles()
            self._files.take({name: data for name, data in files.items() if _is_file(name, data)})
        if type(printed) is str and sys.stdout is not self._stdout:
            sys.stdout.write(printed)
        for each in warned[:_MOST_WARNINGS] if isinstance(warned, list) else ():
            match each:
                case [list(names), str(message)]:
                    known = (getattr(builtins, name, None) for name in names if type(name) is str)
                    kinds = (kind for kind in known if isinstance(kind, type) and issubclass(kind, Warning))
                    category = next(kinds, UserWarning)
                    warnings.warn_explicit(message, category, "<answer>", 1, "__main__", registry={})

    def take_dtype(self, name: Any) -> None:
        r"""Let tensors be made here as the notebook has them made."""
        torch = sys.modules.get("torch")
        if torch and name in _DTYPES:
            torch.set_default_dtype(getattr(torch, name))
            self._told["dtype"] = wire.pack(torch.get_default_dtype())


def _is_file(name: Any, data: Any) -> bool:
    if type(name) is not str or os.path.normpath(name) in _brought:
        return False
    return data is None or type(data) is bytes


@functools.cache
def _forbid_pickles() -> None:
    """From the first file of a student's on: a pickle can make whoever reads it do anything."""

    def refuse(event: str, _: tuple[Any, ...]) -> None:
        if event == "pickle.find_class":
            raise RuntimeError(NO_PICKLE)

    sys.addaudithook(refuse)
