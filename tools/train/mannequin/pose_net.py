"""The pose estimator's network: a small U-Net that says of every cell of a picture who has its centre there, and which joints.

Outputs lie on a grid of stride 4. Channels of the head:
    1        centre heatmap (people)
    17       joint heatmaps
    34       offsets from a person's centre to each joint, in units of `targets.OFFSET_UNIT` input pixels
    34       offsets from a cell to the joint whose heatmap peaks there or beside it, in cells
    17       logit of a joint's presence, read at the centre
Left and right are the figure's own.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import nn

from .targets import JOINTS

CHANNELS = (1, JOINTS, 2 * JOINTS, 2 * JOINTS, JOINTS)
CENTRE_PRIOR = -4.0
"""Initial logit of the heatmaps, so that training starts from 'no one here'."""


def convolution(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


class Residual(nn.Module):
    """Two 3x3 convolutions beside the identity."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = convolution(width, width)
        self.second = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu(x + self.second(self.first(x)))


class PoseNet(nn.Module):
    """Image in [0, 1] to the head's maps at stride 4; context comes from strides 8, 16 and 32."""

    def __init__(self, widths: tuple[int, int, int, int, int] = (16, 32, 64, 96, 160), depths: Sequence[int] = (2, 2)) -> None:
        """`widths`: channels of the stem and at strides 4 to 32; `depths`: residuals at strides 16 and 32."""
        super().__init__()
        self.widths = widths
        stem, a, b, c, d = widths
        self.stem = nn.Sequential(convolution(3, stem, 2), convolution(stem, a, 2))
        self.level4 = Residual(a)
        self.level8 = nn.Sequential(convolution(a, b, 2), Residual(b))
        self.level16 = nn.Sequential(convolution(b, c, 2), *(Residual(c) for _ in range(depths[0])))
        self.level32 = nn.Sequential(convolution(c, d, 2), *(Residual(d) for _ in range(depths[1])))
        self.lateral16, self.lateral8, self.lateral4 = nn.Conv2d(d, c, 1), nn.Conv2d(c, b, 1), nn.Conv2d(b, a, 1)
        self.merge16, self.merge8, self.merge4 = Residual(c), Residual(b), Residual(a)
        self.head = nn.Sequential(convolution(a, 2 * a), nn.Conv2d(2 * a, sum(CHANNELS), 1))
        nn.init.normal_(self.head[1].weight, std=0.01)
        nn.init.zeros_(self.head[1].bias)
        nn.init.constant_(self.head[1].bias[: 1 + JOINTS], CENTRE_PRIOR)

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """(N, 3, H, W) to logits and offsets (N, C, H/4, W/4), C as in `CHANNELS`."""
        return self.read(self.features(image))

    def features(self, image: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """(N, 3, H, W) to maps at strides 2, 4, 8, 16 and 32 with `widths` channels; those at 4, 8 and 16 have seen the coarser ones."""
        x2 = self.stem[0]((image - 0.5) * 4)
        x4 = self.level4(self.stem[1](x2))
        x8 = self.level8(x4)
        x16 = self.level16(x8)
        x32 = self.level32(x16)
        y16 = self.merge16(x16 + F.interpolate(self.lateral16(x32), scale_factor=2.0))
        y8 = self.merge8(x8 + F.interpolate(self.lateral8(y16), scale_factor=2.0))
        y4 = self.merge4(x4 + F.interpolate(self.lateral4(y8), scale_factor=2.0))
        return x2, y4, y8, y16, x32

    def read(self, features: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
        """The head's maps, of `features`."""
        return torch.split(self.head(features[1]), CHANNELS, 1)


def deepen(net: PoseNet, depths: Sequence[int]) -> PoseNet:
    """`net` with as many residuals at strides 16 and 32 as `depths` says, if it has fewer: the new ones pass on what they get, until they learn."""
    for level, depth in zip((net.level16, net.level32), depths, strict=True):
        while len(level) - 1 < depth:
            residual = Residual(level[0][0].out_channels)
            nn.init.zeros_(residual.second[1].weight)
            level.append(residual)
    return net
