"""The doors to Rakor: sign-in, first run, settings."""

import httpx
import pytest

from rakor import journal
from rakor.accounts import operations
from rakor.accounts.models import Account, ApiToken, Session
from rakor.accounts.rules import Role
from rakor.directory.models import Agency, Person
from rakor.web.middleware import SESSION

PASSWORD = " sandi dengan spasi "
FIRST = {
    "agency_name": "BPSDM Kemendagri",
    "agency_code": "BPSDM",
    "agency_kind": "unit",
    "name": "Rina Halim",
    "email": "rina@example.go.id",
    "password": PASSWORD,
    "timezone": "Asia/Makassar",
}


@pytest.fixture
async def account(db):
    return await operations.register_account(
        "rina@example.go.id", "Rina Halim", "BPSDM", Role.ORGANIZER, PASSWORD
    )


@pytest.fixture
def strange(as_person):
    """A browser that nobody is signed in with."""
    return as_person(None, page=True)


async def test_until_there_is_an_account_the_visitor_sets_rakor_up(strange):
    async with strange as browser:
        sent = await browser.get("/sign-in")
        form = await browser.get(sent.headers["location"])
        done = await browser.post("/setup", data=FIRST)
        settings = await browser.get("/settings")
        again = await browser.post("/setup", data={**FIRST, "email": "b@example.go.id"})
        page = await browser.get("/setup")

    account = await Account.get().select_related("person__agency")
    assert (sent.status_code, sent.headers["location"], form.status_code) == (303, "/setup", 200)
    assert (done.status_code, done.headers["location"], settings.status_code) == (303, "/", 200)
    assert (again.status_code, page.status_code) == (409, 409)
    assert (account.role, account.person.email, account.person.timezone) == (
        Role.ADMIN,
        "rina@example.go.id",
        "Asia/Makassar",
    )
    assert (account.person.agency.code, account.person.agency.timezone) == (
        "BPSDM",
        "Asia/Makassar",
    )


async def test_a_first_run_that_is_refused_leaves_nothing(strange):
    async with strange as browser:
        page = await browser.post("/setup", data={**FIRST, "password": "rahsia7"})

    assert page.status_code == 422
    assert 'id="e-password"' in page.text
    assert "rahsia7" not in page.text
    assert (await Agency.all().count(), await Person.all().count()) == (0, 0)


async def test_whoever_signs_in_goes_where_they_wanted_to(account, strange):
    async with strange as browser:
        asked = await browser.get("/directory?q=bkn")
        form = await browser.get(asked.headers["location"])
        signed = await browser.post(
            "/sign-in",
            data={"email": "Rina@example.go.id", "password": PASSWORD, "next": "/directory?q=bkn"},
        )
        seen = await browser.get(signed.headers["location"])

    assert asked.headers["location"] == "/sign-in?next=/directory%3Fq%3Dbkn"
    assert 'name="next" value="/directory?q=bkn"' in form.text
    assert (signed.status_code, signed.headers["location"]) == (303, "/directory?q=bkn")
    cookie = signed.headers["set-cookie"].lower()
    assert all(mark in cookie for mark in ("httponly", "samesite=lax", "path=/"))
    assert seen.status_code == 200


@pytest.mark.parametrize(
    "wish",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\tx",
        "x",
    ],
)
async def test_sign_in_sends_nobody_to_another_site(account, strange, wish):
    async with strange as browser:
        page = await browser.get("/sign-in", params={"next": wish})
        signed = await browser.post(
            "/sign-in", data={"email": "rina@example.go.id", "password": PASSWORD, "next": wish}
        )

    assert 'name="next" value="/"' in page.text
    assert signed.headers["location"] == "/"


async def test_a_wrong_password_and_an_unknown_account_look_the_same(account, strange):
    async with strange as browser:
        pages = [
            await browser.post("/sign-in", data={"email": email, "password": "salah"})
            for email in ("rina@example.go.id", "nada@example.go.id")
        ]

    assert [page.status_code for page in pages] == [403, 403]
    assert pages[0].text.replace("rina@", "nada@") == pages[1].text
    assert 'value="nada@example.go.id"' in pages[1].text


async def test_a_series_of_wrong_passwords_ends_in_429_and_right_ones_are_not_counted(
    account, strange
):
    async with strange as browser:
        right = {"email": "rina@example.go.id", "password": PASSWORD}
        statuses = [(await browser.post("/sign-in", data=right)).status_code for _ in range(10)]
        browser.cookies.clear()
        wrong = {**right, "password": "salah"}
        answers = [await browser.post("/sign-in", data=wrong) for _ in range(9)]

    assert statuses == [303] * 10
    assert [answer.status_code for answer in answers] == [403] * 8 + [429]
    assert answers[-1].headers["retry-after"] == "600"


async def test_a_forwarded_address_is_hearsay_unless_the_proxy_is_ours(account, strange):
    async with strange as browser:
        answers = [
            await browser.post(
                "/sign-in",
                data={"email": "rina@example.go.id", "password": "salah"},
                headers={"x-forwarded-for": f"198.51.100.{n}"},
            )
            for n in range(9)
        ]

    assert answers[-1].status_code == 429


async def test_signing_in_gives_a_new_session_and_ends_the_one_before(account, strange):
    data = {"email": "rina@example.go.id", "password": PASSWORD}
    async with strange as browser:
        browser.cookies.set(SESSION, "planted-by-a-stranger")
        await browser.post("/sign-in", data=data)
        secrets = {cookie.value for cookie in browser.cookies.jar if cookie.name == SESSION}
        browser.cookies.clear()
        first = (await browser.post("/sign-in", data=data)).cookies[SESSION]

    assert len(secrets - {"planted-by-a-stranger"}) == 1
    assert await operations.identify("planted-by-a-stranger", "") is None
    assert await operations.identify(first, "") is not None


async def test_whoever_signs_out_is_out_everywhere_that_secret_was_copied(rina, as_person):
    async with as_person(rina, page=True) as browser:
        before = await browser.get("/settings")
        secret = browser.cookies[SESSION]
        out = await browser.post("/sign-out")
        browser.cookies.set(SESSION, secret)
        after = await browser.get("/settings")

    assert (before.status_code, out.status_code, after.status_code) == (200, 303, 303)
    assert await Session.all().count() == 0


async def test_one_changes_ones_own_name_language_and_zone(rina, as_person):
    typed = {
        "name": "Rina Halim",
        "prefix_titles": "Dr.",
        "suffix_titles": "M.Si.",
        "phone": "",
        "locale": "en",
        "timezone": "Asia/Jayapura",
    }
    async with as_person(rina, page=True) as browser:
        saved = await browser.post("/settings/own", data=typed)
        page = await browser.get("/settings")
        wrong = await browser.post("/settings/own", data={**typed, "timezone": "Asia/Nowhere"})
        me = (await browser.get("/api/v1/me")).json()

    assert (saved.status_code, wrong.status_code) == (303, 422)
    assert "Dr. Rina Halim, M.Si." in page.text
    assert 'lang="en"' in page.text
    assert me == {
        "id": str(rina.id),
        "revision": 2,
        "name": "Rina Halim",
        "full_name": "Dr. Rina Halim, M.Si.",
        "email": "rina.halim@example.go.id",
        "agency": "BPSDM",
        "role": "organizer",
        "scopes": [],
        "locale": "en",
        "timezone": "Asia/Jayapura",
    }


async def test_a_new_password_needs_the_old_one_and_signs_other_browsers_out(account, strange):
    other = (await operations.sign_in("rina@example.go.id", PASSWORD, address="192.0.2.1")).session
    async with strange as browser:
        await browser.post("/sign-in", data={"email": "rina@example.go.id", "password": PASSWORD})
        page = await browser.get("/settings")
        csrf = page.text.split('name="csrf" content="')[1].split('"')[0]
        wrong = await browser.post(
            "/settings/password",
            data={"csrf": csrf, "current_password": "salah", "new_password": "sandi yang baru"},
        )
        done = await browser.post(
            "/settings/password",
            data={"csrf": csrf, "current_password": PASSWORD, "new_password": "sandi yang baru"},
        )
        still = await browser.get("/settings")

    assert (wrong.status_code, done.status_code, still.status_code) == (422, 303, 200)
    assert 'id="e-current_password"' in wrong.text
    assert await operations.identify(other, "") is None
    assert await operations.sign_in("rina@example.go.id", "sandi yang baru", address="192.0.2.1")
    kinds = [entry.kind for entry in await journal.since(operations.account_stream(account.id), 0)]
    assert kinds.count("account.password_changed") == 1


async def test_a_browser_left_somewhere_is_signed_out_from_another(rina, admin, as_person):
    async with as_person(rina, page=True) as left, as_person(rina, page=True) as here:
        key = (await operations.identify(left.cookies[SESSION], "")).session
        done = await here.post(f"/settings/sessions/{key}/revoke")
        out = await left.get("/settings")
    async with as_person(admin, page=True) as other:
        mine = await Session.filter(account_id=rina.account_id).first()
        refused = await other.post(f"/settings/sessions/{mine.id}/revoke")

    assert (done.status_code, out.status_code, refused.status_code) == (303, 303, 404)
    assert await Session.filter(id=mine.id).exists()


async def test_a_token_is_shown_once_works_within_its_rights_and_is_revoked(rina, as_person, app):
    async with as_person(rina, page=True) as browser:
        page = await browser.post(
            "/settings/tokens", data={"token_name": "Impor", "access": "read", "days": "30"}
        )
        secret = page.text.split("<code")[1].split(">")[1].split("<")[0]
        later = await browser.get("/settings/security")
        token = await ApiToken.get()
        program = httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://rakor.test",
            headers={"authorization": f"Bearer {secret}", "accept": "application/json"},
        )
        async with program:
            answers = [
                await program.get("/api/v1/me"),
                await program.post("/api/v1/people", json={"name": "Budi"}),
                await program.get("/settings"),
            ]
            await browser.post(f"/settings/tokens/{token.id}/revoke")
            answers.append(await program.get("/api/v1/me"))

    assert secret.startswith("rakor_")
    assert secret not in later.text
    assert (token.name, token.scopes, token.digest) == (
        "Impor",
        ["read"],
        operations.digest(secret),
    )
    assert [answer.status_code for answer in answers] == [200, 403, 403, 401]


async def test_the_switches_of_language_and_theme_are_open_to_all(account, strange):
    async with strange as browser:
        done = await browser.post("/preferences", data={"language": "en", "theme": "dark"})
        page = await browser.get("/sign-in")
        wrong = await browser.post("/preferences", data={"theme": "pink"})
        away = await browser.post("/preferences", data={"theme": "light", "next": "//evil.example"})
        # An address nobody has may still be the page on which the switch was pressed.
        lost = {"referer": f"{browser.base_url}//evil.example/"}
        also = await browser.post("/preferences", data={"theme": "light"}, headers=lost)

    assert also.headers["location"] == "/"
    assert (done.status_code, wrong.status_code) == (303, 422)
    assert '<html lang="en" data-theme="dark">' in page.text
    assert away.headers["location"] == "/"
