"""Benchmarks from the command line."""

import argparse
from typing import Any

import orjson

from rakor.bench.check_in import check_in_table, measure_check_in
from rakor.bench.documents import measure_papers, papers_table
from rakor.bench.feed import feed_table, measure_feed
from rakor.bench.imports import import_table, measure_import
from rakor.bench.invite import invite_table, measure_invite
from rakor.bench.journal import journal_table, measure_journal
from rakor.bench.live.run import Plan, measure_live
from rakor.bench.live.table import live_table
from rakor.bench.replies import measure_replies, replies_table
from rakor.bench.search import measure_search, search_table
from rakor.bench.search_documents import documents_table, measure_documents
from rakor.bench.times import measure_times, times_table
from rakor.bench.web import measure_web, table


def web(options: argparse.Namespace) -> int:
    """Measure pages beside a bare Starlette answer."""
    result = measure_web(
        seconds=options.seconds, workers=options.workers, meetings=options.meetings
    )
    return _say(result, table(result), as_json=options.json)


def journal(options: argparse.Namespace) -> int:
    """Measure how long it takes to prove a journal, beside a bare read of its rows."""
    result = measure_journal(entries=options.entries, server=options.server)
    return _say(result, journal_table(result), as_json=options.json)


def search(options: argparse.Namespace) -> int:
    """Measure how long it takes to find people by their names, and notes by their words."""
    parts, result, said = options.parts.split(","), {}, []
    if "people" in parts:
        result["people"] = measure_search(people=options.people, server=options.server)
        said.append(search_table(result["people"]))
    if "documents" in parts:
        found = measure_documents(documents=options.documents, server=options.server)
        result["documents"] = found
        said.append(documents_table(found))
    if parts == ["people"]:
        result = result["people"]
    return _say(result, "\n\n".join(said), as_json=options.json)


def imports(options: argparse.Namespace) -> int:
    """Measure how long it takes to import a directory from files, beside bare rows."""
    result = measure_import(rows=options.rows, server=options.server)
    return _say(result, import_table(result), as_json=options.json)


def invite(options: argparse.Namespace) -> int:
    """Measure invitations on their way out, or replies on their way in, beside yardsticks."""
    if options.replies:
        result = measure_replies(count=options.count or 1_000, server=options.server)
        return _say(result, replies_table(result), as_json=options.json)
    result = measure_invite(count=options.count or 10_000, server=options.server)
    return _say(result, invite_table(result), as_json=options.json)


def check_in(options: argparse.Namespace) -> int:
    """Measure people who come in at several desks, beside a bare insert of the same rows."""
    result = measure_check_in(
        count=options.count,
        desks=options.desks,
        workers=options.workers,
        server=options.server,
    )
    return _say(result, check_in_table(result), as_json=options.json)


def feed(options: argparse.Namespace) -> int:
    """Measure a calendar that programs subscribe to, beside its bare bytes."""
    result = measure_feed(meetings=options.meetings, server=options.server)
    return _say(result, feed_table(result), as_json=options.json)


def times(options: argparse.Namespace) -> int:
    """Measure how long it takes to find a time for many people, beside a bare read of the rows."""
    result = measure_times(people=options.people, days=options.days, server=options.server)
    return _say(result, times_table(result), as_json=options.json)


def documents(options: argparse.Namespace) -> int:
    """Measure what it takes to print minutes, beside as many pages of plain text."""
    result = measure_papers(heads=options.attendees, rounds=options.rounds)
    return _say(result, papers_table(result), as_json=options.json)


def live(options: argparse.Namespace) -> int:
    """Measure a session with many sockets, beside what others do."""
    plan = Plan(
        sockets=options.sockets,
        rate=options.rate,
        seconds=options.seconds,
        views=options.views,
        stalled=options.stalled,
        storm=options.storm,
        many=options.many,
        meetings=options.meetings,
        ballots=options.ballots,
        payload=options.payload,
        peers=[] if options.peers == "none" else options.peers.split(","),
        parts=options.parts.split(","),
    )
    result = measure_live(plan, options.server)
    return _say(result, live_table(result), as_json=options.json)


def _say(result: dict[str, Any], words: str, *, as_json: bool) -> int:
    print(orjson.dumps(result, option=orjson.OPT_INDENT_2).decode() if as_json else words)
    return 0
