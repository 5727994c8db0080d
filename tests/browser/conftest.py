"""JupyterLab in headless Chromium, as a student has it on the screen."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from rnn_helpers import data

ROOT = Path(__file__).parents[2]
AXE = ROOT / "build/node_modules/axe-core/axe.min.js"
SCREENSHOTS = ROOT / "build/screenshots"
CHROMIUM_ARGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
# All cells in the page, also those off screen; nothing that pops up over them.
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none", "autosave": False},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
RAN = re.compile(r"\[\d+\]")
START_S = 120
RUN_MS = 180_000


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
        return [
            f"{violation['impact']}: {violation['help']}: {node['html']}"
            for violation in found
            for node in violation["nodes"]
            if violation["impact"] in ("serious", "critical")
        ]


class Stepper(Widget):
    """A stepper of a notebook; they are counted from 0."""

    def __init__(self, page: Page, place: int = 0) -> None:
        """Find it, and scroll to it."""
        super().__init__(page.locator(".widget-vbox").filter(has=page.locator(".widget-play")).nth(place))
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

    def steps_by_keyboard(self) -> None:
        """One press of the arrow key shows the next frame, in the picture and in words."""
        frame, (picture, caption) = int(self.frame), self.shown
        self.slider.focus()
        self.slider.press("ArrowRight")
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
        self.query.focus()
        self.query.press("Control+a")
        self.query.press_sequentially(query)


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


@dataclass
class Notebook:
    """A notebook that is open in JupyterLab."""

    page: Page

    def run_all(self) -> None:
        """Choose Run All Cells from the menu, and wait for the last one."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        expect(self.code_cells.last.locator(".jp-InputPrompt")).to_have_text(RAN, timeout=RUN_MS)

    def run_one_by_one(self) -> None:
        """Run each cell on its own: an error then stops nothing but its own cell."""
        for cell in self.code_cells.all():
            prompt = cell.locator(".jp-InputPrompt")
            prompt.click()
            prompt.press("Control+Enter")
            expect(prompt).to_have_text(RAN, timeout=RUN_MS)

    @property
    def code_cells(self) -> Locator:
        """The cells with code, from top to bottom."""
        return self.page.locator(".jp-CodeCell")

    @property
    def errors(self) -> list[str]:
        """Everything that stands on red: tracebacks and warnings."""
        return self.page.locator("[data-mime-type='application/vnd.jupyter.stderr']").all_text_contents()

    @property
    def stepper(self) -> Stepper:
        """The first stepper."""
        return Stepper(self.page)

    @property
    def search(self) -> Search:
        """The search box of the glossary."""
        return Search(self.page)

    @property
    def cards(self) -> Cards:
        """The flash cards of the glossary."""
        return Cards(self.page)

    def validate(self) -> str:
        """Press nbgrader's Validate button, and read what it says."""
        self.page.get_by_text("Validate", exact=True).click()
        dialog = self.page.locator(".jp-Dialog-content").filter(has_text="Validation Results")
        expect(dialog).to_be_visible(timeout=RUN_MS)
        return dialog.inner_text()

    def screenshot(self, name: str) -> None:
        """Keep what is on the screen now, in build/screenshots/."""
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png")


@pytest.fixture(scope="session")
def needed() -> None:
    """Skip where Chromium or axe-core is missing; fail instead where the browser test is required, as in CI."""
    missing = []
    if not shutil.which("chromium"):
        missing.append("Chromium: apt-get install chromium")
    if not AXE.exists():
        missing.append("axe-core: npm install --no-save --prefix build axe-core")
    if missing:
        give_up = pytest.fail if os.environ.get("UNROLLED_BROWSER") == "required" else pytest.skip
        give_up("the browser test needs " + ", and ".join(missing))


@pytest.fixture(scope="session")
def browser(needed) -> Iterator[Browser]:
    """Headless Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_ARGS)
        yield chromium
        chromium.close()


@dataclass
class Lab:
    """JupyterLab, running on this machine for this test alone."""

    url: str
    token: str
    folder: Path
    browser: Browser

    def put(self, notebook: Path, name: str) -> None:
        """Copy a notebook to where JupyterLab sees it."""
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(notebook, self.folder / name)

    def open(self, notebook: Path, name: str) -> Notebook:
        """Open a copy of a notebook in a page of its own."""
        self.put(notebook, name)
        page = self.browser.new_page(viewport={"width": 1400, "height": 1000})
        page.goto(f"{self.url}/lab/workspaces/{Path(name).stem}/tree/{name}?token={self.token}")
        cells = json.loads(notebook.read_text())["cells"]  # JupyterLab adds them to the page bit by bit
        expect(page.locator(".jp-NotebookPanel .jp-Cell")).to_have_count(len(cells), timeout=RUN_MS)
        expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=RUN_MS)
        return Notebook(page)


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory) -> Iterator[Lab]:
    """Start JupyterLab with a home, settings and notebooks of its own, and end it."""
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("notebooks")
    for name, settings in SETTINGS.items():
        file = home / f"settings/@jupyterlab/{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings))
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex()
    environment = os.environ | {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTER_TOKEN": token,
        "UNROLLED_DATA": str(data.folder()),  # the home is another
        "IPYTHONDIR": str(home / "ipython"),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [f"--port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}"]
    log = home / "lab.log"
    with log.open("w") as output:
        server = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/api", server, log)
        yield Lab(url, token, folder, browser)
    finally:
        server.terminate()
        server.wait(timeout=60)


def wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    """Ask until the server answers."""
    end = time.monotonic() + START_S
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start within {START_S} s:\n{log.read_text()}")
