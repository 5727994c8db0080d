"""Names of before, for an nbgrader_config.py of before the packages: what moved is found where it is now.

A course in the middle of its term goes on with the one that it has.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

#: Where a module stands now, by the name that it had.
MOVED = {
    "autograder.execute": "autograder.grade.nbgrader_step",
    "autograder.export": "autograder.report.export",
    "autograder.explain": "autograder.feedback.summary",
    "autograder.late": "autograder.course.late",
    "autograder.page": "autograder.feedback.page",
}


class _Moved(MetaPathFinder, Loader):
    """Gives the module of today to who asks for it by its former name."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(name, self, is_package=True) if name in MOVED else None

    def exec_module(self, module: ModuleType) -> None:
        now = vars(importlib.import_module(MOVED[module.__name__]))
        vars(module).update({key: value for key, value in now.items() if not key.startswith("__")})


# First of all: a folder that is left from before, with nothing but what Python compiled, looks like a package.
sys.meta_path.insert(0, _Moved())
