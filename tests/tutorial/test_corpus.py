"""The tutorial corpus reads without a complaint, and says what the right answers say that it says."""

import re
import unicodedata
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

import pytest
from ruamel.yaml import YAML

from stancegraph.model.node import Node
from stancegraph.sources.inputs import Inputs, read_inputs
from stancegraph.sources.problems import Problems

PRIMARY: Final = ".reader-1."
MERGED: Final = {"thomas-verell": "tomas-verel"}
SOURCE: Final = r"(?:gazette|wire|digest)-2031-\d\d-\d\d"
READING: Final = re.compile(rf"(claim |stance )?({SOURCE}\.[a-z0-9-]+)")
ANONYMOUS: Final = re.compile(rf"{SOURCE}\.(?:an?-.*|the-fishing-ports|other-partners)")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Return the folder of the corpus."""
    with as_file(files("stancegraph.data").joinpath("tutorial")) as path:
        yield path


@pytest.fixture(scope="module")
def problems() -> Problems:
    """Return the notebook that reading the corpus fills."""
    return Problems()


@pytest.fixture(scope="module")
def corpus(folder: Path, problems: Problems) -> Inputs:
    """Return the corpus as it is read."""
    return read_inputs([folder], problems, texts=folder / "texts")


@pytest.fixture(scope="module")
def readings(corpus: Inputs) -> dict[str, Node]:
    """Return the primary stances and claims, `source.id` for a stance and `claim source.id` for a claim."""
    nodes = [node for fragment in corpus.fragments for node in fragment.readings if PRIMARY in node.name]
    return {short(node.name): node for node in nodes if node.type in {"Stance", "Claim"}}


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    """Return the right answers."""
    read: dict[str, Any] = YAML(typ="safe").load(Path(__file__).with_name("truth.yaml").read_text(encoding="utf-8"))
    return read


def short(name: Any) -> str:
    """Return the name by which the right answers call something, `-` for nothing."""
    kind, _, local = str(name or "-").partition(":")
    local = local.replace(PRIMARY, ".")
    if kind == "claim":
        return f"claim {local}"
    return MERGED.get(local, local) or kind


def listed(value: Any) -> list[Any]:
    """Return a value as a list."""
    return value if isinstance(value, list) else [value]


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text in a tree of lists and mappings, keys too."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from texts_in(key)
            yield from texts_in(below)
    elif isinstance(value, list):
        for below in value:
            yield from texts_in(below)
    elif isinstance(value, str):
        yield value


def test_reads_without_a_complaint(corpus: Inputs, problems: Problems) -> None:
    assert len(corpus.fragments) == 15
    assert problems.found == []


def test_stances_are_those_of_the_truth(readings: dict[str, Node], truth: dict[str, Any]) -> None:
    fields = ("holder", "target", "position", "act", "attributionType")
    read = {
        name: [short(node.one(field)) for field in fields] for name, node in readings.items() if node.type == "Stance"
    }
    written = {name: [value.removeprefix("stance ") for value in values] for name, *values in truth["stances"]}
    assert read == written


def test_counts_are_those_of_the_truth(readings: dict[str, Node], truth: dict[str, Any]) -> None:
    kinds = [node.type for node in readings.values()]
    counted = {"primaryStances": kinds.count("Stance"), "primaryClaims": kinds.count("Claim")}
    assert counted.items() <= truth["corpus"].items()


@pytest.mark.parametrize(
    ("status", "field"),
    [("superseded", "supersedes"), ("corrected", "corrects"), ("retracted", "retracts"), ("disputed", "disputes")],
)
def test_status_is_that_of_the_truth(readings: dict[str, Node], truth: dict[str, Any], status: str, field: str) -> None:
    read = {(short(other), name) for name, node in readings.items() for other in node.all(field)}
    written = {(name, by) for name, others in truth["status"][status].items() for by in listed(others)}
    assert read == written


def test_readings_refer_to_readings_that_exist(readings: dict[str, Node]) -> None:
    fields = ("inferredFrom", "alternativeTo", "respondsTo", "supersedes", "corrects", "retracts", "disputes")
    named = {short(other) for node in readings.values() for field in fields for other in node.all(field)}
    assert named <= readings.keys()


def test_truth_names_only_readings_that_exist(readings: dict[str, Node], truth: dict[str, Any]) -> None:
    checked = {key: answer for key, answer in truth["questions"].items() if key != "claim-check"}
    named = {found[0].removeprefix("stance ") for text in texts_in(checked) if (found := READING.fullmatch(text))}
    assert {name for name in named if not ANONYMOUS.fullmatch(name)} <= readings.keys()


def test_truth_gives_the_characters_of_the_texts(folder: Path, truth: dict[str, Any]) -> None:
    for evidence in truth["questions"]["evidence"]:
        text = (folder / "texts" / f"{evidence['source']}.txt").read_bytes().decode()
        assert text[evidence["start"] : evidence["end"]] == evidence["exact"]


def test_texts_keep_the_characters_that_are_there_to_be_tried(folder: Path) -> None:
    texts = {path.stem: path.read_bytes().decode() for path in (folder / "texts").glob("*.txt")}
    assert len(texts) == 12
    assert "\r\n" in texts["wire-2031-02-06"]
    assert any(unicodedata.combining(character) for character in texts["wire-2031-02-06"])
    assert any(ord(character) > 0xFFFF for character in texts["wire-2031-08-04"])
    assert "\xa0" in texts["wire-2031-08-04"]
    assert all(120 <= len(text.split()) <= 260 for text in texts.values())
