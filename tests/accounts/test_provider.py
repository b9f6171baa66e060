"""Signing in by another provider: the round trip with a real one, and all it may get wrong."""

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from rakor import journal
from rakor.accounts import operations
from rakor.accounts.models import Account, ProviderSubject, Session, SignInStep
from rakor.accounts.operations import calls
from rakor.accounts.rules import Role
from rakor.directory.models import Agency, Person

from ..conftest import free_port
from .provider import CLIENT, SECRET

BUDI = {
    "sub": "1001",
    "email": "Budi@bkn.example.go.id",
    "email_verified": True,
    "name": "Budi Santoso",
    "unit": "BKN",
}


@pytest.fixture(scope="module")
def running() -> Iterator[str]:
    """The provider, a process of its own; where it is."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([sys.executable, "-m", "tests.accounts.provider", str(port)])
    try:
        for _attempt in range(400):
            with contextlib.suppress(httpx.TransportError):
                httpx.get(f"{url}/calls")
                break
            assert process.poll() is None
            time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def provider(running, setting, monkeypatch):
    """The provider, set up here; `provider(person=…)` says who comes next and what goes wrong."""
    setting(
        oidc_issuer=running,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="SSO Pemerintah",
        oidc_agency_claim="unit",
        oidc_role_claim="groups",
        oidc_roles="rakor-staf=organizer, rakor-admin=admin",
    )
    monkeypatch.setattr(calls, "_told", {})
    monkeypatch.setattr(calls, "_keys", {})

    def tell(**said):
        httpx.post(f"{running}/next", json=said)

    tell(person=BUDI)
    return tell


async def go(browser, after="/", **changed):
    """Off to the provider and back again; gives the answer to what the provider sent."""
    left = await browser.get("/sign-in/oidc", params={"next": after})
    if left.status_code != 303:
        return left
    async with httpx.AsyncClient() as outside:
        there = await outside.get(left.headers["location"])
    assert there.status_code == 307, there.text
    back = urlsplit(there.headers["location"])
    assert back.path == "/sign-in/oidc/callback"
    said = {name: values[0] for name, values in parse_qs(back.query).items()} | changed
    return await browser.get(back.path, params={k: v for k, v in said.items() if v is not None})


async def test_the_way_there_and_back_signs_somebody_in(bkn, admin, provider, strange):
    async with strange as browser:
        form = await browser.get("/sign-in?next=/directory")
        back = await go(browser, "/directory")
        me = (await browser.get("/api/v1/me", headers={"accept": "application/json"})).json()

    assert "SSO Pemerintah" in form.text
    assert 'href="/sign-in/oidc?next=/directory"' in form.text
    assert (back.status_code, back.headers["location"]) == (303, "/directory")
    assert (me["name"], me["email"], me["agency"], me["role"]) == (
        "Budi Santoso",
        "budi@bkn.example.go.id",
        "BKN",
        "participant",
    )
    subject = await ProviderSubject.get()
    assert subject.subject == "1001"
    entries = await journal.since(operations.account_stream(subject.account_id), 0)
    assert [(e.kind, e.data.get("via")) for e in entries] == [
        ("account.created", None),
        ("account.linked", None),
        ("account.signed_in", "provider"),
    ]
    assert await SignInStep.all().count() == 0


async def test_without_a_provider_there_is_no_button_and_no_way(admin, strange):
    async with strange as browser:
        form = await browser.get("/sign-in")
        way = await browser.get("/sign-in/oidc")

    assert "/sign-in/oidc" not in form.text
    assert way.status_code == 502


async def test_a_changed_address_keeps_the_account(bkn, provider, strange):
    async with strange as browser:
        await go(browser)
        browser.cookies.clear()
        provider(person={**BUDI, "email": "b.santoso@bkn.example.go.id", "email_verified": False})
        back = await go(browser)

    assert back.status_code == 303
    assert await Account.all().count() == 1
    assert [person.email for person in await Person.all()] == ["budi@bkn.example.go.id"]


async def test_a_known_person_is_linked_by_a_verified_address_only(rina, bpsdm, provider, strange):
    person = {"sub": "7", "email": rina.person.email, "unit": "BPSDM"}
    answers = []
    async with strange as browser:
        for verified in (None, False, "true", True):
            provider(person={**person, "email_verified": verified})
            answers.append((await go(browser)).status_code)
            browser.cookies.clear()

    assert answers == [403, 403, 403, 303]
    assert (await ProviderSubject.get()).account_id == rina.account_id
    # What an operator gave is kept: the provider named no role.
    assert (await Account.get(id=rina.account_id)).role is Role.ORGANIZER


async def test_an_unknown_agency_is_refused_by_its_code(bkn, provider, strange):
    provider(person={**BUDI, "unit": "BKM"})
    async with strange as browser:
        back = await go(browser)

    assert back.status_code == 403
    assert "Instansi BKM dari penyedia akun tidak dikenal" in back.text
    assert await Person.all().count() == 0


async def test_whom_nobody_knows_needs_an_agency(db, provider, strange):
    provider(person={**BUDI, "unit": None})
    async with strange as browser:
        back = await go(browser)

    assert (back.status_code, await Account.all().count()) == (403, 0)


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (None, Role.PARTICIPANT),
        ("admin", Role.PARTICIPANT),
        (["admin", "administrator", "Rakor-Admin"], Role.PARTICIPANT),
        ("rakor-staf", Role.ORGANIZER),
        (["other", "rakor-admin"], Role.ADMIN),
        (["rakor-admin", "rakor-staf"], Role.ORGANIZER),
        ({"rakor-admin": True}, Role.PARTICIPANT),
    ],
)
async def test_a_role_is_given_only_where_it_is_mapped(bkn, provider, strange, groups, role):
    provider(person={**BUDI, "groups": groups})
    async with strange as browser:
        await go(browser)

    assert (await Account.get()).role is role


async def test_the_provider_moves_people_but_never_takes_the_last_admin(
    bkn, bpsdm, provider, strange
):
    provider(person={**BUDI, "groups": "rakor-admin"})
    async with strange as browser:
        await go(browser)
        browser.cookies.clear()
        provider(person={**BUDI, "unit": "BPSDM", "groups": "rakor-staf"})
        await go(browser)

    account = await Account.get().select_related("person__agency")
    assert (account.role, account.person.agency.code) == (Role.ADMIN, "BPSDM")


async def test_a_closed_account_stays_closed(bkn, provider, strange):
    async with strange as browser:
        await go(browser)
        browser.cookies.clear()
        await Account.all().update(active=False)
        await Session.all().delete()
        back = await go(browser)

    assert (back.status_code, await Session.all().count()) == (403, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"token": {"nonce": "another"}},
        {"token": {"nonce": None}},
        {"token": {"iss": "https://evil.example"}},
        {"token": {"aud": "another-client"}},
        {"token": {"aud": ["rakor", "another"], "azp": "another"}},
        {"token": {"aud": ["rakor", "another"]}},
        {"token": {"at_hash": "77QmUPtjPfzWtF2AnpK9RQ"}},
        {"token": {"exp": 1_700_000_000}},
        {"token": {"exp": None}},
        {"token": {"iat": 4_000_000_000}},
        {"token": {"sub": None}},
        {"signed": "none"},
        {"signed": "HS256"},
        {"signed": "stranger"},
        {"back": {"iss": "https://evil.example"}},
        {"redirect": "http://127.0.0.1:9/"},
    ],
    ids=str,
)
async def test_a_token_that_is_not_for_us_now_and_signed_lets_nobody_in(
    bkn, provider, strange, wrong
):
    provider(person=BUDI, **wrong)
    async with strange as browser:
        back = await go(browser)
        seen = await browser.get("/settings")

    assert (back.status_code, seen.status_code) == (502, 303)
    assert (await Account.all().count(), await Session.all().count()) == (0, 0)


async def test_a_signature_by_another_key_of_the_provider_counts_too(bkn, provider, strange):
    provider(person=BUDI, signed="ES256")
    async with strange as browser:
        assert (await go(browser)).status_code == 303


@pytest.mark.parametrize("state", ["another", "", None])
async def test_an_answer_to_a_question_that_was_not_asked_lets_nobody_in(
    bkn, provider, strange, state
):
    async with strange as browser:
        back = await go(browser, state=state)

    assert (back.status_code, await Session.all().count()) == (403, 0)


async def test_the_answer_of_one_browser_is_nothing_in_another_and_nothing_twice(
    bkn, provider, as_person
):
    async with as_person(None, page=True) as browser:
        left = await browser.get("/sign-in/oidc")
        async with httpx.AsyncClient() as outside:
            there = await outside.get(left.headers["location"])
        way = there.headers["location"].removeprefix("http://rakor.test")
        async with as_person(None, page=True) as victim:
            foreign = await victim.get(way)
        first = await browser.get(way)
        again = await browser.get(way)

    assert [foreign.status_code, first.status_code, again.status_code] == [403, 303, 403]
    assert await Session.all().count() == 1


async def test_whoever_says_no_at_the_provider_is_not_let_in(bkn, provider, strange):
    provider(person=BUDI, denies=True)
    async with strange as browser:
        back = await go(browser)

    assert (back.status_code, await Session.all().count()) == (403, 0)


@pytest.mark.parametrize("after", ["//evil.example", "https://evil.example/", "/\\evil.example"])
async def test_the_provider_sends_nobody_to_another_site(bkn, provider, strange, after):
    async with strange as browser:
        back = await go(browser, after)

    assert back.headers["location"] == "/"


@pytest.mark.parametrize(
    "told",
    [
        {"issuer": "http://127.0.0.1:1"},
        {"token_endpoint": "http://169.254.169.254/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "https://evil.example/authorize"},
        {"userinfo_endpoint": "http://127.0.0.1:1/me"},
        {"jwks_uri": None},
    ],
    ids=str,
)
async def test_only_the_provider_itself_is_called(bkn, provider, strange, told):
    provider(person=BUDI, discovery=told)
    async with strange as browser:
        back = await go(browser)

    assert (back.status_code, await SignInStep.all().count()) == (502, 0)


async def test_what_the_token_leaves_out_is_asked_for(bkn, provider, strange):
    more = {**BUDI, "groups": "rakor-staf"}
    provider(person={"sub": "1001"}, userinfo=more)
    async with strange as browser:
        back = await go(browser)
        browser.cookies.clear()
        provider(person={"sub": "1002"}, userinfo={**more, "sub": "1001"})
        other = await go(browser)

    assert (back.status_code, other.status_code) == (303, 403)
    assert (await Account.get()).role is Role.ORGANIZER


async def test_an_app_is_asked_for_after_the_provider_too(rina, bpsdm, provider, strange):
    from datetime import UTC, datetime

    from rakor.accounts.models import Totp

    await Totp.create(account_id=rina.account_id, sealed="x", confirmed_at=datetime.now(UTC))
    provider(person={**BUDI, "email": rina.person.email, "unit": "BPSDM"})
    async with strange as browser:
        back = await go(browser, "/directory")

    assert back.headers["location"] == "/sign-in/second"
    assert await Session.all().count() == 0


async def test_many_failed_returns_from_one_place_wait(bkn, provider, strange):
    async with strange as browser:
        answers = [
            (await browser.get("/sign-in/oidc/callback?code=x&state=y")).status_code
            for _n in range(42)
        ]

    assert answers == [403] * 40 + [429] * 2


async def test_a_merged_agency_leads_to_the_one_it_became_part_of(bkn, bpsdm, provider, strange):
    await Agency.filter(id=bkn.id).update(merged_into_id=bpsdm.id)
    async with strange as browser:
        await go(browser)

    assert (await Person.get().select_related("agency")).agency.code == "BPSDM"
