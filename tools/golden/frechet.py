"""Golden vectors for libs/eval/src/distribution: FID and KID of given features as torch-fidelity computes them, numpy's subsets, CLIPScore.

Writes vectors/distribution. Needs torch-fidelity and torchmetrics beside requirements.txt's packages (no weights).
"""

import numpy as np
import scipy.linalg
import torch
from torch_fidelity.metric_fid import fid_features_to_statistics, fid_statistics_to_metric
from torch_fidelity.metric_kid import kid_features_to_metric

from vector_file import provenance, write_vectors

SEED = 20261
KID = dict(kid_subsets=7, kid_subset_size=12, kid_kernel="poly", kid_kernel_poly_degree=3, kid_kernel_poly_gamma=None,
           kid_kernel_poly_coef0=1, rng_seed=2020, verbose=False)
# Pictures on either side, dimensions, and what is special.
CASES = {
    "fewer pictures than dimensions": (30, 40, 64),
    "as many": (33, 65, 33),
    "more pictures than dimensions": (90, 60, 16),
    "more on one side": (20, 300, 48),
    "silent features": (100, 80, 24),
    "many": (150, 20, 130),
}


def draw(rng, count, dimensions, case):
    """Features as a network's: not negative, of unlike spread, correlated."""
    spread = np.geomspace(3, 0.05, dimensions)
    mixed = rng.normal(0, 1, (count, dimensions)) * spread @ MIXES[dimensions]
    features = np.maximum(mixed + rng.normal(0.5, 0.2, dimensions), 0)
    if case == "silent features":
        features[:, ::3] = 0
    return features.astype(np.float32)


def root_trace(a, b):
    """tr (S1 S2)^(1/2) by scipy's root of the matrix, as pytorch-fid has it."""
    return np.trace(scipy.linalg.sqrtm(np.cov(a, rowvar=False) @ np.cov(b, rowvar=False)).real)


def fid_by_root(a, b):
    difference = a.astype(np.float64).mean(0) - b.astype(np.float64).mean(0)
    return difference @ difference + np.cov(a, rowvar=False).trace() + np.cov(b, rowvar=False).trace() - 2 * root_trace(a, b)


def fid_by_singular_values(a, b):
    """Without the eigenvalues that should be 0, whose roots are the error of the two others."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    difference = a.mean(0) - b.mean(0)
    a, b = (a - a.mean(0)) / np.sqrt(len(a) - 1), (b - b.mean(0)) / np.sqrt(len(b) - 1)
    return difference @ difference + (a * a).sum() + (b * b).sum() - 2 * np.linalg.svd(a @ b.T, compute_uv=False).sum()


rng = np.random.default_rng(SEED)
MIXES = {d: np.linalg.qr(rng.normal(size=(d, d)))[0] for _, _, d in CASES.values()}


def main():
    arrays, cases = {}, []
    for name, (n, m, dimensions) in CASES.items():
        a, b = draw(rng, n, dimensions, name), draw(rng, m, dimensions, name)
        tensors = torch.from_numpy(a.astype(np.float64)), torch.from_numpy(b.astype(np.float64))
        fid = fid_statistics_to_metric(*map(fid_features_to_statistics, tensors), False)["frechet_inception_distance"]
        kid = kid_features_to_metric(*tensors, **KID)
        case = {"name": name, "exactFid": fid_by_singular_values(a, b), "torchFidelityFid": fid, "kidMean": kid["kernel_inception_distance_mean"],
                "kidStd": kid["kernel_inception_distance_std"]}
        if name in ("more pictures than dimensions", "more on one side"):
            case["scipyFid"] = fid_by_root(a, b)
        cases.append(case)
        arrays |= {f"{name}/a": a, f"{name}/b": b}
    draws = np.random.RandomState(2020)
    for number, count in enumerate((12, 1000, 64)):
        arrays[f"subset/{number}"] = draws.choice(count, 12, replace=False).astype(np.uint32)
    origin = provenance(["torch-fidelity", "numpy", "scipy", "torch"], seed=SEED, reference="fid_statistics_to_metric, kid_features_to_metric, sqrtm")
    write_vectors("distribution", arrays, origin, {"cases": cases, "kid": {k: v for k, v in KID.items() if k != "verbose"}})


if __name__ == "__main__":
    main()
