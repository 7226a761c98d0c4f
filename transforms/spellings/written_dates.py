"""Dates and times as people and programs write them, to ISO 8601.

Whatever can be read in one way only is read: names of months in the eight languages, RFC 2822, year first,
digits alone (20231119, Excel's serial numbers, Unix time), day.month.year. 03/04/2024 is read in a declared
order only.
"""

from functools import cache
from typing import Literal

import polars as pl

from transforms.tables import table

Order = Literal["dmy", "mdy", "ymd"]

# Zones that RFC 2822 names, and those of Europe; others are not unambiguous.
ZONES = {
    **{"z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "ut": "+00:00"},
    **{"est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00"},
    **{"mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00"},
    **{
        "wet": "+00:00",
        "west": "+01:00",
        "cet": "+01:00",
        "mez": "+01:00",
        "mesz": "+02:00",
        "cest": "+02:00",
    },
    **{"eet": "+02:00", "eest": "+03:00"},
}

EXCEL_DAYS = (10_000, 73_050)
"""Serial numbers from 1927 to 2099; Excel counts days from 1899-12-30."""

EXCEL_TO_UNIX_DAYS = 25_569

TWO_DIGIT_YEARS_FROM = 70
"""Two-digit years from here on are of the 20th century, as POSIX would nearly have it (69): 1970 to 2069. Of
feedback, what is later than the file that tells it is flagged by those who know when it came."""

TWO_DIGIT_BIRTHS_FROM = 15
"""The same of days of birth, 1915 to 2014: nobody was born after the file, and few customers are children."""

_REST = r"(?:[\s,:_-]*(?:t\s*)?(?P<rest>\d.*))?$"
_ORDERED = r"^(?P<a>\d{1,2})(?P<sign>[/-])(?P<b>\d{1,2})[/-](?P<c>\d{4}|\d{2})(?:[\s,t]+(?P<rest>\d.*))?$"
_OF_WORDS = (
    r"^(?P<day>\d{1,2})[\s.,/-]*m(?P<month>\d{1,2});[\s.,/-]*(?P<year>\d{4})" + _REST,
    r"^(?P<day>\d{1,2})[\s.,/-]*m(?P<month>\d{1,2});[\s.,/-]*(?P<year>\d{2})(?:[\s,]+(?P<rest>\d.*))?$",
    r"^m(?P<month>\d{1,2});[\s.,/-]*(?P<day>\d{1,2})[\s.,/-]+(?P<year>\d{4})" + _REST,
    r"^m(?P<month>\d{1,2});\s+(?P<day>\d{1,2})\s+(?P<rest>\d{1,2}:\d{2}:\d{2}.*?)\s+(?P<year>\d{4})$",
    r"^(?P<year>\d{4})[/. -]+m(?P<month>\d{1,2});[/. -]+(?P<day>\d{1,2})(?:[\s,:t_-]+(?P<rest>\d.*))?$",
)
_OF_DIGITS = (
    r"^(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})" + _REST,
    r"^(?P<year>\d{4})[/. -]+(?P<month>\d{1,2})[/. -]+(?P<day>\d{1,2})(?:[\s,:t_-]+(?P<rest>\d.*))?$",
    r"^(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?:[\st_-]?(?P<rest>\d{4}(?:\d{2})?\D?.*))?$",
)
_TIME = (
    r"^(?P<hour>\d{1,2})(?:\s?[:.h]\s?(?P<minute>\d{2})|(?P<minute2>\d{2}))?"
    r"(?:(?:\s?[:.]\s?(?P<second>\d{2})|(?P<second2>\d{2}))(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<half>[ap])?(?:\.?\s?m\.?)?\s*h?\s*\(?(?P<zone>[a-z]{1,4})?\)?"
    r"\s*(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?(?:\s*\(.*\))?$"
)


def iso_text(
    column: pl.Series, order: Order | None = None, century_from: int = TWO_DIGIT_YEARS_FROM
) -> pl.Series:
    """Each text as ISO 8601 ("2023-11-19 15:04:05.0+01:00", or the day alone); null where it is not certain.

    Args:
        column: text.
        order: of the parts of dates such as 03/04/2024; None leaves them unread.
        century_from: two-digit years from here on are of the 20th century.
    """
    frame = cleaned(column).to_frame("text")
    ordered = [_in_order(order)] if order else []
    parts = pl.coalesce(*(_shaped(shape) for shape in (*_OF_DIGITS, *_OF_WORDS)), *ordered).struct.unnest()
    found = frame.select("text", parts)
    return found.select(pl.coalesce(_iso(century_from), _serial(pl.col("text")))).to_series()


def ambiguous_parts(column: pl.Series) -> pl.DataFrame:
    """The parts a, b, c and the dividing sign of each date of three numbers; null where it is none such."""
    parts = (
        cleaned(column).to_frame("text").select(pl.col("text").str.extract_groups(_ORDERED).struct.unnest())
    )
    return parts.with_columns(
        *(pl.col(part).cast(pl.Int64) for part in "abc"), has_century=pl.col("c").str.len_chars() == 4
    )


def cleaned(column: pl.Series) -> pl.Series:
    """Lower case without accents, joining words, weekdays and ordinal endings; months as m1 to m12."""
    text = column.str.to_lowercase().str.replace_all(r"\p{Cf}", "").str.replace_all(r"\s+", " ")
    has_words = text.str.contains(r"[^\x00-\x7f]|[a-z]{2}|\d[a-z]")
    if has_words.any():
        spelled = text.filter(has_words).to_frame("text").select(_without_words()).to_series()
        text = text.scatter(has_words.arg_true(), spelled)
    return text.str.strip_chars(" ,")


def _without_words() -> pl.Expr:
    words = _words()
    silent = rf"(^|[^\p{{L}}])(?:{words.silent})(?:[^\p{{L}}\d]+|$)"
    text = (
        pl.col("text")
        .str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
        .str.replace_all(r"[−–]", "-")
        .str.replace(r"(\d\s?[ap])\.?\s?m\b\.?", "${1}m")
        .str.replace(r"(\d\s?)vorm\b\.?", "${1}am")  # 2:15 vorm., 2:15 nachm.
        .str.replace(r"(\d\s?)nachm\b\.?", "${1}pm")
        .str.replace(r"^am ", "")  # am 19. November
        .str.replace(r"^mar[.,\s]+(\d.*\p{L}{3}.*\d)", "$1")  # mardi, martes, marți: a date has one month
    )
    for number, names in words.months.items():
        text = text.str.replace(rf"(^|[^\p{{L}}])(?:{names})\b\.?", f"${{1}}m{number}; ")
    return (
        text.str.replace_all(silent, "${1} ")
        .str.replace_all(silent, "${1} ")  # what stood behind another: "de la"
        .str.replace(r"\b(\d{1,2})(?:st|nd|rd|th|er|ere|eme|e|o|a|ste)\b", "$1")
        .str.replace_all(r"\s+", " ")
    )


class _Words:
    """Alternatives for patterns: by month its names, and what says nothing of the time."""

    def __init__(self, known: pl.DataFrame) -> None:
        months = known.filter(pl.col("means") == "month").group_by("number").agg("word")
        self.months = {int(number): _alternatives(names) for number, names in sorted(months.rows())}
        self.silent = _alternatives(known.filter(pl.col("means") != "month")["word"].to_list())


@cache
def _words() -> _Words:
    return _Words(table("spellings", "date_words.tsv"))


def _alternatives(words: list[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def _shaped(shape: str) -> pl.Expr:
    groups = pl.col("text").str.extract_groups(shape).struct
    return _parts(groups.field("year"), groups.field("month"), groups.field("day"), groups.field("rest"))


def _in_order(order: Order) -> pl.Expr:
    groups = pl.col("text").str.extract_groups(_ORDERED).struct
    of = dict(zip(order, "abc", strict=True))
    return _parts(groups.field(of["y"]), groups.field(of["m"]), groups.field(of["d"]), groups.field("rest"))


def _parts(year: pl.Expr, month: pl.Expr, day: pl.Expr, rest: pl.Expr) -> pl.Expr:
    return pl.when(year.is_not_null()).then(pl.struct(year=year, month=month, day=day, rest=rest))


def _iso(century_from: int) -> pl.Expr:
    year, month, day, rest = (pl.col(part) for part in ("year", "month", "day", "rest"))
    century = pl.when(year.cast(pl.Int64) >= century_from).then(pl.lit("19")).otherwise(pl.lit("20"))
    whole = pl.when(year.str.len_chars() == 2).then(century + year).otherwise(year)
    date = pl.concat_str([whole, month.str.zfill(2), day.str.zfill(2)], separator="-")
    return pl.when(rest.is_null()).then(date).otherwise(date + " " + _time(rest))


def _time(rest: pl.Expr) -> pl.Expr:
    """HH:MM:SS.f and the offset; null where the rest is no time of day."""
    part = rest.str.extract_groups(_TIME).struct.field
    minute = pl.coalesce(part("minute"), part("minute2"))
    second = pl.coalesce(part("second"), part("second2"), pl.lit("00"))
    half, hour = part("half"), part("hour").cast(pl.Int64)
    of_half = pl.when(hour.is_between(1, 12)).then(hour % 12 + pl.when(half == "p").then(12).otherwise(0))
    whole = pl.when(half.is_null()).then(hour).otherwise(of_half).cast(pl.String).str.zfill(2)
    is_time = minute.is_not_null() | half.is_not_null()
    clock = pl.concat_str(
        whole,
        pl.lit(":"),
        minute.fill_null("00"),
        pl.lit(":"),
        second,
        pl.lit("."),
        part("fraction").fill_null("0"),
        _offset(part("zone"), part("offset")),
    )
    return pl.when(is_time).then(clock)


def _offset(zone: pl.Expr, offset: pl.Expr) -> pl.Expr:
    """Such as +02:00; empty where none is told, null where the zone is not known."""
    named = zone.replace_strict(ZONES, default=None, return_dtype=pl.String)
    digits = offset.str.extract_groups(r"^([+-])(\d{1,2}):?(\d{2})?$")
    told = pl.concat_str(
        digits.struct.field("1"),
        digits.struct.field("2").str.zfill(2),
        pl.lit(":"),
        digits.struct.field("3").fill_null("00"),
    )
    of_zone = pl.when(zone.is_null()).then(pl.lit("")).otherwise(named)
    return pl.when(offset.is_null()).then(of_zone).when(zone.is_null() | (named == "+00:00")).then(told)


def _serial(text: pl.Expr) -> pl.Expr:
    """Excel's days (local time), or Unix time in seconds, milliseconds or microseconds (UTC)."""
    days = text.str.extract(r"^(\d{5}(?:[.,]\d+)?)$").str.replace(",", ".", literal=True).cast(pl.Float64)
    is_day = days.is_between(*EXCEL_DAYS)
    seconds = ((days - EXCEL_TO_UNIX_DAYS) * 86_400).round().cast(pl.Int64)
    excel = pl.from_epoch(pl.when(is_day).then(seconds), "s").dt.to_string("%Y-%m-%d %H:%M:%S.0")
    digits = text.str.extract(r"^(0|\d{9,10}|\d{12,13}|\d{15,16})(?:\.\d+)?$")
    length = digits.str.len_chars()
    unit = pl.when(length > 14).then(1).when(length > 11).then(1_000).otherwise(1_000_000)
    unix = pl.from_epoch(digits.cast(pl.Int64) * unit, "us").dt.to_string("%Y-%m-%d %H:%M:%S%.6f+00:00")
    return pl.coalesce(excel, unix)
