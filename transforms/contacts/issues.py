"""The issues that a contact may have: how grave each is, when it is one, and what to do about it."""

from dataclasses import dataclass

import polars as pl

NO = pl.lit(False)


@dataclass(frozen=True)
class Issue:
    """One kind of issue.

    Attributes:
        severity: high (mail cannot reach them, or they are contacted twice), medium, low.
        holds: over judged contacts, whether the issue is one.
        detail: what is wrong, in words that name nobody.
        suggestion: what to do.
        needs: what the source must tell for the issue to be one; None: nothing.
        is_corrected: whether the corrected list holds a better value.
    """

    name: str
    severity: str
    holds: pl.Expr
    detail: pl.Expr
    suggestion: str
    needs: str | None = None
    is_corrected: pl.Expr = NO


def _is_in_capitals() -> pl.Expr:
    """Two words or more without a small letter; initials alone are no shouting."""
    name = pl.col("full_name")
    is_upper = (name == name.str.to_uppercase()) & (name != name.str.to_lowercase())
    return is_upper & name.str.contains(r"\p{L}.*[\s.].*\p{L}") & name.str.contains(r"\p{L}{3}")


def _is_the_company() -> pl.Expr:
    return (pl.col("full_name").str.to_lowercase() == pl.col("company").str.to_lowercase()) & pl.col(
        "full_name"
    ).str.contains(" ")


ISSUES = (
    Issue(
        "duplicate_contact",
        "high",
        pl.col("duplicate_of").is_not_null(),
        pl.format("the same person as the contact {} of this source", "duplicate_of"),
        "Merge it into the contact that duplicate_of names, which knows more or is older.",
    ),
    Issue(
        "malformed_email",
        "high",
        pl.col("email_problem").is_not_null(),
        pl.format("the e-mail address {}", "email_problem"),
        "Correct it, or ask for it: mail cannot be sent to it.",
        is_corrected=pl.col("sound_email").is_not_null(),
    ),
    Issue(
        "missing_email",
        "high",
        pl.col("email").is_null(),
        pl.lit("there is no e-mail address"),
        "Ask for it, or take it from what they wrote to you.",
        needs="email",
    ),
    Issue(
        "email_domain_typo",
        "medium",
        pl.col("suggested_email").is_not_null(),
        pl.format("the domain of the e-mail address is a letter away from {}", "resembled_domain"),
        "Compare it with email_suggestion in the corrected list, and ask before you change it.",
        is_corrected=pl.lit(True),
    ),
    Issue(
        "shared_email",
        "medium",
        pl.col("people_at_address") > 1,
        pl.format("{} different persons have this e-mail address", "people_at_address"),
        "Ask for addresses of their own: an answer from it may be anybody's.",
    ),
    Issue(
        "malformed_phone",
        "medium",
        pl.col("phone_problem").is_not_null(),
        pl.format("the telephone number {}", "phone_problem"),
        "Correct it, or add the country's code if it is of another country.",
    ),
    Issue(
        "consent_refused",
        "medium",
        pl.col("consent") == "false",
        pl.lit("does not want to be contacted"),
        "Leave them out of mailings and call-backs.",
    ),
    Issue(
        "consent_unknown",
        "medium",
        pl.col("consent").is_null(),
        pl.lit("nobody knows whether they agreed to be contacted"),
        "Ask before you contact them, and note the answer.",
        needs="consent_to_contact",
    ),
    Issue(
        "stale_record",
        "low",
        pl.col("is_stale"),
        pl.format("nothing was changed, heard or bought since {}", pl.col("last_at").dt.strftime("%B %Y")),
        "Check whether they are still there, or retire the contact.",
    ),
    Issue(
        "role_email",
        "low",
        pl.col("role").is_not_null(),
        pl.format('the e-mail address goes to a function ("{}"), not to a person', "role"),
        "Ask for a personal address beside it.",
    ),
    Issue(
        "name_in_company",
        "low",
        _is_the_company(),
        pl.lit("the company's field holds the contact's own name"),
        "Enter the company, unless they work under their own name.",
    ),
    Issue(
        "name_in_capitals",
        "low",
        _is_in_capitals(),
        pl.lit("the name is in capitals only"),
        "Write it as they do: which letters are small is not to be guessed.",
    ),
)
MISSING = "missing_attribute"
MISSING_SEVERITY = "low"
MISSING_SUGGESTION = (
    "Fill it in: the attributes of greatest importance first, and of those the contacts with feedback."
)
SEVERITIES = ("high", "medium", "low")
