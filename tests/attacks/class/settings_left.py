"""Writes shell, Python and Jupyter start-up files for whoever comes next."""

LAST = """
import os
import site
import sys

home = os.path.expanduser("~")
places = [f"{home}/.bashrc", f"{home}/.profile", f"{home}/.config/@mark@", f"{home}/.jupyter/@mark@"]
places += [f"{folder}/@mark@.pth" for folder in (*site.getsitepackages(), site.getusersitepackages())]
places += [f"{sys.prefix}/share/jupyter/kernels/python3/@mark@", "/etc/cron.d/@mark@", "/etc/profile.d/@mark@"]
for place in places:
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "a") as file:
            file.write("# @mark@\\n")
        print("@mark@ wrote", place)
    except OSError as error:
        print(error)
"""
