"""Release, check and grade the course; what instructors run."""


class AutograderError(Exception):
    r"""Something is wrong that the instructor can mend; the message is one sentence that says how."""
