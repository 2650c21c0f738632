"""Yoga and acrobatics: poses with a name of their own."""

from __future__ import annotations

from .vocabulary import FEET, HANDS, Action, Pose, Touch

_SIDEWAYS = (85.0, 25.0)
_FRONTAL = (0.0, 32.0)
_PRAYER = {"left_arm": Touch("chest", (1, (3, 7), 14)), "right_arm": Touch("chest", (-1, (3, 7), 14))}
_HOLDING_SHINS = {"left_arm": Touch("left_shin", (2, -9, 4)), "right_arm": Touch("right_shin", (-2, -9, 4))}
_OVERHEAD = {"left_arm": Touch("head", (1.2, (28, 34), 0)), "right_arm": Touch("head", (-1.2, (28, 34), 0))}

ACTIONS: dict[str, Action] = {
    "yoga_tree": Action("doing the yoga tree pose", family="yoga", weight=1.3, facing=(5, 35), poses=(
        Pose(planted=("left_foot",), root=(0, 0, 0), waist=(0, 0, 0), left_leg=(0, 0, 4, 0), right_leg=(50, 55, 60, 115, 40), arms=(160, 15, 10, 40), head=(0, 0, 0),
             touch={"right_leg": Touch("left_thigh", (-4, (-18, -12), 1)), **_OVERHEAD}),
        Pose(planted=("left_foot",), root=(0, 0, 0), waist=(0, 0, 0), left_leg=(0, 0, 4, 0), right_leg=(50, 55, 60, 115, 40), arms=(30, 20, -35, 100), head=(0, 0, 0), wrists=0,
             touch={"right_leg": Touch("left_thigh", (-4, (-20, -14), 1)), **_PRAYER}),
    )),
    "yoga_warrior": Action("doing the yoga warrior pose", family="yoga", weight=1.3, facing=(5, 40), poses=(
        Pose(root=(0, 0, 0), waist=(0, (-3, 3), 0), left_leg=((40, 52), (58, 68), (45, 60), (80, 94)), right_leg=(0, (44, 54), 5, 0), arms=((-3, 8), (86, 94), 0, (0, 5)), head=(0, 0, (55, 75)), wrists=0),
        Pose(root=((0, 6), 0, 0), waist=((-14, -4), 0, 0), left_leg=((80, 92), 2, 4, (82, 94)), right_leg=((-46, -36), 2, 8, (0, 8), 20), arms=(170, 8, 0, 8), head=((-18, 0), 0, 0), touch=_OVERHEAD,
             planted=("left_foot",), supports=FEET),
    )),
    "yoga_warrior_three": Action("balancing in the yoga warrior pose", family="yoga", facing=_SIDEWAYS, poses=(
        Pose(root=((74, 88), 0, 0), waist=((-8, 4), 0, 0), head=((-25, -5), 0, 0), legs_from_ground=True, left_leg=((-3, 3), 0, 3, (0, 5)), right_leg=((-94, -78), 2, 4, (0, 6), 15), arms=((162, 178), (4, 12), 0, (0, 6)),
             planted=("left_foot",)),
    )),
    "yoga_downward_dog": Action("doing the yoga downward dog pose", family="yoga", weight=1.3, facing=_SIDEWAYS, upright=False, poses=(
        Pose(planted=(), root=((124, 134), 0, 0), waist=((-6, 4), 0, 0), head=((4, 20), 0, 0), legs=((96, 106), (2, 7), 2, (0, 8), -35), arms=((166, 178), (4, 10), 0, (0, 5)), supports=(*HANDS, *FEET), wrists=60),
    )),
    "yoga_bridge": Action("bending backwards in a bridge", family="yoga", weight=1.2, facing=_SIDEWAYS, upright=False, poses=(
        Pose(planted=(), root=((-84, -72), 0, 0), waist=((-74, -62), 0, 0), head=((-40, -20), 0, 0), legs=((-44, -34), (4, 10), 4, (70, 84), 15), arms=((172, 184), (4, 12), 0, (0, 14)), supports=(*HANDS, *FEET), wrists=72),
    )),
    "yoga_cobra": Action("doing the yoga cobra pose", family="yoga", facing=(75, 32), upright=False, poses=(
        Pose(planted=(), root=((78, 86), 0, 0), waist=((-72, -56), 0, 0), head=((-32, -12), 0, 0), legs=((-12, -4), (2, 6), 0, (0, 4), 60), arms=((22, 34), (6, 14), 0, (4, 24)), wrists=60, supports=("left_hand", "right_hand", "left_knee", "right_knee")),
    )),
    "yoga_triangle": Action("doing the yoga triangle pose", family="yoga", facing=_FRONTAL, poses=(
        Pose(root=(0, (18, 26), 0), waist=(0, (36, 46), 0), head=(0, 0, (-70, -45)), legs_from_ground=True, legs=(0, (26, 34), 8, 0), left_arm=(0, (86, 94), 0, 0), right_arm=(0, (86, 96), 0, 0), wrists=0),
    )),
    "yoga_boat": Action("doing the yoga boat pose", family="yoga", facing=_SIDEWAYS, upright=False, poses=(
        Pose(planted=(), root=((-44, -34), 0, 0), waist=((0, 8), 0, 0), head=((0, 12), 0, 0), legs=((80, 94), 2, 2, (0, 8), 45), arms=((48, 60), (2, 6), 0, (0, 6))),
    )),
    "meditating": Action("meditating in the lotus position", family="yoga", weight=1.5, facing=(10, 40), poses=(
        Pose(planted=(), root=((-4, 2), 0, 0), waist=((-2, 5), 0, 0), head=((0, 10), 0, 0), legs=((84, 90), (44, 52), (64, 74), (124, 134), 25), arms=((18, 26), (20, 28), 20, (35, 50))),
        Pose(planted=(), root=((-4, 2), 0, 0), waist=((-2, 5), 0, 0), head=((0, 10), 0, 0), legs=((84, 90), (44, 52), (64, 74), (124, 134), 25), arms=(30, 20, -35, 100), touch=_PRAYER, wrists=0),
    )),
    "yoga_childs_pose": Action("resting in the yoga child's pose", family="yoga", facing=_SIDEWAYS, upright=False, poses=(
        Pose(planted=(), root=((62, 72), 0, 0), waist=((30, 44), 0, 0), head=((0, 14), 0, 0), legs=((126, 138), (4, 10), 2, (146, 154), 70), arms=((164, 180), (4, 12), 0, (0, 10))),
    )),
    "yoga_camel": Action("doing the yoga camel pose", family="yoga", facing=_SIDEWAYS, poses=(
        Pose(planted=(), root=((-6, 2), 0, 0), waist=((-66, -52), 0, 0), head=((-50, -30), 0, 0), legs=((-10, 0), (3, 7), 0, (86, 94), 70), arms=((-58, -42), (6, 12), 0, (0, 8))),
    )),
    "yoga_dancer": Action("doing the yoga dancer pose", family="yoga", facing=_SIDEWAYS, poses=(
        Pose(root=((30, 42), 0, 0), waist=((-30, -18), 0, 0), head=((-16, 0), 0, 0), legs_from_ground=True, left_leg=((-2, 3), 0, 3, 2), right_leg=((-88, -76), 2, 0, (85, 105), 55), left_arm=((118, 145), (4, 10), 0, (0, 8)),
             right_arm=(-60, 10, 0, 5), touch={"right_arm": Touch("right_foot", (0, 0, 2))}, planted=("left_foot",)),
    )),
    "side_plank": Action("holding a side plank", family="yoga", facing=(0, 28), upright=False, poses=(
        Pose(planted=(), root=(0, (60, 68), 0), waist=(0, (-4, 4), 0), head=(0, 0, (-20, 5)), legs=((-3, 3), 0, 0, (0, 3), 0), left_arm=(0, (84, 92), 0, 0), right_arm=(0, (84, 98), 0, (0, 6)), supports=("left_hand", "left_foot"), wrists=0),
    )),
    "handstand": Action("doing a handstand", family="acrobatics", weight=1.6, upright=False, poses=(
        Pose(planted=(), root=((174, 186), (-4, 4), 0), waist=((-10, 2), 0, 0), head=((-35, -15), 0, 0), legs=((-8, 6), (0, 5), 4, (0, 8), 60), arms=((174, 184), (6, 14), 0, (0, 5)), supports=HANDS, wrists=70),
        Pose(planted=(), root=((174, 186), (-4, 4), 0), waist=((-12, 0), 0, 0), head=((-35, -15), 0, 0), left_leg=((30, 75), (0, 10), 4, (0, 15), 60), right_leg=((-48, -25), (0, 10), 4, (0, 30), 60), arms=((174, 184), (6, 14), 0, (0, 5)), supports=HANDS, wrists=70),
        Pose(planted=(), root=((176, 184), (-4, 4), 0), waist=((-8, 2), 0, 0), head=((-35, -15), 0, 0), legs=((-4, 8), (35, 70), 10, (0, 6), 60), arms=((174, 184), (6, 14), 0, (0, 5)), supports=HANDS, wrists=70),
    )),
    "headstand": Action("doing a headstand", family="acrobatics", upright=False, poses=(
        Pose(planted=(), root=((177, 183), (-3, 3), 0), waist=((-4, 4), 0, 0), head=(0, 0, 0), legs=((-5, 8), (0, 5), 4, (0, 8), 55), arms=((78, 92), (10, 22), 0, (84, 96)), wrists=55),
        Pose(planted=(), root=((177, 183), (-3, 3), 0), waist=((-4, 4), 0, 0), head=(0, 0, 0), legs=((40, 80), (10, 25), 15, (80, 125), 40), arms=((78, 92), (10, 22), 0, (84, 96)), wrists=55),
    )),
    "one_arm_handstand": Action("balancing on one hand", family="acrobatics", upright=False, facing=(0, 45), poses=(
        Pose(planted=(), root=((174, 184), (6, 16), 0), waist=((-6, 4), (-18, -6), 0), head=((-30, -10), 0, 0), left_leg=((-8, 10), (30, 65), 10, (0, 30), 60), right_leg=((-8, 20), (20, 55), 10, (0, 70), 60), left_arm=((176, 182), (-4, 4), 0, 0),
             right_arm=((0, 20), (50, 95), 10, (0, 20)), wrists=60),
    )),
    "cartwheel": Action("turning a cartwheel", family="acrobatics", weight=1.5, upright=False, facing=(0, 28), poses=(
        Pose(planted=(), root=(0, (130, 215), 0), waist=(0, (-8, 8), 0), head=((-15, 5), 0, 0), legs=((-4, 6), (46, 68), 15, (0, 8), 60), left_arm=((-5, 8), (142, 165), 0, (0, 5)), right_arm=((-5, 8), (142, 165), 0, (0, 5)), wrists=(-20, 0)),
    )),
    "front_split": Action("doing the splits", family="acrobatics", weight=1.2, facing=(82, 25), poses=(
        Pose(planted=(), root=((24, 32), 0, 0), waist=((-36, -26), 0, 0), left_leg=((112, 118), 2, 5, (0, 3), 60), right_leg=((-50, -47), 2, 8, (0, 6), 65), arms=((0, 20), (75, 150), 30, (0, 30))),
    )),
    "side_split": Action("doing the side splits", family="acrobatics", facing=_FRONTAL, poses=(
        Pose(planted=(), root=((0, 8), 0, 0), waist=((0, 6), 0, 0), legs=((2, 10), (83, 90), 30, (0, 3), 55), arms=((0, 25), (70, 150), 30, (0, 30))),
        Pose(planted=(), root=((0, 10), 0, 0), waist=((8, 24), 0, 0), legs=((4, 14), (80, 90), 30, (0, 3), 55), arms=((45, 70), (2, 10), 0, (0, 15))),
    )),
    "aerial_split": Action("jumping into the splits", family="acrobatics", facing=(20, 45), poses=(
        Pose(planted=(), root=((2, 14), 0, 0), waist=((0, 12), 0, 0), legs=((55, 80), (62, 80), 20, (0, 6), 60), arms=((40, 75), (45, 75), 0, (0, 10)), lift=(22, 40), head=((-14, 0), 0, 0)),
    )),
    "backflip": Action("doing a backflip", family="acrobatics", weight=1.3, upright=False, facing=(80, 30), poses=(
        Pose(planted=(), root=((-190, -110), 0, 0), waist=((20, 40), 0, 0), head=((5, 28), 0, 0), legs=((105, 128), (2, 10), 2, (95, 135), 50), arms=(70, 5, -20, 40), touch=_HOLDING_SHINS, lift=(22, 42)),
        Pose(planted=(), root=((-150, -70), 0, 0), waist=((-45, -20), 0, 0), head=((-45, -20), 0, 0), legs=((-20, 10), (0, 8), 2, (0, 35), 60), arms=((150, 180), (8, 30), 0, (0, 15)), lift=(20, 40)),
    )),
    "somersault": Action("rolling in a somersault", family="acrobatics", upright=False, facing=(82, 25), poses=(
        Pose(planted=(), root=((120, 175), 0, 0), waist=((55, 75), 0, 0), head=((30, 55), 0, 0), legs=((118, 136), 3, 0, (95, 130), 40), arms=(70, 5, -20, 40), touch=_HOLDING_SHINS),
    )),
    "balancing_on_one_leg": Action("balancing on one leg", family="acrobatics", poses=(
        Pose(planted=("left_foot",), left_leg=(0, 0, 4, 2), right_leg=((70, 100), (0, 25), 10, (60, 110), 35), arms=((-5, 15), (75, 100), 10, (0, 20))),
        Pose(planted=("left_foot",), root=(0, (10, 24), 0), waist=(0, (-16, -6), 0), legs_from_ground=True, left_leg=(0, 0, 4, 2), right_leg=((-3, 8), (45, 80), 15, (0, 8), 55), arms=((-5, 15), (80, 120), 20, (0, 25))),
    )),
    "raising_a_leg_overhead": Action("stretching a leg up overhead", family="acrobatics", facing=(20, 45), poses=(
        Pose(planted=("left_foot",), root=(0, (14, 26), 0), waist=(0, (-14, -6), 0), legs_from_ground=True, left_leg=(0, 0, 6, 0), right_leg=((0, 15), (135, 158), 30, (0, 4), 60), right_arm=(20, 140, 10, 15),
             touch={"right_arm": Touch("right_shin", (2, -14, 2))}, left_arm=((0, 15), (60, 100), 10, (0, 25))),
    )),
}
