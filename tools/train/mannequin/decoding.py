"""From a picture to people: what the pose estimator does with its network's maps, and what models/*/pose_estimator/model.onnx holds.

Peaks of the centre heatmap are people. Each joint is regressed from the centre, then drawn to the best nearby peak of its heatmap, on whose place the cells
around it vote; then the refiner sets the person right as a whole. Maps are averaged over the picture and its mirror image, and so is what the refiner says.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import nn

from .data import FLIP_ORDER
from .refiner import PEAKS, FoundJoints, PoseRefiner, mirror_places, span
from .targets import AROUND, JOINTS, OFFSET_UNIT, STRIDE

MAX_PEOPLE = 10
CANDIDATES = 10
"""Peaks of a heatmap that people may choose from."""
REACH = 0.2
"""Width of the search around a regressed joint, as a share of the diagonal of the person's joints."""
LEAST_WEIGHT = math.log(0.03)
"""Of a peak that a regressed position is drawn to."""
VOTE_POWER, TRUST_POWER = 3.0, 0.2
"""Of a heatmap's value: in a cell's vote on the joint's place; in how far the peak draws the regressed position."""
SURE_CENTRE = 0.5
"""From this value on a centre is a person for certain, and only the certainty of the joints ranks people, as AP wants."""

Maps = tuple[torch.Tensor, ...]


class PoseEstimator(nn.Module):
    """The network and the refiner, with all decoding."""

    def __init__(self, net: nn.Module, refiner: PoseRefiner, people: int = MAX_PEOPLE) -> None:
        super().__init__()
        self.net, self.refiner, self.people = net, refiner, people

    def forward(self, image: torch.Tensor) -> Maps:
        """float32 (N, 3, H, W) RGB in [0, 1].

        Returns:
            keypoints (N, K, 17, 3): x, y in input pixels and the joint's score; scores (N, K), descending;
            heatmaps (N, 17, H/4, W/4) in [0, 1].
        """
        width = image.shape[3]
        features, seen = self.look(image)
        mirrored_features, mirrored_seen = self.look(image.flip(-1))
        maps = tuple((a + b) / 2 for a, b in zip(seen, mirror_maps(mirrored_seen), strict=True))
        scores, cells = find_centres(maps[0], self.people)
        found = find_joints(maps, cells)
        refined = self.refiner(features, seen[1], found)[-1]
        mirrored = self.refiner(mirrored_features, mirrored_seen[1], found.mirrored(width))[-1]
        places = (refined.places + mirror_places(mirrored.places, width)) / 2
        similarity = (refined.similarity.sigmoid() + mirrored.similarity.sigmoid()[:, :, FLIP_ORDER]) / 2
        certainty = (found.presence * similarity).sum(2) / found.presence.sum(2).clamp(min=1)
        score, order = ((scores / SURE_CENTRE).clamp(max=1) * (0.5 + 0.5 * certainty)).sort(dim=1, descending=True)
        keypoints = torch.cat([places, (found.presence * (0.5 + 0.5 * similarity))[..., None]], 3)
        return keypoints.gather(1, order[:, :, None, None].expand_as(keypoints)), score, maps[1]

    def look(self, image: torch.Tensor) -> tuple[Maps, Maps]:
        """The network's features, and the head's maps with heatmaps and presence as probabilities."""
        features = self.net.features(image)
        return features, as_probabilities(self.net.read(features))


def as_probabilities(maps: Maps) -> Maps:
    """Logits of heatmaps and presence to probabilities; offsets as they are."""
    centre, heat, regressed, local, presence = maps
    return centre.sigmoid(), heat.sigmoid(), regressed, local, presence.sigmoid()


def mirror_maps(maps: Maps) -> Maps:
    """What the mirror image's maps say of the picture."""
    centre, heat, regressed, local, presence = (part.flip(-1) for part in maps)
    return centre, heat[:, FLIP_ORDER], _mirror_offsets(regressed), _mirror_offsets(local), presence[:, FLIP_ORDER]


def _mirror_offsets(maps: torch.Tensor) -> torch.Tensor:
    """Offsets (N, 34, h, w) of the mirrored figure: sides exchanged, x negated."""
    swapped = maps.unflatten(1, (JOINTS, 2))[:, FLIP_ORDER]
    return torch.stack([-swapped[:, :, 0], swapped[:, :, 1]], 2).flatten(1, 2)


def find_centres(centre: torch.Tensor, people: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Scores (N, K) and flat cells (N, K) of the highest local maxima of (N, 1, h, w); what is no maximum scores 0."""
    peaks = centre * (F.max_pool2d(centre, 5, 1, 2) == centre).float()
    scores, cells = peaks.flatten(1).topk(people, dim=1)
    return scores * (scores > 0.02).float(), cells


def find_joints(maps: Maps, cells: torch.Tensor) -> FoundJoints:
    """The joints of the people whose centres lie in flat `cells` (N, K) of the probabilities' grid."""
    _, heatmaps, regressed, local, presence = maps
    width = heatmaps.shape[3]
    origin = torch.stack([cells % width, cells // width], -1).float() + 0.5
    rough = origin[:, :, None] * STRIDE + _gather(regressed, cells).unflatten(2, (JOINTS, 2)) * OFFSET_UNIT
    places, support, peaks = _draw_to_peaks(rough, heatmaps, local)
    return FoundJoints(places, rough, _gather(presence, cells), support, peaks)


def _gather(maps: torch.Tensor, cells: torch.Tensor) -> torch.Tensor:
    """Values (N, K, C) of maps (N, C, h, w) at flat cells (N, K)."""
    return maps.flatten(2).gather(2, cells[:, None].expand(-1, maps.shape[1], -1)).transpose(1, 2)


def _vote(heatmaps: torch.Tensor, local: torch.Tensor, cells: torch.Tensor) -> torch.Tensor:
    """Where the joints of flat cells (N, 17, C) are, input pixels (N, 17, C, 2): what each cell and the eight around it say, by their heat."""
    height, width = heatmaps.shape[2:]
    across, down = (torch.tensor(AROUND, device=cells.device)[:, axis] for axis in (0, 1))
    x, y = (cells % width)[..., None] + across, (cells // width)[..., None] + down
    place = (y.clamp(0, height - 1) * width + x.clamp(0, width - 1)).flatten(2)
    inside = ((x >= 0) & (x < width) & (y >= 0) & (y < height)).float()
    heat = heatmaps.flatten(2).gather(2, place).view(inside.shape) ** VOTE_POWER * inside
    said = local.unflatten(1, (JOINTS, 2)).flatten(3).gather(3, place[:, :, None].expand(-1, -1, 2, -1)).unflatten(3, cells.shape[2:] + across.shape)
    votes = (said + torch.stack([x, y], 2) + 0.5) * heat[:, :, None]
    return (votes.sum(4) / (heat.sum(3)[:, :, None] + 1e-9)).transpose(2, 3) * STRIDE


def _draw_to_peaks(rough: torch.Tensor, heatmaps: torch.Tensor, local: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Draw joints (N, K, 17, 2) to the best peak near them, the further the higher it is.

    A peak's weight is the logarithm of its value times a Gaussian of its distance, whose width grows with the person.

    Returns:
        new positions, the values of their peaks (N, K, 17), and the best peaks (N, K, 17, PEAKS, 3), x, y and value.
    """
    peaks = (heatmaps * (F.max_pool2d(heatmaps, 3, 1, 1) == heatmaps).float()).flatten(2)
    values, cells = peaks.topk(CANDIDATES, dim=2)
    candidates = _vote(heatmaps, local, cells)
    reach = (span(rough) * REACH).clamp(min=2.0)
    distance = (candidates[:, None] - rough[:, :, :, None]).norm(dim=-1)
    weight, index = (values.clamp(min=1e-6).log()[:, None] - 0.5 * (distance / reach).square()).topk(PEAKS, dim=3)
    known = torch.cat([candidates, values[..., None]], -1)[:, None].expand(-1, rough.shape[1], -1, -1, -1)
    best = known.gather(3, index[..., None].expand(-1, -1, -1, -1, 3))
    best = torch.cat([best[..., :2].where(best[..., 2:] > 0, rough[..., None, :]), best[..., 2:]], -1)  # maps with fewer peaks than are asked for say nothing
    support = best[..., 0, 2] * (weight[..., 0] > LEAST_WEIGHT).float()
    return rough + (support ** TRUST_POWER)[..., None] * (best[..., 0, :2] - rough), support, best
