"""The twenty scene styles of Human-Art, one module each."""

from __future__ import annotations

from importlib import import_module

from ..types import SCENES
from .style import Style

STYLES: dict[str, Style] = {scene: import_module(f"{__name__}.{scene}").STYLE for scene in SCENES}
"""Scene folder name to its style."""
