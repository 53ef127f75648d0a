"""Boxes are placed apart, in a frame of the wanted shape, with few lines that cross: the same each time."""

from itertools import combinations

import pytest

from stancegraph.render.layout import Box, lay_out

Places = dict[str, tuple[int, int]]

TREE = [(f"n{(number - 1) // 2}", f"n{number}") for number in range(1, 31)]
BOXES = {f"n{number}": Box(60 + 7 * (number % 9), 30 + 5 * (number % 4)) for number in range(31)}


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
    places = lay_out(BOXES, TREE, aspect=aspect, seed=7)
    assert overlaps(places, BOXES) == []
    assert crossings(places, TREE) <= 1
    width, height = (max(side) - min(side) for side in zip(*places.values(), strict=True))
    assert aspect / 1.6 < width / height < aspect * 1.6


def test_a_frame_is_no_wider_than_it_may_be() -> None:
    places = lay_out(BOXES, TREE, aspect=2.3, widest=500, seed=7)
    assert max(x + BOXES[name].width / 2 for name, (x, _) in places.items()) <= 260
    assert overlaps(places, BOXES) == []


def test_the_same_seed_gives_the_same_places() -> None:
    assert lay_out(BOXES, TREE, aspect=1.5, seed=3) == lay_out(BOXES, TREE, aspect=1.5, seed=3)
    assert lay_out(BOXES, TREE, aspect=1.5, seed=3) != lay_out(BOXES, TREE, aspect=1.5, seed=4)


def test_bonds_bring_boxes_together() -> None:
    boxes = {f"n{number}": Box(40, 20) for number in range(16)}
    lines = [(f"n{number}", f"n{number + 1}") for number in range(0, 16, 2)]
    apart = lay_out(boxes, lines, aspect=1.5, seed=7)
    bound = lay_out(boxes, lines, bonds=[("n0", f"n{number}") for number in (5, 9, 13)], aspect=1.5, seed=7)

    def reach(places: Places) -> int:
        return sum(
            abs(places["n0"][0] - places[f"n{n}"][0]) + abs(places["n0"][1] - places[f"n{n}"][1]) for n in (5, 9, 13)
        )

    assert reach(bound) < reach(apart)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_small_graphs(count: int) -> None:
    boxes = {f"n{number}": Box(50, 20, 5) for number in range(count)}
    places = lay_out(boxes, [("n0", "n1")] if count > 1 else [], aspect=1.5, seed=7)
    assert list(places) == list(boxes)
    assert overlaps(places, boxes) == []


def test_a_graph_that_is_too_large_to_search_has_no_overlaps_either() -> None:
    boxes = {f"n{number}": Box(90, 40) for number in range(300)}
    lines = [(f"n{number}", f"n{(number * 7 + 3) % 300}") for number in range(300)]
    assert overlaps(lay_out(boxes, lines, aspect=1.5, seed=7), boxes) == []
