"""Sketch: searching pencil contours and hatching on white paper."""

from __future__ import annotations

import cv2
import numpy as np
import skia

from .easel import Easel, grain, luminance, paint_of, pen, shapes_of, shifted, times
from .style import Model, Style

LEAD = (48, 48, 54)


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    seed = int(rng.integers(1 << 20))
    easel = Easel(model.w, model.h, (250, 250, 248))
    hatch, cross = _hatching(model, 6.0, 1), _hatching(model, 7.0, -1)
    for shape in model.backdrop:
        if shape.material in ("far", "mid", "ground"):
            easel.canvas.drawPath(shape.path, pen(LEAD, 1.8, 0.5, 1.0, seed))
            if shape.material == "mid":
                _clip_draw(easel, shape.path, hatch, pen(LEAD, 1.2, 0.3))
    first, second = pen(LEAD, 2.9, 0.95, 0.9, seed), pen(LEAD, 1.6, 0.7, 2.4, seed + 1)
    for shape in shapes_of(model.parts):
        dark = 1 - luminance(shape.color)
        if shape.material == "mark":
            easel.canvas.drawPath(shape.path, paint_of(LEAD))
            continue
        easel.canvas.drawPath(shape.path, paint_of((252, 252, 250)))
        if shape.outline and shape.material != "white":
            easel.canvas.drawPath(shape.path, first)
            easel.canvas.drawPath(shape.path, second)
        if shape.material in ("cloth", "hair", "metal", "prop") and dark > 0.25:
            _clip_draw(easel, shape.path, hatch, pen(LEAD, 1.3, 0.35 + 0.4 * dark))
            if dark > 0.6:
                _clip_draw(easel, shape.path, cross, pen(LEAD, 1.3, 0.65))
    picture = cv2.GaussianBlur(easel.rgb, (3, 3), 0)
    return times(picture, 1 + 0.05 * shifted(rng, grain(model.h, model.w, 9)))


def _hatching(model: Model, step: float, way: int) -> skia.Path:
    path = skia.Path()
    for x in np.arange(-model.h, model.w + model.h, step):
        path.moveTo(float(x), 0)
        path.lineTo(float(x + way * model.h * 0.8), model.h)
    return path


def _clip_draw(easel: Easel, area: skia.Path, lines: skia.Path, paint: skia.Paint) -> None:
    easel.canvas.save()
    easel.canvas.clipPath(area, True)
    easel.canvas.drawPath(lines, paint)
    easel.canvas.restore()


STYLE = Style(
    render, places=("paper", "paper", "paper", "room", "street", "forest", "mountain"),
    outfits=("dress", "shirt", "skirt", "suit", "tank", "jacket", "coat", "robe", "leotard"), colors=("black", "blue", "white", "brown", "red", "gray"), shows_color=False)
