"""How it is built: what the page names is there, what is there it names, and its floors are those that are held."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-it-is-built.md").read_text()
PACKAGES = ("autograder", "rnn_helpers", "website")
#: All that stands on the page as code.
CODE = set(re.findall(r"`([^`\n]+)`", PAGE))
#: "room.module", or something in one.
DOTTED = {code for code in CODE if re.fullmatch(r"[a-z_]+(\.\w+)+", code)}
FILES = {code for code in CODE if re.search(r"\.(css|html\.j2|js|md|py|toml)$", code)}
SETTINGS = {code for code in CODE if code.startswith("c.")}  # of a course


def rooms(package: str) -> set[str]:
    """The rooms of a package, and those within them, as the page writes them."""
    found = {path.parent.relative_to(ROOT / package) for path in (ROOT / package).rglob("__init__.py")}
    return {f"{room.as_posix()}/" for room in found - {Path()}}


def modules(package: str) -> set[str]:
    """The modules that stand in no room."""
    return {path.stem for path in (ROOT / package).glob("*.py")} - {"__init__", "__main__"}


@pytest.mark.parametrize("name", sorted(DOTTED - FILES - SETTINGS))
def test_every_name_on_the_page_is_there(name: str) -> None:
    first = name.partition(".")[0]
    (package,) = (each for each in PACKAGES if f"{first}/" in rooms(each) or first in modules(each))
    pkgutil.resolve_name(f"{package}.{name}")  # raises what says which part of it is not there


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_file_on_the_page_is_there(name: str) -> None:
    assert (ROOT / name).is_file() or name == "answers/NN_name.py"


@pytest.mark.parametrize("package", PACKAGES)
def test_every_room_is_on_the_page_and_no_other(package: str) -> None:
    assert rooms(package) | modules(package) <= CODE
    of_a_course = {"answers/", "autograded/", "source/", "submitted/"}
    assert {code for code in CODE if code.endswith("/")} <= of_a_course.union({"tests/"}, *map(rooms, PACKAGES))


def test_the_floors_are_those_that_import_linter_holds() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = {
        package: [layer.removeprefix("__main__ : ") for layer in contract["layers"]]
        for contract in contracts
        for package in contract.get("containers", ())
        if package in PACKAGES and contract["type"] == "layers"
    }
    (block,) = re.findall(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    shown: dict[str, list[str]] = {}
    for line in filter(None, block.splitlines()):
        package, floor = line[:15].strip(), line[15:]
        shown.setdefault(package or list(shown)[-1], []).append(floor)
    assert shown == layers


def test_each_way_has_few_steps() -> None:
    ways = re.findall(r"^## The way of (.+?)\n(.*?)(?=^## )", PAGE, re.MULTILINE | re.DOTALL)
    assert [what for what, _ in ways] == ["a submission", "a known mistake", "a trace"]
    for _, text in ways:
        numbers = list(map(int, re.findall(r"^(\d+)\. ", text, re.MULTILINE)))
        assert numbers == list(range(1, len(numbers) + 1)) and 1 < len(numbers) <= 8
