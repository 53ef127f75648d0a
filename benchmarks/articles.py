"""What a build of annotated articles costs: made-up corpora of two sizes, and one article that is added to twelve.

    python benchmarks/articles.py [ARTICLES …] [--jobs N] [--readings N]

ARTICLES are numbers of articles (100 1000); `corpus.py` says what the corpora are like, and that they are always the
same. Every build is a process of its own, from its start to its end; the peak is that of its largest process. `known`
is a build into a graph that holds the same corpus: of the shapes, nothing is left to check.
"""

from __future__ import annotations

import argparse
import tempfile
from itertools import pairwise
from pathlib import Path
from shutil import copytree

from build import BUILD, Cost, cost_of
from corpus import READINGS, SEED, write_corpus

from stancegraph.rules.shape_jobs import available_jobs

FEW = 12
WIDTH = 44


def build(corpus: Path, graph: Path, *options: str) -> Cost:
    """Build a corpus in a process, and return what that took."""
    return cost_of(BUILD, corpus, "--texts", corpus / "texts", "-o", graph, *options)


def line(what: str, cost: Cost) -> str:
    """Return one line of the table."""
    return f"{what:{WIDTH}} {cost.seconds:8.2f} {cost.cpu:8.2f} {cost.peak:9,.0f}"


def measure(work: Path, articles: int, readings: int, jobs: list[str]) -> dict[str, Cost]:
    """Print what a corpus of some articles costs, in three ways, and return it."""
    corpus, graph = work / f"corpus-{articles}", work / f"graph-{articles}"
    write_corpus(corpus, articles, readings)
    ways = {
        "no shapes": build(corpus, work / f"plain-{articles}", "--no-shapes"),
        "shapes": build(corpus, graph, *jobs),
        "shapes, known": build(corpus, graph, *jobs),
    }
    for way, cost in ways.items():
        print(line(f"{articles:,} articles, {way}", cost), flush=True)
    return ways


def grow_by_one(work: Path, readings: int, jobs: list[str]) -> None:
    """Print what it costs to add an article to twelve, beside what it may cost."""
    one, twelve, thirteen = (work / f"few-{articles}" for articles in (1, FEW, FEW + 1))
    for corpus, articles in ((one, 1), (twelve, FEW), (thirteen, FEW + 1)):
        write_corpus(corpus, articles, readings)
    graph = work / "growing"
    alone, cold = build(one, work / "alone", *jobs), build(twelve, graph, *jobs)
    copytree(graph, work / "again")
    known = build(twelve, work / "again", *jobs)
    added = build(thirteen, graph, *jobs)
    anew = build(thirteen, work / "anew", *jobs)
    for what, cost in (
        ("1 article", alone),
        (f"{FEW} articles", cold),
        (f"{FEW} articles, known", known),
        (f"{FEW + 1} articles, of which {FEW} are known", added),
        (f"{FEW + 1} articles", anew),
    ):
        print(line(what, cost))
    most = 2 * alone.seconds + known.seconds
    print(f"{'the 13th: of twice one article + 12 known':{WIDTH}} {added.seconds / most:8.0%}")


def main(counts: list[int], readings: int, jobs: list[str]) -> None:
    """Measure, and print side by side."""
    print(f"seed {SEED}, {readings} readings an article, {available_jobs()} cores {' '.join(jobs)}")
    print(f"{'':{WIDTH}} {'seconds':>8} {'CPU s':>8} {'peak MiB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        measured = {count: measure(Path(folder), count, readings, jobs) for count in counts}
        for less, more in pairwise(counts):
            for way, cost in measured[less].items():
                factor = measured[more][way].seconds / cost.seconds
                print(f"{f'growth from {less:,} to {more:,}, {way}':{WIDTH}} {factor:7.1f} ×")
        grow_by_one(Path(folder), readings, jobs)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="What a build of annotated articles costs.")
    parser.add_argument("articles", nargs="*", type=int, default=[100, 1000], metavar="ARTICLES")
    parser.add_argument("--readings", type=int, default=READINGS, metavar="N", help="readings an article")
    parser.add_argument("--jobs", metavar="N", help="processes that check the shapes")
    given = parser.parse_args()
    main(given.articles, given.readings, ["--jobs", given.jobs] if given.jobs else [])
