"""From a written action to a posed figure: samples the angles, brings hands to their places, sets it on the ground."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .actions import ACTIONS
from .actions.vocabulary import Amount, Angles, Pose, Touch
from .skeleton import (
    JOINT_SWAP, LIMBS, SEGMENT, SEGMENTS, Figure, build_skeleton, mirror_angles, rotation_between,
)
from .types import JOINT, Body

NOISE_DEGREES = 2.5
"""Standard deviation of what every angle varies by beyond its written range."""

_SIDES = ("left", "right")
_MIRRORED_SIDE = {"left": "right", "right": "left"}
_GRIP = 0.05
"""Wrist to palm, share of the height."""
_STEEPEST_TILT = 0.45
"""Sine of the largest tilt by which supports are levelled; beyond it the written pose stands."""


@dataclass(frozen=True)
class _Ranges:
    """A pose as arrays. Degrees; row per segment as in `skeleton`."""

    low: np.ndarray
    span: np.ndarray
    noise: np.ndarray
    """(S, 3) 1 where the angle varies, else 0."""
    together: np.ndarray
    """(S,) the row whose random number a row uses; its own unless left and right vary together."""


def _bounds(amount: Amount) -> tuple[float, float]:
    return amount if isinstance(amount, tuple) else (amount, amount)


@lru_cache(maxsize=None)
def _compile(action: str, variant: int) -> _Ranges:
    pose = ACTIONS[action].poses[variant]
    low, high = np.zeros((len(SEGMENTS), 3)), np.zeros((len(SEGMENTS), 3))
    noise = np.zeros((len(SEGMENTS), 3))
    together = np.arange(len(SEGMENTS))

    def write(segment: str, column: int, amount: Amount, share: float = 1.0) -> None:
        row = SEGMENT[segment]
        low[row, column], high[row, column] = (bound * share for bound in _bounds(amount))
        noise[row, column] = share

    for column in range(3):
        write("pelvis", column, pose.root[column])
        for segment in ("spine", "chest"):
            write(segment, column, pose.waist[column], 0.5)
        for segment in ("neck", "head"):
            write(segment, column, pose.head[column], 0.5)
    for side in _SIDES:
        arm: Angles = pose.arms or (pose.left_arm if side == "left" else pose.right_arm)
        leg: Angles = pose.legs or (pose.left_leg if side == "left" else pose.right_leg)
        for column in range(3):
            write(f"{side}_upper_arm", column, arm[column])
            write(f"{side}_thigh", column, leg[column])
        write(f"{side}_forearm", 0, arm[3])
        write(f"{side}_hand", 0, pose.wrists)
        write(f"{side}_shin", 0, leg[3])
        write(f"{side}_foot", 0, leg[4] if len(leg) > 4 else 0.0)
    together[SEGMENT["chest"]], together[SEGMENT["head"]] = SEGMENT["spine"], SEGMENT["neck"]
    for both, limb in ((pose.arms, "arm"), (pose.legs, "leg")):
        if both is not None:
            for left, right in zip(LIMBS[f"left_{limb}"], LIMBS[f"right_{limb}"], strict=True):
                together[right] = left
    return _Ranges(low, high - low, noise, together)


def _draw_angles(rng: np.random.Generator, ranges: _Ranges, legs_from_ground: bool) -> np.ndarray:
    """(S, 3) degrees, not yet inside the limits."""
    place = rng.random(ranges.low.shape)[ranges.together]
    wobble = rng.standard_normal(ranges.low.shape) * (NOISE_DEGREES * ranges.noise)
    angles = ranges.low + ranges.span * place + wobble
    if legs_from_ground:
        lean, tilt, _ = angles[SEGMENT["pelvis"]].tolist()
        angles[SEGMENT["left_thigh"], :2] += lean, tilt
        angles[SEGMENT["right_thigh"], :2] += lean, -tilt
    for side in _SIDES:
        angles[SEGMENT[f"{side}_clavicle"], 1] = _shrug(*angles[SEGMENT[f"{side}_upper_arm"], :2].tolist())
    return angles


def _shrug(flexion: float, abduction: float) -> float:
    """A raised arm takes the shoulder with it: degrees of clavicle for degrees of arm."""
    raised = 180.0 - abs(180.0 - max(abs(flexion), abs(abduction)))
    return max(0.0, raised - 40.0) * 0.2


@dataclass(frozen=True)
class PosedFigure:
    """A figure on the ground y = 0, facing +z, over the world's origin. Metres."""

    joints: np.ndarray
    """(J, 3)."""
    angles: np.ndarray
    """(S, 3) degrees, inside the limits."""
    rotation: np.ndarray
    """(S, 3, 3) of every segment in the world."""
    face_normal: np.ndarray
    head_up: np.ndarray
    chest_normal: np.ndarray
    mirrored: bool
    """Whether left and right were swapped against the written pose."""


def pose_figure(rng: np.random.Generator, action: str, body: Body) -> PosedFigure:
    """Performs `action` with `body`, in a way that only `rng` decides."""
    poses = ACTIONS[action].poses
    variant = int(rng.integers(len(poses)))
    mirrored = bool(rng.random() < 0.5)
    pose = poses[variant]
    angles = _draw_angles(rng, _compile(action, variant), pose.legs_from_ground)
    figure = Figure(build_skeleton(body), mirror_angles(angles) if mirrored else angles)
    _plant(figure, pose, mirrored)
    _touch(rng, figure, pose, mirrored)
    _level(figure, pose, mirrored)
    _flatten_feet(figure, pose, mirrored)
    low, high = _bounds(pose.lift)
    return _set_down(figure, (low + (high - low) * rng.random()) / 100.0 * body.height, mirrored)


def _side_of(name: str, mirrored: bool) -> str:
    side, _, rest = name.partition("_")
    return f"{_MIRRORED_SIDE[side]}_{rest}" if mirrored and side in _MIRRORED_SIDE else name


def _plant(figure: Figure, pose: Pose, mirrored: bool) -> None:
    """With both feet planted, bends the leg that is too long until both stand equally deep."""
    if len(pose.planted) < 2:
        return
    left, right = figure.origin[SEGMENT["left_foot"]], figure.origin[SEGMENT["right_foot"]]
    limb, ankle, ground = ("left_leg", left, right[1]) if left[1] < right[1] else ("right_leg", right, left[1])
    if ground - ankle[1] > 1e-4:
        figure.reach(limb, np.array([ankle[0], ground, ankle[2]]))


def _touch(rng: np.random.Generator, figure: Figure, pose: Pose, mirrored: bool) -> None:
    height = figure.skeleton.height
    for limb, touch in pose.touch.items():
        at = np.array([low + (high - low) * rng.random() for low, high in map(_bounds, touch.at)]) * (height / 100.0)
        if mirrored:
            at[0] = -at[0]
        row = SEGMENT[_side_of(touch.segment, mirrored)]
        target = figure.origin[row] + figure.rotation[row] @ at
        figure.reach(_side_of(limb, mirrored), target, _GRIP * height if limb.endswith("arm") else 0.0)


_SUPPORT_JOINTS: dict[str, tuple[int, ...]] = {
    **{f"{side}_foot": (JOINT[f"{side}_ankle"], JOINT[f"{side}_toe"]) for side in _SIDES},
    **{f"{side}_hand": (JOINT[f"{side}_wrist"], JOINT[f"{side}_hand"]) for side in _SIDES},
    **{f"{side}_{part}": (JOINT[f"{side}_{part}"],) for side in _SIDES for part in ("knee", "elbow", "shoulder", "hip")},
    "seat": (JOINT["pelvis"],), "head": (JOINT["head"],), "chest": (JOINT["chest"],),
}


def _level(figure: Figure, pose: Pose, mirrored: bool) -> None:
    """Tilts the figure until its supports lie on one level: two give a line, three or more a plane."""
    if len(pose.supports) < 2:
        return
    joints = figure.joints()
    soles = joints[:, 1] - figure.skeleton.flesh
    points = []
    for name in pose.supports:
        lowest = min(_SUPPORT_JOINTS[_side_of(name, mirrored)], key=lambda joint: soles[joint])
        points.append((joints[lowest, 0], soles[lowest], joints[lowest, 2]))
    spread = np.array(points) - np.mean(points, axis=0)
    line = spread[1] - spread[0]
    if len(points) == 2:
        figure.turn(_tilt(line, np.array([line[0], 0.0, line[2]])))
    else:
        normal = np.linalg.svd(spread)[2][2]
        figure.turn(_tilt(normal * np.sign(normal[1] or 1.0), np.array([0.0, 1.0, 0.0])))


def _tilt(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    rotation = rotation_between(start, end)
    return rotation if rotation[1, 1] > (1.0 - _STEEPEST_TILT**2) ** 0.5 else np.eye(3)


def _flatten_feet(figure: Figure, pose: Pose, mirrored: bool) -> None:
    for name in pose.planted:
        foot = SEGMENT[_side_of(name, mirrored)]
        up = figure.rotation[foot - 2][1]
        figure.set_hinge(foot, float(np.degrees(np.arctan2(up[2], up[1]))))


def _set_down(figure: Figure, lift: float, mirrored: bool) -> PosedFigure:
    joints = figure.joints()
    joints[:, 1] -= (joints[:, 1] - figure.skeleton.flesh).min() - lift
    head, chest = figure.rotation[SEGMENT["head"]], figure.rotation[SEGMENT["chest"]]
    return PosedFigure(
        joints, figure.angles, figure.rotation, head[:, 2].copy(), head[:, 1].copy(), chest[:, 2].copy(), mirrored)


def sample_person_pose3d(rng: np.random.Generator, action: str) -> np.ndarray:
    """Joints of one adult performing `action`, standing on y = 0 and facing +z. (27, 3) metres."""
    return pose_figure(rng, action, Body(height=1.7, build=1.0, kind="person")).joints


def mirror_joints(joints: np.ndarray) -> np.ndarray:
    """Left becomes right. (J, 3) metres to (J, 3) metres."""
    return joints[JOINT_SWAP] * np.array([-1.0, 1.0, 1.0])
