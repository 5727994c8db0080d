"""A progress bar that leaves nothing behind."""

from __future__ import annotations

from typing import Any

from IPython.display import display
from tqdm import auto

_IN_NOTEBOOK = auto.notebook_tqdm is not auto.std_tqdm


class tqdm(auto.tqdm):  # noqa: N801 - a loop over it reads as one over tqdm's own
    """tqdm's bar; in a notebook its output is empty once it is done.

    tqdm closes the bar and keeps the output, where a notebook that is opened again finds no widget to show.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the bar; the arguments are tqdm's."""
        kwargs["leave"] = False
        if _IN_NOTEBOOK:
            kwargs["display"] = False
        super().__init__(*args, **kwargs)
        self._output = None
        if _IN_NOTEBOOK and not self.disable:
            self._output = display(self.container, display_id=True)
            self.displayed = True

    def close(self) -> None:
        """Close the bar, however far it came, and empty its output."""
        super().close()
        output, self._output = self._output, None
        if output:
            output.update({}, raw=True)
