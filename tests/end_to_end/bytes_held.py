"""Which files hold something, however they are packed."""

import gzip
import zipfile
from pathlib import Path

import polars as pl


def holding(folder: Path, *signs: str) -> list[str]:
    """The files below a folder that hold one of the signs, unpacked, in any case, as UTF-8 or UTF-16."""
    wanted = [sign.lower().encode(codec) for sign in signs for codec in ("utf-8", "utf-16-le", "utf-16-be")]
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        content = path.read_bytes()
        parts = [content]
        if content.startswith(b"\x1f\x8b"):
            parts.append(gzip.decompress(content))
        elif content.startswith(b"PK"):
            archive = zipfile.ZipFile(path)
            parts += [archive.read(name) for name in archive.namelist()]
        elif content.startswith(b"PAR1"):
            parts.append(str(pl.read_parquet(path).rows()).encode())
        if any(sign in part.lower() for part in parts for sign in wanted):
            found.append(str(path.relative_to(folder)))
    return found
