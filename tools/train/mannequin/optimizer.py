"""Muon (Jordan et al., 2024) for weight matrices and convolutions, AdamW for everything else.

A matrix's momentum is replaced by its nearest semi-orthogonal matrix, found by a quintic Newton-Schulz iteration, and
scaled by 0.2 sqrt(max(rows, columns)) so that one learning rate fits both kinds (Liu et al., 2025). Under a budget of a few thousand
steps on a CPU this is worth more than it costs.
"""

from __future__ import annotations

from collections.abc import Iterable

import torch

from .replicas import divide_work

NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)
SMALLEST_SIDE = 16
"""Matrices with a shorter side are left to AdamW."""


def orthogonalize(matrix: torch.Tensor, steps: int = 5) -> torch.Tensor:
    """About U V^T of matrix (rows, columns) = U S V^T; the singular values end between 0.7 and 1.2.

    Every iterate is P x with a symmetric P that is a polynomial of x x^T, so the iteration runs on the short side alone: its cost
    hardly grows with the long side, which convolutions have.
    """
    a, b, c = NEWTON_SCHULZ
    tall = matrix.shape[0] > matrix.shape[1]
    x = matrix.T if tall else matrix
    x = x / (x.norm() + 1e-7)
    gram = x @ x.T
    identity = torch.eye(len(x), dtype=x.dtype, device=x.device)
    product = factor = a * identity + b * gram + c * gram @ gram
    for _ in range(steps - 1):
        gram = factor @ gram @ factor
        factor = a * identity + b * gram + c * gram @ gram
        product = factor @ product
    x = product @ x
    return x.T if tall else x


class Muon(torch.optim.Optimizer):
    """Muon where a parameter is a matrix, AdamW elsewhere; decoupled weight decay for both."""

    def __init__(self, parameters: Iterable[torch.nn.Parameter], lr: float, momentum: float = 0.95, betas: tuple[float, float] = (0.9, 0.99),
                 weight_decay: float = 0.0, eps: float = 1e-8) -> None:
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "betas": betas, "weight_decay": weight_decay, "eps": eps})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        for group in self.param_groups:
            learning = [parameter for parameter in group["params"] if parameter.grad is not None]
            matrices = [parameter for parameter in learning if _is_matrix(parameter)]
            others = [parameter for parameter in learning if not _is_matrix(parameter)]
            for parameter, update in zip(matrices, self._muon_updates(matrices, group), strict=True):
                self._apply(parameter, update, group)
            for parameter in others:
                self._apply(parameter, self._adam_update(parameter, group), group)

    @staticmethod
    def _apply(parameter: torch.Tensor, update: torch.Tensor, group: dict) -> None:
        parameter.mul_(1 - group["lr"] * group["weight_decay"])
        parameter.add_(update.view(parameter.shape), alpha=-group["lr"])

    def _muon_updates(self, parameters: list[torch.Tensor], group: dict) -> list[torch.Tensor]:
        momenta = [self._nesterov(parameter, group).reshape(len(parameter), -1) for parameter in parameters]
        costs = [matrix.numel() * min(matrix.shape) for matrix in momenta]
        return divide_work(lambda matrix: orthogonalize(matrix) * (0.2 * max(matrix.shape) ** 0.5), momenta, costs)

    def _nesterov(self, parameter: torch.Tensor, group: dict) -> torch.Tensor:
        """The gradient, looking ahead along its momentum."""
        buffer = self.state[parameter].setdefault("momentum", torch.zeros_like(parameter))
        buffer.lerp_(parameter.grad, 1 - group["momentum"])
        return parameter.grad.lerp(buffer, group["momentum"])

    def _adam_update(self, parameter: torch.Tensor, group: dict) -> torch.Tensor:
        state, (beta1, beta2) = self.state[parameter], group["betas"]
        first = state.setdefault("first", torch.zeros_like(parameter))
        second = state.setdefault("second", torch.zeros_like(parameter))
        state["count"] = state.get("count", 0) + 1
        first.lerp_(parameter.grad, 1 - beta1)
        second.lerp_(parameter.grad.square(), 1 - beta2)
        corrected = second.div(1 - beta2 ** state["count"]).sqrt_().add_(group["eps"])
        return first / (1 - beta1 ** state["count"]) / corrected


def _is_matrix(parameter: torch.Tensor) -> bool:
    return parameter.ndim >= 2 and min(len(parameter), parameter[0].numel()) >= SMALLEST_SIDE
