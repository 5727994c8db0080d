"""Prints the inputs of hidden tests in every way there is."""

ANSWERS = {
    "double": """
import logging
import os
import subprocess
import sys
import warnings

from IPython.display import display


def double(x):
    print(x)
    print(x, file=sys.stderr)
    sys.__stdout__.write(f"{x}\\n")
    os.write(1, f"{x}\\n".encode())
    os.write(2, f"{x}\\n".encode())
    subprocess.run(["echo", str(x)])
    display(x, {"text/html": f"<b>{x}</b>"}, raw=False)
    get_ipython().displayhook(x)
    logging.error(x)
    warnings.warn(str(x))
    return x
"""
}
