"""The audit through its doors: who may read it, what is found, what stays hidden."""

import csv
import io
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zipfile import ZipFile

import pytest

from rakor import journal
from rakor.accounts.rules import Role
from rakor.audit import queries
from rakor.audit.rules import LONGEST_EXPORT, Cursor
from rakor.database import new_id
from rakor.directory.models import Person
from rakor.journal import Entry
from rakor.meetings import operations as meetings
from rakor.meetings.operations import ItemFacts

from ..meetings.conftest import counted_queries

MAY = {Role.ADMIN, Role.AUDITOR, Role.DATA_PROTECTION_OFFICER}
DOORS = ("/audit", "/audit.csv", "/audit.xlsx", "/api/v1/audit")


async def items(client, **wish):
    answer = await client.get("/api/v1/audit", params=wish)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def write(kind, stream=None, *, by=None, at=None, subject=None, **data):
    async with journal.transaction() as record:
        record.at = at or record.at
        await record.entry(stream or new_id(), kind, by=by, subject=subject, **data)


@pytest.mark.parametrize("role", list(Role))
async def test_only_those_who_watch_read_the_audit(new_user, bpsdm, as_person, role):
    user = await new_user("Pembaca", bpsdm, role)
    async with as_person(user) as client:
        answers = {(await client.get(door)).status_code for door in DOORS}
    assert answers == ({200} if role in MAY else {403})


async def test_nobody_reads_the_audit_without_signing_in(as_person):
    async with as_person(None) as client:
        assert [(await client.get(door)).status_code for door in DOORS] == [401] * 4


async def test_an_entry_is_a_sentence_with_a_page_to_open(meeting, admin, rina, as_person):
    async with as_person(admin, page=True) as browser:
        page = (await browser.get("/audit")).text
    assert "menyusun draf rapat" in page
    assert f'<a href="/meetings/{meeting.id}">{meeting.title}</a>' in page
    assert f'<a href="/audit?person={rina.id}">{rina.full_name}</a>' in page
    assert "WIB" in page


async def test_a_reader_who_is_not_invited_sees_the_title_and_no_link(meeting, auditor, as_person):
    async with as_person(auditor, page=True) as browser:
        page = (await browser.get("/audit", headers={"accept-language": "en"})).text
    assert f"<b>{meeting.title}</b>" in page
    assert f"/meetings/{meeting.id}" not in page
    assert "drafted a meeting" in page or "drafted the meeting" in page


@pytest.mark.postgres
async def test_a_confidential_meeting_shows_what_and_who_but_not_about_what(
    secret, admin, rina, as_person
):
    await journal.looked("minutes.downloaded", by=rina, meeting=str(secret.id), file="mutasi.pdf")
    async with as_person(admin) as client:
        found = await items(client, object=str(secret.id))
        read = await items(client, act="minutes.downloaded")
        by_title = await items(client, object="mutasi")
        page = await client.get("/audit", headers={"accept": "text/html"})
    async with as_person(rina) as client:
        assert (await client.get(f"/meetings/{secret.id}")).status_code == 200
    assert [(each["kind"], each["actor_name"], each["data"], each["hidden"]) for each in found] == [
        ("meeting.drafted", "Rina Halim", None, "confidential_meeting")
    ]
    assert found[0]["object"] == {"kind": "meeting", "id": str(secret.id), "title": ""}
    assert (read[0]["data"], read[0]["hidden"]) == (None, "confidential_meeting")
    assert by_title == []
    assert secret.title not in page.text


async def test_what_a_confidential_item_holds_is_not_shown(meeting, admin, rina, as_person):
    facts = ItemFacts.model_validate({"title": "Nama yang dipilih", "confidential": True})
    await meetings.add_item(meeting.id, facts, by=rina)
    async with as_person(admin) as client:
        (found,) = await items(client, act="agenda.added")
    assert (found["data"], found["hidden"]) == (None, "confidential_item")
    assert found["object"]["title"] == meeting.title


async def test_personal_data_inside_an_entry_is_masked(admin, as_person):
    await write("person.changed", email="rina@bkn.go.id", nip="196803191990031009")
    async with as_person(admin, page=True) as browser:
        page = (await browser.get("/audit?act=person")).text
    assert "r…@bkn.go.id" in page
    assert "rina@bkn.go.id" not in page
    assert "19680319" not in page


@pytest.mark.postgres
async def test_filters_may_be_combined(meeting, bkn, admin, rina, as_person):
    day = datetime(2026, 3, 1, 17, 30, tzinfo=UTC)  # the second of March in Jakarta
    await write("agency.changed", by=rina, subject=bkn.id, at=day)
    await write("agency.changed", by=admin, subject=bkn.id, at=day + timedelta(days=1))
    await write("person.viewed", by=admin, subject=rina.id, at=day)
    async with as_person(admin) as client:

        async def kinds(**wish):
            return [(each["kind"], each["actor_name"]) for each in await items(client, **wish)]

        changed = ("agency.changed", "Rina Halim")
        viewed = ("person.viewed", "Ada Admin")
        assert await kinds(person="rina") == [("meeting.drafted", "Rina Halim"), viewed, changed]
        assert await kinds(person=str(rina.id), act="agency") == [changed]
        assert await kinds(person="rina.halim@example.go.id", object="BKN") == [changed]
        assert await kinds(object="kepegawaian", until="2026-03-02") == [changed]
        assert await kinds(since="2026-03-02", until="2026-03-02") == [viewed, changed]
        assert await kinds(until="2026-03-01") == []
        assert await kinds(object="Koordinasi Teknis") == [("meeting.drafted", "Rina Halim")]
        assert await kinds(object=str(meeting.id), act="part") == []
        assert await kinds(person="tak ada orangnya") == []
        assert await kinds(object="tak ada rapatnya") == []
        assert await kinds(since="2026-03-03", until="2026-03-02") == []
        assert await kinds(act="meeting.drafted") == [("meeting.drafted", "Rina Halim")]


@pytest.mark.postgres
async def test_pages_follow_each_other_without_loss_or_repeat(db, admin):
    at = datetime(2026, 3, 1, tzinfo=UTC)
    for n in range(23):  # several of one moment
        await write("thing.done", by=admin, subject=admin.id, at=at + timedelta(seconds=n // 5))
    seen, cursor = [], None
    while True:
        wish = SimpleNamespace(act="", person="ada", object="", span=lambda _zone: (None, None))
        entries, cursor = await queries.page_of_entries(wish, cursor, 5, by=admin)
        seen += [entry.id for entry in entries]
        if cursor is None:
            break
        cursor = Cursor.read(str(cursor))
    newest = await Entry.all().order_by("-at", "-id")
    assert seen == [entry.id for entry in newest]


async def test_a_page_names_the_next_one(admin, as_person):
    for n in range(7):
        await write("thing.done", by=admin, n=n)
    async with as_person(admin) as client:
        first = (await client.get("/api/v1/audit?limit=4&person=ada")).json()
        more = {"limit": 4, "person": "ada", "cursor": first["next"]}
        second = (await client.get("/api/v1/audit", params=more)).json()
    numbers = [each["data"]["n"] for each in (*first["items"], *second["items"])]
    assert (numbers, second["next"]) == ([6, 5, 4, 3, 2, 1, 0], None)


async def test_reading_the_audit_is_recorded_with_its_filter_once_a_page(admin, as_person):
    async with as_person(admin, page=True) as browser:
        for path in ("/audit", "/audit?act=audit&person=ada@example.go.id", "/audit.csv?act=audit"):
            assert (await browser.get(path)).status_code == 200
    found = await Entry.filter(kind__startswith="audit.").order_by("seq")
    asked = {"person": "a…@example.go.id", "act": "audit"}
    assert [(each.kind, each.data, each.actor) for each in found] == [
        ("audit.viewed", {}, admin.id),
        ("audit.viewed", {"filter": asked}, admin.id),
        ("audit.downloaded", {"format": "csv", "filter": {"act": "audit"}}, admin.id),
    ]


@pytest.mark.postgres
async def test_the_files_hold_every_entry_that_was_filtered(meeting, admin, as_person):
    for n in range(2_345):
        await write("thing.done", by=admin, n=n, email="a.b@bkn.go.id")
    async with as_person(admin) as client:
        text = await client.get("/audit.csv?person=ada")
        book = await client.get("/audit.xlsx?person=ada")
    rows = list(csv.reader(io.StringIO(text.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["Waktu (WIB)", "Siapa", "Tindakan", "Objek"]
    assert [row[5] for row in rows[1:3]] == [
        '{"n":2344,"email":"a…@bkn.go.id"}',
        '{"n":2343,"email":"a…@bkn.go.id"}',
    ]
    assert len(rows) == 2_346
    assert text.headers["content-disposition"] == 'attachment; filename="jejak-audit.csv"'
    sheet = ZipFile(io.BytesIO(book.content)).read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == 2_347  # with the heading, and that the CSV was taken home


async def test_more_than_a_file_holds_is_refused(admin, monkeypatch, as_person):
    await write("thing.done", by=admin)
    await write("thing.done", by=admin)
    assert LONGEST_EXPORT == 100_000
    monkeypatch.setattr("rakor.audit.operations.LONGEST_EXPORT", 1)
    async with as_person(admin) as client:
        answer = await client.get("/audit.csv?person=ada")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "since")


async def test_a_page_asks_the_same_number_of_queries_for_1_and_50(
    meeting, admin, rina, as_person, monkeypatch
):
    counts = []
    async with as_person(admin, page=True) as browser:
        for _round in range(2):
            with counted_queries(monkeypatch) as asked:
                await browser.get("/audit")
            counts.append(len(asked))
            for n in range(50):
                person = await Person.create(name=f"Orang {n}")
                await write("person.viewed", by=rina, subject=person.id)
    assert counts[0] == counts[1] <= 13


@pytest.mark.postgres
async def test_a_person_learns_who_looked_at_their_data(db, admin, rina, bkn):
    await journal.looked("person.viewed", by=admin, subject=rina.id)
    await journal.looked("person.viewed", by=admin, subject=bkn.id)
    await write("account.signed_in", by=rina)
    found = await queries.about(rina.id)
    assert [entry.kind for entry in found] == ["account.signed_in", "person.viewed"]
    assert len(await queries.about(rina.id, limit=1)) == 1
    last = Cursor(found[0].at, found[0].id)
    assert [entry.kind for entry in await queries.about(rina.id, before=last)] == ["person.viewed"]


@pytest.mark.parametrize("wish", ["act=invented", "limit=0", "cursor=x", "since=kemarin", "x=1"])
async def test_what_cannot_be_meant_is_refused(admin, as_person, wish):
    async with as_person(admin) as client:
        assert (await client.get(f"/api/v1/audit?{wish}")).status_code == 422
