"""Files of the directory through the door of people, with the worker behind it."""

import asyncio
import io
from datetime import UTC, datetime, timedelta

import pytest

from rakor import journal
from rakor.accounts.rules import Role
from rakor.directory import operations
from rakor.directory.models import ImportJob, Person
from rakor.directory.operations.importing import files
from rakor.directory.rules import PersonFacts
from rakor.directory.rules.importing import ImportState
from rakor.documents.reading_sheets import read_sheets

HERE = "/directory/import"
NIP = "196804121994031901"
PEOPLE = f"NIP;Nama;Telepon;Kode instansi\r\n{NIP};Wira;0812;BPSDM\r\n;Sari;;BPSDM\r\n"


@pytest.fixture
async def secretary(new_user, bpsdm):
    return await new_user("Sekar Tari", bpsdm, Role.SECRETARIAT)


async def send(browser, text, *, name="orang.csv", kind=""):
    answer = await browser.post(
        HERE, files={"file": (name, text.encode(), "text/csv")}, data={"kind": kind}
    )
    return answer, answer.headers.get("location", "")


async def test_a_file_is_checked_first_and_stored_when_a_person_says_so(
    secretary, as_person, bpsdm
):
    async with as_person(secretary, page=True) as browser:
        sent, where = await send(browser, PEOPLE)
        waiting = await browser.get(where)
        before = await browser.get(f"{where}/progress")
        await operations.work_imports()
        report = await browser.get(where)
        stored_early = await Person.filter(nip=NIP).count()
        said = await browser.post(f"{where}/confirm")
        await operations.work_imports()
        after = await browser.get(f"{where}/progress")
        done = await browser.get(where)

    assert (sent.status_code, said.status_code) == (303, 303)
    assert 'data-progress="' in waiting.text
    assert before.json() == {
        "state": "running",
        "done": 0,
        "total": 0,
        "message": "Berkas sedang dibaca.",
    }
    assert "Belum ada yang disimpan" in report.text
    assert f'action="{where}/confirm"' in report.text
    assert stored_early == 0
    assert (after.json()["state"], "Semua baris sudah disimpan." in done.text) == ("done", True)
    assert (await Person.get(nip=NIP)).phone == "0812"
    job = await ImportJob.get()
    assert (job.state, job.content, job.counts["new"]) == (ImportState.DONE, None, 2)
    entries = await journal.since(files.IMPORTS, 0)
    assert [entry.kind for entry in entries] == ["import.uploaded", "import.confirmed"]
    stored = await journal.since(operations.DIRECTORY, 0)
    assert [(each.kind, each.actor_name, each.data["job"]) for each in stored] == [
        ("directory.imported", "Sekar Tari", str(job.id))
    ]


async def test_a_refused_file_says_where_and_cannot_be_applied(secretary, as_person, bpsdm):
    async with as_person(secretary, page=True) as browser:
        _sent, where = await send(browser, PEOPLE.replace(NIP, "196813121994031901"))
        await operations.work_imports()
        page = await browser.get(where, params={"result": "refused"})
        said = await browser.post(f"{where}/confirm")
        sheet = await browser.get(f"{where}/report.xlsx")
        lines = await browser.get(f"{where}/report.csv")

    assert "Tanggal lahir di dalam NIP tidak ada." in page.text
    assert "1 baris ditolak" in page.text
    assert ">Sari<" not in page.text
    assert f'action="{where}/confirm"' not in page.text
    assert said.status_code == 409
    rows = read_sheets(sheet.content)[0].rows
    assert rows[1] == ["Orang", "2", "Wira", "ditolak", "NIP", rows[1][5]]
    assert rows[2] == ["Orang", "3", "Sari", "baru"]
    assert read_sheets(lines.content)[0].rows == rows


async def test_changes_are_shown_before_and_after_without_a_whole_nip(secretary, as_person, bpsdm):
    await operations.add_person(
        PersonFacts(name="Wira", email="wira@example.go.id", nip="197107051998032902"), by=None
    )
    text = "NIP;Nama;Surel\r\n;Wira Adi;wira@example.go.id\r\n"
    async with as_person(secretary, page=True) as browser:
        _sent, where = await send(browser, text)
        await operations.work_imports()
        page = await browser.get(where)

    assert '<span class="muted">Wira</span> → Wira Adi' in page.text
    assert "197107051998032902" not in page.text


async def test_a_file_without_anything_to_read_comes_back_on_the_form(secretary, as_person):
    async with as_person(secretary, page=True) as browser:
        nothing, _where = await send(browser, "")
        _odd, where = await send(browser, "%PDF-1.7\x00")
        await operations.work_imports()
        page = await browser.get(where)

    assert (nothing.status_code, "Pilih berkas yang akan diimpor." in nothing.text) == (422, True)
    assert "Ini bukan berkas CSV atau XLSX." in page.text
    assert (await ImportJob.get()).state is ImportState.FAILED


async def test_a_file_is_seen_by_whoever_sent_it_and_by_admins(
    secretary, admin, new_user, bkn, as_person
):
    other = await new_user("Orang Lain", bkn, Role.SECRETARIAT)
    async with as_person(secretary, page=True) as browser:
        _sent, where = await send(browser, PEOPLE)
        mine = await browser.get(HERE)
    async with as_person(other, page=True) as browser:
        answers = [
            (await browser.get(where)).status_code,
            (await browser.get(f"{where}/progress")).status_code,
            (await browser.get(f"{where}/report.csv")).status_code,
            (await browser.post(f"{where}/confirm")).status_code,
            (await browser.post(f"{where}/discard")).status_code,
        ]
    async with as_person(admin, page=True) as browser:
        seen = await browser.get(where)

    assert answers == [404] * 5
    assert (seen.status_code, where in mine.text) == (200, True)


async def test_whoever_keeps_nothing_has_no_form(rina, as_person):
    async with as_person(rina, page=True) as browser:
        form, (sent, _where) = await browser.get(HERE), await send(browser, PEOPLE)
        head = await browser.get("/directory")

    assert (form.status_code, sent.status_code) == (403, 403)
    assert f'href="{HERE}"' not in head.text
    assert await ImportJob.all().count() == 0


async def test_a_file_can_be_thrown_away(secretary, as_person, bpsdm):
    async with as_person(secretary, page=True) as browser:
        _sent, where = await send(browser, PEOPLE)
        await operations.work_imports()
        gone = await browser.post(f"{where}/discard")
        after = await browser.get(where)

    assert (gone.status_code, after.status_code) == (303, 404)


@pytest.mark.postgres
async def test_two_workers_do_not_store_a_file_twice(engine, secretary, as_person, bpsdm):
    async with as_person(secretary, page=True) as browser:
        _sent, where = await send(browser, PEOPLE)
        await asyncio.gather(operations.work_imports(), operations.work_imports())
        await browser.post(f"{where}/confirm")
        worked = await asyncio.gather(*(operations.work_imports() for _worker in range(3)))

    assert sorted(worked) == [False, False, True]
    entries = await journal.since(operations.DIRECTORY, 0)
    assert [entry.kind for entry in entries] == ["directory.imported"]
    assert await Person.filter(nip=NIP).count() == 1


async def test_what_a_worker_that_died_had_claimed_is_begun_again(secretary, as_person, bpsdm):
    async with as_person(secretary, page=True) as browser:
        _sent, where = await send(browser, PEOPLE)
        now = datetime.now(UTC)
        await ImportJob.all().update(state=ImportState.CHECKING, claimed_at=now)
        still_held = await operations.work_imports()
        await ImportJob.all().update(claimed_at=now - timedelta(minutes=2))
        checked = await operations.work_imports()
        await browser.post(f"{where}/confirm")
        await ImportJob.all().update(claimed_at=now - timedelta(minutes=2))
        stored = await operations.work_imports()

    assert (still_held, checked, stored) == (False, True, True)
    assert (await ImportJob.get()).state is ImportState.DONE
    assert await Person.filter(nip=NIP).count() == 1


async def test_a_worker_that_comes_back_from_the_dead_stores_nothing_again(
    secretary, as_person, bpsdm
):
    async with as_person(secretary, page=True) as browser:
        _sent, where = await send(browser, PEOPLE)
        await operations.work_imports()
        await browser.post(f"{where}/confirm")
        late = await ImportJob.get()
        await operations.work_imports()
        entries = await journal.since(operations.DIRECTORY, 0)
        late.content = PEOPLE.replace("0812", "0899").encode()
        with pytest.raises(Exception, match="sudah disimpan"):
            await files._work(late)

    assert len(await journal.since(operations.DIRECTORY, 0)) == len(entries) == 1
    assert (await Person.get(nip=NIP)).phone == "0812"


async def test_a_day_later_only_the_counts_are_left(secretary, as_person, bpsdm):
    async with as_person(secretary, page=True) as browser:
        _sent, where = await send(browser, PEOPLE)
        await operations.work_imports()
        await ImportJob.all().update(created_at=datetime.now(UTC) - timedelta(hours=25))
        await operations.forget_imports()
        page = await browser.get(where)
        report = await browser.get(f"{where}/report.csv")

    job = await ImportJob.get()
    assert (job.content, job.report, job.counts["new"]) == (None, None, 2)
    assert "Tidak diterapkan dalam sehari, lalu dihapus." in page.text
    assert report.status_code == 404


async def test_templates_are_filled_in_and_recognised(secretary, as_person):
    async with as_person(secretary, page=True) as browser:
        whole = await browser.get(f"{HERE}/template/all.xlsx")
        one = await browser.get(f"{HERE}/template/people.csv")
        unknown = await browser.get(f"{HERE}/template/all.csv")

    assert [sheet.title for sheet in read_sheets(whole.content, "a.xlsx")] == [
        *("Instansi", "Jabatan", "Orang", "Pemangku", "Wilayah", "Hari libur", "Petunjuk")
    ]
    assert read_sheets(one.content, "a.csv")[0].rows[0][:3] == [
        "NIP",
        "Jenis NIP",
        "Nama tanpa gelar",
    ]
    assert unknown.status_code == 404


async def test_a_download_holds_what_its_reader_may_see_and_is_recorded(
    new_user, bpsdm, bkn, admin, as_person
):
    await operations.add_person(
        PersonFacts(name="Dari BKN", nip=NIP, phone="0812", agency="BKN"), by=None
    )
    await operations.add_person(PersonFacts(name="=2+3", phone="+62", agency="BPSDM"), by=None)
    peserta = await new_user("Peserta", bkn)
    told = {}
    for user in (peserta, admin):
        async with as_person(user, page=True) as browser:
            told[user.full_name] = await browser.get("/directory/export/people.csv")

    rows = {who: read_sheets(each.content, "a.csv")[0].rows for who, each in told.items()}
    own = {row[2]: (row[0], row[7]) for row in rows["Peserta"][1:]}
    everybody = {row[2]: (row[0], row[7]) for row in rows["Ada Admin"][1:] if len(row) > 7}
    assert own == {"Dari BKN": ("", ""), "Peserta": ("", "")}
    assert everybody["Dari BKN"] == ("1968****…901", "0812")
    assert everybody["=2+3"] == ("", "+62")
    assert "'=2+3" in told["Ada Admin"].content.decode()
    entries = await journal.since(journal.stream_of(f"reader:{peserta.id}"), 0)
    assert [(entry.kind, entry.data["counts"]) for entry in entries] == [
        ("directory.exported", {"people": 2})
    ]


async def test_a_form_of_twenty_megabytes_is_the_most(secretary, as_person):
    big = io.BytesIO(b"a" * (20 * 1024 * 1024 + 1))
    async with as_person(secretary, page=True) as browser:
        answer = await browser.post(HERE, files={"file": ("a.csv", big, "text/csv")})

    assert answer.status_code == 413
