"""Where a field or an entry goes into a registry file, and what goes with one that is taken out. Layer: curation."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Mapping as Mapping_
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


def remove_texts(sheet: Sheet, entry: Mapping, keys: Collection[str], texts: Collection[str]) -> list[Splice]:
    """Return the splices that take texts out of fields of an entry, and a field with them where nothing is left in it.

    The texts may stand alone, in a list, or in either by language; their case does not matter.
    """
    words = set(map(fold, texts))
    return list(_removals(sheet, entry, words, {number for number, key in enumerate(entry.entries) if key in keys}))


def _removals(sheet: Sheet, parent: Item, words: Collection[str], among: Collection[int]) -> Iterator[Splice]:
    parts = _parts(parent)
    gone = [number for number in sorted(among) if _vanishes(parts[number], words)]
    yield from _taken_out(sheet, parent, gone)
    for number in sorted({*among} - {*gone}):
        yield from _removals(sheet, parts[number], words, range(len(_parts(parts[number]))))


def _vanishes(item: Item, words: Collection[str]) -> bool:
    if isinstance(item, Scalar):
        return fold(item.text) in words
    parts = _parts(item)
    return bool(parts) and all(_vanishes(part, words) for part in parts)


def _parts(item: Item) -> Sequence[Item]:
    if isinstance(item, Scalar):
        return ()
    return item.items if isinstance(item, Listed) else list(item.entries.values())


def _taken_out(sheet: Sheet, parent: Item, numbers: Sequence[int]) -> Iterator[Splice]:
    """Yield the splices that take parts out of a list or mapping: their lines, or in brackets one comma with each."""
    places = _places(sheet, parent)
    if sheet.extent(parent).flow:
        yield from _taken_from_brackets(places, numbers)
    else:
        for start, end in (places[number] for number in numbers):
            yield Splice(line_start(sheet.text, start), next_line(sheet.text, end), "")


def _taken_from_brackets(places: Sequence[tuple[int, int]], numbers: Sequence[int]) -> Iterator[Splice]:
    first = min({*range(len(places))} - {*numbers}, default=0)  # all that stand before it go
    if first:
        yield Splice(places[0][0], places[first][0], "")
    for number in (number for number in numbers if number > first):
        yield Splice(places[number - 1][1], places[number][1], "")


def _places(sheet: Sheet, parent: Item) -> list[tuple[int, int]]:
    """Return where each part of a list or mapping begins and ends, its key included."""
    ends = [sheet.extent(part) for part in _parts(parent)]
    if isinstance(parent, Mapping):
        starts = [sheet.key_start(parent.keys[key]) for key in parent.entries]
        return [(start, part.end) for start, part in zip(starts, ends, strict=True)]
    return [(part.start, part.end) for part in ends]


def _indent(item: Item) -> str:
    return " " * (item.mark.column - 1)


def _block(indent: str, lines: Sequence[Sequence[str]]) -> list[str]:
    """Return items as the lines of a list without brackets."""
    heads = [indent + "- ", indent + _STEP]
    return [heads[number > 0] + line for one in lines for number, line in enumerate(one)]
