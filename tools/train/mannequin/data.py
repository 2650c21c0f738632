"""Reads what `mannequin.synth.dataset` wrote."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch

from .synth.types import SCENES

SCENE_NAMES: tuple[str, ...] = tuple(SCENES)

FLIP_ORDER: tuple[int, ...] = (0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15)
"""COCO's joints with left and right exchanged."""


@dataclass(frozen=True)
class FigureData:
    """One folder of pictures. N pictures, M people, H = W = size."""

    folder: Path

    @cached_property
    def images(self) -> np.ndarray:
        """uint8 (N, H, W, 3) RGB, memory-mapped."""
        return np.load(self.folder / "images.npy", mmap_mode="r")

    @cached_property
    def captions(self) -> list[str]:
        return json.loads((self.folder / "captions.json").read_text())

    @cached_property
    def scenes(self) -> np.ndarray:
        """uint8 (N,), index into SCENE_NAMES."""
        return np.load(self.folder / "scenes.npy")

    @cached_property
    def people(self) -> list[np.ndarray]:
        """For each picture its people, float32 (M_i, 17, 3): x, y in pixels and v (0 absent, 1 occluded, 2 visible)."""
        return self._by_picture("keypoints")

    @cached_property
    def areas(self) -> list[np.ndarray]:
        """For each picture its people's box areas (Human-Art's `area`), float32 (M_i,)."""
        return self._by_picture("area")

    @cached_property
    def boxes(self) -> list[np.ndarray]:
        """For each picture its people's boxes x, y, w, h, float32 (M_i, 4)."""
        return self._by_picture("bbox")

    @property
    def size(self) -> int:
        return self.images.shape[1]

    def __len__(self) -> int:
        return len(self.images)

    def _by_picture(self, field: str) -> list[np.ndarray]:
        with np.load(self.folder / "people.npz") as table:
            index, values = table["image_index"], table[field]
        order = np.argsort(index, kind="stable")
        return np.split(values[order], np.searchsorted(index[order], np.arange(1, len(self))))


def load_reconstructions(path: Path | None) -> np.ndarray | None:
    """What `mannequin.reconstructions` wrote: uint8 (K, H, W, 3), memory-mapped."""
    return None if path is None else np.load(path, mmap_mode="r")


def flip_people(keypoints: np.ndarray, width: int) -> np.ndarray:
    """Keypoints (M, 17, 3) of the mirrored picture; the figure's left becomes its right."""
    flipped = keypoints[:, FLIP_ORDER].copy()
    flipped[..., 0] = np.where(flipped[..., 2] > 0, width - flipped[..., 0], 0)
    return flipped


def to_model_range(images: np.ndarray) -> torch.Tensor:
    """uint8 (N, H, W, 3) to float32 (N, 3, H, W) in [-1, 1]."""
    return torch.from_numpy(np.ascontiguousarray(images)).permute(0, 3, 1, 2).float().div_(127.5).sub_(1)


def to_unit_range(images: np.ndarray) -> torch.Tensor:
    """uint8 (N, H, W, 3) to float32 (N, 3, H, W) in [0, 1]."""
    return torch.from_numpy(np.ascontiguousarray(images)).permute(0, 3, 1, 2).float().div_(255)


def to_pictures(images: torch.Tensor) -> np.ndarray:
    """float (N, 3, H, W) in [-1, 1] to uint8 (N, H, W, 3)."""
    return images.add(1).mul(127.5).round().clamp(0, 255).byte().permute(0, 2, 3, 1).cpu().numpy()
