"""A small project whose reviews have a title, a text, stars and a rating of the price: read and gathered."""

from pathlib import Path

from small_project import Small

from models.taxonomy import Taxonomy, shipped
from warehouse.enriching.opinions import gather_opinions
from warehouse.enriching.texts import Readers, read_texts

TITLED = """
    name = "titled"
    title = "Reviews with a title"
    channel = "review"
    language = "en"
    [recognise]
    columns = ["review", "headline", "body"]
    [record]
    key = ["review"]
    version = "changed"
    [feedback]
    created_at = "written"
    title = "headline"
    text = "body"
    [[ratings]]
    aspect = "price"
    column = "value"
    scale = [1, 5]
"""
HEADER = "review,headline,body,written,changed,value\n"


def review(key: str, text: str = "", title: str = "", changed: str = "2026-05-01", value: str = "") -> str:
    quoted = ",".join(f'"{cell}"' for cell in (key, title, text, "2026-05-01", changed, value))
    return f"{quoted}\n"


def project(folder: Path) -> Small:
    return Small(folder, titled=TITLED)


def readers(taxonomy: Taxonomy | None = None) -> Readers:
    return Readers.load(("en",), taxonomy or shipped())


def read(small: Small, taxonomy: Taxonomy | None = None) -> int:
    return read_texts(small.work, readers(taxonomy))


def gathered(small: Small, *reviews: str) -> None:
    """Loaded, read, and gathered into core.opinions and core.stances."""
    small.load("reviews.csv", HEADER + "".join(reviews))
    read(small)
    small.link()
    gather_opinions(small.work)
