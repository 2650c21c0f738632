"""A model folder gives back the stages' folders that it was made of."""

import json

import pytest
from safetensors.torch import load_file

from mannequin.export import export_model
from mannequin.restore import restore_run

MODEL = "models/mannequin"


def read(folder):
    """Weights by name, and every JSON file, of a model folder."""
    return ({path.relative_to(folder): load_file(path) for path in folder.rglob("*.safetensors")},
            {path.relative_to(folder): json.loads(path.read_text()) for path in folder.rglob("*.json") if path.name not in ("evaluation.json",)})


def test_a_restored_run_exports_the_same_model(tmp_path, request):
    model = request.config.rootpath.parents[1] / MODEL
    restore_run(model, tmp_path / "run")
    export_model(tmp_path / "run", tmp_path / "again")
    (weights, configs), (found_weights, found_configs) = read(model), read(tmp_path / "again")
    assert weights.keys() == found_weights.keys() and configs.keys() == found_configs.keys()
    for path, tensors in weights.items():
        assert tensors.keys() == found_weights[path].keys()
        assert all(tensor.equal(found_weights[path][name]) for name, tensor in tensors.items()), path
    assert {path: config for path, config in configs.items() if config != found_configs[path]} == {}
    assert (tmp_path / "again" / "pose_estimator" / "model.onnx").read_bytes() == (model / "pose_estimator" / "model.onnx").read_bytes()


def test_trained_stages_are_not_overwritten(tmp_path, request):
    (tmp_path / "unet").mkdir()
    with pytest.raises(FileExistsError, match="without trained stages"):
        restore_run(request.config.rootpath.parents[1] / MODEL, tmp_path)
