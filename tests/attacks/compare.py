"""What both graders give the corpus: `python tests/attacks/compare.py` makes the table of docs/integrity.md.

Under stock nbgrader each submission is graded between two honest ones, in a copy of the course, in a sandbox of its own
without a network: submissions do what they say. `autograder grade` gets all of them as one class.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import MARK, Submission, submissions
from course import FULL, NAME, attacked_course
from nbformat import NotebookNode
from watch import active_markup, digests, left_in, secrets_of_notebook

from autograder.course import notebook as nb
from autograder.course.folders import CONFIG, Course
from autograder.grade.class_run import scores

RESULT = Path(__file__).parent / "compared.json"
DOCUMENT = Path(__file__).parents[2] / "docs" / "integrity.md"
#: What stands between these lines of the document is made here.
BEGIN, END = "<!-- made by tests/attacks/compare.py -->", "<!-- end -->"
#: This course's configuration without our steps in nbgrader's lists.
STOCK = """
from nbgrader.converters import Autograde, GenerateFeedback

c.Autograde.autograde_preprocessors = Autograde.autograde_preprocessors.default()
c.GenerateFeedback.preprocessors = GenerateFeedback.preprocessors.default()
c.GenerateFeedback.exporter_class = "nbconvert.exporters.HTMLExporter"
c.HTMLExporter.sanitize_html = False
c.HTMLExporter.filters = {}
"""
LIMIT_S = 90
#: Graded before and after each attack.
BEFORE, AFTER = "a_before", "z_after"
LIMITS = ["prlimit", f"--as={8 * 10**9}", "--nproc=300", f"--fsize={4 * 10**8}", "--nofile=4096", "--core=0"]


@dataclass
class Result:
    """What became of one submission.

    Attributes:
        student: whose it was.
        tries: what was tried.
        deserved: points in all.
        given: points in all by nbgrader; None if it gave none.
        happened: one phrase for each thing that should not have, under nbgrader.
        ours: points in all by autograder; None if it gave none.
    """

    student: str
    tries: str
    deserved: float
    given: float | None
    happened: list[str] = field(default_factory=list)
    ours: float | None = None


def compare(chosen: list[Submission], folder: Path, jobs: int) -> Iterator[Result]:
    """Grade submissions with nbgrader, each in a copy of the course."""
    root = attacked_course(folder / "course").root
    (root / CONFIG).write_text((root / CONFIG).read_text() + STOCK)
    course = Course.at(root)
    honest = next(submission for submission in submissions() if submission.student == "honest-control")
    for student in (BEFORE, AFTER):
        replace(honest, student=student).hand_in(course)
    course.nbgrader("autograde", NAME, BEFORE)
    numbered = list(enumerate(chosen))
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(lambda job: _grade(job[1], course, folder / job[1].student, 20_000 + job[0]), numbered)


def _grade(submission: Submission, template: Course, folder: Path, user: int) -> Result:
    """Grade one submission with nbgrader in a sandbox, and look at what is there afterwards."""
    for name in ("tmp", "shm", "home"):
        (folder / name).mkdir(parents=True)
    shutil.copytree(template.root, folder / "course")
    course = Course.at(folder / "course")
    submission.hand_in(course)
    before = digests(course.root)
    ended = _run(submission.student, folder, user)
    result = Result(submission.student, submission.tries, sum(submission.deserves.values()), None)
    given = _scores(course, submission.student)
    result.given = sum(given.values()) if given else None
    try:
        result.happened = [*ended, *_harm(submission.student, course, before, folder)]
    except (OSError, RecursionError) as error:
        # Folders in folders, too deep for their paths.
        result.happened = [*ended, f"left what cannot be listed ({type(error).__name__})"]
    wrong = {test: score for test, score in given.items() if score != submission.deserves.get(test, score)}
    if wrong:
        result.happened.insert(0, "wrong: " + ", ".join(f"{test} {score:g}" for test, score in wrong.items()))
    print(f"{submission.student}: {result.given} of {result.deserved}; {'; '.join(result.happened)}", flush=True)
    subprocess.run(["rm", "-rf", folder], check=True)  # it goes deeper than Python can
    return result


def _run(student: str, folder: Path, user: int) -> list[str]:
    """Grade and write feedback in a sandbox; says what ended it."""
    nbgrader = f"{shlex.quote(sys.executable)} -m nbgrader"
    script = f"""
        cd course
        timeout -k 5 {LIMIT_S} {nbgrader} autograde {NAME} > ../log 2>&1; echo $? > ../code
        cat /proc/[0-9]*/cmdline > ../processes
        timeout -k 5 30 {nbgrader} generate_feedback {NAME} --student {student} > ../feedback.log 2>&1
        echo $? > ../done
    """
    inside = [*LIMITS, "sh", "-c", script]
    if os.geteuid() == 0:
        # Limits bind nobody who is root: another user, and no way back.
        subprocess.run(["chown", "-hR", f"{user}:{user}", folder], check=True)
        drop = (
            f"setpriv --reuid {user} --regid {user} --clear-groups --no-new-privs --bounding-set -all --inh-caps -all"
        )
        inside = [*drop.split(), *inside]
    try:
        subprocess.run(
            [*_sandbox(folder), *inside],
            cwd=folder,
            timeout=LIMIT_S + 45,
            stdin=subprocess.DEVNULL,
            capture_output=True,
        )
    except subprocess.TimeoutExpired:
        return ["stopped the run"]
    if not (folder / "code").exists():
        return ["ended the run"]
    code = (folder / "code").read_text().strip()
    return [f"no end after {LIMIT_S} s"] if code in ("124", "137") else []


def _sandbox(folder: Path) -> list[str]:
    """Bubblewrap with the system read-only and nothing writable but a folder."""
    home = Path.home()
    words = "bwrap --unshare-pid --unshare-net --unshare-ipc --unshare-uts --die-with-parent --new-session"
    words += f" --ro-bind / / --dev /dev --proc /proc --tmpfs {home}"
    command = words.split()
    for prefix in sorted({sys.base_prefix, sys.prefix}):
        for parent in reversed(Path(prefix).parents):
            if home in parent.parents:
                command += ["--perms", "0755", "--dir", str(parent)]
        command += ["--ro-bind", prefix, prefix]
    # The folder may lie in /tmp itself, so /tmp comes first.
    command += ["--bind", str(folder / "tmp"), "/tmp", "--bind", str(folder / "shm"), "/dev/shm"]
    for parent in reversed(folder.parents[:-2]):
        command += ["--perms", "0755", "--dir", str(parent)]
    command += ["--bind", str(folder), str(folder), "--setenv", "HOME", str(folder / "home")]
    command += ["--setenv", "PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}", "--unsetenv", "PYTHONPATH"]
    return [*command, "--unsetenv", "TMPDIR", "--setenv", "OMP_NUM_THREADS", "1", "--chdir", str(folder), "--"]


def _scores(course: Course, student: str) -> dict[str, float]:
    """What the gradebook has; nothing if it is gone or has nothing."""
    try:
        return scores(course, NAME, student)
    except Exception:
        return {}


def _harm(student: str, course: Course, before: dict[str, str], folder: Path) -> list[str]:
    """What happened to others, and what can be read that nobody should read."""
    happened = []
    if _scores(course, BEFORE) != FULL:
        happened.append("changed a score of the student before")
    if _scores(course, AFTER) != FULL:
        happened.append(
            "cost the student after points" if _scores(course, AFTER) else "left the student after ungraded"
        )
    after = digests(course.root)
    own = (f"submitted/{student}/", "gradebook.db")
    changed = {name for name, digest in before.items() if after.get(name) != digest and not name.startswith(own)}
    if changed:
        happened.append("changed " + ", ".join(sorted(changed)[:2]))
    left = left_in(folder / "home", (folder / "tmp", folder / "shm", course.root))
    if left:
        places = sorted({Path(path).relative_to(folder).parts[0] for path in left})
        happened.append(f"left files in {', '.join(places)}")
    processes = folder / "processes"
    if processes.exists() and MARK.encode() in processes.read_bytes():
        happened.append("left a process")
    return happened + _read(course.root / "autograded" / student) + _shown(course.feedback / student)


def _read(folder: Path) -> list[str]:
    """What a marked submission holds of hidden tests, beside the tests."""
    found = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        try:
            if path.name == f"{NAME}.ipynb":
                found += secrets_of_notebook(_without_tracebacks(nb.read(path)))
            elif b"CANARY" in path.read_bytes()[: 10**7] or path.suffix == ".db":
                found.append(path.name)
        except Exception as error:
            found.append(type(error).__name__)
    return [f"read hidden tests: {', '.join(sorted(set(found))[:3])}"] if found else []


def _without_tracebacks(notebook: NotebookNode) -> NotebookNode:
    """nbgrader's tracebacks always show hidden tests, whatever the student does; they count as shown, not as read."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.pop("traceback", None)
    return notebook


def _shown(folder: Path) -> list[str]:
    """What is in the feedback that should not be."""
    happened = []
    for page in folder.rglob("*.html"):
        text = page.read_text(errors="replace")
        happened += ["feedback shows the hidden tests"] if "CANARY" in text else []
        happened += ["feedback runs scripts"] if active_markup(text) else []
    others = [path.name for path in folder.rglob("*") if path.is_file() and path.suffix in (".db", ".ipynb")]
    return happened + ([f"feedback ships {', '.join(others[:2])}"] if others else [])


def by_autograder(folder: Path) -> dict[str, float | None]:
    """Points in all of everyone in the corpus, graded as one class."""
    course = attacked_course(folder)
    for submission in submissions():
        submission.hand_in(course)
    subprocess.run([sys.executable, "-m", "autograder", "grade"], cwd=course.root, stdout=subprocess.DEVNULL)
    given = {submission.student: _scores(course, submission.student) for submission in submissions()}
    return {student: sum(points.values()) if points else None for student, points in given.items()}


def table(results: list[Result]) -> str:
    """The results as Markdown, one line each."""
    lines = [
        "| Submission | What is tried | Deserved | autograder | nbgrader | What else happened under nbgrader |",
        "|---|---|--:|--:|--:|---|",
    ]
    for row in results:
        ours, theirs = ("–" if points is None else f"{points:g}" for points in (row.ours, row.given))
        name, happened = row.student.replace("-", "/", 1), "; ".join(row.happened)
        lines.append(f"| {name} | {row.tries} | {row.deserved:g} | {ours} | {theirs} | {happened} |")
    return "\n".join(lines)


def write(results: list[Result]) -> None:
    """Keep the results, and put their table into the document."""
    RESULT.write_text(json.dumps([asdict(row) for row in results], indent=1) + "\n")
    before, _, rest = DOCUMENT.read_text().partition(BEGIN)
    DOCUMENT.write_text(f"{before}{BEGIN}\n\n{table(results)}\n\n{END}{rest.partition(END)[2]}")


if __name__ == "__main__":
    words = sys.argv[1:]
    wanted = [s for s in submissions() if not words or any(word in s.student for word in words)]
    known = {row["student"]: Result(**row) for row in json.loads(RESULT.read_text())} if RESULT.exists() else {}
    with TemporaryDirectory() as scratch:
        os.chmod(scratch, 0o755)  # another user works in it
        for row in compare(wanted, Path(scratch), jobs=2):
            known[row.student] = row
            write([known[s.student] for s in submissions() if s.student in known])
        for student, points in by_autograder(Path(scratch) / "class").items():
            if student in known:
                known[student].ours = points
    write([known[s.student] for s in submissions() if s.student in known])
