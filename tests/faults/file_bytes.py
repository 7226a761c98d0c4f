"""Faults of bytes: encodings, line ends, what a file is beside its name."""

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
from cases import HEADER, Case, Outcome, review, reviews

GROUP = "bytes"
FRENCH = HEADER + review(1, "Très déçu – 20 €.") + review(2, "Ça va être « parfait ».")
ROMANIAN = HEADER + review(1, "Foarte mulțumită; să știți.".replace("ț", "ţ").replace("ș", "ş"))
CLEAN = Outcome(0, "loaded", 2, 2, 0, 0)
ONE = Outcome(0, "loaded", 1, 1, 0, 0)
ONE_OF_THREE = Outcome(3, "loaded", 3, 2, 1, 0)


MIXED = (FRENCH + review(3, "Été réglé.")).encode().replace("parfait »".encode(), b"r\xe9gl\xc3\xa9")


def written(content: bytes | str, name: str = "a.csv") -> Callable[[Path], None]:
    """Delivers one file."""

    def make(inbox: Path) -> None:
        (inbox / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    return make


def in_zip(content: str, member: str = "export/a.csv") -> bytes:
    """A zip file with one table."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
    return whole.getvalue()


def as_format(write: str, name: str) -> Callable[[Path], None]:
    """Delivers two reviews as another format, under a name of its own."""

    def make(inbox: Path) -> None:
        frame = pl.read_csv(io.StringIO(reviews(1, 2)), infer_schema=False)
        with (inbox / name).open("wb") as file:
            getattr(frame, write)(file)

    return make


def with_bytes(second: bytes) -> bytes:
    """Three reviews, the second of which says these bytes."""
    return (
        HEADER.encode()
        + review(1).encode()
        + review(2, "@").encode().replace(b"@", second)
        + review(3).encode()
    )


ENCODINGS = [
    Case(GROUP, f"{encoding}{how}", written(mark + FRENCH.encode(encoding)), CLEAN, message)
    for encoding, mark, how, message in (
        ("utf-8", b"\xef\xbb\xbf", " with a byte order mark", ""),
        ("utf-16-le", b"\xff\xfe", " with a byte order mark", "read as utf-16"),
        ("utf-16-be", b"\xfe\xff", " with a byte order mark", "read as utf-16"),
        ("utf-16-le", b"", " without a byte order mark", "read as utf-16-le"),
        ("utf-16-be", b"", " without a byte order mark", "read as utf-16-be"),
        ("utf-32-le", b"\xff\xfe\x00\x00", " with a byte order mark", "read as utf-32"),
        ("cp1252", b"", "", "read as cp1252"),
        ("mac_roman", b"", "", "read as mac_roman"),
    )
]

BYTES = (
    *ENCODINGS,
    Case(GROUP, "cp1250", written(ROMANIAN.encode("cp1250")), ONE, "read as cp1250"),
    Case(GROUP, "mixed encodings", written(MIXED), ONE_OF_THREE, "line 3.*0xE9"),
    Case(
        GROUP,
        "one invalid byte",
        written(with_bytes("Très réglé, déjà.".replace(",", "").encode() + b"\xff")),
        ONE_OF_THREE,
        "line 3.*0xFF",
    ),
    Case(GROUP, "a NUL in a cell", written(with_bytes(b"a\0b")), ONE_OF_THREE, "line 3.*0x00"),
    Case(
        GROUP,
        "NULs behind the last line",
        written(reviews(1, 2).encode() + b"\0" * 512),
        ONE_OF_THREE,
        "line 4.*0x00",
    ),
    Case(
        GROUP,
        "half a character behind the last line of UTF-16",
        written(reviews(1, 2).encode("utf-16") + b"\0"),
        ONE_OF_THREE,
        "line 4.*0x00",
    ),
    Case(
        GROUP,
        "mixed line ends",
        written(HEADER.replace("\n", "\r\n") + review(1) + review(2).replace("\n", "\r") + review(3)),
        Outcome(0, "loaded", 3, 3, 0, 0),
    ),
    Case(GROUP, "carriage returns alone", written(reviews(1, 2).replace("\n", "\r")), CLEAN),
    Case(GROUP, "no line end behind the last line", written(reviews(1, 2).rstrip("\n")), CLEAN),
    Case(GROUP, "gzip named .csv", written(gzip.compress(reviews(1, 2).encode())), CLEAN),
    Case(GROUP, "zip named .csv", written(in_zip(reviews(1, 2))), CLEAN),
    Case(GROUP, "a workbook named .csv", as_format("write_excel", "a.csv"), CLEAN),
    Case(GROUP, "CSV named .xlsx", written(reviews(1, 2), "a.xlsx"), CLEAN),
    Case(GROUP, "JSON named .csv", as_format("write_json", "a.csv"), CLEAN),
    Case(GROUP, "Parquet named .txt", as_format("write_parquet", "a.txt"), CLEAN),
    Case(
        GROUP,
        "exports joined, each with its mark",
        written("\ufeff" + reviews(1) + "\ufeff" + reviews(2)),
        ONE_OF_THREE,
        "line 3.*repeats the header",
    ),
)
