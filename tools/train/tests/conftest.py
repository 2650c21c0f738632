"""What several specs begin with."""

import numpy as np
import pytest

PICTURES, SIZE = 20, 64


@pytest.fixture
def figures(tmp_path):
    """A data set's folder: pictures of noise, one person each."""
    folder, rng = tmp_path / "figures", np.random.default_rng(0)
    folder.mkdir()
    np.save(folder / "images.npy", rng.integers(0, 256, (PICTURES, SIZE, SIZE, 3), np.uint8))
    keypoints = np.concatenate([rng.uniform(0, SIZE, (PICTURES, 17, 2)), np.full((PICTURES, 17, 1), 2)], 2).astype(np.float32)
    boxes = np.concatenate([keypoints[..., :2].min(1), np.ptp(keypoints[..., :2], 1)], 1).astype(np.float32)
    np.savez(folder / "people.npz", image_index=np.arange(PICTURES), keypoints=keypoints, bbox=boxes, area=boxes[:, 2] * boxes[:, 3])
    return folder
