"""The words that the synthesizer's two halves share.

`geometry` (skeleton, actions, cameras, composition) produces `ProjectedPerson`s; `painting` (bodies, clothes,
places, the twenty styles) turns them into a picture, its caption and its COCO-17 ground truth.

Axes. World: metres, x right, y up, z towards the default camera, right-handed. Camera: x right, y down, z away from
the camera (depth). Canvas: pixels, origin at the top left corner, x right, y down.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

JOINTS: tuple[str, ...] = (
    "nose", "left_eye", "right_eye", "left_ear", "right_ear",
    "left_shoulder", "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist",
    "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle",
    "pelvis", "spine", "chest", "neck", "head", "head_top",
    "left_hand", "right_hand", "left_toe", "right_toe",
)
"""Joints of the figure. The first 17 are COCO's, in COCO's order, so `xy[:17]` is the ground truth.

`head` is the centre of the skull, `head_top` the crown, `*_hand` the finger tips, `*_toe` the tip of the foot.
`left` is the figure's own left."""

JOINT: dict[str, int] = {name: i for i, name in enumerate(JOINTS)}
COCO_KEYPOINTS: tuple[str, ...] = JOINTS[:17]


@dataclass(frozen=True)
class Body:
    """Proportions of one figure. Lengths in metres."""

    height: float
    """Standing height, 0.95 (child) to 2.0."""
    build: float
    """Thickness of limbs and torso, 0.75 (thin) to 1.4 (heavy)."""
    kind: str
    """'woman', 'man', 'girl', 'boy' or 'person': what the caption calls the figure."""
    head_scale: float = 1.0
    """Size of the head against an adult's share of the height; children and cartoons have more."""


@dataclass(frozen=True)
class ProjectedPerson:
    """One posed figure as the camera sees it. J = len(JOINTS)."""

    xy: np.ndarray
    """(J, 2) float64, canvas pixels; may lie outside the canvas."""
    depth: np.ndarray
    """(J,) float64, metres from the camera along its axis; larger is farther."""
    px_per_m: np.ndarray
    """(J,) float64, canvas pixels per metre at each joint's depth."""
    face_normal: np.ndarray
    """(3,) unit vector out of the face, in camera axes; (0, 0, -1) looks straight at the camera."""
    head_up: np.ndarray
    """(3,) unit vector from neck to crown, in camera axes."""
    chest_normal: np.ndarray
    """(3,) unit vector out of the chest, in camera axes."""
    body: Body
    action: str
    """Snake-case name of the action, a key of `actions.ACTIONS`."""
    phrase: str
    """The action as a caption says it: 'dancing', 'sitting on the ground', 'throwing a punch'."""
    prop: str | None = None
    """What the action needs in the hands or under the body ('ball', 'sword', 'chair', ...), or None."""
    prop_hand: str | None = None
    """'left' or 'right': the hand that leads (holds a one-handed prop, draws the bow, strums). None: either will do."""


@dataclass(frozen=True)
class SceneGeometry:
    """People on a canvas before any style. Ordered far to near."""

    width: int
    height: int
    people: tuple[ProjectedPerson, ...]
    horizon_y: float
    """Canvas y of the horizon; may lie outside the canvas."""
    ground_y: tuple[float, ...] = field(default=())
    """Canvas y of the ground under each person."""


@dataclass(frozen=True)
class PaintedScene:
    """A finished sample. M people, in the order of `SceneGeometry.people`."""

    image: np.ndarray
    """(H, W, 3) uint8 RGB."""
    keypoints: np.ndarray
    """(M, 17, 3) float32: x, y in pixels of `image`, v (0 outside the canvas, 1 occluded, 2 visible; 0 has x = y = 0)."""
    bbox: np.ndarray
    """(M, 4) float32 x, y, w, h of the painted figure inside the canvas (from its mask)."""
    mask_area: np.ndarray
    """(M,) float32, pixels of `image` where this figure is in front."""
    scene: str
    """Scene folder name, one of `SCENES`."""
    caption: str
    """'<scene>, <text>' in Human-Art's manner."""
    actions: tuple[str, ...]


SCENES: dict[str, str] = {
    "cartoon": "2D_virtual_human", "digital_art": "2D_virtual_human", "ink_painting": "2D_virtual_human",
    "kids_drawing": "2D_virtual_human", "mural": "2D_virtual_human", "oil_painting": "2D_virtual_human",
    "shadow_play": "2D_virtual_human", "sketch": "2D_virtual_human", "stained_glass": "2D_virtual_human",
    "ukiyoe": "2D_virtual_human", "watercolor": "2D_virtual_human", "generated_image": "2D_virtual_human",
    "garage_kits": "3D_virtual_human", "relief": "3D_virtual_human", "sculpture": "3D_virtual_human",
    "acrobatics": "real_human", "cosplay": "real_human", "dance": "real_human", "drama": "real_human",
    "movie": "real_human",
}
"""Human-Art's scenes and their groups; `generated_image` is the paper's twentieth, absent from the release."""
