"""The article as it ships, its text where that is at hand, the graph of it, and the right answers."""

from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import pytest
from ruamel.yaml import YAML

from stancegraph.api import StanceGraph
from stancegraph.sources.annotated import Fragment
from stancegraph.sources.inputs import read_inputs
from stancegraph.sources.problems import Problems

SOURCE: Final = "albawaba-2026-02-06"


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Return the folder of the sources that ship."""
    with as_file(files("stancegraph.data").joinpath("sources")) as path:
        yield path


@pytest.fixture(scope="session")
def texts(root: Path) -> Path:
    """Return the folder of the text, which does not ship."""
    path = root.parent / "shared" / "article"
    if not (path / f"{SOURCE}.txt").exists():
        pytest.skip(f"the text of the article does not ship, and ../shared/article/{SOURCE}.txt is not there")
    return path


@pytest.fixture(scope="session")
def text(texts: Path) -> str:
    """Return the text, byte for byte."""
    return (texts / f"{SOURCE}.txt").read_bytes().decode()


@pytest.fixture(scope="session")
def fragment(folder: Path) -> Fragment:
    """Return the article as it is read with its anchors alone."""
    problems = Problems()
    inputs = read_inputs([folder / f"{SOURCE}.yaml"], problems)
    assert problems.found == []
    return inputs.fragments[0]


@pytest.fixture(scope="session")
def graph(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StanceGraph]:
    """Return the graph of the article, built from its anchors."""
    path = tmp_path_factory.mktemp("article") / "graph"
    with StanceGraph.build([folder / f"{SOURCE}.yaml"], path) as built:
        yield built


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    """Return the right answers."""
    found: dict[str, Any] = YAML(typ="safe").load(Path(__file__).with_name("truth.yaml").read_text(encoding="utf-8"))
    return found
