"""What keeps persons out of the tables: pseudonyms for keys, redaction for texts."""

from transforms.privacy.pseudonyms import (
    HOLDS_ADDRESS,
    IS_ADDRESS,
    PSEUDONYM_HEX_DIGITS,
    Pseudonymiser,
    normalised_email,
)
from transforms.privacy.redaction import MAY_HOLD_PERSONAL, REDACTED, redact, redacted_text

__all__ = [
    "HOLDS_ADDRESS",
    "IS_ADDRESS",
    "MAY_HOLD_PERSONAL",
    "PSEUDONYM_HEX_DIGITS",
    "REDACTED",
    "Pseudonymiser",
    "normalised_email",
    "redact",
    "redacted_text",
]
