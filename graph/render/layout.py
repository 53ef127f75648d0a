"""Places boxes so that none overlap and few lines cross: the same input, the same places. Layer: render.

Three steps. Stress majorisation puts nodes as far apart as they are steps apart in the graph (Gansner, Koren and
North 2004). Then boxes that overlap push each other away inside a frame of the wanted shape. In graphs that are small
enough, a search then moves boxes about as long as it leaves fewer crossings and fewer lines behind foreign boxes.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from .geometry import Ends, Points, Sides
from .layout_search import Scene, improved

ROOM = (2.2, 3.2)  # the frame's area over that of all boxes in it: in large graphs, in small ones
SMALL = 480_000.0  # a graph that needs no more area than this with the most room is small
GAP = 24.0  # kept free between two boxes
OVERLAP = 0.5  # less than this is none
NEAR = 8.0  # a line that passes a box nearer than half of this counts as behind it
MOST_STRETCH = 1.4  # of one side, at the end
MOST_FOR_STRESS = 800  # boxes; above, the matrix of all distances costs more than it gains
MOST_FOR_SEARCH = 250  # lines; above, no number of tries untangles them
ROUNDS = 150
PUSHES, FRAMED = 700, 100  # rounds of pushing apart, and how many of them keep the boxes in the frame
GROWTH = 1.01  # by which the frame gives way in each round thereafter
EVEN = 0.8  # how far places are spread evenly in a graph that is too large to search: crowds have no room to part


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a symbol takes with its label; lines end ``anchor`` above its middle."""

    width: float
    height: float
    anchor: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What is to be placed: boxes by name, and the lines between them, with the widths of the words on some.

    Boxes that a line or a bond joins come near each other; bonds are not drawn, and cross what they like.
    """

    boxes: Mapping[str, Box]
    lines: Collection[tuple[str, str]]
    words: Mapping[tuple[str, str], float] = field(default_factory=dict)
    bonds: Collection[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A shape to fit: width over height; it is higher where it would be wider than ``widest``."""

    aspect: float
    widest: float = math.inf


def lay_out(drawing: Drawing, frames: Iterable[Frame], *, seed: int) -> Iterator[dict[str, tuple[int, int]]]:
    """Yield, for each frame, the middle of each box, around 0, 0.

    >>> drawing = Drawing(boxes=dict.fromkeys("abc", Box(80, 30)), lines=[("a", "b"), ("b", "c")])
    >>> [places] = lay_out(drawing, [Frame(aspect=1.5)], seed=7)
    >>> abs(places["a"][0] - places["b"][0]) >= 80 or abs(places["a"][1] - places["b"][1]) >= 30
    True
    """
    names = list(drawing.boxes)
    lines, bonds = (_numbered(names, pairs) for pairs in (drawing.lines, drawing.bonds))
    start = _stressed(len(names), np.concatenate([lines, bonds]), seed) if names else np.zeros((0, 2))
    for frame in frames:
        places = _placed(start, _scene(drawing, lines, bonds, frame), seed) if names else start
        yield {name: (round(float(x)), round(float(y))) for name, (x, y) in zip(names, places, strict=True)}


def _placed(start: Points, scene: Scene, seed: int) -> Points:
    aspect = float(scene.frame[0] / scene.frame[1])
    is_large = len(scene.lines) > MOST_FOR_SEARCH
    places = _pushed_apart(_fitted(_turned(start, aspect), scene, EVEN if is_large else 0), scene)
    if not is_large:
        places = _pushed_apart(improved(places, scene, seed=seed), scene)
    return _stretched(places, scene.sizes, aspect)


def _numbered(names: list[str], lines: Iterable[tuple[str, str]]) -> Ends:
    """Return the lines between different boxes, each once, as numbers of boxes."""
    number = {name: place for place, name in enumerate(names)}
    pairs = {(min(number[a], number[b]), max(number[a], number[b])) for a, b in lines if a != b}
    return np.array(sorted(pairs), dtype=np.intp).reshape(-1, 2)


def _rooms(names: list[str], lines: Ends, words: Mapping[tuple[str, str], float]) -> Points:
    """Return the width of the widest word on each line."""
    pairs = [(names[a], names[b]) for a, b in lines]
    return np.array([max(words.get(pair, 0.0), words.get(pair[::-1], 0.0)) for pair in pairs], dtype=float)


def _scene(drawing: Drawing, lines: Ends, bonds: Ends, frame: Frame) -> Scene:
    boxes = drawing.boxes.values()
    room = np.array([(box.width, box.height) for box in boxes], dtype=float)
    sizes = room + GAP
    taken = float(sizes.prod(axis=1).sum())
    area = float(np.clip(SMALL, ROOM[0] * taken, ROOM[1] * taken))
    width = min((area * frame.aspect) ** 0.5, frame.widest)
    return Scene(
        lines=lines,
        rooms=_rooms(list(drawing.boxes), lines, drawing.words),
        bonds=bonds,
        sizes=sizes,
        solid=room + NEAR,
        anchors=np.array([(0.0, box.anchor) for box in boxes]),
        labels=np.array([(0.0, box.height / 2 - box.anchor) for box in boxes]),
        label_sizes=np.array([(box.width, 2 * box.anchor) for box in boxes]),
        frame=np.maximum([width, area / width], sizes.max(axis=0)),
    )


def _stressed(count: int, lines: Ends, seed: int) -> Points:
    """Return places whose distances follow the number of steps between nodes; those without any are a little apart."""
    import rustworkx as rx

    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(count))
    graph.add_edges_from_no_data([(int(a), int(b)) for a, b in lines])
    start = rx.spring_layout(graph, seed=seed, num_iter=60)
    places = np.array([start[number] for number in range(count)], dtype=float)
    if count > MOST_FOR_STRESS or count == 1:
        return places
    wanted = rx.distance_matrix(graph, null_value=0.0)
    wanted[wanted == 0] = min(float(wanted.max()), 3.0) + 1
    np.fill_diagonal(wanted, 1)
    weights = wanted**-2.0
    np.fill_diagonal(weights, 0)
    for _ in range(ROUNDS):
        places = _majorised(places, wanted, weights)
    return places


def _majorised(places: Points, wanted: Points, weights: Points) -> Points:
    """Return the places one step better: each where all others, at the wanted distance, would have it on average."""
    differences = [axis[:, None] - axis[None] for axis in places.T]
    distance = np.maximum(np.hypot(*differences), 1e-6)
    pulls = weights * wanted / distance
    # Plain sums, no matrix product: its order of adding may change from run to run.
    moved = [
        (weights * axis[None] + pulls * difference).sum(axis=1)
        for axis, difference in zip(places.T, differences, strict=True)
    ]
    return np.asarray(np.stack(moved, axis=1) / weights.sum(axis=1)[:, None])


def _turned(places: Points, aspect: float) -> Points:
    """Return the places turned so that their longest direction lies along the longer side of the frame."""
    x, y = (places - places.mean(axis=0)).T
    angle = np.arctan2(2 * (x * y).sum(), (x * x).sum() - (y * y).sum()) / 2 + (0 if aspect >= 1 else np.pi / 2)
    return np.stack([x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)], axis=1)


def _fitted(places: Points, scene: Scene, even: float) -> Points:
    """Return the places stretched to fill the frame, each box inside it; ``even`` says how much by rank alone."""
    low, high = places.min(axis=0), places.max(axis=0)
    rank = places.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(len(places) - 1, 1)
    unit = (1 - even) * (places - low) / np.maximum(high - low, 1e-6) + even * rank
    return np.asarray(scene.sizes / 2 + unit * (scene.frame - scene.sizes))


def _stretched(places: Points, sizes: Points, aspect: float) -> Points:
    """Return the places, centred, moved apart along the side on which they fall short of the frame's shape."""
    low, high = (places - sizes / 2).min(axis=0), (places + sizes / 2).max(axis=0)
    width, height = high - low
    factors = np.array([aspect * height / width, width / (aspect * height)])
    return np.asarray((places - (low + high) / 2) * np.clip(factors, 1, MOST_STRETCH))


def _pushed_apart(places: Points, scene: Scene) -> Points:
    """Return the places after boxes that overlap have moved apart the shorter way, in the frame while there is room."""
    for turn in range(PUSHES):
        push = _push(places, scene.sizes)
        if push is None:
            break
        places = places + push
        if turn < FRAMED:
            places = scene.inside(places, scene.sizes)
        else:
            places = (places - scene.frame / 2) * GROWTH + scene.frame / 2
    return places


def _push(places: Points, sizes: Points) -> Points | None:
    """Return where overlaps push each box, half of it for either; None where nothing overlaps."""
    longer = int(np.ptp(places, axis=0).argmax())
    a, b = _neighbours(places[:, longer] - sizes[:, longer] / 2, sizes[:, longer])
    gap = places[b] - places[a]
    overlap = (sizes[a] + sizes[b]) / 2 - np.abs(gap)
    hit = np.minimum(overlap[:, 0], overlap[:, 1]) > OVERLAP
    if not hit.any():
        return None
    a, b, gap, overlap = a[hit], b[hit], gap[hit], overlap[hit]
    shorter = np.stack([overlap[:, 0] < overlap[:, 1], overlap[:, 0] >= overlap[:, 1]], axis=1)
    step = np.where(shorter, (overlap / 2 + 0.3) * np.where(gap >= 0, 1, -1), 0.0)
    push = np.zeros_like(places)
    np.add.at(push, b, step)
    np.add.at(push, a, -step)
    return push


def _neighbours(first_edge: Sides, lengths: Sides) -> tuple[Ends, Ends]:
    """Return the pairs of boxes that share a stretch of one axis, found by sweeping along it."""
    order = np.argsort(first_edge, kind="stable")
    starts = first_edge[order]
    last = np.searchsorted(starts, starts + lengths[order])
    counts = np.maximum(last - np.arange(len(order)) - 1, 0)
    first = np.repeat(np.arange(len(order)), counts)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    return order[first], order[second]
