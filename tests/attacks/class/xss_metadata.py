"""Puts scripts into metadata that a page might show: title, language, kernel, widgets, cell ids, tags."""

SCRIPT = "</title><script>alert('left_by_attack')</script>"


def change(notebook):
    """Change the notebook's metadata."""
    notebook.metadata.title = SCRIPT
    notebook.metadata.authors = [{"name": SCRIPT}]
    notebook.metadata.language_info = {"name": SCRIPT, "pygments_lexer": SCRIPT, "codemirror_mode": SCRIPT}
    notebook.metadata.kernelspec.display_name = SCRIPT
    notebook.metadata.widgets = {
        "application/vnd.jupyter.widget-state+json": {"state": {SCRIPT: {}}, "version_major": 2, "version_minor": 0}
    }
    notebook.cells[0].metadata["tags"] = ["x' onclick='alert(\"left_by_attack\")'"]
