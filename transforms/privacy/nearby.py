"""What is said beside a number: "call me on", "order no."; words of eight languages in `words.tsv`."""

import re
from functools import cache

from transforms.tables import table

SIGNS_BEFORE = 40
SIGNS_AFTER = 15
SIGNS_WIDELY_AFTER = 40
SIGNS_CLOSELY_BEFORE = 18


class Nearby:
    """The words around a number."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.before = text[max(0, start - SIGNS_BEFORE) : start].casefold()
        self.widely_after = text[end : end + SIGNS_WIDELY_AFTER].casefold()
        self.after = self.widely_after[:SIGNS_AFTER]

    def names(self, kind: str, widely: bool = False) -> bool:
        """Whether they say that it is a `phone`, an `order` …; `widely`: also those further behind it."""
        words = _words(kind)
        return bool(words.search(self.before) or words.search(self.widely_after if widely else self.after))

    def is_called(self, kind: str) -> bool:
        """Whether the words just before it say so."""
        return bool(_words(kind).search(self.before[-SIGNS_CLOSELY_BEFORE:]))

    @property
    def is_decimal(self) -> bool:
        """Part of an amount: 1 234 567,89."""
        return bool(re.match(r"[,][0-9]", self.after) or re.search(r"[0-9],$", self.before))


@cache
def _words(kind: str) -> re.Pattern[str]:
    """Words or beginnings of words (with a *)."""
    known = table("privacy", "words.tsv").filter(kind=kind)["word"]
    parts = (re.escape(word.removesuffix("*")) + ("" if word.endswith("*") else r"(?!\w)") for word in known)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})")
