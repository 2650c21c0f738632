"""Shadow play: dark perforated leather puppets against a glowing amber screen."""

from __future__ import annotations

import numpy as np
import skia

from .easel import Easel, glow, mix, paint_of, pen, shapes_of, times, vignette
from .style import Model, Style

LEATHER = (26, 12, 8)
GLOW = (255, 196, 84)


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    easel = Easel(model.w, model.h, (214, 116, 26))
    glow(easel.canvas, model.w * 0.5, model.h * 0.48, model.w * 0.62, (255, 226, 130), 1.0)
    for shape in model.backdrop:
        if shape.material in ("far", "mid"):
            easel.canvas.drawPath(shape.path, paint_of((112, 44, 10), 0.34 if shape.material == "far" else 0.48))
    easel.canvas.drawRect(skia.Rect.MakeXYWH(0, max(model.horizon, model.h * 0.86), model.w, model.h), paint_of((70, 26, 10), 0.55))
    _rods(easel, model)
    gap = pen((236, 150, 50), 1.8, 0.9)
    easel.paint((s for s in shapes_of(model.parts) if s.material not in ("mark", "white")), lambda s: paint_of(LEATHER if s.material != "prop" else (60, 22, 10)), lambda s: gap if s.material != "skin" or s.axis else None)
    for part in model.parts:
        _perforate(easel, part)
    picture = times(easel.rgb, vignette(model.h, model.w, 0.75))
    t = model.w // 24
    for side in (np.s_[:t], np.s_[-t:], np.s_[:, :t], np.s_[:, -t:]):
        picture[side] = (44, 14, 10)
    return picture


def _rods(easel: Easel, model: Model) -> None:
    for part in model.parts:
        axis = part.shapes[-1].axis
        if part.name.endswith("forearm") and axis is not None:
            x, y = axis[1]
            easel.canvas.drawLine(x, y, (x + model.w / 2) / 2, float(model.h), pen((90, 40, 14), 2.0, 0.8))


def _perforate(easel: Easel, part) -> None:  # noqa: ANN001
    """Rows of holes and a slit down each piece, as the leather is cut."""
    for shape in part.shapes:
        if shape.axis is None or not shape.outline or part.name in ("head", "neck", "hair"):
            continue
        (x0, y0), (x1, y1), r = shape.axis
        if r < 4:
            continue
        color = GLOW if shape.material == "skin" else mix(GLOW, shape.color, 0.6)
        hole = paint_of(mix(color, (255, 210, 120), 0.25))
        n = 3 if r < 10 else 4
        for t in np.linspace(0.22, 0.8, n):
            easel.canvas.drawCircle(float(x0 + (x1 - x0) * t), float(y0 + (y1 - y0) * t), float(min(r * 0.24, 4.2)), hole)
    if part.name == "head":
        for shape in part.shapes:
            if shape.material == "mark":
                bounds = shape.path.getBounds()
                easel.canvas.drawOval(bounds.makeOutset(0.6, 0.2), paint_of((255, 214, 120)))


STYLE = Style(
    render, places=("paper", "mountain", "temple", "forest", "castle"),
    outfits=("robe", "kimono", "gown", "armor", "tunic", "shirt", "dress"), colors=("red", "green", "blue", "orange", "yellow"), shows_color=False)
