"""What a change is put together from: splices of files, and entries that go into the user's registry file.

Layer: curation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import RefusedChangeError
from ..iris import Curie
from ..sources import located
from ..sources.problems import Problems
from .changes import Decision
from .held import SECTIONS, Held, Place, dotted, shipped_place
from .placing import add_entries, new_registry, replace
from .plan import Plan
from .sheet import Sheet
from .splicing import Splice, spliced
from .typing_out import fields_of, typed
from .usages import Usage

Edit = Callable[[Sheet, located.Mapping], Sequence[Splice]]
"""What is done to an entry, wherever it stands."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """A change that is being put together; ``registry`` is the file of the user that takes what is new."""

    held: Held
    registry: Path
    decision: Decision
    remarks: list[str] = field(default_factory=list)
    _splices: defaultdict[Path, list[Splice]] = field(default_factory=lambda: defaultdict(list))
    _changing: set[Curie] = field(default_factory=set)
    _new: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def put(self, sheet: Sheet, *splices: Splice, changing: Curie) -> None:
        """Take splices of a file, and the entry that they are meant to change."""
        self._splices[sheet.path] += splices
        self._changing.add(changing)

    def add(self, name: Curie, text: str) -> None:
        """Take an entry, as it is typed, into the registry file of the user."""
        self._new[SECTIONS[name.partition(":")[0]]].append(text)
        self._changing.add(name)

    def edit(self, name: Curie, edit: Edit) -> None:
        """Edit an entry wherever it stands in the files; one that ships is copied and edited there."""
        places = self.held.places(name)
        for place in places:
            self.put(place.sheet, *edit(place.sheet, place.item), changing=name)
        if not places:
            copy = copied(shipped(name))
            self.add(name, spliced(copy.text, edit(copy, located_in(copy))))
            self.remarks.append(f"{dotted(name)} ships with stancegraph: its entry in {self.registry} takes its place")

    def make_visible(self, name: Curie) -> None:
        """See that an entry of a source alone is known wherever another is now replaced by it."""
        everywhere = self.held.registry.get(name) is not None
        for place in self.held.places(self.decision.entry):
            own = self.held.fragments.get(place.sheet.path) if place.in_source else None
            if not (everywhere or (own and name in own.registry.entries)):
                self._copy_to_registry(name)
                return
        if not self.held.places(self.decision.entry) and not everywhere:
            self._copy_to_registry(name)

    def _copy_to_registry(self, name: Curie) -> None:
        """Copy an entry of a source, with what it refers to, into the registry file."""
        owner = next(one.registry for one in self.held.fragments.values() if name in one.registry.entries)
        for entry in owner.closure([name]):
            if self.held.registry.get(entry.name) is None:
                place = self.held.places(entry.name)[0]
                self.add(entry.name, typed(fields_of(place.item, without=("post",))))
                remark = f"{dotted(entry.name)} is known to {place.sheet.path} alone: {self.registry} gets it too"
                self.remarks.append(remark)

    def plan(self, *, usages: Sequence[Usage] = (), undecided: Sequence[Usage] = ()) -> Plan:
        """Return the plan.

        Raises:
            RefusedChangeError: the registry file cannot take what is new.
        """
        if self._new:
            self._splices[self.registry] += self._additions()
        return Plan(
            held=self.held,
            registry=self.registry,
            decision=self.decision,
            splices=self._splices,
            changing=frozenset(self._changing),
            usages=usages,
            undecided=undecided,
            remarks=self.remarks,
        )

    def _additions(self) -> list[Splice]:
        sheet = self.held.sheets[self.registry]
        section = sheet.document.entries.get("registry") if sheet.document else None
        if section is None:
            return [Splice(0, len(sheet.text), new_registry(self._new))]
        if not isinstance(section, located.Mapping):
            raise RefusedChangeError.not_editable(sheet.path, section.mark.line, "give it the lists of a registry")
        if section.entries:
            return [add_entries(sheet, section, name, entries) for name, entries in self._new.items()]
        lists = new_registry(self._new).removeprefix("registry:").removesuffix("\n")
        return [replace(sheet, section, lists.replace("\n", sheet.newline))]


def shipped(name: Curie) -> Place:
    """Return where an entry stands that ships.

    Raises:
        RefusedChangeError: it does not stand in any file.
    """
    place = shipped_place(name)
    if place is None:
        raise RefusedChangeError(f"{dotted(name)} stands in no file that was given", hint="give its file too")
    return place


def copied(place: Place, *, without: Collection[str] = ()) -> Sheet:
    """Return an entry as a sheet of its own."""
    return Sheet.parse(place.sheet.path, typed(fields_of(place.item, without=without)), Problems())


def located_in(sheet: Sheet) -> located.Mapping:
    """Return the entry of a sheet of its own."""
    if sheet.document is None:
        raise RefusedChangeError.not_editable(sheet.path, 0, "write its fields as texts and lists")
    return sheet.document
