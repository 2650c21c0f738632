"""Reference vectors for ControlNet and T2I-Adapter: tiny networks with random weights beside the UNet of vectors/onnx/sd15,
and what diffusers computes with them, network by network and pipeline by pipeline.

    python tools/golden/branch_models.py          after onnx_models.py

writes vectors/onnx-branches/controlnet and vectors/onnx-branches/adapter, folders as ControlNetModel and T2IAdapter save
themselves, and vectors/onnx-branches/golden.
"""

import json
import shutil
from pathlib import Path

import numpy as np
import torch
from diffusers import (
    AutoencoderKL, ControlNetModel, DDIMScheduler, StableDiffusionAdapterPipeline, StableDiffusionControlNetPipeline,
    T2IAdapter, UNet2DConditionModel,
)
from safetensors.torch import load_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from onnx_models import UNETS, Golden, as_array, randomize
from pose_humansd_v1 import draw
from vector_file import provenance, write_vectors

SEED = 20232
VECTORS = Path(__file__).parent / "vectors"
BASE = VECTORS / "onnx" / "sd15"
ROOT = VECTORS / "onnx-branches"
WIDTH, HEIGHT = 32, 48
# A figure wholly inside the canvas, where every OpenCV draws the same.
JOINTS = [(16.0, 9.5), (17.5, 8.0), (14.5, 8.0), (19.0, 9.0), (13.0, 9.0), (22.0, 16.0), (10.0, 16.5), (24.0, 22.5), (8.0, 23.0),
          (22.5, 28.0), (9.0, 29.0), (19.5, 28.5), (12.5, 28.0), (20.0, 35.0), (11.5, 35.5), (19.0, 40.5), (12.0, 40.0)]
CASES = [
    {"pipeline": "controlnet", "conditioningScale": 1.0, "guidanceScale": 3.0, "seed": 5, "numInferenceSteps": 6},
    {"pipeline": "controlnet", "conditioningScale": 0.6, "guidanceScale": 1.0, "seed": 6, "numInferenceSteps": 4},
    {"pipeline": "t2i-adapter", "conditioningScale": 1.0, "guidanceScale": 3.0, "seed": 7, "numInferenceSteps": 6},
    {"pipeline": "t2i-adapter", "conditioningScale": 0.7, "guidanceScale": 1.0, "seed": 8, "numInferenceSteps": 4},
]
PROMPT, NEGATIVE = "oil_painting, a woman in a red dress dancing on a beach", "a man"


def load_base():
    """The networks of vectors/onnx/sd15, whose files have the names of older versions."""
    unet = UNet2DConditionModel.from_pretrained(BASE / "unet")
    vae = AutoencoderKL.from_pretrained(BASE / "vae")
    text = CLIPTextModel(CLIPTextConfig.from_pretrained(BASE / "text_encoder"))
    weights = {key.removeprefix("text_model."): value for key, value in load_file(BASE / "text_encoder" / "model.safetensors").items()}
    weights.pop("embeddings.position_ids")
    text.load_state_dict(weights)
    return unet.eval(), vae.eval(), text.eval(), CLIPTokenizer.from_pretrained(BASE / "tokenizer")


def make_branches():
    settings = {key: value for key, value in UNETS["sd15"].items() if key != "up_block_types"}
    controlnet = randomize(ControlNetModel(**settings, conditioning_embedding_out_channels=(4, 6)))
    with torch.no_grad():  # ControlNet begins with zeros where it meets the UNet
        for name, parameter in controlnet.named_parameters():
            if name.startswith(("controlnet_down_blocks", "controlnet_mid_block", "controlnet_cond_embedding.conv_out")):
                parameter.copy_(0.3 * torch.randn_like(parameter))
    adapter = randomize(T2IAdapter(in_channels=3, channels=[8, 16], num_res_blocks=2, downscale_factor=2))
    controlnet.save_pretrained(ROOT / "controlnet")
    adapter.save_pretrained(ROOT / "adapter")
    return controlnet, adapter


def add_networks(golden, unet, controlnet, adapter):
    for batch, height, width, timestep in ((1, 8, 8, 981.0), (2, 4, 6, 20.5)):
        sample, embeds = torch.randn(batch, 4, height, width), torch.randn(batch, 7, unet.config.cross_attention_dim)
        condition = torch.rand(batch, 3, 2 * height, 2 * width)
        time = torch.tensor([timestep])
        skips, middle = controlnet(sample, time, embeds, condition, return_dict=False)
        inputs = {"sample": sample, "timestep": time, "prompt_embeds": embeds}
        residuals = {f"down_block_res_sample_{index}": skip for index, skip in enumerate(skips)} | {"mid_block_res_sample": middle}
        golden.add("controlnet", {**inputs, "condition": condition}, residuals)
        output = unet(sample, time, embeds, down_block_additional_residuals=skips, mid_block_additional_residual=middle).sample
        added = {f"down_block_additional_residual_{index}": skip for index, skip in enumerate(skips)}
        golden.add("unet_control", {**inputs, **added, "mid_block_additional_residual": middle}, {"prediction": output})

        features = adapter(condition)
        golden.add("adapter", {"condition": condition}, {f"level_{index}": level for index, level in enumerate(features)})
        output = unet(sample, time, embeds, down_intrablock_additional_residuals=[level.clone() for level in features]).sample
        added = {f"down_intrablock_additional_residual_{index}": level for index, level in enumerate(features)}
        golden.add("unet_adapter", {**inputs, **added}, {"prediction": output})


def run_pipelines(arrays, base, controlnet, adapter):
    unet, vae, text, tokenizer = base
    people = [{"keypoints": [{"x": x, "y": y, "visibility": 2} for x, y in JOINTS]}]
    skeleton = torch.from_numpy(draw(people, WIDTH, HEIGHT).transpose(2, 0, 1)[None].astype(np.float32) / 255)
    scheduler = DDIMScheduler.from_pretrained(BASE / "scheduler")
    parts = dict(vae=vae, text_encoder=text, tokenizer=tokenizer, unet=unet, scheduler=scheduler, safety_checker=None,
                 feature_extractor=None, requires_safety_checker=False)
    pipelines = {
        "controlnet": (StableDiffusionControlNetPipeline(**parts, controlnet=controlnet), "controlnet_conditioning_scale"),
        "t2i-adapter": (StableDiffusionAdapterPipeline(**parts, adapter=adapter), "adapter_conditioning_scale"),
    }
    for index, case in enumerate(CASES):
        pipeline, scale = pipelines[case["pipeline"]]
        pipeline.set_progress_bar_config(disable=True)
        latents = pipeline(
            PROMPT, image=skeleton, negative_prompt=NEGATIVE, num_inference_steps=case["numInferenceSteps"], height=HEIGHT, width=WIDTH,
            guidance_scale=case["guidanceScale"], generator=torch.Generator().manual_seed(case["seed"]), output_type="latent",
            **{scale: case["conditioningScale"]},
        ).images
        assert torch.isfinite(latents).all()
        arrays[f"pipeline.{index}.latents"] = as_array(latents)
        arrays[f"pipeline.{index}.picture"] = as_array(vae.decode(latents / vae.config.scaling_factor).sample)


def main():
    shutil.rmtree(ROOT, ignore_errors=True)
    ROOT.mkdir(parents=True)
    torch.manual_seed(SEED)
    golden = Golden()
    with torch.no_grad():
        base = load_base()
        controlnet, adapter = make_branches()
        add_networks(golden, base[0], controlnet, adapter)
        run_pipelines(golden.arrays, base, controlnet, adapter)
    meta = {"cases": golden.cases, "pipelines": CASES, "prompt": PROMPT, "negativePrompt": NEGATIVE,
            "joints": JOINTS, "width": WIDTH, "height": HEIGHT}
    origin = provenance(("torch", "diffusers", "transformers", "opencv-python-headless"), seed=SEED)
    write_vectors("onnx-branches/golden", golden.arrays, origin, meta)


if __name__ == "__main__":
    main()
