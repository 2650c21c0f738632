"""What every training stage shares: the run folder, its checkpoint, the time budget, the learning rate and the log.

A stage is a folder. `checkpoint.pt` in it holds weights, averaged weights, optimizer, step, seconds spent and the state of
the random generators, so that the same command goes on where it stopped.
"""

from __future__ import annotations

import argparse
import copy
import math
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from .optimizer import Muon
from .replicas import average_gradients, begin_alike, end_other_replicas, first_replicas, join_replicas, replica_count, replica_rank

CHECKPOINT = "checkpoint.pt"


def add_training_arguments(parser: argparse.ArgumentParser, *, minutes: float, batch: int, learning_rate: float) -> None:
    """The options that all stages understand."""
    parser.add_argument("--run", type=Path, required=True, help="folder of this stage's checkpoint and results")
    parser.add_argument("--max-minutes", type=float, default=minutes, help="training time, earlier runs of this folder included")
    parser.add_argument("--budget-minutes", type=float, default=None, help="what the learning rate's cosine spans; default: --max-minutes")
    parser.add_argument("--max-steps", type=int, default=None, help="stop here at the latest; with it a run is repeatable")
    parser.add_argument("--keep-at", type=int, nargs="+", default=(), metavar="STEP", help="keep the checkpoint of these steps as well, in --run/at-STEP")
    parser.add_argument("--batch", type=int, default=batch, help="pictures in a step, of all replicas together")
    parser.add_argument("--learning-rate", type=float, default=learning_rate)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=0, help="torch threads; 0 leaves the choice to torch")
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda"))


def prepare_torch(args: argparse.Namespace) -> torch.device:
    """Apply --threads and --seed; the device of --device. Under torchrun, joins the other replicas."""
    join_replicas()
    if args.threads:
        torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    if args.device == "cpu":
        torch.backends.cuda.enable_flash_sdp(False)  # of CPUs too: over 64 cells its way back takes longer than plain attention's, a tenth of a UNet's step
    return torch.device(args.device)


def add_bfloat16_argument(parser: argparse.ArgumentParser) -> None:
    """The option of stages that use `autocast`."""
    parser.add_argument("--bfloat16", action="store_true", help="let networks compute in bfloat16, with weights in float32: quicker on hardware that has it")


def autocast(args: argparse.Namespace) -> torch.autocast:
    """Within it networks compute in bfloat16, if --bfloat16 says so; losses want their outputs as float32 again."""
    return torch.autocast(args.device, torch.bfloat16, enabled=args.bfloat16)


class WeightAverage:
    """Exponential moving average of a module's parameters and buffers, faster at the start: min(decay, (1+n)/(10+n))."""

    def __init__(self, module: nn.Module, decay: float) -> None:
        self.module = copy.deepcopy(module).eval().requires_grad_(False)
        self.decay = decay

    @torch.no_grad()
    def update(self, module: nn.Module, step: int) -> None:
        weight = 1 - min(self.decay, (1 + step) / (10 + step))
        averaged = self.module.state_dict()
        floating = [(averaged[name], value) for name, value in module.state_dict().items() if value.is_floating_point()]
        torch._foreach_lerp_([a for a, _ in floating], [v for _, v in floating], weight)


class TrainingRun:
    """Steps of one stage within its budget.

    Iterate over `steps()`; each turn is one optimizer step, made by the caller through `descend(loss)`.
    `share` is how many of a batch's pictures are this replica's.
    `progress` runs from 0 to 1 over the budget, whichever of time and steps is nearer to its end.
    """

    LOG_SECONDS = 20.0
    SAVE_SECONDS = 120.0

    def __init__(self, args: argparse.Namespace, module: nn.Module, *, decay: float = 0.999, warmup: int = 100,
                 betas: tuple[float, float] = (0.9, 0.99), weight_decay: float = 0.01, clip: float = 1.0) -> None:
        self.folder: Path = args.run
        self.folder.mkdir(parents=True, exist_ok=True)
        self.module = module
        self.average = WeightAverage(module, decay)
        self.optimizer = Muon(module.parameters(), lr=args.learning_rate, betas=betas, weight_decay=weight_decay)
        self.rng = np.random.default_rng(args.seed)
        self.step, self.seconds = 0, 0.0
        self._budget_seconds, self._budget_steps = args.max_minutes * 60, args.max_steps
        self._schedule_seconds = (getattr(args, "budget_minutes", None) or args.max_minutes) * 60
        self._keep_at = frozenset(getattr(args, "keep_at", ()))
        if args.batch % replica_count():
            raise SystemExit(f"--batch: expected a multiple of the {replica_count()} replicas, got {args.batch}")
        self._peak, self._warmup, self._clip, self._batch = args.learning_rate, warmup, clip, args.batch
        self.share = args.batch // replica_count()
        self._sums: dict[str, float] = {}
        self._logged_step = 0
        self._resume()
        begin_alike(module)
        if replica_rank():
            self._draw_apart(args.seed)

    @property
    def progress(self) -> float:
        return self._share_of(self._schedule_seconds)

    def _share_of(self, seconds: float) -> float:
        by_steps = self.step / self._budget_steps if self._budget_steps else 0.0
        return min(1.0, max(self.seconds / seconds, by_steps))

    def steps(self) -> Iterator[int]:
        """Step numbers until the budget is spent; logs and saves on the way and at the end, where every process ends but the first replica's."""
        self._logged_step, logged, saved, last = self.step, time.monotonic(), time.monotonic(), time.monotonic()
        while self._share_of(self._budget_seconds) < 1:
            self._set_learning_rate()
            yield self.step
            self.step += 1
            now = time.monotonic()
            self.seconds, last = first_replicas(self.seconds + now - last), now
            if self.step in self._keep_at:
                self.save(self.folder / f"at-{self.step}")
            if now - logged > self.LOG_SECONDS:
                self._log(now - logged)
                logged = now
            if now - saved > self.SAVE_SECONDS:
                self.save()
                saved = now
        end_other_replicas()
        self.save()

    def descend(self, loss: torch.Tensor, **measures: torch.Tensor) -> None:
        """One optimizer step on `loss`; `measures` are averaged into the log."""
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        average_gradients(self.module)
        nn.utils.clip_grad_norm_(self.module.parameters(), self._clip)
        self.optimizer.step()
        self.average.update(self.module, self.step)
        for name, value in {"loss": loss, **measures}.items():
            self._sums[name] = self._sums.get(name, 0.0) + float(value.detach())

    def pick(self, count: int, chances: np.ndarray | None = None) -> np.ndarray:
        """This replica's share of a batch: indices below `count`, alike probable or by their `chances`, sorted so that a memory map is read in order."""
        return np.sort(self.rng.integers(0, count, self.share) if chances is None else self.rng.choice(count, self.share, p=chances))

    def save(self, folder: Path | None = None) -> None:
        """Write the checkpoint; the first replica does it for all."""
        if replica_rank():
            return
        folder = folder or self.folder
        folder.mkdir(exist_ok=True)
        state: dict[str, Any] = {
            "module": self.module.state_dict(), "average": self.average.module.state_dict(), "optimizer": self.optimizer.state_dict(),
            "step": self.step, "seconds": self.seconds, "torch_rng": torch.get_rng_state(), "numpy_rng": self.rng.bit_generator.state}
        temporary = folder / "checkpoint.tmp"
        torch.save(state, temporary)
        os.replace(temporary, folder / CHECKPOINT)

    def _resume(self) -> None:
        if not has_checkpoint(self.folder):
            return
        state = torch.load(self.folder / CHECKPOINT, map_location="cpu", weights_only=True)
        self.module.load_state_dict(state["module"])
        self.average.module.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.seconds = state["step"], state["seconds"]
        torch.set_rng_state(state["torch_rng"])
        self.rng.bit_generator.state = state["numpy_rng"]
        print(f"resumed at step {self.step}, {self.seconds / 60:.1f} min", flush=True)

    def _draw_apart(self, seed: int) -> None:
        """Other pictures and other noise than the first replica's, whose generators the checkpoint holds."""
        self.rng = np.random.default_rng((seed, replica_rank(), self.step))
        torch.manual_seed(int(self.rng.integers(2**62)))

    def _set_learning_rate(self) -> None:
        """Linear warm-up, then half a cosine down to 2 % of the peak."""
        factor = min(1.0, (self.step + 1) / self._warmup) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * self.progress)))
        for group in self.optimizer.param_groups:
            group["lr"] = self._peak * factor

    def _log(self, seconds: float) -> None:
        if replica_rank():
            return
        steps = max(self.step - self._logged_step, 1)
        measures = ", ".join(f"{name} {total / steps:.4f}" for name, total in self._sums.items())
        left = (self._budget_seconds - self.seconds) / 60
        print(f"step {self.step}: {measures}, {steps * self._batch / seconds:.1f} pictures/s, {left:.1f} min left", flush=True)
        self._sums, self._logged_step = {}, self.step


def has_checkpoint(run: Path) -> bool:
    """Whether a training in this folder would be gone on with."""
    return (run / CHECKPOINT).exists()


def read_average(run: Path) -> dict[str, torch.Tensor]:
    """A run's averaged weights, by name."""
    return torch.load(run / CHECKPOINT, map_location="cpu", weights_only=True)["average"]


def load_average(run: Path, module: nn.Module) -> nn.Module:
    """Put a run's averaged weights into `module`; ready for inference."""
    module.load_state_dict(read_average(run))
    return module.eval().requires_grad_(False)
