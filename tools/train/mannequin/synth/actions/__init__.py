"""Everything that a figure can do."""

from __future__ import annotations

from . import acrobatics, dance, daily, fight, ground, sport
from .vocabulary import Action, Pose, Touch

ACTIONS: dict[str, Action] = {
    **daily.ACTIONS, **ground.ACTIONS, **sport.ACTIONS, **fight.ACTIONS, **dance.ACTIONS, **acrobatics.ACTIONS,
}
"""Snake-case name to action."""

__all__ = ["ACTIONS", "Action", "Pose", "Touch"]
