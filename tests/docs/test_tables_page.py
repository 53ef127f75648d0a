"""The example on the page about tables is a table that builds; the mapping that ships reads tables of its form."""

import re
from pathlib import Path

from stancegraph.api import StanceGraph
from stancegraph.building import build
from stancegraph.iris import Names

VOTES = "rcid,country,country_code,vote\n3,Iran,IR,yes\n3,Namibia,NA,no\n3,West Germany,,abstain\n4,Iran,IR,no\n"
CALLS = "rcid,session,date,unres,short,descr\n3,1,1989-01-01,R/1,WATER,Water for all\n4,1,1989-02-01,,,A speech\n"
ISSUES = "rcid,short_name,issue\n3,hr,Human rights\n3,ec,Economic development\n"


def test_the_example_of_the_page_builds(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "tables.md").read_text(encoding="utf-8")
    for name in ("votes.csv", "votes.yaml", "registry.yaml"):
        block = re.search(rf"`{name}`:\n\n```\w+\n(.*?)```", page, re.DOTALL)
        assert block, name
        (tmp_path / name).write_text(block[1], encoding="utf-8")
    (command,) = re.findall(r"\$ stancegraph build (votes\.csv .*)", page)
    assert command == "votes.csv registry.yaml --mapping votes.yaml -o votes"
    paths = [tmp_path / "votes.csv", tmp_path / "registry.yaml"]
    manifest = build(paths, tmp_path / "votes", mappings=[tmp_path / "votes.yaml"])
    assert (manifest.counts["stances"], manifest.warnings) == (2, ())


def test_the_mapping_of_the_votes_of_the_united_nations(root: Path, tmp_path: Path) -> None:
    tables = {"un_votes.csv": VOTES, "un_roll_calls.csv": CALLS, "un_roll_call_issues.csv": ISSUES}
    for name, text in tables.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    mapping = root / "data" / "mappings" / "un-votes.yaml"
    build([tmp_path / name for name in tables], tmp_path / "g", mappings=[mapping])
    ask = """SELECT ?holder ?label ?vote (COUNT(?issue) AS ?issues) { ?s sg:holder ?holder ; sg:position ?vote ;
      sg:target ?target . ?target skos:prefLabel ?label . OPTIONAL { ?s sg:about ?issue } }
      GROUP BY ?holder ?label ?vote ORDER BY ?label ?holder"""
    with StanceGraph.open(tmp_path / "g") as graph:
        rows = [tuple(Names().shorten(str(value)) for value in row.values()) for row in graph.select(ask)]
    assert rows == [
        ("actor:iran", "A speech", "sg:no", "0"),
        ("actor:iran", "WATER (R/1)", "sg:yes", "2"),
        ("actor:namibia", "WATER (R/1)", "sg:no", "2"),
        ("actor:west-germany", "WATER (R/1)", "sg:abstain", "2"),
    ]
