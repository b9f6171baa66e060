"""Finding a time: examples people would check, and a recount that looks at every minute."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from rakor.scheduling.rules import (
    STEP,
    Hours,
    Obstacle,
    Proposal,
    Search,
    Seat,
    Span,
    merged,
    minute_of,
    propose,
)

WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
TUESDAY = date(2026, 12, 1)


def at(day: date, clock: str, zone: str = WIB) -> int:
    return minute_of(datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone)))


def span(clock: str, until: str, day: date = TUESDAY, zone: str = WIB) -> Span:
    return at(day, clock, zone), at(day, until, zone)


def seat(name: str, *busy: Span, required: bool = True, zone: str = WIB) -> Seat:
    return Seat(name, name, name, required, zone, busy)


def search(minutes: int = 120, days: int = 1, **more: object) -> Search:
    return Search(TUESDAY, TUESDAY + timedelta(days=days - 1), minutes, WIB, **more)  # type: ignore[arg-type]


def begins(found: list[Proposal]) -> list[str]:
    """As clocks in Jakarta show them, with the day of the month."""
    zone = ZoneInfo(WIB)
    return [f"{datetime.fromtimestamp(each.span[0] * 60, zone):%d %H.%M}" for each in found]


def test_the_earliest_time_that_suits_everybody_comes_first() -> None:
    found = propose(search(), [seat("Kemenkes", span("08:00", "10:00")), seat("BKN")])
    assert begins(found) == ["01 10.00", "01 12.00"]
    assert [each.absences for each in found] == [(), ()]


def test_a_time_without_some_says_who_is_busy_until_when() -> None:
    found = propose(
        search(480), [seat("Kemenkes", span("07:00", "10:00")), seat("BKN", required=False)]
    )
    assert begins(found) == ["01 08.00"]
    [absence] = found[0].absences
    assert (absence.seat.name, absence.obstacle) == ("Kemenkes", Obstacle.BUSY)
    assert absence.span == span("07:00", "10:00")


def test_required_seats_weigh_more_than_any_number_of_others() -> None:
    others = [seat(f"n{n}", span("10:00", "16:00"), required=False) for n in range(5)]
    found = propose(search(), [seat("wajib", span("08:00", "10:00")), *others])
    assert begins(found)[0] == "01 10.00"
    assert found[0].required_missing == 0
    assert len(found[0].absences) == 5


def test_somebody_in_papua_has_gone_home_before_jakarta_has() -> None:
    found = propose(search(), [seat("Papua", span("08:00", "14:00", zone=WIT), zone=WIT)])
    # Free from 14.00 WIT, which is 12.00 WIB, until 16.00 WIT.
    assert begins(found)[0] == "01 12.00"
    late = propose(search(hours=Hours(time(13), time(16))), [seat("Papua", zone=WIT)])
    assert [absence.obstacle for absence in late[0].absences] == [Obstacle.OFF_WORK]


def test_off_work_is_said_only_of_those_who_are_not_busy() -> None:
    one = search(minutes=60, hours=Hours(time(15), time(16)))
    [found] = propose(one, [seat("Papua", span("15:00", "16:00"), zone=WIT)])
    assert [absence.obstacle for absence in found.absences] == [Obstacle.BUSY]


def test_weekends_are_left_out_and_can_be_let_in() -> None:
    saturday = TUESDAY + timedelta(days=4)
    assert propose(Search(saturday, saturday, 60, WIB), []) == []
    every_day = Hours(weekdays=frozenset(range(7)))
    assert begins(propose(Search(saturday, saturday, 480, WIB, every_day), [])) == ["05 08.00"]


def test_a_meeting_is_never_proposed_beside_what_it_must_not_meet() -> None:
    found = propose(search(barred=[span("08:00", "13:59")]), [])
    assert begins(found) == ["01 14.00"]


def test_before_and_after_bound_the_whole_meeting() -> None:
    found = propose(search(after=at(TUESDAY, "09:10"), before=at(TUESDAY, "12:00")), [])
    assert begins(found) == ["01 09.15"]


def test_what_is_unwelcome_comes_last_but_stays_possible() -> None:
    found = propose(search(240, unwelcome=[span("11:30", "13:30")]), [])
    assert begins(found) == ["01 08.00", "01 12.00"]
    assert [each.unwelcome for each in found] == [1, 1]
    short = propose(search(60, unwelcome=[span("08:00", "15:00")]), [])
    assert begins(short) == ["01 15.00", "01 08.00"]


def test_a_meeting_longer_than_the_day_has_no_time() -> None:
    assert propose(search(minutes=481), [seat("BKN")]) == []


def test_no_day_takes_all_the_proposals() -> None:
    found = propose(search(60, days=3), [seat("BKN")])
    assert begins(found) == ["01 08.00", "01 09.00", "02 08.00", "02 09.00", "03 08.00", "03 09.00"]


clocks = st.integers(min_value=-600, max_value=3 * 1440 + 600)
spans = st.tuples(clocks, st.integers(min_value=0, max_value=900)).map(
    lambda drawn: (at(TUESDAY, "00:00") + drawn[0], at(TUESDAY, "00:00") + drawn[0] + drawn[1])
)
seats = st.builds(
    lambda n, required, zone, busy: Seat(str(n), str(n), "", required, zone, merged(busy)),
    st.integers(),
    st.booleans(),
    st.sampled_from([WIB, WITA, WIT, "Europe/Amsterdam"]),
    st.lists(spans, max_size=4),
)
searches = st.builds(
    lambda minutes, days, opens, barred, unwelcome, zone: Search(
        TUESDAY,
        TUESDAY + timedelta(days=days),
        minutes,
        zone,
        Hours(opens, time(16), frozenset(range(6))),
        barred,
        unwelcome,
    ),
    st.integers(min_value=5, max_value=300),
    st.integers(min_value=0, max_value=2),
    st.sampled_from([time(7, 30), time(8), time(10, 10)]),
    st.lists(spans, max_size=2),
    st.lists(spans, max_size=2),
    st.sampled_from([WIB, WIT]),
)


@given(searches, st.lists(seats, max_size=6))
def test_ranked_proposals_equal_a_recount_of_every_minute(
    wanted: Search, asked: list[Seat]
) -> None:
    found = propose(wanted, asked)
    assert [(each.span[0], len(each.absences), each.unwelcome) for each in found] == recounted(
        wanted, asked
    )


def recounted(wanted: Search, asked: list[Seat]) -> list[tuple[int, int, int]]:
    """The same by looking at each minute of each start by the clock on each wall."""
    zone = ZoneInfo(wanted.zone)
    ranked = []
    for n in range((wanted.until - wanted.since).days + 1):
        day = wanted.since + timedelta(days=n)
        start = minute_of(datetime.combine(day, wanted.hours.opens, zone))
        while all(works(minute, wanted, wanted.zone) for minute in lasting(start, wanted)):
            minutes = set(lasting(start, wanted))
            if not any(minutes & set(range(*each)) for each in wanted.barred):
                ranked.append((*missing(minutes, asked, wanted), unwelcome(minutes, wanted), start))
            start += STEP
    chosen: list[tuple[int, ...]] = []
    for rank in sorted(ranked):
        mine = day_of(rank[-1], zone)
        apart = all(abs(rank[-1] - each[-1]) >= wanted.minutes for each in chosen)
        if apart and sum(day_of(each[-1], zone) == mine for each in chosen) < 2:
            chosen.append(rank)
    return [(rank[-1], rank[1] + rank[2], rank[3]) for rank in chosen[: wanted.most]]


def missing(minutes: set[int], asked: list[Seat], wanted: Search) -> tuple[int, int, int]:
    required = [kept_from(minutes, one, wanted) for one in asked if one.required]
    others = [kept_from(minutes, one, wanted) for one in asked if not one.required]
    return (
        sum(busy for busy, _off in required),
        sum(busy or off for busy, off in required),
        sum(busy or off for busy, off in others),
    )


def unwelcome(minutes: set[int], wanted: Search) -> int:
    return sum(bool(minutes & set(range(*each))) for each in wanted.unwelcome)


def lasting(start: int, wanted: Search) -> range:
    return range(start, start + wanted.minutes)


def day_of(minute: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(minute * 60, UTC).astimezone(zone).date()


def works(minute: int, wanted: Search, zone: str) -> bool:
    local = datetime.fromtimestamp(minute * 60, UTC).astimezone(ZoneInfo(zone))
    within = wanted.hours.opens <= local.time() < wanted.hours.closes
    return within and local.weekday() in wanted.hours.weekdays


def kept_from(minutes: set[int], one: Seat, wanted: Search) -> tuple[bool, bool]:
    busy = any(minutes & set(range(*each)) for each in one.busy)
    return busy, not all(works(minute, wanted, one.zone) for minute in minutes)
