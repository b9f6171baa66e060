"""What live pages rely on: the state of old plus the entries since is the state of now."""

import contextlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rakor import journal
from rakor.errors import RakorError
from rakor.meetings import operations, queries
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.rules import Part

from .conftest import FACTS

SEEN = {
    "staff": ({Part.SECRETARIAT}, {"staff", "participants", "public"}),
    "participants": ({Part.PARTICIPANT}, {"participants", "public"}),
}

acts = st.lists(
    st.tuples(
        st.sampled_from(
            ["add", "rename", "hide", "show", "move", "remove", "start", "finish", "skip", "title"]
        ),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=12,
)


async def state(meeting_id, view):
    parts, _audiences = SEEN[view]
    meeting = await Meeting.get(id=meeting_id)
    items = await queries.agenda_of(meeting, parts)
    return {
        "meeting": queries.meeting_state(meeting),
        "items": {str(item.id): queries.item_state(item) for item in items},
    }


def reduce(seen, entries, view):
    _parts, audiences = SEEN[view]
    meeting, items = seen["meeting"], dict(seen["items"])
    for entry in entries:
        if entry.audience.value not in audiences:
            continue
        meeting = entry.data.get("meeting", meeting)
        items |= {item["id"]: item for item in entry.data.get("items", [])}
        for gone in entry.data.get("gone", []):
            items.pop(gone, None)
    return {"meeting": meeting, "items": items}


async def do(act, n, meeting, by):
    items = await AgendaItem.filter(meeting_id=meeting.id).order_by("position", "id")
    if act == "add":
        await operations.add_item(
            meeting.id, operations.ItemFacts(title=f"Pokok {n}", confidential=n % 3 == 0), by=by
        )
    elif act == "title":
        await operations.change(meeting.id, operations.Changes(title=f"Rapat {n}"), by=by)
    elif items:
        item = items[n % len(items)].id
        changes = {"rename": {"title": f"Nama {n}"}, "hide": {"confidential": True}}
        changes["show"] = {"confidential": False}
        if act in changes:
            wish = operations.ItemChanges.model_validate(changes[act])
            await operations.change_item(meeting.id, item, wish, by=by)
        elif act == "move":
            await operations.move_item(meeting.id, item, up=n % 2 == 0, by=by)
        else:
            verbs = {
                "remove": operations.remove_item,
                "start": operations.start_item,
                "finish": operations.finish_item,
                "skip": operations.skip_item,
            }
            await verbs[act](meeting.id, item, by=by)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts)
async def test_what_was_seen_plus_the_entries_since_is_what_is_seen_now(rina, wishes):
    meeting = await operations.draft_meeting(operations.Facts.model_validate(FACTS), by=rina)
    await operations.publish(meeting.id, by=rina)
    await operations.open(meeting.id, by=rina)
    moments = []
    for act, n in [("add", 0), ("add", 1), ("add", 2), *wishes]:
        _epoch, seq = await journal.epoch_and_top(meeting.id)
        moments.append((seq, {view: await state(meeting.id, view) for view in SEEN}))
        with contextlib.suppress(RakorError):
            await do(act, n, meeting, rina)
    for view in SEEN:
        now = await state(meeting.id, view)
        for seq, seen in moments:
            assert reduce(seen[view], await journal.since(meeting.id, seq), view) == now
