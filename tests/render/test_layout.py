"""Boxes are placed apart, in a frame of the wanted shape, with few lines that cross: the same each time."""

from itertools import combinations

import pytest

from stancegraph.render.layout import Box, Drawing, Frame, lay_out

Places = dict[str, tuple[int, int]]
Lines = list[tuple[str, str]]

TREE = [(f"n{(number - 1) // 2}", f"n{number}") for number in range(1, 31)]
BOXES = {f"n{number}": Box(60 + 7 * (number % 9), 30 + 5 * (number % 4)) for number in range(31)}


def placed(
    boxes: dict[str, Box], lines: Lines, aspect: float = 1.5, *, seed: int = 7, bonds: Lines | None = None
) -> Places:
    """Return the places in one frame."""
    drawing = Drawing(boxes=boxes, lines=lines, bonds=bonds or [])
    return next(lay_out(drawing, [Frame(aspect=aspect)], seed=seed))


def overlaps(places: Places, boxes: dict[str, Box]) -> list[tuple[str, str]]:
    """Return the pairs of boxes that share an area."""
    return [
        (a, b)
        for a, b in combinations(places, 2)
        if abs(places[a][0] - places[b][0]) < (boxes[a].width + boxes[b].width) / 2
        and abs(places[a][1] - places[b][1]) < (boxes[a].height + boxes[b].height) / 2
    ]


def side(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def crossings(places: Places, lines: list[tuple[str, str]]) -> int:
    """Return how many pairs of lines cross, counted one by one."""
    points = [(places[a], places[b]) for a, b in lines]
    return sum(
        side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
        for (a, b), (c, d) in combinations(points, 2)
        if not {a, b} & {c, d}
    )


@pytest.mark.parametrize("aspect", [2.3, 0.6])
def test_a_tree_is_laid_out_without_overlaps_and_nearly_without_crossings(aspect: float) -> None:
    places = placed(BOXES, TREE, aspect)
    assert overlaps(places, BOXES) == []
    assert crossings(places, TREE) <= 3
    width, height = (max(side) - min(side) for side in zip(*places.values(), strict=True))
    assert aspect / 1.6 < width / height < aspect * 1.6


def test_a_frame_is_no_wider_than_it_may_be() -> None:
    drawing = Drawing(boxes=BOXES, lines=TREE)
    _, places = lay_out(drawing, [Frame(aspect=2.3), Frame(aspect=2.3, widest=500)], seed=7)
    assert max(x + BOXES[name].width / 2 for name, (x, _) in places.items()) <= 260
    assert overlaps(places, BOXES) == []


def test_the_same_seed_gives_the_same_places() -> None:
    assert placed(BOXES, TREE, seed=3) == placed(BOXES, TREE, seed=3)
    assert placed(BOXES, TREE, seed=3) != placed(BOXES, TREE, seed=4)


def test_bonds_bring_boxes_together() -> None:
    boxes = {f"n{number}": Box(40, 20) for number in range(16)}
    lines = [(f"n{number}", f"n{number + 1}") for number in range(0, 16, 2)]
    apart = placed(boxes, lines)
    bound = placed(boxes, lines, bonds=[("n0", f"n{number}") for number in (5, 9, 13)])

    def reach(places: Places) -> int:
        return sum(
            abs(places["n0"][0] - places[f"n{n}"][0]) + abs(places["n0"][1] - places[f"n{n}"][1]) for n in (5, 9, 13)
        )

    assert reach(bound) < reach(apart)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_small_graphs(count: int) -> None:
    boxes = {f"n{number}": Box(50, 20, 5) for number in range(count)}
    places = placed(boxes, [("n0", "n1")] if count > 1 else [])
    assert list(places) == list(boxes)
    assert overlaps(places, boxes) == []


def test_a_graph_that_is_too_large_to_search_has_no_overlaps_either() -> None:
    boxes = {f"n{number}": Box(90, 40) for number in range(300)}
    lines = [(f"n{number}", f"n{(number * 7 + 3) % 300}") for number in range(300)]
    assert overlaps(placed(boxes, lines), boxes) == []
