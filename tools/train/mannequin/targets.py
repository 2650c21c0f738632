"""What the pose estimator should say of a batch: heatmaps, offsets and where they count."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import torch

JOINTS = 17
STRIDE = 4
OFFSET_UNIT = 16.0
"""Input pixels per unit of a regressed offset."""
TORSO = (5, 6, 11, 12)
"""Shoulders and hips, left before right."""
AROUND = np.stack(np.meshgrid((-1, 0, 1), (-1, 0, 1)), -1).reshape(-1, 2)
"""Steps x, y from a cell to itself and to the eight around it."""


@dataclass(frozen=True)
class PoseTargets:
    """P people and Q cells with a joint over a batch of N pictures; maps at stride 4."""

    centres: torch.Tensor
    """float32 (N, 1, h, w): Gaussians, exactly 1 at each person's centre cell."""
    heatmaps: torch.Tensor
    """float32 (N, 17, h, w): likewise for joints."""
    centre_image: torch.Tensor
    """int64 (P,), with centre_y and centre_x: the cell that speaks for a person."""
    centre_y: torch.Tensor
    centre_x: torch.Tensor
    centre_offset: torch.Tensor
    """float32 (P, 17, 2): from the middle of the centre cell to each joint, in OFFSET_UNIT."""
    joint_known: torch.Tensor
    """float32 (P, 17): 1 where the joint is present."""
    scale: torch.Tensor
    """float32 (P,): size of the person, 1 at a diagonal of 64 pixels."""
    joint_image: torch.Tensor
    """int64 (Q,), with joint_kind, joint_y and joint_x: the cell of a present joint, or one of the eight around it."""
    joint_kind: torch.Tensor
    joint_y: torch.Tensor
    joint_x: torch.Tensor
    joint_offset: torch.Tensor
    """float32 (Q, 2): from the middle of that cell to the joint, in cells."""
    cells: torch.Tensor
    """int64 (N, K), K the most people of a picture, at least 1: flat cells of the people's centres; 0 where a picture has fewer."""
    people: torch.Tensor
    """float32 (N, K, 17, 3): x, y and v of the same; 0 likewise."""

    def to(self, device: torch.device) -> PoseTargets:
        return PoseTargets(**{f.name: getattr(self, f.name).to(device) for f in fields(self)})


def person_centre(person: np.ndarray) -> np.ndarray:
    """The mean of the torso's present joints, or of all present joints: (x, y) of a (17, 3) person."""
    torso = person[list(TORSO)]
    points = torso[torso[:, 2] > 0]
    return (points if len(points) >= 2 else person[person[:, 2] > 0])[:, :2].mean(0)


def person_diagonal(person: np.ndarray) -> float:
    """Diagonal of the box around the present joints, pixels."""
    points = person[person[:, 2] > 0, :2]
    return float(np.linalg.norm(np.ptp(points, axis=0)))


def pose_targets(people: list[np.ndarray], size: int) -> PoseTargets:
    """Targets for pictures of size x size; `people` holds (M_i, 17, 3) for each, people without joints are skipped."""
    grid = size // STRIDE
    rows = [(i, p) for i, group in enumerate(people) for p in group if (p[:, 2] > 0).any()]
    image = np.array([i for i, _ in rows], np.int64)
    persons = np.array([p for _, p in rows], np.float32).reshape(-1, JOINTS, 3)
    diagonal = np.array([person_diagonal(p) for p in persons], np.float32)
    centre = np.array([person_centre(p) for p in persons], np.float32).reshape(-1, 2)
    known = persons[..., 2] > 0
    centre_cell = _cells(centre, grid)
    joint_cell = _cells(persons[..., :2], grid)
    centres, heatmaps = np.zeros((len(people), 1, grid, grid), np.float32), np.zeros((len(people), JOINTS, grid, grid), np.float32)
    _stamp(centres, image, centre_cell[:, None], np.ones((len(image), 1), bool), np.clip(diagonal * 0.03 / STRIDE, 0.7, 2.0))
    _stamp(heatmaps, image, joint_cell, known, np.clip(diagonal * 0.02 / STRIDE, 0.5, 1.2))
    person, kind, cell = _spread(image, persons, joint_cell, grid)
    cells, by_picture = _by_picture(len(people), image, centre_cell[:, 1] * grid + centre_cell[:, 0], persons)
    arrays = {
        "centres": centres, "heatmaps": heatmaps, "centre_image": image, "centre_x": centre_cell[:, 0], "centre_y": centre_cell[:, 1],
        "centre_offset": (persons[..., :2] - (centre_cell[:, None] + 0.5) * STRIDE).astype(np.float32) / OFFSET_UNIT,
        "joint_known": known.astype(np.float32), "scale": np.maximum(diagonal / 64, 0.3).astype(np.float32),
        "joint_image": image[person], "joint_kind": kind, "joint_x": cell[:, 0], "joint_y": cell[:, 1],
        "joint_offset": (persons[person, kind, :2] / STRIDE - cell - 0.5).astype(np.float32), "cells": cells, "people": by_picture}
    return PoseTargets(**{name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in arrays.items()})


def _by_picture(pictures: int, image: np.ndarray, cells: np.ndarray, persons: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """`cells` (P,) and `persons` (P, 17, 3) of the pictures that `image` (P,), ascending, names: as (N, K) and (N, K, 17, 3)."""
    place = np.arange(len(image)) - np.searchsorted(image, image)
    most = int(place.max(initial=0)) + 1
    cells_of, people_of = np.zeros((pictures, most), np.int64), np.zeros((pictures, most, JOINTS, 3), np.float32)
    cells_of[image, place], people_of[image, place] = cells, persons
    return cells_of, people_of


def _spread(image: np.ndarray, persons: np.ndarray, joint_cell: np.ndarray, grid: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Person, joint and cell (x, y) for each cell at or around a present joint; a cell around two of one kind is the nearer one's."""
    person, kind = np.nonzero(persons[..., 2] > 0)
    cell = (joint_cell[person, kind][:, None] + AROUND).reshape(-1, 2)
    person, kind = np.repeat(person, len(AROUND)), np.repeat(kind, len(AROUND))
    distance = np.square(persons[person, kind, :2] / STRIDE - cell - 0.5).sum(-1)
    nearest_first = np.argsort(distance, kind="stable")
    nearest_first = nearest_first[((cell >= 0) & (cell < grid)).all(-1)[nearest_first]]
    place = ((image[person] * JOINTS + kind) * grid + cell[:, 1]) * grid + cell[:, 0]
    kept = nearest_first[np.unique(place[nearest_first], return_index=True)[1]]
    return person[kept], kind[kept], cell[kept]


def _cells(points: np.ndarray, grid: int) -> np.ndarray:
    """Pixels to cells x, y, int64, inside the grid."""
    return np.clip(np.floor(points / STRIDE), 0, grid - 1).astype(np.int64)


def _stamp(maps: np.ndarray, image: np.ndarray, cells: np.ndarray, known: np.ndarray, spread: np.ndarray) -> None:
    """Raise maps (N, C, h, w) to Gaussians at cells (P, C, 2) of standard deviation `spread` (P,), in cells."""
    axis = np.arange(maps.shape[-1])
    variance = 2 * spread[:, None, None] ** 2
    across, down = (np.exp(-((axis - cells[..., k, None]) ** 2) / variance) for k in (0, 1))
    stamps = down[..., :, None] * across[..., None, :] * known[..., None, None]
    for i, stamp in zip(image, stamps.astype(np.float32), strict=True):
        np.maximum(maps[i], stamp, out=maps[i])
