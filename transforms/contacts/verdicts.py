"""Contacts with what is to be said of their addresses and numbers, each distinct value looked at once."""

import polars as pl

from transforms.contacts.emails import email_verdicts
from transforms.contacts.phones import phone_verdicts
from transforms.contacts.regions import regions_of

SLIPS_PER_PROVIDER = 10
"""A mistyped domain has at most a tenth of the contacts of the one it resembles; more mean it."""


def with_verdicts(contacts: pl.DataFrame) -> pl.DataFrame:
    """Adds email_problem, sound_email, suggested_email, resembled_domain, role, region, phone_problem,
    sound_phone.

    Args:
        contacts: at least source, contact_key, email, phone, website, country.
    """
    emails, regions = email_verdicts(contacts["email"]), regions_of(contacts["country"])
    judged = contacts.join(emails, on="email", how="left", validate="m:1").join(
        regions, on="country", how="left", validate="m:1"
    )
    numbers = phone_verdicts(judged.select("phone", "region"))
    return (
        judged.join(numbers, on=["phone", "region"], how="left", validate="m:1", nulls_equal=True)
        .pipe(_without_companies_of_their_own)
        .with_columns(
            suggested_email=pl.col("sound_email").str.replace(r"@.*$", "") + "@" + pl.col("resembled_domain")
        )
    )


def _without_companies_of_their_own(judged: pl.DataFrame) -> pl.DataFrame:
    """Takes resembled domains back where the contact's website or many colleagues mean theirs."""
    domain = pl.col("sound_email").str.extract(r"@(.+)$")
    host = pl.col("website").str.to_lowercase().str.extract(r"^(?:https?://)?(?:www\.)?([^/:?#]+)")
    counted = judged.select(domain=domain).drop_nulls().group_by("domain").len("contacts")
    frequent = (
        judged.with_columns(domain=domain)
        .join(counted, on="domain", how="left", validate="m:1")
        .join(
            counted.rename({"domain": "resembled_domain", "contacts": "of_the_known"}),
            on="resembled_domain",
            how="left",
            validate="m:1",
        )
    )
    most = pl.max_horizontal(1, pl.col("of_the_known").fill_null(0) // SLIPS_PER_PROVIDER)
    is_slip = domain.ne_missing(host) & (pl.col("contacts") <= most)
    return frequent.with_columns(resembled_domain=pl.when(is_slip).then("resembled_domain")).drop(
        "domain", "contacts", "of_the_known"
    )
