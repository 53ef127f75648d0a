"""Where the symbols of the page stand: those shown at first laid out, the rest in rows below. Layer: render."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from .labels import text_width
from .layout import Box, Drawing, Frame, lay_out
from .page_data import DRAWN, STRUCTURAL, PageData, PageLink
from .palette import category_of, mark_of

Symbol = dict[str, Any]
Places = dict[str, tuple[int, int]]
Line = tuple[str, str]

WORD = 12  # size of the font of the words on lines
SMALL = 11  # size of the font of what an official belongs to
LINE = 1.22  # height of a line over the size of its font
ROW = 900  # width of a row of symbols that are hidden at first
BESIDE, BELOW = 40, 30  # kept free between them


def places_of(data: PageData, symbols: dict[str, Symbol], frames: Iterable[Frame], *, seed: int) -> Iterator[Places]:
    """Yield, for each frame, where the centre of each symbol lies."""
    rooms = {name: _room(symbol) for name, symbol in symbols.items()}
    shown = shown_at_first(data)
    waiting = {name: rooms[name] for name in _waiting(data, shown)}
    drawing = _drawing(data, {name: room for name, room in rooms.items() if name in shown})
    for places in lay_out(drawing, frames, seed=seed):
        bottom = max((places[name][1] + rooms[name].height / 2 for name in places), default=0)
        together = places | _rows(waiting, top=bottom + BESIDE)
        yield {name: (x, y - round(rooms[name].anchor)) for name, (x, y) in together.items()}


def _drawing(data: PageData, boxes: dict[str, Box]) -> Drawing:
    stances = [(reading.holder, reading.target or "") for reading in data.stances()]
    lines = _within([*stances, *_ends(data.links, DRAWN)], set(boxes))
    bonds = _within(_ends(data.links, STRUCTURAL), set(boxes))
    return Drawing(boxes=boxes, lines=lines, words=_words(data), bonds=bonds)


def _words(data: PageData) -> dict[Line, float]:
    """Return how much room the words on lines take, by the ends of the line."""
    marks = [((reading.holder, reading.target or ""), mark_of(reading)) for reading in data.stances()]
    marks += [(link.ends, mark_of(link)) for link in data.links if link.kind in DRAWN]
    return {ends: text_width(mark) * WORD for ends, mark in marks if mark}


def shown_at_first(data: PageData) -> set[str]:
    """Return the nodes that the page shows before anyone filters; an outlet only where it holds a stance.

    They are the ends of stances, of mediation and of representation, and whoever takes part in an event among these.
    """
    stances, (ties, participations) = _stances(data), _ties(data)
    shown = set().union(*stances, *ties)
    return shown | {who for who, event in participations if event in shown}


def _waiting(data: PageData, shown: set[str]) -> list[str]:
    """Return the nodes that are hidden at first, in the order of their rows: other stories, outlets, the rest."""
    aside = {reading.id for reading in data.readings if reading.off_story}
    named = {name for reading in data.readings if reading.id in aside for name in reading.concerns}
    waiting = [node for node in data.nodes if node.id not in shown]
    return [node.id for node in sorted(waiting, key=lambda node: (node.id not in named, category_of(node) != "outlet"))]


def _stances(data: PageData) -> list[Line]:
    """Return the ends of the stances that belong to the story."""
    return [(reading.holder, reading.target or "") for reading in data.stances() if not reading.off_story]


def _ties(data: PageData) -> tuple[list[Line], list[Line]]:
    """Return the ends of the ties that belong to the story: of those that bring both along, of those that bring one."""
    over = {reading.id for reading in data.readings if reading.off_story}
    outlets = {node.id for node in data.nodes if category_of(node) == "outlet"}
    based = [link for link in data.links if not over.issuperset(link.readings) and outlets.isdisjoint(link.ends)]
    return _ends(based, ("mediates", "represents")), _ends(based, ("takes-part",))


def _ends(links: Iterable[PageLink], kinds: Collection[str]) -> list[Line]:
    return [link.ends for link in links if link.kind in kinds]


def _within(lines: Iterable[Line], shown: set[str]) -> list[Line]:
    return [line for line in lines if shown.issuperset(line)]


def _room(symbol: Symbol) -> Box:
    """Return the room that a symbol takes with its label, below it or inside."""
    size = symbol["font"]["size"]
    lines = symbol["label"].split("\n")
    width, height = max(map(text_width, lines)) * size, len(lines) * size * LINE
    if symbol["shape"] == "ellipse":
        return Box(width + 2 * height, 2 * height)
    if "size" not in symbol:
        return Box(width + 22, height + 16)
    below = 4 + height + (SMALL * LINE if symbol["of"] else 0)
    width = max(width, 2 * symbol["size"], text_width(symbol["of"]) * SMALL)
    return Box(width, 2 * symbol["size"] + below, below / 2)


def _rows(rooms: dict[str, Box], *, top: float) -> Places:
    places: Places = {}
    x, y, tallest = -ROW / 2, top, 0.0
    for name, room in rooms.items():
        if x + room.width > ROW / 2 and places:
            x, y, tallest = -ROW / 2, y + tallest + BELOW, 0.0
        places[name] = (round(x + room.width / 2), round(y + room.height / 2))
        x, tallest = x + room.width + BESIDE, max(tallest, room.height)
    return places
