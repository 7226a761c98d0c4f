"""What is wrong with the contacts of a CRM, one row per contact and issue, without a word of who they are."""

from datetime import datetime, timedelta

import polars as pl

from transforms.contacts.issues import (
    ISSUES,
    MISSING,
    MISSING_SEVERITY,
    MISSING_SUGGESTION,
    Issue,
)
from transforms.contacts.verdicts import with_verdicts

HYGIENE_SCHEMA = pl.Schema(
    {
        "customer_id": pl.String,
        "source": pl.String,
        "contact_key": pl.String,
        "issue": pl.String,
        "severity": pl.String,
        "attribute": pl.String,
        "importance": pl.Float64,
        "feedback": pl.Int64,
        "detail": pl.String,
        "suggestion": pl.String,
        "duplicate_of": pl.String,
        "is_corrected": pl.Boolean,
    }
)
CONTACT = ["source", "contact_key"]
COUNTED = ("name", "first_name", "last_name", "email", "phone", "company", "website", "birth_date", "country")


def contact_issues(
    contacts: pl.DataFrame,
    told: pl.DataFrame,
    importances: pl.DataFrame,
    as_of: datetime,
    stale_after_days: int,
) -> pl.DataFrame:
    """Every issue of every contact.

    Args:
        contacts: one row per contact: source, contact_key, customer_id, the details (name, first_name,
        last_name,
            email, phone, company, website, birth_date, country), attributes (names of those that are known),
            consent ("true", "false" or null), customer_since, last_at (last changed, heard or bought),
            feedback (what their customer said, counted).
        told: source, told: what the source has columns for ("email", "consent_to_contact").
        importances: source, attribute, importance: what segments need, and how much of what was said is in
            'unknown' for want of it (0 to 1).
        as_of: the data's watermark.
        stale_after_days: of contacts for which nothing happened.
    Returns:
        HYGIENE_SCHEMA, sorted.
    """
    stale_before = as_of - timedelta(days=stale_after_days)
    judged = (
        contacts.pipe(with_verdicts)
        .pipe(_with_duplicates)
        .pipe(_with_people_at_address)
        .with_columns(full_name=full_name(), is_stale=pl.col("last_at") < stale_before)
    )
    found = [_rows(judged, issue, told) for issue in ISSUES]
    every = pl.concat([*found, _missing(contacts, importances)], how="diagonal")
    return every.select(pl.col(name).cast(dtype) for name, dtype in HYGIENE_SCHEMA.items()).sort(
        "source", "contact_key", "issue", "attribute"
    )


def full_name() -> pl.Expr:
    """The name, or first and last name, with single blanks; null where neither is known."""
    parts = pl.concat_str("first_name", "last_name", separator=" ", ignore_nulls=True)
    whole = pl.coalesce("name", parts).str.replace_all(r"\s+", " ").str.strip_chars()
    return pl.when(whole != "").then(whole)


def _rows(judged: pl.DataFrame, issue: Issue, told: pl.DataFrame) -> pl.DataFrame:
    concerned = judged
    if issue.needs is not None:
        tellers = told.filter(pl.col("told") == issue.needs).select("source").unique()
        concerned = judged.join(tellers, on="source", how="semi")
    duplicate_of = (
        pl.col("duplicate_of") if issue.name == "duplicate_contact" else pl.lit(None, dtype=pl.String)
    )
    return concerned.filter(issue.holds.fill_null(False)).select(
        "customer_id",
        *CONTACT,
        "feedback",
        issue=pl.lit(issue.name),
        severity=pl.lit(issue.severity),
        detail=issue.detail,
        suggestion=pl.lit(issue.suggestion),
        duplicate_of=duplicate_of,
        is_corrected=issue.is_corrected,
    )


def _missing(contacts: pl.DataFrame, importances: pl.DataFrame) -> pl.DataFrame:
    return (
        contacts.select("customer_id", *CONTACT, "feedback", "attributes")
        .join(importances, on="source", how="inner")
        .filter(~pl.col("attributes").list.contains(pl.col("attribute")))
        .drop("attributes")
        .with_columns(
            issue=pl.lit(MISSING),
            severity=pl.lit(MISSING_SEVERITY),
            detail=pl.format("{} is not known", pl.col("attribute").str.replace_all("_", " ")),
            suggestion=pl.lit(MISSING_SUGGESTION),
            is_corrected=pl.lit(False),
        )
    )


def _with_duplicates(contacts: pl.DataFrame) -> pl.DataFrame:
    """Adds duplicate_of: the contact to keep of a customer who has several in one source; null for that one.

    It is the one of which most is known; of equal ones the customer of longest standing, then the first key.
    """
    knows = pl.sum_horizontal(pl.col(detail).is_not_null() for detail in COUNTED)
    kept = (
        contacts.with_columns(knows=knows + pl.col("attributes").list.len())
        .sort("knows", "customer_since", "contact_key", descending=[True, False, False], nulls_last=True)
        .unique(["source", "customer_id"], keep="first", maintain_order=True)
        .select("source", "customer_id", kept="contact_key")
    )
    is_another = pl.col("kept") != pl.col("contact_key")
    return (
        contacts.join(kept, on=["source", "customer_id"], how="left", validate="m:1")
        .with_columns(duplicate_of=pl.when(is_another).then("kept"))
        .drop("kept")
    )


def _with_people_at_address(judged: pl.DataFrame) -> pl.DataFrame:
    """Adds people_at_address: how many customers have the contact's e-mail address."""
    address = pl.col("sound_email").str.to_lowercase()
    people = (
        judged.select("customer_id", address=address)
        .drop_nulls()
        .group_by("address")
        .agg(people_at_address=pl.col("customer_id").n_unique())
    )
    return judged.with_columns(address=address).join(people, on="address", how="left", validate="m:1")
