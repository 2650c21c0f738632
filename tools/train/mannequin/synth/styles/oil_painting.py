"""Oil painting: thick directed brush strokes with a canvas's weave and raised paint."""

from __future__ import annotations

import cv2
import numpy as np
import skia

from .easel import Easel, backdrop_fill, mix, pen, rounded, saturate, shadow_under, shapes_of, times, vignette
from .style import Model, Style

UMBER = (72, 48, 30)


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    ground = Easel(model.w, model.h)
    ground.paint(model.backdrop, backdrop_fill(model.h, lambda c: mix(saturate(mix(c, UMBER, 0.16), 1.05), (226, 180, 110), 0.08)))
    shadow_under(ground.canvas, model.feet, 0.55, (40, 24, 14))
    canvas = Easel(model.w, model.h)
    canvas.put(_strokes(rng, ground, 520, 24, 8.5, 15))
    canvas.paint(shapes_of(model.parts), lambda s: rounded(s, saturate(s.color, 1.1), 0.3, 0.55, (255, 240, 200), (44, 22, 20)), _edge)
    mask = _figure_points(rng, model)
    painted = _strokes(rng, canvas, 0, 11, 3.8, 16, mask)
    return times(_relief(painted), vignette(model.h, model.w, 0.3))


def _edge(shape):  # noqa: ANN001, ANN202
    return pen(mix(shape.color, (30, 16, 14), 0.75), 2.4, 0.8)


def _figure_points(rng: np.random.Generator, model: Model) -> np.ndarray:
    """Points along the limbs with the direction of each, (n, 4): x, y, dx, dy."""
    rows = []
    for part in model.parts:
        for shape in part.shapes:
            if shape.axis is None or shape.material in ("mark", "white") or not shape.outline:
                continue
            (x0, y0), (x1, y1), r = shape.axis
            way = np.array([x1 - x0, y1 - y0])
            length = max(float(np.hypot(*way)), 1.0)
            n = int(min(12, 2 + length * r / 160)) if part.name != "head" else 3
            t, side = rng.uniform(0, 1, n), rng.uniform(-0.75, 0.75, n) * r
            unit = way / length
            rows.append(np.stack([x0 + way[0] * t - unit[1] * side, y0 + way[1] * t + unit[0] * side, np.full(n, unit[0]), np.full(n, unit[1])], axis=1))
    return np.concatenate(rows) if rows else np.zeros((0, 4))


def _strokes(rng: np.random.Generator, easel: Easel, count: int, length: float, width: float, jitter: float, points: np.ndarray | None = None) -> np.ndarray:
    """Repaint a picture by strokes of its own, slightly varied colours; in place, and returned as RGB."""
    source = easel.rgb
    h, w = source.shape[:2]
    if points is None:
        angle = rng.normal(0.2, 0.4, count)
        points = np.stack([rng.uniform(0, w, count), rng.uniform(0, h, count), np.cos(angle), np.sin(angle)], axis=1)
    inside = (points[:, 0] >= 0) & (points[:, 0] < w) & (points[:, 1] >= 0) & (points[:, 1] < h)
    points = points[inside]
    colors = np.clip(source[points[:, 1].astype(int), points[:, 0].astype(int)] + rng.normal(0, jitter * 0.6, (len(points), 1)) + rng.normal(0, jitter * 0.35, (len(points), 3)), 0, 255)
    ends = points[:, 2:] * (length * rng.uniform(0.35, 0.6, (len(points), 1)))
    brush = pen((0, 0, 0), width)
    brush.setStrokeCap(skia.Paint.kButt_Cap)
    for (x, y), (dx, dy), (r, g, b) in zip(points[:, :2].tolist(), ends.tolist(), colors.astype(int).tolist(), strict=True):
        brush.setColor(0xFF000000 | r << 16 | g << 8 | b)
        easel.canvas.drawLine(x - dx, y - dy, x + dx, y + dy, brush)
    return easel.rgb


def _relief(painted: np.ndarray) -> np.ndarray:
    """Light that catches on the ridges of the paint."""
    level = cv2.cvtColor(painted, cv2.COLOR_RGB2GRAY)
    ridge = cv2.filter2D(level, cv2.CV_32F, np.array([[-1, -0.6, 0], [-0.6, 0, 0.6], [0, 0.6, 1]], np.float32))
    return times(painted, 1 + np.clip(ridge / 255 * 0.55, -0.25, 0.25))


STYLE = Style(
    render, places=("field", "garden", "beach", "room", "forest", "river", "mountain", "castle"),
    outfits=("gown", "dress", "coat", "suit", "shirt", "robe", "jacket", "armor", "tunic"),
    colors=("red", "blue", "green", "yellow", "white", "black", "brown", "pink", "purple"))
