"""The record of a meeting as values: what was planned, said, decided, promised, and who came.

No address, no telephone number, no link, no passcode, no device: an archive needs none of them.
"""

from typing import Any
from uuid import UUID

from rakor.archive.queries.hidden import Hidden
from rakor.archive.queries.rows import several, told
from rakor.archive.queries.texts import agreements_told, minutes_told, releases_told
from rakor.attendance.models import AttendancePlan, Head
from rakor.attendance.queries import counts
from rakor.followups.models import FollowUp, Progress
from rakor.invitations.models import Invitation
from rakor.letters.models import OfficialLetter
from rakor.live import queries as live
from rakor.live.models import Ballot, Note, NoteRevision, Vote
from rakor.live.rules import View, shown_turn, shown_vote
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart, Occurrence, Quota
from rakor.meetings.queries import materials_of
from rakor.minutes.queries.photos import FOR_RECORD, standing

Told = dict[str, Any]

_MEETING = (
    "id uid title theme purpose kind mode state starts_at ends_at timezone venue_name "
    "venue_address venue_region room online_provider letter_number security_class total_quota "
    "recurrence series_ends_at called_by follow_up_of_id split_from_id sequence reason opened_at "
    "closed_at revision"
)
_DAY = (
    "recurrence_id state starts_at ends_at title room venue_name venue_address venue_region reason"
)
_ITEM = "id position title minutes presenter description confidential state started_at finished_at"
_SEAT = (
    "id person_id office_id agency_id name office_title agency_name part delegation status mode "
    "answered_at via delegated_from_id sent_at only_on"
)
_HEAD = (
    "id invitation_id person_id agency_id name office_title agency_name representing walk_in room "
    "online first_at last_out_at tally admission companion companion_of_id"
)
_PLAN = (
    "quorum_rule numerator denominator least quorum_kinds walk_ins self_check_in "
    "least_online_minutes late_minutes early_minutes training_hours quorum_since"
)
_LETTER = (
    "id state subject urgency security_class archive_class_code number external_number dated city "
    "agenda leader dress copies signing_mode signer_title signer_name issued_at void_reason"
)
_PHOTO = (
    "id position caption alternative taken_on photographer consent kind width height size sha256"
)


async def record_of(meeting: Meeting, hidden: Hidden) -> dict[str, Any]:
    """The whole record by the name of its file; what is hidden is in none of them."""
    return {
        "meeting": await _meeting(meeting),
        "agenda": several(await _items(meeting.id, hidden), _ITEM),
        "invitations": several(
            await Invitation.filter(meeting_id=meeting.id).order_by("created_at", "id"), _SEAT
        ),
        "letters": several(
            await OfficialLetter.filter(meeting_id=meeting.id).order_by("created_at", "id"), _LETTER
        ),
        "attendance": await _attendance(meeting.id),
        "notes": await _notes(meeting.id, hidden),
        "decisions": await live.decisions_of(meeting.id, confidential=hidden.whole),
        "votes": await _votes(meeting.id, hidden),
        "speakers": await _speakers(meeting.id, hidden),
        "breaks": await live.breaks_of(meeting.id),
        "materials": await _materials(meeting.id, hidden),
        "photos": several(await standing(meeting.id).filter(consent__in=FOR_RECORD), _PHOTO),
        "minutes": await minutes_told(meeting.id, hidden),
        "agreements": await agreements_told(meeting.id, hidden),
        "follow-ups": await _follow_ups(meeting.id, hidden),
        "releases": await releases_told(meeting.id, hidden),
    }


async def _items(meeting_id: UUID, hidden: Hidden) -> list[AgendaItem]:
    rows = await AgendaItem.filter(meeting_id=meeting_id).order_by("position", "id")
    return [row for row in rows if row.id not in hidden.items]


async def _meeting(meeting: Meeting) -> Told:
    own = {"meeting_id": meeting.id}
    parts = MeetingPart.filter(**own).order_by("part", "person_id").select_related("person")
    quotas = Quota.filter(**own).order_by("agency__code").select_related("agency")
    organizer = meeting.organizer
    return told(
        meeting,
        _MEETING,
        organizer={"code": organizer.code, "name": organizer.name},
        parts=[
            {"person": str(row.person_id), "name": row.person.full_name, "part": row.part.value}
            for row in await parts
        ],
        quotas=[{"agency": row.agency.code, "seats": row.seats} for row in await quotas],
        days=several(await Occurrence.filter(**own).order_by("recurrence_id"), _DAY),
    )


async def _attendance(meeting_id: UUID) -> Told:
    plan = await AttendancePlan.get_or_none(meeting_id=meeting_id)
    heads = Head.filter(meeting_id=meeting_id).order_by("first_at", "id")
    return {
        "plan": told(plan, _PLAN) if plan else None,
        "counts": await counts(meeting_id),
        "heads": several(await heads, _HEAD),
    }


async def _notes(meeting_id: UUID, hidden: Hidden) -> list[Told]:
    """Notes; those who run the meeting also see what they said before."""
    rows = await Note.filter(meeting_id=meeting_id).order_by("item__position", "id")
    earlier: dict[UUID, list[Told]] = {}
    if hidden.whole:
        kept = NoteRevision.filter(note__meeting_id=meeting_id).order_by("note_id", "revision")
        for each in await kept:
            said = told(each, "revision body by_name at")
            earlier.setdefault(each.note_id, []).append(said)
    more = [{"revisions": earlier.get(row.id, [])} if hidden.whole else {} for row in rows]
    return [
        live.note_state(row) | revisions
        for row, revisions in zip(rows, more, strict=True)
        if row.item_id not in hidden.items
    ]


async def _votes(meeting_id: UUID, hidden: Hidden) -> list[Told]:
    """Votes with their results. Of a secret one nothing else: not even who took part."""
    found = []
    cast = await _ballots(meeting_id) if hidden.whole else {}
    for vote in await live.votes_of(meeting_id):
        if vote["id"] in hidden.words:
            continue
        if vote["secret"] or not hidden.whole:
            view = View.CHAIR if hidden.whole else View.PARTICIPANT
            found.append({**shown_vote(vote, view), "roll": []})
        else:
            found.append({**vote, "ballots": cast.get(vote["id"], [])})
    return found


async def _ballots(meeting_id: UUID) -> dict[str, list[Told]]:
    """What each delegation said in the votes that were not secret."""
    votes = await Vote.filter(meeting_id=meeting_id, secret=False).values_list("id", flat=True)
    rows = Ballot.filter(vote_id__in=list(votes), entitlement_id__not_isnull=True)
    found: dict[str, list[Told]] = {}
    ordered = rows.order_by("entitlement__name", "id").select_related("entitlement")
    for row in await ordered if votes else []:
        assert row.entitlement is not None
        said = {"agency": row.entitlement.name, "choice": row.choice}
        found.setdefault(str(row.vote_id), []).append(said)
    return found


async def _speakers(meeting_id: UUID, hidden: Hidden) -> list[Told]:
    turns = await live.turns_of(meeting_id)
    view = View.CHAIR if hidden.whole else View.PARTICIPANT
    return [shown_turn(turn, view) for turn in turns if turn["id"] not in hidden.words]


async def _materials(meeting_id: UUID, hidden: Hidden) -> list[Told]:
    found = await materials_of(meeting_id, removed=hidden.whole)
    return [each for each in found if each["id"] not in hidden.words]


async def _follow_ups(meeting_id: UUID, hidden: Hidden) -> list[Told]:
    """Promises with every report on them, by whom they came and with which files."""
    rows = FollowUp.filter(commitment__decision__meeting_id=meeting_id)
    ordered = rows.order_by("commitment__decision__number", "id")
    found = []
    for row in await ordered.select_related("commitment__decision", "commitment__agency"):
        promise = row.commitment
        if promise.decision_id in hidden.decisions:
            continue
        reports = Progress.filter(follow_up_id=row.id).order_by("at", "id").select_related("by")
        found.append(
            told(
                row,
                "id state percent taken_from_id",
                decision=promise.decision.number,
                owner=promise.name,
                agency=promise.agency.code,
                reports=[
                    told(
                        each,
                        "state note evidence percent at reporter_office",
                        by=each.reporter,
                        files=several(
                            await each.files.all().order_by("position"), "name kind size sha256"
                        ),
                    )
                    for each in await reports
                ],
            )
        )
    return found
