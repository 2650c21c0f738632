"""Golden vectors for libs/pose: skeletons as the picture models beside HumanSD were trained on, drawn by OpenCV.

Writes vectors/renderer-profiles. The references:

  openpose18-controlnet  controlnet_aux's own functions (open_pose/util.py), person by person
  dwpose-wholebody       controlnet_aux's own functions (dwpose/util.py): all bodies, all hands, all faces
  xinsir-scaled          the rule of xinsir/controlnet-openpose-sdxl-1.0's card: widths by the longer side, drawn with cv2 here
  t2i-keypose            the rule of T2I-Adapter's keypose (mmpose's COCO palette, written as BGR), drawn with cv2 here

Only controlnet_aux's drawing is loaded, not its detectors, so it is installed by itself:

    pip install --no-deps controlnet_aux==0.0.10

Coordinates are stored as ten-thousandths of the canvas: `n / 10000 * side` is the same double everywhere, also after
controlnet_aux's division and multiplication by the side.
"""

import collections
import hashlib
import importlib
import importlib.metadata
import math
import sys
import types

import cv2
import matplotlib.colors  # noqa: F401  (controlnet_aux uses it without importing it)
import numpy as np

from vector_file import provenance, write_vectors

SEED = 20240903
CASES = 60
PICTURES = (2, 5)  # cases whose pixels are stored as well, so that a difference can be seen
NO_SCORE = 255
THRESHOLD = 0.3
T2I_THRESHOLD = 0.1

Keypoint = collections.namedtuple("Keypoint", "x y")

# Sides are powers of two where the neck is a mean: only then do halves survive the reference's normalisation.
CANVASES = {
    "openpose18-controlnet": [(512, 512), (640, 384), (128, 128), (333, 257), (64, 640), (128, 96)],
    "xinsir-scaled": [(499, 300), (640, 384), (128, 128), (1024, 768), (64, 2048), (160, 96), (3000, 40), (4000, 64),
                      (5000, 48), (500, 500), (999, 64)],
    "t2i-keypose": [(512, 512), (640, 384), (128, 128), (333, 257), (64, 640), (128, 96)],
    "dwpose-wholebody": [(512, 512), (1024, 512), (128, 128), (256, 256), (64, 512), (128, 64)],
}
JOINTS = {"openpose18-controlnet": 18, "xinsir-scaled": 18, "t2i-keypose": 17, "dwpose-wholebody": 133}

COCO = np.array([
    [.50, .12], [.53, .10], [.47, .10], [.56, .12], [.44, .12], [.60, .25], [.40, .25], [.66, .40], [.34, .40],
    [.70, .54], [.30, .54], [.56, .52], [.44, .52], [.57, .72], [.43, .72], [.58, .92], [.42, .92]])
# COCO's joints in OpenPose's order; 17 is the neck.
OPENPOSE_FROM_COCO = [0, 17, 6, 8, 10, 5, 7, 9, 12, 14, 16, 11, 13, 15, 2, 1, 4, 3]

BODY_LIMBS = [(1, 2), (1, 5), (2, 3), (3, 4), (5, 6), (6, 7), (1, 8), (8, 9), (9, 10), (1, 11), (11, 12), (12, 13),
              (1, 0), (0, 14), (14, 16), (0, 15), (15, 17)]
BODY_COLOURS = [(255, 0, 0), (255, 85, 0), (255, 170, 0), (255, 255, 0), (170, 255, 0), (85, 255, 0), (0, 255, 0),
                (0, 255, 85), (0, 255, 170), (0, 255, 255), (0, 170, 255), (0, 85, 255), (0, 0, 255), (85, 0, 255),
                (170, 0, 255), (255, 0, 255), (255, 0, 170), (255, 0, 85)]
COCO_LIMBS = [(15, 13), (13, 11), (16, 14), (14, 12), (11, 12), (5, 11), (6, 12), (5, 6), (5, 7), (6, 8), (7, 9),
              (8, 10), (1, 2), (0, 1), (0, 2), (1, 3), (2, 4), (3, 5), (4, 6)]
HEAD, LEFT, RIGHT = (255, 153, 51), (0, 255, 0), (0, 128, 255)  # RGB of what T2I-Adapter writes as BGR


def load_drawing():
    """controlnet_aux's two drawing modules, under stand-ins for the packages around them."""
    root = importlib.metadata.distribution("controlnet_aux").locate_file("controlnet_aux")
    for name in ("controlnet_aux", "controlnet_aux.open_pose", "controlnet_aux.dwpose"):
        package = types.ModuleType(name)
        package.__path__ = [str(root.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = package
    body = types.ModuleType("controlnet_aux.open_pose.body")
    body.BodyResult, body.Keypoint = tuple, Keypoint
    sys.modules[body.__name__] = body
    return importlib.import_module("controlnet_aux.open_pose.util"), importlib.import_module("controlnet_aux.dwpose.util")


OPENPOSE, DWPOSE = load_drawing()


def draw_openpose(people, width, height):
    canvas = np.zeros((height, width, 3), np.uint8)
    for joints in people:
        named = [Keypoint(x / width, y / height) if score > THRESHOLD else None for x, y, score in joints]
        canvas = OPENPOSE.draw_bodypose(canvas, named)
    return canvas


def scale_of(width, height):
    longer = max(width, height)
    return 1 if longer < 500 else min(2 + longer // 1000, 7)


def draw_xinsir(people, width, height, factor=None):
    canvas = np.zeros((height, width, 3), np.uint8)
    factor = factor or scale_of(width, height)
    for joints in people:
        drawn = joints[:, 2] > THRESHOLD
        for (a, b), colour in zip(BODY_LIMBS, BODY_COLOURS):
            if not (drawn[a] and drawn[b]):
                continue
            (ax, ay), (bx, by) = joints[a, :2], joints[b, :2]
            centre = (int((ax + bx) / 2), int((ay + by) / 2))
            length = math.sqrt((ax - bx) ** 2 + (ay - by) ** 2)
            angle = int(math.degrees(math.atan2(ay - by, ax - bx)))
            polygon = cv2.ellipse2Poly(centre, (int(length / 2), 4 * factor), angle, 0, 360, 1)
            cv2.fillConvexPoly(canvas, polygon, [int(c * 0.6) for c in colour])
        for (x, y, score), colour in zip(joints, BODY_COLOURS):
            if score > THRESHOLD:
                cv2.circle(canvas, (int(x), int(y)), 4 * factor, colour, -1)
    return canvas


def side_of(joint):
    return HEAD if joint < 5 else LEFT if joint % 2 else RIGHT


def draw_keypose(people, width, height):
    canvas = np.zeros((height, width, 3), np.uint8)
    for joints in people[:2]:
        points = [(int(x), int(y)) for x, y, _ in joints]
        drawn = joints[:, 2] > T2I_THRESHOLD
        for joint, point in enumerate(points):
            if drawn[joint]:
                cv2.circle(canvas, point, 2, side_of(joint), -1)
        for a, b in COCO_LIMBS:
            inside = all(0 < x < width and 0 < y < height for x, y in (points[a], points[b]))
            if drawn[a] and drawn[b] and inside:
                # Limbs of one side take its colour; those of the head, the shoulders and the trunk the middle's.
                limb = side_of(a) if side_of(a) == side_of(b) and (a, b) not in ((5, 11), (6, 12)) else HEAD
                cv2.line(canvas, points[a], points[b], limb, 2)
    return canvas


def insert_neck(joints):
    """(134, 3): DWPose's order, the neck the mean of the shoulders where both are sure, its score 1 or 0."""
    neck = joints[[5, 6]].mean(axis=0)
    neck[2] = float((joints[[5, 6], 2] > THRESHOLD).all())
    joints = np.insert(joints, 17, neck, axis=0)
    body = joints[[0, 17, 6, 8, 10, 5, 7, 9, 12, 14, 16, 11, 13, 15, 2, 1, 4, 3]]
    return np.concatenate([body, joints[18:]])


def draw_dwpose(people, width, height):
    people = np.array([insert_neck(joints) for joints in people])
    points, scores = people[..., :2] / [float(width), float(height)], people[..., 2]
    body = points[:, :18].reshape(-1, 2).copy()
    subset = np.where(scores[:, :18] > THRESHOLD, np.arange(len(people) * 18).reshape(-1, 18), -1)
    points[scores < THRESHOLD] = -1
    canvas = np.zeros((height, width, 3), np.uint8)
    canvas = DWPOSE.draw_bodypose(canvas, body, subset)
    canvas = DWPOSE.draw_handpose(canvas, np.concatenate([points[:, 92:113], points[:, 113:]]))
    return DWPOSE.draw_facepose(canvas, points[:, 24:92])


DRAW = {"openpose18-controlnet": draw_openpose, "xinsir-scaled": draw_xinsir, "t2i-keypose": draw_keypose,
        "dwpose-wholebody": draw_dwpose}


def make_figure(rng, profile):
    """A standing figure in the unit square, in the profile's joint order."""
    if profile in ("openpose18-controlnet", "xinsir-scaled"):
        with_neck = np.concatenate([COCO, COCO[[5, 6]].mean(axis=0, keepdims=True)])
        return with_neck[OPENPOSE_FROM_COCO]
    if profile == "t2i-keypose":
        return COCO
    feet = COCO[[15, 15, 15, 16, 16, 16]] + rng.normal(0, .02, (6, 2))
    face = COCO[0] + rng.normal(0, .03, (68, 2))
    hands = [COCO[wrist] + np.cumsum(rng.normal(0, .012, (21, 2)), axis=0) for wrist in (9, 10)]
    return np.concatenate([COCO, feet, face, *hands])


def make_person(rng, profile, width, height):
    """int16 (joints, 3): x and y in ten-thousandths of the canvas, visibility; and uint8 (joints) scores in 1/200, or none."""
    count = JOINTS[profile]
    kind = rng.integers(5)
    size = np.array([width, height])
    if kind == 0:  # anywhere, far outside as well
        share = rng.uniform(-1.0, 2.0, (count, 2))
    elif kind == 1:  # anywhere around the canvas
        share = rng.uniform(-0.25, 1.25, (count, 2))
    elif kind == 2:  # small: joints on top of each other
        share = rng.uniform(0, 1, 2) + rng.uniform(-8, 8, (count, 2)) / size
    else:  # a figure, placed and scaled at random
        scale = rng.uniform(0.3, 1.4) * height / size
        share = (make_figure(rng, profile) - 0.5) * scale + rng.uniform(0.2, 0.8, 2) + rng.normal(0, 0.02, (count, 2)) * scale
    visibility = rng.choice([0, 1, 2], count, p=[.08, .17, .75])
    joints = np.column_stack([np.rint(share * 10000), visibility]).clip(-32768, 32767).astype(np.int16)
    joints[visibility == 0, :2] = 0
    # Never on a threshold: whether equal counts as above is the reference's whim, joint by joint.
    scores = rng.choice([19, 21, 59, 61, 100, 200], count) if rng.random() < 0.4 else np.full(count, NO_SCORE)
    return joints, scores.astype(np.uint8)


def to_pixels(joints, scores, width, height):
    """float64 (joints, 3): x, y in pixels and the score to compare: 0 where unlabelled, 1 where nothing is said."""
    points = joints[:, :2] / 10000 * np.array([float(width), float(height)])
    known = np.where(scores == NO_SCORE, 1.0, scores / 200)
    return np.column_stack([points, np.where(joints[:, 2] > 0, known, 0)])


def survives(points, width, height):
    """Whether controlnet_aux's division and multiplication give the same pixels back."""
    size = np.array([float(width), float(height)])
    return (points[:, :2] / size * size == points[:, :2]).all()


def make_profile(rng, profile):
    joints, scores, cases, hashes, pictures = [], [], [], [], {}
    for number in range(CASES):
        width, height = CANVASES[profile][number % len(CANVASES[profile])]
        people = []
        wanted = int(rng.integers(1, 3 if profile == "dwpose-wholebody" else 5))
        while len(people) < wanted:
            person = make_person(rng, profile, width, height)
            if survives(to_pixels(*person, width, height), width, height):
                people.append(person)
        cases.append((width, height, wanted))
        joints += [person[0] for person in people]
        scores += [person[1] for person in people]
        picture = DRAW[profile]([to_pixels(*person, width, height) for person in people], width, height)
        hashes.append(hashlib.sha256(picture.tobytes()).hexdigest())
        if number in PICTURES:
            pictures[f"{profile}/picture{number}"] = picture
    return {f"{profile}/joints": np.array(joints).view(np.uint16), f"{profile}/scores": np.array(scores),
            f"{profile}/cases": np.array(cases, np.uint32), **pictures}, hashes


def check_own_drawing(rng):
    """What is drawn here for xinsir's width is, at width one, what controlnet_aux draws."""
    for _ in range(20):
        people = [to_pixels(*make_person(rng, "xinsir-scaled", 512, 256), 512, 256)]
        assert (draw_xinsir(people, 512, 256, factor=1) == draw_openpose(people, 512, 256)).all()


def main():
    rng = np.random.default_rng(SEED)
    check_own_drawing(rng)
    arrays, meta = {}, {}
    for profile in DRAW:
        made, meta[profile] = make_profile(rng, profile)
        arrays |= made
    origin = provenance(["opencv-python-headless", "controlnet_aux", "matplotlib", "numpy"], seed=SEED)
    write_vectors("renderer-profiles", arrays, origin, {"pictures": list(PICTURES), "sha256": meta})


if __name__ == "__main__":
    main()
