"""`private.duckdb`: whose pseudonym it is. Never published, its owner's alone, encrypted where possible."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from warehouse.database import Connection, transaction
from warehouse.encryption import can_encrypt as can_encrypt
from warehouse.errors import VocError
from warehouse.project import Project
from warehouse.secret import derived_key
from warehouse.statements import run, statement

OWNER_ONLY = 0o600


def attach_option(connection: Connection, secret: bytes) -> str:
    """How the file is attached: encrypted where DuckDB's crypto is at hand."""
    return f" (encryption_key '{derived_key(secret, 'private')}')" if can_encrypt(connection) else ""


@contextmanager
def attached(connection: Connection, project: Project, secret: bytes) -> Iterator[None]:
    """The private database as `private`, its tables made."""
    option = attach_option(connection, secret)
    path = str(project.private).replace("'", "''")
    try:
        connection.execute(f"attach '{path}' as private{option}")
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise VocError(
            f"{project.shown(project.private)} cannot be opened ({reason}): is "
            f"{project.shown(project.secret)} the key it was made with? Restore both from the same backup."
        ) from error
    project.private.chmod(OWNER_ONLY)
    try:
        run(connection, statement("identities/create.sql"))
        run(connection, statement("identities/create_contacts.sql"))
        run(connection, statement("identities/create_tombstones.sql"))
        yield
    finally:
        connection.execute("detach private")


def remember(connection: Connection, source: str, file_id: str) -> None:
    """Adds the identities of the incoming file that are not known yet; safe to repeat."""
    with transaction(connection):
        run(connection, statement("identities/remember.sql"), source=source, file_id=file_id)
        run(connection, statement("identities/remember_contacts.sql"), source=source)
