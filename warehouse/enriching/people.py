"""Whose feedback it is, and in which segments they were when they spoke."""

from collections.abc import Mapping
from datetime import datetime

import polars as pl

from models.identity import customers_of_keys
from transforms.customers import customer_segments, elapsed_segments, told_segments
from transforms.segments import Dimension, are_bare_numbers
from warehouse.database import Connection, transaction
from warehouse.statements import run, statement


def join_people(connection: Connection) -> None:
    """One customer for all keys of a person, on everything they said."""
    keys = connection.execute(statement("enriching/keys.sql")).pl()
    links = connection.execute("select distinct left_key, right_key from core.identity_links").pl()
    customers = customers_of_keys(keys["key"], keys.filter("is_person")["key"], links)
    connection.register("customers_of_keys", customers)
    with transaction(connection):
        run(connection, statement("enriching/join_people.sql"))
    connection.unregister("customers_of_keys")


def match_invitations(connection: Connection) -> None:
    """Whom each invitation went to, and when they answered; after `join_people`, whose keys it reads."""
    with transaction(connection):
        run(connection, statement("enriching/match_invitations.sql"))


def place_in_segments(connection: Connection, dimensions: Mapping[str, Dimension], as_of: datetime) -> None:
    """core.customers, core.customer_segments and core.feedback_segments, made anew."""
    entries = connection.execute(statement("enriching/entries.sql")).pl().lazy()
    told = connection.execute(statement("enriching/told.sql")).pl().lazy()
    spoken = connection.execute("select feedback_id, customer_id, created_at from core.feedback").pl().lazy()
    with transaction(connection):
        run(connection, statement("enriching/clear_segments.sql"))
        for name, dimension in sorted(dimensions.items()):
            of_customers = customer_segments(entries, name, dimension, pl.lit(as_of)).collect()
            if dimension.since:
                of_feedback = elapsed_segments(spoken, entries, name, dimension).collect()
            else:
                of_feedback = told_segments(told, name, dimension).collect()
            named = pl.concat([of_customers["segment"], of_feedback["segment"]])
            if dimension.bands or not are_bare_numbers(named):
                insert(connection, "core.customer_segments", of_customers)
                insert(connection, "told_segments", of_feedback)
        run(connection, statement("enriching/feedback_segments.sql"))
        run(connection, statement("enriching/customers.sql"))


def insert(connection: Connection, table: str, frame: pl.DataFrame) -> None:
    """Adds a frame's rows to a table, column by name."""
    if frame.height:
        connection.register("frame", frame)
        connection.execute(f"insert into {table} by name from frame")
        connection.unregister("frame")
