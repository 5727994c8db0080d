"""What stands below a cell of a notebook on the page: steppers, search box, cards."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

ROOT = Path(__file__).parents[2]
AXE = ROOT / "build/node_modules/axe-core/axe.min.js"
SCREENSHOTS = ROOT / "build/screenshots"
_FOUND = "axe.run().then(found => found.violations.map(each => each.id))"


def violations(browser: Browser, page: Path, width: int, scheme: str = "light") -> list[str]:
    """What axe-core finds on a page of ours, by its ids, on a screen of this width that the page must fit."""
    # A page may refuse scripts that are not its own, and axe-core is none of them.
    tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    tab.goto(page.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.add_script_tag(path=AXE)
    found = tab.evaluate(_FOUND)
    # And once more with all that is folded: axe-core leaves out what is not to be seen.
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    found += tab.evaluate(_FOUND)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.close()
    return found


def serious(found: list[dict]) -> list[str]:
    """Of what axe-core found, all that is serious or critical, with the element that it is about."""
    return [
        f"{violation['impact']}: {violation['help']}: {node['html']}"
        for violation in found
        for node in violation["nodes"]
        if violation["impact"] in ("serious", "critical")
    ]


def tab_to(there: Locator) -> None:
    """Press Tab until something has the focus."""
    for _ in range(60):
        if there.evaluate("there => there === document.activeElement"):
            return
        there.page.keyboard.press("Tab")
    pytest.fail(f"no Tab leads to {there}")


class Widget:
    """A box of controls, as it is on the page."""

    def __init__(self, box: Locator) -> None:
        """Scroll to it."""
        self.box = box
        self.box.scroll_into_view_if_needed()

    def screenshot(self, name: str) -> None:
        """Keep what it looks like now, in build/screenshots/."""
        self.box.screenshot(path=SCREENSHOTS / f"{name}.png")

    def violations(self) -> list[str]:
        """Every serious or critical thing that axe-core finds."""
        self.box.page.evaluate(AXE.read_text())
        found = self.box.evaluate("async box => (await axe.run(box)).violations")
        return serious(found)


class Stepper(Widget):
    """A stepper of a notebook; they are counted from 0."""

    def __init__(self, page: Page, place: int = 0) -> None:
        """Find it, and scroll to it."""
        super().__init__(page.locator(".stepper").nth(place))
        self.window = self.box.locator(".stepper-window")
        self.track = self.box.locator(".noUi-base").first
        self.slider = self.box.get_by_role("slider").first
        self.play = self.box.get_by_role("button", name="play or pause")
        self.picture = self.box.locator("img.widget-image")
        self.caption = self.box.locator(".widget-html p").first
        expect(self.picture).to_be_visible()

    @property
    def frame(self) -> str:
        """Where the slider stands."""
        return self.slider.get_attribute("aria-valuetext")

    @property
    def shown(self) -> tuple[str, str]:
        """The picture and its caption."""
        return self.picture.get_attribute("src"), self.caption.inner_text()

    def press(self, key: str) -> None:
        """Click the handle of the slider, and press a key."""
        self.slider.click()
        self.box.page.keyboard.press(key)

    def steps_by_keyboard(self) -> None:
        """One press of the arrow key shows the next frame, in the picture and in words."""
        frame, (picture, caption) = int(self.frame), self.shown
        self.press("ArrowRight")
        expect(self.slider).to_have_attribute("aria-valuetext", str(frame + 1))
        expect(self.picture).not_to_have_attribute("src", picture)
        expect(self.caption).not_to_have_text(caption)


class Search(Widget):
    """The search box of the glossary."""

    def __init__(self, page: Page) -> None:
        """Find it, and scroll to it."""
        super().__init__(page.locator(".widget-vbox").filter(has=page.get_by_role("textbox", name="Find a term")))
        self.query = self.box.get_by_role("textbox", name="Find a term")
        self.count = self.box.get_by_role("status")
        self.names = self.box.locator("dt")
        self.answers = self.box.locator("dd")

    def type(self, query: str) -> None:
        """Replace what stands in the box, key by key."""
        self.query.click()
        self.box.page.keyboard.press("Control+a")
        self.box.page.keyboard.type(query)


class Cards(Widget):
    """The flash cards of the glossary."""

    def __init__(self, page: Page) -> None:
        """Find them, and scroll to them."""
        turn = page.get_by_role("button", name="Turn over")
        super().__init__(page.locator(".widget-vbox").filter(has=turn))
        self.pack = self.box.get_by_role("combobox", name="Pack")
        self.card = self.box.get_by_role("status")
        self.turn = self.box.get_by_role("button", name="Turn over")
        self.tally = self.box.get_by_text(" left, ")
