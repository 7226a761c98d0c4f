"""A description for an export that nobody knows, with the reason of each line and what is left to decide."""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from transforms.columns import Moment, columns_in
from transforms.deciding import date_orders, decimal_signs
from transforms.description import Description
from transforms.drafting.choosing import (
    ATTRIBUTE,
    ATTRIBUTES,
    OF_CUSTOMERS,
    RATING,
    SUB_RATING,
    UNREAD,
    Choice,
    chosen,
    is_prose,
)
from transforms.drafting.facts import facts_of
from transforms.drafting.headers import words_of
from transforms.drafting.scaling import Scaling, as_its_likes, ends_of, scale_of
from transforms.drafting.writing import Line, written
from transforms.heads import Head
from transforms.recognise import match
from transforms.values import raw_name

MOST_RECOGNISED = 8
_SURVEY = frozenset(
    {"survey", "respondent", "enquete", "umfrage", "encuesta", "pesquisa", "sondaggio", "sondaj"}
)

SPOKEN = ("created_at", "replied_at", "title", "text", "language", "product", "url", "author")
PERSONS = ("email", "name", "first_name", "last_name", "phone", "company", "birth_date")
SAID = frozenset({"text", RATING, "nps", SUB_RATING})


@dataclass(frozen=True)
class Draft:
    """A proposed description.

    Attributes:
        name: of the source.
        toml: the description as a file, commented; empty where the columns say nothing that could be loaded.
        description: the same; None likewise.
        choices: what each column is taken for, in order.
        questions: what a person must decide before a file is loaded under it.
    """

    name: str
    toml: str
    description: Description | None
    choices: tuple[Choice, ...]
    questions: tuple[str, ...]


def drafted(name: str, file: str, header: Sequence[str], sample: pl.DataFrame) -> Draft:
    """A draft for a file.

    Args:
        name: of the source to be.
        file: how the file is called, for the title.
        header: its columns.
        sample: its first records, `line` and text columns under their `raw_name`.
    """
    choices = tuple(chosen([facts_of(column, sample[raw_name(column)]) for column in header]))
    if not ({one.meaning for one in choices} & (SAID | {"customer_key", "email"})):
        return Draft(name, "", None, choices, ())
    first = _Writer(name, file, choices, sample)
    head, body = first.head({}, ()), first.body()
    description = Description.model_validate(tomllib.loads(written([*head, *body])))
    told, open_ = _told_by_the_file(description, header, sample)
    questions = (*first.questions, *open_)
    text = written([*first.head(told, questions), *body])
    return Draft(name, text, Description.model_validate(tomllib.loads(text)), choices, questions)


def _told_by_the_file(
    description: Description, header: Sequence[str], sample: pl.DataFrame
) -> tuple[dict[str, str], tuple[str, ...]]:
    """By key, the order of dates and the decimal sign; and what the file leaves open of them."""
    found = match(header, description)
    told, questions = {}, []
    for step, key, what in (
        (date_orders, "date_order", "dates such as 03/04/2024: is the day first (dmy) or the month (mdy)?"),
        (
            decimal_signs,
            "decimal",
            "numbers such as 1,234: is the decimal sign a point or a comma?",
        ),
    ):
        done = step(found, Head.of_names(header), sample)
        parts = columns_in(done.description) if done.description else []
        ways = {_way(one, key) for one in parts} - {None}
        if done.asks:
            told[key] = '"dmy"' if key == "date_order" else '"."'
            questions.append(what)
        elif len(ways) == 1:
            told[key] = json.dumps(ways.pop())
    return told, tuple(questions)


def _way(column: object, key: str) -> str | None:
    if key == "date_order":
        return column.order if isinstance(column, Moment) else None
    way: str | None = getattr(column, "decimal", None)
    return way


def _text(value: object) -> str:
    """As TOML writes it."""
    return json.dumps(value, ensure_ascii=False)


class _Writer:
    """The lines of a description from what the columns were taken for."""

    def __init__(self, name: str, file: str, choices: Sequence[Choice], sample: pl.DataFrame) -> None:
        self.name, self.file = name, file
        self.of = {one.meaning: one for one in choices if one.meaning not in (SUB_RATING, ATTRIBUTE, UNREAD)}
        self.keys = [one for one in choices if one.meaning == "record_key"]
        self.sub_ratings = [one for one in choices if one.meaning == SUB_RATING]
        self.attributes = [one for one in choices if one.meaning == ATTRIBUTE]
        self.unread = [one for one in choices if one.meaning == UNREAD]
        self.facts = [one.facts for one in choices]
        self.is_said = bool(SAID & {one.meaning for one in choices})
        self.scalings = self._scalings()
        self.questions = (*self._scales(), *self._texts())

    def _scalings(self) -> dict[str, Scaling]:
        scored = [one for one in (self.of.get(RATING), self.of.get("nps"), *self.sub_ratings) if one]
        facts = [one.facts for one in scored]
        blank_somewhere = [one for one in self.facts if one not in facts and one.filled_share < 1]
        found = {}
        for one in scored:
            beside = [] if one.meaning == RATING else [other for other in facts if other is not one.facts]
            found[one.column] = scale_of(one.facts, blank_somewhere, beside, one.meaning == "nps")
        return as_its_likes(found, {one.column: ends_of(one.facts) for one in scored})

    def _scales(self) -> list[str]:
        """Each question about scales once, with the columns that it is about."""
        asked: dict[str, list[str]] = {}
        for column, scaling in self.scalings.items():
            if scaling.question:
                asked.setdefault(scaling.question, []).append(f'"{column}"')
        return [f"{', '.join(columns)} {question}" for question, columns in asked.items()]

    def _texts(self) -> list[str]:
        """Whether another column may be the text as well."""
        text = self.of.get("text")
        if text is None:
            return []
        rivals = [one.column for one in self.other_texts]
        named = " and ".join(f'"{column}"' for column in (text.column, *rivals))
        return [f"{named} look like the text: which one is to be read?"] if rivals else []

    @property
    def other_texts(self) -> list[Choice]:
        """Prose whose header says as surely that it is the text."""
        sure = self.of["text"].facts.means.get("text", 0.0) if "text" in self.of else 0.0
        return [
            one
            for one in self.unread
            if is_prose(one.facts)
            and "reply" not in one.facts.means
            and not (set(one.facts.means) - {"text"})
            and one.facts.means.get("text", 0.0) >= min(sure, 2.0)
        ]

    def head(self, told: dict[str, str], questions: Sequence[str]) -> list[Line]:
        is_survey = "nps" in self.of or any(
            "?" in one.name or _SURVEY & {*words_of(one.name)} for one in self.facts
        )
        lines = [
            Line("name", json.dumps(self.name), "shows in every table as `source`"),
            Line("title", _text(f"Drafted from {self.file}"), "what it is, in words"),
        ]
        if self.is_said:
            channel = '"survey"' if is_survey else '"review"'
            lines.append(Line("channel", channel, "or ticket, social, interview, employee, crm_note"))
        lines.append(Line("zone", '"UTC"', "of times without an offset, such as Europe/Paris"))
        lines += [
            Line(key, value, "as the values of this file tell, or a question asks")
            for key, value in told.items()
        ]
        if questions:
            lines.append(Line("undecided", "", "while this list is here, no file is loaded", questions))
        columns = _text(self._telling())
        return [*lines, Line("[recognise]"), Line("columns", columns, "only this export has all of these")]

    def _telling(self) -> list[str]:
        """The columns by which the export is known again: those that are read, then others."""
        read = [one.column for one in (*self.of.values(), *self.sub_ratings)]
        all_of_them = [one.name for one in self.facts]
        return list(dict.fromkeys((*read[:MOST_RECOGNISED], *all_of_them)))[: max(3, min(len(read), 8))]

    def body(self) -> list[Line]:
        lines = []
        if self.keys or "version" in self.of:
            lines.append(Line("[record]"))
        if self.keys:
            lines.append(Line("key", _text([one.column for one in self.keys]), self.keys[0].why))
        if "version" in self.of:
            lines.append(self._line("version", "version"))
        lines += self._customer()
        lines += self._feedback() if self.is_said else [Line("[profile.attributes]"), *self._attributes()]
        if self.is_said and (attributes := self._attributes()):
            lines += [Line("[attributes]"), *attributes]
        lines += [Line("", "", f'not read: "{one.column}" ({one.why})') for one in self.unread]
        return lines

    def _line(self, key: str, meaning: str) -> Line:
        one = self.of[meaning]
        return Line(key, _text(one.column), one.why)

    def _customer(self) -> list[Line]:
        named = [meaning for meaning in PERSONS if meaning in self.of]
        if not ("customer_key" in self.of or "email" in self.of):
            return []
        lines = [Line("[customer]")]
        if "customer_key" in self.of:
            lines.append(self._line("key", "customer_key"))
            lines.append(Line("namespace", json.dumps(self.name), "the system that numbers customers so"))
        return lines + [self._line(meaning, meaning) for meaning in named]

    def _feedback(self) -> list[Line]:
        lines = [Line("[feedback]"), *(self._line(one, one) for one in SPOKEN if one in self.of)]
        lines += [Line("# text", _text(one.column)) for one in self.other_texts]
        if RATING in self.of:
            lines += [Line("[feedback.rating]"), *self._scored(self.of[RATING])]
        if "nps" in self.of:
            lines += [Line("[[answers]]"), Line("survey", json.dumps(self.name)), Line("metric", '"nps"')]
            lines += self._scored(self.of["nps"])
        for one in self.sub_ratings:
            lines += [Line("[[ratings]]"), Line("aspect", _text(self._aspect(one)))]
            lines += self._scored(one)
        return lines

    def _scored(self, one: Choice) -> list[Line]:
        scaling = self.scalings[one.column]
        lines = [Line("column", _text(one.column), one.why)]
        note = "undecided" if scaling.question else ""
        lines += [Line(key, value, note) for key, value in scaling.keys.items()]
        return lines + [Line("", "", f"or: {other}") for other in scaling.others]

    def _aspect(self, one: Choice) -> str:
        """What the header says beside that it is a rating."""
        spoken = [word for word in words_of(one.column) if word not in ("rating", "score", "stars", "note")]
        aspect = " ".join(spoken) or one.column
        taken = [" ".join(words_of(other.column)) for other in self.sub_ratings if other is not one]
        return one.column if aspect in taken or aspect == "overall" else aspect

    def _attributes(self) -> list[Line]:
        named = [
            self._line(meaning, meaning) for meaning in (*ATTRIBUTES, *OF_CUSTOMERS) if meaning in self.of
        ]
        known = {one.key for one in named} | {"source", "channel", "language", "product", "journey_stage"}
        for one in self.attributes:
            key = "_".join(words_of(one.column)) or "attribute"
            key = key if key not in known | {"touchpoint"} else f"{key}_told"
            known.add(key)
            bare = key if key.isascii() else _text(key)
            named.append(Line(bare, _text(one.column), one.why))
        return named
