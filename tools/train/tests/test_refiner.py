"""The pose estimator's refiner: what it sees of a person, what its loss wants, and that it learns."""

import numpy as np
import pytest
import torch
from pycocotools.cocoeval import Params

from mannequin.data import FLIP_ORDER
from mannequin.refiner import PATCHES, PEAKS, SIGMAS, FoundJoints, PoseRefiner, describe, keypoint_error, mirror_places, refiner_loss, sample_heat, sample_patches
from mannequin.targets import JOINTS

CHANNELS = (4, 4, 4, 4, 4)


def found_joints(people: int = 2, seed: int = 0) -> FoundJoints:
    """Of `people` in each of two pictures of 64 pixels."""
    random = torch.Generator().manual_seed(seed)
    places = 8 + 48 * torch.rand(2, people, JOINTS, 2, generator=random)
    peaks = torch.cat([64 * torch.rand(2, people, JOINTS, PEAKS, 2, generator=random), torch.rand(2, people, JOINTS, PEAKS, 1, generator=random)], -1)
    return FoundJoints(places, places + 1, torch.ones(2, people, JOINTS), torch.ones(2, people, JOINTS), peaks)


def feature_maps(seed: int = 0) -> tuple[torch.Tensor, ...]:
    random = torch.Generator().manual_seed(seed)
    return tuple(torch.rand(2, count, 64 // stride, 64 // stride, generator=random) for count, (stride, _) in zip(CHANNELS, PATCHES, strict=True))


def as_truth(places: torch.Tensor) -> torch.Tensor:
    return torch.cat([places, torch.full_like(places[..., :1], 2)], -1)


def test_a_patch_holds_the_cells_around_a_place():
    maps = torch.arange(64, dtype=torch.float32).view(1, 1, 8, 8)
    middle_of_cell = torch.tensor([4 * 3 + 2.0, 4 * 5 + 2.0]).expand(1, 1, JOINTS, 2)
    around = sample_patches(maps, middle_of_cell, 4, 3)
    assert around.shape == (1, 1, JOINTS, 9)
    assert torch.allclose(around[0, 0, 0].view(3, 3), maps[0, 0, 4:7, 2:5], atol=1e-4)
    between = sample_patches(maps, middle_of_cell + 2.0, 4, 1)
    assert torch.allclose(between[0, 0, 0], maps[0, 0, 5:7, 3:5].mean(), atol=1e-4)


def test_a_joint_sees_its_own_heat_and_its_other_sides():
    heatmaps = torch.arange(JOINTS, dtype=torch.float32).view(1, JOINTS, 1, 1).expand(1, JOINTS, 16, 16)
    own, other = sample_heat(heatmaps, torch.full((1, 1, JOINTS, 2), 32.0)).chunk(2, -1)
    assert torch.allclose(own[0, 0], torch.arange(JOINTS, dtype=torch.float32)[:, None].expand_as(own[0, 0]), atol=1e-4)
    assert torch.allclose(other[0, 0], torch.tensor(FLIP_ORDER, dtype=torch.float32)[:, None].expand_as(other[0, 0]), atol=1e-4)


def test_where_joints_are_does_not_depend_on_where_the_person_is():
    found = found_joints()
    away = found._replace(places=found.places + 7, rough=found.rough + 7, peaks=found.peaks + torch.tensor([7.0, 7.0, 0.0]))
    assert torch.allclose(describe(away.places, away), describe(found.places, found), atol=1e-5)


def test_mirroring_twice_changes_nothing():
    found = found_joints()
    for once, twice in zip(found, found.mirrored(64).mirrored(64), strict=True):
        assert torch.allclose(once, twice)
    assert mirror_places(found.places, 64)[0, 0, 5, 0] == 64 - found.places[0, 0, 6, 0]


def test_an_untrained_refiner_leaves_joints_where_they_are_and_people_do_not_mind_each_other():
    refiner, found = PoseRefiner(CHANNELS), found_joints()
    for refined in refiner(feature_maps(), torch.rand(2, JOINTS, 16, 16), found):
        assert torch.equal(refined.places, found.places) and refined.similarity.abs().max() == 0
    for step in refiner.rounds:
        torch.nn.init.normal_(step.output[3].weight)
    heat, alone = torch.rand(2, JOINTS, 16, 16), FoundJoints(*(part[:, 1:] for part in found))
    together = refiner(feature_maps(), heat, found)[-1].places
    assert (together - found.places).abs().max() > 0.1
    assert torch.allclose(refiner(feature_maps(), heat, alone)[-1].places[:, 0], together[:, 1], atol=1e-3)


def test_errors_are_cocos():
    assert np.allclose(SIGMAS, Params("keypoints").kpt_oks_sigmas)
    truth = torch.zeros(1, 1, JOINTS, 3)
    truth[0, 0, 0], truth[0, 0, 1] = torch.tensor([10.0, 10, 2]), torch.tensor([40.0, 50, 1])
    area = (30 + 0.15 * 50) * (40 + 0.15 * 50)
    error = keypoint_error(truth[..., :2] + torch.tensor([3.0, 4.0]), truth)
    assert float(error[0, 0, 0]) == pytest.approx(25 / (2 * area * (2 * 0.026) ** 2))
    assert torch.isfinite(keypoint_error(truth[..., :2], torch.zeros_like(truth))).all()


def test_joints_that_are_not_there_and_people_who_are_not_do_not_count():
    refiner, found = PoseRefiner(CHANNELS), found_joints()
    results = refiner(feature_maps(), torch.rand(2, JOINTS, 16, 16), found)
    truth = as_truth(found.places + 2)
    truth[:, 1] = 0
    expected = refiner_loss(results, truth)
    truth[:, 1, :, 0] = 1000
    assert refiner_loss(results, truth) == expected
    nobody = refiner_loss(results, torch.zeros_like(truth))
    assert all(part == 0 for part in nobody.values())


def test_it_learns_where_joints_are_and_how_certain_that_is():
    torch.manual_seed(0)
    refiner, found, features, heat = PoseRefiner(CHANNELS), found_joints(), feature_maps(), torch.rand(2, JOINTS, 16, 16)
    truth = as_truth(found.places + torch.tensor([3.0, -2.0]))
    optimizer, losses = torch.optim.AdamW(refiner.parameters(), lr=1e-3), []
    for _ in range(30):
        parts = refiner_loss(refiner(features, heat, found), truth)
        optimizer.zero_grad()
        sum(parts.values()).backward()
        optimizer.step()
        losses.append({name: float(part.detach()) for name, part in parts.items()})
    assert losses[-1]["move"] < 0.5 * losses[0]["move"] and losses[-1]["sure"] < losses[0]["sure"]
    assert (refiner(features, heat, found)[-1].places - truth[..., :2]).abs().mean() < 1.5
