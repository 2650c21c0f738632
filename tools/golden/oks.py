"""Golden vectors for libs/eval: object keypoint similarity and average precision of pycocotools, one picture at a time.

Writes vectors/oks.
"""

import contextlib
import io

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from vector_file import provenance, write_vectors

SEED = 20231121
PICTURES = 40
CANVAS = 512
SIGMAS = np.array([.26, .25, .25, .35, .35, .79, .79, .72, .72, .62, .62, 1.07, 1.07, .87, .87, .89, .89]) / 10.0


def draw_people(rng, count):
    """Joints (count, 17, 3) of people of many sizes, about a fifth of the joints unlabelled, and the areas of their boxes."""
    centres = rng.uniform(100, CANVAS - 100, (count, 1, 2))
    sizes = rng.uniform(15, 120, (count, 1, 1))
    points = centres + sizes * rng.uniform(-1, 1, (count, 17, 2))
    visibility = rng.choice([0, 1, 2], (count, 17, 1), p=[.2, .2, .6])
    visibility[:, 0] = 2
    people = np.concatenate([np.where(visibility > 0, points, 0), visibility], axis=2)
    return people, (2 * sizes[:, 0, 0]) ** 2


def find_people(rng, people):
    """Some of the true people, each as far off as luck has it, and some that nobody is: joints (F, 17, 3) and scores, best first."""
    found = [person[:, :2] + rng.normal(0, rng.uniform(0, 12), (17, 2)) for person in people for _ in range(rng.integers(0, 3))]
    found += [rng.uniform(20, CANVAS - 20, (17, 2)) for _ in range(rng.integers(0, 3))]
    points = np.array(found).reshape(-1, 17, 2)
    # A true joint that is unlabelled stands at (0, 0); what was found for it is anywhere.
    points = np.where(np.abs(points) < 40, rng.uniform(20, CANVAS - 20, points.shape), points)
    scores = -np.sort(-rng.uniform(.1, 1, len(points)))
    return np.concatenate([points, np.full((len(points), 17, 1), 2.0)], axis=2)[rng.permutation(len(points))], scores


def evaluate(people, areas, found, scores):
    """(F, P) similarities and the average precision, as COCOeval computes them."""
    truth = COCO()
    truth.dataset = {
        "images": [{"id": 1, "width": CANVAS, "height": CANVAS}],
        "categories": [{"id": 1, "name": "person"}],
        "annotations": [
            {"id": n + 1, "image_id": 1, "category_id": 1, "iscrowd": 0, "area": float(area), "bbox": [0, 0, 1, 1],
             "num_keypoints": int((person[:, 2] > 0).sum()), "keypoints": person.reshape(-1).tolist()}
            for n, (person, area) in enumerate(zip(people, areas, strict=True))],
    }
    results = [{"image_id": 1, "category_id": 1, "score": float(score), "keypoints": person.reshape(-1).tolist()}
               for person, score in zip(found, scores, strict=True)]
    with contextlib.redirect_stdout(io.StringIO()):
        truth.createIndex()
        evaluation = COCOeval(truth, truth.loadRes(results), "keypoints")
        assert np.array_equal(evaluation.params.kpt_oks_sigmas, SIGMAS)
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    return np.array(evaluation.ious[1, 1]).reshape(len(found), len(people)), evaluation.stats[0]


def main():
    rng = np.random.default_rng(SEED)
    arrays = {"oksSigmas": SIGMAS}
    for picture in range(PICTURES):
        people, areas = draw_people(rng, rng.integers(1, 6))
        found, scores = find_people(rng, people)
        # COCO has no detections without a result file that names at least one.
        if not len(found):
            found, scores = draw_people(rng, 1)[0], np.array([.5])
            found[:, :, 2] = 2
        similarities, precision = evaluate(people, areas, found, scores)
        arrays |= {f"{picture}/people": people, f"{picture}/areas": areas, f"{picture}/found": found, f"{picture}/scores": scores,
                   f"{picture}/similarities": similarities, f"{picture}/averagePrecision": np.array([precision])}
    write_vectors("oks", arrays, provenance(["pycocotools", "numpy"], seed=SEED, reference="COCOeval, iouType keypoints"),
                  {"pictures": PICTURES, "canvas": CANVAS})


if __name__ == "__main__":
    main()
