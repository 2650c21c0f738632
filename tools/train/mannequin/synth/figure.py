"""A posed figure as outlines in depth order: limbs, torso, garments, head and prop.

Nothing here knows a style. Radii are metres of a figure 1.7 m tall, scaled by its height and build; every outline is
placed by the projected joints, so that the drawing holds the pose exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import skia

from .look import Look, Rgb
from .props import prop_parts
from .shapes import Shape, capsule, hull, polygon, union
from .types import JOINT, ProjectedPerson

WELD = 4.0
"""Pixels by which a weld reaches beyond a joint's circle, at least any style's line width."""

THIGH_BACK = 0.03
"""Metres by which a thigh is ordered behind its joints, under the hem of what the torso wears."""

_RING = np.linspace(0, 2 * np.pi, 26, endpoint=False)


@dataclass
class Part:
    """Shapes that move together and share one place in the depth order."""

    name: str
    depth: float
    shapes: list[Shape]
    joints: frozenset[int] = field(default=frozenset())
    """COCO keypoints that count as seen where this part is in front."""
    owner: int = 0


class _Tailor:
    """Cuts the parts of one figure; collects them in `parts`."""

    def __init__(self, person: ProjectedPerson, look: Look, scale: float) -> None:
        self.person, self.look = person, look
        self.xy = person.xy * scale
        self.px = person.px_per_m * scale * person.body.height / 1.7
        self.depth = person.depth
        self.thick = person.body.build**0.6 * 1.12
        self.parts: list[Part] = []
        self.hips: Shape | None = None
        self.material = "metal" if look.outfit.metal else "cloth"
        self.top = look.second if look.outfit.word_is_skirt or look.outfit.cape else look.cloth
        self.trousers = self.top if look.outfit.matching_legs or look.outfit.cape else look.second

    def at(self, name: str) -> np.ndarray:
        return self.xy[JOINT[name]]

    def radius(self, name: str, metres: float) -> float:
        return float(self.px[JOINT[name]] * metres * self.thick)

    def mean_depth(self, *names: str) -> float:
        return float(np.mean([self.depth[JOINT[n]] for n in names]))

    def add(self, name: str, depth: float, shapes: list[Shape], *joints: str) -> None:
        self.parts.append(Part(name, depth, shapes, frozenset(JOINT[j] for j in joints)))

    def limb_shape(self, a: np.ndarray, b: np.ndarray, r0: float, r1: float, color: Rgb, material: str) -> Shape:
        return Shape(capsule(a, b, r0, r1), color, material, axis=(tuple(a), tuple(b), max(r0, r1)))


def _segment(t: _Tailor, a: str, b: str, radii: tuple[float, float], cover: float, color: Rgb, wide: float = 0.0) -> list[Shape]:
    """Bare limb between joints `a` and `b` with cloth over its first `cover` (0..1)."""
    r0, r1 = t.radius(a, radii[0]), t.radius(b, radii[1])
    shapes = [] if cover >= 1 and not wide else [t.limb_shape(t.at(a), t.at(b), r0, r1, t.look.skin, "skin")]
    if cover > 0:
        cover = min(cover, 1.0)
        end = t.at(a) + (t.at(b) - t.at(a)) * cover
        hem = (r0 + (r1 - r0) * cover) * 1.1 + t.radius(b, wide)
        shapes.append(t.limb_shape(t.at(a), end, r0 * 1.1, hem, color, t.material))
    return shapes


def _weld(t: _Tailor, neighbour: Shape, shapes: list[Shape], joint: str, metres: float) -> None:
    """Continue `neighbour` over the seam at `joint` where both are of one colour."""
    if shapes[-1].color != neighbour.color:
        return
    circle = skia.Path.Circle(float(t.at(joint)[0]), float(t.at(joint)[1]), t.radius(joint, metres) * 1.1 + WELD)
    patch = skia.Op(neighbour.path, circle, skia.PathOp.kIntersect_PathOp)
    if patch is not None and not patch.isEmpty():
        shapes.append(Shape(patch, neighbour.color, neighbour.material, neighbour.axis, outline=False))


def _arm(t: _Tailor, side: str, torso: Shape, torso_depth: float) -> None:
    shoulder, elbow, wrist, hand = (f"{side}_{j}" for j in ("shoulder", "elbow", "wrist", "hand"))
    outfit = t.look.outfit
    upper = _segment(t, shoulder, elbow, (0.062, 0.05), min(outfit.sleeves, 1), t.top, 0.02 if outfit.wide_sleeves else 0)
    lower_wide = 0.06 if outfit.wide_sleeves else 0
    fist = Shape(
        hull([(t.at(wrist), t.radius(wrist, 0.036)), ((t.at(wrist) + t.at(hand)) / 2, t.radius(wrist, 0.046)), (t.at(hand), t.radius(hand, 0.026))]),
        t.look.skin, "skin", axis=(tuple(t.at(wrist)), tuple(t.at(hand)), t.radius(wrist, 0.046)))
    forearm = _segment(t, elbow, wrist, (0.05, 0.036), outfit.sleeves - 1, t.top, lower_wide)
    lower = [fist, *forearm]
    upper_depth = t.mean_depth(shoulder, elbow) - 0.06
    lower_depth = t.mean_depth(elbow, wrist) - 0.07
    if upper_depth < torso_depth:
        _weld(t, torso, upper, shoulder, 0.06)
    if lower_depth < upper_depth:
        _weld(t, next(s for s in reversed(upper) if s.outline), lower, elbow, 0.05)
    t.add(f"{side}_upper_arm", upper_depth, upper, shoulder, elbow)
    t.add(f"{side}_forearm", lower_depth, lower, elbow, wrist)


def _leg(t: _Tailor, side: str, behind: float, torso_depth: float) -> None:
    """`behind` is the depth that a covering skirt sets for the thigh, or -inf."""
    hip, knee, ankle, toe = (f"{side}_{j}" for j in ("hip", "knee", "ankle", "toe"))
    outfit = t.look.outfit
    thigh = _segment(t, hip, knee, (0.098, 0.07), min(outfit.legs, 1), t.trousers)
    shin = _segment(t, knee, ankle, (0.068, 0.042), outfit.legs - 1, t.trousers)
    heel = t.at(ankle) + (t.at(ankle) - t.at(knee)) * 0.08
    shoe = Shape(
        hull([(heel, t.radius(ankle, 0.052)), (t.at(toe), t.radius(toe, 0.034))]), t.look.shoes, "cloth",
        axis=(tuple(heel), tuple(t.at(toe)), t.radius(ankle, 0.052)))
    thigh_depth = max(t.mean_depth(hip, knee) + THIGH_BACK, behind)
    shin_depth = t.mean_depth(knee, ankle) + 0.02
    if behind > -np.inf and outfit.skirt > 1.2:
        shin_depth = max(shin_depth, behind)
    lower = [*shin, shoe] if outfit.legs < 1.5 else [shoe, *shin]
    if thigh_depth < torso_depth and t.hips is not None:
        _weld(t, t.hips, thigh, hip, 0.08)
    if shin_depth < thigh_depth:
        _weld(t, next(s for s in reversed(thigh) if s.outline), lower, knee, 0.07)
    else:
        _weld(t, shin[-1], thigh, knee, 0.07)
    t.add(f"{side}_thigh", thigh_depth, thigh, hip, knee)
    t.add(f"{side}_shin", shin_depth, lower, knee, ankle)


def _torso(t: _Tailor) -> tuple[Shape, float]:
    ls, rs, lh, rh = (t.at(n) for n in ("left_shoulder", "right_shoulder", "left_hip", "right_hip"))
    spine, chest, neck = t.at("spine"), t.at("chest"), t.at("neck")
    woman = t.person.body.kind in ("woman", "girl")
    waist, hips = t.radius("spine", 0.084 if woman else 0.102), t.radius("pelvis", 0.102 if woman else 0.094)
    inward = 0.12
    shoulders = [(ls + (chest - ls) * inward, t.radius("left_shoulder", 0.07)), (rs + (chest - rs) * inward, t.radius("right_shoulder", 0.07))]
    across = (lh - rh) * 0.12
    side = (ls - rs) * 0.1
    upper = hull([*shoulders, (chest, t.radius("chest", 0.112)), (spine + side, waist), (spine - side, waist)])
    lower = hull([(lh, hips), (rh, hips), (spine + across, waist), (spine - across, waist)])
    body = Shape(union(upper, lower), t.top, t.material, axis=(tuple(neck), tuple(t.at("pelvis")), t.radius("chest", 0.17)))
    depth = t.mean_depth("left_shoulder", "right_shoulder", "left_hip", "right_hip")
    shapes = [body]
    outfit = t.look.outfit
    if outfit.legs >= 0.9 and not outfit.matching_legs and outfit.skirt == 0:
        shapes.append(Shape(hull([(lh, hips * 0.97), (rh, hips * 0.97)]), t.trousers, "cloth", body.axis))
    t.hips = shapes[-1]
    if t.hips.color == t.trousers and outfit.legs >= 0.9 and outfit.skirt == 0:
        shapes.extend(_trouser_tops(t, depth, hips * 0.86))
    if outfit.word in ("kimono", "robe", "tunic"):
        shapes.append(Shape(capsule(spine + (lh - rh) * 0.45, spine - (lh - rh) * 0.45, waist * 0.42, waist * 0.42), t.look.second, "cloth"))
    facing = -float(t.person.chest_normal[2])
    if facing > 0.25 and outfit.word in ("suit", "jacket", "coat"):
        shapes.append(Shape(polygon([neck + (ls - neck) * 0.3, neck + (rs - neck) * 0.3, spine]), t.look.second if outfit.word != "suit" else (240, 240, 238), "cloth"))
    t.add("torso", depth, shapes, "left_shoulder", "right_shoulder", "left_hip", "right_hip")
    return body, depth


def _trouser_tops(t: _Tailor, torso_depth: float, radius: float) -> list[Shape]:
    """The trousers carried on from the hips into thighs that lie behind them, so that no seam parts the two."""
    tops = []
    for side in ("left", "right"):
        hip, knee = t.at(f"{side}_hip"), t.at(f"{side}_knee")
        if t.mean_depth(f"{side}_hip", f"{side}_knee") + THIGH_BACK >= torso_depth:
            axis = (tuple(hip), tuple(knee), radius * 1.2)
            tops.append(Shape(capsule(hip, hip + (knee - hip) * 0.28, radius, radius * 0.96), t.trousers, t.material if t.look.outfit.matching_legs else "cloth", axis, outline=False))
    return tops


def _skirt(t: _Tailor) -> float:
    """Add the skirt, if any; the depth that thighs beneath it must not come in front of, or -inf."""
    outfit = t.look.outfit
    if outfit.skirt <= 0:
        return -np.inf
    reach, circles = outfit.skirt, [(t.at("left_hip"), t.radius("left_hip", 0.108)), (t.at("right_hip"), t.radius("right_hip", 0.108))]
    spread = np.linalg.norm(t.at("left_ankle") - t.at("right_ankle")) / t.radius("pelvis", 1.0)
    if reach > 1:
        reach = max(0.95, reach - max(0.0, spread - 0.45) * 0.9)
    for side in ("left", "right"):
        hip, knee, ankle = (t.at(f"{side}_{j}") for j in ("hip", "knee", "ankle"))
        end = hip + (knee - hip) * min(reach, 1) + (ankle - knee) * max(0.0, reach - 1)
        circles.append((end, t.radius(f"{side}_knee", outfit.flare)))
        if reach > 1:
            circles.append((knee, t.radius(f"{side}_knee", outfit.flare * 0.85)))
    depth = t.mean_depth("left_hip", "right_hip", "left_knee", "right_knee") - 0.05
    ends = [np.mean([circles[0][0], circles[1][0]], axis=0), np.mean([c for c, _ in circles[2:]], axis=0)]
    width = float(max(np.linalg.norm(c - ends[1]) + r for c, r in circles[2:]))
    color = t.look.cloth
    covered = ["left_hip", "right_hip"] + (["left_knee", "right_knee"] if reach >= 0.85 else [])
    skirt = Shape(hull(circles), color, t.material, axis=(tuple(ends[0]), tuple(ends[1]), width))
    shapes = [skirt]
    torso = t.parts[-1].shapes[0] if t.parts and t.parts[-1].name == "torso" else None
    if torso is not None and torso.color == color:
        bridge = hull([(t.at("left_hip"), t.radius("left_hip", 0.09)), (t.at("right_hip"), t.radius("right_hip", 0.09)), (t.at("spine"), t.radius("spine", 0.07))])
        shapes.append(Shape(bridge, color, t.material, torso.axis, outline=False))
    t.add("skirt", depth, shapes, *covered)
    return depth + 0.004 if outfit.skirt >= 0.35 else -np.inf


def _cape(t: _Tailor) -> None:
    if not t.look.outfit.cape:
        return
    down = t.at("pelvis") - t.at("neck")
    side = t.at("left_shoulder") - t.at("right_shoulder")
    sway = np.array([0.12 * np.linalg.norm(down), 0.0])
    hem = t.at("pelvis") + down * 0.75 + sway
    points = [t.at("left_shoulder") + side * 0.1, t.at("right_shoulder") - side * 0.1, hem - side * 0.75, hem + side * 0.75]
    depth = t.mean_depth("left_shoulder", "left_hip", "right_shoulder", "right_hip") - float(t.person.chest_normal[2]) * 0.16
    flat = cv2.convexHull(np.asarray(points, np.float32))[:, 0]
    t.add("cape", depth + 0.02, [Shape(polygon(flat), t.look.cloth, "cloth", axis=(tuple(t.at("neck")), tuple(hem), float(np.linalg.norm(side)) + 6))])


def left_of(out: np.ndarray, up: np.ndarray) -> np.ndarray:
    """Unit vector to the left of a figure that faces `out` with its crown `up`; (3,) each, camera axes."""
    x = up[1] * out[2] - up[2] * out[1]
    y = up[2] * out[0] - up[0] * out[2]
    z = up[0] * out[1] - up[1] * out[0]
    return np.array([x, y, z]) / max(float(np.sqrt(x * x + y * y + z * z)), 1e-6)


class _Skull:
    """The head as an ellipsoid; caps of it (face, hair, hat) become outlines on the canvas."""

    def __init__(self, t: _Tailor) -> None:
        up = np.asarray(t.person.head_up, np.float64)
        out = np.asarray(t.person.face_normal, np.float64)
        across = left_of(out, up)
        half = float(t.px[JOINT["head"]]) * 0.128 * t.person.body.head_scale
        self.size = half
        self.up, self.out, self.across = up, out, across
        self.center = t.at("head") + up[:2] * half * -0.04
        self.axes = np.stack([across * half * 0.76, up * half, out * half * 0.88], axis=1)  # columns

    def silhouette(self, grow: float = 1.0, offset: tuple[float, float] = (0.0, 0.0)) -> skia.Path:
        """Outline of the whole ellipsoid; `offset` moves it along (up, out) in head sizes."""
        covariance = self.axes[:2] @ self.axes[:2].T
        values, vectors = np.linalg.eigh(covariance)
        ring = np.stack([np.cos(_RING), np.sin(_RING)], axis=1) * np.sqrt(np.maximum(values, 0)) * grow
        return polygon(self.point(0, *offset) + ring @ vectors.T)

    def point(self, across: float, up: float, out: float) -> np.ndarray:
        """Canvas position of a point of the head, in head sizes from its centre."""
        return self.center + self.size * (self.across * across + self.up * up + self.out * out)[:2]

    def depth(self, up: float, out: float, px_per_m: float) -> float:
        """Depth of a point relative to the head's centre, metres."""
        return float((self.up * up + self.out * out)[2]) * self.size / px_per_m

    def cap(self, up: float, out: float, threshold: float, grow: float = 1.0) -> skia.Path:
        """The visible part of the cap around direction (up, out) whose cosine exceeds `threshold`."""
        pole = np.array([0.0, up, out]) / np.hypot(up, out)
        e1 = np.array([1.0, 0.0, 0.0])
        e2 = np.cross(pole, e1)
        rim = threshold * pole + np.sqrt(1 - threshold**2) * (np.cos(_RING)[:, None] * e1 + np.sin(_RING)[:, None] * e2)
        # On the unit sphere the viewer sees points whose normal has a negative depth; the ellipsoid's normal is A^-T p.
        normals = rim / np.linalg.norm(self.axes, axis=0)
        facing = (normals @ np.stack([self.across, self.up, self.out]))[:, 2]
        points = rim @ self.axes.T
        view = np.linalg.inv(self.axes) @ np.array([0.0, 0.0, 1.0])
        view /= np.linalg.norm(view)
        behind = facing > 0
        flat = rim[behind] - np.outer(rim[behind] @ view, view)
        flat /= np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6)
        points[behind] = flat @ self.axes.T
        return polygon(self.center + points[:, :2] * grow)


def _features(t: _Tailor, skull: _Skull) -> list[Shape]:
    """Eyes, nose and mouth at the keypoints, as far as the face is turned to the viewer."""
    facing = -float(skull.out[2])
    if facing < -0.05 or skull.size < 5:
        return []
    shapes: list[Shape] = []
    r = skull.size
    for side in ("left", "right"):
        outward = skull.across * (1 if side == "left" else -1)
        if facing < 0.45 and float((skull.out * 0.8 + outward * 0.6)[2]) > 0:
            continue
        eye = t.at(f"{side}_eye")
        shapes.append(Shape(skia.Path.Circle(float(eye[0]), float(eye[1]), r * 0.15), (250, 248, 244), "white", outline=False))
        shapes.append(Shape(skia.Path.Circle(float(eye[0]), float(eye[1]), r * 0.105), (30, 24, 30), "mark", outline=False))
    nose = t.at("nose")
    shade = tuple(int(c * 0.72) for c in t.look.skin)
    shapes.append(Shape(hull([(nose, r * 0.07), (nose + skull.up[:2] * r * 0.22, r * 0.04)]), shade, "skin", outline=False))
    if facing > 0.2:
        mouth = skull.point(0, -0.52, 0.76)
        width = skull.across[:2] * r * 0.2
        shapes.append(Shape(capsule(mouth - width, mouth + width, r * 0.06, r * 0.06), (170, 60, 62), "mark", outline=False))
    return shapes


def _hair_behind(t: _Tailor, skull: _Skull) -> list[Shape]:
    style, hair, r = t.look.hair_style, t.look.hair, skull.size
    crown = skull.point(0, 0.18, -0.2)
    if style == "long":
        fall = skull.point(0, 0, -0.35) * 0.45 + (t.at("chest") + (skull.point(0, 0, -0.5) - skull.center)) * 0.55
        return [Shape(hull([(crown, r * 0.96), (skull.point(0, -0.5, -0.3), r * 0.9), (fall, r * 0.66)]), hair, "hair", axis=(tuple(crown), tuple(fall), r))]
    if style == "bob":
        low = skull.point(0, -0.55, -0.25)
        return [Shape(hull([(crown, r * 0.95), (low, r * 0.92)]), hair, "hair", axis=(tuple(crown), tuple(low), r))]
    if style == "ponytail":
        tip = skull.point(0, -1.5, -1.35)
        root = skull.point(0, 0.4, -0.95)
        return [Shape(hull([(root, r * 0.22), (skull.point(0, -0.4, -1.45), r * 0.34), (tip, r * 0.12)]), hair, "hair", axis=(tuple(root), tuple(tip), r * 0.34))]
    if style == "bun":
        bun = skull.point(0, 0.95, -0.55)
        return [Shape(skia.Path.Circle(float(bun[0]), float(bun[1]), r * 0.44), hair, "hair", axis=(tuple(bun), tuple(bun), r * 0.44))]
    return []


def _head(t: _Tailor) -> None:
    skull, look = _Skull(t), t.look
    r = skull.size
    depth = t.mean_depth("head") - 0.05
    axis = (tuple(skull.point(0, 0.9, 0)), tuple(skull.point(0, -0.9, 0)), r * 0.86)
    neck_shape = t.limb_shape(t.at("neck"), skull.point(0, -0.45, -0.1), t.radius("neck", 0.06), t.radius("neck", 0.054), look.skin, "skin")
    t.add("neck", t.mean_depth("neck", "head") + 0.02, [neck_shape])
    behind = _hair_behind(t, skull)
    if behind:
        offset = skull.depth(0, -0.9, float(t.px[JOINT["head"]]))
        t.add("hair", depth + (0.09 if offset > 0 else -0.02), behind, "left_ear", "right_ear")
    bald = look.hair_style == "bald"
    covering, material = (look.skin, "skin") if bald else (look.hair, "hair")
    if look.hair_style == "helmet":
        covering, material = look.cloth, "metal"
    shapes = [Shape(skull.silhouette(1.02 if bald else 1.08, (0.0, 0.0) if bald else (0.13, -0.05)), covering, material, axis)]
    if not bald:
        shapes.append(Shape(skull.cap(-0.5, 0.86, 0.08), look.skin, "skin", axis, outline=False))
        shapes.append(Shape(skull.cap(-0.9, 0.42, 0.42), look.skin, "skin", axis, outline=False))
    if look.hair_style in ("bald", "short", "bun", "ponytail"):
        for side in ("left", "right"):
            if t.depth[JOINT[f"{side}_ear"]] <= t.depth[JOINT["head"]] + 0.03:
                ear = t.at(f"{side}_ear")
                shapes.append(Shape(skia.Path.Circle(float(ear[0]), float(ear[1]), r * 0.18), tuple(int(c * 0.92) for c in look.skin), "skin", outline=False))
    if look.beard:
        shapes.append(Shape(skull.cap(-0.85, 0.5, 0.74), look.hair, "hair", axis, outline=False))
    t.add("head", depth, [*shapes, *_features(t, skull)], "nose", "left_eye", "right_eye", "left_ear", "right_ear")


def build_figure(person: ProjectedPerson, look: Look, owner: int, scale: float) -> list[Part]:
    """Parts of one figure on a canvas `scale` times the size of the geometry's, unordered."""
    t = _Tailor(person, look, scale)
    torso, torso_depth = _torso(t)
    behind = _skirt(t)
    for side in ("left", "right"):
        _arm(t, side, torso, torso_depth)
        _leg(t, side, behind, torso_depth)
    _cape(t)
    _head(t)
    t.parts.extend(Part(f"prop:{person.prop}", depth, shapes) for depth, shapes in prop_parts(person, scale))
    for part in t.parts:
        part.owner = owner
    return t.parts
