"""The geometry of the synthesizer: bones, limits, contact with the ground, and how people fill the canvas."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from mannequin.synth.actions import ACTIONS
from mannequin.synth.camera import look_at
from mannequin.synth.composition import sample_body, sample_person_pose3d, sample_scene
from mannequin.synth.posing import mirror_joints, pose_figure
from mannequin.synth.skeleton import LIMITS, SEGMENT, SEGMENTS, Figure, build_skeleton, mirror_angles
from mannequin.synth.types import JOINT, JOINTS, Body, SceneGeometry

SIDE = 512
ADULT = Body(height=1.7, build=1.0, kind="woman")
BONES = [
    ("pelvis", "spine"), ("spine", "chest"), ("chest", "neck"), ("head", "head_top"), ("left_eye", "nose"), ("left_hip", "right_hip"),
    *((f"{side}_{a}", f"{side}_{b}") for side in ("left", "right") for a, b in (
        ("shoulder", "elbow"), ("elbow", "wrist"), ("wrist", "hand"), ("hip", "knee"), ("knee", "ankle"), ("ankle", "toe"))),
]
UPRIGHT = [name for name, action in ACTIONS.items() if action.upright]


def lengths(joints: np.ndarray) -> np.ndarray:
    return np.array([np.linalg.norm(joints[JOINT[a]] - joints[JOINT[b]]) for a, b in BONES])


@lru_cache(maxsize=1)
def scenes() -> tuple[SceneGeometry, ...]:
    rng = np.random.default_rng(7)
    return tuple(sample_scene(rng, SIDE, SIDE) for _ in range(2500))


def same(a: SceneGeometry, b: SceneGeometry) -> bool:
    return len(a.people) == len(b.people) and all(
        np.array_equal(p.xy, q.xy) and p.action == q.action and p.body == q.body for p, q in zip(a.people, b.people, strict=True))


def test_at_rest_the_crown_stands_a_height_above_the_soles() -> None:
    for body in (ADULT, Body(1.1, 1.0, "girl", 1.4), Body(1.95, 1.2, "man", 0.95)):
        joints = Figure(build_skeleton(body), np.zeros((len(SEGMENTS), 3))).joints()
        sole = joints[JOINT["left_ankle"], 1] - build_skeleton(body).flesh[JOINT["left_ankle"]]
        assert joints[JOINT["head_top"], 1] - sole == pytest.approx(body.height, rel=0.005)


@pytest.mark.parametrize("action", ACTIONS)
def test_bones_keep_their_length_and_angles_their_limits(action: str) -> None:
    rng = np.random.default_rng(3)
    rest = lengths(Figure(build_skeleton(ADULT), np.zeros((len(SEGMENTS), 3))).joints())
    for _ in range(12):
        posed = pose_figure(rng, action, ADULT)
        assert np.isfinite(posed.joints).all()
        np.testing.assert_allclose(lengths(posed.joints), rest, atol=1e-9)
        assert (posed.angles >= LIMITS[:, :, 0] - 1e-9).all()
        assert (posed.angles <= LIMITS[:, :, 1] + 1e-9).all()


def test_wild_angles_are_brought_inside_the_limits() -> None:
    figure = Figure(build_skeleton(ADULT), np.full((len(SEGMENTS), 3), 999.0))
    assert (figure.angles <= LIMITS[:, :, 1]).all()
    figure.reach("left_leg", np.array([0.0, 3.0, -3.0]))
    figure.set_hinge(SEGMENT["left_foot"], -300.0)
    assert (figure.angles >= LIMITS[:, :, 0]).all() and (figure.angles <= LIMITS[:, :, 1]).all()


def test_knees_and_elbows_bend_one_way() -> None:
    rng = np.random.default_rng(5)
    for action in ACTIONS:
        angles = pose_figure(rng, action, ADULT).angles
        hinges = [SEGMENT[f"{side}_{part}"] for side in ("left", "right") for part in ("forearm", "shin")]
        assert (angles[hinges, 0] >= 0).all()


def test_mirrored_angles_give_mirrored_joints() -> None:
    rng = np.random.default_rng(11)
    angles = rng.uniform(LIMITS[:, :, 0], LIMITS[:, :, 1]).clip(-170, 170)
    skeleton = build_skeleton(ADULT)
    there = Figure(skeleton, mirror_angles(angles)).joints()
    np.testing.assert_allclose(mirror_joints(Figure(skeleton, angles).joints()), there, atol=1e-12)
    np.testing.assert_array_equal(mirror_angles(mirror_angles(angles)), angles)


def test_reaching_brings_the_palm_to_its_place() -> None:
    figure = Figure(build_skeleton(ADULT), np.zeros((len(SEGMENTS), 3)))
    target = figure.origin[SEGMENT["left_upper_arm"]] + np.array([0.05, -0.1, 0.35])
    figure.reach("left_arm", target)
    np.testing.assert_allclose(figure.joints()[JOINT["left_wrist"]], target, atol=1e-9)


def test_enough_actions_each_with_a_phrase_and_every_joint() -> None:
    assert len(ACTIONS) >= 64
    assert len({action.phrase for action in ACTIONS.values()}) == len(ACTIONS)
    assert sample_person_pose3d(np.random.default_rng(0), "walking").shape == (len(JOINTS), 3)


@pytest.mark.parametrize("action", ACTIONS)
def test_actions_vary_and_stay_above_the_ground(action: str) -> None:
    rng = np.random.default_rng(13)
    samples = np.array([sample_person_pose3d(rng, action) for _ in range(10)])
    assert samples.std(axis=0).max() > 0.03
    assert samples[:, :, 1].min() > -1e-9
    floor = samples[:, :, 1].min(axis=1)
    lifted = any(pose.lift != 0 for pose in ACTIONS[action].poses)
    assert floor.max() < (0.85 if lifted else 0.13)


@pytest.mark.parametrize("action", UPRIGHT)
def test_upright_actions_have_the_head_above_the_pelvis(action: str) -> None:
    rng = np.random.default_rng(17)
    for _ in range(10):
        joints = sample_person_pose3d(rng, action)
        assert joints[JOINT["head"], 1] > joints[JOINT["pelvis"], 1] - 0.12
        assert joints[JOINT["head"], 1] > min(joints[JOINT["left_ankle"], 1], joints[JOINT["right_ankle"], 1])


@pytest.mark.parametrize("action", ["handstand", "headstand", "one_arm_handstand", "cartwheel"])
def test_inverted_actions_have_the_head_below_the_pelvis(action: str) -> None:
    rng = np.random.default_rng(19)
    for _ in range(10):
        joints = sample_person_pose3d(rng, action)
        assert joints[JOINT["head"], 1] < joints[JOINT["pelvis"], 1]


def test_standing_people_stand_on_both_feet() -> None:
    rng = np.random.default_rng(23)
    for _ in range(40):
        joints = sample_person_pose3d(rng, "standing")
        assert abs(joints[JOINT["left_ankle"], 1] - joints[JOINT["right_ankle"], 1]) < 0.03


def test_hands_meet_in_prayer() -> None:
    rng = np.random.default_rng(29)
    gaps = [np.linalg.norm(j[JOINT["left_wrist"]] - j[JOINT["right_wrist"]]) for j in (sample_person_pose3d(rng, "praying") for _ in range(20))]
    assert max(gaps) < 0.25


def test_one_seed_one_scene() -> None:
    for seed in range(20):
        a, b = (sample_scene(np.random.default_rng(seed), SIDE, SIDE) for _ in range(2))
        assert same(a, b)
    assert not same(sample_scene(np.random.default_rng(1), SIDE, SIDE), sample_scene(np.random.default_rng(2), SIDE, SIDE))


def test_people_and_action_can_be_asked_for() -> None:
    scene = sample_scene(np.random.default_rng(0), 300, 400, num_people=3, action="yoga_tree")
    assert len(scene.people) == len(scene.ground_y) == 3
    assert "yoga_tree" in {person.action for person in scene.people}


def test_one_two_and_three_people_at_seven_two_one() -> None:
    counts = np.bincount([len(scene.people) for scene in scenes()], minlength=4)[1:] / len(scenes())
    np.testing.assert_allclose(counts, (0.7, 0.2, 0.1), atol=0.03)


def test_people_come_far_to_near() -> None:
    for scene in scenes():
        depths = [person.depth[JOINT["pelvis"]] for person in scene.people]
        assert depths == sorted(depths, reverse=True)


def test_single_upright_figures_fill_the_canvas() -> None:
    shares = []
    for scene in scenes():
        xy = scene.people[0].xy
        whole = (xy >= 0).all() and (xy <= SIDE).all()
        if len(scene.people) == 1 and whole and ACTIONS[scene.people[0].action].upright:
            shares.append(np.ptp(xy[:, 1]) / SIDE)
    assert np.mean([0.55 <= share <= 0.95 for share in shares]) > 0.93


def test_about_one_figure_in_twelve_is_cut_by_the_canvas() -> None:
    cut = [((person.xy[:17] < 0) | (person.xy[:17] > SIDE)).any() for scene in scenes() for person in scene.people]
    assert 0.05 < np.mean(cut) < 0.11


def test_everybody_is_seen() -> None:
    for scene in scenes():
        for person in scene.people:
            inside = ((person.xy[:17] >= 0) & (person.xy[:17] <= SIDE)).all(axis=1)
            assert inside.sum() >= 4
            assert (person.depth > 0.3).all()


def test_normals_are_unit_vectors_and_frontal_faces_look_at_the_camera() -> None:
    for scene in scenes()[:300]:
        for person in scene.people:
            for normal in (person.face_normal, person.head_up, person.chest_normal):
                assert np.linalg.norm(normal) == pytest.approx(1.0)
    nose_ahead = [(p.face_normal[2] < 0) == (p.depth[JOINT["nose"]] < p.depth[JOINT["head"]])
                  for scene in scenes()[:300] for p in scene.people]
    assert np.mean(nose_ahead) > 0.95


def test_the_leading_hand_follows_the_mirror() -> None:
    rng = np.random.default_rng(31)
    for _ in range(30):
        person = sample_scene(rng, SIDE, SIDE, 1, "drinking").people[0]
        other = "left" if person.prop_hand == "right" else "right"
        near, far = (np.linalg.norm(person.xy[JOINT[f"{side}_wrist"]] - person.xy[JOINT["nose"]]) for side in (person.prop_hand, other))
        assert near < far + 0.15 * person.px_per_m[JOINT["nose"]]


def test_the_horizon_is_where_level_ground_goes() -> None:
    camera = look_at(np.array([0.0, 1.0, 0.0]), 4.0, 20.0, focal=500.0)
    far, _ = camera.project(np.array([0.0, 0.0, -1e7]))
    assert camera.horizon_y == pytest.approx(far[1], abs=0.01)
    near, depth = camera.project(np.array([0.0, 1.0, 0.0]))
    np.testing.assert_allclose(near, (0.0, 0.0), atol=1e-9)
    assert depth == pytest.approx(4.0)
