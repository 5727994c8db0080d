"""Everything is wrong, and nothing is tried."""
