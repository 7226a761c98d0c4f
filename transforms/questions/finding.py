"""What a column was taken for, and why."""

import json
from dataclasses import dataclass, field

from transforms.columns import Scale
from transforms.privacy import redacted_text
from transforms.questions.told import Told

NONE = "none"
"""Of a column that is not read: no question, or one that was not understood."""

SHOWN = 60
"""Characters of a wording that a message shows."""


@dataclass(frozen=True)
class Finding:
    """One column of a survey.

    Attributes:
        column: as the file spells it; `shown_column` is for messages and tables.
        title: the question as asked, redacted.
        metric: nps, csat, ces, rating, text, segment, or none.
        reason: in words.
        choices: of a question that is spread over a column for each choice, which each stands for.
        answers: how many of the records looked at have one; `read` of them are understood.
        ask: what a person must say before the question is read; empty where nothing.
    """

    column: str
    title: str
    metric: str
    reason: str
    scale: Scale | None = None
    is_reversed: bool = False
    labels: str | None = None
    survey: str | None = None
    aspect: str | None = None
    attribute: str | None = None
    values: dict[str, str] = field(default_factory=dict)
    null_values: tuple[str, ...] = ()
    choices: dict[str, str] = field(default_factory=dict)
    answers: int = 0
    read: int = 0
    ask: str = ""

    @property
    def shown_column(self) -> str:
        """The column's name, redacted."""
        return redacted_text(self.column)

    @property
    def shown_choices(self) -> dict[str, str]:
        """The same of the columns of choices."""
        return {redacted_text(column): redacted_text(label) for column, label in self.choices.items()}

    @property
    def told(self) -> Told | None:
        """What an earlier file says of the question to a later one."""
        if self.metric == NONE or self.ask:
            return None
        is_scored = self.metric in ("nps", "csat", "ces", "rating")
        return Told(
            metric=self.metric,  # type: ignore[arg-type]
            scale=self.scale if is_scored and self.metric != "nps" else None,
            is_reversed=self.is_reversed if is_scored and self.metric != "nps" else None,
            labels=self.labels,
            aspect=self.aspect if self.metric == "rating" else None,
            attribute=self.attribute if self.metric == "segment" else None,
        )


def shown(title: str) -> str:
    """A wording, shortened."""
    return title if len(title) <= SHOWN else title[: SHOWN - 1].rstrip() + "…"


def question_asked(column: str, title: str, metric: str, problem: str, lines: tuple[str, ...]) -> str:
    """A question to a person: what is not known of a column, and the lines of voc.toml that would say it."""
    column = redacted_text(column)
    named = f'"{shown(title)}"' if title == column else f'"{column}" ("{shown(title)}")'
    head = f"[questions.{json.dumps(title, ensure_ascii=False)}]"
    first, *others = lines
    first = first if "metric = " in first else f'metric = "{metric}"\n{first}'
    instead = "".join("\n# or: " + other.replace("\n", "\n#     ") for other in others)
    return f"column {named}: {problem}. Write in voc.toml what is so:\n{head}\n{first}{instead}"
