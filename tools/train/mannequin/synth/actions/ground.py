"""Sitting, kneeling, crouching, lying, crawling, falling."""

from __future__ import annotations

from .vocabulary import HANDS, KNEES, Action, Angles, Pose, Touch

_PROFILE = (80.0, 32.0)
_SIDEWAYS = (88.0, 28.0)
_PROPPED_BEHIND: Angles = ((-50, -35), (12, 28), 10, (0, 15))

ACTIONS: dict[str, Action] = {
    "sitting_on_the_ground": Action("sitting on the ground", family="sitting", weight=2.0, facing=(40, 45), poses=(
        Pose(planted=(), root=((-14, -4), 0, 0), waist=((0, 14), (-4, 4), 0), legs=((72, 84), (4, 16), (5, 20), (0, 18), 15),
             arms=_PROPPED_BEHIND),
        Pose(planted=(), root=((-16, -6), 0, 0), waist=((8, 22), (-4, 4), 0), left_leg=((100, 115), 6, 5, (95, 120), 25),
             right_leg=((76, 84), (8, 20), 15, (5, 25), 15), left_arm=((55, 75), 8, 0, (15, 35)), right_arm=_PROPPED_BEHIND),
        Pose(planted=(), root=((-10, 0), 0, 0), waist=((4, 16), 0, 0), legs=((84, 92), (42, 52), (60, 72), (118, 132), 20),
             arms=((28, 42), (14, 26), -5, (40, 60))),
    )),
    "hugging_knees": Action("sitting and hugging the knees", family="sitting", facing=(50, 40), poses=(
        Pose(planted=(), root=((-18, -10), 0, 0), waist=((22, 36), 0, 0), head=((10, 32), 0, (-10, 10)), legs=((112, 124), 3, 0, (112, 130), 20),
             arms=(70, 5, -30, 40), touch={"left_arm": Touch("right_shin", (4, -10, 5)), "right_arm": Touch("left_shin", (-4, -10, 5))}),
    )),
    "kneeling": Action("kneeling", family="sitting", weight=1.3, facing=(45, 45), poses=(
        Pose(planted=(), legs=((-4, 6), (3, 10), 0, (86, 98), 65)),
        Pose(planted=(), root=((-8, 4), 0, 0), legs=((70, 82), (3, 14), (0, 8), (142, 153), 68), arms=((18, 30), 6, -15, (35, 55))),
    )),
    "kneeling_on_one_knee": Action("kneeling on one knee", family="sitting", weight=1.3, facing=(55, 40), poses=(
        Pose(planted=("left_foot",), supports=("left_foot", "right_knee"), left_leg=((82, 96), 6, 4, (82, 98)),
             right_leg=((-8, 6), 3, 0, (85, 100), 40), left_arm=((25, 50), 8, -10, (40, 70)), waist=((0, 14), 0, 0)),
    )),
    "crouching": Action("crouching", family="sitting", weight=1.3, facing=(45, 45), poses=(
        Pose(root=((10, 22), 0, 0), waist=((12, 26), 0, 0), head=((-16, 4), 0, 0), legs=((108, 122), (4, 14), (0, 10), (118, 132)),
             arms=((55, 80), (4, 16), -10, (15, 50))),
        Pose(root=((16, 26), 0, 0), waist=((12, 24), 0, 0), head=((-16, 0), 0, 0), left_leg=((100, 112), 12, 8, (105, 120)),
             right_leg=((78, 90), 8, 4, (125, 140), 20), planted=("left_foot",), supports=("left_foot", "right_foot"),
             left_arm=((50, 70), 8, -10, (40, 70)), right_arm=((50, 75), 10, 0, (0, 20))),
    )),
    "squatting": Action("squatting low", family="sitting", facing=(30, 45), poses=(
        Pose(root=((8, 20), 0, 0), waist=((10, 22), 0, 0), head=((-12, 2), 0, 0), legs=((98, 112), (24, 38), (24, 36), (118, 132)),
             arms=((60, 80), (6, 16), -20, (30, 70))),
    )),
    "lying_on_the_back": Action("lying on the back", family="lying", facing=_SIDEWAYS, elevation=(5, 55), upright=False, weight=1.3, poses=(
        Pose(planted=(), root=((-92, -88), 0, 0), waist=(0, (-5, 5), 0), legs=((-2, 4), (3, 16), 15, (0, 6), 25), arms=((-4, 4), (10, 70), 20, (0, 40))),
        Pose(planted=(), root=((-92, -88), 0, 0), waist=(0, 0, 0), left_leg=((52, 64), 4, 0, (95, 112), 30), right_leg=((0, 4), 5, 10, (0, 8), 25),
             left_arm=(-6, (120, 145), 75, (70, 100)), right_arm=((8, 18), 5, -35, (60, 85))),
    )),
    "lying_on_the_side": Action("lying on the side", family="lying", facing=(0, 30), elevation=(3, 35), upright=False, weight=1.2, poses=(
        Pose(planted=(), root=(0, 78, 0), waist=(0, (-28, -16), 0), head=(0, (-24, -12), 0), left_leg=((0, 20), -8, 0, (10, 40), 25),
             right_leg=((5, 40), (-2, 8), 0, (20, 60), 25), left_arm=(35, 95, 60, 120), touch={"left_arm": Touch("head", (5.5, 6, 0))},
             right_arm=((5, 30), 0, -10, (10, 40))),
    )),
    "lying_on_the_front": Action("lying on the front", family="lying", facing=(75, 35), elevation=(3, 30), upright=False, poses=(
        Pose(planted=(), root=((86, 92), 0, 0), waist=((-42, -28), 0, 0), head=((-32, -12), 0, 0), legs=((-3, 3), (3, 12), 5, (0, 90), 50),
             arms=((55, 68), (6, 16), -20, (78, 92))),
    )),
    "sleeping": Action("sleeping curled up on the ground", family="lying", facing=(0, 40), elevation=(25, 60), upright=False, poses=(
        Pose(planted=(), root=(0, 88, 0), waist=((20, 38), 0, 0), head=((10, 30), (-10, 0), 0), legs=((70, 105), (-4, 2), 0, (80, 120), 30),
             left_arm=(70, 5, -20, 120), right_arm=((50, 75), 0, -20, (60, 100)), touch={"left_arm": Touch("head", (5, 3, 3))}),
    )),
    "crawling": Action("crawling", family="lying", facing=_PROFILE, upright=False, weight=1.2, poses=(
        Pose(planted=(), root=((84, 94), 0, 0), waist=((-8, 6), 0, (-8, 8)), head=((-50, -15), 0, (-15, 15)), left_leg=((92, 112), 4, 0, (85, 105), 60),
             right_leg=((62, 80), 4, 0, (75, 95), 60), left_arm=((70, 85), 4, 0, (0, 15)), right_arm=((98, 118), 4, 0, (0, 15)),
             supports=(*HANDS, *KNEES), wrists=(55, 72)),
    )),
    "falling": Action("falling", family="falling", upright=False, weight=1.6, poses=(
        Pose(planted=(), root=((-75, -40), (-20, 20), (-20, 20)), waist=((0, 25), 0, 0), head=((5, 25), 0, 0), left_leg=((30, 75), (5, 25), 5, (10, 50), 25),
             right_leg=((40, 90), (5, 25), 5, (15, 70), 25), arms=((40, 110), (25, 70), 10, (5, 45)), lift=(6, 30)),
        Pose(planted=(), root=((45, 80), (-20, 20), 0), waist=((-25, -5), 0, 0), head=((-35, -15), 0, 0), left_leg=((-25, 5), (5, 18), 5, (5, 50), 30),
             right_leg=((-5, 25), (5, 18), 5, (15, 75), 30), arms=((110, 160), (15, 45), 0, (5, 40)), lift=(6, 30)),
        Pose(planted=(), root=((-10, 10), (35, 70), 0), waist=((-5, 15), (-20, -5), 0), left_leg=((0, 30), (5, 15), 5, (10, 40), 20),
             right_leg=((10, 50), (25, 50), 5, (10, 60), 20), left_arm=((0, 40), (60, 110), 20, (5, 40)),
             right_arm=((0, 40), (90, 140), 20, (5, 40)), lift=(4, 24)),
    )),
    "stumbling": Action("stumbling", family="falling", facing=(60, 40), poses=(
        Pose(root=((28, 48), (-10, 10), 0), waist=((0, 18), 0, 0), head=((-25, -5), 0, 0), legs_from_ground=True, left_leg=((30, 50), 5, 4, (35, 60)),
             right_leg=((-55, -35), 6, 4, (15, 55), 25), left_arm=((60, 110), (20, 55), 10, (5, 40)), right_arm=((-30, 30), (40, 80), 10, (10, 50)),
             planted=("left_foot",)),
    )),
    "begging": Action("begging on the knees", family="drama", facing=(50, 40), poses=(
        Pose(planted=(), root=((4, 14), 0, 0), waist=((0, 10), 0, 0), legs=((4, 14), (3, 8), 0, (88, 100), 65), arms=((55, 85), (2, 14), 10, (15, 50)),
             head=((-25, -10), 0, 0)),
    )),
    "proposing": Action("kneeling to offer a flower", family="drama", prop="flowers", prop_hand="right", facing=(65, 30), poses=(
        Pose(planted=("left_foot",), supports=("left_foot", "right_knee"), left_leg=((84, 94), 6, 4, (84, 94)), right_leg=((-6, 4), 3, 0, (86, 98), 40),
             right_arm=((75, 100), (0, 12), 0, (5, 30)), left_arm=(25, 5, -50, 110), touch={"left_arm": Touch("chest", (-1, 3, 9))}, head=((-20, -5), 0, 0)),
    )),
    "fainting": Action("fainting", family="drama", facing=(40, 45), poses=(
        Pose(root=((-14, -6), (-8, 0), 0), waist=((-30, -14), (-12, 0), 0), head=((-40, -20), (-10, 5), 0), legs_from_ground=True,
             left_leg=((8, 22), 4, 5, (22, 45)), right_leg=((0, 14), 4, 5, (15, 35)), right_arm=(40, 80, -10, 135),
             touch={"right_arm": Touch("head", (-2, 9, 9))}, left_arm=((-10, 15), (25, 55), 10, (10, 35))),
    )),
    "recoiling": Action("recoiling in fear", family="drama", facing=(45, 40), poses=(
        Pose(root=((-20, -10), 0, (-15, 15)), waist=((-12, 4), 0, 0), head=((-4, 14), 0, (-35, 5)), legs_from_ground=True, left_leg=((15, 30), 6, 5, (15, 35)),
             right_leg=((-22, -10), 6, 8, (20, 40)), left_arm=((70, 100), (10, 35), 20, (60, 100)), right_arm=((55, 85), (15, 40), 20, (70, 110)), wrists=(-60, -25)),
    )),
    "spreading_arms": Action("spreading the arms wide", family="drama", weight=1.3, poses=(
        Pose(arms=((0, 20), (72, 105), (0, 40), (0, 22)), head=((-25, 5), 0, (-15, 15)), left_leg=((0, 15), 4, 5, (3, 15))),
        Pose(arms=((10, 30), (40, 70), (30, 60), (10, 45)), head=((-12, 8), 0, (-15, 15))),
    )),
    "declaiming": Action("declaiming on a stage", family="drama", weight=1.2, facing=(20, 40), poses=(
        Pose(right_arm=((70, 115), (15, 50), 20, (10, 40)), left_arm=(25, 5, -50, 115), touch={"left_arm": Touch("chest", (-2, 3, 9))}, head=((-18, 0), 0, (-20, 5)),
             left_leg=((-18, -6), 4, 10, (2, 12)), right_leg=((14, 26), 4, 8, (5, 20))),
        Pose(right_arm=((20, 45), (95, 135), 40, (10, 50)), left_arm=((-20, 0), (20, 45), 10, (15, 50)), head=((-20, -4), 0, (-30, 0)),
             left_leg=((-14, -4), 5, 10, (2, 12)), right_leg=((14, 28), 5, 8, (10, 30))),
    )),
}
