"""How well it is known who the ideal customer is, in words."""

from models.ideal.coding import FEWEST_CUSTOMERS
from models.ideal.correlation import FEWEST_ACCOUNTS, RankCorrelation
from models.ideal.value import RETENTION, SHORTEST_DAYS

_STRENGTHS = ((0.1, "hardly"), (0.3, "weakly"), (0.5, "fairly well"), (1.0, "well"))
"""Names of rank correlations up to a size, after J. Cohen, Statistical power analysis (1988)."""


def named(measured_by: str) -> str:
    """What customers are measured by."""
    return "staying a customer" if measured_by == RETENTION else "lifetime value per year"


def learned_reason(found: RankCorrelation, measured_by: str, customers: int, is_coded: bool) -> str:
    """Why what was learned is used, or not."""
    what = named(measured_by)
    if found.accounts < FEWEST_ACCOUNTS:
        return (
            f"Not used: {what} is known of {customers:,} customers (it takes {_needed(measured_by)}, and a "
            f"customer_since at least {SHORTEST_DAYS} days before the data ends) in {found.accounts:,} "
            f"accounts; {FEWEST_ACCOUNTS} accounts are needed."
        )
    if not is_coded:
        return (
            f"Not used: no attribute to learn from tells customers apart. It takes one of which at least "
            f"{FEWEST_CUSTOMERS} customers have one value and at least {FEWEST_CUSTOMERS} another."
        )
    if found.value is None or found.low is None:
        return f"Not used: the data has no signal. By {what}, all customers look alike."
    if found.low <= 0:
        return (
            f"Not used: the data has no signal. Among {customers:,} customers, held out in turn, what was "
            f"learned from the others does not tell who is worth more by {what}: {_figures(found)}."
        )
    return (
        f"Learned from {customers:,} customers in {found.accounts:,} accounts. Held out in turn, their fit "
        f"tells {_strength(found.value)} who is worth more by {what}: {_figures(found)}."
    )


def declared_reason(
    found: RankCorrelation, measured_by: str, customers: int, empty: list[tuple[str, str]]
) -> str:
    """What the declared weights amount to where the value of customers is known."""
    sentences = [
        "Declared in voc.toml; an unknown segment counts as the mean of the customers who are known."
    ]
    if found.value is not None and found.low is not None and found.high is not None:
        sign = "no" if found.low <= 0 <= found.high else "a" if found.low > 0 else "the opposite"
        sentences.append(
            f"Its order has {sign} relation to that by {named(measured_by)} of {customers:,} customers: "
            f"{_figures(found)}."
        )
    if empty:
        places = ", ".join(f'{dimension} "{segment}"' for dimension, segment in empty)
        sentences.append(f"No customer is in {places}.")
    return " ".join(sentences)


def _needed(measured_by: str) -> str:
    return (
        "a lifetime_value, else is_active or churned_at" if measured_by == RETENTION else "a lifetime_value"
    )


def _figures(found: RankCorrelation) -> str:
    return f"rank correlation {found.value:.2f} (95 % interval {found.low:.2f} to {found.high:.2f})"


def _strength(value: float) -> str:
    return next(word for most, word in _STRENGTHS if value <= most)
