"""Who is on file: the contacts of the sources that keep profiles."""

from warehouse.database import Connection, transaction
from warehouse.statements import run, statement


def note_contacts(connection: Connection) -> None:
    """core.contacts, made anew. Call it after people are joined, on the same connection."""
    with transaction(connection):
        run(connection, statement("enriching/contacts.sql"))
