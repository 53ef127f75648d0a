"""Reads one section of the form: each field by its kind, all problems noted. Layer: sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain
from typing import Any, Final

from ..errors import did_you_mean
from ..iris import Curie, is_id, is_iri
from ..model.node import Text, Values
from ..times import HINT, Interval, parse_time
from ..vocabulary import vocabulary
from .form import FORMS, Field
from .located import Item, Mapping, Scalar, Sequence
from .problems import Mark
from .resolving import Resolver, split_kind

_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)\Z")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")
_RELATIONS: Final = ("before", "after", "during")
CONCERN_ROLES: Final = {"blamed": "blames", "obliged": "obliges", "beneficiary": "benefits"}
CONDITION_KINDS: Final = ("if", "unless", "only-if")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time as the form gives it: bounds, and events that it comes before, after or in."""

    interval: Interval = field(default_factory=Interval)
    before: Curie | None = None
    after: Curie | None = None
    during: Curie | None = None

    def values(self) -> dict[str, Values]:
        """Return the fields of a node at this time."""
        bounds = {
            "earliest": self.interval.earliest or None,
            "latest": self.interval.latest or None,
            "edtf": self.interval.edtf or None,
        }
        return {**bounds, "before": self.before, "after": self.after, "during": self.during}


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


def _scalar(item: Item, resolver: Resolver, what: str) -> Scalar | None:
    if isinstance(item, Scalar):
        return item
    resolver.problems.error("wrong-value", item.mark, f"{what} is expected here")
    return None


def _text(item: Item, _argument: str, resolver: Resolver) -> str | None:
    scalar = _scalar(item, resolver, "a text")
    return scalar.text if scalar else None


def _quote(item: Item, _argument: str, resolver: Resolver) -> Scalar | None:
    scalar = _scalar(item, resolver, "a quote")
    if scalar and not scalar.text.strip():
        resolver.problems.error("wrong-value", scalar.mark, "the quote is empty", hint="copy the words from the text")
        return None
    return scalar


def _label(item: Item, _argument: str, resolver: Resolver) -> tuple[Text, ...]:
    """Read a text, or texts by language: the same for labels and aliases."""
    if isinstance(item, Scalar):
        return (Text(item.text, ""),)
    if isinstance(item, Mapping):
        for language in item.entries:
            if not _LANGUAGE.match(language):
                message = f"{language!r} is no language tag"
                resolver.problems.error(
                    "bad-language",
                    item.keys[language],
                    message,
                    hint="write a BCP 47 tag, such as en or pt-BR",
                    id=language,
                )
        return tuple(
            Text(scalar.text, language)
            for language, value in item.entries.items()
            for scalar in _scalars(value)
            if _LANGUAGE.match(language)
        )
    resolver.problems.error("wrong-value", item.mark, "a text, or one text a language, is expected here")
    return ()


def _scalars(item: Item) -> Iterator[Scalar]:
    for one in item.items if isinstance(item, Sequence) else (item,):
        if isinstance(one, Scalar):
            yield one


def _id(item: Item, _argument: str, resolver: Resolver) -> str | None:
    scalar = _scalar(item, resolver, "an id")
    if scalar is None:
        return None
    text = split_kind(scalar.text)[1]
    if is_id(text):
        return text
    resolver.problems.error(
        "bad-id",
        scalar.mark,
        f"{scalar.text!r} cannot be an id",
        hint="use lower case letters, digits and single hyphens",
        id=scalar.text,
    )
    return None


def _iri(item: Item, _argument: str, resolver: Resolver) -> str | None:
    scalar = _scalar(item, resolver, "an IRI")
    if scalar is None or is_iri(scalar.text):
        return scalar.text if scalar else None
    resolver.problems.error(
        "bad-iri",
        scalar.mark,
        f"{scalar.text!r} is no absolute IRI",
        hint="write it in full, without spaces: https://…",
        id=scalar.text,
    )
    return None


def _number(item: Item, _argument: str, resolver: Resolver) -> Decimal | None:
    scalar = _scalar(item, resolver, "a number")
    if scalar is None or _NUMBER.match(scalar.text):
        return Decimal(scalar.text) if scalar else None
    resolver.problems.error(
        "wrong-value", scalar.mark, f"{scalar.text!r} is no number", hint="write digits with a decimal point"
    )
    return None


def _integer(item: Item, argument: str, resolver: Resolver) -> int | None:
    number = _number(item, argument, resolver)
    if number is None or number == int(number):
        return None if number is None else int(number)
    resolver.problems.error("wrong-value", item.mark, f"{number} is no whole number")
    return None


def _boolean(item: Item, _argument: str, resolver: Resolver) -> bool | None:
    scalar = _scalar(item, resolver, "true or false")
    if scalar is None or scalar.text in ("true", "false"):
        return scalar.text == "true" if scalar else None
    resolver.problems.error(
        "wrong-value", scalar.mark, f"{scalar.text!r} is neither true nor false", hint="write true or false"
    )
    return None


def _choice(item: Item, known: dict[str, str], what: str, resolver: Resolver) -> str | None:
    scalar = _scalar(item, resolver, f"a {what}")
    if scalar is None:
        return None
    if scalar.text in known:
        return known[scalar.text]
    hint = did_you_mean(scalar.text, known) or f"there are: {', '.join(known)}"
    resolver.problems.error(
        "unknown-concept", scalar.mark, f"there is no {what} {scalar.text!r}", hint=hint, id=scalar.text
    )
    return None


def _concept(item: Item, argument: str, resolver: Resolver) -> str | None:
    concepts = vocabulary().concepts_of(argument)
    return _choice(item, {notation: notation for notation in concepts}, argument, resolver)


def _class(item: Item, _argument: str, resolver: Resolver) -> str | None:
    return _choice(item, actor_classes(), "kind of actor", resolver)


def _concern_role(item: Item, _argument: str, resolver: Resolver) -> str | None:
    return _choice(item, CONCERN_ROLES, "role", resolver)


def actor_classes() -> dict[str, str]:
    """Return the kinds of actor that can be registered, as they are typed, with their classes.

    >>> actor_classes()["media-outlet"]
    'MediaOutlet'
    """
    concluded = {"Actor", "Official", "Mediator", "AnonymousActor"}
    return {kebab(name): name for name in vocabulary().classes_below("Actor") if name not in concluded}


def kebab(name: str) -> str:
    """Return a class name as it is typed in YAML and on the command line.

    >>> kebab("GovernmentBody")
    'government-body'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def _codes(item: Item, _argument: str, resolver: Resolver) -> tuple[str, ...] | None:
    if isinstance(item, Mapping) and all(isinstance(value, Scalar) for value in item.entries.values()):
        return tuple(value.text for value in item.entries.values() if isinstance(value, Scalar))
    resolver.problems.error("wrong-value", item.mark, "codes are a mapping", hint="write {iso2: IR, iso3: IRN}")
    return None


def _time(item: Item, _argument: str, resolver: Resolver) -> Moment | None:
    if isinstance(item, Scalar):
        interval = _interval(item, resolver)
        return Moment(interval=interval) if interval else None
    if not isinstance(item, Mapping):
        resolver.problems.error("bad-time", item.mark, "a time is expected here", hint=HINT)
        return None
    moment = Moment()
    for key, value in item.entries.items():
        moment = _add_to(moment, key, value, item.keys[key], resolver)
    return moment


def _add_to(moment: Moment, key: str, value: Item, mark: Mark, resolver: Resolver) -> Moment:
    if key in _RELATIONS:
        related: dict[str, Any] = {key: resolver.name("event", value)}
        return replace(moment, **related)
    if key in ("edtf", "earliest", "latest") and isinstance(value, Scalar):
        found = _interval(value, resolver) or Interval()
        if key == "edtf":
            return replace(moment, interval=found)
        return replace(moment, interval=replace(moment.interval, **{key: getattr(found, key)}))
    resolver.problems.error(
        "unknown-field",
        mark,
        f"a time has no field {key!r}",
        hint="it has: edtf, earliest, latest, before, after, during",
        id=key,
    )
    return moment


def _interval(scalar: Scalar, resolver: Resolver) -> Interval | None:
    try:
        return parse_time(scalar.text)
    except ValueError as error:
        resolver.problems.error(
            "bad-time",
            scalar.mark,
            str(error) if "EDTF" in str(error) else f"{scalar.text!r} is no time: {error}",
            hint=HINT,
            id=scalar.text,
        )
        return None


def _step(item: Item, resolver: Resolver) -> Filled | None:
    """Read one step of a chain: a name, several, or an actor with what this step adds."""
    if isinstance(item, Mapping):
        return _step_with_fields(item, resolver)
    several = isinstance(item, Sequence)
    found = [resolver.actor(one) for one in (item.items if isinstance(item, Sequence) else (item,))]
    actors = tuple(actor for actor in found if actor)
    return Filled("step", item.mark, {"speakers" if several else "actor": actors}, {}) if actors else None


def _step_with_fields(item: Mapping, resolver: Resolver) -> Filled | None:
    own = {known.name for known in FORMS["step"]}
    rest = Mapping({key: item.entries[key] for key in item.entries if key in own}, item.keys, item.mark)
    who = Mapping({key: item.entries[key] for key in item.entries if key not in own}, item.keys, item.mark)
    filled = read_form("step", rest, resolver)
    actor = resolver.actor(who) if who.entries else None
    if filled and actor:
        filled.values["actor"] = (actor,)
    return filled


def _form(item: Item, argument: str, resolver: Resolver) -> Filled | None:
    return _step(item, resolver) if argument == "step" else read_form(argument, item, resolver)


def _named(kind: str) -> Callable[[Item, str, Resolver], Curie | None]:
    return lambda item, _argument, resolver: resolver.name(kind, item)


READERS: Final[dict[str, Callable[[Item, str, Resolver], Any]]] = {
    "text": _text,
    "quote": _quote,
    "label": _label,
    "id": _id,
    "iri": _iri,
    "number": _number,
    "integer": _integer,
    "boolean": _boolean,
    "time": _time,
    "codes": _codes,
    "class": _class,
    "concept": _concept,
    "concern-role": _concern_role,
    "form": _form,
    "actor": lambda item, _argument, resolver: resolver.actor(item),
    "target": lambda item, _argument, resolver: resolver.target(item),
    "reading": lambda item, _argument, resolver: resolver.reading(item),
} | {kind: _named(kind) for kind in ("issue", "prop", "event", "post")}
