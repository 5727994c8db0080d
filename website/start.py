"""The start page, and the line of each notebook's page that says how to run it."""

from __future__ import annotations

import os
import re
import subprocess
from html import escape
from pathlib import Path

from autograder.course import notebook as nb

#: Where files to keep are on the site.
DOWNLOADS = "_downloads"
_PAGE = """\
# Unrolled

A course on recurrent neural networks in fifteen notebooks. You predict, compute by hand, write the code, and step
through what the network remembers.

Read it here: every notebook has run, and every stepper works. Its exercises are to do; run a notebook on your own
machine to write them, and tests will tell you at once what is wrong, and why it matters.

| | Notebook | Minutes | |
|---|---|---|---|
{rows}

{run}

**You take the course?** [For students](docs/students.md). **You teach it?** [For instructors](docs/instructors.md)
and [administrators](docs/administrators.md).

```{{toctree}}
:hidden:

{notebooks}
Documentation <docs/index>
```
"""


def page(releases: list[Path]) -> str:
    r"""The start page, with a row for each notebook: its title, how long it takes, what it is about."""
    rows, places = [], []
    for path in releases:
        first = nb.read(path).cells[0].source
        (number, title), about = re.findall(r"^# (\d+) · (.+)", first)[0], first.split("\n\n")[1]
        minutes = re.findall(r"\*\*Time:\*\* (\d+) minutes", first)[0]
        place = f"notebooks/{path.parent.name}/{path.name}"
        rows.append(f"| {number} | [{title}]({place}) | {minutes} | {about} |")
        places.append(place.removesuffix(".ipynb"))
    run = f"**Run it yourself:** {_joined(_folder(''), *_binder('notebooks'))}."
    return _PAGE.format(rows="\n".join(rows), notebooks="\n".join(places), run=run)


def run_line(name: str) -> str:
    r"""How to run a notebook, as Markdown: to download, and where it can be opened."""
    file = f'<a href="../../{DOWNLOADS}/{name}.ipynb" download>this notebook</a>'
    path = f"notebooks/{name}/{name}.ipynb"
    links = _joined(file, _folder("../../"), *_colab(path), *_binder(path))
    return f"**Run it yourself:** {links}."


def _joined(*links: str) -> str:
    return " · ".join(links)


def _folder(root: str) -> str:
    return f'<a href="{root}{DOWNLOADS}/unrolled.zip" download>the course as a folder</a>, its README says how'


def _colab(path: str) -> list[str]:
    """Colab opens notebooks of a repository on GitHub; any other is uploaded there."""
    if (repository := _repository()) is None:
        return ['<a href="https://colab.research.google.com/">Colab</a>, which asks for the file']
    return [f'<a href="https://colab.research.google.com/github/{escape(repository)}/blob/HEAD/{path}">Colab</a>']


def _binder(path: str) -> list[str]:
    """Binder builds what it runs from a repository on GitHub."""
    if (repository := _repository()) is None:
        return []
    return [f'<a href="https://mybinder.org/v2/gh/{escape(repository)}/HEAD?urlpath=lab/tree/{path}">Binder</a>']


def _repository() -> str | None:
    """Owner and name on GitHub: as its CI says, or as git fetches from there; None if the course is elsewhere."""
    if named := os.environ.get("GITHUB_REPOSITORY"):
        return named
    asked = subprocess.run(["git", "remote", "get-url", "origin"], capture_output=True, text=True, check=False)
    found = re.search(r"github\.com[:/]([\w.-]+/[\w.-]+?)(\.git)?$", asked.stdout.strip())
    return found[1] if found else None
