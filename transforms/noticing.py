"""What is odd about the feedback of a file, though it is loaded: misread texts, times that cannot be true."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl

from transforms.spellings.prose import is_misread


@dataclass(frozen=True)
class Found:
    """So many lines, the first of them such as `line`."""

    count: int = 0
    line: int | None = None

    def and_in(self, lines: pl.Series) -> "Found":
        first = self.line if self.line is not None or lines.is_empty() else int(lines.min())  # type: ignore[arg-type]
        return Found(self.count + len(lines), first)


@dataclass(frozen=True)
class Noticed:
    """What was found in the batches of a file so far."""

    misread: Found = Found()
    incredible: Found = Found()

    def and_in(self, feedback: pl.DataFrame, earliest: datetime, latest: datetime) -> "Noticed":
        """With a further batch of canonical feedback.

        Args:
            earliest, latest: between them a time is credible.
        """
        if feedback.is_empty():
            return self
        words = is_misread(feedback["text"]) | is_misread(feedback["title"])
        times = ~feedback["created_at"].is_between(pl.lit(earliest), pl.lit(latest)).fill_null(True)
        return Noticed(
            self.misread.and_in(feedback["line"].filter(words)),
            self.incredible.and_in(feedback["line"].filter(times)),
        )

    @property
    def message(self) -> str:
        """In words, without the words of a customer."""
        texts = (
            f"{self.misread.count:,} texts look as if they had been read in a wrong encoding, such as line "
            f"{self.misread.line}: export it anew as UTF-8"
        )
        times = f"{self.incredible.count:,} times cannot be true, such as in line {self.incredible.line}"
        return "; ".join([texts] * bool(self.misread.count) + [times] * bool(self.incredible.count))
