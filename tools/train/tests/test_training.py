"""Runs resume exactly, the optimizer orthogonalizes, and the networks have the shapes that the pipeline expects."""

import argparse

import numpy as np
import torch
import torch.nn.functional as F
from diffusers import DDPMScheduler
from torch import nn

from mannequin.optimizer import orthogonalize
from mannequin.training import TrainingRun, load_average
from mannequin.unet import SCHEDULE, build_unet, min_snr_weight, velocity_weight
from mannequin.vae import build_vae, kl_divergence, reconstruction_loss


def options(run, steps: int) -> argparse.Namespace:
    return argparse.Namespace(run=run, max_minutes=1e6, max_steps=steps, batch=4, learning_rate=1e-2, seed=0)


def network() -> nn.Module:
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 1))


def advance(run: TrainingRun, count: int) -> None:
    steps = run.steps()
    for _ in range(count):
        next(steps)
        x = torch.from_numpy(run.rng.standard_normal((4, 20), np.float32))
        run.descend(F.mse_loss(run.module(x) + torch.randn(()), x.sum(1, keepdim=True)))
    next(steps, None)


def test_an_interrupted_run_ends_like_an_uninterrupted_one(tmp_path):
    whole = TrainingRun(options(tmp_path / "whole", 8), network())
    advance(whole, 8)
    first = TrainingRun(options(tmp_path / "parts", 8), network())
    advance(first, 3)
    first.save()
    second = TrainingRun(options(tmp_path / "parts", 8), network())
    assert second.step == 3
    advance(second, 5)
    assert second.step == 8
    for a, b in zip(whole.module.parameters(), second.module.parameters()):
        assert torch.equal(a, b)
    averaged = load_average(tmp_path / "parts", network())
    assert all(torch.equal(a, b) for a, b in zip(averaged.parameters(), whole.average.module.parameters()))


def test_a_step_worth_keeping_is_kept(tmp_path):
    asked = options(tmp_path, 4)
    asked.keep_at = [2]
    advance(TrainingRun(asked, network()), 4)
    short = options(tmp_path / "at-2", 4)
    assert TrainingRun(short, network()).step == 2


def test_a_spent_budget_trains_no_further(tmp_path):
    run = TrainingRun(options(tmp_path, 2), network())
    advance(run, 2)
    assert list(TrainingRun(options(tmp_path, 2), network()).steps()) == []


def test_orthogonalize_brings_singular_values_near_one():
    for shape in ((24, 100), (100, 24)):
        values = torch.linalg.svdvals(orthogonalize(torch.randn(shape, generator=torch.Generator().manual_seed(0))))
        assert values.min() > 0.6 and values.max() < 1.3


def test_autoencoder_and_denoiser_fit_each_other():
    vae, unet = build_vae((8, 16, 16, 16), 64).eval(), build_unet((32, 32, 32), 8, 48).eval()
    with torch.no_grad():
        latents = vae.encode(torch.zeros(2, 3, 64, 64)).latent_dist.mode()
        assert latents.shape == (2, 4, 8, 8)
        predicted = unet(torch.cat([latents, latents], 1), torch.tensor([1, 999]), torch.zeros(2, 77, 48)).sample
        assert predicted.shape == latents.shape
        assert vae.decode(latents).sample.shape == (2, 3, 64, 64)


def test_losses_are_zero_at_perfection():
    picture = torch.rand(2, 3, 32, 32)
    assert reconstruction_loss(picture, picture) == 0
    assert reconstruction_loss(picture + 0.1, picture) > 0
    assert kl_divergence(torch.zeros(2, 4), torch.zeros(2, 4)) == 0


def test_min_snr_never_raises_a_weight():
    weight = min_snr_weight(torch.tensor([0.999, 0.5, 0.01]), 5.0)
    assert weight[0] < 0.01 and weight[1] == 1 and weight[2] == 1


def test_a_weighted_error_of_the_noise_is_that_of_the_velocity():
    scheduler, timesteps = DDPMScheduler(**SCHEDULE), torch.tensor([10, 400, 700])
    clean, noise, wrong = torch.randn(3, 3, 4, 8, 8, generator=torch.Generator().manual_seed(0), dtype=torch.float64).unbind()
    noisy = scheduler.add_noise(clean, noise, timesteps)
    alpha, sigma = ((share.sqrt().double()[timesteps][:, None, None, None]) for share in (scheduler.alphas_cumprod, 1 - scheduler.alphas_cumprod))
    velocity = alpha * wrong - sigma * (noisy - sigma * wrong) / alpha
    expected = (velocity - scheduler.get_velocity(clean, noise, timesteps)).square().mean((1, 2, 3))
    weight = velocity_weight(scheduler.alphas_cumprod, 20.0)
    assert torch.allclose(weight[timesteps] * (wrong - noise).square().mean((1, 2, 3)), expected, rtol=1e-4)
    assert weight[999] == 20
