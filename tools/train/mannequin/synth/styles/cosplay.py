"""Cosplay: a flash photograph of bright costumes and wigs in a convention hall."""

from __future__ import annotations

import numpy as np

from .easel import mix, paint_of, saturate
from .photograph import blurred_place, filmed, photographed
from .style import Model, Style


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    easel = blurred_place(model, lambda c: mix(saturate(c, 1.1), (255, 255, 255), 0.25), 7)
    for _ in range(9):
        x, y = rng.uniform(0, model.w), model.horizon + rng.uniform(-0.05, 0.04) * model.h
        tone = tuple(int(v) for v in rng.uniform(60, 170, 3))
        easel.canvas.drawCircle(float(x), float(y - model.h * 0.1), model.w * 0.022, paint_of((196, 156, 130), 0.45))
        easel.canvas.drawRect((float(x - model.w * 0.03), float(y - model.h * 0.08), float(x + model.w * 0.03), float(y + model.h * 0.06)), paint_of(tone, 0.4))
    photographed(easel, model, lambda c: saturate(c, 1.25), 0.38, 0.4)
    return filmed(rng, easel.rgb, 6)


STYLE = Style(
    render, places=("hall", "hall", "street"), outfits=("cape", "armor", "skirt", "bodysuit", "kimono", "dress", "coat", "robe"),
    colors=("red", "blue", "green", "purple", "pink", "orange", "yellow", "white", "black"), bright_hair=True)
