"""Offices: who holds them on which day, how that is written down, and who may."""

from datetime import date, timedelta

import pytest

from rakor import journal
from rakor.accounts.rules import Role
from rakor.directory import operations, queries
from rakor.directory.models import Office, OfficeHolder, OfficeKind, Person
from rakor.directory.operations import DIRECTORY
from rakor.directory.rules import (
    AgencyFacts,
    AppointmentChanges,
    Holding,
    OfficeChanges,
    OfficeFacts,
    PersonFacts,
)
from rakor.errors import Conflict, Invalid, RakorError

JULY = date(2026, 7, 1)
DAY = timedelta(days=1)
SUBSTANTIVE, PLT, PLH = (
    Holding.SUBSTANTIVE,
    Holding.ACTING_VACANT,
    Holding.ACTING_TEMPORARY,
)
DECREE = {"until": date(2026, 7, 14), "decree_number": "800/12/2026"}


@pytest.fixture
async def office(bkn):
    return await operations.add_office(OfficeFacts(title="Kepala Pusat", agency="BKN"), by=None)


@pytest.fixture
def person(bkn):
    async def make(name):
        email = f"{name.lower()}@example.go.id"
        facts = PersonFacts(name=name, agency="BKN", email=email)
        return await operations.add_person(facts, by=None)

    return make


@pytest.fixture
async def secretary(new_user, bkn):
    return await new_user("Sekar Tari", bkn, Role.SECRETARIAT)


async def _holder(office, day):
    held = await queries.holder_on(office, day)
    return (held.person.name, held.holding) if held else None


async def _appoint(office, person, holding=SUBSTANTIVE, since=None, **more):
    return await operations.appoint(office.id, person.id, holding, since=since, by=None, **more)


@pytest.mark.postgres
async def test_a_successor_ends_the_one_before_the_day_before(office, person):
    first, second = await person("Satu"), await person("Dua")
    await _appoint(office, first, since=date(2025, 1, 1))
    await _appoint(office, second, since=JULY)

    assert await _holder(office, date(2024, 12, 31)) is None
    assert await _holder(office, date(2026, 6, 30)) == ("Satu", SUBSTANTIVE)
    assert await _holder(office, JULY) == ("Dua", SUBSTANTIVE)


@pytest.mark.postgres
async def test_a_plh_acts_only_while_the_holder_is_away(office, person):
    holder, deputy = await person("Pejabat"), await person("Pengganti")
    await _appoint(office, holder, since=date(2025, 1, 1))
    await _appoint(office, deputy, PLH, JULY, **DECREE)

    assert await _holder(office, date(2026, 6, 30)) == ("Pejabat", SUBSTANTIVE)
    assert await _holder(office, date(2026, 7, 14)) == ("Pengganti", PLH)
    assert await _holder(office, date(2026, 7, 15)) == ("Pejabat", SUBSTANTIVE)


@pytest.mark.postgres
async def test_two_in_one_seat_are_refused_and_nothing_moves(office, person):
    first, second = await person("Satu"), await person("Dua")
    await _appoint(office, first, since=JULY)
    for holding, since in ((SUBSTANTIVE, JULY), (SUBSTANTIVE, JULY - DAY), (PLT, JULY + DAY)):
        with pytest.raises(Conflict):
            await _appoint(office, second, holding, since, until=JULY + 9 * DAY, decree_number="1")

    assert await OfficeHolder.all().count() == 1
    assert await _holder(office, JULY + DAY) == ("Satu", SUBSTANTIVE)


async def test_a_vacancy_is_filled_by_a_plt_until_there_is_a_holder(office, person):
    first, acting, second = [await person(name) for name in ("Lama", "Pelaksana", "Baru")]
    held = await _appoint(office, first, since=date(2025, 1, 1))
    await operations.end_appointment(office.id, held.id, JULY - 9 * DAY, by=None)
    await _appoint(office, acting, PLT, JULY, until=date(2026, 12, 31), decree_number="800/1")
    await _appoint(office, second, since=date(2026, 9, 1))

    assert [await _holder(office, day) for day in (JULY - DAY, JULY, date(2026, 9, 1))] == [
        None,
        ("Pelaksana", PLT),
        ("Baru", SUBSTANTIVE),
    ]
    gaps = queries.vacancies(await queries.appointments(office), JULY)
    assert gaps == [(date(2026, 6, 23), date(2026, 6, 30))]


async def test_an_office_whose_last_holder_left_is_vacant_until_further_notice(office, person):
    held = await _appoint(office, await person("Lama"), since=date(2025, 1, 1))
    await operations.end_appointment(office.id, held.id, JULY, by=None)
    rows = await queries.appointments(office)

    assert queries.vacancies(rows, JULY) == []
    assert queries.vacancies(rows, JULY + DAY) == [(JULY + DAY, None)]
    assert queries.vacancies([], JULY) == []


async def test_who_stands_in_leaves_with_the_holder(office, person):
    held = await _appoint(office, await person("Pejabat"), since=date(2025, 1, 1))
    await _appoint(office, await person("Pengganti"), PLH, JULY, **DECREE)
    await operations.end_appointment(office.id, held.id, JULY + 2 * DAY, by=None)

    ends = {row.valid_until for row in await OfficeHolder.all()}
    assert ends == {JULY + 2 * DAY}
    with pytest.raises(Invalid):
        await operations.end_appointment(office.id, held.id, JULY + 9 * DAY, by=None)


async def test_a_mistake_is_corrected_and_the_journal_tells_both(office, person):
    wrong, right = await person("Keliru"), await person("Benar")
    await _appoint(office, wrong, since=date(2020, 1, 1), until=date(2020, 12, 31))
    held = await _appoint(office, wrong, since=JULY)
    changes = AppointmentChanges(person=right.id, since=JULY - DAY, decree_number="821/3")
    await operations.correct_appointment(office.id, held.id, changes, by=None)
    early = AppointmentChanges(since=date(2020, 12, 31))
    with pytest.raises(Conflict):
        await operations.correct_appointment(office.id, held.id, early, by=None)

    assert await _holder(office, JULY - DAY) == ("Benar", SUBSTANTIVE)
    entry = (await journal.since(DIRECTORY, 0))[-1]
    assert (entry.kind, entry.subject) == ("appointment.corrected", office.id)
    assert (entry.data["person"], entry.data["before"]["person"]) == (str(right.id), str(wrong.id))


async def test_what_never_was_is_taken_away(office, person):
    held = await _appoint(office, await person("Keliru"), since=JULY)
    await _appoint(office, await person("Pengganti"), PLH, JULY, **DECREE)
    with pytest.raises(Conflict):
        await operations.remove_appointment(office.id, held.id, by=None)
    beside = await OfficeHolder.get(holding=PLH)
    for each in (beside, held):
        await operations.remove_appointment(office.id, each.id, by=None)

    assert await OfficeHolder.all().count() == 0


async def test_somebody_who_was_erased_holds_nothing(office, person):
    gone = await person("Hilang")
    await Person.filter(id=gone.id).update(erased_at="2026-01-01T00:00:00+00:00")
    with pytest.raises(Invalid):
        await _appoint(office, gone)


async def test_the_short_way_replaces_who_was_written_down_today(office, person):
    first, second = await person("Keliru"), await person("Benar")
    for each in (first, second):
        await operations.change_office(office.id, OfficeChanges(holder=each.id), by=None)
    assert [row.person_id for row in await OfficeHolder.all()] == [second.id]

    await operations.change_office(office.id, OfficeChanges(holder=None), by=None)
    assert await queries.holder_on(office) is None


@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(3))
async def test_any_sequence_of_appointments_gives_one_answer_a_day(office, person, seed):
    people = [await person(name) for name in ("Satu", "Dua", "Tiga")]
    state = 7919 * (seed + 1)
    for n in range(14):
        state = (state * 1103515245 + 12345) % 2**31
        holding = list(Holding)[state % 4]
        since = JULY + (state // 4 % 40) * DAY
        until = None if state // 200 % 3 == 0 else since + (state // 600 % 12) * DAY
        try:
            await _appoint(
                office, people[n % 3], holding, since, until=until, decree_number="800/1"
            )
        except RakorError:
            continue
    rows = await OfficeHolder.filter(office_id=office.id)
    assert rows
    for n in range(60):
        day = JULY + n * DAY
        there = [
            row
            for row in rows
            if row.valid_from <= day and (row.valid_until is None or row.valid_until >= day)
        ]
        beside = [row for row in there if row.holding is PLH]
        acting = await queries.holder_on(office, day)
        assert len(there) - len(beside) <= 1
        assert (acting.id if acting else None) == next((row.id for row in [*beside, *there]), None)


async def test_kind_and_step_of_protocol_are_found_by_the_title(db):
    facts = AgencyFacts(code="64", name="Pemprov Kaltim", kind="province", region="64")
    await operations.add_agency(facts, by=None)

    async def add(title, **more):
        facts = OfficeFacts(title=title, agency="64", **more)
        office = await operations.add_office(facts, by=None)
        await office.fetch_related("kind", "rank")
        return (
            office.kind.code if office.kind else None,
            office.rank.title if office.rank else None,
            office.precedence,
        )

    assert await add("Gubernur Kalimantan Timur", level="political") == (
        "kepala_daerah",
        "Gubernur",
        310,
    )
    assert await add("Sekretaris Daerah Provinsi", level="jpt_madya") == (
        "sekda",
        "Sekretaris Daerah provinsi",
        370,
    )
    assert await add("Inspektur", level="jpt_pratama", precedence=7) == ("inspektur", None, 7)
    assert await add("Juru Bicara", kind=None, rank=None) == (None, None, 1000)


async def test_a_step_decides_the_precedence_and_a_number_of_ones_own_leaves_it(office):
    rank = (await queries.ranks())[0]
    stepped = await operations.change_office(office.id, OfficeChanges(rank=rank.id), by=None)
    assert (stepped.rank_id, stepped.precedence) == (rank.id, rank.position)
    own = await operations.change_office(office.id, OfficeChanges(precedence=77), by=None)
    assert (own.rank_id, own.precedence) == (None, 77)


async def test_an_office_is_added_on_its_page_and_its_holders_written_down(
    secretary, bkn, person, as_person
):
    await person("Budi")
    kind = await OfficeKind.get(code="sekda")
    typed = {"title": "Kepala", "agency": "badan kepegawaian negara", "email": "kepala@bkn.go.id"}
    async with as_person(secretary, page=True) as browser:
        empty = await browser.get("/directory/offices/new")
        added = await browser.post("/directory/offices/new", data={**typed, "kind": kind.code})
        home = added.headers["location"]
        held = await browser.post(
            f"{home}/holders",
            data={"person": "Budi · budi@example.go.id", "since": "2026-07-01", "until": ""},
        )
        unknown = await browser.post(f"{home}/holders", data={"person": "Tidak Ada"})
        plt = await browser.post(
            f"{home}/holders", data={"person": "budi", "holding": "acting_temporary"}
        )
        page = await browser.get(home)

    office = await Office.get(title="Kepala").select_related("kind")
    assert (empty.status_code, 'list="l-agency"' in empty.text) == (200, True)
    assert (added.status_code, held.status_code) == (303, 303)
    assert (office.kind.code, office.email) == ("sekda", "kepala@bkn.go.id")
    assert (unknown.status_code, 'id="e-person"' in unknown.text) == (422, True)
    assert (plt.status_code, 'id="e-until"' in plt.text) == (422, True)
    assert [piece in page.text for piece in ("Budi", "1 Juli 2026", "definitif")] == [True] * 3


async def test_an_appointment_is_ended_corrected_and_removed_on_its_page(
    secretary, office, person, as_person
):
    held = await _appoint(office, await person("Budi"), since=JULY)
    home = f"/directory/offices/{office.id}"
    url = f"{home}/holders/{held.id}"
    async with as_person(secretary, page=True) as browser:
        form = await browser.get(url)
        early = await browser.post(f"{url}/end", data={"until": "2026-06-01"})
        ended = await browser.post(f"{url}/end", data={"until": "2026-09-30"})
        vacant = await browser.get(home)
        mended = await browser.post(
            url, data={"person": "Budi", "since": "2026-06-01", "until": "2026-09-30"}
        )
        row = await OfficeHolder.get(id=held.id)
        removed = await browser.post(f"{url}/remove")
        gone = await browser.get(url)

    answers = (form, early, ended, vacant, mended, removed, gone)
    assert [each.status_code for each in answers] == [200, 422, 303, 200, 303, 303, 404]
    assert (row.valid_from, row.valid_until) == (date(2026, 6, 1), date(2026, 9, 30))
    assert "30 September 2026" in vacant.text


async def test_programs_appoint_correct_and_remove(secretary, office, person, as_person):
    one = await person("Budi")
    url = f"/api/v1/offices/{office.id}/holders"
    wish = {"person": str(one.id), "since": "2026-07-01"}
    async with as_person(secretary) as program:
        added = await program.post(url, json=wish)
        twice = await program.post(url, json=wish)
        key = added.json()["id"]
        mended = await program.patch(f"{url}/{key}", json={"decree_number": "821/1"})
        listed = (await program.get(url)).json()
        removed = await program.delete(f"{url}/{key}")
        empty = (await program.get(url)).json()

    told = {**wish, "id": key, "holding": "substantive", "until": None}
    assert (added.status_code, twice.status_code, removed.status_code) == (201, 409, 200)
    assert {**mended.json(), "seq": 0} == {**told, "decree_number": "821/1", "seq": 0}
    assert listed == {"items": [{**told, "decree_number": "821/1"}], "next": None}
    assert empty == {"items": [], "next": None}


@pytest.mark.parametrize(
    ("role", "status"), [(Role.ORGANIZER, 403), (Role.PARTICIPANT, 404), (Role.AUDITOR, 404)]
)
async def test_only_keepers_write_down_who_holds_an_office(
    role, status, office, bpsdm, new_user, as_person
):
    user = await new_user("Seorang Pengguna", bpsdm, role)
    held = await _appoint(office, await Person.get(id=user.id), since=JULY)
    url = f"/api/v1/offices/{office.id}/holders"
    home = f"/directory/offices/{office.id}"
    async with as_person(user) as program:
        acts = [
            await program.post(url, json={"person": str(user.id)}),
            await program.patch(f"{url}/{held.id}", json={}),
            await program.delete(f"{url}/{held.id}"),
        ]
        seen = await program.get(url)
    async with as_person(user, page=True) as browser:
        pages = [
            await browser.get(f"{home}/holders"),
            await browser.get(f"{home}/holders/{held.id}"),
        ]
        page = await browser.get(home)

    assert [each.status_code for each in acts] == [403, 403, 403]
    assert {each.status_code for each in pages} == {status}
    assert (seen.status_code, page.status_code) == ((404, 404) if status == 404 else (200, 200))
    assert "/holders" not in page.text
