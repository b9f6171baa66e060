"""Everybody who may knock, and the meetings, in each state that the tables of rights know."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from tortoise.transactions import in_transaction

from rakor.accounts.models import Account, User
from rakor.accounts.operations.managing import claim_agency
from rakor.accounts.rules import Right, Role, may
from rakor.directory.models import Agency, Person
from rakor.invitations import queries as invited
from rakor.invitations.models import Invitation, Proposal
from rakor.letters.models import LetterStep, OfficialLetter
from rakor.live.models import Commitment, Decision, Entitlement, Turn, Vote, VoteOption
from rakor.live.rules import Duty, Majority, TurnCategory, VoteState
from rakor.live.rules.voting import options_of, result_of
from rakor.mail.models import IncomingMail, OutgoingMail
from rakor.meetings.models import AgendaItem, Material, MaterialVersion, Meeting, MeetingPart
from rakor.meetings.operations.materials import kept
from rakor.meetings.rules import GUESTS, RIGHTS, Action, MaterialKind, Part, SecurityClass, standing
from rakor.meetings.rules import may as may_in_meeting
from rakor.minutes.export.agreement import Edition, agreement
from rakor.minutes.models import Agreement, Minutes, MinutesCorrection
from rakor.minutes.queries.agreement import open_document
from rakor.minutes.rules.agreement import AgreementChoices, AgreementState

from ..browser.world import furnish
from .belongings import above_us, belongings
from .desks import desk_of
from .drafts import draft_of, policy_of_ours
from .online import video_room
from .polls import poll_of
from .press import press_of
from .promises import promises_of, tasks_of
from .seats import seats
from .templates import template_of

# Who calls the meetings, who does not, who owes. The first two have an agency admin, so they
# keep themselves; what the third has is kept by whoever keeps a directory.
OURS, THEIRS, OWING = "BPSDM", "PPS", "BKN"
DAY = timedelta(days=1)


class Stage(StrEnum):
    """A state of a meeting on which rights depend."""

    DRAFT = "draft"
    RUNNING = "running"
    HELD = "held"
    CLOSED = "closed"  # running, and confidential


@dataclass(frozen=True)
class Who:
    """Somebody: an account of an agency, named in every meeting for a part, or not signed in."""

    name: str
    role: Role | None = Role.PARTICIPANT
    agency: str = THEIRS
    part: Part | None = None

    def may(self, right: Right) -> bool:
        return self.role is not None and may(right, self.role)

    def parts(self, stage: Stage) -> frozenset[Part]:
        """What the tables of rights make of them in a meeting of ours."""
        kind = SecurityClass.CONFIDENTIAL if stage is Stage.CLOSED else SecurityClass.PUBLIC
        ours, over = self.agency == OURS, stage is Stage.HELD
        own = standing(self.role, kind, own_agency=ours, over=over) if self.role else set()
        return frozenset(own) | ({self.part} if self.part else set())

    def sees(self, stage: Stage) -> bool:
        """Whether they know of the meeting: guests not while it is a draft."""
        parts = self.parts(stage)
        return bool(parts - GUESTS if stage is Stage.DRAFT else parts)

    def acts(self, action: Action, stage: Stage) -> bool:
        return self.sees(stage) and may_in_meeting(action, self.parts(stage))


EVERYBODY = [
    *(Who(role.value, role, OURS) for role in Role),
    *(Who(f"{role.value} elsewhere", role) for role in Role if role is not Role.ADMIN),
    Who("one of those who owe", agency=OWING),
    *(Who(f"named {part.value}", part=part) for part in Part),
    Who("nobody", None),
]
assert set(Action) == set(RIGHTS)


async def populate() -> tuple[dict[str, User], dict[Stage, dict[str, Any]]]:
    """The furnished week with an account for everybody, and the keys of what doors lead to."""
    places: dict[str, Any] = await furnish()
    places |= await above_us()
    users = {who.name: await _account(n, who) for n, who in enumerate(EVERYBODY) if who.role}
    places |= await belongings(users)
    places |= await policy_of_ours()
    places |= await template_of(OURS)
    places["task_token"] = await tasks_of(users["participant"])
    # The letter that waits, waits for our participant.
    await LetterStep.all().update(person_id=users["participant"].id)
    stages = {}
    for stage in Stage:
        name = "running" if stage is Stage.CLOSED else stage.value
        meeting = await Meeting.get(id=places[name])
        if stage is not Stage.CLOSED:
            for who in EVERYBODY:
                if who.part:
                    person = users[who.name].person
                    await MeetingPart.create(meeting=meeting, person=person, part=who.part)
        stages[stage] = {**places, **await _keys(meeting), **await draft_of(meeting, places)}
    return users, stages


async def _account(n: int, who: Who) -> User:
    person = await Person.create(
        name=f"Seorang {who.name}",
        email=f"orang{n}@rights.example.go.id",
        agency=await Agency.get(code=who.agency),
    )
    account = await Account.create(person=person, role=who.role)
    await claim_agency(account, by=None)
    return User.of(await Account.get(id=account.id).prefetch_related("person__agency"))


async def _keys(meeting: Meeting) -> dict[str, Any]:
    invitation = await Invitation.filter(meeting=meeting).order_by("id").first()
    noted, _second, item, *_others = await AgendaItem.filter(meeting=meeting).order_by("position")
    officer = await MeetingPart.filter(meeting=meeting, part=Part.MINUTE_TAKER).first()
    decision = await Decision.filter(meeting=meeting).first()
    owed = await Commitment.filter(
        decision__meeting=meeting, duty=Duty.OWNER, agency__code=OWING
    ).first()
    letter = await OutgoingMail.filter(meeting_id=meeting.id).first()
    official = await OfficialLetter.filter(meeting_id=meeting.id).first()
    received = await IncomingMail.all().first()
    found = {
        "meeting": meeting,
        "item": item,
        "noted": noted,
        "part": officer,
        "invitation": invitation,
        "decision": decision,
        "follow_up": owed,
        "letter": letter,
        "official": official,
        "received": received,
        "proposal": await _proposal(invitation) if invitation else None,
        "material": await _material(meeting),
        "turn": await _turn(meeting),
        "minutes_correction": await _correction(meeting),
        "agreement": await _agreement(meeting),
    }
    keys = {name: row.id for name, row in found.items() if row is not None} | {"version": 1}
    keys |= await _vote(meeting) | await seats(meeting) | await promises_of(meeting, owed)
    keys |= await press_of(meeting)
    keys |= await poll_of(meeting)
    keys |= await desk_of(meeting) | await video_room(meeting)
    return keys | ({"token": invited.personal_token(invitation)} if invitation else {})


async def _correction(meeting: Meeting) -> MinutesCorrection | None:
    """What somebody asks to be corrected in the approved minutes."""
    minutes = await Minutes.filter(meeting_id=meeting.id).first()
    person = await Person.first()
    if minutes is None or person is None:
        return None
    known = {"minutes_id": minutes.id, "by_id": person.id, "section": "opening"}
    more = {"text": "Jamnya keliru.", "at": meeting.starts_at}
    found, _made = await MinutesCorrection.get_or_create(**known, defaults=more)
    return found


async def _agreement(meeting: Meeting) -> Agreement | None:
    """What was agreed in it and went out; the rows of it in another state are its own tests'."""
    minutes = await Minutes.filter(meeting_id=meeting.id).first()
    person = await Person.first()
    if minutes is None or person is None:
        return None
    known = {"meeting_id": meeting.id, "drafted_by_id": person.id}
    document = open_document(minutes)
    values = agreement(document, AgreementChoices(), Edition(meeting.starts_at.date()))
    more = {
        "drafted_at": meeting.starts_at,
        "issued_at": meeting.starts_at,
        "state": AgreementState.ISSUED,
        "content": {"document": values},
    }
    found, _made = await Agreement.get_or_create(**known, defaults=more)
    return found


async def _turn(meeting: Meeting) -> Turn:
    """Somebody who waits for the floor."""
    known = {"meeting_id": meeting.id, "name": "Orang yang menunggu"}
    more = {"category": TurnCategory.REPLY, "requested_at": meeting.starts_at}
    found, _made = await Turn.get_or_create(**known, defaults=more)
    return found


async def _material(meeting: Meeting) -> Material:
    """A document that lies before the meeting."""
    content = b"%PDF-1.7 bahan rapat"
    paper = await Material.create(meeting=meeting, title="Bahan rapat", position=1)
    async with kept(content) as key:
        await MaterialVersion.create(
            id=key,
            material=paper,
            number=1,
            name="bahan.pdf",
            kind=MaterialKind.PDF,
            size=len(content),
            sha256=sha256(content).hexdigest(),
            at=meeting.starts_at,
        )
    return paper


async def _vote(meeting: Meeting) -> dict[str, Any]:
    """A vote that was opened and counted, and a delegation that is entitled in it."""
    agency = await Agency.get(code=OWING)
    counted = result_of({"yes": 0, "no": 0, "abstain": 0}, 1, Majority.SIMPLE)
    facts = {"question": "Setuju?", "state": VoteState.OPEN, "entitled": 1, "result": counted}
    facts["opened_at"] = meeting.starts_at
    known = {"meeting_id": meeting.id, "number": 90}
    vote, made = await Vote.get_or_create(**known, defaults=facts)
    if made:
        for n, (key, _text) in enumerate(options_of([])):
            await VoteOption.create(vote_id=vote.id, key=key, position=n)
        await Entitlement.create(vote_id=vote.id, agency_id=agency.id, name=agency.name)
    return {"vote": vote.id, "voting_agency": agency.id}


async def _proposal(invitation: Invitation) -> Proposal:
    """Another time that somebody invited proposes."""
    meeting = await Meeting.get(id=invitation.meeting_id)
    times = {"starts_at": meeting.starts_at + DAY, "ends_at": meeting.ends_at + DAY}
    known = {"meeting_id": meeting.id, "invitation_id": invitation.id}
    more = {"sequence": meeting.sequence, "received_at": meeting.starts_at}
    found, _made = await Proposal.get_or_create(**known, defaults={**times, **more})
    return found


class _Undone(Exception):
    """Nothing that was done at a door stays."""


@asynccontextmanager
async def at(stage: Stage, meeting: Any) -> AsyncIterator[None]:
    """The meeting in that state; whatever is done meanwhile is taken back."""
    try:
        async with in_transaction():
            if stage is Stage.CLOSED:
                kind = SecurityClass.CONFIDENTIAL
                await Meeting.filter(id=meeting).update(security_class=kind)
            yield
            raise _Undone
    except _Undone:
        pass
