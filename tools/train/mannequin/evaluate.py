"""Measures an exported model folder on held-out pose-prompt pairs and draws its contact sheet.

    python -m mannequin.evaluate --model ../../models/mannequin --held-out DIR --out DIR/evaluation

Writes evaluation.json (the estimator on held-out pictures; generated pictures read back by the estimator: AP against the
conditioning poses, people-count error; CLIPSIM and scene accuracy by the image encoder; how often the style classifier names their scene) and contact-sheet.jpg, 20 scenes by 4 poses.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F
from transformers import CLIPTextModelWithProjection, CLIPVisionModelWithProjection

from .clip import encode_texts
from .data import SCENE_NAMES, FigureData, to_model_range
from .pose_metrics import measure_estimator, measure_poses, detect
from .sampling import Generator
from .style import load_style, scene_accuracies
from .tokenizer import load_tokenizer

BATCH = 20
SHEET_POSES = (
    ("a woman dancing in a garden", "dancing"), ("a man running in a street", "running"),
    ("a woman sitting on the ground", "sitting"), ("a man fighting on the stage", "punch"))


class OnnxEstimator:
    """pose_estimator/model.onnx, called like the torch module."""

    def __init__(self, folder: Path, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.size: int = json.loads((folder / "pose_estimator" / "config.json").read_text())["inputSize"]["width"]
        self.session = onnxruntime.InferenceSession(str(folder / "pose_estimator" / "model.onnx"), options, providers=["CPUExecutionProvider"])

    def __call__(self, image: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return tuple(torch.from_numpy(output) for output in self.session.run(None, {"image": image.numpy()}))


class ClipSimilarity:
    """100 * cosine of picture and prompt, and the scene that the picture resembles most."""

    def __init__(self, model: Path, clip: Path) -> None:
        self.text = CLIPTextModelWithProjection.from_pretrained(clip / "text_encoder").eval()
        self.vision = CLIPVisionModelWithProjection.from_pretrained(model / "image_encoder", dtype=torch.float32).eval()
        self.tokenizer = load_tokenizer(model / "tokenizer")

    @torch.no_grad()
    def measure(self, images: np.ndarray, prompts: list[str], scenes: np.ndarray) -> dict[str, float]:
        pictures = F.normalize(torch.cat([self.vision(pixel_values=to_model_range(images[i:i + 50])).image_embeds for i in range(0, len(images), 50)]), dim=-1)
        similarity = (pictures * self._embed(prompts)).sum(1).clamp(min=0) * 100
        guessed = (pictures @ self._embed([f"{scene}, a person" for scene in SCENE_NAMES]).T).argmax(1).numpy()
        return {"clipSimilarity": float(similarity.mean()), "sceneAccuracy": float((guessed == scenes).mean())}

    def _embed(self, texts: list[str]) -> torch.Tensor:
        return F.normalize(self.text(encode_texts(self.tokenizer, texts)).text_embeds, dim=-1)


def generate_pairs(generator: Generator, data: FigureData, count: int, *, steps: int, guidance_scale: float, seed: int) -> np.ndarray:
    """One picture for each of the first `count` pose-prompt pairs, uint8 (count, H, W, 3)."""
    pictures = []
    for start in range(0, count, BATCH):
        chunk = slice(start, min(start + BATCH, count))
        pictures.append(generator.generate(data.people[chunk], data.captions[chunk], steps=steps, guidance_scale=guidance_scale, seed=seed + start))
    return np.concatenate(pictures)


def sheet_poses(data: FigureData) -> list[np.ndarray]:
    """Four held-out single figures, the largest of those with all joints inside, one for each action of SHEET_POSES if there is one."""
    actions = json.loads((data.folder / "actions.json").read_text())
    single = [i for i, people in enumerate(data.people) if len(people) == 1 and (people[0, :, 2] > 0).all()]
    area = {i: float(data.areas[i][0]) for i in single}
    chosen: list[int] = []
    for _, word in SHEET_POSES:
        matching = [i for i in single if any(word in action for action in actions[i]) and i not in chosen]
        chosen.append(max(matching or [i for i in single if i not in chosen], key=area.__getitem__))
    return [data.people[i] for i in chosen]


def contact_sheet(generator: Generator, data: FigureData, *, steps: int, guidance_scale: float, seed: int) -> np.ndarray:
    """20 rows of scenes by 4 poses, each twice its size, uint8 RGB; two scenes share a row so that the sheet is broad."""
    poses = sheet_poses(data)
    strips = []
    for scene in SCENE_NAMES:
        prompts = [f"{scene}, {text}" for text, _ in SHEET_POSES]
        pictures = generator.generate(poses, prompts, steps=steps, guidance_scale=guidance_scale, seed=seed)
        strips.append(_label(np.concatenate([_enlarge(p) for p in pictures], 1), scene))
    return np.concatenate([np.concatenate(strips[i:i + 2], 1) for i in range(0, len(strips), 2)])


def _enlarge(picture: np.ndarray) -> np.ndarray:
    return cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)


def _label(strip: np.ndarray, text: str) -> np.ndarray:
    bar = np.full((22, strip.shape[1], 3), 255, np.uint8)
    cv2.putText(bar, text, (6, 16), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (0, 0, 0), 1, cv2.LINE_AA)
    return np.concatenate([bar, strip])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--held-out", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--clip", type=Path, default=None, help="run folder of mannequin.clip, for the similarity of picture and prompt")
    parser.add_argument("--style", type=Path, default=None, help="run folder of mannequin.style, for the style of generated pictures")
    parser.add_argument("--pairs", type=int, default=400)
    parser.add_argument("--steps", type=int, default=None, help="default: the model's own")
    parser.add_argument("--guidance-scale", type=float, default=None)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--no-sheet", action="store_true")
    parser.add_argument("--no-estimator", action="store_true", help="skip the estimator's own measurement")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    data, generator, estimator = FigureData(args.held_out), Generator.load(args.model), OnnxEstimator(args.model, args.threads)
    options = {"steps": args.steps or generator.defaults["steps"],
               "guidance_scale": generator.defaults["guidanceScale"] if args.guidance_scale is None else args.guidance_scale}
    started = time.monotonic()
    images = generate_pairs(generator, data, args.pairs, seed=args.seed, **options)
    seconds = time.monotonic() - started
    result = {"settings": {**options, "scheduler": "dpmpp-2m", "seed": args.seed, "pairs": args.pairs, "secondsPerPicture": seconds / args.pairs}}
    result["generated"] = measure_poses(detect(estimator, images, estimator.size), data.people[:args.pairs], data.areas[:args.pairs])
    if args.clip:
        result["generated"] |= ClipSimilarity(args.model, args.clip).measure(images, data.captions[:args.pairs], data.scenes[:args.pairs])
    if args.style:
        result["generated"]["styleAccuracy"] = scene_accuracies(load_style(args.style), images, data.scenes)
    if not args.no_estimator:
        result["estimator"] = measure_estimator(estimator, data, estimator.size)
    (args.out / "evaluation.json").write_text(json.dumps(result, indent=2) + "\n")
    print(json.dumps(result, indent=2))
    if not args.no_sheet:
        cv2.imwrite(str(args.out / "contact-sheet.jpg"), contact_sheet(generator, data, seed=args.seed, **options)[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 88])


if __name__ == "__main__":
    main()
