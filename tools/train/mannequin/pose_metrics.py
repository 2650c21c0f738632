"""How well poses were read: COCO's OKS average precision (pycocotools) and the people-count error."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable

import numpy as np
import torch
import torch.nn.functional as F
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from .data import FigureData, to_unit_range

Detections = tuple[np.ndarray, np.ndarray]
"""Of one picture: keypoints (K, 17, 3) and scores (K,)."""

COUNT_THRESHOLD = 0.4
"""Person score from which a detection counts as a person."""


def detect(estimator: Callable[[torch.Tensor], tuple[torch.Tensor, ...]], images: np.ndarray, size: int | None = None, batch: int = 50) -> list[Detections]:
    """Run an estimator over uint8 (N, H, H, 3), brought to `size` x `size` for it; keypoints are in the picture's pixels."""
    scale = images.shape[1] / (size or images.shape[1])
    found: list[Detections] = []
    with torch.no_grad():
        for start in range(0, len(images), batch):
            pictures = to_unit_range(images[start:start + batch])
            keypoints, scores, _ = estimator(pictures if scale == 1 else F.interpolate(pictures, (size, size), mode="bilinear", antialias=scale > 1))
            found += zip(keypoints.numpy() * np.float32([scale, scale, 1]), scores.numpy(), strict=True)
    return found


def average_precision(found: list[Detections], people: list[np.ndarray], areas: list[np.ndarray]) -> dict[str, float]:
    """Data-set AP, AP50, AP75 and AR over all pictures; area is Human-Art's box w * h. People without joints are ignored."""
    annotations = [
        {"id": n + 1, "image_id": i, "category_id": 1, "iscrowd": 0, "area": float(area), "num_keypoints": int((person[:, 2] > 0).sum()),
         "bbox": _box(person), "keypoints": person.reshape(-1).tolist()}
        for n, (i, person, area) in enumerate(
            (i, person, area) for i, (group, sizes) in enumerate(zip(people, areas, strict=True)) for person, area in zip(group, sizes, strict=True))]
    detections = [
        {"image_id": i, "category_id": 1, "score": float(score), "keypoints": person.reshape(-1).tolist()}
        for i, (persons, scores) in enumerate(found) for person, score in zip(persons, scores, strict=True) if score > 0]
    if not detections:
        return {"AP": 0.0, "AP50": 0.0, "AP75": 0.0, "AR": 0.0}
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO()
        truth.dataset = {
            "images": [{"id": i} for i in range(len(people))], "annotations": annotations, "categories": [{"id": 1, "name": "person"}], "info": {}}
        truth.createIndex()
        evaluation = COCOeval(truth, truth.loadRes(detections), "keypoints")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    return {name: float(evaluation.stats[k]) for name, k in (("AP", 0), ("AP50", 1), ("AP75", 2), ("AR", 5))}


def _box(person: np.ndarray) -> list[float]:
    points = person[person[:, 2] > 0, :2]
    if not len(points):
        return [0.0, 0.0, 0.0, 0.0]
    low, high = points.min(0), points.max(0)
    return [*low.tolist(), *(high - low).tolist()]


def people_count_error(found: list[Detections], people: list[np.ndarray], threshold: float = COUNT_THRESHOLD) -> float:
    """Mean over pictures of |true people - detections of at least `threshold`|."""
    return float(np.mean([abs(len(group) - int((scores >= threshold).sum())) for (_, scores), group in zip(found, people, strict=True)]))


def measure_poses(found: list[Detections], people: list[np.ndarray], areas: list[np.ndarray]) -> dict[str, float]:
    """Average precision and the people-count error together."""
    return {**average_precision(found, people, areas), "peopleCountError": people_count_error(found, people), "countThreshold": COUNT_THRESHOLD,
            "pictures": len(people)}


def measure_estimator(estimator: Callable[[torch.Tensor], tuple[torch.Tensor, ...]], data: FigureData, size: int | None = None) -> dict[str, float]:
    """How well it reads the pictures of `data`, brought to `size` x `size`."""
    return measure_poses(detect(estimator, data.images, size), data.people, data.areas)
