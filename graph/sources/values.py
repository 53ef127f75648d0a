"""Reads single values of the form: texts, labels, ids, IRIs, numbers, concepts. Layer: sources.

Each reader takes what stands in the file, the argument of the field's kind, and the resolver with the notebook of
problems; it returns the value, or None where it has noted what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..errors import did_you_mean
from ..iris import is_id, is_iri
from ..model.node import Text
from ..vocabulary import kebab, vocabulary
from .located import Item, Mapping, Scalar, Sequence
from .resolving import Resolver, split_kind

_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)\Z")
# BCP 47, in lower case: the store keeps tags so, and what is typed is never changed in silence.
_LANGUAGE: Final = re.compile(r"(?:[a-z]{2,8}|x)(?:-[a-z0-9]{1,8})*\Z")
CONCERN_ROLES: Final = {"blamed": "blames", "obliged": "obliges", "beneficiary": "benefits"}


def read_scalar(item: Item, resolver: Resolver, what: str) -> Scalar | None:
    """Return a scalar; note that one is expected where there is none."""
    if isinstance(item, Scalar):
        return item
    resolver.problems.error("wrong-value", item.mark, f"{what} is expected here")
    return None


def read_plain(item: Item, _argument: str, resolver: Resolver) -> str | None:
    """Return a text as it was typed."""
    scalar = read_scalar(item, resolver, "a text")
    return scalar.text if scalar else None


def read_quote(item: Item, _argument: str, resolver: Resolver) -> Scalar | None:
    """Return the words of a quote, with their place."""
    scalar = read_scalar(item, resolver, "a quote")
    if scalar and not scalar.text.strip():
        resolver.problems.error("wrong-value", scalar.mark, "the quote is empty", hint="copy the words from the text")
        return None
    return scalar


def read_label(item: Item, _argument: str, resolver: Resolver) -> tuple[Text, ...]:
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
                    hint="write a BCP 47 tag in lower case, such as en or pt-br",
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


def read_id(item: Item, _argument: str, resolver: Resolver) -> str | None:
    """Return an id, the kind that it may carry taken off."""
    scalar = read_scalar(item, resolver, "an id")
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


def read_iri(item: Item, _argument: str, resolver: Resolver) -> str | None:
    """Return an absolute IRI."""
    scalar = read_scalar(item, resolver, "an IRI")
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


def read_number(item: Item, _argument: str, resolver: Resolver) -> Decimal | None:
    """Return a number, exactly as typed."""
    scalar = read_scalar(item, resolver, "a number")
    if scalar is None or _NUMBER.match(scalar.text):
        return Decimal(scalar.text) if scalar else None
    resolver.problems.error(
        "wrong-value", scalar.mark, f"{scalar.text!r} is no number", hint="write digits with a decimal point"
    )
    return None


def read_integer(item: Item, argument: str, resolver: Resolver) -> int | None:
    """Return a whole number."""
    number = read_number(item, argument, resolver)
    if number is None or number == int(number):
        return None if number is None else int(number)
    resolver.problems.error("wrong-value", item.mark, f"{number} is no whole number")
    return None


def read_boolean(item: Item, _argument: str, resolver: Resolver) -> bool | None:
    """Return true or false."""
    scalar = read_scalar(item, resolver, "true or false")
    if scalar is None or scalar.text in ("true", "false"):
        return scalar.text == "true" if scalar else None
    resolver.problems.error(
        "wrong-value", scalar.mark, f"{scalar.text!r} is neither true nor false", hint="write true or false"
    )
    return None


def read_choice(item: Item, known: dict[str, str], what: str, resolver: Resolver) -> str | None:
    """Return what a word of a closed list stands for."""
    scalar = read_scalar(item, resolver, f"a {what}")
    if scalar is None:
        return None
    if scalar.text in known:
        return known[scalar.text]
    hint = did_you_mean(scalar.text, known) or f"there are: {', '.join(known)}"
    resolver.problems.error(
        "unknown-concept", scalar.mark, f"there is no {what} {scalar.text!r}", hint=hint, id=scalar.text
    )
    return None


def read_concept(item: Item, argument: str, resolver: Resolver) -> str | None:
    """Return the notation of a concept that the field may take."""
    concepts = vocabulary().concepts_of(argument)
    return read_choice(item, {notation: notation for notation in concepts}, argument, resolver)


def read_class(item: Item, _argument: str, resolver: Resolver) -> str | None:
    """Return the class of a kind of actor."""
    return read_choice(item, actor_classes(), "kind of actor", resolver)


def read_concern_role(item: Item, _argument: str, resolver: Resolver) -> str | None:
    """Return the field that a role of someone concerned is kept in."""
    return read_choice(item, CONCERN_ROLES, "role", resolver)


def actor_classes() -> dict[str, str]:
    """Return the kinds of actor that can be registered, as they are typed, with their classes.

    >>> actor_classes()["media-outlet"]
    'MediaOutlet'
    """
    concluded = {"Actor", "Official", "Mediator", "AnonymousActor"}
    return {kebab(name): name for name in vocabulary().classes_below("Actor") if name not in concluded}


def read_codes(item: Item, _argument: str, resolver: Resolver) -> tuple[str, ...] | None:
    """Return codes, whatever they are called."""
    if isinstance(item, Mapping) and all(isinstance(value, Scalar) for value in item.entries.values()):
        return tuple(value.text for value in item.entries.values() if isinstance(value, Scalar))
    resolver.problems.error("wrong-value", item.mark, "codes are a mapping", hint="write {iso2: IR, iso3: IRN}")
    return None
