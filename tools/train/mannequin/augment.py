"""Pictures for the pose estimator: mirrored, scaled, shifted, recoloured, blurred, noisy, or seen through the autoencoder.

The estimator must read pictures that a small diffusion model made, which are softer than the synthesizer's.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import torch
from diffusers import AutoencoderKL

from .data import FigureData, flip_people, to_unit_range

RECONSTRUCTED_SHARE = 0.25


class TrainingSamples:
    """Augmented batches of a data set."""

    def __init__(self, data: FigureData, rng: np.random.Generator, reconstructions: Path | None = None) -> None:
        self.data, self.rng = data, rng
        self.vae = AutoencoderKL.from_pretrained(reconstructions).eval().requires_grad_(False) if reconstructions else None

    def draw(self, index: np.ndarray) -> tuple[torch.Tensor, list[np.ndarray]]:
        """float32 (N, 3, size, size) in [0, 1], and each picture's people."""
        samples = [self._sample(int(i)) for i in index]
        images = to_unit_range(np.stack([image for image, _ in samples]))
        if self.vae is not None and self.rng.random() < 2 * RECONSTRUCTED_SHARE:
            images[::2] = self._reconstruct(images[::2])
        return images, [people for _, people in samples]

    def _sample(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        image, people = np.array(self.data.images[index]), self.data.people[index]
        if self.rng.random() < 0.5:
            image, people = image[:, ::-1], flip_people(people, self.data.size)
        if self.rng.random() < 0.4:
            image, people = self._move(image, people)
        return self._degrade(self._recolour(image)), people

    def _move(self, image: np.ndarray, people: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Scale by 0.75 to 1.3, now and then turn by up to 15 degrees, shift by up to 10 %."""
        size, rng = self.data.size, self.rng
        angle = rng.uniform(-15, 15) if rng.random() < 0.3 else 0.0
        matrix = cv2.getRotationMatrix2D((size / 2, size / 2), angle, rng.uniform(0.75, 1.3))
        matrix[:, 2] += rng.uniform(-0.1, 0.1, 2) * size
        moved = cv2.warpAffine(np.ascontiguousarray(image), matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return moved, move_people(people, matrix, size)

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

    @torch.no_grad()
    def _reconstruct(self, images: torch.Tensor) -> torch.Tensor:
        """Through the autoencoder, with a little noise on the latents as a sampler leaves it."""
        latents = self.vae.encode(images * 2 - 1).latent_dist.mode()
        latents = latents + torch.randn_like(latents) * latents.std() * float(self.rng.uniform(0, 0.3))
        return (self.vae.decode(latents).sample.float().clamp(-1, 1) + 1) / 2


def move_people(people: np.ndarray, matrix: np.ndarray, size: int) -> np.ndarray:
    """Keypoints under a 2x3 affine map; joints that leave the canvas become absent."""
    points = people[..., :2] @ matrix[:, :2].T + matrix[:, 2]
    inside = (people[..., 2] > 0) & (points >= 0).all(-1) & (points < size).all(-1)
    moved = np.concatenate([points, people[..., 2:]], -1).astype(np.float32)
    return moved * inside[..., None]
