"""What a source description may say: the frozen types behind `transforms/sources/*.toml`.

A description is data: how to recognise an export, which column means what, on which scale. README documents
the format with a complete example.
"""

from typing import Literal, Self

from pydantic import Field, model_validator

from transforms.columns import Column, NamedColumn, NamedMoment, NamedProse, Part, Scored, Zone, columns_in
from transforms.headers import Recognise, Skip
from transforms.numbers import Decimal
from transforms.selling import Deal, Stage
from transforms.spellings.written_dates import Order

Channel = Literal["review", "survey", "ticket", "social", "interview", "employee", "crm_note"]
Metric = Literal["nps", "csat", "ces"]
OVERALL = "overall"
NPS_SCALE = [0, 10]
FEEDBACK_ATTRIBUTES = frozenset({"source", "channel", "language", "product", "journey_stage", "touchpoint"})
"""What every feedback tells of itself; segment dimensions read them as they read attributes."""


class Record(Part):
    """What makes a row the same record when it is delivered again.

    Without a key, the row's content is its identity (the second of two equal rows is a second record).
    """

    key: tuple[str, ...] = ()
    version: NamedMoment | None = None


DETAILS = ("name", "first_name", "last_name", "email", "phone", "company", "website", "birth_date", "country")
"""What tells persons and companies apart; the country is that of the row's attributes."""


class Key(Part):
    """A further key of the same person."""

    column: str
    namespace: str


class Customer(Part):
    """Whose row it is. The details (`DETAILS`) go to `private.duckdb` and nowhere else."""

    key: str | None = None
    namespace: str | None = None
    account: str | None = None
    also: tuple[Key, ...] = ()
    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    phone: str | None = None
    company: str | None = None
    website: str | None = None
    birth_date: NamedMoment | None = None

    @model_validator(mode="after")
    def _key_has_a_namespace(self) -> Self:
        if self.key and not self.namespace:
            raise ValueError(f'key "{self.key}" needs a namespace (which system numbers customers so?)')
        return self


class Written(Column):
    """A further text of a response, and what it answers."""

    question: str | None = None


class Feedback(Part):
    """The row as something that a customer said."""

    created_at: NamedMoment | None = None
    title: NamedColumn | None = None
    text: NamedProse | None = None
    rating: Scored | None = None
    language: NamedColumn | None = None
    product: NamedColumn | None = None
    journey_stage: NamedColumn | None = None
    touchpoint: NamedColumn | None = None
    author: NamedColumn | None = None
    url: NamedColumn | None = None
    replied_at: NamedMoment | None = None
    weight: NamedColumn | None = None
    is_public: NamedColumn | None = None
    question: str | None = None  # what the text answers, as it was asked
    further_texts: tuple[Written, ...] = ()  # of the same response: joined on, a blank line between


class Answer(Scored):
    """One scored question of a survey."""

    survey: str
    metric: Metric
    satisfied_from: float | None = None

    @model_validator(mode="after")
    def _nps_is_asked_from_0_to_10(self) -> Self:
        is_plain = not self.scale_where and not self.is_reversed
        if self.metric == "nps" and not (is_plain and list(self.scale) == NPS_SCALE):
            raise ValueError(f'"{self.column}": NPS is defined on 0 to 10 only, scale = [0, 10]')
        return self

    @model_validator(mode="after")
    def _satisfied_from_is_on_the_scale(self) -> Self:
        low, high = self.scale
        if self.satisfied_from is not None and not low < self.satisfied_from <= high:
            raise ValueError(
                f"satisfied_from = {self.satisfied_from:g} is not above {low:g} and up to {high:g}"
            )
        return self


class Rating(Scored):
    """A sub-rating: a score on one aspect."""

    aspect: str

    @model_validator(mode="after")
    def _overall_is_taken(self) -> Self:
        if self.aspect == OVERALL:
            raise ValueError('"overall" is the opinion of the whole feedback: write it as [feedback] rating')
        return self


class Profile(Part):
    """The row as what is known of a customer; `valid_from` keeps the history of a changing attribute."""

    valid_from: NamedMoment | None = None
    attributes: dict[str, NamedMoment] = Field(min_length=1)


class Reading(Part):
    """The row as a person's reading of one opinion: -1, 0, 1 or negative, neutral, positive."""

    opinion_id: NamedColumn
    polarity: NamedColumn
    read_at: NamedMoment | None = None


class Invitation(Part):
    """The row as an invitation to a survey, named as in [[answers]]; without a time none was sent."""

    survey: str
    invited_at: NamedMoment


class Decision(Part):
    """The row as what a person decided of two keys: same, different, undecided, or nothing yet."""

    left_key: NamedColumn
    right_key: NamedColumn
    decision: NamedColumn
    decided_at: NamedMoment | None = None


class Contact(Part):
    """The row as a contact that the company made with the `[customer]`."""

    contacted_at: NamedMoment
    reason: NamedColumn | None = None
    outcome: NamedColumn | None = None


class Settlement(Part):
    """The row as what a person made of a verdict: acknowledged, muted, assigned, or open again."""

    aspect: NamedColumn
    dimension: NamedColumn
    segment: NamedColumn
    action: NamedColumn
    window_days: NamedColumn | None = None
    assigned_to: NamedColumn | None = None
    until: NamedMoment | None = None
    settled_at: NamedMoment | None = None


class Description(Part):
    """One vendor export, whole."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    channel: Channel | None = None
    language: str | None = Field(default=None, pattern=r"^[a-z]{2}$")
    is_public: bool = False
    zone: Zone = "UTC"
    decimal: Decimal | None = None
    date_order: Order | None = None
    undecided: tuple[str, ...] = ()  # questions that a draft asks: while there are any, no file is loaded
    questions: bool = False  # columns that it does not name are a survey's questions
    recognise: Recognise
    aliases: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    record: Record = Record()
    skip: tuple[Skip, ...] = ()
    customer: Customer | None = None
    feedback: Feedback | None = None
    answers: tuple[Answer, ...] = ()
    ratings: tuple[Rating, ...] = ()
    attributes: dict[str, NamedMoment] = Field(default_factory=dict)
    profile: Profile | None = None
    reading: Reading | None = None
    invitation: Invitation | None = None
    decision: Decision | None = None
    contact: Contact | None = None
    settlement: Settlement | None = None
    deal: Deal | None = None
    stage: Stage | None = None

    @model_validator(mode="after")
    def _says_what_a_row_becomes(self) -> Self:
        further_keys = self.customer and self.customer.also
        tables = (
            *("feedback", "profile", "reading", "invitation", "decision", "contact", "settlement"),
            *("deal", "stage"),
        )
        if not (further_keys or any(getattr(self, table) for table in tables)):
            named = ", ".join(f"[{table}]" for table in tables)
            raise ValueError(f"say what a row becomes: {named}, or [customer] with further keys")
        if self.invitation and self.feedback:
            raise ValueError("an invitation is no feedback: describe invitations and answers as two sources")
        if self.reading and self.record.key != (self.reading.opinion_id.column,):
            raise ValueError("the record of a reading is its opinion: [record] key is the opinion's column")
        if self.feedback and not self.channel:
            raise ValueError("a source of feedback needs a channel (review, survey, ticket ...)")
        if (self.answers or self.ratings or self.attributes) and not self.feedback:
            raise ValueError("answers, ratings and attributes belong to feedback: add a [feedback] table")
        questions = [(answer.survey, answer.metric) for answer in self.answers]
        aspects = [rating.aspect for rating in self.ratings]
        if len(set(questions)) < len(questions) or len(set(aspects)) < len(aspects):
            raise ValueError("one answer per survey and metric, one rating per aspect: name the others apart")
        is_somebodys = self.customer and (self.customer.key or self.customer.email)
        needy = ("invitation", "contact") if self.is_of_accounts else ("profile", "invitation", "contact")
        somebodys = [name for name in needy if getattr(self, name)]
        for table in [] if is_somebodys else somebodys:
            raise ValueError(f"[{table}] needs a [customer] table that says whose it is, by key or e-mail")
        strangers = sorted(self.aliases.keys() - set(self.columns))
        if strangers:
            raise ValueError(f'"{strangers[0]}" has aliases, but nothing reads it')
        taken = sorted(self.attributes.keys() & FEEDBACK_ATTRIBUTES)
        if taken:
            raise ValueError(f'"{taken[0]}" is no attribute of the speaker: write it under [feedback]')
        return self

    @property
    def is_of_accounts(self) -> bool:
        """Whether rows are profiles of companies; contacts take over what they do not say themselves."""
        customer = self.customer or Customer()
        return bool(self.profile and customer.account and not customer.key and not customer.email)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the description reads, in order, without repeats."""
        named = [part.column for part in columns_in(self)]
        named += [rule.column for rule in self.skip]
        return tuple(
            dict.fromkeys((*self.recognise.columns, *self.record.key, *named, *self.personal_columns))
        )

    @property
    def personal_columns(self) -> tuple[str, ...]:
        """The columns that tell who it is: they are shown nowhere."""
        customer = self.customer or Customer()
        names = [customer.key, customer.account, *(key.column for key in customer.also)]
        names += [column for detail, column in self.details.items() if detail != "country"]
        decided = self.decision
        names += (
            [decided.left_key.column, decided.right_key.column, decided.decision.column] if decided else []
        )
        names += [self.feedback.author.column] if self.feedback and self.feedback.author else []
        return tuple(name for name in names if name)

    @property
    def details(self) -> dict[str, str]:
        """The columns of what tells persons and companies apart, by detail."""
        customer, told = self.customer or Customer(), self.attributes
        known = self.profile.attributes if self.profile else {}
        named = {detail: getattr(customer, detail) for detail in DETAILS if detail != "country"}
        columns = named | {"country": known.get("country") or told.get("country")}
        return {
            detail: one.column if isinstance(one, Column) else one for detail, one in columns.items() if one
        }

    @property
    def essential_columns(self) -> tuple[str, ...]:
        """The columns without which a file of this source cannot be loaded at all."""
        return tuple(dict.fromkeys((*self.recognise.columns, *self.record.key)))
