"""Which opinions a person should read, and what their reading would decide."""

from models.verification.choosing import TO_VERIFY_SCHEMA, to_verify

__all__ = ["TO_VERIFY_SCHEMA", "to_verify"]
