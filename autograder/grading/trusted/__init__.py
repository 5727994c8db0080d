"""What sees tests, expected values and scores. Nothing of a student's ever runs here."""
