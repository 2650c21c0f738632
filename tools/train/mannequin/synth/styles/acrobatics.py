"""Acrobatics: a photograph of athletes in leotards on a gym mat or in a circus ring."""

from __future__ import annotations

import numpy as np

from .easel import glow, mix
from .photograph import blurred_place, filmed, photographed
from .style import Model, Style


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    easel = blurred_place(model, lambda c: mix(c, (236, 236, 230), 0.2), 5)
    for x in (0.12, 0.5, 0.88):
        glow(easel.canvas, model.w * x, model.h * 0.02, model.w * 0.2, (255, 255, 240), 0.9)
    photographed(easel, model, lambda c: c, 0.32, 0.42)
    return filmed(rng, easel.rgb)


STYLE = Style(
    render, places=("gym", "circus"), outfits=("leotard", "leotard", "bodysuit", "tank", "tutu", "swimsuit"),
    colors=("red", "blue", "green", "purple", "black", "pink", "orange", "yellow"))
