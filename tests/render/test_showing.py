"""Descriptions, explanations and counts for people: complete, and harmless whatever the sources say."""

import re
from pathlib import Path
from typing import Final

import pytest

from stancegraph.api import StanceGraph
from stancegraph.iris import Names
from stancegraph.queries.counting import Statistics
from stancegraph.queries.describe import Description, Value
from stancegraph.queries.explain import Explanation
from stancegraph.queries.quoting import Quote
from stancegraph.render.showing import render_description, render_explanation, render_statistics
from stancegraph.store.manifest import Manifest
from stancegraph.visible import cells

NAMES: Final = Names()
ACTING: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
HOSTILE: Final = "\x1b[31mred\u202eder\x07"


def quote(words: str = "We will not", start: int = 3) -> Quote:
    return Quote(
        source=NAMES.expand("source:wire-1"), start=start, end=start + 9, exact=words, evidence=NAMES.expand("span:a")
    )


def described(label: str = "Arland", **values: object) -> Description:
    given = {
        "iri": NAMES.expand("actor:arland"),
        "label": label,
        "types": ["State"],
        "values": {
            "alias": [Value(value="The Crown", language="en")],
            "distributive": [Value(value=True)],
            "organOf": [Value(value=NAMES.expand("actor:brin"), label="Brin")],
        },
        "named_by": {"holder": 1200},
        "quotes": [quote()],
    }
    return Description(**{**given, **values})  # type: ignore[arg-type]


def test_a_node() -> None:
    assert render_description(described(), NAMES) == (
        "Arland\n"
        "actor:arland (State)\n"
        "\n"
        "field         value\n"
        "------------  -----------------\n"
        "alias         The Crown (en)\n"
        "distributive  true\n"
        "organOf       Brin (actor:brin)\n"
        "\n"
        "wire-1 3–12: We will not\n"
        "\n"
        "named by others as: holder 1,200\n"
    )


def test_a_node_of_which_little_is_said() -> None:
    bare = described(types=[], values={}, named_by={}, quotes=[])
    assert render_description(bare, NAMES) == "Arland\nactor:arland (no type)\n"


def explained(**values: object) -> Explanation:
    given = {"iri": NAMES.expand("stance:a.b.c"), "label": "Arland: oppose, Tolls", "ground": "stated"}
    return Explanation(**{**given, **values})  # type: ignore[arg-type]


def test_premises_stand_below_what_rests_on_them() -> None:
    premise = explained(quotes=[quote()])
    whole = explained(
        iri=NAMES.expand("actor:lena-ost"),
        label="Lena Ost",
        ground="derived",
        rule=NAMES.expand("sg:rule-official"),
        premises=[premise, explained(ground="inferred", basis="It says so.", quotes=[quote("No", 40)])],
        quotes=[quote(), quote("No", 40)],
    )
    assert render_explanation(whole, NAMES) == (
        "Lena Ost (actor:lena-ost): derived by sg:rule-official\n"
        "  Arland: oppose, Tolls (stance:a.b.c): stated\n"
        "    wire-1 3–12: We will not\n"
        "  Arland: oppose, Tolls (stance:a.b.c): inferred\n"
        "    because: It says so.\n"
        "    wire-1 40–49: No\n"
    )  # and no quote is told twice


def test_an_entry_of_the_registry() -> None:
    text = render_explanation(explained(ground=""), NAMES)
    assert text == "Arland: oppose, Tolls (stance:a.b.c): an entry of the registry, which no source states\n"


def test_a_row_of_a_table_is_named_without_offsets() -> None:
    text = render_explanation(explained(quotes=[quote("votes.csv 7", -1)]), NAMES)
    assert text.splitlines()[1] == "  wire-1: votes.csv 7"


def statistics(**values: object) -> Statistics:
    manifest = Manifest(version="0.1", base=NAMES.base, inputs=[], options={}, counts={}, graphs=[], latest="2031")
    given = {
        "manifest": manifest,
        "counts": {"sources": 12, "stances": 1200, "State": 7},
        "stances": {"position": {"support": 24, "": 8}, "annotator": {NAMES.expand("annotator:reader-1"): 32}},
        "published": ("2031-02-03T17:00:00Z", "2031-09-29T06:00:00Z"),
    }
    return Statistics(**{**given, **values})  # type: ignore[arg-type]


def test_counts() -> None:
    lines = render_statistics(statistics()).splitlines()
    assert lines[0] == "12 sources, published 2031-02-03 to 2031-09-29"
    assert lines[1].startswith("build ")
    assert "stances  1,200" in lines
    assert "position    support 24, (none) 8" in lines
    assert "annotator   annotator:reader-1 32" in lines


@pytest.mark.parametrize(
    ("published", "sources", "line"),
    [
        (("2031-02-03T17:00:00Z", "2031-02-03T19:00:00Z"), 1, "1 source, published 2031-02-03"),
        (("", ""), 0, "0 sources"),
    ],
)
def test_one_day_and_none(published: tuple[str, str], sources: int, line: str) -> None:
    found = statistics(published=published, counts={"sources": sources})
    assert render_statistics(found).splitlines()[0] == line


@pytest.mark.parametrize("width", [None, 24, 80])
def test_nothing_acts_on_a_terminal_and_lines_fit(width: int | None) -> None:
    value = Value(value=HOSTILE, label=HOSTILE, language="en")
    node = described(HOSTILE, values={"alias": [value] * 3}, quotes=[quote(HOSTILE * 9)], named_by={"holder": 1})
    reason = explained(label=HOSTILE * 9, ground="inferred", basis=HOSTILE * 9, quotes=[quote(HOSTILE * 9)])
    counts = statistics(stances={"position": {HOSTILE * 9: 3}}, counts={"sources": 1, "State": 7})
    texts = (
        render_description(node, NAMES, width=width),
        render_explanation(explained(premises=[explained(premises=[reason])]), NAMES, width=width),
        render_statistics(counts, width=width),
    )
    for text in texts:
        assert not ACTING.search(text)
        assert "\\x1b[31mred" in re.sub(r"\n +", "", text)
        assert width is None or max(map(cells, text.splitlines())) <= width


def test_a_built_graph_is_shown_whole(tutorial: Path) -> None:
    with StanceGraph.open(tutorial) as graph:
        text = render_description(graph.show("shippers-pact"), graph.names, width=80)
        reason = render_explanation(graph.explain("eleni-vask"), graph.names, width=80)
        counts = render_statistics(graph.stats(), width=80)
    assert "definition    States whose ships pay the tolls." in text
    assert "Eleni Vask (Ελένη Βασκ), the Cassian foreign minister" in " ".join(reason.split())
    assert "Mediator        3" in counts
