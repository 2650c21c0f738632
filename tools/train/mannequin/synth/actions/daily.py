"""Standing about, walking, and what people do with their hands."""

from __future__ import annotations

from .vocabulary import STRAIGHT, Action, Angles, Pose, Touch

_LEFT_ON_HIP = {"left_arm": Touch("pelvis", (9.5, 6, 1))}
_ON_HIPS = {**_LEFT_ON_HIP, "right_arm": Touch("pelvis", (-9.5, 6, 1))}
_AKIMBO: Angles = (-15, 45, -10, 95)
_RELAXED: Angles = ((5, 18), 6, (5, 25), (15, 35))
_ON_A_SEAT = {"planted": (), "legs": ((78, 92), (2, 14), (0, 10), (75, 100))}
_CROSS_LEGGED = {"planted": (), "legs": ((84, 92), (42, 52), (62, 74), (120, 133), 20)}
_BEFORE_CHEST: Angles = ((20, 40), (10, 25), -35, 100)

ACTIONS: dict[str, Action] = {
    "standing": Action("standing", family="daily", weight=3.0, poses=(
        Pose(),
        Pose(left_arm=_AKIMBO, touch=_LEFT_ON_HIP, root=(0, (-4, 4), 0)),
        Pose(arms=_AKIMBO, touch=_ON_HIPS, legs=(0, (4, 14), 8, 3)),
        Pose(left_leg=_RELAXED, waist=(0, (2, 8), 0)),
    )),
    "walking": Action("walking", family="daily", weight=2.5, poses=(
        Pose(root=((1, 6), 0, 0), left_leg=((18, 32), 2, 3, (2, 12)), right_leg=((-24, -10), 2, 4, (8, 30), (10, 30)),
             left_arm=((-28, -8), 6, 0, (8, 30)), right_arm=((12, 35), 6, 0, (12, 40)), waist=((0, 6), 0, (2, 10)),
             planted=("left_foot",)),
    )),
    "marching": Action("marching", family="daily", poses=(
        Pose(left_leg=((55, 90), 2, 0, (70, 95), 10), right_leg=STRAIGHT, left_arm=((-30, -15), 6, 0, (10, 30)),
             right_arm=((50, 85), 4, 0, (10, 60)), planted=("right_foot",), head=(0, 0, (-8, 8))),
    )),
    "sneaking": Action("sneaking on tiptoe", family="daily", facing=(60, 35), poses=(
        Pose(root=((15, 28), 0, 0), waist=((15, 30), 0, 0), legs_from_ground=True, left_leg=((45, 65), 4, 5, (60, 85), 20),
             right_leg=((5, 20), 4, 5, (25, 45), 35), arms=((45, 75), (5, 20), -10, (80, 115)), planted=(), wrists=(20, 55)),
    )),
    "waving": Action("waving", family="greeting", weight=1.5, prop_hand="right", poses=(
        Pose(right_arm=((-5, 20), (95, 140), (70, 90), (25, 80)), head=((-6, 6), (-8, 8), (-15, 15))),
        Pose(right_arm=((-5, 20), (80, 100), (80, 95), (70, 100)), left_arm=_AKIMBO, touch=_LEFT_ON_HIP),
    )),
    "pointing": Action("pointing", family="greeting", weight=1.3, prop_hand="right", poses=(
        Pose(right_arm=((5, 25), (75, 110), 0, (0, 10)), head=((-5, 5), 0, (-60, -30)), wrists=0),
        Pose(right_arm=((75, 105), (0, 30), 0, (0, 12)), wrists=0),
        Pose(right_arm=((125, 155), (0, 30), 0, (0, 12)), head=((-30, -15), 0, (-15, 5)), wrists=0),
    )),
    "saluting": Action("saluting", family="greeting", poses=(
        Pose(right_arm=(10, 85, -20, 135), touch={"right_arm": Touch("head", (-7, 7, 5))}, left_arm=(0, 5, 0, 8),
             legs=(0, (0, 3), 8, 0), head=(0, 0, 0), wrists=0),
    )),
    "bowing": Action("bowing", family="greeting", facing=(60, 40), poses=(
        Pose(root=((25, 40), 0, 0), waist=((25, 50), 0, 0), head=((10, 30), 0, 0), arms=((20, 50), 5, 0, (5, 20)),
             legs_from_ground=True, legs=((-6, 2), 2, 4, (0, 6))),
        Pose(root=((20, 30), 0, 0), waist=((25, 40), 0, 0), head=((10, 25), 0, 0), right_arm=((20, 40), 5, -45, (80, 100)),
             left_arm=((-40, -20), (25, 50), 0, (10, 30)), legs_from_ground=True, left_leg=((10, 18), 3, 5, 2),
             right_leg=((-14, -5), 3, 8, 10)),
    )),
    "curtsying": Action("curtsying", family="greeting", poses=(
        Pose(root=((4, 10), 0, 0), left_leg=((40, 55), 4, 15, (55, 75)), right_leg=((0, 12), (-12, -4), 15, (60, 85), 40),
             arms=((-10, 10), (35, 55), 0, (15, 35)), head=((8, 20), (-6, 6), 0), planted=("left_foot",)),
    )),
    "shrugging": Action("shrugging", family="greeting", poses=(
        Pose(arms=((5, 20), (20, 40), (55, 80), (75, 100)), head=((-4, 6), (-14, 14), (-10, 10))),
    )),
    "praying": Action("praying", family="gesture", weight=1.3, poses=(
        Pose(arms=_BEFORE_CHEST, touch={"left_arm": Touch("chest", (1, (2, 7), (13, 17))),
                                       "right_arm": Touch("chest", (-1, (2, 7), (13, 17)))}, head=((12, 30), 0, 0), wrists=0),
        Pose(arms=_BEFORE_CHEST, touch={"left_arm": Touch("chest", (1, (3, 8), (13, 17))),
                                       "right_arm": Touch("chest", (-1, (3, 8), (13, 17)))}, head=((12, 30), 0, 0), wrists=0,
             legs=((-4, 6), (3, 8), 0, (86, 98), 65), planted=()),
    )),
    "clapping": Action("clapping", family="gesture", poses=(
        Pose(arms=((35, 60), 15, -30, 90), touch={"left_arm": Touch("chest", ((1.2, 4), (2, 9), (17, 22))),
                                                 "right_arm": Touch("chest", ((-4, -1.2), (2, 9), (17, 22)))}, wrists=(0, 10)),
    )),
    "cheering": Action("cheering", family="gesture", weight=1.5, poses=(
        Pose(arms=((-5, 15), (128, 160), (0, 50), (5, 35)), legs=(0, (4, 16), 8, 4), head=((-20, 0), 0, (-15, 15))),
        Pose(right_arm=((150, 178), (5, 20), 0, (0, 35)), left_arm=((20, 40), (25, 45), 40, (90, 125)),
             head=((-18, 0), 0, (-12, 12))),
    )),
    "flexing_muscles": Action("flexing muscles", family="gesture", poses=(
        Pose(arms=((-5, 10), (80, 98), (75, 92), (95, 130)), legs=(0, (6, 16), 10, 4), wrists=(20, 50)),
    )),
    "surrendering": Action("raising both hands", family="gesture", poses=(
        Pose(arms=((0, 15), (75, 105), (75, 92), (55, 90)), wrists=(-15, 0)),
        Pose(arms=((155, 180), (8, 20), 0, (0, 25))),
    )),
    "stretching": Action("stretching", family="gesture", weight=1.2, poses=(
        Pose(arms=(175, 12, 0, 20), waist=((-12, 0), (-4, 4), 0), head=((-25, -8), 0, 0),
             touch={"left_arm": Touch("head", (1.5, (30, 36), -1)), "right_arm": Touch("head", (-1.5, (30, 36), -1))}),
        Pose(waist=(0, (22, 40), 0), root=(0, (4, 9), 0), legs_from_ground=True, right_arm=((0, 8), (150, 172), 40, (5, 30)),
             left_arm=_AKIMBO, touch=_LEFT_ON_HIP, legs=(0, (8, 15), 5, 0)),
    )),
    "thinking": Action("thinking", family="gesture", weight=1.2, poses=(
        Pose(right_arm=(35, 10, -30, 135), left_arm=(25, 10, -60, 95), head=((5, 18), (-10, 0), (-10, 10)),
             touch={"right_arm": Touch("head", (-1.5, -2, 8)), "left_arm": Touch("right_forearm", (2, -1, 3))}, wrists=20),
    )),
    "sitting_in_thought": Action("sitting on a rock, deep in thought", family="sitting", prop="rock", facing=(50, 40), poses=(
        Pose(right_arm=(60, 5, -20, 135), left_arm=((35, 50), 0, -40, (75, 95)), head=((12, 25), -6, 0), root=((5, 12), 0, 0),
             waist=((18, 32), 0, 0), touch={"right_arm": Touch("head", (-1.5, -2, 8))}, wrists=20, **_ON_A_SEAT),
    )),
    "hugging_oneself": Action("hugging oneself", family="gesture", poses=(
        Pose(arms=(40, -5, -55, 120), touch={"left_arm": Touch("chest", (-9, (1, 6), 8)),
                                            "right_arm": Touch("chest", (9, (1, 6), 10))}, head=((8, 22), (-8, 8), 0), wrists=25),
    )),
    "crossing_arms": Action("crossing the arms", family="daily", poses=(
        Pose(arms=(22, 4, -60, 95), touch={"left_arm": Touch("chest", (-8, -4, 10)), "right_arm": Touch("chest", (8, -2, 12))},
             legs=(0, (3, 12), 8, 2), wrists=10),
    )),
    "looking_into_the_distance": Action("looking into the distance", family="gesture", poses=(
        Pose(right_arm=(25, 80, -30, 130), touch={"right_arm": Touch("head", (-3.5, 8.5, 9))}, head=((-8, 2), 0, (-20, 20)),
             left_leg=_RELAXED, wrists=0),
    )),
    "crying": Action("crying", family="drama", poses=(
        Pose(arms=(60, 8, -30, 135), touch={"left_arm": Touch("head", (2.5, 4, 9)), "right_arm": Touch("head", (-2.5, 4, 9))},
             head=((20, 38), 0, (-8, 8)), waist=((8, 22), 0, 0), wrists=15),
        Pose(arms=(60, 8, -30, 135), touch={"left_arm": Touch("head", (2.5, 4, 9)), "right_arm": Touch("head", (-2.5, 4, 9))},
             head=((20, 38), 0, (-8, 8)), waist=((18, 35), 0, 0), root=(-8, 0, 0), planted=(), wrists=15,
             legs=((70, 80), 4, 4, (140, 152), 65)),
    )),
    "singing": Action("singing", family="music", prop="microphone", prop_hand="right", weight=1.3, poses=(
        Pose(right_arm=(50, 15, -20, 130), touch={"right_arm": Touch("head", (-1.5, -1, 11))}, head=((-15, 2), (-8, 8), (-10, 10)),
             left_arm=((0, 50), (30, 85), 20, (10, 60)), legs=(0, (3, 12), 8, 3), wrists=10),
    )),
    "playing_guitar": Action("playing the guitar", family="music", prop="guitar", prop_hand="right", weight=1.5, facing=(0, 45), poses=(
        Pose(right_arm=(5, 25, -40, 90), left_arm=(25, 45, -10, 75), head=((5, 20), 0, (0, 25)), legs=(0, (3, 11), 8, 3),
             touch={"right_arm": Touch("chest", (-3, (-12, -8), 12)), "left_arm": Touch("chest", ((22, 25), (-3, 4), 12))}, wrists=20),
        Pose(right_arm=(5, 25, -40, 90), left_arm=(25, 45, -10, 75), head=((5, 22), 0, (0, 25)), waist=((3, 10), 0, 0),
             touch={"right_arm": Touch("chest", (-3, (-9, -6), 13)), "left_arm": Touch("chest", ((22, 25), (-1, 4), 13))},
             wrists=20, **_CROSS_LEGGED),
    )),
    "playing_violin": Action("playing the violin", family="music", prop="violin", prop_hand="right", weight=1.3, facing=(10, 50), poses=(
        Pose(left_arm=(50, 35, 10, 85), right_arm=(40, 45, -35, 85), head=((4, 12), (8, 16), (18, 32)), wrists=10,
             touch={"left_arm": Touch("chest", (18, (10, 13), 17)), "right_arm": Touch("chest", ((-14, -6), (4, 9), (17, 20)))}),
    )),
    "playing_flute": Action("playing the flute", family="music", prop="flute", prop_hand="right", facing=(10, 50), poses=(
        Pose(left_arm=(60, 20, -30, 120), right_arm=(50, 45, -30, 115), head=((2, 10), (-6, 2), (0, 15)), wrists=10,
             touch={"left_arm": Touch("head", (-5, 1, 10)), "right_arm": Touch("head", (-13, 0, 10))}),
    )),
    "playing_drums": Action("playing the drums", family="music", prop="drum", facing=(0, 45), poses=(
        Pose(left_arm=((15, 35), (15, 30), -15, (80, 100)), right_arm=((45, 80), (25, 50), 10, (80, 115)), head=((5, 18), 0, 0),
             waist=((4, 12), 0, 0), wrists=(-10, 10), **_CROSS_LEGGED),
    )),
    "reading": Action("reading a book", family="daily", prop="book", weight=1.4, poses=(
        Pose(arms=(30, 12, -25, 105), head=((18, 30), 0, 0), wrists=10,
             touch={"left_arm": Touch("chest", (5, (-2, 5), 20)), "right_arm": Touch("chest", (-5, (-2, 5), 20))}),
        Pose(arms=(30, 12, -25, 105), head=((18, 30), 0, 0), waist=((6, 14), 0, 0), wrists=10,
             touch={"left_arm": Touch("chest", (5, (-4, 3), 20)), "right_arm": Touch("chest", (-5, (-4, 3), 20))}, **_CROSS_LEGGED),
    )),
    "writing": Action("writing in a book", family="daily", prop="book", facing=(35, 40), poses=(
        Pose(right_arm=(40, 15, -35, 85), left_arm=((35, 45), 15, -45, (75, 90)), head=((20, 32), 0, 0), waist=((14, 26), 0, 0),
             touch={"right_arm": Touch("chest", (-3, -8, (20, 24)))}, wrists=10, **_CROSS_LEGGED),
    )),
    "talking_on_the_phone": Action("talking on the phone", family="daily", prop="phone", prop_hand="right", poses=(
        Pose(right_arm=(40, 30, -15, 140), touch={"right_arm": Touch("head", (-6.5, 4, 2))}, head=((0, 10), (-14, -4), (-12, 12)),
             left_arm=_AKIMBO, wrists=10),
        Pose(right_arm=(40, 30, -15, 140), touch={"right_arm": Touch("head", (-6.5, 4, 2))}, head=((0, 10), (-14, -4), (-12, 12)),
             left_leg=_RELAXED, wrists=10),
    )),
    "looking_at_the_phone": Action("looking at a phone", family="daily", prop="phone", prop_hand="right", poses=(
        Pose(right_arm=(30, 10, -15, 110), touch={"right_arm": Touch("chest", (-3, (2, 8), 19))}, head=((20, 34), 0, (-8, 0)), wrists=5),
    )),
    "taking_a_selfie": Action("taking a selfie", family="daily", prop="phone", prop_hand="right", poses=(
        Pose(right_arm=((90, 115), (15, 40), 0, (5, 25)), left_arm=((15, 30), (25, 40), 45, (115, 140)),
             head=((-6, 2), (-10, 10), (-25, -8)), wrists=0),
    )),
    "drinking": Action("drinking from a cup", family="daily", prop="cup", prop_hand="right", weight=1.2, poses=(
        Pose(right_arm=(55, 25, -20, 135), touch={"right_arm": Touch("head", (-2, 1, 10.5))}, head=((-20, -4), 0, (-6, 6)), wrists=10),
        Pose(right_arm=(55, 25, -20, 135), touch={"right_arm": Touch("head", (-2, 1, 10.5))}, head=((-18, -2), 0, (-6, 6)),
             left_arm=((25, 40), 10, -20, (60, 90)), wrists=10, **_CROSS_LEGGED),
    )),
    "eating": Action("eating from a bowl", family="daily", prop="cup", prop_hand="right", facing=(25, 40), poses=(
        Pose(right_arm=(50, 20, -25, 130), touch={"right_arm": Touch("head", (-1.5, -2, 12))}, head=((4, 16), 0, 0),
             left_arm=((35, 48), 12, -30, (75, 95)), waist=((6, 16), 0, 0), wrists=20, **_CROSS_LEGGED),
    )),
    "carrying": Action("carrying a box", family="work", prop="box", weight=1.3, poses=(
        Pose(arms=(25, 12, -10, 90), touch={"left_arm": Touch("chest", (9, (-8, -3), 19)), "right_arm": Touch("chest", (-9, (-8, -3), 19))},
             root=((-6, 0), 0, 0), left_leg=((0, 22), 3, 4, (5, 20)), wrists=10),
    )),
    "carrying_overhead": Action("carrying a basket on the head", family="work", prop="basket", prop_hand="right", poses=(
        Pose(right_arm=(30, 140, 60, 60), touch={"right_arm": Touch("head", (-8, (15, 19), 2))}, head=(0, 0, 0),
             left_leg=((5, 20), 3, 4, (5, 20))),
        Pose(arms=(30, 140, 60, 60), touch={"left_arm": Touch("head", (8, (15, 19), 2)), "right_arm": Touch("head", (-8, (15, 19), 2))},
             head=(0, 0, 0)),
    )),
    "pushing": Action("pushing something heavy", family="work", facing=(80, 25), poses=(
        Pose(root=((22, 38), 0, 0), waist=((0, 10), 0, 0), head=((-22, -5), 0, 0), legs_from_ground=True,
             left_leg=((25, 42), 4, 4, (50, 70)), right_leg=((-40, -28), 4, 4, (3, 18), 15), arms=((95, 118), (4, 14), 0, (8, 40)),
             wrists=(35, 60), planted=("left_foot",)),
    )),
    "pulling": Action("pulling a rope", family="work", prop="rope", facing=(80, 25), poses=(
        Pose(root=((-28, -14), 0, 0), waist=((0, 12), 0, 0), legs_from_ground=True, left_leg=((28, 42), 5, 5, (8, 25)),
             right_leg=((10, 22), 5, 8, (50, 68)), arms=(65, 5, -10, 30), wrists=0,
             touch={"left_arm": Touch("chest", (2, (0, 5), (29, 33))), "right_arm": Touch("chest", (-2, (0, 5), (17, 22)))}),
    )),
    "sweeping": Action("sweeping the floor", family="work", prop="broom", prop_hand="right", facing=(30, 50), poses=(
        Pose(root=((5, 12), 0, 0), waist=((10, 22), 0, (-15, -5)), head=((15, 28), 0, 0), legs_from_ground=True,
             left_leg=((5, 18), 5, 5, 12), right_leg=((-12, 0), 5, 8, 8), right_arm=(30, 20, -30, 100), left_arm=(35, 10, -40, 40),
             touch={"right_arm": Touch("chest", (-10, (3, 7), 15)), "left_arm": Touch("pelvis", (-6, (2, 6), (24, 28)))}),
    )),
    "digging": Action("digging with a shovel", family="work", prop="shovel", prop_hand="right", facing=(45, 40), poses=(
        Pose(root=((18, 30), 0, 0), waist=((20, 35), 0, (-14, -4)), head=((8, 20), 0, 0), legs_from_ground=True,
             left_leg=((25, 38), 6, 5, (30, 50)), right_leg=((-18, -8), 6, 8, (10, 20)), right_arm=(30, 15, -20, 70),
             left_arm=(45, 10, -20, 25), touch={"right_arm": Touch("pelvis", (-9, 13, 17)), "left_arm": Touch("pelvis", (-3, (-4, 0), 30))}),
    )),
    "picking_something_up": Action("bending down to pick something up", family="work", facing=(70, 35), poses=(
        Pose(root=((50, 68), 0, 0), waist=((35, 50), 0, (-8, 8)), head=((0, 15), 0, 0), legs_from_ground=True,
             legs=((8, 20), 5, 5, (12, 35)), right_arm=((65, 90), 6, 0, (0, 15)), left_arm=((50, 85), 8, 0, (5, 40))),
    )),
    "holding_an_umbrella": Action("holding an umbrella", family="daily", prop="umbrella", prop_hand="right", weight=1.2, poses=(
        Pose(right_arm=(35, 15, 5, 120), touch={"right_arm": Touch("chest", (-10, (6, 11), 16))}, left_leg=((0, 14), 3, 4, (3, 18)), wrists=10),
    )),
    "holding_flowers": Action("holding flowers", family="daily", prop="flowers", prop_hand="right", poses=(
        Pose(arms=_BEFORE_CHEST, touch={"left_arm": Touch("chest", (1, 0, 15)), "right_arm": Touch("chest", (-1, 3, 15))},
             head=((5, 20), (-8, 8), 0), wrists=10),
        Pose(right_arm=((60, 85), (0, 20), 0, (15, 50)), wrists=0),
    )),
    "sitting_on_a_chair": Action("sitting on a chair", family="sitting", prop="chair", weight=2.0, poses=(
        Pose(arms=((22, 35), (4, 12), -10, (50, 70)), waist=((0, 10), (-5, 5), 0), **_ON_A_SEAT),
        Pose(planted=(), left_leg=(82, 4, 4, 88), right_leg=((98, 108), (-14, -8), 0, (75, 95), 20), waist=((-4, 8), (-5, 5), 0),
             left_arm=((22, 35), 4, -20, (55, 75)), right_arm=((22, 35), 4, -20, (55, 75))),
        Pose(planted=(), legs=((76, 88), (12, 24), 10, (80, 98)), root=((5, 14), 0, 0), waist=((15, 28), 0, 0), head=((-12, 8), 0, 0),
             arms=((40, 52), (4, 12), -25, (68, 88))),
    )),
}
