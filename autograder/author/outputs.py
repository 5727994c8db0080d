"""Stored outputs of source notebooks: run afresh, with what differs from run to run left out.

nbval compares text and ignores pictures and widget views, so those need not be stored.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode

from autograder import AutograderError
from autograder.author.rules import UNSTABLE
from autograder.course import kernel
from autograder.course import notebook as nb


def refresh(path: Path) -> None:
    r"""Run a notebook and store its outputs in it; everything else stays as it is.

    Raises: AutograderError: if a cell fails; the file is then left alone.
    """
    nb.write(with_outputs(nb.read(path), path.parent), path)


def with_outputs(notebook: NotebookNode, folder: Path) -> NotebookNode:
    r"""A copy of a notebook with the outputs of a fresh run.

    Args:
        notebook: what to run, top to bottom.
        folder: where it lies, for files that it reads.
    Raises: AutograderError: if a cell fails.
    """
    done = deepcopy(notebook)
    code = [cell for cell in done.cells if cell.cell_type == "code"]
    with kernel.started(folder) as running:
        for count, cell in enumerate(code, start=1):
            outcome, where = running.run(cell.source), f"{folder.name}: cell {nb.grade_id(cell)}"
            if outcome.error:
                raise AutograderError(f"{where} fails with {outcome.error}")
            if outcome.execution_count != count:
                raise AutograderError(f"{where} ran as number {outcome.execution_count}, expected {count}")
            cell.execution_count = count
            cell.outputs = stable(outcome.outputs)
            cell.metadata.pop("execution", None)
    done.metadata.pop("widgets", None)
    # The version of Python would change with every machine.
    done.metadata["language_info"] = {"name": "python"}
    return done


def stable(outputs: tuple[NotebookNode, ...]) -> list[NotebookNode]:
    r"""Outputs without pictures and widgets; text that was written in pieces is joined.

    Where one write ends and the next begins depends on the load of the machine.
    """
    kept: list[NotebookNode] = []
    for output in deepcopy(outputs):
        if output.output_type == "stream":
            if kept and kept[-1].output_type == "stream" and kept[-1].name == output.name:
                kept[-1].text += output.text
                continue
        elif "data" in output:
            for mime in UNSTABLE:
                output.data.pop(mime, None)
                output.metadata.pop(mime, None)
            if not output.data:
                continue
        kept.append(output)
    return kept
