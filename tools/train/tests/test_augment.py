"""What the estimator is trained on: keypoints stay on their figures, and a share is seen through the autoencoder."""

import numpy as np
import pytest
import torch

from mannequin.augment import TrainingSamples
from mannequin.data import FigureData
from mannequin.pose_metrics import detect
from mannequin.reconstructions import build
from mannequin.vae import build_vae

SIZE = 64


class Dots:
    """Black pictures, each with one white dot, where its only joint is."""

    size = SIZE

    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        places = rng.integers(20, 44, (100, 2))
        self.images = np.zeros((100, SIZE, SIZE, 3), np.uint8)
        self.people = [np.zeros((1, 17, 3), np.float32) for _ in places]
        for image, person, (x, y) in zip(self.images, self.people, places, strict=True):
            image[y - 1:y + 2, x - 1:x + 2] = 255
            person[0, 0] = (x + 0.5, y + 0.5, 2)

    def __len__(self) -> int:
        return len(self.images)


@pytest.mark.parametrize("size", [64, 96])
def test_keypoints_stay_on_their_figures(size):
    samples = TrainingSamples(Dots(), np.random.default_rng(1), size=size)
    samples.plain = True
    images, people = samples.draw(np.arange(100))
    assert images.shape == (100, 3, size, size)
    middles = torch.arange(size) + 0.5
    for picture, person in zip(images[:, 0], people, strict=True):
        x, y = (float((picture.sum(axis) * middles).sum() / picture.sum()) for axis in (0, 1))
        joint = person[0][person[0, :, 2] > 0]
        assert np.allclose(joint[0, :2], (x, y), atol=0.1)


def test_a_share_of_the_pictures_is_of_the_reconstructions():
    data = Dots()
    data.images[:] = 0
    samples = TrainingSamples(data, np.random.default_rng(2), reconstructions=np.full((50, SIZE, SIZE, 3), 255, np.uint8))
    samples.plain = True
    bright = np.mean([samples.draw(np.arange(100))[0].mean((1, 2, 3)).numpy() > 0.5 for _ in range(20)], axis=0)
    assert bright[50:].max() == 0
    assert 0.2 < bright.mean() < 0.3


def test_reconstructions_are_made_once_and_alike(tmp_path, figures):
    torch.manual_seed(0)
    build_vae((8, 8, 8, 8), SIZE).save_pretrained(tmp_path / "vae")
    first, second = tmp_path / "first.npy", tmp_path / "second.npy"
    for out, workers in ((first, 1), (second, 2)):
        build(FigureData(figures), tmp_path / "vae", out, 12, workers, bfloat16=False)
    found = np.load(first)
    assert found.shape == (12, SIZE, SIZE, 3) and found.dtype == np.uint8 and found.std() > 0
    assert np.array_equal(found, np.load(second))
    written = first.stat().st_mtime_ns
    build(FigureData(figures), tmp_path / "vae", first, 12, 1, bfloat16=False)
    assert first.stat().st_mtime_ns == written


def test_keypoints_are_the_pictures_own_whatever_size_the_estimator_reads():
    def brightest(pictures: torch.Tensor) -> tuple[torch.Tensor, ...]:
        cell = pictures[:, 0].flatten(1).argmax(1)
        keypoints = torch.zeros(len(pictures), 1, 17, 3)
        keypoints[:, 0, :, 0], keypoints[:, 0, :, 1] = (cell % pictures.shape[3] + 0.5)[:, None], (cell // pictures.shape[3] + 0.5)[:, None]
        return keypoints, torch.ones(len(pictures), 1), pictures

    data = Dots()
    data.images[:] = 0
    for image, person in zip(data.images, data.people, strict=True):
        image[tuple(person[0, 0, 1::-1].astype(int))] = 255
    for size in (None, 96, 128):
        found = np.stack([keypoints[0, 0, :2] for keypoints, _ in detect(brightest, data.images, size)])
        assert np.abs(found - np.stack([person[0, 0, :2] for person in data.people])).max() < 0.5
