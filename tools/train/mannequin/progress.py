"""What long work says of itself."""

from __future__ import annotations

import time


def pace(done: int, total: int, started: float) -> str:
    """How quickly it goes and how long it still takes, of what was begun at `started` (time.monotonic): '114.0/s, 2.4 min left'."""
    rate = done / max(time.monotonic() - started, 1e-9)
    return f"{rate:.1f}/s, {(total - done) / rate / 60:.1f} min left"
