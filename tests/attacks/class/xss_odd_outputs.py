"""Puts scripts into images, into types that a page does not know, and into the names of types."""

LAST = """
from IPython.display import display

script = "<script>alert('@mark@')</script>"
display({"image/png": "x\\" onerror=\\"alert('@mark@')", "text/plain": script}, raw=True)
display({"image/png": "eA=="}, metadata={"image/png": {"width": "1\\" onload=\\"alert('@mark@')"}}, raw=True)
for kind in ("application/pdf", "application/vnd.jupyter.widget-view+json", "application/vnd.plotly.v1+json", script):
    display({kind: script, "text/plain": script}, raw=True)
"""
