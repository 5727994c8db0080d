"""How long a reader of the web edition waits for one step of a stepper, in Chromium, from a folder on disk.

Prints a table, adds the figure to build/bench.json, and exits with 1 if the bound is not met.
"""

import shutil
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright
from results import Figure, report

from rnn_helpers.figures import ConceptMap
from website import frames

STATIC = Path(__file__).parents[1] / "website/static"
MOST_MS = 16

PAGE = """<!doctype html><title>One stepper</title><link rel="stylesheet" href="../static/site.css">
<script defer src="../static/stepper.js"></script>{}"""
# From the key to the picture: a step is done once the frame that was asked for stands on the page.
MEASURE = """async (box) => {
  const slider = box.querySelector("input"), taken = [];
  for (let frame = 2; frame <= Number(slider.max); frame += 1) {
    const shown = new Promise((done) => {
      const seen = new MutationObserver(() => {
        if (Number(box.dataset.shown) === frame) done(seen.disconnect());
      });
      seen.observe(box, { attributes: true });
    });
    const start = performance.now();
    slider.valueAsNumber = frame;
    slider.dispatchEvent(new Event("input"));
    await shown;
    taken.push(performance.now() - start);
    await new Promise((later) => setTimeout(later, 100));
  }
  return taken;
}"""


def measure() -> float:
    """Return the median milliseconds of a step."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page, pictures = Path(folder) / "a/b/page.html", Path(folder) / frames.FOLDER
        for each in (page.parent, pictures):
            each.mkdir(parents=True)
        shutil.copytree(STATIC, Path(folder) / "a/static")
        page.write_text(PAGE.format(frames.element(ConceptMap(), "stepper-15-1", pictures)))
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        tab = chromium.new_page(viewport={"width": 1280, "height": 800})
        tab.goto(page.as_uri())
        stepper = tab.locator("unrolled-stepper[data-shown]")
        stepper.wait_for()
        taken = stepper.evaluate(MEASURE)
        chromium.close()
    return statistics.median(taken)


def main() -> int:
    """Measure, print, store."""
    return report([Figure("one step on a page", measure(), "ms", most=MOST_MS, name="web_step_ms")])


if __name__ == "__main__":
    sys.exit(main())
