"""Golden vectors for the bundled CLIP extractor: a tiny random pair, and what transformers makes of pictures and captions with it.

Writes vectors/onnx/clip-pair: a model folder's image_encoder, text_encoder and tokenizer, and golden/ beside them. The tokenizer is that of
vectors/onnx/sd15: run onnx_models.py first.
"""

import json
import shutil

import numpy as np
import torch
from PIL import Image
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModelWithProjection, CLIPTokenizer, CLIPVisionConfig, CLIPVisionModelWithProjection

from onnx_models import ROOT, TOKENS, randomize
from vector_file import provenance, write_vectors

SEED = 20281
FOLDER = ROOT / "clip-pair"
SIZE = 32
CAPTIONS = ["a man running in the street", "oil_painting, " * 40, ""]
MEAN, DEVIATION = [0.5, 0.4, 0.3], [0.5, 0.25, 0.3]


def preprocess(picture):
    """CLIPImageProcessor's steps: shorter side by Pillow's bicubic, centre crop, 0..1, normalized."""
    width, height = picture.size
    short = min(width, height)
    size = tuple(SIZE if side == short else int(SIZE * side / short) for side in (width, height))
    pixels = np.asarray(picture.resize(size, Image.BICUBIC), dtype=np.float32) / 255
    left, top = (size[0] - SIZE) // 2, (size[1] - SIZE) // 2
    crop = (pixels[top:top + SIZE, left:left + SIZE] - np.float32(MEAN)) / np.float32(DEVIATION)
    return torch.from_numpy(crop.transpose(2, 0, 1)[None].astype(np.float32))


def main():
    torch.manual_seed(SEED)
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(ROOT / "sd15" / "tokenizer", FOLDER / "tokenizer")
    tokenizer = CLIPTokenizer.from_pretrained(FOLDER / "tokenizer")
    vision = randomize(CLIPVisionModelWithProjection(CLIPVisionConfig(
        hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=2, image_size=SIZE, patch_size=8, projection_dim=12,
        hidden_act="gelu")))
    text = randomize(CLIPTextModelWithProjection(CLIPTextConfig(
        vocab_size=len(tokenizer), hidden_size=16, intermediate_size=24, num_hidden_layers=1, num_attention_heads=2, projection_dim=12,
        max_position_embeddings=TOKENS, bos_token_id=tokenizer.bos_token_id, eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id)))
    vision.save_pretrained(FOLDER / "image_encoder")
    (FOLDER / "image_encoder" / "preprocessor_config.json").write_text(json.dumps({
        "do_resize": True, "do_center_crop": True, "do_rescale": True, "do_normalize": True, "resample": 3,
        "image_mean": MEAN, "image_std": DEVIATION}, indent=2) + "\n")
    (FOLDER / "text_encoder").mkdir()
    config = text.config.to_dict() | {"architectures": ["CLIPTextModel"]}
    kept = ("architectures", "model_type", "vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads",
            "max_position_embeddings", "hidden_act", "layer_norm_eps", "bos_token_id", "eos_token_id", "pad_token_id")
    (FOLDER / "text_encoder" / "config.json").write_text(json.dumps({key: config[key] for key in kept}, indent=2) + "\n")
    weights = {key: value.contiguous() for key, value in text.state_dict().items() if key != "text_projection.weight"}
    save_file(weights, FOLDER / "text_encoder" / "model.safetensors")
    save_file({"text_projection.weight": text.text_projection.weight.detach()}, FOLDER / "image_encoder" / "text_projection.safetensors")
    rng = np.random.default_rng(SEED)
    arrays = {}
    with torch.no_grad():
        for number, (width, height) in enumerate(((50, 41), (32, 64))):
            picture = rng.integers(0, 256, (height, width, 3), dtype=np.uint8)
            arrays[f"picture/{number}"] = picture
            arrays[f"image/{number}"] = vision(preprocess(Image.fromarray(picture))).image_embeds[0].numpy()
        for number, caption in enumerate(CAPTIONS):
            ids = tokenizer(caption, padding="max_length", truncation=True, max_length=TOKENS, return_tensors="pt").input_ids
            arrays[f"text/{number}"] = text(ids).text_embeds[0].numpy()
    write_vectors("onnx/clip-pair/golden", arrays, provenance(["torch", "transformers", "Pillow"], seed=SEED), {"captions": CAPTIONS})


if __name__ == "__main__":
    main()
