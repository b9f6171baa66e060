"""SC-1: Pameran Inovasi and the farewell of two cohorts, Jakarta, 4 and 5 July 2018."""

from rakor import words
from rakor.attendance.models import Head
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Part

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


async def test_two_cohorts_are_there(loaded):
    titles = await Head.filter(meeting_id=loaded[1].id).values_list("office_title", flat=True)
    cohorts = {str(title) for title in titles if "Angkatan" in str(title)}

    assert cohorts == {
        "Peserta Diklat Kepemimpinan Tingkat I Angkatan XXXVIII",
        "Peserta Diklat Kepemimpinan Tingkat II Angkatan III",
    }
