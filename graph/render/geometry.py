"""What lines and boxes on a plane do to each other, for many at once. Layer: render."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Ends = npt.NDArray[np.intp]
Hits = npt.NDArray[np.bool_]

TINY = 1e-9  # an area or a length that is none


def crossing(tips: Points, some: Ends, others: Ends) -> Hits:
    """Return which lines of one set cross which of another; lines are pairs of tips, and sharing one is no crossing.

    >>> square = np.array([[0.0, 0], [1, 1], [0, 1], [1, 0]])
    >>> crossing(square, np.array([[0, 1]]), np.array([[2, 3], [0, 2], [1, 3]])).tolist()
    [[True, False, False]]
    """
    a, b, c, d = tips[some[:, 0]], tips[some[:, 1]], tips[others[:, 0]], tips[others[:, 1]]
    splits = _side(a, b, c) * _side(a, b, d) < -TINY
    return np.asarray(splits & (_side(c, d, a) * _side(c, d, b) < -TINY).T)


def _side(first: Points, second: Points, points: Points) -> Points:
    """Return, for each line and each point, on which side of the line the point lies: a signed area."""
    x, y = (second - first).T
    return np.asarray(x[:, None] * (points[:, 1] - first[:, 1, None]) - y[:, None] * (points[:, 0] - first[:, 0, None]))


def behind(tips: Points, lines: Ends, places: Points, sizes: Points, boxes: Ends) -> Hits:
    """Return which lines pass behind which boxes; ``boxes`` are numbers of places, and the ends of a line do not count.

    >>> places, sizes = np.array([[0.0, 0], [9, 0], [5, 0]]), np.ones((3, 2))
    >>> behind(places, np.array([[0, 1], [0, 2]]), places, sizes, np.arange(3)).tolist()
    [[False, False, True], [False, False, False]]
    """
    start = tips[lines[:, 0]][:, None]
    along = tips[lines[:, 1]][:, None] - start
    along = np.where(np.abs(along) < TINY, TINY, along)
    reach = sizes[boxes] / 2
    middle = places[boxes] - start
    enter, leave = (middle - reach) / along, (middle + reach) / along
    begins = np.minimum(enter, leave).max(axis=2)
    ceases = np.maximum(enter, leave).min(axis=2)
    foreign = (lines[:, 0, None] != boxes) & (lines[:, 1, None] != boxes)
    return np.asarray((begins < ceases) & (ceases > 0) & (begins < 1) & foreign)


def shared_areas(places: Points, sizes: Points, some: Ends) -> Points:
    """Return the area that each of some boxes shares with each box; none with itself.

    >>> shared_areas(np.array([[0.0, 0], [1, 0]]), np.array([[2.0, 2], [2, 2]]), np.array([0])).tolist()
    [[0.0, 2.0]]
    """
    shared = np.maximum((sizes[some][:, None] + sizes[None]) / 2 - np.abs(places[some][:, None] - places[None]), 0)
    area = shared[:, :, 0] * shared[:, :, 1]
    area[np.arange(len(some)), some] = 0
    return np.asarray(area)
