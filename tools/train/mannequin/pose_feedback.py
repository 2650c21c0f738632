"""Pose feedback: whoever is seen in the picture that the denoiser foresees should stand as the skeleton has it.

As in ControlNet++ (Li et al., ECCV 2024) the clean picture is foreseen in one step from a noisy one, and read: here by the frozen pose estimator,
whose own training loss against the skeleton's joints goes back through the autoencoder's decoder into the denoiser. With

    x0 = (x_t - sigma_t e) / alpha_t,    dL/de = -(sigma_t / alpha_t) dL/dx0

a picture would weigh more the noisier it is, without bound; sigma_t / alpha_t counts as 1 at most.
"""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL

from .decoding import PoseEstimator
from .estimator import pose_losses
from .targets import pose_targets

SPAN = (400, 950)
"""Timesteps, from and until, at which pictures are foreseen. Before, the noisy picture itself shows the pose; after, next to nothing of a picture is there to be read."""


class PoseFeedback:
    """The loss of a frozen estimator over what a denoiser foresees."""

    def __init__(self, vae: AutoencoderKL, estimator: PoseEstimator, alphas_cumprod: torch.Tensor, *, size: int, pictures: int) -> None:
        """`size`: side that the estimator wants; `pictures`: how many of a batch are foreseen, at most."""
        self.vae, self.estimator, self.size, self.pictures = vae, estimator, size, pictures
        self.alpha, self.sigma = alphas_cumprod.sqrt(), (1 - alphas_cumprod).sqrt()

    def __call__(self, noisy: torch.Tensor, prediction: torch.Tensor, timesteps: torch.Tensor, people: list[np.ndarray], rng: np.random.Generator) -> torch.Tensor:
        """A scalar, mean over the pictures.

        Args:
            noisy, prediction: (N, 4, h, w), the noisy latents and the noise that the denoiser sees in them; the gradient flows into the latter.
            timesteps: (N,); people: for each picture (M_i, 17, 3), its joints in the picture's pixels.
        """
        chosen = ((timesteps >= SPAN[0]) & (timesteps < SPAN[1])).nonzero()[:self.pictures, 0]
        if not len(chosen):
            return prediction.sum() * 0
        images = self.foresee(noisy[chosen], prediction[chosen], timesteps[chosen])
        scale = np.float32([self.size / images.shape[3]] * 2 + [1])
        target = pose_targets([people[i] * scale for i in chosen.tolist()], self.size).to(images.device)
        return sum(pose_losses(self.estimator, F.interpolate(images, (self.size, self.size), mode="bilinear"), target, rng).values())

    def foresee(self, noisy: torch.Tensor, prediction: torch.Tensor, timesteps: torch.Tensor) -> torch.Tensor:
        """The clean pictures, (N, 3, H, W) in [0, 1], in which the prediction's gradient is bounded as above."""
        alpha, sigma = (table.to(noisy.device)[timesteps][:, None, None, None] for table in (self.alpha, self.sigma))
        clean = (noisy - sigma * prediction) / alpha
        bounded = clean.detach() + (alpha / sigma).clamp(max=1) * (clean - clean.detach())
        return ((self.vae.decode(bounded / self.vae.config.scaling_factor).sample.float() + 1) / 2).clamp(0, 1)
