"""Standing about, walking, and what people do with their hands."""

from __future__ import annotations

from .vocabulary import Action, Pose, Touch

_HAND_ON_HIP = {"left_arm": Touch("pelvis", (9, 6, 1))}

ACTIONS: dict[str, Action] = {
    "standing": Action("standing", family="daily", weight=3.0, poses=(
        Pose(),
        Pose(left_arm=(-15, 45, 20, 95), touch=_HAND_ON_HIP, root=(0, (-4, 4), 0)),
        Pose(left_arm=(-15, 45, 20, 95), right_arm=(-15, 45, 20, 95),
             touch={"left_arm": Touch("pelvis", (9, 6, 1)), "right_arm": Touch("pelvis", (-9, 6, 1))}, legs=(0, (4, 14), 8, 3)),
        Pose(left_leg=((5, 20), 6, (5, 25), (15, 40)), waist=(0, (2, 8), 0)),
    )),
    "walking": Action("walking", family="daily", weight=2.5, poses=(
        Pose(root=((1, 6), 0, 0), left_leg=((18, 32), 2, 3, (2, 12)), right_leg=((-24, -10), 2, 4, (8, 30), (10, 30)),
             left_arm=((-28, -8), 6, 0, (8, 30)), right_arm=((12, 35), 6, 0, (12, 40)), waist=((0, 6), 0, (2, 10)),
             planted=("left_foot",)),
    )),
    "running": Action("running", family="sport", weight=2.0, facing=(60, 45), poses=(
        Pose(root=((8, 18), 0, 0), left_leg=((50, 80), 2, 0, (60, 100), 10), right_leg=((-30, -10), 2, 0, (25, 95), (20, 50)),
             left_arm=((-50, -25), 10, 0, (75, 105)), right_arm=((30, 60), 5, -10, (80, 115)), waist=((2, 10), 0, (4, 14)),
             planted=(), lift=(0, 6)),
    )),
}
