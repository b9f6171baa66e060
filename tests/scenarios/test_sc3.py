"""SC-3: Rapat Koordinasi Kepegawaian se-Kaltim, online, 15 October 2020: WITA beside WIB."""

from rakor import words
from rakor.attendance import queries as attendance
from rakor.directory.models import Agency
from rakor.directory.rules import AgencyKind
from rakor.invitations.models import Invitation
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import AgendaItem
from rakor.meetings.rules import Mode, Part

SCENARIO = "sc3"


async def test_the_hour_is_told_in_wita_and_beside_it_in_wib(loaded):
    (meeting,) = loaded

    assert words.day_and_time(meeting.starts_at, meeting.ends_at, meeting.timezone) == (
        "Kamis, 15 Oktober 2020, 09.00–12.00 WITA"
    )
    assert ("WIB", "08.00", False) in words.zones(meeting.starts_at, meeting.timezone)
    assert meeting.mode is Mode.ONLINE


async def test_seven_regencies_and_three_cities_of_the_province_took_part(loaded):
    rows = await Agency.filter(region__startswith="64.")
    counts = await attendance.counts(loaded[0].id)

    assert sorted(row.kind.value for row in rows) == ["city"] * 3 + ["regency"] * 7
    assert (counts["by_kind"]["regency"], counts["by_kind"]["city"]) == (7, 3)
    assert (counts["heads"], counts["room"]) == (counts["online"], 0)


async def test_the_agenda_has_the_five_points(loaded):
    titles = (
        await AgendaItem.filter(meeting_id=loaded[0].id)
        .order_by("position")
        .values_list("title", flat=True)
    )

    assert titles == [
        "Dampak pengurangan anggaran terhadap pengelolaan kepegawaian",
        "Manajemen talenta aparatur sipil negara",
        "Peraturan perangkat daerah",
        "Eksistensi KORPRI",
        "Profesionalisme aparatur sipil negara",
    ]


async def test_five_speakers_come_from_four_organisations_one_of_them_no_agency(loaded):
    rows = await Invitation.filter(meeting_id=loaded[0].id, part=Part.SPEAKER).select_related(
        "agency"
    )

    assert len(rows) == 5
    assert {row.agency.code for row in rows} == {"KEMENPANRB", "BKN", "KEMENDAGRI", "KORPRI"}
    assert [row.agency.code for row in rows if row.agency.kind is AgencyKind.PROFESSIONAL_BODY] == [
        "KORPRI"
    ]


async def test_everybody_got_a_personal_link_of_their_own(loaded):
    digests = await Invitation.filter(meeting_id=loaded[0].id).values_list(
        "token_digest", flat=True
    )
    letters = await OutgoingMail.filter(meeting_id=loaded[0].id).count()

    assert len(set(digests)) == len(digests) == letters == 40
