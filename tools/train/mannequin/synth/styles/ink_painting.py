"""Ink painting: black washes and brush strokes on rice paper, with a red seal."""

from __future__ import annotations

import cv2
import numpy as np
import skia

from .easel import Easel, across, gray, grain, luminance, paint_of, pen, shapes_of, shifted, times, warp
from .style import Model, Style

INK = (22, 22, 26)
RICE = (238, 231, 214)


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    seed = int(rng.integers(1 << 20))
    far = Easel(model.w, model.h, (255, 255, 255))
    far.paint((s for s in model.backdrop if s.material not in ("sky", "light")), lambda s: _wash(s))
    mist = cv2.GaussianBlur(far.rgb, (0, 0), 4.0)
    easel = Easel(model.w, model.h)
    easel.put(mist)
    for shape in model.backdrop:
        if shape.material in ("far", "mid") and shape.outline:
            easel.canvas.drawPath(shape.path, pen(INK, 2.4, 0.3, 1.6, seed))
    thick, thin = pen(INK, float(np.clip(model.scale * 0.042, 3.4, 6)), 0.95, 1.2, seed), pen(INK, 2.0, 0.9, 1.0, seed)
    easel.paint(shapes_of(model.parts), _figure, lambda s: thick if s.material in ("cloth", "hair", "metal") else thin)
    picture = warp(rng, easel.rgb, 1.4, 10)
    picture = times(picture, 1.0 + 0.05 * shifted(rng, grain(model.h, model.w)))
    picture = cv2.multiply(picture, np.array([*RICE, 0], np.float64) / 255)
    return _seal(rng, picture)


def _wash(shape):  # noqa: ANN001, ANN202
    if shape.material == "ground":
        return paint_of(gray(0.94))
    tone = 0.12 + 0.4 * luminance(shape.color)
    shader_paint = paint_of(gray(tone), 0.9)
    bounds = shape.path.getBounds()
    dark, pale = skia.Color(*gray(tone)), skia.Color(250, 250, 250)
    shader_paint.setShader(skia.GradientShader.MakeLinear([skia.Point(0, bounds.top()), skia.Point(0, max(bounds.bottom(), bounds.top() + 1))], [dark, pale]))
    return shader_paint


def _figure(shape):  # noqa: ANN001, ANN202
    level = luminance(shape.color)
    if shape.material in ("mark", "hair"):
        return paint_of(INK)
    if shape.material in ("skin", "white"):
        return paint_of((250, 248, 242))
    return _wet(shape, 0.16 + 0.6 * level)


def _wet(shape, level: float):  # noqa: ANN001, ANN202
    """One loaded stroke: dark where the brush came down, pale where it ran dry."""
    return across(shape, [gray(level + 0.42), gray(level + 0.5), gray(level), gray(level * 0.45)], [0.0, 0.4, 0.76, 1.0])


def _seal(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    h, w = picture.shape[:2]
    side = w // 13
    x, y = (w - side - w // 22 if rng.random() < 0.5 else w // 22), int(h * rng.uniform(0.05, 0.16))
    cv2.rectangle(picture, (x, y), (x + side, y + side), (186, 36, 30), -1)
    cv2.line(picture, (x + side // 3, y + 3), (x + side // 3, y + side - 3), (240, 226, 210), 2)
    cv2.line(picture, (x + 3, y + side // 2), (x + side - 3, y + side // 2), (240, 226, 210), 2)
    return picture


STYLE = Style(
    render, places=("mountain", "river", "temple", "forest", "garden", "paper"),
    outfits=("robe", "robe", "kimono", "dress", "gown", "tunic", "armor"), colors=("black", "white", "gray", "blue", "red"), shows_color=False)
