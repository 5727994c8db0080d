"""Release, check and grade the course; what instructors run."""


class AutograderError(Exception):
    r"""Something is wrong that the instructor can mend; the message is one sentence that says how."""


class Unavailable(AutograderError):
    r"""Gradebook, disk or release are such that no submission can be recorded, not this one alone."""
