"""One forward pass of a UNet in the shape of Stable Diffusion 2.1 with 8 input channels: diffusers against the onnx backend.

    python tools/bench/unet_sd21.py --folder DIR [--size 64] [--runs 3] [--record docs/benchmarks/unet-sd21.json]

Makes a random model of 865.9 M parameters (float16 on disk, 1.7 GB) in DIR, outside the repository, unless it is there;
runs it with diffusers in one process, and when that has ended, with unet-sd21.mjs, which builds our graph over the same
file. Compares the two predictions (bar: 1e-4 of the largest value), and records seconds and peak resident memory of both.
Needs 16 GiB of memory, tools/golden/requirements.txt and a build (`npx tsc -b libs/backends`).
"""

import argparse
import json
import multiprocessing
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

TOLERANCE = 1e-4
TIMESTEP = 481.0
CONFIG = dict(
    sample_size=64, in_channels=8, out_channels=4, block_out_channels=(320, 640, 1280, 1280), layers_per_block=2,
    cross_attention_dim=1024, attention_head_dim=[5, 10, 20, 20], use_linear_projection=True,
)


def make_model(folder):
    """Random weights, written in half precision; the same for the same torch."""
    import torch
    from diffusers import UNet2DConditionModel

    torch.manual_seed(21)
    net = UNet2DConditionModel(**CONFIG)
    print(f"{sum(parameter.numel() for parameter in net.parameters()) / 1e6:.1f} M parameters", flush=True)
    net.half().save_pretrained(folder)


def make_inputs(folder, size):
    generator = np.random.default_rng(21)
    for name, shape in (("sample", (2, 8, size, size)), ("prompt_embeds", (2, 77, 1024))):
        generator.standard_normal(shape, dtype=np.float32).tofile(folder / f"{name}.f32")


def run_diffusers(folder, size, runs, answer):
    import diffusers
    import torch
    from diffusers import UNet2DConditionModel

    started = time.perf_counter()
    net = UNet2DConditionModel.from_pretrained(folder, torch_dtype=torch.float32).eval()
    load_seconds = time.perf_counter() - started
    read = lambda name, shape: torch.from_numpy(np.fromfile(folder / f"{name}.f32", dtype=np.float32).reshape(shape))
    sample, embeds = read("sample", (2, 8, size, size)), read("prompt_embeds", (2, 77, 1024))
    seconds = []
    with torch.inference_mode():
        for _ in range(runs):
            started = time.perf_counter()
            prediction = net(sample, torch.tensor(TIMESTEP), embeds).sample
            seconds.append(time.perf_counter() - started)
    prediction.numpy().tofile(folder / "diffusers.f32")
    answer.put({
        "versions": {"torch": torch.__version__, "diffusers": diffusers.__version__},
        "loadSeconds": load_seconds, "seconds": seconds, "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    })


def run_in_process(function, *args):
    """Runs in a process of its own, so that its memory is free before the next one starts."""
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    process = context.Process(target=function, args=(*args, answer))
    process.start()
    process.join()
    if process.exitcode:
        sys.exit(f"expected {function.__name__} to finish, got exit code {process.exitcode}")
    return answer.get()


def run_ours(folder, size, runs):
    script = Path(__file__).with_name("unet-sd21.mjs")
    command = ["node", script, folder, str(size), str(TIMESTEP), str(runs)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def summarize(side):
    rounded = [round(value, 3) for value in side.pop("seconds")]
    median = sorted(rounded)[len(rounded) // 2]
    return {**side, "loadSeconds": round(side["loadSeconds"], 2), "medianSeconds": median, "seconds": rounded}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--size", type=int, default=64, help="side of the latents")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--record", type=Path)
    options = parser.parse_args()
    folder, size, runs = options.folder, options.size, options.runs

    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "diffusion_pytorch_model.safetensors").exists():
        make = multiprocessing.get_context("spawn").Process(target=make_model, args=(folder,))
        make.start()
        make.join()
    make_inputs(folder, size)
    theirs = run_in_process(run_diffusers, folder, size, runs)
    ours = run_ours(folder, size, runs)

    expected, actual = (np.fromfile(folder / f"{name}.f32", dtype=np.float32) for name in ("diffusers", "onnx"))
    error = float(np.abs(expected - actual).max() / np.abs(expected).max())
    result = {
        "what": "UNet of the SD 2.1 shape, 8 input channels, 865.9 M parameters, both guidance branches in one batch",
        "machine": f"{platform.processor() or platform.machine()}, {multiprocessing.cpu_count()} threads",
        "latents": f"2 x 8 x {size} x {size}",
        "relativeError": error, "tolerance": TOLERANCE,
        "diffusers": summarize(theirs), "onnx": summarize(ours),
    }
    text = json.dumps(result, indent=2)
    print(text)
    if options.record:
        options.record.write_text(text + "\n")
    if not error < TOLERANCE:
        sys.exit(f"expected a relative error below {TOLERANCE}, got {error}")


if __name__ == "__main__":
    main()
