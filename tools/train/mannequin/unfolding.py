"""Puts an exported estimator's weights back into the network that they came from, so that its training goes on without a checkpoint.

ONNX's exporter folds each batch normalization into the convolution before it. Which factor was the normalization's is lost, and any
gives the same outputs: the convolution's weights get `TRAINED_SIZE`, and the normalization the mean and variance that it then sees, and the
weight and bias that undo all that. The size matters to learning, whose steps are as large whatever they change: as they are folded, weights are
up to forty times as small as they were in training, and the first hundred steps would undo them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import nn


TRAINED_SIZE = 0.23
"""Root mean square of the weights of a normalized convolution at the end of a training with Muon: 0.21 to 0.30 in version 1.6.1."""


def read_convolutions(path: Path) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Weight and bias of the graph's convolutions, in the order in which they run."""
    graph = onnx.load(str(path)).graph
    arrays = {initializer.name: initializer for initializer in graph.initializer}
    for node in graph.node:
        if node.op_type == "Identity" and node.input[0] in arrays:  # the exporter keeps like arrays once
            arrays[node.output[0]] = arrays[node.input[0]]
        elif node.op_type == "Conv":
            weight, bias = (torch.from_numpy(numpy_helper.to_array(arrays[name]).copy()) for name in node.input[1:3])
            yield weight, bias


@torch.no_grad()
def load_exported(path: Path, module: nn.Module, images: torch.Tensor) -> None:
    """Fill `module` from the graph at `path`, which runs it first: its convolutions, and its normalizations, each of which follows one.

    Args:
        images: pictures that the module takes, (N, 3, H, W); the normalizations' mean and variance are of these.

    Raises:
        ValueError: the graph's convolutions are not the module's.
    """
    convolutions = read_convolutions(path)
    folded_bias, growth = torch.empty(0), 1.0

    def fill_convolution(convolution: nn.Conv2d, inputs: tuple[torch.Tensor]) -> None:
        nonlocal folded_bias, growth
        weight, folded_bias = next(convolutions, (torch.empty(0), folded_bias))
        if weight.shape != convolution.weight.shape:
            raise ValueError(f"{path}: expected a convolution with weights {tuple(convolution.weight.shape)}, got {tuple(weight.shape)}")
        growth = float(TRAINED_SIZE / weight.square().mean().sqrt()) if convolution.bias is None else 1.0
        convolution.weight.copy_(weight * growth)
        if convolution.bias is not None:
            convolution.bias.copy_(folded_bias)

    def fill_normalization(normalization: nn.BatchNorm2d, inputs: tuple[torch.Tensor]) -> None:
        variance, mean = torch.var_mean(inputs[0], (0, 2, 3))
        normalization.running_mean.copy_(mean)
        normalization.running_var.copy_(variance)
        normalization.weight.copy_((variance + normalization.eps).sqrt() / growth)
        normalization.bias.copy_(folded_bias + mean / growth)

    kinds = {nn.Conv2d: fill_convolution, nn.BatchNorm2d: fill_normalization}
    hooks = [part.register_forward_pre_hook(kinds[type(part)]) for part in module.modules() if type(part) in kinds]
    module.eval()(images)
    for hook in hooks:
        hook.remove()
