"""Encodes a data set once, so that the UNet's training reads latents and text embeddings from memory maps.

    python -m mannequin.latents --data DIR --vae DIR/vae/model --clip DIR/clip --tokenizer DIR/tokenizer --out DIR/latents

Arrays in --out (N pictures, F = 1, or 2 with their mirror images; h = w = size / 8), all float16:
    image_mean.npy, image_std.npy   (N, F, 4, h, w)   the pictures' posterior, scaled by the VAE's scaling factor
    pose_mean.npy                   (N, F, 4, h, w)   the mode of the skeleton pictures' posterior, scaled
    text.npy                        (N, 77, D)        last hidden states of one phrasing of each caption
    empty_text.npy                  (77, D)           those of the empty prompt
Prompts never say left or right, so a mirrored picture keeps its text. `progress.json` says how many entries are there: it
makes the work resumable, and the UNet's training may begin on what there is.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL
from transformers import CLIPTextModelWithProjection

from .clip import encode_texts, rephrase
from .conditioning import conditioning_batch
from .data import FigureData, flip_people, to_model_range
from .progress import pace
from .tokenizer import load_tokenizer

CHUNK = 50


class LatentWriter:
    """Fills the arrays chunk by chunk and remembers how far each has come."""

    def __init__(self, out: Path, count: int) -> None:
        out.mkdir(parents=True, exist_ok=True)
        self.out, self.count = out, count
        self._progress_path = out / "progress.json"
        self.progress: dict[str, int] = json.loads(self._progress_path.read_text()) if self._progress_path.exists() else {}

    def array(self, name: str, shape: tuple[int, ...]) -> np.ndarray:
        """float16 (count, *shape), opened if it exists."""
        path = self.out / f"{name}.npy"
        if path.exists():
            return np.load(path, mmap_mode="r+")
        return np.lib.format.open_memmap(path, mode="w+", dtype=np.float16, shape=(self.count, *shape))

    def fill(self, name: str, encode: Callable[[int, int], None]) -> None:
        """Call `encode(start, stop)` for the chunks that pass `name` lacks."""
        first, started = self.progress.get(name, 0), time.monotonic()
        for start in range(first, self.count, CHUNK):
            stop = min(start + CHUNK, self.count)
            encode(start, stop)
            self.progress[name] = stop
            if stop % (10 * CHUNK) == 0 or stop == self.count:
                self._save_progress(name)
                print(f"{name}: {stop}/{self.count}, {pace(stop - first, self.count - first, started)}", flush=True)

    def _save_progress(self, name: str) -> None:
        """Beside what other stages wrote meanwhile."""
        others = json.loads(self._progress_path.read_text()) if self._progress_path.exists() else {}
        temporary = self._progress_path.with_suffix(".tmp")
        temporary.write_text(json.dumps(others | {name: self.progress[name]}))
        os.replace(temporary, self._progress_path)


@torch.no_grad()
def write_pictures(writer: LatentWriter, data: FigureData, vae: AutoencoderKL, flips: tuple[bool, ...]) -> None:
    """image_mean, image_std and pose_mean."""
    factor, side = vae.config.scaling_factor, data.size // 8
    shape = (len(flips), 4, side, side)
    mean, std, pose = (writer.array(name, shape) for name in ("image_mean", "image_std", "pose_mean"))

    def encode(start: int, stop: int) -> None:
        pictures = to_model_range(data.images[start:stop])
        for slot, flip in enumerate(flips):
            posterior = vae.encode((pictures.flip(-1) if flip else pictures).contiguous(memory_format=torch.channels_last)).latent_dist
            mean[start:stop, slot], std[start:stop, slot] = (posterior.mean * factor).numpy(), (posterior.std * factor).numpy()
            people = [flip_people(p, data.size) if flip else p for p in data.people[start:stop]]
            skeletons = conditioning_batch(people, data.size).contiguous(memory_format=torch.channels_last)
            pose[start:stop, slot] = (vae.encode(skeletons).latent_dist.mode() * factor).numpy()

    writer.fill("pictures", encode)


@torch.no_grad()
def write_texts(writer: LatentWriter, data: FigureData, clip: Path, tokenizer_folder: Path) -> None:
    """text and empty_text; 30 % of the captions rephrased, the same ones every time."""
    model = CLIPTextModelWithProjection.from_pretrained(clip / "text_encoder").eval()
    tokenizer = load_tokenizer(tokenizer_folder)
    np.save(writer.out / "empty_text.npy", model(encode_texts(tokenizer, [""])).last_hidden_state[0].half().numpy())
    text = writer.array("text", (77, model.config.hidden_size))

    def encode(start: int, stop: int) -> None:
        captions = [rephrase(data.captions[i], np.random.default_rng([77, i])) for i in range(start, stop)]
        text[start:stop] = model(encode_texts(tokenizer, captions)).last_hidden_state.half().numpy()

    writer.fill("texts", encode)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vae", type=Path, default=None, help="encode pictures and skeletons with this autoencoder")
    parser.add_argument("--clip", type=Path, default=None, help="encode captions with this run's text encoder")
    parser.add_argument("--tokenizer", type=Path, default=None)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=None, help="only the first pictures")
    parser.add_argument("--flip", action="store_true", help="encode the mirrored pictures too")
    parser.add_argument("--threads", type=int, default=0)
    args = parser.parse_args()
    if args.threads:
        torch.set_num_threads(args.threads)
    data = FigureData(args.data)
    writer = LatentWriter(args.out, min(args.count or len(data), len(data)))
    if args.clip:
        write_texts(writer, data, args.clip, args.tokenizer)
    if args.vae:
        vae = AutoencoderKL.from_pretrained(args.vae).eval().to(memory_format=torch.channels_last)
        write_pictures(writer, data, vae, (False, True) if args.flip else (False,))


if __name__ == "__main__":
    main()
