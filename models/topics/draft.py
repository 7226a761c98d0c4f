"""A proposed topic as it is pasted into a project's aspects.toml."""

import json

import polars as pl

from transforms.text import folded

SAFE_BEGINNING = 5  # letters; "part*" would take "partner" along, "notification*" takes "notifications"


def draft(title: str, spellings: pl.DataFrame) -> str:
    """The TOML of an aspect that covers a topic.

    Args:
        title: of the topic.
        spellings: language, written; what customers write.
    """
    lines = [f"[aspects.{_quoted(title.lower())}]", f"title = {_quoted(title)}", "poles = []"]
    for (language,), own in spellings.sort("language", "written").group_by("language", maintain_order=True):
        patterns = ", ".join(_quoted(one) for one in _patterns(own["written"]))
        lines.append(f"words.{language} = [{patterns}]")
    return "\n".join(lines) + "\n"


def _patterns(written: pl.Series) -> list[str]:
    """Beginnings that take every spelling in; of two that overlap the shorter."""
    bare = written.to_frame("word").select(folded(pl.col("word")))["word"].unique().sort()
    beginnings: list[str] = []
    for phrase in bare:
        if not any(one.endswith("*") and phrase.startswith(one[:-1]) for one in beginnings):
            beginnings.append(f"{phrase}*" if len(phrase.split()[-1]) >= SAFE_BEGINNING else phrase)
    return beginnings


def _quoted(text: str) -> str:
    """A TOML basic string, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)
