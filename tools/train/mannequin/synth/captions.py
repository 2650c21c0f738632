"""Captions in Human-Art's manner: '<scene>, <who> <doing what> <where>', every word true of the picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .look import Look
from .types import ProjectedPerson

_PLURALS = {"woman": "women", "man": "men", "girl": "girls", "boy": "boys", "person": "people"}
_COUNTS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def article(phrase: str) -> str:
    """The phrase with "a" or "an" before it."""
    return f"{'an' if phrase[0] in 'aeiou' else 'a'} {phrase}"


def _wearing(look: Look, plural: bool, color: bool) -> str:
    """'in a red dress', 'in blue shirts', 'in gold armor'."""
    noun = look.outfit.plural if plural else look.outfit.word
    words = f"{look.color_word} {noun}" if color else noun
    return f"in {words}" if plural or look.outfit.metal else f"in {article(words)}"


def _one(rng: np.random.Generator, person: ProjectedPerson, look: Look, color: bool, medium: str, dressed: float) -> str:
    noun = f"{medium}{person.body.kind}" if not medium else f"{medium} of {article(person.body.kind)}"
    words = article(noun)
    if rng.random() < dressed:
        words += " " + _wearing(look, False, color)
    return f"{words} {_doing(person)}"


def _doing(person: ProjectedPerson) -> str:
    """The action without a place of its own: the backdrop decides where it is."""
    return person.phrase.replace(" on a stage", "")


def _group(people: Sequence[ProjectedPerson]) -> str:
    kinds = [p.body.kind for p in people]
    if len(set(kinds)) == 1:
        return f"{_COUNTS.get(len(kinds), 'many')} {_PLURALS[kinds[0]]}"
    if len(kinds) == 2:
        return f"{article(kinds[0])} and {article(kinds[1])}"
    return f"{_COUNTS.get(len(kinds), 'many')} people"


def _many(rng: np.random.Generator, people: Sequence[ProjectedPerson], looks: Sequence[Look], color: bool, medium: str) -> str:
    if len({p.phrase for p in people}) > 1:
        return " and ".join(_one(rng, p, look, color, "", 0.5) for p, look in zip(people, looks, strict=True))
    words = f"{article(medium)} of {_group(people)}" if medium else _group(people)
    if len({look.outfit.word for look in looks}) == 1 and rng.random() < 0.8:
        words += " " + _wearing(looks[0], True, color and len({look.color_word for look in looks}) == 1)
    return f"{words} {_doing(people[0])}"


def write_caption(
    rng: np.random.Generator, scene: str, people: Sequence[ProjectedPerson], looks: Sequence[Look], place: str,
    shows_color: bool, medium: str,
) -> str:
    """One caption. `place` is a prepositional phrase or empty; `medium` is '', 'statue', 'stone relief', ..."""
    if not people:
        return f"{scene}, an empty place {place}".strip()
    if len(people) == 1:
        text = _one(rng, people[0], looks[0], shows_color, medium, 0.8)
    else:
        text = _many(rng, people, looks, shows_color, medium)
    if place and rng.random() < 0.85:
        text += f" {place}"
    return f"{scene}, {text}"
