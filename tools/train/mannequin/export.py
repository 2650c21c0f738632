"""Puts the trained parts together as a model folder in diffusers' layout, float16.

    python -m mannequin.export --run DIR --out ../../models/mannequin
    python -m mannequin.export --run DIR --out DIR/baseline --unet DIR/sd/model --branch DIR/controlnet/model --name mannequin-controlnet

`--run` holds the stages' folders: tokenizer, clip, vae, unet and, if trained, estimator, or what `restore` made of an exported model. Its family is the networks': a UNet of 8
channels is humansd; one of 4 is text-only, or with --branch controlnet or t2i-adapter.
"""

from __future__ import annotations

import argparse
import json
import shutil
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from diffusers import AutoencoderKL, ControlNetModel, T2IAdapter, UNet2DConditionModel
from safetensors.torch import save_file
from transformers import CLIPTextModel, CLIPTextModelWithProjection, CLIPVisionModelWithProjection

from .conditioning import RENDER_SIZE
from .data import SCENE_NAMES
from .decoding import PoseEstimator
from .estimator import load_estimator
from .pose_metrics import COUNT_THRESHOLD
from .training import has_checkpoint
from .unet import SCHEDULE

SIZE_LIMIT = 48 * 2**20
"""Bytes of all files together."""
VERSION = "1.9.0"
NEGATIVE_PROMPT = ""


def export_networks(run: Path, out: Path, unet: Path, vae: Path) -> None:
    """The four networks as float16 safetensors with their configs."""
    UNet2DConditionModel.from_pretrained(unet).half().save_pretrained(out / "unet")
    AutoencoderKL.from_pretrained(vae).half().save_pretrained(out / "vae")
    CLIPTextModel.from_pretrained(run / "clip" / "text_encoder").half().save_pretrained(out / "text_encoder")
    CLIPVisionModelWithProjection.from_pretrained(run / "clip" / "image_encoder").half().save_pretrained(out / "image_encoder")
    export_text_projection(run, out)
    shutil.copy(run / "clip" / "image_encoder" / "preprocessor_config.json", out / "image_encoder")
    shutil.copytree(run / "tokenizer", out / "tokenizer", dirs_exist_ok=True)


def export_text_projection(run: Path, out: Path) -> None:
    """What CLIPSIM needs of the text encoder and pipelines do not: the way into the space that it shares with pictures."""
    weight = CLIPTextModelWithProjection.from_pretrained(run / "clip" / "text_encoder").text_projection.weight
    save_file({"text_projection.weight": weight.detach().half().contiguous()}, out / "image_encoder" / "text_projection.safetensors")


@dataclass(frozen=True)
class Family:
    """What kind of model the networks make."""

    name: str
    pipeline: str = "StableDiffusionPipeline"
    components: dict[str, list[str]] = field(default_factory=dict)


def export_branch(branch: Path | None, out: Path) -> Family:
    """The network beside the UNet, if there is one."""
    for kind, network, family, pipeline in (
            ("controlnet", ControlNetModel, "controlnet", "StableDiffusionControlNetPipeline"),
            ("adapter", T2IAdapter, "t2i-adapter", "StableDiffusionAdapterPipeline")):
        if branch and json.loads((branch / "config.json").read_text())["_class_name"] == network.__name__:
            network.from_pretrained(branch).half().save_pretrained(out / kind)
            return Family(family, pipeline, {kind: ["diffusers", network.__name__]})
    if branch:
        raise ValueError(f"{branch}: expected a ControlNetModel or a T2IAdapter, got another network")
    channels = UNet2DConditionModel.load_config(out / "unet")["in_channels"]
    return Family("humansd" if channels == 8 else "text-only")


def forget_paths(out: Path) -> None:
    """Drop where the configs were loaded from: a model folder knows no machine."""
    for path in out.rglob("config.json"):
        config = json.loads(path.read_text())
        config.pop("_name_or_path", None)
        write_json(path, config)


def export_scheduler(out: Path) -> None:
    """DPM-Solver++(2M) over the training's schedule."""
    write_json(out / "scheduler" / "scheduler_config.json", {
        "_class_name": "DPMSolverMultistepScheduler", "_diffusers_version": "0.42.1", **SCHEDULE, "algorithm_type": "dpmsolver++", "solver_order": 2,
        "solver_type": "midpoint", "lower_order_final": True, "timestep_spacing": "leading", "steps_offset": 1, "clip_sample": False,
        "set_alpha_to_one": False, "trained_betas": None})


def export_index(out: Path, name: str, family: Family, latents: dict, size: int, guidance_scale: float, steps: int) -> None:
    """model_index.json for diffusers and contrapposto.json for us."""
    write_json(out / "model_index.json", {
        "_class_name": family.pipeline, "_diffusers_version": "0.42.1", "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"], "text_encoder": ["transformers", "CLIPTextModel"], "tokenizer": ["transformers", "CLIPTokenizer"],
        "scheduler": ["diffusers", "DPMSolverMultistepScheduler"], "safety_checker": [None, None], "feature_extractor": [None, None],
        "requires_safety_checker": False, **family.components})
    drawn = {} if family.name == "text-only" else {"rendererProfile": "humansd-v1", "renderSize": RENDER_SIZE}
    write_json(out / "contrapposto.json", {
        "schemaVersion": 1, "name": name, "version": VERSION, "licence": "Apache-2.0", "family": family.name, **drawn, "defaultSize": {"width": size, "height": size},
        "defaults": {"scheduler": "dpmpp-2m", "steps": steps, "guidanceScale": guidance_scale, "negativePrompt": NEGATIVE_PROMPT},
        "latentPreview": latents["latentPreview"], "scenes": list(SCENE_NAMES)})


def export_estimator(run: Path, out: Path) -> float:
    """pose_estimator/model.onnx, float32, any batch and size; the greatest difference from torch over four random pictures."""
    size = json.loads((run / "config.json").read_text())["inputSize"]
    folder = out / "pose_estimator"
    folder.mkdir(parents=True, exist_ok=True)
    estimator = load_estimator(run).to(memory_format=torch.contiguous_format)
    write_onnx(estimator, folder / "model.onnx", size)
    write_json(folder / "config.json", {
        "scoreThreshold": COUNT_THRESHOLD, "keypointScoreThreshold": 0.2, "inputSize": {"width": size, "height": size}, "sizeMultiple": 32})
    return onnx_difference(estimator, folder / "model.onnx", size)


def write_onnx(estimator: PoseEstimator, path: Path, size: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            estimator, (torch.rand(2, 3, size, size),), str(path), dynamo=False, opset_version=17, input_names=["image"],
            output_names=["keypoints", "scores", "heatmaps"],
            dynamic_axes={"image": {0: "n", 2: "height", 3: "width"}, "keypoints": {0: "n"}, "scores": {0: "n"},
                          "heatmaps": {0: "n", 2: "heatmap_height", 3: "heatmap_width"}})
    onnx.checker.check_model(str(path))


def onnx_difference(estimator: PoseEstimator, path: Path, size: int) -> float:
    """Greatest absolute difference between onnxruntime's and torch's outputs."""
    image = torch.rand(4, 3, size, size, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        expected = estimator(image)
    found = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"]).run(None, {"image": image.numpy()})
    return max(float(np.abs(a.numpy() - b).max()) for a, b in zip(expected, found, strict=True))


def folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def write_json(path: Path, value: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2) + "\n")


def export_model(run: Path, out: Path, *, name: str = "mannequin", unet: Path | None = None, vae: Path | None = None, branch: Path | None = None,
                 guidance_scale: float = 3.0, steps: int = 25) -> None:
    """Write the whole folder.

    Raises:
        ValueError: the folder is larger than `SIZE_LIMIT`.
    """
    vae = vae or run / "vae" / "model"
    out.mkdir(parents=True, exist_ok=True)
    export_networks(run, out, unet or run / "unet" / "model", vae)
    export_scheduler(out)
    size = AutoencoderKL.load_config(vae)["sample_size"]
    export_index(out, name, export_branch(branch, out), json.loads((vae.parent / "latents.json").read_text()), size, guidance_scale, steps)
    if has_checkpoint(run / "estimator"):
        print(f"pose estimator: onnxruntime differs from torch by at most {export_estimator(run / 'estimator', out):.2e}")
    elif (run / "pose_estimator").exists():
        shutil.copytree(run / "pose_estimator", out / "pose_estimator", dirs_exist_ok=True)
    forget_paths(out)
    total = folder_bytes(out)
    print(f"{out}: {total / 2**20:.1f} MiB")
    if total > SIZE_LIMIT:
        raise ValueError(f"{out}: expected at most {SIZE_LIMIT} bytes, wrote {total}; train smaller networks")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--unet", type=Path, default=None, help="default: --run/unet/model")
    parser.add_argument("--vae", type=Path, default=None, help="default: --run/vae/model")
    parser.add_argument("--branch", type=Path, default=None, help="a trained controlnet or t2i-adapter beside the UNet of sd")
    parser.add_argument("--name", default="mannequin")
    parser.add_argument("--guidance-scale", type=float, default=3.0)
    parser.add_argument("--steps", type=int, default=25)
    args = parser.parse_args()
    export_model(args.run, args.out, name=args.name, unet=args.unet, vae=args.vae, branch=args.branch, guidance_scale=args.guidance_scale, steps=args.steps)


if __name__ == "__main__":
    main()
