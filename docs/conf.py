"""The documentation as a site: `make docs` builds it into build/site."""

project = "Unrolled"
copyright = "The Unrolled authors"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "Unrolled"
myst_heading_anchors = 3  # so that a page can link to another's heading, as on GitHub
exclude_patterns = ["in_the_bundle.md"]  # no page: it greets who unpacks what `autograder bundle` made
