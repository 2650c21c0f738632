"""Golden vectors of the renderer profile `humansd-v1` and of the conditioning picture, drawn by OpenCV.

Writes to vectors/pose_humansd_v1/:
  provenance.json      generator, versions, seed, and what each file holds
  cases.json.gz        poses with their canvas and the SHA-256 of the RGB raster (height, width, 3)
  pictures.bin.gz      palette-index rasters (0 background, i + 1 limb i) of a few cases, one after another
  conditioning.json.gz poses with model size and renderSize, and SHA-256 of the float32 CHW picture
  conditioning.f32.gz  those pictures, little-endian float32, one after another

The reference is OpenCV 4.7 .. 4.12, of which HumanSD's own time saw the first. From 4.13 on (5.0 as well) OpenCV clips
a line's outline in another way: lines inside the canvas are the same, lines that cross its border differ in a few
pixels. `--check` under any version compares with the committed hashes and notes the verdict in the provenance.

    python tools/golden/pose_humansd_v1.py            # write; needs an OpenCV in 4.7 .. 4.12
    python tools/golden/pose_humansd_v1.py --check    # compare, and note what this OpenCV does
"""

import argparse
import colorsys
import gzip
import hashlib
import json
from pathlib import Path

import cv2
import numpy as np

SEED = 20231003
CASES = 200
PICTURES = (0, 1, 2, 3, 40, 80, 120, 160)
OUT = Path(__file__).parent / "vectors" / "pose_humansd_v1"

LIMBS = [(0, 1), (0, 2), (1, 3), (2, 4), (3, 5), (4, 6), (5, 7), (6, 8), (7, 9), (8, 10),
         (5, 11), (6, 12), (11, 13), (12, 14), (13, 15), (14, 16)]
COLOURS = [tuple(int(255 * c) for c in colorsys.hls_to_rgb((i / 16 + 0.01) % 1, 0.6, 0.65)) for i in range(16)]
KEYPOINT_THRESHOLD = 0.05
PERSON_THRESHOLD = 0.05
CANVASES = [(512, 512), (512, 512), (512, 512), (640, 384), (128, 128), (333, 257), (16, 9), (64, 640)]
# A figure standing in the unit square, so that some cases look like people.
STANDING = np.array([
    [.50, .12], [.53, .10], [.47, .10], [.56, .12], [.44, .12], [.60, .25], [.40, .25], [.66, .40], [.34, .40],
    [.70, .54], [.30, .54], [.56, .52], [.44, .52], [.57, .72], [.43, .72], [.58, .92], [.42, .92]])


def drawable(keypoint):
    visible = keypoint["visibility"] > 0
    return visible and ("score" not in keypoint or keypoint["score"] > KEYPOINT_THRESHOLD)


def draw(people, width, height, scale=1):
    """RGB uint8 (height, width, 3) as HumanSD draws it: truncated coordinates, lines of ten, discs of five."""
    canvas = np.zeros((height, width, 3), np.uint8)
    for person in people:
        if "score" in person and not person["score"] > PERSON_THRESHOLD:
            continue
        joints = person["keypoints"]
        for (a, b), colour in zip(LIMBS, COLOURS):
            if not (drawable(joints[a]) and drawable(joints[b])):
                continue
            start = (int(joints[a]["x"] * scale), int(joints[a]["y"] * scale))
            end = (int(joints[b]["x"] * scale), int(joints[b]["y"] * scale))
            cv2.line(canvas, start, end, colour, 10)
            cv2.circle(canvas, start, 5, colour, -1)
            cv2.circle(canvas, end, 5, colour, -1)
    return canvas


def random_person(rng, width, height):
    kind = rng.integers(5)
    size = np.array([width, height])
    if kind == 0:  # anywhere, far outside as well
        points = rng.uniform(-2.0, 3.0, (17, 2)) * size
    elif kind == 1:  # anywhere around the canvas
        points = rng.uniform(-0.25, 1.25, (17, 2)) * size
    elif kind == 2:  # small: joints on top of each other
        points = rng.uniform(0, 1, 2) * size + rng.uniform(-8, 8, (17, 2))
    else:  # a figure, placed and scaled at random
        scale = rng.uniform(0.2, 1.6) * height
        points = (STANDING - 0.5) * scale + rng.uniform(0, 1, 2) * size + rng.normal(0, 0.03 * scale, (17, 2))
    with_scores = rng.random() < 0.4
    keypoints = []
    for x, y in points.round(3):
        visibility = int(rng.choice([0, 1, 2], p=[.08, .17, .75]))
        if visibility == 0:
            x = y = 0.0
        keypoint = {"x": float(x), "y": float(y), "visibility": visibility}
        if with_scores:
            keypoint["score"] = round(float(rng.choice([0.05, 0.02, 0.051, rng.random()], p=[.05, .05, .05, .85])), 4)
        keypoints.append(keypoint)
    person = {"keypoints": keypoints}
    if with_scores:
        person["score"] = round(float(rng.uniform(0, 1)), 4)
    return person


def sha256(array):
    return hashlib.sha256(array.tobytes()).hexdigest()


def palette_indices(picture):
    flat = picture.reshape(-1, 3)
    indices = np.zeros(len(flat), np.uint8)
    for i, colour in enumerate(COLOURS):
        indices[(flat == np.array(colour, np.uint8)).all(1)] = i + 1
    return indices


def make_cases(rng):
    for number in range(CASES):
        width, height = CANVASES[number % len(CANVASES)]
        people = [random_person(rng, width, height) for _ in range(int(rng.integers(1, 5)))]
        yield {"width": width, "height": height, "people": people}


def compute_conditioning(people, width, height, render_size):
    """float32 (3, height, width) in -1..1: the mean over scale x scale blocks of the picture drawn at renderSize."""
    scale = render_size // max(width, height)
    picture = draw(people, width * scale, height * scale, scale).astype(np.float64)
    mean = picture.reshape(height, scale, width, scale, 3).mean(axis=(1, 3))
    return (mean / 255 * 2 - 1).transpose(2, 0, 1).astype(np.float32)


def make_conditioning_cases(rng):
    for width, height, render_size in [(128, 128, 512), (128, 96, 512), (64, 128, 128), (256, 256, 512)]:
        people = [random_person(rng, width, height) for _ in range(2)]
        yield {"width": width, "height": height, "renderSize": render_size, "people": people}


def write_gzip(name, data):
    (OUT / name).write_bytes(gzip.compress(data, 9, mtime=0))


def write(cases, conditioning):
    OUT.mkdir(parents=True, exist_ok=True)
    pictures = []
    for number, case in enumerate(cases):
        picture = draw(case["people"], case["width"], case["height"])
        case["sha256"] = sha256(picture)
        if number in PICTURES:
            pictures.append(palette_indices(picture).tobytes())
    floats = []
    for case in conditioning:
        picture = compute_conditioning(case["people"], case["width"], case["height"], case["renderSize"])
        case["sha256"] = sha256(picture)
        floats.append(picture.astype("<f4").tobytes())
    write_gzip("cases.json.gz", json.dumps(cases).encode())
    write_gzip("pictures.bin.gz", b"".join(pictures))
    write_gzip("conditioning.json.gz", json.dumps(conditioning).encode())
    write_gzip("conditioning.f32.gz", b"".join(floats))
    note_version({"generator": "tools/golden/pose_humansd_v1.py", "seed": SEED, "numpy": np.__version__,
                  "opencv": {}, "cases": CASES, "pictures": list(PICTURES), "colours": COLOURS}, [])


def note_version(provenance, wrong):
    verdict = f"{len(wrong)} pictures differ, all with limbs across the border" if wrong else "equal"
    opencv = dict(sorted({**provenance["opencv"], cv2.__version__: verdict}.items()))
    text = json.dumps({**provenance, "opencv": opencv}, indent=2)
    (OUT / "provenance.json").write_text(text + "\n")


def lies_inside(case):
    """Whether every limb's pixels lie on the canvas, with room for half the line's width."""
    scale = case.get("renderSize", max(case["width"], case["height"])) // max(case["width"], case["height"])
    points = [(k["x"] * scale, k["y"] * scale) for p in case["people"] for k in p["keypoints"] if drawable(k)]
    return all(6 <= x < case["width"] * scale - 6 and 6 <= y < case["height"] * scale - 6 for x, y in points)


def check():
    cases = json.loads(gzip.decompress((OUT / "cases.json.gz").read_bytes()))
    conditioning = json.loads(gzip.decompress((OUT / "conditioning.json.gz").read_bytes()))
    wrong = [c for c in cases if sha256(draw(c["people"], c["width"], c["height"])) != c["sha256"]]
    wrong += [c for c in conditioning if sha256(
        compute_conditioning(c["people"], c["width"], c["height"], c["renderSize"])) != c["sha256"]]
    if any(lies_inside(case) for case in wrong):
        raise SystemExit(f"OpenCV {cv2.__version__} draws pictures differently that lie wholly on the canvas")
    note_version(json.loads((OUT / "provenance.json").read_text()), wrong)
    print(f"OpenCV {cv2.__version__}: {len(wrong)} of {len(cases) + len(conditioning)} pictures differ")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        return check()
    rng = np.random.default_rng(SEED)
    write(list(make_cases(rng)), list(make_conditioning_cases(rng)))


if __name__ == "__main__":
    main()
