"""Watercolor: pale transparent washes with dark edges that bleed into white paper."""

from __future__ import annotations

import cv2
import numpy as np

from .easel import Easel, backdrop_fill, clouds, grain, mix, paint_of, pen, rounded, saturate, shapes_of, shifted, times, warp
from .style import Model, Style

PAPER = (254, 252, 246)


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    wet = Easel(model.w, model.h, PAPER)
    wet.paint(model.backdrop, backdrop_fill(model.h, lambda c: mix(saturate(c, 1.5), PAPER, 0.5)))
    wash = warp(rng, cv2.GaussianBlur(wet.rgb, (0, 0), 2.4), 8.0, 22)
    wash = _fade_to_paper(rng, wash)
    easel = Easel(model.w, model.h)
    easel.put(wash)
    easel.paint(shapes_of(model.parts), _pigment, _edge)
    picture = warp(rng, easel.rgb, 1.2, 9)
    return _dry(rng, picture)


def _pigment(shape):  # noqa: ANN001, ANN202
    color = mix(saturate(shape.color, 1.35), PAPER, 0.16)
    if shape.material in ("mark", "white"):
        return paint_of(shape.color, 0.85)
    return rounded(shape, color, 0.5, 0.22, PAPER, (60, 50, 110))


def _edge(shape):  # noqa: ANN001, ANN202
    return pen(mix(saturate(shape.color, 1.4), (40, 30, 60), 0.5), 2.2, 0.65)


def _fade_to_paper(rng: np.random.Generator, wash: np.ndarray) -> np.ndarray:
    """Leave an uneven white margin around the wash."""
    h, w = wash.shape[:2]
    y, x = np.ogrid[-1:1:h * 1j, -1:1:w * 1j]
    edge = np.maximum(abs(x), abs(y)).astype(np.float32) + 0.1 * shifted(rng, clouds(h, w, 26, 13))
    cover = np.clip((0.92 - edge) * 6, 0, 1)[..., None]
    return (wash * cover + np.array(PAPER, np.float32) * (1 - cover)).astype(np.uint8)


def _dry(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """Pigment gathers at the edges of a wash and in the paper's tooth."""
    h, w = picture.shape[:2]
    level = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    edges = cv2.GaussianBlur(level, (0, 0), 3.0) - cv2.GaussianBlur(level, (0, 0), 1.0)
    factor = 1 - np.clip(edges / 60, 0, 0.32) + 0.05 * shifted(rng, grain(h, w, 14)) + 0.06 * shifted(rng, clouds(h, w, 16, 15))
    return times(picture, factor)


STYLE = Style(
    render, places=("garden", "beach", "field", "river", "street", "forest", "paper"),
    outfits=("dress", "gown", "skirt", "shirt", "coat", "sweater", "kimono"), colors=("red", "blue", "green", "yellow", "orange", "purple", "pink"))
