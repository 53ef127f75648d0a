"""`explain` tells why something is in a graph, down to the words."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from stancegraph.cli import main


def run(*arguments: Path | str) -> Result:
    return CliRunner().invoke(main, ["explain", *map(str, arguments)])


def test_a_stance(tutorial: Path) -> None:
    result = run(tutorial, "gazette-2031-09-29.halmar-neutral")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Halmar: neutral, Tolls in the Gannet Strait (stance:gazette-2031-09-29.reader-1.halmar-neutral): stated\n"
        "  gazette-2031-09-29 442–489: Halmar takes no side in the matter of the tolls\n"
    )


def test_an_official_down_to_the_words(tutorial: Path) -> None:
    lines = run(tutorial, "marit-sole").stdout.splitlines()
    assert lines[0] == "Marit Sole (actor:marit-sole): derived by sg:rule-official"
    assert lines[1].startswith("  Marit Sole, ")
    assert any("Foreign Minister Marit Sole" in line for line in lines)


def test_json_has_the_shape_that_is_promised(tutorial: Path) -> None:
    read = json.loads(run(tutorial, "marit-sole", "--format", "json").stdout)

    def check(one: dict[str, Any]) -> None:
        assert one.keys() >= {"iri", "ground", "rule", "premises", "quotes"}
        assert all(quote.keys() == {"source", "start", "end", "exact"} for quote in one["quotes"])
        for premise in one["premises"]:
            check(premise)

    check(read)
    assert read["iri"] == "https://w3id.org/stancegraph/data/actor/marit-sole"
    assert (read["ground"], read["rule"]) == ("derived", "https://w3id.org/stancegraph/ontology#rule-official")
    stated = json.loads(run(tutorial, "gazette-2031-09-29.halmar-neutral", "--format", "json").stdout)
    assert (stated["ground"], stated["rule"], stated["premises"]) == ("stated", None, [])
    assert stated["quotes"] == [
        {
            "source": "https://w3id.org/stancegraph/data/source/gazette-2031-09-29",
            "start": 442,
            "end": 489,
            "exact": "Halmar takes no side in the matter of the tolls",
        }
    ]


def test_a_second_annotators_reading(tutorial: Path) -> None:
    assert run(tutorial, "stance:gazette-2031-02-03.reader-2.ruin").exit_code == 0


@pytest.mark.parametrize("name", ["Lena Osk", "stance:x.y.z", ""])
def test_nothing_of_that_name(tutorial: Path, name: str) -> None:
    result = run(tutorial, name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"there is nothing called {name!r} in this graph\n  hint: " in result.stderr


def test_a_directory_that_is_no_graph(tmp_path: Path) -> None:
    result = run(tmp_path, "arland")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "is not a built graph" in result.stderr
