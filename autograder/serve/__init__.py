"""Graded on arrival: what students hand in is collected, graded and answered as it comes, for weeks."""
