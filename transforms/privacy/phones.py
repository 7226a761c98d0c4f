"""Phone numbers as people of the eight languages write them."""

import re

from transforms.privacy.nearby import Nearby

_TRUNK = ("FR", "DE", "GB", "IT", "NL", "RO", "BR", "BE", "CH", "AT", "IE")
"""Where numbers begin with 0 at home."""

_SHAPES = {
    "US": {(3, 3, 4), (1, 3, 3, 4), (1, 3, 7), (3, 7)},
    "ES": {(3, 3, 3), (3, 2, 2, 2), (2, 3, 2, 2), (3, 6), (2, 7)},
    "PT": {(3, 3, 3), (2, 3, 2, 2), (3, 2, 2, 2)},
    "BR": {(2, 5, 4), (2, 4, 4), (2, 9), (2, 8), (2, 1, 4, 4), (2, 2, 5, 4), (2, 2, 9), (2, 2, 4, 4)},
    "IT": {(3, 7), (3, 3, 4), (3, 2, 2, 3), (3, 6), (3, 3, 2, 2)},
}
"""Digits of the groups where numbers begin with no 0."""

_UNIT = re.compile(
    r"\s?(?:[€$£%]|(?:eur|euros?|usd|gbp|chf|lei|ron|reais|dollars?|pounds?|kg|g|ml|km|mb|gb|mbps|watt?|w|kcal)\b)"
)
ROUND = 10
"""What amounts in a list are multiples of, "600 700 800"; one phone number in three thousand looks so."""

_THOUSANDS = re.compile(r"\D*[0-9]{1,3}(?:[ .\u00a0\u202f]?000)+")
_AREA = re.compile(r"\(0[0-9]{1,4}\)[ ./-]{0,2}[0-9](?:[ ./-]?[0-9]){4,8}")
FEWEST_DIGITS = 9
FEWEST_MARKED_DIGITS = 8
MOST_DIGITS = 15
SIGNS_OF_A_COUNTRY = (1, 2, 3)


def is_phone(digits: str, shape: tuple[int, ...], written: str, around: Nearby) -> bool:
    """Whether neighbouring groups of digits are one.

    Args:
        shape: digits of each group.
        written: as it stands in the text.
        around: what stands beside it.
    """
    if _THOUSANDS.fullmatch(written) or len(digits) > MOST_DIGITS:
        return False
    if "+" in written[:3]:
        return _is_international(digits, written)
    if digits.startswith("00"):
        return _is_international(digits[2:], written.partition("00")[2])
    if digits.startswith("0"):
        return _is_domestic(digits, shape, written, around)
    return _is_bare(digits, shape, written, around)


def _is_international(digits: str, written: str) -> bool:
    """A country's code, and as many digits as it has; or enough that somebody mistyped one."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, NumberParseException, is_possible_number, parse

    number = digits.replace("0", "", 1) if "(0)" in written else digits
    if number.startswith("0") or not any(
        int(number[:signs]) in COUNTRY_CODE_TO_REGION_CODE for signs in SIGNS_OF_A_COUNTRY
    ):
        return False
    if len(digits) >= FEWEST_DIGITS:
        return True
    try:
        return bool(is_possible_number(parse(f"+{number}", None)))
    except NumberParseException:
        return False


def _is_domestic(digits: str, shape: tuple[int, ...], written: str, around: Nearby) -> bool:
    is_named = around.names("phone")
    if around.is_called("order") and not is_named and not written.startswith("("):
        return False
    if _AREA.fullmatch(written):
        return True
    is_marked = is_named or written.startswith("(") or "/" in written
    if len(digits) < (FEWEST_MARKED_DIGITS if is_marked else FEWEST_DIGITS):
        return False
    return any(_is_valid(digits, region) for region in _TRUNK)


def _is_bare(digits: str, shape: tuple[int, ...], written: str, around: Nearby) -> bool:
    """Without 0 or a country's code: in the shape of a country's numbers, or after "call me"."""
    if around.names("order") and not around.names("phone"):
        return False
    if not around.names("phone") and (len(shape) == 1 or _are_amounts(digits, shape, around)):
        return False
    is_any_shape = len(shape) == 1 or around.names("phone")
    return any(
        (is_any_shape or shape in shapes) and _is_valid(digits, region) for region, shapes in _SHAPES.items()
    )


def _are_amounts(digits: str, shape: tuple[int, ...], around: Nearby) -> bool:
    """Whether groups of three are a list of round numbers, or of what has a unit."""
    if set(shape) != {3}:
        return False
    numbers = [int(digits[at : at + 3]) for at in range(0, len(digits), 3)]
    is_ordered = numbers in (sorted(numbers), sorted(numbers, reverse=True))
    is_round = all(number % ROUND == 0 for number in numbers)
    return (is_round and is_ordered) or bool(_UNIT.match(around.after))


def _is_valid(digits: str, region: str) -> bool:
    from phonenumbers import NumberParseException, is_valid_number_for_region, parse

    try:
        return bool(is_valid_number_for_region(parse(digits, region), region))
    except NumberParseException:
        return False
