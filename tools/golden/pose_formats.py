"""Golden vectors for libs/pose: pose files of other tools, the numbers that went into them, and mmpose's skeletons.

- `mmpose-*`: mmpose's own `split_instances` and mmengine's `dump`, called as MMPoseInferencer calls them.
- `yolo-*`: ultralytics' `Results.save_txt`.
- `skeletons`: names, links, partners and sigmas of mmpose's data set configurations.
- `openpose-*`, `controlnet-*`, `dwpose`: neither tool is run. They are written here after the published schemas: OpenPose's
  doc/02_output.md, sd-webui-controlnet's `encode_poses_as_json`, and the result of DWPose's annotator.

Writes vectors/pose-formats. Needs mmpose 1.3.2, mmcv-lite 2.1.0 and mmengine 0.10.7 (all with --no-deps, then addict, termcolor,
yapf, rich, munkres, json_tricks) and ultralytics 8.4.190 with torchvision, beside requirements.txt.
"""

import json
import runpy
import tempfile
from pathlib import Path

import mmengine
import mmpose
import numpy as np
import torch
from mmengine.structures import InstanceData
from mmpose.structures.utils import split_instances
from ultralytics.engine.results import Results

from vector_file import provenance, write_vectors

SEED = 20240418
WIDTH, HEIGHT = 640, 480
CONFIGS = Path(mmpose.__file__).parent / ".mim/configs/_base_/datasets"


def draw_people(rng, people, joints):
    """x, y, score of each joint, in float32 as networks give them."""
    points = rng.uniform([0, 0, .3], [WIDTH, HEIGHT, .99], (people, joints, 3))
    return points.astype(np.float32)


def predict(people):
    """An mmpose prediction of these people, with the box around each."""
    lows, highs = people[:, :, :2].min(axis=1), people[:, :, :2].max(axis=1)
    return InstanceData(
        keypoints=people[:, :, :2],
        keypoint_scores=people[:, :, 2],
        bboxes=np.concatenate([lows, highs], axis=1),
        bbox_scores=people[:, :, 2].mean(axis=1),
    )


def write_mmpose(rng, files, arrays):
    for joints in (17, 133):
        people = draw_people(rng, 2, joints)
        files[f"mmpose-picture-{joints}"] = mmengine.dump(split_instances(predict(people)), file_format="json", indent="  ")
        arrays[f"mmpose-picture-{joints}"] = people.astype(np.float64)
    frames = draw_people(rng, 3, 17)
    video = [dict(frame_id=i, instances=split_instances(predict(frames[i : i + 1]))) for i in range(3)]
    files["mmpose-video"] = mmengine.dump(video, file_format="json", indent="  ")
    arrays["mmpose-video"] = frames.astype(np.float64)


def write_yolo(rng, files, arrays):
    people = draw_people(rng, 2, 17)
    people[:, :4, 2] = .25  # ultralytics puts joints below .5 at (0, 0)
    lows, highs = people[:, 4:, :2].min(axis=1), people[:, 4:, :2].max(axis=1)
    boxes = np.concatenate([lows, highs, [[.9, 0], [.8, 0]]], axis=1).astype(np.float32)
    result = Results(
        np.zeros((HEIGHT, WIDTH, 3), np.uint8),
        path="a.jpg",
        names={0: "person"},
        boxes=torch.from_numpy(boxes),
        keypoints=torch.from_numpy(people.copy()),
    )
    for name, save_conf in (("yolo-label", False), ("yolo-prediction", True)):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.txt"
            result.save_txt(path, save_conf=save_conf)
            files[name] = path.read_text()
    arrays["yolo"] = people.astype(np.float64)
    arrays["yolo-boxes"] = boxes.astype(np.float64)


def six_digits(numbers):
    """OpenPose prints floats with six significant digits."""
    return [float(f"{number:.6g}") for number in np.ravel(numbers)]


def write_openpose(rng, files, arrays):
    for name, joints, extremities in (("openpose-body25", 25, False), ("openpose-coco", 18, False), ("openpose-full", 25, True)):
        body = draw_people(rng, 2, joints)
        body[0, 4] = 0  # not found
        people = []
        for person in range(2):
            parts = {"pose": body[person], "face": [], "hand_left": [], "hand_right": []}
            if extremities:
                for part, count in (("face", 70), ("hand_left", 21), ("hand_right", 21)):
                    parts[part] = draw_people(rng, 1, count)[0]
                    arrays[f"{name}-{part}-{person}"] = np.reshape(six_digits(parts[part]), (count, 3))
            record = {"person_id": [-1]}
            record |= {f"{part}_keypoints_2d": six_digits(points) for part, points in parts.items()}
            record |= {f"{part}_keypoints_3d": [] for part in parts}
            people.append(record)
        files[name] = json.dumps({"version": 1.3, "people": people})
        arrays[name] = np.reshape([six_digits(person) for person in body], body.shape)


def write_controlnet(rng, files, arrays):
    body = draw_people(rng, 1, 18)[0].astype(np.float64)
    body[:, 2] = 1
    body[7] = 0
    hand = draw_people(rng, 1, 21)[0].astype(np.float64)
    hand[:, 2] = 1
    for name, scale in (("controlnet-pixels", [1, 1, 1]), ("controlnet-normalized", [1 / WIDTH, 1 / HEIGHT, 1])):
        person = {
            "pose_keypoints_2d": (body * scale).ravel().tolist(),
            "face_keypoints_2d": None,
            "hand_left_keypoints_2d": None,
            "hand_right_keypoints_2d": (hand * scale).ravel().tolist(),
        }
        files[name] = json.dumps({"people": [person], "animals": [], "canvas_height": HEIGHT, "canvas_width": WIDTH}, indent=4)
    arrays["controlnet-body"] = body
    arrays["controlnet-hand"] = hand


def write_dwpose(rng, files, arrays):
    """The annotator's steps after its detector: shares of the picture, low scores marked by -1, hands one upon the other."""
    count = 2
    candidate = draw_people(rng, count, 134)
    candidate[:, ::9, 2] = .1
    arrays["dwpose"] = candidate.astype(np.float64)
    points, subset = candidate[:, :, :2] / np.float32([WIDTH, HEIGHT]), candidate[:, :, 2]
    body = points[:, :18].reshape(count * 18, 2).copy()
    places = np.where(subset[:, :18] > .3, np.arange(count * 18).reshape(count, 18), -1)
    points[subset < .3] = -1
    files["dwpose"] = json.dumps({
        "bodies": {"candidate": body.tolist(), "subset": places.tolist()},
        "hands": np.vstack([points[:, 92:113], points[:, 113:]]).tolist(),
        "faces": points[:, 24:92].tolist(),
    })


def read_skeleton(config):
    """A data set's own description of its joints, by index and name."""
    info = runpy.run_path(str(CONFIGS / f"{config}.py"))["dataset_info"]
    joints = [info["keypoint_info"][index] for index in sorted(info["keypoint_info"])]
    return {
        "names": [joint["name"] for joint in joints],
        "partners": [joint["swap"] for joint in joints],
        "limbs": [list(link["link"]) for link in info["skeleton_info"].values()],
        "sigmas": info["sigmas"],
    }


def main():
    rng = np.random.default_rng(SEED)
    files, arrays = {}, {}
    for write in (write_mmpose, write_yolo, write_openpose, write_controlnet, write_dwpose):
        write(rng, files, arrays)
    skeletons = {"coco17": "coco", "humanart21": "humanart21", "wholebody133": "coco_wholebody"}
    meta = {
        "canvas": [WIDTH, HEIGHT],
        "files": files,
        "skeletons": {name: read_skeleton(config) for name, config in skeletons.items()},
    }
    packages = ["mmpose", "mmengine", "ultralytics", "torch", "numpy"]
    by_schema = [name for name in files if name.startswith(("openpose", "controlnet", "dwpose"))]
    write_vectors("pose-formats", arrays, provenance(packages, seed=SEED, written_after_the_schema=by_schema), meta)


if __name__ == "__main__":
    main()
