import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import rnn_helpers
from rnn_helpers.former_names import MOVED

# What released notebooks import, and where each name stands now. They run in a process of their own, so that none of
# the modules is there yet.
NOTEBOOK = """
from rnn_helpers.plots import plot_hidden, plot_losses, show
from rnn_helpers.plots.next_words import NextWordsView, Reader
from rnn_helpers.widgets import FlashCards, Stepper, TermSearch

from rnn_helpers import figures, steppers
from rnn_helpers.figures.language import next_words
from rnn_helpers.glossary import widgets

assert (plot_hidden, plot_losses, show) == (figures.plot_hidden, figures.plot_losses, figures.show)
assert (NextWordsView, Reader) == (next_words.NextWordsView, next_words.Reader)
assert (FlashCards, Stepper, TermSearch) == (widgets.FlashCards, steppers.Stepper, widgets.TermSearch)

import rnn_helpers
print(rnn_helpers.__file__)
"""


@pytest.mark.parametrize("former", MOVED)
def test_a_former_name_gives_what_stands_in_the_new_places(former):
    old = importlib.import_module(former)
    for name in MOVED[former].split():
        new = vars(importlib.import_module(name))
        public = {key: value for key, value in new.items() if not key.startswith("_")}
        assert public
        assert all(getattr(old, key) is value for key, value in public.items())


@pytest.mark.parametrize("leftover", [False, True], ids=["clean", "an old folder is left"])
def test_released_notebooks_find_what_they_import(leftover, tmp_path):
    copy, ignored = tmp_path / "rnn_helpers", shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(rnn_helpers.__file__).parent, copy, ignore=ignored)
    if leftover:  # git leaves what Python compiled, and Python takes the folder for a package
        (copy / "plots/__pycache__").mkdir(parents=True)
    run = subprocess.run([sys.executable, "-c", NOTEBOOK], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert not run.stderr
    assert run.stdout == f"{copy / '__init__.py'}\n"
