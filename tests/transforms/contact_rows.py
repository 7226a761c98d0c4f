"""Contacts of a few columns, for the tests of what is wrong with them."""

from datetime import UTC, datetime

import polars as pl

TEXTS = (
    "source", "contact_key", "source_key", "customer_id", "name", "first_name", "last_name", "email", "phone",
    "company", "website", "birth_date", "country", "consent", "customer_since",
)  # fmt: skip
LAST_AT = datetime(2026, 6, 1, tzinfo=UTC)
AS_OF = datetime(2026, 6, 30, tzinfo=UTC)
TOLD = pl.DataFrame({"source": ["crm", "crm"], "told": ["email", "consent_to_contact"]})
NEEDS_NOTHING = pl.DataFrame(schema={"source": pl.String, "attribute": pl.String, "importance": pl.Float64})


def contacts(*rows: dict) -> pl.DataFrame:
    """Contacts named k1, k2 ...; each is a customer of its own, sound in everything that is not said."""
    sound = {"source": "crm", "consent": "true", "attributes": [], "last_at": LAST_AT, "feedback": 0}
    whole = [
        {**dict.fromkeys(TEXTS), **sound, "contact_key": f"k{n}", "source_key": str(n),
         "customer_id": f"c{n}", "email": f"ann{n}@example.org", **row}
        for n, row in enumerate(rows, start=1)
    ]  # fmt: skip
    schema = dict.fromkeys(TEXTS, pl.String) | {"attributes": pl.List(pl.String)}
    return pl.DataFrame(whole, schema_overrides=schema).with_columns(
        pl.col("last_at").cast(pl.Datetime("us", "UTC"))
    )
