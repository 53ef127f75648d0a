"""How long a page takes: to be written, of that to be laid out, to open in a browser; how well it follows the mouse.

    python benchmarks/page.py [NODES…]

Two cores, Python 3.11, numpy 2.4, Chromium 156 without a graphics card:

     nodes  lines  write s  layout s    MB  open s  frames/s
        60     80      2.5       2.3   0.6     0.5        62
       500    650      1.8       1.5   1.4     0.8        61
      2000   2653      2.0       1.7   4.2     2.1        44

Small graphs take longest to lay out: a search untangles their lines.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from stancegraph.render.page import render_page
from stancegraph.render.page_data import PageData, PageEvidence, PageNode, PageReading, PageSource
from stancegraph.render.page_network import to_picture

SIZES = (60, 500, 2000)
COUNT_FRAMES = """window.frames_seen = 0;
(function count() { frames_seen += 1; requestAnimationFrame(count); })();"""
PANNING = 2.0  # seconds


def corpus(size: int) -> PageData:
    """Return a page of so many nodes, two thirds of them actors, each with stances on one to three propositions."""
    chance = random.Random(7)  # noqa: S311 - it makes up a graph
    actors = [PageNode(id=f"actor:a{n}", label=f"Actor number {n}", kind="state") for n in range(size * 2 // 3)]
    targets = [
        PageNode(id=f"prop:p{n}", label=f"Proposition number {n} is adopted by all", kind="proposition")
        for n in range(size - len(actors))
    ]
    pairs = [(actor.id, target.id) for actor in actors for target in chance.sample(targets, chance.randint(1, 3))]
    readings = tuple(
        PageReading(
            id=f"stance:s{number}",
            kind="stance",
            holder=holder,
            target=target,
            source="source:s",
            position="support",
            value=chance.choice((-1.0, -0.67, -0.33, 0.0, 0.33, 0.67, 1.0)),
            published="2031-03-02",
            evidence=(
                PageEvidence(exact=f"the words that stance number {number} rests on", start=number, end=number + 40),
            ),
        )
        for number, (holder, target) in enumerate(pairs)
    )
    source = PageSource(id="source:s", title="A source", publisher="The Daily", published="2031-03-02")
    return PageData(title=f"{size} nodes", nodes=(*actors, *targets), readings=readings, sources=(source,))


def written(data: PageData, file: Path) -> tuple[float, float]:
    """Write the page; return the seconds that took, and those that the layout alone takes."""
    start = time.perf_counter()
    file.write_text(render_page(data), encoding="utf-8")
    whole = time.perf_counter() - start
    start = time.perf_counter()
    to_picture(data, seed=7)
    return whole, time.perf_counter() - start


def opened(file: Path) -> tuple[float, float]:
    """Return the seconds until the page can be used in Chromium, and its frames a second while it is dragged."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        start = time.perf_counter()
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready=true]")
        ready = time.perf_counter() - start
        page.evaluate(COUNT_FRAMES)
        page.mouse.move(640, 400)
        page.mouse.down()
        start, moves = time.perf_counter(), 0
        while time.perf_counter() - start < PANNING:
            moves += 1
            page.mouse.move(640 + moves % 200, 400)
        frames = page.evaluate("frames_seen") / (time.perf_counter() - start)
        browser.close()
    return ready, frames


def main() -> None:
    """Print a row for each size."""
    print(f"{'nodes':>6} {'lines':>6} {'write s':>8} {'layout s':>9} {'MB':>5} {'open s':>7} {'frames/s':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, sys.argv[1:] or SIZES):
            data, file = corpus(size), Path(folder) / f"{size}.html"
            write, layout = written(data, file)
            ready, frames = opened(file) if shutil.which("chromium") else (float("nan"), float("nan"))
            megabytes = file.stat().st_size / 1e6
            row = f"{size:>6} {len(data.readings):>6} {write:>8.1f} {layout:>9.1f} {megabytes:>5.1f}"
            print(f"{row} {ready:>7.1f} {frames:>9.0f}")


if __name__ == "__main__":
    main()
