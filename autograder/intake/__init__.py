"""What arrives: submissions as learning platforms and students hand them over, read as data."""
