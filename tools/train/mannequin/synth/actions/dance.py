"""Dance, on the floor, on the points and on the street."""

from __future__ import annotations

from .vocabulary import Action, Angles, Pose, Touch

_CROWN: Angles = ((0, 12), (138, 155), (70, 90), (45, 70))
_OUT: Angles = ((5, 20), (72, 92), (20, 50), (8, 28))
_PROFILE = (70.0, 40.0)

ACTIONS: dict[str, Action] = {
    "dancing": Action("dancing", family="dance", weight=3.0, poses=(
        Pose(root=(0, (-8, -2), (-12, 12)), waist=((-6, 4), (4, 16), (-12, 12)), left_leg=((10, 30), (4, 14), 10, (20, 45), 15), right_leg=((-4, 6), 4, 8, (2, 12)), left_arm=((5, 30), (80, 140), 40, (15, 70)),
             right_arm=((-10, 30), (35, 85), 30, (15, 80)), head=((-8, 8), (-12, 12), (-25, 25))),
        Pose(root=((-4, 6), (-6, 6), 0), waist=((-10, 6), (-14, 14), (-16, 16)), left_leg=((40, 75), (5, 30), 15, (60, 110), 35), right_leg=((-2, 10), 3, 8, (2, 20)), left_arm=((20, 90), (30, 80), 10, (20, 90)),
             right_arm=((10, 60), (90, 150), 40, (10, 60)), planted=("right_foot",)),
        Pose(root=((0, 8), (-4, 4), 0), waist=((0, 12), (-10, 10), (-20, 20)), legs=((20, 40), (12, 28), 15, (30, 58)), left_arm=((20, 60), (40, 85), 30, (50, 110)), right_arm=((0, 40), (60, 110), 50, (30, 100))),
        Pose(arms=((-5, 20), (115, 155), 50, (20, 65)), waist=((-10, 4), (-14, 14), (-10, 10)), left_leg=((4, 18), 5, 8, (15, 35)), right_leg=((-4, 4), 4, 8, 4), head=((-18, 4), (-10, 10), (-20, 20))),
    )),
    "ballet_arabesque": Action("dancing ballet in an arabesque", family="ballet", weight=1.4, facing=(82, 25), poses=(
        Pose(root=((26, 40), 0, 0), waist=((-34, -22), 0, 0), head=((-20, -6), 0, 0), legs_from_ground=True, left_leg=((-3, 3), 0, 12, (0, 4)), right_leg=((-86, -70), 4, 15, (0, 10), 68),
             left_arm=((95, 125), (4, 15), 0, (0, 15)), right_arm=((-5, 20), (75, 95), 0, (0, 15)), planted=("left_foot",), wrists=(-10, 5)),
    )),
    "ballet_pirouette": Action("turning a pirouette", family="ballet", weight=1.3, poses=(
        Pose(planted=(), left_leg=(0, 0, 12, 0, 60), right_leg=(55, 50, 60, 115, 65), touch={"right_leg": Touch("left_shin", (-4, 0.5, 3))}, arms=_CROWN, root=(0, 0, 0), waist=(0, 0, 0)),
        Pose(planted=(), left_leg=(0, 0, 12, 0, 60), right_leg=(55, 50, 60, 115, 65), touch={"right_leg": Touch("left_shin", (-4, 0.5, 3))}, arms=((45, 60), (20, 30), -35, (65, 85)), root=(0, 0, 0), waist=(0, 0, 0)),
    )),
    "ballet_plie": Action("bending in a plie", family="ballet", facing=(0, 40), poses=(
        Pose(root=(0, 0, 0), waist=(0, 0, 0), legs=((48, 62), (38, 48), (55, 68), (75, 95)), left_arm=_OUT, right_arm=_OUT, head=(0, 0, (-20, 20)), supports=()),
        Pose(root=(0, 0, 0), waist=(0, 0, 0), legs=((30, 40), (30, 38), (50, 60), (50, 62)), arms=_CROWN),
    )),
    "ballet_pose": Action("holding a ballet pose", family="ballet", weight=1.2, poses=(
        Pose(planted=("right_foot",), left_leg=((2, 10), (20, 32), 45, (0, 6), 65), right_leg=(0, 4, 30, 0), left_arm=_OUT, right_arm=_CROWN, waist=(0, (-10, 2), 0), head=(-6, 0, (10, 35))),
        Pose(planted=("right_foot",), root=(0, (-5, 0), 0), left_leg=((80, 110), (10, 40), 45, (0, 8), 68), right_leg=(0, 0, 25, 0), left_arm=_OUT, right_arm=_CROWN),
        Pose(planted=(), legs=((0, 4), (2, 5), 30, 0, 70), arms=_CROWN, root=(0, 0, 0)),
    )),
    "leaping": Action("leaping in the air", family="ballet", weight=1.5, facing=(80, 28), poses=(
        Pose(planted=(), root=((14, 26), 0, 0), waist=((-30, -16), 0, 0), head=((-16, -2), 0, 0), left_leg=((84, 106), 3, 5, (0, 10), 65), right_leg=((-48, -36), 4, 12, (0, 22), 65), left_arm=((85, 115), (5, 20), 0, (0, 15)),
             right_arm=((-5, 20), (80, 110), 0, (0, 18)), lift=(20, 38)),
        Pose(planted=(), root=((10, 22), 0, 0), waist=((-34, -18), 0, 0), head=((-25, -8), 0, 0), left_leg=((80, 100), 3, 5, (0, 12), 65), right_leg=((-46, -34), 4, 12, (60, 95), 65), arms=((0, 20), (125, 150), 40, (10, 40)), lift=(20, 38)),
    )),
    "spinning": Action("spinning around", family="dance", poses=(
        Pose(root=(0, (2, 8), 0), waist=((-8, 2), (2, 10), (10, 26)), head=((-10, 4), 0, (10, 35)), left_leg=(0, 0, 5, 3, 40), right_leg=((5, 25), (12, 28), 15, (35, 75), 45), left_arm=((5, 20), (80, 100), 10, (5, 25)),
             right_arm=((20, 50), (70, 100), 0, (10, 50)), planted=()),
    )),
    "street_dancing": Action("street dancing", family="dance", weight=1.4, poses=(
        Pose(root=((10, 22), (-10, 10), 0), waist=((4, 14), (-10, 10), (-14, 14)), left_leg=((55, 80), (15, 28), 10, (60, 90)), right_leg=((15, 35), (25, 38), 10, (30, 60)), left_arm=((50, 95), (10, 40), 0, (40, 100)),
             right_arm=((-35, 0), (35, 80), 0, (20, 80)), planted=("left_foot",)),
        Pose(root=((-14, -4), (-8, 8), 0), waist=((4, 14), (-8, 8), 0), legs_from_ground=True, left_leg=((40, 70), (5, 15), 0, (20, 60), 0), right_leg=((5, 18), 6, 8, (25, 45)), left_arm=((20, 50), (50, 85), 60, (70, 110)),
             right_arm=((30, 70), (10, 50), -20, (80, 115)), planted=("right_foot",)),
    )),
    "breakdancing": Action("breakdancing", family="dance", upright=False, weight=1.2, facing=(30, 60), poses=(
        Pose(planted=(), root=((150, 180), (-12, 12), 0), waist=((5, 20), (-10, 10), (-14, 14)), head=((-10, 10), 0, 0), left_leg=((40, 90), (10, 45), 15, (40, 100), 30), right_leg=((-15, 25), (15, 50), 15, (50, 110), 30),
             left_arm=((120, 145), (8, 20), 0, (40, 70)), right_arm=((120, 145), (8, 20), 0, (40, 70)), wrists=70, supports=("left_hand", "right_hand")),
        Pose(planted=(), root=((-48, -36), 0, 0), waist=((0, 14), 0, (-8, 8)), head=((8, 26), 0, 0), left_leg=((52, 68), (8, 18), 5, (85, 100), 10), right_leg=((95, 120), (5, 25), 5, (5, 30), 20), left_arm=((-62, -52), (5, 15), 0, (0, 8)),
             right_arm=((0, 30), (70, 110), 20, (5, 40)), supports=("left_hand", "left_foot"), wrists=-30),
    )),
    "tango": Action("dancing the tango", family="dance", facing=(50, 45), poses=(
        Pose(root=((-4, 4), 0, 0), waist=((-12, -2), (-8, 8), (-12, 12)), left_arm=((20, 40), (78, 95), 30, (25, 60)), right_arm=((45, 70), (25, 45), -30, (70, 95)), left_leg=((30, 48), 2, 4, (30, 50)),
             right_leg=((-34, -20), -2, 8, (3, 14), 30), head=((-8, 4), 0, (25, 50)), planted=("left_foot",), supports=("left_foot", "right_foot")),
    )),
    "dancing_with_a_fan": Action("dancing with a fan", family="dance", prop="fan", prop_hand="right", weight=1.2, poses=(
        Pose(right_arm=((10, 35), (95, 145), 40, (15, 60)), left_arm=((-15, 20), (30, 65), 10, (15, 60)), waist=((-8, 2), (4, 14), (-14, 4)), head=((-6, 8), (-12, 6), (-28, 5)), left_leg=((8, 25), 4, 10, (20, 42))),
        Pose(right_arm=(45, 15, -25, 120), touch={"right_arm": Touch("chest", (-6, (5, 13), 18))}, left_arm=((10, 30), (70, 100), 20, (5, 35)), waist=(0, (-10, 10), (-10, 10)), head=((0, 12), (-12, 12), (-20, 5)), right_leg=((8, 25), 4, 10, (20, 42))),
    )),
    "line_dancing": Action("kicking up a leg in a dance", family="dance", facing=(15, 45), poses=(
        Pose(left_leg=(0, 2, 5, 4), right_leg=((75, 115), (2, 12), 4, (0, 20), 55), arms=((0, 20), (60, 95), 30, (20, 80)), root=((-8, 0), 0, 0), legs_from_ground=True, planted=("left_foot",)),
    )),
}
