"""Where a field or an entry goes into a registry file, and what goes with one that is taken out. Layer: curation."""

from __future__ import annotations

from collections.abc import Mapping as Mapping_
from collections.abc import Sequence
from typing import Final

from ..errors import RefusedChangeError
from ..model.registry import fold
from ..sources.located import Item, Mapping, Scalar
from ..sources.located import Sequence as Listed
from .sheet import Sheet, line_end, line_start, next_line
from .splicing import Splice
from .typing_out import Value, is_empty, typed

_STEP: Final = "  "


def add_field(sheet: Sheet, entry: Mapping, key: str, value: Value) -> Splice:
    """Return the splice that adds a field to an entry, behind its id: nothing else of the entry moves."""
    place = sheet.extent(entry.entries["id"]).end
    if sheet.extent(entry).flow:
        return Splice(place, place, f", {key}: {typed(value)}")
    place = line_end(sheet.text, place)
    return Splice(place, place, f"{sheet.newline}{_indent(entry)}{key}: {typed(value)}")


def add_after(sheet: Sheet, listed: Listed, item: Item, lines: Sequence[Sequence[str]]) -> Splice:
    """Return the splice that adds items to a list, behind one that is in it; each is given as its lines."""
    place = sheet.extent(item).end
    if sheet.extent(listed).flow:
        return Splice(place, place, "".join(f", {' '.join(one)}" for one in lines))
    place = line_end(sheet.text, place)
    return Splice(place, place, "".join(map(sheet.newline.__add__, _block(_indent(listed), lines))))


def add_entries(sheet: Sheet, section: Mapping, name: str, entries: Sequence[str]) -> Splice:
    """Return the splice that adds entries, as they are typed, at the end of a list that may not be there yet.

    Raises:
        RefusedChangeError: what stands there is no list.
    """
    held, lines = section.entries.get(name), [[entry] for entry in entries]
    if isinstance(held, Listed) and held.items:
        return add_after(sheet, held, held.items[-1], lines)
    if isinstance(held, Listed):
        place = sheet.extent(held).start + 1
        return Splice(place, place, ", ".join(entries))
    if held is None:
        return _add_list(sheet, section, name, lines)
    if is_empty(held) and not sheet.extent(section).flow:
        place = line_end(sheet.text, sheet.extent(held).end)
        return Splice(place, place, "".join(map(sheet.newline.__add__, _block(_indent(section), lines))))
    raise RefusedChangeError.not_editable(held.mark.file, held.mark.line, f"write {name}: as a list of entries")


def new_registry(lists: Mapping_[str, Sequence[str]]) -> str:
    """Return a registry file with lists of entries, as they are typed.

    >>> print(new_registry({"actors": ["{id: arland, type: state, label: Arland}"]}), end="")
    registry:
      actors:
      - {id: arland, type: state, label: Arland}
    """
    lines = [line for name, entries in lists.items() for line in (f"  {name}:", *(f"  - {one}" for one in entries))]
    return "\n".join(["registry:", *lines, ""])


def _add_list(sheet: Sheet, section: Mapping, name: str, lines: Sequence[Sequence[str]]) -> Splice:
    extent = sheet.extent(section)
    if extent.flow:
        items = ", ".join(" ".join(one) for one in lines)
        return Splice(extent.start + 1, extent.start + 1, f"{name}: [{items}]" + (", " if section.entries else ""))
    place, indent = line_start(sheet.text, extent.start), _indent(section)
    text = [f"{indent}{name}:", *_block(indent, lines)]
    return Splice(place, place, "".join(line + sheet.newline for line in text))


def replace(sheet: Sheet, item: Item, text: str) -> Splice:
    """Return the splice that puts a text in the place of an item."""
    extent = sheet.extent(item)
    return Splice(extent.start, extent.end, text)


def remove_item(sheet: Sheet, listed: Listed, number: int) -> Splice:
    """Return the splice that takes an item out of a list that has others."""
    here = sheet.extent(listed.items[number])
    if not sheet.extent(listed).flow:
        return Splice(line_start(sheet.text, here.start), next_line(sheet.text, here.end), "")
    if number:
        return Splice(sheet.extent(listed.items[number - 1]).end, here.end, "")
    return Splice(here.start, sheet.extent(listed.items[1]).start, "")


def remove_field(sheet: Sheet, mapping: Mapping, key: str) -> Splice:
    """Return the splice that takes a field out of a mapping that has others; it is not the first."""
    keys = list(mapping.entries)
    number, end = keys.index(key), sheet.extent(mapping.entries[key]).end
    start = sheet.key_start(mapping.keys[key])
    if not sheet.extent(mapping).flow:
        return Splice(line_start(sheet.text, start), next_line(sheet.text, end), "")
    if number:
        return Splice(sheet.extent(mapping.entries[keys[number - 1]]).end, end, "")
    return Splice(start, sheet.key_start(mapping.keys[keys[1]]), "")


def remove_text(sheet: Sheet, entry: Mapping, key: str, text: str) -> Splice | None:
    """Return the splice that takes a text out of a field, and the field with it where nothing is left; None if absent.

    The texts may stand alone, in a list, or in either by language.
    """
    found = _holders(entry, key, text)
    if found is None:
        return None
    holder, at = next((one, at) for one, at in reversed(found) if len(_parts(one)) > 1)
    return remove_item(sheet, holder, int(at)) if isinstance(holder, Listed) else remove_field(sheet, holder, str(at))


_Holder = tuple[Mapping | Listed, str | int]


def _holders(parent: Mapping | Listed, at: str | int, text: str) -> list[_Holder] | None:
    """Return what a text stands in, outermost first, each with the place in it; None where it stands not there."""
    item = _part(parent, at)
    if isinstance(item, Scalar):
        return [(parent, at)] if fold(item.text) == fold(text) else None
    if item is None:
        return None
    inside = (_holders(item, below, text) for below in _parts(item))
    return next(([(parent, at), *found] for found in inside if found), None)


def _part(parent: Mapping | Listed, at: str | int) -> Item | None:
    return parent.entries.get(str(at)) if isinstance(parent, Mapping) else parent.items[int(at)]


def _parts(item: Mapping | Listed) -> Sequence[str | int]:
    return list(item.entries) if isinstance(item, Mapping) else range(len(item.items))


def _indent(item: Item) -> str:
    return " " * (item.mark.column - 1)


def _block(indent: str, lines: Sequence[Sequence[str]]) -> list[str]:
    """Return items as the lines of a list without brackets."""
    heads = [indent + "- ", indent + _STEP]
    return [heads[number > 0] + line for one in lines for number, line in enumerate(one)]
