"""One stage trained by several processes at once, each with its share of every batch: gradients are averaged in every step.

    torchrun --standalone --nproc-per-node 2 -m -- mannequin.estimator --threads 1 ...

The networks here are so small that a second thread makes their convolutions hardly quicker; with a second process on two cores the
estimator sees half as many pictures again in an hour. What the optimizer computes of the gradients is divided among them too.
Running statistics are the first replica's own. Every replica but the first ends with its training. Without torchrun there is one
replica, and all of this does nothing.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable

import torch
import torch.distributed as dist
from torch import nn


def join_replicas() -> None:
    """Meet the other processes that torchrun has started, if it has."""
    if "WORLD_SIZE" in os.environ and not dist.is_initialized():
        dist.init_process_group("gloo")
        atexit.register(dist.destroy_process_group)


def replica_rank() -> int:
    """Which replica this is. The first, 0, writes logs, checkpoints and results."""
    return dist.get_rank() if dist.is_initialized() else 0


def replica_count() -> int:
    return dist.get_world_size() if dist.is_initialized() else 1


def begin_alike(module: nn.Module) -> None:
    """Give `module` the first replica's parameters and buffers."""
    if dist.is_initialized():
        for value in module.state_dict().values():
            dist.broadcast(value, 0)


def average_gradients(module: nn.Module) -> None:
    """Replace `module`'s gradients by their means over the replicas; which parameters have one must be the same in all."""
    if not dist.is_initialized():
        return
    gradients = [parameter.grad for parameter in module.parameters() if parameter.grad is not None]
    flat = torch.cat([gradient.flatten() for gradient in gradients])
    dist.all_reduce(flat)
    parts = flat.div_(replica_count()).split([gradient.numel() for gradient in gradients])
    torch._foreach_copy_(gradients, [part.view_as(gradient) for part, gradient in zip(parts, gradients, strict=True)])


def divide_work(work: Callable[[torch.Tensor], torch.Tensor], items: list[torch.Tensor], costs: list[float]) -> list[torch.Tensor]:
    """`work` of each item, which has the item's own shape: every replica does a part of about the same cost, and all get all."""
    if not dist.is_initialized() or not items:
        return [work(item) for item in items]
    owners = _share_out(costs)
    flat = torch.cat([(work(item) if owner == replica_rank() else torch.zeros_like(item)).flatten() for item, owner in zip(items, owners, strict=True)])
    dist.all_reduce(flat)
    return [part.view_as(item) for part, item in zip(flat.split([item.numel() for item in items]), items, strict=True)]


def _share_out(costs: list[float]) -> list[int]:
    """The replica for each: the dearest first, each to who has least to do."""
    loads, owners = [0.0] * replica_count(), [0] * len(costs)
    for place in sorted(range(len(costs)), key=costs.__getitem__, reverse=True):
        owners[place] = loads.index(min(loads))
        loads[owners[place]] += costs[place]
    return owners


def end_other_replicas() -> None:
    """End this process with success, unless it is the first replica.

    At once, without the interpreter's own ending: a thread of gloo's that lets go of a tensor then would abort the process.
    """
    if replica_rank():
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def first_replicas(value: float) -> float:
    """`value` as the first replica has it, so that all agree on when to stop."""
    if not dist.is_initialized():
        return value
    shared = torch.tensor([value], dtype=torch.float64)
    dist.broadcast(shared, 0)
    return float(shared)
