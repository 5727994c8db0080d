"""The web edition: every notebook as a page with all its pictures, and steppers that need no kernel."""
