"""What every request passes: forged forms, sizes, languages, safe headers."""

import pytest

from rakor.directory.models import Agency
from rakor.web.middleware import BODY_LIMIT

NEW = {"code": "BARU", "name": "Instansi Baru"}
AGENCIES = "/api/v1/agencies"


async def test_a_form_of_another_site_does_nothing(admin, as_person):
    async with as_person(admin) as browser:
        foreign = await browser.post(AGENCIES, json=NEW, headers={"origin": "https://evil.example"})
        hidden = await browser.post(AGENCIES, json=NEW, headers={"origin": "null"})
        del browser.headers["x-csrf-token"]
        without = await browser.post(AGENCIES, json=NEW)
        wrong = await browser.post(AGENCIES, json=NEW, headers={"x-csrf-token": "0" * 64})

    assert [each.status_code for each in (foreign, hidden, without, wrong)] == [403] * 4
    assert await Agency.all().count() == 0


async def test_the_token_of_a_page_may_come_in_the_form_of_either_kind(admin, as_person):
    async with as_person(admin, page=True) as browser:
        token = browser.headers.pop("x-csrf-token")
        url = "/directory/agencies/new"
        plain = await browser.post(url, data={**NEW, "csrf": token})
        parts = await browser.post(
            url, data={"code": "DUA", "name": "Dua", "csrf": token}, files={"file": ("a", b"a")}
        )
        other = await browser.post(url, data={**NEW, "code": "TIGA", "csrf": token[::-1]})

    assert [each.status_code for each in (plain, other)] == [303, 403]
    assert parts.status_code == 303
    assert sorted([each.code for each in await Agency.all()]) == ["BARU", "DUA"]


async def test_nobody_is_signed_in_by_another_site(as_person, admin):
    async with as_person(None, page=True) as browser:
        answer = await browser.post(
            "/sign-in",
            data={"email": "a@example.go.id", "password": "x"},
            headers={"origin": "https://evil.example"},
        )

    assert answer.status_code == 403
    assert "situs lain" in answer.text


async def test_a_body_over_the_limit_is_not_read(admin, as_person):
    async def dribble():
        for _n in range(BODY_LIMIT // 65536 + 2):
            yield b" " * 65536

    async with as_person(admin) as program:
        said = await program.post(AGENCIES, content=b" " * (BODY_LIMIT + 1))
        unsaid = await program.post(AGENCIES, content=dribble())
        lies = await program.post(AGENCIES, headers={"content-length": "many"}, content=b"{}")

    assert [said.status_code, unsaid.status_code, lies.status_code] == [413, 413, 413]
    assert said.json()["type"] == "http://rakor.test/problems/too-large"


async def test_every_answer_carries_the_headers_that_keep_it_safe(admin, as_person):
    async with as_person(admin, page=True) as browser:
        answers = [await browser.get(url) for url in ("/directory", "/nowhere", "/healthz")]

    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("headers", "title"),
    [
        ({"accept-language": "en-GB,en;q=0.9,id;q=0.5"}, "There is nothing here"),
        ({"accept-language": "in-ID"}, "Halaman atau data ini tidak ada"),
        ({"accept-language": "fr"}, "Halaman atau data ini tidak ada"),
        ({"accept-language": ";q=,,*"}, "Halaman atau data ini tidak ada"),
        ({"accept-language": "en", "cookie": "language=id"}, "Halaman atau data ini tidak ada"),
        ({"cookie": "language=klingon; =; ;"}, "Halaman atau data ini tidak ada"),
    ],
)
async def test_the_switch_counts_before_the_browser(as_person, headers, title):
    async with as_person(None) as client:
        answer = await client.get("/nowhere", headers=headers)

    if title.startswith("There"):
        assert answer.json()["title"] != "Halaman atau data ini tidak ada"
    else:
        assert answer.json()["title"] == title


async def test_whoever_is_not_signed_in_gets_a_form_or_a_challenge(as_person):
    async with as_person(None, page=True) as browser:
        page = await browser.get("/directory")
        act = await browser.post("/settings/own", data={})
    async with as_person(None) as program:
        answer = await program.get("/api/v1/me", headers={"authorization": "Bearer nonsense"})

    assert (page.status_code, page.headers["location"]) == (303, "/sign-in?next=/directory")
    assert act.headers["location"] == "/sign-in?next=/"
    assert (answer.status_code, answer.headers["www-authenticate"]) == (
        401,
        'Bearer realm="rakor"',
    )
