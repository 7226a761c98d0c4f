"""Times as exports write them, to UTC."""

from collections.abc import Sequence
from functools import partial

import polars as pl

from transforms.spellings.distinct import by_distinct
from transforms.spellings.written_dates import Order, iso_text

ISO_NAIVE_FORMATS = ("%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%d")
ISO_ZONED_FORMATS = ("%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%d %H:%M%#z")
UTC = pl.Datetime("us", "UTC")


def moment(text: pl.Expr, formats: tuple[str, ...], zone: str, order: Order | None = None) -> pl.Expr:
    """The time that a text names, as Datetime("us", "UTC"); null where no format fits.

    Args:
        text: text column; blanks null.
        formats: strptime formats, tried in order; none means ISO 8601 with or without an offset, and whatever
            else can be read in one way only (`written_dates`).
        zone: IANA zone of times without an offset. In the hour that a clock change skips, the time is read
            an hour later; in the hour that it repeats, the first one is meant.
        order: of the parts of dates such as 03/04/2024.
    """
    if formats:
        return pl.coalesce([_parsed(text, form, zone) for form in formats])
    return text.map_batches(
        lambda column: _written(column, zone, order), return_dtype=UTC, is_elementwise=True
    )


def _written(column: pl.Series, zone: str, order: Order | None) -> pl.Series:
    times = _iso(column, zone)
    for read in (partial(_plain, zone=zone, order=order), partial(_loose, zone=zone, order=order)):
        unread = times.is_null() & column.is_not_null()
        if unread.any():
            times = times.scatter(unread.arg_true(), read(column.filter(unread)))
    return times


def _iso(column: pl.Series, zone: str) -> pl.Series:
    text = pl.col("text")
    whole = pl.when(text.str.contains(r"^\d{4}-")).then(text)  # 24-05-31 is not the year 24
    iso = whole.str.replace(r"^(\d{4}-\d{2}-\d{2})T", "$1 ").str.replace(r"\s*(?:Z|UTC)$", "+00:00")
    texts = column.to_frame("text").select(iso).to_series()
    return _first_fitting(texts, (*ISO_NAIVE_FORMATS, *ISO_ZONED_FORMATS), zone)


def _plain(column: pl.Series, zone: str, order: Order | None) -> pl.Series:
    """The commonest of what is not ISO, at the speed of declared formats."""
    days = [
        "%d.%m.%Y",
        *(f"%{order[0]}{sign}%{order[1]}{sign}%Y" for sign in "/-" if order in ("dmy", "mdy")),
    ]
    whole = column.str.contains(r"^\d{1,2}[./-]\d{1,2}[./-]\d{4}(?: |$)")
    formats = [day + time for day in days for time in (" %H:%M", "", " %H:%M:%S")]
    return _first_fitting(column.set(~whole, None), formats, zone)


def _loose(column: pl.Series, zone: str, order: Order | None) -> pl.Series:
    return by_distinct(column, lambda texts: _iso(iso_text(texts, order), zone))


def _first_fitting(column: pl.Series, formats: Sequence[str], zone: str) -> pl.Series:
    """Read by the formats in order, by as many as are needed."""
    frame = column.to_frame("text")
    times = pl.Series(column.name, [None], UTC).new_from_index(0, frame.height)
    for form in formats:
        if times.null_count() == column.null_count():
            break
        times = times.zip_with(
            times.is_not_null(), frame.select(_parsed(pl.col("text"), form, zone)).to_series()
        )
    return times


def _parsed(text: pl.Expr, form: str, zone: str) -> pl.Expr:
    if _is_zoned(form):
        return text.str.to_datetime(form, strict=False, time_unit="us", time_zone="UTC", ambiguous="earliest")
    naive = (
        text.str.to_datetime(form, strict=False, time_unit="us") if _has_time(form) else _midnight(text, form)
    )
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
