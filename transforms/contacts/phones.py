"""Telephone numbers of contacts: whether they can be dialled, and how all the world writes them."""

import re
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

PHONE_SCHEMA = pl.Schema(
    {"phone": pl.String, "region": pl.String, "phone_problem": pl.String, "sound_phone": pl.String}
)
VANITY_REGIONS = frozenset({"US", "CA"})
"""Where letters are dialled."""
LETTERS = re.compile(r"[^\W\d_]{3,}")
EXTENSION = re.compile(r"(?i)(?:ext(?:ension)?|extn|durchwahl|poste|anexo|interno|toestel|int)\.?\s*\d+\s*$")
DIALLED_ABROAD = re.compile(r"^[\s(]*00(?=[1-9])")
"""What most of the world dials for "+"; no country's own numbers begin so."""
FEWEST_DIGITS = 6
"""Of a number with its area code, in any country."""


def phone_verdicts(numbers: pl.DataFrame) -> pl.DataFrame:
    """What there is to say of each distinct number in its country.

    Args:
        numbers: phone (as the source has it), region (ISO code of two letters; null: unknown).
    Returns:
        phone, region; phone_problem (null: nothing is known to be wrong); sound_phone (E.164, "+49301234567";
        null where the number is wrong, has an extension, or lacks both its country's code and a known
        country).
    """
    distinct = numbers.select("phone", "region").drop_nulls("phone").unique().sort("phone", "region")
    rows = [(phone, region, *_verdict(phone, region)) for phone, region in distinct.rows()]
    return pl.DataFrame(rows, schema=PHONE_SCHEMA, orient="row")


def _verdict(phone: str, region: str | None) -> tuple[str | None, str | None]:
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, is_valid_number, parse

    if region not in VANITY_REGIONS and LETTERS.search(EXTENSION.sub("", phone)):
        return "has letters", None
    written = DIALLED_ABROAD.sub("+", phone)
    try:
        number = parse(written, region)
    except NumberParseException as error:
        lacks_code = error.error_type == NumberParseException.INVALID_COUNTRY_CODE and "+" not in written
        if lacks_code:
            return _problem_anywhere(phone), None
        return (_unreadable(error.error_type), None)
    if is_valid_number(number):
        return None, None if number.extension else format_number(number, PhoneNumberFormat.E164)
    return _problem(number), None


def _problem_anywhere(phone: str) -> str | None:
    """What is wrong with a number whose country nobody knows; null where it may be right."""
    digits = re.sub(r"\D", "", phone)
    if len(set(digits)) < 2:
        return "is no number"
    return "is too short" if len(digits) < FEWEST_DIGITS else None


def _unreadable(kind: int) -> str:
    from phonenumbers import NumberParseException

    words = {
        NumberParseException.INVALID_COUNTRY_CODE: "has a country code that no country has",
        NumberParseException.NOT_A_NUMBER: "is no number",
        NumberParseException.TOO_SHORT_AFTER_IDD: "is too short",
        NumberParseException.TOO_SHORT_NSN: "is too short",
        NumberParseException.TOO_LONG: "is too long",
    }
    return words[kind]


def _problem(number: "PhoneNumber") -> str:
    """Why a number that reads like one cannot be dialled."""
    from phonenumbers import ValidationResult, is_possible_number_with_reason

    words = {
        ValidationResult.TOO_SHORT: "is too short",
        ValidationResult.TOO_LONG: "is too long",
        ValidationResult.INVALID_LENGTH: "has a length that its country does not use",
        ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "lacks its area code",
    }
    return words.get(is_possible_number_with_reason(number), "is in no range that its country uses")
