"""Writes the starter library in three dimensions: 300 poses over 60 actions, as rotations of a humanoid's bones.

    python -m mannequin.spatial_poses ../../prisma/seed/poses.spatial.json

Each pose is what libs/pose calls a `SpatialPerson` of default proportions: `hips` in metres (y up, facing +z), `rotations` as
unit quaternions [x, y, z, w] against a T-pose whose bones have the world's axes (VRM 1.0). The synthesizer poses its figure
inside anatomical limits, with hands and feet where they belong and on the ground; its default adult is the default body of
libs/pose, bone for bone, so that nothing is fitted. Of many tries of an action, those whose limbs keep clear of the body and
that differ most from one another are kept.
"""

from __future__ import annotations

import argparse
import json
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .synth.actions import ACTIONS
from .synth.posing import PosedFigure, mirror_joints, pose_figure
from .synth.skeleton import PARENT, SEGMENT, SEGMENTS
from .synth.types import JOINT, Body

POSES_PER_ACTION = 5
_TRIES = 40
ADULT = Body(height=1.7, build=1.0, kind="person")

ACTION_NAMES: dict[str, str] = {
    "standing": "Standing", "walking": "Walking", "marching": "Marching", "sneaking": "Sneaking",
    "crossing_arms": "Arms crossed", "talking_on_the_phone": "On the phone", "reading": "Reading",
    "waving": "Waving", "pointing": "Pointing", "saluting": "Saluting", "bowing": "Bowing", "shrugging": "Shrugging",
    "praying": "Praying", "cheering": "Cheering", "flexing_muscles": "Flexing muscles", "surrendering": "Hands up",
    "stretching": "Stretching", "thinking": "Thinking",
    "sitting_on_a_chair": "Sitting on a chair", "sitting_on_the_ground": "Sitting on the ground",
    "kneeling_on_one_knee": "On one knee", "crouching": "Crouching", "kneeling": "Kneeling",
    "recoiling": "Recoiling", "spreading_arms": "Arms spread", "declaiming": "Declaiming", "singing": "Singing",
    "carrying": "Carrying", "pushing": "Pushing", "pulling": "Pulling", "picking_something_up": "Picking up",
    "lying_on_the_back": "Lying on the back", "crawling": "Crawling", "falling": "Falling",
    "running": "Running", "jumping": "Jumping", "hurdling": "Hurdling", "climbing": "Climbing",
    "throwing": "Throwing", "catching": "Catching", "kicking_a_ball": "Kicking a ball", "playing_tennis": "Tennis stroke",
    "skateboarding": "Skateboarding", "boxing": "Boxing", "punching": "Punching", "kicking": "Kicking",
    "blocking": "Blocking", "swinging_a_sword": "Sword stroke", "drawing_a_bow": "Drawing a bow",
    "dancing": "Dancing", "spinning": "Spinning", "street_dancing": "Street dance",
    "ballet_arabesque": "Arabesque", "ballet_pirouette": "Pirouette", "leaping": "Leaping",
    "yoga_tree": "Tree pose", "yoga_warrior": "Warrior pose", "meditating": "Meditating",
    "handstand": "Handstand", "cartwheel": "Cartwheel",
}
"""The sixty actions, as the library says them."""

_SIDES = ("left", "right")
_BONES: dict[str, str] = {
    "pelvis": "hips", "spine": "spine", "chest": "chest", "neck": "neck", "head": "head",
    **{f"{side}_{segment}": f"{side}{bone}" for side in _SIDES for segment, bone in (
        ("clavicle", "Shoulder"), ("upper_arm", "UpperArm"), ("forearm", "LowerArm"), ("hand", "Hand"),
        ("thigh", "UpperLeg"), ("shin", "LowerLeg"), ("foot", "Foot"))},
}
_ARM = ("upper_arm", "forearm", "hand")


def _hang(segment: str) -> np.ndarray:
    """(3, 3) From the T-pose to how the figure rests: its arms hang."""
    side, _, part = segment.partition("_")
    if part not in _ARM:
        return np.eye(3)
    sign = 1.0 if side == "left" else -1.0
    return np.array([[0.0, sign, 0.0], [-sign, 0.0, 0.0], [0.0, 0.0, 1.0]])


_HANG = np.array([_hang(segment) for segment in SEGMENTS])


def to_quaternion(m: np.ndarray) -> np.ndarray:
    """(3, 3) rotation to (4,) unit quaternion x, y, z, w with w >= 0."""
    squares = np.array([1 + m[0, 0] - m[1, 1] - m[2, 2], 1 - m[0, 0] + m[1, 1] - m[2, 2],
                        1 - m[0, 0] - m[1, 1] + m[2, 2], 1 + np.trace(m)])
    products = np.array([
        [squares[0], m[0, 1] + m[1, 0], m[0, 2] + m[2, 0], m[2, 1] - m[1, 2]],
        [m[0, 1] + m[1, 0], squares[1], m[1, 2] + m[2, 1], m[0, 2] - m[2, 0]],
        [m[0, 2] + m[2, 0], m[1, 2] + m[2, 1], squares[2], m[1, 0] - m[0, 1]],
        [m[2, 1] - m[1, 2], m[0, 2] - m[2, 0], m[1, 0] - m[0, 1], squares[3]],
    ])
    quaternion = products[int(np.argmax(squares))]
    quaternion = quaternion / np.linalg.norm(quaternion)
    return -quaternion if quaternion[3] < 0 else quaternion


def bone_rotations(rotation: np.ndarray) -> dict[str, list[float]]:
    """World rotations of the segments (S, 3, 3) to rotations of bones against their parents and the T-pose."""
    world = rotation @ _HANG
    rotations: dict[str, list[float]] = {}
    for row, segment in enumerate(SEGMENTS):
        parent = PARENT[row]
        local = world[row] if parent < 0 else world[parent].T @ world[row]
        quaternion = np.round(to_quaternion(local), 6) + 0.0
        if np.abs(quaternion[:3]).max() > 0:
            rotations[_BONES[segment]] = quaternion.tolist()
    return rotations


_LIMB_PARTS: tuple[tuple[str, str, float], ...] = tuple(
    (f"{side}_{a}", f"{side}_{b}", radius) for side in _SIDES for a, b, radius in (
        ("elbow", "wrist", 0.03), ("wrist", "hand", 0.02), ("hip", "knee", 0.05), ("knee", "ankle", 0.04)))
"""Flesh of limbs, metres, thinner than it is: skin may touch."""
_TORSO = ("pelvis", "neck", 0.075)
_SKULL = 0.085


def _points(joints: np.ndarray, a: str, b: str, count: int = 12) -> np.ndarray:
    share = np.linspace(0.0, 1.0, count)[:, None]
    return joints[JOINT[a]] * (1 - share) + joints[JOINT[b]] * share


def _gap(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.linalg.norm(a[:, None] - b[None], axis=-1).min())


def keeps_clear(joints: np.ndarray) -> bool:
    """Whether no forearm or hand goes through the trunk, the head or a leg, and no shin through the other leg. (J, 3) metres."""
    torso = _points(joints, *_TORSO[:2])
    skull = joints[[JOINT["head"]]]
    parts = {(a, b): (_points(joints, a, b), radius) for a, b, radius in _LIMB_PARTS}
    arms = {name: part for name, part in parts.items() if name[1].endswith(("wrist", "hand"))}
    legs = {name: part for name, part in parts.items() if name not in arms}
    for points, radius in arms.values():
        if _gap(points, torso) < radius + _TORSO[2] or _gap(points, skull) < radius + _SKULL:
            return False
        if any(_gap(points, other) < radius + width for other, width in legs.values()):
            return False
    return all(
        _gap(points, other) >= radius + width
        for (_, end), (points, radius) in legs.items() if end.startswith("left") and end.endswith("ankle")
        for (_, to), (other, width) in legs.items() if to.startswith("right"))


@dataclass(frozen=True)
class SpatialStarter:
    """One pose of the library."""

    name: str
    action: str
    figure: PosedFigure
    azimuth: float
    """Degrees around the figure from which the action reads best: 0 in front, 90 at its left hand."""

    @property
    def tags(self) -> list[str]:
        return [ACTIONS[self.action].family, "solo", "3D", *posture_tags(self.figure)]


def posture_tags(figure: PosedFigure) -> list[str]:
    """What holds of the posture as such."""
    at = {name: figure.joints[row] for name, row in JOINT.items()}
    ankles, wrists = [at[f"{side}_ankle"][1] for side in _SIDES], [at[f"{side}_wrist"][1] for side in _SIDES]
    trunk = at["neck"] - at["pelvis"]
    upright = trunk[1] / np.linalg.norm(trunk)
    raised = sum(wrist > at["head"][1] for wrist in wrists)
    facts = {
        "upside down": figure.head_up[1] < -0.5,
        "lying": abs(upright) < 0.35 and at["pelvis"][1] < 0.35,
        "leaning": 0.35 <= upright < 0.87 and at["pelvis"][1] >= 0.35,
        "low": upright >= 0.35 and at["pelvis"][1] < 0.62,
        "one arm raised": raised == 1 and upright > 0.5,
        "arms raised": raised == 2 and upright > 0.5,
        "on one leg": upright > 0.3 and min(ankles) < 0.2 and max(ankles) - min(ankles) > 0.3,
        "in the air": figure.joints[:, 1].min() > 0.06,
    }
    return [tag for tag, holds in facts.items() if holds]


def choose_figures(action: str, count: int = POSES_PER_ACTION) -> list[PosedFigure]:
    """Of many tries that keep clear of the body, those farthest from one another; mirrored ones count as the same."""
    rng = np.random.default_rng([zlib.crc32(action.encode()), 3])
    tries = [pose_figure(rng, action, ADULT) for _ in range(_TRIES)]
    clear = [figure for figure in tries if keeps_clear(figure.joints)]
    pool = clear if len(clear) >= count else tries
    shapes = np.array([_shape(figure) for figure in pool])
    mirrored = np.array([mirror_joints(shape) for shape in shapes])
    chosen = [int(np.argmin(np.linalg.norm(shapes - shapes.mean(axis=0), axis=(1, 2))))]
    distance = np.full(len(pool), np.inf)
    while len(chosen) < count:
        newest = shapes[chosen[-1]]
        nearest = np.minimum(np.linalg.norm(shapes - newest, axis=(1, 2)), np.linalg.norm(mirrored - newest, axis=(1, 2)))
        distance = np.minimum(distance, nearest)
        chosen.append(int(np.argmax(distance)))
    return [pool[index] for index in chosen]


def _shape(figure: PosedFigure) -> np.ndarray:
    """(J, 3) the joints about the pelvis, the pose's own left and right as written."""
    joints = figure.joints - figure.joints[JOINT["pelvis"]]
    return mirror_joints(joints) if figure.mirrored else joints


def best_azimuth(figure: PosedFigure, action: str) -> float:
    """Where the action is seen from as its author meant; from the figure's other side where it is mirrored."""
    centre = 25.0 if ACTIONS[action].facing is None else max(15.0, ACTIONS[action].facing[0])
    return -centre if figure.mirrored else centre


def build_starters() -> list[SpatialStarter]:
    """The whole library. Deterministic."""
    return [
        SpatialStarter(f"{label} {number}", action, figure, best_azimuth(figure, action))
        for action, label in ACTION_NAMES.items()
        for number, figure in enumerate(choose_figures(action), start=1)
    ]


def build_document(starters: list[SpatialStarter]) -> dict:
    return {
        "info": {
            "description": "The starter library in three dimensions, composed by tools/train", "license": "Apache-2.0",
            "units": "metres", "axes": "right-handed, y up, facing +z", "rest": "VRM 1.0 T-pose",
            "rotations": "x, y, z, w against the parent and the rest",
        },
        "poses": [
            {
                "name": starter.name, "action": starter.action, "tags": starter.tags,
                "view": {"azimuth": starter.azimuth, "elevation": 8.0},
                "hips": [round(float(value), 5) + 0.0 for value in starter.figure.joints[JOINT["pelvis"]]],
                "rotations": bone_rotations(starter.figure.rotation),
            }
            for starter in starters
        ],
    }


def format_document(document: dict) -> str:
    """JSON of a line per pose."""
    poses = ",\n".join("  " + json.dumps(pose) for pose in document["poses"])
    return f'{{\n "info": {json.dumps(document["info"])},\n "poses": [\n{poses}\n ]\n}}\n'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    out: Path = parser.parse_args().out
    out.write_text(format_document(build_document(build_starters())), encoding="utf-8")


if __name__ == "__main__":
    main()
