"""What the labels of a labelled file mean: a sentiment in words or as a sign, or a score on a scale."""

import re
from dataclasses import dataclass

import polars as pl

from transforms.numbers import number
from transforms.scales import polarity_of_unit, rating_unit

NEGATIVE, NEUTRAL, POSITIVE, MIXED = "negative", "neutral", "positive", "mixed"
CLASSES = (NEGATIVE, NEUTRAL, POSITIVE, MIXED)

WORDS = {
    **{one: one for one in CLASSES},
    **{"neg": NEGATIVE, "neu": NEUTRAL, "pos": POSITIVE},
}
SIGNS = {"-1": NEGATIVE, "0": NEUTRAL, "1": POSITIVE}

_POLARITIES = {-1: NEGATIVE, 0: NEUTRAL, 1: POSITIVE}
_SCALE = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*[-–]\s*(-?\d+(?:\.\d+)?)\s*")


@dataclass(frozen=True)
class LabelScale:
    """A scale whose lowest score is the worst."""

    low: float
    high: float

    @classmethod
    def parse(cls, text: str) -> "LabelScale":
        """A scale as a person writes it: 1-5.

        Raises:
            ValueError: it is no scale.
        """
        found = _SCALE.fullmatch(text)
        if found is None or float(found[1]) >= float(found[2]):
            raise ValueError(f'"{text}" is no scale: write it as lowest-highest, such as 1-5 or 0-10')
        return cls(float(found[1]), float(found[2]))

    def __str__(self) -> str:
        return f"{self.low:g}–{self.high:g}"


def truth(label: pl.Expr, scale: LabelScale | None = None) -> pl.Expr:
    """The class that a label names; null where it names none.

    Args:
        label: text.
        scale: read the labels as scores on it; as the project reads ratings, the upper third of the scale is
            positive, the lower third negative, the rest neutral.
    """
    if scale is None:
        spelled = pl.when(is_sign(label)).then(_sign(label)).otherwise(_folded(label))
        return spelled.replace_strict({**WORDS, **SIGNS}, default=None, return_dtype=pl.String)
    score = number(_folded(label), ".")
    unit = rating_unit(score, pl.lit(scale.low), pl.lit(scale.high), pl.lit(False))
    polarity = pl.when(score.is_between(scale.low, scale.high)).then(polarity_of_unit(unit))
    return polarity.replace_strict(_POLARITIES, default=None, return_dtype=pl.String)


def is_sign(label: pl.Expr) -> pl.Expr:
    """Whether a label is -1, 0 or 1, however written (+1, 1.0)."""
    return _sign(label).is_not_null()


def accepted(scale: LabelScale | None) -> str:
    """What a label may be, for messages."""
    if scale is not None:
        return f"a score on the scale {scale}"
    return (
        "negative, neutral, positive or mixed (neg, neu, pos), or -1, 0, 1; "
        "for stars and scores give --scale, such as --scale 1-5"
    )


def meaning(scale: LabelScale | None) -> str:
    """How labels were read, for reports."""
    if scale is None:
        return "as labelled"
    return f"scale {scale}: upper third positive, lower third negative, else neutral"


def _folded(label: pl.Expr) -> pl.Expr:
    return label.str.strip_chars().str.to_lowercase().str.replace("−", "-", literal=True)


def _sign(label: pl.Expr) -> pl.Expr:
    return _folded(label).str.extract(r"^\+?(-?[01])(?:\.0*)?$")
