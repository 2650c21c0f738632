"""The conditioning picture: skeletons as renderer profile `humansd-v1` draws them, at the model's size.

The profile's line width is 10 and its disc radius 5 on a canvas of 512 pixels. On a small model's own canvas that would
be a blob, so the skeleton is drawn at `RENDER_SIZE` and averaged over whole blocks, without rounding.
"""

from __future__ import annotations

import cv2
import numpy as np
import torch

RENDER_SIZE = 512
LINE_WIDTH = 10
DISC_RADIUS = 5

LIMBS: tuple[tuple[int, int, tuple[int, int, int]], ...] = (
    (0, 1, (219, 94, 86)), (0, 2, (219, 144, 86)), (1, 3, (219, 194, 86)), (2, 4, (194, 219, 86)),
    (3, 5, (145, 219, 86)), (4, 6, (95, 219, 86)), (5, 7, (86, 219, 127)), (6, 8, (86, 219, 177)),
    (7, 9, (86, 211, 219)), (8, 10, (86, 161, 219)), (5, 11, (86, 111, 219)), (6, 12, (111, 86, 219)),
    (11, 13, (160, 86, 219)), (12, 14, (210, 86, 219)), (13, 15, (219, 86, 178)), (14, 16, (219, 86, 128)),
)
"""From joint, to joint (COCO-17), RGB."""


def draw_skeletons(keypoints: np.ndarray, width: int, height: int) -> np.ndarray:
    """The raster of `humansd-v1`, uint8 (height, width, 3) RGB.

    Args:
        keypoints: (M, 17, 3) x, y in pixels of this canvas and v; a joint with v > 0 is present. People and limbs are drawn
            in order, later ones over earlier ones; a limb needs both its joints.
    """
    canvas = np.zeros((height, width, 3), np.uint8)
    for person in keypoints:
        for a, b, color in LIMBS:
            if person[a, 2] > 0 and person[b, 2] > 0:
                _draw_limb(canvas, person[a], person[b], color)
    return canvas


def _draw_limb(canvas: np.ndarray, a: np.ndarray, b: np.ndarray, color: tuple[int, int, int]) -> None:
    start, end = (int(a[0]), int(a[1])), (int(b[0]), int(b[1]))
    cv2.line(canvas, start, end, color, LINE_WIDTH)
    cv2.circle(canvas, start, DISC_RADIUS, color, -1)
    cv2.circle(canvas, end, DISC_RADIUS, color, -1)


def conditioning_picture(keypoints: np.ndarray, width: int, height: int, render_size: int = RENDER_SIZE) -> np.ndarray:
    """What the autoencoder sees of the skeletons: float32 (3, height, width) in [-1, 1], background -1.

    Args:
        keypoints: (M, 17, 3) in pixels of the model's picture, width x height.
        render_size: longest side of the canvas that is drawn on; the scale to it is an integer, at least 1.
    """
    scale = max(1, render_size // max(width, height))
    scaled = np.asarray(keypoints, np.float64) * (scale, scale, 1)
    canvas = draw_skeletons(scaled, width * scale, height * scale)
    # Where the scale is whole, INTER_AREA is the mean of each block, in float32 and so without rounding to bytes.
    mean = cv2.resize(canvas.astype(np.float32), (width, height), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray((mean / 255 * 2 - 1).transpose(2, 0, 1))


def conditioning_batch(people: list[np.ndarray], size: int) -> torch.Tensor:
    """`conditioning_picture` for each entry, float32 (N, 3, size, size)."""
    return torch.from_numpy(np.stack([conditioning_picture(keypoints, size, size) for keypoints in people]))
