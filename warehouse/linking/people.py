"""One customer for all keys of a person, on everything they said."""

import hashlib
import inspect
import json
from dataclasses import asdict
from importlib.metadata import version
from importlib.resources import files

import polars as pl

from models.identity import customers_of_keys
from models.linkage import judging
from models.linkage.judging import judged
from models.linkage.parameters import ACCEPTED, LinkageParameters
from models.linkage.resolving import Told, exact_links, likeness_links
from transforms.people import person_features
from warehouse import private
from warehouse.database import Connection, transaction
from warehouse.linking.companies import link_companies
from warehouse.linking.comparing import shared
from warehouse.linking.levels import comparisons
from warehouse.project import Project
from warehouse.statements import run, statement

IDENTIFYING = ["first", "last", "email", "phone", "birth_date"]
"""Details of which a record tells at least one, if it is to be compared at all."""

EVIDENCE = [one.name for one in comparisons()]


def link_people(
    connection: Connection, project: Project, secret: bytes, parameters: LinkageParameters
) -> None:
    """core.identity_links, core.customer_keys and core.customer_accounts, and whose everything is.

    What persons are called is read from the private database, compared in memory and forgotten.
    """
    keys = connection.execute(statement("enriching/keys.sql")).pl()
    identities = _identities(connection, project, secret, keys)
    features = _features(identities)
    told = _told(connection, features.join(identities.filter("is_address"), on="customer_key", how="semi"))
    people = features.join(keys, left_on="customer_key", right_on="key", how="semi").filter(
        ~pl.col("customer_key").is_in(sorted(told.shared))  # a mailbox is nobody
    )
    links, clusters = exact_links(told)
    decided = frozenset(told.decisions.select("left_key", "right_key").rows())
    links = pl.concat([links, likeness_links(_likeness(connection, people, parameters), clusters, decided)])
    named = [keys["key"], *(links[side].alias("key") for side in ("left_key", "right_key"))]
    standing = links.filter(pl.col("status") == ACCEPTED)
    _keep(connection, links, customers_of_keys(pl.concat(named), keys.filter("is_person")["key"], standing))
    link_companies(connection, people, secret)


def _features(identities: pl.DataFrame) -> pl.DataFrame:
    """What can be compared, and which addresses and numbers several persons use."""
    features = person_features(identities)
    shared_by = {contact: shared(features, contact) for contact in ("email", "phone")}
    told = features.with_columns(
        is_shared=pl.col("is_role") | pl.col("email").is_in(shared_by["email"]["contact"].implode()),
        is_shared_phone=pl.col("phone").is_in(shared_by["phone"]["contact"].implode()),
    )
    crowded = {contact: found.filter("is_crowded")["contact"] for contact, found in shared_by.items()}
    of_crowd = {contact: pl.col(contact).is_in(values.implode()) for contact, values in crowded.items()}
    return told.with_columns(  # what a crowd uses, a placeholder as a rule, tells nothing of anybody
        email=pl.when(~of_crowd["email"]).then("email"),
        domain=pl.when(~of_crowd["email"].fill_null(False)).then("domain"),
        phone=pl.when(~of_crowd["phone"]).then("phone"),
    )


def _told(connection: Connection, of_addresses: pl.DataFrame) -> Told:
    return Told(
        exact=connection.execute(statement("linking/exact_links.sql")).pl(),
        shared=frozenset(of_addresses.filter("is_shared")["customer_key"]),
        decisions=connection.execute(statement("linking/decisions.sql")).pl(),
    )


def _identities(connection: Connection, project: Project, secret: bytes, keys: pl.DataFrame) -> pl.DataFrame:
    with private.attached(connection, project, secret):
        connection.register("keys", keys)
        found = connection.execute(statement("linking/identities.sql")).pl()
        connection.unregister("keys")
    return found


def _likeness(connection: Connection, people: pl.DataFrame, parameters: LinkageParameters) -> pl.DataFrame:
    """Pairs of keys as judged; compared anew only where persons, settings or the model changed."""
    wanted = _version(people, parameters)
    if connection.execute("from core.likeness_version").fetchone() != (wanted,):
        from warehouse.linking.scoring import scored_pairs  # with Splink, which takes a second to load

        records = people.filter(pl.any_horizontal(pl.col(IDENTIFYING).is_not_null())).with_row_index("record")
        pairs = judged(scored_pairs(records), parameters)
        connection.register("judged", _by_key(pairs, records))
        with transaction(connection):
            run(connection, statement("linking/keep_likeness.sql"), version=wanted)
        connection.unregister("judged")
    return connection.execute(
        "select * replace (map_entries(evidence) as evidence) from core.likeness order by all"
    ).pl()


def _by_key(pairs: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """Pairs of keys instead of records, each with its likeliest pair of records; a conflict of any is one."""
    known = [
        pl.when(pl.col(name) != "unknown").then(pl.struct(key=pl.lit(name), value=pl.col(name)))
        for name in EVIDENCE
    ]
    key_of = records.select("record", "customer_key")
    sides = {
        side: key_of.rename({"record": side, "customer_key": f"{side}_key"}) for side in ("left", "right")
    }
    keyed = pairs.join(sides["left"], on="left", validate="m:1").join(
        sides["right"], on="right", validate="m:1"
    )
    both = [pl.col("left_key"), pl.col("right_key")]
    return (
        keyed.with_columns(evidence=pl.concat_list(known).list.drop_nulls())
        .with_columns(left_key=pl.min_horizontal(both), right_key=pl.max_horizontal(both))
        .with_columns(is_conflict=pl.col("is_conflict").any().over(both))
        .sort(pl.col("status") != ACCEPTED, -pl.col("probability"), "left", "right")
        .unique(["left_key", "right_key"], keep="first", maintain_order=True)
        .select("left_key", "right_key", "probability", "status", "reason", "is_conflict", "evidence")
    )


def _version(people: pl.DataFrame, parameters: LinkageParameters) -> str:
    code = [statement(f"linking/{name}.sql") for name in ("similarity", "records")]
    code += [inspect.getsource(judging), files("warehouse.linking").joinpath("scoring.py").read_text("utf-8")]
    known = [
        people.with_columns(pl.col("families").list.join(" ")).write_csv(),
        repr(comparisons()),
        code,
        version("splink"),
        asdict(parameters),
    ]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()


def _keep(connection: Connection, links: pl.DataFrame, customers: pl.DataFrame) -> None:
    connection.register("links", links)
    connection.register("customers_of_keys", customers)
    with transaction(connection):
        run(connection, statement("linking/keep_links.sql"))
    for name in ("links", "customers_of_keys"):
        connection.unregister(name)
