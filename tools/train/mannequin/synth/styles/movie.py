"""Movie: a wide frame in letterbox, teal shadows and orange skin, the street a blur of lights."""

from __future__ import annotations

import numpy as np

from .easel import mix, paint_of, times, vignette
from .photograph import blurred_place, filmed, photographed
from .style import Model, Style

TEAL, AMBER = (12, 84, 104), (255, 176, 96)


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    easel = blurred_place(model, lambda c: mix(mix(c, TEAL, 0.55), (6, 14, 22), 0.14), 7)
    for _ in range(14):
        x, y, r = rng.uniform(0, model.w), rng.uniform(0.08, 0.62) * model.h, rng.uniform(4, 11)
        easel.canvas.drawCircle(float(x), float(y), float(r), paint_of(AMBER if rng.random() < 0.65 else (90, 220, 230), 0.4))
    photographed(easel, model, lambda c: mix(c, AMBER, 0.14), 0.3, 0.62, (4, 16, 24), 0.6)
    picture = times(easel.rgb, vignette(model.h, model.w, 0.4) * 1.08)
    bar = int(model.h * 0.075)
    picture[:bar], picture[-bar:] = 0, 0
    return filmed(rng, picture, 8)


STYLE = Style(
    render, places=("street", "city_night", "desert", "forest", "room", "snow"),
    outfits=("coat", "jacket", "suit", "shirt", "dress", "tank", "sweater"), colors=("red", "blue", "black", "white", "brown", "gray", "yellow", "green"))
