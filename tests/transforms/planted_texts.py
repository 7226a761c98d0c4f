"""Personal data inside sentences of customers, as people write it: the yardstick of redaction.

Numbers come from Faker's providers of each country, or are drawn and given their check digits here; formats
are those that people use. Nothing here knows the patterns that are to find them.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import polars as pl
from faker import Faker

LOCALES = {
    "en": ("en_GB", "en_US"),
    "de": ("de_DE",),
    "fr": ("fr_FR",),
    "es": ("es_ES",),
    "pt": ("pt_PT", "pt_BR"),
    "it": ("it_IT",),
    "nl": ("nl_NL",),
    "ro": ("ro_RO",),
}
PHONES = {  # of each country, a # is any digit and an N one of 2 to 9
    "en_GB": "07### ######|077########|+44 7### ######|+44 (0)20 7### ####|020 7### ####|0161 #N# ####|"
    "(0121) NN# ####|0044 7### ### ###|07### ### ###|+4479########|01223 N#####",
    "en_US": "(212) N##-####|415-N##-####|312.N##.####|+1 646 N## ####|1-206-N##-####|+1 (503) N##-####|"
    "713 N## ####|212N######|+1415N######|1 (312) N##-####",
    "de_DE": "0171 #######|0171/#######|0172-#######|+49 171 #######|030 N#######|030/N#######|"
    "(030) N## ## ##|089 / N# ## ## ##|+49 (0)89 N#####|0049 151 ########|+49151########|040-N#####|"
    "0221 / N####-##|0160N######",
    "fr_FR": "06 ## ## ## ##|06.##.##.##.##|06########|+33 6 ## ## ## ##|+33 (0)6 ## ## ## ##|0033 6########|"
    "01-4#-##-##-##|+336########|06 ## ### ###|07-##-##-##-##|04 7# ## ## ##",
    "es_ES": "6## ### ###|6## ## ## ##|+34 6########|91 N## ## ##|93N ## ## ##|6########|0034 6## ### ###|"
    "6##-###-###|+34 91 N## ## ##|6##.###.###|655 ######",
    "pt_PT": "91# ### ###|+351 96# ### ###|21# ### ###|93#######|00351 91#######|22# ### ###|+351 91#######|"
    "91 ### ## ##|96#-###-###",
    "pt_BR": "(11) 9####-####|11 9####-####|+55 11 9####-####|(21) 3###-####|119########|55 11 9########|"
    "21 9####.####|(31)9########|+5521 9####-####|(41) 9 ####-####",
    "it_IT": "34# #######|33#-#######|32#/#######|+39 34# ### ####|02 N#######|06 N### ####|0039 33########|"
    "34########|333 ## ## ###|055 N######|+3932########",
    "nl_NL": "06-2#######|06 4#######|061#######|06 51 ## ## ##|+31 6 2#######|+31 (0)6 1#######|020-6######|"
    "0031 65#######|(020) 6## ## ##|010 4## ## ##|06 - 24 ## ## ##",
    "ro_RO": "072# ### ###|073#######|074#.###.###|+40 72# ### ###|+4074#######|021 N## ## ##|"
    "0040 72# ### ###|076#-###-###|0264 N## ###|072# ## ## ##|+4 0721 ### ###",
}
CARDS = ("#### #### #### ####", "################", "####-####-####-####", "####.####.####.####")
TOKENS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Planted:
    """One item in its sentence."""

    language: str
    kind: str
    item: str
    text: str


def planted(per_kind: dict[str, int], seed: int = 20) -> list[Planted]:
    """So many items of each kind in each of the eight languages."""
    rng, sentences = random.Random(seed), _sentences()
    found = []
    for language, locales in LOCALES.items():
        fakers = {locale: _faker(locale) for locale in locales}
        for fake in fakers.values():
            fake.seed_instance(rng.randrange(10**9))
        for kind, count in per_kind.items():
            templates = sentences[language, kind]
            for number in range(count):
                template, locale = templates[number % len(templates)], rng.choice(locales)
                if language == "pt" and kind == "id number":  # each country names its own number
                    locale = "pt_BR" if "CPF" in template else "pt_PT"
                item = MAKERS[kind](rng, fakers[locale], locale)
                found.append(Planted(language, kind, item, template.format(item)))
    return found


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale)


def _sentences() -> dict[tuple[str, str], list[str]]:
    table = pl.read_csv(Path(__file__).with_name("planted_sentences.tsv"), separator="\t", quote_char=None)
    found: dict[tuple[str, str], list[str]] = {}
    for language, kind, sentence in table.rows():
        found.setdefault((language, kind), []).append(sentence)
    return found


def _digits(rng: random.Random, shape: str) -> str:
    drawn = {"#": "0123456789", "N": "23456789"}
    return "".join(rng.choice(drawn[sign]) if sign in drawn else sign for sign in shape)


def _email(rng: random.Random, fake: Faker, locale: str) -> str:
    address = rng.choice((fake.free_email, fake.email, fake.ascii_company_email))()
    name, host = address.split("@")
    forms = (
        address,
        address,
        address,
        address.upper(),
        f"{name}+voc@{host}",
        f"{name}_{rng.randrange(99)}@{host}",
        f"mailto:{address}",
        f"<{address}>",
        f"{name.capitalize()}@mail.{host}",
        f"{name} (at) {host}",
        f"{name}[at]{host}",
        f"{name} @ gmail.com",
        f"{name}@t-online.de",
        f"{name}.ț@exemplu.ro" if locale == "ro_RO" else f"{name}.é@exemple.fr",
    )
    return rng.choice(forms)


def _iban(rng: random.Random, fake: Faker, locale: str) -> str:
    bank = _faker({"en_US": "en_GB", "pt_BR": "pt_PT"}.get(locale, locale))  # the US and Brazil know none
    bank.seed_instance(rng.randrange(10**9))
    number = bank.iban()
    grouped = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    forms = (
        grouped,
        grouped,
        number,
        number.lower(),
        grouped.lower(),
        grouped.replace(" ", "\u00a0"),
        grouped.replace(" ", "-"),
        f"{number[:4]} {number[4:]}",
    )
    return rng.choice(forms)


def _card(rng: random.Random, fake: Faker, locale: str) -> str:
    kind = rng.choice(("visa", "mastercard", "amex", "discover", "visa", "mastercard"))
    issuer = _faker("en_US")  # not every locale knows all issuers
    issuer.seed_instance(rng.randrange(10**9))
    number = issuer.credit_card_number(kind)
    if len(number) == 15:
        return rng.choice((number, f"{number[:4]} {number[4:10]} {number[10:]}"))
    digits = iter(number)
    return "".join(next(digits) if sign == "#" else sign for sign in rng.choice(CARDS))


def _phone(rng: random.Random, fake: Faker, locale: str) -> str:
    return _digits(rng, rng.choice(PHONES[locale].split("|")))


def _id_number(rng: random.Random, fake: Faker, locale: str) -> str:
    return _ID_NUMBERS[locale](rng, fake)


def _german_id(rng: random.Random, fake: Faker) -> str:
    if rng.random() < 0.5:
        number = _pension_number(rng)
        return rng.choice((number, f"{number[:2]} {number[2:8]} {number[8]} {number[9:]}"))
    number = _tax_number(rng)
    return rng.choice((number, f"{number[:2]} {number[2:5]} {number[5:8]} {number[8:]}"))


def _tax_number(rng: random.Random) -> str:
    """Ten digits of which exactly one comes twice, and the check digit of ISO 7064 mod 11, 10."""
    digits = rng.sample(range(10), 9)
    digits.insert(rng.randrange(1, 9), digits[rng.randrange(1, 8)])
    if digits[0] == 0:
        digits[0], digits[-1] = digits[-1], digits[0]
    product = 10
    for digit in digits:
        product = ((product + digit) % 10 or 10) * 2 % 11
    return "".join(map(str, digits)) + str((11 - product) % 10)


def _pension_number(rng: random.Random) -> str:
    """Area, birthday, initial, serial, and the insurance's check digit (cross sums of weighted digits)."""
    area, birthday = (
        rng.choice((10, 12, 53, 65)),
        f"{rng.randint(1, 28):02}{rng.randint(1, 12):02}{rng.randint(40, 99)}",
    )
    letter, serial = rng.choice("ABCDEFGHKLMRSTW"), f"{rng.randrange(50):02}"
    plain = f"{area}{birthday}{ord(letter) - 64:02}{serial}"
    weights = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
    total = sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(plain, weights, strict=True))
    return f"{area}{birthday}{letter}{serial}{total % 10}"


def _french_id(rng: random.Random, fake: Faker) -> str:
    body = (
        f"{rng.choice('12')}{rng.randint(40, 99)}{rng.randint(1, 12):02}{rng.choice((13, 31, 69, 75, 92)):02}"
    )
    body += f"{rng.randint(1, 400):03}{rng.randint(1, 500):03}"
    number = f"{body}{97 - int(body) % 97:02}"
    cuts = (0, 1, 3, 5, 7, 10, 13, 15)
    grouped = " ".join(number[low:high] for low, high in pairwise(cuts))
    return rng.choice((number, grouped, f"{number[:13]} {number[13:]}"))


def _spanish_id(rng: random.Random, fake: Faker) -> str:
    letters = "TRWAGMYFPDXBNJZSQVHLCKE"
    if rng.random() < 0.3:
        first, seven = rng.choice("XYZ"), rng.randrange(10**6, 10**7)
        letter = letters[int(f"{'XYZ'.index(first)}{seven}") % 23]
        return rng.choice((f"{first}{seven}{letter}", f"{first}-{seven}-{letter}"))
    eight = rng.randrange(10**7, 10**8)
    letter = letters[eight % 23]
    dotted = f"{eight:,}".replace(",", ".")
    forms = (
        f"{eight}{letter}",
        f"{eight}-{letter}",
        f"{dotted}-{letter}",
        f"{eight} {letter}",
        f"{eight}{letter.lower()}",
    )
    return rng.choice(forms)


def _portuguese_id(rng: random.Random, fake: Faker) -> str:
    while True:
        eight = str(rng.choice((1, 2, 2, 3))) + f"{rng.randrange(10**7):07}"
        rest = sum(int(digit) * weight for digit, weight in zip(eight, range(9, 1, -1), strict=True)) % 11
        number = eight + str(0 if rest < 2 else 11 - rest)
        return rng.choice((number, f"{number[:3]} {number[3:6]} {number[6:]}"))


def _dutch_id(rng: random.Random, fake: Faker) -> str:
    while True:
        eight = f"{rng.randrange(10**7, 10**8)}"
        check = sum(int(digit) * weight for digit, weight in zip(eight, range(9, 1, -1), strict=True)) % 11
        if check < 10:
            number = eight + str(check)
            return rng.choice(
                (
                    number,
                    f"{number[:4]}.{number[4:6]}.{number[6:]}",
                    f"{number[:3]} {number[3:6]} {number[6:]}",
                )
            )


def _british_id(rng: random.Random, fake: Faker) -> str:
    number = f"{rng.choice(('AB', 'JK', 'PE', 'SH', 'WM'))}{rng.randrange(10**6):06}{rng.choice('ABCD')}"
    spaced = " ".join((number[:2], number[2:4], number[4:6], number[6:8], number[8]))
    return rng.choice((number, spaced, number.lower()))


_ID_NUMBERS: dict[str, Callable[[random.Random, Faker], str]] = {
    "en_US": lambda rng, fake: rng.choice((fake.ssn(), fake.ssn().replace("-", " "))),
    "en_GB": _british_id,
    "de_DE": _german_id,
    "fr_FR": _french_id,
    "es_ES": _spanish_id,
    "pt_PT": _portuguese_id,
    "pt_BR": lambda rng, fake: rng.choice((fake.cpf(), fake.cpf().replace(".", "").replace("-", ""))),
    "it_IT": lambda rng, fake: rng.choice((fake.ssn(), fake.ssn().lower())),
    "nl_NL": _dutch_id,
    "ro_RO": lambda rng, fake: fake.ssn(),
}


def _link(rng: random.Random, fake: Faker, locale: str) -> str:
    host, token = fake.domain_name(), "".join(rng.choice(TOKENS) for _ in range(32))
    uuid = fake.uuid4()
    forms = (
        f"https://{host}/reset?token={token}",
        f"https://{host}/order?id={rng.randrange(10**6)}&mail={fake.user_name()}",
        f"http://www.{host}/confirm/{token}",
        f"https://{host}/u/{uuid}",
        f"www.{host}/login?session={token}",
        f"https://{fake.user_name()}:{token[:10]}@{host}/files",
        f"{host}/unsubscribe?u={uuid}",
        f"https://{host}/#access_token={token}",
        f"https://{host}/track/{rng.randrange(16**31, 16**32):x}/status",
    )
    return rng.choice(forms)


MAKERS: dict[str, Callable[[random.Random, Faker, str], str]] = {
    "e-mail": _email,
    "iban": _iban,
    "card": _card,
    "phone": _phone,
    "id number": _id_number,
    "link": _link,
}
