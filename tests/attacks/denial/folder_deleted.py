"""A cell deletes its own working folder; all answers are right."""

from course import FULL, HONEST

FIRST = "import os\nimport shutil\n\nshutil.rmtree(os.getcwd(), ignore_errors=True)"
ANSWERS = HONEST
DESERVES = FULL
