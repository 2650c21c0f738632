"""Pictures seen through the autoencoder, once: what the estimator and the style classifier also train on, for generated pictures look so.

    python -m mannequin.reconstructions --data DIR --vae DIR/vae/model --out DIR/reconstructions.npy

Writes uint8 (K, H, W, 3), the first K pictures encoded and decoded, with a little noise on the latents as a sampler leaves it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import time
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL

from .data import FigureData, to_model_range, to_pictures
from .progress import pace

CHUNK = 50
NOISE = 0.3
"""Greatest standard deviation of a picture's noise, in that of its latents."""


@torch.no_grad()
def reconstruct(vae: AutoencoderKL, images: np.ndarray, rng: torch.Generator) -> np.ndarray:
    """uint8 (N, H, W, 3) through the autoencoder; each picture with noise of another strength."""
    latents = vae.encode(to_model_range(images).contiguous(memory_format=torch.channels_last)).latent_dist.mode().float()
    strength = torch.rand((len(latents), 1, 1, 1), generator=rng) * NOISE * latents.std((1, 2, 3), keepdim=True)
    return to_pictures(vae.decode(latents + strength * torch.randn(latents.shape, generator=rng)).sample.float())


def _prepare(data: Path, count: int, vae: Path, bfloat16: bool) -> None:
    """What a worker holds."""
    global _images, _vae, _bfloat16
    torch.set_num_threads(1)
    _images, _bfloat16 = FigureData(data).images[:count], bfloat16
    _vae = AutoencoderKL.from_pretrained(vae).eval().to(memory_format=torch.channels_last)


def _work(start: int) -> tuple[int, np.ndarray]:
    with torch.autocast("cpu", torch.bfloat16, enabled=_bfloat16):
        return start, reconstruct(_vae, _images[start:start + CHUNK], torch.Generator().manual_seed(start))


def build(data: FigureData, vae: Path, out: Path, count: int, workers: int, bfloat16: bool) -> None:
    """Write `out` in one piece; nothing is done where it is."""
    if out.exists():
        return
    pictures, done, started = np.empty(data.images[:count].shape, np.uint8), 0, time.monotonic()
    with multiprocessing.get_context("spawn").Pool(workers, initializer=_prepare, initargs=(data.folder, count, vae, bfloat16)) as pool:
        for start, found in pool.imap_unordered(_work, range(0, len(pictures), CHUNK)):
            pictures[start:start + len(found)] = found
            done += len(found)
            if start // CHUNK % 20 == 0:
                print(f"{done}/{len(pictures)} pictures, {pace(done, len(pictures), started)}", flush=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    temporary = out.with_suffix(".tmp.npy")
    np.save(temporary, pictures)
    os.replace(temporary, out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vae", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=14_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--bfloat16", action="store_true", help="quicker on hardware that has it")
    args = parser.parse_args()
    build(FigureData(args.data), args.vae, args.out, args.count, args.workers, args.bfloat16)


if __name__ == "__main__":
    main()
