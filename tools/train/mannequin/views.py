"""From which side figures are seen, as far as their joints tell, and how often to draw their pictures because of it.

Left taken for right is what costs an estimator most, and it happens where people are seen from behind or from the side: half of the former and a tenth of
the latter were read mirrored by version 1.6.1, of the others none. They are a fifth of a data set, so a training draws them more often, to its end: where 1.7.0's
last eight minutes drew all alike, 16 mirrored people of 839 became 23.
"""

from __future__ import annotations

import numpy as np

from .data import FigureData
from .targets import TORSO

FRONTAL = 0.1
"""From this `facing` on a person is seen from the front."""
OTHER_VIEWS_CHANCE = 2.5
"""How often a picture is drawn that has someone not seen from the front, as a multiple of the others."""


def facing(people: np.ndarray) -> np.ndarray:
    """How far the left shoulder lies to the right of the right one in the picture, in torsos: positive from the front, about 0 from the side, negative from behind.

    Args:
        people: (M, 17, 3) x, y, v.

    Returns:
        (M,); NaN where a shoulder or a hip is absent.
    """
    joints = people[:, TORSO]
    torso = np.linalg.norm((joints[:, 0, :2] + joints[:, 1, :2] - joints[:, 2, :2] - joints[:, 3, :2]) / 2, axis=-1)
    across = (joints[:, 0, 0] - joints[:, 1, 0]) / np.maximum(torso, 1e-6)
    return np.where((joints[..., 2] > 0).all(1), across, np.nan)


def view_chances(data: FigureData) -> np.ndarray:
    """Each picture's chance to be drawn, float64 (N,), in sum 1."""
    weights = np.array([OTHER_VIEWS_CHANCE if (facing(people) < FRONTAL).any() else 1.0 for people in data.people])
    return weights / weights.sum()
