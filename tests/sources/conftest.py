"""A small fictional corpus: two states, a minister, an outlet, a strait whose tolls they dispute."""

from collections.abc import Callable
from pathlib import Path

import pytest

from stancegraph.errors import Problem
from stancegraph.sources.annotated import Fragment
from stancegraph.sources.inputs import read_inputs
from stancegraph.sources.problems import Problems

TEXT = (
    "Port City wants the tolls on the agenda as well.\n"
    "Before she left, Lena Ost warned that new tolls would ruin the talks.\n"
    "A Brinish official told the Herald that the admiral is expected to join the talks. Tolls rose.\n"
)
DOCUMENT = """\
format: 1
source: {id: daily-1, publisher: the-daily, published: 2031-03-02T08:00Z, title: Talks begin, language: en}
annotator: reader-1
new:
  actors:
  - {id: the-daily, type: media-outlet, label: The Daily}
  - {id: the-herald, type: media-outlet, label: The Herald, aliases: the Herald}
  - {id: arland, type: state, label: {en: Arland, fr: Arlande}, metonyms: Port City}
  - {id: brin, type: state, label: Brin}
  - {id: lena-ost, type: person, label: Lena Ost, post: foreign-minister-arland}
  posts:
  - {id: foreign-minister-arland, label: Foreign Minister of Arland, postOf: arland}
  - {id: admiral-brin, label: Admiral of Brin, postOf: brin}
  issues:
  - {id: shipping, label: Shipping}
  - {id: tolls, label: Tolls, broader: shipping}
  propositions:
  - {id: prop.tolls-on-agenda, label: The tolls are on the agenda, advances: tolls}
  - {id: prop.talks-fail, label: The talks fail, about: shipping}
  events:
  - {id: e.talks, label: The talks, kind: talks, time: 2031-03}
  - {id: e.departure, label: Ost leaves for the talks, kind: departure, time: 2031-03-01}
readings:
- via: []
  stances:
  - {id: s1, holder: Port City, target: prop.tolls-on-agenda, position: insist, act: prefer,
     quote: "Port City wants ... as well"}
- via: [lena-ost]
  attribution: indirect-speech
  uttered: {before: e.departure}
  stances:
  - {id: s2, target: prop.tolls-on-agenda, position: reject, act: warn, quote: "Lena Ost warned ... ruin the talks"}
- via: [the Herald, {anon: A Brinish official, of: brin}]
  certainty: probable
  claims:
  - {id: c1, asserts: {participant: {post: admiral-brin}, in: e.talks}, factuality: prospective,
     quote: "the admiral ... join"}
"""


class Corpus:
    """A folder with one article that a test changes and reads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "daily-1.yaml"
        self.texts = folder / "texts"
        self.texts.mkdir()
        (self.texts / "daily-1.txt").write_text(TEXT, encoding="utf-8", newline="")
        self.write(DOCUMENT)

    def write(self, document: str) -> None:
        """Put a document in the place of the article's annotations."""
        self.path.write_text(document, encoding="utf-8")

    def change(self, old: str, new: str) -> None:
        """Change one place of the annotations."""
        document = self.path.read_text(encoding="utf-8")
        assert old in document
        self.write(document.replace(old, new, 1))

    def read(self) -> Fragment:
        """Return what the article yields; there must be no error."""
        problems = Problems()
        found = read_inputs([self.path], problems, texts=self.texts)
        problems.raise_errors()
        return found.fragments[0]

    def problems(self) -> list[Problem]:
        """Return what is wrong with the article, in reading order."""
        problems = Problems()
        read_inputs([self.path], problems, texts=self.texts)
        return sorted(problems.found, key=lambda one: (one.line, one.column))


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    """Return the article, in a folder of its own."""
    return Corpus(tmp_path)


@pytest.fixture
def only_problem(corpus: Corpus) -> Callable[[str, str], Problem]:
    """Return a function that changes one place and returns the one problem that this makes."""

    def change(old: str, new: str) -> Problem:
        corpus.change(old, new)
        found = corpus.problems()
        assert len(found) == 1, "\n".join(map(str, found))
        return found[0]

    return change
