"""Whatever is asked, approved, returned and changed: what is published was approved as it is."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from rakor.drafting import operations
from rakor.drafting.models import Approval
from rakor.drafting.queries.substance import substance_of
from rakor.drafting.rules.approval import ApprovalState, AskFacts, Then, digest_of
from rakor.errors import RakorError
from rakor.meetings import operations as meetings
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.operations import Changes, ItemFacts, Times
from rakor.meetings.rules import State

from ..conftest import AT_LENGTH

ROUNDS = 12 if AT_LENGTH else 4
STEPS = 40


async def _act(dice: random.Random, meeting: Meeting, rina, offices) -> None:
    """One act of anybody, which may well be refused."""
    key = meeting.id
    match dice.choice(
        ["ask", "ask", "approve", "approve", "approve", "return", "withdraw", "title", "item",
         "drop", "small", "publish", "publish", "postpone", "reschedule"]
    ):  # fmt: skip
        case "ask":
            await operations.ask_approval(key, AskFacts(then=dice.choice(list(Then))), by=rina)
        case "approve":
            await operations.approve(key, person=dice.choice(offices).person)
        case "return":
            if dice.random() < 0.4:
                await operations.give_back(key, "Perbaiki", person=dice.choice(offices).person)
        case "withdraw":
            if dice.random() < 0.3:
                await operations.withdraw_request(key, by=rina)
        case "title":
            named = {"title": dice.choice(["Rapat A", "Rapat B"])}
            await meetings.change(key, Changes.model_validate(named), by=rina)
        case "item":
            await meetings.add_item(key, ItemFacts(title=f"Pokok {dice.randrange(9)}"), by=rina)
        case "drop":
            item = await AgendaItem.filter(meeting_id=key).first()
            if item is not None:
                await meetings.remove_item(key, item.id, by=rina)
        case "small":
            await meetings.change(key, Changes.model_validate({"purpose": "Rinci"}), by=rina)
        case "publish":
            await meetings.publish(key, by=rina)
        case "postpone":
            await meetings.postpone(key, "Ditunda", by=rina)
        case "reschedule":
            begins = datetime(2030, 3, dice.randrange(4, 8), 2, tzinfo=UTC)
            times = {
                "starts_at": begins.isoformat(),
                "ends_at": (begins + timedelta(hours=2)).isoformat(),
            }
            if (await Meeting.get(id=key)).state is not State.SCHEDULED:
                await meetings.reschedule(key, Times.model_validate(times), by=rina)


async def _check(meeting: Meeting, before: State) -> State:
    """Whoever became published just now was approved, by every office, as exactly this."""
    now = await Meeting.get(id=meeting.id).select_related("organizer")
    if now.state is State.SCHEDULED and before is not State.SCHEDULED:
        spent = await Approval.filter(
            meeting_id=meeting.id, published_at__not_isnull=True
        ).order_by("-published_at").first()  # fmt: skip
        assert spent is not None
        assert spent.state is ApprovalState.APPROVED
        assert spent.digest == digest_of(await substance_of(now))
        steps = await spent.steps.all()  # type: ignore[attr-defined]
        assert {step.state.value for step in steps} == {"approved"}
    assert await Approval.filter(live=meeting.id).count() <= 1
    return now.state


@pytest.mark.parametrize("seed", range(ROUNDS))
async def test_no_order_of_acts_publishes_what_was_not_approved(
    seed, draft, policy, rina, chief, secretary
):
    dice, state = random.Random(seed), State.DRAFT
    for _n in range(STEPS):
        try:
            await _act(dice, draft, rina, (chief, secretary))
        except RakorError:
            assert await _check(draft, state) is state
        state = await _check(draft, state)
