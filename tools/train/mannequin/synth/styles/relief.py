"""Relief: figures that stand out a little from a slab of stone or bronze."""

from __future__ import annotations

import cv2
import numpy as np

from .carving import heights, relit
from .easel import clouds, grain, shifted
from .style import Model, Style

STONES = ((196, 172, 136), (172, 166, 158), (206, 186, 158), (150, 104, 58), (160, 142, 118))


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    color = np.array(STONES[int(rng.integers(len(STONES)))], np.float32)
    field, figures = heights(model, model.backdrop)
    _frame(field)
    field += 0.022 * shifted(rng, grain(model.h, model.w, 16))
    diffuse, shine = relit(field, 2.6, 1.3)
    hollow = cv2.GaussianBlur(figures.astype(np.float32), (0, 0), 7) * ~figures
    value = 0.22 + 0.95 * diffuse - 0.4 * hollow + 0.05 * shifted(rng, clouds(model.h, model.w, 18, 17)) + 0.12 * figures
    return np.clip(value[..., None] * color + 34 * shine[..., None], 0, 255).astype(np.uint8)


def _frame(field: np.ndarray) -> None:
    h, w = field.shape
    t = w // 20
    for side in (np.s_[:t], np.s_[-t:], np.s_[:, :t], np.s_[:, -t:]):
        field[side] = 0.6


STYLE = Style(
    render, places=("paper", "temple", "mountain", "castle", "garden"),
    outfits=("tunic", "robe", "gown", "armor", "cape", "dress"), colors=("gray", "white", "brown"), shows_color=False, media=("relief",))
