"""The pose estimator: a small U-Net that finds people by their centres and refines their joints on heatmaps.

    python -m mannequin.estimator --data DIR --held-out DIR --run DIR/estimator

Outputs lie on a grid of stride 4. Channels of the head:
    1        centre heatmap (people)
    17       joint heatmaps
    34       offsets from a person's centre to each joint, in units of `OFFSET_UNIT` input pixels
    34       offsets from a cell to the joint whose heatmap peaks there or beside it, in cells
    17       logit of a joint's presence, read at the centre
Decoding: peaks of the centre heatmap are people; each joint is regressed from the centre, then drawn to the best nearby
peak of its heatmap, on whose place the cells around it vote. Left and right are the figure's own.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import groupby, takewhile
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from .augment import TrainingSamples
from .data import FLIP_ORDER, FigureData, load_reconstructions, to_unit_range
from .pose_metrics import measure_estimator
from .targets import JOINTS, OFFSET_UNIT, PoseTargets, pose_targets
from .training import CHECKPOINT, TrainingRun, add_bfloat16_argument, add_training_arguments, autocast, has_checkpoint, load_average, prepare_torch
from .unfolding import load_exported, read_convolutions
from .views import view_chances

STRIDE = 4
START_PICTURES = 200
"""What the normalizations of an exported estimator are measured on."""
MAX_PEOPLE = 10
CHANNELS = (1, JOINTS, 2 * JOINTS, 2 * JOINTS, JOINTS)
CENTRE_PRIOR = -4.0
"""Initial logit of the heatmaps, so that training starts from 'no one here'."""


def convolution(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Residual(nn.Module):
    """Two 3x3 convolutions beside the identity."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = convolution(width, width)
        self.second = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu(x + self.second(self.first(x)))


class PoseNet(nn.Module):
    """Image in [0, 1] to the head's maps at stride 4; context comes from strides 8, 16 and 32."""

    def __init__(self, widths: tuple[int, int, int, int, int] = (16, 32, 64, 96, 160), depths: Sequence[int] = (2, 2)) -> None:
        """`widths`: channels of the stem and at strides 4 to 32; `depths`: residuals at strides 16 and 32."""
        super().__init__()
        stem, a, b, c, d = widths
        self.stem = nn.Sequential(convolution(3, stem, 2), convolution(stem, a, 2))
        self.level4 = Residual(a)
        self.level8 = nn.Sequential(convolution(a, b, 2), Residual(b))
        self.level16 = nn.Sequential(convolution(b, c, 2), *(Residual(c) for _ in range(depths[0])))
        self.level32 = nn.Sequential(convolution(c, d, 2), *(Residual(d) for _ in range(depths[1])))
        self.lateral16, self.lateral8, self.lateral4 = nn.Conv2d(d, c, 1), nn.Conv2d(c, b, 1), nn.Conv2d(b, a, 1)
        self.merge16, self.merge8, self.merge4 = Residual(c), Residual(b), Residual(a)
        self.head = nn.Sequential(convolution(a, 2 * a), nn.Conv2d(2 * a, sum(CHANNELS), 1))
        nn.init.normal_(self.head[1].weight, std=0.01)
        nn.init.zeros_(self.head[1].bias)
        nn.init.constant_(self.head[1].bias[: 1 + JOINTS], CENTRE_PRIOR)

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """(N, 3, H, W) to logits and offsets (N, C, H/4, W/4), C as in `CHANNELS`."""
        x4 = self.level4(self.stem((image - 0.5) * 4))
        x8 = self.level8(x4)
        x16 = self.level16(x8)
        x32 = self.level32(x16)
        y16 = self.merge16(x16 + F.interpolate(self.lateral16(x32), scale_factor=2.0))
        y8 = self.merge8(x8 + F.interpolate(self.lateral8(y16), scale_factor=2.0))
        y4 = self.merge4(x4 + F.interpolate(self.lateral4(y8), scale_factor=2.0))
        return torch.split(self.head(y4), CHANNELS, 1)


def deepen(net: PoseNet, depths: Sequence[int]) -> PoseNet:
    """`net` with as many residuals at strides 16 and 32 as `depths` says, if it has fewer: the new ones pass on what they get, until they learn."""
    for level, depth in zip((net.level16, net.level32), depths, strict=True):
        while len(level) - 1 < depth:
            residual = Residual(level[0][0].out_channels)
            nn.init.zeros_(residual.second[1].weight)
            level.append(residual)
    return net


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


class PoseEstimator(nn.Module):
    """PoseNet on the picture and its mirror image, with all decoding inside: what models/*/pose_estimator/model.onnx holds."""

    def __init__(self, net: nn.Module, people: int = MAX_PEOPLE, mirror: bool = True) -> None:
        super().__init__()
        self.net, self.people, self.mirror = net, people, mirror

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """float32 (N, 3, H, W) RGB in [0, 1].

        Returns:
            keypoints (N, K, 17, 3): x, y in input pixels and the joint's score; scores (N, K), descending;
            heatmaps (N, 17, H/4, W/4) in [0, 1].
        """
        centre, heatmaps, regressed, local, presence = self._both_ways(image) if self.mirror else self._maps(image)
        scores, cells = self._peaks(centre)
        width = centre.shape[3]
        origin = torch.stack([cells % width, cells // width], -1).float() + 0.5
        rough = origin[:, :, None] * STRIDE + self._gather(regressed, cells).unflatten(2, (JOINTS, 2)) * OFFSET_UNIT
        present = self._gather(presence, cells)
        refined, support = self._refine(rough, heatmaps, self._vote(heatmaps, local))
        joint_score = present * (0.5 + 0.5 * support)
        certainty = (present * support ** CERTAINTY_POWER).sum(2) / present.sum(2).clamp(min=1)
        person_score = (scores / SURE_CENTRE).clamp(max=1) * (0.5 + 0.5 * certainty)
        person_score, order = person_score.sort(dim=1, descending=True)
        keypoints = torch.cat([refined, joint_score[..., None]], 3)
        return keypoints.gather(1, order[:, :, None, None].expand_as(keypoints)), person_score, heatmaps

    def _both_ways(self, image: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Maps averaged over the picture and its mirror image; heatmaps and presence as probabilities."""
        centre, heat, regressed, local, presence = self._maps(image)
        mirrored = [maps.flip(-1) for maps in self._maps(image.flip(-1))]
        swapped = [mirrored[0], mirrored[1][:, FLIP_ORDER], self._mirror_offsets(mirrored[2]), self._mirror_offsets(mirrored[3]), mirrored[4][:, FLIP_ORDER]]
        return tuple((a + b) / 2 for a, b in zip((centre, heat, regressed, local, presence), swapped, strict=True))

    def _maps(self, image: torch.Tensor) -> tuple[torch.Tensor, ...]:
        centre, heat, regressed, local, presence = self.net(image)
        return centre.sigmoid(), heat.sigmoid(), regressed, local, presence.sigmoid()

    @staticmethod
    def _mirror_offsets(maps: torch.Tensor) -> torch.Tensor:
        """Offsets (N, 34, h, w) of the mirrored figure: sides exchanged, x negated."""
        swapped = maps.unflatten(1, (JOINTS, 2))[:, FLIP_ORDER]
        return torch.stack([-swapped[:, :, 0], swapped[:, :, 1]], 2).flatten(1, 2)

    def _peaks(self, centre: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores (N, K) and flat cells (N, K) of the highest local maxima; what is no maximum scores 0."""
        peaks = centre * (F.max_pool2d(centre, 5, 1, 2) == centre).float()
        scores, cells = peaks.flatten(1).topk(self.people, dim=1)
        return scores * (scores > 0.02).float(), cells

    @staticmethod
    def _gather(maps: torch.Tensor, cells: torch.Tensor) -> torch.Tensor:
        """Values (N, K, C) of maps (N, C, h, w) at flat cells (N, K)."""
        return maps.flatten(2).gather(2, cells[:, None].expand(-1, maps.shape[1], -1)).transpose(1, 2)

    @staticmethod
    def _vote(heatmaps: torch.Tensor, local: torch.Tensor) -> torch.Tensor:
        """Where the joint of each cell is, input pixels (N, 17, 2, h * w): what the cell and the eight around it say, by their heat."""
        n, joints, height, width = heatmaps.shape
        middles = torch.stack(torch.meshgrid(torch.arange(width), torch.arange(height), indexing="xy")).to(local) + 0.5
        said = local.view(n, joints, 2, height, width) + middles
        weight = heatmaps ** VOTE_POWER
        votes = F.avg_pool2d((said * weight[:, :, None]).flatten(1, 2), 3, 1, 1).view_as(said)
        return (votes / (F.avg_pool2d(weight, 3, 1, 1)[:, :, None] + 1e-9)).flatten(3) * STRIDE

    def _refine(self, rough: torch.Tensor, heatmaps: torch.Tensor, places: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Draw joints (N, K, 17, 2) to the best peak near them, the further the higher it is: new positions and the peaks' values (N, K, 17).

        Best is the peak's value times a Gaussian of its distance, whose width grows with the person.
        """
        n, k = rough.shape[:2]
        peaks = (heatmaps * (F.max_pool2d(heatmaps, 3, 1, 1) == heatmaps).float()).flatten(2)
        values, cells = peaks.topk(CANDIDATES, dim=2)
        candidates = places.gather(3, cells[:, :, None].expand(-1, -1, 2, -1)).transpose(2, 3)[:, None]
        span = (rough.amax(2) - rough.amin(2)).norm(dim=-1)
        reach = (span * REACH).clamp(min=2.0)[:, :, None, None]
        distance = (candidates - rough[:, :, :, None]).norm(dim=-1)
        weight = values[:, None] * torch.exp(-0.5 * (distance / reach).square())
        best, index = weight.max(dim=3)
        chosen = candidates.expand(n, k, -1, -1, -1).gather(3, index[..., None, None].expand(-1, -1, -1, 1, 2)).squeeze(3)
        support = values[:, None].expand(n, k, -1, -1).gather(3, index[..., None]).squeeze(3)
        support = support * (best > ACCEPT).float()
        return rough + (support ** TRUST_POWER)[..., None] * (chosen - rough), support


CANDIDATES = 10
REACH = 0.2
"""Width of the search around a regressed joint, as a share of the diagonal of the person's joints."""
ACCEPT = 0.03
"""Least weight of a peak that a regressed position is drawn to."""
VOTE_POWER, TRUST_POWER = 3.0, 0.2
"""Of a heatmap's value: in a cell's vote on the joint's place; in how far the peak draws the regressed position."""
SURE_CENTRE = 0.5
"""From this value on a centre is a person for certain, and only the certainty of the joints ranks people, as AP wants."""
CERTAINTY_POWER = 1.5
"""Of a peak's value, in the certainty of a person's present joints."""


def train(args: argparse.Namespace, net: PoseNet, data: FigureData) -> None:
    device = prepare_torch(args)
    net.to(device, memory_format=torch.channels_last).train()
    run = TrainingRun(args, net, decay=0.998, betas=(0.9, 0.99), weight_decay=0.02, clip=5.0)
    samples, chances = TrainingSamples(data, run.rng, load_reconstructions(args.reconstructions), args.size), view_chances(data)
    for _ in run.steps():
        samples.plain = run.progress >= args.plain_from
        with autocast(args):
            images, people = samples.draw(run.pick(len(data), chances))
            outputs = tuple(maps.float() for maps in net(images.to(device, memory_format=torch.channels_last)))
        parts = estimator_loss(outputs, pose_targets(people, samples.size).to(device))
        run.descend(sum(parts.values()), **parts)


def load_estimator(run: Path) -> PoseEstimator:
    return PoseEstimator(load_average(run, PoseNet(depths=depths_in_checkpoint(run)))).eval()


def depths_in_checkpoint(run: Path) -> list[int]:
    names = torch.load(run / CHECKPOINT, map_location="cpu", weights_only=True)["module"]
    return [max(int(name.split(".")[1]) for name in names if name.startswith(level)) for level in ("level16.", "level32.")]


def depths_in_graph(path: Path) -> list[int]:
    """Residuals, of two convolutions each, at strides 16 and 32: the last two runs of alike ones before the first of 1x1, and between them the one to stride 32."""
    shapes = [weight.shape for weight, _ in read_convolutions(path)]
    *_, at16, _, at32 = [len(list(alike)) for _, alike in groupby(takewhile(lambda shape: shape[-1] > 1, shapes))]
    return [at16 // 2, at32 // 2]


def find_net(args: argparse.Namespace, data: FigureData) -> PoseNet:
    """That of the checkpoint's depths; else that of --start, or a new one, deepened as --depths says."""
    if has_checkpoint(args.run):
        return PoseNet(depths=depths_in_checkpoint(args.run))
    net = PoseNet()
    if args.start:
        net = PoseNet(depths=depths_in_graph(args.start))
        load_exported(args.start, net, to_unit_range(data.images[:START_PICTURES]))
    return deepen(net, args.depths)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--held-out", type=Path, required=True)
    parser.add_argument("--reconstructions", type=Path, default=None, help="what mannequin.reconstructions wrote: a share of the pictures is of these")
    parser.add_argument("--size", type=int, default=None, help="side that pictures are enlarged to, a multiple of 32; may change between runs. Default: the data's")
    parser.add_argument("--start", type=Path, default=None, help="exported model.onnx to go on from, where there is no checkpoint in --run")
    parser.add_argument("--depths", type=int, nargs=2, default=(2, 2), metavar=("AT_16", "AT_32"),
                        help="residuals at strides 16 and 32, at least; a network of --start gets what it lacks. Default: 2 2")
    parser.add_argument("--plain-from", type=float, default=0.9, help="share of the budget after which colours are not varied, nor pictures blurred")
    add_training_arguments(parser, minutes=40, batch=16, learning_rate=5e-3)
    add_bfloat16_argument(parser)
    args = parser.parse_args()
    data = FigureData(args.data)
    train(args, find_net(args, data), data)
    size = args.size or data.size
    (args.run / "config.json").write_text(json.dumps({"inputSize": size}))
    measured = measure_estimator(load_estimator(args.run), FigureData(args.held_out), size)
    (args.run / "metrics.json").write_text(json.dumps(measured, indent=2))
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
