"""Outlines: the vector vocabulary that figures, places and props are drawn with.

Every path is in pixels of the working canvas. Closed contours wind the same way, so that overlapping contours of one
path fill as their union.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import skia

from .look import Rgb

Axis = tuple[tuple[float, float], tuple[float, float], float]

_ANGLES = np.linspace(0, 2 * np.pi, 14, endpoint=False)
_UNIT = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)], axis=1)


@dataclass(frozen=True)
class Shape:
    """A filled outline of one colour and material; a style decides what it looks like."""

    path: skia.Path
    color: Rgb
    material: str
    """Figures: 'skin', 'cloth', 'hair', 'metal', 'mark' (eyes, mouth). Places: 'sky', 'far', 'mid', 'ground', 'light'. Also 'prop'."""
    axis: Axis | None = None
    """Spine (start, end) and radius of a rounded shape, for shading across it."""
    outline: bool = True
    """False where a shape continues another one, so that no line may part them."""
    color2: Rgb | None = None
    """Lower end of a vertical gradient, places only."""


def polygon(points: np.ndarray | Sequence[Sequence[float]]) -> skia.Path:
    """Closed straight-edged path through `points` ((n, 2))."""
    pairs = points.tolist() if isinstance(points, np.ndarray) else points
    path = skia.Path()
    path.moveTo(*pairs[0])
    for x, y in pairs[1:]:
        path.lineTo(x, y)
    path.close()
    return path


def smooth(points: np.ndarray) -> skia.Path:
    """Closed curve through the midpoints of `points`' edges, each point a control point."""
    mids = (points + np.roll(points, -1, axis=0)) / 2
    builder = skia.Path()
    builder.moveTo(float(mids[-1][0]), float(mids[-1][1]))
    for control, end in zip(points, mids, strict=True):
        builder.quadTo(float(control[0]), float(control[1]), float(end[0]), float(end[1]))
    builder.close()
    return builder


def hull(circles: Sequence[tuple[Sequence[float], float]]) -> skia.Path:
    """Convex hull of circles (centre, radius): limbs, torsos, skirts."""
    points = np.concatenate([np.asarray(c, np.float64) + _UNIT * max(r, 0.5) for c, r in circles]).astype(np.float32)
    return polygon(cv2.convexHull(points)[:, 0])


def capsule(start: Sequence[float], end: Sequence[float], r0: float, r1: float) -> skia.Path:
    """A limb that tapers from `r0` to `r1`."""
    return hull([(start, r0), (end, r1)])


def union(*paths: skia.Path) -> skia.Path:
    """All contours as one path (fills as their union)."""
    whole = skia.Path()
    for path in paths:
        whole.addPath(path)
    return whole


def ellipse(center: Sequence[float], rx: float, ry: float) -> skia.Path:
    """Axis-parallel ellipse."""
    return skia.Path.Oval(skia.Rect.MakeXYWH(float(center[0] - rx), float(center[1] - ry), float(2 * rx), float(2 * ry)))


def rectangle(x: float, y: float, w: float, h: float) -> skia.Path:
    """Axis-parallel rectangle."""
    return polygon([(x, y), (x + w, y), (x + w, y + h), (x, y + h)])
