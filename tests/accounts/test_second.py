"""The second step: an app's code, once, not guessed; the codes that were kept; a fresh session."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from rakor import journal
from rakor.accounts import operations
from rakor.accounts.models import (
    Account,
    FailedAttempt,
    RecoveryCode,
    Session,
    SignInStep,
    Totp,
    User,
)
from rakor.accounts.rules import Stale
from rakor.directory.models import Person
from rakor.errors import Conflict, Forbidden, Invalid, TooMany

from .conftest import HERE, PASSWORD

APP = "/settings/security/app"


async def user_of(account, session) -> User:
    person = await Person.get(id=account.person_id).select_related("agency")
    held = await Session.get(digest=operations.digest(session))
    return User(person, account.role, account.id, session=held.id)


@pytest.fixture
async def rina_here(account):
    """Rina, in a browser in which she has just signed in."""
    entrance = await operations.sign_in("rina@example.go.id", PASSWORD, address=HERE)
    return await user_of(account, entrance.session)


@pytest.fixture
async def phone(rina_here):
    """Rina's authenticator app; the code of the setting up was that of a minute ago."""
    await operations.begin_app(by=rina_here)
    secret, _address = await operations.app_to_confirm(by=rina_here)
    phone = pyotp.TOTP(secret)
    phone.kept = await operations.confirm_app(phone.now(), by=rina_here, address=HERE)
    await Totp.all().update(last_step=0)
    return phone


async def first_step() -> str:
    entrance = await operations.sign_in("rina@example.go.id", PASSWORD, address=HERE)
    assert entrance.session == ""
    return entrance.step


async def test_an_app_is_set_up_by_scanning_and_typing_a_code(
    account, as_person, rina_here, strange
):
    async with as_person(rina_here, page=True) as browser:
        before = await browser.get(APP)
        began = await browser.post(f"{APP}/new")
        shown = await browser.get(APP)
        secret = shown.text.split("<code>")[1].split("<")[0].replace("-", "")
        wrong = await browser.post(APP, data={"code": "000000"})
        done = await browser.post(APP, data={"code": pyotp.TOTP(secret).now()})
        later = await browser.get("/settings/security")

    assert (before.status_code, before.headers["location"]) == (303, "/settings/security")
    assert (began.status_code, shown.status_code) == (303, 200)
    assert "<svg" in shown.text.split("qrcard")[1]
    assert (wrong.status_code, done.status_code) == (422, 200)
    codes = [part.split("<")[0] for part in done.text.split("<li><code>")[1:]]
    assert len({code for code in codes if len(code) == 19}) == 10
    assert codes[0] not in later.text
    assert secret not in later.text
    stored = await Totp.get()
    assert secret not in stored.sealed
    assert codes[0].replace("-", "") not in [row.digest for row in await RecoveryCode.all()]
    kinds = [e.kind for e in await journal.since(operations.account_stream(account.id), 0)]
    assert kinds[-1] == "account.app_added"


async def test_the_password_alone_lets_nobody_in_any_more(account, phone, strange):
    async with strange as browser:
        first = await browser.post(
            "/sign-in",
            data={"email": "rina@example.go.id", "password": PASSWORD, "next": "/directory"},
        )
        outside = await browser.get("/settings")
        form = await browser.get("/sign-in/second")
        second = await browser.post("/sign-in/second", data={"code": f" {phone.now()} "})
        inside = await browser.get("/settings")

    assert (first.status_code, first.headers["location"]) == (303, "/sign-in/second")
    assert outside.headers["location"].startswith("/sign-in?")
    assert (form.status_code, second.status_code) == (200, 303)
    assert (second.headers["location"], inside.status_code) == ("/directory", 200)


async def test_a_code_is_taken_once(account, phone):
    code = phone.now()
    entrance = await operations.second_step(await first_step(), code, address=HERE)

    with pytest.raises(Invalid):
        await operations.second_step(await first_step(), code, address=HERE)
    assert entrance.session
    # Nor is one from before the last that was taken.
    earlier = phone.at(datetime.now(UTC) - timedelta(seconds=30))
    with pytest.raises(Invalid):
        await operations.second_step(await first_step(), earlier, address=HERE)


@pytest.mark.parametrize("seconds", [-30, 0, 30])
async def test_clocks_may_differ_by_half_a_minute(account, phone, seconds):
    code = phone.at(datetime.now(UTC) + timedelta(seconds=seconds))

    assert (await operations.second_step(await first_step(), code, address=HERE)).session


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "A" * 16])
async def test_what_is_no_code_is_refused(account, phone, code):
    with pytest.raises(Invalid):
        await operations.second_step(await first_step(), code, address=HERE)


async def test_codes_of_long_ago_or_to_come_are_refused(account, phone):
    for minutes in (-2, 2):
        code = phone.at(datetime.now(UTC) + timedelta(minutes=minutes))
        with pytest.raises(Invalid):
            await operations.second_step(await first_step(), code, address=HERE)


async def test_a_first_step_is_good_for_one_second_one_and_for_ten_minutes(account, phone):
    step = await first_step()
    await operations.second_step(step, phone.now(), address=HERE)
    with pytest.raises(Forbidden):
        await operations.second_step(step, phone.kept[0], address=HERE)
    late = await first_step()
    await SignInStep.all().update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    with pytest.raises(Forbidden):
        await operations.second_step(late, phone.kept[0], address=HERE)
    with pytest.raises(Forbidden):
        await operations.second_step("", phone.kept[0], address=HERE)


async def test_codes_are_not_guessed(account, phone):
    step = await first_step()
    for n in range(6):
        with pytest.raises(Invalid):
            await operations.second_step(step, f"{n:06}", address=f"198.51.100.{n}")
    # From wherever: whoever guesses knows the password already.
    with pytest.raises(TooMany):
        await operations.second_step(step, phone.now(), address="203.0.113.1")
    await FailedAttempt.all().update(at=datetime.now(UTC) - timedelta(minutes=11))
    assert (await operations.second_step(step, phone.now(), address=HERE)).session


async def test_right_codes_are_not_counted(account, phone):
    for _n in range(8):
        await Totp.all().update(last_step=0)
        assert (await operations.second_step(await first_step(), phone.now(), address=HERE)).session

    assert await FailedAttempt.all().count() == 0


async def test_a_kept_code_lets_in_once_however_it_is_typed(account, phone):
    typed = "-".join(phone.kept[3][at : at + 4] for at in range(0, 16, 4)).lower()
    entrance = await operations.second_step(await first_step(), typed, address=HERE)

    assert entrance.session
    assert await RecoveryCode.all().count() == 9
    with pytest.raises(Invalid):
        await operations.second_step(await first_step(), typed, address=HERE)
    kinds = [e.kind for e in await journal.since(operations.account_stream(account.id), 0)]
    assert kinds[-2:] == ["account.code_used", "account.signed_in"]


async def test_new_codes_void_the_ones_before(account, phone, rina_here):
    new = await operations.renew_codes(by=rina_here)

    assert set(new).isdisjoint(phone.kept)
    with pytest.raises(Invalid):
        await operations.second_step(await first_step(), phone.kept[0], address=HERE)
    assert (await operations.second_step(await first_step(), new[0], address=HERE)).session


async def test_without_the_app_the_password_is_enough_again(account, phone, rina_here):
    await operations.remove_app(by=rina_here)

    entrance = await operations.sign_in("rina@example.go.id", PASSWORD, address=HERE)
    assert entrance.session
    assert (await Totp.all().count(), await RecoveryCode.all().count()) == (0, 0)
    with pytest.raises(Conflict):
        await operations.remove_app(by=rina_here)


async def test_an_app_that_was_never_confirmed_is_not_asked_for(account, rina_here):
    await operations.begin_app(by=rina_here)

    assert (await operations.sign_in("rina@example.go.id", PASSWORD, address=HERE)).session


async def test_a_browser_left_open_does_not_change_the_ways_in(
    account, phone, rina_here, as_person
):
    await Session.all().update(created_at=datetime.now(UTC) - timedelta(minutes=16))
    for act in (operations.begin_app, operations.remove_app, operations.renew_codes):
        with pytest.raises(Stale):
            await act(by=rina_here)
    async with as_person(rina_here, page=True) as browser:
        await Session.all().update(created_at=datetime.now(UTC) - timedelta(minutes=16))
        page = await browser.get("/settings/security")
        refused = await browser.post(f"{APP}/remove")
        out = await browser.post("/settings/security/again")
        gone = await browser.get("/settings/security")

    assert "/settings/security/again" in page.text
    assert f"{APP}/remove" not in page.text
    assert (refused.status_code, out.headers["location"]) == (
        403,
        "/sign-in?next=/settings/security",
    )
    assert gone.status_code == 303
    assert await Totp.all().count() == 1


async def test_a_token_does_not_change_the_ways_in(account):
    token = await operations.token_for("rina@example.go.id")
    user = await operations.identify("", token)

    with pytest.raises(Forbidden):
        await operations.begin_app(by=user)


async def test_another_secret_of_the_installation_opens_no_seal(account, phone, setting):
    step = await first_step()
    setting(secret_key="another secret, as long as the first")

    with pytest.raises(Invalid):
        await operations.second_step(step, phone.now(), address=HERE)


async def test_a_closed_account_makes_no_second_step(account, phone):
    step = await first_step()
    await Account.all().update(active=False)

    with pytest.raises(Forbidden):
        await operations.second_step(step, phone.now(), address=HERE)


@pytest.mark.postgres
async def test_the_second_step_on_both_databases(db, engine, account, phone):
    code = phone.now()
    assert (await operations.second_step(await first_step(), code, address=HERE)).session
    with pytest.raises(Invalid):
        await operations.second_step(await first_step(), code, address=HERE)
    assert (await operations.second_step(await first_step(), phone.kept[0], address=HERE)).session
