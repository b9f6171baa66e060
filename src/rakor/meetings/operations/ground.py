"""What every act on a meeting begins and ends with: the lock, the revision, who may watch."""

from collections.abc import Sequence
from uuid import UUID

from rakor.accounts.models import User
from rakor.database import lock_row
from rakor.directory.models import Agency
from rakor.directory.queries import agency_by_code
from rakor.errors import Forbidden, Invalid, Moved
from rakor.journal import Audience
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.queries import WITH_ALL, find_for, item_state
from rakor.meetings.rules import Action, State
from rakor.words import _


async def locked(
    meeting_id: UUID, action: Action, *, by: User, related: Sequence[str] = WITH_ALL
) -> Meeting:
    """The meeting, until the end of the transaction nobody else changes it.

    NotFound for whoever may not see it, Forbidden for whoever may not do that.
    """
    await lock_row(Meeting, meeting_id)
    return await find_for(action, meeting_id, by=by, related=related)


async def organizing_agency(code: str | None, *, by: User) -> Agency:
    """The agency that calls people together: one's own, or for an admin any.

    Refuses (Invalid) to guess for whoever belongs to none, (Forbidden) the name of another agency.
    """
    if code is None:
        if by.agency_id is None:
            raise Invalid.field("organizer", _("Pilih instansi penyelenggara."))
        return await Agency.get(id=by.agency_id)
    agency = await agency_by_code(code, "organizer")
    if not by.is_admin and agency.id != by.agency_id:
        raise Forbidden(_("Anda hanya dapat menyelenggarakan untuk instansi Anda sendiri."))
    return agency


def check_revision(row: Meeting | AgendaItem, revision: int | None) -> None:
    """Refuses (Moved) a writer who has not seen the latest revision."""
    if revision is not None and revision != row.revision:
        raise Moved(_("Data ini sudah diubah orang lain. Muat ulang, lalu coba lagi."))


async def saved(meeting: Meeting) -> None:
    meeting.revision += 1
    await meeting.save()


def audience_of(meeting: Meeting) -> Audience:
    """Drafts are watched by those who prepare them only."""
    return Audience.STAFF if meeting.state is State.DRAFT else Audience.PARTICIPANTS


def audience_of_item(meeting: Meeting, item: AgendaItem) -> Audience:
    """Confidential items are seen by secretariat and chair only."""
    return Audience.STAFF if item.confidential else audience_of(meeting)


async def public_items(meeting: Meeting) -> list[dict[str, object]]:
    """The agenda as participants may see it, for the entry by which the meeting becomes known."""
    items = AgendaItem.filter(meeting_id=meeting.id, confidential=False)
    return [item_state(item) for item in await items.order_by("position", "id")]
