"""Parts of proofs, tried on all cores at once; what passed before and has not changed is not tried again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import as_completed

from autograder import Progress, unheard
from autograder.author.memory import Memory
from autograder.author.parts import Found, Part, What, tried
from autograder.author.workers import trying
from autograder.course.folders import Course

#: What takes longest comes first, so that the end comes for all threads at once.
_ORDER = (What.SOLUTION, What.WORTHLESS, What.BEHAVIOUR, What.KNOWN, What.CALLS, What.MUTANTS, What.RELEASE)


def all_tried(
    course: Course, parts: Sequence[Part], progress: Progress = unheard, *, afresh: bool = False
) -> Iterator[tuple[Part, Found]]:
    r"""Try parts, and give what was found as it comes.

    Args:
        course: where the assignments are.
        parts: what is to be tried.
        progress: is called as progress(parts done, in all, what was done last or comes first).
        afresh: whether also what passed before and has not changed.
    """
    memory, waiting = Memory(course), []
    for part in parts:
        found = None if afresh else memory.recall(part)
        if found is None:
            waiting.append(part)
        else:
            yield part, found
    done = len(parts) - len(waiting)
    if not waiting:
        return
    waiting.sort(key=lambda part: _ORDER.index(part.what))
    progress(done, len(parts), str(waiting[0]))
    try:
        with trying(course, sorted({part.assignment for part in waiting})) as pool:
            running = {pool.submit(tried, course, part): part for part in waiting}
            for future in as_completed(running):
                part, found = running[future], future.result()
                memory.keep(part, found)
                done += 1
                progress(done, len(parts), str(part))
                yield part, found
    finally:
        memory.write()
