"""Where the symbols of the page stand: those shown at first laid out, the rest in rows below. Layer: render."""

from __future__ import annotations

from typing import Any

from .labels import text_width
from .layout import Box, lay_out
from .page_data import PageData, PageLink
from .palette import category_of

Symbol = dict[str, Any]
Places = dict[str, tuple[int, int]]

LINE = 1.22  # height of a line over the size of its font
ROW = 900  # width of a row of symbols that are hidden at first
BESIDE, BELOW = 40, 30  # kept free between them


def places_of(data: PageData, symbols: dict[str, Symbol], *, aspect: float, seed: int) -> Places:
    """Return where the centre of each symbol lies, in a frame that is ``aspect`` times as wide as it is high."""
    rooms = {name: _room(symbol) for name, symbol in symbols.items()}
    shown = shown_at_first(data)
    drawn = {name: room for name, room in rooms.items() if name in shown}
    hidden = {name: room for name, room in rooms.items() if name not in shown}
    places = lay_out(drawn, _lines_between(data, shown), aspect=aspect, seed=seed)
    bottom = max((places[name][1] + room.height / 2 for name, room in drawn.items()), default=0)
    places |= _rows(hidden, top=bottom + BESIDE)
    return {name: (x, y - round(rooms[name].anchor)) for name, (x, y) in places.items()}


def shown_at_first(data: PageData) -> set[str]:
    """Return the nodes that the page shows before anyone filters: ends of stances and of ties that belong to the story.

    An outlet is among them only where it holds a stance.
    """
    off_story = {reading.id for reading in data.readings if reading.off_story}
    stances = [(reading.holder, reading.target or "") for reading in data.stances() if reading.id not in off_story]
    ties = [(link.source, link.target) for link in data.links if _is_based(link, off_story)]
    outlets = {node.id for node in data.nodes if category_of(node) == "outlet"}
    return set().union(*stances) | (set().union(*ties) - outlets)


def _is_based(link: PageLink, off_story: set[str]) -> bool:
    """Tell whether a tie rests on a claim that belongs to the story; who quotes whom is another view of the chains."""
    return link.kind != "reports" and link.reading is not None and link.reading not in off_story


def _lines_between(data: PageData, shown: set[str]) -> list[tuple[str, str]]:
    stances = [(reading.holder, reading.target or "") for reading in data.stances()]
    ties = [(link.source, link.target) for link in data.links]
    return [line for line in (*stances, *ties) if shown.issuperset(line)]


def _room(symbol: Symbol) -> Box:
    """Return the room that a symbol takes with its label, below it or inside."""
    size = symbol["font"]["size"]
    lines = symbol["label"].split("\n")
    width, height = max(map(text_width, lines)) * size, len(lines) * size * LINE
    if symbol["shape"] == "ellipse":
        return Box(width + 2 * height, 2 * height)
    if "size" not in symbol:
        return Box(width + 22, height + 16)
    below = 4 + height
    return Box(max(width, 2 * symbol["size"]), 2 * symbol["size"] + below, below / 2)


def _rows(rooms: dict[str, Box], *, top: float) -> Places:
    places: Places = {}
    x, y, tallest = -ROW / 2, top, 0.0
    for name, room in rooms.items():
        if x + room.width > ROW / 2 and places:
            x, y, tallest = -ROW / 2, y + tallest + BELOW, 0.0
        places[name] = (round(x + room.width / 2), round(y + room.height / 2))
        x, tallest = x + room.width + BESIDE, max(tallest, room.height)
    return places
