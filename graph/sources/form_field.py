"""A field of the YAML form: its name, what may stand there, and what it means. Layer: sources.

The kind of a field says what may stand there:

``text`` · ``label`` (text, or one a language) · ``id`` · ``iri`` · ``number`` · ``integer`` · ``boolean`` · ``time`` ·
``quote`` · ``codes`` · ``class`` (kind of actor) · ``concept:FIELD`` (a concept that the ontology allows for FIELD) ·
``form:NAME`` · ``actor``, ``issue``, ``prop``, ``event``, ``post`` (a name of the registry) · ``target`` (any of these,
or a reading) · ``reading`` · ``texts`` (texts by text) · ``one-of:A|B`` · ``cell:KIND`` (a text of that kind in which
``{column}`` stands for what a row has there; or form ``cell``)
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a section of the form."""

    name: str
    kind: str
    doc: str
    many: bool = False
    required: bool = False


def one(name: str, kind: str, doc: str) -> Field:
    """Return a field that may have one value."""
    return Field(name=name, kind=kind, doc=doc)


def many(name: str, kind: str, doc: str) -> Field:
    """Return a field that may have several values."""
    return Field(name=name, kind=kind, doc=doc, many=True)


def need(name: str, kind: str, doc: str, *, many: bool = False) -> Field:
    """Return a field that must have a value."""
    return Field(name=name, kind=kind, doc=doc, many=many, required=True)
