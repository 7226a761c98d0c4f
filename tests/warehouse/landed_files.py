"""Files as they are landed, for the tests of what is read of them."""

from pathlib import Path

from warehouse.landing import Landed, land


def landed(tmp_path: Path, content: str | bytes, name: str = "export.csv") -> Landed:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return land(path)


def read(tmp_path: Path, content: str | bytes, name: str = "export.csv"):
    """header; line and cells of each record; line and reason of each reject."""
    file = landed(tmp_path, content, name)
    batches = list(file.batches)
    rows = [row for batch in batches for row in batch.frame.rows()]
    rejects = [row for batch in batches for row in batch.rejects.select("line", "reason").rows()]
    return file.header, rows, rejects
