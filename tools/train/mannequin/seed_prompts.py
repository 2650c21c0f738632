"""Writes the prompt templates that every studio begins with: one person and a group in each of the twenty scenes.

    python -m mannequin.seed_prompts ../../prisma/seed/prompts.json

A template has the shape of the captions that the bundled model was trained on (`synth.captions`), and its slots offer their words: what a
scene's people wear, whether its captions name colours, what they are made of, and where they are.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from .synth.captions import article
from .synth.look import OUTFITS
from .synth.places import PLACES
from .synth.styles import STYLES
from .synth.styles.style import Style
from .synth.types import SCENES

_PEOPLE = ("woman", "man", "girl", "boy", "person")
_GROUPS = (
    "two women", "two men", "a woman and a man", "a girl and a boy", "two people", "three women", "three men", "three people")
_ACTION = {"type": "text", "name": "action", "maxLength": 200, "default": "dancing"}


def build_prompts() -> list[dict]:
    """Two templates a scene, in the scenes' order."""
    return [prompt for scene in SCENES for prompt in (_one_person(scene), _group(scene))]


def _one_person(scene: str) -> dict:
    style = STYLES[scene]
    noun = style.media[0]
    people = [f"{article(noun)} of {article(kind)}" if noun else article(kind) for kind in _PEOPLE]
    slots = [_choice("person", people), _choice("clothes", _clothes(style)), _ACTION]
    return _prompt(scene, "one person", "{person} {clothes} {action}", slots)


def _group(scene: str) -> dict:
    noun = STYLES[scene].media[0]
    groups = [f"{article(noun)} of {group}" if noun else group for group in _GROUPS]
    return _prompt(scene, "a group", "{people} {action}", [_choice("people", groups), _ACTION])


def _prompt(scene: str, who: str, words: str, slots: list[dict]) -> dict:
    places = _places(STYLES[scene])
    return {
        "name": f"{scene.replace('_', ' ').capitalize()}, {who}",
        "tags": [scene.replace("_", " "), SCENES[scene].replace("_", " "), who],
        "template": f"{scene}, {words}" + (" {place}" if places else ""),
        "slots": slots + ([_choice("place", places)] if places else []),
    }


def _clothes(style: Style) -> list[str]:
    """The wardrobe of a scene, each garment in one of its colours where captions say colours."""
    garments = [OUTFITS[name] for name in dict.fromkeys(style.outfits)]
    colors = [style.colors[place % len(style.colors)] for place in range(len(garments))]
    words = [f"{color} {one.word}" if style.shows_color else one.word for one, color in zip(garments, colors, strict=True)]
    return [f"in {word}" if one.metal else f"in {article(word)}" for one, word in zip(garments, words, strict=True)]


def _places(style: Style) -> list[str]:
    return list(dict.fromkeys(PLACES[name].phrases[0] for name in style.places if PLACES[name].phrases[0]))


def _choice(name: str, choices: list[str]) -> dict:
    return {"type": "choice", "name": name, "choices": choices, "default": choices[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    out: Path = parser.parse_args().out
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(build_prompts(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
