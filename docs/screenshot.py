"""Take the README's picture of the search page, from the running program.

    .venv/bin/python docs/screenshot.py

Indexes corpus/ into a temporary folder, serves it on loopback and photographs the page in
the system's Chromium.
"""

import shutil
import tempfile
import threading
from pathlib import Path

import waitress
from playwright.sync_api import sync_playwright

import indexer
import search_web

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "search-page.png"


def main() -> None:
    """Write PICTURE."""
    with tempfile.TemporaryDirectory() as folder:
        indexer.build([ROOT / "corpus"], Path(folder, "index"))
        app = search_web.create_app(Path(folder, "index"))
        server = waitress.create_server(app, host="127.0.0.1", port=0)
        threading.Thread(target=server.run, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            page = browser.new_page(viewport={"width": 820, "height": 900}, device_scale_factor=1.5)
            page.goto(f"http://127.0.0.1:{server.effective_port}/search?q=wsgi")
            page.screenshot(path=PICTURE)
            browser.close()


if __name__ == "__main__":
    main()
