"""Texts as they were written: without the traces of the ways they came."""

import html

import polars as pl

_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});"
_LINE_BREAK = r"(?i)<br\s*/?>|</?(?:p|div)(?:\s[^<>]{0,200})?>"
"""Breaks, and the paragraphs and blocks that editors of messages write around every text."""


_CONTROL = r"[\p{Cc}&&[^\t\n\r]]"
"""What steers a terminal and is part of no text."""

_INVISIBLE = r"[\p{Cf}&&[^\u{200D}\u{E0020}-\u{E007F}]]"
"""Byte order marks, zero-width blanks, soft hyphens, signs of direction; not what joins emoji to one."""

_UNCOMPOSED = r"[^\x00-\u02FF\u2002-\u20CF]"
"""Letters of the eight languages and typographic signs are composed already (Unicode, NFC quick check)."""

_TAG = r"</?(?:[bB][rR]|[pP]|[dD][iI][vV])[\s/>]"

NEEDS_CLEANING = rf"{_CONTROL}|\p{{Cf}}|{_UNCOMPOSED}|&#?[0-9a-zA-Z]+;|{_TAG}"
"""What every text holds that `cleaned` would change."""

_SUSPECT = (
    r"[ÂÃÄÅÈâ][\u{80}-\u{BF}\u{152}\u{153}\u{160}\u{161}\u{178}\u{17D}\u{17E}\u{192}\u{2C6}\u{2DC}"
    r"\u{2013}-\u{203A}\u{20AC}\u{2122}]|ï¿½|\u{FFFD}"
)
"""What UTF-8 looks like that was read as Windows-1252, and the sign for what could not be read."""


def cleaned(text: pl.Expr) -> pl.Expr:
    """A text without traces of HTML and of control; in Unicode's composed form (NFC).

    Entities become the characters they stand for, once; `<br>`, `<p>` and `<div>` a line
    break; other tags stay text.
    """
    resolved = text.map_batches(_resolved, return_dtype=pl.String, is_elementwise=True)
    visible = resolved.str.replace_all(_LINE_BREAK, "\n").str.normalize("NFC").str.replace_all(_INVISIBLE, "")
    return visible.str.replace_all(_CONTROL, " ").str.strip_chars()


def _resolved(texts: pl.Series) -> pl.Series:
    is_escaped = texts.str.contains(_ENTITY)
    if not is_escaped.any():
        return texts
    plain = [html.unescape(text) for text in texts.filter(is_escaped)]
    return texts.scatter(is_escaped.arg_true(), pl.Series(plain))


def is_misread(texts: pl.Series) -> pl.Series:
    """Whether each text looks as if it had been read in a wrong encoding ("trÃ¨s"); null is false.

    A cheap pattern chooses, ftfy's statistics of character pairs decide (Robyn Speer, ftfy).
    """
    suspects = texts.str.contains(_SUSPECT).fill_null(False)
    if not suspects.any():
        return suspects
    from ftfy.badness import is_bad  # a tenth of a second, which few files need

    judged = ["\ufffd" in text or is_bad(text) for text in texts.filter(suspects)]
    return suspects.scatter(suspects.arg_true(), pl.Series(judged))
