"""Which keys belong to one person: the connected components of what the records link."""

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


def customers_of_keys(keys: pl.Series, person_keys: pl.Series, links: pl.DataFrame) -> pl.DataFrame:
    """The customer behind each key.

    Args:
        keys: every key that a record names, in any order, repeats allowed.
        person_keys: those under which a source keeps a customer's profile.
        links: left_key, right_key: two keys of one person.
    Returns:
        key, customer_id: one row per key. The customer is named by the first of the component's person keys,
        else of its keys, so the same links give the same customers in any order of delivery.
    """
    known = pl.concat([keys, person_keys, links["left_key"], links["right_key"]]).drop_nulls().unique().sort()
    nodes = pl.DataFrame({"key": known}).with_row_index("node")
    pairs = links.select(
        *(_node(nodes, links[side]).alias(side) for side in ("left_key", "right_key")),
    )
    graph = coo_array(
        (np.ones(pairs.height, dtype=np.int8), (pairs["left_key"].to_numpy(), pairs["right_key"].to_numpy())),
        shape=(nodes.height, nodes.height),
    )
    _, component = connected_components(graph, directed=False)
    is_person = pl.col("key").is_in(person_keys.unique().implode())
    named = nodes.with_columns(component=pl.Series(component)).with_columns(
        customer_id=pl.col("key").sort_by(~is_person, "key").first().over("component")
    )
    return named.select("key", "customer_id")


def _node(nodes: pl.DataFrame, keys: pl.Series) -> pl.Series:
    named = keys.to_frame("key")
    return named.join(nodes, on="key", how="left", validate="m:1", maintain_order="left")["node"]
