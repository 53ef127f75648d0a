"""Reads a dump of entities as Wikidata publishes it: JSON, an entity a line, in bounded memory. Layer: curation."""

from __future__ import annotations

import bz2
import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, cast

from ..errors import InvalidInput

_LONGEST: Final = 64 * 1024 * 1024  # bytes: the largest entities have some millions
_SHOWN: Final = 20
_ITEM: Final = re.compile(r"Q[1-9]\d{0,17}\Z")
_AROUND: Final = (b"", b"[", b"]")  # a dump is one list, an entity a line


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What a dump says of one thing: names in any language, what it is (P31), and its countries (P17, P27)."""

    id: str
    labels: tuple[str, ...]
    aliases: tuple[str, ...]
    kinds: frozenset[str]
    countries: frozenset[str]
    label: str


@dataclass(slots=True)
class Dump:
    """A dump that is read line by line; ``bad`` are the first lines that are no entities, ``skipped`` all."""

    path: Path
    bad: list[tuple[int, str]] = field(default_factory=list)
    skipped: int = 0
    entities: int = 0

    def read(self) -> Iterator[Entity]:
        """Yield the entities; what is no item, such as a property, is left out.

        Raises:
            InvalidInput: the file cannot be read, or is no such archive; a line that is wrong is none of that.
        """
        for number, line in self._lines():
            try:
                entity = parse_entity(line)
            except (ValueError, RecursionError) as error:
                self._note(number, str(error))
            else:
                self.entities += 1
                if entity:
                    yield entity

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        try:
            with _opened(self.path) as file:
                for number, line in enumerate(_bounded(file), 1):
                    if line is None:
                        self._note(number, f"is longer than {_LONGEST:,} bytes")
                    elif (entity := line.strip().removesuffix(b",").rstrip()) not in _AROUND:
                        yield number, entity
        except (OSError, EOFError, zlib.error) as error:
            hint = "check the path; a dump is JSON, plain or as .gz or .bz2"
            reason = getattr(error, "strerror", None) or str(error)
            raise InvalidInput.unreadable(self.path, reason, hint=hint) from error

    def _note(self, number: int, reason: str) -> None:
        self.skipped += 1
        if len(self.bad) < _SHOWN:
            self.bad.append((number, reason))


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast("IO[bytes]", gzip.open(path, "rb"))
    return bz2.open(path, "rb") if path.suffix == ".bz2" else path.open("rb")


def _bounded(file: IO[bytes]) -> Iterator[bytes | None]:
    """Yield the lines of a file; None for one that is too long to be held."""
    while line := file.readline(_LONGEST + 1):
        if len(line) <= _LONGEST:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(_LONGEST)
        yield None


def parse_entity(line: bytes) -> Entity | None:
    """Return the item that a line holds, or None where it holds another kind of entity.

    >>> parse_entity(b'{"id": "Q42", "labels": {"en": {"language": "en", "value": "Lena Ost"}}}').labels
    ('Lena Ost',)

    Raises:
        ValueError: it holds none.
    """
    held = _parse(line)
    name = held.get("id")
    if not isinstance(name, str) or not name:
        raise ValueError("is no entity: it has no id")
    if not _ITEM.match(name):
        return None
    labels = _texts(held.get("labels"))
    return Entity(
        id=name,
        labels=tuple(dict.fromkeys(text for _, text in labels)),
        aliases=tuple(dict.fromkeys(text for _, text in _texts(held.get("aliases")))),
        kinds=_values(held, "P31"),
        countries=_values(held, "P17") | _values(held, "P27"),
        label=min(labels, key=lambda one: (one[0] not in ("en", "mul"), one[0]), default=("", name))[1],
    )


def _parse(line: bytes) -> dict[str, Any]:
    try:
        held = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8: byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"is no JSON: {error.msg}, at character {error.pos + 1}") from error
    return held if isinstance(held, dict) else {}


def _texts(held: Any) -> list[tuple[str, str]]:
    """Return the texts of a mapping by language, with their languages; in each is one text, or a list of them."""
    found = []
    for language, several in held.items() if isinstance(held, dict) else ():
        for one in several if isinstance(several, list) else (several,):
            text = one.get("value") if isinstance(one, dict) else None
            if isinstance(text, str):
                found.append((language, text))
    return found


def _values(held: dict[str, Any], name: str) -> frozenset[str]:
    """Return the items that are the values of a property, those left out that are deprecated."""
    claims = held.get("claims")
    several = claims.get(name) if isinstance(claims, dict) else None
    found = (_value(one) for one in (several if isinstance(several, list) else ()))
    return frozenset(value for value in found if value)


def _value(claim: Any) -> str:
    for key in ("mainsnak", "datavalue", "value", "id"):
        if not isinstance(claim, dict) or claim.get("rank") == "deprecated":
            return ""
        claim = claim.get(key)
    return claim if isinstance(claim, str) else ""
