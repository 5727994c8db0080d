"""The command that goes on for weeks."""

from __future__ import annotations

import signal
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from autograder import AutograderError, Unavailable
from autograder.cli.terminal import Way, asked_for, console, errors, one_sentence


def serve(
    folder: Annotated[
        Path | None,
        typer.Option(help="Also collect what is put into this folder, as collect-zip does.", file_okay=False),
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="How many at a time; one for each core if not given.")] = None,
    isolation: Annotated[Way, typer.Option(help="Where students' code runs.")] = Way.bubblewrap,
) -> None:
    """Grade and answer what students hand in as it arrives, until this is stopped."""
    from autograder.grading.stored_plans import load, released
    from autograder.grading.trusted import bubblewrap
    from autograder.grading.worker import Worker, threads

    course, names = asked_for(None)
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with one_sentence():
        if isolation is Way.process:
            errors.print("no sandbox: students' code can read and write your files", style="yellow")
        elif why := bubblewrap.refusal():
            raise AutograderError(why)
        limits, together = course.grading()
        plans = [plan for name in names if released(course, name) for plan in load(course, name, together)]
        worker = Worker(limits, isolation.value).expecting(plans)
        with threads(jobs) as (executor, workers):
            for _ in range(workers):
                executor.submit(worker.prepare, plans)
            from autograder.serve.service import Service
            from autograder.serve.status import app as pages
            from autograder.serve.status import served

            service = Service(course, worker, executor, workers, together, folder, log)
            with ExitStack() as beside:
                try:
                    address = beside.enter_context(served(pages(lambda: service.status), service.port))
                    log(f"how it goes: {address}")
                except Unavailable as error:
                    log(f"✗ there is no page that says how it goes: {error}")  # anybody here can take a port
                log(f"grading what arrives in {service.inbound}")
                if not service.inbound.exists():
                    log("which is not there yet: nbgrader makes it when it releases the first assignment there")
                service.run(stop)
        log("stopped; what waits is graded when this is started again")


def log(line: str) -> None:
    """Say something, and when."""
    console.print(f"{datetime.now():%Y-%m-%d %H:%M:%S} {line}", markup=False, soft_wrap=True)
