"""What is said about a draft: comments, replies, proposals, and what becomes of them."""

from datetime import datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import lock_row
from rakor.drafting.models import DraftComment, DraftReader, SharedDraft
from rakor.drafting.operations.sharing import shown
from rakor.drafting.queries.sharing import (
    confidential_items,
    find_comment,
    reader_by_token,
)
from rakor.drafting.rules.sharing import (
    MOST_ANSWERS,
    MOST_COMMENTS,
    CommentFacts,
    CommentState,
    Place,
    Proposal,
    check_comment,
    check_comment_step,
    check_commentable,
)
from rakor.errors import Conflict, Invalid, NotFound
from rakor.invitations import operations as invitations
from rakor.invitations.operations import Wish
from rakor.journal import Audience, Record
from rakor.meetings import operations as meetings
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.operations import ItemFacts
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import Action
from rakor.words import _


async def comment(token: str, facts: CommentFacts) -> DraftComment:
    """A reader says something, or proposes an item or somebody to invite.

    Refuses (NotFound) a link that opens nothing, (Conflict) comments after the deadline or once
    the meeting is out, and (Invalid) one that says nothing or is about no item of theirs.
    """
    check_comment(facts)
    async with journal.transaction() as record:
        reader = await _reading(token, record.at)
        if await DraftComment.filter(reader_id=reader.id).count() >= MOST_COMMENTS:
            raise Conflict(
                _("Satu pembaca menulis paling banyak {n} tanggapan.").format(n=MOST_COMMENTS)
            )
        item = await _item(reader, facts)
        made = await DraftComment.create(
            shared_id=reader.shared_id,
            reader_id=reader.id,
            place=facts.place,
            item_id=item.id if item else None,
            item_title=item.title if item else "",
            confidential=bool(item and item.confidential),
            text=facts.text,
            proposal=facts.proposal,
            title=facts.title if facts.proposal is not Proposal.NOTHING else "",
            email=(facts.email or "") if facts.proposal is Proposal.INVITEE else "",
            at=record.at,
        )
        await _tell(record, reader.shared.meeting_id, "draft_comment.made", made, reader)
    return made


async def reply(token: str, comment_id: UUID, text: str) -> DraftComment:
    """A reader answers below a comment that they see. Refuses as `comment` does."""
    async with journal.transaction() as record:
        reader = await _reading(token, record.at)
        above = await find_comment(reader.shared, comment_id)
        hidden = set() if reader.confidential else await confidential_items(reader.shared.meeting)
        if not reader.confidential and (above.confidential or above.item_id in hidden):
            raise NotFound(_("Tanggapan ini tidak ada."))
        made = await _below(above, text, record.at, reader=reader)
        await _tell(record, reader.shared.meeting_id, "draft_comment.answered", made, reader)
    return made


async def say_done(token: str, *, done: bool = True) -> DraftReader:
    """A reader has nothing (more) to say, and is not reminded; or takes that back."""
    async with journal.transaction() as record:
        reader = await _reading(token, record.at)
        if done is (reader.done_at is not None):
            return reader
        reader.done_at = record.at if done else None
        await reader.save(update_fields=["done_at"])
        await record.entry(
            reader.shared.meeting_id,
            "shared_draft.read" if done else "shared_draft.reopened",
            by=reader.person,
            audience=Audience.STAFF,
            reader=str(reader.id),
        )
    return reader


async def answer(meeting_id: UUID, comment_id: UUID, text: str, *, by: User) -> DraftComment:
    """Those who prepare the meeting answer below a comment, also after its end."""
    async with journal.transaction() as record:
        meeting, draft = await _prepared(meeting_id, by=by)
        above = await find_comment(draft, comment_id)
        made = await _below(above, text, record.at, author=by)
        await record.entry(
            meeting.id,
            "draft_comment.answered",
            by=by,
            audience=Audience.STAFF,
            comment=str(made.id),
        )
    return made


async def settle_comment(
    meeting_id: UUID, comment_id: UUID, to: CommentState, *, by: User
) -> DraftComment:
    """Call a comment done, or open again. Refuses (Conflict) one that was taken over."""
    async with journal.transaction() as record:
        meeting, draft = await _prepared(meeting_id, by=by)
        found = await find_comment(draft, comment_id)
        check_comment_step(found.state, to)
        await _settled(found, to, record.at)
        kind = "draft_comment.reopened" if to is CommentState.OPEN else "draft_comment.done"
        await record.entry(meeting.id, kind, by=by, audience=Audience.STAFF, comment=str(found.id))
    return found


async def take_over(meeting_id: UUID, comment_id: UUID, *, by: User) -> DraftComment:
    """Put what a comment proposes into the draft: an item of the agenda, or somebody on the list.

    Refuses (Conflict) a comment that proposes nothing or was settled, and a draft that is out.
    """
    async with journal.transaction() as record:
        meeting, draft = await shown_or_ended(meeting_id, by=by)
        found = await find_comment(draft, comment_id)
        check_comment_step(found.state, CommentState.TAKEN)
        if found.proposal is Proposal.ITEM:
            await meetings.add_item(meeting.id, ItemFacts(title=found.title), by=by)
        elif found.proposal is Proposal.INVITEE:
            wish = Wish(email=found.email, name=found.title)
            await invitations.invite(meeting.id, [wish], by=by)
        else:
            raise Conflict(_("Tanggapan ini tidak mengusulkan sesuatu untuk ditambahkan."))
        await _settled(found, CommentState.TAKEN, record.at)
        await record.entry(
            meeting.id,
            "draft_comment.taken",
            by=by,
            audience=Audience.STAFF,
            comment=str(found.id),
            proposal=found.proposal.value,
        )
    return found


async def shown_or_ended(meeting_id: UUID, *, by: User) -> tuple[Meeting, SharedDraft]:
    """The draft with what was said of it, as long as it is one."""
    meeting, draft = await _prepared(meeting_id, by=by)
    if draft.ended_at is None:
        return await shown(meeting_id, by=by)
    return meeting, draft


async def _prepared(meeting_id: UUID, *, by: User) -> tuple[Meeting, SharedDraft]:
    meeting = await locked(meeting_id, Action.INVITE, by=by)
    draft = await SharedDraft.get_or_none(meeting_id=meeting.id)
    if draft is None:
        raise NotFound(_("Draf rapat ini tidak pernah dibagikan."))
    return meeting, draft


async def _reading(token: str, at: datetime) -> DraftReader:
    """The reader behind a link, while comments are taken; the meeting stays as it is until then."""
    known = await reader_by_token(token)
    await lock_row(Meeting, known.shared.meeting_id)
    reader = await reader_by_token(token)
    draft = reader.shared
    check_commentable(draft.meeting.state, draft.deadline, at, ended=draft.ended_at is not None)
    return reader


async def _item(reader: DraftReader, facts: CommentFacts) -> AgendaItem | None:
    if facts.place is not Place.ITEM:
        return None
    item = await AgendaItem.get_or_none(id=facts.item, meeting_id=reader.shared.meeting_id)
    if item is None or (item.confidential and not reader.confidential):
        raise Invalid.field("item", _("Pokok agenda ini tidak ada."))
    return item


async def _below(
    above: DraftComment,
    text: str,
    at: datetime,
    *,
    reader: DraftReader | None = None,
    author: User | None = None,
) -> DraftComment:
    if await DraftComment.filter(parent_id=above.id).count() >= MOST_ANSWERS:
        raise Conflict(_("Percakapan ini sudah terlalu panjang."))
    return await DraftComment.create(
        shared_id=above.shared_id,
        parent_id=above.id,
        reader_id=reader.id if reader else None,
        author_id=author.id if author else None,
        place=above.place,
        text=text,
        at=at,
    )


async def _settled(found: DraftComment, to: CommentState, at: datetime) -> None:
    found.state, found.settled_at = to, (None if to is CommentState.OPEN else at)
    await found.save(update_fields=["state", "settled_at"])


async def _tell(
    record: Record, meeting_id: UUID, kind: str, made: DraftComment, reader: DraftReader
) -> None:
    """The journal keeps that it was said and by whom, not what: that stands in its own table."""
    await record.entry(
        meeting_id,
        kind,
        by=reader.person,
        audience=Audience.STAFF,
        comment=str(made.id),
        reader=str(reader.id),
        place=made.place.value,
        proposal=made.proposal.value,
    )
