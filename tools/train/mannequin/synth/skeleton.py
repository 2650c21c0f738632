"""The articulated figure: bones by body proportions, joint limits, forward kinematics, two-bone reach.

Axes of the figure: x towards its own left, y up, z out of the chest; metres. A figure that stands at rest faces +z,
which is also towards the default camera.

A pose is an array `angles` of shape (S, 3), degrees, one row per segment, in anatomical terms:

| segment            | column 0                        | column 1                       | column 2                     |
|--------------------|---------------------------------|--------------------------------|------------------------------|
| pelvis, spine, ... | bend forward                    | lean to the own left           | turn to the own left         |
| clavicle           | -                               | raise                          | -                            |
| upper arm, thigh   | flexion (limb swings forward)   | abduction (away from the body) | external rotation            |
| forearm            | elbow flexion                   | -                              | -                            |
| shin               | knee flexion                    | -                              | -                            |
| hand               | flexion                         | -                              | -                            |
| foot               | plantar flexion (toes down)     | -                              | -                            |

Left and right share their signs, so mirroring is a swap of rows and two changes of sign. A segment's rotation in its
`FRAME` is Rx Rz Ry of the signed angles.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .types import JOINT, JOINTS, Body

SEGMENTS: tuple[str, ...] = (
    "pelvis", "spine", "chest", "neck", "head", "left_clavicle", "right_clavicle",
    "left_upper_arm", "right_upper_arm", "left_forearm", "right_forearm", "left_hand", "right_hand",
    "left_thigh", "right_thigh", "left_shin", "right_shin", "left_foot", "right_foot",
)
SEGMENT: dict[str, int] = {name: i for i, name in enumerate(SEGMENTS)}
PARENT: tuple[int, ...] = (-1, 0, 1, 2, 3, 2, 2, 5, 6, 7, 8, 9, 10, 0, 0, 13, 14, 15, 16)
FRAME: tuple[int, ...] = tuple(SEGMENT["chest"] if name.endswith("upper_arm") else parent
                               for name, parent in zip(SEGMENTS, PARENT, strict=True))
"""The segment in whose axes a rotation is measured: the parent, but for the upper arm, which is measured against the
chest, so that a raised shoulder moves an arm without turning it."""

_LIMITS_BY_PART: dict[str, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = {
    "pelvis": ((-360, 360), (-360, 360), (-360, 360)),
    "spine": ((-40, 50), (-22, 22), (-25, 25)),
    "chest": ((-35, 40), (-22, 22), (-30, 30)),
    "neck": ((-35, 35), (-22, 22), (-35, 35)),
    "head": ((-35, 35), (-22, 22), (-40, 40)),
    "clavicle": ((0, 0), (-10, 32), (0, 0)),
    "upper_arm": ((-65, 190), (-50, 185), (-95, 95)),
    "forearm": ((0, 150), (0, 0), (0, 0)),
    "hand": ((-75, 75), (0, 0), (0, 0)),
    "thigh": ((-50, 150), (-30, 140), (-50, 80)),
    "shin": ((0, 155), (0, 0), (0, 0)),
    "foot": ((-40, 75), (0, 0), (0, 0)),
}


def _part(segment: str) -> str:
    return segment.removeprefix("left_").removeprefix("right_")


LIMITS: np.ndarray = np.array([_LIMITS_BY_PART[_part(name)] for name in SEGMENTS], dtype=np.float64)
"""(S, 3, 2) degrees: lowest and highest anatomical angle."""


def _signs() -> np.ndarray:
    signs = np.ones((len(SEGMENTS), 3))
    signs[:, 1] = -1.0
    for name, row in SEGMENT.items():
        if _part(name) in ("clavicle", "upper_arm", "thigh"):
            signs[row] = (-1.0, 1.0, 1.0) if name.startswith("left_") else (-1.0, -1.0, -1.0)
        if _part(name) in ("forearm", "hand"):
            signs[row, 0] = -1.0
    return signs


_SIGNS: np.ndarray = _signs()
"""(S, 3): anatomical angle times sign is the mathematical rotation about x, z, y."""


def _swap(names: tuple[str, ...]) -> np.ndarray:
    other = {"left_": "right_", "right_": "left_"}
    index = {name: i for i, name in enumerate(names)}
    swapped = [next((o + n.removeprefix(s) for s, o in other.items() if n.startswith(s)), n) for n in names]
    return np.array([index[name] for name in swapped])


SEGMENT_SWAP: np.ndarray = _swap(SEGMENTS)
JOINT_SWAP: np.ndarray = _swap(JOINTS)

_MIRROR_SIGNS: np.ndarray = np.where(
    np.array([name.startswith(("left_", "right_")) for name in SEGMENTS])[:, None], 1.0, np.array([[1.0, -1.0, -1.0]])
)


def mirror_angles(angles: np.ndarray) -> np.ndarray:
    """The same pose seen in a mirror. (S, 3) degrees to (S, 3) degrees."""
    return angles[SEGMENT_SWAP] * _MIRROR_SIGNS


def clamp_angles(angles: np.ndarray) -> np.ndarray:
    """The nearest angles inside `LIMITS`. (S, 3) degrees to (S, 3) degrees."""
    return np.minimum(np.maximum(angles, LIMITS[:, :, 0]), LIMITS[:, :, 1])


@dataclass(frozen=True)
class Skeleton:
    """Bones of one body, metres. S segments, J joints."""

    height: float
    offsets: np.ndarray
    """(S, 3) origin of each segment in its parent's axes."""
    joint_segment: np.ndarray
    """(J,) the segment that carries each joint."""
    joint_offset: np.ndarray
    """(J, 3) place of each joint in its segment's axes."""
    flesh: np.ndarray
    """(J,) distance from the joint to the skin below it: what keeps a joint off the ground."""


_HEAD_SHARE = 0.135
"""An adult's head, chin to crown, as a share of the standing height."""

_SHOULDER_HALF = {"man": 0.112, "woman": 0.100, "girl": 0.100, "boy": 0.104, "person": 0.106}
_HIP_HALF = {"man": 0.058, "woman": 0.064, "girl": 0.060, "boy": 0.058, "person": 0.060}

_CARRIER: dict[str, str] = {
    **dict.fromkeys(("nose", "left_eye", "right_eye", "left_ear", "right_ear", "head", "head_top"), "head"),
    "pelvis": "pelvis", "spine": "spine", "chest": "chest", "neck": "neck",
    **{f"{side}_{joint}": f"{side}_{segment}" for side in ("left", "right") for joint, segment in (
        ("shoulder", "upper_arm"), ("elbow", "forearm"), ("wrist", "hand"), ("hand", "hand"),
        ("hip", "thigh"), ("knee", "shin"), ("ankle", "foot"), ("toe", "foot"))},
}

_FLESH: dict[str, float] = {
    "shoulder": 0.045, "elbow": 0.022, "wrist": 0.018, "hand": 0.012, "hip": 0.055, "knee": 0.032, "ankle": 0.042,
    "toe": 0.012, "pelvis": 0.060, "spine": 0.060, "chest": 0.065, "neck": 0.035,
}


def _segment_shares(shoulder_half: float, hip_half: float) -> np.ndarray:
    """(S, 3) shares of an adult's standing height."""
    place: dict[str, tuple[float, float, float]] = {
        "spine": (0, 0.085, 0), "chest": (0, 0.095, 0), "neck": (0, 0.102, -0.006), "head": (0, 0.043, 0.008),
    }
    for side, sign in (("left", 1.0), ("right", -1.0)):
        place |= {
            f"{side}_clavicle": (sign * 0.018, 0.082, 0), f"{side}_upper_arm": (sign * (shoulder_half - 0.018), 0.004, 0),
            f"{side}_forearm": (0, -0.172, 0), f"{side}_hand": (0, -0.150, 0),
            f"{side}_thigh": (sign * hip_half, -0.012, 0), f"{side}_shin": (0, -0.243, 0), f"{side}_foot": (0, -0.243, 0),
        }
    return np.array([place.get(name, (0, 0, 0)) for name in SEGMENTS])


def _joint_table(place: dict[str, tuple[float, float, float]]) -> np.ndarray:
    """(J, 3); joints without a place sit at their segment's origin."""
    return np.array([place.get(name, (0.0, 0.0, 0.0)) for name in JOINTS])


_OFFSET_SHARES = {kind: _segment_shares(_SHOULDER_HALF[kind], _HIP_HALF[kind]) for kind in _SHOULDER_HALF}
_FACE_SHARES = _joint_table({
    "head": (0, 0.50, 0.04), "head_top": (0, 1.0, 0.0), "nose": (0, 0.38, 0.52),
    "left_eye": (0.155, 0.50, 0.42), "right_eye": (-0.155, 0.50, 0.42),
    "left_ear": (0.36, 0.44, 0.0), "right_ear": (-0.36, 0.44, 0.0),
})
"""(J, 3) shares of the head's height."""
_TIP_SHARES = _joint_table({
    f"{side}_{end}": at for side in ("left", "right") for end, at in (("hand", (0, -0.095, 0)), ("toe", (0, -0.03, 0.115)))
})
_FLESH_SHARES = np.array([_FLESH.get(_part(name), 0.0) for name in JOINTS])
_JOINT_SEGMENT = np.array([SEGMENT[_CARRIER[name]] for name in JOINTS])


def build_skeleton(body: Body) -> Skeleton:
    """Bones of `body`: at rest the crown stands `body.height` above the soles."""
    head = _HEAD_SHARE * body.head_scale * body.height
    unit = (body.height - head) / (1.0 - _HEAD_SHARE)
    flesh = _FLESH_SHARES * unit
    flesh[JOINT["head"]] = 0.47 * head
    return Skeleton(
        height=body.height,
        offsets=_OFFSET_SHARES[body.kind] * unit,
        joint_segment=_JOINT_SEGMENT,
        joint_offset=_FACE_SHARES * head + _TIP_SHARES * unit,
        flesh=flesh,
    )


def local_rotations(angles: np.ndarray) -> np.ndarray:
    """Rotation of every segment in its frame. (S, 3) degrees to (S, 3, 3)."""
    radians = np.radians(angles * _SIGNS)
    (sa, sb, sc), (ca, cb, cc) = np.sin(radians).T, np.cos(radians).T
    out = np.empty((len(angles), 3, 3))
    out[:, 0, 0], out[:, 0, 1], out[:, 0, 2] = cb * cc, -sb, cb * sc
    out[:, 1, 0], out[:, 1, 1], out[:, 1, 2] = ca * sb * cc + sa * sc, ca * cb, ca * sb * sc - sa * cc
    out[:, 2, 0], out[:, 2, 1], out[:, 2, 2] = sa * sb * cc - ca * sc, sa * cb, sa * sb * sc + ca * cc
    return out


def _angles_of(rotation: np.ndarray, row: int, near: np.ndarray) -> np.ndarray:
    """Anatomical angles of a local rotation, the one of its two solutions that lies nearer to `near`. (3,) degrees."""
    a = math.degrees(math.atan2(rotation[2, 1], rotation[1, 1]))
    b = math.degrees(math.asin(max(-1.0, min(1.0, -rotation[0, 1]))))
    c = math.degrees(math.atan2(rotation[0, 2], rotation[0, 0]))
    best, best_distance = near, math.inf
    for solution in ((a, b, c), (a + 180.0, 180.0 - b, c + 180.0)):
        signed = [s * g for s, g in zip(solution, _SIGNS[row], strict=True)]
        unwrapped = [n + (s - n + 180.0) % 360.0 - 180.0 for s, n in zip(signed, near, strict=True)]
        distance = sum(abs(u - n) for u, n in zip(unwrapped, near, strict=True))
        if distance < best_distance:
            best, best_distance = np.array(unwrapped), distance
    return best


LIMBS: dict[str, tuple[int, int, int]] = {
    f"{side}_{limb}": tuple(SEGMENT[f"{side}_{s}"] for s in segments)
    for side in ("left", "right")
    for limb, segments in (("arm", ("upper_arm", "forearm", "hand")), ("leg", ("thigh", "shin", "foot")))
}
"""Upper, lower and end segment of each limb."""


class Figure:
    """One body in one pose. `angles`, `rotation` (S, 3, 3) and `origin` (S, 3) always agree with each other."""

    def __init__(self, skeleton: Skeleton, angles: np.ndarray) -> None:
        self.skeleton = skeleton
        self.angles = clamp_angles(angles)
        self.local = local_rotations(self.angles)
        self.rotation = np.empty((len(SEGMENTS), 3, 3))
        self.origin = np.zeros((len(SEGMENTS), 3))
        self.rotation[0] = self.local[0]
        self._chain(range(1, len(SEGMENTS)))

    def _chain(self, rows: range | tuple[int, ...]) -> None:
        rotation, origin, offsets, local = self.rotation, self.origin, self.skeleton.offsets, self.local
        for row in rows:
            parent = PARENT[row]
            np.matmul(rotation[FRAME[row]], local[row], out=rotation[row])
            origin[row] = origin[parent] + rotation[parent] @ offsets[row]

    def joints(self) -> np.ndarray:
        """(J, 3) metres, the pelvis at the origin until the figure is moved."""
        s = self.skeleton
        return self.origin[s.joint_segment] + np.einsum("jab,jb->ja", self.rotation[s.joint_segment], s.joint_offset)

    def turn(self, rotation: np.ndarray) -> None:
        """Rotates the whole figure about its pelvis."""
        self.rotation = rotation @ self.rotation
        self.origin = self.origin @ rotation.T

    def set_hinge(self, row: int, degrees: float) -> None:
        """Bends a hinge (column 0 of segment `row`) to an angle, inside its limits, and moves what hangs on it."""
        low, high = LIMITS[row, 0]
        self.angles[row, 0] = min(max(degrees, low), high)
        self._refresh((row,))

    def _refresh(self, rows: tuple[int, ...]) -> None:
        index = list(rows)
        angle = np.radians(self.angles[index] * _SIGNS[index])
        for row, (a, b, c) in zip(rows, angle.tolist(), strict=True):
            self.local[row] = _rotation(a, b, c)
        self._chain(rows)

    def reach(self, limb: str, target: np.ndarray, grip: float = 0.0) -> None:
        """Bends a limb so that its end meets `target` as nearly as bones and limits allow.

        The plane of elbow or knee stays as near as it can to what the pose had. `grip` (metres) lengthens the lower
        bone: the palm, not the wrist, is what touches.
        """
        upper, lower, end = LIMBS[limb]
        a = -self.skeleton.offsets[lower, 1]
        b = -self.skeleton.offsets[end, 1] + grip
        wanted = target - self.origin[upper]
        distance = min(max(math.sqrt(wanted @ wanted), 1e-6), a + b)
        cosine = (a * a + b * b - distance * distance) / (2 * a * b)
        flexion = 180.0 - math.degrees(math.acos(max(-1.0, min(1.0, cosine))))
        self.angles[lower, 0] = min(max(flexion, LIMITS[lower, 0, 0]), LIMITS[lower, 0, 1])
        hinge = math.radians(self.angles[lower, 0] * _SIGNS[lower, 0])
        here = self.rotation[upper] @ np.array([0.0, -a - b * math.cos(hinge), -b * math.sin(hinge)])
        rotation = rotation_between(here, wanted) @ self.rotation[upper]
        local = self.rotation[FRAME[upper]].T @ rotation
        angles = _angles_of(local, upper, self.angles[upper])
        self.angles[upper] = np.minimum(np.maximum(angles, LIMITS[upper, :, 0]), LIMITS[upper, :, 1])
        self._refresh((upper, lower, end))


def _rotation(a: float, b: float, c: float) -> tuple[tuple[float, ...], ...]:
    """Rx(a) Rz(b) Ry(c), radians."""
    sa, sb, sc, ca, cb, cc = math.sin(a), math.sin(b), math.sin(c), math.cos(a), math.cos(b), math.cos(c)
    return (
        (cb * cc, -sb, cb * sc),
        (ca * sb * cc + sa * sc, ca * cb, ca * sb * sc - sa * cc),
        (sa * sb * cc - ca * sc, sa * cb, sa * sb * sc + ca * cc),
    )


def rotation_between(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """The smallest rotation that brings the direction of `start` (3,) to that of `end` (3,). (3, 3)."""
    (ax, ay, az), (bx, by, bz) = start.tolist(), end.tolist()
    x, y, z = ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx
    norm = math.sqrt((ax * ax + ay * ay + az * az) * (bx * bx + by * by + bz * bz))
    if norm < 1e-12:
        return np.eye(3)
    x, y, z, w = x / norm, y / norm, z / norm, (ax * bx + ay * by + az * bz) / norm
    if w < -0.99999:
        return _half_turn(start)
    k = 1.0 / (1.0 + w)
    return np.array([
        [w + k * x * x, k * x * y - z, k * x * z + y],
        [k * x * y + z, w + k * y * y, k * y * z - x],
        [k * x * z - y, k * y * z + x, w + k * z * z],
    ])


def _half_turn(axis_to_flip: np.ndarray) -> np.ndarray:
    """A half turn about some axis square to the given direction. (3, 3)."""
    seed = np.eye(3)[int(np.argmin(np.abs(axis_to_flip)))]
    axis = np.cross(axis_to_flip, seed)
    axis /= np.linalg.norm(axis)
    return 2.0 * np.outer(axis, axis) - np.eye(3)


def yaw_rotation(degrees: float) -> np.ndarray:
    """Turn to the own left about the vertical. (3, 3)."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[c, 0.0, s], [0.0, 1.0, 0.0], [-s, 0.0, c]])
