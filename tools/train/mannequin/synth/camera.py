"""Perspective cameras: where the picture is taken from, and what it makes of points in the world."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Camera:
    """A level camera (no roll) with a principal point that may lie anywhere."""

    position: np.ndarray
    """(3,) metres, world."""
    axes: np.ndarray
    """(3, 3) rows: camera x (right), y (down), z (away from the camera), in world axes."""
    focal: float
    """Pixels: canvas pixels per metre at a depth of one metre."""
    centre: tuple[float, float] = (0.0, 0.0)
    """Principal point, canvas pixels."""

    def project(self, points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(..., 3) world metres to (..., 2) canvas pixels and (...,) depth in metres."""
        seen = (points - self.position) @ self.axes.T
        depth = seen[..., 2]
        return self.focal * seen[..., :2] / depth[..., None] + np.asarray(self.centre), depth

    def direction(self, vectors: np.ndarray) -> np.ndarray:
        """World directions (..., 3) in camera axes."""
        return vectors @ self.axes.T

    @property
    def horizon_y(self) -> float:
        """Canvas y to which level ground recedes."""
        return self.centre[1] + self.focal * self.axes[1, 2] / self.axes[2, 2]


def look_at(target: np.ndarray, distance: float, elevation: float, focal: float = 1.0) -> Camera:
    """A camera in front of `target` (towards +z), raised by `elevation` degrees, that looks at it."""
    s, c = math.sin(math.radians(elevation)), math.cos(math.radians(elevation))
    away = np.array([0.0, -s, -c])
    axes = np.array([[1.0, 0.0, 0.0], [0.0, -c, s], away])
    return Camera(position=target - distance * away, axes=axes, focal=focal)


def framed(camera: Camera, scale: float, shift: tuple[float, float]) -> Camera:
    """The same view enlarged by `scale` and moved by `shift` pixels on the canvas."""
    centre = (camera.centre[0] * scale + shift[0], camera.centre[1] * scale + shift[1])
    return Camera(camera.position, camera.axes, camera.focal * scale, centre)


_NEAREST, _FARTHEST = 2.2, 7.0
"""Distance of the camera in extents of its subject: a wide-angle lens close by, a long lens far away."""


def sample_elevation(rng: np.random.Generator, wanted: tuple[float, float] | None) -> float:
    """Degrees by which the camera looks down: as `wanted`, else mostly eye level, at times from above or below."""
    if wanted is not None:
        return float(rng.uniform(*wanted))
    kind = rng.random()
    if kind < 0.76:
        return float(rng.normal(4.0, 4.0))
    if kind < 0.90:
        return float(rng.uniform(14.0, 38.0))
    return float(rng.uniform(-18.0, -6.0))


def sample_distance(rng: np.random.Generator, extent: float) -> float:
    """Metres from the camera to a subject of `extent` metres."""
    return extent * math.exp(rng.uniform(math.log(_NEAREST), math.log(_FARTHEST)))


def sample_azimuth(rng: np.random.Generator, facing: tuple[float, float] | None) -> float:
    """Degrees by which a figure turns away from the camera, to its own left."""
    if facing is not None:
        centre, spread = facing
        return float(rng.choice((-1.0, 1.0)) * (centre + rng.uniform(-spread, spread)))
    kind = rng.random()
    if kind < 0.55:
        return float(rng.normal(0.0, 20.0))
    if kind < 0.90:
        return float(rng.choice((-1.0, 1.0)) * rng.uniform(30.0, 95.0))
    return float(rng.uniform(95.0, 265.0))
