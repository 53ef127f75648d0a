"""The statement table, and what `statements.rq` says of the same graph, are the same rows."""

from pathlib import Path
from typing import Any

import pytest

from stancegraph.api import StanceGraph
from stancegraph.building import build
from stancegraph.query_files import read_query_files

FLAGS = {"conditional", "needsReview", "offStory", "primary"}


@pytest.fixture(scope="module")
def tutorial(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tutorial") / "g"
    build([root / "data" / "tutorial"], path, texts=root / "data" / "tutorial" / "texts", shapes=False)
    return path


def value(name: str, text: str) -> object:
    """Return a value of the query as the table has it."""
    if name in FLAGS:
        return text == "true"
    if name == "value":
        return float(text)
    return " ".join(sorted(text.split())) if name == "speaker" else text


def test_query_and_table_agree(tutorial: Path) -> None:
    query = read_query_files("stancegraph.queries")["statements"].text
    with StanceGraph.open(tutorial, graphs="all") as graph:
        table: list[dict[str, Any]] = graph.statements().to_pylist()
        rows = graph.select(query)
    asked = [{name: value(name, row[name]) if row.get(name) else None for name in table[0]} for row in rows]
    assert len(table) > 70
    assert asked == table
    assert {row["primary"] for row in table} == {True, False}
