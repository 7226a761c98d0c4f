"""Texts as they were written."""

import polars as pl
import pytest

from transforms.spellings.prose import cleaned, is_misread


def test_entities_are_resolved_once_and_tags_stay_text():
    texts = pl.Series(["a &amp; b", "it&#39;s<br/>me", "&lt;script&gt;", "&amp;lt;", "AT&T; x", None])
    plain = pl.select(cleaned(pl.lit(texts))).to_series().to_list()
    assert plain == ["a & b", "it's\nme", "<script>", "&lt;", "AT&T; x", None]


@pytest.mark.parametrize(
    "text", ["Très déçu", "Größe", "Não é bom", "Și țară", "È così", "L’hôtel – ‘bon’", "naïve €5"]
)
def test_what_is_written_as_utf_8_and_read_as_windows_1252_is_seen(text):
    garbled = text.encode().decode("cp1252", "replace")
    assert is_misread(pl.Series([text, garbled, None])).to_list() == [False, True, False]
