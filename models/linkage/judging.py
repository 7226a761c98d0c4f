"""Whether a pair is joined, left apart or shown to a person: probability, and what outweighs it.

The model takes its comparisons as independent (Fellegi and Sunter, JASA 64, 1969). Twins, couples, father and
son, and namesakes at one company are not: for these the evidence itself is looked at.
"""

from collections.abc import Sequence

import polars as pl

from models.linkage.parameters import ACCEPTED, APART, TO_REVIEW, LinkageParameters

SAME_NAME = ("equal", "first and last exchanged", "nearly equal", "exchanged and nearly equal")
OTHER_LAST, OTHER_FIRST = "same first, other last", "same last, other first"
SAME_ADDRESS = ("equal", "nearly equal", "same before the @")
SAME_PHONE = ("equal", "one digit apart")
SAME_BIRTH = ("equal", "day and month exchanged", "one digit apart")
SAME_COMPANY = ("equal", "same domain", "nearly equal")
SHARED_ADDRESS, SHARED_NUMBER = "same shared address", "same shared number"
NAMESAKE_ADDRESS = "another address of the same company"

MARRIED_NEEDS = 2
"""So many of address, phone, day of birth and company agree before another last name is a changed one."""

REASONS = {
    "birth": "another day of birth",
    "first": "another first name",
    "name": "another name",
    "unknown": "a name is missing on one side",
    "changed": "another last name, and too little beside it agrees",
    "alone": "nothing but the name agrees",
    "namesake": "two addresses of one company under one name",
    "unsure": "too little agrees to be sure",
    "agree": "name and further details agree",
    "married": "first name and two further details agree",
}


def judged(pairs: pl.DataFrame, parameters: LinkageParameters) -> pl.DataFrame:
    """Adds status (accepted, to_review, apart), reason, and is_conflict: may never be one person by likeness.

    Args:
        pairs: probability and the labels name, email, phone, birth_date, company.
    """
    further = sum(
        (pl.col(one).is_in(labels).cast(pl.Int8) for one, labels in _FURTHER.items()),
        start=pl.lit(0, pl.Int8),
    )
    return (
        pairs.with_columns(further=further)
        .with_columns(case=_case())
        .with_columns(
            status=_status(parameters),
            is_conflict=pl.col("case").is_in(["birth", "first", "name"]),
            reason=pl.when(
                pl.col("case").is_in(["agree", "married"]) & (pl.col("probability") < parameters.accept_at)
            )
            .then(pl.lit(REASONS["unsure"]))
            .otherwise(pl.col("case").replace_strict(REASONS, return_dtype=pl.String)),
        )
        .drop("further", "case")
    )


_FURTHER: dict[str, Sequence[str]] = {"email": SAME_ADDRESS, "phone": SAME_PHONE, "birth_date": SAME_BIRTH}


def _case() -> pl.Expr:
    """What the evidence amounts to, whatever the probability."""
    name, further = pl.col("name"), pl.col("further")
    is_same = name.is_in(SAME_NAME)
    is_namesake = (pl.col("email") == NAMESAKE_ADDRESS) & (further == 0)
    is_colleague = (
        pl.col("company").is_in(SAME_COMPANY)
        | (pl.col("email") == SHARED_ADDRESS)
        | (pl.col("phone") == SHARED_NUMBER)
    )
    # Near addresses of colleagues say no more than that their names are near, and they dial numbers in a row.
    is_near = [(pl.col("email") == "nearly equal"), (pl.col("phone") == "one digit apart")]
    certain = further - sum((one.fill_null(False).cast(pl.Int8) for one in is_near), start=pl.lit(0, pl.Int8))
    agreeing = certain + is_colleague.cast(pl.Int8)
    is_changed = (name == OTHER_LAST) & (certain > 0) & (agreeing >= MARRIED_NEEDS)
    cases = (
        ("birth", pl.col("birth_date") == "other"),
        ("unknown", name == "unknown"),
        ("first", name == OTHER_FIRST),
        ("name", name == "other"),
        ("married", is_changed),
        ("changed", name == OTHER_LAST),
        ("namesake", is_same & is_namesake),
        ("alone", is_same & (further == 0) & ~is_colleague),
    )
    return pl.coalesce(
        [pl.when(condition).then(pl.lit(case)) for case, condition in cases] + [pl.lit("agree")]
    )


def _status(parameters: LinkageParameters) -> pl.Expr:
    case, probability = pl.col("case"), pl.col("probability")
    is_alike = case.is_in(["agree", "married"])
    # Twins share all but the first name, and rare short forms look like another one: a person can tell.
    is_twin_or_short_form = (case == "first") & (pl.col("further") >= MARRIED_NEEDS)
    is_asked = is_alike | case.is_in(["unknown", "alone", "namesake"]) | is_twin_or_short_form
    is_asked |= (case == "changed") & (pl.col("further") > 0)
    return (
        pl.when(is_alike & (probability >= parameters.accept_at))
        .then(pl.lit(ACCEPTED))
        .when(is_asked & (probability >= parameters.ask_at))
        .then(pl.lit(TO_REVIEW))
        .otherwise(pl.lit(APART))
    )
