"""Cartoon: flat bright colour, a cel shadow, bold black outlines."""

from __future__ import annotations

import numpy as np

from ..shapes import Shape
from .easel import Easel, across, backdrop_fill, mix, paint_of, pen, saturate, shapes_of
from .style import Model, Style

INK = (18, 16, 24)


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    easel = Easel(model.w, model.h)
    thin, bold = pen(INK, 2.0), pen(INK, float(np.clip(model.scale * 0.036, 3.2, 5.5)))
    easel.paint(model.backdrop, backdrop_fill(model.h, lambda c: mix(saturate(c, 1.25), (255, 255, 255), 0.34)), lambda s: thin)
    easel.paint(shapes_of(model.parts), _cel, lambda s: bold)
    return easel.rgb


def _cel(shape: Shape):  # noqa: ANN202
    color = saturate(shape.color, 1.35)
    if shape.material in ("mark", "white"):
        return paint_of(color)
    dark = mix(color, (50, 20, 80), 0.3)
    return across(shape, [color, color, dark, dark], [0.0, 0.66, 0.67, 1.0])


STYLE = Style(
    render, places=("field", "street", "beach", "room", "sky", "castle", "forest", "city_night"),
    outfits=("dress", "shirt", "skirt", "sweater", "suit", "cape", "tank", "bodysuit", "jacket", "swimsuit"),
    colors=("red", "blue", "green", "yellow", "orange", "purple", "pink"), bright_hair=True)
