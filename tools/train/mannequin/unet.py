"""The denoiser: diffusers' UNet2DConditionModel with 8 input channels, 4 noisy and 4 of the encoded skeleton.

    python -m mannequin.unet --latents DIR/latents --run DIR/unet

and, by `--system`, those that the paper compares it with (see systems.py), on the same data by the same loop:

    python -m mannequin.unet --latents DIR/latents --run DIR/sd --system sd --max-steps N
    python -m mannequin.unet --latents DIR/latents --run DIR/humansd --base DIR/sd/model --max-steps N
    python -m mannequin.unet --latents DIR/latents --run DIR/controlnet --system controlnet --base DIR/sd/model --data DIR/data/train --max-steps N

Epsilon prediction, scaled-linear betas 0.00085 to 0.012. Departures from HumanSD: trained from scratch, an averaged copy
of the weights is kept, and a tenth of the prompts is dropped, so that an empty negative prompt means something.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel

from .conditioning import conditioning_batch
from .data import SCENE_NAMES, FigureData, flip_people
from .estimator import load_estimator
from .heatmap_loss import estimated_mask, ground_truth_mask, heatmap_guided_loss, published_mask
from .pose_feedback import PoseFeedback
from .replicas import replica_count
from .synth.types import SCENES
from .systems import BRANCH_SYSTEMS, System, add_system_arguments, begin_system, check_system_arguments, widen_for_pose
from .training import TrainingRun, add_bfloat16_argument, add_training_arguments, autocast, load_average, prepare_torch

TEXT_DROPOUT = 0.1
SCHEDULE = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "prediction_type": "epsilon"}


def build_unet(channels: tuple[int, ...] = (64, 96, 160), size: int = 16, text_width: int = 192, in_channels: int = 8) -> UNet2DConditionModel:
    """An untrained denoiser; only the second level and the middle attend to the text."""
    attends = [i == 1 for i in range(len(channels))]
    return UNet2DConditionModel(
        sample_size=size, in_channels=in_channels, out_channels=4, block_out_channels=channels, layers_per_block=1, norm_num_groups=16,
        cross_attention_dim=text_width, attention_head_dim=4, use_linear_projection=True,
        down_block_types=tuple("CrossAttnDownBlock2D" if a else "DownBlock2D" for a in attends),
        up_block_types=tuple("CrossAttnUpBlock2D" if a else "UpBlock2D" for a in reversed(attends)))


class Batch(NamedTuple):
    """float32; h = w = size / 8."""

    latents: torch.Tensor
    """(N, 4, h, w), sampled."""
    pose: torch.Tensor
    """(N, 4, h, w)"""
    text: torch.Tensor
    """(N, 77, D), a tenth of it empty."""
    picture: torch.Tensor | None
    """The skeletons in [-1, 1], (N, 3, size, size), where asked for."""
    people: list[np.ndarray] | None
    """For each picture its people's joints, (M_i, 17, 3), where the figures are known."""

    def to(self, device: torch.device) -> Batch:
        return Batch(*(part.to(device) if isinstance(part, torch.Tensor) else part for part in self))


@dataclass(frozen=True)
class LatentData:
    """What `mannequin.latents` wrote."""

    folder: Path
    figures: FigureData | None = None
    """What it was made of, where skeletons are wanted as pictures, people's joints, or some scenes only."""
    draws: bool = False
    """Whether batches bring the skeletons as pictures."""
    scenes: tuple[str, ...] | None = None
    """None: all."""

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def entries(self) -> np.ndarray:
        """int64: those that are complete by now, of the wanted scenes."""
        progress = json.loads((self.folder / "progress.json").read_text())
        complete = np.arange(min(progress.get("pictures", 0), progress.get("texts", 0)))
        if self.scenes is None:
            return complete
        wanted = [SCENE_NAMES.index(scene) for scene in self.scenes]
        return complete[np.isin(self.figures.scenes[:len(complete)], wanted)]

    @cached_property
    def text(self) -> np.ndarray:
        return self._load("text")

    @cached_property
    def empty_text(self) -> np.ndarray:
        return self._load("empty_text")

    @cached_property
    def image_mean(self) -> np.ndarray:
        return self._load("image_mean")

    @cached_property
    def image_std(self) -> np.ndarray:
        return self._load("image_std")

    @cached_property
    def pose_mean(self) -> np.ndarray:
        return self._load("pose_mean")

    def _load(self, name: str) -> np.ndarray:
        return np.load(self.folder / f"{name}.npy", mmap_mode="r")

    def batch(self, chosen: np.ndarray, rng: np.random.Generator) -> Batch:
        """Those that stand at these places of `entries`."""
        index = self.entries[chosen]
        slot = rng.integers(0, self.image_mean.shape[1], len(index))
        noise = rng.standard_normal((len(index), *self.image_mean.shape[2:]), np.float32)
        latents = self.image_mean[index, slot].astype(np.float32) + self.image_std[index, slot].astype(np.float32) * noise
        text = self.text[index].astype(np.float32)
        text[rng.random(len(index)) < TEXT_DROPOUT] = self.empty_text
        pose = torch.from_numpy(self.pose_mean[index, slot].astype(np.float32))
        people = self._people(index, slot)
        picture = conditioning_batch(people, self.figures.size) if self.draws else None
        return Batch(torch.from_numpy(latents), pose, torch.from_numpy(text), picture, people)

    def _people(self, index: np.ndarray, slot: np.ndarray) -> list[np.ndarray] | None:
        """Those of these pictures, mirrored in slot 1 as the latents are."""
        if self.figures is None:
            return None
        people, size = self.figures.people, self.figures.size
        return [flip_people(people[i], size) if flip else people[i] for i, flip in zip(index, slot, strict=True)]


class HeatmapMask:
    """Where the loss weighs more, by --heatmap-source; a mask every `every` steps."""

    def __init__(self, args: argparse.Namespace, size: int) -> None:
        self.source, self.every = args.heatmap_source, args.heatmap_every
        if self.source == "none":
            return
        self.vae = AutoencoderKL.from_pretrained(args.vae).eval().requires_grad_(False).to(args.device)
        if self.source in ("estimator", "published"):
            self.estimator = load_estimator(args.estimator).to(args.device)
        empty = conditioning_batch([np.zeros((0, 17, 3), np.float32)], 8 * size).to(args.device)
        self.background = self.vae.encode(empty).latent_dist.mode()[0] * self.vae.config.scaling_factor

    def __call__(self, step: int, prediction: torch.Tensor, noise: torch.Tensor, pose: torch.Tensor) -> torch.Tensor | None:
        if self.source == "none" or step % self.every:
            return None
        if self.source == "ground-truth":
            return ground_truth_mask(pose, self.background)
        decode, factor = (lambda latents: self.vae.decode(latents).sample), self.vae.config.scaling_factor
        heatmaps = lambda image: self.estimator.net(image)[1].sigmoid()
        if self.source == "published":
            return published_mask(prediction, noise, decode, heatmaps, lambda image: self.vae.encode(image).latent_dist.sample(), factor)
        return estimated_mask(prediction, noise, decode, heatmaps, factor)


def min_snr_weight(alphas_cumprod: torch.Tensor, gamma: float) -> torch.Tensor:
    """Min-SNR weights for epsilon prediction, min(SNR, gamma) / SNR, for every timestep."""
    ratio = alphas_cumprod / (1 - alphas_cumprod)
    return ratio.clamp(max=gamma) / ratio


def velocity_weight(alphas_cumprod: torch.Tensor, limit: float) -> torch.Tensor:
    """What makes an error of epsilon one of the velocity v (Salimans and Ho, 2022), 1 / alpha_t^2, at most `limit`, for every timestep."""
    return (1 / alphas_cumprod).clamp(max=limit)


def train(args: argparse.Namespace, system: System, data: LatentData) -> None:
    device = prepare_torch(args)
    system.to(device)
    run = TrainingRun(args, system.trained.train(), decay=args.average_decay, warmup=200, betas=(0.9, 0.99), weight_decay=0.01)
    scheduler = DDPMScheduler(**SCHEDULE)
    mask = HeatmapMask(args, data.image_mean.shape[-1])
    feedback = find_feedback(args, scheduler) if args.feedback_weight else None
    weights = find_weights(args, scheduler.alphas_cumprod).to(device)
    for step in run.steps():
        latents, pose, text, picture, people = data.batch(run.pick(len(data)), run.rng).to(device)
        noise, timesteps = torch.randn_like(latents), torch.randint(0, 1000, (len(latents),), device=device)
        noisy = scheduler.add_noise(latents, noise, timesteps)
        with autocast(args):
            prediction = system.predict(noisy, timesteps, text, pose, picture).float()
        plain = (prediction.detach() - noise).square().mean()
        losses = heatmap_guided_loss(prediction, noise, mask(step, prediction, noise, pose), args.heatmap_weight)
        loss = (losses * weights[timesteps]).mean()
        with autocast(args):
            seen = feedback(noisy, prediction, timesteps, people, run.rng) if feedback else torch.zeros(())
        run.descend(loss + args.feedback_weight * seen, plain=plain, seen=seen)
    _record(args, run)


def find_weights(args: argparse.Namespace, alphas_cumprod: torch.Tensor) -> torch.Tensor:
    """Of every timestep's loss."""
    if args.velocity_limit:
        return velocity_weight(alphas_cumprod, args.velocity_limit)
    return min_snr_weight(alphas_cumprod, args.min_snr) if args.min_snr else torch.ones(len(alphas_cumprod))


def find_feedback(args: argparse.Namespace, scheduler: DDPMScheduler) -> PoseFeedback:
    """By the autoencoder of --vae and the estimator of --estimator."""
    vae = AutoencoderKL.from_pretrained(args.vae).eval().requires_grad_(False).to(args.device, memory_format=torch.channels_last)
    estimator = load_estimator(args.estimator).to(args.device, memory_format=torch.channels_last)
    size = json.loads((args.estimator / "config.json").read_text())["inputSize"]
    return PoseFeedback(vae, estimator, scheduler.alphas_cumprod, size=size, pictures=args.feedback_pictures // replica_count())


def _record(args: argparse.Namespace, run: TrainingRun) -> None:
    """Append what this part of the training was to history.json."""
    path = run.folder / "history.json"
    history = json.loads(path.read_text()) if path.exists() else []
    history.append({
        "system": args.system, "sceneGroup": args.scene_group, "steps": run.step, "minutes": round(run.seconds / 60, 1), "batch": args.batch,
        "learningRate": args.learning_rate, "minSnr": args.min_snr, "velocityLimit": args.velocity_limit, "bfloat16": args.bfloat16,
        "heatmapSource": args.heatmap_source, "heatmapWeight": args.heatmap_weight, "heatmapEvery": args.heatmap_every,
        "feedbackWeight": args.feedback_weight, "feedbackPictures": args.feedback_pictures})
    path.write_text(json.dumps(history, indent=2))


def find_unet(args: argparse.Namespace, data: LatentData) -> UNet2DConditionModel:
    """That of --base where it is frozen; else that of --start, or that of --base, widened where the system takes the pose's latents, or a new one."""
    if args.system in BRANCH_SYSTEMS:
        return UNet2DConditionModel.from_pretrained(args.base)
    if args.start:
        return UNet2DConditionModel.from_pretrained(args.start)
    takes_pose = args.system != "sd"
    if args.base:
        base = UNet2DConditionModel.from_pretrained(args.base)
        return widen_for_pose(base) if takes_pose else base
    return build_unet(tuple(args.channels), data.image_mean.shape[-1], data.text.shape[-1], 8 if takes_pose else 4)


def create_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--latents", type=Path, required=True)
    parser.add_argument("--channels", type=int, nargs="+", default=(64, 96, 160))
    parser.add_argument("--start", type=Path, default=None, help="folder of a trained UNet to go on from, where there is no checkpoint in --run")
    parser.add_argument("--average-decay", type=float, default=0.995)
    weighting = parser.add_mutually_exclusive_group()
    weighting.add_argument("--min-snr", type=float, default=0.0, help="gamma of min-SNR weighting; 0 for none")
    weighting.add_argument("--velocity-limit", type=float, default=0.0, help="weigh errors as if the velocity were predicted, which minds the noisiest steps, at most so much; 0: not")
    parser.add_argument("--heatmap-source", choices=("none", "ground-truth", "estimator"), default="ground-truth")
    parser.add_argument("--heatmap-weight", type=float, default=1.0, help="lambda of the heatmap-guided loss")
    parser.add_argument("--heatmap-every", type=int, default=1, help="weigh the loss every k-th step only")
    parser.add_argument("--feedback-weight", type=float, default=0.0, help="of the estimator's loss over pictures that the UNet foresees; needs --data, --vae and --estimator")
    parser.add_argument("--feedback-pictures", type=int, default=16, help="how many of a batch are foreseen, at most")
    parser.add_argument("--vae", type=Path, default=None)
    parser.add_argument("--estimator", type=Path, default=None, help="run folder of the estimator")
    parser.add_argument("--finish", action="store_true", help="only write the model of the checkpoint as it is now")
    add_system_arguments(parser)
    add_training_arguments(parser, minutes=60, batch=24, learning_rate=2e-3)
    add_bfloat16_argument(parser)
    return parser


def main() -> None:
    parser = create_parser()
    args = parser.parse_args()
    check_system_arguments(parser, args)
    figures = FigureData(args.data) if args.data else None
    scenes = tuple(scene for scene, group in SCENES.items() if group == args.scene_group) if args.scene_group else None
    data = LatentData(args.latents, figures, args.system in BRANCH_SYSTEMS, scenes)
    system = begin_system(args.system, find_unet(args, data))
    if not args.finish:
        train(args, system, data)
    load_average(args.run, system.trained.cpu().to(memory_format=torch.contiguous_format)).save_pretrained(args.run / "model")


if __name__ == "__main__":
    main()
