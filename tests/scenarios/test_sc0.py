"""SC-0: Rapat Kerja Eksekutif se-Kalimantan, Samarinda, 24 October 2012."""

from rakor import words
from rakor.attendance import queries as attendance
from rakor.directory.models import Agency
from rakor.documents import richtext
from rakor.live.models import Note
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Part
from rakor.minutes.models import Minutes
from rakor.minutes.queries import document_of
from tests.scenarios.minuted import minuted
from tests.scenarios.printed import printed
from tests.scenarios.releases import told

SCENARIO = "sc0"


async def test_the_day_prints_as_a_wednesday_in_wita(loaded):
    (meeting,) = loaded

    assert words.day_and_time(meeting.starts_at, meeting.ends_at, meeting.timezone) == (
        "Rabu, 24 Oktober 2012, 09.00–15.00 WITA"
    )


async def test_fifty_six_people_were_present_in_one_room(loaded):
    counts = await attendance.counts(loaded[0].id)

    assert {name: counts[name] for name in ("heads", "room", "online")} == {
        "heads": 56,
        "room": 56,
        "online": 0,
    }


async def test_se_kalimantan_were_the_four_provinces_of_that_day(loaded):
    provinces = {
        agency.region[:2] for agency in await Agency.exclude(region="") if agency.code != "LAN"
    }

    assert provinces == {"61", "62", "63", "64"}


async def test_one_speaker_has_two_roles_and_titles_on_both_sides(loaded):
    parts = await MeetingPart.filter(
        meeting_id=loaded[0].id, part__in=[Part.SPEAKER, Part.OPENER]
    ).select_related("person")

    assert {each.part for each in parts} == {Part.SPEAKER, Part.OPENER}
    assert {each.person.full_name for each in parts} == {
        "Dr. Hj. Agoestina Notokoesoemo, S.H., M.Si."
    }


async def test_questions_are_noted_with_their_answers(loaded):
    note = await Note.get(meeting_id=loaded[0].id, item__title="Tanya jawab")
    lines = [line for line in richtext.to_text(richtext.parse(note.body)).splitlines() if line]

    assert [line.partition(" ")[0].rstrip(":") for line in lines] == ["Tanya", "Jawab"] * 2
    assert "(BKD Provinsi Kalimantan Tengah)" in lines[0]


async def test_the_minutes_print_the_times_of_that_day(loaded):
    document = document_of(await Minutes.get(meeting_id=loaded[0].id))

    assert document.facts.day == "Rabu, 24 Oktober 2012"
    assert document.facts.times[0].startswith("09.00–14.40 WITA")
    assert (document.approved, document.heads) == (True, 56)


async def test_the_attendance_list_prints_the_fifty_six_in_every_form(loaded):
    told = await printed(loaded[0], by="Sayid Alhabsyi")

    assert "Rabu, 24 Oktober 2012" in told.pdf
    assert "Jumlah hadir : 56 orang dari 22 instansi" in told.pdf
    assert "Samarinda, 24 Oktober 2012 Penanggung jawab daftar hadir," in told.pdf
    assert "Hadir secara daring" not in told.pdf
    assert told.numbers("Tanda tangan") == [str(n) for n in range(1, 57)]
    assert [title for title in told.book if title != "Per instansi"] == [
        "Daftar hadir",
        "Di ruang",
        "Tidak hadir",
    ]
    assert sum(int(came[-1]) for came in told.by_agency().values()) == 56
    assert told.by_agency()["LAN"] == ("", "1", "1", "0", "1")
    names = told.names("Daftar hadir")
    assert len(set(names)) == len(told.csv) - 1 == 56
    assert names[0] == told.csv[1][1] == "Dr. Hj. Agoestina Notokoesoemo, S.H., M.Si."


async def test_the_release_has_a_byline_of_one_name_and_two_photos_with_captions(loaded):
    release = await told()

    assert release["authors"] == [{"name": "Yulianitasari", "function": ""}]
    assert "pada Rabu, 24 Oktober 2012 di Ruang Auditorium" in release["lead"]
    assert release["counts"][0].startswith("Kegiatan ini dihadiri 56 orang dari ")
    assert [photo["caption"].split(" (")[0] for photo in release["photos"]] == [
        "Pembukaan Rapat Kerja Eksekutif se-Kalimantan oleh Deputi Bidang Pembinaan Diklat "
        "Aparatur LAN",
        "Peserta dari badan diklat dan BKD se-Kalimantan dalam tanya jawab",
    ]
    assert all(photo["alternative"] for photo in release["photos"])


async def test_the_minutes_hold_the_questions_and_answers_in_every_form(loaded):
    told = await minuted(loaded[0], by="Sayid Alhabsyi")
    golden = (
        "Rabu, 24 Oktober 2012",
        "56 orang dari 20 pemerintah daerah dan internal",
        "09.00–14.40 WITA",
        "masih terbatas, sehingga banyak pejabat menunggu",
        "LAN membuka penyelenggaraan bersama di daerah",
        "kuota tambahan diklat kepemimpinan paling lambat akhir tahun 2012",
    )

    missing = {form: [each for each in golden if each not in text] for form, text in told.items()}
    assert missing == {form: [] for form in ("pdf", "docx", "html", "md", "json")}
    assert {text.count("Tanya") - text.count("Tanya jawab") for text in told.values()} == {2}
