"""Times of the form: EDTF or ISO 8601, or relative to events. Layer: sources."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from ..iris import Curie
from ..model.node import Values
from ..times import HINT, Interval, parse_time
from .located import Item, Mapping, Scalar
from .problems import Mark
from .resolving import Resolver

_RELATIONS: Final = ("before", "after", "during")


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


def read_time(item: Item, _argument: str, resolver: Resolver) -> Moment | None:
    """Return a time, absolute or relative to events."""
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
