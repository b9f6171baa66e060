"""Two agencies that are the same become one, and nothing anywhere points to the other."""

from datetime import UTC, date, datetime

import pytest
from tortoise import Tortoise

from rakor import journal
from rakor.accounts.rules import Role
from rakor.attendance.models import Head
from rakor.database import new_id
from rakor.directory import operations, queries
from rakor.directory.models import (
    Agency,
    AgencyName,
    Office,
    OfficeHolder,
    OfficeKind,
    Person,
    SavedGroup,
)
from rakor.directory.operations import DIRECTORY
from rakor.directory.queries.merging import pointing_to
from rakor.directory.rules import AgencyFacts, OfficeFacts, PersonFacts
from rakor.errors import Conflict, Forbidden, Invalid, RakorError
from rakor.invitations.models import Invitation
from rakor.live.models import Commitment, Decision
from rakor.live.rules import Duty
from rakor.meetings.models import Meeting, Quota

AT = datetime(2026, 7, 1, 2, tzinfo=UTC)


async def add(code, **facts):
    said = {"code": code, "name": f"Instansi {code}", **facts}
    return await operations.add_agency(AgencyFacts(**said), by=None)


async def office(agency, title, holder="", since=date(2020, 1, 1), until=None, email=None):
    facts = OfficeFacts(title=title, agency=agency.code, email=email)
    made = await operations.add_office(facts, by=None)
    if holder:
        said = PersonFacts(name=holder, agency=agency.code)
        person = await operations.add_person(said, by=None)
        await operations.appoint(made.id, person.id, since=since, until=until, by=None)
    return made


async def meeting(organizer):
    key = new_id()
    return await Meeting.create(
        id=key,
        title="Rapat",
        starts_at=AT,
        ends_at=AT,
        timezone="Asia/Jakarta",
        organizer=organizer,
        uid=str(key),
    )


async def write_down(agency, where):
    """A row in every table that points to an agency."""
    head = await office(agency, "Kepala", f"Kepala {agency.code}", email=f"{agency.code}@x.go.id")
    await office(agency, f"Sekretaris {agency.code}")
    await Quota.create(meeting=where, agency=agency, seats=3)
    secrets = {f"{name}_digest": f"{agency.code}{name}" for name in ("token", "mail", "code")}
    await Invitation.create(
        meeting=where, office=head, agency=agency, email=agency.code, name="A", **secrets
    )
    await Head.create(meeting=where, key=agency.code, agency=agency, name="A", first_at=AT)
    number = await Decision.all().count() + 1
    decision = await Decision.create(meeting=where, number=number, text="Putusan", recorded_at=AT)
    await Commitment.create(
        decision=decision, duty=Duty.OWNER, agency=agency, office=head, name=agency.name
    )
    kind = await OfficeKind.all().first()
    await SavedGroup.create(name="Semua kepala", agency=agency, office_kind=kind)
    await AgencyName.create(agency=agency, name=f"Lama {agency.code}", valid_until=date(2019, 1, 1))
    await add(f"{agency.code}-U", parent=agency.code)
    return head


@pytest.fixture
async def pair(db):
    kept, gone = await add("BENAR", region="64"), await add("GANDA", address="Jl. Satu")
    where = await meeting(gone)
    await meeting(kept)
    heads = [await write_down(agency, where) for agency in (kept, gone)]
    return kept, gone, where, heads


async def merged(gone, into="BENAR", by=None):
    return await operations.merge_agencies(gone.id, into, confirmed=gone.code, by=by)


async def left(agency):
    return {
        f"{model._meta.db_table}.{column}": found
        for model, column in pointing_to(Agency)
        if (found := await model.filter(**{column: agency.id}).count())
    }


@pytest.mark.postgres
async def test_after_a_merge_no_row_of_any_table_points_to_the_duplicate(pair):
    kept, gone, where, (stays, _goes) = pair
    before = await left(gone)
    _agency, counts = await merged(gone)

    assert {model._meta.db_table for model, _column in pointing_to(Agency)} >= {
        key.partition(".")[0] for key in before
    }
    assert sorted(before) == sorted(
        f"{table}.{column}"
        for table, column in (
            ("agency", "parent_id"),
            ("agency_name", "agency_id"),
            ("commitment", "agency_id"),
            ("head", "agency_id"),
            ("invitation", "agency_id"),
            ("meeting", "organizer_id"),
            ("office", "agency_id"),
            ("person", "agency_id"),
            ("quota", "agency_id"),
            ("saved_group", "agency_id"),
        )
    )
    assert await left(gone) == {}
    assert [row.seats for row in await Quota.filter(meeting_id=where.id)] == [6]
    assert {row.office_id for row in await Invitation.all()} == {stays.id}
    assert {row.office_id for row in await Commitment.all()} == {stays.id}
    assert sorted(await Office.filter(agency_id=kept.id).values_list("title", flat=True)) == [
        "Kepala",
        "Sekretaris BENAR",
        "Sekretaris GANDA",
    ]
    assert (counts["offices_merged"], counts["meeting"], counts["quota"]) == (1, 1, 1)
    entry = (await journal.since(DIRECTORY, 0))[-1]
    assert (entry.kind, entry.subject, entry.data["code"], entry.data["counts"]) == (
        "agency.merged",
        kept.id,
        "GANDA",
        counts,
    )


@pytest.mark.postgres
async def test_the_duplicate_stays_as_a_signpost(pair, admin, as_person):
    kept, gone, _where, _heads = pair
    await merged(gone)
    assert (await queries.agency_by_code("GANDA")).id == kept.id
    assert (await queries.agency_meant("instansi ganda")).id == kept.id
    kept = await Agency.get(id=kept.id)
    assert (kept.region, kept.address) == ("64", "Jl. Satu")
    unit = await Agency.get(code="GANDA-U")
    assert (unit.parent_id, unit.path) == (kept.id, f"{kept.path}{unit.id}/")

    async with as_person(admin, page=True) as browser:
        page = await browser.get(f"/directory/agencies/{gone.id}")
        listed = await browser.get("/directory")
    async with as_person(admin) as program:
        told = (await program.get(f"/api/v1/agencies/{gone.id}")).json()
        change = await program.patch(f"/api/v1/agencies/{gone.id}", json={"name": "X"})

    assert page.headers["location"] == f"/directory/agencies/{kept.id}"
    assert ("Instansi GANDA<" in listed.text, told["merged_into"]) == (False, "BENAR")
    assert change.status_code == 409


async def test_a_chain_of_merges_leads_to_the_last(pair):
    kept, gone, _where, _heads = pair
    await merged(gone)
    last = await add("AKHIR")
    await merged(await Agency.get(id=kept.id), into="GANDA-U")
    unit = await Agency.get(code="GANDA-U")
    await merged(unit, into="AKHIR")

    assert {(await queries.agency_by_code(code)).id for code in ("GANDA", "BENAR", "AKHIR")} == {
        last.id
    }
    assert await left(unit) == {}


async def test_one_that_stood_below_takes_the_place_of_the_other(db):
    top = await add("ATAS")
    gone = await add("GANDA", parent="ATAS")
    middle = await add("TENGAH", parent="GANDA")
    kept = await add("BENAR", parent="TENGAH")
    await merged(gone)

    kept, middle = await Agency.get(id=kept.id), await Agency.get(id=middle.id)
    assert (kept.parent_id, kept.path) == (top.id, f"{top.path}{kept.id}/")
    assert (middle.parent_id, middle.path) == (kept.id, f"{kept.path}{middle.id}/")


async def test_nobody_holds_the_seat_twice_after_a_merge(db):
    kept, gone = await add("BENAR"), await add("GANDA")
    stays = await office(kept, "Kepala", "Baru", since=date(2022, 1, 1), until=date(2023, 12, 31))
    await office(gone, "KEPALA", "Ganda", since=date(2021, 1, 1))
    _agency, counts = await merged(gone)

    rows = await OfficeHolder.filter(office_id=stays.id).select_related("person")
    told = sorted((row.valid_from, row.valid_until, row.person.name) for row in rows)
    assert [(first, name) for first, _last, name in told] == [
        (date(2021, 1, 1), "Ganda"),
        (date(2022, 1, 1), "Baru"),
        (date(2024, 1, 1), "Ganda"),
    ]
    assert counts["holders_shortened"] == 1


async def test_groups_of_one_name_both_stay(pair):
    kept, gone, _where, _heads = pair
    await merged(gone)

    names = (
        await SavedGroup.filter(agency_id=kept.id).order_by("name").values_list("name", flat=True)
    )
    assert list(names) == ["Semua kepala", "Semua kepala (GANDA)"]


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("into", "confirmed", "refusal"),
    [
        ("BENAR", "BENAR", Invalid),
        ("GANDA", "GANDA", Invalid),
        ("TIDAK", "GANDA", Invalid),
    ],
)
async def test_a_merge_that_was_not_meant_changes_nothing(pair, into, confirmed, refusal):
    _kept, gone, _where, _heads = pair
    before, entries = await left(gone), len(await journal.since(DIRECTORY, 0))
    with pytest.raises(refusal):
        await operations.merge_agencies(gone.id, into, confirmed=confirmed, by=None)

    assert (await left(gone), len(await journal.since(DIRECTORY, 0))) == (before, entries)


async def test_what_was_merged_is_not_merged_again(pair):
    _kept, gone, _where, _heads = pair
    await add("LAIN")
    await merged(gone)
    with pytest.raises(Conflict):
        await merged(gone, into="LAIN")


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.AGENCY_ADMIN, Role.ORGANIZER])
async def test_only_keepers_of_reference_data_merge(role, pair, new_user, as_person):
    _kept, gone, _where, _heads = pair
    user = await new_user("Seorang Pengguna", None, role)
    with pytest.raises(Forbidden):
        await merged(gone, by=user)
    async with as_person(user, page=True) as browser:
        page = await browser.get(f"/directory/agencies/{gone.id}")
        form = await browser.get(f"/directory/agencies/{gone.id}/merge")

    assert ("/merge" in page.text, form.status_code) == (False, 403)


async def test_an_admin_sees_what_will_move_and_confirms_by_the_code(pair, admin, as_person):
    kept, gone, _where, _heads = pair
    url = f"/directory/agencies/{gone.id}/merge"
    async with as_person(admin, page=True) as browser:
        form = await browser.get(url)
        unknown = await browser.get(url, params={"into": "zzz"})
        preview = await browser.get(url, params={"into": "instansi benar"})
        wrong = await browser.post(url, data={"into": "BENAR", "confirmed": "benar"})
        done = await browser.post(url, data={"into": "BENAR", "confirmed": "GANDA"})
        again = await browser.get(url)

    assert [each.status_code for each in (form, preview, wrong, done, again)] == [
        200,
        200,
        422,
        303,
        409,
    ]
    assert 'id="e-into"' in unknown.text
    for piece in ("undangan", "kuota kursi", "<li><b>Kepala</b></li>", "tidak dapat dibatalkan"):
        assert piece in preview.text
    assert 'id="e-confirmed"' in wrong.text
    assert done.headers["location"] == f"/directory/agencies/{kept.id}"


async def test_programs_merge_with_the_same_confirmation(pair, admin, as_person):
    _kept, gone, _where, _heads = pair
    url = f"/api/v1/agencies/{gone.id}/merge"
    async with as_person(admin) as program:
        wrong = await program.post(url, json={"into": "BENAR", "confirmed": "x"})
        done = await program.post(url, json={"into": "BENAR", "confirmed": "GANDA"})

    assert (wrong.status_code, done.status_code) == (422, 200)
    assert (done.json()["agency"]["code"], done.json()["counts"]["quota"]) == ("BENAR", 1)


async def test_every_key_to_another_table_is_walked(db: str):
    """A feature that comes later is covered without a word here."""
    for target in Tortoise.apps["rakor"].values():
        declared = {
            (model, model._meta.fields_map[name].source_field)
            for model in Tortoise.apps["rakor"].values()
            for name in model._meta.fk_fields | model._meta.o2o_fields
            if model._meta.fields_map[name].related_model is target
        }
        assert set(pointing_to(target)) == declared


async def test_people_of_the_duplicate_keep_their_rights_under_the_other(pair, new_user):
    kept, gone, _where, _heads = pair
    user = await new_user("Sekretaris Ganda", gone, Role.SECRETARIAT)
    await merged(gone)

    person = await Person.get(id=user.id)
    assert person.agency_id == kept.id
    with pytest.raises(RakorError):
        await queries.agency_by_code("TIDAK-ADA")


async def test_a_meeting_that_names_the_old_code_means_the_one_that_stayed(pair, admin, as_person):
    kept, gone, _where, _heads = pair
    await merged(gone)
    wish = {
        "title": "Rapat baru",
        "kind": "coordination",
        "mode": "online",
        "starts_at": "2030-03-01T09:00:00+07:00",
        "ends_at": "2030-03-01T10:00:00+07:00",
        "organizer": "GANDA",
    }
    seats = [{"agency": code, "seats": 2} for code in ("GANDA", "BENAR")]
    async with as_person(admin) as program:
        one = await program.post("/api/v1/meetings", json={**wish, "quotas": seats[:1]})
        both = await program.post("/api/v1/meetings", json={**wish, "quotas": seats})

    assert (one.status_code, both.status_code) == (201, 422), (one.text, both.text)
    assert one.json()["organizer"] == "BENAR"
    assert await Quota.filter(agency_id=kept.id, meeting_id=one.json()["id"]).exists()
