"""Improves places by a search: fewer crossings, fewer lines behind boxes, shorter lines. Layer: render.

Box by box and round after round, several places are weighed at once and one of the best is taken, at first with some
chance of a worse one, as in simulated annealing (Davidson and Harel 1996).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .geometry import Ends, Points, behind, crossing, shared_area

CROSSING, BEHIND, UNDER = 3.0, 9.0, 4.0  # what each costs; under: a line behind the label of its own end
OVERLAP, LENGTH = 40.0, 4.0  # by the area of a box, and by the diagonal of the frame
SHORT, ROOMY = 3.0, 40.0  # boxes so far apart leave room for the head of the line between them
ROUNDS, TRIALS = 60, 3000  # rounds at most, and how often a box is tried in all of them
NEAR, FAR = 10, 6  # places tried about where a box is, and anywhere in the frame
HOT = 3.0  # how much worse a place may be and still be taken now and then, at first
REACH, CLOSE = 0.22, 0.02  # how far from where it is a box is tried, in frames, at first and in the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What stays the same while places are tried: lines, boxes, where above their middle lines end, and the frame.

    ``rooms`` are what the word on each line takes of it, ``bonds`` are pairs of boxes that are to be near each other,
    with no line between. ``sizes`` are the boxes with the gap around them, ``solid`` those that a line must not pass
    behind, ``labels`` where below the middle of a box its label is, if it has one beside its symbol.
    """

    lines: Ends
    rooms: Points
    bonds: Ends
    sizes: Points
    solid: Points
    anchors: Points
    labels: Points
    label_sizes: Points
    frame: Points

    def inside(self, places: Points, sizes: Points) -> Points:
        """Return the places moved so that each box lies in the frame."""
        return np.clip(places, sizes / 2, np.maximum(self.frame - sizes / 2, sizes / 2))


def improved(places: Points, scene: Scene, *, seed: int) -> Points:
    """Return places with a lower cost; the same seed takes the same way."""
    chance, places = np.random.default_rng(seed), places.copy()
    rounds = min(ROUNDS, TRIALS // len(places))
    for turn in range(rounds):
        left = 1 - turn / (rounds - 1)
        reach = scene.frame * (CLOSE + (REACH - CLOSE) * left)
        for box in chance.permutation(len(places)):
            tried = _candidates(places[box], scene, chance, reach, scene.sizes[box])
            costs = Trial(scene, places, int(box), tried).costs()
            luck = chance.gumbel(size=len(costs)) * HOT * left**2 if left else 0.0
            places[box] = tried[np.argmin(costs - luck)]
    return places


def _candidates(place: Points, scene: Scene, chance: np.random.Generator, reach: Points, size: Points) -> Points:
    near = place + chance.normal(size=(NEAR, 2)) * reach
    far = chance.random((FAR, 2)) * scene.frame
    return scene.inside(np.concatenate([place[None], near, far]), size)


class Trial:
    """One box at each of some places, all others where they are; each cost is an array over these places."""

    def __init__(self, scene: Scene, places: Points, box: int, tried: Points) -> None:
        self.scene, self.places, self.box, self.tried = scene, places, box, tried[:, None]
        self.own = (scene.lines == box).any(axis=1)
        self.partners = _partners(scene.lines[self.own], box)
        self.tips = places - scene.anchors
        self.start, self.ends = self.tried - scene.anchors[box], self.tips[self.partners]
        self.others = np.flatnonzero(np.arange(len(places)) != box)

    def costs(self) -> Points:
        """Return what the box and its lines cost in all."""
        crossings, hidden = self._lines_in_the_way()
        cost = CROSSING * crossings + BEHIND * hidden + UNDER * self._struck() + SHORT * self._short()
        return np.asarray(cost + OVERLAP * self._overlap() + LENGTH * self._lengths())

    def _lines_in_the_way(self) -> tuple[Points, Points]:
        """Return how many pairs of lines cross, and how often a line passes behind a box."""
        a, b = (self.tips[self.scene.lines[~self.own, end]] for end in (0, 1))
        start, ends = self.start[:, :, None], self.ends[:, None]
        through = behind(start, ends, self.places[self.others], self.scene.solid[self.others])
        foreign = self.partners[:, None] != self.others
        hidden = (through & foreign).sum(axis=(1, 2))
        hidden += behind(a, b, self.tried, self.scene.solid[self.box]).sum(axis=1)
        return crossing(start, ends, a, b).sum(axis=(1, 2)), hidden

    def _struck(self) -> Points:
        """Return how many lines strike through the label of one of their ends."""
        labels, sizes = self.scene.labels, self.scene.label_sizes
        struck = behind(self.start, self.ends, self.tried + labels[self.box], sizes[self.box])
        theirs = self.places[self.partners] + labels[self.partners]
        return np.asarray((struck + behind(self.start, self.ends, theirs, sizes[self.partners])).sum(axis=1))

    def _overlap(self) -> Points:
        """Return the area shared with other boxes, over that of a usual one."""
        sizes = self.scene.sizes
        shared = shared_area(self.tried, sizes[self.box], self.places[self.others], sizes[self.others])
        return np.asarray(shared.sum(axis=1) / sizes.prod(axis=1).mean())

    def _lengths(self) -> Points:
        """Return the length of the lines, and of bonds by half, over that of the frame's diagonal."""
        bound = self.places[_partners(self.scene.bonds[(self.scene.bonds == self.box).any(axis=1)], self.box)]
        total = _distances(self.start, self.ends) + _distances(self.tried, bound) / 2
        return np.asarray(total / np.hypot(*self.scene.frame))

    def _short(self) -> Points:
        """Return how far lines lack the room for their heads."""
        solid = self.scene.solid
        apart = np.abs(self.tried - self.places[self.partners]) - (solid[self.box] + solid[self.partners]) / 2
        wanted = ROOMY + self.scene.rooms[self.own]
        return np.asarray(np.clip(1 - np.maximum(apart[..., 0], apart[..., 1]) / wanted, 0, 1).sum(axis=1))


def _partners(lines: Ends, box: int) -> Ends:
    """Return the other ends of lines that end at a box."""
    return np.asarray(lines.sum(axis=1) - box)


def _distances(start: Points, ends: Points) -> Points:
    return np.asarray(np.hypot(start[..., 0] - ends[:, 0], start[..., 1] - ends[:, 1]).sum(axis=1))
