"""Names of before, for notebooks that were released before the helpers had rooms: what moved is found where it is now.

Students work in such notebooks, and hand them in, until their term is over.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

#: Where a module stands now, or the modules that share what it held, by the name that it had.
MOVED = {
    "rnn_helpers.baselines": "rnn_helpers.networks.baselines",
    "rnn_helpers.cohort": "rnn_helpers.networks.cohort",
    "rnn_helpers.data": "rnn_helpers.texts.data",
    "rnn_helpers.models": "rnn_helpers.networks.models",
    "rnn_helpers.plots": "rnn_helpers.figures",
    "rnn_helpers.plots.activations": "rnn_helpers.figures.gradient.activations",
    "rnn_helpers.plots.answers": "rnn_helpers.figures.training.many_answers",
    "rnn_helpers.plots.arithmetic": "rnn_helpers.figures.unrolling.arithmetic",
    "rnn_helpers.plots.blit": "rnn_helpers.figures.core.blit",
    "rnn_helpers.plots.calculation": "rnn_helpers.figures.unrolling.calculation",
    "rnn_helpers.plots.concepts": "rnn_helpers.figures.glossary.concept_map",
    "rnn_helpers.plots.confusion": "rnn_helpers.figures.language.confusion",
    "rnn_helpers.plots.distractors": "rnn_helpers.figures.memory.distractors",
    "rnn_helpers.plots.error_flow": "rnn_helpers.figures.gradient.error_flow",
    "rnn_helpers.plots.gates": "rnn_helpers.figures.memory.gates",
    "rnn_helpers.plots.gradients": "rnn_helpers.figures.gradient.norms",
    "rnn_helpers.plots.graph": "rnn_helpers.figures.unrolling.graph",
    "rnn_helpers.plots.grid": "rnn_helpers.figures.core.grid",
    "rnn_helpers.plots.hidden": "rnn_helpers.figures.memory.hidden",
    "rnn_helpers.plots.learning": "rnn_helpers.figures.training.learning",
    "rnn_helpers.plots.loops": "rnn_helpers.figures.gradient.loops",
    "rnn_helpers.plots.losses": "rnn_helpers.figures.training.losses",
    "rnn_helpers.plots.memories": "rnn_helpers.figures.history.resting_states",
    "rnn_helpers.plots.memory": "rnn_helpers.figures.memory.one_number",
    "rnn_helpers.plots.next_words": "rnn_helpers.figures.language.next_words",
    "rnn_helpers.plots.one_pass": "rnn_helpers.figures.unrolling.one_pass",
    "rnn_helpers.plots.pair": "rnn_helpers.figures.language.pair",
    "rnn_helpers.plots.pipeline": "rnn_helpers.figures.language.pipeline",
    "rnn_helpers.plots.reading": "rnn_helpers.figures.language.reading",
    "rnn_helpers.plots.recall": "rnn_helpers.figures.history.recall",
    "rnn_helpers.plots.recording": "rnn_helpers.figures.glossary.recording",
    "rnn_helpers.plots.timeline": "rnn_helpers.figures.history.timeline",
    "rnn_helpers.plots.two_steps": "rnn_helpers.figures.unrolling.two_steps",
    "rnn_helpers.plots.unrolled": "rnn_helpers.figures.unrolling.unrolled",
    "rnn_helpers.plots.view": "rnn_helpers.figures.core.view",
    "rnn_helpers.trace": "rnn_helpers.networks.trace",
    "rnn_helpers.training": "rnn_helpers.networks.training",
    "rnn_helpers.tweets": "rnn_helpers.texts.tweets",
    "rnn_helpers.widgets": "rnn_helpers.steppers rnn_helpers.glossary.widgets",
}


class _Moved(MetaPathFinder, Loader):
    """Gives the module of today to who asks for it by its former name."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(name, self, is_package=True) if name in MOVED else None

    def exec_module(self, module: ModuleType) -> None:
        for name in MOVED[module.__name__].split():
            now = vars(importlib.import_module(name))
            vars(module).update({key: value for key, value in now.items() if not key.startswith("__")})


# First of all: a folder that is left from before, with nothing but what Python compiled, looks like a package.
sys.meta_path.insert(0, _Moved())
