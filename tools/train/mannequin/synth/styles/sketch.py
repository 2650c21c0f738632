"""Sketch: searching pencil contours and hatching on white paper."""

from __future__ import annotations

import cv2
import numpy as np

from .easel import Easel, grain, hatched, hatching, luminance, paint_of, pen, shapes_of, shifted, times
from .style import Model, Style

LEAD = (48, 48, 54)


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    seed = int(rng.integers(1 << 20))
    easel = Easel(model.w, model.h, (250, 250, 248))
    hatch, cross = (hatching(model.w, model.h, _slanted(model, step, way), 1) for step, way in ((6.0, 1), (7.0, -1)))
    for shape in model.backdrop:
        if shape.material in ("far", "mid", "ground"):
            easel.canvas.drawPath(shape.path, pen(LEAD, 1.8, 0.5, 1.0, seed))
            if shape.material == "mid":
                easel.canvas.drawPath(shape.path, hatched(hatch, LEAD, 0.3))
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
            easel.canvas.drawPath(shape.path, hatched(hatch, LEAD, 0.35 + 0.4 * dark))
            if dark > 0.6:
                easel.canvas.drawPath(shape.path, hatched(cross, LEAD, 0.65))
    picture = cv2.GaussianBlur(easel.rgb, (3, 3), 0)
    return times(picture, 1 + 0.05 * shifted(rng, grain(model.h, model.w, 9)))


def _slanted(model: Model, step: float, way: int) -> list[np.ndarray]:
    """Parallel slanted lines over the whole page."""
    return [np.array([(x, 0.0), (x + way * model.h * 0.8, model.h)]) for x in np.arange(-model.h, model.w + model.h, step)]


STYLE = Style(
    render, places=("paper", "paper", "paper", "room", "street", "forest", "mountain"),
    outfits=("dress", "shirt", "skirt", "suit", "tank", "jacket", "coat", "robe", "leotard"), colors=("black", "blue", "white", "brown", "red", "gray"), shows_color=False)
