"""Invented exports of eight languages: their headers, and what each column should be taken for."""

import polars as pl

from transforms.values import raw_name

ROLES = ("record_key", "customer_key", "email", "created_at", "rating", "title", "text", "product", "country")
_NAMES = """
en|Review ID|Customer number|E-mail|Posted at|Stars|Headline|Comment|Product|Country
fr|Identifiant|Numéro client|Courriel|Date de création|Note|Titre|Commentaire|Produit|Pays
de|Bewertungs-ID|Kundennummer|E-Mail|Erstellt am|Sterne|Überschrift|Kommentar|Produkt|Land
es|id|Código cliente|Correo electrónico|Fecha|Puntuación|Título|Comentario|Producto|País
pt|ID|Código do cliente|E-mail|Criado em|Avaliação|Título|Mensagem|Produto|País
it|id|Codice cliente|Email|Data creazione|Voto|Titolo|Commento|Prodotto|Paese
nl|ID|Klantnummer|E-mailadres|Aangemaakt op|Beoordeling|Onderwerp|Toelichting|Product|Land
ro|ID|Cod client|E-mail|Data creării|Notă|Titlu|Comentariu|Produs|Țara
"""
HEADERS = {line[:2]: line[3:].split("|") for line in _NAMES.split("\n") if line}
ROWS = 30


def values() -> dict[str, list[str | None]]:
    """By role, thirty values."""
    numbers = range(ROWS)
    return {
        "record_key": [str(100 + one) for one in numbers],
        "customer_key": [f"K{one % 17}" for one in numbers],
        "email": [f"p{one}@example.com" if one % 3 else None for one in numbers],
        "created_at": [f"{one % 28 + 1:02}.05.2024 14:30" for one in numbers],
        "rating": [str(one % 5 + 1) for one in numbers],
        "title": [f"Order {one}" for one in numbers],
        "text": [f"The parcel {one} came late and nobody told us why it did" for one in numbers],
        "product": [("Lamp", "Table")[one % 2] for one in numbers],
        "country": [("NA", "DE", "FR")[one % 3] for one in numbers],
    }


def sample(columns: dict[str, list[str | None]]) -> pl.DataFrame:
    """The first records of a file with these columns."""
    frame = pl.DataFrame(
        {raw_name(name): pl.Series(cells, dtype=pl.String) for name, cells in columns.items()}
    )
    return frame.with_row_index("line", 2).with_columns(pl.col("line").cast(pl.Int64))
