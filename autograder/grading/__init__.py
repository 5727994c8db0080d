"""Grading one submission. Folders tell on which side of the boundary a line stands: `trusted`, `untrusted`."""
