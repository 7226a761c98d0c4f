"""The project's key: makes pseudonyms, opens `private.duckdb`, and never enters a database."""

import hashlib
import hmac
import os
import secrets

from warehouse.errors import VocError
from warehouse.project import Project

SECRET_BYTES = 32


def create_secret(project: Project) -> None:
    """Writes a new key, readable by its owner alone; leaves an existing one as it is."""
    project.make_state()
    try:
        handle = os.open(project.secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(SECRET_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_secret(project: Project) -> bytes:
    """The key; made on the first run of a project that has no data yet."""
    if not project.secret.exists():
        if project.work.exists():
            raise VocError(
                f"{project.shown(project.secret)} is missing, but the project has data that needs it. "
                "Restore it from your backup; without it, delete state/ and load the exports anew "
                "(customers get other pseudonyms)."
            )
        create_secret(project)
    try:
        secret = bytes.fromhex(project.secret.read_text(encoding="ascii").strip())
    except ValueError:
        secret = b""
    if len(secret) != SECRET_BYTES:
        raise VocError(
            f"{project.shown(project.secret)} is no key of {SECRET_BYTES} bytes: restore it from your backup"
        )
    return secret


def derived_key(secret: bytes, purpose: str) -> str:
    """A key for one purpose, in hex, from which the project's key cannot be found."""
    return hmac.digest(secret, f"voc {purpose}".encode(), hashlib.sha256).hex()
