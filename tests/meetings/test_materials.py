"""Documents of a meeting: with versions, for those who may see them, in the journal once each."""

import hashlib
import os
import time
from uuid import uuid4

import pytest

from rakor import journal
from rakor.documents.stored import STRAY_AFTER
from rakor.errors import Conflict, Forbidden, Invalid, Moved
from rakor.journal import Audience
from rakor.live.queries import Snapshot, missed, snapshot
from rakor.live.rules import View, reduce
from rakor.meetings import operations, queries
from rakor.meetings.models import AgendaItem, Material, MaterialVersion
from rakor.meetings.operations import ItemChanges, MaterialChanges, MaterialFacts
from rakor.settings import settings

from .conftest import counted_queries

PDF = b"%PDF-1.7 paparan"
NEWER = b"%PDF-1.7 paparan yang diperbarui"


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    monkeypatch.setattr(settings(), "files", tmp_path)
    return tmp_path


@pytest.fixture
async def people(running, cast, rina):
    return await cast(running)


async def lay(meeting, by, item: AgendaItem | None = None, content: bytes = PDF, **more):
    facts = MaterialFacts.model_validate({"agenda_item": item and str(item.id), **more})
    return await operations.add_material(meeting.id, content, "Paparan BKN.pdf", facts, by=by)


async def views(meeting) -> dict[View, set[str]]:
    return {view: set((await snapshot(meeting.id, view)).state["materials"]) for view in View}


async def test_a_document_is_added_replaced_and_fetched_by_a_participant(
    running, people, rina, add_item, as_person, files
):
    item = await add_item(running, "Kuota kursi")
    here = f"/api/v1/meetings/{running.id}/materials"
    async with as_person(rina) as api:
        told = await api.post(
            here,
            files={"file": ("Paparan BKN.pdf", PDF, "text/html")},
            data={"agenda_item": str(item.id)},
        )
        assert told.status_code == 201, told.text
        made = told.json()
        again = await api.post(
            f"{here}/{made['id']}/versions", files={"file": ("baru.pdf", NEWER, "")}
        )
        same = await api.post(
            f"{here}/{made['id']}/versions", files={"file": ("baru.pdf", NEWER, "")}
        )
    assert (made["title"], made["item"], made["kind"]) == ("Paparan BKN", str(item.id), "PDF")
    assert made["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert [each["version"] for each in again.json()["versions"]] == [2, 1]
    assert same.status_code == 409
    async with as_person(people["participant"]) as api:
        (listed,) = (await api.get(here)).json()["items"]
        old, new, none = [
            await api.get(f"{here}/{made['id']}/versions/{n}/file") for n in (1, 2, 10**30)
        ]
    assert listed["version"] == 2
    assert (old.content, new.content, none.status_code) == (PDF, NEWER, 404)
    assert old.headers["content-type"] == "application/pdf"
    assert old.headers["content-disposition"].startswith('attachment; filename="Paparan BKN.pdf"')
    assert old.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in old.headers["content-security-policy"]
    kept = {path.name for path in (files / "materials").iterdir()}
    assert kept == {str(row.id) for row in await MaterialVersion.all()}
    kinds = [entry.kind for entry in await journal.since(running.id, 0, 99)]
    assert kinds.count("material.added") == kinds.count("material.replaced") == 1


async def test_only_those_who_run_the_meeting_lay_documents_before_it(running, people, as_person):
    for name, user in people.items():
        async with as_person(user) as api:
            told = await api.post(
                f"/api/v1/meetings/{running.id}/materials", files={"file": ("a.pdf", PDF, "")}
            )
        runs = {"admin", "secretariat", "organizer", "chair", "minute_taker"}
        assert (told.status_code == 201) is (name in runs), (name, told.text)
        assert told.status_code in (201, 403, 404)


async def test_those_of_a_confidential_item_are_for_secretariat_and_chair(
    running, people, rina, add_item, as_person
):
    secret = await add_item(running, "Rahasia", confidential=True)
    made = await lay(running, rina, secret)
    path = f"/api/v1/meetings/{running.id}/materials"
    for name, seen in (("participant", False), ("chair", True)):
        async with as_person(people[name]) as api:
            listed = (await api.get(path)).json()["items"]
            file = await api.get(f"{path}/{made['id']}/versions/1/file")
        assert (bool(listed), file.status_code) == (seen, 200 if seen else 404)
    staff = {made["id"]}
    assert await views(running) == {
        View.PUBLIC: set(),
        View.PARTICIPANT: set(),
        View.SECRETARIAT: staff,
        View.CHAIR: staff,
    }
    entry = (await journal.since(running.id, 0, 99))[-1]
    assert (entry.kind, entry.audience) == ("material.added", Audience.STAFF)


async def test_one_that_moves_to_a_confidential_item_is_gone_for_participants(
    running, rina, add_item
):
    made = await lay(running, rina)
    secret = await add_item(running, "Rahasia", confidential=True)
    moved = await operations.change_material(
        running.id, made["id"], MaterialChanges(agenda_item=secret.id), by=rina
    )
    assert (moved["item"], moved["title"]) == (str(secret.id), made["title"])
    gone, put = (await journal.since(running.id, 0, 99))[-2:]
    assert (gone.kind, gone.audience) == ("material.removed", Audience.PARTICIPANTS)
    assert gone.data["gone_materials"] == [made["id"]]
    assert (put.kind, put.audience) == ("material.changed", Audience.STAFF)
    assert (await views(running))[View.PARTICIPANT] == set()
    back = await operations.change_material(
        running.id, made["id"], MaterialChanges(agenda_item=None, title="Paparan"), by=rina
    )
    assert (back["item"], back["title"], back["revision"]) == (None, "Paparan", 3)
    assert (await views(running))[View.PARTICIPANT] == {made["id"]}


async def test_an_item_that_becomes_confidential_takes_its_documents_along(running, rina, add_item):
    item = await add_item(running, "Kuota kursi")
    made = await lay(running, rina, item)
    assert (await views(running))[View.PARTICIPANT] == {made["id"]}
    await operations.change_item(running.id, item.id, ItemChanges(confidential=True), by=rina)
    assert (await views(running))[View.PARTICIPANT] == set()


async def test_one_taken_away_stays_in_the_record(running, people, rina, as_person):
    made = await lay(running, rina)
    path = f"/api/v1/meetings/{running.id}/materials"
    async with as_person(rina) as api:
        assert (await api.delete(f"{path}/{made['id']}")).status_code == 200
        assert (await api.delete(f"{path}/{made['id']}")).status_code == 404
        (listed,) = (await api.get(path)).json()["items"]
        assert listed["removed_at"]
        assert (await api.get(f"{path}/{made['id']}/versions/1/file")).content == PDF
    async with as_person(people["participant"]) as api:
        assert (await api.get(path)).json()["items"] == []
        assert (await api.get(f"{path}/{made['id']}/versions/1/file")).status_code == 404
    assert await Material.filter(meeting_id=running.id).count() == 1


async def test_an_item_with_documents_is_not_removed(running, rina, add_item):
    item = await add_item(running, "Kuota kursi")
    made = await lay(running, rina, item)
    with pytest.raises(Conflict):
        await operations.remove_item(running.id, item.id, by=rina)
    await operations.remove_material(running.id, made["id"], by=rina)
    await operations.remove_item(running.id, item.id, by=rina)


async def test_what_is_refused_leaves_no_file(running, people, rina, add_item, files, scheduled):
    elsewhere = AgendaItem(id=people["chair"].id)
    with pytest.raises(Invalid):
        await lay(running, rina, elsewhere)
    with pytest.raises(Invalid):
        await lay(running, rina, content=b"MZ\x90\x00")
    with pytest.raises(Forbidden):
        await lay(running, people["participant"])
    made = await lay(running, rina)
    with pytest.raises(Moved):
        await operations.change_material(
            running.id, made["id"], MaterialChanges(title="Lain"), revision=7, by=rina
        )
    await operations.close(running.id, by=rina)
    with pytest.raises(Conflict):
        await lay(running, rina)
    assert len(list((files / "materials").iterdir())) == 1


async def test_a_file_that_is_lost_is_said_to_be_lost(running, rina, as_person, files):
    made = await lay(running, rina)
    for path in (files / "materials").iterdir():
        path.unlink()
    async with as_person(rina) as api:
        told = await api.get(
            f"/api/v1/meetings/{running.id}/materials/{made['id']}/versions/1/file"
        )
    assert told.status_code == 404


async def test_lists_take_as_many_queries_for_one_as_for_many(running, rina, monkeypatch):
    asked = []
    for _round in range(2):
        await lay(running, rina)
        with monkeypatch.context() as patch, counted_queries(patch) as queries_now:
            await queries.materials_of(running.id)
        asked.append(len(queries_now))
    assert asked == [2, 2]


async def test_the_page_takes_a_large_form_and_says_what_is_wrong(running, rina, as_person):
    page = f"/meetings/{running.id}/materials"
    large = PDF + b" " * (3 * 1024 * 1024)
    async with as_person(rina, page=True) as browser:
        token = browser.headers.pop("x-csrf-token")
        form = {"csrf": token, "title": "Paparan besar"}
        added = await browser.post(page, data=form, files={"file": ("a.pdf", large, "")})
        forged = await browser.post(page, data={"csrf": "x"}, files={"file": ("a.pdf", large, "")})
        lied = await browser.post(page, data=form, files={"file": ("a.png", PDF, "")})
        shown = await browser.get(page)
    assert (added.status_code, forged.status_code, lied.status_code) == (303, 403, 422)
    assert "Paparan besar" in lied.text
    assert "isinya PDF" in lied.text
    assert "3,1 MB" in shown.text


async def test_a_participant_reads_the_page_and_changes_nothing(running, people, rina, as_person):
    await lay(running, rina)
    async with as_person(people["participant"], page=True) as browser:
        shown = await browser.get(f"/meetings/{running.id}/materials")
    assert "Paparan BKN" in shown.text
    assert "Tambah bahan" not in shown.text


async def test_every_view_comes_to_the_same_by_entries_as_by_the_state(running, rina, add_item):
    item = await add_item(running, "Kuota kursi")
    secret = await add_item(running, "Rahasia", confidential=True)
    before = {view: await snapshot(running.id, view) for view in View}
    made = await lay(running, rina, item)
    await operations.replace_material(running.id, made["id"], NEWER, "b.pdf", by=rina)
    other = await lay(running, rina, secret)
    for change in (MaterialChanges(title="Lain"), MaterialChanges(agenda_item=None)):
        await operations.change_material(running.id, other["id"], change, by=rina)
    await operations.remove_material(running.id, made["id"], by=rina)
    for view, old in before.items():
        now = await snapshot(running.id, view)
        told = await missed(running.id, view, old.seq, old.epoch)
        state = told.state if isinstance(told, Snapshot) else reduce(old.state, told.items)
        assert state == now.state, view
    await operations.change_material(
        running.id, other["id"], MaterialChanges(agenda_item=secret.id), by=rina
    )
    old = before[View.PARTICIPANT]
    assert isinstance(await missed(running.id, View.PARTICIPANT, old.seq, old.epoch), Snapshot)


async def test_files_that_no_document_names_are_swept_after_a_day(running, people, rina, files):
    made = await lay(running, rina)
    kept = files / "materials" / str((await MaterialVersion.get(material_id=made["id"])).id)
    stray, half, fresh = (
        files / "materials" / name for name in (str(uuid4()), f"{uuid4()}.part", str(uuid4()))
    )
    other = files / "materials" / "BACA.txt"
    for path in (stray, half, fresh, other):
        path.write_bytes(PDF)
    yesterday = time.time() - STRAY_AFTER - 60
    for path in (kept, stray, half, other):
        os.utime(path, (yesterday, yesterday))

    assert await operations.sweep_materials() == 2
    assert {path.name for path in (files / "materials").iterdir()} == {
        kept.name,
        fresh.name,
        other.name,
    }


async def test_another_database_sweeps_no_files(db, files):
    (files / "materials").mkdir()
    path = files / "materials" / str(uuid4())
    path.write_bytes(PDF)
    os.utime(path, (0, 0))

    assert await operations.sweep_materials() == 0
    assert path.exists()
