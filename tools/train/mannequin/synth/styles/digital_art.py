"""Digital art: dark gradients, neon rim light, bloom."""

from __future__ import annotations

import numpy as np

from .easel import Easel, across, bloom, falling, glow, mix, paint_of, pen, saturate, shadow_under, shapes_of
from .style import Model, Style

NEONS = (((255, 60, 200), (40, 220, 255)), ((40, 255, 210), (150, 80, 255)), ((255, 120, 60), (90, 100, 255)))


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    hot, cold = NEONS[int(rng.integers(len(NEONS)))]
    easel = Easel(model.w, model.h, (14, 10, 36))
    edge = pen(cold, 1.6, 0.65)
    night = mix((22, 12, 58), cold, 0.12)
    easel.paint(
        model.backdrop,
        lambda s: paint_of(mix(night, hot, 0.5)) if s.material == "light" else falling(s, mix(night, hot, 0.28 if s.material == "sky" else 0.04), mix(night, s.color, 0.22), model.h),
        lambda s: edge if s.material in ("mid", "far", "ground") else None)
    for x, y, half in model.feet:
        glow(easel.canvas, x, y - half, max(model.h * 0.42, half * 1.6), hot, 0.5)
    shadow_under(easel.canvas, model.feet, 0.6)
    rim = pen(cold, 3.0)
    easel.paint(shapes_of(model.parts), lambda s: _lit(s, hot, cold), lambda s: rim)
    for _ in range(24):
        x, y = rng.uniform(0, model.w), rng.uniform(0, model.h)
        easel.canvas.drawCircle(float(x), float(y), float(rng.uniform(0.8, 2.2)), paint_of(cold if rng.random() < 0.5 else hot, 0.9))
    return bloom(easel.rgb, 7, 0.55)


def _lit(shape, hot, cold):  # noqa: ANN001, ANN202
    color = saturate(shape.color, 1.2)
    if shape.material in ("mark", "white"):
        return paint_of(color)
    return across(shape, [mix(color, cold, 0.7), color, mix(color, (20, 8, 60), 0.4), mix(color, hot, 0.75)], [0.0, 0.22, 0.74, 1.0])


STYLE = Style(
    render, places=("city_night", "mountain", "street", "castle", "desert", "waves", "stage", "forest"),
    outfits=("bodysuit", "armor", "dress", "jacket", "coat", "cape", "robe", "suit", "gown"),
    colors=("red", "blue", "green", "yellow", "purple", "pink", "white", "orange"), bright_hair=True)
