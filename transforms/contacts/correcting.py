"""The contacts as they should be, for re-import into the CRM. They are personal: mind where they go."""

import polars as pl

from transforms.contacts.issues import MISSING
from transforms.contacts.verdicts import with_verdicts

CORRECTED = {"email": "sound_email", "phone": "sound_phone", "country": "region"}
"""By column, where its better value is."""


def corrected(contacts: pl.DataFrame, issues: pl.DataFrame) -> pl.DataFrame:
    """One row per contact under the CRM's own key.

    Args:
        contacts: source, contact_key, source_key and the details, as `contact_issues` takes them.
        issues: what `contact_issues` found.
    Returns:
        source, source_key, name, first_name, last_name, email (trimmed, its domain in lower case),
        email_suggestion, phone (E.164), company, country (ISO code of two letters), duplicate_of (the key of
        the contact to keep), issues and changed (names, separated by "; ", null where there are none). What
        cannot be bettered stays.
    """
    keys = contacts.select("source", duplicate_of="contact_key", kept_key="source_key")
    return (
        contacts.pipe(with_verdicts)
        .join(_summed_up(issues), on=["source", "contact_key"], how="left", validate="1:1")
        .join(keys, on=["source", "duplicate_of"], how="left", validate="m:1")
        .with_columns(pl.coalesce(better, name).alias(f"{name}:new") for name, better in CORRECTED.items())
        .with_columns(changed=_changed())
        .sort("source", "source_key")
        .select(
            "source",
            "source_key",
            "name",
            "first_name",
            "last_name",
            email="email:new",
            email_suggestion="suggested_email",
            phone="phone:new",
            company="company",
            country="country:new",
            duplicate_of="kept_key",
            issues="issues",
            changed="changed",
        )
    )


def _summed_up(issues: pl.DataFrame) -> pl.DataFrame:
    """The issues of each contact in one text, an attribute's with its name."""
    is_missing = pl.col("issue") == MISSING
    named = pl.when(is_missing).then(pl.format("missing {}", "attribute")).otherwise("issue")
    return (
        issues.sort("source", "contact_key", "issue", "attribute")
        .group_by("source", "contact_key", maintain_order=True)
        .agg(issues=named.str.join("; "), duplicate_of=pl.col("duplicate_of").drop_nulls().first())
    )


def _changed() -> pl.Expr:
    changes = [
        pl.when(pl.col(f"{name}:new").ne_missing(pl.col(name))).then(pl.lit(name)) for name in CORRECTED
    ]
    text = pl.concat_str(changes, separator="; ", ignore_nulls=True)
    return pl.when(text != "").then(text)
