"""The words in which an action is written down.

A limb is a tuple of anatomical angles in degrees (see `skeleton`), each a number or a (low, high) range:

    arm   (flexion, abduction, external rotation, elbow)
    leg   (flexion, abduction, external rotation, knee[, toes down])
    root, waist, head   (forward, to the left, turn to the left)

`arms` and `legs` write both sides at once and vary them together. Samples are mirrored at random, so an asymmetric
pose is written once, for the side that reads best.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Amount = float | tuple[float, float]
Angles = tuple[Amount, ...]

STILL: Angles = (0, 0, 0)
HANGING: Angles = ((-8, 12), (4, 16), (-15, 10), (5, 30))
STRAIGHT: Angles = ((-2, 6), (2, 7), (0, 12), (0, 8))

FEET = ("left_foot", "right_foot")
HANDS = ("left_hand", "right_hand")
KNEES = ("left_knee", "right_knee")


@dataclass(frozen=True)
class Touch:
    """Where a hand or an ankle is brought to."""

    segment: str
    """The segment in whose axes `at` is given, a name of `skeleton.SEGMENTS`."""
    at: tuple[Amount, Amount, Amount]
    """x (left), y (up), z (front) in hundredths of the body's height from the segment's origin."""


@dataclass(frozen=True)
class Pose:
    """One way to perform an action."""

    root: Angles = STILL
    waist: Angles = ((-3, 6), (-4, 4), (-6, 6))
    head: Angles = ((-6, 10), (-6, 6), (-20, 20))
    arms: Angles | None = None
    left_arm: Angles = HANGING
    right_arm: Angles = HANGING
    legs: Angles | None = None
    left_leg: Angles = STRAIGHT
    right_leg: Angles = STRAIGHT
    wrists: Amount = (-12, 18)
    touch: dict[str, Touch] = field(default_factory=dict)
    """Limb ('left_arm', 'right_leg', ...) to the place where its palm or ankle goes."""
    supports: tuple[str, ...] = ()
    """What must rest on the ground together; the figure is tilted until it does."""
    planted: tuple[str, ...] = FEET
    """Feet that stand flat. With two, the leg that is too long bends."""
    legs_from_ground: bool = False
    """Flexion and abduction of the legs are measured from the vertical, not from the trunk that `root` leans."""
    lift: Amount = 0.0
    """Height of the lowest point over the ground, in hundredths of the body's height."""


@dataclass(frozen=True)
class Action:
    """A named action: what it is called and the poses it is performed in."""

    phrase: str
    """What a caption says: a participle with its object."""
    poses: tuple[Pose, ...]
    family: str
    """Actions of one family go together in one picture."""
    facing: tuple[float, float] | None = None
    """Centre and spread, degrees of turn from the camera (90 is the profile), from which the action reads; the side is
    random. None: any azimuth, mostly the front."""
    elevation: tuple[float, float] | None = None
    """Degrees by which the camera looks down on the action. None: as it happens, mostly eye level."""
    prop: str | None = None
    prop_hand: str | None = None
    """Hand that holds the prop, 'left' or 'right' as written; None: both hands, or none."""
    weight: float = 1.0
    upright: bool = True
    """Whether the head is the highest part and the feet the lowest."""
