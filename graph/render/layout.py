"""Places boxes so that none overlap and few lines cross: the same input, the same places. Layer: render.

Three steps. Stress majorisation puts nodes as far apart as they are steps apart in the graph (Gansner, Koren and
North 2004). Then boxes that overlap push each other away inside a frame of the wanted shape. In graphs that are small
enough, a search then moves boxes about as long as it leaves fewer crossings and fewer lines behind foreign boxes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from .geometry import Ends, Points
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
PUSHES, FRAMED = 400, 300  # rounds of pushing apart, and how many of them keep the boxes in the frame


@dataclass(frozen=True, slots=True)
class Box:
    """The room that a symbol takes with its label; lines end ``anchor`` above its middle."""

    width: float
    height: float
    anchor: float = 0.0


def lay_out(
    boxes: Mapping[str, Box],
    lines: Iterable[tuple[str, str]],
    *,
    words: Mapping[tuple[str, str], float] = MappingProxyType({}),
    bonds: Iterable[tuple[str, str]] = (),
    aspect: float,
    widest: float = math.inf,
    seed: int,
) -> dict[str, tuple[int, int]]:
    """Return the middle of each box, around 0, 0.

    The frame is ``aspect`` times as wide as it is high, and higher where it would be wider than ``widest``. ``words``
    are the widths of what stands on some lines. Boxes that a line or a bond joins come near each other; bonds are not
    drawn, and cross what they like.

    >>> places = lay_out(dict.fromkeys("abc", Box(80, 30)), [("a", "b"), ("b", "c")], aspect=1.5, seed=7)
    >>> abs(places["a"][0] - places["b"][0]) >= 80 or abs(places["a"][1] - places["b"][1]) >= 30
    True
    """
    if not boxes:
        return {}
    drawn, near = (_numbered(list(boxes), pairs) for pairs in (lines, bonds))
    scene = _scene(boxes, (drawn, near), _rooms(list(boxes), drawn, words), aspect, widest)
    aspect = float(scene.frame[0] / scene.frame[1])
    start = _turned(_stressed(len(boxes), np.concatenate([drawn, near]), seed), aspect)
    places = _stretched(_placed(start, scene, seed), scene.sizes, aspect)
    return {name: (round(float(x)), round(float(y))) for name, (x, y) in zip(boxes, places, strict=True)}


def _placed(start: Points, scene: Scene, seed: int) -> Points:
    places = _pushed_apart(_fitted(start, scene), scene)
    if len(scene.lines) > MOST_FOR_SEARCH:
        return places
    return _pushed_apart(improved(places, scene, seed=seed), scene)


def _numbered(names: list[str], lines: Iterable[tuple[str, str]]) -> Ends:
    """Return the lines between different boxes, each once, as numbers of boxes."""
    number = {name: place for place, name in enumerate(names)}
    pairs = {(min(number[a], number[b]), max(number[a], number[b])) for a, b in lines if a != b}
    return np.array(sorted(pairs), dtype=np.intp).reshape(-1, 2)


def _rooms(names: list[str], lines: Ends, words: Mapping[tuple[str, str], float]) -> Points:
    """Return the width of the widest word on each line."""
    pairs = [(names[a], names[b]) for a, b in lines]
    return np.array([max(words.get(pair, 0.0), words.get(pair[::-1], 0.0)) for pair in pairs], dtype=float)


def _scene(boxes: Mapping[str, Box], lines: tuple[Ends, Ends], rooms: Points, aspect: float, widest: float) -> Scene:
    room = np.array([(box.width, box.height) for box in boxes.values()], dtype=float)
    sizes = room + GAP
    taken = float(sizes.prod(axis=1).sum())
    area = float(np.clip(SMALL, ROOM[0] * taken, ROOM[1] * taken))
    width = min((area * aspect) ** 0.5, widest)
    frame = np.maximum([width, area / width], sizes.max(axis=0))
    return Scene(
        lines=lines[0],
        rooms=rooms,
        bonds=lines[1],
        sizes=sizes,
        solid=room + NEAR,
        anchors=np.array([(0.0, box.anchor) for box in boxes.values()]),
        labels=np.array([(0.0, box.height / 2 - box.anchor) for box in boxes.values()]),
        label_sizes=np.array([(box.width, 2 * box.anchor) for box in boxes.values()]),
        frame=frame,
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


def _fitted(places: Points, scene: Scene) -> Points:
    """Return the places stretched to fill the frame, each box inside it."""
    low, high = places.min(axis=0), places.max(axis=0)
    unit = (places - low) / np.maximum(high - low, 1e-6)
    return np.asarray(scene.sizes / 2 + unit * (scene.frame - scene.sizes))


def _stretched(places: Points, sizes: Points, aspect: float) -> Points:
    """Return the places, centred, moved apart along the side on which they fall short of the frame's shape."""
    low, high = (places - sizes / 2).min(axis=0), (places + sizes / 2).max(axis=0)
    width, height = high - low
    factors = np.array([aspect * height / width, width / (aspect * height)])
    return np.asarray((places - (low + high) / 2) * np.clip(factors, 1, MOST_STRETCH))


def _pushed_apart(places: Points, scene: Scene) -> Points:
    """Return the places after boxes that overlap have moved apart the shorter way, in the frame while there is room."""
    sizes = [(float(width), float(height)) for width, height in scene.sizes]
    for turn in range(PUSHES):
        points = [[float(x), float(y)] for x, y in places]
        moved = _push_once(points, sizes)
        places = scene.inside(np.array(points), scene.sizes) if turn < FRAMED else np.array(points)
        if not moved:
            break
    return places


def _push_once(points: list[list[float]], sizes: list[tuple[float, float]]) -> bool:
    """Move each pair that overlaps, found by sweeping from left to right; say whether there was one."""
    moved = False
    left = [x - width / 2 for (x, _), (width, _) in zip(points, sizes, strict=True)]
    order = sorted(range(len(points)), key=left.__getitem__)
    for position, a in enumerate(order):
        right = left[a] + sizes[a][0]
        for b in order[position + 1 :]:
            if left[b] >= right:
                break
            moved |= _push_pair(points[a], points[b], sizes[a], sizes[b])
    return moved


def _push_pair(first: list[float], second: list[float], size: tuple[float, float], other: tuple[float, float]) -> bool:
    across, down = ((size[axis] + other[axis]) / 2 - abs(second[axis] - first[axis]) for axis in (0, 1))
    if min(across, down) <= OVERLAP:
        return False
    axis, overlap = (0, across) if across < down else (1, down)
    step = (overlap / 2 + 0.3) * (1 if second[axis] >= first[axis] else -1)
    first[axis] -= step
    second[axis] += step
    return True
