"""E-mail addresses that are spelled so that no program finds them: ana (at) mail.example, ana[arroba]mail."""

import re

SPELLED_AT = (
    "(at)",
    "[at]",
    "{at}",
    "(arroba)",
    "[arroba]",
    "(chez)",
    "[chez]",
    "(chiocciola)",
    "[chiocciola]",
)
_AT = "|".join(re.escape(at) for at in SPELLED_AT)
_DOT = r"(?:\.|\s?[\[({](?:dot|punkt|point|punto|ponto|punct|punt)[\])}]\s?)"
_ADDRESS = re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}\s?(?:{_AT})\s?[\w-]+(?:{_DOT}[\w-]+)*", re.IGNORECASE)


def without_spelled_addresses(text: str) -> str:
    """The text with [e-mail] in their place."""
    return _ADDRESS.sub("[e-mail]", text)
