"""Makes of an exported model the stages' folders again, so that training goes on where no checkpoint was kept.

    python -m mannequin.restore --model ../../models/mannequin --run DIR
    python -m mannequin.unet --start DIR/unet/model --latents DIR/latents --run DIR/unet --vae DIR/vae/model

Weights are those of the export, float16 made float32 again; optimizers begin anew. Exported as it is, `--run` gives the same model.
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


def restore_text_encoder(model: Path, run: Path) -> None:
    """The text encoder with the projection that the export keeps beside the image encoder."""
    folder = run / "clip" / "text_encoder"
    encoder = CLIPTextModel.from_pretrained(model / "text_encoder", dtype=torch.float32)
    projection = load_file(model / "image_encoder" / "text_projection.safetensors")["text_projection.weight"].float()
    encoder.config.projection_dim = len(projection)
    projected = CLIPTextModelWithProjection(encoder.config)
    projected.text_model.load_state_dict(encoder.text_model.state_dict() if hasattr(encoder, "text_model") else encoder.state_dict())
    projected.text_projection.load_state_dict({"weight": projection})
    projected.save_pretrained(folder)


def restore_vae(model: Path, run: Path) -> None:
    """The autoencoder, and what its stage knows of its latents."""
    vae = AutoencoderKL.from_pretrained(model / "vae", torch_dtype=torch.float32)
    vae.save_pretrained(run / "vae" / "model")
    preview = json.loads((model / "contrapposto.json").read_text())["latentPreview"]
    (run / "vae" / "latents.json").write_text(json.dumps({"scaling_factor": vae.config.scaling_factor, "latentPreview": preview}, indent=2))


def restore_run(model: Path, run: Path) -> None:
    """Write the folders of tokenizer, clip, vae, unet and the exported estimator.

    Raises:
        FileExistsError: `run` holds a stage already, which would be lost.
    """
    for stage in ("tokenizer", "clip", "vae", "unet", "pose_estimator"):
        if (run / stage).exists():
            raise FileExistsError(f"{run / stage}: expected a folder without trained stages; give another --run")
    restore_text_encoder(model, run)
    CLIPVisionModelWithProjection.from_pretrained(model / "image_encoder", dtype=torch.float32).save_pretrained(run / "clip" / "image_encoder")
    shutil.copy(model / "image_encoder" / "preprocessor_config.json", run / "clip" / "image_encoder")
    shutil.copytree(model / "tokenizer", run / "tokenizer")
    restore_vae(model, run)
    UNet2DConditionModel.from_pretrained(model / "unet", torch_dtype=torch.float32).save_pretrained(run / "unet" / "model")
    shutil.copytree(model / "pose_estimator", run / "pose_estimator")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="an exported model folder")
    parser.add_argument("--run", type=Path, required=True, help="folder to hold the stages' folders")
    args = parser.parse_args()
    restore_run(args.model, args.run)
    print(f"{args.run}: restored from {args.model}")


if __name__ == "__main__":
    main()
