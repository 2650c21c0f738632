"""The heatmap-guided denoising loss (HumanSD, Eq. 6): denoise people's joints with more weight.

The paper weighs the noise error by the heatmaps that a pose estimator gives on the decoded noise difference. Here

    d = clamp((decode((prediction - noise) / s) + 1) / 2, 0, 1)        the difference as a picture
    H = heatmaps(d);  M = max over joints of H * (H > tau), averaged down to the latent grid, divided by its maximum
    W = 1 + lam * M;  loss = mean(W * (prediction - noise)^2)

so W >= 1, W = 1 where nobody is seen, the order of people and joints does not matter, and no gradient flows through W.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F

THRESHOLD = 0.05


def normalize_heatmaps(heatmaps: torch.Tensor, side: int, threshold: float = THRESHOLD) -> torch.Tensor:
    """Heatmaps (N, J, h, w) in [0, 1] to M, float32 (N, 1, side, side) in [0, 1], each picture's maximum 1 (or all 0)."""
    strongest = (heatmaps * (heatmaps > threshold)).amax(1, keepdim=True)
    small = F.interpolate(strongest, size=(side, side), mode="area")
    return small / small.amax((2, 3), keepdim=True).clamp(min=1e-6)


@torch.no_grad()
def estimated_mask(prediction: torch.Tensor, noise: torch.Tensor, decode: Callable[[torch.Tensor], torch.Tensor],
                   heatmaps: Callable[[torch.Tensor], torch.Tensor], scaling_factor: float) -> torch.Tensor:
    """M from the estimator's heatmaps on the decoded noise difference, as the paper has it.

    Args:
        prediction, noise: (N, 4, h, w).
        decode: unscaled latents to pictures in [-1, 1].
        heatmaps: pictures in [0, 1] to (N, J, h', w') in [0, 1].
    """
    picture = ((decode((prediction - noise) / scaling_factor) + 1) / 2).clamp(0, 1)
    return normalize_heatmaps(heatmaps(picture), prediction.shape[-1])


@torch.no_grad()
def published_mask(prediction: torch.Tensor, noise: torch.Tensor, decode: Callable[[torch.Tensor], torch.Tensor],
                   heatmaps: Callable[[torch.Tensor], torch.Tensor], encode: Callable[[torch.Tensor], torch.Tensor], scaling_factor: float) -> torch.Tensor:
    """What HumanSD's released code puts in M's place, float32 (N, 4, h, w) of either sign; it is used with lam = 0.1.

    The mask is 1 where a joint is *not* seen, summed over the joints (0 to J), enlarged to the picture by bicubic interpolation,
    encoded as if it were a picture, and a sample of that, scaled, is taken. One departure: the code averages heatmaps of two
    resolutions, and our estimator has one.

    Args:
        encode: pictures (N, 3, H, W) to a sample of their latents, not scaled.
    """
    picture = decode((prediction - noise) / scaling_factor)
    found = heatmaps(((picture + 1) / 2).clamp(0, 1))
    unseen = (found <= THRESHOLD).float().sum(1, keepdim=True).expand(-1, 3, -1, -1)
    return encode(F.interpolate(unseen, size=picture.shape[-2:], mode="bicubic")) * scaling_factor


def ground_truth_mask(pose_latents: torch.Tensor, background: torch.Tensor) -> torch.Tensor:
    """M without an estimator: where the encoded skeleton differs from the encoded empty canvas.

    Args:
        pose_latents: (N, 4, h, w); background: (4, h, w), the latents of an empty conditioning picture.
    """
    strength = (pose_latents - background).norm(dim=1, keepdim=True)
    return strength / strength.amax((2, 3), keepdim=True).clamp(min=1e-6)


def heatmap_guided_loss(prediction: torch.Tensor, noise: torch.Tensor, mask: torch.Tensor | None, lam: float) -> torch.Tensor:
    """mean((1 + lam * M) * (prediction - noise)^2) for each picture, (N,); without M, or at lam = 0, the plain loss bit for bit."""
    error = (prediction - noise).square()
    if mask is not None and lam != 0:
        error = error * (1 + lam * mask.detach())
    return error.mean((1, 2, 3))
