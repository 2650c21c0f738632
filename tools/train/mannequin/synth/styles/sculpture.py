"""Sculpture: a statue of marble or bronze in the round on its plinth."""

from __future__ import annotations

import cv2
import numpy as np
import skia

from .carving import heights, relit
from .easel import Easel, backdrop_fill, clouds, falling, mix, saturate, shadow_under, shifted, soften
from .photograph import filmed
from ..shapes import Shape, rectangle
from .style import Model, Style

MARBLE, BRONZE, VERDIGRIS = (236, 232, 224), (150, 96, 48), (92, 138, 118)


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    stone = (MARBLE, MARBLE, BRONZE, VERDIGRIS)[int(rng.integers(4))]
    tone = (lambda c: mix(saturate(c, 0.8), (30, 30, 38), 0.5)) if stone == MARBLE else (lambda c: mix(saturate(c, 0.6), (240, 236, 226), 0.5))
    easel = Easel(model.w, model.h)
    easel.paint(model.backdrop, backdrop_fill(model.h, tone))
    easel.put(soften(easel.rgb, 7))
    _plinth(easel, model, stone)
    field, figures = heights(model)
    diffuse, shine = relit(field, 2.0, 2.0)
    veins = abs(shifted(rng, clouds(model.h, model.w, 22, 18)))
    metal = stone != MARBLE
    value = (0.3 if not metal else 0.16) + (0.78 if not metal else 1.0) * diffuse
    if not metal:
        value -= 0.12 * np.clip(1 - veins * 9, 0, 1)
    statue = value[..., None] * np.array(stone, np.float32) + (150 if metal else 30) * shine[..., None]
    picture = easel.rgb
    mask = cv2.GaussianBlur(figures.astype(np.float32), (0, 0), 0.8)[..., None]
    picture = (picture * (1 - mask) + np.clip(statue, 0, 255) * mask).astype(np.uint8)
    return filmed(rng, picture, 5)


def _plinth(easel: Easel, model: Model, stone) -> None:  # noqa: ANN001
    """A block under each statue."""
    shadow_under(easel.canvas, model.feet, 0.5)
    if not model.feet:
        return
    left, right = min(x - half for x, _, half in model.feet), max(x + half for x, _, half in model.feet)
    top = min(max(y for _, y, _ in model.feet) - 2, model.h * 0.94)
    color = mix(stone, (120, 116, 112), 0.5)
    for inset, y, tone in ((0.0, top, mix(color, (255, 255, 255), 0.25)), (6.0, top + 8, color)):
        block = Shape(rectangle(left - 8 + inset, y, right - left + 16 - 2 * inset, model.h), tone, "ground")
        easel.canvas.drawPath(block.path, falling(block, tone, mix(tone, (0, 0, 0), 0.5), model.h))
    easel.canvas.drawRect(skia.Rect.MakeXYWH(left - 8, top + 7, right - left + 16, 2), falling(block, (40, 40, 40), (40, 40, 40), model.h))


STYLE = Style(
    render, places=("museum", "museum", "garden", "street", "temple"),
    outfits=("tunic", "robe", "gown", "swimsuit", "armor", "leotard", "cape"), colors=("gray", "white"), shows_color=False, media=("statue", "sculpture"))
