"""Readings that are made by hand, for the tests of what is done with them."""

from collections.abc import Callable

import pytest

from stancegraph.agreement.reading import Reading
from stancegraph.agreement.unitizing import Span

Make = Callable[..., Reading]


def made(
    annotator: str,
    local: str = "",
    *,
    kind: str = "stance",
    at: Span | None = (0, 10),
    number: float | None = None,
    name: str = "",
    utterance: str = "",
    needs_review: bool = False,
    alternatives: frozenset[str] = frozenset(),
    **values: str,
) -> Reading:
    """Return a reading of the source ``d``; its values are those of its fields, separated by spaces."""
    told = {"holder": "brin", "target": "tolls"} if kind == "stance" else {"asserts": "talks"}
    return Reading(
        name=name or f"{annotator}.{local or at}.{sorted(values.items())}",
        kind=kind,
        source="d",
        annotator=annotator,
        local=local,
        values={field: frozenset(value.split()) for field, value in (told | values).items()},
        number=number,
        evidence=frozenset({f"span {at}"}),
        spans=(at,) if at else (),
        utterance=utterance,
        needs_review=needs_review,
        alternatives=alternatives,
    )


@pytest.fixture(scope="session")
def make() -> Make:
    """Return the function that makes a reading."""
    return made
