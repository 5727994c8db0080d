"""IPython without a kernel: runs cells and keeps their outputs as a notebook stores them."""

from __future__ import annotations

import ast
import io
import sys
from base64 import b64encode
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type

#: What one cell may write, in characters: more is cut.
MOST_CHARACTERS = 1_000_000


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


def _texts(data: dict) -> dict:
    """What is shown, as a notebook stores it: a picture is a text, as a kernel makes it one."""
    return {kind: b64encode(part).decode() if isinstance(part, bytes) else part for kind, part in data.items()}


class _Publisher(DisplayPublisher):
    def publish(
        self, data: dict, metadata: dict | None = None, *, transient: Any = None, update: bool = False, **_: Any
    ):
        Shell.instance().record("display_data", data=_texts(data), metadata=dict(metadata or {}))

    def clear_output(self, wait: bool = False) -> None:
        Shell.instance().outputs.clear()


class _Result(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        count = self.shell.execution_count
        record = Shell.instance().record
        record("execute_result", data=_texts(format_dict), metadata=dict(md_dict or {}), execution_count=count)

    def finish_displayhook(self) -> None:
        self._is_active = False


class Shell(InteractiveShell):
    """A shell whose outputs are kept in `outputs`, as nbformat spells them."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Result)

    def __init__(self, **options: Any) -> None:
        r"""Make a shell that writes no history, and reads no profile."""
        self.outputs: list[dict] = []
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

    def run(self, source: str) -> dict:
        r"""Run a cell.

        Returns: its "outputs", and the "error" that ended it as "Name: message" or None.
        """
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
        return {"outputs": self.outputs, "error": f"{type(error).__name__}: {error}" if error else None}

    def record(self, kind: str, **content: Any) -> None:
        r"""Keep an output, if the cell has not written too much already."""
        self._written += len(str(content))
        if self._written < MOST_CHARACTERS:
            self.outputs.append({"output_type": kind, **content})

    def record_text(self, stream: str, text: str) -> None:
        r"""Keep what was written; pieces that follow each other become one output."""
        self._written, before = self._written + len(text), self._written
        if before >= MOST_CHARACTERS:
            return
        if self._written >= MOST_CHARACTERS:
            text = "\n[cut]\n"
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
        return super().transform_cell(raw_cell)

    def should_run_async(self, raw_cell: str, *, transformed_cell: str | None = None, **options: Any) -> bool:
        r"""Whether a cell awaits something: not without one of these words, and then there is no need to compile it."""
        words = transformed_cell is None or "await" in transformed_cell or "async" in transformed_cell
        return words and super().should_run_async(raw_cell, transformed_cell=transformed_cell, **options)

    def _all_transformers(self) -> list[list]:
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
