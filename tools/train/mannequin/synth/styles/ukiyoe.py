"""Ukiyo-e: flat muted colour in black key lines on cream paper, a graded sky and a red cartouche."""

from __future__ import annotations

import numpy as np
import skia

from .easel import Easel, grain, mix, paint_of, pen, saturate, shapes_of, shifted, times
from .style import Model, Style

CREAM = (240, 226, 192)
KEY = (28, 24, 26)
INDIGO = (38, 70, 112)


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    easel = Easel(model.w, model.h, CREAM)
    thin, key = pen(KEY, 1.8), pen(KEY, float(np.clip(model.scale * 0.022, 2.3, 3.6)))
    easel.paint((s for s in model.backdrop if s.material != "sky"), lambda s: paint_of(_muted(s.color, 0.3)), lambda s: thin)
    _bokashi(easel)
    easel.paint(shapes_of(model.parts), _figure, lambda s: key)
    for part in model.parts:
        _pattern(easel, part)
    _cartouche(rng, easel)
    wood = 1 + 0.045 * shifted(rng, grain(model.h, model.w, 12))
    return times(easel.rgb, wood)


def _muted(color, amount: float):  # noqa: ANN001, ANN202
    return mix(saturate(color, 0.8), CREAM, amount)


def _figure(shape):  # noqa: ANN001, ANN202
    if shape.material == "skin":
        return paint_of(mix(shape.color, (246, 232, 208), 0.75))
    if shape.material == "hair":
        return paint_of((32, 28, 32))
    return paint_of(_muted(shape.color, 0.16))


def _pattern(easel: Easel, part) -> None:  # noqa: ANN001
    """Small pale flowers along the cloth."""
    for shape in part.shapes:
        if shape.material != "cloth" or shape.axis is None or shape.axis[2] < 9 or not shape.outline:
            continue
        (x0, y0), (x1, y1), r = shape.axis
        dot = paint_of(mix(shape.color, CREAM, 0.75))
        for t, side in ((0.3, -0.3), (0.55, 0.35), (0.8, -0.2)):
            x, y = x0 + (x1 - x0) * t + side * r, y0 + (y1 - y0) * t
            easel.canvas.drawCircle(float(x), float(y), 2.4, dot)


def _bokashi(easel: Easel) -> None:
    """The wiped gradation of indigo at the top edge."""
    band = easel.h * 0.24
    shader = skia.GradientShader.MakeLinear([skia.Point(0, 0), skia.Point(0, band)], [skia.Color(*INDIGO, 235), skia.Color(*INDIGO, 0)])
    easel.canvas.drawRect(skia.Rect.MakeWH(easel.w, band), skia.Paint(Shader=shader))


def _cartouche(rng: np.random.Generator, easel: Easel) -> None:
    w, h = easel.w * 0.075, easel.h * 0.24
    x = easel.w * (0.04 if rng.random() < 0.5 else 0.885)
    y = easel.h * 0.04
    easel.canvas.drawRect(skia.Rect.MakeXYWH(x, y, w, h), paint_of((196, 56, 42)))
    easel.canvas.drawRect(skia.Rect.MakeXYWH(x, y, w, h), pen(KEY, 2.0))
    for i in range(4):
        cy = y + h * (0.16 + 0.22 * i)
        easel.canvas.drawLine(x + w * 0.25, cy, x + w * 0.75, cy + 2, pen(KEY, 2.4))
        easel.canvas.drawLine(x + w * 0.5, cy - 5, x + w * float(rng.uniform(0.3, 0.7)), cy + 6, pen(KEY, 2.0))


STYLE = Style(
    render, places=("waves", "waves", "mountain", "temple", "river", "garden"),
    outfits=("kimono", "kimono", "robe", "armor", "tunic"), colors=("red", "blue", "green", "orange", "purple", "yellow"))
