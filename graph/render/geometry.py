"""What lines and boxes on a plane do to each other, for many at once. Layer: render.

Points are arrays whose last axis holds x and y; what stands before it is paired as numpy pairs axes.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Ends = npt.NDArray[np.intp]
Hits = npt.NDArray[np.bool_]
Sides = npt.NDArray[np.float64]  # one number a box or a line

TINY = 1e-9  # an area or a length that is none


def crossing(a: Points, b: Points, c: Points, d: Points) -> Hits:
    """Return whether the lines from a to b and from c to d cross; lines that share an end do not.

    >>> square = np.array([[0.0, 0], [1, 1], [0, 1], [1, 0]])
    >>> crossing(square[0], square[1], square[[2, 0]], square[[3, 2]]).tolist()
    [True, False]
    """
    splits = _side(a, b, c) * _side(a, b, d) < -TINY
    return np.asarray(splits & (_side(c, d, a) * _side(c, d, b) < -TINY))


def _side(first: Points, second: Points, point: Points) -> Points:
    """Return on which side of a line a point lies: a signed area."""
    along, aside = second - first, point - first
    return np.asarray(along[..., 0] * aside[..., 1] - along[..., 1] * aside[..., 0])


def behind(start: Points, end: Points, middle: Points, size: Points) -> Hits:
    """Return whether the line from start to end passes through a box.

    >>> behind(np.zeros(2), np.array([9.0, 0]), np.array([[5.0, 0], [5, 3]]), np.ones(2)).tolist()
    [True, False]
    """
    along = end - start
    along = np.where(np.abs(along) < TINY, TINY, along)
    enter, leave = (middle - size / 2 - start) / along, (middle + size / 2 - start) / along
    first, last = np.minimum(enter, leave), np.maximum(enter, leave)
    begins, ceases = np.maximum(first[..., 0], first[..., 1]), np.minimum(last[..., 0], last[..., 1])
    return np.asarray((begins < ceases) & (ceases > 0) & (begins < 1))


def shared_area(middle: Points, size: Points, other: Points, other_size: Points) -> Points:
    """Return the area that two boxes share.

    >>> shared_area(np.zeros(2), np.full(2, 2.0), np.array([[1.0, 0], [3, 0]]), np.full(2, 2.0)).tolist()
    [2.0, 0.0]
    """
    shared = np.maximum((size + other_size) / 2 - np.abs(middle - other), 0)
    return np.asarray(shared[..., 0] * shared[..., 1])
