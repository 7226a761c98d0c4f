"""Texts as they were written: without the traces of the ways they came."""

import html

import ftfy.badness
import polars as pl

_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"
_LINE_BREAK = r"(?i)<br\s*/?>"

INVISIBLE = r"[\p{Cf}&&[^\u{200D}\u{E0020}-\u{E007F}]]"
"""Byte order marks, zero-width blanks, soft hyphens, signs of direction; not what joins emoji to one."""

_SUSPECT = (
    r"[ÂÃÄÅÈâ][\u{80}-\u{BF}\u{152}\u{153}\u{160}\u{161}\u{178}\u{17D}\u{17E}\u{192}\u{2C6}\u{2DC}"
    r"\u{2013}-\u{203A}\u{20AC}\u{2122}]|ï¿½|\u{FFFD}"
)
"""What UTF-8 looks like that was read as Windows-1252, and the sign for what could not be read."""


def unescaped(text: pl.Expr) -> pl.Expr:
    """HTML's entities as the characters they stand for, `<br>` as a line break; other tags stay text."""
    return text.map_batches(_unescaped, return_dtype=pl.String, is_elementwise=True)


def _unescaped(texts: pl.Series) -> pl.Series:
    is_escaped = texts.str.contains(_ENTITY) | texts.str.contains(_LINE_BREAK)
    if not is_escaped.any():
        return texts
    plain = [html.unescape(text) for text in texts.filter(is_escaped)]
    return texts.scatter(is_escaped.arg_true(), pl.Series(plain).str.replace_all(_LINE_BREAK, "\n"))


def is_misread(texts: pl.Series) -> pl.Series:
    """Whether each text looks as if it had been read in a wrong encoding ("trÃ¨s"); null is false.

    A cheap pattern chooses, ftfy's statistics of character pairs decide (Robyn Speer, ftfy).
    """
    suspects = texts.str.contains(_SUSPECT).fill_null(False)
    if not suspects.any():
        return suspects
    judged = ["\ufffd" in text or ftfy.badness.is_bad(text) for text in texts.filter(suspects)]
    return suspects.scatter(suspects.arg_true(), pl.Series(judged))
