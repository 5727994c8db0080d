"""Puts scripts into markdown: a cell of its own, and the answer that a person reads."""

from nbformat.v4 import new_markdown_cell

SCRIPT = """
<script>alert('left_by_attack')</script> <img src=x onerror="alert('left_by_attack')">
[here](javascript:alert('left_by_attack')) <svg onload="alert('left_by_attack')"></svg>
$$\\href{javascript:alert('left_by_attack')}{x}$$ `<script>alert('left_by_attack')</script>`
![x](x "onerror=alert('left_by_attack')") <style>body { display: none } /* left_by_attack */</style>
<details open ontoggle="alert('left_by_attack')">x</details>
"""
ANSWERS = {"why": SCRIPT}


def change(notebook):
    """Add cells."""
    notebook.cells.append(new_markdown_cell(SCRIPT, id="script"))
    notebook.cells.append(new_markdown_cell("# <img src=x onerror=alert('left_by_attack')>", id="heading"))
