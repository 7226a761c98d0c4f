"""The steps of a run, in order: the one list that the command and the Prefect flow both follow."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

import duckdb
import polars as pl

from flows.aside import begun, ended
from flows.ideal import ideal_parameters
from flows.ingesting import end_unchanged, load_deliveries, look_at_deliveries, write_report
from flows.readers import readers_of
from flows.retention import believed_day, periods, waiting_note
from flows.run import VOC_VERSION, Run, StepResult
from flows.training import train_if_due
from models.error_rates import opinion_quality
from models.plays import Plays
from models.quality import sentiment_quality
from models.verified_rates import with_verified_rates
from warehouse import ageing, analysing, audits, erasing, journal
from warehouse.analysing.contacts import judge_contacts
from warehouse.analysing.weighting import weigh_answers
from warehouse.aspects import publish_aspects
from warehouse.database import loading, transaction, working
from warehouse.enriching.conflicts import flag_conflicts
from warehouse.enriching.contacts import note_contacts
from warehouse.enriching.opinions import gather_opinions
from warehouse.enriching.people import match_contacts, match_deals, match_invitations, place_in_segments
from warehouse.enriching.texts import Readers, read_texts
from warehouse.inbox import deliveries
from warehouse.loading import LoadedWith, ledger, note_published
from warehouse.loading.questions import segments_asked
from warehouse.marts_build import build_marts
from warehouse.plays import plays_of
from warehouse.publishing import snapshot
from warehouse.publishing.exports import export_tables
from warehouse.put_away import put_away
from warehouse.secret import derived_key


@dataclass(frozen=True)
class Step:
    """One step: its name, what its rows count, and the function that takes it."""

    name: str
    counts: str
    take: Callable[[Run], StepResult]


def ingest(run: Run) -> StepResult:
    """Inbox to core tables, one transaction a file."""
    looking = begun(partial(deliveries, run.project, run.only))  # files are read while the database is opened
    with loading(run.project, run.settings.database) as work:
        with_, pending = loaded_with(run, work), erasing.is_pending(work, run.project, run.secret)
        waiting = waiting_note(run.settings, run.started_at, journal.last_ended(work))
        if pending:
            run.tell("erasing")
            erasing.take_out(work, with_)
        found = deliveries(run.project, run.only) if pending else ended(looking)
        found = replace(
            found,
            settled=ledger.as_known(work, found.settled),
            growing=ledger.as_known(work, found.growing),
        )
        journal.start(work, run.run_id, run.started_at, run.trigger, VOC_VERSION, run.settings.version)
        shutil.rmtree(run.project.unpacked, ignore_errors=True)  # of a run that was killed
        outcomes = load_deliveries(run, work, found, with_)
        notes = waiting + look_at_deliveries(run, work)
        is_all = run.only is None and not found.unreadable
        taken_out = ageing.take_out(work, with_, found.settled, is_all)  # what is held counts for nothing
        outcomes = ledger.as_noted(work, outcomes) if taken_out else outcomes
        pending = pending or erasing.is_compaction_due(work)
        damaged = snapshot.damage(run.project)
        if damaged:
            notes += (f"{run.project.snapshot.name} is damaged ({damaged}): it is published anew",)
        unchanged = damaged is None and not pending and _is_published(run, work)
        findings = end_unchanged(run, work) if unchanged else ()
        if unchanged:  # what a run that was killed has left
            put_away(work, with_, run.settings.ingest.after_loading)
    loaded = sum(one.loaded for one in outcomes)
    return StepResult(loaded, outcomes, findings, notes, taken_out, is_unchanged=unchanged)


def enrich(run: Run) -> StepResult:
    """Language and sentiment of new texts; whose they are; in which segments."""
    from warehouse.enriching.ideal import fit_ideal  # with libraries that take a second to load
    from warehouse.linking.people import link_people

    with working(run.project, run.settings.database) as work:
        run.tell("reading texts")
        texts = read_texts(work, _readers(run))
        run.tell("joining customers")
        link_people(work, run.project, run.secret, run.settings.linkage)
        match_invitations(work)
        match_contacts(work)
        match_deals(work)
        if train_if_due(run, work):
            run.tell("reading texts anew")
            texts += read_texts(work, _readers(run))
        as_of = analysing.watermark(work)
        run.tell("placing in segments")
        dimensions = run.settings.dimensions(run.catalogue, segments_asked(work))
        pairs = run.settings.pairs(run.catalogue)
        place_in_segments(work, dimensions, as_of, pairs)
        note_contacts(work)
        run.tell("looking for the ideal customer")
        fit_ideal(work, ideal_parameters(run.settings, run.catalogue), as_of)
    return StepResult(texts)


def analyse(run: Run) -> StepResult:
    """Opinions, verdicts, topics and the report tables."""
    # With libraries that take seconds to load.
    from warehouse.analysing.calibration import publish_calibration
    from warehouse.analysing.contact_outcomes import compare_contacted
    from warehouse.analysing.divergence import judge_divergence
    from warehouse.analysing.topics import propose_topics
    from warehouse.analysing.verification import choose_to_verify

    readers = _readers(run)
    with working(run.project, run.settings.database) as work:
        run.tell("gathering opinions")
        publish_aspects(work, readers.taxonomy)
        gather_opinions(work)
        flag_conflicts(work)
        sentiment = readers.sentiment
        of_texts = sentiment_quality(sentiment.quality(), analysing.own_rated(work), sentiment.learned_until)
        clauses = analysing.own_rated_clauses(work)
        of_clauses = opinion_quality(sentiment.shipped.card, clauses, sentiment.learned_until)
        read = analysing.read_rates(work)
        quality = with_verified_rates(pl.concat([of_texts, of_clauses]), read, sentiment.learned_until)
        analysing.publish_quality(work, quality)
        run.tell("judging")
        parameters = run.settings.divergence(readers.version, run.settings.pairs(run.catalogue))
        as_of = analysing.watermark(work)
        language = run.settings.report.language
        judgement = judge_divergence(work, quality, parameters, as_of, _plays(run), language)
        choose_to_verify(work, judgement, parameters)
        run.tell("calibrating")
        publish_calibration(work, quality, parameters, as_of)
        run.tell("looking for topics")
        propose_topics(work, readers.taxonomy, sentiment.shipped.weights, run.settings.topics, as_of)
        run.tell("looking at contacts")
        _look_at_contacts(run, work, as_of)
        compare_contacted(work, run.settings.privacy.floor)
        run.tell("weighting")
        weigh_answers(work, run.settings.weights, run.settings.marts.time_zone, as_of)
        run.tell("computing the report tables")
        build_marts(work, run.settings.marts)
    return StepResult(judgement.divergence.height)


def audit(run: Run) -> StepResult:
    """What must hold, holds; otherwise nothing is published."""
    with working(run.project, run.settings.database) as work:
        warned, versions = run.settings.ingest.rejected_share_warning, None
        if run.only is None:  # else files that are there may not have been looked at
            versions = {one.description.name: one.version for one in run.catalogue.sources}
        ended = run.settings.ended
        findings = audits.run_audits(work, run.project, run.run_id, warned, versions, ended)
    audits.refuse_if_failed(findings)
    return StepResult(len(findings), audits=findings)


def publish(run: Run) -> StepResult:
    """Snapshot, exports and report, built apart and put in place; the snapshot last, it is what counts."""
    staging = run.project.staging / run.run_id
    staged = staging / run.project.snapshot.name
    with working(run.project, run.settings.database) as work:
        analysing.log_verdicts(work, run.run_id)
        run.tell("writing the snapshot")
        publication = _publication(run, work)
        rows = snapshot.build_snapshot(work, staged, publication)
    with duckdb.connect(staged, read_only=True) as published:
        published.execute("set TimeZone = 'UTC'")
        run.tell("writing the exports")
        export_tables(published, run.project.exports, ("parquet", "csv"), staging)
        run.tell("drawing the report")
        write_report(published, run, staging)
    snapshot.put_in_place(staged, run.project.snapshot)
    with working(run.project, run.settings.database) as work:
        with transaction(work):
            note_published(work)
            journal.end(work, run.run_id, publication.status)
        pending = erasing.is_pending(work, run.project, run.secret) or erasing.is_compaction_due(work)
        put_away(work, loaded_with(run, work), run.settings.ingest.after_loading)
    shutil.rmtree(run.project.staging)
    if pending:
        run.tell("writing the databases anew")
        erasing.finish_erasing(run.project, run.secret, run.settings.database)
    return StepResult(sum(rows.values()))


STEPS = (
    Step("ingest", "records loaded", ingest),
    Step("enrich", "texts read", enrich),
    Step("analyse", "verdicts", analyse),
    Step("audit", "audits", audit),
    Step("publish", "rows published", publish),
)


def loaded_with(run: Run, work: duckdb.DuckDBPyConnection) -> LoadedWith:
    """What loading needs."""
    erased = erasing.erased_persons(work, run.project, run.secret)
    facts = (run.run_id, run.started_at, run.source)
    day = believed_day(run.settings, run.started_at, journal.last_ended(work))
    kept = periods(run.settings, day)
    return LoadedWith(run.project, run.catalogue, run.secret, *facts, erased=erased, retention=kept)


def _look_at_contacts(run: Run, work: duckdb.DuckDBPyConnection, as_of: datetime) -> None:
    settings, known = run.settings, run.catalogue
    dimensions, days = settings.dimensions(known), settings.contacts.stale_after_days
    judge_contacts(work, run.project, run.secret, known.descriptions, dimensions, as_of, days)


def _readers(run: Run) -> Readers:
    return readers_of(run.project, run.settings)


def _plays(run: Run) -> Plays:
    return plays_of(run.project, _readers(run).taxonomy, run.settings.report.language)


def _fingerprint(run: Run, work: duckdb.DuckDBPyConnection) -> str:
    settings = run.settings
    return snapshot.fingerprint(
        work,
        settings.version,
        settings.project.name,  # decides no figure, but stands on the report
        derived_key(run.secret, "fingerprint"),  # another key makes other pseudonyms
        erasing.erased_persons(work, run.project, run.secret).version,
        run.catalogue.version,
        _readers(run).version,
        _readers(run).taxonomy.described,
        _plays(run).version,
        VOC_VERSION,
    )


def _is_published(run: Run, work: duckdb.DuckDBPyConnection) -> bool:
    before = snapshot.published(run.project)
    is_whole = run.project.report.exists() and run.project.exports.is_dir()
    return before is not None and is_whole and before.fingerprint == _fingerprint(run, work)


def _publication(run: Run, work: duckdb.DuckDBPyConnection) -> snapshot.Publication:
    settings = run.settings
    return snapshot.Publication(
        run_id=run.run_id,
        status=journal.status(work, run.run_id),
        published_at=datetime.now(UTC),
        as_of=analysing.watermark(work),
        fingerprint=_fingerprint(run, work),
        config_version=settings.version,
        model_version=_readers(run).version,
        voc_version=VOC_VERSION,
        time_zone=settings.project.time_zone,
        isolated_below=settings.verdict.isolated_below,
        trend_above=settings.verdict.trend_above,
        privacy_floor=settings.privacy.floor,
        indicative_below=settings.kpi.indicative_below,
        significant_below=settings.kpi.significant_below,
    )
