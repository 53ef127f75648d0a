"""Improves places by a search of so many tries: fewer crossings, fewer lines behind boxes. Layer: render.

Simulated annealing (Davidson and Harel 1996). A try moves one box or swaps two; only what these touch is weighed anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .geometry import Ends, Points, behind, crossing, shared_areas

CROSSING, BEHIND, OVERLAP, LENGTH = (
    1.0,
    7.0,
    40.0,
    4.0,
)  # what each costs: overlap by the area of a box, length by the frame's diagonal
TRIES_A_BOX = 180
MOST_TRIES = 9000
HOT, COLD = 2.0, 0.05  # how much worse a try may be and still be taken now and then, at first and in the end
SWAPS = 0.25  # share of tries that swap two boxes


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What stays the same while places are tried: lines, boxes, where above their middle lines end, and the frame.

    ``sizes`` are the boxes with the gap around them, ``solid`` those that a line must not pass behind.
    """

    lines: Ends
    sizes: Points
    solid: Points
    anchors: Points
    frame: Points

    @cached_property
    def incident(self) -> list[Ends]:
        """Return, for each box, the numbers of the lines that end there."""
        return [np.flatnonzero((self.lines == box).any(axis=1)) for box in range(len(self.sizes))]

    @cached_property
    def box_area(self) -> float:
        """Return the area of a box in the middle of the range."""
        return float((self.sizes[:, 0] * self.sizes[:, 1]).mean())

    def inside(self, places: Points) -> Points:
        """Return the places moved so that each box lies in the frame."""
        return np.clip(places, self.sizes / 2, np.maximum(self.frame - self.sizes / 2, self.sizes / 2))

    def cost(self, places: Points, moved: Ends) -> float:
        """Return what the given boxes and their lines cost where they are."""
        tips = places - self.anchors
        touched = np.unique(np.concatenate([self.incident[box] for box in moved]))
        own, rest = self.lines[touched], np.delete(self.lines, touched, axis=0)
        lengths = np.hypot(*(tips[own[:, 0]] - tips[own[:, 1]]).T)
        crossings = crossing(tips, own, rest).sum() + crossing(tips, own, own).sum() / 2
        hidden = (
            behind(tips, own, places, self.solid, np.arange(len(places))).sum()
            + behind(tips, rest, places, self.solid, moved).sum()
        )
        overlap = shared_areas(places, self.sizes, moved).sum() / self.box_area
        return float(
            CROSSING * crossings + BEHIND * hidden + OVERLAP * overlap + LENGTH * lengths.sum() / np.hypot(*self.frame)
        )


def improved(places: Points, scene: Scene, *, seed: int) -> Points:
    """Return the best places that the search came by; the same seed takes the same way."""
    chance = np.random.default_rng(seed)
    tries = min(TRIES_A_BOX * len(places), MOST_TRIES) if len(scene.lines) else 0
    best, cost, best_cost = places, 0.0, 0.0
    for turn in range(tries):
        heat = HOT * (COLD / HOT) ** (turn / tries)
        candidate, moved = _moved(places, chance, scene.frame * (0.02 + 0.1 * heat))
        candidate = scene.inside(candidate)
        change = scene.cost(candidate, moved) - scene.cost(places, moved)
        if change < 0 or chance.random() < np.exp(-change / heat):
            places, cost = candidate, cost + change
        if cost < best_cost:
            best, best_cost = places, cost
    return best


def _moved(places: Points, chance: np.random.Generator, reach: Points) -> tuple[Points, Ends]:
    """Return the places with one box moved, or now and then with two that have changed places, and which these are."""
    candidate = places.copy()
    pair = np.unique(chance.integers(len(places), size=2))
    if chance.random() < SWAPS:
        candidate[pair] = candidate[pair[::-1]]
        return candidate, pair
    candidate[pair[0]] += chance.normal(size=2) * reach
    return candidate, pair[:1]
