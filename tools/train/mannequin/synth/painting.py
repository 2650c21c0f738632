"""From people on a canvas to a finished sample: picture, caption and COCO-17 ground truth."""

from __future__ import annotations

import cv2
import numpy as np
import skia

from .captions import write_caption
from .figure import Part, build_figure, left_of
from .look import Look, sample_look
from .places import PLACES, build_place
from .styles import STYLES
from .styles.style import Model, Style
from .types import SCENES, PaintedScene, ProjectedPerson, SceneGeometry

SUPERSAMPLING = 2
"""The working canvas is this many times the picture, which is its area average."""

_SEEN_RADIUS = 2
"""A keypoint is seen where its owner's part lies within this many working pixels of it."""


def paint_scene(rng: np.random.Generator, geometry: SceneGeometry, scene: str) -> PaintedScene:
    """Paint `geometry` in the style of `scene`. Deterministic in `rng`'s state.

    Raises:
        KeyError: `scene` is none of `SCENES`.
    """
    if scene not in SCENES:
        raise KeyError(f"expected a scene of {sorted(SCENES)}, got {scene!r}")
    style = STYLES[scene]
    looks = _dress(rng, geometry.people, style)
    place = str(rng.choice(style.places))
    parts = _figures(geometry, looks)
    image = style.render(rng, _model(rng, geometry, parts, place))
    size = (geometry.width, geometry.height)
    owners, part_ids = _id_buffers(parts, geometry.width * SUPERSAMPLING, geometry.height * SUPERSAMPLING)
    phrase = str(rng.choice(PLACES[place].phrases))
    caption = write_caption(rng, scene, geometry.people, looks, phrase, style.shows_color, str(rng.choice(style.media)))
    bbox, area = _extents(owners, len(geometry.people))
    return PaintedScene(
        image=cv2.resize(image, size, interpolation=cv2.INTER_AREA), keypoints=_keypoints(geometry, parts, owners, part_ids),
        bbox=bbox, mask_area=area, scene=scene, caption=caption, actions=tuple(p.action for p in geometry.people))


def _dress(rng: np.random.Generator, people: tuple[ProjectedPerson, ...], style: Style) -> list[Look]:
    looks: list[Look] = []
    troupe, same_color = rng.random() < 0.5, rng.random() < 0.6
    for person in people:
        first = looks[0] if looks and troupe else None
        looks.append(sample_look(
            rng, person.body.kind, style.outfits, style.colors, style.bright_hair,
            first.outfit if first else None, first.color_word if first and same_color else None))
    return looks


def _figures(geometry: SceneGeometry, looks: list[Look]) -> list[Part]:
    """All figures' parts, far to near."""
    parts = [part for i, (person, look) in enumerate(zip(geometry.people, looks, strict=True)) for part in build_figure(person, look, i, SUPERSAMPLING)]
    return sorted(parts, key=lambda part: -part.depth)


def _model(rng: np.random.Generator, geometry: SceneGeometry, parts: list[Part], place: str) -> Model:
    w, h = geometry.width * SUPERSAMPLING, geometry.height * SUPERSAMPLING
    feet = [_footing(person, ground) for person, ground in zip(geometry.people, geometry.ground_y or _lowest(geometry), strict=True)]
    lowest_foot = min((y for _, y, _ in feet), default=float(h))
    horizon = float(np.clip(geometry.horizon_y * SUPERSAMPLING, h * 0.25, max(h * 0.3, min(h * 0.8, lowest_foot - h * 0.04))))
    scale = max((float(p.px_per_m.mean()) for p in geometry.people), default=50.0) * SUPERSAMPLING
    return Model(w, h, place, build_place(rng, place, w, h, horizon), parts, horizon, feet, scale)


def _lowest(geometry: SceneGeometry) -> tuple[float, ...]:
    return tuple(float(p.xy[:, 1].max()) for p in geometry.people)


def _footing(person: ProjectedPerson, ground_y: float) -> tuple[float, float, float]:
    xs = person.xy[:, 0] * SUPERSAMPLING
    half = max((np.percentile(xs, 90) - np.percentile(xs, 10)) * 0.6, float(person.px_per_m[0]) * 0.3 * SUPERSAMPLING)
    return float(np.median(xs)), float(ground_y) * SUPERSAMPLING, float(half)


def _id_buffers(parts: list[Part], w: int, h: int) -> tuple[np.ndarray, np.ndarray]:
    """(h, w) uint8 each: 1 + figure in front (0 none; props belong to no figure), 1 + index of the part in front."""
    pixels = np.zeros((h, w, 4), np.uint8)
    canvas = skia.Surface(pixels, colorType=skia.kRGBA_8888_ColorType).getCanvas()
    for index, part in enumerate(parts):
        owner = 0 if part.name.startswith("prop:") else part.owner + 1
        paint = skia.Paint(Color=skia.Color(owner, index + 1, 0, 255), AntiAlias=False)
        for shape in part.shapes:
            canvas.drawPath(shape.path, paint)
    return pixels[..., 0], pixels[..., 1]


def _keypoints(geometry: SceneGeometry, parts: list[Part], owners: np.ndarray, part_ids: np.ndarray) -> np.ndarray:
    """(M, 17, 3) float32 ground truth by the owner's part in front at each joint."""
    out = np.zeros((len(geometry.people), 17, 3), np.float32)
    for i, person in enumerate(geometry.people):
        turned_away = _turned_away(person)
        for k, (x, y) in enumerate(person.xy[:17].tolist()):
            if not (0 <= x < geometry.width and 0 <= y < geometry.height):
                continue
            seen = k not in turned_away and _in_front(parts, owners, part_ids, i, k, x * SUPERSAMPLING, y * SUPERSAMPLING)
            out[i, k] = (x, y, 2 if seen else 1)
    return out


def _in_front(parts: list[Part], owners: np.ndarray, part_ids: np.ndarray, person: int, joint: int, x: float, y: float) -> bool:
    cx, cy, r = int(x), int(y), _SEEN_RADIUS
    window = np.s_[max(0, cy - r):cy + r + 1, max(0, cx - r):cx + r + 1]
    return any(joint in parts[index - 1].joints for index in set(part_ids[window][owners[window] == person + 1].tolist()))


def _turned_away(person: ProjectedPerson) -> set[int]:
    """Points of the face that the skull itself hides."""
    out = np.asarray(person.face_normal, np.float64)
    left = left_of(out, np.asarray(person.head_up, np.float64))
    normals = (out, out * 0.8 + left * 0.6, out * 0.8 - left * 0.6, left + out * 0.1, -left + out * 0.1)
    return {k for k, normal in enumerate(normals) if normal[2] >= 0.12}


def _extents(owners: np.ndarray, people: int) -> tuple[np.ndarray, np.ndarray]:
    """Boxes (M, 4) and areas (M,) of the figures' visible masks, in pixels of the picture."""
    bbox, area = np.zeros((people, 4), np.float32), np.zeros(people, np.float32)
    for i in range(people):
        mask = owners == i + 1
        xs, ys = np.flatnonzero(mask.any(axis=0)), np.flatnonzero(mask.any(axis=1))
        if len(xs):
            bbox[i] = np.array([xs[0], ys[0], xs[-1] + 1 - xs[0], ys[-1] + 1 - ys[0]]) / SUPERSAMPLING
            area[i] = mask.sum() / SUPERSAMPLING**2
    return bbox, area
