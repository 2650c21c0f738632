"""What the five real-human scenes share: soft light, depth of field, film grain."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import skia

from ..look import Rgb
from ..shapes import Shape
from .easel import Easel, across, backdrop_fill, grain, mix, paint_of, pen, rounded, shadow_under, shapes_of, shifted, soften
from .style import Model


def blurred_place(model: Model, tone: Callable[[Rgb], Rgb], sigma: float) -> Easel:
    """The place, out of focus by `sigma` working pixels, with contact shadows."""
    easel = Easel(model.w, model.h)
    easel.paint(model.backdrop, backdrop_fill(model.h, tone))
    easel.put(soften(easel.rgb, sigma))
    shadow_under(easel.canvas, model.feet, 0.5)
    return easel


def photographed(easel: Easel, model: Model, tone: Callable[[Rgb], Rgb] = lambda c: c, light: float = 0.3, dark: float = 0.5, rim: Rgb = (20, 14, 16), rim_alpha: float = 0.4) -> None:
    """The figures in soft light, each limb set off by a thin occlusion shadow."""
    def fill(shape: Shape) -> skia.Paint:
        if shape.material == "metal":
            return _metallic(shape, tone(shape.color))
        return rounded(shape, tone(shape.color), light, dark)

    shade = pen(rim, 2.6, rim_alpha)
    easel.paint(shapes_of(model.parts), fill, lambda s: shade)


def _metallic(shape: Shape, color: Rgb) -> skia.Paint:
    return across(shape, [mix(color, (0, 0, 0), 0.3), mix(color, (255, 255, 255), 0.75), color, mix(color, (10, 10, 20), 0.65)], [0.0, 0.25, 0.5, 1.0])


def filmed(rng: np.random.Generator, rgb: np.ndarray, amount: float = 9.0) -> np.ndarray:
    """Add film grain."""
    h, w = rgb.shape[:2]
    noise = (shifted(rng, grain(h, w, 20)) * amount).astype(np.int16)
    return np.clip(rgb.astype(np.int16) + noise[..., None], 0, 255).astype(np.uint8)


def beam(canvas: skia.Canvas, top: tuple[float, float], foot: tuple[float, float], half: float, color: Rgb, alpha: float) -> None:
    """A cone of light from a lamp at `top` to a pool of half width `half` at `foot`."""
    path = skia.Path.Polygon([skia.Point(top[0] - 4, top[1]), skia.Point(top[0] + 4, top[1]), skia.Point(foot[0] + half, foot[1]), skia.Point(foot[0] - half, foot[1])], True)
    inner, outer = skia.Color(*color, int(255 * alpha)), skia.Color(*color, int(255 * alpha * 0.35))
    paint = skia.Paint(Shader=skia.GradientShader.MakeLinear([skia.Point(*top), skia.Point(*foot)], [inner, outer]), AntiAlias=True)
    paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 5.0))
    canvas.drawPath(path, paint)
    canvas.drawOval(skia.Rect.MakeXYWH(foot[0] - half, foot[1] - half * 0.2, 2 * half, half * 0.4), paint_of(color, alpha * 0.8))
