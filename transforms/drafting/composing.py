"""The lines of a description from what the columns were taken for."""

import json
import re
from collections.abc import Mapping, Sequence, Set
from itertools import chain, count

from transforms.description import FEEDBACK_ATTRIBUTES, OVERALL
from transforms.drafting.choosing import (
    ATTRIBUTE,
    ATTRIBUTES,
    OF_CUSTOMERS,
    RATING,
    SUB_RATING,
    UNREAD,
    Choice,
    is_prose,
)
from transforms.drafting.headers import words_of
from transforms.drafting.scaling import Scaling, as_its_likes, ends_of, scale_of
from transforms.drafting.writing import Line
from transforms.privacy import redacted_text

MOST_RECOGNISED = 8
_SURVEY = frozenset(
    {"survey", "respondent", "enquete", "umfrage", "encuesta", "pesquisa", "sondaggio", "sondaj"}
)

_TICKET = frozenset({"ticket", "tickets", "case", "incident", "requester", "assignee", "caller"})
_OF_SCORES = frozenset({"rating", "score", "stars", "note"})
_NUMBER_OF_QUESTION = re.compile(r"^q\d+$")

SPOKEN = ("created_at", "replied_at", "title", "text", "language", "product", "url", "author")
PERSONS = ("email", "name", "first_name", "last_name", "phone", "company", "birth_date")
QUESTION = "question"
MANY = frozenset({SUB_RATING, ATTRIBUTE, UNREAD, QUESTION})
"""What several columns may be."""
SAID = frozenset({"text", RATING, "nps", SUB_RATING, QUESTION})


def _text(value: object) -> str:
    """As TOML writes it."""
    return json.dumps(value, ensure_ascii=False)


def _other_than(taken: Set[str], *names: str) -> str:
    """The first of the names that is not taken; else the last, numbered."""
    numbered = (f"{names[-1]} {number}" for number in count(2))
    return next(name for name in chain(names, numbered) if name and name not in taken)


class Composer:
    """The lines of a description from what the columns were taken for."""

    def __init__(self, name: str, file: str, choices: Sequence[Choice], has_header: bool = True) -> None:
        self.name, self.file, self.has_header = name, file, has_header
        self.of = {one.meaning: one for one in choices if one.meaning not in MANY}
        self.keys = [one for one in choices if one.meaning == "record_key"]
        self.sub_ratings = [one for one in choices if one.meaning == SUB_RATING]
        self.attributes = [one for one in choices if one.meaning == ATTRIBUTE]
        self.unread = [one for one in choices if one.meaning == UNREAD]
        self.facts = [one.facts for one in choices]
        self.is_survey = any(one.meaning == QUESTION for one in choices)
        self.is_said = bool(SAID & {one.meaning for one in choices})
        self.scalings = self._scalings()
        self.questions = (*self._scales(), *self._texts())

    @property
    def says_something(self) -> bool:
        """Whether a row says something, or tells something of a customer who can be known again."""
        is_somebodys = bool({"customer_key", "account_key", "email"} & set(self.of))
        return self.is_said or (is_somebodys and bool(self._attributes()))

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
    def parts(self) -> list[Choice]:
        """The other fields of a text that a form asks for in several: pros and cons."""
        if "text" not in self.of or "text_part" not in self.of["text"].facts.means:
            return []
        return [one for one in self.unread if "text_part" in one.facts.means and is_prose(one.facts)]

    @property
    def other_texts(self) -> list[Choice]:
        """Prose whose header says as surely that it is the text."""
        sure = self.of["text"].facts.means.get("text", 0.0) if "text" in self.of else 0.0
        return [
            one
            for one in self.unread
            if is_prose(one.facts)
            and "reply" not in one.facts.means
            and one not in self.parts
            and not (set(one.facts.means) - {"text"})
            and one.facts.means.get("text", 0.0) >= min(sure, 2.0)
        ]

    def head(self, told: Mapping[str, Sequence[str]], questions: Sequence[str]) -> list[Line]:
        """What stands above the tables.

        Args:
            told: by key, the ways in which the file can be read; the first is written, the others beside it.
        """
        said = {word for one in self.facts for word in words_of(one.name)}
        is_survey = self.is_survey or "nps" in self.of or bool(said & _SURVEY)
        lines = [
            Line("name", json.dumps(self.name), "shows in every table as `source`"),
            Line("title", _text(f"Drafted from {self.file}"), "what it is, in words"),
        ]
        if self.is_said:
            kinds = {"survey": is_survey, "ticket": bool(said & _TICKET)}
            channel = next((f'"{kind}"' for kind, is_it in kinds.items() if is_it), '"review"')
            lines.append(Line("channel", channel, "review, survey, ticket, social, interview, employee ..."))
        lines.append(Line("zone", '"UTC"', "of times without an offset, such as Europe/Paris"))
        if self.is_survey:
            lines.append(Line("questions", "true", "what is not named here is a question of the survey"))
        for key, (way, *others) in told.items():
            lines.append(Line(key, _text(way), "undecided" if others else "as this file tells"))
            lines += [Line("", "", f"or: {key} = {_text(other)}") for other in others]
        if questions:
            lines.append(Line("undecided", "", "while this list is here, no file is loaded", questions))
        return [*lines, Line("[recognise]"), *self._recognise()]

    def _recognise(self) -> list[Line]:
        """The columns by which it is known; without a header, how many there are."""
        if self.has_header:
            return [Line("columns", _text(self._telling()), "only this export has all of these")]
        everyone = _text([one.name for one in self.facts])
        one_more = _text([f"column {len(self.facts) + 1}"])
        return [
            Line("columns", everyone, "the file has no header: it is known by its number of columns alone"),
            Line("unless", one_more, "so no other headerless export may have as many"),
        ]

    def _telling(self) -> list[str]:
        """The columns by which the export is known again: those that are read, then others."""
        read = [one.column for one in (*self.of.values(), *self.sub_ratings)]
        all_of_them = [one.name for one in self.facts if redacted_text(one.name) == one.name]
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
        lines += [Line("", "", f'not read: "{redacted_text(one.column)}" ({one.why})') for one in self.unread]
        return lines

    def _line(self, key: str, meaning: str) -> Line:
        one = self.of[meaning]
        return Line(key, _text(one.column), one.why)

    def _customer(self) -> list[Line]:
        named = [meaning for meaning in PERSONS if meaning in self.of]
        keys = [("key", "customer_key")] if "customer_key" in self.of else []
        keys += [("account", "account_key")] if "account_key" in self.of else []
        if keys == [("account", "account_key")] and "email" not in self.of:
            keys = [("key", "account_key")]
        if not (keys or "email" in self.of):
            return []
        lines = [Line("[customer]"), *(self._line(key, meaning) for key, meaning in keys)]
        if keys:
            lines.append(Line("namespace", json.dumps(self.name), "the system that numbers customers so"))
        return lines + [self._line(meaning, meaning) for meaning in named]

    def _feedback(self) -> list[Line]:
        lines = [Line("[feedback]"), *(self._line(one, one) for one in SPOKEN if one in self.of)]
        if self.parts:
            text, also = _text(self.of["text"].column), _text([one.column for one in self.parts])
            whole = Line("text", f"{{ column = {text}, also = {also} }}", "asked for in several fields")
            lines = [whole if line.key == "text" else line for line in lines]
        lines += [Line("# text", _text(one.column)) for one in self.other_texts]
        if RATING in self.of:
            lines += [Line("[feedback.rating]"), *self._scored(self.of[RATING])]
        if "nps" in self.of:
            lines += [Line("[[answers]]"), Line("survey", json.dumps(self.name)), Line("metric", '"nps"')]
            lines += self._scored(self.of["nps"])
        for one, aspect in zip(self.sub_ratings, self._aspects(), strict=True):
            lines += [Line("[[ratings]]"), Line("aspect", _text(aspect))]
            lines += self._scored(one)
        return lines

    def _scored(self, one: Choice) -> list[Line]:
        scaling = self.scalings[one.column]
        lines = [Line("column", _text(one.column), one.why)]
        note = "undecided" if scaling.question else ""
        lines += [Line(key, value, note) for key, value in scaling.keys.items()]
        return lines + [Line("", "", f"or: {other}") for other in scaling.others]

    def _aspects(self) -> list[str]:
        """What each sub-rating's header says beside that it is a rating; each but once."""
        found: list[str] = []
        for one in self.sub_ratings:
            words = words_of(one.column)
            spoken = [
                word for word in words if word not in _OF_SCORES and not _NUMBER_OF_QUESTION.match(word)
            ]
            found.append(_other_than({*found, OVERALL}, " ".join(spoken), one.column.casefold()))
        return found

    def _attributes(self) -> list[Line]:
        named = [
            self._line(meaning, meaning) for meaning in (*ATTRIBUTES, *OF_CUSTOMERS) if meaning in self.of
        ]
        known = {one.key for one in named} | FEEDBACK_ATTRIBUTES
        for one in self.attributes:
            key = _other_than(known, "_".join(words_of(one.column)), "attribute")
            known = known | {key}
            bare = key if re.fullmatch(r"[A-Za-z0-9_]+", key) else _text(key)
            named.append(Line(bare, _text(one.column), one.why))
        return named
