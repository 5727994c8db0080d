"""`python -m autograder`, for where the package is not installed."""

from autograder.cli import app

app()
