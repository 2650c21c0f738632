"""Golden vectors for libs/eval: average precision over whole sets of pictures, by pycocotools and xtcocotools.

Every set has what real ones have to trip over: crowds, people without joints, joints that were not found, equal scores across and within pictures,
people found twice, people annotated twice, areas on the edges of the ranges, similarities on the thresholds, more people found than count,
pictures without people and pictures where nobody was found, ids of different lengths.

Writes vectors/average-precision. xtcocotools' wheels are built for numpy 1: pip install --no-binary xtcocotools (see requirements.txt).
"""

import contextlib
import io

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval
from xtcocotools.coco import COCO as XtCOCO
from xtcocotools.cocoeval import COCOeval as XtCOCOeval

from vector_file import provenance, write_vectors

SEED = 20231122
CANVAS = 512
# Coordinates are multiples of 1 / GRID, so that areas and distances can be exactly on an edge, and vectors are small.
GRID = 4
COCO_SIGMAS = np.array([.26, .25, .25, .35, .35, .79, .79, .72, .72, .62, .62, 1.07, 1.07, .87, .87, .89, .89]) / 10.0
SIGMAS = {
    "coco17": COCO_SIGMAS,
    "humanart21": np.concatenate([COCO_SIGMAS, np.full(4, .089)]),
    "made-up": np.array([.05, .1, .2, .03, .07]),
}
SETS = ["coco17"] * 18 + ["humanart21", "made-up"] * 3
PICTURES = 16
HUMANSD_BATCH = 10


def snap(points):
    return np.round(np.asarray(points) * GRID) / GRID


def draw_truth(rng, joints):
    """One true person: keypoints (joints, 3), area and box."""
    size = np.exp(rng.uniform(np.log(12), np.log(220)))
    centre = rng.uniform(size, CANVAS - size, 2) if size < CANVAS / 2 else np.full(2, CANVAS / 2)
    points = snap(np.clip(centre + size / 2 * rng.uniform(-1, 1, (joints, 2)), 1, CANVAS - 1))
    visibility = rng.choice([0, 1, 2], joints, p=[.25, .15, .6])
    if rng.random() < .1:
        visibility[:] = 0
    elif visibility.max() == 0:
        visibility[0] = 2
    keypoints = np.column_stack([np.where(visibility[:, None] > 0, points, 0), visibility])
    box = [*snap(np.maximum(centre - size / 2, 0)), snap(size), snap(size * rng.uniform(.5, 1.5))]
    area = rng.choice([box[2] * box[3], snap(box[2] * box[3] * .4), 32 ** 2, 96 ** 2], p=[.4, .4, .1, .1])
    return {"keypoints": keypoints, "area": float(area), "bbox": [float(side) for side in box], "crowd": bool(rng.random() < .1)}


def find_near(rng, truth, joints):
    """Somebody found about a true person, by one of several sorts of error."""
    points = np.where(truth["keypoints"][:, 2:] > 0, truth["keypoints"][:, :2], rng.uniform(1, CANVAS - 1, (joints, 2)))
    kind = rng.random()
    if kind < .25:
        # So many joints on the spot and the others far away: a similarity that is a simple fraction, such as a threshold.
        far = rng.permutation(joints) >= rng.integers(joints // 2, joints + 1)
        points = np.where(far[:, None], CANVAS - points, points)
    elif kind > .35:
        points = points + rng.normal(0, rng.uniform(0, .12) * np.sqrt(truth["area"]), (joints, 2))
    keypoints = np.column_stack([snap(np.clip(points, 0, 2 * CANVAS)), np.full(joints, 2)])
    keypoints[rng.random(joints) < rng.choice([0, .3])] = 0
    return keypoints


def find_nobody(rng, joints):
    """Somebody where nobody is, now and then of an area on the edge of a range, or of no joint at all."""
    kind = rng.random()
    if kind < .1:
        return np.zeros((joints, 3))
    side = 32 if kind < .3 else 96 if kind < .5 else rng.uniform(10, 300)
    points = rng.uniform(0, 1, (joints, 2))
    points = (points - points.min(0)) / (points.max(0) - points.min(0))
    corner = snap(rng.uniform(0, CANVAS - side, 2))
    return np.column_stack([snap(corner + side * points), np.full(joints, 1)])


def draw_picture(rng, joints):
    people = [draw_truth(rng, joints) for _ in range(rng.choice([0, 1, 2, 3, 5]))]
    if people and rng.random() < .3:
        people.append({**people[0], "crowd": False})
    found = [find_near(rng, person, joints) for person in people for _ in range(rng.integers(0, 4))]
    found += [find_nobody(rng, joints) for _ in range(rng.choice([0, 2, 12], p=[.5, .4, .1]))]
    if found and rng.random() < .5:
        found.append(found[0])
    # Few steps: many people of equal score.
    return people, [(found[n], rng.integers(0, 12) / 12) for n in rng.permutation(len(found))]


def draw_set(rng, joints):
    """Pictures by id: true people, and found ones with their scores."""
    ids = [int(rng.integers(10 ** (n % 13), 10 ** (n % 13 + 1))) for n in range(PICTURES)]
    pictures = {picture: draw_picture(rng, joints) for picture in ids}
    # Results name their boxes in some sets, and then these give the areas.
    boxes = bool(rng.random() < .3)
    return pictures, boxes


def describe_truth(coco, pictures):
    truth = coco()
    annotations = [
        {"id": n + 1, "image_id": picture, "category_id": 1, "iscrowd": int(person["crowd"]), "area": person["area"], "bbox": person["bbox"],
         "num_keypoints": int((person["keypoints"][:, 2] > 0).sum()), "keypoints": person["keypoints"].reshape(-1).tolist()}
        for n, (picture, person) in enumerate((picture, person) for picture, (people, _) in pictures.items() for person in people)]
    truth.dataset = {"images": [{"id": picture, "width": CANVAS, "height": CANVAS} for picture in pictures],
                     "categories": [{"id": 1, "name": "person"}], "annotations": annotations}
    truth.createIndex()
    return truth


def list_results(pictures, boxes):
    return [{"image_id": picture, "category_id": 1, "score": float(score), "keypoints": person.reshape(-1).tolist(),
             **({"bbox": box_of(person)} if boxes else {})}
            for picture, (_, found) in pictures.items() for person, score in found]


def box_of(person):
    """Twice the extent of the joints."""
    low, high = person[:, :2].min(0), person[:, :2].max(0)
    return [float(side) for side in [*low, *(2 * (high - low))]]


def run(evaluation):
    """COCO's ten numbers; -1 where nobody counts."""
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    return evaluation.stats


def evaluate_coco(pictures, boxes, sigmas):
    truth = describe_truth(COCO, pictures)
    evaluation = COCOeval(truth, truth.loadRes(list_results(pictures, boxes)), "keypoints")
    evaluation.params.kpt_oks_sigmas = sigmas
    return run(evaluation)


def evaluate_xtcoco(pictures, boxes, sigmas, use_area=True, similarity=None):
    truth = describe_truth(XtCOCO, pictures)
    truth.anno_file = [""]
    found = truth.loadRes(list_results(pictures, boxes))
    if similarity is None:
        return run(XtCOCOeval(truth, found, "keypoints", sigmas, use_area))
    return run(ShapeEvaluation(truth, found, sigmas, similarity))


class ShapeEvaluation(XtCOCOeval):
    """xtcocotools' matching and accumulation with another similarity of (joints, 3) people."""

    def __init__(self, truth, found, sigmas, similarity):
        super().__init__(truth, found, "keypoints", sigmas)
        self.similarity = similarity

    def _prepare(self):
        super()._prepare()
        for person in (person for people in self._gts.values() for person in people):
            shape = np.reshape(person["keypoints"], (-1, 3))
            if self.similarity(shape, shape, self.sigmas) is None:
                person["ignore"] = 1

    def computeOks(self, picture, category):
        people = self._gts[picture, category]
        found = sorted(self._dts[picture, category], key=lambda person: -person["score"])[:self.params.maxDets[-1]]
        if not people or not found:
            return []
        table = [[self.similarity(np.reshape(truth["keypoints"], (-1, 3)), np.reshape(person["keypoints"], (-1, 3)), self.sigmas)
                  for truth in people] for person in found]
        return np.array([[-1 if value is None else value for value in row] for row in table], dtype=float)


def unit(values):
    return values / np.linalg.norm(values)


def describe_axes(person, joints, scale):
    """(2, joints): each axis from 0 on, scaled, and 0 for a joint that was not found."""
    known = person[joints, 2] > 0
    axes = np.zeros((2, joints.sum()))
    for axis in range(2 if known.any() else 0):
        values = person[joints, axis][known]
        axes[axis, known] = scale(values - values.min())
    return axes


def compare(truth, found, scale, norm_axis):
    joints = truth[:, 2] > 0
    shapes = [np.concatenate([norm_axis(axis) for axis in describe_axes(person, joints, scale)]) for person in (truth, found)]
    norms = [np.linalg.norm(shape) for shape in shapes]
    if norms[0] == 0:
        return None
    return 0 if norms[1] == 0 else min(1, shapes[0] @ shapes[1] / norms[0] / norms[1])


def per_axis(truth, found, _sigmas):
    """CAP's cosine, every axis of every person of extent 1 and length 1."""
    return compare(truth, found, lambda values: values / values.max() if values.max() > 0 else values,
                   lambda axis: unit(axis) if axis.any() else axis)


def one_scale(truth, found, _sigmas):
    """posenet-similarity's cosine, both axes of one scale."""
    return compare(truth, found, lambda values: values, lambda axis: axis)


def published(truth, found, sigmas):
    """What HumanSD's script makes of it: weighted coordinates, and y of the found person from its x."""
    joints = truth[:, 2] > 0
    with np.errstate(all="ignore"):
        axes = np.stack([truth[joints, 0], truth[joints, 1], found[joints, 0], found[joints, 1]]) / sigmas[joints]
        axes = (axes - axes.min(1, keepdims=True)) / (axes.max(1, keepdims=True) - axes.min(1, keepdims=True))
        x, y, found_x = unit(axes[0]), unit(axes[1]), unit(axes[2])
        expected, actual = np.concatenate([x, y]), np.concatenate([found_x, found_x / np.linalg.norm(axes[3])])
        return expected @ actual / np.linalg.norm(expected) / np.linalg.norm(actual)


def rebuild_for_humansd(pictures):
    """True people as HumanSD's script hands them on: those with a joint, boxes and areas over all joints, a missing one at (-1, -1)."""
    def rebuild(person):
        points = np.where(person["keypoints"][:, 2:] > 0, person["keypoints"][:, :2], -1)
        width, height = points.max(0) - points.min(0)
        return {**person, "area": float(width * height)}
    return {picture: ([rebuild(person) for person in people if person["keypoints"][:, 2].any()], found)
            for picture, (people, found) in pictures.items()}


def evaluate_humansd(pictures, boxes, sigmas, similarity=None):
    """Every batch of pictures by itself, then the mean of each number over the batches that have it."""
    rebuilt = rebuild_for_humansd(pictures)
    ids = sorted(rebuilt)
    batches = [{picture: rebuilt[picture] for picture in ids[n:n + HUMANSD_BATCH]} for n in range(0, len(ids), HUMANSD_BATCH)]
    results = np.array([evaluate_xtcoco(batch, boxes, sigmas, similarity=similarity) for batch in batches])
    return np.array([column[column > -1].mean() if (column > -1).any() else -1 for column in results.T])


def evaluate_all(pictures, boxes, sigmas):
    return {
        "coco": evaluate_coco(pictures, boxes, sigmas),
        "xtcoco": evaluate_xtcoco(pictures, boxes, sigmas),
        "xtcoco-box": evaluate_xtcoco(pictures, boxes, sigmas, use_area=False),
        "per-axis": evaluate_xtcoco(pictures, boxes, sigmas, similarity=per_axis),
        "one-scale": evaluate_xtcoco(pictures, boxes, sigmas, similarity=one_scale),
        "humansd-ap": evaluate_humansd(pictures, boxes, sigmas),
        "humansd-cap": evaluate_humansd(pictures, boxes, sigmas, published),
    }


def list_arrays(pictures, boxes):
    """Everything that was drawn, people one after another with the index of their picture."""
    people = [(n, person) for n, (people, _) in enumerate(pictures.values()) for person in people]
    found = [(n, *entry) for n, (_, entries) in enumerate(pictures.values()) for entry in entries]

    def grid(values):
        assert np.array_equal(np.round(np.array(values) * GRID), np.array(values) * GRID)
        return (np.array(values) * GRID).astype(np.uint16)

    return {
        "ids": np.array(list(pictures), dtype=np.float64),
        "truthPictures": np.array([n for n, _ in people], dtype=np.uint8),
        "truth": grid([person["keypoints"] for _, person in people]),
        "areas": np.array([person["area"] for _, person in people]),
        "boxes": grid([person["bbox"] for _, person in people]),
        "crowds": np.array([person["crowd"] for _, person in people], dtype=np.uint8),
        "foundPictures": np.array([n for n, _, _ in found], dtype=np.uint8),
        "found": grid([person for _, person, _ in found]),
        "scores": np.array([score for _, _, score in found]),
        **({"foundBoxes": grid([box_of(person) for _, person, _ in found])} if boxes else {}),
    }


def main():
    rng = np.random.default_rng(SEED)
    arrays = {f"oksSigmas/{name}": sigmas for name, sigmas in SIGMAS.items()}
    for n, skeleton in enumerate(SETS):
        pictures, boxes = draw_set(rng, len(SIGMAS[skeleton]))
        with contextlib.redirect_stdout(io.StringIO()):
            results = evaluate_all(pictures, boxes, SIGMAS[skeleton])
        arrays |= {f"{n}/{key}": array for key, array in list_arrays(pictures, boxes).items()}
        arrays |= {f"{n}/{reference}": stats for reference, stats in results.items()}
    write_vectors("average-precision", arrays,
                  provenance(["pycocotools", "xtcocotools", "numpy"], seed=SEED, reference="COCOeval, iouType keypoints"),
                  {"sets": SETS, "grid": GRID, "canvas": CANVAS})


if __name__ == "__main__":
    main()
