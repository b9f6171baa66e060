"""Reading what was sent, repeating it, and telling what was wrong."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rakor.directory.models import Agency
from rakor.errors import RakorError
from rakor.web.models import KeptAnswer
from rakor.web.reading import nest, parsed

AGENCIES = "/api/v1/agencies"
NEW = {"code": "BARU", "name": "Instansi Baru"}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"code": NaN, "name": "x"}', "application/json", 400),
        (b'{"code": "\\ud800", "name": "x"}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 5000, "application/json", 400),
        (b"[]", "application/json", 422),
        (b'"text"', "application/json", 422),
        (b"", "application/json", 422),
        (b"<a/>", "application/xml", 415),
        (b"code=A&name=B&name.x=C", "application/x-www-form-urlencoded", 400),
        (b"a=b", "multipart/form-data", 400),
    ],
)
async def test_what_cannot_be_read_is_a_problem_and_nothing_is_stored(
    admin, as_person, body, kind, status
):
    async with as_person(admin) as program:
        answer = await program.post(AGENCIES, content=body, headers={"content-type": kind})

    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "application/problem+json",
    )
    assert {"type", "title", "status", "detail", "instance"} <= set(answer.json())
    assert await Agency.all().count() == 0


async def test_the_same_key_is_done_once_however_often_it_is_sent(admin, as_person):
    async with as_person(admin) as program:
        key = {"idempotency-key": "satu"}
        answers = await asyncio.gather(
            *(program.post(AGENCIES, json=NEW, headers=key) for _n in range(5))
        )
        other = await program.post(AGENCIES, json={**NEW, "name": "Lain"}, headers=key)
        empty = await program.post(AGENCIES, json=NEW, headers={"idempotency-key": ""})
        long = await program.post(AGENCIES, json=NEW, headers={"idempotency-key": "x" * 201})

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert await Agency.all().count() == 1
    assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "Idempotency-Key")
    assert (empty.status_code, long.status_code) == (409, 422)


async def test_a_refusal_is_not_kept_under_its_key(admin, as_person):
    async with as_person(admin) as program:
        key = {"idempotency-key": "dua"}
        wrong = await program.post(AGENCIES, json={**NEW, "parent": "TIDAK-ADA"}, headers=key)
        right = await program.post(AGENCIES, json=NEW, headers=key)

    assert (wrong.status_code, right.status_code) == (422, 201)
    assert await KeptAnswer.all().count() == 1


async def test_a_key_belongs_to_who_sent_it(admin, new_user, as_person):
    from rakor.accounts.rules import Role

    second = await new_user("Admin Dua", None, Role.ADMIN)
    answers = []
    for user, code in ((admin, "SATU"), (second, "DUA")):
        async with as_person(user) as program:
            answers.append(
                await program.post(
                    AGENCIES, json={**NEW, "code": code}, headers={"idempotency-key": "sama"}
                )
            )

    assert [answer.json()["code"] for answer in answers] == ["SATU", "DUA"]


@pytest.mark.parametrize(
    ("said", "status"),
    [('"1"', 200), ("1", 200), ('W/"1"', 200), ("*", 200), ('"2"', 412), ("x", 412), ('"-1"', 412)],
)
async def test_if_match_is_the_revision_that_was_seen(admin, bpsdm, as_person, said, status):
    async with as_person(admin) as program:
        answer = await program.patch(
            f"{AGENCIES}/{bpsdm.id}", json={"name": "Baru"}, headers={"if-match": said}
        )

    assert answer.status_code == status


async def test_a_query_with_an_unknown_name_is_refused(admin, as_person):
    async with as_person(admin) as program:
        answers = [
            await program.get(AGENCIES, params=params)
            for params in ({"limt": "3"}, {"limit": "0"}, {"cursor": "x"}, {"q": "a\x00b"})
        ]

    assert [answer.status_code for answer in answers] == [422] * 4


def test_dotted_names_nest_and_brackets_list():
    assert nest([("a.b", "1"), ("c[]", "2"), ("c[]", "3"), ("csrf", "x")]) == {
        "a": {"b": "1"},
        "c": ["2", "3"],
    }


@given(st.lists(st.tuples(st.text("ab.[]", max_size=8), st.text(max_size=3)), max_size=8))
def test_whatever_names_a_form_has_it_is_read_or_refused(pairs):
    try:
        found = nest(pairs)
    except RakorError:
        found = {}

    assert isinstance(found, dict)


@given(st.binary(max_size=200))
def test_whatever_bytes_come_as_json_they_are_read_or_refused(raw):
    try:
        parsed(raw)
    except RakorError as refusal:
        raw = refusal.detail.encode()

    assert isinstance(raw, bytes)


async def test_the_document_tells_every_route_of_the_directory(as_person):
    async with as_person(None) as program:
        document = (await program.get("/openapi.json")).json()

    assert document["openapi"] == "3.1.0"
    assert sorted(document["paths"]["/api/v1/agencies"]) == ["get", "post"]
    assert sorted(document["paths"]["/api/v1/people/{id}"]) == ["get", "patch"]
    assert document["paths"]["/api/v1/me"]["get"]["responses"]["200"]["content"] == {
        "application/json": {"schema": {"$ref": "#/components/schemas/Me"}}
    }
