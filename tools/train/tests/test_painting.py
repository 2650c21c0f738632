"""The painting half: every style runs, holds the pose, tells the truth and looks like itself."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from mannequin.synth.actions import ACTIONS
from mannequin.synth.composition import sample_scene
from mannequin.synth.dataset import Job, build, paint_index, write_annotations
from mannequin.synth.look import COLORS, OUTFITS, sample_look
from mannequin.synth.painting import SUPERSAMPLING, _figures, _id_buffers, paint_scene
from mannequin.synth.places import PLACES
from mannequin.synth.props import PROPS
from mannequin.synth.styles import STYLES
from mannequin.synth.types import SCENES, PaintedScene, SceneGeometry

SIZE = 128


def _geometry(seed: int, people: int | None = None) -> SceneGeometry:
    return sample_scene(np.random.default_rng(seed), SIZE, SIZE, num_people=people)


@lru_cache(maxsize=None)
def _painted(scene: str, seed: int, people: int | None = None) -> PaintedScene:
    return paint_scene(np.random.default_rng(seed), _geometry(seed, people), scene)


@pytest.mark.parametrize("scene", SCENES)
def test_every_style_paints_and_annotates(scene: str) -> None:
    for seed in range(4):
        painted = _painted(scene, seed)
        people = len(_geometry(seed).people)
        assert painted.image.shape == (SIZE, SIZE, 3) and painted.image.dtype == np.uint8
        assert painted.image.std() > 8
        assert painted.keypoints.shape == (people, 17, 3) and painted.keypoints.dtype == np.float32
        assert painted.bbox.shape == (people, 4) and painted.mask_area.shape == (people,)
        assert painted.scene == scene and len(painted.actions) == people


@pytest.mark.parametrize("scene", SCENES)
def test_same_generator_state_paints_the_same(scene: str) -> None:
    again = paint_scene(np.random.default_rng(3), _geometry(3), scene)
    first = _painted(scene, 3)
    assert np.array_equal(again.image, first.image)
    assert np.array_equal(again.keypoints, first.keypoints)
    assert again.caption == first.caption
    other = paint_scene(np.random.default_rng(4), _geometry(3), scene)
    assert not np.array_equal(other.image, first.image)


def test_an_unknown_scene_is_refused() -> None:
    with pytest.raises(KeyError, match="got 'fresco'"):
        paint_scene(np.random.default_rng(0), _geometry(0), "fresco")


def test_keypoints_lie_where_the_joints_are() -> None:
    for seed in range(30):
        geometry, painted = _geometry(seed), _painted("cartoon", seed)
        for person, keypoints in zip(geometry.people, painted.keypoints, strict=True):
            inside = (person.xy[:17] >= 0).all(axis=1) & (person.xy[:17] < SIZE).all(axis=1)
            assert np.array_equal(keypoints[:, 2] > 0, inside)
            assert np.allclose(keypoints[inside, :2], person.xy[:17][inside], atol=1e-3)
            assert not keypoints[~inside].any()


def test_seen_keypoints_lie_on_their_owners_mask() -> None:
    seen = hidden = 0
    for seed in range(60):
        geometry = _geometry(seed)
        rng = np.random.default_rng(seed)
        style = STYLES["cartoon"]
        looks = [sample_look(rng, p.body.kind, style.outfits, style.colors) for p in geometry.people]
        owners, _ = _id_buffers(_figures(geometry, looks), SIZE * SUPERSAMPLING, SIZE * SUPERSAMPLING)
        for i, keypoints in enumerate(_painted("cartoon", seed).keypoints):
            for x, y, v in keypoints:
                cx, cy = int(x * SUPERSAMPLING), int(y * SUPERSAMPLING)
                near = owners[max(0, cy - 6):cy + 7, max(0, cx - 6):cx + 7]
                if v == 2:
                    seen += 1
                    assert (near == i + 1).any()
                hidden += v == 1
    assert seen > 3 * hidden > 0


def test_a_face_turned_away_hides_eyes_and_nose() -> None:
    checked = 0
    for seed in range(120):
        for person, keypoints in zip(_geometry(seed, 1).people, _painted("sketch", seed, 1).keypoints, strict=True):
            if person.face_normal[2] > 0.6:
                checked += 1
                assert (keypoints[:3, 2] < 2).all()
            if person.face_normal[2] < -0.9 and person.prop is None:
                assert (keypoints[3:5, 2] < 2).sum() <= 2
    assert checked >= 3


def test_boxes_and_areas_belong_to_the_figures() -> None:
    for seed in range(30):
        painted = _painted("movie", seed)
        for (x, y, w, h), area, keypoints in zip(painted.bbox, painted.mask_area, painted.keypoints, strict=True):
            assert 0 <= x and 0 <= y and x + w <= SIZE and y + h <= SIZE
            assert area <= w * h
            visible = keypoints[keypoints[:, 2] == 2]
            if len(visible):
                assert (visible[:, 0] > x - 3).all() and (visible[:, 0] < x + w + 3).all()
                assert (visible[:, 1] > y - 3).all() and (visible[:, 1] < y + h + 3).all()


_NOUN = r"(?:an? (?:\w+ of )?(?:an? )?|two |three )?(?:woman|man|girl|boy|person|women|men|girls|boys|people)"


@pytest.mark.parametrize("scene", SCENES)
def test_captions_begin_with_the_scene_and_name_people_and_action(scene: str) -> None:
    for seed in range(12):
        painted = _painted(scene, seed)
        prefix, text = painted.caption.split(", ", 1)
        assert prefix == scene
        assert re.match(r"(?:an? \w+ of )?(?:an?|two|three) " if "of" in text.split()[:3] else _NOUN, text), text
        assert re.fullmatch(r"[a-z' -]+", text), text
        assert any(ACTIONS[a].phrase.replace(" on a stage", "") in text for a in painted.actions), text
        assert " a a " not in text and "  " not in text
        if not STYLES[scene].shows_color:
            phrases = " ".join(ACTIONS[a].phrase for a in painted.actions)
            assert not set(re.findall(r"\w+", text)) & set(COLORS) - set(phrases.split()), text


def test_the_caption_counts_people_who_do_the_same() -> None:
    for seed in range(40):
        painted = _painted("dance", seed, 2)
        if len(set(painted.actions)) == 1:
            text = painted.caption.split(", ", 1)[1]
            assert text.startswith("two ") or " and a" in text


def test_styles_differ_more_from_each_other_than_within() -> None:
    """A nearest-mean classifier on tiny pictures tells the styles of held-out geometry far above chance."""
    def feature(image: np.ndarray) -> np.ndarray:
        pixels = image.reshape(-1, 3).astype(np.float32) / 255
        edge = np.abs(np.diff(image.astype(np.float32), axis=1)).mean(axis=(0, 1)) / 32
        border = np.concatenate([image[:6].reshape(-1, 3), image[-6:].reshape(-1, 3)]).mean(axis=0) / 255
        return np.concatenate([pixels.mean(0), pixels.std(0), edge, border, np.corrcoef(pixels.T + 1e-4 * np.random.default_rng(0).normal(size=pixels.T.shape))[0]])

    train = {s: np.stack([feature(_painted(s, seed, 1).image) for seed in range(8)]) for s in SCENES}
    spread = np.concatenate([f - f.mean(0) for f in train.values()]).std(0) + 1e-3
    means = {s: f.mean(0) / spread for s, f in train.items()}
    hits = [min(means, key=lambda m: float(((feature(_painted(s, seed, 1).image) / spread - means[m]) ** 2).sum())) == s for s in SCENES for seed in (50, 51, 52)]
    assert np.mean(hits) > 0.6
    pairs = [(a, b) for a in means for b in means if a < b]
    assert min(float(np.abs(means[a] - means[b]).max()) for a, b in pairs) > 0.4


def test_wardrobes_and_places_exist_and_fit_everyone() -> None:
    for scene, style in STYLES.items():
        assert set(style.places) <= set(PLACES) and set(style.outfits) <= set(OUTFITS) and set(style.colors) <= set(COLORS), scene
        for kind in ("woman", "man", "girl", "boy", "person"):
            assert any(kind in OUTFITS[name].kinds for name in style.outfits), (scene, kind)


def test_every_prop_of_the_actions_can_be_drawn() -> None:
    assert {a.prop for a in ACTIONS.values() if a.prop} <= set(PROPS)


def test_a_data_set_is_made_again_to_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mannequin.synth.dataset.CHUNK", 8)
    job = Job(seed=5, size=64, count=20)
    build(tmp_path / "whole", job, workers=1)
    build(tmp_path / "again", job, workers=1)
    for name in ("images.npy", "captions.json", "people.npz", "scenes.npy", "actions.json"):
        assert (tmp_path / "whole" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    images = np.load(tmp_path / "whole" / "images.npy", mmap_mode="r")
    assert images.shape == (20, 64, 64, 3)
    assert np.array_equal(images[13], paint_index(job, 13).image)
    people = np.load(tmp_path / "whole" / "people.npz")
    assert np.allclose(people["area"], people["bbox"][:, 2] * people["bbox"][:, 3])
    assert sorted(set(people["image_index"].tolist())) == list(range(20))
    assert np.load(tmp_path / "whole" / "scenes.npy").tolist() == list(range(20))
    with pytest.raises(ValueError, match="another --out"):
        build(tmp_path / "whole", Job(seed=6, size=64, count=20), workers=1)


def test_an_interrupted_data_set_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mannequin.synth import dataset
    monkeypatch.setattr(dataset, "CHUNK", 4)
    job, painted = Job(seed=9, size=64, count=12), []
    original = dataset.paint_index

    def counting(job: Job, index: int) -> PaintedScene:
        painted.append(index)
        if index == 6 and painted.count(6) == 1:
            raise KeyboardInterrupt
        return original(job, index)

    monkeypatch.setattr(dataset, "paint_index", counting)
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path / "set", job, workers=1)
    build(tmp_path / "set", job, workers=1)
    assert painted.count(0) == 1 and painted.count(6) == 2
    assert np.array_equal(np.load(tmp_path / "set" / "images.npy")[0], original(job, 0).image)


def test_annotations_are_human_arts(tmp_path: Path) -> None:
    build(tmp_path, Job(seed=1, size=64, count=20), workers=1)
    write_annotations(tmp_path)
    written = json.loads((tmp_path / "annotations.json").read_text())
    digital = next(i for i in written["images"] if i["category"] == "digital art")
    assert digital["id"] // 10**12 == 2 and digital["description"].startswith("digital_art, ")
    assert (tmp_path / digital["file_name"]).exists()
    for annotation in written["annotations"]:
        assert len(annotation["keypoints"]) == 51
        assert annotation["area"] == pytest.approx(annotation["bbox"][2] * annotation["bbox"][3])
