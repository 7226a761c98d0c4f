"""The ideal customer learned from planted drivers of value, and from nothing."""

import subprocess
import sys
from datetime import timedelta

import numpy as np
import polars as pl
import pytest
from planted import AS_OF, EFFECTS, LEARNED, Planted, planted
from scipy.stats import spearmanr

from models.ideal.fitting import ideal_customers
from models.ideal.tables import (
    FITS_SCHEMA,
    IDEAL_CUSTOMER_SCHEMA,
    IDEAL_QUALITY_SCHEMA,
    Ideal,
    IdealParameters,
)


def fitted(made: Planted, parameters: IdealParameters | None = LEARNED) -> Ideal:
    return ideal_customers(made.customers, made.segments, parameters, AS_OF)


def quality(found: Ideal) -> dict:
    (row,) = found.quality.to_dicts()
    return row


def with_truth(made: Planted, found: Ideal) -> pl.DataFrame:
    told = made.customers.with_columns(truth=pl.Series(made.truth))
    return told.join(found.fits, on="customer_id", how="inner", validate="1:1")


@pytest.mark.parametrize(
    ("count", "r_squared", "seeds"), [(500, 0.5, 5), (500, 0.4, 5), (2000, 0.3, 4), (10_000, 0.3, 1)]
)
def test_planted_drivers_are_found(count, r_squared, seeds):
    for seed in range(seeds):
        made = planted(seed, count, r_squared)
        found = fitted(made)
        told = with_truth(made, found)
        assert quality(found)["is_used"]
        assert spearmanr(told["ideal_fit"], told["truth"]).statistic >= 0.8


@pytest.mark.system
@pytest.mark.parametrize("given", [{}, {"contacts_per_account": 3}, {"free_share": 0.4}])
def test_where_value_depends_on_nothing_it_says_so(given):
    claims = 0
    for seed in range(25):
        found = fitted(planted(seed, 400, has_signal=False, **given))
        claims += quality(found)["is_used"]
        if not quality(found)["is_used"]:
            assert "no signal" in quality(found)["reason"]
            assert (found.fits.height, found.segments.height) == (0, 0)
    assert claims <= 1


def test_the_drivers_have_effects_and_the_others_have_none():
    table = fitted(planted(1, 3000)).segments.drop_nulls("effect")
    spread = dict(table.group_by("dimension").agg(pl.col("effect").abs().max()).rows())
    assert min(spread[name] for name in EFFECTS) > 3 * max(spread[name] for name in spread.keys() - EFFECTS)
    other = table.filter(~pl.col("dimension").is_in(list(EFFECTS)))
    assert (other["effect_low"] < 0).mean() > 0.9
    assert (other["effect_high"] > 0).mean() > 0.9
    assert (table["effect_low"] <= table["effect"]).all()


def test_the_ideal_fifth_is_where_the_effects_are():
    table = fitted(planted(1, 3000)).segments.drop_nulls("effect").filter(dimension="company_size")
    best = table.sort("effect").row(-1, named=True)
    assert best["share_of_ideal"] > 1.5 * best["share_of_customers"]
    assert table["share_of_ideal"].sum() < 1  # the rest is unknown


def test_reasons_are_the_customers_own_segments_strongest_first():
    made = planted(2, 1500)
    found = fitted(made)
    effects = {row[:2]: row[2] for row in found.segments.select("dimension", "segment", "effect").rows()}
    own = {(row[0], row[1], row[2]) for row in made.segments.rows()}
    for customer, _, reasons in found.fits.head(50).rows():
        sizes = [abs(one["contribution"]) for one in reasons]
        assert sizes == sorted(sizes, reverse=True)
        assert len(sizes) <= 5
        for one in reasons:
            assert (customer, one["dimension"], one["segment"]) in own
            assert one["contribution"] == effects[one["dimension"], one["segment"]]


def test_everybody_with_a_known_segment_has_a_fit_also_without_lifetime_value():
    made = planted(3, 1000)
    hidden = made.customers.with_columns(
        lifetime_value=pl.when(pl.int_range(pl.len()) < 800).then("lifetime_value")
    )
    segments = made.segments.filter(pl.col("customer_id") != "c000999")
    found = ideal_customers(hidden, segments, LEARNED, AS_OF)
    assert found.fits.height == 999
    assert found.fits["ideal_fit"].is_between(0, 1).all()
    assert found.fits["ideal_fit"].mean() == pytest.approx(0.5, abs=1e-6)  # it is a rank
    told = with_truth(made, found)[800:]
    assert spearmanr(told["ideal_fit"], told["truth"]).statistic > 0.8


def test_the_order_of_rows_changes_nothing():
    made = planted(4, 600, contacts_per_account=2)
    found = fitted(made)
    shuffled = ideal_customers(
        made.customers.sample(fraction=1, shuffle=True, seed=1),
        made.segments.sample(fraction=1, shuffle=True, seed=2),
        LEARNED,
        AS_OF,
    )
    for one, other in zip(vars(found).values(), vars(shuffled).values(), strict=True):
        assert one.equals(other)


ON_THREADS = """
import sys
sys.path.insert(0, sys.argv[1])
from planted import AS_OF, LEARNED, planted
from models.ideal.fitting import ideal_customers
made = planted(4, 600)
found = ideal_customers(made.customers, made.segments, LEARNED, AS_OF)
print(found.fits.write_json(), found.segments.write_json(), found.quality.write_json())
"""


@pytest.mark.system
def test_any_number_of_threads_finds_the_same(pytestconfig):
    helpers = str(pytestconfig.rootpath / "tests" / "models" / "ideal")

    def told(count: str) -> str:
        environment = {"POLARS_MAX_THREADS": count, "OMP_NUM_THREADS": count, "OPENBLAS_NUM_THREADS": count}
        command = [sys.executable, "-c", ON_THREADS, helpers]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True, cwd=pytestconfig.rootpath
        ).stdout

    once = told("1")
    assert "ideal_fit" in once
    assert once == told("4")


def test_colleagues_with_one_contract_feign_no_certainty():
    """Every account four times over: four times the customers, and nothing more is known."""
    made = planted(5, 300)
    once = quality(fitted(made))
    fourfold = Planted(
        pl.concat(
            made.customers.with_columns(
                customer_id=pl.col("customer_id") + f"-{copy}", account_id=pl.col("customer_id")
            )
            for copy in range(4)
        ),
        pl.concat(
            made.segments.with_columns(customer_id=pl.col("customer_id") + f"-{copy}") for copy in range(4)
        ),
        np.tile(made.truth, 4),
    )
    found = quality(fitted(fourfold))
    width = found["correlation_high"] - found["correlation_low"]
    assert found["accounts_with_value"] == once["accounts_with_value"]
    assert width == pytest.approx(once["correlation_high"] - once["correlation_low"], rel=0.1)


def test_customers_of_one_account_are_never_on_both_sides():
    """An attribute that names the account would tell its value, if a colleague's could be seen."""
    rng = np.random.default_rng(6)
    accounts, per_account = 60, 25
    value = rng.lognormal(5, 1, accounts)
    rows = [(f"c{number:05}", f"a{number // per_account:03}") for number in range(accounts * per_account)]
    customers = pl.DataFrame(
        {"customer_id": [row[0] for row in rows], "account_id": [row[1] for row in rows],
         "lifetime_value": np.repeat(value, per_account), "customer_since": AS_OF - timedelta(days=800),
         "churned_at": None, "is_active": True},
        schema_overrides={"churned_at": pl.Datetime("us", "UTC")},
    )  # fmt: skip
    segments = pl.DataFrame(
        {"customer_id": customers["customer_id"], "dimension": "name", "segment": customers["account_id"]}
    )
    found = quality(ideal_customers(customers, segments, IdealParameters(learned_from=("name",)), AS_OF))
    assert not found["is_used"]


def test_recent_customers_are_not_blamed_for_money_that_comes_once():
    """Everybody pays 1,000 once, but those of one segment came later: nothing tells who is worth more."""
    rng = np.random.default_rng(7)
    is_new = rng.random(1500) < 0.5
    years = np.where(is_new, rng.uniform(0.5, 3, 1500), rng.uniform(2, 10, 1500))
    customers = pl.DataFrame(
        {"customer_id": [f"c{number:05}" for number in range(1500)], "account_id": None,
         "lifetime_value": 1000 * rng.lognormal(0, 0.5, 1500),
         "customer_since": [AS_OF - timedelta(days=365.25 * one) for one in years],
         "churned_at": None, "is_active": True},
        schema_overrides={"account_id": pl.String, "churned_at": pl.Datetime("us", "UTC")},
    )  # fmt: skip
    segments = pl.DataFrame(
        {"customer_id": customers["customer_id"], "dimension": "size",
         "segment": np.where(is_new, "new", "old")}
    )  # fmt: skip
    found = ideal_customers(customers, segments, IdealParameters(learned_from=("size",)), AS_OF)
    effects = found.segments.drop_nulls("effect")["effect"].abs()
    assert effects.is_empty() or effects.max() < 0.05  # 0.25 if the years were not beside


def test_retention_alone_is_learned_from_where_no_lifetime_value_is_known():
    rng = np.random.default_rng(8)
    plan = rng.choice(["Free", "Pro"], 1500)
    stays = rng.random(1500) > np.where(plan == "Free", 0.4, 0.05)
    customers = pl.DataFrame(
        {"customer_id": [f"c{number:05}" for number in range(1500)], "account_id": None,
         "lifetime_value": None, "customer_since": AS_OF - timedelta(days=800), "churned_at": None,
         "is_active": stays},
        schema_overrides={"account_id": pl.String, "lifetime_value": pl.Float64,
                          "churned_at": pl.Datetime("us", "UTC")},
    )  # fmt: skip
    segments = pl.DataFrame({"customer_id": customers["customer_id"], "dimension": "plan", "segment": plan})
    found = ideal_customers(customers, segments, IdealParameters(learned_from=("plan",)), AS_OF)
    assert quality(found)["measured_by"] == "retention"
    assert "staying a customer" in quality(found)["reason"]
    effects = dict(found.segments.drop_nulls("effect").select("segment", "effect").rows())
    assert effects["Pro"] > 0.05 > -0.05 > effects["Free"]


def test_a_rare_segment_shares_its_effect_and_a_very_small_one_is_not_shown():
    made = planted(9, 800)
    rare = {f"c{number:06}": "gold" if number < 12 else "silver" for number in range(24)} | {"c000030": "one"}
    plans = made.segments.filter(pl.col("dimension") == "plan", ~pl.col("customer_id").is_in(list(rare)))
    own = [(customer, "plan", segment) for customer, segment in rare.items()]
    added = pl.DataFrame(own, schema=made.segments.schema, orient="row")
    others = made.segments.filter(pl.col("dimension") != "plan")
    found = ideal_customers(made.customers, pl.concat([others, plans, added]), LEARNED, AS_OF)
    rows = {row["segment"]: row for row in found.segments.filter(dimension="plan").to_dicts()}
    assert rows["gold"]["is_pooled"]
    assert rows["gold"]["effect"] == rows["silver"]["effect"] is not None
    assert (rows["one"]["effect"], rows["one"]["status"]) == (None, "suppressed")
    assert not rows["s0"]["is_pooled"]


@pytest.mark.parametrize(
    ("count", "kept", "says"),
    [
        (40, pl.lit(True), "50 accounts are needed"),
        (200, pl.col("dimension") == "nothing", "no attribute to learn from tells customers apart"),
        (0, pl.lit(True), "50 accounts are needed"),
    ],
)
def test_too_little_to_learn_from_is_said_in_words(count, kept, says):
    made = planted(10, max(count, 1))
    customers = made.customers.head(count)
    segments = made.segments.filter(kept).join(customers, on="customer_id", how="semi")
    found = ideal_customers(customers, segments, LEARNED, AS_OF)
    assert says in quality(found)["reason"]
    assert (quality(found)["is_used"], found.fits.height, found.segments.height) == (False, 0, 0)


def test_customers_who_are_all_worth_the_same_have_no_signal():
    made = planted(11, 200)
    alike = made.customers.with_columns(lifetime_value=0.0)
    found = ideal_customers(alike, made.segments, LEARNED, AS_OF)
    assert "all customers look alike" in quality(found)["reason"]
    assert not quality(found)["is_used"]


def test_where_nobody_asks_nothing_is_said():
    found = fitted(planted(12, 60), None)
    assert found.fits.schema == FITS_SCHEMA
    assert found.segments.schema == IDEAL_CUSTOMER_SCHEMA
    assert found.quality.schema == IDEAL_QUALITY_SCHEMA
    assert (found.fits.height, found.segments.height, found.quality.height) == (0, 0, 0)
