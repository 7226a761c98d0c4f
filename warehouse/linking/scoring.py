"""How likely two records are one person's: a Fellegi-Sunter model, learned from the records (Splink)."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import polars as pl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from warehouse.linking.comparing import comparing
from warehouse.linking.levels import Level, Shares, comparisons
from warehouse.statements import statement

BLOCKING = (
    ("email",),
    ("phone",),
    ("mailbox", "first_initial"),
    ("line", "first_initial"),
    ("birth_date", "last"),
    ("birth_date", "first"),
    ("first", "family"),
    ("family", "first_initial", "country"),
    ("family", "first_initial", "company"),
    ("first", "company"),
    ("family", "domain"),
    ("first", "domain"),
    ("local", "first_initial"),
)
"""Columns that two records share before they are compared; records that share none stay apart."""

EXCHANGED = {"blocking_rule": "l.straight = r.turned"}
"""Records of which one's first name is the other's last, and the other way round."""

LARGEST_BLOCK = 1_000
"""Records that share more widely than this tell nothing by it, and would cost the square of their number."""

TEACHING = (("email",), ("first", "last"), ("phone",))
"""Blocks in which one person's pairs are frequent; each teaches the comparisons of what it does not share."""

MOST_PAIRS = 1e6
FEWEST_PAIRS = 200
"""A block with fewer pairs teaches nothing: the expected shares stand."""

CERTAIN = (("email", "last"), ("phone", "first"), ("birth_date", "last", "first"))
CERTAIN_RECALL = 0.6
"""Share of one person's pairs that these rules are taken to find: so often do two records match at all."""

MOST_MATCHING = 0.5
SECOND_RECORDS = 0.05
"""Share of records that, at the least, are expected to have another of the same person."""

USUAL_RECORDS = 20_000
"""Records of strangers, as levels.toml expects them, beside which values are counted: in a small base every
value is frequent."""

SAMPLED_PAIRS = 4e5
CHUNKS = 10
"""In which pairs of strangers are counted until there are enough; those of few records all at once."""

FEW_RECORDS = 150
SEED = 20
NO_PAIRS = pl.DataFrame(
    schema={"record_l": pl.UInt32, "record_r": pl.UInt32, "match_probability": pl.Float64}
    | {f"customer_key_{side}": pl.String for side in "lr"}
    | {f"gamma_{one.name}": pl.Int32 for one in comparisons()}
)

LEAST_PROBABILITY = 0.01
DECIMALS = 6
"""Of a probability: what lies beyond depends on the order in which sums were taken."""


def scored_pairs(features: pl.DataFrame) -> pl.DataFrame:
    """Pairs of records under two keys that may be one person's.

    Args:
        features: as transforms.people.person_features gives them, with `record`, which numbers them.
    Returns:
        left, right (record, the smaller left), probability (0 to 1, six decimals) and for each comparison the
        label of its level; sorted.
    """
    with _quiet(), comparing(features) as connection:
        if features.height < 2:
            return _labelled(NO_PAIRS)
        blocked = _blocked(connection.execute(statement("linking/records.sql")).pl())
        if not _meet_in_a_block(blocked):
            return _labelled(NO_PAIRS)
        connection.register("blocked", blocked)
        connection.execute("create table records as from blocked")
        matching = _matching(connection)
        linker = _linker(connection, matching, _learned(connection, matching))
        pairs = linker.inference.predict(warning_mode="never")
        possible = pairs.as_duckdbpyrelation().filter(
            f"match_probability >= {LEAST_PROBABILITY} or gamma_birth_date = 0"
        )
        return _labelled(possible.project(", ".join(NO_PAIRS.columns)).pl())


def _blocked(records: pl.DataFrame) -> pl.DataFrame:
    """The records with a column for each block that they are in, null where it is too large."""
    names = {f"block_{number}": columns for number, columns in enumerate(BLOCKING)}
    names |= {"straight": ("first", "last"), "turned": ("last", "first")}
    keys = [pl.concat_str(columns, separator="\x1f").alias(name) for name, columns in names.items()]
    return records.with_columns(keys).with_columns(
        pl.when(pl.len().over(name) <= LARGEST_BLOCK).then(name).alias(name) for name in names
    )


def _meet_in_a_block(records: pl.DataFrame) -> bool:
    """Whether any two records under different keys would be compared at all."""
    keys, blocks = pl.col("customer_key").n_unique(), [name for name in records.columns if "block_" in name]
    met = {name: (pl.col(name).is_not_null() & (keys.over(name) > 1)).any() for name in blocks}
    exchanged = pl.col("straight").is_in(pl.col("turned").implode()).any()
    return any(records.select(exchanged=exchanged, **met).row(0))


def _linker(connection: duckdb.DuckDBPyConnection, matching: float, learned: Shares) -> Linker:
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record",
        comparisons=[one.as_splink(learned) for one in comparisons()],
        blocking_rules_to_generate_predictions=[
            *(block_on(f"block_{number}") for number in range(len(BLOCKING))),
            EXCHANGED,
        ],
        additional_columns_to_retain=["customer_key"],
        probability_two_random_records_match=matching,
    )
    database = DuckDBAPI(connection)
    # Unchecked: the settings are our own, and the check takes as long as the scores of a small base.
    linker = Linker(database.register("records"), settings, validate_settings=False, log_level=None)
    for level in (level for one in comparisons() for level in one.levels if level.rare_by):
        rarity = database.register(_rarity(connection, level).to_arrow())
        linker.table_management.register_term_frequency_lookup(rarity, str(level.rare_by))
    return linker


def _rarity(connection: duckdb.DuckDBPyConnection, level: Level) -> pl.DataFrame:
    """How often a stranger has each value: as counted, the record itself left out, among usual records."""
    column = str(level.rare_by)
    values = connection.table("records").select(column).pl()[column].drop_nulls()
    usual = level.strangers * USUAL_RECORDS
    return values.value_counts().select(
        column, ((pl.col("count") - 1 + usual) / (len(values) - 1 + USUAL_RECORDS)).alias(f"tf_{column}")
    )


def _matching(connection: duckdb.DuckDBPyConnection) -> float:
    """How often two records are one person's, by rules that are nearly certain."""
    (records,) = connection.execute("select count(*) from records").fetchone() or (0,)
    pairs = records * (records - 1) / 2
    certain = max(_pairs(connection, columns) for columns in CERTAIN) / CERTAIN_RECALL
    least = 2 * SECOND_RECORDS / (records - 1)
    return float(min(max(certain / pairs, least), MOST_MATCHING))


def _learned(connection: duckdb.DuckDBPyConnection, matching: float) -> Shares:
    """Shares of levels: among strangers from random pairs, among one person's by expectation maximisation."""
    linker = _linker(connection, matching, {})
    chunks = 1 if len(connection.table("records")) < FEW_RECORDS else CHUNKS
    linker.training.estimate_u_using_random_sampling(SAMPLED_PAIRS, seed=SEED, num_chunks=chunks)
    for columns in TEACHING:
        if (pairs := _pairs(connection, columns)) >= FEWEST_PAIRS:
            most = MOST_PAIRS if pairs > MOST_PAIRS else None
            linker.training.estimate_parameters_using_expectation_maximisation(
                block_on(*columns), max_pairs=most
            )
    return {
        (told["output_column_name"], level["label_for_charts"]): (
            _share(level.get("m_probability")),
            _share(level.get("u_probability")),
        )
        for told in linker.misc.save_model_to_json()["comparisons"]
        for level in told["comparison_levels"]
    }


def _share(learned: object) -> float | None:
    """A learned share; Splink says in words where it saw no pair."""
    return learned if isinstance(learned, float) else None


def _pairs(connection: duckdb.DuckDBPyConnection, columns: tuple[str, ...]) -> int:
    known = connection.table("records").filter(" and ".join(f"{one} is not null" for one in columns))
    sizes = known.aggregate(f"count(*) as size, {', '.join(columns)}")
    (pairs,) = sizes.aggregate("sum(size * (size - 1) / 2)").fetchone() or (None,)
    return int(pairs or 0)


def _labelled(pairs: pl.DataFrame) -> pl.DataFrame:
    labels = [
        pl.col(f"gamma_{one.name}")
        .replace_strict({gamma: one.label_of(gamma) for gamma in range(-1, len(one.levels))})
        .alias(one.name)
        for one in comparisons()
    ]
    return (
        pairs.filter(pl.col("customer_key_l") != pl.col("customer_key_r"))
        .with_columns(labels)
        .filter((pl.col("match_probability") >= LEAST_PROBABILITY) | _is_namesake())
        .select(
            *(one.name for one in comparisons()),
            left=pl.min_horizontal("record_l", "record_r"),
            right=pl.max_horizontal("record_l", "record_r"),
            probability=pl.col("match_probability").round(DECIMALS),
        )
        .sort("left", "right")
    )


def _is_namesake() -> pl.Expr:
    """Born on another day under one name: not one person, and more surely so the less likely it looks."""
    return (pl.col("birth_date") == "other") & pl.col("name").is_in(["equal", "nearly equal"])


@contextmanager
def _quiet() -> Iterator[None]:
    """Splink's progress is for its developers, not for a nightly log."""
    logger = logging.getLogger("splink")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
