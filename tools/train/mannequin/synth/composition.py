"""Who is in the picture and where: people, their ground, the camera, and how they fill the canvas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .actions import ACTIONS
from .camera import Camera, framed, look_at, sample_azimuth, sample_distance, sample_elevation
from .posing import PosedFigure, pose_figure, sample_person_pose3d
from .skeleton import yaw_rotation
from .types import JOINT, Body, ProjectedPerson, SceneGeometry

__all__ = ["sample_body", "sample_person_pose3d", "sample_scene"]

PEOPLE_SHARES = (0.7, 0.2, 0.1)
"""Share of pictures with one, two and three people."""

_KINDS = ("woman", "man", "girl", "boy", "person")
_KIND_SHARES = np.cumsum((0.36, 0.32, 0.10, 0.08, 0.14))
_HEIGHTS = {"woman": (1.66, 0.06), "man": (1.78, 0.07), "girl": (1.30, 0.14), "boy": (1.32, 0.14), "person": (1.72, 0.08)}

_ACTION_NAMES = tuple(ACTIONS)
_ACTION_SHARES = np.cumsum([action.weight for action in ACTIONS.values()])
_ACTION_SHARES /= _ACTION_SHARES[-1]
_FAMILIES = {family: tuple(n for n, a in ACTIONS.items() if a.family == family) for family in
             {action.family for action in ACTIONS.values()}}

_SAME_ACTION, _SAME_FAMILY = 0.35, 0.80
"""In a group: chance to do what the first does; chance to do that or something of its family."""

_CROPPED_SCENES = 0.12
"""Share of pictures whose canvas cuts somebody; with groups cut at one person this crops about 8 % of the figures."""

_NEAREST_VIEW = 1.5
"""How often its standing height a curled-up figure may fill: it is not blown up to the size of the canvas."""

_OUTLINE_METRES = 0.06
"""Flesh, hair and clothes beyond the joints."""


@dataclass(frozen=True)
class _Placed:
    """One figure somewhere in the world."""

    joints: np.ndarray
    figure: PosedFigure
    turn: np.ndarray
    body: Body
    action: str


def sample_body(rng: np.random.Generator) -> Body:
    """Proportions of somebody."""
    kind = _KINDS[int(np.searchsorted(_KIND_SHARES, rng.random()))]
    mean, spread = _HEIGHTS[kind]
    height = float(np.clip(rng.normal(mean, spread), 0.95, 2.0))
    child = (1.5 - height) * 0.75 if kind in ("girl", "boy") and height < 1.5 else 0.0
    head = float(np.clip(rng.normal(1.03, 0.06), 0.92, 1.25)) + max(0.0, child)
    return Body(height, float(np.clip(rng.normal(1.0, 0.13), 0.75, 1.4)), kind, head)


def sample_scene(
    rng: np.random.Generator, width: int, height: int, num_people: int | None = None, action: str | None = None
) -> SceneGeometry:
    """A composed picture of `width` x `height` pixels: one to three people, far to near.

    `num_people` and `action` (of the first person) are drawn when they are not given. Everything follows from `rng`.
    """
    count = num_people or 1 + int(np.searchsorted(np.cumsum(PEOPLE_SHARES), rng.random()))
    placed = _place_people(rng, _choose_actions(rng, count, action))
    camera = _aim(rng, placed)
    camera = _frame(rng, camera, placed, width, height)
    people = sorted((_see(camera, one) for one in placed), key=lambda seen: -seen[0].depth[JOINT["pelvis"]])
    return SceneGeometry(
        width=width, height=height, people=tuple(person for person, _ in people), horizon_y=camera.horizon_y,
        ground_y=tuple(ground for _, ground in people),
    )


def _choose_actions(rng: np.random.Generator, count: int, action: str | None) -> list[str]:
    first = action or _ACTION_NAMES[int(np.searchsorted(_ACTION_SHARES, rng.random()))]
    return [first] + [_companion_action(rng, first) for _ in range(count - 1)]


def _companion_action(rng: np.random.Generator, first: str) -> str:
    kind = rng.random()
    if kind < _SAME_ACTION:
        return first
    if kind < _SAME_FAMILY:
        family = _FAMILIES[ACTIONS[first].family]
        return family[int(rng.integers(len(family)))]
    return _ACTION_NAMES[int(np.searchsorted(_ACTION_SHARES, rng.random()))]


def _place_people(rng: np.random.Generator, names: list[str]) -> list[_Placed]:
    """Side by side from left to right, neighbours overlapping moderately, some a little behind the others."""
    order = rng.permutation(len(names))
    opponents = len(names) == 2 and all(ACTIONS[name].family == "fight" for name in names)
    placed: list[_Placed] = []
    edge = previous = 0.0
    for seat, index in enumerate(order):
        body, name = sample_body(rng), names[index]
        figure = pose_figure(rng, name, body)
        azimuth = sample_azimuth(rng, ACTIONS[name].facing)
        if opponents:
            azimuth = (1.0 if seat == 0 else -1.0) * rng.uniform(45.0, 95.0)
        turn = yaw_rotation(azimuth)
        joints = figure.joints @ turn.T
        left, right = joints[:, 0].min() - _OUTLINE_METRES, joints[:, 0].max() + _OUTLINE_METRES
        overlap = rng.uniform(-0.08, 0.34) * min(right - left, previous) if seat else 0.0
        previous = right - left
        back = rng.uniform(-0.35, 0.35) if len(names) > 1 else 0.0
        place = np.array([edge - left - overlap, 0.0, back])
        edge += right - left - overlap
        placed.append(_Placed(joints + place, figure, turn, body, name))
    return placed


def _aim(rng: np.random.Generator, placed: list[_Placed]) -> Camera:
    everyone = np.concatenate([one.joints for one in placed])
    low, high = everyone.min(axis=0), everyone.max(axis=0)
    extent = max(float((high - low).max()), 1.2)
    return look_at((low + high) / 2, sample_distance(rng, extent), sample_elevation(rng, ACTIONS[placed[0].action].elevation))


def _bounds(camera: Camera, one: _Placed) -> np.ndarray:
    """(2, 2) canvas x, y of the near and far corner of the box around one figure."""
    xy, depth = camera.project(one.joints)
    margin = _OUTLINE_METRES * camera.focal / depth.mean()
    return np.array([xy.min(axis=0) - margin, xy.max(axis=0) + margin])


def _frame(rng: np.random.Generator, camera: Camera, placed: list[_Placed], width: int, height: int) -> Camera:
    """Enlarges and moves the view: large and whole, or cut by the canvas on purpose."""
    boxes = np.array([_bounds(camera, one) for one in placed])
    low, high = boxes[:, 0].min(axis=0), boxes[:, 1].max(axis=0)
    size = high - low
    canvas = np.array([width, height], dtype=np.float64)
    fill = rng.uniform(0.75, 0.97)
    tallest = max(one.body.height for one in placed) * camera.focal / _distance(camera, placed)
    scale = min(fill * height / size[1], rng.uniform(0.86, 0.96) * width / size[0], _NEAREST_VIEW * fill * height / tallest)
    room = canvas - size * scale
    corner = room * np.clip(0.5 + rng.normal(0.0, 0.22, 2), 0.08, 0.92)
    camera = framed(camera, scale, tuple(corner - low * scale))
    return _cut(rng, camera, boxes * scale + (corner - low * scale), canvas) if rng.random() < _CROPPED_SCENES else camera


def _distance(camera: Camera, placed: list[_Placed]) -> float:
    """Mean depth of everybody, metres."""
    return float(np.mean([one.joints.mean(axis=0) for one in placed], axis=0) @ camera.axes[2] - camera.position @ camera.axes[2])


def _cut(rng: np.random.Generator, camera: Camera, boxes: np.ndarray, canvas: np.ndarray) -> Camera:
    """Lets the canvas cut one of the people: a close-up without the legs, or somebody half out at a side."""
    sizes = boxes[:, 1] - boxes[:, 0]
    if len(boxes) == 1 and sizes[0, 1] > 1.3 * sizes[0, 0] and rng.random() < 0.6:
        scale = rng.uniform(1.35, 2.0)
        top = rng.uniform(0.04, 0.10) * canvas[1]
        middle = boxes[0].mean(axis=0)[0]
        shift = (canvas[0] * rng.uniform(0.45, 0.55) - middle * scale, top - boxes[0, 0, 1] * scale)
        return framed(camera, scale, shift)
    leftmost = rng.random() < 0.5
    if leftmost:
        at = int(boxes[:, 0, 0].argmin())
        shift = -boxes[at, 0, 0] - rng.uniform(0.15, 0.40) * sizes[at, 0]
    else:
        at = int(boxes[:, 1, 0].argmax())
        shift = canvas[0] - boxes[at, 1, 0] + rng.uniform(0.15, 0.40) * sizes[at, 0]
    return framed(camera, 1.0, (float(shift), 0.0))


def _see(camera: Camera, one: _Placed) -> tuple[ProjectedPerson, float]:
    """One figure through the camera, and the canvas y of the ground below its pelvis."""
    xy, depth = camera.project(one.joints)
    below = one.joints[JOINT["pelvis"]] * np.array([1.0, 0.0, 1.0])
    normals = np.stack([one.figure.face_normal, one.figure.head_up, one.figure.chest_normal]) @ one.turn.T
    face, up, chest = camera.direction(normals)
    action = ACTIONS[one.action]
    person = ProjectedPerson(
        xy=xy, depth=depth, px_per_m=camera.focal / depth, face_normal=face, head_up=up, chest_normal=chest,
        body=one.body, action=one.action, phrase=action.phrase, prop=action.prop,
        prop_hand=_leading_hand(action.prop_hand, one.figure.mirrored),
    )
    return person, float(camera.project(below)[0][1])


def _leading_hand(written: str | None, mirrored: bool) -> str | None:
    if written is None or not mirrored:
        return written
    return "left" if written == "right" else "right"
