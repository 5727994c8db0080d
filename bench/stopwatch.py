"""A stopwatch for functions, that goes on in every process that is forked: wall and processor time of each step.

Imported by a process that forks (a station imports it as if a notebook did), it wraps what is to be measured there, and
that process prints what it found when it ends. Steps are measured without the steps within them.
"""

import contextlib
import functools
import json
import mmap
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

#: The line that a process prints begins so.
FOUND = "stopwatch "
_MOST_STEPS = 64


class Stopwatch:
    """For each step, how often it was taken, wall seconds and processor seconds, in memory that forks share."""

    def __init__(self) -> None:
        """Start at nothing."""
        self._steps: list[str] = []
        self._open = threading.local()
        self.start_over()
        os.register_at_fork(after_in_child=self._forked)

    def start_over(self) -> None:
        """Forget what was measured; what is forked from now on counts here."""
        self._sums = memoryview(mmap.mmap(-1, _MOST_STEPS * 24)).cast("d")
        self._began = [_processor_s(resource.RUSAGE_SELF), _processor_s(resource.RUSAGE_CHILDREN)]

    def wrap(self, owner: Any, name: str, step: str) -> None:
        """Measure a function, wherever it is called by its owner's name."""
        setattr(owner, name, self.measured(getattr(owner, name), step))

    def measured(self, function: Callable[..., Any], step: str) -> Callable[..., Any]:
        """The function, measured."""
        if step not in self._steps:
            self._steps.append(step)
        row = 3 * self._steps.index(step)

        @functools.wraps(function)
        def measured(*args: Any, **kwargs: Any) -> Any:
            stack = self._stack()
            self._pass(stack)
            stack.append([row, time.perf_counter(), time.thread_time()])
            self._sums[row] += 1
            try:
                return function(*args, **kwargs)
            finally:
                self._pass(stack)
                stack.pop()
                if stack:
                    stack[-1][1:] = time.perf_counter(), time.thread_time()

        return measured

    def _pass(self, stack: list[list[Any]]) -> None:
        """Count what has passed for the innermost step: at once, since a student's process is killed in the end."""
        if stack:
            row, wall_s, processor_s = stack[-1]
            self._sums[row + 1] += time.perf_counter() - wall_s
            self._sums[row + 2] += time.thread_time() - processor_s

    def _stack(self) -> list[list[Any]]:
        if not hasattr(self._open, "stack"):
            self._open.stack = []
        found: list[list[Any]] = self._open.stack
        return found

    def _forked(self) -> None:
        """What the parent did until now is not the child's."""
        for mine in self._stack()[-1:]:
            mine[1:] = time.perf_counter(), time.thread_time()

    def found(self) -> dict[str, list[float]]:
        """For each step how often, wall and processor seconds."""
        return {name: list(self._sums[3 * row : 3 * row + 3]) for row, name in enumerate(self._steps)}

    def processor_s(self) -> tuple[float, float]:
        """Processor seconds of this process, and of its children that have ended."""
        own, children = self._began
        return _processor_s(resource.RUSAGE_SELF) - own, _processor_s(resource.RUSAGE_CHILDREN) - children


def _processor_s(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _watch_forks(watch: Stopwatch, who: str) -> None:
    """Have each process that forks for a worker count for itself, and print what it found when it ends."""
    from autograder.grading import fork_server

    adopt, serve = fork_server.adopt_orphans, fork_server.serve

    def adopt_orphans() -> None:
        watch.start_over()  # a worker's own process begins with it
        adopt()

    def served(*args: Any) -> None:
        with contextlib.suppress(OSError):  # the other side hangs up
            serve(*args)
        own_s, children_s = watch.processor_s()
        found = {"who": who, "steps": watch.found(), "own_s": own_s, "children_s": children_s}
        os.write(2, f"{FOUND}{json.dumps(found)}\n".encode())

    fork_server.adopt_orphans, fork_server.serve = adopt_orphans, served


def _on_the_student_side(watch: Stopwatch, program: dict[str, Any]) -> None:
    from autograder.grading.untrusted import world

    watch.wrap(world, "_enter_namespaces", "name spaces")
    watch.wrap(world, "_furnish", "mounts")
    watch.wrap(world, "limit", "limits")
    watch.wrap(program["Shell"], "run", "cells")
    watch.wrap(program["Student"], "_reply", "answers to tests")
    watch.wrap(program["Student"], "_pack", "wire: values packed")
    watch.wrap(program["Student"], "_pack_argument", "wire: values packed")
    watch.wrap(program["Student"], "_unpack", "wire: values unpacked")
    watch.wrap(program["WorkFiles"], "_found", "files looked at")
    operations = program["_OPERATIONS"]
    for name in list(operations):
        operations[name] = watch.measured(operations[name], "calls of answers")


def _on_the_tests_side(watch: Stopwatch, program: dict[str, Any]) -> None:
    from autograder.grading.trusted import remote

    watch.wrap(program["Checker"], "__init__", "imports")
    watch.wrap(program["Attempt"], "finish", "tests")
    watch.wrap(program["Attempt"], "listen", "tests heard out")
    program["digest"] = watch.measured(program["digest"], "behaviour")
    watch.wrap(remote.Remote, "_ask", "questions")


def _begin() -> None:
    """Wrap what the process that imports this is for."""
    frame = sys._getframe()
    while frame.f_back:  # not by its name: IPython's shell puts a module of its own in the place of `__main__`
        frame = frame.f_back
        name = getattr(frame.f_globals.get("__spec__"), "name", "")
        if name.startswith("autograder.grading.") and frame.f_code.co_name == "main":
            return _follow(frame.f_globals, "answers" if name.endswith("student") else "tests")


def _follow(program: dict[str, Any], who: str) -> None:
    from autograder.grading import fork_server, wire

    watch = Stopwatch()
    _watch_forks(watch, who)
    watch.wrap(fork_server, "_live", "other")
    watch.wrap(os, "fork", "forks")
    watch.wrap(wire, "send", "wire: sent")
    watch.wrap(wire, "receive", "wire: waited and received")
    (_on_the_student_side if who == "answers" else _on_the_tests_side)(watch, program)


_begin()
