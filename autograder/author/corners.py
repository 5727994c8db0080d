"""Corners of what a docstring promises: inputs that are allowed, break many wrong answers, and are easily forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from autograder.course import names
from autograder.course.notebook import Region

#: What a call brought for each parameter, as `inside.record` notes it.
Call = Mapping[str, Mapping[str, Any]]

_PARAMETER = re.compile(r"^\s+(\w+): (.+(?:\n\s+(?!\s|\w+: ).+)*)", re.MULTILINE)
_SHAPE = re.compile(r"\(([A-Z]\w?(?:, ?[A-Z]\w?)*),?\)")
_LENGTH = re.compile(r"([A-Z]) \w+")
_MAY_BE_0 = re.compile(r"\b([A-Z]) may be 0")
_RANGE = re.compile(r"from (-?\d[\d.]*?) to (-?\d[\d.]*?)(?![\d.]*\d)")
_OF_SIZES = re.compile(r"[A-Z]\w? = ([A-Z]\w?|1)")
_IN_FLOAT64 = " in float64"
_OR_MORE = re.compile(r"(-?\d+) or more")


def hints(source: str, region: Region, every: Sequence[Call], visible: Sequence[Call]) -> list[str]:
    r"""Which corners no test visits, and which no visible one does; nothing where the docstring says nothing.

    Args:
        source: of the cell where students answer.
        region: the solution of one function.
        every: what all tests sent to the function.
        visible: what they send without their hidden parts.
    """
    said = _docstring(source, region.qualname)
    wanted = _corners(said, every)
    here, shown = _visited(said, every), _visited(said, visible)
    unseen = [corner for corner in wanted if corner not in here]
    # Other sizes are what hidden parts are for; another kind of input is to be seen.
    hidden = [corner for corner in wanted if corner in here - shown and not _OF_SIZES.fullmatch(corner)]
    found = [f"{region.qualname}: no test has {_listed(unseen)}"] if unseen and every else []
    return found + ([f"{region.qualname}: no visible test has {_listed(hidden)}"] if hidden else [])


def _listed(corners: Sequence[str]) -> str:
    others = [corner for corner in corners if not corner.endswith(_IN_FLOAT64)]
    floats = [corner.removesuffix(_IN_FLOAT64) for corner in corners if corner not in others]
    return ", ".join([*others, *([f"float64 in {' '.join(floats)}"] if floats else [])])


def _docstring(source: str, qualname: str) -> str:
    body: list[ast.stmt] = names.parse(names.python(source)).body
    text = ""
    for name in qualname.split("."):
        found = next((each for each in body if getattr(each, "name", None) == name), None)
        if not isinstance(found, ast.FunctionDef | ast.ClassDef):
            return ""
        body, text = found.body, ast.get_docstring(found, clean=False) or ""
    return text


def _parameters(said: str) -> dict[str, str]:
    """What is said of each parameter."""
    return {match[1]: " ".join(match[2].split()) for match in _PARAMETER.finditer(said.partition("Returns:")[0])}


def _corners(said: str, calls: Iterable[Call]) -> list[str]:
    """All corners of what is said, in words."""
    found: list[str] = []
    sizes: dict[str, None] = {}
    for name, text in _parameters(said).items():
        shapes = [re.findall(r"\w+", shape) for shape in _SHAPE.findall(text)]
        sizes |= dict.fromkeys(size for shape in shapes for size in shape)
        if length := _LENGTH.match(text):
            sizes[length[1]] = None
        found += [f"{min(a, b)} = {max(a, b)}" for shape in shapes for a, b in combinations(shape, 2) if a != b]
        found += [f"{name} = {_number(end)}" for ends in _RANGE.findall(text) for end in ends]
        found += [f"{name} = {_number(end)}" for end in _OR_MORE.findall(text)]
    found += [f"{size} = 1" for size in sizes]
    found += [f"{size} = 0" for size in _MAY_BE_0.findall(said) if size in sizes]
    seen = {name: value for call in calls for name, value in call.items()}
    found += [f"{name} = 0" for name in seen if re.fullmatch(r"(\w+_)?seed", name)]
    found += [name + _IN_FLOAT64 for name in seen if str(seen[name].get("dtype", "")).startswith("float")]
    return list(dict.fromkeys(found))


def _number(text: str) -> str:
    return f"{float(text):g}"


def _visited(said: str, calls: Iterable[Call]) -> set[str]:
    """The corners that calls visit, and much else, in the same words."""
    found: set[str] = set()
    parameters = _parameters(said)
    for call in calls:
        sizes: dict[str, int] = {}
        for name, value in call.items():
            sizes |= _sizes(parameters.get(name, ""), value)
            if isinstance(number := value.get("value"), int | float):
                found.add(f"{name} = {number:g}")
            found.add(f"{name} in {value.get('dtype')}")
        found |= {f"{size} = {number}" for size, number in sizes.items()}
        found |= {f"{a} = {b}" for a, b in combinations(sorted(sizes), 2) if sizes[a] == sizes[b]}
    return found


def _sizes(text: str, value: Mapping[str, Any]) -> dict[str, int]:
    """The sizes that an argument shows; with several shapes, those of as many dimensions."""
    for shape in _SHAPE.findall(text):
        letters = re.findall(r"\w+", shape)
        if len(letters) == len(value.get("shape", ())):
            return dict(zip(letters, value["shape"], strict=True))
    length = _LENGTH.match(text)
    return {length[1]: value["length"]} if length and "length" in value else {}
