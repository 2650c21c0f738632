"""Trained on by itself, the decoder learns, and what latents mean does not change."""

import sys

import torch
from diffusers import AutoencoderKL

from mannequin import vae as stage
from mannequin.vae import build_vae

SIZE, FACTOR = 64, 0.4321


def test_a_decoder_is_trained_on_its_own_latents(tmp_path, figures, monkeypatch):
    torch.manual_seed(0)
    build_vae((8, 8, 8, 8), SIZE, FACTOR).save_pretrained(tmp_path / "start")
    monkeypatch.setattr(sys, "argv", [
        "vae", "--data", str(figures), "--run", str(tmp_path / "run"), "--start", str(tmp_path / "start"), "--decoder-only", "--bfloat16", "--max-steps", "2"])
    stage.main()
    before, after = (AutoencoderKL.from_pretrained(tmp_path / folder) for folder in ("start", "run/model"))
    assert after.config.scaling_factor == before.config.scaling_factor == FACTOR
    for part in ("encoder", "quant_conv"):
        assert all(torch.equal(a, b) for a, b in zip(getattr(before, part).parameters(), getattr(after, part).parameters(), strict=True))
    assert not all(torch.equal(a, b) for a, b in zip(before.decoder.parameters(), after.decoder.parameters(), strict=True))
