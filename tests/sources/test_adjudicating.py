"""What was decided between annotators becomes primary and keeps where it comes from; what does not fit is an error."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from stancegraph.api import StanceGraph
from stancegraph.building import build
from stancegraph.errors import InvalidInput, Problem
from stancegraph.iris import Names
from stancegraph.render.adjudication import render_adjudication
from stancegraph.store.directory import GraphDirectory

if TYPE_CHECKING:
    from tests.sources.conftest import Corpus

SECOND = """\
format: 1
source: {id: daily-1, publisher: the-daily, published: 2031-03-02T08:00Z, title: Talks begin, language: en}
annotator: reader-2
readings:
- via: []
  stances:
  - {id: s1, holder: arland, target: prop.tolls-on-agenda, position: support, act: prefer,
     quote: "Port City wants ... as well"}
- via: [lena-ost]
  attribution: indirect-speech
  uttered: {before: e.departure}
  stances:
  - {id: s2, target: prop.tolls-on-agenda, position: reject, act: warn, quote: "Lena Ost warned ... ruin the talks"}
- via: [the Herald, {anon: A Brinish official, of: brin}]
  stances:
  - {id: s3, target: prop.talks-fail, position: oppose, act: predict, certainty: possible, needsReview: true,
     condition: {unless: [prop.tolls-on-agenda]}, quote: "A Brinish official ... join the talks"}
"""
OTHER = """\
format: 1
source: {id: daily-2, publisher: the-daily, published: 2031-03-05, title: Talks go on}
annotator: reader-1
readings:
- via: []
  stances:
  - {id: later, holder: arland, target: prop.tolls-on-agenda, position: neutral,
     supersedes: stance.daily-1.reader-1.s1, quote: Port City does not mind}
"""


class Two:
    """An article that two annotators have read, who differ on s1; s3 and c1 have been read by one of them each."""

    def __init__(self, corpus: "Corpus") -> None:
        self.corpus, self.folder = corpus, corpus.folder
        # What both need is registered, so that the second does not need the file of the first.
        first = corpus.path.read_text(encoding="utf-8")
        new, readings = re.findall(r"new:\n(.*?)(readings:.*)", first, re.DOTALL)[0]
        (self.folder / "registry.yaml").write_text("registry:\n" + new, encoding="utf-8")
        corpus.write(first.partition("new:")[0] + readings)
        self.second = self.folder / "daily-1.reader-2.yaml"
        self.second.write_text(SECOND, encoding="utf-8")
        self.decisions = self.folder / "decisions.yaml"

    def build(self, name: str = "graph") -> Path:
        """Build all files of the folder."""
        output = self.folder / name
        files = sorted(self.folder.glob("*.yaml"))
        build(files, output, texts=self.corpus.texts)
        return output

    def undecided(self) -> str:
        """Return the file to decide in, as it is written."""
        self.decisions.unlink(missing_ok=True)
        with StanceGraph.open(self.build("before")) as graph:
            return render_adjudication(graph.review())

    def decide(self, *, s1: str = "reader-1", s3: str = "reader-2", c1: str = "reader-1") -> str:
        """Write the file with its decisions, and return it."""
        text = self.undecided()
        for local, word in (("s1", s1), ("s3", s3), ("c1", c1)):
            text = re.sub(
                rf"(\.{local}\n(?:(?!decision:).)*?decision:)[^\n]*", rf"\1 {word}", text, count=1, flags=re.DOTALL
            )
        self.decisions.write_text(text, encoding="utf-8")
        return text

    def change(self, old: str, new: str) -> list[Problem]:
        """Change one place of the decisions, and return what is wrong with them."""
        text = self.decisions.read_text(encoding="utf-8")
        assert old in text
        self.decisions.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(InvalidInput) as caught:
            self.build()
        assert not (self.folder / "graph").exists()
        return list(caught.value.problems)


@pytest.fixture
def two(corpus: "Corpus") -> Two:
    return Two(corpus)


def quads(path: Path) -> set[ox.Quad]:
    return set(ox.Store.read_only(str(GraphDirectory.open(path).store)))


def default(path: Path) -> set[str]:
    """Return what the default graph of a built graph says, in short names."""
    return {short(quad) for quad in quads(path) if quad.graph_name == ox.DefaultGraph()}


def short(quad: ox.Quad) -> str:
    names = Names()
    terms = (quad.subject, quad.predicate, quad.object)
    return " ".join(names.shorten(term.value) if isinstance(term, ox.NamedNode) else str(term) for term in terms)


def stances(path: Path) -> dict[str, set[str]]:
    """Return what the default graph says of each stance, by its id and what is said."""
    found: dict[str, set[str]] = {}
    for line in default(path):
        subject, _, said = line.partition(" ")
        if subject.startswith("stance:"):
            found.setdefault(subject.removeprefix("stance:daily-1."), set()).add(said)
    return found


# ------------------------------------------------------------------------------ what was decided


def test_what_was_decided_is_primary_and_says_where_it_is_from(two: Two) -> None:
    two.decide()
    path = two.build()
    assert "source:daily-1 sg:primaryAnnotator annotator:adjudicator" in default(path)
    assert "annotator:adjudicator sg:adjudicates source:daily-1" in default(path)
    held = stances(path)
    assert sorted(held) == ["adjudicator.s1", "adjudicator.s2", "adjudicator.s3"]
    assert {"sg:position sg:insist", "sg:annotator annotator:adjudicator"} <= held["adjudicator.s1"]
    origins = {name: {said.split()[1] for said in own if "wasDerivedFrom" in said} for name, own in held.items()}
    assert origins["adjudicator.s1"] == {"stance:daily-1.reader-1.s1", "stance:daily-1.reader-2.s1"}
    assert origins["adjudicator.s2"] == {"stance:daily-1.reader-1.s2", "stance:daily-1.reader-2.s2"}
    assert origins["adjudicator.s3"] == {"stance:daily-1.reader-2.s3"}


def test_the_readings_of_the_annotators_stay_as_they_were(two: Two) -> None:
    two.decide()
    after, before = quads(two.build()), quads(two.folder / "before")
    for annotator in ("reader-1", "reader-2"):
        own = f".{annotator}."
        said = {short(quad) for quad in before if own in str(quad.subject) and "derived." not in str(quad.graph_name)}
        graph = ox.NamedNode(Names().expand(f"graph:annotator.daily-1.{annotator}"))
        kept = {short(quad) for quad in after if own in str(quad.subject) and quad.graph_name == graph}
        assert said == kept != set()


def test_what_one_annotator_read_throughout_is_the_graph_of_that_annotator(two: Two) -> None:
    two.decide(s3="reader-1")
    decided = {
        line.replace(".adjudicator.reader-1.", ".reader-1.").replace("adjudicator", "reader-1")
        for line in default(two.build())
        if "wasDerivedFrom" not in line
    }
    two.decisions.unlink()
    two.second.unlink()
    alone = default(two.build("alone"))
    kinds = ("stance:", "claim:", "utterance:", "report:", "participation:", "tenure:", "span:", "actor:")
    assert {line for line in decided if line.startswith(kinds)} == {line for line in alone if line.startswith(kinds)}


@pytest.mark.parametrize(
    ("word", "held"),
    [
        ("reader-1", {"adjudicator.s1": "insist"}),
        ("reader-2", {"adjudicator.s1": "support"}),
        ("none", {}),
        ("all", {"adjudicator.s1": "insist", "adjudicator.reader-2.s1": "support"}),
    ],
)
def test_whose_reading_holds(two: Two, word: str, held: dict[str, str]) -> None:
    two.decide(s1=word)
    found = stances(two.build())
    positions = {name: said for name, own in found.items() for said in own if name.endswith("s1")}
    assert {name for name in found if name.endswith("s1")} == set(held)
    for name, position in held.items():
        assert f"sg:position sg:{position}" in found[name], positions


def test_who_lacks_a_reading_may_be_right(two: Two) -> None:
    two.decide(s3="reader-1", c1="reader-2")
    lines = default(two.build())
    assert not [line for line in lines if line.startswith(("stance:daily-1.adjudicator.s3 ", "claim:"))]


def test_something_may_be_otherwise_than_anybody_has_it(two: Two) -> None:
    two.decide(s1="reader-2\n      change: {position: lean-for, act: demand, target: prop.talks-fail, holder: Brin}")
    said = stances(two.build())["adjudicator.s1"]
    assert {
        "sg:position sg:lean-for",
        "sg:act sg:demand",
        "sg:target prop:talks-fail",
        "sg:about issue:shipping",
        "sg:holder actor:brin",
    } <= said
    assert [one for one in said if one.startswith("sg:value")] == [
        'sg:value "0.33"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    ]


def test_why_is_kept_and_that_a_second_reader_is_wanted_is_not(two: Two) -> None:
    two.decide(s3="reader-2\n      note: 'It says: may join'")
    said = stances(two.build())["adjudicator.s3"]
    assert 'skos:note "It says: may join"' in said
    assert not [one for one in said if "needsReview" in one]


def test_readings_of_other_sources_name_what_holds(two: Two) -> None:
    (two.folder / "daily-2.yaml").write_text(OTHER, encoding="utf-8")
    two.corpus.texts.joinpath("daily-2.txt").write_text("Port City does not mind.", encoding="utf-8")
    two.decide()
    assert "stance:daily-2.reader-1.later sg:supersedes stance:daily-1.adjudicator.s1" in default(two.build())


def test_an_alternative_that_was_dropped_is_none_any_more(two: Two) -> None:
    two.second.write_text(SECOND.replace("needsReview: true", "alternativeTo: stance.s2"), encoding="utf-8")
    two.decide()
    assert "sg:alternativeTo stance:daily-1.adjudicator.s2" in stances(two.build())["adjudicator.s3"]
    text = two.decisions.read_text(encoding="utf-8")
    two.decisions.write_text(text.replace("decision: agreed", "decision: none"), encoding="utf-8")
    found = stances(two.build("dropped"))
    assert sorted(found) == ["adjudicator.s1", "adjudicator.s3"]
    assert not [said for said in found["adjudicator.s3"] if "alternativeTo" in said]


def test_nothing_that_holds_can_rest_on_what_does_not(two: Two) -> None:
    two.second.write_text(SECOND.replace("needsReview: true", "disputes: stance.s2"), encoding="utf-8")
    two.decide()
    (problem,) = two.change("decision: agreed", "decision: none")
    assert problem.code == "dropped-reading"
    assert "stance:daily-1.reader-2.s3 holds, and disputes of it is stance:daily-1.reader-2.s2" in problem.message
    assert problem.line > 1


# ------------------------------------------------------------------------------ the way back


@pytest.mark.parametrize("suffix", [".nq", ".trig"])
def test_a_dump_of_what_was_decided_builds_the_same_graph(two: Two, suffix: str) -> None:
    two.decide()
    path, dump = two.build(), two.folder / f"all{suffix}"
    ox.Store.read_only(str(GraphDirectory.open(path).store)).dump(
        str(dump), format=ox.RdfFormat.from_extension(suffix[1:])
    )
    build([dump], two.folder / "again")
    first, second = GraphDirectory.open(path), GraphDirectory.open(two.folder / "again")
    assert quads(two.folder / "again") == quads(path)
    assert second.table("statements").read_bytes() == first.table("statements").read_bytes()


def test_an_export_without_graphs_builds_the_same_default_graph(two: Two) -> None:
    two.decide()
    path = two.build()
    with StanceGraph.open(path) as graph:
        graph.write(two.folder / "primary.ttl")
    build([two.folder / "primary.ttl"], two.folder / "again")
    assert default(two.folder / "again") == default(path)


def test_it_can_be_decided_between_the_readings_of_a_dump(two: Two) -> None:
    two.decide(s1="reader-1\n      change: {position: support}")
    path, dump = two.build(), two.folder / "before.nq"
    ox.Store.read_only(str(GraphDirectory.open(two.folder / "before").store)).dump(
        str(dump), format=ox.RdfFormat.N_QUADS
    )
    build([dump, two.decisions], two.folder / "again")
    assert stances(two.folder / "again") == stances(path)


# ------------------------------------------------------------------------------ the file


def test_the_file_is_the_same_each_time_and_is_read_as_it_is_written(two: Two) -> None:
    text = two.undecided()
    assert two.undecided() == text
    two.decisions.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        two.build()
    assert [(one.code, one.file) for one in caught.value.problems] == [("undecided", str(two.decisions))] * 3
    lines = text.split("\n")
    assert all(lines[one.line - 1].lstrip().startswith("decision:") for one in caught.value.problems)
    assert caught.value.problems[0].hint == "write one of: reader-1, reader-2, all, none"


HOSTILE = "x: [y, {z: &a !b 'c\"d\\e # f\u2028g\u0085h\u202ei 🐟 %}] ? - |"


def test_whatever_stands_in_the_text_stays_a_text(two: Two) -> None:
    path = two.corpus.texts / "daily-1.txt"
    path.write_text(path.read_text(encoding="utf-8") + HOSTILE + "\n", encoding="utf-8", newline="")
    quoted = "".join(f"\\U{ord(one):08x}" for one in HOSTILE)
    added = f'  - {{id: s4, holder: brin, target: prop.talks-fail, quote: "{quoted}"}}\n'
    two.second.write_text(SECOND.replace("- via: [lena-ost]", added + "- via: [lena-ost]", 1), encoding="utf-8")
    two.decide()
    (problem,) = [one for one in two.change("agreed", "agreed ") if one.id.endswith("s4")]
    assert problem.code == "undecided"
    two.decisions.write_text(two.decisions.read_text(encoding="utf-8").replace("decision:  # r", "decision: all  # r"))
    with StanceGraph.open(two.build()) as graph:
        (stance,) = [one for one in graph.stances() if one.stance.endswith("s4")]
    assert [quote.exact for quote in stance.evidence] == [HOSTILE]


# ------------------------------------------------------------------------------ what does not fit

S1 = "stance:daily-1.reader-1.s1"


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("decision: reader-1", "decision:", "undecided", "nothing is decided on"),
        ("decision: reader-1", "decision: reader-3", "unknown-decision", "did you mean 'reader-2' or 'reader-1'?"),
        ("decision: agreed", "decision: agree", "unknown-decision", "did you mean 'agreed'?"),
        (S1, "stance:daily-1.reader-1.s11", "unknown-reading", "did you mean"),
        ("position: insist", "position: reject", "reading-changed", "was reject when it was decided, and is insist"),
        ("holder: actor:arland", "holder: actor:brin", "reading-changed", "was actor:brin"),
        ("sha256: ", "sha256: 0", "text-changed", "another text of 'daily-1' was decided"),
        ("source: daily-1", "source: daily-9", "unknown-source", "nobody of these inputs has read 'daily-9'"),
        ("annotator: adjudicator", "annotator: reader-2", "duplicate-annotator", "among the annotators"),
        ("annotator: adjudicator", "annotators: adjudicator", "unknown-field", "did you mean 'annotator'?"),
        ("decision: reader-1", "decision: all\n      change: {act: warn}", "wrong-value", "of a stance"),
        ("decision: reader-1", "decision: reader-1\n      change: {act: wran}", "unknown-concept", "'warn'"),
        ("  sources:", "  source:", "unknown-field", "did you mean 'sources'?"),
        ("adjudication:\n", "adjudication: x\nnote:\n", "not-a-form", "an adjudication is a mapping"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_an_error_with_its_line(two: Two, old: str, new: str, code: str, said: str) -> None:
    two.decide()
    found = {problem.code: problem for problem in two.change(old, new)}
    assert code in found, found
    problem = found[code]
    assert problem.file == str(two.decisions)
    assert problem.line > 0
    assert problem.hint
    assert said in problem.message + problem.hint


def test_a_reading_that_came_later_has_to_be_decided(two: Two) -> None:
    two.decide()
    added = SECOND.replace(
        "- {id: s1,", "- {id: s9, holder: brin, target: prop.talks-fail, quote: Tolls rose}\n  - {id: s1,"
    )
    two.second.write_text(added, encoding="utf-8")
    (problem,) = two.change("agreed", "agreed ")
    assert (problem.code, problem.id) == ("undecided-reading", "stance:daily-1.reader-2.s9")


def test_a_reading_that_is_gone_was_decided_for_nothing(two: Two) -> None:
    two.decide()
    two.second.write_text(SECOND.replace("id: s3", "id: s7"), encoding="utf-8")
    found = two.change("agreed", "agreed ")
    assert [problem.code for problem in found] == ["undecided-reading", "unknown-reading"]


def test_a_reading_is_decided_once(two: Two) -> None:
    text = two.decide()
    entry = re.findall(r"    - \{read:.*?agreed\}\n", text, re.DOTALL)[-1]
    found = two.change(entry, entry + entry)
    assert {problem.code for problem in found} == {"duplicate-id"}


def test_a_source_is_decided_once(two: Two) -> None:
    text = two.decide()
    (two.folder / "decisions-2.yaml").write_text(
        text.replace("annotator: adj", "annotator: another-adj"), encoding="utf-8"
    )
    (problem,) = two.change("agreed", "agreed ")
    assert problem.code == "adjudicated-twice"
    assert "decisions-2.yaml" in problem.file + problem.message


def test_the_text_must_be_the_one_that_was_read(two: Two) -> None:
    two.decide()
    path = two.corpus.texts / "daily-1.txt"
    path.write_text(path.read_text(encoding="utf-8") + "A sentence more.\n", encoding="utf-8")
    (problem,) = two.change("agreed", "agreed ")
    assert problem.code == "text-changed"
    assert two.decisions.read_text(encoding="utf-8").split("\n")[problem.line - 1].lstrip().startswith("sha256:")


def test_annotators_must_have_read_one_revision_of_the_text(two: Two) -> None:
    revised = two.folder / "revised.txt"
    text = (two.corpus.texts / "daily-1.txt").read_text(encoding="utf-8")
    revised.write_text(text + "A sentence more.\n", encoding="utf-8")
    two.second.write_text(SECOND.replace("language: en", "language: en, text: revised.txt"), encoding="utf-8")
    two.corpus.change("language: en", "language: en, text: texts/daily-1.txt")
    with pytest.raises(InvalidInput) as caught:
        build(sorted(two.folder.glob("*.yaml")), two.folder / "graph")
    (problem,) = caught.value.problems
    assert (problem.code, problem.id) == ("text-changed", "source:daily-1")
    assert problem.line == 2
    assert "daily-1.reader-2.yaml" in problem.message + problem.file
    assert not (two.folder / "graph").exists()


def test_a_build_without_decisions_reads_nothing_anew(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    renamed: Callable[..., object] = pytest.fail
    monkeypatch.setattr("stancegraph.sources.adjudicating._renamed", renamed)
    two.build()
