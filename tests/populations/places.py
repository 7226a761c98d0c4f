"""The nine countries: names, spellings, legal forms, mail providers, telephone numbers.

Names come from Faker (MIT licence); what stands here was written for these tests.
"""

import random
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import accumulate


@dataclass(frozen=True)
class Place:
    """A country: how it is written, and what is usual there.

    Attributes:
        spellings: as people write it; the first is the English short name.
        legal_forms: each with its spellings.
        numbers: leading digits of a national number, and how many more follow; mobiles first.
        trunk: what stands before a national number when dialled inside the country.
    """

    locale: str
    code: str
    spellings: tuple[str, ...]
    legal_forms: tuple[tuple[str, ...], ...]
    providers: tuple[str, ...]
    ending: str
    calling_code: str
    trunk: str
    numbers: tuple[tuple[str, int], ...]
    common: tuple[tuple[str, str, str], ...]
    titles: tuple[str, ...]


ANYWHERE = ("gmail.com", "gmail.com", "gmail.com", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com")
PLACES = (
    Place("en_GB", "GB", ("United Kingdom", "UK", "England", "GB"),
          (("Ltd", "Ltd.", "Limited", "LTD"), ("PLC", "plc", "Plc."), ("LLP", "llp")),
          ("btinternet.com",), "co.uk", "44", "0", (("74", 8), ("77", 8), ("78", 8), ("207", 7)),
          (("John", "Smith", "m"), ("Sarah", "Jones", "f")), ("Mr", "Mrs", "Ms", "Dr")),
    Place("en_US", "US", ("United States", "USA", "United States of America", "US"),
          (("Inc.", "Inc", "Incorporated"), ("LLC", "L.L.C."), ("Corp.", "Corp", "Corporation")),
          ("aol.com",), "com", "1", "", (("3032", 6), ("4153", 6), ("6174", 6), ("2125", 6)),
          (("James", "Johnson", "m"), ("Mary", "Williams", "f")), ("Mr.", "Mrs.", "Ms.", "Dr.")),
    Place("fr_FR", "FR", ("France", "FRANCE", "FR"),
          (("SARL", "S.A.R.L.", "Sarl"), ("SAS", "S.A.S."), ("SA", "S.A.")),
          ("orange.fr", "free.fr", "laposte.net"), "fr", "33", "0", (("61", 7), ("62", 7), ("14", 7)),
          (("Jean", "Martin", "m"), ("Marie", "Bernard", "f")), ("M.", "Mme", "Dr")),
    Place("de_DE", "DE", ("Germany", "Deutschland", "Allemagne", "DE"),
          (("GmbH", "G.m.b.H.", "Gesellschaft mbH", "gmbh"), ("AG", "Aktiengesellschaft"),
           ("GmbH & Co. KG", "GmbH & Co KG", "GmbH und Co. KG")),
          ("gmx.de", "web.de", "t-online.de"), "de", "49", "0",
          (("151", 8), ("170", 7), ("172", 7), ("30", 8)),
          (("Thomas", "Müller", "m"), ("Sabine", "Schmidt", "f")), ("Herr", "Frau", "Dr.", "Prof. Dr.")),
    Place("es_ES", "ES", ("Spain", "España", "Espana", "ES"),
          (("S.L.", "SL", "S.L", "Sociedad Limitada"), ("S.A.", "SA"), ("S.L.U.", "SLU")),
          ("hotmail.es", "telefonica.net"), "es", "34", "", (("61", 7), ("65", 7), ("91", 7)),
          (("Maria", "Garcia", "f"), ("Jose", "Rodriguez", "m")), ("Sr.", "Sra.", "D.", "Dra.")),
    Place("pt_PT", "PT", ("Portugal", "PORTUGAL", "PT"),
          (("Lda.", "Lda", "Limitada", "LDA"), ("S.A.", "SA")),
          ("sapo.pt",), "pt", "351", "", (("91", 7), ("93", 7), ("96", 7), ("21", 7)),
          (("Maria", "Silva", "f"), ("João", "Santos", "m")), ("Sr.", "Sra.", "Dr.", "Eng.")),
    Place("it_IT", "IT", ("Italy", "Italia", "IT"),
          (("S.r.l.", "Srl", "SRL", "S.R.L."), ("S.p.A.", "SpA", "SPA"), ("S.n.c.", "snc")),
          ("libero.it", "alice.it"), "it", "39", "", (("33", 8), ("34", 8), ("06", 8)),
          (("Marco", "Rossi", "m"), ("Giulia", "Russo", "f")), ("Sig.", "Sig.ra", "Dott.", "Ing.")),
    Place("nl_NL", "NL", ("Netherlands", "Nederland", "Holland", "The Netherlands", "NL"),
          (("B.V.", "BV", "bv"), ("N.V.", "NV"), ("VOF", "V.O.F.")),
          ("ziggo.nl", "kpnmail.nl"), "nl", "31", "0", (("61", 7), ("62", 7), ("20", 7)),
          (("Jan", "de Jong", "m"), ("Anna", "Jansen", "f")), ("Dhr.", "Mevr.", "Dr.", "Ir.")),
    Place("ro_RO", "RO", ("Romania", "România", "RO"),
          (("S.R.L.", "SRL", "Srl"), ("S.A.", "SA")),
          ("yahoo.ro",), "ro", "40", "0", (("72", 7), ("74", 7), ("75", 7), ("213", 6)),
          (("Andrei", "Popescu", "m"), ("Maria", "Ionescu", "f")), ("Dl.", "Dna.", "Dr.", "Ing.")),
)  # fmt: skip
PLACE_WEIGHTS = (14, 16, 12, 16, 10, 6, 10, 9, 7)

MORE_LAST_NAMES = {
    "ro_RO": (
        "Popescu", "Ionescu", "Popa", "Radu", "Dumitru", "Stan", "Stoica", "Gheorghe", "Matei", "Ciobanu",
        "Rusu", "Constantin", "Marin", "Lazăr", "Munteanu", "Moldovan", "Enache", "Tănase", "Dragomir",
        "Barbu", "Cristea", "Nistor", "Oprea", "Voicu", "Șerban", "Georgescu", "Vasilescu", "Mocanu",
        "Țurcanu", "Neagu",
    ),
}  # fmt: skip
"""Faker has 44 for Romania."""

ZIPF = 0.55
"""How uneven names are that nobody counted: the k-th has weight k^-0.55 (the first of 400 about 3 %)."""


@dataclass(frozen=True)
class Names:
    """Names to draw from, with running weights."""

    names: tuple[str, ...]
    weights: tuple[float, ...]

    def draw(self, rng: random.Random) -> str:
        return rng.choices(self.names, cum_weights=self.weights)[0]


@cache
def first_names(locale: str, gender: str) -> Names:
    """First names of "m" or "f"."""
    provider = _provider(locale)
    return _uneven(provider.first_names_male if gender == "m" else provider.first_names_female, locale)


@cache
def last_names(locale: str) -> Names:
    """Last names."""
    return _uneven((*_provider(locale).last_names, *MORE_LAST_NAMES.get(locale, ())), locale)


def _provider(locale: str):
    return import_module(f"faker.providers.person.{locale}").Provider


def _uneven(names, locale: str) -> Names:
    """In an order that does not follow the alphabet: some of the first letters are no commoner."""
    distinct = sorted(set(names))
    random.Random(f"order of {locale}").shuffle(distinct)
    weights = accumulate(rank**-ZIPF for rank in range(1, len(distinct) + 1))
    return Names(tuple(distinct), tuple(weights))
