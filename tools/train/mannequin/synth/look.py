"""How one figure is dressed: skin, hair and an outfit with the colour words that a caption may use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Rgb = tuple[int, int, int]

COLORS: dict[str, Rgb] = {
    "red": (206, 38, 42), "blue": (38, 84, 196), "green": (42, 142, 70), "yellow": (240, 200, 46),
    "orange": (236, 124, 34), "purple": (122, 54, 170), "pink": (240, 126, 168), "white": (242, 240, 236),
    "black": (34, 32, 38), "brown": (122, 76, 44), "gray": (132, 134, 140), "gold": (214, 170, 62),
}
"""Colour words of the captions and the pigment that each one names."""

SKINS: tuple[Rgb, ...] = ((246, 214, 190), (236, 192, 160), (222, 170, 132), (186, 130, 92), (140, 92, 62), (104, 66, 46))
NATURAL_HAIR: tuple[Rgb, ...] = ((34, 26, 26), (66, 42, 28), (112, 70, 38), (198, 150, 78), (150, 62, 34), (84, 54, 36), (46, 32, 28))
BRIGHT_HAIR: tuple[Rgb, ...] = ((236, 84, 150), (70, 150, 236), (110, 200, 110), (160, 96, 220), (244, 214, 90), (226, 60, 60), (226, 228, 240))


@dataclass(frozen=True)
class Outfit:
    """What a garment covers. Fractions run along a limb: 1 is the elbow or knee, 2 the wrist or ankle."""

    word: str
    """Singular noun of the caption; 'armor' and the like take no article."""
    plural: str
    sleeves: float = 2.0
    legs: float = 2.0
    skirt: float = 0.0
    """How far down the legs a skirt reaches; 0 is none."""
    flare: float = 0.12
    """Radius of the hem around each leg, metres."""
    wide_sleeves: bool = False
    cape: bool = False
    matching_legs: bool = False
    """Trousers are of the garment's own colour."""
    metal: bool = False
    word_is_skirt: bool = False
    """The colour word belongs to the skirt; the top is of the second colour."""
    kinds: frozenset[str] = frozenset({"woman", "man", "girl", "boy", "person"})


_FEMALE = frozenset({"woman", "girl"})
_MALE = frozenset({"man", "boy"})

OUTFITS: dict[str, Outfit] = {
    "dress": Outfit("dress", "dresses", sleeves=0.5, legs=0, skirt=0.95, flare=0.17, kinds=_FEMALE),
    "gown": Outfit("long dress", "long dresses", sleeves=0.3, legs=0, skirt=1.75, flare=0.2, kinds=_FEMALE),
    "skirt": Outfit("skirt", "skirts", sleeves=2, legs=0, skirt=0.8, flare=0.17, word_is_skirt=True, kinds=_FEMALE),
    "tutu": Outfit("tutu", "tutus", sleeves=0.0, legs=2, skirt=0.42, flare=0.26, kinds=_FEMALE),
    "shirt": Outfit("shirt", "shirts", sleeves=0.7, legs=2),
    "sweater": Outfit("sweater", "sweaters", sleeves=2, legs=2),
    "jacket": Outfit("jacket", "jackets", sleeves=2, legs=2, skirt=0.22, flare=0.1),
    "coat": Outfit("coat", "coats", sleeves=2, legs=2, skirt=0.8, flare=0.13),
    "suit": Outfit("suit", "suits", sleeves=2, legs=2, matching_legs=True, kinds=_MALE | {"person"}),
    "tank": Outfit("tank top", "tank tops", sleeves=0.0, legs=0.9),
    "robe": Outfit("robe", "robes", sleeves=2, legs=2, skirt=1.7, flare=0.15, wide_sleeves=True),
    "kimono": Outfit("kimono", "kimonos", sleeves=2, legs=2, skirt=1.6, flare=0.12, wide_sleeves=True),
    "tunic": Outfit("tunic", "tunics", sleeves=0.8, legs=0, skirt=0.75, flare=0.13),
    "armor": Outfit("armor", "armor", sleeves=2, legs=2, skirt=0.4, flare=0.12, matching_legs=True, metal=True),
    "leotard": Outfit("leotard", "leotards", sleeves=0.0, legs=0.0),
    "bodysuit": Outfit("bodysuit", "bodysuits", sleeves=2, legs=2, matching_legs=True),
    "cape": Outfit("cape", "capes", sleeves=2, legs=2, cape=True),
    "swimsuit": Outfit("swimsuit", "swimsuits", sleeves=0.0, legs=0.25),
}


@dataclass(frozen=True)
class Look:
    """One figure's appearance. Colours are RGB before any style tones them."""

    outfit: Outfit
    color_word: str
    cloth: Rgb
    """The garment that the caption names."""
    second: Rgb
    """Trousers under a shirt, a top over a skirt, a sash, a suit under a cape."""
    skin: Rgb
    hair: Rgb
    hair_style: str
    """'long', 'bun', 'ponytail', 'bob', 'short', 'bald' or 'helmet'."""
    beard: bool
    shoes: Rgb


def _hair_style(rng: np.random.Generator, kind: str, outfit: Outfit) -> str:
    if outfit.metal and rng.random() < 0.6:
        return "helmet"
    if kind in ("woman", "girl"):
        return str(rng.choice(["long", "long", "bun", "ponytail", "bob"]))
    return str(rng.choice(["short", "short", "short", "bald" if kind == "man" else "bob"]))


def sample_look(
    rng: np.random.Generator, kind: str, outfits: Sequence[str], colors: Sequence[str], bright_hair: bool = False,
    outfit: Outfit | None = None, color: str | None = None,
) -> Look:
    """Dress one figure of `kind` from a style's wardrobe; `outfit` and `color` fix what a troupe shares."""
    fitting = [name for name in outfits if kind in OUTFITS[name].kinds]
    worn = outfit if outfit is not None and kind in outfit.kinds else OUTFITS[str(rng.choice(fitting))]
    word = color or str(rng.choice(list(colors)))
    if worn.metal:
        word = str(rng.choice(["gray", "gold"]))
    second_choices = [c for c in ("white", "black", "brown", "blue", "gray") if c != word]
    hair_pool = BRIGHT_HAIR if bright_hair else NATURAL_HAIR
    return Look(
        outfit=worn, color_word=word, cloth=_vary(rng, COLORS[word]),
        second=_vary(rng, COLORS[str(rng.choice(second_choices))]),
        skin=SKINS[int(rng.choice(len(SKINS), p=(0.26, 0.26, 0.2, 0.12, 0.1, 0.06)))],
        hair=hair_pool[int(rng.integers(len(hair_pool)))], hair_style=_hair_style(rng, kind, worn),
        beard=kind == "man" and not bright_hair and rng.random() < 0.22, shoes=_vary(rng, COLORS[str(rng.choice(["black", "brown", "white", "red"]))]),
    )


def _vary(rng: np.random.Generator, color: Rgb, amount: float = 10.0) -> Rgb:
    shifted = np.clip(np.asarray(color) + rng.normal(0, amount, 3), 0, 255)
    return int(shifted[0]), int(shifted[1]), int(shifted[2])
