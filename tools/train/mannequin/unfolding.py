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
    graph, arrays = read_graph(path)
    for node in graph.node:
        if node.op_type == "Conv":
            yield arrays[node.input[1]], arrays[node.input[2]]


def read_graph(path: Path) -> tuple[onnx.GraphProto, dict[str, torch.Tensor]]:
    """The graph at `path`, and its constant arrays by name."""
    graph = onnx.load(str(path)).graph
    arrays = {initializer.name: torch.from_numpy(numpy_helper.to_array(initializer).copy()) for initializer in graph.initializer}
    for node in graph.node:
        if node.op_type == "Identity" and node.input[0] in arrays:  # the exporter keeps like arrays once
            arrays[node.output[0]] = arrays[node.input[0]]
    return graph, arrays


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


@torch.no_grad()
def load_exported_linears(path: Path, module: nn.Module, prefix: str) -> None:
    """Fill `module`, whose parameters' names in the graph at `path` begin with `prefix`, from it.

    The exporter keeps parameters by their names, but for the weights of linear layers, which it transposes: those stand before the addition of the bias.

    Raises:
        ValueError: the graph has not all of the parameters, or of other shapes.
    """
    graph, arrays = read_graph(path)
    products = {node.output[0]: node for node in graph.node if node.op_type == "MatMul"}
    for node in graph.node:
        bias, product = (next((name for name in node.input if name in names), "") for names in (arrays, products))
        if node.op_type == "Add" and bias.endswith(".bias") and product:
            weight = next((name for name in products[product].input if name in arrays), None)
            if weight:
                arrays[f"{bias.removesuffix('bias')}weight"] = arrays[weight].T
    found = {name.removeprefix(prefix): value for name, value in arrays.items() if name.startswith(prefix)}
    try:
        module.load_state_dict(found)
    except RuntimeError as error:
        raise ValueError(f"{path}: {error}") from error
