"""Puts scripts into attachments and their names."""

from nbformat.v4 import new_markdown_cell

SVG = "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0iYWxlcnQoMSkiLz4="


def change(notebook):
    """Add a cell with attachments."""
    cell = new_markdown_cell("![a](attachment:a.svg) ![b](attachment:b.png)", id="attachment")
    cell.attachments = {
        "a.svg": {"image/svg+xml": SVG},
        "b.png": {"image/png": "x\" onerror=\"alert('left_by_attack')"},
        "c\" onload=\"alert('left_by_attack')": {"text/html": "<script>alert('left_by_attack')</script>"},
    }
    notebook.cells.append(cell)
