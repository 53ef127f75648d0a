"""The named questions: query files that say what they ask for, what they answer and what they cannot. Layer: queries.

A question is a file of ``named/``, a SELECT with a header::

    # title: Who wants what, and how much
    # parameter: about issue optional  only what is on this issue, or on one below it
    # answers: …
    # cannot answer: …
    # columns:
    #   holder
    #   speaker* = reading.expressedIn.speaker  who said it
    # shown: holder speaker
    # sort: holder target
    # silence: no source states a position on {about}

Parameters are bound to the variables that have their names, and a line that ends with ``# with: about`` belongs to the
query only when that parameter is given; one with ``# without: about``, only when it is not. What a column holds is
bound by the query, or looked up from a node that it finds, along a path of fields. A column with ``*`` collects all
values, and solutions that agree in all other columns are one row. Among the columns that people are shown, ``remarks``
stands for what is out of the ordinary in ground, factuality, certainty, status and need of review.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final, Self

from ..errors import UnknownNameError
from ..query_files import QueryFile, read_query_files

LIMIT: Final = 200
"""Rows that a question returns at most."""

_PARAMETER: Final = re.compile(r"(\w+) (\w+) (required|optional)\s+(\S.*)", re.DOTALL)
_COLUMN: Final = re.compile(r"(\w+)(\*?)(?: = ([\w.]+))?(?:\s\s+(\S.*))?")
_SELECTED: Final = re.compile(r"SELECT(?: DISTINCT)?((?:\s+(?:\?\w+|\(.*?AS \?\w+\)))+)", re.DOTALL)
_VARIABLE: Final = re.compile(r"\?(\w+)(?=\)|\s|$)")
_LIMIT: Final = re.compile(r"LIMIT (\d+)\s*\Z")
_MARK: Final = re.compile(r"# (with|without): (\w+)$")


class Kind(StrEnum):
    """What a parameter may name."""

    ACTOR = "actor"
    ACTORS = "actors"
    ISSUE = "issue"
    EVENT = "event"
    TARGET = "target"
    READING = "reading"


class Held(StrEnum):
    """Which readings a question is about: those that hold at the date, or all that were known."""

    ACTIVE = "active"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a question can be asked with."""

    name: str
    kind: Kind
    required: bool
    meaning: str

    @classmethod
    def parse(cls, entry: str) -> Self:
        """Return the parameter that a header entry describes."""
        name, kind, need, meaning = _matched(_PARAMETER, entry).groups()
        return cls(name=name, kind=Kind(kind), required=need == "required", meaning=_one_line(meaning))


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a row holds under one key: the variable that the query binds, or what a ``path`` leads to.

    A path is a variable and the fields to follow from it.
    """

    name: str
    many: bool
    path: tuple[str, ...]
    meaning: str

    @classmethod
    def parse(cls, line: str, subject: str, variables: Collection[str]) -> Self:
        """Return the column that a line of the header describes."""
        name, star, path, meaning = _matched(_COLUMN, line.strip()).groups()
        own = (name,) if name in variables else (subject, name)
        return cls(name=name, many=bool(star), path=tuple(path.split(".")) if path else own, meaning=meaning or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A named question."""

    name: str
    title: str
    answers: str
    cannot: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    variables: tuple[str, ...]
    subject: str
    """The variable of the node that has the evidence: a reading, or what else the question finds."""
    partners: tuple[str, ...]
    """The variables of further readings that must hold at the date too, for a solution to be a row."""
    held: Held
    off_story: bool
    needs: str
    """The column without which a solution is no row, but something to be told."""
    lacking: str
    """What is told of it; names of columns stand in braces."""
    silences: tuple[str, ...]
    """What is said when there are no rows; names of parameters stand in braces."""
    shown: tuple[str, ...]
    """The columns of the table for people."""
    sort: tuple[str, ...]
    full_if: str
    """The column of the statement table that must have gaps for there to be an answer."""
    limit: int
    """Solutions that the query returns at most: one more than rows, or many where several make one row."""
    text: str

    @classmethod
    def read(cls, file: QueryFile) -> Self:
        """Return the question that a query file holds."""
        select = _matched(_SELECTED, file.text)[1]
        variables, subject = tuple(_VARIABLE.findall(select)), file.one("subject", "reading")
        lines = file.one("columns").splitlines()
        columns = tuple(Column.parse(line, subject, variables) for line in lines if line.strip())
        needs, _, lacking = file.one("needs").partition(" ")
        return cls(
            name=file.name,
            title=_one_line(file.one("title")),
            answers=_one_line(file.one("answers")),
            cannot=_one_line(file.one("cannot answer")),
            parameters=tuple(map(Parameter.parse, file.header.get("parameter", ()))),
            columns=columns,
            variables=variables,
            subject=subject,
            partners=tuple(file.one("partner").split()),
            held=Held(file.one("held", Held.ACTIVE)),
            off_story=file.one("off-story") == "yes",
            needs=needs,
            lacking=_one_line(lacking),
            silences=tuple(map(_one_line, file.header.get("silence", ()))),
            shown=tuple(file.one("shown").split()) or tuple(column.name for column in columns),
            sort=tuple(file.one("sort").split()) or tuple(column.name for column in columns),
            full_if=file.one("gaps in"),
            limit=int(_matched(_LIMIT, file.text)[1]),
            text=file.text,
        )

    def query(self, given: Collection[str]) -> str:
        """Return the query for the parameters that are given, without comments."""
        lines = (line for line in self.text.splitlines() if not line.lstrip().startswith("#"))
        marked = ((line, _MARK.search(line)) for line in lines)
        kept = (line for line, mark in marked if mark is None or (mark[2] in given) == (mark[1] == "with"))
        return "\n".join(_MARK.sub("", line).rstrip() for line in kept)

    def places(self, parameter: Parameter) -> tuple[str, ...]:
        """Return the variables that a parameter is bound to: one, or of several actors one each."""
        if parameter.kind is not Kind.ACTORS:
            return (parameter.name,)
        return tuple(name for name in self.variables if name.rpartition("_")[0] == parameter.name)

    def parameter(self, name: str) -> Parameter:
        """Return the parameter of that name.

        Raises:
            UnknownNameError: the question has none.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        if name not in known:
            raise UnknownNameError.of(f"parameter of {self.name}", name, list(known) or ["none"])
        return known[name]

    @property
    def usage(self) -> str:
        """How the question is asked on the command line.

        >>> get_question("position-of").usage
        'position-of actor=… on=…'
        >>> get_question("mediators").usage
        'mediators [between=…,…]'
        """
        words = ((one, f"{one.name}={','.join('…' for _ in self.places(one))}") for one in self.parameters)
        return " ".join([self.name, *(word if one.required else f"[{word}]" for one, word in words)])


@cache
def questions() -> dict[str, Question]:
    """Return all named questions by name, sorted."""
    return {name: Question.read(file) for name, file in read_query_files("stancegraph.queries", "named").items()}


def get_question(name: str) -> Question:
    """Return the question of that name.

    Raises:
        UnknownNameError: there is none.
    """
    if name not in questions():
        raise UnknownNameError.of("question", name, list(questions()))
    return questions()[name]


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    """Return the match of a header entry: the files ship with the program, so that it fits is for the tests to hold."""
    found = pattern.search(text)
    if found is None:
        raise UnknownNameError(f"a question has a header that cannot be read: {text!r}")
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())
