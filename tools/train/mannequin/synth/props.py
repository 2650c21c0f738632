"""What figures hold or rest on, placed by their joints."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import skia

from .look import Rgb
from .shapes import Shape, capsule, ellipse, hull, polygon
from .skeleton import JOINT_SWAP
from .types import JOINT, ProjectedPerson

Placed = list[tuple[float, list[Shape]]]
"""(depth, shapes) of each piece."""

WOOD: Rgb = (134, 84, 46)
STEEL: Rgb = (196, 204, 214)


class _Holder:
    """The joints of the figure that a prop is fixed to."""

    def __init__(self, person: ProjectedPerson, scale: float) -> None:
        lead = JOINT_SWAP if person.prop_hand == "left" else slice(None)  # props are drawn for a leading right hand
        self.xy = person.xy[lead] * scale
        self.px = float(person.px_per_m[JOINT["pelvis"]]) * scale * person.body.height / 1.7
        self.depths = person.depth[lead]

    def at(self, name: str) -> np.ndarray:
        return self.xy[JOINT[name]]

    def depth(self, *names: str) -> float:
        return float(np.mean([self.depths[JOINT[n]] for n in names]))

    def grip(self, side: str) -> tuple[np.ndarray, np.ndarray]:
        """Palm, and the direction that a stick in it points: across the hand, away from the floor."""
        wrist, hand, elbow = self.at(f"{side}_wrist"), self.at(f"{side}_hand"), self.at(f"{side}_elbow")
        along = hand - elbow
        along = along / max(np.linalg.norm(along), 1e-6)
        across = np.array([along[1], -along[0]])
        across = across if across[1] <= 0 else -across
        direction = along * 0.75 + across * 0.66
        return (wrist + hand) / 2, direction / np.linalg.norm(direction)


def _rod(a: np.ndarray, b: np.ndarray, r0: float, r1: float, color: Rgb, material: str = "prop") -> Shape:
    return Shape(capsule(a, b, r0, r1), color, material, axis=(tuple(a), tuple(b), max(r0, r1)))


def _disc(center: np.ndarray, radius: float, color: Rgb) -> Shape:
    return Shape(skia.Path.Circle(float(center[0]), float(center[1]), radius), color, "prop", axis=(tuple(center), tuple(center), radius))


def _sword(h: _Holder) -> Placed:
    palm, way = h.grip("right")
    side = np.array([-way[1], way[0]]) * h.px * 0.09
    guard = palm + way * h.px * 0.06
    return [(h.depth("right_wrist") - 0.06, [
        _rod(guard, palm + way * h.px * 0.85, h.px * 0.028, h.px * 0.012, STEEL, "metal"),
        _rod(palm - way * h.px * 0.1, guard, h.px * 0.022, h.px * 0.022, WOOD), _rod(guard - side, guard + side, h.px * 0.018, h.px * 0.018, (196, 156, 60))])]


def _pole(length: float, thick: float, color: Rgb, tip: Rgb | None = None) -> Callable[[_Holder], Placed]:
    def draw(h: _Holder) -> Placed:
        palm, way = h.grip("right")
        start, end = palm - way * h.px * length * 0.45, palm + way * h.px * length * 0.55
        shapes = [_rod(start, end, h.px * thick, h.px * thick, color)]
        if tip is not None:
            shapes.append(_rod(end, end + way * h.px * 0.18, h.px * 0.045, h.px * 0.01, tip, "metal"))
        return [(h.depth("right_wrist") - 0.05, shapes)]
    return draw


def _racket(h: _Holder) -> Placed:
    palm, way = h.grip("right")
    head = palm + way * h.px * 0.48
    return [(h.depth("right_wrist") - 0.06, [
        _rod(palm, palm + way * h.px * 0.34, h.px * 0.02, h.px * 0.02, (40, 40, 46)), _disc(head, h.px * 0.15, (206, 60, 60)), _disc(head, h.px * 0.115, (236, 232, 210))])]


def _bat(h: _Holder) -> Placed:
    palm, way = h.grip("right")
    return [(h.depth("right_wrist") - 0.06, [_rod(palm - way * h.px * 0.08, palm + way * h.px * 0.72, h.px * 0.018, h.px * 0.042, WOOD)])]


def _ball(radius: float, color: Rgb) -> Callable[[_Holder], Placed]:
    def draw(h: _Holder) -> Placed:
        hands = np.linalg.norm(h.at("left_hand") - h.at("right_hand"))
        both = hands < h.px * 0.7
        center = (h.at("left_hand") + h.at("right_hand")) / 2 if both else h.at("right_hand") + (h.at("right_hand") - h.at("right_wrist")) * 0.6
        return [(h.depth("right_wrist") - 0.03, [_disc(center, h.px * radius, color), _disc(center - h.px * radius * 0.3, h.px * radius * 0.3, (255, 244, 220))])]
    return draw


def _foot_ball(h: _Holder) -> Placed:
    side = "right" if h.at("right_toe")[1] < h.at("left_toe")[1] else "left"
    toe = h.at(f"{side}_toe")
    way = toe - h.at(f"{side}_knee")
    center = toe + way / max(np.linalg.norm(way), 1e-6) * h.px * 0.15
    return [(h.depth(f"{side}_ankle") - 0.05, [_disc(center, h.px * 0.11, (244, 244, 240)), _disc(center, h.px * 0.045, (40, 40, 44))])]


def _chair(h: _Holder) -> Placed:
    pelvis, px = h.at("pelvis"), h.px
    floor = max(h.at("left_ankle")[1], h.at("right_ankle")[1]) + px * 0.04
    seat = pelvis[1] + px * 0.12
    left, right = pelvis[0] - px * 0.25, pelvis[0] + px * 0.25
    legs = [_rod(np.array([x, seat]), np.array([x, max(floor, seat + px * 0.2)]), px * 0.03, px * 0.026, WOOD) for x in (left + px * 0.03, right - px * 0.03)]
    back = Shape(polygon([(left, seat), (right, seat), (right - px * 0.03, seat - px * 0.6), (left + px * 0.03, seat - px * 0.6)]), (150, 96, 54), "prop")
    board = Shape(polygon([(left - px * 0.03, seat), (right + px * 0.03, seat), (right + px * 0.03, seat + px * 0.08), (left - px * 0.03, seat + px * 0.08)]), WOOD, "prop")
    behind = h.depth("pelvis") + 0.4
    return [(behind, [*legs, back, board])]


def _bench(h: _Holder) -> Placed:
    pelvis, px = h.at("pelvis"), h.px
    floor = max(h.at("left_ankle")[1], h.at("right_ankle")[1]) + px * 0.04
    seat = pelvis[1] + px * 0.1
    legs = [_rod(np.array([pelvis[0] + x * px, seat]), np.array([pelvis[0] + x * px, max(floor, seat + px * 0.2)]), px * 0.04, px * 0.04, WOOD) for x in (-0.4, 0.4)]
    board = Shape(polygon([(pelvis[0] - px * 0.55, seat), (pelvis[0] + px * 0.55, seat), (pelvis[0] + px * 0.55, seat + px * 0.1), (pelvis[0] - px * 0.55, seat + px * 0.1)]), (150, 96, 54), "prop")
    return [(h.depth("pelvis") + 0.4, [*legs, board])]


def _rock(h: _Holder) -> Placed:
    pelvis, px = h.at("pelvis"), h.px
    floor = max(h.at("left_ankle")[1], h.at("right_ankle")[1]) + px * 0.04
    top = pelvis[1] + px * 0.08
    body = hull([((pelvis[0] - px * 0.2, top + px * 0.12), px * 0.1), ((pelvis[0] + px * 0.2, top + px * 0.1), px * 0.1), ((pelvis[0], max(floor, top + px * 0.3)), px * 0.32)])
    return [(h.depth("pelvis") + 0.4, [Shape(body, (124, 118, 112), "prop")])]


def _guitar(h: _Holder) -> Placed:
    belly = h.at("right_wrist") * 0.6 + h.at("pelvis") * 0.4
    neck = h.at("left_wrist")
    body = [_disc(belly, h.px * 0.15, (186, 108, 44)), _disc(belly + (neck - belly) * 0.28, h.px * 0.11, (186, 108, 44)), _disc(belly, h.px * 0.05, (50, 30, 20))]
    return [(h.depth("right_elbow", "right_wrist") - 0.02, [_rod(belly, neck + (neck - belly) * 0.12, h.px * 0.03, h.px * 0.024, (84, 52, 32)), *body])]


def _violin(h: _Holder) -> Placed:
    start, end = h.at("left_shoulder") * 0.6 + h.at("neck") * 0.4, h.at("left_wrist")
    bow = h.at("right_hand")
    mid = (start + end) / 2
    return [(h.depth("left_wrist") - 0.08, [
        _rod(start, mid, h.px * 0.09, h.px * 0.07, (160, 82, 36)), _rod(mid, end, h.px * 0.02, h.px * 0.02, (60, 36, 24)), _rod(bow, mid + (mid - bow) * 0.4, h.px * 0.011, h.px * 0.011, (70, 44, 28))])]


def _flute(h: _Holder) -> Placed:
    mouth, hand = h.at("nose"), (h.at("left_hand") + h.at("right_hand")) / 2
    return [(h.depth("right_wrist") - 0.08, [_rod(mouth * 0.9 + hand * 0.1, hand + (hand - mouth) * 0.35, h.px * 0.02, h.px * 0.02, (206, 180, 90), "metal")])]


def _book(h: _Holder) -> Placed:
    center = (h.at("left_hand") + h.at("right_hand")) / 2
    w, v = h.px * 0.17, h.px * 0.12
    left = polygon([center + (0, v), center + (-w, v * 0.7), center + (-w, -v), center + (0, -v * 0.7)])
    right = polygon([center + (0, v), center + (w, v * 0.7), center + (w, -v), center + (0, -v * 0.7)])
    return [(h.depth("right_wrist", "left_wrist") - 0.02, [Shape(left, (244, 238, 222), "prop"), Shape(right, (228, 220, 200), "prop")])]


def _card(width: float, height: float, color: Rgb) -> Callable[[_Holder], Placed]:
    def draw(h: _Holder) -> Placed:
        c, w, v = h.at("right_hand"), h.px * width, h.px * height
        return [(h.depth("right_wrist") - 0.07, [Shape(polygon([c + (-w, -v), c + (w, -v), c + (w, v), c + (-w, v)]), color, "prop")])]
    return draw


def _umbrella(h: _Holder) -> Placed:
    palm = (h.at("right_wrist") + h.at("right_hand")) / 2
    top = palm - np.array([0, h.px * 0.85])
    canopy = skia.Path()
    canopy.addArc(skia.Rect.MakeXYWH(float(top[0] - h.px * 0.55), float(top[1] - h.px * 0.1), h.px * 1.1, h.px * 0.9), 180, 180)
    canopy.close()
    return [(h.depth("head") + 0.6, [_rod(palm + (0, h.px * 0.1), top, h.px * 0.016, h.px * 0.016, (70, 50, 40)), Shape(canopy, (214, 52, 60), "prop")])]


def _barbell(h: _Holder) -> Placed:
    left, right = h.at("left_hand"), h.at("right_hand")
    way = (right - left) / max(np.linalg.norm(right - left), 1e-6)
    a, b = left - way * h.px * 0.4, right + way * h.px * 0.4
    plates = [Shape(ellipse(p, h.px * 0.08, h.px * 0.19), (52, 54, 60), "prop") for p in (a + way * h.px * 0.1, b - way * h.px * 0.1)]
    return [(h.depth("left_wrist", "right_wrist") - 0.03, [_rod(a, b, h.px * 0.018, h.px * 0.018, STEEL, "metal"), *plates])]


def _dumbbells(h: _Holder) -> Placed:
    placed: Placed = []
    for side in ("left", "right"):
        c, w = h.at(f"{side}_hand"), np.array([h.px * 0.1, 0])
        placed.append((h.depth(f"{side}_wrist") - 0.08, [_rod(c - w, c + w, h.px * 0.02, h.px * 0.02, STEEL), _disc(c - w, h.px * 0.06, (52, 54, 60)), _disc(c + w, h.px * 0.06, (52, 54, 60))]))
    return placed


def _bow(h: _Holder) -> Placed:
    hand, draw_hand = h.at("left_hand"), h.at("right_hand")
    way = (hand - draw_hand) / max(np.linalg.norm(hand - draw_hand), 1e-6)
    across = np.array([-way[1], way[0]]) * h.px * 0.6
    tips = hand + across - way * h.px * 0.22, hand - across - way * h.px * 0.22
    wood = [_rod(tips[0], hand + way * h.px * 0.04, h.px * 0.014, h.px * 0.026, WOOD), _rod(hand + way * h.px * 0.04, tips[1], h.px * 0.026, h.px * 0.014, WOOD)]
    string = [_rod(tip, draw_hand, h.px * 0.007, h.px * 0.007, (236, 232, 220)) for tip in tips]
    return [(h.depth("left_wrist") - 0.08, [*string, _rod(draw_hand, hand + way * h.px * 0.2, h.px * 0.01, h.px * 0.01, (60, 50, 44)), *wood])]


def _hoop(h: _Holder) -> Placed:
    c, r = h.at("pelvis") if h.at("right_hand")[1] > h.at("chest")[1] else (h.at("left_hand") + h.at("right_hand")) / 2, h.px * 0.45
    ring = skia.Path()
    for radius in (r, r * 0.9):
        ring.addOval(skia.Rect.MakeXYWH(float(c[0] - radius), float(c[1] - radius * 0.5), 2 * radius, radius))
    ring.setFillType(skia.PathFillType.kEvenOdd)
    return [(h.depth("pelvis") - 0.3, [Shape(ring, (236, 70, 120), "prop")])]


def _bouquet(h: _Holder) -> Placed:
    hand = (h.at("right_hand") + h.at("right_wrist")) / 2
    top = hand - np.array([0, h.px * 0.2])
    petals = [_disc(top + h.px * np.array([dx, dy]), h.px * 0.06, color) for dx, dy, color in (
        (-0.08, 0.02, (236, 80, 110)), (0.08, 0.02, (250, 206, 80)), (0, -0.06, (240, 110, 170)), (0, 0.06, (244, 244, 240)))]
    return [(h.depth("right_wrist") - 0.08, [_rod(hand + (0, h.px * 0.1), top, h.px * 0.02, h.px * 0.04, (66, 140, 70)), *petals])]


def _desk(h: _Holder) -> Placed:
    px, hands = h.px, (h.at("left_wrist") + h.at("right_wrist")) / 2
    top = max(hands[1], h.at("spine")[1]) + px * 0.06
    floor = max(h.at("left_ankle")[1], h.at("right_ankle")[1], top + px * 0.4)
    a, b = hands[0] - px * 0.5, hands[0] + px * 0.5
    legs = [_rod(np.array([x, top]), np.array([x, floor]), px * 0.03, px * 0.026, WOOD) for x in (a + px * 0.06, b - px * 0.06)]
    board = Shape(polygon([(a, top), (b, top), (b, top + px * 0.07), (a, top + px * 0.07)]), (160, 104, 60), "prop")
    return [*_chair(h), (min(h.depth("left_wrist"), h.depth("right_wrist")) + 0.12, [*legs, board])]


def _drum(h: _Holder) -> Placed:
    px, hands = h.px, (h.at("left_hand") + h.at("right_hand")) / 2
    top = hands[1] + px * 0.12
    side = polygon([(hands[0] - px * 0.24, top), (hands[0] + px * 0.24, top), (hands[0] + px * 0.22, top + px * 0.26), (hands[0] - px * 0.22, top + px * 0.26)])
    drum = [Shape(side, (186, 44, 44), "prop"), Shape(ellipse((hands[0], top), px * 0.24, px * 0.06), (240, 232, 212), "prop")]
    sticks: Placed = []
    for side_name in ("left", "right"):
        hand = h.at(f"{side_name}_hand")
        sticks.append((h.depth(f"{side_name}_wrist") - 0.08, [_rod(hand, np.array([hands[0] * 0.6 + hand[0] * 0.4, top]), px * 0.014, px * 0.014, WOOD)]))
    return [(h.depth("left_wrist", "right_wrist") + 0.1, drum), *sticks]


def _carried_box(h: _Holder) -> Placed:
    px, c = h.px, (h.at("left_hand") + h.at("right_hand")) / 2
    w = max(px * 0.2, abs(h.at("left_hand")[0] - h.at("right_hand")[0]) * 0.5)
    body = Shape(polygon([c + (-w, -px * 0.24), c + (w, -px * 0.24), c + (w, px * 0.06), c + (-w, px * 0.06)]), (196, 150, 96), "prop")
    return [(h.depth("left_wrist", "right_wrist") + 0.08, [body])]


def _basket(h: _Holder) -> Placed:
    px, top = h.px, h.at("head_top")
    bowl = polygon([top + (-px * 0.26, -px * 0.2), top + (px * 0.26, -px * 0.2), top + (px * 0.16, px * 0.02), top + (-px * 0.16, px * 0.02)])
    fruit = [_disc(top + (px * dx, -px * 0.22), px * 0.07, color) for dx, color in ((-0.13, (220, 60, 50)), (0, (240, 170, 50)), (0.13, (120, 180, 70)))]
    return [(h.depth("head") + 0.06, [*fruit, Shape(bowl, (176, 124, 70), "prop")])]


def _high_bar(h: _Holder) -> Placed:
    px, left, right = h.px, h.at("left_hand"), h.at("right_hand")
    way = left - right if left[0] > right[0] else right - left
    slope = float(np.clip(way[1] / max(way[0], 1e-6), -0.3, 0.3))
    middle = (left + right) / 2
    a, b = middle + px * 1.1 * np.array([-1, -slope]), middle + px * 1.1 * np.array([1, slope])
    floor = h.xy[:, 1].max() + px * 0.3
    posts = [_rod(p, np.array([p[0], floor]), px * 0.03, px * 0.03, (150, 154, 162)) for p in (a, b)]
    return [(h.depth("left_wrist", "right_wrist") + 0.05, [*posts, _rod(a, b, px * 0.025, px * 0.025, STEEL, "metal")])]


def _pulled_rope(h: _Holder) -> Placed:
    left, right = h.at("left_hand"), h.at("right_hand")
    way = (left - h.at("chest")) + (right - h.at("chest"))
    way = way / max(np.linalg.norm(way), 1e-6)
    near, far = (left, right) if (left - right) @ way < 0 else (right, left)
    return [(h.depth("left_wrist", "right_wrist") - 0.04, [_rod(near - way * h.px * 0.25, far + way * h.px * 1.6, h.px * 0.022, h.px * 0.022, (214, 176, 110))])]


def _board(h: _Holder) -> Placed:
    left, right = h.at("left_ankle"), h.at("right_ankle")
    a, b = (left, right) if left[0] < right[0] else (right, left)
    drop, out = np.array([0, h.px * 0.1]), np.array([h.px * 0.5, 0])
    return [(h.depth("left_ankle", "right_ankle") + 0.3, [Shape(hull([(a + drop - out, h.px * 0.02), ((a + b) / 2 + drop, h.px * 0.09), (b + drop + out, h.px * 0.02)]), (248, 206, 80), "prop")])]


def _boat(h: _Holder) -> Placed:
    px, hips = h.px, h.at("pelvis")
    xs = h.xy[:17, 0]
    a, b = min(float(xs.min()), hips[0] - px * 0.7) - px * 0.1, max(float(xs.max()), hips[0] + px * 0.7) + px * 0.1
    top, keel = hips[1] - px * 0.06, max(hips[1] + px * 0.24, float(h.xy[:17, 1].max()) + px * 0.08)
    body = polygon([(a - px * 0.15, top), (b + px * 0.15, top), (b - px * 0.1, keel), (a + px * 0.1, keel)])
    left, right = h.at("left_hand"), h.at("right_hand")
    way = (right - left) / max(np.linalg.norm(right - left), 1e-6)
    ends = (left - way * px * 0.5, right + way * px * 0.5)
    oar = [_rod(*ends, px * 0.018, px * 0.018, (150, 110, 70)), *(Shape(ellipse(end, px * 0.07, px * 0.1), (190, 140, 84), "prop") for end in ends)]
    return [(h.depth("pelvis") + 3.0, [Shape(body, (128, 74, 40), "prop")]), (h.depth("left_wrist", "right_wrist") - 0.05, oar)]


def _rope(h: _Holder) -> Placed:
    left, right = h.at("left_hand"), h.at("right_hand")
    low = np.array([(left[0] + right[0]) / 2, max(h.at("left_toe")[1], h.at("right_toe")[1]) + h.px * 0.1])
    path = skia.Path()
    for x, a in ((0.0, left), (0.0, right)):
        path.addPath(capsule(a, (a * 0.35 + low * 0.65) + (a - low) * (0.25, 0), h.px * 0.012, h.px * 0.012))
        path.addPath(capsule((a * 0.35 + low * 0.65) + (a - low) * (0.25, 0), low + (x, 0), h.px * 0.012, h.px * 0.012))
    return [(h.depth("pelvis") - 0.4, [Shape(path, (230, 150, 50), "prop")])]


def _fan(h: _Holder) -> Placed:
    placed: Placed = []
    hand, wrist = h.at("right_hand"), h.at("right_wrist")
    angle = np.degrees(np.arctan2(*(hand - wrist)[::-1]))
    wedge = skia.Path()
    wedge.moveTo(float(hand[0]), float(hand[1]))
    r = h.px * 0.26
    wedge.arcTo(skia.Rect.MakeXYWH(float(hand[0] - r), float(hand[1] - r), 2 * r, 2 * r), float(angle - 65), 130, False)
    wedge.close()
    placed.append((h.depth("right_wrist") - 0.05, [Shape(wedge, (226, 64, 80), "prop")]))
    return placed


def _flag(h: _Holder) -> Placed:
    palm, _ = h.grip("right")
    top = palm - np.array([0, h.px * 0.8])
    cloth = polygon([top, top + (h.px * 0.55, h.px * 0.05), top + (h.px * 0.5, h.px * 0.36), top + (0, h.px * 0.34)])
    return [(h.depth("right_wrist") - 0.04, [_rod(palm + (0, h.px * 0.3), top, h.px * 0.016, h.px * 0.016, WOOD), Shape(cloth, (210, 40, 44), "prop")])]


def _mat(h: _Holder) -> Placed:
    xs, ys = h.xy[:17, 0], h.xy[:, 1]
    low, px = float(ys.max()), h.px
    a, b = float(xs.min()) - px * 0.2, float(xs.max()) + px * 0.2
    mat = polygon([(a + px * 0.12, low - px * 0.1), (b - px * 0.12, low - px * 0.1), (b, low + px * 0.08), (a, low + px * 0.08)])
    return [(h.depth("pelvis") + 5.0, [Shape(mat, (92, 90, 190), "prop")])]


def _skateboard(h: _Holder) -> Placed:
    left, right = h.at("left_ankle"), h.at("right_ankle")
    a, b = (left, right) if left[0] < right[0] else (right, left)
    drop = np.array([0, h.px * 0.12])
    out = np.array([h.px * 0.18, 0])
    wheels = [_disc(p + drop + (0, h.px * 0.05), h.px * 0.045, (40, 40, 46)) for p in (a, b)]
    return [(h.depth("left_ankle", "right_ankle") + 0.02, [*wheels, _rod(a + drop - out, b + drop + out, h.px * 0.03, h.px * 0.03, (226, 120, 40))])]


def _stick(side: str, length: float, color: Rgb, thick: float = 0.018) -> Callable[[_Holder], Placed]:
    """A stick straight down from the hand to the ground."""
    def draw(h: _Holder) -> Placed:
        hand = h.at(f"{side}_hand")
        return [(h.depth(f"{side}_wrist") - 0.05, [_rod(hand - (0, h.px * 0.08), hand + (0, h.px * length), h.px * thick, h.px * thick, color)])]
    return draw


def _microphone(h: _Holder) -> Placed:
    hand, nose = h.at("right_hand"), h.at("nose")
    way = (nose - hand) / max(np.linalg.norm(nose - hand), 1e-6)
    end = hand + way * h.px * 0.12
    return [(h.depth("right_wrist") - 0.08, [_rod(hand - way * h.px * 0.06, end, h.px * 0.02, h.px * 0.026, (40, 40, 44)), _disc(end, h.px * 0.045, (150, 152, 158))])]


def _shield_and_sword(h: _Holder) -> Placed:
    shield = h.at("left_hand") * 0.5 + h.at("left_wrist") * 0.5
    return [*_sword(h), (h.depth("left_wrist") - 0.12, [_disc(shield, h.px * 0.25, (180, 50, 50)), _disc(shield, h.px * 0.09, (220, 186, 80))])]


PROPS: dict[str, Callable[[_Holder], Placed]] = {
    "sword": _sword, "staff": _pole(1.5, 0.022, WOOD), "spear": _pole(1.7, 0.018, WOOD, STEEL), "stick": _pole(0.8, 0.018, WOOD), "broom": _pole(1.3, 0.018, WOOD, (214, 180, 90)),
    "paddle": _boat, "wand": _pole(0.45, 0.012, WOOD), "torch": _pole(0.5, 0.025, WOOD, (250, 160, 40)), "club": _bat, "bat": _bat,
    "racket": _racket, "ball": _ball(0.12, (232, 120, 44)), "basketball": _ball(0.13, (226, 110, 40)), "volleyball": _ball(0.115, (240, 236, 220)),
    "football": _foot_ball, "soccer_ball": _foot_ball, "chair": _chair, "stool": _chair, "throne": _chair, "bench": _bench, "sofa": _bench, "rock": _rock, "box": _carried_box, "basket": _basket, "desk": _desk, "drum": _drum,
    "guitar": _guitar, "violin": _violin, "flute": _flute, "trumpet": _flute, "book": _book, "newspaper": _book, "tray": _book,
    "phone": _card(0.035, 0.065, (30, 32, 40)), "cup": _card(0.045, 0.055, (240, 240, 236)), "bottle": _card(0.03, 0.1, (40, 120, 70)), "letter": _card(0.08, 0.06, (244, 240, 226)),
    "camera": _card(0.08, 0.055, (40, 40, 46)), "bag": _card(0.12, 0.12, (150, 80, 40)), "brush": _pole(0.35, 0.012, WOOD), "umbrella": _umbrella, "barbell": _barbell,
    "dumbbells": _dumbbells, "dumbbell": _dumbbells, "bow": _bow, "hoop": _hoop, "rope": _pulled_rope, "jump_rope": _rope, "fan": _fan, "flag": _flag, "ribbon": _flag, "mat": _mat, "yoga_mat": _mat,
    "skateboard": _skateboard, "surfboard": _board, "bar": _high_bar, "flowers": _bouquet, "shovel": _pole(1.2, 0.02, WOOD, STEEL), "cane": _stick("right", 0.75, WOOD), "microphone": _microphone, "shield": _shield_and_sword,
}
"""Name of `ProjectedPerson.prop` to its drawing."""


def prop_parts(person: ProjectedPerson, scale: float) -> Placed:
    """Pieces of the figure's prop; none for a figure without one."""
    if person.prop is None or person.prop not in PROPS:
        return []
    return PROPS[person.prop](_Holder(person, scale))
