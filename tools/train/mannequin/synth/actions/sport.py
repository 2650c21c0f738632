"""Running, jumping, balls, water, weights, walls."""

from __future__ import annotations

from .vocabulary import Action, Pose, Touch

_PROFILE = (78.0, 35.0)

ACTIONS: dict[str, Action] = {
    "running": Action("running", family="sport", weight=2.2, facing=(62, 45), poses=(
        Pose(root=((8, 18), 0, 0), left_leg=((50, 80), 2, 0, (60, 100), 10), right_leg=((-30, -10), 2, 0, (25, 95), (20, 50)),
             left_arm=((-50, -25), 10, 0, (75, 105)), right_arm=((30, 60), 5, -10, (80, 115)), waist=((2, 10), 0, (4, 14)), planted=(), lift=(0, 6)),
        Pose(root=((5, 12), 0, 0), left_leg=((25, 42), 2, 0, (15, 40), -5), right_leg=((-8, 15), 2, 0, (85, 125), (20, 50)),
             left_arm=((-40, -15), 10, 0, (70, 100)), right_arm=((20, 45), 5, -10, (75, 110)), waist=((2, 10), 0, (2, 10)), planted=()),
    )),
    "jumping": Action("jumping", family="sport", weight=1.8, poses=(
        Pose(planted=(), legs=((25, 65), (4, 20), 6, (50, 110), 40), arms=((0, 25), (110, 160), 20, (5, 40)), lift=(14, 34), head=((-15, 5), 0, (-10, 10))),
        Pose(planted=(), left_leg=((40, 80), (3, 12), 4, (70, 115), 40), right_leg=((-25, 0), (3, 12), 4, (30, 85), 45), arms=((60, 150), (20, 60), 10, (10, 60)), lift=(14, 32)),
        Pose(planted=(), legs=((0, 10), (22, 42), 10, (0, 15), 45), arms=((-5, 15), (115, 148), 10, (0, 15)), waist=((-10, 2), 0, 0), lift=(14, 32)),
        Pose(planted=(), root=((-8, 6), 0, 0), legs=((-25, -5), (3, 10), 4, (75, 115), 45), arms=((130, 168), (15, 40), 0, (5, 30)), waist=((-22, -8), 0, 0), lift=(14, 32)),
    )),
    "throwing": Action("throwing a ball", family="ball", prop="ball", prop_hand="right", facing=(50, 40), weight=1.2, poses=(
        Pose(root=((-14, -4), 0, 0), waist=((-10, 0), 0, (-32, -16)), head=(0, 0, (15, 35)), left_leg=((35, 55), 5, 0, (15, 35)), right_leg=((-10, 4), 5, 8, (12, 30)),
             right_arm=((-15, 0), (85, 105), (70, 92), (75, 105)), left_arm=((65, 95), (10, 35), 0, (0, 25)), planted=("right_foot",)),
        Pose(root=((12, 24), 0, 0), waist=((5, 16), 0, (14, 30)), legs_from_ground=True, left_leg=((22, 36), 5, 0, (25, 42)), right_leg=((-35, -20), 5, 5, (10, 30), 25),
             right_arm=((110, 145), (10, 30), 0, (10, 35)), left_arm=((-25, 10), (20, 40), 0, (30, 70)), planted=("left_foot",)),
    )),
    "catching": Action("catching a ball", family="ball", prop="ball", poses=(
        Pose(arms=((75, 120), (8, 25), 0, (25, 55)), legs=((15, 30), (8, 18), 8, (25, 45)), root=((4, 10), 0, 0), head=((-20, 0), 0, 0), wrists=(-30, -5)),
        Pose(arms=((150, 172), (5, 15), 0, (10, 30)), head=((-30, -15), 0, 0), planted=(), legs=((0, 15), (4, 12), 5, (10, 35), 40), lift=(0, 14), wrists=(-25, -5)),
    )),
    "kicking_a_ball": Action("kicking a ball", family="ball", prop="football", prop_hand="right", facing=_PROFILE, weight=1.4, poses=(
        Pose(root=((-18, -6), 0, 0), waist=((5, 18), 0, (10, 22)), legs_from_ground=True, left_leg=((-5, 10), 4, 4, (8, 22)), right_leg=((40, 72), 4, 5, (5, 25), 35),
             left_arm=((30, 70), (35, 65), 0, (5, 30)), right_arm=((-45, -15), (30, 55), 0, (10, 35)), planted=("left_foot",)),
        Pose(root=((0, 10), 0, 0), waist=((-8, 4), 0, (-14, -4)), legs_from_ground=True, left_leg=((5, 18), 4, 4, (15, 30)), right_leg=((-42, -25), 6, 5, (60, 95), 40),
             left_arm=((30, 65), (40, 70), 0, (5, 30)), right_arm=((-30, 0), (35, 60), 0, (10, 35)), planted=("left_foot",)),
    )),
    "playing_basketball": Action("shooting a basketball", family="ball", prop="basketball", prop_hand="right", facing=(40, 45), poses=(
        Pose(planted=(), right_arm=((145, 165), (5, 12), 0, (10, 50)), left_arm=((130, 150), (5, 12), -10, (45, 70)), head=((-28, -12), 0, 0),
             legs=((0, 15), 4, 4, (5, 35), 45), lift=(3, 18), wrists=(-30, 20)),
        Pose(root=((15, 28), 0, 0), waist=((8, 18), 0, 0), head=((-20, -5), 0, 0), left_leg=((50, 65), 6, 5, (55, 72)), right_leg=((20, 34), 8, 5, (45, 60)),
             right_arm=((20, 45), (10, 25), 0, (30, 60)), left_arm=((40, 60), (35, 55), 0, (35, 65)), planted=("left_foot",)),
    )),
    "playing_tennis": Action("swinging a tennis racket", family="ball", prop="racket", prop_hand="right", facing=(30, 45), poses=(
        Pose(root=((2, 10), 0, 0), waist=((4, 12), 0, (18, 32)), left_leg=((25, 40), 8, 5, (25, 45)), right_leg=((-20, -6), 10, 8, (15, 35)),
             right_arm=((70, 105), (5, 40), 0, (5, 30)), left_arm=((-15, 15), (30, 55), 0, (40, 80))),
        Pose(root=((-8, 0), 0, 0), waist=((-14, -4), (4, 12), (-14, -2)), head=((-30, -14), 0, 0), left_leg=((10, 22), 6, 5, (10, 25)), right_leg=((-10, 2), 6, 8, (10, 25)),
             right_arm=((20, 50), (115, 150), 40, (30, 80)), left_arm=((140, 168), (8, 20), 0, (0, 12))),
    )),
    "playing_baseball": Action("swinging a bat", family="ball", prop="bat", prop_hand="right", facing=(20, 40), poses=(
        Pose(root=((5, 12), 0, 0), waist=((6, 14), 0, (-26, -12)), head=((0, 8), 0, (25, 45)), legs=((18, 32), (14, 24), 8, (25, 42)), right_arm=(50, 40, 0, 120), left_arm=(60, 0, -40, 90),
             touch={"right_arm": Touch("chest", (-15, 12, 9)), "left_arm": Touch("chest", (-13, 8, 12))}),
    )),
    "playing_golf": Action("swinging a golf club", family="ball", prop="club", prop_hand="right", facing=(0, 40), poses=(
        Pose(root=((12, 22), 0, 0), waist=((12, 22), 0, (-10, 10)), head=((14, 26), 0, 0), legs_from_ground=True, legs=((5, 12), (8, 14), 6, (10, 22)), arms=(45, 0, -20, 10),
             touch={"right_arm": Touch("pelvis", (0.5, (2, 6), 24)), "left_arm": Touch("pelvis", (1, (6, 9), 23))}),
        Pose(root=((0, 6), 0, 0), waist=((-6, 4), 0, (26, 44)), head=(0, 0, (5, 20)), left_leg=((0, 6), 8, 5, 4), right_leg=((-5, 5), 10, 5, (25, 40), 20), arms=(110, 20, 0, 70),
             touch={"right_arm": Touch("chest", (17, 14, 6)), "left_arm": Touch("chest", (19, 16, 5))}, planted=("left_foot",)),
    )),
    "swimming": Action("swimming", family="water", facing=(82, 28), upright=False, weight=1.3, poses=(
        Pose(planted=(), root=((82, 94), (-12, 12), 0), waist=((-10, 0), 0, (-14, 14)), head=((-25, 5), 0, (-35, 35)), left_leg=((2, 16), 4, 0, (0, 20), 60),
             right_leg=((-18, -4), 4, 0, (2, 25), 60), left_arm=((160, 178), (4, 14), 0, (0, 12)), right_arm=((-30, 60), (6, 20), 0, (5, 50)), lift=(8, 30)),
        Pose(planted=(), root=((78, 94), 0, 0), waist=((-16, -4), 0, 0), head=((-40, -15), 0, 0), legs=((15, 50), (20, 38), 20, (40, 95), 40), arms=((110, 165), (25, 70), -20, (5, 40)), lift=(8, 30)),
    )),
    "diving": Action("diving", family="water", facing=_PROFILE, upright=False, poses=(
        Pose(planted=(), root=((110, 155), 0, 0), waist=((-14, 10), 0, 0), head=((-5, 12), 0, 0), legs=((-6, 8), 2, 2, (0, 5), 65), arms=((168, 180), (2, 6), 0, (0, 6)), lift=(12, 30)),
        Pose(planted=(), root=((95, 130), 0, 0), waist=((25, 42), 0, 0), head=((5, 18), 0, 0), legs=((85, 108), 2, 2, (0, 8), 65), arms=((120, 150), (2, 8), 0, (0, 8)), lift=(14, 32)),
    )),
    "climbing": Action("climbing", family="climbing", facing=(165, 40), weight=1.2, poses=(
        Pose(planted=(), root=((-2, 8), (-6, 6), 0), waist=((-6, 4), (-8, 8), 0), head=((-30, -8), 0, (-10, 10)), left_leg=((70, 105), (15, 40), (15, 40), (80, 115), 5),
             right_leg=((-6, 18), (4, 12), 10, (5, 35), 20), left_arm=((95, 125), (15, 35), 0, (60, 95)), right_arm=((150, 175), (5, 25), 0, (0, 25)), lift=(10, 28)),
    )),
    "hanging_from_a_bar": Action("hanging from a bar", family="climbing", prop="bar", poses=(
        Pose(planted=(), arms=((168, 180), (4, 14), 0, (0, 8)), legs=((-8, 20), (2, 8), 4, (2, 45), 45), head=((-8, 12), 0, 0), lift=(12, 26)),
        Pose(planted=(), arms=((120, 140), (22, 34), 0, (95, 125)), legs=((5, 30), (2, 6), 4, (20, 80), 40), head=((-25, -12), 0, 0), lift=(12, 26)),
    )),
    "lifting_weights": Action("lifting a barbell", family="sport", prop="barbell", facing=(0, 40), weight=1.2, poses=(
        Pose(arms=((168, 178), (16, 26), 0, (0, 12)), legs=((0, 18), (8, 16), 8, (0, 30)), head=((-12, 0), 0, 0), wrists=0),
        Pose(root=((24, 36), 0, 0), waist=((4, 12), 0, 0), head=((-24, -8), 0, 0), legs=((78, 95), (12, 20), 12, (82, 98)), arms=((38, 55), (8, 14), 0, (0, 6)), wrists=0),
        Pose(arms=((28, 40), (8, 16), 0, (128, 140)), legs=((10, 40), (10, 18), 10, (15, 55)), wrists=0),
    )),
    "doing_push_ups": Action("doing push-ups", family="sport", facing=(82, 25), upright=False, poses=(
        Pose(planted=(), root=((76, 88), 0, 0), waist=((-4, 4), 0, 0), head=((-30, -5), 0, 0), legs=((-4, 4), (2, 7), 0, (0, 4), -30), arms=((78, 92), (4, 14), -10, (0, 8)),
             supports=("left_hand", "right_hand", "left_foot", "right_foot"), wrists=72),
        Pose(planted=(), root=((82, 90), 0, 0), waist=((-4, 4), 0, 0), head=((-30, -5), 0, 0), legs=((-4, 4), (2, 7), 0, (0, 4), -30), arms=((-10, 15), (30, 45), 0, (85, 105)),
             supports=("left_hand", "right_hand", "left_foot", "right_foot"), wrists=72),
    )),
    "skateboarding": Action("riding a skateboard", family="board", prop="skateboard", facing=(20, 50), poses=(
        Pose(root=((10, 22), 0, 0), waist=((4, 14), 0, 0), head=((-8, 4), 0, (25, 55)), legs=((45, 68), (18, 28), 10, (52, 76)), arms=((0, 35), (55, 95), 10, (5, 40))),
    )),
    "surfing": Action("surfing", family="board", prop="surfboard", facing=(25, 50), poses=(
        Pose(root=((14, 28), 0, 0), waist=((6, 16), 0, 0), head=((-12, 2), 0, (30, 60)), left_leg=((55, 75), (24, 34), 10, (60, 82)), right_leg=((45, 62), (26, 36), 5, (60, 80)),
             left_arm=((10, 45), (65, 100), 10, (5, 35)), right_arm=((-10, 25), (60, 105), 10, (10, 50))),
    )),
    "skating": Action("skating", family="board", facing=(65, 35), poses=(
        Pose(root=((18, 36), 0, 0), waist=((6, 18), 0, 0), head=((-28, -10), 0, 0), legs_from_ground=True, left_leg=((22, 38), 2, 2, (40, 58)), right_leg=((-45, -25), (8, 20), 15, (5, 25), 20),
             left_arm=((-45, -15), (10, 30), 0, (10, 40)), right_arm=((40, 75), (5, 20), -20, (30, 70)), planted=("left_foot",)),
    )),
    "skipping_rope": Action("skipping rope", family="sport", prop="jump_rope", facing=(0, 40), poses=(
        Pose(planted=(), arms=((-6, 12), (18, 32), (35, 60), (60, 85)), legs=((2, 18), 3, 4, (8, 35), 40), lift=(3, 12)),
    )),
    "rowing": Action("rowing a boat", family="water", prop="paddle", facing=_PROFILE, poses=(
        Pose(planted=(), root=((-20, 8), 0, 0), waist=((4, 22), 0, (-10, 10)), legs=((78, 95), (3, 8), 2, (30, 75), 0), arms=(60, 12, -10, 45),
             touch={"left_arm": Touch("chest", (8, (-4, 5), (18, 29))), "right_arm": Touch("chest", (-8, (-4, 5), (18, 29)))}),
    )),
    "hurdling": Action("leaping over a hurdle", family="sport", facing=_PROFILE, poses=(
        Pose(planted=(), root=((22, 38), 0, 0), waist=((12, 24), 0, 0), head=((-25, -10), 0, 0), left_leg=((100, 122), 4, 0, (5, 30), 0), right_leg=((5, 25), (55, 75), 30, (85, 110), 10),
             left_arm=((-25, 5), (15, 30), 0, (50, 85)), right_arm=((85, 115), (0, 12), 0, (10, 40)), lift=(16, 32)),
    )),
}
