"""The doors to personal data, for everyone and for the officers."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from rakor import journal
from rakor.accounts.models import Session
from rakor.accounts.rules import Role
from rakor.directory.models import Person
from rakor.journal import Entry
from rakor.mail.models import OutgoingMail
from rakor.mail.reading import open_letter
from rakor.privacy import operations, queries
from rakor.privacy.models import Breach, BreachSubject, Consent, PrivacyRequest
from rakor.privacy.rules.breaches import BreachFacts
from rakor.privacy.rules.requests import RequestKind, RequestState
from tests.documents.archival import faults

from .conftest import NIP

OFFICERS = (
    "/privacy/requests",
    "/privacy/erasures?q=bag",
    "/privacy/retention",
    "/privacy/retention/session",
    "/privacy/breaches",
    "/privacy/breaches/new",
    "/privacy/inventory",
    "/privacy/notice",
)


async def test_everyone_sees_their_own_data_with_a_masked_nip(held, bagus, as_person):
    async with as_person(bagus, page=True) as browser:
        page = await browser.get("/my-data")
    assert page.status_code == 200
    assert "1968****…009" in page.text
    assert NIP not in page.text
    assert "Saya alergi" in page.text
    assert "Ponsel Bagus" in page.text


async def test_ones_own_file_shortly_after_signing_in_has_everything(held, bagus, as_person):
    async with as_person(bagus, page=True) as browser:
        answer = await browser.get("/my-data.json")
    told = json.loads(answer.content)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["cache-control"] == "no-store"
    assert told["identity"][0]["nip"] == NIP
    assert [row["email"] for row in told["addresses"]] == ["bagus@rumah.test"]
    assert [row["comment"] for row in told["invitations"]] == ["Saya alergi"]
    assert [row["meeting"] for row in told["attendance"]] == ["Rapat pemetaan"]
    assert [row["subject"] for row in told["letters"]] == ["Undangan: Rapat pemetaan"]
    looked = await Entry.get(kind="person.downloaded")
    assert (looked.actor, looked.subject) == (bagus.id, bagus.id)


async def test_a_browser_left_open_tells_the_nip_to_nobody(held, bagus, as_person):
    async with as_person(bagus, page=True) as browser:
        await Session.filter(account_id=bagus.account_id).update(
            created_at=datetime.now(UTC) - timedelta(hours=2)
        )
        answer = await browser.get("/my-data.json")
    assert json.loads(answer.content)["identity"][0]["nip"] == "1968****…009"
    assert NIP not in answer.text


async def test_ones_own_data_comes_as_a_pdf(held, bagus, as_person):
    async with as_person(bagus, page=True) as browser:
        answer = await browser.get("/my-data.pdf")
    assert (answer.status_code, faults(answer.content)) == (200, [])


async def test_whoever_looked_is_told_to_the_person(bagus, officer, as_person):
    await operations.preview_erasure(bagus.id, by=officer)
    told = {section.key: section.rows for section in await queries.held_about(bagus.person)}
    assert [row["who"] for row in told["looks"]] == ["Dewi Pelindung"]


async def test_a_correction_is_asked_granted_and_told(bagus, officer, as_person):
    wish = {"kind": "correction", "reason": "Nama saya salah tulis", "name": "Bagus Prakosah"}
    async with as_person(bagus, page=True) as browser:
        asked = await browser.post("/my-data/requests", data=wish)
    request = await PrivacyRequest.get()
    assert asked.status_code == 303
    assert request.due_at - request.created_at == timedelta(hours=72)
    async with as_person(officer, page=True) as browser:
        page = await browser.get(f"/privacy/requests/{request.id}")
        granted = await browser.post(f"/privacy/requests/{request.id}/accept", data={"answer": ""})
    assert "Bagus Prakosah" in page.text
    assert granted.status_code == 303
    await request.refresh_from_db()
    assert (request.state, request.wish) == (RequestState.DONE, {})
    assert (await Person.get(id=bagus.id)).name == "Bagus Prakosah"
    told = await OutgoingMail.get()
    assert (told.to_address, told.subject) == (
        bagus.person.email,
        "Jawaban atas permintaan Anda: Perbaikan data",
    )
    assert "sudah kami penuhi" in open_letter(bytes(told.message)).text
    changed = await Entry.get(kind="person.changed")
    assert (changed.actor, changed.subject) == (officer.id, bagus.id)


async def test_a_refusal_says_why_and_the_person_reads_it(bagus, officer, as_person):
    wish = {"kind": "objection", "reason": "Saya keberatan diundang"}
    async with as_person(bagus, page=True) as browser:
        await browser.post("/my-data/requests", data=wish)
    request = await PrivacyRequest.get()
    async with as_person(officer, page=True) as browser:
        silent = await browser.post(f"/privacy/requests/{request.id}/refuse", data={"answer": ""})
        said = {"answer": "Undangan ini tugas jabatan"}
        await browser.post(f"/privacy/requests/{request.id}/refuse", data=said)
    assert silent.status_code == 422
    async with as_person(bagus, page=True) as browser:
        page = await browser.get("/my-data")
    assert "Undangan ini tugas jabatan" in page.text


async def test_the_same_request_is_not_made_twice_while_it_waits(bagus, as_person):
    wish = {"kind": "restriction", "reason": "Mohon dibatasi"}
    async with as_person(bagus) as program:
        first = await program.post("/api/v1/my-data/requests", json=wish)
        twice = await program.post("/api/v1/my-data/requests", json=wish)
    assert (first.status_code, twice.status_code) == (201, 409)


async def test_a_keeper_answers_corrections_of_their_people_and_nothing_else(
    bagus, bpsdm, new_user, as_person
):
    keeper = await new_user("Sari", bpsdm, Role.SECRETARIAT)
    for kind in (RequestKind.CORRECTION, RequestKind.OBJECTION):
        now = datetime.now(UTC)
        await PrivacyRequest.create(
            person=bagus.person,
            kind=kind,
            wish={"phone": "0813"} if kind is RequestKind.CORRECTION else {},
            reason="Mohon diperbaiki",
            created_at=now,
            due_at=now + timedelta(hours=72),
        )
    async with as_person(keeper) as program:
        listed = (await program.get("/api/v1/privacy/requests")).json()["items"]
        mine = await PrivacyRequest.get(kind=RequestKind.CORRECTION)
        other = await PrivacyRequest.get(kind=RequestKind.OBJECTION)
        done = await program.post(f"/api/v1/privacy/requests/{mine.id}/accept", json={})
        unseen = await program.post(f"/api/v1/privacy/requests/{other.id}/accept", json={})
    assert [row["id"] for row in listed] == [str(mine.id)]
    assert (done.status_code, unseen.status_code) == (200, 404)
    assert (await Person.get(id=bagus.id)).phone == "0813"


async def test_nobody_answers_their_own_request(officer, as_person):
    async with as_person(officer) as program:
        wish = {"kind": "objection", "reason": "Saya keberatan"}
        made = (await program.post("/api/v1/my-data/requests", json=wish)).json()
        own = await program.post(f"/api/v1/privacy/requests/{made['id']}/accept", json={})
    assert own.status_code == 403


async def test_the_notice_is_open_to_all_and_generated_from_the_rules(db, as_person, officer):
    async with as_person(None, page=True) as visitor:
        before = await visitor.get("/privacy")
        async with as_person(officer, page=True) as browser:
            await browser.post("/privacy/notice", data={"contact_id": "Surel pdp@bpsdm.go.id"})
            rule = {"months": "7", "disposal": "delete", "basis": "JRA 12"}
            await browser.post("/privacy/retention/session", data=rule)
        after = await visitor.get("/privacy")
        english = await visitor.get("/privacy", headers={"accept-language": "en"})
    assert (before.status_code, "pdp@bpsdm.go.id" in before.text) == (200, False)
    assert "pdp@bpsdm.go.id" in after.text
    assert "7 bulan sejak sesi berakhir" in after.text
    assert "7 months since the session ended" in english.text


@pytest.mark.parametrize("path", OFFICERS)
async def test_the_officers_pages_are_for_officers(bagus, officer, as_person, path):
    async with as_person(bagus, page=True) as browser:
        refused = await browser.get(path)
    async with as_person(officer, page=True) as browser:
        shown = await browser.get(path)
    assert (refused.status_code, shown.status_code) == (403, 200)


async def test_an_erasure_goes_through_the_pages_of_two_officers(
    held, bagus, officer, second, as_person
):
    async with as_person(officer, page=True) as browser:
        plan = await browser.get(f"/privacy/people/{bagus.id}/erasure")
        made = await browser.post(
            f"/privacy/people/{bagus.id}/erasure", data={"reason": "Diminta sendiri"}
        )
        own = await browser.post(f"{made.headers['location']}/approve")
    async with as_person(second, page=True) as browser:
        page = await browser.get(made.headers["location"])
        done = await browser.post(f"{made.headers['location']}/approve")
        after = await browser.get(made.headers["location"])
    assert [plan.status_code, own.status_code, page.status_code] == [200, 403, 200]
    assert (done.status_code, after.status_code) == (303, 200)
    assert (await Person.get(id=bagus.id)).email is None


async def test_a_destruction_list_is_printed(held, officer, second, as_person):
    from .test_retention import age

    await age(held)
    async with as_person(officer, page=True) as browser:
        made = await browser.post("/privacy/destructions")
        place = made.headers["location"]
        page = await browser.get(place)
    async with as_person(second, page=True) as browser:
        await browser.post(f"{place}/approve")
    await operations.carry_out()
    async with as_person(officer, page=True) as browser:
        pdf, xlsx = await browser.get(f"{place}.pdf"), await browser.get(f"{place}.xlsx")
        listed = await browser.get("/privacy/retention")
    assert [made.status_code, page.status_code, listed.status_code] == [303, 200, 200]
    assert (faults(pdf.content), xlsx.content[:2]) == ([], b"PK")


async def test_an_incident_is_recorded_told_and_closed(bagus, officer, as_person):
    facts = {
        "title": "Laptop hilang",
        "found_at": (datetime.now(UTC) + timedelta(hours=6)).strftime("%Y-%m-%dT%H:%M"),
        "data": "Daftar hadir",
        "people": "",
    }
    said = {
        "to_subjects": "Data Anda terkena.\n\nMohon waspada.",
        "to_authority": "Kami melapor " * 3,
    }
    measures = {"measures": "Disk laptop dienkripsi"}
    async with as_person(officer, page=True) as browser:
        made = await browser.post("/privacy/breaches/new", data=facts)
        place = made.headers["location"]
        unknown = await browser.post(f"{place}/affected", data={"addresses": "x@y.test"})
        await browser.post(f"{place}/affected", data={"addresses": str(bagus.person.email)})
        early = await browser.post(f"{place}/close", data=measures)
        silent = await browser.post(f"{place}/subjects-told")
        page = await browser.get(place)
        await browser.post(f"{place}/notices", data=said)
        await browser.post(f"{place}/subjects-told")
        await browser.post(f"{place}/authority-told")
        closed = await browser.post(f"{place}/close", data=measures)
        after = await browser.get(place)
    assert [r.status_code for r in (made, unknown, early, silent, page)] == [
        303,
        422,
        409,
        409,
        200,
    ]
    assert "Daftar hadir" in page.text
    assert (closed.status_code, after.status_code) == (303, 200)
    told = await OutgoingMail.get()
    assert told.to_address == bagus.person.email
    assert "Mohon waspada." in open_letter(bytes(told.message)).text
    assert (await BreachSubject.get()).told_at is not None
    kinds = [entry.kind for entry in await journal.since(operations.PRIVACY, 0)]
    assert kinds == [
        "breach.recorded",
        "breach.affected",
        "breach.drafted",
        "breach.subjects_told",
        "breach.authority_told",
        "breach.closed",
    ]


async def test_an_incident_that_is_late_stands_on_the_first_page_of_the_officer(
    officer, rina, as_person
):
    found = datetime.now(UTC) - timedelta(hours=80)
    facts = BreachFacts(title="Laptop hilang", found_at=found, data="Daftar hadir")
    breach = await operations.record_breach(facts, by=officer)
    async with as_person(officer, page=True) as browser:
        home = await browser.get("/")
        page = await browser.get(f"/privacy/breaches/{breach.id}")
    async with as_person(rina, page=True) as browser:
        other = await browser.get("/")
    assert "batas 3×24 jam sudah lewat" in home.text
    assert "Terlambat 8 jam" in page.text
    assert "Laptop hilang" not in other.text
    assert await Breach.all().count() == 1


async def test_consent_is_given_in_words_and_withdrawn_with_its_proof_kept(bagus, as_person):
    async with as_person(bagus, page=True) as browser:
        for said in ("yes", "yes", "no"):
            await browser.post("/my-data/consents", data={"purpose": "photo", "consent": said})
    given = await Consent.get()
    assert (given.version, given.withdrawn_at is not None) == (1, True)
    assert given.words.startswith("Foto saya di rapat")
    kinds = [entry.kind for entry in await journal.since(operations.PRIVACY, 0)]
    assert kinds == ["consent.given", "consent.withdrawn"]


async def test_programs_read_their_owners_data_without_the_nip(held, bagus, as_person):
    async with as_person(bagus) as program:
        await Session.filter(account_id=bagus.account_id).update(
            created_at=datetime.now(UTC) - timedelta(hours=2)
        )
        told = (await program.get("/api/v1/my-data")).json()
    assert told["format"] == "rakor.my-data/1"
    assert told["identity"][0]["nip"] == "1968****…009"
