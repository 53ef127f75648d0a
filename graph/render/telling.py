"""Times, conditions and claims in words, as the page tells them. Layer: render."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from .things import Thing, Things

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS: Final = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
DOUBTS: Final = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
ROLES: Final = {
    "party": "is a party to", "host": "hosts", "attendee": "attends", "guarantor": "guarantees",
    "observer": "observes", "mediator": "mediates in", "facilitator": "facilitates",
    "go-between": "is a go-between in", "good-offices": "offers good offices in", "convener": "convenes",
}  # fmt: skip
CAPACITIES: Final = {"heads": "heads", "speaks-for": "speaks for", "relays": "relays the words of"}


def day(iso: str) -> str:
    """Return the day of an ISO date or time in words; what is no date comes back as it is.

    >>> day("2031-03-02T08:00:00Z"), day("2031")
    ('2 March 2031', '2031')
    """
    try:
        moment = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def period(edtf: str) -> str:
    """Return a date in EDTF in words; what has none comes back as it was typed.

    >>> period("2031-04"), period("2031-22"), period("2031-03-20~"), period("2031-02-11/2031-02-13"), period("2029/..")
    ('April 2031', 'summer 2031', 'about 20 March 2031', '11 February 2031 to 13 February 2031', 'from 2029')
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return _moment(edtf)
    if first in {"", ".."}:
        return f"until {_moment(last)}"
    return f"from {_moment(first)}" if last in {"", ".."} else f"{_moment(first)} to {_moment(last)}"


def _moment(edtf: str) -> str:
    doubt = DOUBTS.get(edtf[-1:], "")
    plain = edtf.rstrip("".join(DOUBTS))
    month = re.fullmatch(r"(\d{4})-(\d\d)", plain)
    if not month:
        return doubt + day(plain)
    number = int(month[2])
    name = MONTHS[number - 1] if 1 <= number <= len(MONTHS) else SEASONS.get(month[2])
    return f"{doubt}{name} {month[1]}" if name else edtf


def tell_time(thing: Thing, things: Things) -> str:
    """Return when something is, as far as it was said: a date, or its place before, after or during an event."""
    relative = [
        f"{word} {things.label(name)}" for word in ("before", "after", "during") for name in thing.all(f"sg:{word}")
    ]
    return ", ".join(filter(None, [period(thing.one("sg:edtf")), *relative]))


def tell_condition(condition: Thing, things: Things) -> str:
    """Return a condition: only if “A” or “B”."""
    word = condition.word("sg:conditionKind").replace("-", " ")
    link = " or " if condition.word("sg:quantifier") == "any" else " and "
    return f"{word} {link.join(f'“{things.label(name)}”' for name in condition.all('sg:over'))}"


def tell_claim(claim: Thing, things: Things) -> str:
    """Return what a claim says is so, or says is not so."""
    asserted = [things[name] for name in claim.all("sg:asserts")]
    told = [_tell_none(things[name], things) for name in claim.all("sg:assertsNone")]
    text = "; ".join([*(tell_asserted(thing, things) for thing in asserted), *told])
    return f"Not so: {text}" if claim.word("sg:polarity") == "negative" else text


def tell_asserted(thing: Thing, things: Things) -> str:
    """Return one thing that a claim asserts: who takes part, holds a post or speaks for whom, what causes what."""
    tell = next((tell for name, tell in _TELLERS.items() if thing.has("rdf:type", name)), _tell_event)
    return tell(thing, things)


def _tell_participation(thing: Thing, things: Things) -> str:
    who, role = things.label(thing.one("sg:participant")), thing.word("sg:role")
    between = joined(things.label(name) for name in thing.all("sg:between"))
    parts = [who, ROLES.get(role, "takes part in"), things.label(thing.one("sg:inEvent"))]
    parts += [f"between {between}"] if between else []
    parts += ["with others who are not named"] if thing.has("sg:openSet", "true") else []
    return " ".join(parts)


def _tell_tenure(thing: Thing, things: Things) -> str:
    return f"{things.label(thing.one('sg:person'))} is {things.label(thing.one('sg:post'))}"


def _tell_representation(thing: Thing, things: Things) -> str:
    who, whom = (things.label(thing.one(name)) for name in ("sg:representative", "sg:represents"))
    return f"{who} {CAPACITIES.get(thing.word('sg:capacity'), 'represents')} {whom}"


def _tell_causation(thing: Thing, things: Things) -> str:
    return f"{things.label(thing.one('sg:cause'))} leads to {things.label(thing.one('sg:effect'))}"


def _tell_event(thing: Thing, things: Things) -> str:
    return things.label(thing.name)


def _tell_none(pattern: Thing, things: Things) -> str:
    """Return what a claim says there was none of; its bounds in time are told as everywhere."""
    kind = pattern.word("sg:eventKind").replace("-", " ") or "event"
    who = joined(things.label(name) for name in pattern.all("sg:participant"))
    return " ".join(filter(None, [f"no {kind}", who and f"of {who}", tell_time(pattern, things)]))


def whole_words(around: str, *, last: bool) -> str:
    """Return what stands before a quote, whose last words are whole, or after it, without the word that is cut.

    >>> whole_words("ore the quay. He said: ", last=True), whole_words(" and left. It was a lo", last=False)
    ('… the quay. He said: ', ' and left. It was a …')
    """
    if last:
        return f"… {around.partition(' ')[2]}" if " " in around.rstrip() else around
    return f"{around.rpartition(' ')[0]} …" if " " in around.lstrip() else around


def joined(names: Iterable[str]) -> str:
    """Return names as a list in words.

    >>> joined(["Arland", "Brin", "Cassia"])
    'Arland, Brin and Cassia'
    """
    *first, last = list(names) or [""]
    return f"{', '.join(first)} and {last}" if first else last


_TELLERS: Final[dict[str, Callable[[Thing, Things], str]]] = {
    "sg:Participation": _tell_participation,
    "sg:Tenure": _tell_tenure,
    "sg:Representation": _tell_representation,
    "sg:Causation": _tell_causation,
}
