"""Renders a data set of figures: `python -m mannequin.synth.dataset --out DIR --count N --size 128 --seed S --workers 2`.

Picture `i` depends on (seed, size, i) alone, so any chunk can be made again identically; an interrupted run goes on
where it stopped when the same command is given again. Scene of picture `i`: `list(SCENES)[i % 20]`.

What lies in DIR (N pictures, M people, H = W = size):
    images.npy      uint8 (N, H, W, 3) RGB, to be memory-mapped
    people.npz      image_index int32 (M,); keypoints float32 (M, 17, 3); bbox float32 (M, 4);
                    area float32 (M,), the box's w * h as Human-Art has it; mask_area float32 (M,)
    captions.json   N strings
    scenes.npy      uint8 (N,), index into list(SCENES)
    actions.json    N lists of action names, one per person
    manifest.json   seed, size, count and versions
    annotations.json, images/   with --annotations: COCO JSON as Human-Art writes it, and its pictures as PNG
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import multiprocessing
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from ..progress import pace
from .composition import sample_scene
from .painting import paint_scene
from .types import COCO_KEYPOINTS, SCENES, PaintedScene

CHUNK = 200
SCENE_NAMES = tuple(SCENES)

_SCENE_IDS = {name: i + 1 for i, name in enumerate((
    "cartoon", "digital_art", "ink_painting", "kids_drawing", "mural", "oil_painting", "shadow_play", "sketch",
    "stained_glass", "ukiyoe", "watercolor", "garage_kits", "relief", "sculpture", "acrobatics", "cosplay", "dance",
    "drama", "movie", "generated_image"))}
"""Human-Art's numbers; the twentieth is absent from the release and numbered on."""

_EDGES = ((16, 14), (14, 12), (17, 15), (15, 13), (12, 13), (6, 12), (7, 13), (6, 7), (6, 8), (7, 9), (8, 10), (9, 11),
          (2, 3), (1, 2), (1, 3), (2, 4), (3, 5), (4, 6), (5, 7))


@dataclass(frozen=True)
class Job:
    """What identifies a data set; a directory holds one job."""

    seed: int
    size: int
    count: int


def paint_index(job: Job, index: int) -> PaintedScene:
    """Picture `index` of the data set."""
    rng = np.random.default_rng([job.seed, job.size, index])
    return paint_scene(rng, sample_scene(rng, job.size, job.size), SCENE_NAMES[index % len(SCENE_NAMES)])


def render_chunk(task: tuple[Path, Job, int]) -> int:
    """Paint chunk `number` into images.npy and its records into chunks/; its number of pictures."""
    out, job, number = task
    images = np.lib.format.open_memmap(out / "images.npy", mode="r+")
    span = range(number * CHUNK, min((number + 1) * CHUNK, job.count))
    records = [_record(images, job, index) for index in span]
    images.flush()
    target = _chunk_path(out, number)
    target.with_suffix(".tmp").write_text(json.dumps(records))
    target.with_suffix(".tmp").replace(target)
    return len(span)


def _record(images: np.ndarray, job: Job, index: int) -> dict[str, Any]:
    painted = paint_index(job, index)
    images[index] = painted.image
    return {
        "caption": painted.caption, "actions": list(painted.actions), "keypoints": painted.keypoints.tolist(),
        "bbox": painted.bbox.tolist(), "mask_area": painted.mask_area.tolist()}


def _chunk_path(out: Path, number: int) -> Path:
    return out / "chunks" / f"{number:06d}.json"


def build(out: Path, job: Job, workers: int) -> None:
    """Render what is missing of `job` in `out`, then put the records together.

    Raises:
        ValueError: `out` holds another job.
    """
    manifest = _open(out, job)
    if manifest.get("complete"):
        print(f"{out} is complete: {job.count} pictures")
        return
    numbers = range(-(-job.count // CHUNK))
    missing = [n for n in numbers if not _chunk_path(out, n).exists()]
    _render(out, job, missing, workers)
    _gather(out, [record for n in numbers for record in json.loads(_chunk_path(out, n).read_text())])
    _write_json(out / "manifest.json", {**manifest, "complete": True})
    shutil.rmtree(out / "chunks")


def _open(out: Path, job: Job) -> dict[str, Any]:
    """The directory's manifest; made, with an empty images.npy, if there is none."""
    path = out / "manifest.json"
    if path.exists():
        manifest = json.loads(path.read_text())
        found = Job(manifest["seed"], manifest["size"], manifest["count"])
        if found != job:
            raise ValueError(f"{out}: expected a directory of {job}, got one of {found}; give another --out")
        return manifest
    (out / "chunks").mkdir(parents=True, exist_ok=True)
    np.lib.format.open_memmap(out / "images.npy", mode="w+", dtype=np.uint8, shape=(job.count, job.size, job.size, 3)).flush()
    versions = {name: importlib.metadata.version(name) for name in ("numpy", "skia-python", "opencv-python-headless")}
    manifest = {**asdict(job), "scenes": list(SCENE_NAMES), "versions": versions, "complete": False}
    _write_json(path, manifest)
    return manifest


def _render(out: Path, job: Job, numbers: list[int], workers: int) -> None:
    tasks = [(out, job, n) for n in numbers]
    total = sum(min(CHUNK, job.count - n * CHUNK) for n in numbers)
    done, started = 0, time.monotonic()
    for pictures in _run(tasks, workers):
        done += pictures
        print(f"{done}/{total} pictures, {pace(done, total, started)}", flush=True)


def _run(tasks: list[tuple[Path, Job, int]], workers: int) -> Iterator[int]:
    if workers <= 1:
        yield from map(render_chunk, tasks)
        return
    with multiprocessing.get_context("spawn").Pool(workers, initializer=cv2.setNumThreads, initargs=(1,)) as pool:
        yield from pool.imap_unordered(render_chunk, tasks)


def _gather(out: Path, records: list[dict[str, Any]]) -> None:
    people = [(i, k, b, a) for i, r in enumerate(records) for k, b, a in zip(r["keypoints"], r["bbox"], r["mask_area"], strict=True)]
    bbox = np.array([b for _, _, b, _ in people], np.float32).reshape(-1, 4)
    np.savez(
        out / "people.npz", image_index=np.array([i for i, *_ in people], np.int32),
        keypoints=np.array([k for _, k, _, _ in people], np.float32).reshape(-1, 17, 3), bbox=bbox,
        area=bbox[:, 2] * bbox[:, 3], mask_area=np.array([a for *_, a in people], np.float32))
    np.save(out / "scenes.npy", (np.arange(len(records)) % len(SCENE_NAMES)).astype(np.uint8))
    _write_json(out / "captions.json", [r["caption"] for r in records])
    _write_json(out / "actions.json", [r["actions"] for r in records])


def write_annotations(out: Path) -> None:
    """Human-Art's COCO JSON of a finished data set, with its pictures as PNG files."""
    images, scenes = np.load(out / "images.npy", mmap_mode="r"), np.load(out / "scenes.npy")
    captions, people = json.loads((out / "captions.json").read_text()), np.load(out / "people.npz")
    records = [_image_record(out, index, images[index], SCENE_NAMES[scene], captions[index]) for index, scene in enumerate(scenes)]
    annotations = [
        _annotation(records[image_index]["id"], n + 1, keypoints, bbox, area)
        for n, (image_index, keypoints, bbox, area) in enumerate(zip(people["image_index"], people["keypoints"], people["bbox"], people["area"], strict=True))]
    _write_json(out / "annotations.json", {
        "info": {"description": "Synthetic figures in the scenes of Human-Art", "version": "1.0"}, "images": records, "annotations": annotations,
        "categories": [{"supercategory": "person", "id": 1, "name": "person", "keypoints": list(COCO_KEYPOINTS), "skeleton": [list(e) for e in _EDGES]}]})


def _image_record(out: Path, index: int, image: np.ndarray, scene: str, caption: str) -> dict[str, Any]:
    file_name = f"images/{SCENES[scene]}/{scene}/{index:012d}.png"
    (out / file_name).parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(out / file_name), image[..., ::-1])
    return {
        "file_name": file_name, "height": image.shape[0], "width": image.shape[1], "id": _SCENE_IDS[scene] * 10**12 + index,
        "page_url": "None", "image_url": "None", "picture_name": "None", "author": "None", "description": caption,
        "category": scene.replace("_", " ")}


def _annotation(image_id: int, number: int, keypoints: np.ndarray, bbox: np.ndarray, area: float) -> dict[str, Any]:
    return {
        "keypoints": [round(float(v), 4) for v in keypoints.reshape(-1)], "num_keypoints": int((keypoints[:, 2] > 0).sum()), "self_contact": [],
        "area": float(area), "bbox": [float(v) for v in bbox], "iscrowd": 0, "image_id": image_id, "category_id": 1, "id": number, "annotator": 0}


def _write_json(path: Path, value: Any) -> None:
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(value))
    os.replace(temporary, path)


def main() -> None:
    parser = argparse.ArgumentParser(description="Render a data set of figures in twenty scene styles.")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--size", type=int, default=128)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--annotations", action="store_true", help="also write annotations.json and PNG files")
    args = parser.parse_args()
    build(args.out, Job(args.seed, args.size, args.count), args.workers)
    if args.annotations:
        write_annotations(args.out)


if __name__ == "__main__":
    main()
