"""Minutes are made from the record, rewritten where needed, and made again without losing that."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rakor import journal
from rakor.directory.models import Office, OfficeHolder
from rakor.directory.operations import change_agency
from rakor.directory.rules import AgencyChanges
from rakor.live.models import Note, Turn
from rakor.live.rules import TurnCategory, TurnState
from rakor.meetings.rules import State
from rakor.minutes.models import Minutes


def text(body: dict) -> str:
    return "\n".join(
        "".join(span.get("text", "") for span in block.get("content", []))
        for block in body["content"]
    )


async def test_a_draft_says_what_the_record_says(held, as_person):
    async with as_person(held.taker) as program:
        answer = await program.post(held.api, json={})

    assert answer.status_code == 201
    made = answer.json()
    assert (made["status"], made["version"], made["revision"]) == ("draft", 1, 1)
    assert made["seq"] == made["journal_seq"] == 1
    document = made["document"]
    assert document["facts"] == {
        "meeting": "Rapat Koordinasi Teknis",
        "day": "Kamis, 13 Juli 2023",
        "times": ["09.04–12.04 WIB", "10.04–13.04 WITA / 11.04–14.04 WIT"],
        "places": ["Ruang Rapat Cendrawasih", "Zoom"],
        "basis": "Undangan nomor 005/1142/BPSDM",
        "subject": "Pemetaan program",
        "chair": "Wirakarsa Adinegara",
        "secretary": "",
        "minute_taker": "Sari Kusumawardhani",
        "participants": "3 orang dari 2 K/L dan internal; daftar hadir terlampir",
    }
    opening = "Rapat dibuka oleh Wirakarsa Adinegara pada pukul 09.04 WIB."
    assert text(document["opening"]) == opening
    closing = "Rapat ditutup oleh pimpinan rapat pada pukul 12.04 WIB."
    assert text(document["closing"]) == closing
    assert document["signing"]["place_and_date"] == "Jakarta, 13 Juli 2023"
    assert [(d["number"], d["title"], text(d["notes"])) for d in document["discussion"]] == [
        (1, "Arahan", "Peserta menyimak."),
        (2, "Kuota kursi", "18% dari 2.450"),
        (3, "Rahasia dapur", "Sangat rahasia"),
    ]
    assert [d["item"] for d in document["discussion"]] == [str(i.id) for i in held.items[:3]]
    assert document["follow_ups"][0] == {
        "number": 1,
        "text": "Kuota 30% kursi",
        "owners": ["BKN"],
        "supporting": ["BPSDM"],
        "due": "31 Desember 2023",
        "indicator": "",
        "funding": ["APBN", "BLU"],
        "horizon": "Jangka menengah",
        "status": "",
        "confidential": False,
    }
    assert [d["agency"] for d in document["attendance"]] == [
        "Kementerian Kesehatan",
        "BPSDM Kemendagri",
        "Badan Kepegawaian Negara",
    ]
    modes = {a["name"]: a["mode"] for d in document["attendance"] for a in d["attendees"]}
    assert modes == {"Bagus": "Luring", "Melati": "Daring", "Sari": "Luring dan daring"}


async def test_a_draft_names_who_spoke_on_each_item(held, as_person, bkn):
    at = held.meeting.starts_at
    for minute, (name, item, agency, state) in enumerate(
        (
            ("Maria Goreti Wea, M.Kes.", 1, bkn, TurnState.DONE),
            ("Badan Kepegawaian Negara", 1, bkn, TurnState.DONE),
            ("Maria Goreti Wea, M.Kes.", 1, bkn, TurnState.DONE),
            ("Tamu", 2, None, TurnState.SPEAKING),
            ("Tidak jadi", 1, None, TurnState.WITHDRAWN),
        )
    ):
        heard = state is not TurnState.WITHDRAWN
        await Turn.create(
            meeting=held.meeting,
            item=held.items[item],
            name=name,
            agency=agency,
            agency_name=agency.name if agency else "",
            agency_short_name=agency.short_name if agency else "",
            category=TurnCategory.STATEMENT,
            state=state,
            requested_at=at,
            started_at=at + timedelta(minutes=minute) if heard else None,
        )
    async with as_person(held.taker) as program, as_person(held.guest) as phone:
        made = (await program.post(held.api, json={})).json()["document"]["discussion"]
        await program.post(f"{held.api}/submit", json={})
        sheet = (await program.get(held.page)).text
        hidden = await phone.get(held.api)

    both = ["Maria Goreti Wea, M.Kes. (BKN)", "Badan Kepegawaian Negara"]
    assert [item["speakers"] for item in made] == [[], both, ["Tamu"]]
    assert f"Pembicara: {'; '.join(both)}" in sheet
    assert hidden.status_code == 404


async def test_a_meeting_has_one_draft(held, as_person):
    async with as_person(held.taker) as program:
        await program.post(held.api, json={})
        again = await program.post(held.api, json={})

    assert (again.status_code, again.json()["detail"]) == (409, "Notula rapat ini sudah ada.")
    assert await Minutes.all().count() == 1
    assert [e.kind for e in await journal.since(held.meeting.id, 0)] == ["minutes.drafted"]


@pytest.mark.parametrize("state", [State.DRAFT, State.SCHEDULED, State.CANCELLED, State.POSTPONED])
async def test_there_is_nothing_to_minute_before_a_meeting_begins(held, as_person, rina, state):
    held.meeting.state = state
    await held.meeting.save()
    async with as_person(rina) as program:
        answer = await program.post(held.api, json={})

    assert answer.status_code == 409
    assert await Minutes.all().count() == 0


async def test_a_record_entered_later_keeps_the_planned_times(held, as_person):
    held.meeting.opened_at = held.meeting.opened_at.replace(year=2024)
    held.meeting.closed_at = held.meeting.closed_at.replace(year=2024)
    await held.meeting.save()
    async with as_person(held.taker) as program:
        made = (await program.post(held.api, json={})).json()

    assert made["document"]["facts"]["times"][0] == "09.00–12.00 WIB"


async def test_people_have_the_office_of_the_day_where_the_meeting_was(held, as_person, bpsdm):
    held.meeting.starts_at = datetime(2023, 7, 12, 23, tzinfo=UTC)  # 06.00 WIB on the 13th
    await held.meeting.save()
    for title, since, until in (
        ("Pelaksana tugas", None, date(2023, 7, 12)),
        ("Kepala badan", date(2023, 7, 13), None),
    ):
        office = await Office.create(title=title, agency=bpsdm)
        await OfficeHolder.create(
            office=office, person=held.chair.person, valid_from=since, valid_until=until
        )
    async with as_person(held.taker) as program:
        made = (await program.post(held.api, json={})).json()

    assert made["document"]["facts"]["chair"] == "Wirakarsa Adinegara, Kepala badan"


async def test_minutes_print_the_name_that_the_organizer_bore_on_the_day(held, as_person, bpsdm):
    renamed = AgencyChanges(name="Badan Baru", renamed_since=date(2024, 1, 1))
    await change_agency(bpsdm.id, renamed, by=None)
    async with as_person(held.taker) as program:
        document = (await program.post(held.api, json={})).json()["document"]

    assert document["letterhead"]["name"] == "BPSDM Kemendagri"


async def test_a_section_is_rewritten_and_the_rest_stays(held, as_person):
    async with as_person(held.taker) as program:
        before = (await program.post(held.api, json={})).json()
        answer = await program.patch(
            held.api,
            json={
                "opening": "Rapat dibuka dengan doa.",
                "basis": "Surat 1",
                "place_and_date": "Jakarta, 14 Juli 2023",
                "presentations": [{"title": "Peta", "speaker": "Bagus", "summary": "Isi"}],
                "discussion": [{"item": str(held.items[1].id), "notes": "Disepakati."}],
            },
            headers={"if-match": '"1"'},
        )

    after = answer.json()
    assert (answer.status_code, after["revision"], answer.headers["etag"]) == (200, 2, '"2"')
    document = after["document"]
    assert text(document["opening"]) == "Rapat dibuka dengan doa."
    assert document["facts"]["basis"] == "Surat 1"
    assert document["facts"]["subject"] == before["document"]["facts"]["subject"]
    assert document["signing"]["place_and_date"] == "Jakarta, 14 Juli 2023"
    assert document["presentations"][0]["title"] == "Peta"
    assert [text(d["notes"]) for d in document["discussion"]] == [
        "Peserta menyimak.",
        "Disepakati.",
        "Sangat rahasia",
    ]
    last = (await journal.since(held.meeting.id, 1))[0]
    assert (last.kind, last.audience) == ("minutes.edited", journal.Audience.STAFF)
    assert set(last.data["sections"]) == {
        "opening",
        "basis",
        "place_and_date",
        "presentations",
        str(held.items[1].id),
    }


@pytest.mark.parametrize(
    ("edits", "field"),
    [
        ({"opening": {"type": "doc", "content": [{"type": "script"}]}}, "opening"),
        (
            {"discussion": [{"item": "00000000-0000-0000-0000-000000000000", "notes": "x"}]},
            "discussion.0.item",
        ),
        ({"presentations": [{"title": ""}]}, "presentations.0.title"),
        ({"unknown": 1}, "unknown"),
        ({"basis": "a\u202eb"}, "basis"),
    ],
)
async def test_an_edit_that_makes_no_sense_names_its_field(held, as_person, edits, field):
    async with as_person(held.taker) as program:
        await program.post(held.api, json={})
        answer = await program.patch(held.api, json=edits)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert (await Minutes.get()).revision == 1


async def test_whoever_edits_an_old_revision_is_told(held, as_person):
    async with as_person(held.taker) as program:
        await program.post(held.api, json={})
        await program.patch(held.api, json={"opening": "Satu"}, headers={"if-match": '"1"'})
        late = await program.patch(held.api, json={"opening": "Dua"}, headers={"if-match": '"1"'})
        now = (await program.get(held.api)).json()

    assert (late.status_code, late.json()["revision"]) == (412, 2)
    assert text(now["document"]["opening"]) == "Satu"


async def test_taking_the_record_again_keeps_what_was_rewritten(held, as_person):
    async with as_person(held.taker) as program:
        await program.post(held.api, json={})
        await program.patch(
            held.api,
            json={
                "closing": "Ditutup dengan doa.",
                "subject": "Acara",
                "discussion": [{"item": str(held.items[0].id), "notes": "Ditulis ulang."}],
            },
        )
        for note in await Note.all():
            note.body["content"][0]["content"][0]["text"] += " (baru)"
            await note.save()
        held.items[3].state = "done"
        await held.items[3].save()
        again = (await program.post(f"{held.api}/refresh", json={})).json()

    document = again["document"]
    assert text(document["closing"]) == "Ditutup dengan doa."
    assert document["facts"]["subject"] == "Acara"
    assert [text(d["notes"]) for d in document["discussion"]] == [
        "Ditulis ulang.",
        "18% dari 2.450 (baru)",
        "Sangat rahasia (baru)",
        "",
    ]
    assert (again["revision"], again["journal_seq"]) == (3, 3)
