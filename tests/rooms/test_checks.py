"""The checks of a meeting say that its room was refused or became too small."""

from rakor.invitations.models import Invitation
from rakor.invitations.queries import checks_of_rooms
from rakor.invitations.rules import RsvpStatus
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Facts
from rakor.rooms import operations
from rakor.rooms.models import Booking

from .conftest import HOUR, MORNING


async def test_a_room_that_was_refused_or_is_too_small_is_told(melati, cendrawasih, keeper, rina):
    said = {
        "title": "Rapat koordinasi",
        "mode": "in_person",
        "starts_at": MORNING,
        "ends_at": MORNING + HOUR,
        "timezone": "Asia/Jakarta",
        "register_room": cendrawasih.id,
        "seating": "u_shape",
    }
    draft = await meetings.draft_meeting(Facts.model_validate(said), by=rina)
    await meetings.publish(draft.id, by=rina)
    for n in range(42):
        secrets = {f"{name}_digest": f"{n}{name}" for name in ("token", "mail", "code")}
        status = RsvpStatus.ACCEPTED if n < 39 else RsvpStatus.NO_RESPONSE
        await Invitation.create(
            meeting_id=draft.id, email=f"{n}@x.go.id", name="A", status=status, **secrets
        )

    async def told() -> dict[str, str]:
        meeting = await Meeting.get(id=draft.id).select_related("organizer")
        return {each.code: each.says for each in await checks_of_rooms(meeting, rina)}

    assert "41 orang diperkirakan hadir, 40 kursi" in (await told())["room_too_small"]
    assert "room_refused" not in await told()
    await operations.refuse((await Booking.get()).id, "Ruang dicat", by=keeper)
    assert (await told())["room_refused"].endswith("Ruang dicat")
    await Invitation.filter(status=RsvpStatus.NO_RESPONSE).delete()
    assert "room_too_small" not in await told()
