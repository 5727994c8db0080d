"""A course that runs: who is in it, when things are due and how much they count, and the next one."""
