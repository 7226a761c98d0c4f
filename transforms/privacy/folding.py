"""Signs that look like others: digits of other scripts, full-width letters, signs that show as nothing."""

import unicodedata

SHOWS_AS_NOTHING = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
MAY_FOLD = rf"[\p{{Nd}}--0-9]|[\x{{ff01}}-\x{{ff5e}}{SHOWS_AS_NOTHING}]"

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NOTHING = dict.fromkeys(map(ord, SHOWS_AS_NOTHING))


def folded(text: str) -> str:
    """The text in the digits and letters that a person takes them for."""
    plain = text.translate(_FULL_WIDTH | _NOTHING)
    return "".join(
        str(unicodedata.decimal(sign)) if not sign.isascii() and sign.isdecimal() else sign for sign in plain
    )
