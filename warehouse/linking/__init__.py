"""Persons linked across sources: exact keys, then likeness, then a person's decisions."""
