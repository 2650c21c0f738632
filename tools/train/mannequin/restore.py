"""Makes of an exported model the stages' folders again, so that training goes on where no checkpoint was kept.

    python -m mannequin.restore --model ../../models/mannequin --run DIR
    python -m mannequin.unet --start DIR/unet/model --latents DIR/latents --run DIR/unet --vae DIR/vae/model

Weights are those of the export, float16 made float32 again; optimizers begin anew. Exported as it is, `--run` gives the same model.
A stage's folder that is there already is kept as it is.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from safetensors.torch import load_file
from transformers import CLIPTextModel, CLIPTextModelWithProjection, CLIPVisionModelWithProjection


def restore_tokenizer(model: Path, folder: Path) -> None:
    shutil.copytree(model / "tokenizer", folder)


def restore_clip(model: Path, folder: Path) -> None:
    """Both encoders; the text encoder's projection is kept beside the image encoder in an export."""
    text = CLIPTextModel.from_pretrained(model / "text_encoder", dtype=torch.float32)
    projection = load_file(model / "image_encoder" / "text_projection.safetensors")["text_projection.weight"].float()
    text.config.projection_dim = len(projection)
    projected = CLIPTextModelWithProjection(text.config)
    projected.load_state_dict({f"text_model.{name.removeprefix('text_model.')}": value for name, value in text.state_dict().items()}
                              | {"text_projection.weight": projection})
    projected.save_pretrained(folder / "text_encoder")
    CLIPVisionModelWithProjection.from_pretrained(model / "image_encoder", dtype=torch.float32).save_pretrained(folder / "image_encoder")
    shutil.copy(model / "image_encoder" / "preprocessor_config.json", folder / "image_encoder")


def restore_vae(model: Path, folder: Path) -> None:
    """The autoencoder, and what its stage knows of its latents."""
    vae = AutoencoderKL.from_pretrained(model / "vae", torch_dtype=torch.float32)
    vae.save_pretrained(folder / "model")
    preview = json.loads((model / "contrapposto.json").read_text())["latentPreview"]
    (folder / "latents.json").write_text(json.dumps({"scaling_factor": vae.config.scaling_factor, "latentPreview": preview}, indent=2))


def restore_unet(model: Path, folder: Path) -> None:
    UNet2DConditionModel.from_pretrained(model / "unet", torch_dtype=torch.float32).save_pretrained(folder / "model")


def restore_pose_estimator(model: Path, folder: Path) -> None:
    """The graph, which `export` takes where no estimator was trained; `estimator --start` makes a network of it."""
    shutil.copytree(model / "pose_estimator", folder)


STAGES = {"tokenizer": restore_tokenizer, "clip": restore_clip, "vae": restore_vae, "unet": restore_unet, "pose_estimator": restore_pose_estimator}


def restore_run(model: Path, run: Path) -> list[str]:
    """Write the folders of STAGES that `run` lacks, each whole or not at all; their names."""
    lacking = [stage for stage in STAGES if not (run / stage).exists()]
    for stage in lacking:
        partial = run / f"{stage}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        STAGES[stage](model, partial / stage)
        (partial / stage).rename(run / stage)
        partial.rmdir()
    return lacking


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="an exported model folder")
    parser.add_argument("--run", type=Path, required=True, help="folder to hold the stages' folders")
    args = parser.parse_args()
    restored = restore_run(args.model, args.run)
    print(f"{args.run}: {', '.join(restored) or 'nothing'} restored from {args.model}")


if __name__ == "__main__":
    main()
