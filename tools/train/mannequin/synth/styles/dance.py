"""Dance: dancers in spot light on a dark stage."""

from __future__ import annotations

import cv2
import numpy as np

from .easel import mix
from .photograph import beam, blurred_place, filmed, photographed
from .style import Model, Style

GELS = ((120, 150, 255), (255, 110, 180), (255, 190, 110), (150, 110, 255), (110, 230, 220))


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    gel = GELS[int(rng.integers(len(GELS)))]
    easel = blurred_place(model, lambda c: mix(mix(c, (8, 6, 16), 0.72), gel, 0.05), 6)
    for x, y, half in model.feet:
        beam(easel.canvas, (float(x + rng.uniform(-0.3, 0.3) * model.w), -6.0), (x, min(y, model.h * 0.97)), max(half * 1.2, model.w * 0.14), gel, 0.55)
    ground = int(min(max((f[1] for f in model.feet), default=model.h), model.h - 2))
    photographed(easel, model, lambda c: mix(c, (255, 250, 244), 0.1), 0.4, 0.6, gel, 0.7)
    picture = easel.rgb
    _mirror(picture, ground)
    return filmed(rng, picture)


def _mirror(picture: np.ndarray, y: int) -> None:
    """The polished floor gives back a faint image of what stands on it."""
    depth = min(picture.shape[0] - y, y)
    if depth > 2:
        picture[y:y + depth] = cv2.addWeighted(picture[y:y + depth], 0.75, np.ascontiguousarray(picture[y - depth:y][::-1]), 0.25, 0)


STYLE = Style(
    render, places=("stage",), outfits=("tutu", "dress", "gown", "leotard", "bodysuit", "skirt", "tank", "shirt"),
    colors=("red", "blue", "green", "yellow", "pink", "white", "orange", "purple"))
