"""Fists, feet and weapons."""

from __future__ import annotations

from .vocabulary import Action, Angles, Pose, Touch

_GUARD: Angles = ((40, 60), (0, 12), -15, (118, 138))
_STANCE = {"left_leg": ((18, 32), 7, 4, (18, 35)), "right_leg": ((-16, -6), 9, 12, (15, 32))}
_LUNGE = {"left_leg": ((48, 68), 5, 5, (50, 72)), "right_leg": ((-32, -20), 8, 12, (2, 14), 15), "planted": ("left_foot",),
          "supports": ("left_foot", "right_foot")}

ACTIONS: dict[str, Action] = {
    "boxing": Action("boxing", family="fight", weight=1.3, facing=(40, 45), poses=(
        Pose(root=((4, 10), 0, (-22, -8)), waist=((5, 14), 0, 0), head=((4, 14), 0, (5, 20)), arms=_GUARD, wrists=(0, 15), **_STANCE),
    )),
    "punching": Action("throwing a punch", family="fight", weight=1.5, facing=(60, 35), poses=(
        Pose(root=((6, 14), 0, 0), waist=((4, 10), 0, (18, 36)), head=(5, 0, (-24, -10)), right_arm=((82, 98), (-6, 8), -10, (0, 12)), left_arm=_GUARD, wrists=(-3, 6), **_LUNGE),
        Pose(root=((2, 8), 0, (-20, -8)), waist=((0, 8), 0, (-14, -4)), head=(4, 0, (15, 30)), left_arm=((82, 98), (-4, 10), -10, (0, 10)), right_arm=_GUARD, wrists=(-3, 6), **_STANCE),
        Pose(root=((-6, 2), 0, 0), waist=((-8, 2), 0, (18, 34)), head=(-5, 0, (-20, -8)), right_arm=((100, 125), (0, 10), -10, (85, 110)), left_arm=_GUARD, wrists=(0, 10), **_STANCE),
    )),
    "kicking": Action("throwing a high kick", family="fight", weight=1.5, facing=(70, 35), poses=(
        Pose(root=((-26, -12), 0, 0), waist=((4, 16), 0, 0), head=((8, 18), 0, 0), legs_from_ground=True, left_leg=((-4, 6), 3, 4, (4, 16)), right_leg=((82, 112), 2, 0, (0, 14), 10),
             left_arm=_GUARD, right_arm=((-10, 30), (10, 30), 0, (60, 100)), planted=("left_foot",)),
    )),
    "side_kicking": Action("throwing a side kick", family="fight", weight=1.2, facing=(0, 35), poses=(
        Pose(root=(0, (26, 46), 0), waist=(0, (-12, 4), 0), head=((0, 8), (-24, -10), (-45, -25)), legs_from_ground=True, left_leg=((-3, 5), (-2, 4), 8, (4, 14)),
             right_leg=((0, 12), (78, 94), -20, (0, 12), 0), left_arm=_GUARD, right_arm=((10, 35), (10, 30), -10, (80, 115)), planted=("left_foot",)),
    )),
    "flying_kick": Action("doing a flying kick", family="fight", facing=(75, 30), poses=(
        Pose(planted=(), root=((-22, -6), 0, 0), waist=((5, 18), 0, 0), head=((4, 16), 0, 0), right_leg=((78, 102), 2, 0, (0, 12), 5), left_leg=((55, 90), (6, 20), 5, (110, 135), 35),
             left_arm=_GUARD, right_arm=((-35, -5), (20, 45), 0, (20, 70)), lift=(18, 34)),
    )),
    "blocking": Action("blocking a blow", family="fight", facing=(30, 45), poses=(
        Pose(root=((-8, 2), 0, 0), waist=((0, 10), 0, 0), head=((5, 16), 0, 0), arms=(80, 5, -45, 105), wrists=0,
             touch={"left_arm": Touch("head", (-3.5, (9, 14), (13, 18))), "right_arm": Touch("head", (3.5, (9, 14), (15, 20)))}, **_STANCE),
        Pose(root=((-8, 0), 0, 0), left_arm=((115, 140), (10, 25), -60, (80, 105)), right_arm=((10, 25), 10, -10, (95, 125)), wrists=0, **_LUNGE),
    )),
    "practising_kung_fu": Action("practising kung fu", family="fight", weight=1.3, facing=(15, 50), poses=(
        Pose(root=((0, 6), 0, 0), legs=((45, 62), (32, 44), (28, 40), (68, 88)), left_arm=((75, 95), (0, 30), 0, (5, 25)), right_arm=((-40, -20), 10, 0, (105, 130)), wrists=(-60, 0)),
        Pose(root=(0, 0, 0), left_leg=(0, 2, 4, 6), right_leg=((85, 108), (4, 16), 10, (95, 125), 35), left_arm=((0, 20), (80, 105), 20, (0, 25)), right_arm=((120, 150), (15, 35), 20, (40, 80)),
             planted=("left_foot",), wrists=(-50, 20)),
        Pose(root=((2, 8), 0, 0), left_leg=((80, 92), (30, 40), 30, (100, 115)), right_leg=((4, 10), (52, 64), 5, (0, 6)), left_arm=((60, 85), (10, 25), 0, (60, 95)),
             right_arm=((-5, 20), (85, 110), 10, (0, 20)), wrists=(-60, 10)),
    )),
    "swinging_a_sword": Action("swinging a sword", family="fight", prop="sword", prop_hand="right", weight=1.4, facing=(35, 45), poses=(
        Pose(root=((-6, 2), 0, 0), waist=((-10, 0), 0, (-10, 10)), arms=(150, 15, 20, 60), touch={"right_arm": Touch("head", (-2, (19, 24), (1, 7))), "left_arm": Touch("head", (0, (14, 18), (2, 8)))}, **_STANCE),
        Pose(root=((8, 16), 0, 0), waist=((6, 14), 0, (8, 22)), right_arm=((85, 105), (10, 40), 0, (5, 30)), left_arm=((-25, 5), (35, 70), 0, (10, 40)), **_LUNGE),
        Pose(root=((4, 10), 0, 0), waist=((4, 12), 0, (-14, 14)), arms=(55, 5, -20, 65), touch={"right_arm": Touch("chest", (-2, (-5, 6), 22)), "left_arm": Touch("chest", (0, (-9, 1), 19))}, **_STANCE),
        Pose(root=(0, 0, (-10, 10)), waist=(0, 0, (-20, -8)), right_arm=((0, 20), (95, 135), 45, (20, 70)), left_arm=((50, 85), (10, 40), 0, (5, 30)), **_STANCE),
    )),
    "thrusting_a_spear": Action("thrusting a spear", family="fight", prop="spear", prop_hand="right", weight=1.2, facing=(65, 35), poses=(
        Pose(root=((8, 18), 0, 0), waist=((4, 10), 0, (14, 26)), head=(0, 0, (-18, -8)), arms=(60, 10, -10, 50),
             touch={"right_arm": Touch("chest", (-11, (-6, -1), (7, 13))), "left_arm": Touch("chest", (-1, (-3, 3), (27, 31)))}, **_LUNGE),
    )),
    "drawing_a_bow": Action("drawing a bow", family="fight", prop="bow", prop_hand="right", weight=1.3, facing=(15, 50), poses=(
        Pose(left_arm=((0, 10), (84, 96), 0, (0, 5)), right_arm=(20, 85, -10, 140), touch={"right_arm": Touch("head", (-2, (-1, 2), 6))}, head=(0, 0, (55, 72)), wrists=0, legs=(0, (8, 14), 8, 2)),
        Pose(left_arm=((0, 8), (108, 130), 0, (0, 5)), right_arm=(20, 85, -10, 140), touch={"right_arm": Touch("head", (-2, (0, 3), 6))}, head=((-10, 0), (-14, -4), (50, 65)), waist=(0, (-16, -6), 0),
             wrists=0, legs=(0, (10, 18), 8, 2)),
    )),
    "holding_a_shield": Action("holding sword and shield", family="fight", prop="shield", prop_hand="right", facing=(25, 40), poses=(
        Pose(root=((3, 9), 0, 0), left_arm=((45, 70), (5, 20), -60, (80, 105)), right_arm=((-10, 30), (60, 120), 45, (40, 90)), **_STANCE),
    )),
    "wrestling": Action("wrestling", family="fight", facing=(70, 25), poses=(
        Pose(root=((26, 40), 0, 0), waist=((8, 20), 0, 0), head=((-25, -8), 0, 0), legs_from_ground=True, left_leg=((40, 56), 10, 6, (55, 75)), right_leg=((-2, 12), 12, 8, (30, 48)), arms=((60, 95), (12, 30), 0, (20, 55))),
    )),
}
