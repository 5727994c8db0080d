"""How Sphinx makes pages of notebooks and of docs/; `python -m website` calls it."""

project = "Unrolled"
copyright = "The Unrolled authors"
extensions = ["myst_nb", "website.formulas", "website.folded"]
exclude_patterns = ["docs/in_the_bundle.md"]  # no page: it greets who unpacks what `autograder bundle` made

myst_enable_extensions = ["amsmath", "dollarmath"]
myst_dmath_double_inline = True  # $$ may follow a word, as in JupyterLab
myst_heading_anchors = 4  # so that a page can link to another's heading, as on GitHub, and to a term of the glossary
nb_execution_mode = "off"  # cells have been run before: in a release, some cannot go through
nb_merge_streams = True
suppress_warnings = ["myst.header"]  # an exercise's heading is small, whatever stands above it

html_theme = "furo"
html_title = "Unrolled"
html_math_renderer = "mathml"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = [("stepper.js", {"defer": "defer"}), ("scroll.js", {"defer": "defer"})]  # once the page is there
html_copy_source = False
html_show_search_summary = False  # it would read pages, which a page from a folder on disk may not
