"""The pose estimator's training: the network that finds people and their joints (`pose_net`), and the refiner that sets each person right (`refiner`).

    python -m mannequin.estimator --data DIR --held-out DIR --run DIR/estimator
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection, Sequence
from itertools import groupby, takewhile
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from .augment import TrainingSamples
from .data import FigureData, load_reconstructions, to_unit_range
from .decoding import PoseEstimator, as_probabilities, find_joints
from .pose_metrics import measure_estimator
from .pose_net import PoseNet, deepen
from .refiner import PoseRefiner, prolong, refiner_loss
from .targets import JOINTS, PoseTargets, pose_targets
from .training import TrainingRun, add_bfloat16_argument, add_training_arguments, autocast, has_checkpoint, prepare_torch, read_average
from .unfolding import load_exported, load_exported_linears, read_convolutions, read_graph
from .views import view_chances

START_PICTURES = 200
"""What the normalizations of an exported estimator are measured on."""
CENTRE_ERRORS = (-1, 0, 0, 0, 1)
"""How many cells, across and down, the centre lies off that the refiner's beginnings are read at, in training."""


def focal_loss(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """CornerNet's penalty-reduced focal loss; cells where the Gaussian `target` is 1 are positive. Per positive."""
    probability = logits.sigmoid()
    positive = target.ge(0.999).float()
    hit = positive * (1 - probability).square() * F.logsigmoid(logits)
    miss = (1 - positive) * (1 - target).pow(4) * probability.square() * F.logsigmoid(-logits)
    return -(hit + miss).sum() / positive.sum().clamp(min=1)


def estimator_loss(outputs: tuple[torch.Tensor, ...], target: PoseTargets) -> dict[str, torch.Tensor]:
    """The parts of the training loss, already weighted."""
    centre, heat, regressed, local, presence = outputs
    image, y, x = target.centre_image, target.centre_y, target.centre_x
    at_centre = regressed[image, :, y, x].view(-1, JOINTS, 2)
    known = target.joint_known[..., None]
    distance = F.smooth_l1_loss(at_centre, target.centre_offset, beta=0.1, reduction="none") / target.scale[:, None, None]
    at_joint = local.view(len(local), JOINTS, 2, *local.shape[2:])[target.joint_image, target.joint_kind, :, target.joint_y, target.joint_x]
    return {
        "centre": focal_loss(centre, target.centres), "heat": focal_loss(heat, target.heatmaps),
        "regressed": 2.0 * (distance * known).sum() / known.sum().clamp(min=1),
        "local": F.l1_loss(at_joint, target.joint_offset) if len(at_joint) else at_joint.sum(),
        "presence": 0.3 * F.binary_cross_entropy_with_logits(presence[image, :, y, x], target.joint_known, reduction="sum") / max(known.numel(), 1)}


def train(args: argparse.Namespace, estimator: PoseEstimator, data: FigureData) -> None:
    device = prepare_torch(args)
    estimator.to(device, memory_format=torch.channels_last).train()
    run = TrainingRun(args, estimator, decay=0.998, betas=(0.9, 0.99), weight_decay=0.02, clip=5.0)
    samples, chances = TrainingSamples(data, run.rng, load_reconstructions(args.reconstructions), args.size), view_chances(data)
    for _ in run.steps():
        samples.plain = run.progress >= args.plain_from
        images, people = samples.draw(run.pick(len(data), chances))
        with autocast(args):
            parts = pose_losses(estimator, images.to(device), pose_targets(people, samples.size).to(device), run.rng)
        run.descend(sum(parts.values()), **parts)


def pose_losses(estimator: PoseEstimator, images: torch.Tensor, target: PoseTargets, rng: np.random.Generator) -> dict[str, torch.Tensor]:
    """All parts of the training loss, already weighted, of pictures (N, 3, H, W) in [0, 1]."""
    features = estimator.net.features(images.contiguous(memory_format=torch.channels_last))
    outputs = estimator.net.read(features)
    with torch.autocast(images.device.type, enabled=False):
        features, outputs = ([maps.float() for maps in group] for group in (features, outputs))
        return estimator_loss(outputs, target) | refined_loss(estimator.refiner, features, outputs, target, rng)


def refined_loss(refiner: PoseRefiner, features: list[torch.Tensor], outputs: list[torch.Tensor], target: PoseTargets, rng: np.random.Generator) -> dict[str, torch.Tensor]:
    """That of the refiner, which begins at what the maps say of people now, their centres being known to a cell: it changes features, but not where it begins."""
    maps = as_probabilities([part.detach() for part in outputs])
    grid = maps[0].shape[3]
    astray = torch.from_numpy(rng.choice(CENTRE_ERRORS, (2, *target.cells.shape))).to(target.cells)
    x, y = ((cells + error).clamp(0, grid - 1) for cells, error in zip((target.cells % grid, target.cells // grid), astray, strict=True))
    return refiner_loss(refiner(features, maps[1], find_joints(maps, y * grid + x)), target.people)


def load_estimator(run: Path) -> PoseEstimator:
    average = read_average(run)
    estimator = build_like(average)
    estimator.load_state_dict(average)
    return estimator.eval().requires_grad_(False)


def build_estimator(depths: Sequence[int], rounds: int) -> PoseEstimator:
    net = PoseNet(depths=depths)
    return PoseEstimator(net, PoseRefiner(net.widths, rounds))


def build_like(names: Collection[str]) -> PoseEstimator:
    """A new one whose parameters have these names."""
    return build_estimator(depths_in(names), rounds_in(names))


def depths_in(names: Collection[str]) -> list[int]:
    """Residuals at strides 16 and 32 of the estimator whose parameters have these names."""
    return [count_parts(names, f"net.{level}.") - 1 for level in ("level16", "level32")]


def rounds_in(names: Collection[str]) -> int:
    """The refiner's rounds, likewise; 0 without a refiner."""
    return count_parts(names, "refiner.rounds.")


def count_parts(names: Collection[str], prefix: str) -> int:
    """How many modules a list of them has, by its parameters' names."""
    return len({name.removeprefix(prefix).split(".")[0] for name in names if name.startswith(prefix)})


def depths_in_graph(path: Path) -> list[int]:
    """Residuals, of two convolutions each, at strides 16 and 32: the last two runs of alike ones before the first of 1x1, and between them the one to stride 32."""
    shapes = [weight.shape for weight, _ in read_convolutions(path)]
    *_, at16, _, at32 = [len(list(alike)) for _, alike in groupby(takewhile(lambda shape: shape[-1] > 1, shapes))]
    return [at16 // 2, at32 // 2]


def find_estimator(args: argparse.Namespace, data: FigureData) -> PoseEstimator:
    """That of the checkpoint; else that of --start, or a new one, as deep and with as many rounds as --depths and --rounds say."""
    if has_checkpoint(args.run):
        return build_like(read_average(args.run))
    estimator = start_estimator(args.start, data) if args.start else build_estimator((2, 2), args.rounds)
    deepen(estimator.net, args.depths)
    prolong(estimator.refiner, args.rounds)
    return estimator


def start_estimator(path: Path, data: FigureData) -> PoseEstimator:
    """That of the graph at `path`, with a new refiner if it has none."""
    rounds = rounds_in(read_graph(path)[1])
    estimator = build_estimator(depths_in_graph(path), rounds or 1)
    load_exported(path, estimator.net, to_unit_range(data.images[:START_PICTURES]))
    if rounds:
        load_exported_linears(path, estimator.refiner, "refiner.")
    return estimator


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--held-out", type=Path, required=True)
    parser.add_argument("--reconstructions", type=Path, default=None, help="what mannequin.reconstructions wrote: a share of the pictures is of these")
    parser.add_argument("--size", type=int, default=None, help="side that pictures are enlarged to, a multiple of 32; may change between runs. Default: the data's")
    parser.add_argument("--start", type=Path, default=None, help="exported model.onnx to go on from, where there is no checkpoint in --run")
    parser.add_argument("--depths", type=int, nargs=2, default=(2, 2), metavar=("AT_16", "AT_32"),
                        help="residuals at strides 16 and 32, at least; a network of --start gets what it lacks. Default: 2 2")
    parser.add_argument("--rounds", type=int, default=2, help="of the refiner, at least; one of --start gets what it lacks. Default: 2")
    parser.add_argument("--plain-from", type=float, default=0.9, help="share of the budget after which colours are not varied, nor pictures blurred")
    add_training_arguments(parser, minutes=40, batch=16, learning_rate=5e-3)
    add_bfloat16_argument(parser)
    args = parser.parse_args()
    data = FigureData(args.data)
    train(args, find_estimator(args, data), data)
    size = args.size or data.size
    (args.run / "config.json").write_text(json.dumps({"inputSize": size}))
    measured = measure_estimator(load_estimator(args.run), FigureData(args.held_out), size)
    (args.run / "metrics.json").write_text(json.dumps(measured, indent=2))
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
