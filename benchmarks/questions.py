"""What the named questions cost: each on a table of votes, and on the tutorial.

    python benchmarks/questions.py [GRAPH]

GRAPH is a built table of votes (docs/tables.md says how to build that of the United Nations); without it, 50,000 votes
are made up. Required parameters are filled in from the graph: an actor, a target, an issue, a reading. Figures are in
milliseconds, from the call to the answer: of the first question after the graph was opened, and the best of several.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from build import MADE_UP, ROOT, found, make_up_votes

from stancegraph import StanceGraph
from stancegraph.building import build
from stancegraph.queries.named_answer import NamedAnswer
from stancegraph.queries.questions import Kind, questions

RUNS = 5
ONE_STANCE = "SELECT ?reading ?actor ?target { ?reading sg:holder ?actor ; sg:target ?target } LIMIT 1"
AN_ISSUE = "SELECT ?issue { ?issue a sg:Issue } ORDER BY ?issue LIMIT 1"


def examples(graph: StanceGraph) -> dict[Kind, str]:
    """Return a name for each kind of parameter that is required."""
    (stance,), (issue,) = graph.select(ONE_STANCE), graph.select(AN_ISSUE)
    return {
        Kind.READING: stance["reading"],
        Kind.ACTOR: stance["actor"],
        Kind.TARGET: stance["target"],
        Kind.ISSUE: issue["issue"],
    }


def measure(path: Path) -> None:
    """Print what each question costs on a graph."""
    print(f"{'':20} {'first':>8} {'best':>8}   answer")
    for question in questions().values():
        with StanceGraph.open(path) as graph:
            given = {one.name: examples(graph)[one.kind] for one in question.parameters if one.required}
            times, answer = [], None
            for _ in range(RUNS):
                started = time.perf_counter()
                answer = graph.ask(question.name, **given)
                times.append((time.perf_counter() - started) * 1000)
            print(f"{question.name:20} {times[0]:8.1f} {min(times):8.1f}   {told(answer)}")


def told(answer: NamedAnswer | None) -> str:
    """Return in a few words what an answer is."""
    return f"{answer.answer}, {len(answer.rows)} rows" if answer else ""


def main(path: Path | None) -> None:
    """Measure on a graph of votes, and on the tutorial."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if path is None:
            path = work / "votes"
            make_up_votes(work, MADE_UP)
            build([*found(work), ROOT / "data/mappings/un-votes.yaml"], path)
        build([ROOT / "data/tutorial"], work / "tutorial", texts=ROOT / "data/tutorial/texts")
        for name, graph in (("votes", path), ("tutorial", work / "tutorial")):
            print(name)
            measure(graph)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
