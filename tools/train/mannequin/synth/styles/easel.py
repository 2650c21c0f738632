"""Brushes shared by the styles: canvases, fills, textures and finishes.

A working canvas is RGBA uint8 (H, W, 4) that skia draws into; finishes take and give RGB uint8 (H, W, 3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import hypot

import cv2
import numpy as np
import skia

from ..figure import Part
from ..look import Rgb
from ..shapes import Shape

Fill = Callable[[Shape], skia.Paint | None]


class Easel:
    """A canvas of one colour to paint on."""

    def __init__(self, w: int, h: int, color: Sequence[int] = (255, 255, 255)) -> None:
        self.w, self.h = w, h
        r, g, b = (_byte(c) for c in color)
        self.pixels = np.full((h, w), 255 << 24 | b << 16 | g << 8 | r, np.dtype("<u4")).view(np.uint8).reshape(h, w, 4)
        self.surface = skia.Surface(self.pixels, colorType=skia.kRGBA_8888_ColorType)
        self.canvas = self.surface.getCanvas()

    @property
    def rgb(self) -> np.ndarray:
        """(H, W, 3) uint8 copy of what is painted."""
        return cv2.cvtColor(self.pixels, cv2.COLOR_RGBA2RGB)

    def put(self, rgb: np.ndarray) -> None:
        """Replace the painting by (H, W, 3) uint8; later strokes go on top."""
        cv2.cvtColor(rgb, cv2.COLOR_RGB2RGBA, dst=self.pixels)

    def paint(self, shapes: Iterable[Shape], fill: Fill, line: Fill | None = None) -> None:
        """Draw shapes in order: the line first, so that only its outer half remains, then the fill over it."""
        for shape in shapes:
            if line is not None and shape.outline and (stroke := line(shape)) is not None:
                self.canvas.drawPath(shape.path, stroke)
            if (paint := fill(shape)) is not None:
                self.canvas.drawPath(shape.path, paint)


def shapes_of(parts: Iterable[Part]) -> list[Shape]:
    """The figures' shapes in drawing order."""
    return [shape for part in parts for shape in part.shapes]


def paint_of(color: Sequence[float], alpha: float = 1.0) -> skia.Paint:
    """Solid fill; `alpha` 0..1."""
    return skia.Paint(Color=_argb(color, alpha), AntiAlias=True)


def pen(color: Sequence[float], width: float, alpha: float = 1.0, wobble: float = 0.0, seed: int = 0) -> skia.Paint:
    """Round stroke; `wobble` pixels of hand-drawn deviation."""
    paint = paint_of(color, alpha)
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(width)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    if wobble:
        paint.setPathEffect(skia.DiscretePathEffect.Make(9.0, wobble, seed))
    return paint


def mix(a: Sequence[float], b: Sequence[float], t: float) -> Rgb:
    """Colour `t` of the way from `a` to `b`."""
    return int(a[0] + (b[0] - a[0]) * t), int(a[1] + (b[1] - a[1]) * t), int(a[2] + (b[2] - a[2]) * t)


def luminance(color: Sequence[float]) -> float:
    """Rec. 601 luma, 0..1."""
    return float(0.299 * color[0] + 0.587 * color[1] + 0.114 * color[2]) / 255


def gray(value: float) -> Rgb:
    """Neutral of `value` 0..1."""
    v = int(255 * min(1.0, max(0.0, value)))
    return v, v, v


def saturate(color: Sequence[float], amount: float) -> Rgb:
    """Push a colour away from (amount > 1) or towards its gray."""
    level = luminance(color) * 255
    return tuple(int(min(255, max(0, level + (c - level) * amount))) for c in color[:3])  # type: ignore[return-value]


def _argb(color: Sequence[float], alpha: float = 1.0) -> int:
    r, g, b = color[:3]
    return int(255 * alpha) << 24 | _byte(r) << 16 | _byte(g) << 8 | _byte(b)


def _byte(value: float) -> int:
    return 0 if value < 0 else 255 if value > 255 else int(value)


def across(shape: Shape, colors: Sequence[Sequence[float]], stops: Sequence[float]) -> skia.Paint:
    """Gradient across a rounded shape, lit from the upper left: the first colour is the lit side."""
    if shape.axis is None:
        return paint_of(colors[len(colors) // 2])
    (x0, y0), (x1, y1), radius = shape.axis
    dx, dy = x1 - x0, y1 - y0
    length, radius = hypot(dx, dy), max(radius, 1.0)
    cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
    tones = [_argb(c) for c in colors]
    if length < radius * 0.9:
        center = skia.Point(cx - radius * 0.35, cy - radius * 0.4)
        shader = skia.GradientShader.MakeRadial(center, radius * 1.5, tones, list(stops))
    else:
        reach = radius / length * (1 if dy * -0.8 + dx * 0.6 >= 0 else -1)
        nx, ny = dy * reach, -dx * reach
        shader = skia.GradientShader.MakeLinear([skia.Point(cx + nx, cy + ny), skia.Point(cx - nx, cy - ny)], tones, list(stops))
    return skia.Paint(Shader=shader, AntiAlias=True)


def rounded(shape: Shape, color: Sequence[float], light: float = 0.35, dark: float = 0.45, tint: Sequence[float] = (255, 255, 255), shade: Sequence[float] = (20, 16, 40)) -> skia.Paint:
    """Soft volume: `color` between a lit and a shaded side."""
    if shape.material in ("mark", "white"):
        return paint_of(color)
    return across(shape, [mix(color, tint, light), color, mix(color, shade, dark)], [0.0, 0.42, 1.0])


def hatching(w: int, h: int, lines: Sequence[np.ndarray], width: int) -> skia.Paint:
    """A fill by a page of `lines` ((n, 2) each): scribbles and hatchings, drawn once and then used in any colour."""
    page = np.zeros((h, w), np.uint8)
    cv2.polylines(page, [np.round(line * 8).astype(np.int32) for line in lines], False, 255, width, cv2.LINE_AA, 3)
    image = skia.Image.fromarray(page, colorType=skia.kAlpha_8_ColorType)
    return skia.Paint(Shader=image.makeShader(skia.TileMode.kClamp, skia.TileMode.kClamp, skia.SamplingOptions()), AntiAlias=True)


def hatched(paint: skia.Paint, color: Sequence[float], alpha: float) -> skia.Paint:
    """The fill of a `hatching` in `color`. The same paint: to set a page as shader anew costs milliseconds."""
    paint.setColor(_argb(color, alpha))
    return paint


def falling(shape: Shape, top: Sequence[float], bottom: Sequence[float], h: int) -> skia.Paint:
    """Vertical gradient over the shape's own height (at most the canvas)."""
    bounds = shape.path.getBounds()
    y0, y1 = max(0.0, bounds.top()), min(float(h), bounds.bottom())
    shader = skia.GradientShader.MakeLinear([skia.Point(0, y0), skia.Point(0, max(y1, y0 + 1))], [_argb(top), _argb(bottom)])
    return skia.Paint(Shader=shader, AntiAlias=True)


def backdrop_fill(h: int, tone: Callable[[Rgb], Rgb]) -> Fill:
    """Fill places with toned colours and their vertical gradients."""
    def fill(shape: Shape) -> skia.Paint:
        if shape.color2 is None:
            return paint_of(tone(shape.color))
        return falling(shape, tone(shape.color), tone(shape.color2), h)
    return fill


def glow(canvas: skia.Canvas, x: float, y: float, radius: float, color: Sequence[float], alpha: float) -> None:
    """A soft disc of light added to what is painted."""
    inner, outer = skia.Color(*(int(c) for c in color[:3]), int(255 * alpha)), skia.Color(*(int(c) for c in color[:3]), 0)
    paint = skia.Paint(Shader=skia.GradientShader.MakeRadial(skia.Point(x, y), max(radius, 1.0), [inner, outer]), AntiAlias=True)
    canvas.drawCircle(x, y, radius, paint)


def shadow_under(canvas: skia.Canvas, feet: Iterable[tuple[float, float, float]], alpha: float = 0.35, color: Sequence[float] = (0, 0, 0)) -> None:
    """Contact shadows, one per figure: (x, y, half width)."""
    for x, y, half in feet:
        canvas.save()
        canvas.translate(x, y)
        canvas.scale(1, 0.22)
        glow(canvas, 0, 0, half, color, alpha)
        canvas.restore()


@lru_cache(maxsize=32)
def clouds(h: int, w: int, cell: int, seed: int = 0) -> np.ndarray:
    """Smooth noise that tiles, (h, w) float32 in -1..1, with blobs of about `cell` pixels."""
    rows, cols = max(2, h // cell), max(2, w // cell)
    small = np.random.default_rng(seed).normal(0, 0.45, (rows, cols)).astype(np.float32)
    y, x = 2 * h // rows, 2 * w // cols
    large = cv2.resize(np.pad(small, 2, mode="wrap"), (w + 2 * x, h + 2 * y), interpolation=cv2.INTER_CUBIC)
    return np.clip(large[y:y + h, x:x + w], -1, 1)


@lru_cache(maxsize=32)
def grain(h: int, w: int, seed: int = 0) -> np.ndarray:
    """Fine paper tooth, (h, w) float32 about -1..1."""
    fine = np.random.default_rng(seed + 7).normal(0, 0.5, (h, w)).astype(np.float32)
    return np.clip(cv2.GaussianBlur(fine, (0, 0), 0.9) * 2.2, -1, 1)


def shifted(rng: np.random.Generator, texture: np.ndarray) -> np.ndarray:
    """A texture moved about at random, so that no two pictures have the same paper."""
    return np.roll(texture, (int(rng.integers(texture.shape[0])), int(rng.integers(texture.shape[1]))), (0, 1))


def times(rgb: np.ndarray, factor: np.ndarray) -> np.ndarray:
    """Multiply (H, W, 3) uint8 by (H, W) or (H, W, 3) float32, saturating."""
    if factor.ndim == 2:
        factor = cv2.merge([factor, factor, factor])
    return cv2.multiply(rgb, factor, dtype=cv2.CV_8U)


def vignette(h: int, w: int, strength: float) -> np.ndarray:
    """(h, w) float32 darkening towards the corners."""
    return _vignette(h, w, round(strength, 2))


@lru_cache(maxsize=16)
def _vignette(h: int, w: int, strength: float) -> np.ndarray:
    y, x = np.mgrid[-1:1:h * 1j, -1:1:w * 1j].astype(np.float32)
    return (1 - strength * np.clip((x * x + y * y) / 2, 0, 1)).astype(np.float32)


def bloom(rgb: np.ndarray, sigma: float, amount: float) -> np.ndarray:
    """Light that spills over: a blurred copy of the bright parts added to the picture."""
    h, w = rgb.shape[:2]
    small = cv2.resize(rgb, (w // 4, h // 4), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / 4)
    return cv2.addWeighted(rgb, 1.0, cv2.resize(small, (w, h)), amount, -40 * amount)


def soften(rgb: np.ndarray, sigma: float) -> np.ndarray:
    """Blur by way of a quarter-size copy: cheap, for backgrounds."""
    h, w = rgb.shape[:2]
    small = cv2.resize(rgb, (w // 4, h // 4), interpolation=cv2.INTER_AREA)
    return cv2.resize(cv2.GaussianBlur(small, (0, 0), max(sigma / 4, 0.3)), (w, h), interpolation=cv2.INTER_LINEAR)


def warp(rng: np.random.Generator, rgb: np.ndarray, amount: float, cell: int = 12) -> np.ndarray:
    """Wobble a picture by `amount` pixels of smooth noise."""
    h, w = rgb.shape[:2]
    xs, ys = _grid(h, w)
    dx, dy = shifted(rng, clouds(h, w, cell, 1)), shifted(rng, clouds(h, w, cell, 2))
    return cv2.remap(rgb, xs + dx * amount, ys + dy * amount, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


@lru_cache(maxsize=8)
def _grid(h: int, w: int) -> tuple[np.ndarray, np.ndarray]:
    ys, xs = np.mgrid[0:h, 0:w].astype(np.float32)
    return xs, ys
