"""YAML as it was typed: mappings, lists and scalars that know their line, every scalar a text. Layer: sources.

What a scalar means is decided by the field it stands in, never by how it looks: ``NO``, ``on``, ``12:30`` and ``1.10``
stay what the annotator typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.tokens import AliasToken, TagToken

from .problems import Mark, Problems

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 40


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
    if len(text) > MAX_BYTES:
        problems.error("yaml-syntax", Mark(file), f"more than {MAX_BYTES} characters", hint="split the file")
        return None
    root = _compose_or_note(text, file, problems)
    item = _located(root, file, problems, 0) if root is not None else None
    if root is not None and isinstance(item, Mapping):
        return item
    if not problems.errors or problems.errors[-1].file != file:
        hint = "an annotated source begins with 'format: 1'"
        problems.error("not-a-form", Mark(file), "holds no mapping of keys to values", hint=hint)
    return None


def _compose_or_note(text: str, file: str, problems: Problems) -> Node | None:
    try:
        return _compose(text)
    except _Refused as refused:
        hint = "write the value out, as plain text, lists and mappings"
        problems.error("yaml-syntax", Mark(file, refused.line, refused.column), str(refused), hint=hint)
    except MarkedYAMLError as error:
        place = error.problem_mark or error.context_mark
        mark = Mark(file, place.line + 1, place.column + 1) if place else Mark(file)
        hint = "check indentation, colons and quotation marks"
        problems.error("yaml-syntax", mark, f"not YAML: {error.problem or error.context}", hint=hint)
    except RecursionError:
        problems.error("yaml-syntax", Mark(file), f"nested more than {MAX_DEPTH} levels deep")
    except (YAMLError, ValueError) as error:
        problems.error("yaml-syntax", Mark(file), f"not YAML: {error}")
    return None


class _Refused(Exception):
    """A construct of YAML that the form does not use, since it can run or expand."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def _compose(text: str) -> Node | None:
    # Tags and aliases are refused on the tokens, before anything is built of them.
    if any(sign in text for sign in "!*"):
        for token in YAML(typ="safe", pure=True).scan(text):
            if isinstance(token, AliasToken | TagToken):
                word = "aliases (*)" if isinstance(token, AliasToken) else "tags (!)"
                raise _Refused(f"{word} are not read", token.start_mark.line + 1, token.start_mark.column + 1)
    node: Node | None = YAML(typ="safe").compose(text)
    return node


def _located(node: Node, file: str, problems: Problems, depth: int) -> Item:
    mark = Mark(file, node.start_mark.line + 1, node.start_mark.column + 1)
    if depth > MAX_DEPTH:
        problems.error("yaml-syntax", mark, f"nested more than {MAX_DEPTH} levels deep")
        return Scalar("", mark)
    if isinstance(node, ScalarNode):
        if any("\ud800" <= character <= "\udfff" for character in node.value):
            problems.error(
                "yaml-syntax", mark, "half of a surrogate pair is no character", hint="write the character itself"
            )
        return Scalar(node.value, mark, quoted=node.style is not None)
    if isinstance(node, SequenceNode):
        return Sequence(tuple(_located(item, file, problems, depth + 1) for item in node.value), mark)
    if isinstance(node, MappingNode):
        return _mapping(node, mark, problems, depth)
    raise TypeError(f"a node of YAML is a scalar, a list or a mapping, not {type(node).__name__}")


def _mapping(node: MappingNode, mark: Mark, problems: Problems, depth: int) -> Mapping:
    entries: dict[str, Item] = {}
    keys: dict[str, Mark] = {}
    for key_node, value_node in node.value:
        key_mark = Mark(mark.file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, ScalarNode):
            problems.error("yaml-syntax", key_mark, "a key must be a word")
            continue
        key = key_node.value
        if key in entries:
            problems.error(
                "duplicate-key",
                key_mark,
                f"the key {key!r} stands twice (first on line {keys[key].line})",
                hint="keep one of the two",
                id=key,
            )
            continue
        entries[key], keys[key] = _located(value_node, mark.file, problems, depth + 1), key_mark
    return Mapping(entries, keys, mark)
