"""A dump is read line by line, whatever is in it; entries get candidates with reasons, and ids only where told."""

import bz2
import gzip
import json
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stancegraph.api import StanceGraph
from stancegraph.curation import wikidata
from stancegraph.curation.reconciling import Candidate, find_candidates, plan_matches
from stancegraph.curation.wikidata import Dump, Entity, parse_entity
from stancegraph.errors import InvalidInput, RefusedChangeError, UnknownNameError
from stancegraph.iris import Curie

if TYPE_CHECKING:
    from tests.curation.conftest import Corpus

WHY = {"reason": "because", "date": "2031"}
REGISTRY = """\
registry:
  actors:
  - {id: arland, type: state, label: Arland, wikidata: Q100}
  - {id: brin, type: state, label: Brin}
  - {id: navy, type: military-body, label: Brinish navy, aliases: Navy of Arland, organOf: arland}
  - {id: lena-ost, type: person, label: {en: Lena Ost, fr: Léna Ost}, aliases: L. Ost}
  - {id: had-one, type: person, label: Marit Sole, wikidata: Q7}
  posts: [{id: envoy, label: Envoy, postOf: arland}]
  tenures: [{person: lena-ost, post: envoy, held: 2030/..}]
  issues: [{id: tolls, label: Tolls}]
"""


def entity(name: str, label: str = "", *, aliases: Iterable[str] = (), **claims: list[str]) -> dict[str, Any]:
    """Return an entity as a dump has it."""
    found: dict[str, Any] = {"type": "item", "id": name, "labels": {"en": {"language": "en", "value": label}}}
    found["aliases"] = {"fr": [{"language": "fr", "value": alias} for alias in aliases]}
    found["claims"] = {
        key: [
            {"mainsnak": {"snaktype": "value", "datavalue": {"value": {"id": value}}}, "rank": "normal"}
            for value in values
        ]
        for key, values in claims.items()
    }
    return found


def typed(*entities: dict[str, Any]) -> bytes:
    """Return a dump as Wikidata writes it: one list, an entity a line."""
    return ("[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in entities) + "\n]\n").encode()


def candidates(corpus: "Corpus", *entities: dict[str, Any]) -> list[Candidate]:
    path = corpus.folder / "dump.json"
    path.write_bytes(typed(*entities))
    held, _ = corpus.open()
    found = find_candidates(held, Dump(path).read())
    path.unlink()
    return found


@pytest.mark.parametrize(
    ("one", "entry", "score", "reasons"),
    [
        (entity("Q1", "Lena Ost"), "lena-ost", 0.5, ("label 'lena ost'",)),
        (entity("Q1", "lena ost", P31=["Q5"]), "lena-ost", 0.8, ("label 'lena ost'", "kind: person")),
        (entity("Q1", "X", aliases=["Lena Ost"]), "lena-ost", 0.4, ("alias 'lena ost'",)),
        (entity("Q1", "L Ost"), "lena-ost", 0.4, ("label 'l ost'",)),
        (entity("Q1", "X", aliases=["l. ost"]), "lena-ost", 0.3, ("alias 'l ost'",)),
        (
            entity("Q1", "Lena Ost", P31=["Q5"], P27=["Q100"]),
            "lena-ost",
            1.0,
            ("label 'lena ost'", "kind: person", "country"),
        ),
        (
            entity("Q1", "Lena Ost", P31=["Q5"], P27=["Q9"]),
            "lena-ost",
            0.6,
            ("label 'lena ost'", "kind: person", "another country"),
        ),
        (
            entity("Q1", "Brinish Navy", P31=["Q4508"], P17=["Q100"]),
            "navy",
            1.0,
            ("label 'brinish navy'", "kind: organization", "country"),
        ),
        (entity("Q1", "Brin", P31=["Q3624078"]), "brin", 0.8, ("label 'brin'", "kind: state")),
        (entity("Q1", "Brin", P31=["Q999999"]), "brin", 0.5, ("label 'brin'",)),
        (entity("Q1", "TOLLS", P31=["Q5"]), "issue.tolls", 0.5, ("label 'tolls'",)),
    ],
)
def test_each_reason(
    small: Callable[..., "Corpus"], one: dict[str, Any], entry: str, score: float, reasons: tuple[str, ...]
) -> None:
    (found,) = candidates(small(registry=REGISTRY), one)
    assert (found.entry.rpartition(":")[2], found.wikidata) == (entry.rpartition(".")[2], "Q1")
    assert found.reasons == reasons
    assert found.score == pytest.approx(score)
    assert found.to_dict()["score"] == score


@pytest.mark.parametrize(
    "one",
    [
        entity("Q1", "Lena Ost", P31=["Q6256"]),
        entity("Q1", "Brin", P31=["Q5"]),
        entity("Q1", "Brinish navy", P31=["Q5"]),
        entity("Q1", "Marit Sole", P31=["Q5"]),
        entity("Q1", "Arland", P31=["Q6256"]),
        entity("Q1", "France", P31=["Q6256"]),
        entity("Q1", "Lena"),
        entity("Q1"),
    ],
)
def test_what_is_no_candidate(small: Callable[..., "Corpus"], one: dict[str, Any]) -> None:
    assert candidates(small(registry=REGISTRY), one) == []


def test_the_best_of_many_are_kept(small: Callable[..., "Corpus"]) -> None:
    people = [entity(f"Q{number}", "Lena Ost", P31=["Q5"] if number == 500 else []) for number in range(1, 1000)]
    found = candidates(small(registry=REGISTRY), *people)
    assert [one.wikidata for one in found] == ["Q500", *(f"Q{number}" for number in range(1, 10))]


def test_a_deprecated_claim_says_nothing() -> None:
    held = entity("Q1", "Lena Ost", P31=["Q5"])
    held["claims"]["P31"][0]["rank"] = "deprecated"
    found = parse_entity(json.dumps(held).encode())
    assert found
    assert found.kinds == frozenset()


BAD = [
    (b"{broken", "is no JSON"),
    (b"\xff\xfe", "is not UTF-8"),
    (b'"Q1"', "is no entity"),
    (b"12", "is no entity"),
    (b"{}", "is no entity"),
    (b'{"id": 1}', "is no entity"),
    (b"[" * 100_000, ""),
    (b'{"id": "Q1", "labels": ' + b"9" * 5000 + b"}", ""),
]
ODD = [
    b'{"id": "Q1", "labels": [], "aliases": 3, "claims": []}',
    b'{"id": "Q1", "labels": {"en": "x"}, "aliases": {"en": [1, {"value": 2}]}}',
    b'{"id": "Q1", "claims": {"P31": 1, "P17": [1, {"mainsnak": {"datavalue": {"value": "Q5"}}}]}}',
]


@pytest.mark.parametrize(("line", "said"), BAD)
def test_a_bad_line_is_told_with_its_number_and_left_out(tmp_path: Path, line: bytes, said: str) -> None:
    path = tmp_path / "dump.json"
    path.write_bytes(b"[\n" + json.dumps(entity("Q1", "A")).encode() + b",\n" + line + b",\n" + b'{"id": "Q2"}\n]\n')
    dump = Dump(path)
    assert [one.id for one in dump.read()] == ["Q1", "Q2"]
    ((number, reason),) = dump.bad
    assert (number, dump.skipped, dump.entities) == (3, 1, 2)
    assert said in reason


@pytest.mark.parametrize("line", ODD)
def test_an_entity_with_odd_parts_has_none_of_them(line: bytes) -> None:
    assert parse_entity(line) == Entity(
        id="Q1", labels=(), aliases=(), kinds=frozenset(), countries=frozenset(), label="Q1"
    )


@pytest.mark.parametrize("name", ["P31", "L7", "Q0", "Q1x", "Q" + "9" * 40])
def test_what_is_no_item_is_passed_over(name: str) -> None:
    assert parse_entity(json.dumps({"id": name}).encode()) is None


def test_only_the_first_bad_lines_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_bytes(b"x\n" * 1000)
    dump = Dump(path)
    assert list(dump.read()) == []
    assert (len(dump.bad), dump.skipped) == (20, 1000)


@pytest.mark.parametrize(("suffix", "pack"), [("json", bytes), ("json.gz", gzip.compress), ("json.bz2", bz2.compress)])
def test_dumps_may_be_packed(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / f"dump.{suffix}"
    path.write_bytes(pack(typed(entity("Q1", "A"), entity("Q2", "B"))))
    assert [one.label for one in Dump(path).read()] == ["A", "B"]


@pytest.mark.parametrize("content", [b"no archive", gzip.compress(typed(entity("Q1", "A")))[:-9], b""])
def test_a_broken_archive_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "dump.json.gz"
    path.write_bytes(content)
    if content:
        with pytest.raises(InvalidInput, match=r"dump\.json\.gz"):
            list(Dump(path).read())
    else:
        assert list(Dump(path).read()) == []


def test_a_dump_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="No such file"):
        list(Dump(tmp_path / "dump.json").read())


def test_a_line_that_is_too_long_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wikidata, "_LONGEST", 1000)
    path = tmp_path / "dump.json"
    path.write_bytes(b'{"id": "Q1"}\n' + b"x" * 5000 + b'\n{"id": "Q2"}\n' + b"y" * 3000)
    dump = Dump(path)
    assert [one.id for one in dump.read()] == ["Q1", "Q2"]
    assert [number for number, _ in dump.bad] == [2, 4]


def test_a_large_dump_needs_little_memory(small: Callable[..., "Corpus"], tmp_path: Path) -> None:
    path = tmp_path / "dump.json.gz"
    with gzip.open(path, "wb") as file:
        for number in range(1, 3000):
            file.write(json.dumps(entity(f"Q{number}", "Lena Ost" + "x" * 3000)).encode() + b",\n")
    held, _ = small(registry=REGISTRY).open()
    find_candidates(held, [])
    tracemalloc.start()
    assert find_candidates(held, Dump(path).read()) == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000  # the dump has nine million bytes


def test_an_id_is_added_where_it_is_named(
    small: Callable[..., "Corpus"], write: Callable[..., None], tmp_path: Path
) -> None:
    corpus = small(registry=REGISTRY)
    before = corpus.bytes()
    found = candidates(corpus, entity("Q1", "Lena Ost"), entity("Q2", "Brin"), entity("Q3", "Tolls"))
    held, own = corpus.open()
    write(plan_matches(held, own, {"lena-ost": "Q1", "issue.tolls": "Q3"}, found, **WHY))
    text = corpus.registry.read_text(encoding="utf-8")
    assert "{id: lena-ost, wikidata: Q1, type" in text
    assert "{id: tolls, wikidata: Q3, label" in text
    assert "{id: brin, type" in text
    (corpus.folder / "s.yaml").write_text(
        "format: 1\nsource: {id: s, publisher: associated-press, published: 2031-03-02, title: T}\nannotator: r\n"
        "readings: [{stances: [{id: x, holder: lena-ost, target: issue.tolls, quote: a}]}]\n",
        encoding="utf-8",
    )
    graph = StanceGraph.build([corpus.folder], tmp_path / "g", shapes=False)
    assert len(graph.select("SELECT ?same { actor:lena-ost skos:exactMatch ?same }")) == 1
    (corpus.folder / "s.yaml").unlink()
    write(corpus.undo())
    assert corpus.bytes() == before


@pytest.mark.parametrize(
    ("matches", "error", "said"),
    [
        ({"lena-ost": "Q2"}, RefusedChangeError, "Q2 is no candidate of actor.lena-ost"),
        ({"lena-ost": "nonsense"}, RefusedChangeError, "no candidate"),
        ({"had-one": "Q1"}, RefusedChangeError, "no candidate"),
        ({"nobody": "Q1"}, UnknownNameError, "there is no entry"),
    ],
)
def test_what_is_no_candidate_is_not_added(
    small: Callable[..., "Corpus"], matches: dict[str, str], error: type[Exception], said: str
) -> None:
    corpus = small(registry=REGISTRY)
    found = candidates(corpus, entity("Q1", "Lena Ost"))
    held, own = corpus.open()
    with pytest.raises(error, match=said):
        plan_matches(held, own, matches, found, **WHY)


def test_entries_that_ship_are_left_out(corpus: "Corpus") -> None:
    assert candidates(corpus, entity("Q1", "Iran", P31=["Q6256"]), entity("Q2", "Reuters")) == []


def test_the_shape_of_a_candidate() -> None:
    one = Candidate(entry=Curie("actor:a"), wikidata="Q1", label="A", score=0.5, reasons=("label 'a'",))
    assert one.to_dict() == {
        "entry": "actor.a",
        "wikidata": "Q1",
        "label": "A",
        "score": 0.5,
        "reasons": ["label 'a'"],
    }
