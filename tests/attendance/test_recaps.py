from datetime import timedelta

import pytest

from rakor.attendance import operations, queries
from rakor.attendance.models import Head
from rakor.attendance.rules import Period, Share, Wish, by_share
from rakor.errors import Forbidden
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part, State


def test_seats_are_grouped_in_their_order_and_add_up():
    shares = by_share(
        [
            ((20, "Inspektur"), False, True),
            ((10, "Sekretaris daerah"), True, False),
            ((20, "Inspektur"), False, False),
            ((20, "Inspektur"), True, True),
        ]
    )
    assert shares == [Share("Sekretaris daerah", 1, 1, 0), Share("Inspektur", 3, 1, 1)]
    assert [share.empty for share in shares] == [0, 1]


def test_a_period_holds_its_last_day():
    since, until = Period(since="2026-01-01", until="2026-01-31").moments()
    assert until - since == timedelta(days=31)


async def test_seats_of_people_without_an_office_stand_together(meeting, invite, dewi, bkn):
    sari = await invite("Sari", bkn)
    await invite("Tono", bkn)
    await operations.check_in(meeting.id, Wish("n1", invitation=sari.id), by=dewi)
    offices, levels = await queries.recap(meeting)
    assert offices == levels == [Share("", invited=2, came=1)]


async def test_an_agency_that_only_sends_deputies_is_told_apart(
    meeting, invite, dewi, bkn, bpsdm, new_user
):
    ratna = await new_user("Ratnasari Halim", role="secretariat")
    await MeetingPart.create(meeting=meeting, person_id=ratna.id, part=Part.SECRETARIAT)
    sari, tono = await invite("Sari", bkn), await invite("Tono", bpsdm)
    await invite("Rina", bpsdm)
    for each in (sari, tono):
        await operations.check_in(meeting.id, Wish(each.name, invitation=each.id), by=dewi)
    await Head.filter(name="Sari").update(representing="Kepala BKN")
    await Meeting.filter(id=meeting.id).update(state=State.FINISHED)

    around = timedelta(days=1)
    rows = await queries.habits(ratna, meeting.starts_at - around, meeting.starts_at + around)
    told = {row.code: (row.meetings, row.came, row.by_deputy, row.absent) for row in rows}
    assert told == {"BKN": (1, 1, 1, 0), "BPSDM": (1, 1, 0, 0)}
    assert await queries.habits(ratna, meeting.starts_at + around, meeting.starts_at + around) == []


async def test_the_sum_across_meetings_is_for_those_who_prepare_them(new_user):
    with pytest.raises(Forbidden):
        queries.check_reads_habits(await new_user("Peserta"))
