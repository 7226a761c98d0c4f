"""Redaction: addresses, numbers and links that point to a person are taken out of texts.

Almost no text holds any: one vectorised look leaves the others untouched, and only candidates are read
closely.
"""

import re
from collections.abc import Callable
from functools import cache

import polars as pl

from transforms.privacy.accounts import MAY_HOLD_IBAN, without_ibans
from transforms.privacy.folding import MAY_FOLD, folded
from transforms.privacy.identity_numbers import LETTERED
from transforms.privacy.links import without_links
from transforms.privacy.numbers import without_numbers
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
HAS_LETTERED_IBAN = r"[A-Z]{2}[0-9]{2}(?:[ .-]?[A-Z0-9]){11}"
"""Of a bank that its number names in letters; in small ones it is not looked for, for so are words."""

MAY_HOLD_LETTERED = rf"{HAS_CLOSE_DIGITS}|{HAS_LETTERED_IBAN}"
"""Six digits, at most a letter between two of them: no other number with letters has fewer."""

MAY_HOLD_LINK = r"://|(?i-u:www)\.|[?&][\w.-]+=|[A-Za-z]/[A-Za-z0-9_-]{16}"

MAY_HOLD_PERSONAL = "|".join(
    (
        *(MAY_HOLD_LETTERED, MAY_HOLD_NUMBER, MAY_HOLD_LINK, MAY_FOLD),
        *map(re.escape, AT),
        *(f"(?i-u:{re.escape(sign)})" for sign in SPELLED),
    )
)
"""What every text holds that `redact` would change: one pattern, for one look is as dear as all at once."""


def redact(text: pl.Expr) -> pl.Expr:
    """A text without e-mail addresses, account, card, phone and identity numbers, and links with tokens.

    What is taken out leaves its kind: [e-mail], [iban], [card], [phone], [id number], [link].
    """
    return text.map_batches(redacted, return_dtype=pl.String, is_elementwise=True)


def redacted_text(text: str) -> str:
    """The same for one text: a message, the name of a file."""
    return str(redacted(pl.Series([text], dtype=pl.String)).item())


def redacted(texts: pl.Series) -> pl.Series:
    """The same for a column."""
    return _where(texts.str.contains(MAY_HOLD_PERSONAL), texts, _read_closely)


def _read_closely(texts: pl.Series) -> pl.Series:
    """First as texts look, or a hidden sign would cut an address in two."""
    return _without_personal(_where(texts.str.contains(MAY_FOLD), texts, _as_they_look))


def _as_they_look(texts: pl.Series) -> pl.Series:
    """Read in the digits and letters that signs look like; the others stay as they are written."""
    plain = pl.Series([folded(text) for text in texts], dtype=pl.String)
    read = _without_personal(plain)
    return _where(read != plain, texts, lambda chosen: read.filter(read != plain))


def _without_personal(texts: pl.Series) -> pl.Series:
    texts = _where(texts.str.contains(MAY_HOLD_LINK), texts, _each(without_links))
    texts = _where(texts.str.contains(MAY_HOLD_LETTERED), texts, _without_lettered)
    texts = _where(texts.str.contains(MAY_HOLD_NUMBER), texts, _each(without_numbers))
    is_spelled = texts.str.contains_any(list(SPELLED), ascii_case_insensitive=True)
    texts = _where(is_spelled, texts, _each(without_spelled_addresses))
    return _where(texts.str.contains_any(list(AT)), texts, _without_emails)


def _where(chosen: pl.Series, texts: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    rows = chosen.arg_true()
    if not len(rows):
        return texts
    return texts.clone().scatter(rows, change(texts.gather(rows)))


def _without_lettered(texts: pl.Series) -> pl.Series:
    texts = _where(texts.str.contains(MAY_HOLD_IBAN), texts, _each(without_ibans))
    for kind in LETTERED:
        texts = _where(texts.str.contains(kind.shape), texts, _each(kind.taken_out))
    return texts


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
