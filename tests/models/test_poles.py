"""Plain complaints in eight languages, and the end of the aspect that each is about."""

from functools import cache

import polars as pl
import pytest

from models.reading import OpinionReader
from models.sentiment import SentimentModel
from models.taxonomy import shipped

COMPLAINTS = [
    ("en", "Prices are too high.", "price", "too expensive"),
    ("en", "It costs too much.", "price", "too expensive"),
    ("en", "The room is too small.", "room", "too small"),
    ("en", "Portions are tiny.", "portions", "too small"),
    ("en", "Menus are confusing.", "ease of use", "too complex"),
    ("de", "Der Preis ist zu hoch.", "price", "too expensive"),
    ("de", "Zu hohe Preise.", "price", "too expensive"),
    ("de", "Das Zimmer ist zu klein.", "room", "too small"),
    ("de", "Die Lieferung kam zu spät.", "delivery", "late"),
    ("de", "Die Musik ist zu laut.", "noise", "too loud"),
    ("fr", "Les prix sont trop élevés.", "price", "too expensive"),
    ("fr", "La chambre est trop petite.", "room", "too small"),
    ("fr", "La musique est trop forte.", "noise", "too loud"),
    ("fr", "Trop de mails.", "communication", "too much"),
    ("es", "El precio es demasiado alto.", "price", "too expensive"),
    ("es", "La habitación es muy pequeña.", "room", "too small"),
    ("es", "El pedido llegó muy tarde.", "delivery", "late"),
    ("es", "La música es demasiado alta.", "noise", "too loud"),
    ("es", "La comida es demasiado salada.", "food", "too salty or spicy"),
    ("pt", "O preço é muito alto.", "price", "too expensive"),
    ("pt", "O quarto é muito pequeno.", "room", "too small"),
    ("pt", "A encomenda chegou tarde demais.", "delivery", "late"),
    ("pt", "O colchão é muito duro.", "bed", "too hard"),
    ("pt", "A comida é salgada demais.", "food", "too salty or spicy"),
    ("it", "Il prezzo è troppo alto.", "price", "too expensive"),
    ("it", "La camera è troppo piccola.", "room", "too small"),
    ("it", "Il pacco è arrivato troppo tardi.", "delivery", "late"),
    ("it", "La musica è troppo alta.", "noise", "too loud"),
    ("it", "Troppe notifiche.", "communication", "too much"),
    ("nl", "De prijs is te hoog.", "price", "too expensive"),
    ("nl", "De kamer is te klein.", "room", "too small"),
    ("nl", "Het pakket kwam te laat.", "delivery", "late"),
    ("nl", "De muziek is te hard.", "noise", "too loud"),
    ("nl", "Te veel meldingen.", "communication", "too much"),
    ("ro", "Prețul este prea mare.", "price", "too expensive"),
    ("ro", "Camera este prea mică.", "room", "too small"),
    ("ro", "Coletul a ajuns prea târziu.", "delivery", "late"),
    ("ro", "Muzica este prea tare.", "noise", "too loud"),
    ("ro", "Prea multe notificări.", "communication", "too much"),
]


@cache
def reader() -> OpinionReader:
    return OpinionReader(SentimentModel.load(), shipped())


def opinions(language: str, text: str) -> list[tuple[str, str | None]]:
    """(aspect, pole) of each opinion in a text."""
    return reader().read(feedback(language, text)).opinions.select("aspect", "pole").rows()


def mentions(language: str, text: str) -> list[tuple[str, str | None]]:
    """(aspect, pole) of each mention in a text, whichever side it is judged to take."""
    cut = reader().cut(feedback(language, text))
    return reader().mentioned(cut).select("aspect", "pole").rows()


def feedback(language: str, text: str) -> pl.DataFrame:
    return pl.DataFrame({"feedback_id": ["1"], "text": [text], "language": [language]})


@pytest.mark.parametrize(("language", "text", "aspect", "pole"), COMPLAINTS)
def test_a_plain_complaint_mentions_its_aspect_and_its_end_and_no_other(
    language: str, text: str, aspect: str, pole: str
) -> None:
    assert mentions(language, text) == [(aspect, pole)]


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, text, aspect, _ in COMPLAINTS if aspect == "price"]
)
def test_a_price_that_is_too_high_is_read_as_such(language: str, text: str) -> None:
    assert opinions(language, text) == [("price", "too expensive")]


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Please add calendar support."), ("en", "Support for dark mode is missing."), ("ro", "Panouri.")],
)
def test_a_feature_that_is_supported_is_no_support_and_panels_are_no_signs(language: str, text: str) -> None:
    assert {aspect for aspect, _ in opinions(language, text)}.isdisjoint({"support", "signs"})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Their support for customers is terrible."),
        ("de", "Der Support von euch ist schlecht."),
        ("pt", "O suporte ao cliente é péssimo."),
    ],
)
def test_help_for_customers_is_support(language: str, text: str) -> None:
    assert "support" in {aspect for aspect, _ in mentions(language, text)}
