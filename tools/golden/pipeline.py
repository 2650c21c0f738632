"""Golden vectors for libs/model-core's pipeline: the whole way from prompt and pose to latents and picture, as a plain loop
over diffusers' schedulers with torch's random numbers and OpenCV's skeleton.

The model is small formulas in place of networks, the same in libs/model-core/src/testing/analytic-parts.ts:

    ids       one per letter of the prompt, its code point, cut and padded with 0 to LENGTH
    embeds    embeds[l, d] = sin(ids[l] (d + 1) / 10 + l)
    encode    mean: the 4 x 4 block averages of R, G, B and of all three; std: 0.1 + 0.05 c for channel c
    decode    channels 0..2, each cell drawn as 4 x 4 pixels
    denoiser  0.9 tanh(0.8 x) + 0.3 pose + 0.1 cos(t / 250 + mean(embeds) + i / 7), i the place within (C, h, w)

Writes vectors/pipeline.
"""

import numpy as np
import torch
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler, EulerDiscreteScheduler

from pose_humansd_v1 import draw
from schedulers import STABLE_DIFFUSION, accepted
from vector_file import provenance, write_vectors

CLASSES = {"ddim": DDIMScheduler, "dpmpp-2m": DPMSolverMultistepScheduler, "euler": EulerDiscreteScheduler}
FACTOR, LENGTH, WIDTH_OF_EMBEDS, SCALING = 4, 12, 6, 0.5
WIDTH, HEIGHT = 64, 48
# Lines and discs wholly inside the canvas, where every OpenCV draws the same.
JOINTS = [(33.0, 8.4), (34.8, 6.8), (30.2, 6.6), (37.8, 9.2), (27.6, 8.8), (40.4, 16.2), (24.8, 16.6), (48.6, 20.4),
          (17.6, 22.8), (52.2, 12.6), (12.4, 29.8), (37.4, 26.8), (27.8, 27.2), (39.6, 34.6), (24.4, 35.6), (41.8, 40.2), (22.6, 40.8)]

BASE = {"prompt": "ink_painting", "negativePrompt": "blurry", "seed": 11, "scheduler": "dpmpp-2m", "numInferenceSteps": 8,
        "guidanceScale": 3.0, "eta": 0.0, "poseLatents": "mode", "skipFirstStep": False, "renderSize": None, "pose": True}
CASES = [
    {},
    {"renderSize": 256, "seed": 12},
    {"scheduler": "euler", "seed": 13},
    {"scheduler": "ddim", "eta": 0.6, "seed": 14},
    {"scheduler": "ddim", "poseLatents": "sample", "skipFirstStep": True, "numInferenceSteps": 10, "guidanceScale": 10.0},
    {"scheduler": "ddim", "poseLatents": "sample", "eta": 1.0, "seed": 2**40 + 3},
    {"guidanceScale": 1.0, "seed": 15},
    {"pose": False, "scheduler": "euler", "seed": 16},
    {"prompt": "a prompt longer than the limit", "seed": 17},
]


def embed(text):
    ids = np.array(([ord(letter) for letter in text] + [0] * LENGTH)[:LENGTH], np.float64)
    places = np.arange(LENGTH)[:, None]
    return np.sin(ids[:, None] * (np.arange(WIDTH_OF_EMBEDS) + 1) / 10 + places).astype(np.float32)


def conditioning(render_size):
    scale = (render_size or WIDTH) // WIDTH
    people = [{"keypoints": [{"x": x, "y": y, "visibility": 2} for x, y in JOINTS]}]
    picture = draw(people, WIDTH * scale, HEIGHT * scale, scale).astype(np.float64)
    blocks = picture.reshape(HEIGHT, scale, WIDTH, scale, 3).mean(axis=(1, 3))
    return (blocks / 255 * 2 - 1).transpose(2, 0, 1).astype(np.float32)


def encode(picture):
    blocks = picture.astype(np.float64).reshape(3, HEIGHT // FACTOR, FACTOR, WIDTH // FACTOR, FACTOR).mean(axis=(2, 4))
    mean = np.concatenate([blocks, blocks.mean(axis=0, keepdims=True)]).astype(np.float32)[None]
    std = np.broadcast_to((0.1 + 0.05 * np.arange(4))[None, :, None, None], mean.shape).astype(np.float32)
    return torch.from_numpy(mean), torch.from_numpy(std)


def decode(latents):
    cells = latents[0, :3].numpy()
    return np.repeat(np.repeat(cells, FACTOR, axis=1), FACTOR, axis=2)


def denoise(sample, t, embeds):
    x = sample[:, :4].numpy().astype(np.float64)
    pose = sample[:, 4:].numpy().astype(np.float64) if sample.shape[1] == 8 else 0.0
    place = np.arange(x[0].size).reshape(x.shape[1:])
    means = embeds.astype(np.float64).mean(axis=(1, 2))[:, None, None, None]
    return torch.from_numpy((0.9 * np.tanh(0.8 * x) + 0.3 * pose + 0.1 * np.cos(t / 250 + means + place / 7)).astype(np.float32))


def run(case):
    scheduler_class = CLASSES[case["scheduler"]]
    scheduler = scheduler_class(**accepted(scheduler_class, STABLE_DIFFUSION))
    scheduler.set_timesteps(case["numInferenceSteps"])
    first = 1 if case["skipFirstStep"] else 0
    generator = torch.Generator().manual_seed(case["seed"])
    guided = case["guidanceScale"] != 1
    embeds = np.stack([embed(case["negativePrompt"]), embed(case["prompt"])][0 if guided else 1:])

    pose_latents = None
    if case["pose"]:
        mean, std = encode(conditioning(case["renderSize"]))
        noise = torch.randn(mean.shape, generator=generator) if case["poseLatents"] == "sample" else 0
        pose_latents = SCALING * (mean + std * noise)
    latents = torch.randn((1, 4, HEIGHT // FACTOR, WIDTH // FACTOR), generator=generator) * scheduler.init_noise_sigma
    extra = {"eta": case["eta"], "generator": generator} if case["scheduler"] == "ddim" else {}
    for t in scheduler.timesteps[first:]:
        sample = scheduler.scale_model_input(latents, t)
        sample = sample if pose_latents is None else torch.cat([sample, pose_latents], dim=1)
        output = denoise(torch.cat([sample] * len(embeds)), float(t), embeds)
        if guided:
            uncond, cond = output.chunk(2)
            output = uncond + case["guidanceScale"] * (cond - uncond)
        latents = scheduler.step(output, t, latents, **extra).prev_sample
    picture = decode(latents / SCALING)
    image = (np.clip(picture / 2 + 0.5, 0, 1) * 255).round().astype(np.uint8).transpose(1, 2, 0)
    return latents.numpy(), image


def main():
    arrays, cases = {}, []
    for index, changes in enumerate(CASES):
        case = {**BASE, **changes}
        latents, image = run(case)
        assert np.isfinite(latents).all()
        arrays |= {f"{index}/latents": latents, f"{index}/image": image}
        settings = {key: value for key, value in case.items() if key != "pose"}
        cases.append({"changes": changes, "pose": case["pose"], "settings": settings})
    meta = {"width": WIDTH, "height": HEIGHT, "joints": JOINTS, "schedulerConfig": STABLE_DIFFUSION, "cases": cases}
    write_vectors("pipeline", arrays, provenance(["diffusers", "torch", "numpy", "opencv-python-headless"]), meta)


if __name__ == "__main__":
    main()
