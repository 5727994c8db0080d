"""Puts scripts into outputs of every type that a page can show."""

LAST = """
from IPython.display import display

script = "<script>alert('@mark@')</script><img src=x onerror=\\"alert('@mark@')\\">"
script += "<a href=\\"javascript:alert('@mark@')\\">here</a><base href='http://@mark@/'>"
script += "<iframe srcdoc=\\"<script>alert('@mark@')</script>\\"></iframe>"
script += "<form action=\\"javascript:alert('@mark@')\\"><button>ok</button></form>"
svg = "<svg xmlns='http://www.w3.org/2000/svg' onload=\\"alert('@mark@')\\"><script>alert('@mark@')</script></svg>"
for kind in ("text/html", "text/markdown", "text/latex", "text/vnd.mermaid"):
    display({kind: script, "text/plain": script}, raw=True)
display({"application/javascript": "alert('@mark@')", "text/plain": script}, raw=True)
display({"image/svg+xml": svg, "text/plain": script}, raw=True)
print(script)
script
"""
