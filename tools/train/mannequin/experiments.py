"""The models that the paper's four tables compare, in small: the same data, text encoder, autoencoder, steps and seed for each.

    python -m mannequin.experiments --run runs/cpu --out runs/cpu/experiments [--base-steps 3000] [--steps 1500] [--only NAME ...] [--list]

`--run` is a training that `train_all` has brought as far as its latents and its estimator. First comes a denoiser that knows
the text alone, OUT/base, for --base-steps: what Stable Diffusion is to the paper. From it each experiment goes on for
--steps, as its paper says: humansd's first layer is widened, controlnet and t2i-adapter freeze it and learn beside it.
Each is trained by `mannequin.unet`, to be resumed by the same command, and exported to OUT/models/NAME, where a worker finds
it: CONTRAPPOSTO_MODELS=models/mannequin:OUT/models. The reports on them are made by the service (see docs/guides/reports.md).

    table 1   sd, t2i-adapter, controlnet, humansd-plain, humansd       how the model is told of the pose
    table 2   humansd-plain, humansd-published-loss, humansd            what its loss weighs
    table 3   humansd-real, humansd-2d, humansd-3d, humansd             what it was trained on
    table 4   humansd after one third, two thirds, and all of its steps
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .systems import BRANCH_SYSTEMS, SYSTEMS
from .training import add_bfloat16_argument


@dataclass(frozen=True)
class Experiment:
    """One model of the tables."""

    name: str
    system: str
    scene_group: str | None = None


EXPERIMENTS = (
    *(Experiment(system, system) for system in SYSTEMS),
    Experiment("humansd-real", "humansd", "real_human"),
    Experiment("humansd-2d", "humansd", "2D_virtual_human"),
    Experiment("humansd-3d", "humansd", "3D_virtual_human"),
)
BASE = "base"
"""The folder of what all begin with."""
KEPT = "humansd"
"""Whose checkpoints on the way are models of their own."""

Command = list[str]


def kept_steps(steps: int) -> tuple[int, int]:
    """After a third and two thirds."""
    return steps // 3, 2 * steps // 3


def steps_of(folder: Path, system: str, steps: int, args: argparse.Namespace) -> Command:
    """`mannequin.unet` for so many steps."""
    command = ["mannequin.unet", "--latents", str(args.run / "latents"), "--data", str(args.data or args.run / "data" / "train"), "--run", str(folder),
               "--system", system, "--batch", str(args.batch), "--average-decay", "0.998", "--max-steps", str(steps), "--max-minutes", "100000",
               "--threads", str(args.threads), "--device", args.device]
    return command + (["--bfloat16"] if args.bfloat16 else [])


def base_training(args: argparse.Namespace) -> Command:
    return [*steps_of(args.out / BASE, "sd", args.base_steps, args), "--channels", *map(str, args.channels)]


def training(experiment: Experiment, args: argparse.Namespace) -> Command:
    run, out = args.run, args.out
    command = [*steps_of(out / experiment.name, experiment.system, args.steps, args), "--base", str(out / BASE / "model"),
               "--vae", str(run / "vae" / "model"), "--estimator", str(run / "estimator")]
    if experiment.system == "humansd-published-loss":
        command += ["--heatmap-every", str(args.heatmap_every)]
    if experiment.scene_group:
        command += ["--scene-group", experiment.scene_group]
    if experiment.name == KEPT:
        command += ["--keep-at", *map(str, kept_steps(args.steps))]
    return command


def exporting(name: str, model: Path, args: argparse.Namespace, branch: Path | None = None) -> Command:
    """`mannequin.export` of a trained UNet, and of the network beside it."""
    command = ["mannequin.export", "--run", str(args.run), "--unet", str(model), "--name", f"table-{name}", "--out", str(args.out / "models" / name)]
    return command + (["--branch", str(branch)] if branch else [])


def commands(experiment: Experiment, args: argparse.Namespace) -> list[Command]:
    """All that makes one experiment's model folders."""
    folder = args.out / experiment.name
    if experiment.system in BRANCH_SYSTEMS:
        return [training(experiment, args), exporting(experiment.name, args.out / BASE / "model", args, folder / "model")]
    steps = [training(experiment, args), exporting(experiment.name, folder / "model", args)]
    if experiment.name == KEPT:
        for step in kept_steps(args.steps):
            kept = folder / f"at-{step}"
            steps.append([*training(experiment, args), "--run", str(kept), "--finish"])
            steps.append(exporting(f"{experiment.name}-at-{step}", kept / "model", args))
    return steps


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [experiment.name for experiment in EXPERIMENTS]
    parser.add_argument("--run", type=Path, required=True, help="with tokenizer, clip, vae, estimator and latents")
    parser.add_argument("--data", type=Path, default=None, help="the pictures that the latents are of; default: --run/data/train")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--base-steps", type=int, default=3000, help="of the denoiser that all begin with")
    parser.add_argument("--steps", type=int, default=1500, help="of each from there")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--channels", type=int, nargs="+", default=(32, 64, 96))
    parser.add_argument("--heatmap-every", type=int, default=4, help="for humansd-published-loss, which decodes a batch whenever it weighs one")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda"))
    add_bfloat16_argument(parser)
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME", help=f"of {', '.join(names)}")
    parser.add_argument("--list", action="store_true", help="print the commands and run none")
    args = parser.parse_args()
    named = [(BASE, [base_training(args)]), *((experiment.name, commands(experiment, args)) for experiment in EXPERIMENTS if experiment.name in args.only)]
    for name, command in ((name, command) for name, listed in named for command in listed):
        print(f"[{name}] python -m {shlex.join(command)}", flush=True)
        if not args.list:
            subprocess.run([sys.executable, "-m", *command], check=True)


if __name__ == "__main__":
    main()
