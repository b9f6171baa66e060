"""What a release says: taken from the record of its meetings, and put into words."""

from datetime import date
from typing import Any

from rakor import words
from rakor.attendance.queries import counts
from rakor.directory.models import Agency
from rakor.directory.queries import names_on
from rakor.live.queries import decisions_of
from rakor.live.rules import DecisionState
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Mode
from rakor.minutes.queries.photos import photograph, shown
from rakor.press.export import (
    Byline,
    Letterhead,
    Quotation,
    ReleaseDocument,
    typed,
)
from rakor.press.queries.finding import Open
from rakor.press.rules import (
    AGREED,
    Occasion,
    ReleaseState,
    counts_line,
    dateline,
    last_modified,
)
from rakor.settings import settings
from rakor.words.dates import zone

MARK = "KONSEP"
Record = tuple[list[dict[str, Any]], list[str]]


async def record_of(meetings: list[Meeting]) -> Record:
    """How many came to each meeting, and what was decided there openly.

    Confidential items and what they led to are never among it, nor what was struck.
    """
    counted: list[dict[str, Any]] = []
    results: list[str] = []
    for meeting in meetings:
        told = await counts(meeting.id)
        kinds = {"heads": told["heads"], "by_kind": told["by_kind"]}
        counted.append({"meeting": str(meeting.id), "title": meeting.title, **kinds})
        for decision in await decisions_of(meeting.id, confidential=False):
            if decision["status"] == DecisionState.ACTIVE.value:
                results.append(decision["text"])
    return counted, results


async def occasions_of(meetings: list[Meeting]) -> list[Occasion]:
    """The events as the lead tells of them, with the names that agencies bore that day."""
    found = []
    for it in meetings:
        day = it.starts_at.astimezone(zone(it.timezone)).date()
        names = await names_on([it.organizer], day)
        online = it.online_provider if it.mode is not Mode.IN_PERSON else ""
        rooms = (it.room, it.venue_name) if it.mode is not Mode.ONLINE else ("", "")
        found.append(
            Occasion(
                it.title, it.theme, names[it.organizer_id], it.starts_at, it.ends_at,
                it.timezone, *rooms, online,
            )
        )  # fmt: skip
    return found


async def document_of(it: Open) -> ReleaseDocument:
    """The release as it stands now, in Indonesian; once it is out, only words agreed to."""
    with words.speaking("id"):
        return await _document(it)


async def _document(it: Open) -> ReleaseDocument:
    release, first = it.release, it.meetings[0]
    main = next(each for each in it.meetings if each.id == release.meeting_id)
    out = release.state is ReleaseState.PUBLISHED
    several = len(it.meetings) > 1
    titles = {str(each.id): each.title for each in it.meetings}
    return ReleaseDocument(
        letterhead=await _letterhead(main.organizer, release.dated),
        timing=_timing(it, main.timezone),
        headline=release.headline,
        dateline=dateline(release.city, release.dated),
        lead=release.lead,
        created_at=release.edited_at,
        modified=last_modified(release.edited_at, main.timezone),
        url=f"{settings().public_url}/press/{release.slug}" if out else "",
        body=typed(release.body),
        counts=tuple(
            line
            for row in release.counts
            if row["meeting"] in titles
            and (line := counts_line(row["heads"], row["by_kind"], row["title"] if several else ""))
        )
        if release.shows_counts
        else (),
        results=tuple(release.results),
        quotes=tuple(
            Quotation(quote.text, quote.speaker, quote.office, quote.state in AGREED)
            for quote in it.quotes
            if quote.state in AGREED or not out
        ),
        photos=tuple(photograph(shown(row.photo)) for row in it.photos),
        authors=tuple(Byline(author.name, author.title) for author in it.authors),
        about=release.about,
        contact=release.contact,
        events=tuple(
            f"{each.title}, {words.day_and_time(each.starts_at, each.ends_at, each.timezone)}"
            for each in ([first] if not several else it.meetings)
        ),
        mark="" if out else MARK,
    )


def _timing(it: Open, timezone: str) -> str:
    until = it.release.embargo_until
    if until is None:
        return "Untuk disiarkan segera"
    clock = f"{words.clock(until, timezone)} {words.zone_name(timezone)}"
    return f"Untuk disiarkan mulai {words.date(until, timezone)} pukul {clock}"


async def _letterhead(organizer: Agency, day: date) -> Letterhead:
    parent = await Agency.get_or_none(id=organizer.parent_id) if organizer.parent_id else None
    names = await names_on(filter(None, (organizer, parent)), day)
    address = organizer.address or (parent.address if parent else "")
    return Letterhead(names[parent.id] if parent else "", names[organizer.id], address)
