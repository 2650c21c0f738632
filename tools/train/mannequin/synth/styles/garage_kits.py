"""Garage kits: a glossy painted plastic figure on a round base before a studio backdrop."""

from __future__ import annotations

import numpy as np
import skia

from ..look import Rgb
from .easel import Easel, across, falling, glow, mix, paint_of, pen, saturate, shapes_of, times, vignette
from .style import Model, Style

BACKDROPS: tuple[Rgb, ...] = ((170, 186, 204), (206, 208, 212), (130, 150, 178), (196, 184, 206), (188, 204, 190))


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    tint = BACKDROPS[int(rng.integers(len(BACKDROPS)))]
    easel = Easel(model.w, model.h, tint)
    glow(easel.canvas, model.w / 2, model.h * 0.4, model.w * 0.7, (255, 255, 255), 0.75)
    _base(rng, easel, model)
    crease = pen((26, 18, 30), 2.4, 0.65)
    easel.paint(shapes_of(model.parts), _plastic, lambda s: crease)
    for part in model.parts:
        _highlight(easel, part)
    return times(easel.rgb, vignette(model.h, model.w, 0.25))


def _base(rng: np.random.Generator, easel: Easel, model: Model) -> None:
    """One disc under all feet, with a thick edge."""
    if not model.feet:
        return
    left, right = min(x - half for x, _, half in model.feet), max(x + half for x, _, half in model.feet)
    x, half = (left + right) / 2, max((right - left) / 2 * 1.15, model.w * 0.2)
    y = min(max(f[1] for f in model.feet), model.h * 0.93)
    color = ((44, 44, 52), (236, 236, 240), (120, 70, 44))[int(rng.integers(3))]
    tall, thick = half * 0.26, half * 0.1 + 4
    for dy, tone in ((thick + 3, (90, 90, 100)), (thick, mix(color, (0, 0, 0), 0.45)), (thick / 2, mix(color, (0, 0, 0), 0.35)), (0, color)):
        easel.canvas.drawOval(skia.Rect.MakeXYWH(x - half, y - tall + dy, 2 * half, 2 * tall), paint_of(tone, 0.5 if dy == thick + 3 else 1.0))
    easel.canvas.drawOval(skia.Rect.MakeXYWH(x - half * 0.94, y - tall * 0.94, 1.88 * half, 1.88 * tall), pen(mix(color, (255, 255, 255), 0.5), 2.0))


def _plastic(shape):  # noqa: ANN001, ANN202
    color = saturate(shape.color, 1.3)
    if shape.material in ("mark", "white"):
        return paint_of(color)
    return across(shape, [mix(color, (255, 255, 255), 0.25), color, mix(color, (24, 10, 50), 0.55), mix(color, (160, 180, 220), 0.3)], [0.0, 0.4, 0.88, 1.0])


def _highlight(easel: Easel, part) -> None:  # noqa: ANN001
    """A hard white streak down the lit side of each rounded piece."""
    for shape in part.shapes:
        if shape.axis is None or not shape.outline or shape.axis[2] < 4:
            continue
        (x0, y0), (x1, y1), r = shape.axis
        way = np.array([x1 - x0, y1 - y0])
        length = max(float(np.hypot(*way)), 1.0)
        normal = np.array([way[1], -way[0]]) / length
        normal = -normal if normal @ (-0.8, -0.6) < 0 else normal
        offset = normal * min(r, 16) * 0.42 if part.name != "head" else np.array([-0.35 * r, -0.5 * r])
        if part.name == "head":
            c = (np.array([x0, y0]) + (x1, y1)) / 2 + offset
            easel.canvas.drawCircle(float(c[0]), float(c[1]), r * 0.2, paint_of((255, 255, 255), 0.8))
            return
        a, b = np.array([x0, y0]) + way * 0.22 + offset, np.array([x0, y0]) + way * 0.62 + offset
        easel.canvas.drawLine(float(a[0]), float(a[1]), float(b[0]), float(b[1]), pen((255, 255, 255), max(1.8, min(r, 14) * 0.24), 0.8))


STYLE = Style(
    render, places=("studio",), outfits=("dress", "skirt", "armor", "bodysuit", "swimsuit", "cape", "kimono", "jacket", "leotard"),
    colors=("red", "blue", "green", "yellow", "purple", "pink", "white", "black", "orange"), bright_hair=True, media=("figurine",))
