"""The ways to tell a denoiser of the pose that the paper compares, each a network to train and how it predicts.

    humansd, humansd-plain, humansd-published-loss   one UNet of 8 channels: the noisy latents beside the encoded skeleton's
    sd                                               a UNet of 4 channels, which knows the text alone
    controlnet                                       that one, frozen, and a trained copy of its way down (Zhang et al., 2023)
    t2i-adapter                                      that one, frozen, and a small trained network (Mou et al., 2023)

The three kinds of humansd differ in their loss only: the paper's, none, and the published code's (see heatmap_loss.py).
"""

from __future__ import annotations

import argparse
from abc import ABC, abstractmethod
from functools import partial
from pathlib import Path

import torch
from diffusers import ControlNetModel, T2IAdapter, UNet2DConditionModel
from torch import nn

from .synth.types import SCENES

SCENE_GROUPS = tuple(dict.fromkeys(SCENES.values()))
"""Human-Art's three."""
SYSTEMS = ("humansd", "humansd-plain", "humansd-published-loss", "sd", "controlnet", "t2i-adapter")
BRANCH_SYSTEMS = ("controlnet", "t2i-adapter")
"""Those that freeze a trained sd and see the skeleton as a picture."""
CONDITION_CHANNELS = (16, 32, 64, 96)
"""Of ControlNet's layers from the picture down to the latents' size; three halvings for f = 8."""
ADAPTER_RESNETS = 2


class System(ABC):
    """A denoiser of one kind."""

    def __init__(self, unet: UNet2DConditionModel, trained: nn.Module) -> None:
        """`trained` is the part that learns, and that a run saves; the UNet is frozen where that is another."""
        self.unet, self.trained = unet, trained
        if trained is not unet:
            unet.eval().requires_grad_(False)

    def to(self, device: torch.device | str) -> System:
        for module in (self.unet, self.trained):
            module.to(device, memory_format=torch.channels_last)
        return self

    @abstractmethod
    def predict(self, noisy: torch.Tensor, timesteps: torch.Tensor, text: torch.Tensor, pose: torch.Tensor, picture: torch.Tensor | None) -> torch.Tensor:
        """The noise in `noisy` (N, 4, h, w).

        Args:
            text: (N, 77, D).
            pose: (N, 4, h, w), the encoded skeleton.
            picture: (N, 3, 8 h, 8 w), the skeleton itself in [-1, 1]; only the BRANCH_SYSTEMS look at it.
        """


class SingleBranch(System):
    """A UNet by itself; it takes the pose's latents where it has channels for them."""

    def __init__(self, unet: UNet2DConditionModel) -> None:
        super().__init__(unet, unet)
        self.takes_pose = unet.config.in_channels == 8

    def predict(self, noisy: torch.Tensor, timesteps: torch.Tensor, text: torch.Tensor, pose: torch.Tensor, picture: torch.Tensor | None) -> torch.Tensor:
        sample = torch.cat([noisy, pose], 1) if self.takes_pose else noisy
        return self.unet(sample.contiguous(memory_format=torch.channels_last), timesteps, text).sample


class Controlled(System):
    """A text-only UNet whose skips and middle a ControlNet adds to."""

    @classmethod
    def begin(cls, unet: UNet2DConditionModel) -> Controlled:
        """As ControlNet's training begins: the copy is equal, and what joins it to the UNet is zero."""
        return cls(unet, ControlNetModel.from_unet(unet, conditioning_embedding_out_channels=CONDITION_CHANNELS))

    def predict(self, noisy: torch.Tensor, timesteps: torch.Tensor, text: torch.Tensor, pose: torch.Tensor, picture: torch.Tensor) -> torch.Tensor:
        noisy = noisy.contiguous(memory_format=torch.channels_last)
        skips, middle = self.trained(noisy, timesteps, text, (picture + 1) / 2, return_dict=False)
        return self.unet(noisy, timesteps, text, down_block_additional_residuals=skips, mid_block_additional_residual=middle).sample


class Adapted(System):
    """A text-only UNet; an adapter's features are added to each level's last layer on the way down, before its skip is taken.

    diffusers does the same, but only for levels that attend to the text or are the last: the others' features are added by hooks here.
    """

    def __init__(self, unet: UNet2DConditionModel, adapter: T2IAdapter) -> None:
        super().__init__(unet, adapter)
        self._features: list[torch.Tensor] = []
        for level, block in enumerate(unet.down_blocks):
            last = block.attentions[-1] if getattr(block, "attentions", None) else block.resnets[-1]
            last.register_forward_hook(partial(self._add, level))

    @classmethod
    def begin(cls, unet: UNet2DConditionModel) -> Adapted:
        channels = list(unet.config.block_out_channels)
        return cls(unet, T2IAdapter(in_channels=3, channels=channels, num_res_blocks=ADAPTER_RESNETS, downscale_factor=8))

    def predict(self, noisy: torch.Tensor, timesteps: torch.Tensor, text: torch.Tensor, pose: torch.Tensor, picture: torch.Tensor) -> torch.Tensor:
        self._features = self.trained((picture + 1) / 2)
        return self.unet(noisy.contiguous(memory_format=torch.channels_last), timesteps, text).sample

    def _add(self, level: int, module: nn.Module, inputs: tuple, output: torch.Tensor | tuple) -> torch.Tensor | tuple:
        feature = self._features[level]
        return (output[0] + feature, *output[1:]) if isinstance(output, tuple) else output + feature


def widen_for_pose(unet: UNet2DConditionModel) -> UNet2DConditionModel:
    """The same network with 8 input channels, as HumanSD begins: the new four weigh nothing, so that no skeleton changes what it predicts."""
    widened = UNet2DConditionModel.from_config({**unet.config, "in_channels": 8})
    weights = unet.state_dict()
    first = weights["conv_in.weight"]
    widened.load_state_dict({**weights, "conv_in.weight": torch.cat([first, torch.zeros_like(first)], 1)})
    return widened


def begin_system(name: str, unet: UNet2DConditionModel) -> System:
    """An untrained system; `unet` is the trained text-only one for controlnet and t2i-adapter."""
    if name == "controlnet":
        return Controlled.begin(unet)
    return Adapted.begin(unet) if name == "t2i-adapter" else SingleBranch(unet)


def load_system(folder: Path) -> System:
    """The system of an exported model folder."""
    unet = UNet2DConditionModel.from_pretrained(folder / "unet", torch_dtype=torch.float32).eval()
    if (folder / "controlnet").exists():
        return Controlled(unet, ControlNetModel.from_pretrained(folder / "controlnet", torch_dtype=torch.float32).eval())
    if (folder / "adapter").exists():
        return Adapted(unet, T2IAdapter.from_pretrained(folder / "adapter", torch_dtype=torch.float32).eval())
    return SingleBranch(unet)


def add_system_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--system", choices=SYSTEMS, default="humansd", help="how the denoiser is told of the pose, and by which loss it learns")
    parser.add_argument("--base", type=Path, default=None, help="the trained UNet of the system sd: controlnet and t2i-adapter freeze it, the others begin as it is")
    parser.add_argument("--data", type=Path, default=None, help="the pictures that --latents were made of, whose skeletons controlnet, t2i-adapter and --feedback-weight see")
    parser.add_argument("--scene-group", choices=SCENE_GROUPS, default=None, help="train on the scenes of this group only")


def check_system_arguments(parser: argparse.ArgumentParser, args: argparse.Namespace) -> None:
    """Sets the loss that the system stands for; says what is missing."""
    if args.system in BRANCH_SYSTEMS and not (args.base and args.data):
        parser.error(f"--system {args.system}: expected --base, the UNet of --system sd, and --data")
    if args.scene_group and not args.data:
        parser.error("--scene-group: expected --data, which knows the pictures' scenes")
    if args.system == "humansd-published-loss":
        args.heatmap_source, args.heatmap_weight = "published", 0.1
    elif args.system != "humansd":
        args.heatmap_source = "none"
    if args.heatmap_source in ("estimator", "published") and not (args.vae and args.estimator):
        parser.error(f"--heatmap-source {args.heatmap_source}: expected --vae and --estimator")
    if args.feedback_weight and not (args.data and args.vae and args.estimator):
        parser.error("--feedback-weight: expected --data, --vae and --estimator")
    if args.heatmap_source == "ground-truth" and not args.vae:
        parser.error("--heatmap-source ground-truth: expected --vae")
