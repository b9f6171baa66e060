import csv
import io
import zipfile
from uuid import uuid4

import pytest

from rakor.attendance.models import Head, Scan
from rakor.invitations.queries import checkin_code
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import MeetingPart, Quota
from rakor.meetings.rules import Part, State


async def test_a_check_in_is_answered_with_the_person_and_the_number_of_its_entry(
    meeting, invite, rina, bkn, as_person
):
    sari = await invite("Sari Utami", bkn)
    body = {"code": checkin_code(sari), "channel": "room", "nonce": "n-1", "device": "Meja 1"}
    async with as_person(rina) as desk:
        first = await desk.post(f"/api/v1/meetings/{meeting.id}/check-ins", json=body)
        again = await desk.post(f"/api/v1/meetings/{meeting.id}/check-ins", json=body)
        other = await desk.post(
            f"/api/v1/meetings/{meeting.id}/check-ins", json=body | {"nonce": "n-2", "device": "M2"}
        )

    said = first.json()
    assert (first.status_code, said["result"], said["reason"], said["seq"]) == (
        200,
        "accepted",
        "",
        2,
    )
    assert {name: said["head"][name] for name in ("name", "office", "agency", "represents")} == {
        "name": "Sari Utami",
        "office": "Kepala Pusat",
        "agency": "Badan Kepegawaian Negara",
        "represents": "",
    }
    assert again.json() == {name: value for name, value in said.items() if name != "seq"}
    assert (other.json()["result"], other.json()["reason_code"]) == ("duplicate", "already_in")
    assert other.json()["head"]["first_device"] == "Meja 1"


async def test_an_unknown_code_is_an_answer_and_not_an_error(meeting, rina, as_person):
    async with as_person(rina) as desk:
        answer = await desk.post(
            f"/api/v1/meetings/{meeting.id}/check-ins", json={"code": "ZZZZ-ZZZZ", "nonce": "x"}
        )
    assert (answer.status_code, answer.json()["result"], answer.json()["head"]) == (
        200,
        "refused",
        None,
    )


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "code"),
        ({"code": "A", "invitation": str(uuid4())}, "code"),
        ({"code": "A", "channel": "phone"}, "channel"),
        ({"code": "A", "at": "2026-12-01T09:00:00"}, "at"),
        ({"code": "A", "at": "0001-01-01T00:00:00+23:59"}, "at"),
        ({"walk_in": {"name": ""}}, "walk_in.name"),
        ({"walk_in": {"name": "Budi\u202e"}}, "walk_in.name"),
        ({"code": "A", "seat": 4}, "seat"),
        ({"code": "A", "nonce": "n" * 81}, "nonce"),
    ],
)
async def test_a_wrong_scan_names_its_field_and_stores_nothing(
    meeting, rina, as_person, body, field
):
    async with as_person(rina) as desk:
        answer = await desk.post(f"/api/v1/meetings/{meeting.id}/check-ins", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert await Scan.all().count() == 0


async def test_attendance_is_told_by_agency_and_kind_with_the_quorum(
    meeting, invite, rina, bkn, bpsdm, as_person
):
    await Quota.create(meeting=meeting, agency=bkn, seats=40)
    sari = await invite("Sari", bkn, status=RsvpStatus.ACCEPTED)
    await invite("Tono", bpsdm)
    await invite("Ditarik", bpsdm, status=RsvpStatus.WITHDRAWN)
    async with as_person(rina) as desk:
        for channel in ("room", "online"):
            await desk.post(
                f"/api/v1/meetings/{meeting.id}/check-ins",
                json={"invitation": str(sari.id), "channel": channel, "nonce": channel},
            )
        await desk.post(
            f"/api/v1/meetings/{meeting.id}/check-ins",
            json={"walk_in": {"name": "Budi", "agency": None, "office": None}, "nonce": "g"},
        )
        answer = await desk.get(f"/api/v1/meetings/{meeting.id}/attendance")

    def row(code, **facts):
        names = "accepted room online both present delegates inside taken companions"
        empty = dict.fromkeys(names.split(), 0)
        return {"agency": code, "seats": None, "invited": 1, **empty, **facts}

    assert answer.json() == {
        "heads": 2,
        "room": 2,
        "online": 1,
        "both": 1,
        "walk_ins": 1,
        "agencies_present": 1,
        "inside": 2,
        "companions": 0,
        "by_kind": {"institution": 1},
        "by_agency": [
            row(
                "BKN",
                name="Badan Kepegawaian Negara",
                kind="institution",
                seats=40,
                accepted=1,
                room=1,
                online=1,
                both=1,
                present=1,
                inside=1,
                taken=1,
            ),
            row("BPSDM", name="BPSDM Kemendagri", kind="unit"),
        ],
        "quorum": {
            "rule": "agencies",
            "needed": 2,
            "present": 1,
            "reached": False,
            "of": 2,
            "since": None,
        },
    }


async def test_the_list_as_csv_holds_no_formula(meeting, rina, as_person):
    async with as_person(rina) as desk:
        await desk.post(
            f"/api/v1/meetings/{meeting.id}/check-ins",
            json={
                "walk_in": {"name": '=HYPERLINK("http://x")', "agency": "@KORPRI", "office": "-1"},
                "nonce": "g",
            },
        )
        answer = await desk.get(f"/api/v1/meetings/{meeting.id}/attendance.csv")

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == (
        'attachment; filename="daftar-hadir-rapat-koordinasi-teknis.csv"'
    )
    head, line = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert head[:8] == [
        "No.",
        "Nama",
        "Jabatan",
        "Instansi",
        "Hadir sebagai",
        "Moda",
        "Waktu masuk (WIB)",
        "Waktu keluar (WIB)",
    ]
    assert line[:6] == [
        "1",
        '\'=HYPERLINK("http://x")',
        "'-1",
        "'@KORPRI",
        "Tamu tanpa undangan",
        "Di ruang",
    ]


async def test_the_workbook_has_the_room_and_online_apart(meeting, invite, rina, bkn, as_person):
    sheets = ("Daftar hadir", "Di ruang", "Daring", "Per instansi")
    found = []
    async with as_person(rina) as desk:
        for name, channel in (("Sari", "room"), ("Budi", "online")):
            guest = await invite(name, bkn)
            await desk.post(
                f"/api/v1/meetings/{meeting.id}/check-ins",
                json={"invitation": str(guest.id), "nonce": name, "channel": channel},
            )
            answer = await desk.get(f"/api/v1/meetings/{meeting.id}/attendance.xlsx")
            with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
                names = book.read("xl/workbook.xml").decode()
            found.append([name in names for name in sheets])
    # A way by which nobody came has no sheet.
    assert found == [[True, True, False, True], [True] * 4]


async def test_rights_to_record_to_read_names_and_to_read_counts(
    meeting, invite, new_user, dewi, rina, bkn, as_person
):
    sari = await invite("Sari", bkn)
    guest = await new_user("Peserta Biasa")
    chair = await new_user("Ketua Rapat")
    await MeetingPart.create(meeting=meeting, person_id=guest.id, part=Part.PARTICIPANT)
    await MeetingPart.create(meeting=meeting, person_id=chair.id, part=Part.CHAIR)
    stranger = await new_user("Orang Luar")
    found = {}
    for user in (rina, dewi, chair, guest, stranger):
        async with as_person(user) as client:
            scan = await client.post(
                f"/api/v1/meetings/{meeting.id}/check-ins", json={"invitation": str(sari.id)}
            )
            counts = await client.get(f"/api/v1/meetings/{meeting.id}/attendance")
            names = await client.get(f"/api/v1/meetings/{meeting.id}/attendance.csv")
            book = await client.get(f"/api/v1/meetings/{meeting.id}/attendance.xlsx")
        found[user.full_name] = [each.status_code for each in (scan, counts, names, book)]
    assert found == {
        "Rina Halim": [200, 200, 200, 200],
        "Dewi Anjani": [200, 200, 200, 200],
        "Ketua Rapat": [403, 200, 200, 200],
        "Peserta Biasa": [403, 200, 403, 403],
        "Orang Luar": [404, 404, 404, 404],
    }


async def test_a_cancelled_meeting_answers_with_a_conflict(meeting, rina, as_person):
    meeting.state = State.CANCELLED
    await meeting.save()
    async with as_person(rina) as desk:
        answer = await desk.post(
            f"/api/v1/meetings/{meeting.id}/check-ins", json={"walk_in": {"name": "Budi"}}
        )
    assert (answer.status_code, answer.json()["state"]) == (409, "cancelled")
    assert await Head.all().count() == 0


async def test_an_idempotency_key_and_a_nonce_agree(meeting, invite, rina, bkn, as_person):
    sari = await invite("Sari", bkn)
    body = {"invitation": str(sari.id), "nonce": "same"}
    async with as_person(rina) as desk:
        answers = [
            await desk.post(
                f"/api/v1/meetings/{meeting.id}/check-ins",
                json=body,
                headers={"Idempotency-Key": "same"},
            )
            for _ in range(2)
        ]
    assert answers[0].json() == answers[1].json()
    assert await Scan.all().count() == 1
