"""Files of the directory through the API: row by row, all or nothing, again and again."""

import asyncio
import io
from datetime import date

import httpx
import pytest
import uvicorn

from rakor import journal
from rakor.accounts import operations as accounts
from rakor.accounts.rules import Role
from rakor.app import create_app
from rakor.bench.imports import Watch
from rakor.bench.world_files import make_files
from rakor.directory import operations, queries
from rakor.directory.models import (
    Agency,
    AgencyName,
    Office,
    OfficeHolder,
    Person,
    PersonEmail,
    Region,
)
from rakor.directory.operations import DIRECTORY
from rakor.directory.rules import AgencyFacts, PersonFacts
from rakor.directory.rules.importing import FileKind
from rakor.documents.sheets import Column, Table, write_xlsx
from tests.conftest import free_port

IMPORT = "/api/v1/directory/import"
NIP = "196804121994031901"
OTHER_NIP = "197107051998032902"
PEOPLE = "NIP;Nama;Gelar di depan;Surel;Telepon;Kode instansi\r\n"
AGENCIES = "Kode,Nama,Jenis,Induk,Zona waktu\r\n"
OFFICES = "Kode instansi,Jabatan,Jenjang\r\n"
HOLDERS = "Kode instansi,Jabatan,NIP,Sebagai,Mulai,Sampai,Nomor keputusan\r\n"


@pytest.fixture
async def secretary(new_user, bpsdm):
    return await new_user("Sekar Tari", bpsdm, Role.SECRETARIAT)


async def send(client, text, **params):
    content = text.encode() if isinstance(text, str) else text
    return await client.post(
        IMPORT, content=content, headers={"content-type": "text/csv"}, params=params
    )


async def imported(text, kind=None, *, by=None):
    content = text.encode() if isinstance(text, str) else text
    plan, applied = await operations.import_file(content, "", kind, by=by)
    return [(row.line, row.result.value) for row in plan.rows], applied, plan


def wrong(plan):
    return [
        (row.line, error["field"], error["message"]) for row in plan.rows for error in row.errors
    ]


@pytest.mark.postgres
async def test_people_are_added_changed_and_left_alone_by_the_same_file(engine, bpsdm):
    first = (
        PEOPLE + f"{NIP};Wirakarsa;Dr.;wira@example.go.id;0812;BPSDM\r\n;Sari;;sari@example.go.id;;"
    )
    added = await imported(first)
    again = await imported(first)
    second = first.replace("0812", "0813").replace("Dr.", "-")
    changed = await imported(second)

    assert [each[:2] for each in (added, again, changed)] == [
        ([(2, "new"), (3, "new")], True),
        ([(2, "same"), (3, "same")], True),
        ([(2, "changed"), (3, "same")], True),
    ]
    wira = await Person.get(nip=NIP)
    assert (wira.phone, wira.prefix_titles, wira.revision) == ("0813", "", 2)
    assert await Person.all().count() == 2
    told = [(each.field, each.old, each.new) for each in changed[2].rows[0].changes]
    assert told == [("prefix_titles", "Dr.", ""), ("phone", "0812", "0813")]
    entries = await journal.since(DIRECTORY, 0)
    assert [(entry.kind, entry.subject) for entry in entries] == [("directory.imported", None)] * 3
    assert entries[2].data["counts"] == {"new": 0, "changed": 1, "same": 1, "refused": 0}
    assert entries[2].data["keys"] == {"people": [str(wira.id)]}
    assert NIP not in str([entry.data for entry in entries])


async def test_one_refused_row_keeps_everything_out(admin, bpsdm, as_person):
    text = PEOPLE + f"{NIP};Wira;;;;BPSDM\r\n196813121994031901;Sari;;bukan surel;;TIDAK-ADA\r\n"
    async with as_person(admin) as program:
        answer = await send(program, text)
        dry = await send(program, text, dry_run="true")

    assert (answer.status_code, dry.status_code) == (422, 200)
    told = answer.json()
    assert (told["applied"], told["counts"]) == (
        False,
        {"new": 1, "changed": 0, "same": 0, "refused": 1},
    )
    assert told["detail"] == "1 baris ditolak, tidak ada yang disimpan."
    assert told["errors"] == [
        {
            "field": "people.3.email",
            "message": "Tulis alamat surel seperti nama@instansi.go.id.",
        }
    ]
    assert dry.json()["rows"] == told["rows"]
    assert [row["result"] for row in told["rows"]] == ["new", "refused"]
    assert await Person.filter(name__in=["Wira", "Sari"]).count() == 0
    assert await journal.since(DIRECTORY, 0) == []


async def test_a_dry_run_stores_nothing(admin, bpsdm, as_person):
    async with as_person(admin) as program:
        answer = await send(program, PEOPLE + f"{NIP};Wira;;;;BPSDM", dry_run="true")

    assert (answer.status_code, answer.json()["applied"]) == (200, False)
    assert await Person.filter(name="Wira").count() == 0


async def test_a_file_may_come_as_a_form(admin, bpsdm, as_person):
    files = {"file": ("orang.csv", (PEOPLE + f"{NIP};Wira;;;;BPSDM").encode(), "text/csv")}
    async with as_person(admin) as program:
        answer = await program.post(IMPORT, files=files)
        wrong_kind = await program.post(IMPORT, json={"file": "x"})
        nothing = await program.post(IMPORT, files={"other": b"x"})

    assert (answer.status_code, answer.json()["applied"], answer.json()["seq"]) == (200, True, 1)
    assert (wrong_kind.status_code, nothing.status_code) == (415, 422)


@pytest.mark.parametrize(
    ("row", "field", "message"),
    [
        ("196802301994031901;A;;;;", "nip", "Tanggal lahir di dalam NIP tidak ada."),
        ("1968;A;;;;", "nip", "NIP terdiri atas 18 angka."),
        (
            "1.96804E+17;A;;;;",
            "nip",
            "Excel membulatkan angka ini. Ubah kolomnya menjadi Teks, lalu tulis ulang.",
        ),
        (
            "196804121994031000;A;;;;",
            "nip",
            "Excel membulatkan NIP ini. Ubah kolomnya menjadi Teks, lalu tulis ulang 18 angka.",
        ),
        ("1968****…901;A;;;;", "nip", "NIP yang disamarkan tidak dapat menambah orang baru."),
        (";;Dr.;a@example.go.id;;", "name", "Isian ini wajib diisi."),
        (";A;;;;LAIN", "agency", "Tidak ada instansi dengan kode LAIN."),
        (";A;;dipakai@example.go.id;;", "email", None),
        (f";{'A' * 201};;;;", "name", "Paling banyak 200 butir."),
        (";A\u202eB;;;;", "name", "Teks memuat tanda pembalik arah yang tidak dapat disimpan."),
    ],
)
async def test_a_person_that_cannot_be_is_refused_by_field(bpsdm, row, field, message):
    await operations.add_person(
        PersonFacts(name="Pemilik", email="dipakai@example.go.id", nip=NIP), by=None
    )
    _rows, applied, plan = await imported(PEOPLE + row)

    if message is None:
        # An address that is known is that person: the file says another name for them.
        assert (applied, plan.rows[0].result.value) == (True, "changed")
        return
    assert (applied, wrong(plan)) == (False, [(2, field, message)])


async def test_an_address_or_a_number_of_somebody_else_is_refused(bpsdm):
    await operations.add_person(
        PersonFacts(
            name="Pemilik", email="satu@example.go.id", other_emails=["dua@example.go.id"], nip=NIP
        ),
        by=None,
    )
    rows = f"{OTHER_NIP};Lain;;satu@example.go.id;;\r\n{OTHER_NIP};Lain;;dua@example.go.id;;\r\n"
    _rows, _applied, plan = await imported(PEOPLE + rows)

    assert [each[:2] for each in wrong(plan)] == [(2, "email"), (3, "email")]
    assert "Pemilik" not in str(wrong(plan))


async def test_the_same_person_twice_in_a_file_is_refused_with_both_lines(bpsdm):
    rows = f"{NIP};A;;a@example.go.id;;\r\n{NIP};A;;;;\r\n" + ";B;;b@example.go.id;;\r\n" * 2
    _rows, applied, plan = await imported(PEOPLE + rows)

    assert (applied, wrong(plan)) == (
        False,
        [
            (3, "nip", "Sama dengan baris 2; baris 3 harus lain."),
            (5, "email", "Sama dengan baris 4; baris 5 harus lain."),
        ],
    )


async def test_further_addresses_are_added_and_a_new_main_one_changes_places(bpsdm):
    head = "NIP;Nama;Surel;Surel lain\r\n"
    await imported(head + f"{NIP};Wira;satu@example.go.id;dua@example.go.id, tiga@example.go.id")
    _rows, applied, _plan = await imported(head + f"{NIP};Wira;dua@example.go.id;")

    wira = await Person.get(nip=NIP)
    further = await PersonEmail.filter(person_id=wira.id).order_by("email")
    assert (applied, wira.email) == (True, "dua@example.go.id")
    assert [each.email for each in further] == ["satu@example.go.id", "tiga@example.go.id"]


@pytest.mark.postgres
async def test_parents_may_come_later_in_the_file(engine, db):
    text = AGENCIES + "C,Anak,unit kerja,B,WITA\r\nB,Tengah,Unit,A,\r\nA,Atas,kementerian,,\r\n"
    rows, applied, _plan = await imported(text)

    assert (rows, applied) == ([(2, "new"), (3, "new"), (4, "new")], True)
    made = {each.code: each for each in await Agency.all()}
    assert made["C"].path == f"/{made['A'].id}/{made['B'].id}/{made['C'].id}/"
    assert (made["C"].timezone, made["A"].kind.value) == ("Asia/Makassar", "ministry")

    moved, _applied, _plan = await imported("Kode,Nama,Induk\r\nB,,-\r\n")
    after = {each.code: each for each in await Agency.all()}
    assert moved == [(2, "changed")]
    assert (after["B"].path, after["C"].path) == (
        f"/{after['B'].id}/",
        f"/{after['B'].id}/{after['C'].id}/",
    )


async def test_parents_in_a_circle_are_refused(bpsdm):
    text = AGENCIES + "A,Satu,,C,\r\nB,Dua,,A,\r\nC,Tiga,,B,\r\nD,Empat,,C,\r\n"
    _rows, applied, plan = await imported(text)

    assert applied is False
    assert [each[:2] for each in wrong(plan)] == [(2, "parent"), (3, "parent"), (4, "parent")]


async def test_a_new_name_leaves_the_old_one_for_earlier_documents(bkn):
    await imported("code,name\r\nBKN,Badan Kepegawaian\r\n", FileKind.AGENCIES)

    assert (await Agency.get(id=bkn.id)).name == "Badan Kepegawaian"
    assert [each.name for each in await AgencyName.all()] == ["Badan Kepegawaian Negara"]


async def test_offices_get_their_kind_and_place_in_protocol_by_title(bpsdm):
    rows, _applied, _plan = await imported(
        OFFICES + "BPSDM,Sekretaris Daerah,pimpinan tinggi madya\r\nBPSDM,Pelaksana,\r\n"
    )
    again, _applied, _plan = await imported(
        OFFICES + "BPSDM,SEKRETARIS DAERAH,jpt_madya\r\nBPSDM,Pelaksana,administrator\r\n"
    )

    assert rows == [(2, "new"), (3, "new")]
    assert again == [(2, "changed"), (3, "changed")]
    made = await Office.all().order_by("id").select_related("kind")
    assert [(each.title, each.kind.code if each.kind else None) for each in made] == [
        ("SEKRETARIS DAERAH", "sekda"),
        ("Pelaksana", None),
    ]


@pytest.mark.postgres
async def test_holders_follow_one_another_whatever_the_order_of_rows(engine, bpsdm):
    await imported(OFFICES + "BPSDM,Kepala,\r\n")
    await imported(PEOPLE + f"{NIP};Wira;;;;BPSDM\r\n{OTHER_NIP};Sari;;;;BPSDM\r\n")
    text = HOLDERS + (
        f"BPSDM,Kepala,{OTHER_NIP},definitif,01/07/2025,,821/2\r\n"
        f"BPSDM,Kepala,{NIP},,2023-01-02,,821/1\r\n"
    )
    rows, applied, _plan = await imported(text)
    again, _applied, _plan = await imported(text)

    assert (rows, applied) == ([(2, "new"), (3, "new")], True)
    assert again == [(2, "same"), (3, "same")]
    held = await OfficeHolder.all().order_by("valid_from").select_related("person")
    assert [(each.person.name, each.valid_from, each.valid_until) for each in held] == [
        ("Wira", date(2023, 1, 2), date(2025, 6, 30)),
        ("Sari", date(2025, 7, 1), None),
    ]


async def test_holders_are_held_to_the_rules_of_appointments(bpsdm):
    await imported(OFFICES + "BPSDM,Kepala,\r\n")
    await imported(PEOPLE + f"{NIP};Wira;;;;BPSDM\r\n{OTHER_NIP};Sari;;;;BPSDM\r\n")
    text = HOLDERS + (
        f"BPSDM,Kepala,{NIP},definitif,2025-01-01,2024-01-01,\r\n"
        f"BPSDM,Kepala,{OTHER_NIP},Plt.,2025-02-01,,\r\n"
        f"BPSDM,Tidak ada,{NIP},,2025-01-01,,\r\n"
        "BPSDM,Kepala,197107051998032999,,2025-03-01,,\r\n"
        "BPSDM,Kepala,,,2025-03-01,,\r\n"
    )
    _rows, applied, plan = await imported(text)

    assert applied is False
    assert [each[:2] for each in wrong(plan)] == [
        (2, "until"),
        (3, "until"),
        (4, "title"),
        (5, "nip"),
        (6, "nip"),
    ]


@pytest.mark.postgres
async def test_regions_are_loaded_as_they_stand_in_the_reference_file(engine, db):
    content = make_files(10, 10).csv(FileKind.REGIONS)
    rows, applied, plan = await imported(content)
    again, _applied, _plan = await imported(content)

    assert (len(rows), applied, plan.counts["new"]) == (514, True, 514)
    assert {result for _line, result in again} == {"same"}
    kaltim = await queries.regions_on(date(2026, 12, 1), "64")
    assert len([each for each in kaltim if each.code != "64"]) == 10
    merauke = await Region.get(code="93.01").select_related("predecessor")
    assert (merauke.unit, merauke.predecessor.code) == ("ID-PP", "91.01")


async def test_reference_data_is_imported_by_admins_only(secretary, admin, as_person):
    text = "Kode;Nama;Zona waktu\r\n64.99;Kota Contoh;WITA\r\n"
    async with as_person(secretary) as program:
        refused = await send(program, text, kind="regions")
    async with as_person(admin) as program:
        stored = await send(program, text, kind="regions")

    assert refused.json()["rows"][0]["errors"] == [
        {"field": "", "message": "Hanya admin yang mengubah data acuan."}
    ]
    assert (stored.status_code, (await Region.get(code="64.99")).kind.value) == (200, "city")


async def test_rights_are_asked_for_every_row(secretary, bkn, bpsdm, new_user, as_person):
    await Agency.filter(id=bkn.id).update(self_kept=True)
    keeper = await new_user("Kepegawaian", bkn, Role.AGENCY_ADMIN)
    text = AGENCIES + "BKN,Nama Lain,,BPSDM,\r\n"
    people = PEOPLE + ";Orang Asing;;;;BKN\r\n"
    async with as_person(secretary) as program:
        moved, added = await send(program, text), await send(program, people)
    await Agency.filter(id=bpsdm.id).update(self_kept=True)
    async with as_person(keeper) as program:
        below = await send(program, AGENCIES + "BPSDM,Diambil,,BKN,\r\n")
        own = await send(program, people)

    statuses = [each.status_code for each in (moved, added, below, own)]
    assert statuses == [422, 422, 422, 200]
    assert await Agency.filter(name="Badan Kepegawaian Negara", parent_id=None).count() == 1
    assert (await Agency.get(id=bpsdm.id)).parent_id is None


async def test_whoever_keeps_nothing_imports_nothing(rina, as_person):
    async with as_person(rina) as program:
        answer = await send(program, PEOPLE + ";A;;;;")
    async with as_person(None) as stranger:
        unknown = await send(stranger, PEOPLE + ";A;;;;")

    assert (answer.status_code, unknown.status_code) == (403, 401)


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("Nama;Surel\r\n", "people", "Berkas ini tidak memuat baris data."),
        ("A;B\r\n1;2", None, "Isi berkas ini tidak dikenali. Pilih jenis datanya."),
        ("Nama;Nama\r\nA;B", "people", "Kolom “Nama” ada dua kali."),
        ("Surel\r\na@example.go.id", "people", "Lembar Orang tidak memuat kolom Nama tanpa gelar."),
    ],
)
async def test_a_file_without_what_it_needs_is_refused_as_a_whole(
    admin, as_person, text, kind, message
):
    async with as_person(admin) as program:
        answer = await send(program, text, **({"kind": kind} if kind else {}))

    assert (answer.status_code, answer.json()["errors"]) == (
        422,
        [{"field": "file", "message": message}],
    )


async def test_unknown_columns_are_named_and_passed_over(bpsdm):
    _rows, applied, plan = await imported("Nama;Golongan darah;Surel\r\nA;AB;a@example.go.id\r\n")

    assert (applied, plan.notes) == (
        True,
        ["Kolom yang tidak dikenal dilewati: Golongan darah."],
    )


async def test_headings_and_words_are_read_in_english_too(bpsdm):
    text = "code,name,kind,timezone\r\nX,Ministry of Samples,ministry,Asia/Jayapura\r\n"
    rows, _applied, _plan = await imported(text, FileKind.AGENCIES)

    assert rows == [(2, "new")]
    assert (await Agency.get(code="X")).kind.value == "ministry"


async def test_what_others_changed_meanwhile_is_compared_again(bpsdm, monkeypatch):
    from rakor.directory.operations.importing import whole

    await imported(PEOPLE + f"{NIP};Wira;;;0812;BPSDM\r\n")
    wira = await Person.get(nip=NIP)
    real, calls = whole.check_file, []

    async def check_then_somebody_changes(*args, **named):
        plan = await real(*args, **named)
        if not calls:
            from rakor.directory.rules import PersonChanges

            await operations.change_person(wira.id, PersonChanges(phone="0899"), by=None)
        calls.append(plan)
        return plan

    monkeypatch.setattr(whole, "check_file", check_then_somebody_changes)
    _rows, applied, plan = await imported(PEOPLE + f"{NIP};Wira;;;0813;BPSDM\r\n")

    assert (applied, len(calls)) == (True, 2)
    assert [(each.old, each.new) for each in plan.rows[0].changes] == [("0899", "0813")]


@pytest.mark.postgres
async def test_a_workbook_with_all_sheets_is_imported_and_exported_and_imported_again(
    engine, admin, as_person
):
    content = make_files(120, 60).xlsx()
    async with as_person(admin) as program:
        stored = await program.post(
            IMPORT, content=content, headers={"content-type": "application/octet-stream"}
        )
        exported = await program.get("/directory/export/all.xlsx", headers={"accept": "*/*"})
        again = await program.post(IMPORT, files={"file": ("d.xlsx", io.BytesIO(exported.content))})

    assert (stored.status_code, exported.status_code) == (200, 200)
    assert stored.json()["counts"] == {"new": 1306, "changed": 0, "same": 0, "refused": 0}
    assert again.status_code == 200, again.json()["errors"][:3]
    counts = again.json()["counts"]
    assert (counts["new"], counts["changed"], counts["refused"]) == (0, 0, 0)
    nips = [person.nip for person in await Person.exclude(nip="").limit(50)]
    text = exported.content.decode("latin-1")
    assert not [nip for nip in nips if nip in text]


async def test_a_line_of_the_template_is_passed_over(bpsdm):
    from rakor.directory import export

    content = write_xlsx([export.template(kind) for kind in FileKind])
    table = Table("Orang", [Column("Nama")], [["Tetap"]])

    with pytest.raises(Exception, match="tidak memuat baris data"):
        await imported(content)
    assert (await imported(write_xlsx([export.instructions(list(FileKind)), table])))[0] == [
        (2, "new")
    ]


async def test_others_are_answered_while_thousands_of_rows_are_imported(db, admin):
    token = await accounts.token_for((await Person.get(id=admin.id)).email, [], None)
    port = free_port()
    app = create_app(worker=False, own_database=False)
    server = uvicorn.Server(uvicorn.Config(app, port=port, lifespan="off", log_level="error"))
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(20):
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
    content, watch, answered = make_files(3000, 200).xlsx(), Watch(), 0
    headers = {"authorization": f"Bearer {token}", "content-type": "application/octet-stream"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
        watching = asyncio.create_task(watch.run())
        sending = asyncio.create_task(client.post(IMPORT, content=content, headers=headers))
        while not sending.done():
            assert (await client.get("/healthz")).status_code == 200
            answered += 1
            await asyncio.sleep(0.02)
        watching.cancel()
    server.should_exit = True
    async with asyncio.timeout(20):
        await serving

    assert (await sending).json()["applied"] is True
    assert answered > 20
    # By what the processor worked between two turns, however busy the machine is. Most of the
    # longest one is the collector of garbage, which takes 0.1 s on a quiet machine.
    assert watch.turn < 0.5


async def test_an_agency_that_was_merged_is_not_written_anew(bpsdm, bkn):
    await Agency.filter(id=bkn.id).update(merged_into_id=bpsdm.id)
    _rows, _applied, plan = await imported(AGENCIES + "BKN,Badan,,,\r\n")
    _rows, applied, _plan = await imported(PEOPLE + ";Orang;;;;BKN\r\n")

    assert wrong(plan) == [(2, "code", "Instansi ini sudah digabungkan ke BPSDM.")]
    assert (applied, (await Person.get(name="Orang")).agency_id) == (True, bpsdm.id)


async def test_a_person_whose_data_was_erased_is_not_filled_in_again(bpsdm):
    await imported(PEOPLE + ";Orang;;;0812;BPSDM\r\n")
    person = await Person.get(name="Orang")
    await Person.filter(id=person.id).update(erased_at="2026-01-01T00:00:00Z")
    rows, _applied, _plan = await imported(PEOPLE + ";Orang;;;0812;BPSDM\r\n")

    assert (rows, await Person.filter(name="Orang").count()) == ([(2, "new")], 2)


async def test_facts_of_agencies_are_the_same_as_on_the_form(bpsdm):
    await operations.add_agency(AgencyFacts(code="A", name="Satu"), by=None)
    _rows, _applied, plan = await imported(
        "Kode,Nama,Zona waktu,Kode lain,Urutan protokol\r\nA,,Asia/Nowhere,,\r\nB,Dua,,bkn,-5\r\n"
    )

    assert [each[:2] for each in wrong(plan)] == [(2, "timezone"), (3, "external_codes")]
