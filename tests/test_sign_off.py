"""The sign-off of notebook 15 says who and when, and nothing about the machine."""

import getpass
import json
import os
import platform
import re
import socket
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAME = "15_glossary/15_glossary.ipynb"
PRIVATE = r"\b(socket|uuid|getnode|platform|getpass|environ|expanduser|home|cwd|uname|ifconfig|hostname|subprocess)\b"


def sign_off(folder: str) -> str:
    """The last code cell, with the imports that it needs."""
    cells = {cell["id"]: "".join(cell["source"]) for cell in json.loads((ROOT / folder / NAME).read_text())["cells"]}
    imports = [line for line in cells["imports"].split("\n") if re.match(r"import sys|from (datetime|importlib)", line)]
    return "\n".join([*imports, cells["sign-off"]])


@pytest.fixture(params=["source", "notebooks"])
def program(request) -> str:
    return sign_off(request.param)


def test_signs_with_name_date_and_versions(program):
    program = program.replace("your name", "Ada Lovelace")
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.startswith("Ada Lovelace has worked through")
    assert re.search(r"^Date: \d{4}-\d\d-\d\d$", said, re.MULTILINE)
    assert f"Python {platform.python_version()}" in said
    assert re.search(r"^torch \d+\.\d+", said, re.MULTILINE)


def test_says_nothing_about_the_machine(program):
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.lower()
    mac = f"{uuid.getnode():012x}"
    secrets = {socket.gethostname(), platform.node(), getpass.getuser(), str(Path.home()), os.getcwd(), str(ROOT)}
    secrets |= {mac, ":".join(re.findall("..", mac)), platform.release(), sys.executable}
    for secret in secrets - {""}:
        assert not re.search(rf"(?<!\w){re.escape(secret.lower())}(?!\w)", said), f"the sign-off says {secret!r}"
    assert not re.search(r"\b(\d{1,3}\.){3}\d{1,3}\b", said), "the sign-off has what looks like an IP address"
    assert not re.search(r"\b([0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b", said), "the sign-off has what looks like a MAC address"
    assert "/" not in said and "\\" not in said, "the sign-off has what looks like a path"


def test_asks_for_nothing_private(program):
    assert not re.search(PRIVATE, program)


def test_stored_output_is_as_free_of_it():
    cells = json.loads((ROOT / "source" / NAME).read_text())["cells"]
    (cell,) = [cell for cell in cells if cell["id"] == "sign-off"]
    said = "".join(line for output in cell["outputs"] for line in output.get("text", []))
    assert said.startswith("your name has worked through")
    assert not re.search(r"[/\\]|\b(\d{1,3}\.){3}\d{1,3}\b|([0-9a-f]{2}:){5}", said)
    assert "nbval-ignore-output" in cell["metadata"]["tags"]
