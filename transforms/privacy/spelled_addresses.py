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
WORDED = (
    " dot ",
    " punkt ",
    "arroba",
    "arobas",
    "klammeraffe",
    "chiocciola",
    "apenstaartje",
    "arond",
    "a rond",
)
SPELLED = (*SPELLED_AT, "(a)", *WORDED)
"""Without one of these, no address is spelled."""

TOP_DOMAINS = "com|net|org|eu|info|de|fr|es|pt|br|it|nl|ro|uk|at|ch|be"

_AT = "|".join(re.escape(at) for at in SPELLED_AT)
_DOT = r"(?:\.|\s?[\[({](?:dot|punkt|point|punto|ponto|punct|punt)[\])}]\s?)"
_ADDRESS = re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}\s?(?:{_AT})\s?[\w-]+(?:{_DOT}[\w-]+)*", re.IGNORECASE)


_IN_WORDS = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}+\s+(?:"
    + "|".join(
        rf"(?:{at})\s+[\w-]++\s+(?:{dot})"
        for at, dot in (
            ("at", "dot"),
            ("at|ät|klammeraffe", "punkt"),
            ("arroba", "punto|ponto"),
            ("arobase?|arrobase?", "point"),
            ("chiocciola", "punto"),
            ("apenstaartje", "punt"),
            ("arond|a rond", "punct"),
        )
    )
    + rf")\s+(?:{TOP_DOMAINS})(?![^\W_])",
    re.IGNORECASE,
)
"""ana at mail dot com; words of one language, for "at this point it" is no address."""

_BRACKETED_A = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\(a\)[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)


def without_spelled_addresses(text: str) -> str:
    """The text with [e-mail] in their place."""
    if "(a)" in text.lower():
        text = _BRACKETED_A.sub("[e-mail]", text)
    if any(word in text.lower() for word in WORDED):
        text = _IN_WORDS.sub("[e-mail]", text)
    return _ADDRESS.sub("[e-mail]", text)
