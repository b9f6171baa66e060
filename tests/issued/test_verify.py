"""The page of a document's code: the fact for everybody, nothing that is not theirs to know."""

import hashlib
from datetime import UTC, datetime

import pytest

from rakor import journal
from rakor.accounts.models import FailedAttempt
from rakor.database import new_id
from rakor.issued import operations, queries, rules
from rakor.issued.models import IssuedFile
from rakor.issued.operations import Facts
from rakor.issued.rules import Edition, IssuedKind
from rakor.meetings.rules import SecurityClass

CONTENT, SECRET = b"%PDF-1.7 edaran", b"%PDF-1.7 lengkap"
PAGE = {"accept": "text/html"}
NOW = datetime(2031, 5, 6, 3, 0, tzinfo=UTC)


def sum_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def made_of(meeting, version=1, replaces=None):
    facts = Facts(IssuedKind.MINUTES, new_id(), "Badan Contoh", meeting.title, version)
    return await operations.issue(meeting, facts, at=NOW, replaces=replaces)


async def kept(document, edition, content, form="pdf"):
    async def make() -> bytes:
        return content

    return await operations.hand_out(document, edition, form, "application/pdf", make)


@pytest.fixture
async def document(meeting):
    made = await made_of(meeting)
    await kept(made, Edition.OPEN, CONTENT)
    await kept(made, Edition.WHOLE, SECRET)
    return made


async def test_anybody_sees_that_it_was_issued_here(document, strange):
    async with strange as browser:
        page = await browser.get(f"/verify/{document.code}", headers=PAGE)
        english = await browser.get(
            f"/verify/{rules.spoken(document.code).lower()}",
            headers=PAGE | {"accept-language": "en"},
        )

    assert (page.status_code, english.status_code) == (200, 200)
    for words in (rules.spoken(document.code), "Badan Contoh", "Notula rapat", sum_of(CONTENT)):
        assert words in page.text
    assert sum_of(SECRET) not in page.text
    assert "bukan tanda tangan elektronik" in page.text
    assert "is not an electronic signature" in english.text


async def test_programs_are_told_the_same_in_two_places(document, strange):
    async with strange as program:
        printed = await program.get(f"/verify/{document.code}")
        api = await program.get(f"/api/v1/verify/{document.code}?sha256={sum_of(CONTENT).upper()}")

    assert printed.json() | {"sha256": sum_of(CONTENT), "matches": True} == api.json()
    assert api.json() == {
        "code": rules.spoken(document.code),
        "kind": "minutes",
        "agency": "Badan Contoh",
        "title": document.title,
        "version": 1,
        "issued_at": "2031-05-06T03:00:00Z",
        "replaced": False,
        "replaced_by_version": None,
        "revoked_at": None,
        "signatures": [],
        "files": [{"form": "pdf", "sha256": sum_of(CONTENT), "size": len(CONTENT), "signed": 0}],
        "sha256": sum_of(CONTENT),
        "matches": True,
    }


@pytest.mark.parametrize(
    ("content", "words"), [(CONTENT, "Cocok:"), (SECRET, "Cocok:"), (b"lain", "Tidak cocok:")]
)
async def test_a_sum_is_compared_with_every_edition(document, strange, content, words):
    way = f"/verify/{document.code}?sha256={sum_of(content)}"
    async with strange as browser:
        page = await browser.get(way, headers=PAGE)
        told = await browser.get(way)

    assert words in page.text.split('id="verify-result"')[1].split("<template")[0]
    assert told.json()["matches"] is (words == "Cocok:")


@pytest.mark.parametrize("sha256", ["1", "g" * 64, "0" * 63, "0" * 65])
async def test_what_is_no_sum_is_refused(document, strange, sha256):
    async with strange as program:
        answer = await program.get(f"/verify/{document.code}?sha256={sha256}")

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "sha256")


@pytest.mark.parametrize("now", [SecurityClass.LIMITED, SecurityClass.TOP_SECRET])
async def test_titles_above_public_are_told_to_nobody(meeting, strange, now):
    before = await made_of(meeting)
    meeting.security_class = now
    await meeting.save()
    after = await made_of(meeting)
    async with strange as browser:
        answers = [
            await browser.get(f"/verify/{each.code}", headers={"accept": accept})
            for each in (before, after)
            for accept in ("text/html", "application/json")
        ]
    meeting.security_class = SecurityClass.PUBLIC
    await meeting.save()
    assert (await queries.fact_of(before.code)).title == meeting.title
    # What was issued as more than public is not told later either.
    assert (await queries.fact_of(after.code)).title == ""
    for answer in answers:
        assert answer.status_code == 200
        assert meeting.title not in answer.text


async def test_what_was_replaced_or_revoked_says_so(meeting, document, strange):
    later = await made_of(meeting, 2, replaces=document.source_id)
    await operations.revoke(later.source_id, at=NOW)
    async with strange as browser:
        old = await browser.get(f"/verify/{document.code}", headers=PAGE)
        new = await browser.get(f"/verify/{later.code}", headers=PAGE)
        told = [(await browser.get(f"/verify/{each.code}")).json() for each in (document, later)]

    assert "sudah diganti versi 2" in old.text
    assert later.code not in old.text
    assert "sudah dicabut" in new.text
    assert (told[0]["replaced_by_version"], told[1]["revoked_at"]) == (2, "2031-05-06T03:00:00Z")


async def test_a_code_that_was_typed_by_hand_leads_there(document, strange):
    said = rules.spoken(document.code).lower()
    async with strange as browser:
        form = await browser.get("/verify", headers=PAGE)
        sent = await browser.get("/verify", params={"code": said})
        slip = await browser.get("/verify", params={"code": f"<{said[:-1]}!"})
        wrong = await browser.get(slip.headers["location"], headers=PAGE)
        empty = await browser.get("/verify", params={"code": "--"})

    assert form.status_code == 200
    assert sent.headers["location"] == f"/verify/{document.code}"
    assert (wrong.status_code, "salah ketik" in wrong.text) == (404, True)
    assert empty.headers["location"] == "/verify/-"


async def test_unknown_codes_are_counted_and_known_ones_are_not(document, strange):
    async with strange as browser:
        unknown = await browser.get(f"/verify/{rules.new_code()}")
        for _n in range(50):
            await FailedAttempt.create(key=(await FailedAttempt.first()).key)
        many = await browser.get(f"/verify/{rules.new_code()}")
        page = await browser.get(f"/verify/{rules.new_code()}", headers=PAGE)

    assert (unknown.status_code, unknown.json()["status"]) == (404, 404)
    assert (many.status_code, page.status_code) == (429, 429)


async def test_what_went_out_first_is_what_goes_out(meeting, document):
    again = await kept(document, Edition.OPEN, b"anders")

    assert bytes(again.content) == CONTENT
    entries = [e for e in await journal.since(meeting.id, 0) if e.kind == "document.issued"]
    assert [(e.data["edition"], e.data["sha256"]) for e in entries] == [
        ("open", sum_of(CONTENT)),
        ("whole", sum_of(SECRET)),
    ]


async def test_of_two_who_ask_at_once_both_get_the_same(meeting):
    document = await made_of(meeting)

    async def slow() -> bytes:
        # Somebody else was faster while this one was being made.
        await kept(document, Edition.OPEN, CONTENT)
        return SECRET

    got = await operations.hand_out(document, Edition.OPEN, "pdf", "application/pdf", slow)

    assert bytes(got.content) == CONTENT
    assert await IssuedFile.all().count() == 1
