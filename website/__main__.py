"""`python -m website` builds the web edition into build/site; `make site` calls it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from autograder import AutograderError
from autograder.course.folders import Course
from website.build import build

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    names: Annotated[list[str] | None, typer.Argument(help="Run these alone; the others stand as given out.")] = None,
    into: Annotated[Path, typer.Option(help="The folder that gets the site.")] = Path("build/site"),
) -> None:
    """Build the web edition of the course in this folder."""
    try:
        course = Course.at(Path.cwd())
        site = into.absolute()
        for done in build(course, course.resolve_all(names or []), site.with_name(f"{site.name}-work"), site):
            typer.echo(done)
    except AutograderError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


if __name__ == "__main__":
    app()
