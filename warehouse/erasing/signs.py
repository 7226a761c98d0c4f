"""How a person's addresses and keys are written in files, and whether a file holds them."""

import gzip
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import polars as pl

CODECS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")


def spellings(sign: str) -> tuple[str, ...]:
    """A sign as files may write it, apart from the case of A to Z: accents in either case, escapes."""
    cases = (sign, sign.lower(), sign.upper())
    escaped = [json.dumps(one)[1:-1] for one in cases]
    return tuple(dict.fromkeys([*cases, *escaped, *(quote(one, safe="") for one in cases)]))


def mentions(path: Path, signs: Sequence[str]) -> bool:
    """Whether a file holds one of them, unpacked and in any usual encoding."""
    wanted = {
        spelt.encode(codec).lower()
        for sign in signs
        for spelt in spellings(sign)
        for codec in CODECS
        if _can_be(spelt, codec)
    }
    return bool(wanted) and any(one in part.lower() for part in parts_of(path) for one in wanted)


def names_whole(path: Path, keys: Sequence[str]) -> bool:
    """Whether a file holds one of the keys as a word or number by itself, as far as it can be unpacked."""
    either = "|".join(re.escape(key) for key in keys)
    whole = re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", re.IGNORECASE)
    try:
        return any(
            whole.search(part.decode(codec, "replace")) for part in parts_of(path) for codec in CODECS[:3]
        )
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, pl.exceptions.PolarsError):
        return False


def _can_be(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def parts_of(path: Path) -> Iterator[bytes]:
    """A file as it lies there, and what is packed in it."""
    content = path.read_bytes()
    yield content
    if content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield archive.read(name)
    elif content.startswith(b"PAR1"):
        frame = pl.read_parquet(path)
        lists = pl.selectors.by_dtype(pl.List(pl.String))
        texts = frame.select(pl.selectors.string() | lists).with_columns(lists.list.join(" "))
        yield texts.write_csv().encode()
