"""The YAML form as JSON Schema, for editors: completion and errors while one types. Layer: sources.

It is made from :data:`.form.FORMS` and the ontology; what an editor cannot know (names, quotes) stays free.
"""

from __future__ import annotations

from typing import Any, Final

from ..vocabulary import vocabulary
from .form import FORMS, Field, sections_of
from .values import CONCERN_ROLES, actor_classes

Schema = dict[str, Any]

_TEXT: Final[Schema] = {"type": "string"}
_NAME: Final[Schema] = {"type": ["string", "number"]}
_ACTOR: Final[Schema] = {
    "anyOf": [
        _NAME,
        {
            "type": "object",
            "properties": {"anon": _TEXT, "of": {"$ref": "#/$defs/actor-name"}, "count": _NAME, "id": _TEXT},
            "required": ["anon"],
            "additionalProperties": False,
        },
        {"type": "object", "properties": {"post": _TEXT}, "required": ["post"], "additionalProperties": False},
    ]
}
_MOMENT: Final[Schema] = {
    "anyOf": [
        _NAME,
        {
            "type": "object",
            "properties": dict.fromkeys(("edtf", "earliest", "latest", "before", "after", "during"), _NAME),
            "additionalProperties": False,
        },
    ]
}
_BY_LANGUAGE: Final[Schema] = {"anyOf": [_NAME, {"type": "object"}]}
_SIMPLE: Final[dict[str, Schema]] = {
    "text": _NAME,
    "quote": _NAME,
    "id": {"type": "string", "pattern": "^([a-z]+[.:])?[a-z0-9]+(-[a-z0-9]+)*$"},
    "iri": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:[^ ]*$"},
    "number": {"type": "number"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "label": _BY_LANGUAGE,
    "codes": {"type": "object", "additionalProperties": _NAME},
    "time": {"$ref": "#/$defs/time"},
    "actor": {"$ref": "#/$defs/actor-name"},
    "target": {"$ref": "#/$defs/actor-name"},
    "texts": {"anyOf": [_NAME, {"type": "object", "additionalProperties": _NAME}]},
    "cell": {"anyOf": [_NAME, {"$ref": "#/$defs/cell"}]},
}


def json_schema(form: str = "document") -> Schema:
    """Return the JSON Schema (draft 2020-12) of a file of the form."""
    sections = {name: _section(name) for name in sections_of(form) if name != form}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "stancegraph: " + form.replace("-", " "),
        **_section(form),
        "$defs": {"actor-name": _ACTOR, "time": _MOMENT, **sections},
    }


def _section(form: str) -> Schema:
    fields = FORMS[form]
    # A step is written as a name more often than as a mapping; who it is may be any form of an actor.
    free = form == "step"
    section: Schema = {
        "type": "object",
        "properties": {known.name: _value(known) for known in fields},
        "required": [known.name for known in fields if known.required],
        "additionalProperties": free,
    }
    return {"anyOf": [{"$ref": "#/$defs/actor-name"}, {"type": "array"}, section]} if free else section


def _value(known: Field) -> Schema:
    one = _one(known)
    return (
        {"description": known.doc, "anyOf": [one, {"type": "array", "items": one}, {"type": "null"}]}
        if (known.many)
        else {"description": known.doc, **one}
    )


def _one(known: Field) -> Schema:
    kind, _, argument = known.kind.partition(":")
    choices = {"concept": _concepts, "class": _classes, "concern-role": _roles, "one-of": _words}
    if kind == "form":
        return {"$ref": f"#/$defs/{argument}"}
    if kind in choices:
        return {"enum": choices[kind](argument)}
    return _SIMPLE.get(kind, _NAME)


def _concepts(field: str) -> list[str]:
    return list(vocabulary().concepts_of(field))


def _classes(_argument: str) -> list[str]:
    return list(actor_classes())


def _words(argument: str) -> list[str]:
    return argument.split("|")


def _roles(_argument: str) -> list[str]:
    return list(CONCERN_ROLES)
