"""Changes the installed torch, numpy and grader, for every student after."""

LAST = """
import os
import sys

for name, module in list(sys.modules.items()):
    path = getattr(module, "__file__", None) or ""
    if name in ("torch.functional", "numpy.testing", "IPython", "ipykernel") or "grader" in name or "@course@" in path:
        try:
            with open(path, "a") as file:
                file.write("\\n# @mark@\\n")
            print("@mark@ wrote", path)
        except OSError as error:
            print(error)
"""
