"""What a kernel shows in place of widgets while the web edition is built; it is imported there alone."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from IPython import get_ipython

from website import frames


def install(page: str, pictures: str) -> None:
    r"""Let steppers, the search box and the cards show themselves as elements of a page.

    Args:
        page: what files of this page are called after, such as "06".
        pictures: the folder that gets them.
    """
    numbers = count(1)

    def stepper(shown: Any) -> str:
        return frames.element(shown.view, f"stepper-{page}-{next(numbers)}", Path(pictures))

    _show("rnn_helpers.steppers", "Stepper", stepper)
    _show("rnn_helpers.glossary.widgets", "TermSearch", lambda _: "<term-search></term-search>")
    _show("rnn_helpers.glossary.widgets", "FlashCards", lambda _: "<flash-cards></flash-cards>")


def _show(module: str, widget: str, as_html: Callable[[Any], str]) -> None:
    """By name: a notebook without widgets need not wait for them."""
    formatter = get_ipython().display_formatter.mimebundle_formatter
    formatter.for_type_by_name(module, widget, lambda shown: {"text/html": as_html(shown), "text/plain": repr(shown)})
