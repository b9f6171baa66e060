"""Whatever happens to a meeting: reading the mail in order leaves it in a calendar as it is."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from rakor.invitations import itip, queries
from rakor.invitations.rules import (
    DayFacts,
    DayStanding,
    Facts,
    Letter,
    Message,
    Method,
    SeatView,
    Standing,
    plan,
)
from rakor.meetings.rules import Kind, starts
from tests.invitations.test_notices import AT, DAY, EXTRA, HOUR, SERIES, WEEK

SIX = [AT + n * WEEK for n in range(6)]
ORGANIZER, BUDI = itip.Party("rsvp@rakor.test", "BPSDM"), itip.Party("budi@bkn.go.id", "Budi")


@dataclass
class Client:
    """A calendar as simple as they come: an event for each day, by original start."""

    days: dict[datetime, tuple[str, datetime, datetime, str]] = field(default_factory=dict)
    sequence: int = -1

    def read(self, raw: bytes) -> None:
        calendar = Calendar.from_ical(raw)
        for event in calendar.walk("VEVENT"):
            assert int(event["SEQUENCE"]) >= self.sequence
            self.sequence = int(event["SEQUENCE"])
            if "RECURRENCE-ID" in event:
                self._day(str(calendar["METHOD"]), event)
            elif calendar["METHOD"] == "CANCEL":
                self.days = {}
            else:
                self._series(event)

    def _day(self, method, event) -> None:
        key = event["RECURRENCE-ID"].dt
        if method == "CANCEL":
            self.days.pop(key, None)
        else:
            self.days[key] = self._shown(event, event.start, event.end)

    def _series(self, event) -> None:
        rule = event["RRULE"].to_ical().decode()
        series = replace(SERIES, starts_at=event.start, ends_at=event.end, recurrence=rule).series
        days = (
            {*starts(series)} | {each.dt for each in event["RDATE"].dts}
            if "RDATE" in event
            else {*starts(series)}
        )
        days -= {each.dt for each in event["EXDATE"].dts} if "EXDATE" in event else set()
        length = event.end - event.start
        self.days = {at: self._shown(event, at, at + length) for at in days}

    def _shown(self, event, begins, ends):
        return (str(event["SUMMARY"]), begins, ends, str(event["LOCATION"]))


def as_it_is(facts: Facts, left_out: tuple[datetime, ...]) -> dict:
    """The days that somebody should find in their calendar."""
    if not facts.is_on:
        return {}
    keys = {*starts(facts.series)} | {day.recurrence_id for day in facts.days}
    found = {}
    for key in keys - {*left_out}:
        day = facts.day(key)
        if day is not None and day.is_held:
            place = "; ".join(filter(None, (day.place, facts.online)))
            found[key] = (day.title, day.starts_at, day.ends_at, place)
    return found


def written(message: Message, facts: Facts) -> bytes:
    url, kind = "https://rakor.test/m", Kind.COORDINATION
    if message.days:
        events = [
            queries.calendar_day(facts, each, url=url, kind=kind)
            or queries.calendar_gone(facts, each)
            for each in message.days
        ]
    else:
        events = [queries.calendar_series(facts, url=url, kind=kind, left_out=message.left_out)]
    return itip.Copies(message.method.value, events, whole=message.whole).of(
        ORGANIZER, [itip.Attendee(BUDI)], stamp=AT
    )


def moved(facts: Facts, hours: int) -> Facts:
    """The series moves, and the days that are not as its rule says move with it."""
    shift = hours * HOUR
    days = tuple(
        replace(
            day,
            recurrence_id=day.recurrence_id + shift,
            starts_at=day.starts_at + shift,
            ends_at=day.ends_at + shift,
        )
        for day in facts.days
    )
    return replace(
        facts, starts_at=facts.starts_at + shift, ends_at=facts.ends_at + shift, days=days
    )


def with_day(facts: Facts, n: int, standing: DayStanding | None, hours: int, place: str) -> Facts:
    """One day is changed, off, added, or (None) as planned again."""
    added = standing is DayStanding.ADDED
    first = facts.starts_at
    key = first + (EXTRA - AT) if added else first + n * WEEK
    rest = tuple(day for day in facts.days if day.recurrence_id != key)
    if standing is None:
        return replace(facts, days=rest)
    begins = key + (timedelta() if added else hours * HOUR)
    day = DayFacts(key, standing, begins, begins + 2 * HOUR, place=place)
    return replace(facts, days=tuple(sorted((*rest, day), key=lambda each: each.recurrence_id)))


acts = st.one_of(
    st.builds(lambda text: lambda f: replace(f, title=text), st.sampled_from(["A", "B"])),
    st.builds(lambda text: lambda f: replace(f, place=text), st.sampled_from(["", "R1", "R2"])),
    st.builds(lambda hours: lambda f: moved(f, hours), st.sampled_from([-2, 2, 3])),
    st.builds(
        lambda n: lambda f: replace(f, recurrence=f"FREQ=WEEKLY;COUNT={n}"), st.integers(2, 6)
    ),
    st.builds(lambda now: lambda f: replace(f, standing=now), st.sampled_from(list(Standing))),
    st.builds(
        lambda n, standing, hours, place: lambda f: with_day(f, n, standing, hours, place),
        st.integers(0, 5),
        st.sampled_from([None, DayStanding.CHANGED, DayStanding.CANCELLED, DayStanding.ADDED]),
        st.sampled_from([1, 26]),
        st.sampled_from(["", "R9"]),
    ),
)


@settings(deadline=None, max_examples=120)
@given(
    st.lists(st.tuples(acts, st.booleans()), max_size=10),
    st.sampled_from([(), (SIX[1],), (SIX[0], SIX[3])]),
)
def test_reading_all_mail_in_order_gives_the_meeting_as_it_is(happened, left_out):
    facts, told, client = SERIES, None, Client()
    for n, (act, is_told) in enumerate([*happened, (lambda facts: facts, True)]):
        changed = act(facts)
        facts = replace(changed, sequence=facts.sequence + 1, revision=n)
        # Whether a letter is written now or only after more has happened makes no difference.
        if not is_told:
            continue
        seat = SeatView(was_told=told is not None, due=Letter.CHANGED, left_out=left_out)
        messages = plan(told, facts, seat, at=AT - 400 * DAY)
        assert Method.NOTICE not in {message.method for message in messages}
        for message in messages:
            client.read(written(message, facts))
        if messages:
            told = facts
        assert client.days == as_it_is(facts, left_out)
        assert plan(told, facts, replace(seat, was_told=told is not None)) == () or told is None
