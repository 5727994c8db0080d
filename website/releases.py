"""Releases as students get them, run in a kernel, each as a notebook that Sphinx makes a page of."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from autograder import AutograderError
from autograder.author.release import proof
from autograder.course import kernel
from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.course.notebook import Kind
from autograder.feedback.lost_points import checked
from website import outputs, start

#: Seconds for a cell that trains, or draws hundreds of frames, on a busy machine.
_CELL_S = 600
#: Leaves no name behind, on which a cell could come to depend.
_INSTALL = "__import__('website.in_kernel').in_kernel.install({!r}, {!r})"
#: The elements that are made of terms, and the scripts which make them.
_OF_TERMS = ("<term-search>", "<flash-cards>")
_TERMS = """<script defer src="../../_static/terms.js"></script>
<script defer src="../../_static/glossary.js"></script>"""
#: A link to a place in a notebook; JupyterLab keeps capitals, Sphinx has none.
_PLACE = re.compile(r"(\]\(\S*#)([^)\s]+)")


def put(course: Course, name: str, into: Path, pictures: Path, *, run: bool) -> None:
    r"""Put a release where Sphinx makes a page of it.

    Args:
        course: where source and release are.
        name: the assignment's full name.
        into: gets a folder of the same name, with the notebook and its outputs.
        pictures: gets the files of all pictures.
        run: whether the notebook is run; without that, it has no outputs.
    Raises: AutograderError: if the release would give something away, or a cell fails that is no exercise's.
    """
    released = course.release / name / f"{name}.ipynb"
    if problems := proof(course, name, released):
        raise AutograderError(f"{name} is not put on a page: {'; '.join(problems)}; run `autograder release {name}`.")
    shutil.copytree(released.parent, into / name)
    notebook = nb.read(released)
    if run:
        _run(notebook, into / name, pictures)
    for cell in notebook.cells:
        _fold_test(cell)
        if cell.cell_type == "markdown":
            cell.source = _PLACE.sub(lambda link: link[1] + link[2].lower(), cell.source)
    notebook.cells.insert(1, new_markdown_cell(start.run_line(name)))
    if any(element in str(cell.get("outputs")) for cell in notebook.cells for element in _OF_TERMS):
        notebook.cells.append(new_markdown_cell(_TERMS))
    nb.write(notebook, into / name / released.name)


def _run(notebook: NotebookNode, folder: Path, pictures: Path) -> None:
    """Run all cells, and keep what a page shows of it."""
    with kernel.started(folder, timeout_s=_CELL_S) as running:
        running.run(_INSTALL.format(folder.name[:2], str(pictures)))
        for cell in notebook.cells:
            if cell.cell_type == "code":
                where = f"{folder.name}: cell {nb.grade_id(cell)}"
                cell.outputs = outputs.shown(running.run(cell.source), cell, pictures, where)


def _fold_test(cell: NotebookNode) -> None:
    """Show a test as its one-line docstring, which opens with a click."""
    if nb.kind(cell) is Kind.TEST and (said := checked(cell)):
        cell.metadata.setdefault("tags", []).append("hide-input")
        cell.metadata["mystnb"] = {"code_prompt_show": f"Test: {said}", "code_prompt_hide": f"Test: {said}"}
