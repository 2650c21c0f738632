"""Pictures for the pose estimator: mirrored, scaled, shifted, recoloured, blurred, noisy, or seen through the autoencoder.

The estimator must read pictures that a small diffusion model made, which are softer than the synthesizer's.
"""

from __future__ import annotations

import cv2
import numpy as np
import torch

from .data import FigureData, flip_people, to_unit_range

RECONSTRUCTED_SHARE = 0.25


class TrainingSamples:
    """Augmented batches of a data set.

    Args:
        reconstructions: uint8 (K, H, W, 3), the first K pictures seen through an autoencoder (`mannequin.reconstructions`); a share of
            `RECONSTRUCTED_SHARE` of what is drawn is of these, as far as K suffices.
        size: side of the pictures drawn, pixels; the data's, if it is not given.

    `plain` is whether colours stay as they are, without blur and noise: towards the end of a training, so that it ends on pictures as they will be.
    """

    def __init__(self, data: FigureData, rng: np.random.Generator, reconstructions: np.ndarray | None = None, size: int | None = None) -> None:
        self.data, self.rng, self.size, self.plain = data, rng, size or data.size, False
        self.reconstructions = data.images[:0] if reconstructions is None else reconstructions
        self._reconstructed = RECONSTRUCTED_SHARE * len(data) / max(len(self.reconstructions), 1)

    def draw(self, index: np.ndarray) -> tuple[torch.Tensor, list[np.ndarray]]:
        """float32 (N, 3, size, size) in [0, 1], and each picture's people."""
        samples = [self._sample(int(i)) for i in index]
        return to_unit_range(np.stack([image for image, _ in samples])), [people for _, people in samples]

    def _sample(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        reconstructed = index < len(self.reconstructions) and self.rng.random() < self._reconstructed
        image, people = np.array((self.reconstructions if reconstructed else self.data.images)[index]), self.data.people[index]
        if self.rng.random() < 0.5:
            image, people = image[:, ::-1], flip_people(people, self.data.size)
        image = image if self.plain else self._degrade(self._recolour(image))
        if self.rng.random() < 0.4:
            return self._place(image, people, self._motion())
        return (image, people) if self.size == self.data.size else self._place(image, people, np.eye(2, 3))

    def _motion(self) -> np.ndarray:
        """A 2x3 map that scales by 0.75 to 1.3, now and then turns by up to 15 degrees, and shifts by up to 10 %."""
        size, rng = self.data.size, self.rng
        angle = rng.uniform(-15, 15) if rng.random() < 0.3 else 0.0
        matrix = cv2.getRotationMatrix2D((size / 2, size / 2), angle, rng.uniform(0.75, 1.3))
        matrix[:, 2] += rng.uniform(-0.1, 0.1, 2) * size
        return matrix

    def _place(self, image: np.ndarray, people: np.ndarray, motion: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The picture and its people under `motion` on the data's canvas, enlarged to `size`."""
        matrix = motion * (self.size / self.data.size)
        between_centres = matrix.copy()  # a pixel's centre lies half a pixel from where its number says, for cv2 and not for keypoints
        between_centres[:, 2] += matrix[:, :2].sum(1) / 2 - 0.5
        placed = cv2.warpAffine(np.ascontiguousarray(image), between_centres, (self.size, self.size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return placed, move_people(people, matrix, self.size)

    def _recolour(self, image: np.ndarray) -> np.ndarray:
        """Contrast, brightness and channel gains; now and then grey."""
        rng = self.rng
        gain = rng.uniform(0.7, 1.3) * rng.uniform(0.85, 1.15, 3)
        values = (image.astype(np.float32) - 128) * gain + 128 + rng.uniform(-25, 25)
        if rng.random() < 0.05:
            values = np.repeat(values.mean(2, keepdims=True), 3, 2)
        return values.clip(0, 255).astype(np.uint8)

    def _degrade(self, image: np.ndarray) -> np.ndarray:
        rng = self.rng
        if rng.random() < 0.25:
            image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 2.4))
        if rng.random() < 0.15:
            noise = rng.normal(0, rng.uniform(2, 14), image.shape).astype(np.float32)
            image = (image + noise).clip(0, 255).astype(np.uint8)
        return image


def move_people(people: np.ndarray, matrix: np.ndarray, size: int) -> np.ndarray:
    """Keypoints under a 2x3 affine map; joints that leave the canvas become absent."""
    points = people[..., :2] @ matrix[:, :2].T + matrix[:, 2]
    inside = (people[..., 2] > 0) & (points >= 0).all(-1) & (points < size).all(-1)
    moved = np.concatenate([points, people[..., 2:]], -1).astype(np.float32)
    return moved * inside[..., None]
