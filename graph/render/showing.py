"""Writes what a graph says of a node, why it says so, and how much it holds, for people. Layer: render."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..iris import Names
from ..queries.counting import Statistics
from ..queries.describe import Description, Value
from ..queries.explain import Explanation
from ..visible import counted
from .quoted import tell_quote
from .tables import hang, render_table

_STEP: Final = "  "
_NO_VALUE: Final = "(none)"


def render_description(
    description: Description, names: Names, *, width: int | None = None, colour: bool = False
) -> str:
    """Return a node as it is printed: what it is called, its fields, its words, and what names it."""
    fields = [[field, _value(value, names)] for field, values in description.values.items() for value in values]
    counts = [f"{field} {count:,}" for field, count in description.named_by.items()]
    head = f"{description.label}\n{names.shorten(description.iri)} ({', '.join(description.types) or 'no type'})"
    parts = [
        "".join(hang(line, width) for line in head.split("\n")),
        render_table(["field", "value"], fields, width=width, colour=colour) if fields else "",
        "".join(hang(tell_quote(quote, names), width) for quote in description.quotes),
        hang(f"named by others as: {', '.join(counts)}", width) if counts else "",
    ]
    return "\n".join(filter(None, parts))


def _value(value: Value, names: Names) -> str:
    plain = str(value.value).lower() if isinstance(value.value, bool) else str(value.value)
    if value.label:
        return f"{value.label} ({names.shorten(plain)})"
    return f"{plain} ({value.language})" if value.language else plain


def render_explanation(explanation: Explanation, names: Names, *, width: int | None = None) -> str:
    """Return why something is in the graph: each premise below what rests on it, and at the ends the words."""
    return "".join(_explained(explanation, names, width, ""))


def _explained(explanation: Explanation, names: Names, width: int | None, margin: str) -> Iterator[str]:
    below = margin + _STEP
    yield from _set_in(_grounded(explanation, names), width, margin)
    if explanation.basis:
        yield from _set_in(f"because: {explanation.basis}", width, below)
    for premise in explanation.premises:
        yield from _explained(premise, names, width, below)
    for words in _words(explanation, names):
        yield from _set_in(words, width, below)


def _grounded(explanation: Explanation, names: Names) -> str:
    """Return what is explained, on what ground it is there, and by which rule."""
    ground = explanation.ground or "an entry of the registry, which no source states"
    rule = f" by {names.shorten(explanation.rule)}" if explanation.rule else ""
    return f"{explanation.label} ({names.shorten(explanation.iri)}): {ground}{rule}"


def _words(explanation: Explanation, names: Names) -> Iterator[str]:
    """Yield the quotes that no premise has shown; where there are none at all, which source it is from."""
    told = {quote for premise in explanation.premises for quote in premise.quotes}
    for quote in explanation.quotes:
        if quote not in told:
            yield tell_quote(quote, names)
    if explanation.source and not explanation.quotes:
        yield f"in the entries of {names.shorten(explanation.source)}, without a quote"


def _set_in(text: str, width: int | None, margin: str) -> Iterator[str]:
    room = None if width is None else max(width - len(margin), 1)
    return (margin + line for line in hang(text, room).splitlines(keepends=True))


def render_statistics(statistics: Statistics, *, width: int | None = None, colour: bool = False) -> str:
    """Return how much a graph holds: its sources, its nodes by class, its stances by what they say."""
    manifest = statistics.manifest
    days = dict.fromkeys(date.partition("T")[0] for date in statistics.published if date)
    sources = counted(statistics.counts["sources"], "source")
    dates = f", published {' to '.join(days)}" if days else ""
    made = f"build {manifest.build} by stancegraph {manifest.version}, base {manifest.base}"
    rows_of_counts = [[name, f"{count:,}"] for name, count in statistics.counts.items() if name != "sources"]
    rows_of_values = [[column, _told(values, Names(manifest.base))] for column, values in statistics.stances.items()]
    return "\n".join(
        [
            hang(f"{sources}{dates}", width) + hang(made, width),
            render_table(["what", "how many"], rows_of_counts, width=width, colour=colour),
            render_table(["stances by", "how many"], rows_of_values, width=width, colour=colour),
        ]
    )


def _told(values: Mapping[str, int], names: Names) -> str:
    return ", ".join(f"{names.shorten(value) or _NO_VALUE} {count:,}" for value, count in values.items())
