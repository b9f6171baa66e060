"""SC-4 as the demonstration loads it: the figures of the press."""

from rakor import journal, words
from rakor.attendance import queries as attendance
from rakor.followups.queries import changed_since, still_open
from rakor.invitations.models import Invitation
from rakor.live.models import Commitment
from rakor.live.queries import decisions_of
from rakor.live.rules import Duty
from rakor.mail.models import IncomingMail
from rakor.minutes.models import Minutes
from rakor.minutes.queries import document_of
from rakor.minutes.rules import MinutesState
from rakor.rooms.models import Booking, Room
from rakor.rooms.rules import BookingState
from tests.scenarios.minuted import agreed, decided, minuted, promised
from tests.scenarios.printed import printed
from tests.scenarios.releases import told

SCENARIO = "sc4"


async def test_the_days_are_those_of_the_calendar(loaded):
    rakornas, rakortek, _evaluation = loaded

    assert words.day_and_time(rakornas.starts_at, rakornas.ends_at, rakornas.timezone).startswith(
        "4 s.d. 6 Juni 2023"
    )
    assert words.weekday(rakornas.starts_at, rakornas.timezone) == "Minggu"
    assert words.date(rakortek.starts_at, rakortek.timezone) == "Kamis, 13 Juli 2023"
    assert rakortek.follow_up_of_id == rakornas.id


async def test_eighty_nine_people_of_fourteen_agencies_and_the_own_house(loaded):
    counts = await attendance.counts(loaded[1].id)

    assert {name: counts[name] for name in ("heads", "room", "online", "both")} == {
        "heads": 89,
        "room": 58,
        "online": 34,
        "both": 3,
    }
    assert counts["by_kind"] == {"ministry": 9, "institution": 5, "unit": 5}


async def test_the_rakortek_was_made_from_the_rakornas(loaded):
    rakornas, rakortek, _evaluation = loaded
    (first, *_more) = await journal.since(rakortek.id, 0)
    before = Invitation.filter(meeting_id=rakornas.id)
    after = Invitation.filter(meeting_id=rakortek.id)
    addresses = set(await before.values_list("email", flat=True))

    assert (first.kind, first.data["made_from"], first.data["left_out"]) == (
        "meeting.drafted",
        str(rakornas.id),
        0,
    )
    assert [item["title"] for item in first.data["items"]] == ["Pembukaan dan arahan"]
    assert addresses < set(await after.values_list("email", flat=True))
    assert await before.count() == await before.exclude(office_id=None).count() > 30
    assert await after.count() == 89
    assert [each.number for each in await still_open_of(rakornas)] == [1, 3, 4]


async def still_open_of(meeting):
    """The decisions of a meeting of which somebody still owes something."""
    owed = Commitment.filter(still_open(), decision__meeting_id=meeting.id, duty=Duty.OWNER)
    rows = await owed.select_related("decision").order_by("decision__number")
    return [row.decision for row in rows]


async def test_cendrawasih_is_booked_for_the_hours_of_the_rakortek(loaded):
    rakortek = loaded[1]
    room = await Room.get(name="Ruang Rapat Cendrawasih").select_related("owner")
    (booking,) = await Booking.filter(room_id=room.id)

    assert (room.owner.code, room.seats, rakortek.register_room_id) == ("BPSDM", 80, room.id)
    assert (booking.state, booking.starts_at, booking.ends_at) == (
        BookingState.BOOKED,
        rakortek.starts_at,
        rakortek.ends_at,
    )


async def test_answers_came_by_page_and_by_calendar(loaded):
    taken = await IncomingMail.all().values_list("result", flat=True)
    by_mail = await Invitation.filter(meeting_id=loaded[1].id, via="mail").count()

    assert len(taken) == by_mail == 14
    assert set(taken) == {"reply_applied"}


async def test_the_four_results_are_in_the_approved_minutes(loaded):
    minutes = await Minutes.get(meeting_id=loaded[1].id)
    document = document_of(minutes)
    decisions = await decisions_of(loaded[1].id, confidential=False)

    assert minutes.state is MinutesState.DISTRIBUTED
    assert [each.number for each in document.decisions] == [1, 2, 3, 4]
    assert [len(each["owners"]) for each in decisions] == [14, 3, 1, 2]
    assert document.facts.day == "Kamis, 13 Juli 2023"
    assert document.facts.times[0].startswith("09.00–12.04 WIB")
    assert document.heads == 89
    assert words.date(minutes.approved_at, "Asia/Jakarta") == "Jumat, 14 Juli 2023"


async def test_the_attendance_list_prints_eighty_nine_people_each_once(loaded):
    told = await printed(loaded[1], by="Ratnasari")

    assert "Kamis, 13 Juli 2023" in told.pdf
    assert "Jumlah hadir : 89 orang dari 19 instansi" in told.pdf
    assert "3 orang juga mengikuti secara daring, dihitung satu kali." in told.pdf
    assert told.numbers("Tanda tangan") == [str(n) for n in range(1, 59)]
    assert told.numbers("Lama") == [str(n) for n in range(1, 32)]
    sheets = [len(told.names(title)) for title in ("Daftar hadir", "Di ruang", "Daring")]
    assert sheets == [89, 58, 34]
    rows = told.by_agency()
    assert (len(rows), sum(int(row[-1]) for row in rows.values())) == (19, 89)
    assert rows["KEMENKES"] == ("", "6", "4", "3", "6")
    assert len(told.csv) - 1 == 89


async def test_the_release_says_89_people_of_14_agencies_and_four_results(loaded):
    release = await told()

    assert release["counts"] == ["Kegiatan ini dihadiri 89 orang dari 14 kementerian/lembaga."]
    assert release["authors"] == [
        {"name": "Intan Permatadewi, S.I.Kom.", "function": "Humas Ahli Muda"}
    ]
    assert len(release["results"]) == 4
    assert "30%" in release["results"][0]
    assert "10:20:70" in release["results"][1]
    assert [quote["agreed"] for quote in release["quotes"]] == [True]


async def test_the_minutes_say_the_same_figures_in_every_form(loaded):
    told = await minuted(loaded[1], by="Ratnasari")
    golden = (
        "Kamis, 13 Juli 2023",
        "09.00–12.04 WIB",
        "89 orang dari 14 K/L dan internal",
        "sekurang-kurangnya 30% kursi pelatihan teknis bagi aparatur pemerintah daerah",
        "pola pembelajaran 10:20:70 dan diuji pada tiga pelatihan",
        "yaitu APBN, BLU, PNBP, dan APBD, dan dituangkan dalam rencana jangka panjang",
        "Papua Selatan, Papua Tengah, Papua Pegunungan, dan Papua Barat Daya didahulukan",
        "Jumat, 14 Juli 2023, 11.20 WIB",
    )

    missing = {form: [each for each in golden if each not in text] for form, text in told.items()}
    assert missing == {form: [] for form in ("pdf", "docx", "html", "md", "json")}


async def test_the_register_and_the_sheets_hold_four_results_of_twenty_owners(loaded):
    told = await decided(loaded[1], by="Ratnasari")
    all_money = "APBN, BLU, PNBP, APBD provinsi, APBD kabupaten/kota"
    promises = await promised(loaded[1], by="Ratnasari")

    assert (
        told["csv"]
        == told["xlsx"]
        == [
            ["1", "14", "Jangka menengah", all_money],
            ["2", "3", "Jangka pendek", "APBN"],
            ["3", "1", "Jangka panjang", all_money],
            ["4", "2", "Jangka pendek", "APBN, APBD provinsi"],
        ]
    )
    assert told["json"] == [
        ["1", "14", "middle", "apbn blu pnbp apbd_prov apbd_kabkota"],
        ["2", "3", "short", "apbn"],
        ["3", "1", "long", "apbn blu pnbp apbd_prov apbd_kabkota"],
        ["4", "2", "short", "apbn apbd_prov"],
    ]
    # Twenty of its own, and three of the five of the Rakornas that are open to this day.
    for rows in promises.values():
        titles = [row[1].split(" Pengembangan")[0] for row in rows]
        assert [titles.count(title) for title in dict.fromkeys(titles)] == [20, 3]


async def test_the_rakornas_was_carried_to_its_end_and_the_rakortek_began_with_what_was_open(
    loaded,
):
    rakornas, rakortek, _evaluation = loaded
    minutes = await Minutes.get(meeting_id=rakornas.id)
    document, after = document_of(minutes), document_of(await Minutes.get(meeting_id=rakortek.id))

    assert minutes.state is MinutesState.DISTRIBUTED
    assert [each.number for each in document.decisions] == [1, 2, 3, 4]
    assert document.heads > 0
    assert after.carried == (
        "Membuka pelatihan manajerial yang dapat diikuti aparatur pemerintah daerah. "
        "(Badan Kepegawaian Negara): Belum dimulai → Dalam proses. "
        "Daftar pelatihan manajerial sudah disusun, menunggu jadwal.",
    )


async def test_the_meeting_after_tells_what_changed_since_and_in_it(loaded):
    evaluation = loaded[2]
    changes = await changed_since(evaluation)
    document = document_of(await Minutes.get(meeting_id=evaluation.id))

    assert [(each.owner, each.after.value, each.during) for each in changes] == [
        ("Kementerian Perhubungan", "done", False),
        ("Badan Siber dan Sandi Negara", "done", True),
        ("Badan Pengembangan Sumber Daya Manusia", "done", True),
    ]
    assert len(document.carried) == len(changes)
    assert all("Selesai" in line for line in document.carried)


async def test_the_berita_acara_says_the_four_results_to_eighteen_agencies(loaded):
    told, words_of = await agreed(loaded[1], by="Ratnasari")
    golden = (
        "Nomor: BA-001/BPSDM/07/2023",
        "Kamis, tanggal tiga belas bulan Juli tahun dua ribu dua puluh tiga",
        "sekurang-kurangnya 30% kursi pelatihan teknis bagi aparatur pemerintah daerah",
        "pola pembelajaran 10:20:70 dan diuji pada tiga pelatihan",
        "Papua Selatan, Papua Tengah, Papua Pegunungan, dan Papua Barat Daya didahulukan",
        "dalam rangkap 19 (sembilan belas)",
        told["code"],
    )

    missing = {form: [each for each in golden if each not in text]
               for form, text in words_of.items()}  # fmt: skip
    assert missing == {"pdf": [], "docx": []}
    assert len(told["document"]["parties"]) == 19
    assert [each["decision"] for each in told["document"]["points"]] == ["1", "2", "3", "4"]
