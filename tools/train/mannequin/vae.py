"""The autoencoder: diffusers' AutoencoderKL, f = 8, 4 latent channels, trained on pictures and skeleton pictures.

    python -m mannequin.vae --data DIR --run DIR/vae

Loss: L1, squares and gradient L1 at four scales in opponent colours, and a small KL. Most of the budget goes to crops of half the size, the rest to whole
pictures. `--decoder-only` goes on with the encoder frozen, so that latents stay what the UNet was trained on:

    python -m mannequin.vae --data DIR --run DIR/decoder --start DIR/vae/model --decoder-only
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL

from .conditioning import conditioning_batch
from .data import FigureData, flip_people, to_model_range, to_pictures
from .training import TrainingRun, add_bfloat16_argument, add_training_arguments, autocast, load_average, prepare_torch

SKELETON_SHARE = 0.15
"""Of what the encoder sees. No skeleton is ever decoded."""
WHOLE_FROM = 0.75
"""Share of the budget after which pictures are no longer cropped."""
GRADIENT_WEIGHT = 0.5
SQUARED_WEIGHT = 4.0
CHROMA_WEIGHT = 3.0
"""Colour differences count threefold: without it a short training spends all latent channels on edges."""
KL_WEIGHT = 3e-4


def build_vae(channels: tuple[int, ...] = (8, 24, 48, 96), size: int = 128, scaling_factor: float = 1.0) -> AutoencoderKL:
    """An untrained autoencoder; `channels` from the finest level to the coarsest."""
    levels = len(channels)
    return AutoencoderKL(
        in_channels=3, out_channels=3, latent_channels=4, block_out_channels=channels, layers_per_block=1, norm_num_groups=4,
        down_block_types=("DownEncoderBlock2D",) * levels, up_block_types=("UpDecoderBlock2D",) * levels,
        sample_size=size, scaling_factor=scaling_factor)


def opponent_colors(error: torch.Tensor) -> torch.Tensor:
    """RGB errors (N, 3, H, W) in orthonormal opponent axes: brightness, red-blue, green-magenta; the last two weighted."""
    r, g, b = error.unbind(1)
    return torch.stack([(r + g + b) / 3**0.5, CHROMA_WEIGHT * (r - b) / 2**0.5, CHROMA_WEIGHT * (2 * g - r - b) / 6**0.5], 1)


def reconstruction_loss(output: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """L1 and squares of values, and L1 of horizontal and vertical differences, at scales 1, 1/2, 1/4 and 1/8."""
    error, loss = opponent_colors(output - target), output.new_zeros(())
    for scale in range(4):
        if scale:
            error = F.avg_pool2d(error, 2)
        gradient = error.diff(dim=2).abs().mean() + error.diff(dim=3).abs().mean()
        loss = loss + error.abs().mean() + SQUARED_WEIGHT * error.square().mean() + GRADIENT_WEIGHT * gradient
    return loss


def kl_divergence(mean: torch.Tensor, log_variance: torch.Tensor) -> torch.Tensor:
    """Mean over the latent's entries of KL(N(mean, var) || N(0, 1))."""
    return 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean()


class Batches:
    """Random training pictures in [-1, 1]: synthesized ones, and a share of skeletons."""

    def __init__(self, data: FigureData, rng: np.random.Generator, skeletons: float) -> None:
        self.data, self.rng, self.skeletons = data, rng, skeletons

    def draw(self, count: int, crop: int) -> torch.Tensor:
        """float32 (count, 3, crop, crop)."""
        index = np.sort(self.rng.integers(0, len(self.data), count))
        pictures = to_model_range(self.data.images[index])
        for slot in np.nonzero(self.rng.random(count) < self.skeletons)[0]:
            pictures[slot] = conditioning_batch([self._pose(int(index[slot]))], self.data.size)[0]
        return self._crop(pictures, crop)

    def _pose(self, index: int) -> np.ndarray:
        people = self.data.people[index]
        return flip_people(people, self.data.size) if self.rng.random() < 0.5 else people

    def _crop(self, pictures: torch.Tensor, crop: int) -> torch.Tensor:
        room = pictures.shape[-1] - crop
        corners = self.rng.integers(0, room + 1, (len(pictures), 2))
        flips = self.rng.random(len(pictures)) < 0.5
        crops = [p[:, y:y + crop, x:x + crop] for p, (y, x) in zip(pictures, corners, strict=True)]
        return torch.stack([c.flip(-1) if f else c for c, f in zip(crops, flips, strict=True)])


def train(args: argparse.Namespace, vae: AutoencoderKL, data: FigureData) -> TrainingRun:
    device = prepare_torch(args)
    vae.to(device, memory_format=torch.channels_last).train()
    if args.decoder_only:
        vae.encoder.requires_grad_(False)
        vae.quant_conv.requires_grad_(False)
    run = TrainingRun(args, vae, decay=0.995, betas=(0.9, 0.99), weight_decay=0.0)
    batches = Batches(data, run.rng, 0.0 if args.decoder_only else SKELETON_SHARE)
    for _ in run.steps():
        whole = args.decoder_only or run.progress > WHOLE_FROM
        crop, count = (data.size, run.share // 4) if whole else (data.size // 2, run.share)
        pictures = batches.draw(max(count, 2), crop).to(device, memory_format=torch.channels_last)
        with autocast(args):
            posterior = vae.encode(pictures).latent_dist
            output = vae.decode(posterior.sample()).sample
        reconstruction = reconstruction_loss(output.float(), pictures)
        divergence = kl_divergence(posterior.mean.float(), posterior.logvar.float())
        run.descend(reconstruction + KL_WEIGHT * divergence, kl=divergence)
    return run


@torch.no_grad()
def latent_statistics(vae: AutoencoderKL, data: FigureData, scaling_factor: float | None = None, count: int = 512) -> dict[str, object]:
    """The scaling factor (1 / std of sampled latents, where none is given) and the linear preview, fitted by least squares.

    The preview maps scaled latents to the picture averaged over 8x8 blocks, RGB in [-1, 1]: rgb = latent @ factors + bias.
    """
    index = np.linspace(0, len(data) - 1, min(count, len(data))).astype(int)
    latents, colors = [], []
    for chunk in np.array_split(index, max(1, len(index) // 32)):
        pictures = to_model_range(data.images[chunk])
        latents.append(vae.encode(pictures).latent_dist.sample())
        colors.append(F.avg_pool2d(pictures, 8))
    latent, color = torch.cat(latents), torch.cat(colors)
    scaling_factor = scaling_factor or float(1 / latent.std())
    rows = latent.permute(0, 2, 3, 1).reshape(-1, 4) * scaling_factor
    design = torch.cat([rows, torch.ones(len(rows), 1)], 1)
    solution = torch.linalg.lstsq(design, color.permute(0, 2, 3, 1).reshape(-1, 3)).solution
    return {"scaling_factor": scaling_factor, "latentPreview": {"factors": solution[:4].tolist(), "bias": solution[4].tolist()}}


@torch.no_grad()
def reconstruction_psnr(vae: AutoencoderKL, data: FigureData, count: int = 200) -> float:
    """Peak signal-to-noise ratio in dB over the first `count` pictures, latents at their mode."""
    errors = []
    for start in range(0, min(count, len(data)), 20):
        pictures = to_model_range(data.images[start:start + 20])
        errors.append(F.mse_loss(vae.decode(vae.encode(pictures).latent_dist.mode()).sample.clamp(-1, 1), pictures))
    return float(10 * torch.log10(4 / torch.stack(errors).mean()))


@torch.no_grad()
def save_reconstructions(vae: AutoencoderKL, data: FigureData, path: Path) -> None:
    """A sheet of 20 pictures and 4 skeletons, each above its reconstruction."""
    pictures = torch.cat([to_model_range(data.images[:20]), conditioning_batch(data.people[:4], data.size)])
    outputs = vae.decode(vae.encode(pictures).latent_dist.mode()).sample
    rows = [np.concatenate(list(to_pictures(batch[i:i + 12])), 1) for i in (0, 12) for batch in (pictures, outputs)]
    cv2.imwrite(str(path), np.concatenate(rows)[..., ::-1])


def save_vae(run: Path, vae: AutoencoderKL, data: FigureData, scaling_factor: float | None = None) -> dict[str, object]:
    """Write diffusers' folder `run`/model and `run`/latents.json; the statistics. `scaling_factor` is given where a UNet knows the latents by it."""
    statistics = latent_statistics(vae, data, scaling_factor)
    vae.register_to_config(scaling_factor=statistics["scaling_factor"])
    vae.to(memory_format=torch.contiguous_format).save_pretrained(run / "model")
    statistics["psnr"] = reconstruction_psnr(vae, data)
    (run / "latents.json").write_text(json.dumps(statistics, indent=2))
    save_reconstructions(vae, data, run / "reconstructions.png")
    return statistics


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--held-out", type=Path, default=None, help="data set to measure on; --data if absent")
    parser.add_argument("--channels", type=int, nargs="+", default=(8, 24, 48, 96))
    parser.add_argument("--decoder-only", action="store_true", help="freeze the encoder of --start, and keep its scaling factor")
    parser.add_argument("--start", type=Path, default=None, help="folder of an autoencoder to start from")
    parser.add_argument("--finish", action="store_true", help="only write the model of the checkpoint as it is now")
    add_training_arguments(parser, minutes=35, batch=8, learning_rate=2e-3)
    add_bfloat16_argument(parser)
    args = parser.parse_args()
    if args.decoder_only and not args.start:
        parser.error("--decoder-only: expected --start, the autoencoder whose encoder is kept")
    data = FigureData(args.data)
    vae = AutoencoderKL.from_pretrained(args.start) if args.start else build_vae(tuple(args.channels), data.size)
    started = time.time()
    if not args.finish:
        train(args, vae, data)
    load_average(args.run, vae.cpu())
    print(json.dumps(save_vae(args.run, vae, FigureData(args.held_out or args.data), vae.config.scaling_factor if args.decoder_only else None)), f"{(time.time() - started) / 60:.1f} min")


if __name__ == "__main__":
    main()
