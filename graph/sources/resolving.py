"""Names as annotators type them to names in the graph: ids, aliases, offices, anonymous sources. Layer: sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz, process

from ..iris import Curie, is_id, mint, slug
from ..model.node import Node, Text
from ..model.registry import Registry, fold
from .located import Item, Mapping, Scalar
from .problems import Mark, Problems

REGISTRY_KINDS: Final = ("actor", "issue", "prop", "event", "post")
READING_KINDS: Final = ("stance", "claim")
_PREFIXES: Final = {kind: kind for kind in (*REGISTRY_KINDS, *READING_KINDS)} | {"e": "event"}
_WORDS: Final = {"actor": "actor", "issue": "issue", "prop": "proposition", "event": "event", "post": "post"}
_CLOSE: Final = 65  # percent of the letters: below that a suggestion misleads
_ANONYMOUS_KEYS: Final = frozenset({"anon", "of", "count", "id"})


def split_kind(text: str) -> tuple[str, str]:
    """Return the kind that a name carries and the rest; the kind is empty where it carries none.

    >>> split_kind("e.talks"), split_kind("prop:tolls"), split_kind("St. Lucia")
    (('event', 'talks'), ('prop', 'tolls'), ('', 'St. Lucia'))
    """
    for separator in ".:":
        prefix, found, rest = text.partition(separator)
        if found and prefix in _PREFIXES and rest.strip() and not rest.startswith(" "):
            return _PREFIXES[prefix], rest
    return "", text


@dataclass(slots=True, kw_only=True)
class Resolver:
    """Finds what a name stands for; notes the problem where it stands for nothing, or for several things.

    ``readings`` are the ids of the readings of this file, by kind; ``made`` collects the actors that are not in the
    registry: anonymous ones, and the unnamed holders of a post.
    """

    registry: Registry
    problems: Problems
    source: str = ""
    annotator: str = ""
    readings: dict[str, set[str]] = field(default_factory=dict)
    made: dict[Curie, Node] = field(default_factory=dict)

    def actor(self, item: Item) -> Curie | None:
        """Return the actor that a name, ``{anon: …}`` or ``{post: …}`` stands for."""
        if isinstance(item, Mapping):
            if "anon" in item.entries:
                return self._anonymous(item)
            if "post" in item.entries:
                return self._holder_of(item)
        return self.name("actor", item)

    def name(self, kind: str, item: Item) -> Curie | None:
        """Return the registry entry of ``kind`` that a name stands for."""
        if not isinstance(item, Scalar):
            self.problems.error(
                "not-a-name",
                item.mark,
                f"the name of one {_WORDS[kind]} is expected here",
                hint="write an id or an alias",
            )
            return None
        said, rest = split_kind(item.text)
        if said and said != kind and not self.registry.find(kind, item.text):
            self.problems.error(
                "wrong-kind",
                item.mark,
                f"{item.text!r} is no {_WORDS[kind]}",
                hint=f"the name of one {_WORDS[kind]} belongs here",
                id=item.text,
            )
            return None
        found = self.registry.find(kind, rest if said else item.text)
        return self._the_one(found, kind, item)

    def target(self, item: Item) -> Curie | None:
        """Return the proposition, issue, event, actor or reading that a name stands for."""
        if not isinstance(item, Scalar):
            return self.actor(item)
        said, _rest = split_kind(item.text)
        if said in READING_KINDS:
            return self.reading(item)
        if said:
            return self.name(said, item)
        for kind in ("prop", "issue", "event", "actor"):
            if self.registry.find(kind, item.text):
                return self.name(kind, item)
        if self._is_reading(item.text):
            return self.reading(item)
        self._unknown(("prop", "issue", "event", "actor"), "target", item)
        return None

    def reading(self, item: Item) -> Curie | None:
        """Return the reading that an id of this file, or a full name of another file's reading, stands for."""
        if not isinstance(item, Scalar):
            self.problems.error("not-a-name", item.mark, "the id of one reading is expected here")
            return None
        said, rest = split_kind(item.text)
        if said in READING_KINDS and rest.count(".") >= 2:  # noqa: PLR2004  source.annotator.id
            return Curie(f"{said}:{rest}")
        for kind in (said,) if said else READING_KINDS:
            if rest in self.readings.get(kind, ()):
                return mint(kind, self.source, self.annotator, rest)
        known = sorted(name for names in self.readings.values() for name in names)
        self._note_unknown("reading", item, known)
        return None

    def _is_reading(self, text: str) -> bool:
        return any(text in names for names in self.readings.values())

    def _the_one(self, found: tuple[Curie, ...], kind: str, item: Scalar) -> Curie | None:
        standing = tuple(dict.fromkeys(map(self.registry.newest, found))) if len(found) > 1 else found
        if len(standing) == 1:
            return self._unless_split(standing[0], item)
        if found:
            ids = ", ".join(name.partition(":")[2] for name in found)
            message = f"{item.text!r} can be any of: {ids}"
            self.problems.error(
                "ambiguous-name", item.mark, message, hint="write the id of the one that is meant", id=item.text
            )
        else:
            self._unknown((kind,), _WORDS[kind], item)
        return None

    def _unless_split(self, name: Curie, item: Scalar) -> Curie | None:
        parts = self.registry.replacements(name)
        if len(parts) <= 1:
            return name
        ids = ", ".join(part.partition(":")[2] for part in parts)
        message = f"{item.text!r} was split into: {ids}"
        self.problems.error("split-name", item.mark, message, hint="write the one that is meant", id=item.text)
        return None

    def _unknown(self, kinds: tuple[str, ...], word: str, item: Scalar) -> None:
        self._note_unknown(
            word, item, list(dict.fromkeys(name for kind in kinds for name in self.registry.names(kind)))
        )

    def _note_unknown(self, word: str, item: Scalar, known: list[str]) -> None:
        wanted = fold(split_kind(item.text)[1])
        close = process.extract(wanted, known, scorer=fuzz.ratio, limit=3, score_cutoff=_CLOSE)
        near = [name for name, _score, _index in close]
        where = "give it an id here" if word == "reading" else "add it to the registry, or under new:"
        hint = f"did you mean {' or '.join(repr(name) for name in near)}?" if near else where
        self.problems.error(f"unknown-{word}", item.mark, f"there is no {word} {item.text!r}", hint=hint, id=item.text)

    def _anonymous(self, item: Mapping) -> Curie | None:
        for key in sorted(item.entries.keys() - _ANONYMOUS_KEYS):
            self.problems.error(
                "unknown-field",
                item.keys[key],
                f"an anonymous actor has no field {key!r}",
                hint="it has: anon, of, count, id",
                id=key,
            )
        words = item.entries["anon"]
        if not isinstance(words, Scalar) or not words.text.strip():
            self.problems.error("missing-field", item.mark, "anon: needs the words by which the source calls them")
            return None
        local = _text(item, "id") or slug(words.text)
        if not is_id(local):
            self.problems.error(
                "bad-id",
                item.mark,
                f"{local!r} cannot be an id",
                hint="use lower case letters, digits and hyphens",
                id=local,
            )
            return None
        of = self.actor(item.entries["of"]) if "of" in item.entries else None
        name = mint("actor", self.source, local)
        values = {
            "label": Text(words.text, ""),
            "of": of,
            "count": _text(item, "count"),
            "scopedTo": mint("source", self.source),
        }
        return self._make(Node("AnonymousActor", name, values), words.mark)

    def _holder_of(self, item: Mapping) -> Curie | None:
        for key in sorted(item.entries.keys() - {"post"}):
            self.problems.error(
                "unknown-field",
                item.keys[key],
                f"the holder of a post has no field {key!r}",
                hint="write {post: ID}",
                id=key,
            )
        post = self.name("post", item.entries["post"])
        entry = self.registry.get(post) if post else None
        if post is None or entry is None:
            return None
        label = next((text for text in entry.node.all("label") if isinstance(text, Text)), Text(post, ""))
        holder = mint("actor", "holder-of-" + post.partition(":")[2])
        tenure = tenure_name(holder, post)
        self.made[tenure] = Node("Tenure", tenure, {"person": holder, "post": post, "ground": "stated"})
        return self._make(
            Node("Person", holder, {"label": Text(f"holder of the post {label.text}", label.language)}), item.mark
        )

    def _make(self, node: Node, mark: Mark) -> Curie:
        known = self.made.setdefault(node.name, node)
        if known != node:
            message = f"two anonymous actors are called {node.name.rpartition('.')[2]!r} and differ"
            self.problems.error(
                "duplicate-id", mark, message, hint="give one of them an id of its own: {anon: …, id: …}", id=node.name
            )
        return node.name


def tenure_name(person: Curie, post: Curie) -> Curie:
    """Return the name of the tenure of a post by a person that no reading of its own asserts."""
    return mint("tenure", person.partition(":")[2], post.partition(":")[2])


def _text(item: Mapping, key: str) -> str | None:
    value = item.entries.get(key)
    return value.text if isinstance(value, Scalar) else None
