"""What training does: losses, answers, and guesses as they change."""
