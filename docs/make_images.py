"""Takes the pictures that the docs show, of the pages that `make demo` leaves, in the Chromium of the system.

``python docs/make_images.py`` after `make demo`. Pictures are looked at, not compared: fonts differ between machines.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = {"article": (1280, 800), "tutorial": (1280, 860)}


def main() -> None:
    """Write docs/images/NAME.png for each page of the demo."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, (width, height) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto((ROOT / "stancegraph-demo" / f"{name}.html").as_uri())
            page.wait_for_timeout(1500)
            page.screenshot(path=ROOT / "docs" / "images" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
