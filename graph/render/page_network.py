"""The picture of the page as a pyvis network: symbols and lines, placed for a wide and a tall frame. Layer: render.

pyvis holds nodes, edges and options; its template and its writer are not used; colours are set in the page, by theme.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .labels import wrap
from .layout import Frame
from .page_data import PageData, PageLink, PageNode, PageReading
from .page_places import Places, Symbol, places_of
from .palette import CATEGORIES, DASHES, NO_POSITION, category_of, mark_of, step_of

Line = dict[str, Any]

FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"
FONT_SIZE = {"state": 15, "group": 14, "mediator": 14}
USUAL_SIZE = 13
WIDE = Frame(aspect=2.3)
TALL = Frame(aspect=0.58, widest=600)  # on a telephone, names stay large enough to be read
BORDER_DASHES = [4, 3]  # of an actor whose role no source states
CORE = 2.1  # what a hollow line has inside

OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "hoverConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "multiselect": False,
        "selectConnectedEdges": False,
    },
    "nodes": {
        "chosen": False,
        "font": {"face": FONT, "size": USUAL_SIZE, "strokeWidth": 4},
        "labelHighlightBold": False,
    },
    "edges": {
        "arrowStrikethrough": False,
        "chosen": False,
        "font": {"align": "horizontal", "face": FONT, "size": 12, "strokeWidth": 5},
        "hoverWidth": 0,
        "labelHighlightBold": False,
        "selectionWidth": 0,
        "smooth": {"enabled": False},
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the page draws: the nodes, edges and options of pyvis, and other places for a tall frame."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    options: dict[str, Any]
    tall: Places


def to_picture(data: PageData, *, seed: int) -> Picture:
    """Return the network of a page, laid out twice from the same seed."""
    from pyvis.network import Network

    symbols = {node.id: _symbol(node) for node in data.nodes}
    wide, tall = places_of(data, symbols, (WIDE, TALL), seed=seed)
    network = Network(directed=True)
    # Filled directly: add_edge looks through all edges for each new one.
    network.nodes = [symbol | dict(zip("xy", wide[name], strict=True)) for name, symbol in symbols.items()]
    network.edges = list(_with_cores([*map(_tie, range(len(data.links)), data.links), *map(_line, data.stances())]))
    network.options = OPTIONS
    nodes, edges, _, _, _, options = network.get_network_data()
    return Picture(nodes=nodes, edges=edges, options=json.loads(options), tall=tall)


def _symbol(node: PageNode) -> Symbol:
    """Return a node as vis-network takes it."""
    category = CATEGORIES[category_of(node)]
    size = FONT_SIZE.get(category.name, USUAL_SIZE)
    lines = wrap(node.label, ems=10.5, lines=5 if category.boxed else 3)
    symbol: Symbol = {
        "id": node.id,
        "of": node.of,
        "label": "\n".join(lines),
        "shape": category.shape,
        "font": {"size": size},
    }
    if category.boxed:
        square = category.name == "event"
        return symbol | {
            "margin": {"top": 8, "bottom": 8, "left": 11, "right": 11},
            "shapeProperties": {"borderRadius": 0 if square else 4},
        }
    if "inferred" in node.roles:
        symbol["shapeProperties"] = {"borderDashes": BORDER_DASHES}
    return symbol | {"size": category.size, "borderWidth": 3 if category.hollow or "inferred" in node.roles else 1}


def _line(reading: PageReading) -> Line:
    """Return a stance as a line from its holder to its target."""
    step = step_of(reading.value)
    line: Line = {
        "id": reading.id,
        "from": reading.holder,
        "to": reading.target,
        "width": step.width,
        "arrows": {"to": {"enabled": True, "type": step.head, "scaleFactor": round(1.05 - step.width / 9, 2)}},
    }
    if step is NO_POSITION:
        line["arrows"]["to"]["scaleFactor"] = 0.55
    if step.head == "bar":
        line |= {"arrowStrikethrough": True, "endPointOffset": {"to": 5}}
    if reading.ground in DASHES:
        line["dashes"] = DASHES[reading.ground]
    mark = mark_of(reading)
    return line | {"label": mark} if mark else line


def _tie(number: int, link: PageLink) -> Line:
    """Return a link as a thin line without an arrow."""
    mediates = link.kind == "mediates"
    tie: Line = {
        "id": f"link:{number}",
        "from": link.source,
        "to": link.target,
        "width": 2.4 if mediates else 1,
    }
    if link.kind == "causes":
        tie["arrows"] = {"to": {"enabled": True, "type": "arrow", "scaleFactor": 0.5}}
    if link.ground in DASHES:
        tie["dashes"] = DASHES[link.ground]
    mark = mark_of(link)
    return tie | {"label": mark} if mark else tie


def _with_cores(lines: list[Line]) -> Iterator[Line]:
    """Yield the lines, hollow where no position was stated.

    Lines with a word on them come last, so that no other line strikes the word through.
    """
    for line in sorted(lines, key=lambda line: "label" in line):
        if line["width"] != NO_POSITION.width:
            yield line
            continue
        core = {"id": f"core:{line['id']}", "from": line["from"], "to": line["to"], "width": CORE}
        yield {name: value for name, value in line.items() if name != "label"}
        yield core | ({"label": line["label"]} if "label" in line else {})
