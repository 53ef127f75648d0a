"""Codes issues anew as they are read: old issues to new ones, the sources staying as they were typed. Layer: sources.

Where an old issue becomes one new one, its entry is replaced by that. Where it is divided, each proposition, event,
narrower issue or stance that is about it must have been decided; what was not is told, and stays with the old issue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ..iris import Curie
from ..model.node import Node, Value, Values
from ..model.registry import Registry
from .annotated import Fragment
from .fields import Filled, read_form
from .located import Item, Scalar
from .located import Mapping as Document
from .located import Sequence as Listed
from .problems import Mark, Problems
from .resolving import Resolver, split_kind

_ABOUT: Final = ("about", "advances", "hinders", "broader", "target")
_CASES: Final = ("prop", "event", "issue", "stance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recoded:
    """What became of a case of an old issue, or of the issue as a whole where ``case`` is empty.

    ``became`` is empty where it was not decided, and the case stays with the old issue.
    """

    old: Curie
    new: tuple[Curie, ...]
    mark: Mark
    case: Curie | None = None
    became: Curie | None = None

    def to_dict(self) -> dict[str, object]:
        """Return it in the shape that ``registry recode --format json`` prints."""
        named = {"from": self.old, "to": list(self.new), "case": self.case, "became": self.became}
        return {**named, "file": self.mark.file, "line": self.mark.line}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Code:
    old: Curie
    new: tuple[Curie, ...]
    decided: Mapping[Curie, Curie]
    mark: Mark

    @property
    def is_divided(self) -> bool:
        return len(self.new) > 1


@dataclass(slots=True)
class Recoding:
    """How issues are coded anew; ``found`` is what that changed."""

    codes: Mapping[Curie, _Code]
    problems: Problems
    found: list[Recoded] = field(default_factory=list)
    _told: set[tuple[Curie, Curie]] = field(default_factory=set)

    def of_registry(self, registry: Registry) -> None:
        """Code the entries of a registry anew: before sources are read, since stances take their issues from there."""
        for code in self.codes.values():
            if not code.is_divided:
                _replace(registry, code.old, code.new)
                self.found.append(Recoded(old=code.old, new=code.new, mark=code.mark, became=code.new[0]))
        self._of_entries(registry)

    def finish(self, fragments: Iterable[Fragment], registry: Registry) -> None:
        """Code what is about a divided issue in sources anew; where nothing is left of it, say what replaced it."""
        for fragment in fragments if self._divided else ():
            self._of_entries(fragment.registry)
            fragment.readings = [self._of_reading(node) for node in fragment.readings]
        for code in self._divided.values():
            self._note_unknown(code)
            if not self._is_open(code) and code.old not in _above(code.new, {}, registry):
                _replace(registry, code.old, code.new)

    def _is_open(self, code: _Code) -> bool:
        return any(one.old == code.old and not one.became for one in self.found)

    def _note_unknown(self, code: _Code) -> None:
        for case in sorted(code.decided.keys() - {one.case for one in self.found if one.old == code.old}):
            message = f"{case} is not about {code.old}, or is not among the inputs"
            self.problems.error("unknown-case", code.mark, message, hint="correct case:, or remove it", id=case)

    @property
    def _divided(self) -> dict[Curie, _Code]:
        return {old: code for old, code in self.codes.items() if code.is_divided}

    def _of_entries(self, registry: Registry) -> None:
        for name, entry in registry.entries.items():
            registry.entries[name] = replace(entry, node=self._coded(entry.node, entry.node.name))

    def _of_reading(self, node: Node) -> Node:
        """Return a stance about what it is about now: as was decided for it, or else for what it is on."""
        target = Curie(str(node.one("target") or ""))
        return self._coded(node, node.name, target) if node.type == "Stance" else node

    def _coded(self, node: Node, *cases: Curie) -> Node:
        held = {name: node.all(name) for name in _ABOUT if node.all(name)}
        divided = self._divided
        if not any(value in divided for values in held.values() for value in values):
            return node
        changed: dict[str, Values] = {
            name: tuple(dict.fromkeys(self._became(divided.get(Curie(str(value))), value, cases) for value in values))
            for name, values in held.items()
        }
        return Node(node.type, node.name, {**node.values, **changed})

    def _became(self, code: _Code | None, value: Value, cases: Sequence[Curie]) -> Value:
        """Return the issue that stands in the place of one; a part of it may lie below it as before."""
        if code is None or cases[0] in code.new:
            return value
        case = next((case for case in cases if case in code.decided), cases[0])
        became = code.decided.get(case)
        if not became and cases[-1].startswith(("prop:", "event:")):
            case = cases[-1]  # a stance is about what its target is about: that is what has to be decided
        self._tell(code, case, became)
        return became or value

    def _tell(self, code: _Code, case: Curie, became: Curie | None) -> None:
        if (code.old, case) in self._told:
            return
        self._told.add((code.old, case))
        self.found.append(Recoded(old=code.old, new=code.new, mark=code.mark, case=case, became=became))
        if not became:
            message = f"{case} is about {code.old}, which is divided: which part it belongs to is not decided"
            hint = "add to decided: {case: " + case.replace(":", ".", 1) + ", to: …}; until then it stays as it was"
            self.problems.warning("undecided-recoding", code.mark, message, hint=hint, id=case)


def read_recodings(documents: Iterable[Document], registry: Registry, problems: Problems) -> Recoding:
    """Return how the documents among the inputs code issues anew; what is wrong with them is noted."""
    resolver = Resolver(registry=registry, problems=problems)
    items = [item for document in documents for item in _items(document.entries["recoding"])]
    codes: dict[Curie, _Code] = {}
    for item in items:
        code = _read_code(item, resolver)
        if code and code.old in codes:
            message = f"{code.old} is coded anew twice (first on line {codes[code.old].mark.line})"
            problems.error("duplicate-id", code.mark, message, hint="write both parts in one to:", id=code.old)
        elif code:
            codes[code.old] = code
    _note_circles(codes, registry, problems)
    return Recoding(codes, problems)


def _items(item: Item) -> Sequence[Item]:
    return item.items if isinstance(item, Listed) else (item,)


def _read_code(item: Item, resolver: Resolver) -> _Code | None:
    filled = read_form("recoded", item, resolver)
    if filled is None or not filled.get("from") or not filled.many("to"):
        return None
    new = tuple(dict.fromkeys(filled.many("to")))
    decided = dict(_decisions(filled.many("decided"), new, resolver))
    code = _Code(old=filled.get("from"), new=new, decided=decided, mark=filled.mark)
    _note_refusals(code, resolver)
    return code


def _decisions(cases: Iterable[Filled], new: Sequence[Curie], resolver: Resolver) -> Iterator[tuple[Curie, Curie]]:
    for one in cases:
        case, became = one.get("case") and _case(one, resolver), one.get("to")
        if case and became in new:
            yield case, became
        elif became and became not in new:
            message = f"{became} is none of the issues that it is divided into"
            resolver.problems.error("wrong-value", one.where("to"), message, hint="write one of to:", id="to")


def _case(filled: Filled, resolver: Resolver) -> Curie | None:
    """Return the case that is decided; one of a source alone is known only when that is read."""
    said, rest = split_kind(filled.get("case"))
    if said in _CASES and not resolver.registry.find(said, rest):
        return Curie(f"{said}:{rest}")
    return resolver.target(Scalar(filled.get("case"), filled.where("case")))


def _note_refusals(code: _Code, resolver: Resolver) -> None:
    error, known = resolver.problems.error, resolver.registry.replacements(code.old)
    if known:
        error("replaced-entry", code.mark, f"{code.old} has been replaced already, by {known[0]}", id=code.old)
    if code.old in code.new:
        hint = "leave it out: what is not decided stays with it"
        error("replaced-entry", code.mark, f"{code.old} is coded as itself", hint=hint, id=code.old)
    if code.decided and not code.is_divided:
        hint = "remove decided:"
        error(
            "wrong-value", code.mark, f"{code.old} is not divided: there is nothing to decide", hint=hint, id="decided"
        )


def _note_circles(codes: Mapping[Curie, _Code], registry: Registry, problems: Problems) -> None:
    """Note the issues that would come to lie above themselves."""
    whole = {code.old: code for code in codes.values() if not code.is_divided}
    for code in whole.values():
        if code.old in _above(code.new, whole, registry):
            hint = "the new issue lies below the old one: leave the old one out, or move the new one"
            problems.error(
                "recoding-circle", code.mark, f"{code.old} would come to lie above itself", hint=hint, id=code.old
            )


def _above(names: Iterable[Curie], whole: Mapping[Curie, _Code], registry: Registry) -> set[Curie]:
    """Return some issues and all above them, as they are coded anew."""
    found: set[Curie] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            entry = registry.get(name)
            waiting += [Curie(str(value)) for value in (entry.node.all("broader") if entry else ())]
            waiting += whole[name].new if name in whole else ()
    return found


def _replace(registry: Registry, old: Curie, new: tuple[Curie, ...]) -> None:
    """Say in the registry what an entry was replaced by; the entry may be of the registry below."""
    entry = registry.get(old)
    if entry is None:
        return
    changed = replace(entry, node=Node(entry.node.type, old, {**entry.node.values, "replacedBy": new}))
    if old in registry.entries:
        registry.entries[old] = changed
    else:
        registry.add(changed)
