"""Tell an instructor how it went: a page about the class, and marks for a learning platform."""
