"""Sets right where the joints of a person were found, by what the picture has around each and by where the others are.

`PoseNet` says where a joint is from far off, at the person's centre, and then from the joint's own place alone: neither knows that this wrist cannot be
that elbow's. Here a person is a sequence of joints (as in TokenPose, Li et al., ICCV 2021, and PETR, Shi et al., CVPR 2022). Each brings patches of the
network's maps around its place and the peaks of its heatmap nearby, all attend to each other, and each says how to move; in several rounds, with new patches.
It learns what AP measures, COCO's keypoint similarity, and how similar each joint will turn out to be, by which people are then ranked.
"""

from __future__ import annotations

import copy
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import nn

from .data import FLIP_ORDER
from .targets import JOINTS, STRIDE, TORSO

PATCHES = ((2, 5), (4, 3), (8, 3), (16, 1), (32, 1))
"""Stride of each of the network's maps, and how many of its cells, across and down, a joint sees."""
HEAT_SIDE = 5
PEAKS = 4
"""Peaks of its heatmap that a joint knows of."""
GEOMETRY = 7 + 3 * PEAKS
"""Numbers of `describe`."""
STEP = 0.1
"""Unit of a joint's move, as a share of the person's span."""
SIGMAS = (0.026, 0.025, 0.025, 0.035, 0.035, 0.079, 0.079, 0.072, 0.072, 0.062, 0.062, 0.107, 0.107, 0.087, 0.087, 0.089, 0.089)
"""COCO's, by joint."""


class FoundJoints(NamedTuple):
    """The joints of K people in each of N pictures, as they were found on the maps. Input pixels."""

    places: torch.Tensor
    """(N, K, 17, 2): x, y."""
    rough: torch.Tensor
    """(N, K, 17, 2): as the person's centre has them."""
    presence: torch.Tensor
    """(N, K, 17): how certain it is that there is one, 0 to 1."""
    support: torch.Tensor
    """(N, K, 17): height of the peak that the place was drawn to, 0 to 1."""
    peaks: torch.Tensor
    """(N, K, 17, PEAKS, 3): x, y and height of the best peaks near."""

    def mirrored(self, width: int) -> FoundJoints:
        """Those of the mirrored pictures."""
        order = list(FLIP_ORDER)
        return FoundJoints(
            mirror_places(self.places, width), mirror_places(self.rough, width), self.presence[:, :, order], self.support[:, :, order],
            torch.cat([mirror_places(self.peaks[..., :2], width), self.peaks[:, :, order, :, 2:]], -1))


class Refined(NamedTuple):
    """What one round says."""

    places: torch.Tensor
    """(N, K, 17, 2): x, y in input pixels."""
    similarity: torch.Tensor
    """(N, K, 17): logit of the similarity that it expects."""


def mirror_places(places: torch.Tensor, width: int) -> torch.Tensor:
    """Places (N, K, 17, ..., 2) in the mirrored picture; the figure's left becomes its right."""
    swapped = places[:, :, list(FLIP_ORDER)]
    return torch.stack([width - swapped[..., 0], swapped[..., 1]], -1)


def sample_patches(maps: torch.Tensor, places: torch.Tensor, stride: int, side: int) -> torch.Tensor:
    """Values of maps (N, C, h, w) at `side` x `side` places a cell apart around places (N, K, J, 2), input pixels: (N, K, J, C * side^2)."""
    n, k, joints = places.shape[:3]
    steps = torch.arange(side, device=places.device) - side // 2
    around = torch.stack(torch.meshgrid(steps, steps, indexing="xy"), -1).flatten(0, 1).to(places)
    cells = (places / stride).flatten(1, 2)[:, :, None] + around
    spots = torch.stack([cells[..., 0] / maps.shape[3], cells[..., 1] / maps.shape[2]], -1) * 2 - 1
    found = F.grid_sample(maps, spots, mode="bilinear", padding_mode="zeros", align_corners=False)
    return found.transpose(1, 2).reshape(n, k, joints, maps.shape[1] * side * side)


def sample_heat(heatmaps: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """Heat around each joint, of its own map and of that of its other side: (N, K, 17, 2 * HEAT_SIDE^2)."""
    n, k = places.shape[:2]
    pairs = torch.stack([heatmaps, heatmaps[:, FLIP_ORDER]], 2).flatten(0, 1)
    by_joint = places.transpose(1, 2).flatten(0, 1)[:, :, None]
    return sample_patches(pairs, by_joint, STRIDE, HEAT_SIDE).view(n, JOINTS, k, -1).transpose(1, 2)


def span(places: torch.Tensor) -> torch.Tensor:
    """Diagonal of the box around each person's joints, pixels, at least 4: (N, K, 1, 1)."""
    return (places.amax(2) - places.amin(2)).norm(dim=-1).clamp(min=4.0)[:, :, None, None]


def describe(places: torch.Tensor, found: FoundJoints) -> torch.Tensor:
    """Where joints are, in spans: from the torso's middle, to where the centre has them, and to the peaks; and how certain that was: (N, K, 17, GEOMETRY)."""
    unit = span(places)
    middle = places[:, :, list(TORSO)].mean(2, keepdim=True)
    to_peaks = (found.peaks[..., :2] - places[..., None, :]) / unit[..., None]
    size = (unit / 64).log().expand(-1, -1, JOINTS, -1)
    return torch.cat([(places - middle) / unit, (found.rough - places) / unit, found.presence[..., None], found.support[..., None], size,
                      to_peaks.flatten(3), found.peaks[..., 2]], -1)


def think(width: int) -> nn.Sequential:
    return nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))


class Attention(nn.Module):
    """A transformer's layer over the joints of a person: (N, K, 17, width) to the same."""

    def __init__(self, width: int, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.norm, self.inputs, self.output, self.thought = nn.LayerNorm(width), nn.Linear(width, 3 * width), nn.Linear(width, width), think(width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        query, key, value = (part.unflatten(3, (self.heads, -1)).transpose(2, 3) for part in self.inputs(self.norm(x)).chunk(3, -1))
        weights = (query @ key.transpose(3, 4) * query.shape[4] ** -0.5).softmax(4)
        x = x + self.output((weights @ value).transpose(2, 3).flatten(3))
        return x + self.thought(x)


class Round(nn.Module):
    """What each joint sees to its move, x and y, and the logit of its similarity: (N, K, 17, seen) to (N, K, 17, 3)."""

    def __init__(self, seen: int, width: int, layers: int) -> None:
        super().__init__()
        self.inputs = nn.Linear(seen, width)
        self.joints = nn.Parameter(torch.randn(JOINTS, width) * 0.5)
        self.first, self.layers = think(width), nn.Sequential(*(Attention(width) for _ in range(layers)))
        self.output = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, width), nn.GELU(), nn.Linear(width, 3))
        nn.init.zeros_(self.output[3].weight)
        nn.init.zeros_(self.output[3].bias)

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        x = self.inputs(seen) + self.joints
        return self.output(self.layers(x + self.first(x)))


class PoseRefiner(nn.Module):
    """Joints as they were found to joints as they are, in rounds."""

    def __init__(self, channels: tuple[int, ...], rounds: int = 2, width: int = 128, layers: int = 2) -> None:
        """`channels`: those of the network's maps, which `PATCHES` lists."""
        super().__init__()
        seen = sum(count * side ** 2 for count, (_, side) in zip(channels, PATCHES, strict=True)) + 2 * HEAT_SIDE ** 2 + GEOMETRY
        self.rounds = nn.ModuleList(Round(seen, width, layers) for _ in range(rounds))

    def forward(self, features: tuple[torch.Tensor, ...], heatmaps: torch.Tensor, found: FoundJoints) -> list[Refined]:
        """What every round says; `features` as `PoseNet` has them, heatmaps (N, 17, h, w) in [0, 1]."""
        results, places = [], found.places
        for step in self.rounds:
            places = places.detach()
            patches = [sample_patches(maps, places, stride, side) for maps, (stride, side) in zip(features, PATCHES, strict=True)]
            said = step(torch.cat([*patches, sample_heat(heatmaps, places), describe(places, found)], -1))
            places = places + said[..., :2] * (STEP * span(places))
            results.append(Refined(places, said[..., 2]))
        return results


def prolong(refiner: PoseRefiner, rounds: int) -> PoseRefiner:
    """`refiner` with as many rounds, if it has fewer: the new ones begin as the last."""
    while len(refiner.rounds) < rounds:
        refiner.rounds.append(copy.deepcopy(refiner.rounds[-1]))
    return refiner


def keypoint_error(places: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """COCO's e of each joint, (N, K, 17), whose similarity is exp(-e); the person's area is that of the box around known joints, widened as our figures' are.

    Args:
        places: (N, K, 17, 2); truth: (N, K, 17, 3), x, y and v.
    """
    known = truth[..., 2:] > 0
    low, high = truth[..., :2].where(known, torch.inf).amin(2), truth[..., :2].where(known, -torch.inf).amax(2)
    extent = (high - low).nan_to_num(0, 0, 0).clamp(min=0)
    area = (extent + 0.15 * extent.norm(dim=-1, keepdim=True)).prod(-1).clamp(min=100)
    return (places - truth[..., :2]).square().sum(-1) / (8 * area[..., None] * torch.tensor(SIGMAS, device=places.device).square())


def refiner_loss(results: list[Refined], truth: torch.Tensor) -> dict[str, torch.Tensor]:
    """The parts of the training loss, already weighted, of all rounds; truth: (N, K, 17, 3) x, y and v, joints of v = 0 do not count."""
    known = (truth[..., 2] > 0).float()
    share = known / known.sum().clamp(min=1)
    move = sure = torch.zeros((), device=truth.device)
    for places, similarity in results:
        error = keypoint_error(places, truth)
        move = move + 2.0 * ((torch.log1p(4 * error) / 2 - torch.expm1(-error)) * share).sum()  # the logarithm pulls from afar, where similarity is flat
        sure = sure + 0.5 * (F.binary_cross_entropy_with_logits(similarity, torch.exp(-error.detach()), reduction="none") * share).sum()
    return {"move": move, "sure": sure}
