"""Pose feedback: pictures are foreseen as diffusion has it, the gradient is bounded, only the denoiser learns, and it does."""

import sys

import numpy as np
import pytest
import torch
from diffusers import AutoencoderKL, DDPMScheduler

from mannequin import unet as stage
from mannequin.estimator import build_estimator
from mannequin.pose_feedback import SPAN, PoseFeedback
from mannequin.unet import SCHEDULE

SIZE = 64
SCHEDULER = DDPMScheduler(**SCHEDULE)


@pytest.fixture(scope="module")
def feedback() -> PoseFeedback:
    torch.manual_seed(0)
    vae = AutoencoderKL(
        block_out_channels=(8, 8, 8, 8), down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4, layers_per_block=1,
        latent_channels=4, norm_num_groups=4, sample_size=SIZE)
    estimator = build_estimator((2, 2), 1)
    torch.nn.init.normal_(estimator.net.head[1].weight, std=0.2)  # so that what it says depends on the picture
    return PoseFeedback(vae.eval().requires_grad_(False), estimator.eval().requires_grad_(False), SCHEDULER.alphas_cumprod, size=96, pictures=2)


def noisy_latents(timesteps: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Clean latents, noise and their mixture."""
    random = torch.Generator().manual_seed(1)
    clean, noise = (torch.randn(len(timesteps), 4, SIZE // 8, SIZE // 8, generator=random) for _ in range(2))
    return clean, noise, SCHEDULER.add_noise(clean, noise, timesteps)


def people(count: int) -> list[np.ndarray]:
    rng = np.random.default_rng(0)
    return [np.concatenate([rng.uniform(8, 56, (1, 17, 2)), np.full((1, 17, 1), 2)], 2).astype(np.float32) for _ in range(count)]


def test_whoever_knows_the_noise_foresees_the_picture(feedback):
    timesteps = torch.tensor([5, 300, 799])
    clean, noise, noisy = noisy_latents(timesteps)
    expected = ((feedback.vae.decode(clean / feedback.vae.config.scaling_factor).sample + 1) / 2).clamp(0, 1)
    torch.testing.assert_close(feedback.foresee(noisy, noise, timesteps), expected, atol=1e-4, rtol=0)


@pytest.mark.parametrize("timestep", [50, 700])
def test_the_gradient_does_not_grow_with_the_noise(feedback, timestep):
    timesteps = torch.tensor([timestep])
    clean, noise, noisy = noisy_latents(timesteps)
    clean.requires_grad_()
    picture = ((feedback.vae.decode(clean / feedback.vae.config.scaling_factor).sample + 1) / 2).clamp(0, 1)
    by_clean, = torch.autograd.grad(picture.square().sum(), clean)
    noise.requires_grad_()
    by_noise, = torch.autograd.grad(feedback.foresee(noisy, noise, timesteps).square().sum(), noise)
    alpha_squared = float(SCHEDULER.alphas_cumprod[timestep])
    ratio = ((1 - alpha_squared) / alpha_squared) ** 0.5
    assert (ratio > 1) == (timestep == 700)
    torch.testing.assert_close(by_noise, -min(1, ratio) * by_clean, atol=1e-3 * float(by_clean.abs().max()), rtol=0)


def test_what_shows_the_pose_or_is_all_noise_does_not_count_nor_what_is_too_many(feedback):
    timesteps = torch.tensor([SPAN[1], SPAN[0] - 1, SPAN[0], SPAN[1] - 1, 500])
    _, noise, noisy = noisy_latents(timesteps)
    noise.requires_grad_()
    feedback(noisy, noise, timesteps, people(5), np.random.default_rng(0)).backward()
    assert [bool(gradient.any()) for gradient in noise.grad] == [False, False, True, True, False]
    late, prediction = torch.tensor([999]), noise[:1].detach().requires_grad_()
    nothing = feedback(noisy[:1], prediction, late, people(1), np.random.default_rng(0))
    nothing.backward()
    assert nothing == 0 and not prediction.grad.any()


def test_following_it_the_picture_comes_nearer_and_nothing_else_learns(feedback):
    timesteps = torch.tensor([450, 600])
    _, noise, noisy = noisy_latents(timesteps)
    noise.requires_grad_()
    seen = []
    for _ in range(12):
        loss = feedback(noisy, noise, timesteps, people(2), np.random.default_rng(0))
        gradient, = torch.autograd.grad(loss, noise)
        noise.data -= 0.05 * gradient / gradient.square().mean().sqrt()
        seen.append(float(loss.detach()))
    assert seen[-1] < seen[0] - 0.1
    assert all(parameter.grad is None for module in (feedback.vae, feedback.estimator) for parameter in module.parameters())


def test_the_stage_says_what_feedback_lacks(monkeypatch, capsys, tmp_path):
    arguments = ["--latents", tmp_path, "--run", tmp_path / "run", "--system", "humansd-plain", "--feedback-weight", "0.1", "--vae", tmp_path]
    monkeypatch.setattr(sys, "argv", ["mannequin.unet", *map(str, arguments)])
    with pytest.raises(SystemExit):
        stage.main()
    assert "--feedback-weight: expected --data, --vae and --estimator" in capsys.readouterr().err
