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
SHORT, ROOMY = 2.0, 50.0  # boxes so far apart leave room for a head and a word on the line between them
ROUNDS = 60
NEAR, FAR = 10, 6  # places tried about where a box is, and anywhere in the frame
HOT = 3.0  # how much worse a place may be and still be taken now and then, at first
REACH, CLOSE = 0.22, 0.02  # how far from where it is a box is tried, in frames, at first and in the end


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What stays the same while places are tried: lines, boxes, where above their middle lines end, and the frame.

    ``sizes`` are the boxes with the gap around them, ``solid`` those that a line must not pass behind, ``labels`` where
    below the middle of a box its label is, if it has one beside its symbol.
    """

    lines: Ends
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
    for turn in range(ROUNDS):
        left = 1 - turn / (ROUNDS - 1)
        reach = scene.frame * (CLOSE + (REACH - CLOSE) * left)
        for box in chance.permutation(len(places)):
            tried = _candidates(places[box], scene, chance, reach, scene.sizes[box])
            costs = _costs(tried, int(box), places, scene)
            luck = chance.gumbel(size=len(costs)) * HOT * left**2 if left else 0.0
            places[box] = tried[np.argmin(costs - luck)]
    return places


def _candidates(place: Points, scene: Scene, chance: np.random.Generator, reach: Points, size: Points) -> Points:
    near = place + chance.normal(size=(NEAR, 2)) * reach
    far = chance.random((FAR, 2)) * scene.frame
    return scene.inside(np.concatenate([place[None], near, far]), size)


def _costs(tried: Points, box: int, places: Points, scene: Scene) -> Points:
    """Return what a box and its lines cost at each of the places tried, all others where they are."""
    own = (scene.lines == box).any(axis=1)
    partners = scene.lines[own].sum(axis=1) - box
    others = np.flatnonzero(np.arange(len(places)) != box)
    tips = places - scene.anchors
    start, ends = tried[:, None] - scene.anchors[box], tips[partners]
    a, b = (tips[scene.lines[~own, end]] for end in (0, 1))
    crossings = crossing(start[:, :, None], ends[:, None], a, b).sum(axis=(1, 2))
    through = behind(start[:, :, None], ends[:, None], places[others], scene.solid[others])
    hidden = (through & (partners[:, None] != others)).sum(axis=(1, 2))
    hidden += behind(a, b, tried[:, None], scene.solid[box]).sum(axis=1)
    overlap = shared_area(tried[:, None], scene.sizes[box], places[others], scene.sizes[others]).sum(axis=1)
    lengths = np.hypot(start[..., 0] - ends[:, 0], start[..., 1] - ends[:, 1])
    apart = np.abs(tried[:, None] - places[partners]) - (scene.solid[box] + scene.solid[partners]) / 2
    short = np.clip(1 - np.maximum(apart[..., 0], apart[..., 1]) / ROOMY, 0, 1).sum(axis=1)
    struck = behind(start, ends, tried[:, None] + scene.labels[box], scene.label_sizes[box]).sum(axis=1)
    struck += behind(start, ends, places[partners] + scene.labels[partners], scene.label_sizes[partners]).sum(axis=1)
    cost = CROSSING * crossings + BEHIND * hidden + UNDER * struck
    cost += OVERLAP * overlap / scene.sizes.prod(axis=1).mean()
    return np.asarray(cost + LENGTH * lengths.sum(axis=1) / np.hypot(*scene.frame) + SHORT * short)
