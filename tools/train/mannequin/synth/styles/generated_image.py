"""Generated image: hyper-smooth, glossy, dreamy pastel light with bokeh."""

from __future__ import annotations

import numpy as np

from .easel import Easel, across, backdrop_fill, bloom, mix, paint_of, pen, saturate, shadow_under, shapes_of, soften
from .style import Model, Style

HAZES = (((255, 190, 220), (150, 190, 255)), ((255, 214, 160), (190, 160, 240)), ((170, 240, 230), (230, 180, 250)))


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    warm, cool = HAZES[int(rng.integers(len(HAZES)))]
    easel = Easel(model.w, model.h)
    easel.paint(model.backdrop, backdrop_fill(model.h, lambda c: mix(saturate(mix(c, cool, 0.34), 1.5), warm, 0.26)))
    easel.put(soften(easel.rgb, 10))
    for _ in range(22):
        x, y, r = rng.uniform(0, model.w), rng.uniform(0, model.h * 0.8), rng.uniform(5, 17)
        tint = mix(warm if rng.random() < 0.5 else cool, (255, 255, 255), 0.5)
        easel.canvas.drawCircle(float(x), float(y), float(r), paint_of(tint, 0.34))
        easel.canvas.drawCircle(float(x), float(y), float(r), pen((255, 255, 255), 1.2, 0.5))
    shadow_under(easel.canvas, model.feet, 0.4, (70, 40, 90))
    rim = pen(mix(cool, (60, 30, 110), 0.6), 2.0, 0.5)
    easel.paint(shapes_of(model.parts), lambda s: _gloss(s, cool), lambda s: rim)
    return bloom(easel.rgb, 8, 0.22)


def _gloss(shape, cool):  # noqa: ANN001, ANN202
    color = saturate(mix(shape.color, (255, 236, 240), 0.08), 1.25)
    if shape.material in ("mark", "white"):
        return paint_of(color)
    return across(shape, [mix(color, (255, 255, 255), 0.3), mix(color, (255, 255, 255), 0.78), color, mix(color, (70, 20, 90), 0.42), mix(color, cool, 0.6)], [0.0, 0.2, 0.44, 0.82, 1.0])


STYLE = Style(
    render, places=("garden", "forest", "beach", "castle", "city_night", "sky", "field", "mountain"),
    outfits=("gown", "dress", "robe", "armor", "suit", "skirt", "coat", "cape", "kimono"),
    colors=("red", "blue", "green", "purple", "pink", "yellow", "orange"), bright_hair=True)
