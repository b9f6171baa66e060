"""The programme of a scenario: its events linked, with rundowns, as of the day it was made."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from rakor import journal
from rakor.demo.people import Cast
from rakor.demo.story import Programmed
from rakor.meetings.models import Meeting
from rakor.programmes import operations
from rakor.programmes.models import Programme
from rakor.programmes.rules import LinkFacts, ProgrammeFacts, Rundown


async def arrange(
    said: Programmed, cast: Cast, held: Mapping[str, Meeting], record: journal.Record
) -> Programme:
    """Make the programme of these meetings; one that is there already is left alone."""
    there = await Programme.get_or_none(title=said.title, first_day=said.first_day)
    if there is not None:
        return there
    by, now = cast.user(said.by), record.at
    record.at = said.prepared.replace(tzinfo=ZoneInfo(said.timezone))
    try:
        facts = said.model_dump(exclude={"by", "prepared", "events"})
        programme = await operations.plan_programme(ProgrammeFacts.model_validate(facts), by=by)
        for event in said.events:
            link = LinkFacts(meeting=held[event.key].id, track=event.track)
            row = await operations.link_meeting(programme.id, link, by=by)
            if event.rundown:
                rundown = Rundown(lines=event.rundown)
                await operations.set_rundown(programme.id, row.id, rundown, by=by)
    finally:
        record.at = now
    return programme
