"""Everything that a figure can do."""

from __future__ import annotations

from . import daily
from .vocabulary import Action, Pose, Touch

ACTIONS: dict[str, Action] = {**daily.ACTIONS}
"""Snake-case name to action."""

__all__ = ["ACTIONS", "Action", "Pose", "Touch"]
