"""Finds stances as values: what their rows of the statement table say, and the words they rest on. Layer: queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyoxigraph as ox

from .context import Context
from .questions import Kind
from .quoting import Quote
from .rows import iri_of
from .solving import look_for
from .standing import ACTIVE, DISPUTED, Moment, Standing

_TELLING: Final = ("prop", "issue")  # targets that tell what a stance on them is about


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """One stance: resources are IRIs, concepts are notations, and what is unknown is None.

    ``value`` is the position as a number from −1 to 1. ``status`` tells what has become of the stance: active,
    disputed, superseded, corrected or retracted; ``held`` is None where its times do not decide whether it was held at
    the date.
    """

    stance: str
    holder: str
    target: str
    position: str | None
    value: float | None
    act: str | None
    attribution_type: str | None
    certainty: str | None
    ground: str
    source: str
    annotator: str | None
    speaker: str | None
    outlet: str | None
    earliest: str | None
    latest: str | None
    published: str | None
    conditional: bool
    needs_review: bool
    off_story: bool
    primary: bool
    status: str
    held: bool | None
    evidence: Sequence[Quote]


_COLUMNS: Final[Mapping[str, str]] = {
    "attributionType": "attribution_type",
    "needsReview": "needs_review",
    "offStory": "off_story",
} | {
    name: name
    for name in (
        "stance", "holder", "target", "position", "value", "act", "certainty", "ground", "source", "annotator",
        "speaker", "outlet", "earliest", "latest", "published", "conditional", "primary",
    )
}  # fmt: skip


def find_stances(
    context: Context,
    *,
    holder: str | None = None,
    about: str | None = None,
    at: str | None = None,
    primary: bool = True,
) -> list[Stance]:
    """Return stances in the order of the statement table.

    Args:
        context: of the graph.
        holder: whose they are.
        about: a proposition, an event, an actor or a reading, or an issue with all that is about it or below it.
        at: the date at which they were held, as could be known then; where it is None, all are found, whatever became
            of them, and ``held`` and ``status`` are those at the latest publication.
        primary: whether second annotators' stances are left out.

    Raises:
        UnknownNameError: the graph has nothing of a name.
        QueryError: the date cannot be read.
    """
    rows = _rows(context, holder, about, primary=primary)
    nodes = [row["stance"] for row in rows]
    moment = Moment.parse(at, at, context.graph.manifest.latest)
    standing = Standing.of(context.facts, moment, context.replies)
    standing.load(nodes)
    context.facts.load(nodes, ["evidence"])
    context.quotes.read(one for node in nodes for one in context.facts.nodes(node, "evidence"))  # all in one request
    found = [_stance(context, standing, row) for row in rows]
    return found if at is None else [one for one in found if one.status in {ACTIVE, DISPUTED} and one.held is not False]


def _rows(context: Context, holder: str | None, about: str | None, *, primary: bool) -> list[dict[str, Any]]:
    table = pq.read_table(context.graph.table("statements"), columns=list(_COLUMNS))
    if primary:
        table = table.filter(table["primary"])
    if holder is not None:
        table = table.filter(
            _is_in(table["holder"], context.finder.with_former(context.finder.find(holder, Kind.ACTOR)))
        )
    if about is not None:
        table = _on(context, table, context.finder.with_former(context.finder.find(about, Kind.TARGET)))
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


def _is_in(column: pa.ChunkedArray, values: Sequence[str]) -> pa.ChunkedArray:
    return pc.is_in(column.cast("string"), value_set=pa.array(values, type=pa.string()))


def _on(context: Context, table: pa.Table, nodes: Sequence[str]) -> pa.Table:
    """Return the stances on some nodes, or on what is about these or about an issue below them."""
    things = {iri_of(one["thing"]) for node in nodes for one in look_for(context.door, "below", on=ox.NamedNode(node))}
    relations = pq.read_table(context.graph.table("about"))
    on_issue = relations.filter(_is_in(relations["issue"], sorted(things)))["target"]
    fits = _is_in(table["target"], sorted({*nodes, *things, *on_issue.cast("string").to_pylist()}))
    said = _said_to_be_about(context, table.filter(pc.invert(fits)), things)
    return table.filter(pc.or_(fits, _is_in(table["stance"], said)))


def _said_to_be_about(context: Context, table: pa.Table, things: set[str]) -> list[str]:
    """Return the stances that say themselves what they are about: those on events, actors and other readings."""
    targets = table["target"].cast("string")
    for prefix in _TELLING:
        known = pc.starts_with(targets, context.facts.names.prefixes[prefix])
        table, targets = table.filter(pc.invert(known)), targets.filter(pc.invert(known))
    stances = table["stance"].to_pylist()
    context.facts.load(stances, ["about"])
    return [stance for stance in stances if things.intersection(context.facts.nodes(stance, "about"))]


def _stance(context: Context, standing: Standing, row: Mapping[str, Any]) -> Stance:
    node = row["stance"]
    return Stance(
        **{_COLUMNS[name]: value for name, value in row.items()},
        status=standing.status(node),
        held=standing.holds(node),
        evidence=tuple(context.quotes.read(context.facts.nodes(node, "evidence"))),
    )
