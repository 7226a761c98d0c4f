"""Languages by code and by name."""

import polars as pl
import pytest

from transforms.mappings.languages import language_code


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("de", "de"),
        ("pt-BR", "pt"),
        ("German", "de"),
        ("allemand", "de"),
        ("Français", "fr"),
        ("Portuguese (Brazil)", "pt"),
        ("German - Austria", "de"),
        ("Rumänisch", "ro"),
        ("yes", None),
        ("English speaker", None),
        (None, None),
    ],
)
def test_a_language_is_known_by_code_and_by_name(given: str | None, code: str | None):
    assert pl.select(language_code(pl.lit(given, dtype=pl.String))).item() == code
