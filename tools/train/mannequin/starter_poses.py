"""Writes the starter library: named poses in COCO's keypoint format, composed by the synthesizer.

    python -m mannequin.starter_poses ../../models/poses/starter.coco.json

The ground truth of each scene becomes one COCO image, whose file_name is the pose's name.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .synth.composition import sample_scene
from .synth.painting import paint_scene
from .synth.types import COCO_KEYPOINTS, SceneGeometry

CANVAS = 512
"""Pixels of a pose's square canvas."""

_PAINTED_AS = "cartoon"
"""Occlusion is found by painting the figures; the style decides nothing else here."""

_LIMBS = (
    (16, 14), (14, 12), (17, 15), (15, 13), (12, 13), (6, 12), (7, 13), (6, 7), (6, 8), (7, 9), (8, 10), (9, 11),
    (2, 3), (1, 2), (1, 3), (2, 4), (3, 5), (4, 6), (5, 7),
)
"""COCO's own skeleton, 1-based."""


@dataclass(frozen=True)
class Starter:
    """One entry of the library. The seeds were chosen by eye, for poses that read at a glance."""

    name: str
    action: str
    seed: int
    people: int = 1


STARTERS: tuple[Starter, ...] = (
    Starter("contrapposto", "standing", 4),
    Starter("waving", "waving", 3),
    Starter("running", "running", 0),
    Starter("jumping", "jumping", 6),
    Starter("dancing", "dancing", 6),
    Starter("arabesque", "ballet_arabesque", 5),
    Starter("leaping", "leaping", 2),
    Starter("warrior", "yoga_warrior", 5),
    Starter("tree", "yoga_tree", 4),
    Starter("archer", "drawing_a_bow", 7),
    Starter("kung-fu", "practising_kung_fu", 3),
    Starter("high-kick", "kicking", 4),
    Starter("sitting", "sitting_on_the_ground", 3),
    Starter("kneeling", "kneeling_on_one_knee", 3),
    Starter("cartwheel", "cartwheel", 2),
    Starter("handstand", "handstand", 7),
    Starter("tango", "tango", 2, people=2),
    Starter("duel", "swinging_a_sword", 7, people=2),
    Starter("line-dance", "line_dancing", 2, people=3),
    Starter("cheering-trio", "cheering", 7, people=3),
)


def build_library(starters: tuple[Starter, ...] = STARTERS) -> dict:
    """The whole COCO document. Deterministic."""
    document = create_document("Contrapposto's starter poses, composed by tools/train")
    for image_id, starter in enumerate(starters, start=1):
        rng = np.random.default_rng([image_id, starter.seed])
        geometry = sample_scene(rng, CANVAS, CANVAS, num_people=starter.people, action=starter.action)
        append_pose(document, starter.name, rng, geometry)
    return document


def create_document(description: str) -> dict:
    """A COCO document without pictures."""
    return {
        "info": {"description": description, "license": "Apache-2.0"},
        "licenses": [{"id": 1, "name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"}],
        "images": [],
        "annotations": [],
        "categories": [
            {"id": 1, "name": "person", "keypoints": list(COCO_KEYPOINTS), "skeleton": [list(limb) for limb in _LIMBS]}
        ],
    }


def append_pose(document: dict, name: str, rng: np.random.Generator, geometry: SceneGeometry, **more: object) -> None:
    """Adds a scene as an image called `name`, with its people as annotations. `more` are fields of the image."""
    painted = paint_scene(rng, geometry, _PAINTED_AS)
    image_id = len(document["images"]) + 1
    document["images"].append(
        {"id": image_id, "file_name": name, "width": geometry.width, "height": geometry.height, "license": 1,
         "actions": list(painted.actions), **more}
    )
    for keypoints, box, area in zip(painted.keypoints, painted.bbox, painted.mask_area, strict=True):
        points = [[round(float(x), 1), round(float(y), 1), int(v)] for x, y, v in keypoints]
        document["annotations"].append({
            "id": len(document["annotations"]) + 1, "image_id": image_id, "category_id": 1, "iscrowd": 0,
            "bbox": [round(float(value), 1) for value in box], "area": round(float(area), 1),
            "num_keypoints": sum(v > 0 for _, _, v in points),
            "keypoints": [value for point in points for value in point],
        })


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    out: Path = parser.parse_args().out
    write_document(build_library(), out)


def write_document(document: dict, out: Path) -> None:
    """Readable lines, one number list each."""
    out.parent.mkdir(parents=True, exist_ok=True)
    lines = json.dumps(document, indent=1).replace("\n    ", " ").replace("\n   ]", " ]")
    out.write_text(lines + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
