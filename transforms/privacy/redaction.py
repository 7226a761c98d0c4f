"""Redaction: addresses, numbers and links that point to a person are taken out of texts.

Almost no text holds any: a few vectorised looks leave the others untouched, and only candidates are read
closely.
"""

from collections.abc import Callable
from functools import cache

import polars as pl

from transforms.privacy.folding import folded, may_fold
from transforms.privacy.links import without_links
from transforms.privacy.numbers import without_lettered, without_numbers
from transforms.privacy.spelled_addresses import SPELLED, TOP_DOMAINS, without_spelled_addresses
from transforms.tables import table

REDACTED = r"\[(?:e-mail|iban|card|phone|id number|link|digits)\]"
"""What stands in the place of what was taken out."""

AT = ("@", "%40", "&#64;", "&#x40;", "&commat;")
"""As it is written in texts, in links and in HTML."""

EMAIL = (
    rf"(?:mailto:)?[\p{{L}}\p{{M}}\p{{N}}._%+'-]+?(?:{'|'.join(AT)})"
    r"[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)*\.\p{L}{2,}\b",
    "[e-mail]",
)
GAP = r"[ \t\x{a0}\x{2009}\x{202f}./()\-+\x{2010}-\x{2013}]{0,5}"
MAY_HOLD_NUMBER = rf"[0-9](?:{GAP}[0-9]){{6}}"
HAS_CLOSE_DIGITS = rf"[0-9](?:{GAP}[A-Za-z]?{GAP}[0-9]){{5}}"
"""Six digits, at most a letter between two of them: no number with letters has fewer."""

MAY_HOLD_LETTERED = (  # looser than the patterns that then read closely
    r"(?-u:\b)(?:(?:(?i)iban)?[A-Za-z]{2}[\s-]?[0-9]{2}(?:[\s.-]?[A-Za-z0-9]){11}"
    r"|[A-Za-z]{2}(?: ?[0-9]{2}){3}"
    r"|[A-Za-z]{3} ?[A-Za-z]{3} ?[0-9L-Vl-v]{2}[A-Ta-t][0-9L-Vl-v]{2}"
    r"|[XYZxyz]?[ -]?[0-9]{1,2}\.?[0-9]{3}\.?[0-9]{3}[ -]?[A-Za-z]"
    r"|[0-9]{2} ?[0-9]{6} ?[A-Za-z] ?[0-9]{3}"
    r"|[12] ?[0-9]{2} ?[01][0-9] ?2[ABab])"
)
MAY_HOLD_LINK = r"://|www\.|[?&][\w.-]+="
MAY_HOLD_TOKEN = r"[a-z]/[A-Za-z0-9_-]{16}"
"""Of what has a slash: apart from the others, for one pattern of both takes five times as long."""


def redact(text: pl.Expr) -> pl.Expr:
    """A text without e-mail addresses, account, card, phone and identity numbers, and links with tokens.

    What is taken out leaves its kind: [e-mail], [iban], [card], [phone], [id number], [link].
    """
    return text.map_batches(redacted, return_dtype=pl.String, is_elementwise=True)


def redacted_text(text: str) -> str:
    """The same for one text: a message, the name of a file."""
    return str(redacted(pl.Series([text], dtype=pl.String)).item())


def redacted(texts: pl.Series) -> pl.Series:
    """The same for a column; first as texts look, or a hidden sign would cut an address in two."""
    return _without_personal(_where(may_fold(texts), texts, _as_they_look))


def _as_they_look(texts: pl.Series) -> pl.Series:
    """Read in the digits and letters that signs look like; the others stay as they are written."""
    plain = pl.Series([folded(text) for text in texts], dtype=pl.String)
    read = _without_personal(plain)
    return _where(read != plain, texts, lambda chosen: read.filter(read != plain))


def _without_personal(texts: pl.Series) -> pl.Series:
    texts = _where(texts.str.contains(MAY_HOLD_LINK), texts, _each(without_links))
    texts = _where(texts.str.contains("/", literal=True), texts, _without_tokens)
    texts = _where(texts.str.contains(HAS_CLOSE_DIGITS), texts, _without_lettered)
    texts = _where(texts.str.contains(MAY_HOLD_NUMBER), texts, _each(without_numbers))
    is_spelled = texts.str.contains_any(list(SPELLED), ascii_case_insensitive=True)
    texts = _where(is_spelled, texts, _each(without_spelled_addresses))
    return _where(texts.str.contains_any(list(AT)), texts, _without_emails)


def _where(chosen: pl.Series, texts: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    rows = chosen.arg_true()
    if not len(rows):
        return texts
    return texts.clone().scatter(rows, change(texts.gather(rows)))


def _without_tokens(texts: pl.Series) -> pl.Series:
    return _where(texts.str.contains(MAY_HOLD_TOKEN), texts, _each(without_links))


def _without_lettered(texts: pl.Series) -> pl.Series:
    return _where(texts.str.contains(MAY_HOLD_LETTERED), texts, _each(without_lettered))


def _each(change: Callable[[str], str]) -> Callable[[pl.Series], pl.Series]:
    return lambda texts: pl.Series([change(text) for text in texts], dtype=pl.String)


def _without_emails(texts: pl.Series) -> pl.Series:
    found = texts.str.replace_all(*EMAIL).str.replace_all(_spaced_email(), EMAIL[1])
    return found.str.replace_all(SPACED_DOT, EMAIL[1])


SPACED_DOT = rf"(?i)[\p{{L}}\p{{N}}._%+-]+ ?@ ?[\p{{L}}\p{{N}}-]+(?: \. ?|\. )(?:{TOP_DOMAINS})\b"
"""With a blank about the dot; "thanks @shop. It was" ends in no such domain."""


@cache
def _spaced_email() -> str:
    """With blanks about the @ a domain must be a mail provider's: "dinner @ luigi.com" is none."""
    domains = "|".join(
        domain.replace(".", r" ?\. ?") for domain in table("contacts", "mail_domains.tsv")["domain"]
    )
    return rf"(?i)[\p{{L}}\p{{N}}._%+-]+ ?@ ?(?:{domains})\b"
