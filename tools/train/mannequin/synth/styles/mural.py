"""Mural: a faded fresco on cracked plaster that has come off the bricks in places."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from .easel import Easel, backdrop_fill, clouds, grain, mix, pen, rounded, saturate, shapes_of, shifted, times
from .style import Model, Style

EARTH = (202, 164, 118)


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    easel = Easel(model.w, model.h, EARTH)
    umber = pen((74, 40, 26), float(np.clip(model.scale * 0.024, 2.4, 4)))
    faint = pen((128, 88, 60), 1.8, 0.8)
    easel.paint(model.backdrop, backdrop_fill(model.h, lambda c: mix(saturate(mix(c, EARTH, 0.62), 0.85), (240, 220, 180), 0.12)), lambda s: faint)
    easel.paint(shapes_of(model.parts), lambda s: rounded(s, mix(saturate(s.color, 0.9), EARTH, 0.2), 0.14, 0.2, shade=(70, 36, 20)), lambda s: umber)
    picture = easel.rgb
    _border(picture)
    faded = 1.0 + 0.09 * shifted(rng, clouds(model.h, model.w, 20, 4)) + 0.06 * shifted(rng, grain(model.h, model.w, 5))
    picture = times(picture, faded)
    loss = shifted(rng, clouds(model.h, model.w, 34, 6)) + 0.12 * shifted(rng, grain(model.h, model.w, 8))
    loss[_keep_clear(model)] -= 0.55
    bare = loss > 0.52
    picture[bare] = _bricks(model.h, model.w)[bare]
    rim = cv2.morphologyEx(bare.astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    picture[rim] = (96, 70, 54)
    _cracks(rng, picture)
    return picture


def _keep_clear(model: Model) -> np.ndarray:
    mask = np.zeros((model.h, model.w), np.uint8)
    for part in model.parts:
        b = part.shapes[0].path.getBounds()
        cv2.rectangle(mask, (int(b.left()) - 6, int(b.top()) - 6), (int(b.right()) + 6, int(b.bottom()) + 6), 1, -1)
    return mask > 0


@lru_cache(maxsize=4)
def _bricks(h: int, w: int) -> np.ndarray:
    rng = np.random.default_rng(1)
    wall = np.full((h, w, 3), (150, 132, 116), np.uint8)
    bh, bw = max(8, h // 18), max(16, w // 9)
    for row in range(h // bh + 1):
        for col in range(-1, w // bw + 1):
            x, y = col * bw + (row % 2) * bw // 2, row * bh
            color = np.array((164, 84, 58)) + rng.normal(0, 12, 3)
            cv2.rectangle(wall, (x + 1, y + 1), (x + bw - 2, y + bh - 2), color.tolist(), -1)
    return wall


def _border(picture: np.ndarray) -> None:
    h, w = picture.shape[:2]
    t = w // 22
    for inset, color in ((0, (132, 54, 36)), (t, (214, 170, 96)), (t + 3, (132, 54, 36))):
        cv2.rectangle(picture, (inset, inset), (w - 1 - inset, h - 1 - inset), color, t * 2 if inset == 0 else 3)


def _cracks(rng: np.random.Generator, picture: np.ndarray) -> None:
    h, w = picture.shape[:2]
    for _ in range(5):
        start = np.array([rng.uniform(0, w), rng.choice([0, h])])
        turn = rng.normal(0, 9, (14, 2)) + (rng.uniform(-8, 8), (1 if start[1] == 0 else -1) * 9)
        line = np.round(start + np.cumsum(turn, axis=0)).astype(np.int32)
        cv2.polylines(picture, [line], False, (92, 66, 48), 1, cv2.LINE_AA)


STYLE = Style(
    render, places=("temple", "garden", "mountain", "river", "desert", "castle", "paper"),
    outfits=("robe", "tunic", "gown", "armor", "dress", "cape", "shirt"), colors=("red", "blue", "green", "yellow", "white", "brown", "orange"))
