"""Nobody signs in as somebody else by way of the directory: an address is a way in."""

import pytest

from rakor.accounts.rules import Role
from rakor.directory import operations as directory
from rakor.directory.models import Agency, Person
from rakor.directory.rules import AgencyChanges, AgencyFacts, PersonChanges, PersonFacts
from rakor.directory.rules.importing import FileKind
from rakor.errors import Forbidden

ELSEWHERE = "orang@lain.example"


@pytest.fixture
async def keeper(new_user, bkn):
    """A secretariat that keeps the directory, of another agency than everybody else here."""
    return await new_user("Seta Sekretariat", bkn, Role.SECRETARIAT)


@pytest.mark.parametrize(
    "changes",
    [
        PersonChanges(email=ELSEWHERE),
        PersonChanges(email=None),
        PersonChanges(other_emails=[ELSEWHERE]),
        PersonChanges(agency="BKN"),
    ],
)
async def test_who_keeps_the_directory_does_not_lead_an_account_elsewhere(admin, keeper, changes):
    with pytest.raises(Forbidden):
        await directory.change_person(admin.id, changes, by=keeper)

    told = await Person.get(id=admin.id).prefetch_related("other_emails")
    assert (told.email, told.agency_id, list(told.other_emails)) == (admin.person.email, None, [])


async def test_what_is_no_way_in_is_kept_by_every_keeper(admin, keeper):
    told = PersonChanges(name="Ada Lestari", email=admin.person.email, phone="0811")
    await directory.change_person(admin.id, told, by=keeper)

    assert (await Person.get(id=admin.id)).name == "Ada Lestari"


async def test_an_agency_admin_changes_addresses_of_the_accounts_they_keep(new_user, bkn, bpsdm):
    own = await new_user("Ana Admin", bkn, Role.AGENCY_ADMIN)
    colleague = await new_user("Kiki Kolega", bkn)
    auditor = await new_user("Audi Auditor", bkn, Role.AUDITOR)
    stranger = await new_user("Sita Seberang", bpsdm)
    changed = []
    for user in (colleague, auditor, stranger):
        try:
            changes = PersonChanges(email=f"baru.{user.person.email}")
            await directory.change_person(user.id, changes, by=own)
            changed.append(user.full_name)
        except Forbidden:
            pass
    assert changed == ["Kiki Kolega"]


async def test_a_file_leads_no_account_elsewhere(rina, keeper):
    await directory.add_person(PersonFacts(name="Budi", agency="BPSDM"), by=None)
    await Person.filter(id=rina.id).update(nip="196804111993031009")
    rows = (
        f"nama,nip,surel,instansi\nRina Halim,196804111993031009,{ELSEWHERE},BPSDM\n",
        f"nama,surel,instansi\nRina Halim,{rina.person.email},BKN\n",
        f"nama,surel,surel lain,instansi\nRina Halim,{rina.person.email},{ELSEWHERE},BPSDM\n",
        f"nama,surel,instansi\nRina Halim Baru,{rina.person.email},BPSDM\n",
        f"nama,surel,instansi\nBudi,{ELSEWHERE},BPSDM\n",
    )
    results = []
    for row in rows:
        plan, _stored = await directory.import_file(
            row.encode(), "orang.csv", FileKind.PEOPLE, by=keeper
        )
        results.append(plan.rows[0].result.value)

    assert results[:4] == ["refused", "refused", "refused", "changed"]
    assert results[4] != "refused"
    assert (await Person.get(id=rina.id)).email == rina.person.email


@pytest.mark.parametrize("by_file", [False, True])
async def test_an_agency_is_not_moved_with_what_others_keep_below_it(new_user, bpsdm, by_file):
    """Or whoever keeps the line that it comes into would keep its agencies and accounts."""
    above = await directory.add_agency(AgencyFacts(code="KEMENDAGRI", name="Kementerian"), by=None)
    await directory.add_agency(AgencyFacts(code="KOSONG", name="Kosong"), by=None)
    await directory.change_agency(bpsdm.id, AgencyChanges(parent="KEMENDAGRI"), by=None)
    await new_user("Rina Halim", await Agency.get(id=bpsdm.id), Role.ORGANIZER)
    await directory.add_agency(AgencyFacts(code="BKN", name="Badan"), by=None)
    keeper = await new_user("Ana Admin", await Agency.get(code="BKN"), Role.AGENCY_ADMIN)

    async def move(code: str, agency: Agency) -> None:
        if not by_file:
            await directory.change_agency(agency.id, AgencyChanges(parent="BKN"), by=keeper)
            return
        rows = f"kode,nama,induk\n{code},{agency.name},BKN\n".encode()
        plan, stored = await directory.import_file(
            rows, "instansi.csv", FileKind.AGENCIES, by=keeper
        )
        if not stored:
            raise Forbidden(str(plan.rows[0].errors))

    with pytest.raises(Forbidden):
        await move("KEMENDAGRI", above)
    await move("KOSONG", await Agency.get(code="KOSONG"))

    assert (await Agency.get(code="KEMENDAGRI")).parent_id is None
    assert (await Agency.get(code="KOSONG")).parent_id == keeper.agency_id


async def test_an_agency_that_keeps_itself_is_not_moved_from_outside(new_user, bpsdm, bkn):
    above = await directory.add_agency(AgencyFacts(code="KEMENDAGRI", name="Kementerian"), by=None)
    changes = AgencyChanges(parent="KEMENDAGRI", self_kept=True)
    await directory.change_agency(bpsdm.id, changes, by=None)
    keeper = await new_user("Seta Sekretariat", bkn, Role.SECRETARIAT)
    with pytest.raises(Forbidden):
        await directory.change_agency(above.id, AgencyChanges(parent="BKN"), by=keeper)


async def test_addresses_of_others_are_not_told_to_whoever_may_not_change_them(
    rina, new_user, bkn, as_person
):
    participant = await new_user("Peserta Satu", bkn)
    async with as_person(participant, page=True) as browser:
        got = {
            (
                await browser.post(
                    f"/directory/people/{rina.id}/addresses/{step}", data={"email": address}
                )
            ).status_code
            for step in ("remove", "prefer")
            for address in (rina.person.email, "tidak@ada.example")
        }
    assert got == {403}


async def test_a_refused_form_of_a_page_that_one_may_not_see_is_forbidden(rina, as_person, db):
    """Whether what was sent could be read says nothing to whoever may not send it."""
    async with as_person(rina, page=True) as browser:
        answer = await browser.post("/privacy/holds", data={"of": "?"})
    assert answer.status_code == 403
