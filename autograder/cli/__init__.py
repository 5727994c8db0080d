"""The commands; they alone print or exit, and nothing imports them."""

from __future__ import annotations

from contextlib import ExitStack
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder import AutograderError, tables
from autograder import Progress as Heard
from autograder.cli import running, serving
from autograder.cli.terminal import (
    Way,
    asked_for,
    console,
    errors,
    interruptible,
    moving,
    one_sentence,
    only_this_assignment,
    progress,
    say,
    tell,
    tell_edited,
    wait_for,
)

if TYPE_CHECKING:
    from autograder.course.folders import Course
    from autograder.grade.class_run import GradingReport
    from autograder.grade.withdraw import Recount
    from autograder.grading.plan import Plan

# What a command needs is imported by the command: `--help` should not wait for nbgrader.
app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.add_typer(running.student, name="student")
app.add_typer(running.assignment, name="assignment")
app.command()(running.new_term)
app.command()(serving.serve)

Name = Annotated[str, typer.Argument(help="An assignment, by its full name or its number.")]
Names = Annotated[list[str] | None, typer.Argument(help="Assignments, by full name or number; all if none is given.")]

Database = Annotated[str | None, typer.Option(help="The gradebook: a URL of SQLAlchemy, not the course's.")]

WithAnswers = Annotated[
    bool, typer.Option("--with-answers", help="Also a notebook that answers one which is not due yet.")
]


class Format(StrEnum):
    """What a file of marks is for."""

    csv = "csv"
    canvas = "canvas"
    moodle = "moodle"
    brightspace = "brightspace"


class Platform(StrEnum):
    """Where work came from."""

    canvas = "canvas"
    moodle = "moodle"
    brightspace = "brightspace"


@app.callback()
def main() -> None:
    """Release, check and grade the course in this folder."""


@app.command()
def check(
    names: Names = None,
    exercise: Annotated[str | None, typer.Option(help="Prove this exercise alone, by its function's name.")] = None,
    answers: Annotated[
        Path | None, typer.Option(help="Say what the answers in this file would earn, test by test.", dir_okay=False)
    ] = None,
    holes: Annotated[
        bool, typer.Option("--holes", help="Change solutions in one place at a time, and say what no test sees.")
    ] = False,
    afresh: Annotated[bool, typer.Option("--afresh", help="Also what passed and has not changed since.")] = False,
) -> None:
    """Prove that assignments are sound: their looks, solution, release, and every known answer."""
    from autograder.author.check import look, prove

    course, found = asked_for(names)
    if (exercise or answers) and len(found) > 1:
        what = "--exercise" if exercise else "--answers"
        say(f"{what} is about one assignment, and {len(found)} are asked for: name it, e.g. autograder check 06.")
        raise typer.Exit(2)
    with one_sentence():
        looks = look(course, found)
    for proof in looks:
        _tell_of_proof(proof.name, proof.problems, proof.hints)
    if any(proof.problems for proof in looks):
        raise typer.Exit(1)
    console.print(f"looked at {len(found)}: nothing to mend before they are tried", soft_wrap=True)
    if answers:
        _tell_earned(course, found[0], answers)
        return
    if holes:
        _tell_holes(course, found, exercise, afresh=afresh)
        return
    problems, taken, known = 0, 0, 0
    with one_sentence(), progress() as bar:
        proofs = prove(course, found, exercise=exercise, afresh=afresh, progress=moving(bar, "starting", say=True))
        for proof in proofs:
            console.print(tables.check(proof))
            tell(proof.problems)
            problems += len(proof.problems)
            wrong, mistakes = proof.false_names
            taken, known = taken + wrong, known + mistakes
    if known:
        share = f"{taken} of {known} ({100 * taken / known:.1f} %)"
        console.print(f"known mistakes that would be taken for another one, each left out in turn: {share}")
    if problems:
        raise typer.Exit(1)


def _tell_holes(course: Course, names: list[str], exercise: str | None, *, afresh: bool) -> None:
    from autograder.author.holes import find

    problems = 0
    with one_sentence(), progress() as bar:
        for each in find(course, names, exercise=exercise, afresh=afresh, progress=moving(bar, "starting", say=True)):
            counts = f"{each.tried} changed solutions, {each.same} of them declared the same"
            console.print(f"{each.assignment}, {each.exercise}: {counts}", soft_wrap=True)
            tell(each.problems)
            for hint in each.hints:
                console.print(f"• {hint}", markup=False, soft_wrap=True)
            problems += len(each.problems)
    if problems:
        raise typer.Exit(1)


def _tell_earned(course: Course, name: str, path: Path) -> None:
    from autograder.author.what_if import earned

    with one_sentence():
        with progress() as bar:
            found = earned(course, name, path, moving(bar, "starting", say=True))
        console.print(tables.earned(name, found))


@app.command()
def outputs(names: Names = None) -> None:
    """Run source notebooks afresh and store their text outputs."""
    from autograder.author.outputs import refresh

    course, found = asked_for(names)
    with one_sentence():
        for name in found:
            with errors.status(f"running {name}"):
                refresh(course.notebook(name))
            console.print(f"stored the outputs of {name}")


@app.command()
def release(
    names: Names = None,
    with_answers: WithAnswers = False,
) -> None:
    """Make students' versions, and prove that they give nothing away."""
    from autograder.author.behaviours import recorded
    from autograder.author.release import refuse_answers
    from autograder.author.release import release as make
    from autograder.course.turn import turn
    from autograder.grade.withdraw import put_back

    course, found = asked_for(names)
    with one_sentence():
        if not with_answers:
            refuse_answers(course, found)
        with progress() as bar:
            known = recorded(course, found, moving(bar, "known answers", say=True))
        for name in found:
            with turn(course, "autograder release", wait_for), errors.status(f"releasing {name}"):
                path = make(course, name, known[name])
                again = put_back(course, name)
            console.print(f"released {path.relative_to(course.root)}", soft_wrap=True)
            if again:
                said = f"{name}: withdrawn until now, and counting again: {', '.join(again)}"
                console.print(f"• {said}; `autograder grade {name}` brings marks up to date", soft_wrap=True)


@app.command()
def bundle(
    into: Annotated[Path, typer.Option(help="The folder that gets the archive.", file_okay=False)],
    names: Names = None,
    with_answers: WithAnswers = False,
) -> None:
    """Pack what a student without a hub needs into one archive."""
    from autograder.author.bundle import bundle as pack

    course, found = asked_for(names)
    with one_sentence(), errors.status("packing"):
        path, left = pack(course, found, into, with_answers=with_answers)
    console.print(f"packed {path}", soft_wrap=True)
    for line in left:
        console.print(f"• {line}", markup=False, soft_wrap=True)


@app.command()
def simulate(
    name: Name,
    students: Annotated[int, typer.Option(min=1, help="How many hand in.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same class.")],
    into: Annotated[Path, typer.Option(help="Gets submitted/ and expected.csv.", file_okay=False)],
) -> None:
    """Invent a class: submissions made of known answers, and the scores that they deserve."""
    from autograder.author.simulate import EXPECTED
    from autograder.author.simulate import simulate as invent

    course, (found,) = asked_for([name])
    with one_sentence():
        rows = invent(course, found, students, seed, into)
    submissions = f"{students} submissions in {into / 'submitted'}"
    console.print(f"{submissions}, {len(rows)} scores in {into / EXPECTED}", soft_wrap=True)


@app.command()
def collect_zip(
    folder: Annotated[Path, typer.Argument(help="What a learning platform gave you: archives, folders, files.")],
    update: Annotated[bool, typer.Option("--update", help="Also in place of what was collected before.")] = False,
    times: Annotated[
        Path | None,
        typer.Option(help="Says when: Moodle's grading worksheet, or a CSV of id and time.", dir_okay=False),
    ] = None,
    blind: Annotated[bool, typer.Option("--blind", help="Take people whose names are hidden, too.")] = False,
) -> None:
    """Sort what a learning platform handed over into submitted/."""
    from autograder.course.turn import turn
    from autograder.intake.collect import collect

    course, _ = asked_for(None)
    with one_sentence(), turn(course, "autograder collect-zip", wait_for), errors.status("sorting"):
        collected = collect(course, folder, update=update, times=times, hidden=blind)
    console.print(f"took {len(collected.taken)} submissions into {course.submitted}", soft_wrap=True)
    for line in collected.remarks:
        console.print(f"• {line}", markup=False, soft_wrap=True)


@app.command()
def grade(
    names: Names = None,
    student: Annotated[list[str] | None, typer.Option(help="Whose submissions; everyone's if none is given.")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="How many at a time; one for each core if not given.")] = None,
    scheduler: Annotated[str | None, typer.Option(help="Grade on this Dask cluster, e.g. tcp://10.0.0.1:8786.")] = None,
    db: Database = None,
    regrade: Annotated[bool, typer.Option("--regrade", help="Also what has been graded as it is.")] = False,
    isolation: Annotated[Way, typer.Option(help="Where students' code runs.")] = Way.bubblewrap,
    tests_in_student_process: Annotated[
        bool, typer.Option("--tests-in-student-process", help="Run tests where answers run, as nbgrader does.")
    ] = False,
) -> None:
    """Grade what was handed in, each submission in a sandbox, into nbgrader's gradebook."""
    from autograder.course.limits import EVERY_TEST
    from autograder.course.turn import turn
    from autograder.grading.stored_plans import load
    from autograder.grading.trusted import bubblewrap, cgroup
    from autograder.grading.worker import Worker, cluster, threads

    course, found = asked_for(names)
    failed, said = 0, "nothing is graded yet"

    def hear(name: str, move: Heard, done: int, total: int, last: str) -> None:
        nonlocal said
        said = f"{done} of {total} submissions of {name} are done and recorded"
        move(done, total, last)

    with one_sentence(), interruptible(lambda: said), ExitStack() as others:
        if isolation is Way.process:
            errors.print("no sandbox: students' code can read and write your files", style="yellow")
        elif not scheduler:
            if why := bubblewrap.refusal():
                raise AutograderError(why)
            if why := cgroup.refusal():
                errors.print(why, style="dim", soft_wrap=True)
        limits, together = course.grading(db)
        together |= {EVERY_TEST} if tests_in_student_process else set()
        found = with_submissions(course, found, asked=bool(names))
        others.enter_context(turn(course, "autograder grade", wait_for))
        plans: dict[str, list[Plan]] = {}
        for name in found:
            with only_this_assignment() as refused:
                plans[name] = load(course, name, together)
            failed += len(refused)
        every = [plan for name in plans for plan in plans[name]]
        worker = Worker(limits, isolation.value).expecting(every)
        with cluster(scheduler) if scheduler else threads(jobs) as (executor, workers):
            # Workers import torch while this process imports nbgrader.
            executor.submit(worker.prepare, every)
            from autograder.grade.class_run import grade_class, refuse_unready
            from autograder.grade.proof import proven

            for name in list(plans):
                with only_this_assignment() as refused:
                    refuse_unready(course, name, plans[name])
                if refused:
                    del plans[name]
                    failed += 1
            for name in plans:
                with only_this_assignment() as refused:
                    with progress() as bar:
                        bar.add_task(f"{name}, the source's own answers first", total=None)
                        plans[name] = proven(course, plans[name], worker, executor.map)
                    with progress() as bar:
                        graded = grade_class(
                            *(course, name, plans[name], worker, executor),
                            jobs=workers,
                            students=student,
                            regrade=regrade,
                            progress=partial(hear, name, moving(bar, name)),
                        )
                    _tell_grades(graded)
                    failed += len(graded.failed)
                failed += len(refused)
        for plan in (plan for name in plans for plan in plans[name] if plan.withdrawn):
            console.print(f"• {plan.name}: withdrawn, whatever they give: {', '.join(plan.withdrawn)}", soft_wrap=True)
        tell_edited(course, list(plans))
    if failed:
        raise typer.Exit(1)


@app.command()
def withdraw(
    name: Name,
    test: Annotated[str, typer.Argument(help="The test's id, as its cell has it.")],
    out_of_total: Annotated[
        bool, typer.Option("--out-of-total", help="Its points leave the total; otherwise all who handed in have them.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Let it count again, as if it had never been withdrawn.")
    ] = False,
    db: Database = None,
) -> None:
    """Take a test that was wrong out of what counts, after hand-in; nothing is run again."""
    from autograder.course.turn import turn
    from autograder.grade.withdraw import take_back
    from autograder.grade.withdraw import withdraw as take_out

    course, (found,) = asked_for([name])
    if undo and out_of_total:
        say("--undo lets a test count again, and --out-of-total withdraws it: say one of the two.")
        raise typer.Exit(2)
    with one_sentence():
        course.grading(db)
        with turn(course, "autograder withdraw", wait_for), errors.status("counting"):
            if undo:
                recount = take_back(course, found, test)
            else:
                recount = take_out(course, found, test, out_of_total=out_of_total)
    tell_recount(recount)


@app.command()
def feedback(
    names: Names = None,
    student: Annotated[list[str] | None, typer.Option(help="Whose pages; everyone's if none is given.")] = None,
) -> None:
    """Write pages that tell students how they did; no hidden test stands in them."""
    from autograder.feedback.write import feedback as write

    course, found = asked_for(names)
    failed: list[str] = []
    with one_sentence():
        for name in with_graded(course, found, asked=bool(names)):
            with progress() as bar:
                pages = write(course, name, student, moving(bar, name))
            console.print(f"{name}: {len(pages.written)} pages in {course.feedback}", soft_wrap=True)
            if pages.guesses:
                console.print(f"• {pages.guesses}", markup=False, soft_wrap=True)
            tell(pages.failed)
            failed += pages.failed
            tell_edited(course, [name])
    if failed:
        raise typer.Exit(1)


@app.command("return")
def send_back(
    name: Name,
    to: Annotated[Platform, typer.Option(help="Where it goes.")],
    into: Annotated[
        Path | None, typer.Option(help="The archive; NAME-PLATFORM.zip if not given.", dir_okay=False)
    ] = None,
) -> None:
    """Pack feedback as a learning platform takes it back, each student's by the name that the work came with."""
    from autograder.feedback.send_back import send_back as pack

    course, (found,) = asked_for([name])
    archive = into or Path(f"{found}-{to.value}.zip")
    with one_sentence():
        sent = pack(course, found, to.value, archive)
    console.print(f"packed the feedback of {len(sent.students)} students into {archive}", soft_wrap=True)
    for line in sent.left:
        console.print(f"• left out: {line}", markup=False, soft_wrap=True)


@app.command()
def report(
    into: Annotated[Path, typer.Option(help="The file, e.g. report.html; never one that is there.", dir_okay=False)],
    names: Names = None,
    blind: Annotated[bool, typer.Option("--blind", help="With numbers, as formgrader has them, for names.")] = False,
    last_term: Annotated[
        Path | None,
        typer.Option(help="The course folder of last term, to compare exercises with; only read.", file_okay=False),
    ] = None,
    db: Database = None,
) -> None:
    """Write one page for instructors: what to say in class, whom to write to, which exercise to mend, and all marks."""
    from autograder.course.folders import Course
    from autograder.report.write import report as write

    course, found = asked_for(names)
    with one_sentence():
        course.grading(db)
        with progress() as bar:
            last = Course.at(last_term) if last_term else None
            move = moving(bar, "reading")
            written = write(course, found, into, asked=bool(names), hide_names=blind, last=last, progress=move)
        tell_edited(course, written)
    console.print(f"wrote {into}: {', '.join(written)}", soft_wrap=True)


@app.command()
def export(
    names: Names = None,
    form: Annotated[Format, typer.Option("--format", help="For which system.")] = Format.csv,
    to: Annotated[Path, typer.Option(help="The file; never one that is there.", dir_okay=False)] = Path("grades.csv"),
    student: Annotated[list[str] | None, typer.Option(help="Whose marks; everyone's if none is given.")] = None,
    participants: Annotated[
        Path | None,
        typer.Option(help="The platform's list of its users, a CSV: who is not in it is left out.", dir_okay=False),
    ] = None,
    db: Database = None,
) -> None:
    """Write marks as a learning platform takes them."""
    from autograder.report.export import FORMATS

    course, found = asked_for(names)
    with one_sentence():
        course.grading(db)
        settings = {
            "to": str(to),
            "course": str(course.root),
            "student": student or [],
            "assignment": found if names else [],
        }
        settings |= {"participants": str(participants)} if participants else {}
        with course.gradebook() as gradebook, course.gradebook_errors():
            marks = FORMATS[form.value](**settings).export(gradebook)
    console.print(f"wrote the marks of {len(marks.students)} students to {to}", soft_wrap=True)
    if marks.left_out:
        console.print(f"• left out, since {participants} does not name them: {', '.join(marks.left_out)}", markup=False)
    if marks.gone:
        console.print(f"• left out, since they left: {', '.join(marks.gone)}", markup=False, soft_wrap=True)
    if marks.rule:
        console.print(f"• {marks.rule.sentence(marks.names)}", markup=False, soft_wrap=True)
    for assignment, answers in marks.unmarked.items():
        console.print(f"• {assignment}: {answers} answers wait for a person and count nothing yet", soft_wrap=True)


@app.command()
def demo() -> None:
    """Release everything, let an invented class hand in, grade it, compare scores with what was deserved; report."""
    from autograder.demo import REPORTS, STUDENTS
    from autograder.demo import demo as run

    course, _ = asked_for(None)
    with one_sentence():
        with progress() as bar:
            task = bar.add_task("")
            result = run(
                course,
                course.root / "build" / "demo",
                students=STUDENTS,
                progress=lambda done, total, what: bar.update(task, completed=done, total=total, description=what),
            )
    console.print(tables.scores(result))
    if result.isolation == "process":
        console.print("graded with --isolation=process, since there can be no sandbox here: this class is invented")
    for what, path in (
        ("course", result.course.root),
        ("gradebook", result.course.gradebook_url),
        ("feedback", result.course.feedback),
        ("reports", result.course.root / REPORTS),
    ):
        console.print(f"{what}: {path}", soft_wrap=True)
    differences = result.differences()
    tell(differences)
    if differences:
        raise typer.Exit(1)
    console.print(f"all {len(result.expected)} scores are what the answers deserve")


def with_submissions(course: Course, names: list[str], *, asked: bool) -> list[str]:
    """Those of the assignments that somebody handed in; all of them if they were asked for by name."""
    found = names if asked else [name for name in names if any(course.submitted.glob(f"*/{name}"))]
    if not found:
        raise AutograderError(f"There is no submission in {course.submitted}: collect them first.")
    return found


def with_graded(course: Course, names: list[str], *, asked: bool) -> list[str]:
    """Those of the assignments of which something was graded; all of them if they were asked for by name."""
    found = names if asked else [name for name in names if any(course.autograded.glob(f"*/{name}"))]
    if not found:
        raise AutograderError(f"There is nothing graded in {course.autograded}: grade something first.")
    return found


def tell_recount(recount: Recount) -> None:
    """Say what became of a test's points, and of everybody's marks."""
    console.print(f"{recount.assignment}, {recount.test}: {recount.said}.", markup=False, soft_wrap=True)
    old, now = recount.worth
    if old != now:
        console.print(f"• its total is {now:g} points, no longer {old:g}", soft_wrap=True)
    if not recount.marks:
        console.print("• nobody is graded yet: `autograder grade` will go by it", soft_wrap=True)
        return
    console.print(f"• {len(recount.changed)} of {len(recount.marks)} marks change", soft_wrap=True)
    for student, (before, after) in recount.changed.items():
        console.print(f"  {student}: {before:g} → {after:g}", markup=False, soft_wrap=True)
    if recount.unchanged:
        console.print(f"• nothing changes for {', '.join(recount.unchanged)}", markup=False, soft_wrap=True)
    for student in recount.unseen:
        say(f"{student}: no graded notebook says what the test gave: grade it again with --regrade --student {student}")
    done = "`autograder feedback` writes the pages anew, `autograder export` the marks"
    console.print(f"• {done}", soft_wrap=True)


def _tell_of_proof(name: str, problems: list[str], hints: list[str]) -> None:
    """What a look at a notebook found, if it found something."""
    if problems or hints:
        console.print(name)
    tell(problems)
    for hint in hints:
        console.print(f"• {hint}", markup=False, soft_wrap=True)


def _tell_grades(report: GradingReport) -> None:
    """A line a student, then what needs a look."""
    if report.rows:
        console.print(tables.grades(report))
    counts = f"{report.graded} graded, {report.skipped} graded before, {len(report.failed)} could not be graded"
    console.print(f"{report.assignment}: {counts}", soft_wrap=True)
    for line in [*report.changed, *report.remarks]:
        console.print(f"• {line}", markup=False, soft_wrap=True)
    tell(report.failed)
