"""pandas' frames, series and indexes as plain data, and back; on both sides of the wire.

A column is what NumPy or pandas knows of its type, and its numbers or a list. Nothing that pandas would have to pickle
crosses: what stands in a column of objects is plain data itself.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable
from typing import Any

#: Types of columns that are made of a list: pandas' own, with missing values.
_OF_LISTS = re.compile(r"object|str|string|boolean|U?Int(8|16|32|64)|Float(32|64)")
_OF_ZONES = re.compile(r"datetime64\[(s|ms|us|ns), [\w/+:-]{1,40}\]")

#: Tags of what is packed here.
TAGS = ("frame", "series", "index", "levels", "column", "category", "zoned")


def pack(value: Any, inner: Callable[[Any], Any]) -> list[Any] | None:
    r"""A frame, a series or an index as a list that begins with a tag; None for anything else.

    Args:
        value: anything.
        inner: packs a part: an array, a list, a label.
    """
    pandas = sys.modules.get("pandas")  # what is not imported cannot be at hand
    if pandas is None:
        return None
    if isinstance(value, pandas.DataFrame):
        columns = [_values(value.iloc[:, at], inner) for at in range(value.shape[1])]
        return ["frame", pack(value.index, inner), pack(value.columns, inner), columns]
    if isinstance(value, pandas.Series):
        return ["series", pack(value.index, inner), inner(value.name), _values(value, inner)]
    if isinstance(value, pandas.MultiIndex):
        names, levels = list(value.names), range(value.nlevels)
        return ["levels", inner(names), [_values(value.get_level_values(level), inner) for level in levels]]
    if isinstance(value, pandas.RangeIndex):
        return ["index", inner(value.name), inner(range(value.start, value.stop, value.step)), None]
    if isinstance(value, pandas.Index):
        return ["index", inner(value.name), _values(value, inner), getattr(value, "freqstr", None)]
    return None


def _values(of: Any, inner: Callable[[Any], Any]) -> list[Any]:
    """What stands in a series or an index."""
    name, pandas = str(of.dtype), sys.modules["pandas"]
    if name == "category":
        categories = of.cat if hasattr(of, "cat") else of
        return [
            "category",
            inner(categories.codes.to_numpy() if hasattr(categories.codes, "to_numpy") else categories.codes),
            _values(categories.categories, inner),
            bool(categories.ordered),
        ]
    if _OF_ZONES.fullmatch(name):
        return ["zoned", name, inner(of.to_numpy(f"datetime64[{of.dt.unit if hasattr(of, 'dt') else of.unit}]"))]
    if _OF_LISTS.fullmatch(name):
        return ["column", name, inner([None if item is pandas.NA else item for item in of.tolist()])]
    found: list[Any] = inner(of.to_numpy())
    return found


def unpack(tag: str, parts: list[Any], inner: Callable[[Any], Any]) -> Any:
    r"""The opposite of `pack`, for one of its tags.

    Raises: ValueError: if it is not what `pack` gives.
    """
    try:
        return _made(tag, parts, inner, importlib.import_module("pandas"))  # which is a course's own wish
    except Exception as error:  # pandas raises whatever it likes
        raise ValueError(f"{type(error).__name__}: {str(error)[:200]}") from None


def _made(tag: str, parts: list[Any], inner: Callable[[Any], Any], pandas: Any) -> Any:
    match tag, parts:
        case "frame", [index, columns, list(values)]:
            rows, found = inner(index), [inner(column) for column in values]
            if any(len(column) != len(rows) for column in found):
                raise ValueError("columns of another length than the index")
            made = pandas.DataFrame(dict(enumerate(found)), index=rows)
            made.columns = inner(columns)
            return made
        case "series", [index, name, values]:
            return pandas.Series(inner(values), index=inner(index), name=inner(name))
        case "levels", [names, list(levels)]:
            return pandas.MultiIndex.from_arrays([inner(level) for level in levels], names=inner(names))
        case "index", [name, values, frequency]:
            found = inner(values)
            if type(found) is range:
                return pandas.RangeIndex(found, name=inner(name))
            made = pandas.Index(found, name=inner(name))
            if type(frequency) is str and isinstance(made, pandas.DatetimeIndex):
                made.freq = frequency
            return made
        case "column", [str(name), values] if _OF_LISTS.fullmatch(name):
            return pandas.array(inner(values), dtype=name)
        case "zoned", [str(name), values] if _OF_ZONES.fullmatch(name):
            zone = name.partition(", ")[2].rstrip("]")
            return pandas.array(pandas.DatetimeIndex(inner(values)).tz_localize("UTC").tz_convert(zone))
        case "category", [codes, categories, bool(ordered)]:
            return pandas.Categorical.from_codes(inner(codes), inner(categories), ordered=ordered)
    raise ValueError("parts")
