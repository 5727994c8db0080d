"""Tell a student how it went: what cost points, why, and what to read again; nothing hidden."""

from typing import Any


def __getattr__(name: str) -> Any:
    # An nbgrader_config.py of before the packages names it here. Imported when asked for: nbgrader takes a second.
    if name == "RedactHidden":
        from autograder.feedback.redact import RedactHidden

        return RedactHidden
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
