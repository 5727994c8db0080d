"""What a student finds in place of feedback: that the hand-in came, and what becomes of it."""

from __future__ import annotations

from datetime import datetime

from jinja2 import Environment, PackageLoader

from autograder.serve.journal import Entry

_PAGES = Environment(loader=PackageLoader("autograder.serve", "."), autoescape=True)

#: What the sentences of a receipt are about.
TOMORROW = (
    "You were given feedback on this notebook {times} today, which is as often as it is given in a day. This hand-in "
    "is graded and counts; its feedback comes tomorrow, if you hand in nothing until then. Fetch it again then."
)
WHEN_OVER = (
    "This hand-in is graded and counts. Its feedback comes when nobody can hand in at no cost any more, {when}. "
    "Fetch it again then."
)
LATER = "This hand-in is graded and counts. Feedback is not given at once in this course; your instructor says when."
REPLACED = "Another hand-in of yours counts in place of this one: the one of {when}. Its feedback is with that one."
REFUSED = "This hand-in could not be graded: {why} Mend that and hand in again, or ask your instructor, who was told."
OURS = "This hand-in could not be graded. That may not be your fault: your instructor was told, and sees why."


def receipt(entry: Entry, sentence: str) -> bytes:
    """The page, as HTML."""
    page = _PAGES.get_template("receipt.html.j2")
    return page.render(assignment=entry.assignment, handed_in=shown(entry.handed_in), sentence=sentence).encode()


def shown(when: datetime) -> str:
    """A moment, as students read it."""
    return f"{when:%Y-%m-%d %H:%M} UTC"
