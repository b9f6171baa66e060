"""SC-4: an office of another institution sends a deputy's deputy with a letter, who is counted."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from rakor.database import new_id
from rakor.directory.models import Office, OfficeHolder, Person
from rakor.directory.rules import OfficeLevel
from rakor.invitations import queries
from rakor.invitations.models import DelegationStep, Invitation
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State

A = "/api/v1"
WHOM = "Kepala Badan Kepegawaian Negara"


def read(pdf: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    command = ["pdftotext", "-layout", "-", "-"]
    text = subprocess.run(
        command, input=pdf, capture_output=True, check=True, timeout=60
    ).stdout.decode()
    return " ".join(text.split())


@pytest.fixture
async def meeting(rina) -> Meeting:
    key, now = new_id(), datetime.now(UTC)
    return await Meeting.create(
        id=key,
        title="Rapat Koordinasi Teknis",
        starts_at=now - timedelta(minutes=5),
        ends_at=now + timedelta(hours=3),
        timezone="Asia/Jakarta",
        organizer_id=rina.agency_id,
        state=State.SCHEDULED,
        room="Ruang Rapat Cendrawasih",
        online_provider="Zoom",
        join_url="https://zoom.example/j/96212345678",
        uid=f"{key}@rakor.test",
    )


@pytest.fixture
async def office(bkn) -> Office:
    office = await Office.create(title=WHOM, agency=bkn, level=OfficeLevel.JPT_UTAMA)
    head = await Person.create(name="Haryono", email="kepala@bkn.example.go.id", agency=bkn)
    await OfficeHolder.create(office=office, person=head)
    return office


async def test_the_last_of_a_chain_is_counted_for_the_office_that_was_asked(
    meeting, office, rina, as_person
):
    async with as_person(rina) as program, as_person(None, page=True) as phone:
        ask = {"to": [{"office": str(office.id)}], "delegation": "allowed_with_letter"}
        await program.post(f"{A}/meetings/{meeting.id}/invitations", json=ask)
        await program.post(f"{A}/meetings/{meeting.id}/invitations/send", json={})

        async def sends(giver: str, name: str, title: str) -> None:
            token = queries.personal_token(await Invitation.get(email=giver))
            said = {
                "status": "delegated",
                "name": name,
                "email": f"{name.lower()}@bkn.example.go.id",
                "office_title": title,
                "number": f"ST-{name}",
                "date": "2023-07-10",
                "signer": WHOM,
            }
            letter = {"file": (f"{name}.pdf", b"%PDF-1.7 surat tugas", "application/pdf")}
            await phone.post(f"/r/{token}", data=said, files=letter)

        await sends("kepala@bkn.example.go.id", "Melati", "Sekretaris Utama")
        await sends("melati@bkn.example.go.id", "Bagus", "Kepala Pusat Pelatihan")
        bagus = await Invitation.get(email="bagus@bkn.example.go.id")
        token = queries.personal_token(bagus)
        page = (await phone.get(f"/r/{token}")).text
        await phone.post(f"/r/{token}", data={"status": "room"})
        await program.post(f"{A}/meetings/{meeting.id}/open", json={})
        come = await program.post(
            f"{A}/meetings/{meeting.id}/check-ins",
            json={"code": queries.checkin_code(bagus), "nonce": "1"},
        )
        told = (await program.get(f"{A}/meetings/{meeting.id}/attendance")).json()
        listed = (await program.get(f"{A}/meetings/{meeting.id}/attendance.csv")).text
        first = await DelegationStep.filter().order_by("created_at").first()
        late = await program.post(f"{A}/delegations/{first.id}/revoke", json={})
        await program.post(f"{A}/meetings/{meeting.id}/close", json={})
        await program.post(f"{A}/meetings/{meeting.id}/minutes", json={})
        record = read((await program.get(f"{A}/meetings/{meeting.id}/minutes.pdf")).content)
        minutes = (await program.get(f"{A}/meetings/{meeting.id}/minutes.md")).text

    assert f"Mewakili {WHOM}" in page
    assert (come.json()["head"]["name"], come.json()["head"]["represents"]) == ("Bagus", WHOM)
    assert (told["heads"], told["agencies_present"]) == (1, 1)
    (row,) = [row for row in told["by_agency"] if row["agency"] == "BKN"]
    assert {name: row[name] for name in ("invited", "accepted", "present", "delegates")} == {
        "invited": 1,
        "accepted": 1,
        "present": 1,
        "delegates": 1,
    }
    (came,) = [line for line in listed.splitlines() if "Bagus" in line]
    assert "Kepala Pusat Pelatihan" in came
    assert f"Mewakili {WHOM}" in came
    assert record.index("Bagus") < record.index("Kepala Badan")
    assert [step.state.value for step in await DelegationStep.all()] == ["completed"] * 2
    assert (late.status_code, late.json()["reason"]) == (409, "arrived")
    line = next(line for line in minutes.splitlines() if "Bagus" in line)
    assert "Kepala Pusat Pelatihan" in line
    assert WHOM in line
