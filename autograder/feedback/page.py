"""A notebook as a page that is safe to open: nothing in it runs, whatever a student's answer or output says."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from typing import Any

import nh3
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.markdown_mistune import MarkdownWithMath
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from pygments.token import STANDARD_TYPES
from traitlets import Bool, validate

from autograder.feedback import formulas

#: Outputs that a page can show without running anything; SVG becomes an image, in which nothing runs.
_SHOWN = ("text/html", "text/markdown", "image/svg+xml", "text/latex", "image/png", "image/jpeg", "text/plain")
_TAGS = set(
    "a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3"
    " h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th"
    " thead tr u ul var".split()
)
_ATTRIBUTES = set("align alt border class colspan height id rowspan scope start style title valign width".split())
_STYLES = set(
    "background-color border border-bottom border-collapse border-color border-left border-right border-spacing"
    " border-style border-top border-width color display float font-family font-size font-style font-weight height"
    " letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right margin-top max-height"
    " max-width min-width overflow overflow-x overflow-y padding padding-bottom padding-left padding-right padding-top"
    " text-align text-decoration text-indent vertical-align white-space width".split()
)
#: All that a page's style has a use for. Any other class could be one that a page acts on: formgrader's "full-credit".
_CLASSES = {*STANDARD_TYPES.values(), "highlight", "anchor-link", "formula", "dataframe"}
#: Before each id in a notebook's text, so that none is the id of something of the page's own.
IN_NOTEBOOK = "in-notebook-"
#: Where a link may lead; with no colon it is a place in the course or on the page.
_LINK = re.compile(r"https?:|mailto:|[^:]*$|#")
#: Images are part of the page: one from elsewhere would tell there who reads it, and when.
_IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,")
#: Lengths that could lay a text over what is not its own, and addresses however they are spelt.
_OUT_OF_PLACE = re.compile(r"(margin|text-indent|letter-spacing)[^;]*-\s*[\d.]|url|\\")

#: What nbgrader's page lacks: it fits a phone, long lines wrap, links are seen without colour, and texts have contrast.
_HEAD = """\
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
  a { color: #1a5490; text-decoration: underline; }
  a[href="#top"] { color: #1a5490 !important; }
  .panel-primary > .panel-heading a[href="#top"] { color: #fff !important; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #fff; }
  h1, h2, h3, h4, p, li, td, code { overflow-wrap: anywhere; }
  code { white-space: normal; color: #8f1d3c; }
  pre code { white-space: inherit; color: inherit; }
  img { max-width: 100%; height: auto; }
  .anchor-link { opacity: 0; }
  .anchor-link:focus, :hover > .anchor-link { opacity: 1; }
</style>
</head>"""

#: Begins the list of scores in nbgrader's page, which lies outside of what it marks as the main part.
_SCORES = '<div class="panel-heading">'

# Longer or denser texts take minutes, and a class has hundreds of pages: Markdown's brackets cost their number squared.
_LONGEST_HTML, _MOST_TAGS, _LONGEST_MARKDOWN, _MOST_BRACKETS = 3_000_000, 10_000, 50_000, 1_000
_CACHED = 20_000


def clean(text: Any) -> str:
    r"""HTML without anything that could run, or reach for the page around it."""
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return _clean_once(text) if len(text) <= _CACHED else _clean(text)


def _clean(text: str) -> str:
    if len(text) > _LONGEST_HTML or text.count("<") + text.count("&") > _MOST_TAGS:
        return _as_it_is(text)
    return _CLEANER.clean(text)


# Most of what a page holds is the same for the whole class.
_clean_once = lru_cache(2000)(_clean)


def _allowed(tag: str, name: str, value: str) -> str | None:
    # As browsers read it: white space and control characters skipped.
    place = re.sub(r"[\x00-\x20\x7f-\xa0\u2028\u2029`]", "", value).lower()
    if name == "class":
        return " ".join(word for word in value.split() if word in _CLASSES) or None
    if name == "id":
        return IN_NOTEBOOK + value.removeprefix(IN_NOTEBOOK)
    if name == "href":
        return value if _LINK.match(place) else None
    if name == "src":
        return value if _IMAGE.match(place) else None
    if name == "style":
        return None if _OUT_OF_PLACE.search(value.lower()) else value
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style", "title"},  # of which the text means nothing without them
    attributes={"*": _ATTRIBUTES, "a": {"href"}, "img": {"src"}},
    attribute_filter=_allowed,
    url_schemes={"http", "https", "mailto", "data"},
    filter_style_properties=_STYLES,
    link_rel=None,
)


def _as_it_is(text: str) -> str:
    """The beginning of a text that is not worth, or beyond, being laid out."""
    shown = text if len(text) <= _LONGEST_MARKDOWN else f"{text[:_LONGEST_MARKDOWN]} … (cut)"
    return f"<pre>{html.escape(shown)}</pre>"


class _Renderer(formulas.Renderer):
    """Markdown whose links to headings find them, once these are cleaned."""

    def heading(self, text: str, level: int, **attributes: Any) -> str:
        """With its link to itself."""
        made: str = super().heading(text, level, **attributes)
        return made.replace('class="anchor-link" href="#', f'class="anchor-link" href="#{IN_NOTEBOOK}')

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """To a heading of this notebook, or to anywhere else."""
        made: str = super().link(text, f"#{IN_NOTEBOOK}{url[1:]}" if url.startswith("#") else url, title)
        return made


class SafeHTMLExporter(HTMLExporter):
    """nbconvert's exporter to HTML, for notebooks of strangers, whatever the template."""

    # Templates ask for it; a setting, so that one for nbconvert's exporters is no mistake here.
    sanitize_html = Bool(True).tag(config=True)

    @validate("sanitize_html")
    def _always(self, proposal: Any) -> bool:
        return True

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        """As nbconvert has it; pages of a class share what they have in common."""
        self._shared, self._coloured = lru_cache(2000)(self._laid_out), lru_cache(2000)(self._colour)
        super().__init__(*arguments, **settings)

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """Ours in place of nbconvert's, which knows neither headings nor images."""
        yield from super().default_filters()
        yield "clean_html", clean

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Markdown to clean HTML; nbgrader's template for feedback would not ask for cleaning."""
        attachments = context.get("cell", {}).get("attachments")
        return self._laid_out(source, attachments) if attachments else self._shared(source)

    def _laid_out(self, source: str, attachments: dict[str, Any] | None = None) -> str:
        if len(source) > _LONGEST_MARKDOWN or source.count("[") > _MOST_BRACKETS:
            return _as_it_is(source)
        renderer = _Renderer(
            escape=False,
            attachments=attachments or {},
            embed_images=self.embed_images,
            anchor_link_text=self.anchor_link_text,
            exclude_anchor_links=self.exclude_anchor_links,
            **self.lexer_options,
        )
        try:
            return clean(MarkdownWithMath(renderer=renderer).render(source))
        except Exception:
            # A student's text can break a parser in many ways; it must not cost them the page.
            return _as_it_is(source)

    def _colour(self, source: str, language: str | None) -> str:
        coloured: str = Highlight2HTML(pygments_lexer=language, parent=self)(source)
        return coloured

    # nbconvert's own exporters give a text, and its base class says that they give a notebook.
    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: Any = None, **more: Any
    ) -> tuple[str, Any]:
        """As nbconvert has it, but for parsing the finished page once more, which takes ten times as long."""
        resources = self._init_resources(resources)
        language = _language(nb)
        self.register_filter("highlight_code", lambda source, **more: self._coloured(source, language))
        self.register_filter("filter_data_type", WidgetsDataTypeFilter(notebook_metadata={}, parent=self))
        text, resources = super(HTMLExporter, self).from_notebook_node(nb, resources, **more)
        text = text.replace("<html>", '<html lang="en">', 1).replace("</head>", _HEAD, 1)
        text = text.replace(_SCORES, f'{_SCORES[:-1]} role="navigation" aria-label="scores">', 1)
        return formulas.laid_out(text), resources  # after the last cleaning: some templates ask for a second one

    def _preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        # In place of nbconvert's, which validates the whole notebook after each step: here it is rebuilt in the end.
        nb = deepcopy(nb)
        for preprocessor in self._preprocessors:
            nb, resources = preprocessor(nb, resources)
        return bare(nb), resources


@pass_context
def markdown(context: Any, source: str) -> str:
    r"""Markdown to clean HTML, as a filter for exporters that are not ours: formgrader's."""
    return formulas.laid_out(_exporter().markdown2html(context, source))


@lru_cache(1)
def _exporter() -> SafeHTMLExporter:
    return SafeHTMLExporter()


class Bare(Preprocessor):
    """Leaves of a notebook what a page shows, for exporters that are not ours: formgrader's, which fails otherwise."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """As nbconvert asks for it."""
        return bare(nb), resources


def bare(notebook: NotebookNode) -> NotebookNode:
    r"""A notebook of only what a page shows: no widgets, no scripts, no metadata but nbgrader's."""
    cells = [_bare_cell(cell) for cell in notebook.cells if cell.cell_type in ("code", "markdown", "raw")]
    made: NotebookNode = _node({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    return made


def _language(notebook: NotebookNode) -> str | None:
    info = notebook.metadata.get("language_info", {})
    lexer = info.get("pygments_lexer", info.get("name")) if isinstance(info, dict) else None
    return lexer if isinstance(lexer, str) and re.fullmatch(r"[\w+-]{1,30}", lexer) else None


def _bare_cell(cell: NotebookNode) -> dict[str, Any]:
    graded = dict(cell.metadata.get("nbgrader", {}))
    if "grade_id" in graded:
        graded["grade_id"] = html.escape(str(graded["grade_id"]))
    made = {"cell_type": cell.cell_type, "id": str(cell.get("id", "")), "source": str(cell.source)}
    made["metadata"] = {"nbgrader": graded} if graded else {}
    if cell.cell_type == "code":
        count = cell.get("execution_count")
        outputs = [shown for output in cell.get("outputs", []) if (shown := _bare_output(output))]
        made |= {"outputs": outputs, "execution_count": count if isinstance(count, int) else None}
    elif isinstance(cell.get("attachments"), dict):
        made["attachments"] = {
            name: {kind: data for kind, data in bundle.items() if kind in _SHOWN and isinstance(data, str)}
            for name, bundle in cell.attachments.items()
        }
    return made


def _bare_output(output: NotebookNode) -> dict[str, Any] | None:
    """An output without its metadata: of that only an image's size, a number, and description are shown."""
    kind = output.output_type
    if kind == "stream":
        return {
            "output_type": kind,
            "name": "stderr" if output.name == "stderr" else "stdout",
            "text": str(output.text),
        }
    if kind == "error":
        lines = [str(line) for line in output.get("traceback", [])]
        return {"output_type": kind, "ename": str(output.ename), "evalue": str(output.evalue), "traceback": lines}
    data = {kind: output.data[kind] for kind in _SHOWN if isinstance(output.get("data", {}).get(kind), str)}
    sizes = {kind: output.get("metadata", {}).get(kind, {}) for kind in ("image/png", "image/jpeg")}
    metadata = {
        kind: {side: size[side] for side in ("width", "height") if type(size.get(side)) in (int, float)}
        | {"alt": str(size.get("alt") or "a figure without description")}
        for kind, size in sizes.items()
        if isinstance(size, dict)
    }
    shown: dict[str, Any] = {"output_type": "display_data", "data": data, "metadata": metadata}
    if kind == "execute_result":
        shown |= {"output_type": kind, "execution_count": None}
    return shown if data else None


def _node(value: Any) -> Any:
    if isinstance(value, dict):
        return NotebookNode({key: _node(item) for key, item in value.items()})
    return [_node(item) for item in value] if isinstance(value, list) else value
