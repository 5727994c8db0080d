"""The site: notebooks are run, pictures drawn, pages made of them and of docs/, and proved to give nothing away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from sphinx.cmd.build import build_main

from autograder import AutograderError
from autograder.author.bundle import bundle
from autograder.course.folders import Course
from website import frames, proof, releases, start, terms

_CONF = Path(__file__).parent


def build(course: Course, run: list[str], work: Path, site: Path) -> Iterator[str]:
    r"""Build the site afresh.

    Args:
        course: whose releases and documentation are read.
        run: assignments that are run, full names; the others stand there as they are given out.
        work: a folder for what is needed meanwhile; all in it is deleted.
        site: the folder that gets the site; all in it is deleted.
    Yields: what is done now.
    Raises: AutograderError: if a release is not sound, Sphinx finds something to mend, or something would leak.
    """
    for folder in (work, site):
        shutil.rmtree(folder, ignore_errors=True)
    pictures, downloads = work / "extra" / frames.FOLDER, work / "extra" / start.DOWNLOADS
    for folder in (pictures, downloads):
        folder.mkdir(parents=True)
    names = course.names()
    yield from _notebooks(course, names, run, work / "source/notebooks", pictures)
    bundle(course, names, downloads, with_answers=True)
    released = [course.release / name / f"{name}.ipynb" for name in names]
    for path in released:
        shutil.copy(path, downloads)
    (work / "static").mkdir()
    terms.write(work / "static/terms.js")
    shutil.copytree(course.root / "docs", work / "source/docs")
    (work / "source/index.md").write_text(start.page(released), encoding="utf-8")
    yield "pages"
    _sphinx(work, site)
    yield "proof"
    if found := proof.leaks(course, site):
        raise AutograderError(f"The site gives something away: {'; '.join(found[:5])}.")


def _notebooks(course: Course, names: list[str], run: list[str], into: Path, pictures: Path) -> Iterator[str]:
    """Two at a time: each keeps a processor busy most of the time."""
    into.mkdir(parents=True)
    with ThreadPoolExecutor(2) as pool:
        done = {pool.submit(releases.put, course, name, into, pictures, run=name in run): name for name in names}
        for future in as_completed(done):
            future.result()
            yield done[future]


def _sphinx(work: Path, site: Path) -> None:
    settings = [f"html_extra_path={work / 'extra'}", f"html_static_path={_CONF / 'static'},{work / 'static'}"]
    options = [option for setting in settings for option in ("-D", setting)]
    where = ["-c", str(_CONF), "-d", str(work / "doctrees"), str(work / "source"), str(site)]
    if build_main(["--quiet", "--fail-on-warning", "--jobs", "2", *options, *where]):
        raise AutograderError("Sphinx found something to mend, see above: mend it and run this again.")
