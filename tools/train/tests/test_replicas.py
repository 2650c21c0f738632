"""Two replicas with half of every batch each take the steps of one process with the whole of it."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from mannequin.replicas import join_replicas, replica_count, replica_rank
from mannequin.train_all import PRESETS, launcher
from mannequin.training import TrainingRun, load_average

STEPS, BATCH = 6, 8


def network() -> nn.Module:
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 48), nn.ReLU(), nn.Linear(48, 1))


def train(folder: Path) -> TrainingRun:
    run = TrainingRun(argparse.Namespace(run=folder, max_minutes=1e6, max_steps=STEPS, batch=BATCH, learning_rate=1e-2, seed=0), network())
    inputs = np.random.default_rng(1)
    for step in run.steps():
        x = torch.from_numpy(inputs.standard_normal((BATCH, 20), np.float32)).chunk(replica_count())[replica_rank()]
        picked = run.pick(1000)
        assert len(picked) == len(x)
        (folder / f"picked-{step}-{replica_rank()}").write_text(str(picked.tolist()))
        run.descend(F.mse_loss(run.module(x), x.sum(1, keepdim=True)))
    return run


def test_replicas_train_as_one(tmp_path):
    alone, together = tmp_path / "alone", tmp_path / "together"
    whole = train(alone)
    together.mkdir()
    here = Path(__file__)
    command = [sys.executable, *launcher("unet", PRESETS["cpu"]), here.stem, "--run", str(together)]
    subprocess.run(command, check=True, timeout=240, env={**os.environ, "PYTHONPATH": f"{here.parent}{os.pathsep}{here.parent.parent}"})
    averaged = load_average(together, network())
    for a, b in zip(averaged.parameters(), whole.average.module.parameters()):
        assert torch.allclose(a, b, atol=1e-6)
    assert not torch.equal(next(averaged.parameters()), next(network().parameters()))
    assert (together / "picked-0-0").read_text() != (together / "picked-0-1").read_text()


if __name__ == "__main__":
    join_replicas()
    train(Path(sys.argv[2]))
