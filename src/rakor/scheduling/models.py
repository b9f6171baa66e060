"""Tables of polls and of calendars outside Rakor: who is asked or taken when, what they said."""

from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Office, Person
from rakor.invitations.models import Invitation
from rakor.meetings.models import Meeting
from rakor.scheduling.rules.polls import Choice, PollState, begins
from rakor.scheduling.rules.sources import SOURCE_KINDS, TROUBLES, SourceKind, Trouble


class Poll(Model):
    """Those invited to a draft are asked which time suits them, one meeting has one poll at a time.

    With `hidden` nobody but the staff sees what others said. `live` is the meeting's key as long as
    the poll is open or closed, so that a second one is refused; None once it is over.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="polls", on_delete=fields.CASCADE
    )
    live = fields.UUIDField(null=True)
    state = fields.CharEnumField(PollState, max_length=8, default=PollState.OPEN)
    note = fields.TextField(default="")
    hidden = fields.BooleanField(default=False)
    deadline = fields.DatetimeField()
    chosen_id = fields.UUIDField(null=True)
    opened_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "poll"
        constraints = [UniqueConstraint(fields=("live",), name="poll_live")]
        indexes = [
            Index(fields=("meeting_id",), name="poll_meeting"),
            Index(fields=("state", "deadline"), name="poll_due"),
        ]


class PollOption(Model):
    """One time to choose, as the clocks of a zone show it. One that was taken away keeps its row.

    Its `revision` grows when the time changes: answers to another time are none.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    poll_id: UUID
    poll: fields.ForeignKeyRelation[Poll] = fields.ForeignKeyField(
        "rakor.Poll", related_name="options", on_delete=fields.CASCADE
    )
    day = cast("fields.Field[date]", fields.DateField())
    clock = fields.CharField(max_length=5)  # 09:30
    minutes = fields.IntField()
    timezone = fields.CharField(max_length=40)
    removed = fields.BooleanField(default=False)
    revision = fields.IntField(default=1)

    class Meta:
        table = "poll_option"
        indexes = [Index(fields=("poll_id",), name="poll_option_poll")]

    @property
    def starts_at(self) -> datetime:
        """The moment at which it begins, in UTC."""
        return begins(self.day, time.fromisoformat(self.clock), self.timezone)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at.astimezone(UTC) + timedelta(minutes=self.minutes)


class PollVoice(Model):
    """A seat that was asked: when it was last written to, and what it said beside its answers."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    poll_id: UUID
    poll: fields.ForeignKeyRelation[Poll] = fields.ForeignKeyField(
        "rakor.Poll", related_name="voices", on_delete=fields.CASCADE
    )
    invitation_id: UUID
    invitation: fields.ForeignKeyRelation[Invitation] = fields.ForeignKeyField(
        "rakor.Invitation", related_name="poll_voices", on_delete=fields.CASCADE
    )
    comment = fields.CharField(max_length=1000, default="")
    letters = fields.IntField(default=0)
    told_at = fields.DatetimeField(null=True)
    answered_at = fields.DatetimeField(null=True)

    class Meta:
        table = "poll_voice"
        constraints = [
            UniqueConstraint(fields=("poll_id", "invitation_id"), name="poll_voice_once")
        ]
        indexes = [Index(fields=("invitation_id",), name="poll_voice_invitation")]


class PollAnswer(Model):
    """What a seat said to one option."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    option_id: UUID
    option: fields.ForeignKeyRelation[PollOption] = fields.ForeignKeyField(
        "rakor.PollOption", related_name="answers", on_delete=fields.CASCADE
    )
    invitation_id: UUID
    invitation: fields.ForeignKeyRelation[Invitation] = fields.ForeignKeyField(
        "rakor.Invitation", related_name="poll_answers", on_delete=fields.CASCADE
    )
    choice = fields.CharEnumField(Choice, max_length=12)
    answered_at = fields.DatetimeField()

    class Meta:
        table = "poll_answer"
        constraints = [
            UniqueConstraint(fields=("option_id", "invitation_id"), name="poll_answer_once")
        ]
        indexes = [Index(fields=("invitation_id",), name="poll_answer_invitation")]


class CalendarSource(Model):
    """A calendar outside Rakor that somebody lets it read, or that of the holder of an office.

    Kept of it is only when its owner is taken (`spans`, see `rules.packed`), nothing of what. The
    address is often a secret, so it is sealed together with name and password; `host` is shown.
    With `anonymous` some of the times come without telling of which event they are.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    person_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="calendar_sources", null=True, on_delete=fields.CASCADE
    )
    office_id: UUID | None
    office: fields.ForeignKeyNullableRelation[Office] = fields.ForeignKeyField(
        "rakor.Office", related_name="calendar_sources", null=True, on_delete=fields.CASCADE
    )
    kind = fields.CharEnumField(SourceKind, max_length=8)
    name = fields.CharField(max_length=80, default="")
    host = fields.CharField(max_length=255)
    secret = fields.TextField()
    etag = fields.CharField(max_length=300, default="")
    modified = fields.CharField(max_length=100, default="")
    spans = fields.BinaryField(default=b"")
    anonymous = fields.BooleanField(default=False)
    skipped = fields.IntField(default=0)
    read_at = fields.DatetimeField(null=True)
    read_in_full_at = fields.DatetimeField(null=True)
    tried_at = fields.DatetimeField(null=True)
    due_at = fields.DatetimeField()
    failures = fields.IntField(default=0)
    trouble = fields.CharField(max_length=20, default="")
    created_at = fields.DatetimeField()

    class Meta:
        table = "calendar_source"
        indexes = [
            Index(fields=("person_id",), name="calendar_source_person"),
            Index(fields=("office_id",), name="calendar_source_office"),
            Index(fields=("due_at",), name="calendar_source_due"),
        ]

    @property
    def shown_name(self) -> str:
        return self.name or self.host

    @property
    def times(self) -> int:
        """How many spans of time it takes."""
        return len(self.spans) // 8

    @property
    def trouble_word(self) -> str:
        """Why it could not be read, as a phrase of the catalogue; "" if it could."""
        return TROUBLES[Trouble(self.trouble)] if self.trouble in set(Trouble) else ""

    @property
    def kind_word(self) -> str:
        return SOURCE_KINDS[self.kind]
