"""The style classifier's shape, and that accuracies are counted by scene."""

import numpy as np
import torch

from mannequin.data import SCENE_NAMES
from mannequin.style import StyleNet, scene_accuracies


def test_it_gives_a_logit_for_each_scene():
    assert StyleNet().eval()(torch.rand(2, 3, 64, 96)).shape == (2, len(SCENE_NAMES))


def test_accuracies_are_of_each_scene_and_of_all():
    def names_the_brightness(images: torch.Tensor) -> torch.Tensor:
        """Scene 0 for black pictures, 1 for all others."""
        bright = images.amax((1, 2, 3)) > 0
        return torch.nn.functional.one_hot(bright.long(), len(SCENE_NAMES)).float()

    images = np.zeros((5, 8, 8, 3), np.uint8)
    images[3:] = 200
    scenes = np.array([0, 0, 1, 1, 1, 0, 0], np.uint8)
    measured = scene_accuracies(names_the_brightness, images, scenes)
    assert measured == {"all": 0.8, SCENE_NAMES[0]: 1.0, SCENE_NAMES[1]: 2 / 3}
