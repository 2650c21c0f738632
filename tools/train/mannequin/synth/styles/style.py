"""What a scene style is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..figure import Part
from ..shapes import Shape


@dataclass(frozen=True)
class Model:
    """What is to be seen, before any style: the same for all twenty. Pixels of the working canvas."""

    w: int
    h: int
    place: str
    backdrop: list[Shape]
    """Back to front."""
    parts: list[Part]
    """Far to near, of all figures."""
    horizon: float
    feet: list[tuple[float, float, float]]
    """Where each figure meets the ground: x, y, half its width."""
    scale: float
    """Pixels per metre at the nearest figure, for line widths."""


@dataclass(frozen=True)
class Style:
    """A scene of Human-Art: its wardrobe, its places, and how it paints a `Model` as (H, W, 3) uint8."""

    render: Callable[[np.random.Generator, Model], np.ndarray]
    places: tuple[str, ...]
    outfits: tuple[str, ...]
    colors: tuple[str, ...]
    shows_color: bool = True
    """Whether captions may name colours."""
    bright_hair: bool = False
    media: tuple[str, ...] = ("",)
    """Nouns before 'of a woman' ('statue', 'stone relief'), or nothing."""
