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
    members = nodes.with_columns(
        component=pl.Series(component), is_person=pl.col("key").is_in(person_keys.unique().implode())
    )
    # A sorted aggregate `over` a component was tried: Polars 1.44 hands some components another one's key.
    first = members.sort("is_person", "key", descending=[True, False]).unique(
        "component", keep="first", maintain_order=True
    )
    customers = first.select("component", customer_id="key")
    return members.join(customers, on="component", validate="m:1").select("key", "customer_id")


def _node(nodes: pl.DataFrame, keys: pl.Series) -> pl.Series:
    named = keys.to_frame("key")
    return named.join(nodes, on="key", how="left", validate="m:1", maintain_order="left")["node"]
