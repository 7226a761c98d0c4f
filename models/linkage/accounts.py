"""Whose company it is: contacts share an account by the source's key, the company's name or its domain."""

import polars as pl

from models.identity import customers_of_keys

MAIN_NAME_SHARE = 0.5
"""Share of the people under a key or domain that name a company, above which it is that company's."""


def accounts(told: pl.DataFrame) -> pl.DataFrame:
    """The account of each key of a customer.

    Args:
        told: customer_key, account_key and source (the source's key of the company), domain, company,
            country; any number of rows per key, each null where nothing is known.
    Returns:
        customer_key, account: the smallest account_key of all that are one company's, else a text that names
        it ("domain ...", "company ..."); one row per customer_key whose company is known.
    """
    nodes = _nodes(told)
    links = pl.concat([_by_key(nodes), _by_domain(nodes), _without_country(nodes)])
    known = pl.concat([nodes[kind].alias("node") for kind in ("key", "name", "domain")]).drop_nulls()
    joined = customers_of_keys(known, nodes["key"].drop_nulls(), links)
    return (
        nodes.with_columns(node=pl.coalesce("key", "name", "domain"))
        .drop_nulls("node")
        .sort(pl.col("key").is_null(), pl.col("name").is_null(), "node")
        .unique("customer_key", keep="first", maintain_order=True)
        .join(joined, left_on="node", right_on="key", validate="m:1")
        .select("customer_key", account="customer_id")
        .sort("customer_key")
    )


def _nodes(told: pl.DataFrame) -> pl.DataFrame:
    """Each thing that names a company, as a text of its own kind."""
    return told.select(
        "customer_key",
        key="account_key",
        domain=pl.lit("domain ") + pl.col("domain"),
        name=pl.lit("company ") + pl.col("company") + pl.lit(" of ") + pl.col("country").fill_null("?"),
        company="company",
        country="country",
        source="source",
    ).unique(maintain_order=True)


def _by_key(nodes: pl.DataFrame) -> pl.DataFrame:
    """A key is that of its main name, where no other key of its source has that name too."""
    named = _main_names(nodes, "key").join(nodes.select("key", "source").unique(), on="key")
    return _links(named.filter(pl.col("key").n_unique().over("name", "source") == 1), "key", "name")


def _by_domain(nodes: pl.DataFrame) -> pl.DataFrame:
    """A domain is its main company's."""
    return _links(_main_names(nodes, "domain"), "domain", "name")


def _main_names(nodes: pl.DataFrame, kind: str) -> pl.DataFrame:
    """The name that most under a key or domain go by: who changed jobs brings another."""
    named = nodes.drop_nulls([kind, "company"])
    counted = named.group_by(kind, "company").agg(people=pl.col("customer_key").n_unique())
    share = pl.col("people") / pl.col("people").sum().over(kind)
    main = counted.filter(share > MAIN_NAME_SHARE)
    return named.join(main, on=[kind, "company"], how="semi").select(kind, "name").unique()


def _without_country(nodes: pl.DataFrame) -> pl.DataFrame:
    """A name without a country is that of the one country in which it is known."""
    named = nodes.drop_nulls("company").select("company", "country", "name").unique()
    located = named.drop_nulls("country").filter(pl.col("country").n_unique().over("company") == 1)
    nowhere = named.filter(pl.col("country").is_null())
    return _links(nowhere.join(located, on="company", suffix="_located"), "name", "name_located")


def _links(frame: pl.DataFrame, left: str, right: str) -> pl.DataFrame:
    return frame.select(left_key=left, right_key=right).drop_nulls().unique()
