"""Kids' drawing: wobbly wax crayon scribbled on white paper, with a sun in the corner."""

from __future__ import annotations

import numpy as np
import skia

from ..shapes import rectangle
from .easel import Easel, grain, hatched, hatching, mix, paint_of, pen, saturate, shapes_of, shifted, warp
from .style import Model, Style


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    seed = int(rng.integers(1 << 20))
    easel = Easel(model.w, model.h, (253, 252, 248))
    scribble = hatching(model.w, model.h, [_zigzag(rng, model.w, model.h)], 4)
    for shape in model.backdrop:
        if shape.material == "sky":
            _crayon(easel, rectangle(0, 0, model.w, model.h * 0.13), (90, 170, 240), scribble, seed, 0.7)
        elif shape.material == "ground":
            _crayon(easel, rectangle(-4, max(model.horizon, model.h * 0.76), model.w + 8, model.h), saturate(shape.color, 1.5), scribble, seed, 0.75)
        else:
            _crayon(easel, shape.path, mix(saturate(shape.color, 1.6), (255, 255, 255), 0.25), scribble, seed, 0.4)
    _sun(rng, easel, seed)
    for shape in shapes_of(model.parts):
        color = saturate(shape.color, 1.5)
        if shape.material in ("mark", "white"):
            easel.canvas.drawPath(shape.path, paint_of((20, 20, 20) if shape.material == "mark" else (255, 255, 255)))
        else:
            _crayon(easel, shape.path, color, scribble, seed, 1.0)
    picture = warp(rng, easel.rgb, 2.6, 14).astype(np.int16)
    wax = shifted(rng, grain(model.h, model.w, 3))
    picture += (np.clip(wax - 0.25, 0, 1) * 120).astype(np.int16)[..., None]
    return np.clip(picture, 0, 255).astype(np.uint8)


def _zigzag(rng: np.random.Generator, w: int, h: int) -> np.ndarray:
    """One endless slanted scribble over the whole page, (n, 2)."""
    tops = np.arange(-float(h), w, 6.5)
    down = np.stack([tops + h + rng.uniform(-4, 4, len(tops)), np.full(len(tops), float(h))], axis=1)
    up = np.stack([tops + 6.5, rng.uniform(-4, 4, len(tops))], axis=1)
    return np.stack([down, up], axis=1).reshape(-1, 2)


def _crayon(easel: Easel, path: skia.Path, color, scribble: skia.Paint, seed: int, strength: float) -> None:  # noqa: ANN001
    if strength == 1.0:
        easel.canvas.drawPath(path, paint_of(mix(color, (255, 255, 255), 0.42)))
    easel.canvas.drawPath(path, hatched(scribble, color, strength * 0.85))
    easel.canvas.drawPath(path, pen(mix(color, (0, 0, 0), 0.3), 3.2, strength, 1.6, seed))


def _sun(rng: np.random.Generator, easel: Easel, seed: int) -> None:
    x = float(easel.w * (0.06 if rng.random() < 0.5 else 0.94))
    y, r = easel.h * 0.06, easel.w * 0.1
    for angle in np.linspace(0, 2 * np.pi, 14):
        c, s = float(np.cos(angle)), float(np.sin(angle))
        easel.canvas.drawLine(x + c * r * 1.2, y + s * r * 1.2, x + c * r * 1.8, y + s * r * 1.8, pen((250, 180, 30), 3.4, 1.0, 1.0, seed))
    easel.canvas.drawCircle(x, y, r, paint_of((252, 214, 60)))
    easel.canvas.drawCircle(x, y, r, pen((240, 150, 30), 3.0))


STYLE = Style(
    render, places=("field", "paper", "snow", "beach", "castle", "garden"),
    outfits=("dress", "shirt", "skirt", "sweater", "tank", "shirt"), colors=("red", "blue", "green", "yellow", "orange", "purple", "pink"))
