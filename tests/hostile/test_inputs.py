"""Hostile input is refused with its place, or comes back from the store code point for code point."""

import json
import os
from pathlib import Path

import pytest

from stancegraph.api import StanceGraph
from stancegraph.building import build, examine
from stancegraph.errors import InvalidInput, Severity
from stancegraph.iris import Names

PAYLOADS = Path(__file__).parent / "payloads"
SOURCE = "{id: daily, publisher: the-daily, published: 2031-03-02, title: Talks}"


def lines(name: str) -> list[str]:
    """Return the payloads of a list, one JSON string a line."""
    held = (PAYLOADS / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in held if line and not line.startswith("#")]


def document(*, source: str = SOURCE, actor: str = "", label: str = "Arland", quote: str = "no") -> str:
    return f"""\
format: 1
source: {source}
annotator: r1
new:
  actors:
  - {{id: the-daily, type: media-outlet, label: The Daily}}
  - {{id: arland, type: state, label: {label}{actor}}}
  propositions: [{{id: p, label: P, about: peace-and-security}}]
readings:
- stances: [{{id: s, holder: arland, target: prop.p, quote: {quote}}}]
"""


def typed(text: str) -> str:
    """Return a text in double quotes as a person would type it, astral characters as they are."""
    return json.dumps(text, ensure_ascii=any("\ud800" <= character <= "\udfff" for character in text))


def built(tmp_path: Path, text: str) -> StanceGraph | None:
    """Build one source; None where it is refused, with file and line, and nothing is written."""
    path = tmp_path / "daily.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    problems = examine([path], Names(), shapes=False).problems
    if any(problem.severity is Severity.ERROR for problem in problems):
        assert all(problem.file == str(path) and problem.message for problem in problems)
        with pytest.raises(InvalidInput):
            build([path], tmp_path / "g", shapes=False)
        assert not (tmp_path / "g").exists()
        return None
    return StanceGraph.build([path], tmp_path / "g", shapes=False)


@pytest.mark.parametrize("label", lines("labels.txt"))
def test_labels_and_quotes_come_back_exactly(tmp_path: Path, label: str) -> None:
    graph = built(tmp_path, document(label=typed(label), quote=typed("x" + label)))
    if graph is None:
        assert not label.isprintable()  # only what no text can carry is refused
        return
    with graph:
        found = graph.select("SELECT ?label ?quote { actor:arland skos:prefLabel ?label . ?s oa:exact ?quote }")
    assert found == [{"label": label, "quote": "x" + label}]


@pytest.mark.parametrize("iri", lines("iris.txt"))
def test_iris_are_refused_or_exact(tmp_path: Path, iri: str) -> None:
    graph = built(tmp_path, document(actor=f", exactMatch: {json.dumps(iri)}"))
    if graph:
        with graph:
            assert graph.select("SELECT ?iri { actor:arland skos:exactMatch ?iri }") == [{"iri": iri}]


@pytest.mark.parametrize("date", lines("dates.txt"))
def test_dates_are_refused_or_kept_as_typed(tmp_path: Path, date: str) -> None:
    graph = built(tmp_path, document(source=SOURCE.replace("2031-03-02", json.dumps(date))))
    if graph:
        with graph:
            rows = graph.select("SELECT ?typed ?from { source:daily sg:edtf ?typed ; dcterms:issued ?from }")
        assert [row["typed"] for row in rows] == [date]
        assert rows[0]["from"][:4] == date[:4]


@pytest.mark.parametrize("tag", lines("langtags.txt"))
def test_language_tags_are_refused_or_exact(tmp_path: Path, tag: str) -> None:
    graph = built(tmp_path, document(label=f"{{{json.dumps(tag)}: Arland}}"))
    if graph:
        with graph:
            assert graph.select("SELECT (LANG(?l) AS ?tag) { actor:arland skos:prefLabel ?l }") == [{"tag": tag}]


@pytest.mark.parametrize("name", lines("filenames.txt"))
def test_ids_stay_inside(tmp_path: Path, name: str) -> None:
    source = SOURCE.replace("daily,", f"{json.dumps(name)},", 1)
    built(tmp_path, document(source=source))
    assert {entry.name for entry in tmp_path.iterdir()} <= {"daily.yaml", "g"}


@pytest.mark.parametrize("path", sorted((PAYLOADS / "yaml").iterdir()), ids=lambda path: path.name)
def test_yaml_that_is_no_source_is_refused_with_its_place(tmp_path: Path, path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        build([path], tmp_path / "g", shapes=False)
    assert caught.value.problems[0].file == str(path)
    assert not (tmp_path / "g").exists()


def test_a_pipe_does_not_hang_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(InvalidInput, match="is no regular file"):
        build([tmp_path / "pipe.yaml"], tmp_path / "g", shapes=False)


@pytest.mark.parametrize("text", ["0o12", "012", "1.10", "12:30", "NO", "on", "~", "2031-03-02", "1e5", "0x1F", "null"])
def test_scalars_stay_what_was_typed(tmp_path: Path, text: str) -> None:
    graph = built(tmp_path, document(label=text))
    assert graph
    with graph:
        assert graph.select("SELECT ?label { actor:arland skos:prefLabel ?label }") == [{"label": text}]
