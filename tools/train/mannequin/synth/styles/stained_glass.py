"""Stained glass: saturated translucent panes in thick lead, under an arch."""

from __future__ import annotations

import cv2
import numpy as np
import skia

from .easel import Easel, across, backdrop_fill, clouds, mix, paint_of, pen, saturate, shapes_of, shifted, times, vignette
from .style import Model, Style

LEAD = (14, 12, 16)
NIGHT = np.array((40, 60, 170))
"""Blue that the light of every pane leans to, so that the figures stand out."""


def render(rng: np.random.Generator, model: Model) -> np.ndarray:
    place = Easel(model.w, model.h)
    place.paint(model.backdrop, backdrop_fill(model.h, lambda c: saturate(c, 1.9)))
    easel = Easel(model.w, model.h, LEAD)
    _panes(rng, easel, place.pixels)
    width = float(np.clip(model.scale * 0.055, 5.0, 8.0))
    lead = pen(LEAD, width)
    easel.paint(shapes_of(model.parts), _glass, lambda s: lead)
    light = (1.0 + 0.14 * shifted(rng, clouds(model.h, model.w, 26, 11))) * (vignette(model.h, model.w, 0.35) + 0.1)
    easel.put(times(easel.rgb, light))
    _arch(easel)
    return easel.rgb


def _panes(rng: np.random.Generator, easel: Easel, place: np.ndarray) -> None:
    """Voronoi panes, each of the colour that the place has at its middle."""
    h, w = place.shape[:2]
    cells = cv2.Subdiv2D((-w, -h, 3 * w, 3 * h))
    for row in range(6):
        for col in range(6):
            cells.insert((float((col + rng.uniform(0.1, 0.9)) * w / 6), float((row + rng.uniform(0.1, 0.9)) * h / 6)))
    facets, centers = cells.getVoronoiFacetList([])
    lead = pen(LEAD, 3.6)
    for facet, (cx, cy) in zip(facets, centers, strict=True):
        color = place[int(np.clip(cy, 0, h - 1)), int(np.clip(cx, 0, w - 1)), :3]
        tint = saturate(np.clip((color * 0.75 + NIGHT * 0.25) * rng.uniform(0.5, 1.1) + rng.normal(0, 30, 3), 0, 255), 1.7)
        path = skia.Path.Polygon([skia.Point(float(x), float(y)) for x, y in facet], True)
        easel.canvas.drawPath(path, paint_of(tint))
        easel.canvas.drawPath(path, lead)


def _glass(shape):  # noqa: ANN001, ANN202
    color = saturate(shape.color, 1.5)
    if shape.material in ("mark", "white"):
        return paint_of(color)
    return across(shape, [mix(color, (255, 255, 230), 0.5), color, mix(color, (0, 0, 30), 0.25)], [0.0, 0.5, 1.0])


def _arch(easel: Easel) -> None:
    w, h = easel.w, easel.h
    frame = skia.Path()
    frame.addRect(skia.Rect.MakeWH(w, h))
    opening = skia.Path()
    m = w * 0.035
    opening.moveTo(m, h - m)
    opening.lineTo(m, h * 0.24)
    opening.quadTo(m, h * 0.03, w / 2, m)
    opening.quadTo(w - m, h * 0.03, w - m, h * 0.24)
    opening.lineTo(w - m, h - m)
    opening.close()
    frame.addPath(opening)
    frame.setFillType(skia.PathFillType.kEvenOdd)
    easel.canvas.drawPath(frame, paint_of((34, 30, 36)))
    easel.canvas.drawPath(opening, pen((96, 88, 84), 2.4))


STYLE = Style(
    render, places=("sky", "garden", "mountain", "river", "castle", "temple", "desert"),
    outfits=("robe", "gown", "tunic", "armor", "cape", "dress"), colors=("red", "blue", "green", "yellow", "purple", "white", "orange"))
