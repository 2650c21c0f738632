"""Reference vectors for libs/backends/src/onnx: tiny model folders with random weights, and what diffusers and
transformers compute with them.

    python tools/golden/onnx_models.py

writes tools/golden/vectors/onnx/<model>/ (a model folder in diffusers' layout) and, as vectors in its golden/ folder, the
inputs and outputs of every network.

The folders differ in everything that the published configurations differ in:

  sd15      4 channels, 1x1 convolutions around the transformers, one number of heads, float32; text encoder with
            quick_gelu and the weights' names of transformers 4; autoencoder with the attention names of diffusers < 0.18
  humansd   8 channels, linear projections, heads per level, float16; text encoder with gelu and the names of transformers 5
  settings  the rarer settings: sin before cos, freq_shift, layers per level, two transformer layers, bare padding,
            an autoencoder without middle attention and quantization convolutions
"""

import json
import shutil
from pathlib import Path

import diffusers
import torch
from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from vector_file import provenance, write_vectors

SEED = 20231
ROOT = Path(__file__).parent / "vectors" / "onnx"
TOKENS = 24

SCHEDULER = dict(
    num_train_timesteps=1000, beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear",
    clip_sample=False, set_alpha_to_one=False, steps_offset=1, prediction_type="epsilon",
)

UNETS = {
    "sd15": dict(
        in_channels=4, block_out_channels=(8, 16), norm_num_groups=4, layers_per_block=2, cross_attention_dim=24,
        attention_head_dim=2, use_linear_projection=False,
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"), up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
    ),
    "humansd": dict(
        in_channels=8, block_out_channels=(16, 16, 32), norm_num_groups=8, layers_per_block=1, cross_attention_dim=32,
        attention_head_dim=[1, 2, 4], use_linear_projection=True, upcast_attention=True,
        down_block_types=("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
    ),
    "settings": dict(
        in_channels=4, block_out_channels=(8, 16), norm_num_groups=4, layers_per_block=[1, 2], cross_attention_dim=16,
        attention_head_dim=2, transformer_layers_per_block=2, flip_sin_to_cos=False, freq_shift=1, time_embedding_dim=40,
        downsample_padding=0, norm_eps=1e-4, use_linear_projection=True,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
    ),
}

AUTOENCODERS = {
    "sd15": dict(block_out_channels=(8, 16), norm_num_groups=4, layers_per_block=1),
    "humansd": dict(block_out_channels=(8, 16, 16, 16), norm_num_groups=4, layers_per_block=1),
    "settings": dict(
        block_out_channels=(8, 8), norm_num_groups=2, layers_per_block=2,
        mid_block_add_attention=False, use_quant_conv=False, use_post_quant_conv=False,
    ),
}

TEXT_ENCODERS = {
    "sd15": dict(hidden_size=24, intermediate_size=48, num_hidden_layers=2, num_attention_heads=2, hidden_act="quick_gelu"),
    "humansd": dict(hidden_size=32, intermediate_size=64, num_hidden_layers=3, num_attention_heads=4, hidden_act="gelu"),
    "settings": dict(hidden_size=16, intermediate_size=40, num_hidden_layers=1, num_attention_heads=1, hidden_act="gelu",
                     layer_norm_eps=1e-3),
}

CORPUS = [
    "oil_painting, a woman in a red dress dancing on a beach", "sketch of a man running in the street at night",
    "a realistic pixel art of two beautiful young girls", "cartoon, three children jumping over a fence in summer",
    "sculpture of an old man sitting on a chair", "ink painting, mountains, a monk walking", "stained glass, a saint",
]

PROMPTS = [
    "", "a", "oil_painting, a woman in a red dress dancing on a beach", "A MAN   running\tin the\nstreet!!", "it's the man's dress, they'll dance",
    "café déjà vu, naïve Ångström", "水墨画，一个女人在跳舞", "танцующая женщина", "e\u0301 and \u00e9 are one letter", "64K, 3.14 and 1,000",
    "emoji 💃🏽 dancing 👨‍👩‍👧", "<|startoftext|> inside <|endoftext|> text", "  leading and trailing  ", "\u200bzero\u00a0width\ufeff", "a_b-c/d\\e (f) [g] {h}",
    "ﬁne ligature ①", "ПРИВЕТ ÀÉÎ ΑΒΓ ß İ",
    "a woman in a red dress dancing on a beach at night in summer with two old men and three children",
]


def randomize(module):
    """Norms and biases start as ones and zeros, which would hide a weight that is never used."""
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if parameter.ndim == 1:
                centre = 1.0 if "norm" in name and name.endswith("weight") else 0.0
                parameter.copy_(centre + 0.2 * torch.randn_like(parameter))
    return module.eval()


def make_tokenizer(folder):
    """A byte-level BPE vocabulary in CLIP's manner, small."""
    trained = Tokenizer(models.BPE(unk_token="<|endoftext|>", end_of_word_suffix="</w>", continuing_subword_prefix=""))
    trained.normalizer = normalizers.Lowercase()
    trained.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Whitespace(), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(vocab_size=640, initial_alphabet=letters, end_of_word_suffix="</w>", show_progress=False)
    trained.train_from_iterator(CORPUS, trainer)
    merges = [tuple(merge) for merge in json.loads(trained.to_str())["model"]["merges"]]
    pieces = letters + [letter + "</w>" for letter in letters] + ["".join(merge) for merge in merges]
    vocabulary = {piece: index for index, piece in enumerate(dict.fromkeys(pieces))}
    for special in ("<|startoftext|>", "<|endoftext|>"):
        vocabulary[special] = len(vocabulary)
    tokenizer = CLIPTokenizer(vocab=vocabulary, merges=merges, model_max_length=TOKENS)
    tokenizer.save_pretrained(folder)
    return tokenizer


class Golden:
    """What the networks of one model gave, collected as cases of named inputs and outputs."""

    def __init__(self):
        self.cases = []
        self.arrays = {}

    def add(self, network, inputs, outputs):
        number = len(self.cases)
        case = {"network": network}
        for kind, tensors in (("inputs", inputs), ("outputs", outputs)):
            case[kind] = {name: f"{number}.{kind}.{name}" for name in tensors}
            self.arrays |= {f"{number}.{kind}.{name}": as_array(tensor) for name, tensor in tensors.items()}
        self.cases.append(case)

    def write(self, name, tokenizer):
        origin = provenance(("torch", "diffusers", "transformers", "tokenizers"), seed=SEED)
        write_vectors(f"onnx/{name}/golden", self.arrays, origin, {"cases": self.cases, "tokenizer": tokenized(tokenizer)})


def as_array(tensor):
    """float32, or uint32 for token ids."""
    return tensor.float().numpy() if tensor.is_floating_point() else tensor.numpy().astype("uint32")


def unet(name, folder, golden, dtype):
    net = randomize(UNet2DConditionModel(**UNETS[name])).to(dtype)
    net.save_pretrained(folder / "unet")
    net = net.float()
    multiple = 2 ** (len(net.config.block_out_channels) - 1)
    for batch, height, width, timestep in ((1, 8, 8, 999.0), (2, 4 * multiple, 2 * multiple, 20.5)):
        sample = torch.randn(batch, net.config.in_channels, height, width)
        embeds = torch.randn(batch, 7, net.config.cross_attention_dim)
        output = net(sample, torch.tensor([timestep]), embeds).sample
        golden.add("unet", {"sample": sample, "timestep": torch.tensor([timestep]), "prompt_embeds": embeds}, {"prediction": output})


def autoencoder(name, folder, golden, dtype):
    settings = AUTOENCODERS[name]
    levels = len(settings["block_out_channels"])
    blocks = dict(down_block_types=("DownEncoderBlock2D",) * levels, up_block_types=("UpDecoderBlock2D",) * levels)
    net = randomize(AutoencoderKL(**settings, **blocks)).to(dtype)
    net.save_pretrained(folder / "vae")
    net = net.float()
    factor = 2 ** (levels - 1)
    for batch, height, width in ((1, 4, 4), (2, 2, 6)):
        images = torch.rand(batch, 3, height * factor, width * factor) * 2 - 1
        posterior = net.encode(images).latent_dist
        golden.add("vae_encoder", {"images": images}, {"mean": posterior.mean, "std": posterior.std})
        latents = torch.randn(batch, 4, height, width)
        golden.add("vae_decoder", {"latents": latents}, {"images": net.decode(latents).sample})
    if name == "sd15":
        rename_weights(folder / "vae" / "diffusion_pytorch_model.safetensors", {
            ".to_q.": ".query.", ".to_k.": ".key.", ".to_v.": ".value.", ".to_out.0.": ".proj_attn."})


def text_encoder(name, folder, golden, dtype, tokenizer):
    config = CLIPTextConfig(vocab_size=len(tokenizer), max_position_embeddings=TOKENS, bos_token_id=tokenizer.bos_token_id,
                            eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id, **TEXT_ENCODERS[name])
    net = randomize(CLIPTextModel(config)).to(dtype)
    net.save_pretrained(folder / "text_encoder")
    net = net.float()
    for prompts in (PROMPTS[2:3], PROMPTS[4:6]):
        ids = tokenizer(prompts, padding="max_length", truncation=True, max_length=TOKENS, return_tensors="pt").input_ids.int()
        golden.add("text_encoder", {"ids": ids}, {"prompt_embeds": net(ids).last_hidden_state})
    if name == "sd15":
        path = folder / "text_encoder" / "model.safetensors"
        weights = {f"text_model.{key}": value for key, value in load_file(path).items()}
        weights["text_model.embeddings.position_ids"] = torch.arange(TOKENS)[None]
        save_file(weights, path)


def rename_weights(path, names):
    weights = {}
    for key, value in load_file(path).items():
        for new, old in names.items():
            key = key.replace(new, old)
        weights[key] = value
    save_file(weights, path)


def tokenized(tokenizer):
    def case(prompt):
        whole = tokenizer(prompt).input_ids
        ids = tokenizer(prompt, padding="max_length", truncation=True, max_length=TOKENS).input_ids
        cut = whole[TOKENS - 1:-1]
        return {"prompt": prompt, "ids": ids, "tokenCount": len(whole), "cut": tokenizer.decode(cut) if cut else None}
    return [case(prompt) for prompt in PROMPTS]


def model_index():
    return {
        "_class_name": "StableDiffusionPipeline", "_diffusers_version": diffusers.__version__,
        "scheduler": ["diffusers", "DDIMScheduler"], "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"], "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"],
    }


def main():
    shutil.rmtree(ROOT, ignore_errors=True)
    for number, (name, dtype) in enumerate({"sd15": torch.float32, "humansd": torch.float16, "settings": torch.float32}.items()):
        torch.manual_seed(SEED + number)
        folder = ROOT / name
        folder.mkdir(parents=True)
        tokenizer = make_tokenizer(folder / "tokenizer")
        golden = Golden()
        with torch.no_grad():
            unet(name, folder, golden, dtype)
            autoencoder(name, folder, golden, dtype)
            text_encoder(name, folder, golden, dtype, tokenizer)
        golden.write(name, tokenizer)
        DDIMScheduler(**SCHEDULER).save_pretrained(folder / "scheduler")
        (folder / "model_index.json").write_text(json.dumps(model_index(), indent=2) + "\n")


if __name__ == "__main__":
    main()
