"""What kind of file it is, by its first bytes; its name is a hint for people only."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet

from transforms.heads import Head
from transforms.values import raw_name
from warehouse.landing.delimited import land_delimited
from warehouse.landing.documents import land_json
from warehouse.landing.enveloped import opened
from warehouse.landing.headed import headed
from warehouse.landing.packed import Unpacked, is_workbook
from warehouse.landing.raw import (
    BATCH_RECORDS,
    Batch,
    Landed,
    UnreadableFileError,
    rejects,
)
from warehouse.landing.sifting import sifted
from warehouse.landing.workbooks import land_old_workbook, land_workbook

MAGIC_BYTES = 4096


def land(path: Path, scratch: Path | None = None) -> Landed:
    """Opens a file of any supported format.

    Args:
        scratch: where a packed file is unpacked; None is the system's place for temporary files.
    Raises:
        UnreadableFileError: the file is empty, damaged, protected, or of no supported format.
    """
    with path.open("rb") as file:
        start = file.read(MAGIC_BYTES)
    landed = _land_packed(path, scratch) if _is_packed(path, start) else _opened(path, start)
    if landed.head.is_missing:
        landed = replace(landed, as_it_is=headed(landed))
    as_it_is = landed.as_it_is and _sifted(landed.as_it_is)
    return replace(_sifted(landed), others=tuple(map(_sifted, landed.others)), as_it_is=as_it_is)


def _sifted(landed: Landed) -> Landed:
    return replace(landed, batches=sifted(landed.batches, landed.head.names))


def _opened(path: Path, start: bytes) -> Landed:
    if not start.strip():
        raise UnreadableFileError("is empty")
    for magic, opener in _OPENERS:
        if start.startswith(magic):
            return opened(partial(opener, path))
    if start.lstrip(b"\xef\xbb\xbf \r\n\t")[:9].lower().startswith(_MARKUP):
        raise UnreadableFileError("is a page of HTML or XML, whatever its name says: save it as CSV or XLSX")
    first = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").lstrip()[:1]  # in UTF-16 too
    return opened(partial(land_json if first in (b"{", b"[") else land_delimited, path))


def _land_parquet(path: Path) -> Landed:
    try:
        file = pyarrow.parquet.ParquetFile(path)
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise UnreadableFileError(f"is no readable Parquet file ({str(error).splitlines()[0]})") from error
    head = Head.of_names(file.schema_arrow.names)
    return Landed("parquet", head, _parquet_batches(file, head.names))


def _parquet_batches(file: Any, header: tuple[str, ...]) -> Iterator[Batch]:
    line = 1
    try:
        for part in file.iter_batches(batch_size=BATCH_RECORDS):
            frame = pl.DataFrame(pl.from_arrow(part.rename_columns([raw_name(name) for name in header])))
            texts = frame.select(_as_text(name, dtype) for name, dtype in frame.schema.items())
            yield Batch(
                texts.with_row_index("line", line).with_columns(pl.col("line").cast(pl.Int64)), rejects([])
            )
            line += frame.height
    except pl.exceptions.PolarsError as error:
        why = str(error).splitlines()[0]
        raise UnreadableFileError(f"holds what is no text after row {line - 1} ({why})") from error
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise UnreadableFileError(
            f"breaks off after row {line - 1} ({str(error).splitlines()[0]})"
        ) from error


def _as_text(name: str, dtype: pl.DataType) -> pl.Expr:
    if isinstance(dtype, pl.Datetime):
        form = "%Y-%m-%dT%H:%M:%S%.6f" + ("%:z" if dtype.time_zone else "")
        return pl.col(name).dt.to_string(form)
    if isinstance(dtype, pl.Duration):
        return pl.col(name).dt.total_microseconds().cast(pl.String)
    if isinstance(dtype, pl.Struct):
        return pl.when(pl.col(name).is_not_null()).then(pl.col(name).struct.json_encode()).alias(name)
    if dtype.is_nested():
        wrapped = pl.struct(pl.col(name).alias("_")).struct.json_encode()  # {"_":[...]}
        return pl.when(pl.col(name).is_not_null()).then(wrapped.str.slice(5).str.head(-1)).alias(name)
    text = pl.col(name).cast(pl.String)
    return text.str.replace(r"\.0$", "") if dtype.is_float() else text  # whole numbers with a gap are floats


def _land_packed(path: Path, scratch: Path | None) -> Landed:
    packed = Unpacked(path, scratch)
    with packed.table.open("rb") as file:
        start = file.read(MAGIC_BYTES)
    if _is_packed(packed.table, start):
        raise UnreadableFileError("packs a packed file: unpack it first")
    landed = _opened(packed.table, start)
    as_it_is = landed.as_it_is and _holding(landed.as_it_is, packed)
    return replace(_holding(landed, packed), as_it_is=as_it_is)


def _is_packed(path: Path, start: bytes) -> bool:
    return start.startswith(GZIP) or (start.startswith(ZIP) and not is_workbook(path))


def _holding(landed: Landed, packed: Unpacked) -> Landed:
    return replace(landed, batches=_kept_until_read(landed.batches, packed))


def _kept_until_read(batches: Iterator[Batch], packed: Unpacked) -> Iterator[Batch]:
    """The batches, holding the unpacked file until they are read."""
    yield from batches
    del packed


ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table")

_OPENERS: tuple[tuple[bytes, Callable[[Path], Landed]], ...] = (
    (ZIP, land_workbook),
    (b"PAR1", _land_parquet),
    (b"\xd0\xcf\x11\xe0", land_old_workbook),
)
