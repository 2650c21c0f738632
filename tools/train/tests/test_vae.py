"""Trained on by itself, the decoder learns, and what latents mean does not change."""

import sys

import numpy as np
import torch
from diffusers import AutoencoderKL

from mannequin import vae as stage
from mannequin.vae import build_vae

PICTURES, SIZE, FACTOR = 20, 64, 0.4321


def write_data(folder) -> None:
    """Pictures of noise, one person each."""
    folder.mkdir()
    rng = np.random.default_rng(0)
    np.save(folder / "images.npy", rng.integers(0, 256, (PICTURES, SIZE, SIZE, 3), np.uint8))
    keypoints = np.concatenate([rng.uniform(0, SIZE, (PICTURES, 17, 2)), np.full((PICTURES, 17, 1), 2)], 2).astype(np.float32)
    np.savez(folder / "people.npz", image_index=np.arange(PICTURES), keypoints=keypoints)


def test_a_decoder_is_trained_on_its_own_latents(tmp_path, monkeypatch):
    write_data(tmp_path / "data")
    torch.manual_seed(0)
    build_vae((8, 8, 8, 8), SIZE, FACTOR).save_pretrained(tmp_path / "start")
    monkeypatch.setattr(sys, "argv", [
        "vae", "--data", str(tmp_path / "data"), "--run", str(tmp_path / "run"), "--start", str(tmp_path / "start"), "--decoder-only", "--max-steps", "2"])
    stage.main()
    before, after = (AutoencoderKL.from_pretrained(tmp_path / folder) for folder in ("start", "run/model"))
    assert after.config.scaling_factor == before.config.scaling_factor == FACTOR
    for part in ("encoder", "quant_conv"):
        assert all(torch.equal(a, b) for a, b in zip(getattr(before, part).parameters(), getattr(after, part).parameters(), strict=True))
    assert not all(torch.equal(a, b) for a, b in zip(before.decoder.parameters(), after.decoder.parameters(), strict=True))
