"""Reads one section of the form: each field by its kind, all problems noted. Layer: sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

from ..errors import did_you_mean
from ..iris import Curie
from .form import FORMS, Field
from .located import Item, Mapping, Scalar, Sequence
from .moments import read_time
from .problems import Mark
from .resolving import Resolver
from .templates import Cell, Template
from .values import (
    read_boolean,
    read_choice,
    read_class,
    read_codes,
    read_concept,
    read_concern_role,
    read_id,
    read_integer,
    read_iri,
    read_label,
    read_number,
    read_plain,
    read_quote,
)

CONDITION_KINDS: Final = ("if", "unless", "only-if")


@dataclass(frozen=True, slots=True)
class Filled:
    """A section that was read: the values of its fields, those that stand there, and where they stand."""

    form: str
    mark: Mark
    values: dict[str, Any]
    marks: dict[str, Mark]

    def get(self, name: str) -> Any:
        """Return the value of a field, None where it was left out, a tuple where it may have several."""
        return self.values.get(name)

    def many(self, name: str) -> tuple[Any, ...]:
        """Return the values of a field that may have several."""
        value: tuple[Any, ...] = self.values.get(name, ())
        return value

    def where(self, name: str) -> Mark:
        """Return where a field stands, or the section where it does not."""
        return self.marks.get(name, self.mark)


def read_form(form: str, item: Item, resolver: Resolver) -> Filled | None:
    """Read a section; unknown, missing and malformed fields are noted, the others are kept."""
    if not isinstance(item, Mapping):
        hint = f"its fields are: {_names(form)}"
        resolver.problems.error("not-a-form", item.mark, f"a {form} is a mapping of fields", hint=hint)
        return None
    fields = {known.name: known for known in FORMS[form]}
    filled = Filled(form, item.mark, {}, item.keys)
    for key, value in item.entries.items():
        if key in fields:
            _put(filled, fields[key], value, resolver)
        else:
            hint = did_you_mean(key, fields) or f"its fields are: {_names(form)}"
            resolver.problems.error(
                "unknown-field", item.keys[key], f"a {form} has no field {key!r}", hint=hint, id=key
            )
    _note_missing(form, item, resolver)
    return filled


def _note_missing(form: str, item: Mapping, resolver: Resolver) -> None:
    for known in FORMS[form]:
        found = item.entries.get(known.name)
        if known.required and (found is None or _is_empty(found)):
            message = f"the {form} has no {known.name!r}"
            resolver.problems.error("missing-field", item.mark, message, hint=known.doc, id=known.name)


def _names(form: str) -> str:
    return ", ".join(known.name for known in FORMS[form])


def _is_empty(item: Item) -> bool:
    return isinstance(item, Scalar) and not item.text and not item.quoted


def _put(filled: Filled, known: Field, item: Item, resolver: Resolver) -> None:
    if _is_empty(item):
        return
    if known.many:
        filled.values[known.name] = _read_many(known, item, resolver)
    elif isinstance(item, Sequence):
        message = f"{known.name!r} takes one value"
        resolver.problems.error("one-value", item.mark, message, hint="write it without brackets", id=known.name)
    else:
        value = _read_one(known, item, resolver)
        if value is not None:
            filled.values[known.name] = value


def _read_one(known: Field, item: Item, resolver: Resolver) -> Any:
    kind, _, argument = known.kind.partition(":")
    return READERS[kind](item, argument, resolver)


def _read_many(known: Field, item: Item, resolver: Resolver) -> tuple[Any, ...]:
    """Read a list, or the one value that stands for a list of one."""
    items = item.items if isinstance(item, Sequence) else (item,)
    values = [value for one in items if (value := _read_one(known, one, resolver)) is not None]
    return tuple(chain.from_iterable(values)) if known.kind == "label" else tuple(values)


def _step(item: Item, resolver: Resolver) -> Filled | None:
    """Read one step of a chain: a name, several, or an actor with what this step adds."""
    if isinstance(item, Mapping):
        return _step_with_fields(item, resolver)
    several = isinstance(item, Sequence)
    found = [resolver.actor(one) for one in (item.items if isinstance(item, Sequence) else (item,))]
    actors = tuple(actor for actor in found if actor)
    return Filled("step", item.mark, {"speakers" if several else "actor": actors}, {}) if actors else None


def _step_with_fields(item: Mapping, resolver: Resolver) -> Filled | None:
    own = {known.name for known in FORMS["step"]} & item.entries.keys()
    rest = Mapping({key: item.entries[key] for key in item.entries if key in own}, item.keys, item.mark)
    filled = read_form("step", rest, resolver)
    if filled is None or own == item.entries.keys():
        return filled
    who = Mapping({key: item.entries[key] for key in item.entries.keys() - own}, item.keys, item.mark)
    actor = resolver.actor(who)
    if actor:
        filled.values["actor"] = (actor,)
    return filled


def _texts(item: Item, _argument: str, resolver: Resolver) -> dict[str, str] | None:
    """Read texts by text; one text stands for itself."""
    if isinstance(item, Scalar):
        return {item.text: item.text}
    if isinstance(item, Mapping) and all(isinstance(value, Scalar) for value in item.entries.values()):
        return {key: value.text for key, value in item.entries.items() if isinstance(value, Scalar)}
    resolver.problems.error("wrong-value", item.mark, "a mapping of texts is expected here", hint="write {a: b, c: d}")
    return None


def _one_of(item: Item, argument: str, resolver: Resolver) -> str | None:
    return read_choice(item, {word: word for word in argument.split("|")}, "choice", resolver)


def _cell(item: Item, argument: str, resolver: Resolver) -> Cell | None:
    """Read what a field of a row is read from: a template, or a template with what its texts stand for."""
    if isinstance(item, Scalar):
        return Cell(template=Template(item.text), kind=argument, mark=item.mark)
    if isinstance(item, Mapping) and len(item.entries) == 1 and all(map(_is_empty, item.entries.values())):
        name = next(iter(item.entries))
        hint = f'write the column in quotation marks: "{{{name}}}"'
        resolver.problems.error("wrong-value", item.mark, f"{{{name}}} is a mapping in YAML", hint=hint, id=name)
        return None
    filled = read_form("cell", item, resolver)
    if filled is None or filled.get("text") is None:
        return None
    return Cell(
        template=Template(filled.get("text")),
        kind=argument,
        mark=item.mark,
        codes=filled.get("codes"),
        by_code=filled.get("by") == "code",
        date_format=filled.get("date") or "",
    )


def _form(item: Item, argument: str, resolver: Resolver) -> Filled | None:
    return _step(item, resolver) if argument == "step" else read_form(argument, item, resolver)


def _named(kind: str) -> Callable[[Item, str, Resolver], Curie | None]:
    return lambda item, _argument, resolver: resolver.name(kind, item)


READERS: Final[dict[str, Callable[[Item, str, Resolver], Any]]] = {
    "text": read_plain,
    "quote": read_quote,
    "label": read_label,
    "id": read_id,
    "iri": read_iri,
    "number": read_number,
    "integer": read_integer,
    "boolean": read_boolean,
    "time": read_time,
    "codes": read_codes,
    "class": read_class,
    "concept": read_concept,
    "concern-role": read_concern_role,
    "texts": _texts,
    "one-of": _one_of,
    "cell": _cell,
    "form": _form,
    "actor": lambda item, _argument, resolver: resolver.actor(item),
    "target": lambda item, _argument, resolver: resolver.target(item),
    "reading": lambda item, _argument, resolver: resolver.reading(item),
} | {kind: _named(kind) for kind in ("issue", "prop", "event", "post")}
