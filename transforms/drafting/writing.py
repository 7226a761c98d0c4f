"""A description as a commented TOML file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

COMMENTS_AT = 44
"""Column at which comments begin, where the line is shorter."""


@dataclass(frozen=True)
class Line:
    """A line: a table's head, a key with its value (TOML) and its reason, or a remark alone.

    Attributes:
        entries: of a list that stands one to a line, as texts.
    """

    key: str
    value: str = ""
    why: str = ""
    entries: Sequence[str] = ()


def written(lines: Sequence[Line]) -> str:
    """The lines as TOML; no table's head follows another unless it holds something."""
    return "\n".join(text for line in lines for text in _texts(line)).strip() + "\n"


def _texts(line: Line) -> list[str]:
    if line.entries:
        entries = [f"    {_quoted(one)}," for one in line.entries]
        return [_commented(f"{line.key} = [", line.why), *entries, "]"]
    if line.key.startswith("["):
        return ["", line.key]
    if not line.key:
        return [f"# {_plain(line.why)}"]
    return [_commented(f"{line.key} = {line.value}", line.why)]


def _quoted(text: str) -> str:
    """Without escapes where it holds quotes."""
    is_plain = text.isprintable() and "'" not in text
    return f"'{text}'" if is_plain else json.dumps(text, ensure_ascii=False)


def _commented(text: str, why: str) -> str:
    return f"{text:<{COMMENTS_AT}} # {_plain(why)}" if why else text


def _plain(why: str) -> str:
    """A comment holds no line break, nor what TOML forbids in one."""
    return "".join(sign if sign.isprintable() else " " for sign in why)
