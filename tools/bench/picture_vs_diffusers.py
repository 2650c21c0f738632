"""The reference side of picture-vs-diffusers.mjs: the single-branch pipeline on diffusers' and transformers' own classes.

Started by that script; reads one JSON request per line on stdin and answers with one JSON line on stdout.

    {"load": folder}                                   -> {"versions": {...}, "threads": n}
    {"run": {prompt, negativePrompt, steps, guidanceScale, scheduler, width, height, conditioning, noise, out}}
                                                       -> {"seconds": s}

`conditioning` and `noise` name files of little-endian float32, (1, 3, H, W) and (1, 4, h, w) or absent; the picture goes to
`out` as 8-bit RGB. The clock runs from the prompt to the finished picture.
"""

import json
import sys
import time

import diffusers
import numpy as np
import torch
import transformers
from diffusers import AutoencoderKL, DDIMScheduler, DPMSolverMultistepScheduler, EulerDiscreteScheduler, UNet2DConditionModel
from transformers import CLIPTextModel, CLIPTokenizer

SCHEDULERS = {"ddim": DDIMScheduler, "dpmpp-2m": DPMSolverMultistepScheduler, "euler": EulerDiscreteScheduler}


class Pipeline:
    def __init__(self, folder):
        options = dict(torch_dtype=torch.float32)
        self.folder = folder
        self.tokenizer = CLIPTokenizer.from_pretrained(f"{folder}/tokenizer")
        self.text_encoder = CLIPTextModel.from_pretrained(f"{folder}/text_encoder", dtype=torch.float32).eval()
        self.vae = AutoencoderKL.from_pretrained(f"{folder}/vae", **options).eval()
        self.unet = UNet2DConditionModel.from_pretrained(f"{folder}/unet", **options).eval()

    @torch.inference_mode()
    def run(self, request):
        scale, guidance = self.vae.config.scaling_factor, request["guidanceScale"]
        noise = read(request["noise"], (1, 4, request["height"] // 8, request["width"] // 8))
        conditioning = request.get("conditioning")
        if conditioning:
            conditioning = read(conditioning, (1, 3, request["height"], request["width"]))
        started = time.perf_counter()

        prompts = [request["negativePrompt"], request["prompt"]]
        tokens = self.tokenizer(prompts, padding="max_length", truncation=True, return_tensors="pt",
                                max_length=self.text_encoder.config.max_position_embeddings)
        embeds = self.text_encoder(tokens.input_ids)[0]
        pose = self.vae.encode(conditioning).latent_dist.mode() * scale if conditioning is not None else None

        scheduler = SCHEDULERS[request["scheduler"]].from_pretrained(f"{self.folder}/scheduler")
        scheduler.set_timesteps(request["steps"])
        latents = noise * scheduler.init_noise_sigma
        for timestep in scheduler.timesteps:
            sample = scheduler.scale_model_input(latents, timestep)
            if pose is not None:
                sample = torch.cat([sample, pose], dim=1)
            uncond, cond = self.unet(sample.repeat(2, 1, 1, 1), timestep, embeds).sample.chunk(2)
            latents = scheduler.step(uncond + guidance * (cond - uncond), timestep, latents).prev_sample
        image = self.vae.decode(latents / scale).sample
        pixels = ((image[0].permute(1, 2, 0) + 1) * 127.5).clamp(0, 255).round().to(torch.uint8).contiguous().numpy()

        seconds = time.perf_counter() - started
        pixels.tofile(request["out"])
        return {"seconds": seconds}


def read(path, shape):
    return torch.from_numpy(np.fromfile(path, dtype="<f4").reshape(shape))


def main():
    pipeline = None
    for line in sys.stdin:
        request = json.loads(line)
        if "load" in request:
            pipeline = Pipeline(request["load"])
            versions = {lib.__name__: lib.__version__ for lib in (torch, diffusers, transformers)}
            answer = {"versions": versions, "threads": torch.get_num_threads()}
        else:
            answer = pipeline.run(request["run"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
