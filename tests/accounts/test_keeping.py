"""Keeping the accounts of others, through the page and the API."""

import asyncio

import pytest

from rakor import journal
from rakor.accounts import operations
from rakor.accounts.models import Account, ApiToken, MailedLink, Session, Totp
from rakor.accounts.rules import AccountChanges, AccountFacts, Role
from rakor.directory.models import Agency, Person
from rakor.directory.operations import DIRECTORY
from rakor.directory.rules import AgencyKind
from rakor.errors import Conflict, Forbidden
from rakor.mail.models import OutgoingMail

NEW = {"email": "sari@example.go.id", "name": "Sari Dewi", "agency": "BPSDM", "role": "organizer"}


@pytest.fixture
async def biro(bpsdm):
    """A unit below BPSDM."""
    await Agency.filter(id=bpsdm.id).update(path=f"/{bpsdm.id}/")
    below = await Agency.create(
        code="BIRO", name="Biro SDM", short_name="Biro", kind=AgencyKind.UNIT, parent=bpsdm
    )
    below.path = f"/{bpsdm.id}/{below.id}/"
    await below.save()
    return below


@pytest.fixture
async def keeper(new_user, biro, bpsdm):
    """The agency admin of BPSDM."""
    return await new_user("Kiki Admin", await Agency.get(id=bpsdm.id), Role.AGENCY_ADMIN)


@pytest.fixture
async def stranger(new_user, bkn):
    """Somebody of another agency."""
    await Agency.filter(id=bkn.id).update(path=f"/{bkn.id}/")
    return await new_user("Budi Santoso", await Agency.get(id=bkn.id), Role.SECRETARIAT)


async def test_a_new_account_gets_a_link_to_choose_a_password(keeper, as_person, mailed, strange):
    async with as_person(keeper, page=True) as browser:
        form = await browser.get("/accounts/new")
        made = await browser.post("/accounts/new", data=NEW)
        page = await browser.get(made.headers["location"])
    [path] = await mailed()
    async with strange as sari:
        shown = await sari.get(path)
        chosen = await sari.post(path, data={"password": "sandi milik Sari"})

    account = await Account.get(person__email="sari@example.go.id").select_related("person__agency")
    assert 'value="admin"' not in form.text
    assert 'value="secretariat"' in form.text
    assert (made.status_code, page.status_code) == (303, 200)
    assert (account.role, account.person.agency.code) == (Role.ORGANIZER, "BPSDM")
    assert (await OutgoingMail.get()).to_address == "sari@example.go.id"
    assert (shown.status_code, chosen.status_code) == (200, 303)
    assert (
        await operations.sign_in("sari@example.go.id", "sandi milik Sari", address="192.0.2.1")
    ).session
    entries = await journal.since(operations.account_stream(account.id), 0)
    assert [(e.kind, e.actor, e.subject) for e in entries[:3]] == [
        ("account.created", keeper.id, account.person_id),
        ("account.link_mailed", keeper.id, account.person_id),
        ("account.password_reset", account.person_id, account.person_id),
    ]


async def test_a_person_who_is_known_keeps_name_and_agency(keeper, biro):
    known = await Person.create(name="Sari", email="sari@example.go.id", agency=biro)
    facts = AccountFacts.model_validate(NEW)
    account = await operations.open_account(facts, by=keeper)

    await known.refresh_from_db()
    assert (account.person_id, known.name, known.agency_id) == (known.id, "Sari", biro.id)
    with pytest.raises(Conflict):
        await operations.open_account(facts, by=keeper)


@pytest.mark.parametrize("role", ["admin", "auditor", "data_protection_officer"])
async def test_an_agency_admin_gives_no_role_beyond_the_agency(keeper, as_person, role):
    async with as_person(keeper) as program:
        answer = await program.post("/api/v1/accounts", json={**NEW, "role": role})

    assert (answer.status_code, await Account.all().count()) == (403, 1)


async def test_an_agency_admin_opens_no_account_elsewhere(keeper, stranger, bkn, as_person):
    await Person.create(name="Tanpa Instansi", email="bebas@example.go.id")
    elsewhere = await Person.create(name="Orang BKN", email="orang@bkn.example.go.id", agency=bkn)
    answers = []
    async with as_person(keeper) as program:
        for change in (
            {"agency": "BKN"},
            {"agency": None},
            {"email": elsewhere.email},
            {"email": "bebas@example.go.id"},
        ):
            answers.append(
                (await program.post("/api/v1/accounts", json={**NEW, **change})).status_code
            )

    assert answers == [403] * 4
    assert await Person.filter(email=NEW["email"]).exists() is False


async def test_an_agency_admin_sees_the_own_line_only(keeper, stranger, biro, new_user, as_person):
    below = await new_user("Lina Biro", biro, Role.PARTICIPANT)
    async with as_person(keeper, page=True) as browser:
        page = await browser.get("/accounts")
        hidden = await browser.get(f"/accounts/{stranger.account_id}")
        listed = (
            await browser.get("/api/v1/accounts", headers={"accept": "application/json"})
        ).json()

    assert "Lina Biro" in page.text
    assert "Budi Santoso" not in page.text
    assert hidden.status_code == 404
    assert [(item["name"], item["agency"], item["role"]) for item in listed["items"]] == [
        ("Lina Biro", "BIRO", "participant"),
        ("Kiki Admin", "BPSDM", "agency_admin"),
    ]
    assert listed["items"][0]["id"] == str(below.account_id)


async def test_an_admin_finds_accounts_by_name_and_role(admin, keeper, stranger, as_person):
    async with as_person(admin, page=True) as browser:
        everybody = await browser.get("/accounts")
        found = await browser.get("/accounts?q=budi&role=secretariat")
        nobody = await browser.get("/accounts?q=budi&role=auditor")

    assert all(name in everybody.text for name in ("Ada Admin", "Kiki Admin", "Budi Santoso"))
    assert ("Budi Santoso" in found.text, "Kiki Admin" in found.text) == (True, False)
    assert "Tidak ada akun yang cocok" in nobody.text


@pytest.mark.parametrize(
    "role",
    [role for role in Role if role not in (Role.ADMIN, Role.AGENCY_ADMIN)],
)
async def test_nobody_else_keeps_accounts(stranger, bpsdm, new_user, as_person, role):
    user = await new_user("Orang Lain", bpsdm, role)
    one = f"/api/v1/accounts/{stranger.account_id}"
    async with as_person(user) as program:
        answers = [
            (await program.get("/accounts")).status_code,
            (await program.get("/accounts/new")).status_code,
            (await program.post("/accounts/new", data=NEW)).status_code,
            (await program.get("/api/v1/accounts")).status_code,
            (await program.post("/api/v1/accounts", json=NEW)).status_code,
            (await program.patch(one, json={"active": False})).status_code,
            (await program.delete(f"{one}/sessions")).status_code,
        ]
        for act in ("close", "reopen", "role", "invite", "sign-out", "second/remove"):
            path = f"/accounts/{stranger.account_id}/{act}"
            said = {"revision": "1"} | ({"role": "admin"} if act == "role" else {})
            answer = await program.post(path, data=said)
            answers.append(answer.status_code)

    assert answers == [403] * 13
    account = await Account.get(id=stranger.account_id)
    assert (account.active, account.role, account.revision) == (True, Role.SECRETARIAT, 1)


async def test_a_closed_account_is_out_at_once_and_may_be_opened_again(
    admin, stranger, as_person, mailed
):
    token = await operations.create_token(await Account.get(id=stranger.account_id))
    await operations.invite_again(stranger.account_id, by=admin)
    [path] = await mailed()
    async with as_person(stranger, page=True) as there, as_person(admin, page=True) as browser:
        before = (await there.get("/settings")).status_code
        closed = await browser.post(f"/accounts/{stranger.account_id}/close", data={"revision": 1})
        after = (await there.get("/settings")).status_code
        page = await browser.get(f"/accounts/{stranger.account_id}")
        link = (await there.get(path)).status_code
        again = await browser.post(f"/accounts/{stranger.account_id}/reopen", data={"revision": 2})
        still = (await there.get("/settings")).status_code

    assert (before, closed.status_code, after, link) == (200, 303, 303, 404)
    assert "Ditutup" in page.text
    assert (again.status_code, still) == (303, 303)
    assert await operations.identify("", token) is None
    owned = {"account_id": stranger.account_id}
    assert [await each.filter(**owned).count() for each in (Session, ApiToken, MailedLink)] == [
        0,
        0,
        0,
    ]
    entries = await journal.since(operations.account_stream(stranger.account_id), 0)
    assert [(e.kind, e.actor, e.subject) for e in entries[-2:]] == [
        ("account.closed", admin.id, stranger.id),
        ("account.reopened", admin.id, stranger.id),
    ]


async def test_nobody_changes_the_own_account(admin, keeper, new_user, as_person):
    await new_user("Admin Kedua", None, Role.ADMIN)
    answers = []
    for user in (admin, keeper):
        async with as_person(user) as program:
            one = f"/api/v1/accounts/{user.account_id}"
            for change in ({"role": "participant"}, {"active": False}, {"active": True}):
                answers.append((await program.patch(one, json=change)).status_code)
            answers.append((await program.delete(f"{one}/sessions")).status_code)

    assert answers == [403] * 8


async def test_an_agency_admin_does_not_touch_who_stands_above(keeper, biro, new_user, as_person):
    above = [await new_user(f"Atas {role}", biro, role) for role in (Role.ADMIN, Role.AUDITOR)]
    async with as_person(keeper) as program:
        answers = [
            (await program.patch(f"/api/v1/accounts/{user.account_id}", json=change)).status_code
            for user in above
            for change in ({"active": False}, {"role": "participant"})
        ]

    assert answers == [403] * 4


async def test_the_last_admin_stays(admin, new_user, as_person):
    second = await new_user("Admin Kedua", None, Role.ADMIN)
    async with as_person(second) as program:
        one = f"/api/v1/accounts/{admin.account_id}"
        first = await program.patch(one, json={"role": "organizer"})
    # Now the second is the last one; nobody but the command line could even try.
    account = await Account.get(id=second.account_id).select_related("person")

    assert first.status_code == 200
    with pytest.raises(Conflict):
        await operations.create_account(account.person, Role.ORGANIZER)
    await account.refresh_from_db()
    assert account.role is Role.ADMIN


@pytest.mark.postgres
async def test_two_admins_who_demote_each_other_leave_one(engine, admin, new_user):
    second = await new_user("Admin Kedua", None, Role.ADMIN)
    demoted = AccountChanges(role=Role.ORGANIZER)
    answers = await asyncio.gather(
        operations.change_account(second.account_id, demoted, by=admin),
        operations.change_account(admin.account_id, demoted, by=second),
        return_exceptions=True,
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Account", "Conflict"]
    assert await Account.filter(role=Role.ADMIN, active=True).count() == 1


async def test_an_agency_with_an_agency_admin_keeps_itself(admin, stranger, bkn, as_person):
    async with as_person(admin) as program:
        one = f"/api/v1/accounts/{stranger.account_id}"
        answer = await program.patch(one, json={"role": "agency_admin"})

    body = answer.json()
    assert (answer.status_code, body["role"], body["revision"]) == (200, "agency_admin", 2)
    assert (await Agency.get(id=bkn.id)).self_kept is True
    claimed = [e for e in await journal.since(DIRECTORY, 0) if e.kind == "agency.claimed"]
    assert [(e.subject, e.actor) for e in claimed] == [(bkn.id, admin.id)]
    entries = await journal.since(operations.account_stream(stranger.account_id), 0)
    assert [(e.kind, e.data) for e in entries] == [
        ("account.role_changed", {"before": "secretariat", "role": "agency_admin"})
    ]


async def test_the_command_line_makes_every_role(db):
    for role in Role:
        await operations.register_account(f"{role.value}@example.go.id", role.value, "X", role)

    assert {account.role for account in await Account.all()} == set(Role)
    assert (await Agency.get(code="X")).self_kept is True


async def test_a_change_of_what_was_not_seen_is_refused(admin, stranger, as_person):
    one = f"/api/v1/accounts/{stranger.account_id}"
    async with as_person(admin, page=True) as browser:
        json = {"accept": "application/json"}
        first = await browser.patch(
            one, json={"role": "organizer"}, headers={**json, "if-match": '"1"'}
        )
        second = await browser.patch(
            one, json={"active": False}, headers={**json, "if-match": '"1"'}
        )
        form = await browser.post(
            f"/accounts/{stranger.account_id}/role", data={"role": "auditor", "revision": 1}
        )

    assert (first.status_code, second.status_code, form.status_code) == (200, 412, 412)
    assert (await Account.get(id=stranger.account_id)).role is Role.ORGANIZER


async def test_whoever_lost_the_phone_is_helped(admin, stranger, as_person):
    from datetime import UTC, datetime

    await Totp.create(
        account_id=stranger.account_id, sealed="sealed", confirmed_at=datetime.now(UTC)
    )
    async with as_person(stranger, page=True) as there, as_person(admin, page=True) as browser:
        before = (await there.get("/settings")).status_code
        page = await browser.get(f"/accounts/{stranger.account_id}")
        done = await browser.post(f"/accounts/{stranger.account_id}/second/remove")
        after = (await there.get("/settings")).status_code

    assert "Aktif, dengan langkah kedua" in page.text
    assert (before, done.status_code, after) == (200, 303, 303)
    assert await Totp.all().count() == 0
    entries = await journal.since(operations.account_stream(stranger.account_id), 0)
    assert entries[-1].kind == "account.second_steps_removed"


async def test_every_browser_of_an_account_is_signed_out_by_the_api(admin, stranger, as_person):
    async with as_person(stranger), as_person(stranger), as_person(admin) as program:
        answer = await program.delete(f"/api/v1/accounts/{stranger.account_id}/sessions")

    assert (answer.status_code, answer.json()["ended"]) == (200, 2)
    assert await Session.filter(account_id=stranger.account_id).count() == 0


async def test_looking_at_accounts_is_recorded(admin, stranger, as_person):
    async with as_person(admin, page=True) as browser:
        await browser.get("/accounts?q=budi")
        await browser.get(f"/accounts/{stranger.account_id}")

    seen = await journal.since(journal.stream_of(f"reader:{admin.id}"), 0)
    assert [(e.kind, e.subject) for e in seen] == [
        ("accounts.listed", None),
        ("account.viewed", stranger.id),
    ]


async def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    admin, bkn, new_user, as_person, caplog
):
    async with as_person(admin, page=True) as browser:
        await browser.get("/accounts")
        asked = []
        for _round in range(2):
            caplog.clear()
            with caplog.at_level("DEBUG", logger="tortoise.db_client"):
                await browser.get("/accounts")
            asked.append(len([r for r in caplog.records if r.name == "tortoise.db_client"]))
            for n in range(30):
                await new_user(f"Orang {_round} {n}", bkn)

    assert asked[0] == asked[1] > 0


async def test_an_agency_admin_without_an_agency_keeps_nobody(new_user, stranger):
    lost = await new_user("Tanpa Instansi", None, Role.AGENCY_ADMIN)

    with pytest.raises(Forbidden):
        await operations.open_account(AccountFacts.model_validate(NEW | {"agency": None}), by=lost)
