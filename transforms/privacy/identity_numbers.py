"""Numbers by which states know persons, in the countries of the eight languages.

A number whose check digits say little (nine digits, one check) counts where its name stands beside it, or
where it is grouped as only it is.
"""

import re
from collections.abc import Callable

from stdnum.br import cpf
from stdnum.de import idnr
from stdnum.es import dni, nie
from stdnum.fr import nir
from stdnum.it import codicefiscale
from stdnum.nl import bsn
from stdnum.pt import nif
from stdnum.ro import cnp
from stdnum.us import ssn

from transforms.privacy.nearby import Nearby

_CHECKED: dict[int, tuple[Callable[[str], bool], ...]] = {
    11: (cpf.is_valid, idnr.is_valid),
    13: (cnp.is_valid,),
    15: (nir.is_valid,),
}
"""By digits: two check digits, or one and a birthday or a rule beside it."""

_NAMED: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("bsn", bsn.is_valid),
    ("nif", nif.is_valid),
    ("ssn", ssn.is_valid),
)
_WORN = r"(?<![^\W_])(?:{})(?![^\W_])"
_PENSION = re.compile(_WORN.format(r"[0-9]{2} ?[0-3][0-9][01][0-9]{3} ?[A-Za-z] ?[0-9]{3}"))
_PENSION_WEIGHTS = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
_LETTERED: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
    (
        re.compile(
            _WORN.format(
                r"[A-Za-z]{3} ?[A-Za-z]{3} ?[0-9L-Vl-v]{2}[A-Ta-t][0-9L-Vl-v]{2}"
                r" ?[A-Za-z][0-9L-Vl-v]{3}[A-Za-z]"
            )
        ),
        codicefiscale.is_valid,
    ),
    (re.compile(_WORN.format(r"[0-9]{2}\.?[0-9]{3}\.?[0-9]{3}[ -]?[A-Za-z]")), dni.is_valid),
    (re.compile(_WORN.format(r"[XYZxyz][ -]?[0-9]\.?[0-9]{3}\.?[0-9]{3}[ -]?[A-Za-z]")), nie.is_valid),
    (
        re.compile(_WORN.format(r"[12] ?[0-9]{2} ?[01][0-9] ?2[ABab] ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}")),
        nir.is_valid,
    ),
    (  # no check digit; HMRC gives no other letters (NIM39110)
        re.compile(
            _WORN.format(
                r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?(?:[0-9]{2} ?){3}[A-D]"
            ),
            re.IGNORECASE,
        ),
        lambda number: True,
    ),
    (_PENSION, lambda number: _is_pension(number)),
)


def is_identity_number(digits: str, shape: tuple[int, ...], written: str, around: Nearby) -> bool:
    """Whether neighbouring groups of digits are one.

    Args:
        shape: digits of each group.
        written: as it stands in the text.
        around: what stands beside it.
    """
    if written[:1] in "+(":
        return False
    if any(is_valid(digits) for is_valid in _CHECKED.get(len(digits), ())):
        return True
    if len(digits) != 9:
        return False
    if shape == (3, 2, 4) and ("-" in written or around.names("ssn", widely=True)):
        return bool(ssn.is_valid(digits))
    if shape == (4, 2, 3) and "." in written:
        return bool(bsn.is_valid(digits))
    return any(around.names(name, widely=True) and is_valid(digits) for name, is_valid in _NAMED)


def without_lettered_numbers(text: str) -> str:
    """The text with [id number] in the place of those that hold letters."""
    for pattern, is_valid in _LETTERED:
        found = {match.group() for match in pattern.finditer(text) if is_valid(_plain(match))}
        for number in found:
            text = text.replace(number, "[id number]")
    return text


def _plain(number: re.Match[str]) -> str:
    return re.sub(r"[\s.-]", "", number.group()).upper()


def _is_pension(number: str) -> bool:
    """German pension insurance: cross sums of the weighted digits, the letter as two (VKVV, section 4)."""
    figures = f"{number[:8]}{ord(number[8]) - ord('A') + 1:02}{number[9:11]}"
    total = sum(
        sum(divmod(int(figure) * weight, 10))
        for figure, weight in zip(figures, _PENSION_WEIGHTS, strict=True)
    )
    return total % 10 == int(number[11])
