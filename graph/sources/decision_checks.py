"""Holds what was decided between annotators against what they have read: all of it, and as it was. Layer: sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ..errors import did_you_mean
from ..iris import Curie
from .annotated import Fragment
from .decisions import Decided, Decision, choices_of, decision_of, read_names
from .fields import Filled
from .form_adjudication import AGREED, HELD
from .problems import Mark, Problems

_ANEW: Final = "decide again, over a graph without this file: stancegraph review DIR --adjudicate -o FILE.yaml"


def check_decisions(decided: Iterable[Decided], fragments: Sequence[Fragment], problems: Problems) -> list[Decided]:
    """Return the sources for which everything is right, with their decisions; what is wrong is noted."""
    found: list[Decided] = []
    seen: dict[Curie, Mark] = {}
    for one in decided:
        before, checking = len(problems.errors), _Checking(one, problems)
        checking.check_source(fragments, seen.setdefault(one.source, one.filled.mark))
        one.decisions.extend(checking.decisions() if one.fragments else ())
        if len(problems.errors) == before:
            found.append(one)
    return found


@dataclass(slots=True)
class _Checking:
    """Checks one source that was decided."""

    decided: Decided
    problems: Problems

    def check_source(self, fragments: Iterable[Fragment], first: Mark) -> None:
        """Note where the inputs have not the source that was decided, or somebody else has decided it."""
        self._check_readers(first)
        filled, source = self.decided.filled, self.decided.source
        nodes = (node for fragment in fragments for node in fragment.shared if node.name == source)
        found = {str(node.one("sha256")) for node in nodes if node.one("sha256")}
        wanted = filled.get("sha256")
        if wanted and found - {wanted}:
            message = f"another text of {self.decided.id!r} was decided: that of these inputs has SHA-256 {min(found)}"
            self._error("text-changed", filled.where("sha256"), message, "get the text that was read, or " + _ANEW)

    def _check_readers(self, first: Mark) -> None:
        decided, mark, source = self.decided, self.decided.filled.where("source"), self.decided.id
        if not decided.fragments:
            hint = "give the files of its annotators to the same build"
            self._error("unknown-source", mark, f"nobody of these inputs has read {source!r}", hint)
        if decided.adjudicator in {fragment.annotator for fragment in decided.fragments}:
            message = f"{decided.adjudicator.partition(':')[2]!r} is among the annotators of {source!r}"
            self._error("duplicate-annotator", mark, message, "give who decides an id of its own: annotator: …")
        if first is not decided.filled.mark:
            message = f"{source!r} is decided twice (first in {first.file}, line {first.line})"
            self._error("adjudicated-twice", mark, message, "keep one of the two")

    def decisions(self) -> Iterator[Decision]:
        """Yield the decisions that can be taken; note what hinders the others, and which readings none is on."""
        entries = self.decided.filled.many("readings")
        yield from (decision_of(self.decided, entry) for entry in entries if self._is_right(entry))
        names = Counter(name for entry in entries for name in read_names(entry))
        mark = self.decided.filled.mark
        for name, count in sorted(names.items()):
            if count > 1:
                self._error("duplicate-id", mark, f"{name} is decided {count} times", "keep one", name)
        for name in sorted(self.decided.read.keys() - names.keys()):
            self._error("undecided-reading", mark, f"{name} is not among the readings", _ANEW, name)

    def _is_right(self, entry: Filled) -> bool:
        """Tell whether what was decided can be done."""
        shown = list(map(self._is_as_shown, entry.many("read")))
        return bool(shown) and all(shown) and self._can_be_done(entry)

    def _can_be_done(self, entry: Filled) -> bool:
        choices, word = choices_of(self.decided, entry), entry.get("decision")
        if word not in choices:
            self._note_undecided(entry, word, list(choices))
            return False
        return not entry.get("change") or self._can_change(entry, choices[word])

    def _note_undecided(self, entry: Filled, word: str | None, choices: Sequence[str]) -> None:
        mark, name = entry.where("decision"), read_names(entry)[0]
        hint = f"write one of: {', '.join(choice for choice in choices if choice != AGREED)}"
        if word is None:
            self._error("undecided", mark, f"nothing is decided on {name}", hint, name)
        else:
            message = f"{word!r} cannot be decided on {name}"
            self._error("unknown-decision", mark, message, did_you_mean(word, choices) or hint, name)

    def _is_as_shown(self, shown: Filled) -> bool:
        """Tell whether there is the reading that was decided on, and its values are those that were seen."""
        name = Curie(shown.get("reading") or "")
        node = self.decided.read.get(name)
        if node is None:
            hint = did_you_mean(name, self.decided.read) or _ANEW
            message = f"the annotators of {self.decided.id!r} have no reading {name}"
            self._error("unknown-reading", shown.where("reading"), message, hint, name)
            return False
        for known in HELD:
            seen, now = sorted(shown.many(known)), sorted(map(str, node.all(known)))
            if known in shown.values and seen != now:
                message = f"the {known} of {name} was {', '.join(seen)} when it was decided, and is {_listed(now)}"
                self._error("reading-changed", shown.where(known), message, _ANEW, name)
                return False
        return True

    def _can_change(self, entry: Filled, kept: Sequence[Curie]) -> bool:
        if len(kept) == 1 and self.decided.read[kept[0]].type == "Stance":
            return True
        message = "something can be changed only of a stance, of which one annotator's reading holds"
        hint = "decide for one annotator's, or write a reading of your own into an annotated source"
        self._error("wrong-value", entry.where("change"), message, hint, "change")
        return False

    def _error(self, code: str, mark: Mark, message: str, hint: str, name: str = "") -> None:
        self.problems.error(code, mark, message, hint=hint, id=name or self.decided.id)


def _listed(values: Sequence[str]) -> str:
    return ", ".join(values) or "gone"
