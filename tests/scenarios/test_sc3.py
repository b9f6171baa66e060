"""SC-3: Rapat Koordinasi Kepegawaian se-Kaltim, online, 15 October 2020: WITA beside WIB."""

import re
from pathlib import Path

from rakor import words
from rakor.accounts.models import Account, User
from rakor.attendance import queries as attendance
from rakor.attendance.models import Head, Scan
from rakor.attendance.operations.importing import import_report
from rakor.attendance.operations.resolving import (
    admit_visitor,
    ignore_visitor,
    recognise_visitor,
)
from rakor.attendance.rules import WalkIn
from rakor.directory.models import Agency
from rakor.directory.rules import AgencyKind
from rakor.invitations.models import Invitation
from rakor.mail.models import OutgoingMail
from rakor.meetings.models import AgendaItem
from rakor.meetings.rules import Mode, Part
from tests.scenarios.minuted import minuted
from tests.scenarios.printed import printed
from tests.scenarios.releases import told

SCENARIO = "sc3"
REPORT = Path(__file__).parent / "reports" / "sc3.csv"


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


async def test_the_attendance_list_prints_everybody_online_with_the_hours_of_the_place(loaded):
    told = await printed(loaded[0], by="Noorhayati")

    assert "Kamis, 15 Oktober 2020" in told.pdf
    assert "09.00–12.00 WITA" in told.pdf
    assert "Jumlah hadir : 40 orang dari 16 instansi" in told.pdf
    assert "Hadir di ruang" not in told.pdf
    assert "Di ruang" not in told.book
    assert told.numbers("Lama") == [str(n) for n in range(1, 41)]
    came = [row[-1] for code, row in told.by_agency().items() if code.startswith(("KAB", "KOTA"))]
    assert came == ["3"] * 10
    assert told.csv[0][6] == "Waktu masuk (WITA)"
    assert {row[6][:10] for row in told.csv[1:]} == {"2020-10-15"}


# What the secretariat says of those whom no rule recognises, by what they call themselves.
BY_HAND = {
    "Mariaklara": "Mariaklara Bratawijaya",
    "Kutim_Adhiraja": "Adhiraja Padmanagara",
    "Zulfadliansyah": "Zulfadliansyah Tanuwijaya",
    "Pak Umar (iPhone)": "Umarhadi Lumbantobinga",
    "Inspektur Kota Bontang": "Rumambi Tumbelakan",
    "Padmanagara Yosefinata": "Yosefinata Purbanta",
}


async def test_the_report_of_the_video_room_and_six_decisions_make_the_whole_attendance(loaded):
    """Nobody is recorded by hand: who came is what the report says. Last, it begins anew."""
    [meeting] = loaded
    ratna = User.of(
        await Account.get(person__email__startswith="noorhayati").prefetch_related("person__agency")
    )
    whole = await attendance.counts(meeting.id)
    await Scan.filter(meeting_id=meeting.id).delete()
    await Head.filter(meeting_id=meeting.id).delete()

    done = await import_report(meeting.id, REPORT.read_bytes(), "participants.csv", by=ratna)
    waiting = {each.name: each.key for each in done.unresolved}
    recognised = await attendance.counts(meeting.id)
    for said, name in BY_HAND.items():
        invitation = await Invitation.get(meeting_id=meeting.id, name__icontains=name)
        await recognise_visitor(meeting.id, waiting.pop(said), invitation.id, by=ratna)
    await ignore_visitor(meeting.id, waiting.pop("BKD Kaltim Host"), by=ratna)
    guest = WalkIn("", "Media Contoh", "Wartawan")
    await admit_visitor(meeting.id, waiting.pop("Wartawan Contoh"), guest, by=ratna)
    again = await import_report(meeting.id, REPORT.read_bytes(), "participants.csv", by=ratna)

    assert waiting == {}
    assert sorted(each.name for each in done.ignored) == ["Otter.ai", "Ruang Rapat BKD Kaltim"]
    assert (recognised["heads"], recognised["by_kind"]["city"]) == (34, 3)
    assert (again.new_visits, len(again.unresolved), len(again.matched)) == (0, 0, 41)
    counts = await attendance.counts(meeting.id)
    assert counts == {**whole, "heads": 41, "online": 41, "walk_ins": 1}
    assert counts["by_kind"] == {
        "ministry": 2,
        "institution": 1,
        "province": 1,
        "regency": 7,
        "city": 3,
        "regional_agency": 1,
        "professional_body": 1,
    }
    aji = await Head.get(meeting_id=meeting.id, name__icontains="Salehuddin")
    assert words.clock(aji.first_at, meeting.timezone, seconds=True) == "08.35.12"


async def test_the_release_names_five_points_and_ten_regions(loaded):
    release = await told()

    assert "pada Kamis, 15 Oktober 2020 secara daring melalui Zoom" in release["lead"]
    assert len(re.findall(r"^\d\. ", release["body"], re.M)) == 5
    assert "7 pemerintah kabupaten dan 3 pemerintah kota" in release["counts"][0]
    assert len(release["results"]) == 1


async def test_the_minutes_print_wita_beside_wib_in_every_form(loaded):
    told = await minuted(loaded[0], by="Noorhayati")
    golden = (
        "Kamis, 15 Oktober 2020",
        "09.02–11.58 WITA",
        "08.02–10.58 WIB",
        "40 orang dari 3 K/L, 11 pemerintah daerah",
        "menyusun peta talenta jabatan pimpinan tinggi pratama dengan bimbingan BKN",
    )

    missing = {form: [each for each in golden if each not in text] for form, text in told.items()}
    assert missing == {form: [] for form in ("pdf", "docx", "html", "md", "json")}
