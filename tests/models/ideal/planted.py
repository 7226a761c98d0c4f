"""Customers of a made-up CRM, of whom it is known what makes them worth more."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl

from models.ideal.tables import CUSTOMERS_SCHEMA, IdealParameters

AS_OF = datetime(2026, 6, 30, tzinfo=UTC)
SEGMENTS = {
    "budget": 4, "company_size": 5, "country": 10, "gender": 3,
    "industry": 7, "plan": 4, "role": 5, "use_case": 5,
}  # fmt: skip
"""How many segments each dimension has; their sizes are drawn."""

EFFECTS = {"company_size": 1.0, "plan": 0.8, "industry": 0.6, "use_case": 0.4}
"""Deviation of the log of value per year between the segments of a dimension; the others have no effect."""

OF_ACCOUNTS = ("budget", "company_size", "country", "industry", "plan")
LEARNED = IdealParameters(learned_from=tuple(SEGMENTS))


@dataclass(frozen=True)
class Planted:
    """customers: CUSTOMERS_SCHEMA; segments: customer_id, dimension, segment; truth: value per year without
    noise, in the order of the customers."""

    customers: pl.DataFrame
    segments: pl.DataFrame
    truth: np.ndarray


def planted(
    seed: int,
    count: int,
    r_squared: float = 0.4,
    has_signal: bool = True,
    contacts_per_account: int = 1,
    free_share: float = 0.0,
    unknown: float = 0.2,
    leaving: float = 0.1,
) -> Planted:
    """Customers of unequal tenure (0.1 to 10 years), with unknown attributes, some of whom left.

    Colleagues share their account's attributes and value; without a signal, the value is somebody else's.
    """
    rng = np.random.default_rng(seed)
    accounts = count // contacts_per_account
    account = np.arange(accounts) if contacts_per_account == 1 else rng.integers(accounts, size=count)
    drawn = {
        name: rng.choice(size, accounts, p=rng.dirichlet(np.full(size, 3.0)))
        for name, size in SEGMENTS.items()
    }
    shifts = {name: _standardised(rng.normal(size=SEGMENTS[name])) * EFFECTS[name] for name in EFFECTS}
    log_truth = 6 + sum(shifts[name][drawn[name]] for name in EFFECTS)
    noise = rng.normal(0, log_truth.std() * np.sqrt((1 - r_squared) / r_squared), accounts)
    years = rng.uniform(0.1, 10, accounts)
    has_left = rng.random(accounts) < leaving
    years_stayed = np.where(has_left, years * rng.uniform(0.05, 1, accounts), years)
    per_year = np.exp((log_truth if has_signal else rng.permutation(log_truth)) + noise)
    per_year[rng.random(accounts) < free_share] = 0
    known = {name: rng.random(count) >= unknown for name in SEGMENTS}
    own = {
        name: drawn[name][account] if name in OF_ACCOUNTS or contacts_per_account == 1
        else rng.integers(size, size=count)
        for name, size in SEGMENTS.items()
    }  # fmt: skip
    since = [AS_OF - timedelta(days=365.25 * float(years[one])) for one in account]
    left = [AS_OF - timedelta(days=365.25 * float((years - years_stayed)[one])) for one in account]
    customers = {
        "customer_id": [f"c{number:06}" for number in range(count)],
        "account_id": [f"a{one:06}" if contacts_per_account > 1 else None for one in account],
        "lifetime_value": np.round((per_year * years_stayed)[account], 2),
        "customer_since": since,
        "churned_at": [at if has_left[one] else None for at, one in zip(left, account, strict=True)],
        "is_active": ~has_left[account],
    }
    long = [
        pl.DataFrame({"customer_id": customers["customer_id"], "segment": pl.Series(own[name])})
        .filter(pl.Series(known[name]))
        .select("customer_id", pl.lit(name).alias("dimension"), pl.format("s{}", "segment").alias("segment"))
        for name in SEGMENTS
    ]
    return Planted(
        pl.DataFrame(customers, schema=CUSTOMERS_SCHEMA), pl.concat(long), np.exp(log_truth)[account]
    )


def _standardised(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / values.std()
