"""The terms of the course in pictures: a map of them, and recordings of networks that nobody names."""
