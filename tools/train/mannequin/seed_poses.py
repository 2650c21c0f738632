"""Writes the library that every studio begins with: named and tagged poses in COCO's keypoint format, composed by the synthesizer.

    python -m mannequin.seed_poses ../../prisma/seed/poses.coco.json

Each image is a pose; its `tags` say the kind of action, how many people, from where they are seen, and with what.
"""

from __future__ import annotations

import argparse
import zlib
from pathlib import Path

import numpy as np

from .starter_poses import CANVAS, Starter, append_pose, create_document, write_document
from .synth.actions import ACTIONS
from .synth.composition import sample_scene
from .synth.types import ProjectedPerson, SceneGeometry

POSES: tuple[Starter, ...] = (
    Starter("Standing", "standing", 15),
    Starter("Walking", "walking", 5),
    Starter("Marching", "marching", 2),
    Starter("Sneaking on tiptoe", "sneaking", 5),
    Starter("Arms crossed", "crossing_arms", 20),
    Starter("Reading a book", "reading", 0),
    Starter("Writing in a book", "writing", 7),
    Starter("On the phone", "talking_on_the_phone", 16),
    Starter("Looking at a phone", "looking_at_the_phone", 23),
    Starter("Taking a selfie", "taking_a_selfie", 5),
    Starter("Drinking from a cup", "drinking", 12),
    Starter("Eating from a bowl", "eating", 19),
    Starter("Under an umbrella", "holding_an_umbrella", 7),
    Starter("Holding flowers", "holding_flowers", 12),
    Starter("Waving", "waving", 19),
    Starter("Pointing", "pointing", 2),
    Starter("Saluting", "saluting", 5),
    Starter("Bowing", "bowing", 22),
    Starter("Curtsy", "curtsying", 17),
    Starter("Shrugging", "shrugging", 1),
    Starter("Praying", "praying", 17),
    Starter("Clapping", "clapping", 14),
    Starter("Cheering", "cheering", 19),
    Starter("Flexing muscles", "flexing_muscles", 0),
    Starter("Hands up", "surrendering", 9),
    Starter("Stretching", "stretching", 4),
    Starter("Thinking", "thinking", 2),
    Starter("Hugging oneself", "hugging_oneself", 11),
    Starter("Looking into the distance", "looking_into_the_distance", 21),
    Starter("Thinker on a rock", "sitting_in_thought", 13),
    Starter("Sitting on a chair", "sitting_on_a_chair", 11),
    Starter("Sitting on the ground", "sitting_on_the_ground", 4),
    Starter("Hugging the knees", "hugging_knees", 4),
    Starter("Kneeling", "kneeling", 5),
    Starter("On one knee", "kneeling_on_one_knee", 19),
    Starter("Crouching", "crouching", 3),
    Starter("Squatting low", "squatting", 4),
    Starter("Crying", "crying", 0),
    Starter("Begging on the knees", "begging", 6),
    Starter("Offering a flower", "proposing", 12),
    Starter("Fainting", "fainting", 20),
    Starter("Recoiling in fear", "recoiling", 7),
    Starter("Arms spread wide", "spreading_arms", 15),
    Starter("Declaiming", "declaiming", 18),
    Starter("Singing", "singing", 7),
    Starter("Playing the guitar", "playing_guitar", 14),
    Starter("Playing the violin", "playing_violin", 4),
    Starter("Playing the flute", "playing_flute", 14),
    Starter("Playing the drums", "playing_drums", 18),
    Starter("Carrying a box", "carrying", 4),
    Starter("Basket on the head", "carrying_overhead", 6),
    Starter("Pushing hard", "pushing", 10),
    Starter("Pulling a rope", "pulling", 3),
    Starter("Sweeping the floor", "sweeping", 19),
    Starter("Digging with a shovel", "digging", 22),
    Starter("Picking something up", "picking_something_up", 9),
    Starter("Lying on the back", "lying_on_the_back", 10),
    Starter("Lying on the side", "lying_on_the_side", 0),
    Starter("Lying on the front", "lying_on_the_front", 22),
    Starter("Sleeping curled up", "sleeping", 11),
    Starter("Crawling", "crawling", 12),
    Starter("Falling", "falling", 13),
    Starter("Stumbling", "stumbling", 16),
    Starter("Running", "running", 19),
    Starter("Jumping", "jumping", 10),
    Starter("Lifting a barbell", "lifting_weights", 21),
    Starter("Push-up", "doing_push_ups", 5),
    Starter("Skipping rope", "skipping_rope", 17),
    Starter("Over the hurdle", "hurdling", 19),
    Starter("Throwing a ball", "throwing", 3),
    Starter("Catching a ball", "catching", 11),
    Starter("Kicking a ball", "kicking_a_ball", 11),
    Starter("Basketball shot", "playing_basketball", 9),
    Starter("Tennis stroke", "playing_tennis", 2),
    Starter("Swinging a bat", "playing_baseball", 10),
    Starter("Golf swing", "playing_golf", 17),
    Starter("Swimming", "swimming", 15),
    Starter("Diving", "diving", 4),
    Starter("Rowing", "rowing", 5),
    Starter("Climbing", "climbing", 22),
    Starter("Hanging from a bar", "hanging_from_a_bar", 2),
    Starter("Skateboarding", "skateboarding", 2),
    Starter("Surfing", "surfing", 10),
    Starter("Skating", "skating", 17),
    Starter("Boxing stance", "boxing", 0),
    Starter("Punch", "punching", 9),
    Starter("High kick", "kicking", 4),
    Starter("Side kick", "side_kicking", 14),
    Starter("Flying kick", "flying_kick", 17),
    Starter("Blocking a blow", "blocking", 6),
    Starter("Kung fu stance", "practising_kung_fu", 18),
    Starter("Sword stroke", "swinging_a_sword", 17),
    Starter("Spear thrust", "thrusting_a_spear", 14),
    Starter("Archer", "drawing_a_bow", 18),
    Starter("Sword and shield", "holding_a_shield", 1),
    Starter("Wrestler's stance", "wrestling", 20),
    Starter("Dancing", "dancing", 0),
    Starter("Spinning around", "spinning", 21),
    Starter("Street dance", "street_dancing", 17),
    Starter("Breakdance freeze", "breakdancing", 6),
    Starter("Tango step", "tango", 3),
    Starter("Fan dance", "dancing_with_a_fan", 18),
    Starter("Leg kick", "line_dancing", 22),
    Starter("Arabesque", "ballet_arabesque", 15),
    Starter("Pirouette", "ballet_pirouette", 11),
    Starter("Plie", "ballet_plie", 23),
    Starter("Ballet pose", "ballet_pose", 16),
    Starter("Grand leap", "leaping", 18),
    Starter("Tree", "yoga_tree", 20),
    Starter("Warrior", "yoga_warrior", 2),
    Starter("Warrior three", "yoga_warrior_three", 13),
    Starter("Downward dog", "yoga_downward_dog", 1),
    Starter("Bridge", "yoga_bridge", 1),
    Starter("Cobra", "yoga_cobra", 14),
    Starter("Triangle", "yoga_triangle", 11),
    Starter("Boat", "yoga_boat", 1),
    Starter("Lotus", "meditating", 12),
    Starter("Child's pose", "yoga_childs_pose", 4),
    Starter("Camel", "yoga_camel", 13),
    Starter("Yoga dancer", "yoga_dancer", 11),
    Starter("Side plank", "side_plank", 11),
    Starter("Handstand", "handstand", 14),
    Starter("Headstand", "headstand", 3),
    Starter("One-arm handstand", "one_arm_handstand", 19),
    Starter("Cartwheel", "cartwheel", 4),
    Starter("Front split", "front_split", 2),
    Starter("Side split", "side_split", 19),
    Starter("Split in the air", "aerial_split", 22),
    Starter("Backflip", "backflip", 23),
    Starter("Somersault", "somersault", 38),
    Starter("Balancing on one leg", "balancing_on_one_leg", 6),
    Starter("Leg overhead", "raising_a_leg_overhead", 6),
    Starter("Contrapposto", "standing", 9),
    Starter("Hand on the hip", "standing", 8),
    Starter("Jump with raised arms", "jumping", 23),
    Starter("Sprint", "running", 5),
    Starter("Overhead cut", "swinging_a_sword", 9),
    Starter("Dance turn", "dancing", 3),
    Starter("Hip sway", "dancing", 21),
    Starter("Headlong fall", "falling", 7),
    Starter("Pointing to the sky", "pointing", 11),
    Starter("Two friends standing", "standing", 6, people=2),
    Starter("Walking side by side", "walking", 33, people=2),
    Starter("Two waving", "waving", 70, people=2),
    Starter("Two cheering", "cheering", 66, people=2),
    Starter("Race of two", "running", 7, people=2),
    Starter("Jumping for joy, two", "jumping", 15, people=2),
    Starter("Boxing match", "boxing", 66, people=2),
    Starter("Sword duel", "swinging_a_sword", 52, people=2),
    Starter("Exchange of punches", "punching", 7, people=2),
    Starter("Wrestling match", "wrestling", 19, people=2),
    Starter("Kung fu sparring", "practising_kung_fu", 71, people=2),
    Starter("Shields against each other", "holding_a_shield", 39, people=2),
    Starter("Dance duo", "dancing", 56, people=2),
    Starter("Tango pair", "tango", 0, people=2),
    Starter("Street dance duo", "street_dancing", 17, people=2),
    Starter("Ballet duo", "ballet_pose", 4, people=2),
    Starter("Duet of singers", "singing", 68, people=2),
    Starter("Guitar duo", "playing_guitar", 8, people=2),
    Starter("Yoga pair", "yoga_warrior", 12, people=2),
    Starter("Sitting together", "sitting_on_the_ground", 14, people=2),
    Starter("Two cartwheels", "cartwheel", 58, people=2),
    Starter("Trio standing", "standing", 44, people=3),
    Starter("Cheering trio", "cheering", 56, people=3),
    Starter("Line dance of three", "line_dancing", 112, people=3),
    Starter("Dance trio", "dancing", 24, people=3),
    Starter("Ballet trio", "ballet_pose", 113, people=3),
    Starter("Jumping trio", "jumping", 118, people=3),
    Starter("Three walking", "walking", 16, people=3),
    Starter("Band of three guitars", "playing_guitar", 155, people=3),
    Starter("Kung fu class", "practising_kung_fu", 97, people=3),
    Starter("Yoga class", "yoga_tree", 131, people=3),
    Starter("Three on the ground", "sitting_on_the_ground", 32, people=3),
    Starter("Salute of three", "saluting", 136, people=3),
)
"""The seeds were chosen by the spread of the limbs on the canvas, and then by eye."""

_COUNT_TAGS = {1: "solo", 2: "pair", 3: "trio"}
_VIEWS = ((35.0, "front view"), (65.0, "three-quarter view"), (115.0, "side view"), (181.0, "back view"))
"""Up to how many degrees the chest turns away from the camera."""

_LEVEL = 0.6
"""A chest that looks up or down more than this has no side from which it is seen."""


def compose(pose: Starter) -> tuple[np.random.Generator, SceneGeometry]:
    """The scene of a pose, and the generator to paint it with. Other poses may come and go without changing it."""
    rng = np.random.default_rng([zlib.crc32(pose.name.encode()), pose.seed])
    return rng, sample_scene(rng, CANVAS, CANVAS, num_people=pose.people, action=pose.action)


def tags_of(geometry: SceneGeometry) -> list[str]:
    """Words to find a pose by. What is said holds for all of its people."""
    people = geometry.people
    tags = [ACTIONS[people[0].action].family, _COUNT_TAGS[len(people)]]
    views = {_view_of(person) for person in people}
    if len(views) == 1 and None not in views:
        tags.extend(view for view in views if view)
    if all(person.head_up[1] > 0.5 for person in people):
        tags.append("upside down")
    if all(_is_whole(person, geometry) for person in people):
        tags.append("full body")
    props = {person.prop for person in people}
    return tags + [f"with {prop.replace('_', ' ')}" for prop in props if prop and len(props) == 1]


def _view_of(person: ProjectedPerson) -> str | None:
    x, _, z = person.chest_normal
    if np.hypot(x, z) < _LEVEL:
        return None
    turned = np.degrees(np.arctan2(abs(x), -z))
    return next(view for limit, view in _VIEWS if turned < limit)


def _is_whole(person: ProjectedPerson, geometry: SceneGeometry) -> bool:
    return bool((person.xy >= 0).all() and (person.xy < (geometry.width, geometry.height)).all())


def build_seed() -> dict:
    """The whole COCO document. Deterministic."""
    document = create_document("The library that every studio of Contrapposto begins with, composed by tools/train")
    for pose in POSES:
        rng, geometry = compose(pose)
        append_pose(document, pose.name, rng, geometry, tags=tags_of(geometry))
    return document


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    write_document(build_seed(), parser.parse_args().out)


if __name__ == "__main__":
    main()
