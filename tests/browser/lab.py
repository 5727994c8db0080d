"""JupyterLab in headless Chromium, as a student or an instructor has it on the screen."""

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
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from on_page import SCREENSHOTS, Cards, Search, Stepper
from playwright.sync_api import Browser, Locator, Page, expect

from rnn_helpers.texts import data

# All cells in the page, also those off screen; nothing that pops up over them.
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none", "autosave": False},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
RAN = re.compile(r"\[\d+\]")
START_S = 120
RUN_MS = 180_000


@dataclass
class Notebook:
    """A notebook that is open in JupyterLab."""

    page: Page

    def run_all(self, timeout: int = RUN_MS) -> None:
        """Choose Run All Cells from the menu, and wait for the last one, at most so many milliseconds."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        expect(self.code_cells.last.locator(".jp-InputPrompt")).to_have_text(RAN, timeout=timeout)

    @property
    def code_cells(self) -> Locator:
        """The cells with code, from top to bottom."""
        return self.page.locator(".jp-CodeCell")

    @property
    def errors(self) -> list[str]:
        """Everything that stands on red: tracebacks and warnings."""
        return self.page.locator("[data-mime-type='application/vnd.jupyter.stderr']").all_text_contents()

    def cell(self, text: str) -> Locator:
        """The cell with this text in it."""
        return self.page.locator(".jp-NotebookPanel .jp-Cell").filter(has_text=text)

    def replace_line(self, text: str, typed: str) -> None:
        """Type something in place of a line of code; what it is indented by stays."""
        line = self.page.locator(".jp-NotebookPanel .cm-line").filter(has_text=text)
        line.click()
        for key in ("End", "Shift+Home"):
            self.page.keyboard.press(key)
        self.page.keyboard.type(typed)

    def write(self, cell: Locator, typed: str) -> None:
        """Type a text in place of all that a text cell says."""
        cell.locator(".jp-RenderedMarkdown").dblclick()
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(typed)
        self.page.keyboard.press("Shift+Enter")

    def save(self) -> None:
        """Save it by keyboard, and wait until that is done."""
        tab = self.page.locator(".lm-TabBar-tab.jp-mod-current.jp-mod-dirty")
        expect(tab).to_have_count(1)
        self.page.keyboard.press("Control+S")
        expect(tab).to_have_count(0)

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
        return self.open_here(name)

    def open_here(self, name: str, width: int = 1400, height: int = 1000) -> Notebook:
        """Open a notebook that is in the folder."""
        page = self.visit(f"lab/workspaces/{Path(name).stem}/tree/{name}", width, height)
        self._wait_for_cells(page, name)
        expect(page.locator("#jp-main-statusbar")).to_contain_text("| Idle", timeout=RUN_MS)
        return Notebook(page)

    def open_in_notebook_7(self, name: str) -> Notebook:
        """Open a notebook that is in the folder in the application of that name, which the same server has."""
        page = self.visit(f"notebooks/{name}")
        self._wait_for_cells(page, name)
        expect(page.locator(".jp-Toolbar-kernelName")).to_have_text(re.compile("Python"), timeout=RUN_MS)
        expect(page.locator(".jp-Notebook-ExecutionIndicator")).to_have_attribute("data-status", "idle", timeout=RUN_MS)
        return Notebook(page)

    def _wait_for_cells(self, page: Page, name: str) -> None:
        cells = json.loads((self.folder / name).read_text())["cells"]  # they are added to the page bit by bit
        expect(page.locator(".jp-NotebookPanel .jp-Cell")).to_have_count(len(cells), timeout=RUN_MS)

    def end_kernels(self) -> None:
        """End all kernels, as Shut Down All does."""
        headers = {"Authorization": f"token {self.token}"}
        with self.browser.new_context(extra_http_headers=headers) as context:
            for session in context.request.get(f"{self.url}/api/sessions").json():
                context.request.delete(f"{self.url}/api/sessions/{session['id']}")

    def visit(self, place: str, width: int = 1400, height: int = 1000) -> Page:
        """A new page at a place of the server's, of so many pixels."""
        page = self.browser.new_page(viewport={"width": width, "height": height})
        page.goto(f"{self.url}/{place}?token={self.token}")
        return page


@contextmanager
def serving(home: Path, folder: Path, browser: Browser) -> Iterator[Lab]:
    """JupyterLab with a home, settings and notebooks of its own, as if started in the folder; ended with the block."""
    for name, settings in SETTINGS.items():
        file = home / f"settings/@jupyterlab/{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings))
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    command += [f"--port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}"]
    log, environment = home / "lab.log", at_home(home) | {"JUPYTER_TOKEN": token}
    with log.open("w") as output:
        streams = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output}
        server = subprocess.Popen(command, cwd=folder, env=environment, **streams)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/api", server, log)
        yield Lab(url, token, folder, browser)
    finally:
        server.terminate()
        server.wait(timeout=60)


def at_home(home: Path) -> dict[str, str]:
    """The environment of somebody who has this home."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {
        "HOME": str(home),
        "PATH": programs,
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "IPYTHONDIR": str(home / "ipython"),
        "UNROLLED_DATA": str(data.folder()),  # the home is another
    }


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
