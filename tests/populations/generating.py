"""A population: the truth, three exports as they would be delivered, and the descriptions that read them."""

import random
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from populations import crm, survey, tickets
from populations.companies import companies
from populations.mentions import Notes
from populations.people import make_people

DESCRIPTIONS = Path(__file__).parent / "descriptions"
EXPORTS = {"crm.csv": crm.COLUMNS, "survey.csv": survey.COLUMNS, "tickets.csv": tickets.COLUMNS}
RECORDS = ("source", "row_key", "namespace", "source_key", "person_id", "company_id")


@dataclass(frozen=True)
class Population:
    """Who there is, and what the exports say of them.

    Attributes:
        truth: person_id, company_id (null: nobody's), one row per person, in an export or in none.
        exports: by file name, all text, blank where nothing is known.
        descriptions: by source, TOML.
        records: one row per delivered row: source, row_key (as in the export), the key that the row is known
            under (namespace, source_key: the contact's, the requester's, the address, else the description),
            and whose it is: person_id, company_id (the company that the row means).
        planted: source, row_key, issue: what a clean contact base would not hold.
    """

    truth: pl.DataFrame
    exports: dict[str, pl.DataFrame]
    descriptions: dict[str, str]
    records: pl.DataFrame
    planted: pl.DataFrame
    personal: frozenset[str]

    def personal_values(self) -> frozenset[str]:
        """Names (of two words, or long last ones), addresses and telephone numbers, as they were written."""
        return self.personal

    @property
    def keys(self) -> pl.DataFrame:
        """The records with each key of a source once: a requester's second ticket is nobody's achievement."""
        return self.records.unique(
            ["source", "namespace", "source_key", "person_id"], keep="first", maintain_order=True
        )

    def write(self, inbox: Path, sources: Path) -> None:
        """Puts the exports into a project's inbox, and the descriptions beside."""
        for name, frame in self.exports.items():
            frame.write_csv(inbox / name)
        for name, text in self.descriptions.items():
            (sources / f"{name}.toml").write_text(text, encoding="utf-8")


def population(people: int, seed: int) -> Population:
    """So many people; the same number and seed give the same population."""
    rng = random.Random(f"{people} people of seed {seed}")
    everybody = make_people(rng, people, companies(rng, people))
    notes, last_said = Notes(), dict[str, datetime]()
    rows = {
        "crm.csv": list(crm.contacts(rng, everybody, notes)),
        "survey.csv": list(survey.responses(rng, everybody, notes, last_said)),
        "tickets.csv": list(tickets.tickets(rng, everybody, notes, last_said)),
    }
    person_of = {record[1]: record[4] for record in notes.records if record[0] == crm.SOURCE}
    crm.plant_what_rows_tell_together(rows["crm.csv"], person_of, last_said, notes)
    return Population(
        truth=pl.DataFrame(
            [(one.person_id, one.company.company_id if one.company else None) for one in everybody],
            schema={"person_id": pl.String, "company_id": pl.String},
            orient="row",
        ),
        exports={name: _texts(columns, rows[name]) for name, columns in EXPORTS.items()},
        descriptions={path.stem: path.read_text("utf-8") for path in sorted(DESCRIPTIONS.glob("*.toml"))},
        records=_texts(RECORDS, notes.records),
        planted=_texts(("source", "row_key", "issue"), notes.planted),
        personal=frozenset(notes.personal),
    )


def _texts(columns: tuple[str, ...], rows: list[tuple]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
