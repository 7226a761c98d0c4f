"""A file as it is read: what it is taken for, its canonical frames, and what there is to say of it."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

import polars as pl

from transforms.ageing import AgeLimit
from transforms.completing import completed
from transforms.contracts import Canonical
from transforms.describe import describe
from transforms.description import Description
from transforms.noticing import Noticed
from transforms.privacy import Pseudonymiser, redacted_text
from transforms.recognise import Recognition, match, recognise
from transforms.values import raw_name
from warehouse.catalogue import Source
from warehouse.landing import Batch, Landed, repeated
from warehouse.loading.outcomes import LoadedWith
from warehouse.loading.times import age_limit

READ_AHEAD = 2
"""Batches that are read while one is loaded: memory holds so many more, and one that lands, not the file."""


def recognised(landed: Landed, with_: LoadedWith) -> tuple[Landed, Recognition, Source | None]:
    """What a file is taken for, its description completed by what its first records tell.

    Of a document's lists the first that a source knows is read. A table that a source knows as it is, is not
    read in another way.
    """
    parts = (landed, *landed.others)
    plain = (landed.as_it_is,) if landed.as_it_is else ()
    told = [(one, _taken_for(one.header, with_)) for one in (*plain, *parts)]
    landed, recognition = next((pair for pair in told if pair[1].description), told[len(plain)])
    landed = landed.among(parts)
    if recognition.description is None:
        return landed, replace(recognition, message=_with_note(landed, recognition.message)), None
    source = with_.catalogue.named(recognition.description.name)
    sample, landed = landed.sampled()
    recognition = replace(
        recognition,
        told=with_.catalogue.questions,
        earlier=with_.earlier.get(source.description.name, {}),
    )
    recognition = completed(recognition, landed.head, sample)
    description = recognition.description or source.description
    return landed, recognition, replace(source, description=description)


def _taken_for(header: tuple[str, ...], with_: LoadedWith) -> Recognition:
    if with_.source:
        return match(header, with_.catalogue.named(with_.source).description)
    return recognise(header, with_.catalogue.descriptions)


def canonical_batches(
    landed: Landed, recognition: Recognition, source: Source, with_: LoadedWith, delivered_at: datetime
) -> Iterator[tuple[Batch, Canonical]]:
    """Each batch with what it becomes, in their order; the next ones are read while one is used."""
    pseudonymiser = Pseudonymiser(with_.secret)
    limit = age_limit(with_, source.description.name, delivered_at)

    def canonical(batch: Batch) -> tuple[Batch, Canonical]:
        raw = batch.frame.select("line", **columns_of(recognition))
        kept, rejects = with_.erased.parted(raw, source.description, pseudonymiser)
        aged = kept.clear()
        if limit is not None:
            kept, aged = limit.parted(kept, source.description)
            batch, rejects = _aged(batch, limit), pl.concat([rejects, limit.rejects_of(aged["line"])])
        described = describe(kept, source.description, pseudonymiser)
        described = replace(described, rejects=pl.concat([described.rejects, rejects]))
        if limit is None or not aged.height:
            return batch, described
        return batch, replace(described, aged_records=limit.versions(aged, source.description, pseudonymiser))

    waiting: deque[Future[tuple[Batch, Canonical]]] = deque()
    with ThreadPoolExecutor(1) as lander, ThreadPoolExecutor(READ_AHEAD) as readers:
        coming = lander.submit(next, landed.batches, None)
        while (batch := coming.result()) is not None:
            coming = lander.submit(next, landed.batches, None)
            waiting.append(readers.submit(canonical, batch))
            if len(waiting) > READ_AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _aged(batch: Batch, limit: AgeLimit) -> Batch:
    """Records that are in no columns are as old as their file."""
    if not batch.rejects.height or not pl.select(limit.is_past(pl.lit(limit.delivered_at))).item():
        return batch
    return replace(batch, rejects=limit.rejects_of(batch.rejects["line"]))


def _with_note(landed: Landed, message: str) -> str:
    """Of a document with several lists, none of which is known, which one the message is about; of a table
    without a header, that it has none."""
    if landed.head.is_missing:
        remedy = "give it a header line, or `voc sources draft FILE` begins a description by places"
        return f"{landed.head.note}; {remedy}"
    return f'{message} (its list "{landed.part}"; {landed.note})' if landed.note and landed.part else message


def columns_of(recognition: Recognition) -> dict[str, str]:
    """The description's columns, by the names that they have in the file's frames."""
    return {raw_name(ours): raw_name(theirs) for theirs, ours in recognition.columns.items()}


def impersonal(rejects: pl.DataFrame, description: Description) -> pl.DataFrame:
    """A record that is not in columns shows nothing of itself where some column would tell who it is."""
    if not description.personal_columns:
        return rejects
    return rejects.with_columns(raw=pl.lit(None, dtype=pl.String))


def message_of(landed: Landed, recognition: Recognition, noticed: Noticed) -> str:
    asked = "\n".join(one.ask for one in recognition.questions if one.ask)
    notes = (landed.note, repeated(landed.header), recognition.message, noticed.message, asked)
    return redacted_text(
        "; ".join(note for note in notes if note)
    )  # it quotes headers: survey questions, too
