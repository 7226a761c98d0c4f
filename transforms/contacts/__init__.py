"""A clean contact base: what is wrong with contacts, and what would be right."""

from transforms.contacts.correcting import corrected
from transforms.contacts.hygiene import HYGIENE_SCHEMA, contact_issues

__all__ = ["HYGIENE_SCHEMA", "contact_issues", "corrected"]
