"""Loading scenarios: each whole or not at all, and none twice."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from rakor import journal
from rakor.demo.hold import Holding, begins, hold
from rakor.demo.people import Cast, settle
from rakor.demo.places import build
from rakor.demo.press import tell
from rakor.demo.programmes import arrange
from rakor.demo.story import Event, Story, read_story
from rakor.meetings.models import Meeting

ALL = ("sc0", "sc1", "sc2", "sc3", "sc4", "today")
Say = Callable[[str], object]


async def load(name_or_path: str, say: Say) -> list[Meeting]:
    """Carry one scenario through, with those it speaks of; what is there already is left alone.

    Refuses (NotFound) a name nobody knows, and (Invalid) a file that says what Rakor does not know.
    """
    story = read_story(name_or_path)
    now = datetime.now(UTC)
    async with journal.transaction() as record:
        cast = await settle(story, _since(story, now))
        await build(story)
        for needed in story.needs:
            await load(needed, say)
            await cast.know(read_story(needed).people)
        found: dict[str, Meeting] = {}
        for event in story.events:
            meeting = await _there(event, now)
            if meeting is None:
                holding = await _holding(event, story, cast, now)
                holding.before = dict(found)
                meeting = await _hold(holding, record)
                say(f"{story.name}: {event.title}")
            found[event.key] = meeting
        if story.programme is not None:
            await arrange(story.programme, cast, found, record)
    return list(found.values())


async def load_all(say: Say) -> None:
    """Load the five scenarios and the meeting that can be tried at once."""
    for name in ALL:
        await load(name, say)


async def _holding(event: Event, story: Story, cast: Cast, now: datetime) -> Holding:
    starts, ends = begins(event, now)
    return Holding(event, cast, starts, ends, now, await _earlier(event, story, now))


async def _hold(holding: Holding, record: journal.Record) -> Meeting:
    try:
        meeting = await hold(holding, record)
        await tell(holding, record)
        return meeting
    finally:
        record.at = holding.now


async def _earlier(event: Event, story: Story, now: datetime) -> Meeting | None:
    """The meeting an event follows, of this scenario or of one that it needs."""
    stories = [story, *(read_story(needed) for needed in story.needs)]
    named = {each.key: each for one in stories for each in one.events}
    return await _there(named[event.follow_up_of], now) if event.follow_up_of else None


async def _there(event: Event, now: datetime) -> Meeting | None:
    """The meeting of an event, when it was loaded before; one to be tried counts for its day."""
    starts, _ends = begins(event, now)
    rows = Meeting.filter(title=event.title).select_related("organizer")
    if event.starts_at is not None:
        return await rows.filter(starts_at=starts.astimezone(UTC)).first()
    return await rows.filter(starts_at__gte=now - timedelta(hours=2)).order_by("starts_at").first()


def _since(story: Story, now: datetime) -> date:
    """Since when people hold their offices: the year of the event."""
    years = [event.starts_at.year for event in story.events if event.starts_at]
    return date(min(years, default=now.year), 1, 1)
