"""Browsers, tokens and passkeys of one's own, beside what a real browser shows."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest

from rakor import journal
from rakor.accounts import operations
from rakor.accounts.models import ApiToken, Passkey, Session, SignInStep
from rakor.errors import Conflict, Forbidden
from rakor.web.middleware import SESSION

from .conftest import HERE

HOUR = timedelta(hours=1)


async def test_a_session_says_to_the_hour_when_it_was_last_used(rina, as_person):
    async with as_person(rina, page=True) as browser:
        await browser.get("/settings")
        fresh = (await Session.get()).last_seen_at
        await Session.all().update(created_at=datetime.now(UTC) - 3 * HOUR)
        await browser.get("/settings")
        first = (await Session.get()).last_seen_at
        await browser.get("/settings")
        second = (await Session.get()).last_seen_at
        page = await browser.get("/settings/security")
        listed = await browser.get("/api/v1/sessions", headers={"accept": "application/json"})

    assert fresh is None
    assert first == second
    assert datetime.now(UTC) - first < timedelta(minutes=1)
    assert "baru saja" in page.text
    assert "Peramban ini" in page.text
    assert [each["current"] for each in listed.json()["items"]] == [True]


async def test_every_other_browser_is_signed_out_at_once(rina, as_person):
    async with as_person(rina, page=True) as left, as_person(rina, page=True) as here:
        done = await here.post("/settings/sessions/others")
        answers = [(await each.get("/settings")).status_code for each in (left, here)]

    assert (done.status_code, answers) == (303, [303, 200])
    entries = await journal.since(operations.account_stream(rina.account_id), 0)
    assert [(e.kind, e.subject, e.data) for e in entries] == [
        ("session.all_revoked", rina.id, {"count": 1})
    ]


async def test_a_program_lists_and_ends_its_owners_sessions(rina, as_person):
    async with as_person(rina) as left, as_person(rina) as here:
        listed = (await here.get("/api/v1/sessions")).json()["items"]
        other = next(each["id"] for each in listed if not each["current"])
        ended = await here.delete(f"/api/v1/sessions/{other}")
        again = await here.delete(f"/api/v1/sessions/{other}")
        out = await left.get("/api/v1/me")
        rest = await here.delete("/api/v1/sessions")

    assert len(listed) == 2
    assert (ended.status_code, again.status_code, out.status_code) == (200, 404, 401)
    assert rest.json()["ended"] == 0


async def test_a_token_is_limited_to_the_parts_that_were_chosen(rina, as_person):
    async with as_person(rina, page=True) as browser:
        form = await browser.get("/settings/security")
        nothing = await browser.post(
            "/settings/tokens", data={"token_name": "Kosong", "access": "parts", "days": "30"}
        )
        made = await browser.post(
            "/settings/tokens",
            data={
                "token_name": "Kalender",
                "access": "parts",
                "scopes[]": ["meetings:read", "people:write"],
                "days": "7",
            },
        )
        secret = made.text.split("<code")[1].split(">")[1].split("<")[0]
    token = await ApiToken.get()

    assert 'value="meetings:read"' in form.text
    assert 'value="follow-ups:write"' in form.text
    assert (nothing.status_code, 'id="e-scopes"' in nothing.text) == (422, True)
    assert token.scopes == ["meetings:read", "people:write"]
    assert timedelta(days=6) < token.expires_at - datetime.now(UTC) <= timedelta(days=7)
    assert (await operations.identify("", secret)).scopes == ("meetings:read", "people:write")


async def test_a_token_says_when_it_was_last_used(account, as_person):
    token = await operations.token_for("rina@example.go.id")
    await operations.identify("", token)
    unused = (await ApiToken.get()).last_seen_at
    await ApiToken.all().update(created_at=datetime.now(UTC) - 2 * HOUR)
    await operations.identify("", token)

    assert unused is None
    assert (await ApiToken.get()).last_seen_at is not None


@pytest.fixture
def at_home(setting):
    """An address that browsers offer passkeys for."""
    setting(public_url="http://localhost:8000")


async def test_passkeys_are_not_offered_where_browsers_have_none(rina, as_person, strange):
    async with strange as browser:
        page = await browser.get("/sign-in")
        refused = await browser.post(
            "/sign-in/passkey/begin", json={}, headers={"accept": "application/json"}
        )

    assert "data-passkey" not in page.text
    assert refused.status_code == 409


async def test_what_a_browser_is_asked_for_names_no_account(account, at_home):
    options, step = await operations.ask_passkey(address=HERE)

    assert step
    assert options["rpId"] == "localhost"
    assert options["userVerification"] == "required"
    assert options.get("allowCredentials", []) == []
    assert len(base64.urlsafe_b64decode(options["challenge"] + "==")) >= 32


async def test_a_made_up_passkey_lets_nobody_in_and_ends_the_step(account, at_home):
    await Passkey.create(account=account, credential="a2V5", public_key=b"\xa0", name="Kunci")
    handle = base64.urlsafe_b64encode(account.id.bytes).decode().rstrip("=")
    options, step = await operations.ask_passkey(address=HERE)
    client = {
        "type": "webauthn.get",
        "challenge": options["challenge"],
        "origin": "http://localhost:8000",
    }
    shown = {
        "id": "a2V5",
        "rawId": "a2V5",
        "type": "public-key",
        "response": {
            "clientDataJSON": base64.urlsafe_b64encode(json.dumps(client).encode()).decode(),
            "authenticatorData": base64.urlsafe_b64encode(b"\0" * 37).decode(),
            "signature": "AAAA",
            "userHandle": handle,
        },
    }
    for credential in (shown, {}, {"id": 5}, {**shown, "id": "x"}, {**shown, "response": []}):
        with pytest.raises(Forbidden):
            await operations.sign_in_by_passkey(step, credential, address=HERE)
        _options, step = await operations.ask_passkey(address=HERE)
    assert (await SignInStep.all().count(), await Session.all().count()) == (1, 0)


async def test_a_passkey_is_added_in_the_browser_that_began(rina, admin, at_home, as_person):
    async with as_person(rina) as browser, as_person(admin) as other:
        began = await browser.post("/settings/security/passkeys/begin", json={})
        step = browser.cookies["rakor_new_passkey"]
        other.cookies.set("rakor_new_passkey", step)
        stolen = await other.post(
            "/settings/security/passkeys", json={"credential": {}, "name": "Milik orang"}
        )
        own = await browser.post(
            "/settings/security/passkeys", json={"credential": {}, "name": "Ponsel"}
        )
        again = await browser.post(
            "/settings/security/passkeys", json={"credential": {}, "name": "Ponsel"}
        )
        user = await operations.identify(browser.cookies[SESSION], "")

    options = began.json()["options"]
    assert options["rp"] == {"name": "Rakor", "id": "localhost"}
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert rina.person.email not in options["user"]["id"]
    assert [answer.status_code for answer in (stolen, own, again)] == [403, 422, 403]
    assert await Passkey.all().count() == 0
    await Passkey.bulk_create(
        [
            Passkey(account_id=rina.account_id, credential=str(n), public_key=b"", name="x")
            for n in range(20)
        ]
    )
    with pytest.raises(Conflict):
        await operations.begin_passkey(by=user)


async def test_a_passkey_of_another_is_not_removed(rina, admin, as_person):
    key = await Passkey.create(
        account_id=rina.account_id, credential="a", public_key=b"", name="Ponsel"
    )
    async with as_person(admin, page=True) as browser:
        refused = await browser.post(f"/settings/security/passkeys/{key.id}/remove")
    async with as_person(rina, page=True) as browser:
        done = await browser.post(f"/settings/security/passkeys/{key.id}/remove")

    assert (refused.status_code, done.status_code) == (404, 303)


async def test_one_page_begins_so_many_passkeys_only(strange, admin, at_home):
    async with strange as browser:
        answers = [
            (
                await browser.post(
                    "/sign-in/passkey/begin",
                    json={},
                    headers={"accept": "application/json", "origin": "http://localhost:8000"},
                )
            ).status_code
            for _n in range(102)
        ]

    assert answers == [200] * 100 + [429] * 2


async def test_the_profile_and_the_security_are_two_pages(rina, as_person):
    async with as_person(rina, page=True) as browser:
        profile = await browser.get("/settings")
        security = await browser.get("/settings/security")

    assert ("/settings/password" in profile.text, "/settings/password" in security.text) == (
        False,
        True,
    )
    assert "/accounts" not in profile.text
