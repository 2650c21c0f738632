"""The text encoder and its image encoder, in CLIP's shapes, trained against each other.

    python -m mannequin.clip --data DIR --tokenizer DIR/tokenizer --run DIR/clip

The text encoder conditions the UNet; the image encoder is kept to measure how well picture and prompt agree (CLIPSIM).
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import nn
from transformers import CLIPTextConfig, CLIPTextModelWithProjection, CLIPVisionConfig, CLIPVisionModelWithProjection

from .data import SCENE_NAMES, FigureData
from .tokenizer import END, MODEL_MAX_LENGTH, START, load_tokenizer
from .training import TrainingRun, add_training_arguments, load_average, prepare_torch

PROJECTION = 128
TEXT_WIDTH, TEXT_LAYERS, TEXT_HEADS = 192, 4, 4
VISION_WIDTH, VISION_LAYERS, VISION_HEADS, PATCH = 128, 4, 4, 16
IMAGE_MEAN, IMAGE_STD = (0.5, 0.5, 0.5), (0.5, 0.5, 0.5)
REPHRASED_SHARE = 0.3


class ClipPair(nn.Module):
    """Text and image encoders with the temperature of their similarity."""

    def __init__(self, tokenizer: Tokenizer, image_size: int) -> None:
        super().__init__()
        self.text = CLIPTextModelWithProjection(CLIPTextConfig(
            vocab_size=tokenizer.get_vocab_size(), hidden_size=TEXT_WIDTH, intermediate_size=4 * TEXT_WIDTH, num_hidden_layers=TEXT_LAYERS,
            num_attention_heads=TEXT_HEADS, max_position_embeddings=MODEL_MAX_LENGTH, projection_dim=PROJECTION, hidden_act="gelu",
            bos_token_id=tokenizer.token_to_id(START), eos_token_id=tokenizer.token_to_id(END), pad_token_id=tokenizer.token_to_id(END)))
        self.vision = CLIPVisionModelWithProjection(CLIPVisionConfig(
            hidden_size=VISION_WIDTH, intermediate_size=4 * VISION_WIDTH, num_hidden_layers=VISION_LAYERS, num_attention_heads=VISION_HEADS,
            image_size=image_size, patch_size=PATCH, projection_dim=PROJECTION, hidden_act="gelu"))
        self.log_scale = nn.Parameter(torch.tensor(math.log(1 / 0.07)))

    def embed_texts(self, ids: torch.Tensor) -> torch.Tensor:
        """int64 (N, L) to unit vectors (N, PROJECTION)."""
        return F.normalize(self.text(input_ids=ids).text_embeds, dim=-1)

    def embed_images(self, pixels: torch.Tensor) -> torch.Tensor:
        """float32 (N, 3, H, W) in [-1, 1] to unit vectors (N, PROJECTION)."""
        return F.normalize(self.vision(pixel_values=pixels).image_embeds, dim=-1)

    def forward(self, pixels: torch.Tensor, ids: torch.Tensor) -> torch.Tensor:
        """The contrastive loss of matching rows."""
        scale = self.log_scale.exp().clamp(max=100)
        logits = scale * self.embed_images(pixels) @ self.embed_texts(ids).T
        target = torch.arange(len(ids), device=ids.device)
        return (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)) / 2


def encode_texts(tokenizer: Tokenizer, texts: list[str]) -> torch.Tensor:
    """int64 (N, L); L by the tokenizer's padding. Attention is causal, so padding changes no position before it."""
    return torch.tensor([encoding.ids for encoding in tokenizer.encode_batch(texts)])


def rephrase(caption: str, rng: np.random.Generator) -> str:
    """Some captions as people type them: 'oil painting of a woman ...', 'a woman ..., oil painting'."""
    scene, _, text = caption.partition(", ")
    style = scene.replace("_", " ")
    forms = (f"{style} of {text}", f"{style}, {text}", f"{text}, {style}", f"{text} in {style} style")
    return forms[rng.integers(len(forms))] if rng.random() < REPHRASED_SHARE else caption


def train(args: argparse.Namespace, pair: ClipPair, data: FigureData) -> None:
    device = prepare_torch(args)
    tokenizer = load_tokenizer(args.tokenizer, length=None)
    pair.to(device).train()
    run = TrainingRun(args, pair, decay=0.995, betas=(0.9, 0.98), weight_decay=0.05)
    for _ in run.steps():
        index = run.pick(len(data))
        pixels = torch.from_numpy(data.images[index]).permute(0, 3, 1, 2).float().div_(127.5).sub_(1)
        flip = torch.from_numpy(run.rng.random(len(index)) < 0.5)
        pixels[flip] = pixels[flip].flip(-1)
        ids = encode_texts(tokenizer, [rephrase(data.captions[i], run.rng) for i in index])
        run.descend(pair(pixels.to(device), ids.to(device)))


@torch.no_grad()
def evaluate(pair: ClipPair, tokenizer: Tokenizer, data: FigureData, count: int = 1000) -> dict[str, float]:
    """Retrieval among groups of 100 held-out pairs (top 1 and top 5), and scenes told by '<scene>, a person'."""
    count = min(count, len(data))
    images = torch.cat([
        pair.embed_images(torch.from_numpy(data.images[i:i + 100]).permute(0, 3, 1, 2).float().div_(127.5).sub_(1)) for i in range(0, count, 100)])
    texts = pair.embed_texts(encode_texts(tokenizer, data.captions[:count]))
    ranks = [
        (similarity > similarity.diagonal()[:, None]).sum(1)
        for similarity in (images[i:i + 100] @ texts[i:i + 100].T for i in range(0, count, 100))]
    rank = torch.cat(ranks)
    scenes = pair.embed_texts(encode_texts(tokenizer, [f"{scene}, a person" for scene in SCENE_NAMES]))
    guessed = (images @ scenes.T).argmax(1)
    return {
        "retrievalTop1Of100": float((rank < 1).float().mean()), "retrievalTop5Of100": float((rank < 5).float().mean()),
        "zeroShotSceneAccuracy": float((guessed == torch.from_numpy(data.scenes[:count].astype(np.int64))).float().mean()), "pairs": count}


def save_clip(run: Path, pair: ClipPair) -> None:
    """Write `run`/text_encoder and `run`/image_encoder for transformers, with the image encoder's preprocessing."""
    pair.text.save_pretrained(run / "text_encoder")
    pair.vision.save_pretrained(run / "image_encoder")
    size = pair.vision.config.image_size
    (run / "image_encoder" / "preprocessor_config.json").write_text(json.dumps({
        "image_processor_type": "CLIPImageProcessor", "do_resize": True, "size": {"shortest_edge": size}, "do_center_crop": True,
        "crop_size": {"height": size, "width": size}, "do_rescale": True, "rescale_factor": 1 / 255, "do_normalize": True,
        "image_mean": IMAGE_MEAN, "image_std": IMAGE_STD, "resample": 3}, indent=2))


def load_pair(run: Path, tokenizer: Tokenizer, image_size: int) -> ClipPair:
    return load_average(run, ClipPair(tokenizer, image_size))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--held-out", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    add_training_arguments(parser, minutes=12, batch=128, learning_rate=1e-3)
    args = parser.parse_args()
    data = FigureData(args.data)
    tokenizer = load_tokenizer(args.tokenizer, length=None)
    pair = ClipPair(tokenizer, data.size)
    train(args, pair, data)
    pair = load_average(args.run, pair.cpu())
    save_clip(args.run, pair)
    measured = evaluate(pair, tokenizer, FigureData(args.held_out))
    (args.run / "metrics.json").write_text(json.dumps(measured, indent=2))
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
