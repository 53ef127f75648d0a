"""YAML as it was typed: mappings, lists and scalars that know their line, every scalar a text. Layer: sources.

What a scalar means is decided by the field it stands in, never by how it looks: ``NO``, ``on``, ``12:30`` and ``1.10``
stay what the annotator typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yaml import YAMLError
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from .problems import Mark, Problems

try:
    from yaml import CBaseLoader as Loader  # twenty times faster, where the package was built with its C library
except ImportError:
    from yaml import BaseLoader as Loader  # type: ignore[assignment]

MAX_CHARACTERS = 32 * 1024 * 1024
MAX_DEPTH = 40
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; ``quoted`` tells an empty text from nothing."""

    text: str
    mark: Mark
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Item, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys, each with its own place, and their values."""

    entries: dict[str, Item]
    keys: dict[str, Mark]
    mark: Mark


Item = Scalar | Sequence | Mapping


def read_text(path: Path, problems: Problems, *, exact: bool = False) -> str | None:
    """Return the text of a UTF-8 file, a byte order mark removed unless ``exact``; note why where it cannot be read."""
    mark = Mark(str(path))
    if path.exists() and not path.is_file():
        problems.error("unreadable", mark, "is no regular file", hint="name a file that holds text")
        return None
    try:
        raw = path.read_bytes()
    except OSError as error:
        problems.error(
            "unreadable", mark, f"cannot be read: {error.strerror or error}", hint="check the path and its permissions"
        )
        return None
    try:
        return (raw if exact else raw.removeprefix(b"\xef\xbb\xbf")).decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problems.error(
            "not-utf8", Mark(str(path), line), f"byte {error.start} is not UTF-8", hint="save the file as UTF-8"
        )
        return None


def read_yaml(path: Path, problems: Problems) -> Mapping | None:
    """Return the mapping that a YAML file holds; note every problem where it holds none."""
    text = read_text(path, problems)
    return None if text is None else parse_yaml(text, str(path), problems)


def parse_yaml(text: str, file: str, problems: Problems) -> Mapping | None:
    """Return the mapping written in ``text``.

    >>> found = parse_yaml("country: NO", "a.yaml", Problems())
    >>> found.entries["country"].text
    'NO'
    """
    before = len(problems.found)
    item = _parse_or_note(text, file, problems)
    if isinstance(item, Mapping):
        return item
    if len(problems.found) == before:
        hint = "an annotated source begins with 'format: 1'"
        problems.error("not-a-form", Mark(file), "holds no mapping of keys to values", hint=hint)
    return None


def _parse_or_note(text: str, file: str, problems: Problems) -> Item | None:
    if len(text) > MAX_CHARACTERS:
        message = f"holds more than {MAX_CHARACTERS:,} characters"
        problems.error("yaml-syntax", Mark(file), message, hint="split the file")
        return None
    for found in _OTHER_BREAKS.finditer(text):
        # The parser takes these for line ends, and would put a space in their place.
        mark = Mark(file, text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start()))
        code = f"{ord(found[0]):04X}"
        hint = f'write it in double quotes as "\\u{code}"'
        problems.error("yaml-syntax", mark, f"the character U+{code} cannot stand here as it is", hint=hint)
        return None
    try:
        return _Tree(file, problems).read(text)
    except _Refused as refused:
        problems.error("yaml-syntax", refused.mark, str(refused), hint=refused.hint)
    except MarkedYAMLError as error:
        place = error.problem_mark or error.context_mark
        hint = "check indentation, colons and quotation marks"
        problems.error("yaml-syntax", _mark(file, place), f"not YAML: {error.problem or error.context}", hint=hint)
    except YAMLError as error:
        problems.error("yaml-syntax", Mark(file), f"not YAML: {str(error).splitlines()[0]}")
    return None


def _mark(file: str, place: Any) -> Mark:
    """Return a mark of the parser, whichever of its two kinds, as ours."""
    return Mark(file, place.line + 1, place.column + 1) if place else Mark(file)


def events_of(text: str) -> Iterator[Event]:
    """Yield what the parser finds in a text, in its order; it raises where the text is no YAML."""
    loader = Loader(text)
    while (event := loader.get_event()) is not None:
        yield event


class _Refused(Exception):
    """A construct of YAML that the form does not use, since it can run, expand or exhaust."""

    def __init__(self, mark: Mark, message: str, hint: str) -> None:
        super().__init__(message)
        self.mark, self.hint = mark, hint


class _Tree:
    """Builds items from the events of the parser: no recursion, so that depth is a matter of counting."""

    def __init__(self, file: str, problems: Problems) -> None:
        self.file, self.problems = file, problems
        self.root: Item | None = None
        self.open: list[_Open] = []

    def read(self, text: str) -> Item | None:
        for event in events_of(text):
            self.take(event)
        return self.root

    def take(self, event: Event) -> None:
        mark = _mark(self.file, event.start_mark)
        if isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent | AliasEvent):
            self.refuse(event, mark)
        if isinstance(event, ScalarEvent):
            self.put(self.scalar(event, mark))
        elif isinstance(event, SequenceStartEvent | MappingStartEvent):
            self.open.append(_Open(mark, is_mapping=isinstance(event, MappingStartEvent)))
        elif isinstance(event, SequenceEndEvent | MappingEndEvent):
            self.put(self.open.pop().close())
        elif isinstance(event, DocumentStartEvent) and self.root:
            raise _Refused(mark, "a second document begins here", "write one document a file")

    def refuse(self, event: Event, mark: Mark) -> None:
        hint = "write the value out, as plain text, lists and mappings"
        if isinstance(event, AliasEvent):
            raise _Refused(mark, "aliases (*) are not read", hint)
        if getattr(event, "tag", None):
            raise _Refused(mark, "tags (!) are not read", hint)
        if len(self.open) > MAX_DEPTH:
            raise _Refused(mark, f"nested more than {MAX_DEPTH} levels deep", "write it flatter")

    def scalar(self, event: ScalarEvent, mark: Mark) -> Scalar:
        if _SURROGATE.search(event.value):
            raise _Refused(mark, "half of a surrogate pair is no character", "write the character itself")
        return Scalar(event.value, mark, quoted=event.style not in (None, ""))

    def put(self, item: Item) -> None:
        if not self.open:
            self.root = item
        else:
            self.open[-1].put(item, self.problems)


class _Open:
    """A list or mapping whose end has not come."""

    def __init__(self, mark: Mark, *, is_mapping: bool) -> None:
        self.mark, self.is_mapping = mark, is_mapping
        self.items: list[Item] = []
        self.entries: dict[str, Item] = {}
        self.keys: dict[str, Mark] = {}
        self.key: Item | None = None

    def put(self, item: Item, problems: Problems) -> None:
        if not self.is_mapping:
            self.items.append(item)
        elif self.key is None:
            self.key = item
        else:
            self.enter(self.key, item, problems)
            self.key = None

    def enter(self, key: Item, value: Item, problems: Problems) -> None:
        if not isinstance(key, Scalar):
            problems.error("yaml-syntax", key.mark, "a key must be a word", hint="write key: value")
        elif key.text in self.entries:
            message = f"the key {key.text!r} stands twice (first on line {self.keys[key.text].line})"
            problems.error("duplicate-key", key.mark, message, hint="keep one of the two", id=key.text)
        else:
            self.entries[key.text], self.keys[key.text] = value, key.mark

    def close(self) -> Item:
        return (
            Mapping(self.entries, self.keys, self.mark) if self.is_mapping else Sequence(tuple(self.items), self.mark)
        )
