"""Puts scripts into outputs of every type that a page can show."""

LAST = """
from IPython.display import display

script = "<script>alert('@mark@')</script><img src=x onerror=\\"alert('@mark@')\\">"
script += "<a href=\\"javascript:alert('@mark@')\\">here</a>"
script += "<iframe srcdoc=\\"<script>alert('@mark@')</script>\\"></iframe>"
script += "<form action=\\"javascript:alert('@mark@')\\"><button>ok</button></form><base href='http://left_by_attack/'>"
svg = "<svg xmlns='http://www.w3.org/2000/svg' onload=\\"alert('@mark@')\\"><script>alert('@mark@')</script></svg>"
types = ["text/html", "text/markdown", "text/latex", "application/javascript", "application/json", "application/pdf"]
types += ["application/vnd.jupyter.widget-view+json", "application/vnd.plotly.v1+json"]
types += ["text/vnd.mermaid", "text/x-odd"]
for kind in types:
    display({kind: script, "text/plain": script}, raw=True)
display({"image/svg+xml": svg, "text/plain": script}, raw=True)
display({"image/png": "x\\" onerror=\\"alert('@mark@')", "text/plain": script}, raw=True)
display({"image/png": "eA=="}, metadata={"image/png": {"width": "1\\" onload=\\"alert('@mark@')"}}, raw=True)
display({script: script}, raw=True)
print(script)
script
"""
