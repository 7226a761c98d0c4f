"""Numbers by which states know persons, in the countries of the eight languages.

A number whose check digits say little (nine digits, one check) counts where its name stands beside it, or
where it is grouped as only it is.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

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
_NEVER_GIVEN = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
"""Of the United Kingdom, beside the letters that its pattern leaves out (HMRC, NIM39110)."""

_PENSION_WEIGHTS = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)


@dataclass(frozen=True)
class Lettered:
    """A kind of identity number that holds letters.

    Attributes:
        shape: how it is written, as a pattern of any engine; every such number matches it.
        is_valid: whether one written so, in capitals and without signs between, can have been given.
    """

    shape: str
    is_valid: Callable[[str], bool]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\W_])(?:{self.shape})(?![^\W_])")

    def taken_out(self, text: str) -> str:
        """The text with [id number] in the place of those that stand by themselves."""
        found = {match.group() for match in self._pattern.finditer(text) if self.is_valid(_plain(match))}
        for number in found:
            text = text.replace(number, "[id number]")
        return text


LETTERED = (
    Lettered(
        r"[A-Za-z]{3} ?[A-Za-z]{3} ?[0-9L-Vl-v]{2}[A-Ta-t][0-9L-Vl-v]{2} ?[A-Za-z][0-9L-Vl-v]{3}[A-Za-z]",
        codicefiscale.is_valid,
    ),
    Lettered(r"[0-9]{2}\.?[0-9]{3}\.?[0-9]{3}[ -]?[A-Za-z]", dni.is_valid),
    Lettered(r"[XYZxyz][ -]?[0-9]\.?[0-9]{3}\.?[0-9]{3}[ -]?[A-Za-z]", nie.is_valid),
    Lettered(r"[12] ?[0-9]{2} ?[01][0-9] ?2[ABab] ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}", nir.is_valid),
    Lettered(  # has no check digit
        r"[A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z][A-CEGHJ-NPR-TW-Za-ceghj-npr-tw-z] ?(?:[0-9]{2} ?){3}[A-Da-d]",
        lambda number: number[:2] not in _NEVER_GIVEN,
    ),
    Lettered(r"[0-9]{2} ?[0-3][0-9][01][0-9]{3} ?[A-Za-z] ?[0-9]{3}", lambda number: _is_pension(number)),
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
