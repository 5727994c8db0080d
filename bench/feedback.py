"""How fast feedback is written, beside nbgrader's own and beside nbconvert's template, in one run on two cores.

Notebook 05, answers of a simulated class, graded once by `autograder grade`. What each figure means:

feedback_ratio_400: nbgrader's time for a class of MANY over the whole of `autograder feedback`. nbgrader's is worked
    out: its measured time for STOCK_FEW, and the measured time of each further submission.
feedback_template: a page over what nbconvert's own template for web pages takes for the same notebook, both in one
    process, in which a first one was written before.
"""

import shutil
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from grading import AUTOGRADER, JOBS, MANY, NAME, STOCK_FEW, STOCK_MANY, keep_to_cores, prepare, run
from results import Figure, report

#: How many pages are compared with the template's.
SAMPLE = 20

#: This course has pages and steps of its own for nbgrader's feedback: for the comparison those that it comes with.
STOCK = """
from nbgrader.converters import GenerateFeedback

c.GenerateFeedback.exporter_class = "nbconvert.exporters.HTMLExporter"
c.GenerateFeedback.preprocessors = GenerateFeedback.preprocessors.default()
"""

# Runs in the folder of a class that was graded.
PAGES = """
import sys, time
from pathlib import Path

import nbformat
from nbconvert.exporters import HTMLExporter

from autograder.course.folders import Course
from autograder.feedback.write import feedback

name, sample = sys.argv[1], int(sys.argv[2])
course = Course.at(Path())
students = sorted(path.parent.name for path in course.autograded.glob(f"*/{name}"))[: sample + 1]
exporter, moments = HTMLExporter(), []
for student in students:
    notebook = nbformat.read(course.autograded / student / name / f"{name}.ipynb", as_version=4)
    moments.append(time.perf_counter())
    exporter.from_notebook_node(notebook)
    moments.append(time.perf_counter())
template_s = sum(end - start for start, end in zip(moments[2::2], moments[3::2]))
ended = []
feedback(course, name, students, lambda *_: ended.append(time.perf_counter()))
print((ended[-1] - ended[0]) / sample, template_s / sample)
"""


def main() -> int:
    """Measure, print, store."""
    keep_to_cores()
    with TemporaryDirectory(prefix="bench-") as scratch:
        course = Path(scratch) / "course"
        prepare(course)
        (course / "everyone").rename(course / "submitted")
        run([*AUTOGRADER, "grade", NAME, "--jobs", str(JOBS)], course)
        start = time.perf_counter()
        run([*AUTOGRADER, "feedback", NAME], course)
        ours = time.perf_counter() - start
        page, template = map(float, run([sys.executable, "-c", PAGES, NAME, str(SAMPLE)], course).split()[-2:])
        stock_few, stock_many = (stock(course, count) for count in (STOCK_FEW, STOCK_MANY))
    stock_each = (stock_many - stock_few) / (STOCK_MANY - STOCK_FEW)
    stock_all = stock_few + (MANY - STOCK_FEW) * stock_each
    return report(
        [
            Figure("nbgrader, a page", stock_each, "s", digits=2),
            Figure("autograder feedback, a page in one process", page, "s", digits=3),
            Figure("nbconvert's template for it", template, "s", digits=3),
            Figure("a page over its template", page / template, "x", most=1.5, name="feedback_template", digits=2),
            Figure(f"nbgrader, {MANY} pages (worked out)", stock_all, "s"),
            Figure(f"autograder, {MANY} pages", ours, "s"),
            Figure("times faster, from cold", stock_all / ours, least=3, name="feedback_ratio_400"),
        ]
    )


def stock(course: Path, count: int) -> float:
    """Seconds that nbgrader's own command takes for the pages of a class, of which so many were graded."""
    folder = course.with_name("class")
    shutil.copytree(course, folder, ignore=shutil.ignore_patterns("autograded", "feedback", "submitted"))
    for graded in sorted((course / "autograded").iterdir())[:count]:
        shutil.copytree(graded, folder / "autograded" / graded.name)
    with (folder / "nbgrader_config.py").open("a") as config:
        config.write(STOCK)
    start = time.perf_counter()
    run([sys.executable, "-m", "nbgrader", "generate_feedback", NAME], folder)
    seconds = time.perf_counter() - start
    written = len(list(folder.glob("feedback/*/*/*.html")))
    shutil.rmtree(folder)
    if written != count:
        raise SystemExit(f"nbgrader wrote {written} pages, and should write {count}")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
