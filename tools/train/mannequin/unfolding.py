"""Puts an exported estimator's weights back into the network that they came from, so that its training goes on without a checkpoint.

ONNX's exporter folds each batch normalization into the convolution before it. Which factor was the normalization's is lost, but any
will do that gives the same outputs: the folded weights stay with the convolution, and the normalization gets the mean and
variance that it sees, and the weight and bias that undo them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import nn


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
    folded_bias = torch.empty(0)

    def fill_convolution(convolution: nn.Conv2d, inputs: tuple[torch.Tensor]) -> None:
        nonlocal folded_bias
        weight, folded_bias = next(convolutions, (torch.empty(0), folded_bias))
        if weight.shape != convolution.weight.shape:
            raise ValueError(f"{path}: expected a convolution with weights {tuple(convolution.weight.shape)}, got {tuple(weight.shape)}")
        convolution.weight.copy_(weight)
        if convolution.bias is not None:
            convolution.bias.copy_(folded_bias)

    def fill_normalization(normalization: nn.BatchNorm2d, inputs: tuple[torch.Tensor]) -> None:
        variance, mean = torch.var_mean(inputs[0], (0, 2, 3))
        normalization.running_mean.copy_(mean)
        normalization.running_var.copy_(variance)
        normalization.weight.copy_((variance + normalization.eps).sqrt())
        normalization.bias.copy_(folded_bias + mean)

    kinds = {nn.Conv2d: fill_convolution, nn.BatchNorm2d: fill_normalization}
    hooks = [part.register_forward_pre_hook(kinds[type(part)]) for part in module.modules() if type(part) in kinds]
    module.eval()(images)
    for hook in hooks:
        hook.remove()
