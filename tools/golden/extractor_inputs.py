"""Golden vectors for libs/eval/src/extractors: pictures at a network's size by the libraries that the networks were trained with, and decoding
of synthetic outputs in plain numpy and OpenCV.

Writes vectors/extractor-inputs. Needs torch-fidelity and Pillow beside requirements.txt's packages (no weights).
"""

import cv2
import numpy as np
import torch
from PIL import Image
from torch_fidelity.interpolate_compat_tensorflow import interpolate_bilinear_2d_like_tensorflow1x

from vector_file import provenance, write_vectors

SEED = 20271
SIZES = [((40, 30), (17, 19)), ((20, 14), (33, 27)), ((31, 31), (31, 12))]
BOX = (6.5, 3.25, 14.0, 20.5)
INPUT = (24, 32)


def tensorflow(picture, size):
    planes = torch.from_numpy(picture.transpose(2, 0, 1)[None].astype(np.float32))
    return interpolate_bilinear_2d_like_tensorflow1x(planes, size=(size[1], size[0]), align_corners=False)[0].numpy()


def box_matrix(unbiased):
    """mmpose's GetBBoxCenterScale (padding 1.25) and TopdownAffine, without rotation."""
    x, y, w, h = BOX
    centre, scale = np.array([x + w / 2, y + h / 2]), np.array([w, h]) * 1.25
    aspect = INPUT[0] / INPUT[1]
    scale = np.array([scale[0], scale[0] / aspect] if scale[0] > scale[1] * aspect else [scale[1] * aspect, scale[1]])
    factor = (np.array(INPUT) - (1 if unbiased else 0)) / scale
    return np.array([[factor[0], 0, factor[0] * (scale[0] / 2 - centre[0])], [0, factor[1], factor[1] * (scale[1] / 2 - centre[1])]])


def dark(heatmap, kernel):
    """refine_keypoints_dark_udp for one map, from its highest place."""
    height, width = heatmap.shape
    y, x = np.unravel_index(np.argmax(heatmap), heatmap.shape)
    border = (kernel - 1) // 2
    padded = cv2.GaussianBlur(np.pad(heatmap, border), (kernel, kernel), 0)[border:-border, border:-border]
    logs = np.pad(np.log(np.clip(padded * heatmap.max() / padded.max(), 1e-3, 50)), 1, mode="edge")
    p = lambda dx, dy: float(logs[y + 1 + dy, x + 1 + dx])
    gradient = np.array([p(1, 0) - p(-1, 0), p(0, 1) - p(0, -1)]) / 2
    dxy = (p(1, 1) - p(1, 0) - p(0, 1) + 2 * p(0, 0) - p(-1, 0) - p(0, -1) + p(-1, -1)) / 2
    hessian = np.array([[p(1, 0) - 2 * p(0, 0) + p(-1, 0), dxy], [dxy, p(0, 1) - 2 * p(0, 0) + p(0, -1)]])
    return np.array([x, y]) - np.linalg.inv(hessian + np.finfo(np.float32).eps * np.eye(2)) @ gradient


def gaussian(width, height, x, y, sigma):
    grid_y, grid_x = np.mgrid[:height, :width]
    return np.exp(-((grid_x - x) ** 2 + (grid_y - y) ** 2) / (2 * sigma**2)).astype(np.float32)


def main():
    rng = np.random.default_rng(SEED)
    arrays, cases = {}, []
    for number, (source, target) in enumerate(SIZES):
        # Smooth with some noise: rounding shows, and so does a shift.
        picture = cv2.resize(rng.integers(0, 256, (5, 4, 3), dtype=np.uint8), source, interpolation=cv2.INTER_CUBIC)
        picture = np.clip(picture + rng.integers(-30, 31, picture.shape), 0, 255).astype(np.uint8)
        cases.append({"source": source, "target": target})
        arrays[f"{number}/picture"] = picture
        arrays[f"{number}/tensorflow"] = tensorflow(picture, target)
        arrays[f"{number}/pillow"] = np.asarray(Image.fromarray(picture).resize(target, Image.BICUBIC))
        arrays[f"{number}/opencv"] = cv2.resize(picture, target, interpolation=cv2.INTER_LINEAR)
        for name in ("box", "unbiased"):
            arrays[f"{number}/{name}"] = cv2.warpAffine(picture, box_matrix(name == "unbiased"), INPUT, flags=cv2.INTER_LINEAR)
    points = rng.uniform([2, 2], [45, 61], (17, 2))
    points[:3] = [[0.4, 5.2], [47, 63], [46.6, 0.3]]
    heatmaps = np.stack([gaussian(48, 64, x, y, 2) * rng.uniform(0.3, 1) for x, y in points])
    arrays |= {"heatmaps": heatmaps, "dark": np.stack([dark(heatmap, 11) for heatmap in heatmaps]), "points": points}
    origin = provenance(["torch-fidelity", "torch", "Pillow", "opencv-python-headless", "numpy"], seed=SEED)
    write_vectors("extractor-inputs", arrays, origin, {"cases": cases, "box": BOX, "input": INPUT})


if __name__ == "__main__":
    main()
