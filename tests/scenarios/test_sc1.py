"""SC-1: Pameran Inovasi and the farewell of two cohorts, Jakarta, 4 and 5 July 2018."""

from rakor import words
from rakor.accounts.models import Account, User
from rakor.accounts.rules import Role
from rakor.attendance import operations as attendance
from rakor.attendance import queries
from rakor.attendance.models import Head
from rakor.attendance.operations import planning
from rakor.attendance.operations.planning import PlanFacts
from rakor.meetings.models import MeetingPart
from rakor.meetings.queries.wholes import whole_of
from rakor.meetings.rules import Part
from rakor.press.models import Release
from rakor.programmes import queries as programmes
from rakor.programmes.models import Programme
from tests.scenarios.releases import revisions, told

SCENARIO = "sc1"


async def test_two_linked_events_lie_on_consecutive_days(loaded):
    exhibition, farewell = loaded

    assert [words.date(each.starts_at, each.timezone) for each in loaded] == [
        "Rabu, 4 Juli 2018",
        "Kamis, 5 Juli 2018",
    ]
    assert farewell.follow_up_of_id == exhibition.id
    assert {each.room for each in loaded} == {"Graha Makarti Bhakti Nagari"}


async def test_the_events_have_different_openers_and_the_release_three_authors(loaded):
    openers = [
        await MeetingPart.filter(meeting_id=each.id, part=Part.OPENER).values_list(
            "person__name", flat=True
        )
        for each in loaded
    ]
    authors = await MeetingPart.filter(meeting_id=loaded[1].id, part=Part.PR_OFFICER).count()

    assert openers[0] != openers[1]
    assert authors == 3


async def test_both_events_are_one_programme_with_computed_times(loaded):
    programme = await Programme.get().select_related("organizer")
    assert (programme.organizer.code, programme.public) == ("LAN", True)
    assert words.days(programme.first_day, programme.last_day) == "4 s.d. 5 Juli 2018"
    events = await programmes.public_events(programme)
    assert [each.meeting for each in events] == list(loaded)
    days = programmes.by_day(programme, events)
    assert [words.date(each.day) for each in days] == ["Rabu, 4 Juli 2018", "Kamis, 5 Juli 2018"]
    clocks = [
        [words.clock(slot.starts_at, programme.timezone) for slot in each.slots] for each in events
    ]
    assert clocks == [
        ["09.00", "09.30", "12.00", "13.00"],
        ["09.00", "09.15", "10.15", "11.15", "11.45"],
    ]
    assert [each.warnings for each in events] == [[], []]
    whole = await whole_of(loaded[1].id)
    assert whole is not None
    assert whole.meetings == tuple(each.id for each in loaded)


async def test_two_cohorts_are_there(loaded):
    titles = await Head.filter(meeting_id=loaded[1].id).values_list("office_title", flat=True)
    cohorts = {str(title) for title in titles if "Angkatan" in str(title)}

    assert cohorts == {
        "Peserta Diklat Kepemimpinan Tingkat I Angkatan XXXVIII",
        "Peserta Diklat Kepemimpinan Tingkat II Angkatan III",
    }


async def test_hours_of_both_events_add_up_to_the_right_of_the_year(loaded):
    for meeting, hours in zip(loaded, (6, 8), strict=True):
        account = await Account.exclude(role=Role.PARTICIPANT).first()
        assert account is not None
        await account.fetch_related("person__agency")
        organizer = User.of(account)
        await planning.plan(meeting.id, PlanFacts(training_hours=hours), by=organizer)
        came = await Head.counted(meeting_id=meeting.id).count()
        assert await attendance.credit(meeting.id, by=organizer) == came
        assert await attendance.credit(meeting.id, by=organizer) == 0

    both = [
        set(await Head.counted(meeting_id=each.id).values_list("person_id", flat=True))
        for each in loaded
    ]
    year_of = {}
    for person in both[0] | both[1]:
        [year_of[person]] = await queries.years_of(person)
    assert {year.year for year in year_of.values()} == {2018}
    assert both[0] & both[1]
    assert {year_of[person].hours for person in both[0] & both[1]} == {14}
    assert {year_of[person].hours for person in both[1] - both[0]} == {8}
    assert {year_of[person].missing for person in both[0] & both[1]} == {6}


async def test_one_release_covers_both_events_and_says_exactly_when_it_was_last_changed(loaded):
    release = await told()

    assert "pada Rabu, 4 Juli 2018" in release["lead"]
    assert "pada Kamis, 5 Juli 2018" in release["lead"]
    assert len(release["authors"]) == 3
    assert all(author["function"] for author in release["authors"])
    assert release["modified"] == "Selasa, 31 Juli 2018 09:24"
    assert await revisions() == 3
    assert (await Release.get()).featured
