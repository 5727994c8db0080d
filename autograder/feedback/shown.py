"""What of a notebook a page shows, and how much: a page is made in seconds, whatever was handed in."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from nbformat import NotebookNode

#: Outputs that a page can show without running anything, and what each is counted as. SVG becomes an image, in which
#: nothing runs.
_SHOWN = {
    "text/html": "html",
    "text/markdown": "markdown",
    "image/svg+xml": "image",
    "text/latex": "text",
    "image/png": "image",
    "image/jpeg": "image",
    "text/plain": "text",
}
#: How much of each a piece may have, and a page: several times what a long notebook has, and seconds at the worst.
#: What lays out a text may take its length squared, so no piece may be as long as a page.
_MOST = {
    "code": (20_000, 80_000),
    "markdown": (20_000, 40_000),
    "html": (500_000, 3_000_000),
    "text": (50_000, 150_000),
    "image": (5_000_000, 20_000_000),
}
#: Of HTML, tags cost time and not characters: each counts as this many.
_TAG = 100
_MOST_CELLS, _MOST_OUTPUTS = 500, 1_000
_LONGEST_ID, _LONGEST_DESCRIPTION = 64, 1_000

Shares = Mapping[str, int]


def bare(notebook: NotebookNode) -> NotebookNode:
    r"""A notebook of only what a page shows: no widgets, no scripts, no metadata but nbgrader's.

    What is longer than there is room for is cut, the longest first, and says so where it was cut.
    """
    cells = _most_cells([cell for cell in notebook.cells if cell.cell_type in ("code", "markdown", "raw")])
    shares = _shares(cells)
    made: NotebookNode = _node(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [_bare_cell(cell, shares) for cell in cells]}
    )
    return made


def as_typed(text: str) -> str:
    r"""HTML of a text that is not worth, or beyond, being laid out."""
    return f"<pre>{html.escape(text)}</pre>"


def _most_cells(cells: Sequence[NotebookNode]) -> list[NotebookNode]:
    """As many cells as there is room for, graded ones first; in place of others, how many there were."""
    if len(cells) <= _MOST_CELLS:
        return list(cells)
    graded_first = sorted(range(len(cells)), key=lambda number: ("nbgrader" not in cells[number].metadata, number))
    kept, found, missing = set(graded_first[:_MOST_CELLS]), [], 0
    for number, cell in enumerate(cells):
        if number in kept:
            found += [_cut_cells(missing)] * bool(missing) + [cell]
        missing = 0 if number in kept else missing + 1
    return found + [_cut_cells(missing)] * bool(missing)


def _cut_cells(count: int) -> NotebookNode:
    text = f"[cut: {count:,} cells, for which this page has no room]"
    made: NotebookNode = _node({"cell_type": "markdown", "metadata": {}, "source": text})
    return made


def _shares(cells: Iterable[NotebookNode]) -> Shares:
    """How long each piece of a kind may be so that all of them fit on the page."""
    sizes: dict[str, list[int]] = defaultdict(list)
    outputs = []
    for cell in cells:
        for kind, text in _pieces(cell):
            sizes[kind].append(_size(kind, text))
        outputs.append(len(cell.get("outputs", ())) if cell.cell_type == "code" else 0)
    found = {kind: min(piece, _share(sizes[kind], page)) for kind, (piece, page) in _MOST.items()}
    return {**found, "outputs": _share(outputs, _MOST_OUTPUTS)}


def _share(sizes: Iterable[int], most: int) -> int:
    """The most that each may have so that all have no more than this: who needs less leaves the rest to others."""
    waiting, left = sorted(sizes), most
    for done, size in enumerate(waiting):
        if size * (len(waiting) - done) > left:
            return left // (len(waiting) - done)
        left -= size
    return most


def _pieces(cell: NotebookNode) -> Iterator[tuple[str, str]]:
    yield _kind(cell), str(cell.source)
    if cell.cell_type != "code":
        yield from (("image", data) for bundle in _attachments(cell).values() for data in bundle.values())
        return
    for output in cell.get("outputs", []):
        if output.output_type in ("stream", "error"):
            yield "text", _text(output)
        else:
            yield from ((_SHOWN[kind], data) for kind, data in _data(output).items())


def _kind(cell: NotebookNode) -> str:
    return "html" if cell.cell_type == "raw" else str(cell.cell_type)


def _size(kind: str, text: str) -> int:
    return len(text) + (_TAG * (text.count("<") + text.count("&")) if kind == "html" else 0)


def _attachments(cell: NotebookNode) -> dict[str, dict[str, str]]:
    found = cell.get("attachments")
    shown = {name: _strings(bundle) for name, bundle in found.items()} if isinstance(found, dict) else {}
    return {name: bundle for name, bundle in shown.items() if bundle}


def _data(output: NotebookNode) -> dict[str, str]:
    return _strings(output.get("data", {}))


def _strings(bundle: Mapping[str, Any]) -> dict[str, str]:
    return {kind: bundle[kind] for kind in _SHOWN if isinstance(bundle.get(kind), str)}


def _text(output: NotebookNode) -> str:
    """What a stream or an error says."""
    if output.output_type == "stream":
        return str(output.text)
    return "\n".join(str(line) for line in output.get("traceback", []))


def _cut(text: str, most: int, comment: str = "") -> str:
    return text if len(text) <= most else f"{text[:most]}\n{comment}[cut: {len(text) - most:,} characters more]"


def _bare_cell(cell: NotebookNode, shares: Shares) -> dict[str, Any]:
    graded = dict(cell.metadata.get("nbgrader", {}))
    if "grade_id" in graded:
        graded["grade_id"] = html.escape(str(graded["grade_id"]))
    made = {"cell_type": cell.cell_type, "id": str(cell.get("id", ""))[:_LONGEST_ID], "source": _source(cell, shares)}
    made["metadata"] = {"nbgrader": graded} if graded else {}
    if cell.cell_type == "code":
        count, most = cell.get("execution_count"), shares["outputs"]
        outputs = [shown for output in cell.get("outputs", [])[:most] for shown in _bare_output(output, shares)]
        if (more := len(cell.get("outputs", [])) - most) > 0:
            outputs.append(_note(f"[cut: {more:,} outputs more]"))
        made |= {"outputs": outputs, "execution_count": count if isinstance(count, int) else None}
    elif attached := _attachments(cell):
        fitting = {name: each for name, each in attached.items() if max(map(len, each.values())) <= shares["image"]}
        made["attachments"] = fitting
        if len(fitting) < len(attached):
            made["source"] += f"\n\n[cut: {len(attached) - len(fitting)} images, for which this page has no room]"
    return made


def _source(cell: NotebookNode, shares: Shares) -> str:
    source, kind = str(cell.source), _kind(cell)
    if _size(kind, source) <= shares[kind]:
        return source
    if kind == "code":
        return _cut(source, shares[kind], "# ")
    return as_typed(_cut(source, shares[kind] // (_TAG if kind == "html" else 1)))


def _bare_output(output: NotebookNode, shares: Shares) -> Iterator[dict[str, Any]]:
    """An output without its metadata: of that only an image's size, a number, and description are shown."""
    kind = output.output_type
    if kind == "stream":
        name = "stderr" if output.name == "stderr" else "stdout"
        yield {"output_type": kind, "name": name, "text": _cut(_text(output), shares["text"])}
        return
    if kind == "error":
        lines = [_cut(_text(output), shares["text"])]
        yield {"output_type": kind, "ename": str(output.ename), "evalue": str(output.evalue), "traceback": lines}
        return
    data = _data(output)
    large = [kind for kind in data if _size(_SHOWN[kind], data[kind]) > shares[_SHOWN[kind]]]
    shown = {kind: data[kind] for kind in data if kind not in large or kind == "text/plain"}
    if "text/plain" in shown:
        shown["text/plain"] = _cut(shown["text/plain"], shares["text"])
    if shown:
        yield _display(output, shown)
    if large and large != ["text/plain"]:
        yield _note(f"[cut: {large[0]}, for which this page has no room]")


def _display(output: NotebookNode, data: dict[str, str]) -> dict[str, Any]:
    sizes = {kind: output.get("metadata", {}).get(kind, {}) for kind in ("image/png", "image/jpeg")}
    metadata = {
        kind: {side: size[side] for side in ("width", "height") if type(size.get(side)) in (int, float)}
        | {"alt": str(size.get("alt") or "a figure without description")[:_LONGEST_DESCRIPTION]}
        for kind, size in sizes.items()
        if isinstance(size, dict)
    }
    shown: dict[str, Any] = {"output_type": "display_data", "data": data, "metadata": metadata}
    if output.output_type == "execute_result":
        shown |= {"output_type": "execute_result", "execution_count": None}
    return shown


def _note(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def _node(value: Any) -> Any:
    if isinstance(value, dict):
        return NotebookNode({key: _node(item) for key, item in value.items()})
    return [_node(item) for item in value] if isinstance(value, list) else value
