"""Pages of the web edition, opened from a folder on disk, as whoever reads them has them on the screen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from on_page import AXE, ROOT, serious
from playwright.sync_api import Browser, Locator, Page, Request, expect

VALIDATOR = ROOT / "build/node_modules/html-validate/bin/html-validate.mjs"
FIRST_VIEW_BYTES = 600_000
WIDTHS = (390, 768, 1280)


def build(into: Path, *names: str) -> Path:
    """Build the site; with names, these notebooks alone are run."""
    command = [sys.executable, "-m", "website", *names, "--into", str(into)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return into


def notebook(site: Path, number: str) -> Path:
    """The page of a notebook."""
    (found,) = site.glob(f"notebooks/{number}_*/*.html")
    return found


def first_view_bytes(browser: Browser, path: Path) -> int:
    """All that a page asks for until somebody scrolls or clicks."""
    with opened(browser, path) as tab:
        tab.page.wait_for_load_state("networkidle")
        files = {Path(unquote(urlsplit(url).path)) for url in tab.asked if url.startswith("file:")}
    return sum(file.stat().st_size for file in files)


def not_valid(site: Path) -> str:
    """What html-validate says of the pages; nothing if all is well."""
    rules = site.parent / "rules.json"
    rules.write_text('{"root": true, "extends": ["html-validate:standard"]}')
    command = ["node", str(VALIDATOR), "--config", str(rules), *map(str, site.rglob("*.html"))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@dataclass
class Tab:
    """A page in a tab of its own."""

    page: Page
    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def steppers(self) -> list[WebStepper]:
        """All steppers, from top to bottom."""
        return [WebStepper(box) for box in self.page.locator("unrolled-stepper").all()]

    def violations(self) -> list[str]:
        """Every serious or critical thing that axe-core finds."""
        self.page.evaluate(AXE.read_text())
        # Without `preload`, it would read style sheets, which a page from a folder may not.
        found = self.page.evaluate("async () => (await axe.run({preload: false})).violations")
        return serious(found)


@contextmanager
def opened(browser: Browser, path: Path, width: int = 1280, **settings: object) -> Iterator[Tab]:
    """Open a file; nothing fails on it, and nothing is asked for that is not a file."""
    page = browser.new_page(viewport={"width": width, "height": 800}, **settings)
    tab = Tab(page)
    page.on("pageerror", lambda error: tab.errors.append(str(error)))
    page.on("requestfailed", lambda request: tab.errors.extend(_failed(request)))
    page.on("request", lambda request: tab.asked.append(request.url))
    page.goto(path.as_uri())
    yield tab
    page.close()
    assert tab.errors == []
    assert [url for url in tab.asked if urlsplit(url).scheme not in ("file", "data")] == []


def _failed(request: Request) -> list[str]:
    """What could not be had; what a page asked for when it was left does not count."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


class WebStepper:
    """A stepper of a page."""

    def __init__(self, box: Locator) -> None:
        """Scroll to it, and wait for its controls."""
        self.box = box
        box.scroll_into_view_if_needed()
        self.slider = box.get_by_role("slider").first
        expect(self.slider).to_be_visible()
        self.play = box.get_by_role("button")
        self.caption = box.locator("p")
        self.picture = box.locator("img").first
        self.last = int(self.slider.get_attribute("max"))

    def at(self, frame: int) -> None:
        """Wait until it stands at this frame, in its controls and in its picture."""
        expect(self.slider).to_have_value(str(frame))
        expect(self.box).to_have_attribute("data-shown", str(frame))
        expect(self.picture).to_have_attribute("alt", self.caption.text_content())

    def walk(self) -> list[str]:
        """Click the slider and press the arrow key to the end; returns each caption."""
        self.slider.click()
        self.slider.page.keyboard.press("Home")
        self.at(1)
        captions = [self.caption.inner_text()]
        for frame in range(2, self.last + 1):
            self.slider.page.keyboard.press("ArrowRight")
            self.at(frame)
            captions.append(self.caption.inner_text())
        return captions

    def choose_all(self) -> Iterator[list[str]]:
        """Choose by mouse and keys; gives for each choice what its options show."""
        for options in self.box.locator("fieldset").all():
            yield [self.shown(option.click) for option in options.locator("label").all()]
        for slider in self.box.get_by_role("slider").all()[1:]:
            keys = ["Home", *["ArrowRight"] * int(slider.get_attribute("max"))]
            slider.click()
            yield [self.shown(partial(self.box.page.keyboard.press, key)) for key in keys]

    def shown(self, choose: Callable[[], None]) -> str:
        """Picture and caption, once they are those of what was chosen."""
        choose()
        expect(self.box).to_have_attribute("data-choice", str(self.box.evaluate("box => box.combination")))
        return self.box.locator(".picture").inner_html() + self.caption.inner_text()


class _Links(HTMLParser):
    """All places to which a page leads, and all that others can lead to."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.places: set[str] = set()
        self.feed(page.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value is not None:
                self.links.add(value)
            elif name == "id" and value:
                self.places.add(value)


def broken_links(site: Path) -> list[str]:
    """Links of all pages that lead to no file, or to no place in one."""
    pages = {page: _Links(page) for page in site.rglob("*.html")}
    broken = []
    for page, found in pages.items():
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            place = unquote(parts.fragment)
            if not target.is_file() or (place and place not in pages[target].places):
                broken.append(f"{page.relative_to(site)}: {link}")
    return broken
