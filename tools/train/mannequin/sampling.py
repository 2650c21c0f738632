"""Generates pictures from an exported model folder with diffusers, as the platform's pipelines do.

The pose (for humansd the skeleton's latents, mode of the posterior) goes into both guidance branches; the unconditional one gets the
negative prompt.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL, DPMSolverMultistepScheduler
from transformers import CLIPTextModel

from .clip import encode_texts
from .conditioning import conditioning_batch
from .data import to_pictures
from .systems import System, load_system
from .tokenizer import load_tokenizer


@dataclass(frozen=True)
class Generator:
    """A loaded model folder."""

    system: System
    vae: AutoencoderKL
    text_encoder: CLIPTextModel
    folder: Path

    @classmethod
    def load(cls, folder: Path, device: str = "cpu") -> Generator:
        system = load_system(folder).to(device)
        vae = AutoencoderKL.from_pretrained(folder / "vae", torch_dtype=torch.float32).eval().to(device)
        return cls(system, vae, CLIPTextModel.from_pretrained(folder / "text_encoder", dtype=torch.float32).eval().to(device), folder)

    @property
    def defaults(self) -> dict:
        return json.loads((self.folder / "contrapposto.json").read_text())["defaults"]

    @torch.no_grad()
    def generate(self, people: list[np.ndarray], prompts: list[str], *, steps: int, guidance_scale: float, seed: int, negative_prompt: str = "") -> np.ndarray:
        """Pictures uint8 (N, H, W, 3) for people (M_i, 17, 3) in model pixels; start noise is torch's CPU stream of `seed`."""
        device, count = self.vae.device, len(people)
        text = self.text_encoder(self._tokens([negative_prompt] * count + prompts).to(device)).last_hidden_state
        picture = conditioning_batch(people, self.vae.config.sample_size).to(device)
        pose = self.vae.encode(picture).latent_dist.mode() * self.vae.config.scaling_factor
        scheduler = DPMSolverMultistepScheduler.from_pretrained(self.folder / "scheduler")
        scheduler.set_timesteps(steps)
        latents = torch.randn(pose.shape, generator=torch.Generator().manual_seed(seed)).to(device) * scheduler.init_noise_sigma
        for timestep in scheduler.timesteps:
            noisy = scheduler.scale_model_input(latents, timestep)
            without, conditioned = self.system.predict(twice(noisy), timestep.to(device), text, twice(pose), twice(picture)).chunk(2)
            latents = scheduler.step(without + guidance_scale * (conditioned - without), timestep, latents).prev_sample
        return to_pictures(self.vae.decode(latents / self.vae.config.scaling_factor).sample)

    def _tokens(self, texts: list[str]) -> torch.Tensor:
        return encode_texts(load_tokenizer(self.folder / "tokenizer"), texts)


def twice(batch: torch.Tensor) -> torch.Tensor:
    """The batch for both guidance branches."""
    return torch.cat([batch, batch])
