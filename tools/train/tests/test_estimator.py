"""The pose estimator: targets, decoding, and the exported graph."""

import json
import sys

import numpy as np
import pytest
import torch

from mannequin import estimator as stage
from mannequin.augment import move_people
from mannequin.data import FLIP_ORDER, flip_people
from mannequin.decoding import PoseEstimator, as_probabilities, find_centres, find_joints
from mannequin.estimator import depths_in_graph, estimator_loss, load_estimator
from mannequin.export import export_estimator, onnx_difference, write_onnx
from mannequin.pose_metrics import average_precision, people_count_error
from mannequin.pose_net import PoseNet, deepen
from mannequin.refiner import PATCHES, PoseRefiner
from mannequin.targets import JOINTS, OFFSET_UNIT, PoseTargets, person_centre, pose_targets
from mannequin.unfolding import TRAINED_SIZE, load_exported, load_exported_linears


def figure(x: float, y: float, seed: int = 0) -> np.ndarray:
    points = np.random.default_rng(seed).uniform(-20, 20, (JOINTS, 2)) + (x, y)
    return np.concatenate([points, np.full((JOINTS, 1), 2)], 1).astype(np.float32)


def lively_estimator(net: PoseNet) -> PoseEstimator:
    """With a refiner that moves what it gets, which an untrained one does not."""
    refiner = PoseRefiner(net.widths)
    for step in refiner.rounds:
        torch.nn.init.normal_(step.output[3].weight, std=0.1)
    return PoseEstimator(net, refiner).eval()


def perfect_maps(targets: PoseTargets) -> tuple[torch.Tensor, ...]:
    """Logits and offsets that say exactly what the targets ask for."""
    n, _, h, w = targets.heatmaps.shape
    regressed, local = torch.zeros(n, 2 * JOINTS, h, w), torch.zeros(n, JOINTS, 2, h, w)
    regressed[targets.centre_image, :, targets.centre_y, targets.centre_x] = targets.centre_offset.flatten(1)
    local[targets.joint_image, targets.joint_kind, :, targets.joint_y, targets.joint_x] = targets.joint_offset
    presence = torch.full((n, JOINTS, h, w), -9.0)
    presence[targets.centre_image, :, targets.centre_y, targets.centre_x] = targets.joint_known * 18 - 9
    logit = lambda p: torch.logit(p.clamp(1e-4, 0.999))
    return logit(targets.centres), logit(targets.heatmaps), regressed, local.flatten(1, 2), presence


class PerfectNet(torch.nn.Module):
    """Says of pictures that are black to the left, and of their mirror images, exactly what the targets ask for."""

    def __init__(self, people: list[np.ndarray], size: int) -> None:
        super().__init__()
        self.outputs = [perfect_maps(pose_targets(group, size)) for group in (people, [flip_people(persons, size) for persons in people])]

    def features(self, image: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return tuple(image[:, :, ::stride, ::stride] for stride, _ in PATCHES)

    def read(self, features: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
        return self.outputs[int(features[0][0, 0, 0, 0])]


def test_perfect_maps_decode_to_the_truth():
    people = [np.stack([figure(40, 50, 1), figure(95, 80, 2)]), np.stack([figure(64, 64, 3)])]
    picture = torch.zeros(2, 3, 128, 128)
    picture[..., 64:] = 1
    with torch.no_grad():
        keypoints, scores, heatmaps = PoseEstimator(PerfectNet(people, 128), PoseRefiner((3,) * len(PATCHES)))(picture)
    assert keypoints.shape == (2, 10, JOINTS, 3) and scores.shape == (2, 10) and heatmaps.shape == (2, JOINTS, 32, 32)
    assert ((scores > 0.5).sum(1) == torch.tensor([2, 1])).all()
    assert (scores.diff(dim=1) <= 0).all()
    for group, found, score in zip(people, keypoints, scores):
        for person in group:
            distance = np.abs(found[score > 0.5, :, :2].numpy() - person[:, :2]).max((1, 2)).min()
            assert distance < 0.05
    areas = [np.full(len(group), 1600.0) for group in people]
    detections = list(zip(keypoints.numpy(), scores.numpy()))
    assert average_precision(detections, people, areas)["AP"] > 0.999
    assert people_count_error(detections, people) == 0


def test_cells_at_the_edge_vote_with_those_that_are_there():
    person = figure(20, 20)
    person[:, :2] = person[:, :2].clip(0, 63)
    person[0, :2], person[1, :2] = (0.4, 63.5), (63.5, 0.2)
    maps = as_probabilities(perfect_maps(pose_targets([person[None]], 64)))
    found = find_joints(maps, find_centres(maps[0], 1)[1])
    assert np.abs(found.places[0, 0].numpy() - person[:, :2]).max() < 0.05


def test_targets_mark_centres_and_skip_absent_joints():
    person = figure(60, 60)
    person[9] = 0
    targets = pose_targets([person[None], np.zeros((0, 17, 3), np.float32)], 128)
    centre = person_centre(person)
    assert targets.centres[0, 0, int(centre[1] // 4), int(centre[0] // 4)] == 1
    assert targets.centres[1].max() == 0 and targets.heatmaps[0, 9].max() == 0
    assert targets.joint_known[0].sum() == 16 and set(targets.joint_kind.tolist()) == set(range(17)) - {9}
    cell = torch.stack([targets.centre_x, targets.centre_y], 1) + 0.5
    joint = targets.centre_offset[0, 3] * OFFSET_UNIT + cell[0] * 4
    assert np.allclose(joint.numpy(), person[3, :2], atol=1e-3)


def test_the_loss_is_finite_without_people_and_falls_with_training():
    torch.manual_seed(0)
    net = PoseNet((8, 16, 16, 16, 16))
    image, targets = torch.rand(2, 3, 128, 128), pose_targets([figure(64, 64)[None], figure(50, 70, 1)[None]], 128)
    nobody = pose_targets([np.zeros((0, 17, 3), np.float32)] * 2, 128)
    assert torch.isfinite(sum(estimator_loss(net(image), nobody).values()))
    optimizer = torch.optim.AdamW(net.parameters(), lr=5e-3)
    losses = []
    for _ in range(12):
        loss = sum(estimator_loss(net(image), targets).values())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.8 * losses[0]


def test_a_mirrored_picture_gives_the_mirrored_pose():
    torch.manual_seed(2)
    estimator = lively_estimator(PoseNet((8, 16, 16, 16, 16)))
    torch.nn.init.normal_(estimator.net.head[1].weight, std=0.5)
    image = torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        (keypoints, scores, heatmaps), mirrored = estimator(image), estimator(image.flip(-1))
    assert torch.allclose(mirrored[2].flip(-1)[:, list(FLIP_ORDER)], heatmaps, atol=1e-5)
    certain = scores[0] > 0
    assert certain.any() and torch.allclose(mirrored[1], scores, atol=1e-5)
    there = mirrored[0][0, certain][:, list(FLIP_ORDER)]
    assert torch.allclose(there[..., 0], 64 - keypoints[0, certain, :, 0], atol=1e-2) and torch.allclose(there[..., 1:], keypoints[0, certain, :, 1:], atol=1e-2)


def test_the_exported_graph_equals_torch(tmp_path):
    torch.manual_seed(1)
    estimator = lively_estimator(PoseNet((8, 16, 16, 16, 16)))
    torch.nn.init.normal_(estimator.net.head[1].weight, std=0.3)
    write_onnx(estimator, tmp_path / "model.onnx", 64)
    assert onnx_difference(estimator, tmp_path / "model.onnx", 64) < 1e-3
    assert onnx_difference(estimator, tmp_path / "model.onnx", 96) < 1e-3


def test_mirroring_twice_changes_nothing_and_swaps_sides():
    person = figure(40, 60)[None]
    person[0, 7] = 0
    mirrored = flip_people(person, 128)
    assert mirrored[0, 8, 2] == 0 and mirrored[0, 5, 0] == 128 - person[0, 6, 0]
    assert np.allclose(flip_people(mirrored, 128), person, atol=1e-4)


def test_moved_joints_that_leave_the_canvas_are_absent():
    person = figure(64, 64)[None]
    moved = move_people(person, np.array([[1, 0, 50], [0, 1, 0]], np.float64), 128)
    gone = person[0, :, 0] + 50 >= 128
    assert gone.any() and (moved[0, gone] == 0).all() and np.allclose(moved[0, ~gone, 0], person[0, ~gone, 0] + 50)


def test_the_cells_around_a_joint_know_it_and_those_around_two_the_nearer():
    left, right = np.zeros((JOINTS, 3), np.float32), np.zeros((JOINTS, 3), np.float32)
    left[0], right[0] = (41, 50, 2), (49.5, 50, 2)
    targets = pose_targets([np.stack([left, right])], 128)
    said = torch.stack([targets.joint_x, targets.joint_y], 1) + 0.5 + targets.joint_offset
    cells = {(int(x), int(y)): float(4 * at[0]) for x, y, at in zip(targets.joint_x, targets.joint_y, said)}
    assert len(cells) == len(targets.joint_kind) == 15
    assert {x: cells[x, 12] for x in range(9, 14)} == {9: 41, 10: 41, 11: 49.5, 12: 49.5, 13: 49.5}


def test_an_exported_estimator_is_trained_on(tmp_path, figures, monkeypatch):
    torch.manual_seed(0)
    net = PoseNet().eval()
    torch.nn.init.normal_(net.head[1].weight, std=0.3)  # an untrained head's peaks are all but alike, and rounding would decide among them
    write_onnx(lively_estimator(net), tmp_path / "model.onnx", 64)
    monkeypatch.setattr(sys, "argv", [
        "estimator", "--data", str(figures), "--held-out", str(figures), "--run", str(tmp_path / "run"), "--start", str(tmp_path / "model.onnx"),
        "--max-steps", "1", "--batch", "2", "--learning-rate", "1e-5", "--bfloat16", "--size", "96", "--depths", "2", "3", "--rounds", "3"])
    stage.main()
    trained = load_estimator(tmp_path / "run")
    more, rounds = trained.net, trained.refiner.rounds
    assert len(rounds) == 3
    for second, third in zip(rounds[1].parameters(), rounds[2].parameters(), strict=True):
        torch.testing.assert_close(third, second, atol=1e-3, rtol=0)
    assert len(more.level16) - 1 == 2 and len(more.level32) - 1 == 3
    images = torch.rand(2, 3, 64, 64)
    with torch.no_grad():
        for expected, found in zip(net(images), more(images), strict=True):
            torch.testing.assert_close(found, expected, atol=2e-2, rtol=2e-2)
    assert json.loads((tmp_path / "run" / "metrics.json").read_text())["pictures"] == 20
    assert export_estimator(tmp_path / "run", tmp_path / "out") < 1e-3
    assert json.loads((tmp_path / "out" / "pose_estimator" / "config.json").read_text())["inputSize"] == {"width": 96, "height": 96}


def test_an_exported_estimator_gives_its_refiner_back(tmp_path):
    torch.manual_seed(0)
    trained, found = lively_estimator(PoseNet()), PoseRefiner(PoseNet().widths)
    write_onnx(trained, tmp_path / "model.onnx", 64)
    load_exported_linears(tmp_path / "model.onnx", found, "refiner.")
    expected = trained.refiner.state_dict()
    assert all(value.equal(expected[name]) for name, value in found.state_dict().items())
    with pytest.raises(ValueError, match="size mismatch for rounds.0.inputs.weight"):
        load_exported_linears(tmp_path / "model.onnx", PoseRefiner(PoseNet().widths, width=64), "refiner.")
    with pytest.raises(ValueError, match="Missing key"):
        load_exported_linears(tmp_path / "model.onnx", found, "another.")


def test_an_exported_estimator_gives_its_network_back(tmp_path):
    torch.manual_seed(0)
    trained, found, images = PoseNet(), PoseNet(), torch.rand(8, 3, 64, 64)
    for part in trained.modules():
        if isinstance(part, torch.nn.BatchNorm2d):
            for value, low, high in ((part.weight, 0.5, 1.5), (part.bias, -0.2, 0.2), (part.running_mean, -0.2, 0.2), (part.running_var, 0.5, 1.5)):
                torch.nn.init.uniform_(value, low, high)
    write_onnx(lively_estimator(trained.eval()), tmp_path / "model.onnx", 64)
    load_exported(tmp_path / "model.onnx", found, images)
    with torch.no_grad():
        for expected, evaluated, learning in zip(trained(images), found(images), found.train()(images), strict=True):
            torch.testing.assert_close(evaluated, expected, atol=1e-4, rtol=1e-3)
            torch.testing.assert_close(learning, expected, atol=2e-2, rtol=2e-2)  # the variance is the population's there, the sample's here
    normalized = [part.weight for part in found.modules() if isinstance(part, torch.nn.Conv2d) and part.bias is None]
    torch.testing.assert_close(torch.stack([weight.square().mean().sqrt() for weight in normalized]), torch.full((len(normalized),), TRAINED_SIZE))


def test_a_deeper_network_says_the_same_until_it_learns_and_its_graph_tells_its_depths(tmp_path):
    torch.manual_seed(0)
    net, images = PoseNet().eval(), torch.rand(2, 3, 64, 64)
    before = net(images)
    deeper = deepen(net, (3, 4)).eval()
    for expected, found in zip(before, deeper(images), strict=True):
        assert torch.equal(found, expected)
    deeper(images)[0].sum().backward()
    assert deeper.level32[4].second[1].weight.grad.abs().sum() > 0
    write_onnx(lively_estimator(deeper), tmp_path / "model.onnx", 64)
    assert depths_in_graph(tmp_path / "model.onnx") == [3, 4]


def test_another_networks_graph_is_refused(tmp_path):
    write_onnx(lively_estimator(PoseNet().eval()), tmp_path / "model.onnx", 64)
    with pytest.raises(ValueError, match=r"expected a convolution with weights \(24, 3, 3, 3\), got \(16, 3, 3, 3\)"):
        load_exported(tmp_path / "model.onnx", PoseNet((24, 32, 64, 96, 160)), torch.rand(1, 3, 64, 64))
