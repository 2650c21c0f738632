"""Puts an exported estimator's weights back into the network that they came from, so that its training goes on without a checkpoint.

ONNX's exporter folds each batch normalization into the convolution before it. Which factor was the normalization's is lost, but any
will do that gives the same outputs: the folded weights stay with the convolution, and the normalization gets the mean and
variance that it sees, and the weight and bias that undo them.
"""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import nn

Folded = tuple[torch.Tensor, torch.Tensor]
"""A convolution's weight and bias."""


def read_convolutions(path: Path, module: nn.Module, prefix: str) -> tuple[dict[str, torch.Tensor], list[Folded]]:
    """The initializers that kept the names of `module`'s parameters, and the folded convolutions in the order in which they run.

    Raises:
        ValueError: there are not as many of either as `module` has.
    """
    arrays = {i.name.removeprefix(prefix): torch.from_numpy(numpy_helper.to_array(i).copy()) for i in onnx.load(str(path)).graph.initializer}
    known = module.state_dict().keys()
    named = {name: value for name, value in arrays.items() if name in known}
    others = [value for name, value in arrays.items() if name not in known]
    folded = list(zip(others[::2], others[1::2], strict=True))
    normalizations = sum(isinstance(part, nn.BatchNorm2d) for part in module.modules())
    if len(folded) != normalizations:
        raise ValueError(f"{path}: expected {normalizations} convolutions with a folded normalization, got {len(folded)}")
    return named, folded


@torch.no_grad()
def load_exported(path: Path, module: nn.Module, images: torch.Tensor, prefix: str = "net.") -> None:
    """Fill `module`, whose normalizations each follow a convolution, from the graph at `path`.

    Args:
        images: pictures that the module takes, (N, 3, H, W); the normalizations' mean and variance are of these.
    """
    named, folded = read_convolutions(path, module, prefix)
    module.load_state_dict(named, strict=False)
    biases: list[torch.Tensor] = []

    def fill_convolution(convolution: nn.Conv2d, inputs: tuple[torch.Tensor]) -> None:
        weight, bias = folded[len(biases)]
        convolution.weight.copy_(weight)
        biases.append(bias)

    def fill_normalization(normalization: nn.BatchNorm2d, inputs: tuple[torch.Tensor]) -> None:
        variance, mean = torch.var_mean(inputs[0], (0, 2, 3))
        normalization.running_mean.copy_(mean)
        normalization.running_var.copy_(variance)
        normalization.weight.copy_((variance + normalization.eps).sqrt())
        normalization.bias.copy_(biases[-1] + mean)

    hooks = [part.register_forward_pre_hook(fill_convolution) for part in module.modules() if isinstance(part, nn.Conv2d) and part.bias is None]
    hooks += [part.register_forward_pre_hook(fill_normalization) for part in module.modules() if isinstance(part, nn.BatchNorm2d)]
    module.eval()(images)
    for hook in hooks:
        hook.remove()
