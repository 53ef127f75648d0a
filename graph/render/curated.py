"""Writes for people what a change of the registry would do. Layer: render."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from ..curation.held import dotted
from ..curation.opening import Planned
from ..curation.plan import Plan
from ..curation.reconciling import Candidate
from ..curation.splicing import Hunk
from ..curation.suggesting import Suggestion
from ..curation.usages import Usage
from ..iris import Curie
from ..sources.recoding import Recoded
from ..visible import counted, visible
from .tables import render_table

_COLUMNS: Final = ("where", "named by", "readings that it concerns")
_WHOSE: Final = {
    "merge": "these count for the new entry from then on, and stay as they are",
    "rename": "these stay as they are: the old id is kept, and leads to the new one",
    "split": "those that were decided name a part from then on",
}


def render_plan(plan: Plan, *, width: int | None = None, colour: bool = False) -> str:
    """Return a plan as it is printed: what was decided, the lines that change, who names the entry, what stays open."""
    entry = ", ".join(map(dotted, plan.decision.entries))
    parts = [
        render_decision(plan),
        "".join(f"note: {visible(remark)}\n" for remark in _remarks(plan)),
        _places(f"{entry} is named in", plan.usages, _WHOSE.get(plan.decision.did, ""), width, colour=colour),
        _places("undecided:", plan.undecided, f"these stay with {entry}; decide with --use", width, colour=colour),
    ]
    return "\n".join(filter(None, parts))


def render_decision(planned: Planned) -> str:
    """Return what was decided, and the lines that change."""
    return f"{visible(str(planned.decision))}\n" + "".join(_lines(planned.hunks))


def _lines(hunks: Mapping[Path, Sequence[Hunk]]) -> Iterator[str]:
    for path, own in hunks.items():
        for hunk in own:
            yield f"\n{visible(f'{path}:{hunk.line}')}\n"
            before, after = hunk.was.splitlines(), hunk.now.splitlines()
            yield from (f"- {visible(line)}\n" for line in before if line not in after)
            yield from (f"+ {visible(line)}\n" for line in after if line not in before)


def _remarks(plan: Plan) -> Iterator[str]:
    yield from plan.remarks
    for name in plan.renamed_readings:
        yield f"{dotted(name)} has no id of its own: as it names another entry, its name changes"


def render_suggestions(found: Sequence[Suggestion], *, width: int | None = None, colour: bool = False) -> str:
    """Return likely duplicates as a table, and below it the names that two different things share."""
    tables: list[str] = []
    for head, clash in (("may be the same", False), ("share a name, and are not the same", True)):
        own = [one for one in found if one.clash == clash]
        rows = [[f"{one.score:.2f}", dotted(one.one), dotted(one.other), "; ".join(one.reasons)] for one in own]
        table = render_table(("score", "entry", "other entry", "why"), rows, width=width, colour=colour)
        tables += [f"{head}: {counted(len(own), 'pair')}\n{table}"] * bool(own)
    return "\n".join(tables) or "no two entries look the same\n"


def render_candidates(found: Sequence[Candidate], *, width: int | None = None, colour: bool = False) -> str:
    """Return what entries may be in Wikidata as a table."""
    rows = [[dotted(one.entry), one.wikidata, one.label, f"{one.score:.2f}", "; ".join(one.reasons)] for one in found]
    columns = ("entry", "candidate", "called", "score", "why")
    return render_table(columns, rows, width=width, colour=colour) if rows else "the dump has no candidates\n"


def render_recoded(found: Sequence[Recoded], *, width: int | None = None, colour: bool = False) -> str:
    """Return what a recoding changes as a table: whole issues, and each case of those that are divided."""
    rows = [
        [
            dotted(one.old),
            dotted(one.case) if one.case else "all of it",
            dotted(one.became) if one.became else "undecided",
        ]
        for one in sorted(found, key=lambda one: (one.old, one.became is None, one.case or ""))
    ]
    columns = ("issue", "case", "becomes")
    return render_table(columns, rows, width=width, colour=colour) if rows else "nothing is coded anew\n"


def _places(what: str, usages: Sequence[Usage], then: str, width: int | None, *, colour: bool) -> str:
    if not usages:
        return ""
    rows = [[usage.where, dotted(usage.owner), _readings(usage)] for usage in usages]
    readings = {name for usage in usages for name in (*usage.readings, *usage.through)}
    by = f", by {counted(len(readings), 'reading')}" if readings else ""
    head = f"{what} {counted(len(usages), 'place')}{by}; {then}"
    return f"{head}\n{render_table(_COLUMNS, rows, width=width, colour=colour)}"


def _readings(usage: Usage) -> str:
    """Return the readings that a place concerns, by the ids that they have in their source."""
    if usage.readings == (usage.owner,):
        return "itself"
    if usage.through:
        return f"{counted(len(usage.through), 'reading')} of it"
    return ", ".join(_short(name) for name in usage.readings)


def _short(name: Curie) -> str:
    return f"{name.partition(':')[0]}.{name.rpartition('.')[2]}"
