"""IPython without a kernel: runs cells and keeps their outputs as a notebook stores them."""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type

#: What one cell may write, in characters: more is cut, and this stands in its place.
MOST_CHARACTERS = 1_000_000
_CUT = f"\n[cut: the outputs of a cell may have {MOST_CHARACTERS:,} characters]\n"


@dataclass(frozen=True)
class Reply:
    """What came of running a cell.

    Attributes:
        outputs: as nbformat spells them.
        error: what ended it, as "Name: message"; None if nothing did.
    """

    outputs: list[dict[str, Any]]
    error: str | None

    def packed(self) -> dict[str, Any]:
        """The reply as plain data, for the wire."""
        return {"outputs": self.outputs, "error": self.error}


class _Stream(io.TextIOBase):
    """stdout or stderr of a cell."""

    encoding = "utf-8"

    def __init__(self, name: str) -> None:
        self.name = name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        Shell.instance().record_text(self.name, str(text))
        return len(text)


class _Publisher(DisplayPublisher):
    def publish(
        self,
        data: Mapping[str, Any],
        metadata: Mapping[str, Any] | None = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        Shell.instance().record("display_data", data=dict(data), metadata=dict(metadata or {}))

    def clear_output(self, wait: bool = False) -> None:
        Shell.instance().outputs.clear()


class _Result(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Mapping[str, Any], md_dict: Mapping[str, Any] | None = None) -> None:
        shell = Shell.instance()
        data, metadata = dict(format_dict), dict(md_dict or {})
        shell.record("execute_result", data=data, metadata=metadata, execution_count=shell.execution_count)

    def finish_displayhook(self) -> None:
        self._is_active = False


class Shell(InteractiveShell):
    """A shell whose outputs are kept in `outputs`, as nbformat spells them."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Result)

    def __init__(self, **options: Any) -> None:
        r"""Make a shell that writes no history, and reads no profile."""
        self.outputs: list[dict[str, Any]] = []
        self._written = 0
        super().__init__(**options)
        self._transformers = self._all_transformers()

    def warm_up(self) -> None:
        r"""Import what the first cell and the first traceback need, which takes half a second."""
        self.run_cell("None", store_history=False)
        try:
            raise ValueError
        except ValueError:
            self.InteractiveTB.structured_traceback(*sys.exc_info())

    def run(self, source: str) -> Reply:
        r"""Run a cell."""
        self.outputs, self._written = [], 0
        sys.stdout, sys.stderr = _Stream("stdout"), _Stream("stderr")
        try:
            result = self.run_cell(source, store_history=True)
        finally:
            sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
        error = result.error_before_exec or result.error_in_exec
        for output in self.outputs:
            if output["output_type"] == "stream":
                output["text"] = "".join(output["text"])
        return Reply(self.outputs, f"{type(error).__name__}: {error}" if error else None)

    def record(self, kind: str, **content: Any) -> None:
        r"""Keep an output, if the cell has not written too much already."""
        size = len(str(content))
        if self._written + size < MOST_CHARACTERS:
            self._written += size
            self.outputs.append({"output_type": kind, **content})
        elif self._written < MOST_CHARACTERS:
            self._written = MOST_CHARACTERS
            self._add_text("stderr", _CUT)

    def record_text(self, stream: str, text: str) -> None:
        r"""Keep what was written, if the cell has not written too much already."""
        self._written, before = self._written + len(text), self._written
        if before < MOST_CHARACTERS:
            self._add_text(stream, text if self._written < MOST_CHARACTERS else _CUT)

    def _add_text(self, stream: str, text: str) -> None:
        """Pieces that follow each other become one output."""
        if not self.outputs or self.outputs[-1].get("name") != stream:
            self.outputs.append({"output_type": "stream", "name": stream, "text": []})
        self.outputs[-1]["text"].append(text)  # joined in the end: pieces are many

    def transform_cell(self, raw_cell: str) -> str:
        r"""Translate magics; in most cells there are none, and looking for them takes as long as running the cell."""
        if "\n" in raw_cell.strip() and self._all_transformers() == self._transformers:
            try:
                ast.parse(raw_cell)
                return f"{raw_cell}\n"
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                pass  # magics, or what IPython is to complain about
        transformed: str = super().transform_cell(raw_cell)
        return transformed

    def should_run_async(self, raw_cell: str, *, transformed_cell: str | None = None, **options: Any) -> bool:
        r"""Whether a cell awaits something: not without one of these words, and then there is no need to compile it."""
        words = transformed_cell is None or "await" in transformed_cell or "async" in transformed_cell
        return words and super().should_run_async(raw_cell, transformed_cell=transformed_cell, **options)

    def _all_transformers(self) -> list[list[Any]]:
        manager = self.input_transformer_manager
        lists = (manager.cleanup_transforms, manager.line_transforms, manager.token_transformers)
        return [list(each) for each in (*lists, self.input_transformers_post)]

    def enable_gui(self, gui: str | None = None) -> None:
        r"""Do nothing: `%matplotlib inline` asks for the event loop of a kernel."""

    def init_history(self) -> None:
        r"""Keep history in memory, without a thread or a file."""
        self.config.HistoryManager.enabled = False
        super().init_history()

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.record("error", ename=str(etype.__name__), evalue=str(evalue), traceback=list(stb))
