"""The library in three dimensions: 300 poses that are possible, and are what is committed."""

import json
from pathlib import Path

import numpy as np
import pytest

from mannequin.spatial_poses import (
    ACTION_NAMES, ADULT, build_document, build_starters, keeps_clear, to_quaternion,
)
from mannequin.synth.actions import ACTIONS
from mannequin.synth.skeleton import LIMITS, build_skeleton, rotation_between
from mannequin.synth.types import JOINT

SEED = Path(__file__).parents[3] / "prisma" / "seed" / "poses.spatial.json"
HEIGHT = 1.7
OFFSETS = {
    "spine": ("hips", (0, 0.085, 0)), "chest": ("spine", (0, 0.095, 0)), "upperChest": ("chest", (0, 0.045, 0)),
    "neck": ("upperChest", (0, 0.057, -0.006)), "head": ("neck", (0, 0.043, 0.008)),
    **{f"{side}{bone}": (parent if parent in ("hips", "upperChest") else f"{side}{parent}", (sign * x, y, z))
       for side, sign in (("left", 1), ("right", -1)) for bone, parent, (x, y, z) in (
        ("Shoulder", "upperChest", (0.018, 0.037, 0)), ("UpperArm", "Shoulder", (0.088, 0.004, 0)),
        ("LowerArm", "UpperArm", (0.172, 0, 0)), ("Hand", "LowerArm", (0.15, 0, 0)),
        ("UpperLeg", "hips", (0.06, -0.012, 0)), ("LowerLeg", "UpperLeg", (0, -0.243, 0)),
        ("Foot", "LowerLeg", (0, -0.243, 0)))},
}
"""The default body of libs/pose, shares of the height (src/spatial/proportions.ts)."""

JOINTS = {"leftHand": "left_wrist", "rightHand": "right_wrist", "leftFoot": "left_ankle", "rightFoot": "right_ankle",
          "leftLowerArm": "left_elbow", "rightLowerLeg": "right_knee", "leftUpperArm": "left_shoulder", "neck": "neck"}


@pytest.fixture(scope="module")
def starters():
    return build_starters()


def rotate(quaternion, vector):
    axis, w = np.array(quaternion[:3]), quaternion[3]
    turned = 2 * np.cross(axis, vector)
    return vector + w * turned + np.cross(axis, turned)


def multiply(a, b):
    (ax, ay, az, aw), (bx, by, bz, bw) = a, b
    return (aw * bx + ax * bw + ay * bz - az * by, aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw, aw * bw - ax * bx - ay * by - az * bz)


def place(pose):
    """Forward kinematics over the default body, written once more."""
    rest = (0.0, 0.0, 0.0, 1.0)
    placed = {"hips": (np.array(pose["hips"]), pose["rotations"].get("hips", rest))}
    for bone, (parent, share) in OFFSETS.items():
        position, rotation = placed[parent]
        turned = multiply(rotation, pose["rotations"].get(bone, rest))
        placed[bone] = (position + rotate(rotation, np.array(share) * HEIGHT), turned)
    return {bone: position for bone, (position, _) in placed.items()}


def test_sixty_actions_and_three_hundred_names(starters):
    assert set(ACTION_NAMES) <= set(ACTIONS) and len(ACTION_NAMES) == 60
    assert len({starter.name.lower() for starter in starters}) == len(starters) == 300


def test_rotations_put_the_joints_where_the_figure_has_them(starters):
    for starter, pose in zip(starters, build_document(starters)["poses"], strict=True):
        placed = place(pose)
        for bone, joint in JOINTS.items():
            np.testing.assert_allclose(placed[bone], starter.figure.joints[JOINT[joint]], atol=3e-5)


def test_poses_are_inside_anatomical_limits_on_the_ground_and_mostly_clear_of_themselves(starters):
    flesh = build_skeleton(ADULT).flesh
    clear = 0
    for starter in starters:
        angles = starter.figure.angles
        assert (angles >= LIMITS[:, :, 0] - 1e-6).all() and (angles <= LIMITS[:, :, 1] + 1e-6).all()
        assert (starter.figure.joints[:, 1] - flesh).min() > -1e-6
        clear += keeps_clear(starter.figure.joints)
    assert clear >= 270


def test_poses_of_an_action_differ(starters):
    for action in ACTION_NAMES:
        joints = [starter.figure.joints for starter in starters if starter.action == action]
        apart = [np.abs(a - b).max() for i, a in enumerate(joints) for b in joints[:i]]
        assert min(apart) > 0.05, action


def test_poses_are_as_committed(starters):
    committed, built = json.loads(SEED.read_text(encoding="utf-8")), build_document(starters)
    assert committed["info"] == built["info"]
    for known, pose in zip(committed["poses"], built["poses"], strict=True):
        assert [known[key] for key in ("name", "action", "tags", "view")] == [pose[key] for key in ("name", "action", "tags", "view")]
        np.testing.assert_allclose(known["hips"], pose["hips"], atol=2e-5)
        for bone in known["rotations"].keys() | pose["rotations"].keys():
            np.testing.assert_allclose(known["rotations"].get(bone, (0, 0, 0, 1)), pose["rotations"].get(bone, (0, 0, 0, 1)), atol=3e-6)


def test_quaternions_of_every_turn():
    rng = np.random.default_rng(1)
    for _ in range(200):
        start, end = rng.normal(size=(2, 3))
        turn = rotation_between(start, end)
        np.testing.assert_allclose(rotate(to_quaternion(turn), start), turn @ start, atol=1e-9)
