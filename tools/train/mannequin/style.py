"""The style classifier: names the scene of a picture, to judge whether generated pictures have the style they were asked for.

    python -m mannequin.style --data DIR --held-out DIR --run DIR/style --reconstructions DIR/reconstructions.npy

It is trained on the synthesizer's pictures alone, some of them seen through the autoencoder, and never on generated ones. Colours are
varied in training, so that it looks at strokes and textures too.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .augment import TrainingSamples
from .data import SCENE_NAMES, FigureData, load_reconstructions, to_unit_range
from .pose_net import Residual, convolution
from .training import TrainingRun, add_bfloat16_argument, add_training_arguments, autocast, load_average, prepare_torch

BATCH = 100


class StyleNet(nn.Module):
    """Image in [0, 1] to the logits of SCENE_NAMES, from features of stride 16 averaged over the picture."""

    def __init__(self, widths: tuple[int, int, int, int] = (16, 32, 64, 128)) -> None:
        super().__init__()
        a, b, c, d = widths
        self.features = nn.Sequential(
            convolution(3, a, 2), convolution(a, b, 2), Residual(b), convolution(b, c, 2), Residual(c), convolution(c, d, 2), Residual(d))
        self.head = nn.Linear(d, len(SCENE_NAMES))

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        """(N, 3, H, W) to (N, 20)."""
        return self.head(self.features((image - 0.5) * 4).mean((2, 3)))


def train(args: argparse.Namespace, net: StyleNet, data: FigureData) -> None:
    device = prepare_torch(args)
    net.to(device, memory_format=torch.channels_last).train()
    run = TrainingRun(args, net, decay=0.99, weight_decay=0.02)
    samples = TrainingSamples(data, run.rng, load_reconstructions(args.reconstructions))
    for _ in run.steps():
        index = run.pick(len(data))
        with autocast(args):
            images, _ = samples.draw(index)
            logits = net(images.to(device, memory_format=torch.channels_last)).float()
        scenes = torch.from_numpy(data.scenes[index].astype(np.int64)).to(device)
        run.descend(F.cross_entropy(logits, scenes))


@torch.no_grad()
def scene_accuracies(net: StyleNet, images: np.ndarray, scenes: np.ndarray) -> dict[str, float]:
    """The share of pictures, uint8 (N, H, W, 3), whose scene is named: of each scene that occurs, and of `all`."""
    logits = torch.cat([net(to_unit_range(images[i:i + BATCH])) for i in range(0, len(images), BATCH)])
    scenes = scenes[:len(images)]
    right = logits.argmax(1).numpy() == scenes
    groups = {SCENE_NAMES[scene]: scenes == scene for scene in np.unique(scenes)}
    return {"all": float(right.mean()), **{name: float(right[group].mean()) for name, group in groups.items()}}


def load_style(run: Path) -> StyleNet:
    return load_average(run, StyleNet())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--held-out", type=Path, required=True)
    parser.add_argument("--reconstructions", type=Path, default=None, help="what mannequin.reconstructions wrote: a share of the pictures is of these")
    add_training_arguments(parser, minutes=6, batch=32, learning_rate=5e-3)
    add_bfloat16_argument(parser)
    args = parser.parse_args()
    train(args, StyleNet(), FigureData(args.data))
    held_out = FigureData(args.held_out)
    accuracies = scene_accuracies(load_style(args.run), held_out.images, held_out.scenes)
    (args.run / "metrics.json").write_text(json.dumps(accuracies, indent=2))
    print(json.dumps(accuracies))


if __name__ == "__main__":
    main()
