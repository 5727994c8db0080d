"""Pages of notebooks that want to run something."""

from __future__ import annotations

import re
import time
from base64 import b64encode
from collections.abc import Callable
from functools import partial
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from nbgrader.server_extensions.formgrader import handlers
from tiny_course import NAME, ROOT

from autograder.course import notebook as nb
from autograder.course.folders import Course
from autograder.feedback.page import SafeHTMLExporter, clean

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ATTACKS = [
    "<script>evil()</script>",
    "<scr<script>ipt>evil()</script>",
    "<scr<style></style>ipt>evil()</script>",
    "<img src=x onerror=evil()>",
    "<img src='x' ONERROR = 'evil()'/>",
    "<a href='javascript:evil()'>x</a>",
    "<a href='JaVa&#115;cript:evil()'>x</a>",
    "<a href='java\tscript:evil()'>x</a>",
    "<a href='&#1;javascript:evil()'>x</a>",
    "<a href='data:text/html,<script>evil()</script>'>x</a>",
    "<a href=' da&#9;ta:text/html;base64,AAAA'>x</a>",
    "<a href='vbscript:evil()'>x</a>",
    "<iframe src='https://evil.example'></iframe>",
    "<iframe srcdoc='<script>evil()</script>'></iframe>",
    "<object data='evil.swf'></object><embed src='evil.swf'>",
    "<svg onload=evil()><script>evil()</script></svg>",
    "<svg><animate onbegin=evil() attributeName=x dur=1s></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=evil()></style></mglyph></table></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=evil()>'></noscript>",
    "<form action='https://evil.example'><button formaction='javascript:evil()'>x</button></form>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'><base href='https://evil.example'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<div style='position:fixed;top:0;background:url(https://evil.example)'>x</div>",
    "<img src='data:text/html;base64,AAAA'>",
    "<video><source onerror=evil()></video><body onload=evil()>",
    "<details open ontoggle=evil()>x</details>",
    "<!--><img src=x onerror=evil()>-->",
    "<xmp><img title='</xmp><img src=x onerror=evil()>'></xmp>",
    "<textarea><img title='</textarea><img src=x onerror=evil()>'></textarea>",
]


class Danger(HTMLParser):
    """Notes whatever of a page could run or reach out, as a browser's parser sees it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in "script iframe object embed svg math form button meta base link style video body noscript".split():
            self.found.append(tag)
        for name, value in attributes:
            place = re.sub(r"\s", "", value or "").lower()
            if name.startswith("on") or name in ("srcdoc", "action", "formaction"):
                self.found.append(name)
            if name in ("href", "src") and re.match(r"javascript:|vbscript:|data:text|data:,", place):
                self.found.append(place)
            if name == "style" and re.search(r"position|url\(", place):
                self.found.append(place)


def danger(page: str) -> list[str]:
    parser = Danger()
    parser.feed(page)
    return parser.found


@pytest.fixture(scope="module")
def exporter() -> SafeHTMLExporter:
    return SafeHTMLExporter()


def page(exporter: SafeHTMLExporter, *cells: object, **metadata: object) -> str:
    """What is between the page's own scripts and its end."""
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"  # of some thousand ids drawn by chance, two are sometimes the same
    text, _ = exporter.from_notebook_node(new_notebook(cells=list(cells), metadata=metadata))
    return text[text.index("<body") + 5 :]


def test_the_detector_detects() -> None:
    quiet = [attack for attack in ATTACKS if not danger(attack)]
    # Browsers read these otherwise than the detector's parser: what counts is that they do not survive.
    assert len(quiet) <= 5, quiet


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("where", ["markdown", "html", "output markdown", "raw", "comment in markdown"])
def test_nothing_runs(exporter: SafeHTMLExporter, attack: str, where: str) -> None:
    display = new_output("display_data", {"text/html": attack}, metadata={"text/html": {"isolated": True}})
    cell = {
        "markdown": new_markdown_cell(attack),
        "comment in markdown": new_markdown_cell(f"- a\n\n  {attack}\n\n> {attack}\n\n[x]({attack}) `{attack}`"),
        "html": new_code_cell("", outputs=[display]),
        "output markdown": new_code_cell("", outputs=[new_output("display_data", {"text/markdown": attack})]),
        "raw": new_raw_cell(attack, metadata={"raw_mimetype": "text/html"}),
    }[where]
    assert danger(page(exporter, cell)) == []


FORMULAS = [
    r"$\href{javascript:evil()}{x}$",
    r"$\text{<img src=x onerror=evil()>}$",
    r"$$\text{<img/><script>evil()</script>}$$",
    r"$\style{position:fixed}{x}$",
    r"$\class{a\" onload=\"evil()}{x}$",
    r"$\unicode{x3c}script\unicode{x3e}evil()$",
    r"$\color{red\" onclick=\"evil()}{x}$",
    r"![$\text{\" onerror=evil() }$](x.png)",
    '<span class="formula">$\\text{<img src=x onerror=evil()>}$</span>',
    "<img alt='<span class=\"formula\">$x$</span>' src=x>",
]


@pytest.mark.parametrize("attack", FORMULAS)
def test_no_formula_runs(exporter: SafeHTMLExporter, attack: str) -> None:
    assert set(danger(page(exporter, new_markdown_cell(attack)))) <= {"math"}


def test_a_formula_needs_no_script(exporter: SafeHTMLExporter) -> None:
    shown = page(exporter, new_markdown_cell("Above $$h_1 = 2$$ and `$h$`, below $x$."))
    for part in ('display="block"', "<msub><mi>h</mi><mn>1</mn></msub><mo>=</mo>", "<mi>x</mi>", "<code>$h$"):
        assert part in shown


@pytest.mark.parametrize("broken", ["$\\frac$", "$" + "{" * 900 + "$", "$" + "x" * 2000 + "$", "$}{$"])
def test_a_formula_that_cannot_be_read_stays_as_it_was_typed(exporter: SafeHTMLExporter, broken: str) -> None:
    assert broken in page(exporter, new_markdown_cell(broken))


@pytest.mark.parametrize("name", Course.at(ROOT).names())
def test_every_formula_of_the_course_is_shown(exporter: SafeHTMLExporter, name: str) -> None:
    cells = [cell for cell in nb.read(ROOT / "source" / name / f"{name}.ipynb").cells if cell.cell_type == "markdown"]
    left = re.findall(r'<span class="formula">.*?</span>|\\\\[a-z]+', page(exporter, *cells))
    assert left == []


@pytest.mark.parametrize(
    "output",
    [
        new_output("display_data", {"application/javascript": "evil()"}),
        new_output("display_data", {"application/vnd.jupyter.widget-view+json": {"model_id": "a"}}),
        new_output("display_data", {"image/svg+xml": "<svg onload='evil()'><script>evil()</script></svg>"}),
        new_output("display_data", {"image/png": "x\" onerror='evil()"}),
        new_output("display_data", {"image/png": "AAAA"}, metadata={"image/png": {"width": "1 onload=evil()"}}),
        new_output("display_data", {"image/jpeg": "AAAA"}, metadata={"image/jpeg": {"alt": "' onload=\"evil()"}}),
        new_output("display_data", {"text/latex": "<img src=x onerror=evil()>"}),
        new_output("stream", name="stdout", text="<script>evil()</script>\x1b[31m<img onerror=evil()>\x1b[0m"),
        new_output("error", ename="<b onclick=evil()>", evalue="<script>", traceback=["<script>evil()</script>"]),
        new_output("execute_result", {"text/plain": "<script>evil()</script>"}),
    ],
)
def test_no_output_runs(exporter: SafeHTMLExporter, output: object) -> None:
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {}}, "x": "</script><script>evil()</script>"}}
    assert danger(page(exporter, new_code_cell("1 < 2", outputs=[output]), widgets=state)) == []


def test_no_metadata_runs(exporter: SafeHTMLExporter) -> None:
    attack = '"><script>evil()</script>'
    cell = new_code_cell("x = 1", metadata={"tags": [attack], "nbgrader": {"grade_id": attack}, "alt": attack})
    language = {"name": attack, "pygments_lexer": attack}
    assert danger(page(exporter, cell, language_info=language, title=attack)) == []


def test_an_honest_page_looks_right(exporter: SafeHTMLExporter) -> None:
    image = b64encode(b"image").decode()
    text = (
        f"# Title\n\n> quoted\n\n$a < b$ and $$\\begin{{pmatrix}} 1 & 2 \\end{{pmatrix}}$$\n\n| a | b |\n|---|---|\n"
        f"| 1 | 2 |\n\n```python\nx < 1\n```\n\n[link](https://example.org) ![alt](data:image/png;base64,{image})\n\n"
        '<details><summary>More</summary><span style="color: red">x</span></details>'
    )
    frame = (
        "<div><style scoped>.dataframe { color: red }</style><table border='1' class='dataframe'><tr><td>7</td></tr>"
    )
    outputs = [
        new_output("display_data", {"text/html": f"{frame}</table></div>", "text/plain": "frame"}),
        new_output("display_data", {"image/png": image}, metadata={"image/png": {"width": 30}}),
        new_output("display_data", {"image/svg+xml": "<svg><circle/></svg>"}),
        new_output("display_data", {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "Stepper()"}),
        new_output("display_data", {"text/latex": "$x^2$"}),
    ]
    shown = page(exporter, new_markdown_cell(text), new_code_cell("def f(x):\n    return 1", outputs=outputs))
    for part in (
        '<h1 id="in-notebook-Title">',
        'href="#in-notebook-Title"',
        "<blockquote>",
        "<mi>a</mi><mo>&lt;</mo><mi>b</mi>",
        "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn>",
        "<th>a</th>",
        '<div class="highlight">',
        '<a href="https://example.org">link</a>',
        f'src="data:image/png;base64,{image}"',
        "<summary>More</summary>",
        '<span style="color:red">x</span>',
        "<td>7</td>",
        'width="30"',
        'alt="a figure without description"',
        "data:image/svg+xml;base64,",
        "Stepper()",
        "$x^2$",
        '<span class="k">def</span>',
    ):
        assert part in shown, part
    assert ".dataframe" not in shown


@pytest.mark.parametrize(
    "forged",
    [
        '<div class="full-credit"><i id="test_A">x</i></div>',
        '<a class="no-credit" href="#notebook" name="score">x</a>',
        '<p class="highlight full-credit" data-score="2">x</p>',
        '<textarea class="comment" id="comment">x</textarea>',
    ],
)
@pytest.mark.parametrize("where", ["markdown", "html"])
def test_nothing_passes_for_a_part_of_the_page(exporter: SafeHTMLExporter, forged: str, where: str) -> None:
    def marks(text: str) -> set[str]:
        """What a page's scripts and styles could look for."""
        shown = new_code_cell("", outputs=[new_output("display_data", {"text/html": text})])
        found = page(exporter, new_markdown_cell(text) if where == "markdown" else shown)
        assert re.search(r"[>\n]x[<\n]", found), "what they say is shown"
        return {mark for mark in re.findall(r'(?:class|id|name|data-[a-z]+)="[^"]*"', found) if "cell-id" not in mark}

    assert marks(forged) - marks("<div>x</div>") <= {'id="in-notebook-test_A"', 'class="highlight"'}


@pytest.mark.parametrize("place", ["https://evil.example/x.png", "//evil.example/x.png", "x.png", "/logout"])
@pytest.mark.parametrize("where", ["markdown", "html"])
def test_no_page_asks_anything_of_the_network(exporter: SafeHTMLExporter, place: str, where: str) -> None:
    display = new_output("display_data", {"text/html": f"<img src='{place}' alt='mine'><p style='color:url({place})'>"})
    text = new_markdown_cell(f"![mine]({place}) <img src={place} alt=mine> ![mine][1]\n\n[1]: {place}")
    found = page(exporter, text if where == "markdown" else new_code_cell("", outputs=[display]))
    assert 'alt="mine"' in found and place not in found


#: Ways to lay a link over the rest of a page, without a position: nothing of it may be found outside its own cell.
OVERLAYS = [
    "<a href='//evil' style='padding: 600px'>x</a>",
    "<a href='//evil' style='border-top: 600px solid'>x</a>",
    "<a href='//evil' style='font-size: 1500px; line-height: 0'>\N{FULL BLOCK}</a>",
    "<a href='//evil' style='display: block; height: 900px; margin-top: -800px'>x</a>",
    "<a href='//evil' style='display: block; height: 900px; margin-top: calc(0px - /**/ 800px)'>x</a>",
    "<div style='height: 0'><a href='//evil'><img src='data:image/png;base64,AA' width=900 height=900></a></div>",
    "<table style='height: 0'><caption><a href='//evil' style='padding: 600px'>x</a></caption></table>",
]
#: The texts of others that a click would not reach.
COVERED = """() => [...document.querySelectorAll('p')].filter(text => {
    text.scrollIntoView({block: 'center'});
    const {left, top, height} = text.getBoundingClientRect();
    return document.elementFromPoint(left + 5, top + height / 2) !== text;
}).map(text => text.textContent)"""


@pytest.mark.parametrize("whose", ["feedback's", "formgrader's"])
def test_nothing_lies_over_what_is_not_its_own(
    browser: Browser, course: Course, exporter: SafeHTMLExporter, whose: str
) -> None:
    tab = browser.new_page()
    tab.route("**/*", lambda route: route.abort())
    for overlay in OVERLAYS:
        mine = [new_markdown_cell(overlay), new_raw_cell(overlay), *displayed("text/html", overlay)]
        cells = [new_markdown_cell("above"), *mine, new_markdown_cell("below")]
        made, resources = (exporter, None) if whose == "feedback's" else formgraders(course)
        tab.set_content(made.from_notebook_node(new_notebook(cells=cells), resources)[0], wait_until="domcontentloaded")
        assert {"above", "below"}.isdisjoint(tab.evaluate(COVERED)), overlay
    tab.close()


def test_attachments(exporter: SafeHTMLExporter) -> None:
    cell = new_markdown_cell("![a](attachment:a.png)", attachments={"a.png": {"image/png": "AAAA"}})
    other = new_markdown_cell("![a](attachment:a.png)", attachments={"a.png": {"image/png": "BBBB"}})
    lost = new_markdown_cell("![a](attachment:none.png)")
    shown = page(exporter, cell, other, lost)
    assert "base64,AAAA" in shown and "base64,BBBB" in shown
    assert "<pre>![a](attachment:none.png)</pre>" in shown


def showing(kind: str, *contents: dict[str, object]) -> NotebookNode:
    """A cell with these outputs, which nbformat's own functions would check one by one, for seconds."""
    cell = new_code_cell("")
    cell.outputs = [from_dict({"output_type": kind, **content}) for content in contents]
    return cell


def displayed(kind: str, *texts: str) -> list[NotebookNode]:
    return [showing("display_data", *({"data": {kind: text}, "metadata": {}} for text in texts))]


def printed(*texts: str) -> list[NotebookNode]:
    return [showing("stream", *({"name": "stdout", "text": text} for text in texts))]


#: Ways to put texts into a notebook.
PUT: dict[str, Callable[..., list[NotebookNode]]] = {
    "code": lambda *texts: [new_code_cell(text) for text in texts],
    "markdown": lambda *texts: [new_markdown_cell(text) for text in texts],
    "raw": lambda *texts: [new_raw_cell(text) for text in texts],
    "printed": printed,
    "error": lambda *texts: [showing("error", *({"ename": "E", "evalue": "", "traceback": [text]} for text in texts))],
    "html": partial(displayed, "text/html"),
    "formula": partial(displayed, "text/latex"),
    "svg": partial(displayed, "image/svg+xml"),
    "image": partial(displayed, "image/png"),
    "attachment": lambda *texts: [new_markdown_cell("x", attachments={"a": {"image/png": text}}) for text in texts],
}
#: What is repeated to make what lays it out go over it again and again.
REPEATED = {
    "code": [" \n", "\n\t", "**", "**a", "`", "$", '"""', "f'{", "(", "\\", "@", "a.", "%%", "'"],
    "markdown": [
        *(
            "> ",
            "- ",
            "1. ",
            "# a\n",
            "==\n",
            "![[",
            "[a](",
            "*a ",
            "**a",
            "*a _b ",
            "~~a",
            "`",
            "`` ` ",
            "```\n",
            "<a ",
        ),
        *(
            "<!--",
            "<![CDATA[",
            "<?",
            "<script ",
            "&amp;",
            "| a | b |\n|---|---|\n",
            "|a",
            "[a]: b\n",
            "a\n\n",
            " ",
            "\\",
        ),
        *("$x$ ", "$", "$\\frac{", "$a_{", "\\begin{a}", "\\begin{a}\n\\end{a}\n", "http://a.", "\x1b[1m", ">(\n#"),
    ],
    "html": [
        "<b>",
        "<div>",
        "<ul><li>",
        "<b><p>",
        "<a><p>",
        "<table><b>",
        "<script ",
        "<!--",
        "&",
        "<p style='a:b'>",
        " ",
    ],
    "printed": ["\x1b[31m", "\x1b[1m\x1b[31mx", "\x1b[", "\x1b[1;2", "\x1b", "&", "\n", " "],
}


@pytest.mark.parametrize(
    ("way", "again"), [(way, again) for way, found in REPEATED.items() for again in found], ids=ascii
)
def test_a_page_takes_time_in_proportion_to_its_length(exporter: SafeHTMLExporter, way: str, again: str) -> None:
    def seconds(length: int, attempt: int) -> float:
        began = time.process_time()
        page(exporter, *PUT[way](f"{attempt}\n" + again * (length // len(again))))
        return time.process_time() - began

    page(exporter, new_markdown_cell("templates are read before"))
    # Where it took the square of the length it would be sixteen times as much, each time;
    # once, a collection of garbage may fall into it.
    assert any((long := seconds(16_000, attempt)) < 0.5 or long < 9 * seconds(4_000, attempt) for attempt in range(5))


@pytest.mark.parametrize("length", [10, 4_000])
@pytest.mark.parametrize("way", PUT)
def test_a_page_has_an_end(exporter: SafeHTMLExporter, way: str, length: int) -> None:
    def long(pieces: int) -> str:
        return page(exporter, *PUT[way](*[f"{number:08} {'x' * length}" for number in range(pieces)]))

    once, twice = long(1_200), long(2_400)
    assert len(twice) < 1.1 * len(once) and "[cut: " in twice


def test_an_image_that_is_too_large_leaves_a_note(exporter: SafeHTMLExporter) -> None:
    large = {"image/png": "A" * 6_000_000, "text/plain": "<Figure>"}
    shown = new_code_cell("", outputs=[new_output("display_data", large)])
    written = new_markdown_cell("mine", attachments={"a.png": {"image/png": large["image/png"]}})
    found = page(exporter, shown, written)
    assert "&lt;Figure&gt;" in found and "mine" in found and "AAAA" not in found
    assert "[cut: image/png, for" in found and "[cut: 1 images, for" in found


def test_what_is_cut_says_so_where_it_was_cut(exporter: SafeHTMLExporter) -> None:
    graded = {"nbgrader": {"grade": True, "solution": False, "grade_id": "test", "points": 1, "score": 0}}
    own = [new_code_cell(f"own = {number}") for number in range(600)]
    cells = [
        new_code_cell("first = 1\n" + "x = 1\n" * 100_000),
        *printed("printed\n" * 100_000, *["again"] * 1_500),
        *displayed("text/html", "<b>kept</b>", "<b>" * 100_000),
        new_markdown_cell("*written* " * 100_000),
        *own,
        new_code_cell("the_test()", metadata=graded, outputs=[new_output("stream", name="stdout", text="the verdict")]),
    ]
    text = re.sub(r"<[^>]+>", "", page(exporter, *cells))
    for part in ("first", "printed", "again", "kept", "*written*", "own", "the_test", "the verdict"):
        assert part in text, part
    found = re.findall(r"\[cut: [\d,]* ?(.*?)\]", text.replace("\n", ""))
    places = ["characters more", "characters more", "outputs more", "text/html, for which this page has no room"]
    assert found == [*places, "characters more", "cells, for which this page has no room"]


@pytest.mark.parametrize("name", Course.at(ROOT).names())
def test_of_an_honest_notebook_nothing_is_cut(exporter: SafeHTMLExporter, name: str) -> None:
    notebook = nb.read(ROOT / "source" / name / f"{name}.ipynb")
    figures = displayed("image/png", *["A" * 200_000] * 40)
    written = [new_markdown_cell("A paragraph of mine. " * 50) for _ in range(8)]
    assert "[cut: " not in page(exporter, *notebook.cells, *figures, *written)


@pytest.mark.parametrize("text", ["<b>" * 30_000, "x" * 4_000_000, "> " * 3000, "<b><p>" * 9_000, "![[" * 10_000])
def test_no_text_holds_up_a_class(exporter: SafeHTMLExporter, text: str) -> None:
    output = new_output("display_data", {"text/html": text})
    assert len(page(exporter, new_markdown_cell(text), new_code_cell("", outputs=[output]))) < 1_000_000


def test_bytes_are_cleaned_too() -> None:
    assert "evil" not in clean(b"<svg onload=evil()>\xff")


def formgraders(course: Course) -> tuple[HTMLExporter, dict[str, object]]:
    """Its own exporter and template, made as the extension makes them, with this course's configuration."""
    settings = course.config
    settings.HTMLExporter.template_name = "formgrade"
    settings.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    page = {"metadata": {"name": NAME}, "base_url": "/base", "notebook_id": NAME, "assignment_id": NAME}
    page |= {"submission_id": "1", "index": 0, "total": 1, "mathjax_url": "", "keyword": ""}
    return HTMLExporter(config=settings), page


def test_formgrader_shows_nothing_that_runs(course: Course) -> None:
    outputs = [
        new_output("display_data", {"text/html": "<script>evil()</script><b onclick=evil()>bold</b>"}),
        new_output("display_data", {"image/svg+xml": "<svg onload=evil()><script>evil()</script></svg>"}),
        new_output("display_data", {"text/markdown": "<img src=x onerror=evil()>"}),
        new_output("display_data", {"application/javascript": "evil()"}),
        # Each of these ended the page with an error.
        new_output("display_data", {"application/vnd.jupyter.widget-view+json": "a text"}),
        new_output("display_data", {"application/vnd.jupyter.widget-view+json": {}, "text/plain": "a widget"}),
    ]
    cells = [new_markdown_cell("**mine** $h_1$\n\n<script>evil()</script>"), new_code_cell("1", outputs=outputs)]
    for cell in cells:
        cell.metadata.nbgrader = {"grade": False, "solution": False, "locked": False, "grade_id": cell.cell_type}
    exporter, page = formgraders(course)
    html, _ = exporter.from_notebook_node(new_notebook(cells=cells), page)
    assert "<strong>mine</strong>" in html and "<b>bold</b>" in html and "<msub><mi>h</mi><mn>1</mn></msub>" in html
    assert not re.search(r"<script>\s*evil|on\w+=.?evil", html) and "a widget" in html
    # Nothing comes from elsewhere: no script, no style, no image, no font.
    assert re.findall(r"""(?:src|href|import|from|url)\W{0,3}(?:https?:)?//[^'"]*""", html) == []
    assert "x-dns-prefetch-control" in html, "it asks where the hosts of links are, before somebody follows them"
    assert "MathJax" not in html and "mathjax" not in html.replace("<!-- Loading mathjax macro -->", "")
    assert "[cut: " in exporter.from_notebook_node(new_notebook(cells=[new_code_cell("x\n" * 100_000)]), page)[0]
