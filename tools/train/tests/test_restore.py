"""A model folder gives back the stages' folders that it was made of."""

import json
from pathlib import Path

from safetensors.torch import load_file

from mannequin.export import export_model
from mannequin.restore import STAGES, restore_run
from mannequin.train_all import PRESETS, commands

MODEL = Path(__file__).parents[3] / "models" / "mannequin"


def read(folder):
    """Weights by name, and every JSON file, of a model folder."""
    return ({path.relative_to(folder): load_file(path) for path in folder.rglob("*.safetensors")},
            {path.relative_to(folder): json.loads(path.read_text()) for path in folder.rglob("*.json") if path.name != "evaluation.json"})


def test_a_restored_run_exports_the_same_model(tmp_path):
    assert restore_run(MODEL, tmp_path / "run") == list(STAGES)
    export_model(tmp_path / "run", tmp_path / "again")
    (weights, configs), (found_weights, found_configs) = read(MODEL), read(tmp_path / "again")
    assert weights.keys() == found_weights.keys() and configs.keys() == found_configs.keys()
    for path, tensors in weights.items():
        assert tensors.keys() == found_weights[path].keys()
        assert all(tensor.equal(found_weights[path][name]) for name, tensor in tensors.items()), path
    assert {path: config for path, config in configs.items() if config != found_configs[path]} == {}
    assert (tmp_path / "again" / "pose_estimator" / "model.onnx").read_bytes() == (MODEL / "pose_estimator" / "model.onnx").read_bytes()


def test_what_was_trained_is_kept(tmp_path):
    (tmp_path / "unet").mkdir()
    assert "unet" not in restore_run(MODEL, tmp_path)
    assert list((tmp_path / "unet").iterdir()) == [] and (tmp_path / "vae" / "latents.json").exists()
    assert restore_run(MODEL, tmp_path) == []


def test_trained_on_are_the_stages_that_nothing_rests_on(tmp_path):
    anew, on = (commands(PRESETS["cpu"], tmp_path, tmp_path / "export", start, bfloat16=True) for start in (None, MODEL))
    assert anew.keys() - on.keys() == {"tokenizer", "clip", "vae"} and on.keys() - anew.keys() == {"restore"}
    assert {stage for stage, steps in on.items() if any("--start" in step for step in steps)} == {"estimator", "unet", "decoder"}
    assert {stage for stage, steps in on.items() if any("--bfloat16" in step for step in steps)} == {"reconstructions", "estimator", "style", "unet", "decoder"}
