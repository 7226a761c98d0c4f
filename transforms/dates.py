"""Times as exports write them, to UTC."""

from functools import partial

import polars as pl

from transforms.sparse import first_that_reads
from transforms.spellings.distinct import by_distinct
from transforms.spellings.written_dates import TWO_DIGIT_YEARS_FROM, Order, iso_text

ISO_NAIVE_FORMATS = ("%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%d")
ISO_ZONED_FORMATS = ("%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%d %H:%M%#z")
UTC = pl.Datetime("us", "UTC")


def moment(
    text: pl.Expr,
    formats: tuple[str, ...],
    zone: str,
    order: Order | None = None,
    century_from: int = TWO_DIGIT_YEARS_FROM,
) -> pl.Expr:
    """The time that a text names, as Datetime("us", "UTC"); null where no format fits.

    Args:
        text: text column; blanks null.
        formats: strptime formats, tried in order; none means ISO 8601 with or without an offset, and whatever
            else can be read in one way only (`written_dates`).
        zone: IANA zone of times without an offset. In the hour that a clock change skips, the time is read
            an hour later; in the hour that it repeats, the first one is meant.
        order: of the parts of dates such as 03/04/2024.
        century_from: two-digit years from here on are of the 20th century.
    """
    if formats:
        parsers = [partial(_parsed, form=form, zone=zone, century_from=century_from) for form in formats]
        return first_that_reads(text, parsers, UTC)
    readers = (
        _usual,
        partial(_any_iso, zone=zone),
        partial(_numbered, zone=zone, order=order),
        partial(_loose, zone=zone, order=order, century_from=century_from),
    )
    return first_that_reads(text, readers, UTC)


def _usual(text: pl.Expr) -> pl.Expr:
    """ISO 8601 as most exports write it: 2024-05-31T14:30:00Z."""
    is_usual = text.str.contains(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$")
    form = "%Y-%m-%dT%H:%M:%SZ"
    read = text.str.to_datetime(form, strict=False, time_unit="us", time_zone="UTC", ambiguous="earliest")
    return pl.when(is_usual).then(read)


def _any_iso(text: pl.Expr, zone: str) -> pl.Expr:
    whole = pl.when(text.str.contains(r"^\d{4}-")).then(text)  # 24-05-31 is not the year 24
    iso = whole.str.replace(r"^(\d{4}-\d{2}-\d{2})T", "$1 ").str.replace(r"\s*(?:Z|UTC)$", "+00:00")
    readers = [partial(_parsed, form=form, zone=zone) for form in (*ISO_NAIVE_FORMATS, *ISO_ZONED_FORMATS)]
    return first_that_reads(iso, readers, UTC)


def _numbered(text: pl.Expr, zone: str, order: Order | None) -> pl.Expr:
    """31.05.2024, and 31/05/2024 in the declared order: at the speed of declared formats."""
    days = ["%d.%m.%Y"]
    if order in ("dmy", "mdy"):
        days += [f"%{order[0]}{sign}%{order[1]}{sign}%Y" for sign in "/-"]
    forms = [day + time for day in days for time in (" %H:%M", "", " %H:%M:%S")]
    whole = pl.when(text.str.contains(r"^\d{1,2}[./-]\d{1,2}[./-]\d{4}(?: |$)")).then(text)
    return first_that_reads(whole, [partial(_parsed, form=form, zone=zone) for form in forms], UTC)


def _loose(text: pl.Expr, zone: str, order: Order | None, century_from: int) -> pl.Expr:
    """Whatever else can be read in one way only, each spelling once."""

    def iso(column: pl.Series) -> pl.Series:
        return by_distinct(column, partial(iso_text, order=order, century_from=century_from))

    return _any_iso(text.map_batches(iso, return_dtype=pl.String, is_elementwise=True), zone)


def _parsed(text: pl.Expr, form: str, zone: str, century_from: int = TWO_DIGIT_YEARS_FROM) -> pl.Expr:
    if _is_zoned(form):
        return text.str.to_datetime(form, strict=False, time_unit="us", time_zone="UTC", ambiguous="earliest")
    naive = (
        text.str.to_datetime(form, strict=False, time_unit="us") if _has_time(form) else _midnight(text, form)
    )
    if "%y" in form and century_from < TWO_DIGIT_YEARS_FROM:  # which the parser takes for the 21st century
        is_earlier = naive.dt.year().is_between(2000 + century_from, 1999 + TWO_DIGIT_YEARS_FROM)
        naive = pl.when(is_earlier).then(naive.dt.offset_by("-100y")).otherwise(naive)
    return pl.coalesce([_localised(naive, zone), _localised(naive + pl.duration(hours=1), zone)])


def _is_zoned(form: str) -> bool:
    """Whether the text itself says which zone it means, as an offset does, and the seconds of Unix time."""
    return any(code in form.replace("%%", "") for code in ("%z", "%#z", "%:z", "%s"))


def _has_time(form: str) -> bool:
    return any(code in form for code in ("%H", "%I", "%T", "%R"))


def _midnight(text: pl.Expr, form: str) -> pl.Expr:
    return text.str.to_date(form, strict=False).cast(pl.Datetime("us"))


def _localised(naive: pl.Expr, zone: str) -> pl.Expr:
    return naive.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null").dt.convert_time_zone(
        "UTC"
    )
