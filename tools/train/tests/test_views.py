"""From which side figures are seen."""

import numpy as np

from mannequin.data import FigureData
from mannequin.views import FRONTAL, OTHER_VIEWS_CHANCE, facing, view_chances


def seen(left_shoulder: float, right_shoulder: float) -> np.ndarray:
    """A person with shoulders at these x, 20 pixels above its hips."""
    person = np.zeros((17, 3), np.float32)
    person[[5, 6, 11, 12]] = [(left_shoulder, 30, 2), (right_shoulder, 30, 1), (50, 50, 2), (50, 50, 2)]
    return person


def test_facing_is_in_torsos_and_unknown_without_a_shoulder():
    lacking = seen(60, 40)
    lacking[6] = 0
    found = facing(np.stack([seen(60, 40), seen(40, 60), seen(50, 50), lacking]))
    np.testing.assert_allclose(found, [1, -1, 0, np.nan], atol=1e-6)
    assert facing(np.zeros((0, 17, 3))).shape == (0,)


def test_pictures_of_people_not_seen_from_the_front_are_drawn_more_often(figures):
    data = FigureData(figures)
    chances = view_chances(data)
    others = np.array([any(facing(person[None])[0] < FRONTAL for person in people) for people in data.people])
    assert len(chances) == len(data) and np.isclose(chances.sum(), 1) and 0 < others.sum() < len(data)
    np.testing.assert_allclose(chances[others][:, None] / chances[~others], OTHER_VIEWS_CHANCE)
