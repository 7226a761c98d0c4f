"""Bank accounts (IBAN) and payment cards, by their checksums."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from stdnum import iban, luhn, numdb

_IBAN_START = re.compile(
    r"(?:(?<![^\W_])|(?<=iban)|(?<=IBAN))[A-Za-z]{2}[\s-]?[0-9]{2}(?=(?:[\s.-]?[A-Za-z0-9]){11})"
)
_IBAN_SIGNS = re.compile(r"[\s.-]?([A-Za-z0-9])")
MAY_HOLD_IBAN = r"[A-Za-z]{2}[\s-]?[0-9]{2}(?:[\s.-]?[A-Za-z0-9]){11}"
"""Looser than what is then read closely, and of any engine."""

_ISSUERS = re.compile(
    r"(?:4[0-9]{15}|4[0-9]{18}"  # Visa
    r"|(?:5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}"  # Mastercard
    r"|3[47][0-9]{13}"  # American Express
    r"|3(?:0[0-5]|[68][0-9])[0-9]{11}"  # Diners Club
    r"|(?:6011|64[4-9][0-9]|65[0-9]{2}|35(?:2[89]|[3-8][0-9])|62[0-9]{2})[0-9]{12}"  # Discover, JCB, UnionPay
    r"|(?:5018|5020|5038|5893|6304|6759|676[1-3])[0-9]{12,15})"  # Maestro
)
"""First digits and lengths by issuer (ISO/IEC 7812)."""


def is_card(digits: str) -> bool:
    """Whether an issuer gives such numbers, and the last digit is right (Luhn)."""
    return bool(_ISSUERS.fullmatch(digits)) and luhn.is_valid(digits)


def without_ibans(text: str) -> str:
    """The text with [iban] in the place of every account number whose check digits are right (mod 97)."""
    parts: list[str] = []
    done = 0
    for start in _IBAN_START.finditer(text):
        if start.start() >= done and (end := _end_of_iban(text, start.start())):
            parts += [text[done : start.start()], "[iban]"]
            done = end
    return "".join([*parts, text[done:]]) if parts else text


def _end_of_iban(text: str, start: int) -> int | None:
    length = _length_in(text[start : start + 2].upper())
    signs = list(islice(_signs(text, start), length))
    if not signs or len(signs) < length:
        return None
    end = signs[-1].end()
    is_whole = not text[end : end + 1].isalnum()
    return end if is_whole and iban.is_valid("".join(sign.group(1) for sign in signs)) else None


def _signs(text: str, start: int) -> Iterator[re.Match[str]]:
    while sign := _IBAN_SIGNS.match(text, start):
        yield sign
        start = sign.end()


@cache
def _length_in(country: str) -> int:
    """Signs of an account number there (SWIFT's registry); 0 where there are none."""
    ((_, facts), *_) = numdb.get("iban").info(country)
    groups = re.findall(r"([0-9]+)!", facts.get("bban", ""))
    return len("DE00") + sum(map(int, groups)) if groups else 0
