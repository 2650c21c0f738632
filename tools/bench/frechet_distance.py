"""The reference side of frechet-distance.mjs: FID as pytorch-fid has it, two covariances and scipy's root of their product.

Started by that script; reads one JSON request per line on stdin and answers with one JSON line on stdout.

    {"versions": true}                                  -> {"versions": {...}, "threads": n}
    {"draw": {count, dimensions, seed, out: [a, b]}}    -> {"exact": value}    features as float32 files, and their distance
    {"run": {count, dimensions, files: [a, b]}}         -> {"value": v, "seconds": {"moments": s, "root": s}}

`exact` goes through the singular values of the centred features' product, or of the two Cholesky factors' where there are more pictures
than dimensions: neither draws the root of an eigenvalue that should be 0.
"""

import json
import sys
import time

import numpy as np
import scipy
import scipy.linalg


def draw(rng, mix, count):
    """Features as of a network's last pooling: not negative, correlated, of a spectrum that falls as 1 / k."""
    dimensions = len(mix)
    spread = 1 / np.sqrt(np.arange(1, dimensions + 1))
    shift = rng.normal(0, 0.02, dimensions)
    return np.maximum(0.4 + shift + 3 * (rng.standard_normal((count, dimensions)) * spread) @ mix, 0).astype(np.float32)


def read(path, count):
    return np.fromfile(path, dtype="<f4").reshape(count, -1)


def moments(features):
    return features.mean(axis=0, dtype=np.float64), np.cov(features, rowvar=False)


def exact_distance(a, b):
    (mean_a, cov_a), (mean_b, cov_b) = moments(a), moments(b)
    if len(a) <= a.shape[1]:
        factors = [(x - m) / np.sqrt(len(x) - 1) for x, m in ((a.astype(np.float64), mean_a), (b.astype(np.float64), mean_b))]
    else:
        factors = [np.linalg.cholesky(cov).T for cov in (cov_a, cov_b)]
    roots = np.linalg.svd(factors[0] @ factors[1].T, compute_uv=False).sum()
    return float(((mean_a - mean_b) ** 2).sum() + np.trace(cov_a) + np.trace(cov_b) - 2 * roots)


def answer(request):
    if "versions" in request:
        return {"versions": {"numpy": np.__version__, "scipy": scipy.__version__}}
    if "draw" in request:
        wanted = request["draw"]
        rng = np.random.default_rng(wanted["seed"])
        mix = np.linalg.qr(rng.standard_normal((wanted["dimensions"],) * 2))[0]
        sides = [draw(rng, mix, wanted["count"]) for _ in range(2)]
        for side, path in zip(sides, wanted["out"], strict=True):
            side.tofile(path)
        return {"exact": exact_distance(*sides)}
    wanted = request["run"]
    a, b = (read(path, wanted["count"]) for path in wanted["files"])
    started = time.perf_counter()
    (mean_a, cov_a), (mean_b, cov_b) = moments(a), moments(b)
    gathered = time.perf_counter()
    root = scipy.linalg.sqrtm(cov_a @ cov_b)
    value = float(((mean_a - mean_b) ** 2).sum() + np.trace(cov_a) + np.trace(cov_b) - 2 * np.trace(root.real))
    return {"value": value, "seconds": {"moments": gathered - started, "root": time.perf_counter() - gathered}}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
