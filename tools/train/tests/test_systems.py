"""Every system trains what it should and nothing else, and begins where its paper says."""

import json
import sys

import numpy as np
import pytest
import torch
from diffusers import ControlNetModel, T2IAdapter, UNet2DConditionModel

from mannequin import experiments
from mannequin import unet as stage
from mannequin.data import SCENE_NAMES, FigureData
from mannequin.heatmap_loss import published_mask
from mannequin.systems import BRANCH_SYSTEMS, SYSTEMS, Adapted, Controlled, SingleBranch, begin_system, widen_for_pose
from mannequin.unet import LatentData, build_unet

SIZE, WIDTH = 64, 48


def inputs(count: int = 2) -> tuple[torch.Tensor, ...]:
    generator = torch.Generator().manual_seed(1)
    noisy, pose = (torch.randn(count, 4, 8, 8, generator=generator) for _ in range(2))
    text, picture = torch.randn(count, 77, WIDTH, generator=generator), torch.rand(count, 3, SIZE, SIZE, generator=generator) * 2 - 1
    return noisy, torch.tensor([3, 900]), text, pose, picture


def text_unet() -> UNet2DConditionModel:
    torch.manual_seed(0)
    return build_unet((32, 32, 64), 8, WIDTH, 4)


def test_a_controlnet_begins_as_the_frozen_model():
    unet = text_unet()
    noisy, timesteps, text, pose, picture = inputs()
    with torch.no_grad():
        plain = unet(noisy, timesteps, text).sample
        told = begin_system("controlnet", unet).predict(noisy, timesteps, text, pose, picture)
    torch.testing.assert_close(told, plain, atol=1e-5, rtol=0)  # another memory format, another order of sums


def test_a_widened_unet_begins_as_the_model_that_knows_the_text_alone():
    unet = text_unet()
    noisy, timesteps, text, pose, picture = inputs()
    told = SingleBranch(widen_for_pose(unet)).predict(noisy, timesteps, text, pose, None)
    with torch.no_grad():
        torch.testing.assert_close(told, unet(noisy, timesteps, text).sample, atol=1e-5, rtol=0)


@pytest.mark.parametrize("name", BRANCH_SYSTEMS)
def test_only_the_branch_learns(name):
    system = begin_system(name, text_unet())
    system.predict(*inputs()).square().mean().backward()
    assert all(parameter.grad is None for parameter in system.unet.parameters())
    assert any(parameter.grad is not None and parameter.grad.abs().max() > 0 for parameter in system.trained.parameters())


def test_an_adapter_adds_where_diffusers_adds():
    torch.manual_seed(0)
    unet = UNet2DConditionModel(
        sample_size=8, block_out_channels=(16, 32), layers_per_block=2, norm_num_groups=8, cross_attention_dim=WIDTH, attention_head_dim=4,
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"), up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"))
    adapter = T2IAdapter(in_channels=3, channels=[16, 32], num_res_blocks=1, downscale_factor=8)
    noisy, timesteps, text, pose, picture = inputs()
    with torch.no_grad():
        features = adapter((picture + 1) / 2)
        theirs = unet(noisy, timesteps, text, down_intrablock_additional_residuals=[level.clone() for level in features]).sample
        ours = Adapted(unet, adapter).predict(noisy, timesteps, text, pose, picture)
    torch.testing.assert_close(ours, theirs, atol=1e-5, rtol=0)


def test_the_text_only_system_does_not_see_the_pose():
    system = begin_system("sd", text_unet())
    noisy, timesteps, text, pose, picture = inputs()
    with torch.no_grad():
        assert torch.equal(system.predict(noisy, timesteps, text, pose, None), system.predict(noisy, timesteps, text, -pose, picture))


def test_the_published_weight_is_the_encoded_count_of_unseen_joints():
    prediction, noise = torch.zeros(1, 4, 8, 8), torch.zeros(1, 4, 8, 8)
    seen = torch.zeros(1, 17, 32, 32)
    seen[:, :3, :16] = 0.9
    mask = published_mask(prediction, noise, lambda latents: torch.zeros(1, 3, 64, 64), lambda picture: seen,
                          lambda picture: picture[:, :1, ::8, ::8].expand(-1, 4, -1, -1), 0.5)
    assert mask.shape == (1, 4, 8, 8)
    assert mask[0, 0, 0, 0] == pytest.approx(14 * 0.5) and mask[0, 0, -1, -1] == pytest.approx(17 * 0.5)


@pytest.fixture
def latents(tmp_path):
    """Four entries as `mannequin.latents` writes them, and the pictures they are of."""
    rng, folder, data = np.random.default_rng(0), tmp_path / "latents", tmp_path / "data"
    folder.mkdir(), data.mkdir()
    for name in ("image_mean", "image_std", "pose_mean"):
        np.save(folder / f"{name}.npy", rng.standard_normal((4, 2, 4, 8, 8)).astype(np.float16))
    np.save(folder / "text.npy", rng.standard_normal((4, 77, WIDTH)).astype(np.float16))
    np.save(folder / "empty_text.npy", np.zeros((77, WIDTH), np.float16))
    (folder / "progress.json").write_text(json.dumps({"pictures": 4, "texts": 4}))
    np.save(data / "images.npy", np.zeros((4, SIZE, SIZE, 3), np.uint8))
    keypoints = np.concatenate([rng.uniform(8, 56, (4, 17, 2)), np.full((4, 17, 1), 2)], -1).astype(np.float32)
    np.savez(data / "people.npz", image_index=np.arange(4), keypoints=keypoints)
    return folder, data


def run_stage(monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["mannequin.unet", *map(str, arguments), "--max-steps", "2", "--batch", "2", "--channels", "32", "32", "64"])
    stage.main()


def test_the_stage_trains_and_saves_every_system_that_needs_no_estimator(monkeypatch, latents, tmp_path):
    folder, data = latents
    run_stage(monkeypatch, "--latents", folder, "--run", tmp_path / "sd", "--system", "sd")
    assert UNet2DConditionModel.from_pretrained(tmp_path / "sd" / "model").config.in_channels == 4
    run_stage(monkeypatch, "--latents", folder, "--run", tmp_path / "plain", "--system", "humansd-plain")
    assert UNet2DConditionModel.from_pretrained(tmp_path / "plain" / "model").config.in_channels == 8
    for name, network in zip(BRANCH_SYSTEMS, (ControlNetModel, T2IAdapter), strict=True):
        run_stage(monkeypatch, "--latents", folder, "--run", tmp_path / name, "--system", name, "--base", tmp_path / "sd" / "model", "--data", data)
        network.from_pretrained(tmp_path / name / "model")
        assert json.loads((tmp_path / name / "history.json").read_text())[0]["system"] == name
    run_stage(monkeypatch, "--latents", folder, "--run", tmp_path / "widened", "--system", "humansd-plain", "--base", tmp_path / "sd" / "model")
    assert UNet2DConditionModel.from_pretrained(tmp_path / "widened" / "model").config.in_channels == 8


def test_a_trained_unet_is_trained_on(monkeypatch, latents, tmp_path):
    run_stage(monkeypatch, "--latents", latents[0], "--run", tmp_path / "first", "--system", "humansd-plain")
    start = ("--latents", latents[0], "--system", "humansd-plain", "--start", tmp_path / "first" / "model", "--learning-rate", "1e-5", "--bfloat16")
    run_stage(monkeypatch, *start, "--run", tmp_path / "more")
    first, more = (UNet2DConditionModel.from_pretrained(tmp_path / run / "model").state_dict() for run in ("first", "more"))
    assert all((more[name] - value).abs().max() < 1e-3 for name, value in first.items())
    assert not all(torch.equal(more[name], value) for name, value in first.items())


@pytest.mark.parametrize("name", [name for name in SYSTEMS if name not in ("humansd-plain", "sd")])
def test_the_stage_says_what_a_system_lacks(monkeypatch, capsys, latents, tmp_path, name):
    with pytest.raises(SystemExit):
        run_stage(monkeypatch, "--latents", latents[0], "--run", tmp_path / "run", "--system", name)
    assert "expected --" in capsys.readouterr().err


def test_a_scene_group_leaves_the_others_out(latents):
    folder, data = latents
    np.save(data / "scenes.npy", np.array([SCENE_NAMES.index(scene) for scene in ("dance", "relief", "movie", "relief")], np.uint8))
    alone = LatentData(folder, FigureData(data), scenes=("relief",))
    assert len(alone) == 2 and alone.entries.tolist() == [1, 3]
    batch = alone.batch(np.array([0, 1]), np.random.default_rng(0))
    both = np.load(folder / "pose_mean.npy")[3].astype(np.float32)
    assert any(np.array_equal(batch.pose[1].numpy(), way) for way in both)


def test_experiments_ask_for_what_the_stages_understand(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(sys, "argv", ["mannequin.experiments", "--run", str(tmp_path / "run"), "--out", str(tmp_path / "out"), "--list"])
    experiments.main()
    lines = [line.split("python -m ")[1].split() for line in capsys.readouterr().out.splitlines()]
    parser = stage.create_parser()
    trained = [parser.parse_args(line[1:]) for line in lines if line[0] == "mannequin.unet"]
    assert [args.max_steps for args in trained[:2]] == [3000, 1500] and {args.max_steps for args in trained[1:]} == {1500}
    assert {args.system for args in trained} == set(SYSTEMS)
    assert trained[0].base is None and {args.base for args in trained[1:]} == {trained[0].run / "model"}
    assert sorted(line[line.index("--name") + 1] for line in lines if line[0] == "mannequin.export")[:2] == ["table-controlnet", "table-humansd"]
