"""Everything from nothing: data, tokenizer, CLIP, autoencoder, reconstructions, estimator, style classifier, latents, UNet, decoder, export, evaluation.

    python -m mannequin.train_all --preset cpu --run DIR [--export ../../models/mannequin] [--from STAGE]
    python -m mannequin.train_all --preset cpu --run DIR --start ../../models/mannequin

With --start, an exported model is trained on: its tokenizer, CLIP pair and autoencoder stay, and estimator, UNet and decoder begin with its weights.
Each stage is a command of its own, printed before it runs; a stage that was interrupted goes on where it stopped, a finished one
returns at once. `cpu` has the sizes of the bundled model; `gpu` draws 256 pixels and trains larger networks for longer.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Preset:
    """Sizes and minutes of a whole training."""

    size: int
    pictures: int
    encoded: int
    """How many of them, with their mirror images if `flip`, the UNet is trained on."""
    clip_minutes: float
    vae_minutes: float
    estimator_minutes: float
    estimator_sizes: tuple[int, ...]
    """What pictures are enlarged to for it, one after the other in equal parts of its minutes; the last is what it reads in use."""
    unet_minutes: float
    guided_minutes: float
    """The UNet's last part, with the estimator's heatmaps in the loss."""
    decoder_minutes: float
    """The autoencoder's decoder by itself, once latents are settled."""
    vae_channels: tuple[int, ...]
    unet_channels: tuple[int, ...]
    unet_batch: int
    flip: bool
    device: str
    replicas: int
    """Processes that train the estimator, the UNet and the decoder; CLIP's loss wants its batch in one piece."""


PRESETS = {
    "cpu": Preset(128, 48_000, 16_000, 14, 50, 120, (160, 192), 70, 5, 25, (16, 32, 48, 64), (64, 96, 160), 32, True, "cpu", 2),
    "gpu": Preset(256, 100_000, 100_000, 20, 60, 60, (256,), 240, 30, 30, (16, 32, 64, 96), (96, 192, 256), 128, True, "cuda", 1),
}

Command = list[str]
REPLICATED = ("estimator", "unet", "decoder")


def launcher(stage: str, preset: Preset) -> Command:
    """What stands before a stage's module."""
    if preset.replicas == 1 or stage not in REPLICATED:
        return ["-m"]
    return ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", str(preset.replicas), "-m", "--"]


def start_at(path: Path, start: Path | None) -> Command:
    """Begin with the weights at `path`, where a model is trained on."""
    return ["--start", str(path)] if start else []


def commands(preset: Preset, run: Path, export: Path, start: Path | None = None, bfloat16: bool = False) -> dict[str, list[Command]]:
    """Every stage's commands: a module and its arguments; with `start`, an exported model, those that train it on."""
    train, held_out, tokenizer, reconstructions = run / "data" / "train", run / "data" / "held-out", run / "tokenizer", run / "reconstructions.npy"
    vae, decoder = run / "vae" / "model", run / "decoder" / "model"
    device = ["--device", preset.device]
    precision = ["--bfloat16"] if bfloat16 else []
    networks = [*device, *precision]
    data = ["--data", str(train), "--held-out", str(held_out)]
    unet = ["mannequin.unet", "--latents", str(run / "latents"), "--run", str(run / "unet"), "--vae", str(vae),
            "--channels", *map(str, preset.unet_channels), "--batch", str(preset.unet_batch), *start_at(run / "unet" / "model", start), *networks]
    frozen: dict[str, list[Command]] = {
        "tokenizer": [["mannequin.tokenizer", "--data", str(train), "--out", str(tokenizer)]],
        "clip": [["mannequin.clip", *data, "--tokenizer", str(tokenizer), "--run", str(run / "clip"), "--max-minutes", str(preset.clip_minutes), *device]],
        "vae": [["mannequin.vae", *data, "--run", str(run / "vae"), "--max-minutes", str(preset.vae_minutes), "--channels",
                 *map(str, preset.vae_channels), *device]]}
    return {
        "data": [
            ["mannequin.synth.dataset", "--out", str(out), "--count", str(count), "--size", str(preset.size), "--seed", str(seed)]
            for out, count, seed in ((train, preset.pictures, 1), (held_out, 1000, 2))],
        **({"restore": [["mannequin.restore", "--model", str(start), "--run", str(run)]]} if start else frozen),
        "reconstructions": [["mannequin.reconstructions", "--data", str(train), "--vae", str(vae), "--out", str(reconstructions), *precision]],
        "estimator": [
            ["mannequin.estimator", *data, "--run", str(run / "estimator"), "--max-minutes",
             str(preset.estimator_minutes * part / len(preset.estimator_sizes)), "--budget-minutes", str(preset.estimator_minutes), "--size", str(size),
             "--reconstructions", str(reconstructions), *start_at(run / "pose_estimator" / "model.onnx", start), *networks]
            for part, size in enumerate(preset.estimator_sizes, 1)],
        "style": [["mannequin.style", *data, "--run", str(run / "style"), "--reconstructions", str(reconstructions), *networks]],
        "latents": [["mannequin.latents", "--data", str(train), "--vae", str(vae), "--clip", str(run / "clip"), "--tokenizer",
                     str(tokenizer), "--out", str(run / "latents"), "--count", str(preset.encoded), *(["--flip"] if preset.flip else [])]],
        "unet": [
            [*unet, "--max-minutes", str(preset.unet_minutes), "--budget-minutes", str(preset.unet_minutes + preset.guided_minutes),
             "--heatmap-source", "ground-truth"],
            [*unet, "--max-minutes", str(preset.unet_minutes + preset.guided_minutes), "--heatmap-source", "estimator", "--heatmap-every", "4",
             "--estimator", str(run / "estimator")]],
        "decoder": [["mannequin.vae", *data, "--run", str(decoder.parent), "--start", str(vae), "--decoder-only", "--batch", "32", "--max-minutes",
                     str(preset.decoder_minutes), *networks]],
        "export": [["mannequin.export", "--run", str(run), "--vae", str(decoder), "--out", str(export)]],
        "evaluate": [["mannequin.evaluate", "--model", str(export), "--held-out", str(held_out), "--clip", str(run / "clip"), "--style",
                      str(run / "style"), "--out", str(run / "evaluation")]],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", choices=tuple(PRESETS), default="cpu")
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--export", type=Path, default=None, help="default: --run/mannequin")
    parser.add_argument("--start", type=Path, default=None, help="an exported model to train on, instead of beginning from nothing")
    parser.add_argument("--bfloat16", action="store_true", help="for the stages that know it: quicker on hardware that has it")
    parser.add_argument("--from", dest="first", default="data", help="skip the stages before this one")
    args = parser.parse_args()
    preset = PRESETS[args.preset]
    stages = commands(preset, args.run, args.export or args.run / "mannequin", args.start, args.bfloat16)
    if args.first not in stages:
        parser.error(f"--from: expected one of {', '.join(stages)}, got {args.first}")
    for name in list(stages)[list(stages).index(args.first):]:
        for command in stages[name]:
            arguments = [*launcher(name, preset), *command]
            print(f"[{name}] python {shlex.join(arguments)}", flush=True)
            subprocess.run([sys.executable, *arguments], check=True)


if __name__ == "__main__":
    main()
