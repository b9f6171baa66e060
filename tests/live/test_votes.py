"""Votes through the door of programs: from the question to the published result."""

import asyncio
import contextlib
import itertools
from collections.abc import Awaitable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from rakor import journal
from rakor.attendance.models import Head
from rakor.directory import operations as directory
from rakor.errors import Conflict, Forbidden, Invalid, NotFound, RakorError
from rakor.live import jobs, operations, queries
from rakor.live.models import Ballot, Entitlement
from rakor.live.queries.voting import votes_of
from rakor.live.rules import DecisionFacts, View, VoteState, empty_state, reduce
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Part

AT = datetime(2026, 12, 1, 2, tzinfo=UTC)
LIMIT = 20  # seconds


def at(meeting: Meeting, *more: object) -> str:
    return "/".join(["/api/v1/meetings", str(meeting.id), "votes", *map(str, more)])


async def replayed(meeting: Meeting, view: View, mine: frozenset[UUID] = frozenset()):
    """The votes as whoever heard every entry has them, and as a snapshot gives them."""
    entries = await journal.since(meeting.id, 0)
    state = reduce(empty_state(), queries.projected(entries, view, mine))
    now = (await queries.snapshot(meeting.id, view, mine=mine)).state
    return (state["votes"], state["own"]["ballots"]), (now["votes"], now["own"]["ballots"])


@pytest.mark.postgres
@pytest.mark.parametrize("secret", [False, True])
async def test_a_question_is_put_answered_closed_and_published(
    as_person, begun, rina, seat, secret
):
    bali, aceh, riau = [await seat(code) for code in ("BALI", "ACEH", "RIAU")]
    await seat("TAMU", Part.OBSERVER)
    await seat("JAUH", here=False)
    async with contextlib.AsyncExitStack() as stack:
        staff = await stack.enter_async_context(as_person(rina))
        made = await staff.post(at(begun), json={"question": "Setuju?", "secret": secret})
        vote = made.json()["id"]
        early = await staff.post(at(begun, vote, "close"), json={})
        said = await staff.patch(
            at(begun, vote), json={"question": "Setuju rumusan?"}, headers={"if-match": '"1"'}
        )
        late = await staff.patch(
            at(begun, vote), json={"secret": True}, headers={"if-match": '"1"'}
        )
        one = await stack.enter_async_context(as_person(bali.user))
        two = await stack.enter_async_context(as_person(aceh.user))
        unseen = (await one.get(at(begun))).json()["items"]
        before = await one.post(at(begun, vote, "ballot"), json={"choice": "yes"})
        opened = await staff.post(at(begun, vote, "open"), json={})
        cast = await one.post(at(begun, vote, "ballot"), json={"choice": "yes"})
        again = await one.post(at(begun, vote, "ballot"), json={"choice": "no"})
        wrong = await two.post(at(begun, vote, "ballot"), json={"choice": "maybe"})
        await two.post(at(begun, vote, "ballot"), json={"choice": "no"})
        own = await one.get(at(begun, vote, "ballot"))
        outside = await staff.get(at(begun, vote, "ballot"))
        running = (await staff.get(at(begun))).json()["items"][0]
        closed = await staff.post(at(begun, vote, "close"), json={})
        over = await two.post(at(begun, vote, "ballot"), json={"choice": "no"})
        hidden = (await one.get(at(begun))).json()["items"][0]
        published = await staff.post(at(begun, vote, "publish"), json={})
        shown = (await one.get(at(begun))).json()["items"][0]
        counted = (await staff.get(at(begun, vote, "recount"))).json()
        forbidden = await one.get(at(begun, vote, "recount"))

    assert (made.status_code, made.json()["number"], made.json()["status"]) == (201, 1, "prepared")
    assert [o["key"] for o in made.json()["options"]] == ["yes", "no", "abstain"]
    assert (early.status_code, before.status_code, unseen) == (409, 404, [])
    assert (said.json()["revision"], late.status_code) == (2, 412)
    assert {row["short_name"] for row in opened.json()["roll"]} == {"BALI", "ACEH", "RIAU"}
    assert (opened.json()["entitled"], opened.json()["cast"]) == (3, 0)
    assert (cast.status_code, cast.json()["choice"]) == (201, None if secret else "yes")
    assert (again.status_code, wrong.status_code, over.status_code) == (409, 422, 409)
    assert own.json()["cast"] is True
    assert own.json()["choice"] == (None if secret else "yes")
    assert (own.json()["by"] == "") is secret
    assert outside.json()["entitled"] is False
    assert running["result"] is None
    result = {
        "counts": {"yes": 1, "no": 1, "abstain": 0},
        "cast": 2,
        "entitled": 3,
        "carried": False,
        "leading": ["yes", "no"],
    }
    assert closed.json()["result"] == result
    assert (hidden["result"], hidden["roll"]) == (None, [])
    assert (published.json()["status"], shown["result"], shown["roll"]) == ("published", result, [])
    assert (counted["agrees"], counted["result"], forbidden.status_code) == (True, result, 403)
    votes = [(row["name"], row["choice"]) for row in counted["ballots"]]
    assert votes == ([] if secret else [("Badan ACEH", "no"), ("Badan BALI", "yes")])
    for view in (View.CHAIR, View.PARTICIPANT, View.PUBLIC):
        told, now = await replayed(begun, view, frozenset({bali.agency.id}))
        assert told == now
    kinds = [entry.kind for entry in await journal.since(begun.id, 0)]
    assert kinds[-7:] == [
        "vote.prepared",
        "vote.changed",
        "vote.opened",
        "ballot.counted",
        "ballot.counted",
        "vote.closed",
        "vote.published",
    ]
    assert riau.agency.id in {row.agency_id for row in await Entitlement.filter(cast=False)}


async def test_numbers_have_no_gaps_and_a_withdrawn_question_keeps_its_own(ask, begun, rina, seat):
    await seat("BALI")
    first = await ask(opened=False)
    await operations.withdraw_vote(begun.id, first.id, "Belum perlu", by=rina)
    second = await ask(options=["Bali", "Banten"])

    assert [(v["number"], v["status"]) for v in await votes_of(begun.id)] == [
        (1, "withdrawn"),
        (2, "open"),
    ]
    with pytest.raises(Conflict):
        await operations.open_vote(begun.id, first.id, by=rina)
    assert [row.key for row in await second.options] == ["o1", "o2"]
    told, now = await replayed(begun, View.PARTICIPANT)
    assert told == now
    assert [vote["number"] for vote in now[0].values()] == [2]


async def test_one_vote_is_open_at_a_time_and_somebody_must_be_here(ask, begun, rina, seat):
    early = await ask(opened=False)
    with pytest.raises(Conflict):
        await operations.open_vote(begun.id, early.id, by=rina)
    await seat("BALI")
    await ask()
    with pytest.raises(Conflict):
        await operations.open_vote(begun.id, early.id, by=rina)


async def test_the_chair_may_name_who_votes(ask, begun, chair, seat):
    bali, aceh = await seat("BALI"), await seat("ACEH")
    await seat("JAUH", here=False)
    vote = await ask(opened=False)
    with pytest.raises(Invalid) as refusal:
        await operations.open_vote(begun.id, vote.id, ["BALI", "ENTAH"], by=chair)
    assert refusal.value.errors[0]["field"] == "agencies.1"
    await operations.open_vote(begun.id, vote.id, [str(bali.agency.id), "JAUH"], by=chair)

    assert [row.agency_id for row in await Entitlement.all()] == [bali.agency.id]
    with pytest.raises(Forbidden):
        await operations.cast_ballot(begun.id, vote.id, "yes", by=aceh.user)


async def test_only_delegates_who_are_here_vote_and_only_for_their_own(ask, begun, rina, seat):
    bali, aceh = await seat("BALI"), await seat("ACEH")
    aide = await seat("BALI", Part.AIDE, name="Ajudan Bali")
    away = await seat("BALI", here=False, name="Absen Bali")
    vote = await ask()
    for user, agency in (
        (aide.user, None),
        (away.user, None),
        (rina, None),
        (aceh.user, bali.agency.id),
    ):
        with pytest.raises(Forbidden):
            await operations.cast_ballot(begun.id, vote.id, "yes", by=user, agency=agency)
    await Head.filter(person_id=aceh.user.id).update(last_out_at=AT)
    with pytest.raises(Forbidden):
        await operations.cast_ballot(begun.id, vote.id, "yes", by=aceh.user)
    assert await Ballot.all().count() == 0


async def test_a_show_of_hands_is_written_down_but_never_in_a_secret_vote(ask, begun, rina, seat):
    bali = await seat("BALI")
    vote = await ask()
    told = await operations.cast_ballot(begun.id, vote.id, "no", by=rina, agency=bali.agency.id)
    assert (told["choice"], told["by"]) == ("no", rina.full_name)
    await operations.close_vote(begun.id, vote.id, by=rina)
    secret = await ask(secret=True)
    with pytest.raises(Forbidden):
        await operations.cast_ballot(begun.id, secret.id, "no", by=rina, agency=bali.agency.id)


async def test_a_vote_on_a_confidential_item_is_unknown_to_delegations(
    ask, begun, rina, seat, secret, as_person
):
    bali = await seat("BALI")
    vote = await ask(agenda_item=secret.id)
    await operations.cast_ballot(begun.id, vote.id, "yes", by=rina, agency=bali.agency.id)
    with pytest.raises(NotFound):
        await operations.cast_ballot(begun.id, vote.id, "yes", by=bali.user)
    async with as_person(bali.user) as api:
        assert (await api.get(at(begun))).json()["items"] == []
    mine = frozenset({bali.agency.id})
    for view in (View.PARTICIPANT, View.PUBLIC, View.CHAIR):
        told, now = await replayed(begun, view, mine)
        assert told == now
        assert bool(now[0]) is (view is View.CHAIR)
        assert now[1] == {}
    with pytest.raises(Invalid):
        await ask(agenda_item=secret.id, secret=True)


async def test_a_vote_about_a_decision_belongs_to_its_item(ask, begun, rina, item, decide):
    decision = await decide(agenda_item=str(item.id))
    vote = await ask(opened=False, decision=str(decision.id))
    assert (vote.item_id, vote.decision_id) == (item.id, decision.id)
    with pytest.raises(Invalid):
        await ask(opened=False, decision=str(uuid4()))
    with pytest.raises(Invalid):
        await ask(opened=False, agenda_item=str(uuid4()))
    assert DecisionFacts(text="x").agenda_item is None


async def outcomes(*acts: Awaitable[object]) -> list[str]:
    """What became of acts that were done at once."""
    async with asyncio.timeout(LIMIT):
        found = await asyncio.gather(*acts, return_exceptions=True)
    assert all(
        not isinstance(each, BaseException) or isinstance(each, RakorError) for each in found
    )
    return sorted(type(each).__name__ if isinstance(each, RakorError) else "done" for each in found)


@pytest.mark.postgres
@pytest.mark.parametrize("secret", [False, True])
async def test_of_two_of_a_delegation_who_press_at_once_one_votes(ask, begun, seat, secret):
    people = [await seat("BALI", name=f"Utusan {n}") for n in range(4)]
    vote = await ask(secret=secret)
    became = await outcomes(
        *(
            operations.cast_ballot(begun.id, vote.id, choice, by=person.user)
            for person, choice in zip(people, ("yes", "no", "abstain", "no"), strict=True)
        )
    )
    assert became == ["Conflict"] * 3 + ["done"]
    assert await Ballot.all().count() == await Entitlement.filter(cast=True).count() == 1


@pytest.mark.postgres
async def test_a_ballot_is_counted_or_refused_when_the_vote_closes_meanwhile(
    ask, begun, rina, seat
):
    people = [await seat(f"I{n}") for n in range(6)]
    vote = await ask(secret=True)
    became = await outcomes(
        *(operations.cast_ballot(begun.id, vote.id, "yes", by=one.user) for one in people[:3]),
        operations.close_vote(begun.id, vote.id, by=rina),
        *(operations.cast_ballot(begun.id, vote.id, "no", by=one.user) for one in people[3:]),
    )
    cast = became.count("done") - 1
    found = await queries.recount(begun.id, vote.id, by=rina)
    assert found["agrees"]
    assert found["result"]["cast"] == cast == await Entitlement.filter(cast=True).count()
    assert became.count("Conflict") == 6 - cast


@pytest.mark.postgres
async def test_two_workers_tell_each_count_once_and_not_too_often(ask, begun, seat):
    people = [await seat(f"I{n}") for n in range(5)]
    vote = await ask()
    for one in people:
        await operations.cast_ballot(begun.id, vote.id, "yes", by=one.user)
    # Whoever has just heard of the opening hears of the ballots half a second later.
    assert await outcomes(jobs.Tallies().tell(), jobs.Tallies().tell()) == ["done", "done"]
    await journal.Entry.filter(stream=begun.id, kind="vote.opened").update(at=AT)
    await outcomes(jobs.Tallies().tell(), jobs.Tallies().tell())
    told = await journal.Entry.filter(stream=begun.id, kind="vote.tallied")
    assert [(entry.data["vote"]["cast"], entry.actor) for entry in told] == [(5, None)]
    assert told[0].data["vote"]["result"]["counts"]["yes"] == 5
    for view in (View.CHAIR, View.PARTICIPANT):
        heard, now = await replayed(begun, view)
        assert heard == now


async def test_the_clock_tells_the_last_of_many_ballots_within_a_second(ask, begun, seat):
    people = [await seat(f"I{n}") for n in range(20)]
    vote = await ask(secret=True)
    clock = asyncio.create_task(jobs.keep_tallies())
    try:
        with journal.bells.watch(begun.id) as waiter:
            for one in people:
                await operations.cast_ballot(begun.id, vote.id, "no", by=one.user)
            async with asyncio.timeout(5):
                while (await votes_of(begun.id))[0]["cast"] < 20:
                    await waiter.wait(1)
    finally:
        clock.cancel()
    last = (
        await journal.Entry.filter(stream=begun.id, kind="ballot.counted").order_by("-seq").first()
    )
    told = await journal.Entry.filter(stream=begun.id, kind="vote.tallied").order_by("seq")
    assert (told[-1].at - last.at).total_seconds() <= 1
    assert all(
        (after.at - before.at).total_seconds() >= 0.5 for before, after in itertools.pairwise(told)
    )
    assert all(entry.data["vote"]["result"] is None for entry in told)


async def test_of_two_agencies_that_become_one_nobody_votes_twice(ask, begun, admin, rina, seat):
    bali, double = await seat("BALI"), await seat("GANDA")
    vote = await ask(secret=True)
    await operations.cast_ballot(begun.id, vote.id, "yes", by=double.user)
    await directory.merge_agencies(double.agency.id, "BALI", confirmed="GANDA", by=admin)

    rows = await Entitlement.filter(vote_id=vote.id)
    assert [(row.agency_id, row.cast) for row in rows] == [(bali.agency.id, True)]
    with pytest.raises(Conflict):
        await operations.cast_ballot(begun.id, vote.id, "yes", by=bali.user)
    vote = await operations.close_vote(begun.id, vote.id, by=rina)
    assert vote.state is VoteState.CLOSED
    assert vote.result["cast"] == 1


async def test_a_ballot_is_given_without_script_too(ask, begun, seat, as_person):
    bali, aceh = await seat("BALI"), await seat("ACEH")
    vote = await ask()
    door = f"/meetings/{begun.id}/live/votes/{vote.id}/ballot"
    async with as_person(bali.user, page=True) as browser:
        page = await browser.get(f"/meetings/{begun.id}/live")
        given = await browser.post(door, data={"choice": "abstain"})
        after = await browser.get(f"/meetings/{begun.id}/live")
    assert f'action="{door}"' in page.text
    assert (given.status_code, given.headers["location"]) == (
        303,
        f"/meetings/{begun.id}/live#suara",
    )
    assert "Suara delegasi Anda sudah dicatat." in after.text
    assert [row.choice for row in await Ballot.all()] == ["abstain"]
    assert await Entitlement.filter(agency_id=aceh.agency.id, cast=True).count() == 0
