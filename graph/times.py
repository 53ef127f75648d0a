"""Times: EDTF and ISO 8601 text to bounds, always in UTC. Layer: foundation.

A time is an interval that is certain to hold the moment: ``earliest`` and ``latest`` as ``xsd:dateTime`` text, either
of which may be empty (open or unknown), beside the text as typed. A date without a zone is read as UTC.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

_BLANK = re.compile(r"\s")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?\Z")
HINT = (
    "write a date as EDTF or ISO 8601: 2031-03-02, 2031-03, 2031-03-02T08:00Z, 2031-03-02~, 2031-02/2031-04, 2031-03/.."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A time between two bounds, ``""`` where a bound is open or unknown."""

    earliest: str = ""
    latest: str = ""
    edtf: str = ""


@lru_cache(maxsize=65536)
def parse_time(text: str) -> Interval:
    """Return the bounds of a time.

    >>> parse_time("2031-03")
    Interval(earliest='2031-03-01T00:00:00Z', latest='2031-03-31T23:59:59Z', edtf='2031-03')
    >>> parse_time("2031-03-02T08:00+02:00").earliest
    '2031-03-02T06:00:00Z'
    >>> parse_time("2031-12/..").latest
    ''

    Raises:
        ValueError: the text is no time, or a day that does not exist, such as ``2020-02-30``.
    """
    if _DAY.match(text):
        datetime.fromisoformat(text)
        return Interval(earliest=f"{text}T00:00:00Z", latest=f"{text}T23:59:59Z", edtf=text)
    if _MOMENT.match(text):
        moment = datetime.fromisoformat(text)
        stamp = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Interval(earliest=stamp, latest=stamp, edtf=text)
    return _parse_edtf(text)


def _parse_edtf(text: str) -> Interval:
    if _BLANK.search(text):
        message = f"{text!r} has a blank in it"
        raise ValueError(message)
    from edtf import EDTFParseException, parse_edtf  # 0.2 s to import, and most dates are plain

    try:
        parsed = parse_edtf(text)
        earliest, latest = _bound(parsed.lower_strict(), "00:00:00"), _bound(parsed.upper_strict(), "23:59:59")
    except (EDTFParseException, ValueError, AttributeError, TypeError, IndexError, OverflowError) as error:
        message = f"{text!r} is not a time"
        raise ValueError(message) from error
    if earliest and latest and earliest > latest:
        message = f"{text!r} ends before it begins"
        raise ValueError(message)
    return Interval(earliest=earliest, latest=latest, edtf=text)


def _bound(moment: Any, clock: str) -> str:  # struct_time, or an infinity
    """Return one bound as text; an infinity (an open or unknown end) is empty."""
    if not hasattr(moment, "tm_year"):
        return ""
    year, month, day, *_ = moment
    return f"{datetime(year, month, day, tzinfo=UTC):%Y-%m-%d}T{clock}Z"


def is_before(first: Interval, second: Interval) -> bool | None:
    """Tell whether ``first`` ends before ``second`` begins: yes, no, or None where the bounds do not decide.

    >>> is_before(parse_time("2031"), parse_time("2032")), is_before(parse_time("2032"), parse_time("2031"))
    (True, False)
    >>> is_before(parse_time("2031"), parse_time("2031-06")) is None
    True
    """
    if first.latest and second.earliest and first.latest < second.earliest:
        return True
    if first.earliest and second.latest and first.earliest >= second.latest:
        return False
    return None
