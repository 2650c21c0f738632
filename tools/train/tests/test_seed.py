"""The seed that is committed is what the synthesizer makes today."""

import json
from pathlib import Path

import numpy as np

from mannequin.seed_poses import POSES, compose, tags_of
from mannequin.seed_prompts import build_prompts
from mannequin.synth.actions import ACTIONS

SEED = Path(__file__).parents[3] / "prisma" / "seed"


def test_every_action_is_there_under_names_of_their_own():
    assert {pose.action for pose in POSES} == set(ACTIONS)
    assert len({pose.name.lower() for pose in POSES}) == len(POSES) >= 150


def test_poses_are_as_committed():
    document = json.loads((SEED / "poses.coco.json").read_text(encoding="utf-8"))
    assert [image["file_name"] for image in document["images"]] == [pose.name for pose in POSES]
    people = {image["id"]: [] for image in document["images"]}
    for annotation in document["annotations"]:
        people[annotation["image_id"]].append(np.array(annotation["keypoints"]).reshape(17, 3)[:, :2])
    for pose, image in zip(POSES, document["images"], strict=True):
        _, geometry = compose(pose)
        assert image["tags"] == tags_of(geometry)
        np.testing.assert_allclose([person.xy[:17] for person in geometry.people], people[image["id"]], atol=0.051)


def test_prompts_are_as_committed():
    assert json.loads((SEED / "prompts.json").read_text(encoding="utf-8")) == build_prompts()
