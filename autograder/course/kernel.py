"""Running cells one by one in a real kernel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from autograder import AutograderError

#: Options of a kernel that keeps no history, and does not warn that it talks over the loopback address.
QUIET = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=ERROR"]


@dataclass(frozen=True)
class CellRun:
    """What came of running a cell; `error` is "Name: message", None if all went well."""

    error: str | None
    outputs: tuple[NotebookNode, ...]
    execution_count: int | None


class Kernel:
    """A running kernel; made by `started`."""

    def __init__(self, client: NotebookClient) -> None:
        r"""Run cells through a client whose kernel is up."""
        self._client = client

    def run(self, source: str) -> CellRun:
        r"""Run a cell's source and wait for its end.

        Raises: AutograderError: if the kernel dies or does not answer in time.
        """
        cell = new_code_cell(source)
        self._client.nb.cells = [cell]
        try:
            self._client.execute_cell(cell, 0)
        except (CellTimeoutError, DeadKernelError) as error:
            reason = "took too long" if isinstance(error, CellTimeoutError) else "killed the kernel"
            raise AutograderError(f"A cell {reason}; it begins {source.strip()[:60]!r}.") from None
        failed = next((o for o in cell.outputs if o.output_type == "error"), None)
        message = f"{failed.ename}: {failed.evalue}" if failed else None
        return CellRun(message, tuple(cell.outputs), cell.execution_count)


@contextmanager
def started(folder: Path, timeout_s: int = 120) -> Iterator[Kernel]:
    r"""A Python kernel that works in a folder, closed at the end whatever happens.

    Args:
        folder: the working directory, as for a notebook that lies there.
        timeout_s: how long one cell may take, in seconds.
    """
    client = NotebookClient(
        new_notebook(),
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        timeout=timeout_s,
        allow_errors=True,
        store_widget_state=False,
        record_timing=False,
        extra_arguments=QUIET,
    )
    with client.setup_kernel():
        yield Kernel(client)
