"""Of a secret vote nothing that is kept leads from a delegation to its answer."""

import logging
import re
from pathlib import Path

import pytest
from tortoise import Tortoise, connections

from rakor import journal
from rakor.live import jobs, operations
from rakor.live.models import Ballot, Entitlement
from rakor.web.models import KeptAnswer
from tests.live.test_votes import at

ANSWERS = ["o1", "o2", "o2", "o1", "o2", "o1"]
CHOICE = re.compile(r"\bo[12]\b")


@pytest.fixture
async def held(ask, begun, seat, as_person, caplog):
    """A secret vote in which six delegations voted one after another, and what was logged of it."""
    caplog.set_level(logging.INFO)
    people = [await seat(f"I{n}") for n in range(len(ANSWERS))]
    vote = await ask(secret=True, options=["Merah delima", "Biru nilakandi"])
    for n, (person, answer) in enumerate(zip(people, ANSWERS, strict=True)):
        async with as_person(person.user) as api:
            cast = await api.post(
                at(begun, vote.id, "ballot"),
                json={"choice": answer},
                headers={"idempotency-key": f"kunci-{n}"},
            )
            assert cast.status_code == 201
            assert cast.json()["choice"] is None
    return vote


async def everything() -> dict[str, list[dict]]:
    """Every row of every table."""
    connection = connections.get("default")
    return {
        model._meta.db_table: await connection.execute_query_dict(
            f'SELECT * FROM "{model._meta.db_table}"'
        )
        for model in Tortoise.apps["rakor"].values()
    }


@pytest.mark.postgres
async def test_no_table_holds_an_answer_beside_a_delegation(held, begun, rina, caplog):
    while_open = await everything()
    await operations.close_vote(begun.id, held.id, by=rina)
    await operations.publish_vote(begun.id, held.id, by=rina)
    for tables in (while_open, await everything()):
        speak = {
            name
            for name, rows in tables.items()
            if any(CHOICE.search(str(value)) for row in rows for value in row.values())
        }
        assert speak == {"vote_option", "ballot", "entry", *({"vote"} & speak)}
        assert {row["entitlement_id"] for row in tables["ballot"]} == {None}
        assert all(row["by_name"] == "" and row["at"] is None for row in tables["entitlement"])
    told = [e for e in await journal.since(begun.id, 0) if CHOICE.search(str(e.data))]
    # Options are told from the question on; what was counted only at the end.
    assert {entry.kind for entry in told} == {
        "vote.prepared",
        "vote.opened",
        "vote.closed",
        "vote.published",
    }
    counted = await journal.Entry.filter(stream=begun.id, kind="ballot.counted")
    assert {(entry.actor, entry.actor_name) for entry in counted} == {(None, "")}
    assert {entry.data["ballot"]["choice"] for entry in counted} == {None}
    said = [record.getMessage() for record in (*caplog.get_records("setup"), *caplog.records)]
    assert not [line for line in said if CHOICE.search(line)]


@pytest.mark.postgres
async def test_what_is_remembered_of_a_request_does_not_tell_one_answer_from_another(held):
    kept = await KeptAnswer.all()
    assert len(kept) == len(ANSWERS)
    assert len({row.request for row in kept}) == 1
    assert not any(CHOICE.search(bytes(row.body).decode()) for row in kept)


@pytest.mark.postgres
async def test_after_its_close_no_order_of_rows_tells_who_came_when(held, begun, rina, engine):
    before = {row.id for row in await Ballot.all()} | {row.id for row in await Entitlement.all()}
    closed = await operations.close_vote(begun.id, held.id, by=rina)
    place = "ctid" if engine == "postgres" else "rowid"
    connection = connections.get("default")
    for table in ("ballot", "entitlement"):
        rows = await connection.execute_query_dict(f"SELECT * FROM {table} ORDER BY {place}")
        keys = [str(row["id"]) for row in rows]
        assert keys == sorted(keys)
        assert not before & {
            row.id for row in await (Ballot if table == "ballot" else Entitlement).all()
        }
        if engine == "postgres":
            marks = await connection.execute_query_dict(f"SELECT DISTINCT xmin::text FROM {table}")
            assert len(marks) == 1
    assert closed.result["counts"] == {"o1": ANSWERS.count("o1"), "o2": ANSWERS.count("o2")}


async def test_the_file_forgets_the_ballots_as_they_were_cast(held, begun, rina, database_url):
    cast = [str(row.id).encode() for row in await Ballot.all()]
    tallies = jobs.Tallies()
    await tallies.tell()
    path = Path(database_url.removeprefix("sqlite://").split("?")[0])
    files = [path, path.with_name(path.name + "-wal")]
    assert all(any(key in file.read_bytes() for file in files) for key in cast)
    await operations.close_vote(begun.id, held.id, by=rina)
    await tallies.tell()

    left = b"".join(file.read_bytes() for file in files if file.exists())
    assert not any(key in left for key in cast)
    assert all(str(row.id).encode() in left for row in await Ballot.all())


@pytest.mark.postgres
async def test_a_secret_vote_that_is_withdrawn_keeps_no_ballots(held, begun, rina):
    await operations.withdraw_vote(begun.id, held.id, "Keliru", by=rina)
    await jobs.Tallies().tell()
    assert await Ballot.all().count() == 0
    assert await Entitlement.filter(cast=True).count() == len(ANSWERS)
