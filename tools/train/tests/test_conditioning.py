"""The conditioning picture: humansd-v1 drawn at 512 pixels and averaged over blocks."""

import cv2
import numpy as np

from mannequin.conditioning import LIMBS, conditioning_picture, draw_skeletons


def person(seed: int, size: float) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.concatenate([rng.uniform(0, size, (17, 2)), np.full((17, 1), 2)], 1)


def test_sixteen_limbs_in_the_hues_of_seaborn():
    import colorsys
    hues = [tuple(int(255 * c) for c in colorsys.hls_to_rgb((i / 16 + 0.01) % 1, 0.6, 0.65)) for i in range(16)]
    assert [color for _, _, color in LIMBS] == hues


def test_one_limb_is_a_line_and_two_discs():
    keypoints = np.zeros((1, 17, 3))
    keypoints[0, 5], keypoints[0, 7] = (100.9, 200.2, 2), (300.5, 250.7, 1)
    expected = np.zeros((512, 512, 3), np.uint8)
    cv2.line(expected, (100, 200), (300, 250), (86, 219, 127), 10)
    cv2.circle(expected, (100, 200), 5, (86, 219, 127), -1)
    cv2.circle(expected, (300, 250), 5, (86, 219, 127), -1)
    assert np.array_equal(draw_skeletons(keypoints, 512, 512), expected)


def test_an_absent_joint_draws_no_limb():
    keypoints = person(0, 512)[None].copy()
    keypoints[0, :, 2] = 0
    keypoints[0, 9, 2] = 2
    assert draw_skeletons(keypoints, 512, 512).max() == 0


def test_the_picture_averages_blocks_without_rounding():
    keypoints = np.stack([person(1, 128), person(2, 128)])
    picture = conditioning_picture(keypoints, 128, 128)
    canvas = draw_skeletons(keypoints * (4, 4, 1), 512, 512).astype(np.float64)
    expected = canvas.reshape(128, 4, 128, 4, 3).mean((1, 3)).transpose(2, 0, 1) / 255 * 2 - 1
    assert picture.dtype == np.float32 and picture.shape == (3, 128, 128)
    assert np.abs(picture - expected).max() < 1e-6


def test_an_empty_canvas_is_minus_one_everywhere():
    assert (conditioning_picture(np.zeros((0, 17, 3)), 128, 96) == -1).all()
