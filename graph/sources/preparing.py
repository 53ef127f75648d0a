"""What an annotator starts and ends with: a skeleton to fill in, and the anchors of its quotes. Layer: sources."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from ..iris import is_id, slug
from .anchoring import Anchors, render_anchors
from .evidence import Evidence
from .located import Item, Mapping, Scalar, Sequence, read_text, read_yaml
from .problems import Problems

_SKELETON = """\
# Fields and their meaning: docs/annotating.md. Names are ids or aliases; quotes are copied from the text.
format: 1
source:
  id: {id}
  publisher: {unknown}      # the outlet
  published: {unknown}      # 2031-03-02 or 2031-03-02T08:00Z
  title: {title}
  language: en
  text: {text}
annotator: reader-1
new:                        # what the registry does not have yet; leave lists empty that you do not need
  actors: []                # - {{id: lena-ost, type: person, label: Lena Ost, post: foreign-minister-arland}}
  posts: []                 # - {{id: foreign-minister-arland, label: Foreign Minister of Arland, postOf: arland}}
  propositions: []          # - {{id: tolls-on-agenda, label: Tolls are on the agenda, advances: tolls}}
  issues: []                # - {{id: tolls, label: Tolls}}
  events: []                # - {{id: talks, label: The talks, kind: talks, time: 2031-03}}
readings:
- via: []                   # what the outlet says itself
  stances: []               # - {{holder: Arland, target: tolls-on-agenda, position: reject, quote: "Arland ... tolls"}}
  claims: []                # - {{asserts: {{participant: Arland, in: e.talks}}, quote: "Arland joined the talks"}}
# - via: [lena-ost]         # what she says, as the outlet reports it
#   attribution: indirect-speech
#   stances:
#   - {{target: prop.tolls-on-agenda, position: reject, act: warn, quote: "Ost warned ... ruin the talks"}}
"""
UNKNOWN = "FILL-IN"


def render_skeleton(text: Path, output: Path | None) -> str:
    """Return the skeleton of an annotated source for a text: what can be known is filled in, the rest says FILL-IN.

    Raises:
        InvalidInput: the text cannot be read, or is not UTF-8.
    """
    problems = Problems()
    content = read_text(text, problems)
    problems.raise_errors()
    title = next((line.strip() for line in (content or "").splitlines() if line.strip()), UNKNOWN)
    place = _relative(text, output)
    return _SKELETON.format(id=slug(text.stem), unknown=UNKNOWN, title=_quoted(title), text=_quoted(place))


def _quoted(text: str) -> str:
    """Return a text as YAML takes it whatever is in it: a JSON string is one."""
    return json.dumps(text, ensure_ascii=False)


def _relative(text: Path, output: Path | None) -> str:
    return os.path.relpath(text.resolve(), (output.parent if output else Path()).resolve())


def anchor_source(path: Path, text: Path) -> tuple[str, int]:
    """Return what belongs into the anchors file of a source, and the number of its quotes.

    Only the quotes are looked at: names are not resolved, so that no registry is needed.

    Raises:
        InvalidInput: the source cannot be read, or a quote is not in the text.
    """
    problems = Problems()
    document, content = read_yaml(path, problems), read_text(text, problems, exact=True)
    problems.raise_errors()
    source = _id_of(document, problems) if document else ""
    evidence = Evidence(source=source, anchors=Anchors.of_text(content or ""), problems=problems)
    for quote, near, first in _quotes(document) if document else ():
        evidence.locate(quote, near, first=first)
    problems.raise_errors()
    return render_anchors(source, evidence.anchors, evidence.found), len(evidence.found)


def _id_of(document: Mapping, problems: Problems) -> str:
    source = document.entries.get("source")
    found = source.entries.get("id") if isinstance(source, Mapping) else None
    if isinstance(found, Scalar) and is_id(found.text):
        return found.text
    problems.error("missing-field", document.mark, "the source has no id", hint="write source: {id: …}", id="id")
    problems.raise_errors()
    return ""


def _quotes(item: Item) -> Iterator[tuple[Scalar, str, bool]]:
    """Yield each quote below an item, the words near it, and whether its first place is meant."""
    if isinstance(item, Mapping):
        near = item.entries.get("near")
        for key in ("quote", "surface"):
            for quote in _listed(item.entries.get(key)):
                yield quote, near.text if isinstance(near, Scalar) else "", key == "surface"
    below = item.items if isinstance(item, Sequence) else item.entries.values() if isinstance(item, Mapping) else ()
    for one in below:
        yield from _quotes(one)


def _listed(item: Item | None) -> Iterator[Scalar]:
    for one in item.items if isinstance(item, Sequence) else (item,):
        if isinstance(one, Scalar):
            yield one
