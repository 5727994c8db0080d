"""A notebook as a page that is safe to open: nothing in it runs, whatever a student's answer or output says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nh3
from jinja2 import BaseLoader, DictLoader, FileSystemLoader, pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pygments.token import STANDARD_TYPES
from traitlets import default

from autograder.feedback import formulas
from autograder.feedback.lost_points import checked
from autograder.feedback.outline import outline
from autograder.feedback.shown import as_typed, bare

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
#: Addresses in a style, however they are spelt.
_ADDRESS = re.compile(r"url|\\")
#: Around all that a student wrote: whatever its style says of margins, padding or sizes, it covers nothing outside.
_BOX = '<div style="overflow: auto">{}</div>'

#: The page, and its style.
_TEMPLATE = "page.html.j2"
#: In place of the part of nbconvert's templates that asks another host for MathJax: formulas need none. Nor is it asked
#: where the hosts are that links lead to, before somebody follows them.
_NO_MATHJAX = DictLoader(
    {
        "mathjax.html.j2": "{% macro mathjax(url='') %}"
        '<meta http-equiv="x-dns-prefetch-control" content="off" />'
        "{% endmacro %}"
    }
)

#: In Markdown, brackets cost their number squared, and so do formulas that begin and do not end.
_OPENED, _MOST_OPENED = re.compile(r"\[|\\begin\{"), 1_000
_CACHED = 20_000
_FORMATTER = HtmlFormatter(cssclass="highlight")


def clean(text: Any) -> str:
    r"""HTML without anything that could run, or reach for the page around it."""
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return _BOX.format(_clean_once(text) if len(text) <= _CACHED else _CLEANER.clean(text))


def anchor(heading: str) -> str:
    r"""The place of a heading in the page, as nbconvert names it."""
    return IN_NOTEBOOK + quote(heading.replace(" ", "-"), safe="?/:@!$&'()*+,;=")


@lru_cache(2000)  # most of what a page holds is the same for the whole class
def _clean_once(text: str) -> str:
    return _CLEANER.clean(text)


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
        return None if _ADDRESS.search(value.lower()) else value
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
    """nbconvert's exporter to HTML, for notebooks of strangers, with our own page whatever template a course sets.

    What GetGrades and Explain put into its resources stands above the notebook; without them it is the notebook alone.
    """

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        """As nbconvert has it; pages of a class share what they have in common."""
        self._shared = lru_cache(2000)(self._laid_out)
        super().__init__(*arguments, **settings)

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """What the page asks for, by names of our own: a course may set others for nbconvert's."""
        yield from super().default_filters()
        yield "clean_text", self.text
        yield "clean_output", clean
        yield "coloured", coloured
        yield "anchor", anchor
        yield "checked", checked
        yield "number", "{:.5g}".format
        yield "outline", outline

    @default("extra_loaders")
    def _beside_this_file(self) -> list[BaseLoader]:
        return [FileSystemLoader(Path(__file__).parent)]

    def _load_template(self) -> Any:
        return self.environment.get_template(_TEMPLATE)

    def text(self, source: str, attachments: dict[str, Any] | None = None) -> str:
        """Markdown to clean HTML, with the images that are attached to its cell."""
        return self._laid_out(source, attachments) if attachments else self._shared(source)

    def _laid_out(self, source: str, attachments: dict[str, Any] | None = None) -> str:
        if len(_OPENED.findall(source)) > _MOST_OPENED:
            return as_typed(source)
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
            return as_typed(source)

    # nbconvert's own exporters give a text, and its base class says that they give a notebook.
    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: Any = None, **more: Any
    ) -> tuple[str, Any]:
        """As nbconvert has it, but for parsing the finished page once more, which takes ten times as long."""
        resources = self._init_resources(resources)
        text, resources = super(HTMLExporter, self).from_notebook_node(nb, resources, **more)
        return formulas.laid_out(text), resources

    def _preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        # In place of nbconvert's, which validates the whole notebook after each step: here it is rebuilt in the end.
        nb = deepcopy(nb)
        for preprocessor in self._preprocessors:
            nb, resources = preprocessor(nb, resources)
        return bare(nb), resources


@pass_context
def markdown(context: Any, source: str) -> str:
    r"""Markdown to clean HTML, as a filter for exporters that are not ours: formgrader's."""
    attachments = context.get("cell", {}).get("attachments")
    return formulas.laid_out(_exporter().text(source, attachments))


@lru_cache(1)
def _exporter() -> SafeHTMLExporter:
    return SafeHTMLExporter()


def coloured(source: str, **more: Any) -> str:
    r"""Python in colours, as HTML; whatever language a notebook calls it, since some take years to read."""
    # Lines of spaces cost their number squared.
    return _coloured_once("\n".join(line.rstrip() for line in source.split("\n")))


@lru_cache(2000)
def _coloured_once(source: str) -> str:
    return str(highlight(source, PythonLexer(), _FORMATTER))


def unchanged(text: str) -> str:
    r"""In place of nbconvert's `strip_files_prefix`, for notebooks of 2013, which takes long texts' length squared."""
    return text


class Bare(Preprocessor):
    """Leaves of a notebook what a page shows, for exporters that are not ours: formgrader's, which fails otherwise.

    The exporter that it works for then makes pages without MathJax: nothing but code can tell it to.
    """

    def __init__(self, **settings: Any) -> None:
        """Before the exporter reads its templates."""
        super().__init__(**settings)
        if isinstance(self.parent, HTMLExporter):
            self.parent.extra_loaders = [_NO_MATHJAX]

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """As nbconvert asks for it."""
        return bare(nb), resources
