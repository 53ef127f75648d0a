"""Query files: SPARQL with a header of comments that says what it is for. Layer: foundation.

Rules, checks and named questions are all such files::

    # title: Who wants what
    # parameter: about issue  only stances on this issue, or below it
    # answers: …
    #   more lines of the same entry are indented
    SELECT …
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import takewhile

_ENTRY = re.compile(r"#\s?([a-z][a-z -]*):(?:\s+(.*))?$")
_MORE = re.compile(r"#\s{2,}(.*)$|#$")


@dataclass(frozen=True, slots=True)
class QueryFile:
    """A query, its name (that of the file), and its header: each entry with its values, in order."""

    name: str
    header: Mapping[str, tuple[str, ...]]
    text: str

    def one(self, entry: str, default: str = "") -> str:
        """Return the first value of a header entry."""
        return next(iter(self.header.get(entry, ())), default)


def parse_query_file(name: str, text: str) -> QueryFile:
    r"""Return a query with its header.

    >>> parse_query_file("a", "# title: Who\n#   wants what\nASK {}").one("title")
    'Who\nwants what'
    """
    header: dict[str, list[str]] = {}
    current: list[str] = []
    for line in takewhile(lambda line: line.startswith("#"), text.splitlines()):
        entry, more = _ENTRY.match(line), _MORE.match(line)
        if entry:
            current = header.setdefault(entry[1], [])
            current.append(entry[2] or "")
        elif more and current:
            current[-1] = f"{current[-1]}\n{more[1] or ''}".strip("\n")
    return QueryFile(name, {key: tuple(values) for key, values in header.items()}, text)


def read_query_files(package: str, folder: str = "") -> dict[str, QueryFile]:
    """Return the query files of a folder of a package by name, sorted."""
    place = files(package)
    place = place.joinpath(folder) if folder else place
    return {
        path.name.removesuffix(".rq"): _read(path)
        for path in sorted(place.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".rq")
    }


def _read(path: Traversable) -> QueryFile:
    return parse_query_file(path.name.removesuffix(".rq"), path.read_text(encoding="utf-8"))
