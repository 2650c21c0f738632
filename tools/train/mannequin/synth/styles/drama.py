"""Drama: players in period robes between red curtains, lit from the foot of the stage."""

from __future__ import annotations

import numpy as np

from .easel import glow, mix
from .photograph import blurred_place, filmed, photographed
from .style import Model, Style


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    easel = blurred_place(model, lambda c: mix(c, (30, 12, 8), 0.22), 2.2)
    for x in np.linspace(0.1, 0.9, 6):
        glow(easel.canvas, model.w * float(x), model.h * 1.0, model.w * 0.14, (255, 220, 140), 0.85)
    glow(easel.canvas, model.w / 2, model.horizon, model.w * 0.4, (255, 206, 130), 0.45)
    photographed(easel, model, lambda c: mix(c, (255, 224, 170), 0.08), 0.36, 0.45, (30, 8, 6), 0.6)
    return filmed(rng, easel.rgb)


STYLE = Style(
    render, places=("theatre",), outfits=("robe", "robe", "gown", "kimono", "tunic", "coat", "armor", "suit"),
    colors=("blue", "green", "purple", "white", "black", "yellow", "orange", "pink"))
