"""Language: short sentences of customers in eight languages, and what is left undecided."""

from pathlib import Path

import polars as pl
import pytest

from models.artefact import ArtefactError
from models.language import LANGUAGES, LanguageModel

SENTENCES = {
    "en": [
        "Where is my order?",
        "The room was far too small for three people",
        "I can't find the export button",
        "Works fine on my phone",
        "They never called me back",
        "Good quality but the delivery took ages",
        "Please add a dark theme",
        "My card was charged twice this month",
        "It does everything I need",
        "Would stay here again",
        "Nobody at the desk could help us",
        "Setup took less than an hour",
    ],
    "fr": [
        "Où est ma commande ?",
        "La chambre était beaucoup trop petite",
        "Je ne trouve pas le bouton",
        "Ca marche bien sur mon telephone",
        "On ne m'a jamais rappelé",
        "Bonne qualité mais livraison trop longue",
        "Merci d'ajouter un thème sombre",
        "Ma carte a été débitée deux fois",
        "Il fait tout ce dont j'ai besoin",
        "Personne à l'accueil pour nous aider",
        "tres decu par le service",
        "Installation rapide et sans soucis",
    ],
    "de": [
        "Wo bleibt meine Bestellung?",
        "Das Zimmer war viel zu klein",
        "Ich finde den Knopf nicht",
        "Laeuft gut auf meinem Handy",
        "Man hat mich nie zurückgerufen",
        "Gute Qualität, aber die Lieferung dauerte ewig",
        "Bitte ein dunkles Design einbauen",
        "Meine Karte wurde zweimal belastet",
        "Es macht alles was ich brauche",
        "Niemand am Empfang konnte uns helfen",
        "Einrichtung in weniger als einer Stunde",
        "Wir kommen gerne wieder",
    ],
    "es": [
        "¿Dónde está mi pedido?",
        "La habitación era demasiado pequeña",
        "No encuentro el botón de exportar",
        "Funciona bien en mi movil",
        "Nunca me devolvieron la llamada",
        "Buena calidad pero el envío tardó muchísimo",
        "Por favor añadan un tema oscuro",
        "Me han cobrado dos veces este mes",
        "Hace todo lo que necesito",
        "Nadie en recepción pudo ayudarnos",
        "Lo instalé en menos de una hora",
        "Volveremos el año que viene",
    ],
    "pt": [
        "Onde está o meu pedido?",
        "O quarto era pequeno demais",
        "Não encontro o botão de exportar",
        "Funciona bem no meu celular",
        "Nunca me ligaram de volta",
        "Boa qualidade mas a entrega demorou muito",
        "Por favor coloquem um tema escuro",
        "Cobraram duas vezes no meu cartão",
        "Faz tudo o que eu preciso",
        "Ninguém na receção nos ajudou",
        "nao gostei do atendimento",
        "Instalei em menos de uma hora",
    ],
    "it": [
        "Dov'è il mio ordine?",
        "La camera era troppo piccola",
        "Non trovo il pulsante per esportare",
        "Funziona bene sul mio telefono",
        "Non mi hanno mai richiamato",
        "Buona qualità ma la consegna è stata lunghissima",
        "Aggiungete un tema scuro per favore",
        "Mi hanno addebitato due volte la carta",
        "Fa tutto quello di cui ho bisogno",
        "Nessuno alla reception ci ha aiutato",
        "Installato in meno di un'ora",
        "Ci torneremo l'anno prossimo",
    ],
    "nl": [
        "Waar blijft mijn bestelling?",
        "De kamer was veel te klein",
        "Ik kan de knop niet vinden",
        "Werkt goed op mijn telefoon",
        "Ze hebben me nooit teruggebeld",
        "Goede kwaliteit maar de levering duurde eeuwen",
        "Graag een donker thema toevoegen",
        "Er is twee keer geld afgeschreven",
        "Het doet alles wat ik nodig heb",
        "Niemand bij de receptie kon ons helpen",
        "Binnen een uur geïnstalleerd",
        "Volgend jaar komen we terug",
    ],
    "ro": [
        "Unde este comanda mea?",
        "Camera era mult prea mică",
        "Nu găsesc butonul de export",
        "Merge bine pe telefonul meu",
        "Nu m-au mai sunat niciodată",
        "Calitate bună dar livrarea a durat mult",
        "Vă rog adăugați o temă întunecată",
        "Mi-au luat banii de două ori",
        "Face tot ce am nevoie",
        "nu sunt multumit de serviciu",
        "Nimeni de la recepție nu ne-a ajutat",
        "Instalat în mai puțin de o oră",
    ],
}


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    return LanguageModel.load()


@pytest.mark.parametrize("language", LANGUAGES)
def test_short_sentences_are_recognised(model: LanguageModel, language: str) -> None:
    sentences = SENTENCES[language]
    right = (model.identify(pl.Series(sentences)) == language).sum()
    assert right / len(sentences) >= 0.95


def test_a_text_without_letters_has_no_language(model: LanguageModel) -> None:
    texts = pl.Series([None, "", "  ", "10/10 👍", "very good service"])
    assert model.identify(texts).to_list() == [None, None, None, None, "en"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Meine Karte [card] wurde belastet. IBAN [iban]. Handy [phone]", "de"),
        ("Llámame al [phone] o [e-mail]", "es"),
    ],
)
def test_what_redaction_left_says_nothing_about_the_language(model: LanguageModel, text: str, language: str):
    assert model.identify(pl.Series([text])).item() == language


def test_what_fits_several_languages_or_none_is_unknown(model: LanguageModel) -> None:
    texts = pl.Series(["ok", "Привет, как дела", "zzz"])
    assert model.identify(texts).to_list() == ["unknown"] * 3


def test_a_declared_language_settles_a_short_text_and_yields_to_a_clear_one(model: LanguageModel) -> None:
    texts = pl.Series(
        ["Excelente", "Excelente", "Vielen Dank für alles", "The delivery was late and nobody told us"]
    )
    declared = pl.Series(["pt-BR", "es", "en", "de"])
    assert model.identify(texts, declared).to_list() == ["pt", "es", "de", "en"]


def test_a_declared_language_that_is_none_of_ours_is_passed_over(model: LanguageModel) -> None:
    texts = pl.Series(["ok", "The delivery was late and nobody told us", None])
    assert model.identify(texts, pl.Series(["Estonian", "xx", "en"])).to_list() == ["unknown", "en", None]


def test_only_configured_languages_are_answered(model: LanguageModel) -> None:
    found = model.identify(pl.Series(SENTENCES["pt"] + SENTENCES["nl"]), languages=("en", "de"))
    assert set(found.to_list()) <= {"en", "de", "unknown"}
    assert (found == "unknown").mean() >= 0.9


def test_what_could_be_in_a_configured_language_is(model: LanguageModel) -> None:
    assert model.identify(pl.Series(["Excelente"]), languages=("pt",)).to_list() == ["pt"]


def test_a_language_it_was_not_taught_is_refused(model: LanguageModel) -> None:
    with pytest.raises(ValueError, match="sv"):
        model.identify(pl.Series(["Hej"]), languages=("en", "sv"))


def test_answers_do_not_depend_on_the_neighbours(model: LanguageModel) -> None:
    texts = pl.Series([s for language in LANGUAGES for s in SENTENCES[language]])
    alone = pl.concat([model.identify(texts.slice(row, 1)) for row in range(len(texts))])
    assert alone.to_list() == model.identify(texts).to_list()


def test_no_rows_in_no_rows_out(model: LanguageModel) -> None:
    assert model.identify(pl.Series([], dtype=pl.String)).to_list() == []


def test_a_folder_without_weights_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match=r"model_card\.json.*python -m models\.training"):
        LanguageModel.load(tmp_path)
