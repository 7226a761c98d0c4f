"""Who is to be erased: all keys of one person, found by one of them."""

from dataclasses import dataclass

import polars as pl

from transforms.belonging import MARKS
from transforms.identity import SEPARATOR
from transforms.privacy import Pseudonymiser, normalised_email
from warehouse.database import Connection
from warehouse.errors import UsageError
from warehouse.statements import statement

EMAIL = "email"
FEWEST_SIGNS = 6
"""Of a key that is looked for in texts: a shorter one is in many words and figures."""


@dataclass(frozen=True)
class Person:
    """Everything under which one person is known.

    Attributes:
        keys: their pseudonyms.
        said: the IDs of their feedback.
        marks: of these and of what they said: what stays as a tombstone.
        signs: e-mail addresses and telling keys as they are written, to look for in files.
        weak_signs: keys that may be a number or word like any other (of digits alone, or short): in what
            others wrote they are not looked for.
        counts: what is kept of them, by kind.
        is_gone: they were erased before.
    """

    keys: tuple[str, ...]
    marks: tuple[str, ...]
    signs: tuple[str, ...]
    counts: dict[str, int]
    is_gone: bool = False
    weak_signs: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def by_customer(work: Connection, pseudonymiser: Pseudonymiser, name: str, namespace: str | None) -> Person:
    """The person of a pseudonym or of a source's own key; private tables are attached.

    Raises:
        UsageError: nobody is known so, or several are.
    """
    name = name.strip()
    known = _column(
        work, "select customer_key from core.customer_keys where $1 in (customer_key, customer_id)", name
    )
    if known and namespace is None:
        return _person(work, pseudonymiser, known)
    found = work.execute(
        "select distinct namespace, customer_key from private.identities "
        "where source_key = $1 and namespace not in ('described') and coalesce(namespace = $2, true)",
        [name, namespace],
    ).fetchall()
    if len({key for _, key in found}) > 1:
        systems = ", ".join(sorted({space for space, _ in found}))
        raise UsageError(
            f"several systems number a customer so ({systems}): say which with --namespace, such as "
            f"--namespace {found[0][0]}"
        )
    if found:
        return _person(work, pseudonymiser, [found[0][1]])
    spaces = [namespace] if namespace else _column(work, "select distinct namespace from private.identities")
    told = [pseudonymiser.pseudonym(f"customer:{space}", name) for space in spaces]
    return _unknown(work, pseudonymiser, [name, *told])


def by_email(work: Connection, pseudonymiser: Pseudonymiser, address: str) -> Person:
    """The person of an e-mail address; private tables are attached.

    Raises:
        UsageError: it is none, nobody has it, or several have.
    """
    plain = pl.select(normalised_email(pl.lit(address))).item()
    if plain is None:
        raise UsageError("that is no e-mail address: write it whole, such as --email name@company.example")
    own = pseudonymiser.pseudonym(f"customer:{EMAIL}", plain)
    having = "select distinct customer_key from private.identities where lower(trim(email)) = $1"
    keys = sorted({own, *_column(work, having, plain)})
    marks = ", ".join("?" * len(keys))
    customers = _column(
        work,
        f"select distinct customer_id from core.customer_keys where customer_key in ({marks})",
        *keys,
    )
    persons = [one for one in customers if one != own] or customers
    if len(persons) > 1:
        raise UsageError(
            f"{len(persons)} customers use that address: name one of them with --customer "
            "(core.customers, `voc identity review`)"
        )
    if not customers and keys == [own]:
        return _unknown(work, pseudonymiser, keys)
    return _person(work, pseudonymiser, keys)


def _unknown(work: Connection, pseudonymiser: Pseudonymiser, keys: list[str]) -> Person:
    gone = set(_column(work, "select mark from private.tombstones"))
    if any(pseudonymiser.pseudonym(MARKS, key) in gone for key in keys):
        return Person((), (), (), {}, is_gone=True)
    raise UsageError(
        "nobody is known under that: is it written as its source does, and was the file loaded (`voc run`)?"
    )


def _person(work: Connection, pseudonymiser: Pseudonymiser, keys: list[str]) -> Person:
    work.register("asked", pl.DataFrame({"key": keys}))
    every = work.execute(statement("erasing/keys_of.sql")).pl()
    work.unregister("asked")
    signs = signs_of(work, every)
    work.register("asked", every)
    said = _column(work, "select feedback_id from core.feedback where speaker_key in (select key from asked)")
    counts = {
        "feedback": len(said),
        "answers": _count(
            work,
            "core.survey_answers where feedback_id in "
            "(select feedback_id from core.feedback where speaker_key in (select key from asked))",
        ),
        "profiles": _count(work, "core.customer_records where customer_key in (select key from asked)"),
        "contacts": _count(work, "core.contacted where customer_key in (select key from asked)"),
        "identities": _count(work, "private.identities where customer_key in (select key from asked)"),
    }
    work.unregister("asked")
    marks = tuple(pseudonymiser.pseudonym(MARKS, key) for key in (*every["key"], *said))
    weak = tuple(sorted(_written(work, every) - set(signs)))
    return Person(tuple(every["key"]), marks, signs, counts, weak_signs=weak, said=tuple(said))


def signs_of(work: Connection, keys: pl.DataFrame) -> tuple[str, ...]:
    """The addresses and telling keys behind pseudonyms (a column key), as sources write them."""
    return tuple(sorted(filter(_is_telling, _written(work, keys))))


def _written(work: Connection, keys: pl.DataFrame) -> set[str]:
    """All addresses and keys behind pseudonyms, as sources write them."""
    work.register("erased_keys", keys)
    signs = _column(
        work,
        "select distinct unnest([email, source_key]) from private.identities "
        "where customer_key in (select key from erased_keys)",
    )
    work.unregister("erased_keys")
    return {sign.strip() for sign in signs if SEPARATOR not in sign and sign.strip()}


def _is_telling(sign: str) -> bool:
    """An address, or a key that no price, year or word is."""
    has_letter, has_digit = any(map(str.isalpha, sign)), any(map(str.isdigit, sign))
    return "@" in sign or (len(sign) >= FEWEST_SIGNS and has_letter and has_digit)


def _column(work: Connection, sql: str, *values: str | None) -> list[str]:
    return [row[0] for row in work.execute(sql, list(values)).fetchall() if row[0] is not None]


def _count(work: Connection, rest: str) -> int:
    (rows,) = work.execute(f"select count(*) from {rest}").fetchone() or (0,)
    return int(rows)
