"""Stone and bronze: figures as a height field under raking light."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ..figure import Part
from ..shapes import Shape
from .easel import Easel, across, gray, paint_of, pen
from .style import Model

_PROFILE = np.sqrt(np.maximum(0, 1 - np.linspace(-1, 1, 7) ** 2)).tolist()
_STOPS = np.linspace(0, 1, 7).tolist()


def heights(model: Model, backdrop: Sequence[Shape] = ()) -> tuple[np.ndarray, np.ndarray]:
    """Height field (H, W) float32 0..1 of figures over a low `backdrop`, and the figures' mask (H, W) bool."""
    easel = Easel(model.w, model.h, (40, 40, 40))
    step = pen(gray(0.06), 2.0)
    levels = {"far": 0.2, "mid": 0.27, "ground": 0.24, "light": 0.3}
    easel.paint((s for s in backdrop if s.material in levels), lambda s: paint_of(gray(levels[s.material])), lambda s: step)
    behind = easel.rgb[..., 0].copy()
    count = max(len(model.parts), 1)
    crease = pen(gray(0.1), 3.0)
    for index, part in enumerate(model.parts):
        base = 0.42 + 0.22 * index / count
        easel.paint(part.shapes, lambda s, base=base, part=part: _dome(s, base, part), lambda s: crease)
    field = easel.rgb[..., 0]
    return field.astype(np.float32) / 255, field != behind


def _dome(shape: Shape, base: float, part: Part):  # noqa: ANN202
    if shape.material == "mark":
        return paint_of(gray(base - 0.08))
    if shape.axis is None:
        return paint_of(gray(base + 0.2))
    rise = 0.36 if part.name != "skirt" else 0.3
    return across(shape, [gray(base + rise * p) for p in _PROFILE], _STOPS)


def relit(field: np.ndarray, strength: float, smooth: float, light: tuple[float, float, float] = (-0.55, -0.6, 0.58)) -> tuple[np.ndarray, np.ndarray]:
    """Diffuse (0..1) and specular (0..1) light on a height field, each (H, W) float32."""
    field = cv2.GaussianBlur(field, (0, 0), smooth)
    dx = cv2.Sobel(field, cv2.CV_32F, 1, 0, scale=strength)
    dy = cv2.Sobel(field, cv2.CV_32F, 0, 1, scale=strength)
    length = np.sqrt(dx * dx + dy * dy + 1)
    unit = np.asarray(light) / np.linalg.norm(light)
    diffuse = np.clip((-dx * unit[0] - dy * unit[1] + unit[2]) / length, 0, 1).astype(np.float32)
    half = unit + (0, 0, 1)
    half /= np.linalg.norm(half)
    shine = np.clip((-dx * half[0] - dy * half[1] + half[2]) / length, 0, 1).astype(np.float32)
    shine *= shine
    shine *= shine
    shine *= shine
    return diffuse, shine * shine
