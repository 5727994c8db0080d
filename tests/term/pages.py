"""What students and instructors see of nbgrader in the browser."""

from __future__ import annotations

from dataclasses import dataclass

from lab import RUN_MS, SCREENSHOTS, Lab
from playwright.sync_api import Locator, Page, Route, expect


class AssignmentList:
    """nbgrader's panel for students."""

    def __init__(self, lab: Lab) -> None:
        """Open it from the menu."""
        self.page = lab.visit("lab/workspaces/assignments")
        self.page.get_by_role("menuitem", name="Nbgrader", exact=True).click(timeout=RUN_MS)
        self.page.get_by_role("menuitem", name="Assignment List", exact=True).click()

    def press(self, which: str, button: str, assignment: str) -> None:
        """Press the button of an assignment in one of the three lists, and wait until it is done."""
        item = self.items(which, assignment)
        item.get_by_role("button", name=button, exact=True).click(timeout=RUN_MS)
        expect(self.page.get_by_role("button", name="...")).to_have_count(0, timeout=RUN_MS)

    def items(self, which: str, assignment: str) -> Locator:
        """The rows of an assignment in a list: released, fetched or submitted."""
        rows = self.page.locator(f"#{which}_assignments_list > .list_item")
        return rows.filter(has_text=assignment)

    def screenshot(self, name: str) -> None:
        """Keep what it looks like, in build/screenshots/."""
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")


@dataclass
class Grading:
    """One submission in formgrader."""

    page: Page

    def give(self, cell: str, score: str, comment: str) -> None:
        """Type a score and a comment, and wait until formgrader has saved each."""
        for box, typed in ((f"#{cell}", score), (f"#{cell}-comment", comment)):
            with self.page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
                self.page.locator(box).click()
                self.page.keyboard.type(typed)
                self.page.keyboard.press("Tab")
            assert saved.value.ok

    def has(self, cell: str, score: str, comment: str) -> None:
        """What stands in the boxes of an answer."""
        expect(self.page.locator(f"#{cell}")).to_have_value(score)
        expect(self.page.locator(f"#{cell}-comment")).to_have_value(comment)

    def screenshot(self, name: str) -> None:
        """Keep the whole page, in build/screenshots/."""
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


class Formgrader:
    """nbgrader's pages for instructors."""

    def __init__(self, lab: Lab) -> None:
        """Open it."""
        self._home = f"{lab.url}/formgrader/manage_assignments"
        self._page = lab.visit("formgrader/manage_assignments")
        #: What it asked of any other machine, in vain.
        self.asked_elsewhere: list[str] = []
        self._page.route(lambda url: not url.startswith(lab.url), self._refuse)

    def _refuse(self, route: Route) -> None:
        self.asked_elsewhere.append(route.request.url)
        route.abort()

    def press(self, button: str, assignment: str) -> None:
        """Press a button of an assignment: release, collect, release-feedback; and read that it worked."""
        self._page.goto(self._home)
        row = self._page.locator("tr").filter(has=self._page.get_by_text(assignment, exact=True))
        row.locator(f".{button} a").click()
        said = self._page.locator("#success-modal, #error-modal")
        expect(said).to_contain_text("Successfully", timeout=RUN_MS)
        said.get_by_role("button", name="OK").click()
        expect(said).to_have_count(0)

    def submissions(self, assignment: str) -> Locator:
        """Manual Grading, an assignment, its notebook of the same name: the rows of submissions, with names shown."""
        self._page.get_by_role("link", name="Manual Grading").first.click()
        for _ in ("assignment", "notebook"):
            self._page.locator("#main-table, table").get_by_role("link", name=assignment, exact=True).click()
        rows = self._page.locator("tbody tr")
        expect(rows.get_by_role("link").first).to_be_visible()  # names are hidden again where rows come late
        self._page.get_by_role("button", name="Show All Names").click()
        return rows

    def open(self, assignment: str, name: str) -> Grading:
        """The submission of a student."""
        self.submissions(assignment).get_by_role("link", name=name, exact=True).click()
        # Before it has them, it forgets what is typed.
        self._page.wait_for_function("window.formgrader?.grades?.loaded && formgrader.comments?.loaded")
        return Grading(self._page)

    def screenshot(self, name: str) -> None:
        """Keep what it looks like, in build/screenshots/."""
        self._page.screenshot(path=SCREENSHOTS / f"{name}.png")
