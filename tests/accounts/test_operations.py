"""Accounts by their operations: signing in, tokens, the command line's ways."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor.accounts import operations
from rakor.accounts.models import Account, ApiToken, FailedAttempt, Session
from rakor.accounts.rules import Role
from rakor.directory.models import Agency, Person
from rakor.errors import Forbidden, Invalid, TooMany

PASSWORD = "sandi yang panjang"
HERE = "192.0.2.7"


@pytest.fixture
async def account(db):
    return await operations.register_account(
        "Rina@Example.go.id", "Rina Halim", "BPSDM", Role.ORGANIZER, PASSWORD
    )


async def test_the_first_account_makes_its_agency_and_a_later_spelling_mistake_is_refused(account):
    with pytest.raises(Invalid) as refusal:
        await operations.register_account("b@example.go.id", "Budi", "BPSMD", Role.ORGANIZER)

    assert [each["field"] for each in refusal.value.errors] == ["agency"]
    assert [agency.code for agency in await Agency.all()] == ["BPSDM"]
    assert [person.email for person in await Person.all()] == ["rina@example.go.id"]


async def test_an_address_that_is_known_becomes_that_persons_account(account, bkn):
    invited = await Person.create(name="Wira Adinegara", email="wira@example.go.id", agency=bkn)
    made = await operations.register_account(
        "WIRA@example.go.id", "W. Adinegara", "BPSDM", Role.SECRETARIAT
    )

    await invited.refresh_from_db()
    assert (made.person_id, invited.name) == (invited.id, "Wira Adinegara")
    assert (await Agency.get(id=invited.agency_id)).code == "BPSDM"


async def test_whoever_signs_in_is_known_by_the_secret_until_they_sign_out(account):
    secret = (await operations.sign_in(" RINA@example.go.id ", PASSWORD, address=HERE)).session
    user = await operations.identify(secret, "")
    await operations.sign_out(secret)

    assert user is not None
    assert (user.full_name, user.role) == ("Rina Halim", Role.ORGANIZER)
    assert await operations.identify(secret, "") is None


async def test_only_the_hash_of_a_secret_is_stored(account):
    secret = (await operations.sign_in("rina@example.go.id", PASSWORD, address=HERE)).session
    token = await operations.token_for("rina@example.go.id")

    session, kept = await Session.get(), await ApiToken.get()
    assert (session.digest, kept.digest) == (operations.digest(secret), operations.digest(token))
    assert account.password.startswith("$argon2id$")


async def test_a_session_ends_with_its_time_and_with_its_account(account):
    secret = (await operations.sign_in("rina@example.go.id", PASSWORD, address=HERE)).session
    await Session.all().update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    ended = await operations.identify(secret, "")
    await Session.all().update(expires_at=datetime.now(UTC) + timedelta(days=1))
    await Account.all().update(active=False)

    assert (ended, await operations.identify(secret, "")) == (None, None)
    with pytest.raises(Forbidden):
        await operations.sign_in("rina@example.go.id", PASSWORD, address=HERE)


async def test_wrong_passwords_are_refused_alike_and_then_wait(account):
    said = set()
    for n in range(8):
        email = "rina@example.go.id" if n % 2 else "nobody@example.go.id"
        with pytest.raises(Forbidden) as refusal:
            await operations.sign_in(email, "salah sekali", address=HERE)
        said.add(refusal.value.detail)
    for _n in range(4):
        with pytest.raises(Forbidden):
            await operations.sign_in("rina@example.go.id", "salah sekali", address=HERE)
    with pytest.raises(TooMany) as wait:
        await operations.sign_in("rina@example.go.id", PASSWORD, address=HERE)

    assert said == {"Alamat surel atau kata sandi tidak cocok."}
    assert wait.value.retry_after == 600


async def test_a_stranger_elsewhere_does_not_keep_the_owner_out(account):
    for _n in range(8):
        with pytest.raises(Forbidden):
            await operations.sign_in("rina@example.go.id", "salah", address="203.0.113.9")

    assert await operations.sign_in("rina@example.go.id", PASSWORD, address=HERE)


async def test_right_passwords_are_not_counted(account):
    for _n in range(12):
        await operations.sign_in("rina@example.go.id", PASSWORD, address=HERE)

    assert await FailedAttempt.all().count() == 0


async def test_wrong_passwords_are_forgotten_after_ten_minutes(account):
    for _n in range(8):
        with pytest.raises(Forbidden):
            await operations.sign_in("rina@example.go.id", "salah", address=HERE)
    await FailedAttempt.all().update(at=datetime.now(UTC) - timedelta(minutes=11))

    assert await operations.sign_in("rina@example.go.id", PASSWORD, address=HERE)


async def test_a_token_ends_with_its_days_and_carries_its_scopes(account):
    token = await operations.token_for("Rina@Example.go.id", ["meetings:read"], 3)
    user = await operations.identify("", token)
    await ApiToken.all().update(expires_at=datetime.now(UTC) - timedelta(seconds=1))

    assert user is not None
    assert (user.full_name, user.scopes) == ("Rina Halim", ("meetings:read",))
    assert await operations.identify("", token) is None


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("nobody@example.go.id",), "email"),
        (("rina@example.go.id", ["Every Thing"]), "scope"),
        (("rina@example.go.id", [], 0), "days"),
    ],
)
async def test_a_token_that_makes_no_sense_is_not_made(account, arguments, field):
    with pytest.raises(Invalid) as refusal:
        await operations.token_for(*arguments)

    assert [each["field"] for each in refusal.value.errors] == [field]
    assert await ApiToken.all().count() == 0


@pytest.mark.parametrize("password", ["pendek", "x" * 201])
async def test_a_password_has_eight_to_two_hundred_letters(db, password):
    with pytest.raises(Invalid):
        await operations.register_account("a@example.go.id", "A", "X", Role.ADMIN, password)

    assert (await Person.all().count(), await Agency.all().count()) == (0, 0)


async def test_a_new_password_from_the_command_line_signs_all_browsers_out(account):
    secret = (await operations.sign_in("rina@example.go.id", PASSWORD, address=HERE)).session
    await operations.register_account(
        "rina@example.go.id", "Rina Halim", "BPSDM", Role.ADMIN, "sandi yang baru"
    )

    assert await operations.identify(secret, "") is None
    assert await operations.sign_in("rina@example.go.id", "sandi yang baru", address=HERE)
    assert (await Account.get()).role is Role.ADMIN
