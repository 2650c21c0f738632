"""Where the figures are: each place is a handful of outlines from the sky down to the ground."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import skia

from .look import Rgb
from .shapes import Shape, capsule, ellipse, polygon, rectangle, smooth


class Backdrop:
    """Collects the outlines of one place. `w`, `h` and `y` (the horizon) are pixels of the working canvas."""

    def __init__(self, rng: np.random.Generator, w: int, h: int, y: float) -> None:
        self.rng, self.w, self.h, self.y = rng, w, h, y
        self.shapes: list[Shape] = []

    def add(self, path: skia.Path, color: Rgb, layer: str, color2: Rgb | None = None, outline: bool = True) -> None:
        jitter = self.rng.normal(0, 5, 3)
        tinted = tuple(int(v) for v in np.clip(np.asarray(color) + jitter, 0, 255))
        self.shapes.append(Shape(path, tinted, layer, color2=color2, outline=outline))

    def sky(self, top: Rgb, bottom: Rgb | None = None) -> None:
        self.add(rectangle(-2, -2, self.w + 4, self.h + 4), top, "sky", bottom, outline=False)

    def ground(self, color: Rgb, color2: Rgb | None = None) -> None:
        self.add(rectangle(-4, self.y, self.w + 8, self.h - self.y + 8), color, "ground", color2)

    def ridge(self, base: float, height: float, peaks: int, color: Rgb, layer: str = "far", sharp: bool = True) -> None:
        """A line of mountains or hills standing on `base`."""
        n = peaks * 2 + 1
        xs = np.linspace(-0.1, 1.1, n) * self.w + self.rng.normal(0, self.w * 0.03, n)
        tops = np.where(np.arange(n) % 2 == 1, height * self.rng.uniform(0.6, 1, n), height * self.rng.uniform(0.1, 0.35, n))
        line = np.stack([xs, base - tops], axis=1)
        points = np.concatenate([[(-20, base + 4), (-20, base - tops[0])], line, [(self.w + 20, base - tops[-1]), (self.w + 20, base + 4)]])
        self.add(polygon(points) if sharp else smooth(points), color, layer)

    def tree(self, x: float, base: float, size: float, leaf: Rgb, trunk: Rgb = (96, 66, 44)) -> None:
        self.add(capsule((x, base), (x, base - size * 0.6), size * 0.06, size * 0.04), trunk, "mid")
        turn = self.rng.uniform(0, 6)
        angles = np.linspace(0, 2 * np.pi, 9, endpoint=False) + turn
        crown = np.stack([np.cos(angles) * size * 0.32, np.sin(angles) * size * 0.36], axis=1) * self.rng.uniform(0.8, 1.15, (9, 1))
        self.add(smooth(crown + (x, base - size * 0.72)), leaf, "mid")

    def pine(self, x: float, base: float, size: float, leaf: Rgb) -> None:
        self.add(rectangle(x - size * 0.03, base - size * 0.2, size * 0.06, size * 0.2), (90, 62, 42), "mid")
        self.add(polygon([(x, base - size), (x + size * 0.25, base - size * 0.15), (x - size * 0.25, base - size * 0.15)]), leaf, "mid")

    def disc(self, x: float, y: float, r: float, color: Rgb, layer: str = "light") -> None:
        self.add(ellipse((x, y), r, r), color, layer)

    def cloud(self, x: float, y: float, size: float, color: Rgb = (250, 250, 252)) -> None:
        for dx, r in ((-0.6, 0.3), (0, 0.42), (0.6, 0.28)):
            self.add(ellipse((x + dx * size, y), size * r * 1.4, size * r * 0.8), color, "far", outline=False)

    def box(self, x: float, base: float, w: float, h: float, color: Rgb, layer: str = "mid") -> None:
        self.add(rectangle(x, base - h, w, h), color, layer)

    def windows(self, x: float, base: float, w: float, h: float, color: Rgb, step: float) -> None:
        """A grid of lit or dark panes on a building, as one outline."""
        panes = skia.Path()
        for px in np.arange(x + step * 0.5, x + w - step * 0.5, step):
            for py in np.arange(base - h + step * 0.5, base - step, step * 1.25):
                if self.rng.random() < 0.75:
                    panes.addRect(skia.Rect.MakeXYWH(float(px), float(py), step * 0.5, step * 0.65))
        self.add(panes, color, "light", outline=False)

    def waves(self, top: float, bottom: float, color: Rgb, rows: int) -> None:
        """Crests of foam across the water, as one outline."""
        crests = skia.Path()
        for row in range(rows):
            y = top + (bottom - top) * (row + 0.6) / rows
            for x in np.arange(self.rng.uniform(0, 20), self.w, self.w / 5):
                crests.addPath(capsule((x, y), (x + self.w * 0.09, y), 1.5, 1.5))
        self.add(crests, color, "light", outline=False)


def _beach(b: Backdrop) -> None:
    b.sky((120, 192, 240), (206, 234, 248))
    b.disc(b.w * b.rng.uniform(0.1, 0.9), b.y * 0.4, b.w * 0.06, (255, 236, 150))
    b.add(rectangle(-4, b.y - b.h * 0.14, b.w + 8, b.h * 0.15), (34, 132, 186), "far")
    b.waves(b.y - b.h * 0.13, b.y, (226, 244, 250), 3)
    b.ground((236, 208, 150), (222, 186, 122))


def _forest(b: Backdrop) -> None:
    b.sky((176, 214, 190), (214, 232, 196))
    for x in b.rng.uniform(0, 1, 5):
        b.pine(x * b.w, b.y + 4, b.h * b.rng.uniform(0.35, 0.6), (72, 128, 84))
    for x in (b.rng.uniform(0.02, 0.16), b.rng.uniform(0.84, 0.98)):
        b.tree(x * b.w, b.y + b.h * 0.08, b.h * b.rng.uniform(0.6, 0.9), (38, 102, 56))
    b.ground((110, 146, 76), (84, 116, 58))


def _mountain(b: Backdrop) -> None:
    b.sky((156, 202, 234), (226, 236, 240))
    b.ridge(b.y + 2, b.h * 0.48, 2, (126, 146, 172))
    b.ridge(b.y + 2, b.h * 0.26, 3, (92, 120, 126))
    b.ground((134, 158, 96), (108, 130, 74))


def _field(b: Backdrop) -> None:
    b.sky((132, 198, 240), (222, 240, 248))
    b.cloud(b.w * b.rng.uniform(0.1, 0.4), b.h * 0.12, b.w * 0.1)
    b.cloud(b.w * b.rng.uniform(0.6, 0.95), b.h * 0.2, b.w * 0.08)
    b.ridge(b.y + 2, b.h * 0.1, 2, (112, 168, 96), sharp=False)
    b.ground((134, 194, 88), (106, 162, 66))


def _street(b: Backdrop) -> None:
    b.sky((176, 204, 226), (226, 230, 230))
    x = -b.w * 0.05
    while x < b.w:
        width, height = b.w * b.rng.uniform(0.16, 0.28), b.h * b.rng.uniform(0.3, 0.6)
        color = ((196, 144, 116), (206, 186, 156), (156, 164, 176), (180, 122, 104))[int(b.rng.integers(4))]
        b.box(x, b.y + 2, width, height, color)
        b.windows(x, b.y, width, height, (92, 108, 128), b.w * 0.055)
        x += width
    b.ground((150, 150, 154), (118, 118, 124))


def _city_night(b: Backdrop) -> None:
    b.sky((16, 20, 52), (64, 50, 104))
    b.disc(b.w * b.rng.uniform(0.15, 0.85), b.h * 0.13, b.w * 0.05, (244, 236, 196))
    x = -b.w * 0.05
    while x < b.w:
        width, height = b.w * b.rng.uniform(0.12, 0.22), b.h * b.rng.uniform(0.25, 0.6)
        b.box(x, b.y + 2, width, height, (38, 42, 76))
        b.windows(x, b.y, width, height, (250, 206, 110), b.w * 0.045)
        x += width
    b.ground((52, 54, 76), (34, 34, 52))


def _stage(b: Backdrop) -> None:
    b.sky((30, 24, 44), (54, 36, 62))
    for x in b.rng.uniform(0.15, 0.85, 2):
        b.add(polygon([(x * b.w, -4), (b.w * (x - 0.22), b.y + b.h * 0.1), (b.w * (x + 0.22), b.y + b.h * 0.1)]), (112, 92, 130), "light", outline=False)
    b.ground((92, 62, 52), (62, 40, 38))


def _theatre(b: Backdrop) -> None:
    b.sky((80, 44, 38), (120, 72, 52))
    for left, right in ((-0.02, 0.19), (0.81, 1.02)):
        folds = np.linspace(left, right, 5)
        for i, (x0, x1) in enumerate(zip(folds[:-1], folds[1:], strict=True)):
            b.add(rectangle(x0 * b.w, -4, (x1 - x0) * b.w + 1, b.h * 0.94), (174, 26, 34) if i % 2 else (128, 14, 26), "mid")
    b.ground((170, 116, 70), (130, 84, 48))
    swag = [(-8, -8), (b.w + 8, -8), (b.w + 8, b.h * 0.12), (b.w * 0.75, b.h * 0.17), (b.w * 0.5, b.h * 0.1), (b.w * 0.25, b.h * 0.17), (-8, b.h * 0.12)]
    b.add(polygon(swag), (190, 34, 40), "mid")


def _room(b: Backdrop) -> None:
    wall = ((216, 204, 180), (186, 204, 206), (212, 188, 176))[int(b.rng.integers(3))]
    b.sky(wall)
    x = b.w * b.rng.uniform(0.05, 0.6)
    b.box(x, b.y - b.h * 0.16, b.w * 0.26, b.h * 0.32, (250, 250, 244))
    b.box(x + b.w * 0.02, b.y - b.h * 0.18, b.w * 0.22, b.h * 0.28, (158, 206, 236), "light")
    b.ground((170, 124, 84), (140, 98, 62))


def _temple(b: Backdrop) -> None:
    b.sky((206, 220, 226), (238, 232, 214))
    left, right, eave = b.w * 0.1, b.w * 0.9, b.y - b.h * 0.36
    b.box(left + b.w * 0.08, b.y + 2, right - left - b.w * 0.16, b.h * 0.37, (222, 196, 160))
    for x in np.linspace(left + b.w * 0.1, right - b.w * 0.1, 5):
        b.box(x - b.w * 0.02, b.y + 2, b.w * 0.04, b.h * 0.36, (184, 58, 44))
    b.add(polygon([(left - b.w * 0.08, eave - 4), (left + b.w * 0.14, eave - b.h * 0.16), (right - b.w * 0.14, eave - b.h * 0.16), (right + b.w * 0.08, eave - 4), (right, eave + b.h * 0.04), (left, eave + b.h * 0.04)]), (72, 84, 92), "mid")
    b.ground((194, 184, 164), (168, 156, 134))


def _garden(b: Backdrop) -> None:
    b.sky((186, 220, 240), (230, 240, 230))
    for x in np.linspace(0.02, 0.98, 5):
        b.tree(x * b.w, b.y + b.h * 0.04, b.h * b.rng.uniform(0.25, 0.4), (86, 160, 88))
    b.ground((150, 196, 104), (120, 168, 82))
    for _ in range(16):
        color = ((232, 92, 120), (246, 214, 90), (246, 246, 246), (190, 110, 200))[int(b.rng.integers(4))]
        b.disc(b.rng.uniform(0, b.w), b.rng.uniform(b.y + 4, b.h), b.w * 0.013, color, "light")


def _snow(b: Backdrop) -> None:
    b.sky((168, 192, 216), (216, 226, 236))
    for x in b.rng.uniform(0, 1, 4):
        b.pine(x * b.w, b.y + 4, b.h * b.rng.uniform(0.25, 0.45), (84, 118, 118))
    b.ground((242, 246, 250), (216, 226, 240))
    for _ in range(26):
        b.disc(b.rng.uniform(0, b.w), b.rng.uniform(0, b.h), b.w * 0.008, (255, 255, 255))


def _desert(b: Backdrop) -> None:
    b.sky((246, 206, 140), (250, 228, 180))
    b.disc(b.w * b.rng.uniform(0.15, 0.85), b.h * 0.16, b.w * 0.08, (255, 244, 200))
    b.ridge(b.y + 2, b.h * 0.14, 2, (216, 164, 96), sharp=False)
    b.ground((232, 188, 118), (206, 152, 86))


def _castle(b: Backdrop) -> None:
    b.sky((150, 190, 226), (222, 228, 232))
    stone = (150, 148, 152)
    b.box(b.w * 0.18, b.y + 2, b.w * 0.64, b.h * 0.3, stone)
    for x in (0.1, 0.42, 0.74):
        height = b.h * b.rng.uniform(0.42, 0.56)
        b.box(b.w * x, b.y + 2, b.w * 0.16, height, (136, 134, 140))
        b.add(polygon([(b.w * (x - 0.02), b.y + 2 - height), (b.w * (x + 0.18), b.y + 2 - height), (b.w * (x + 0.08), b.y - height - b.h * 0.15)]), (156, 70, 66), "mid")
    b.ground((126, 156, 92), (100, 128, 70))


def _river(b: Backdrop) -> None:
    b.sky((190, 216, 226), (232, 236, 226))
    b.ridge(b.y - b.h * 0.1, b.h * 0.18, 3, (116, 148, 130), sharp=False)
    b.add(rectangle(-4, b.y - b.h * 0.12, b.w + 8, b.h * 0.16), (92, 158, 190), "far")
    b.waves(b.y - b.h * 0.1, b.y, (210, 232, 238), 2)
    b.ground((156, 164, 100), (128, 136, 78))


def _waves(b: Backdrop) -> None:
    b.sky((232, 220, 190), (240, 228, 200))
    b.add(polygon([(b.w * 0.2, b.y - b.h * 0.06), (b.w * 0.5, b.y - b.h * 0.46), (b.w * 0.58, b.y - b.h * 0.46), (b.w * 0.9, b.y - b.h * 0.06)]), (74, 110, 146), "far")
    b.add(polygon([(b.w * 0.41, b.y - b.h * 0.34), (b.w * 0.5, b.y - b.h * 0.46), (b.w * 0.58, b.y - b.h * 0.46), (b.w * 0.66, b.y - b.h * 0.36), (b.w * 0.57, b.y - b.h * 0.38), (b.w * 0.5, b.y - b.h * 0.33)]), (244, 242, 234), "light")
    for row in range(3):
        base = b.y - b.h * 0.06 + row * b.h * 0.05
        xs = np.arange(-0.2, 1.3, 0.2) + row * 0.1
        points = [(x * b.w, base - (b.h * 0.08 if i % 2 else 0)) for i, x in enumerate(xs)]
        b.add(smooth(np.array([(-60, b.h), *points, (b.w + 60, b.h)])), ((40, 78, 122), (62, 106, 148), (34, 66, 108))[row], "far")
        for x, y in points[1::2]:
            b.disc(x - b.w * 0.02, y + b.h * 0.05, b.w * 0.016, (246, 244, 236))
    b.ground((206, 184, 136), (190, 164, 116))


def _sky(b: Backdrop) -> None:
    b.sky((112, 182, 238), (206, 232, 250))
    for x, y in zip(b.rng.uniform(0, 1, 4), (0.12, 0.35, 0.6, 0.86), strict=True):
        b.cloud(x * b.w, y * b.h, b.w * 0.14)


def _gym(b: Backdrop) -> None:
    b.sky((196, 206, 214), (222, 226, 228))
    for x in np.linspace(0.02, 0.8, 4):
        b.box(b.w * x, b.y - b.h * 0.22, b.w * 0.17, b.h * 0.16, (150, 190, 220), "light")
    b.box(-4, b.y, b.w + 8, b.h * 0.05, (54, 96, 160))
    b.ground((214, 168, 112), (190, 140, 84))
    b.add(polygon([(b.w * 0.08, b.y + (b.h - b.y) * 0.45), (b.w * 0.92, b.y + (b.h - b.y) * 0.45), (b.w * 1.05, b.h + 4), (-b.w * 0.05, b.h + 4)]), (58, 110, 190), "ground")


def _circus(b: Backdrop) -> None:
    b.sky((236, 224, 196))
    center = b.w * b.rng.uniform(0.4, 0.6)
    for i in range(-6, 7, 2):
        b.add(polygon([(center, -b.h * 0.15), (center + i * b.w * 0.13, b.y + 2), (center + (i + 1) * b.w * 0.13, b.y + 2)]), (196, 40, 44), "mid")
    b.box(-4, b.y + b.h * 0.03, b.w + 8, b.h * 0.05, (226, 180, 60))
    b.ground((206, 166, 116), (170, 124, 80))


def _hall(b: Backdrop) -> None:
    b.sky((206, 210, 222), (226, 226, 234))
    for x in np.linspace(0.06, 0.86, 4):
        b.box(b.w * x, b.h * 0.09, b.w * 0.1, b.h * 0.025, (255, 255, 250), "light")
    colors = ((230, 90, 110), (70, 150, 210), (246, 190, 70), (110, 190, 130), (150, 110, 200))
    for x in np.arange(-0.03, 1, 0.22):
        b.box(b.w * x, b.y + 2, b.w * 0.2, b.h * b.rng.uniform(0.22, 0.34), colors[int(b.rng.integers(5))])
        b.box(b.w * (x + 0.03), b.y - b.h * 0.13, b.w * 0.14, b.h * 0.07, (246, 246, 246), "light")
    b.ground((176, 178, 190), (150, 150, 164))


def _museum(b: Backdrop) -> None:
    b.sky((88, 80, 78), (112, 100, 94))
    for x in (-0.02, 0.84):
        b.box(b.w * x, b.y + 2, b.w * 0.18, b.h, (134, 122, 112))
    b.add(rectangle(b.w * 0.3, b.h * 0.08, b.w * 0.4, b.y - b.h * 0.1), (72, 64, 64), "far")
    b.ground((120, 108, 98), (86, 78, 72))


def _studio(b: Backdrop) -> None:
    tint = ((188, 200, 214), (214, 206, 198), (196, 210, 196), (206, 190, 206))[int(b.rng.integers(4))]
    b.sky(tint, tuple(min(255, c + 32) for c in tint))
    b.ground(tuple(max(0, c - 18) for c in tint), tint)


def _paper(b: Backdrop) -> None:
    b.sky((250, 250, 248))


@dataclass(frozen=True)
class Place:
    """A background and the words that end a caption; no words where there is nothing to tell."""

    phrases: tuple[str, ...]
    paint: Callable[[Backdrop], None]


PLACES: dict[str, Place] = {
    "beach": Place(("on a beach", "on the beach"), _beach), "forest": Place(("in a forest",), _forest),
    "mountain": Place(("in front of a mountain", "in front of mountains"), _mountain), "field": Place(("in a field", "on the grass"), _field),
    "street": Place(("on a street", "on a city street"), _street), "city_night": Place(("in a city at night",), _city_night),
    "stage": Place(("on a stage",), _stage), "theatre": Place(("on a theatre stage", "in front of a red curtain"), _theatre),
    "room": Place(("in a room", "in front of a window"), _room), "temple": Place(("in front of a temple",), _temple),
    "garden": Place(("in a garden",), _garden), "snow": Place(("in the snow",), _snow), "desert": Place(("in a desert",), _desert),
    "castle": Place(("in front of a castle",), _castle), "river": Place(("by a river",), _river), "waves": Place(("in front of waves", "in front of the sea"), _waves),
    "sky": Place(("in the sky", "under the sky"), _sky), "gym": Place(("in a gym",), _gym), "circus": Place(("in a circus",), _circus),
    "hall": Place(("in a convention hall",), _hall), "museum": Place(("in a museum",), _museum), "studio": Place(("",), _studio), "paper": Place(("",), _paper),
}


def build_place(rng: np.random.Generator, name: str, w: int, h: int, horizon: float) -> list[Shape]:
    """Outlines of place `name` on a `w` x `h` canvas, back to front."""
    backdrop = Backdrop(rng, w, h, horizon)
    PLACES[name].paint(backdrop)
    return backdrop.shapes
