"""Tables of programmes: linked events and sessions over several days, and their rundowns."""

from datetime import date, datetime, time
from typing import cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Agency
from rakor.meetings.models import Meeting
from rakor.programmes.rules import LINE_KINDS, LineKind, Planned
from rakor.rooms.models import Booking, Room


class Programme(Model):
    """Linked events over several days under one title (rangkaian acara).

    With `public` everybody may read its page and subscribe to its calendar.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    title = fields.CharField(max_length=300)
    theme = fields.CharField(max_length=500, default="")
    about = fields.TextField(default="")
    organizer_id: UUID
    organizer: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="programmes", on_delete=fields.RESTRICT
    )
    host = fields.CharField(max_length=200, default="")
    place = fields.CharField(max_length=200, default="")
    address = fields.CharField(max_length=300, default="")
    timezone = fields.CharField(max_length=40)
    first_day = cast("fields.Field[date]", fields.DateField())
    last_day = cast("fields.Field[date]", fields.DateField())
    public = fields.BooleanField(default=False)
    changed_at = fields.DatetimeField(auto_now=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "programme"
        indexes = [
            Index(fields=("organizer_id", "first_day"), name="programme_organizer"),
        ]


class ProgrammeSession(Model):
    """One event of a programme: a meeting, or a session of its own with its time and room.

    Of a meeting the title, the times and the place are those of the meeting. Sessions of different
    tracks may be on at the same time. SEQUENCE is that of RFC 5545 section 3.8.7.4.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    programme_id: UUID
    programme: fields.ForeignKeyRelation[Programme] = fields.ForeignKeyField(
        "rakor.Programme", related_name="sessions", on_delete=fields.CASCADE
    )
    meeting_id: UUID | None
    meeting: fields.ForeignKeyNullableRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="programme_sessions", null=True, on_delete=fields.CASCADE
    )
    track = fields.CharField(max_length=80, default="")
    title = fields.CharField(max_length=300, default="")
    # Empty for a meeting, which has times of its own.
    starts_at = cast("fields.Field[datetime]", fields.DatetimeField(null=True))
    ends_at = cast("fields.Field[datetime]", fields.DatetimeField(null=True))
    room = fields.CharField(max_length=120, default="")
    register_room_id: UUID | None
    register_room: fields.ForeignKeyNullableRelation[Room] = fields.ForeignKeyField(
        "rakor.Room", related_name="programme_sessions", null=True, on_delete=fields.RESTRICT
    )
    booking_id: UUID | None
    booking: fields.ForeignKeyNullableRelation[Booking] = fields.ForeignKeyField(
        "rakor.Booking", related_name="programme_sessions", null=True, on_delete=fields.SET_NULL
    )
    listed = fields.BooleanField(default=True)
    cancelled = fields.BooleanField(default=False)
    sequence = fields.IntField(default=0)
    changed_at = fields.DatetimeField(auto_now=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "programme_session"
        constraints = [UniqueConstraint(fields=("meeting_id",), name="programme_session_meeting")]
        indexes = [
            Index(fields=("programme_id",), name="programme_session_programme"),
            Index(fields=("register_room_id",), name="programme_session_room"),
            Index(fields=("booking_id",), name="programme_session_booking"),
        ]


class RundownLine(Model):
    """A line of the rundown of a session, at a time that follows from those before it."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    session_id: UUID
    session: fields.ForeignKeyRelation[ProgrammeSession] = fields.ForeignKeyField(
        "rakor.ProgrammeSession", related_name="rundown", on_delete=fields.CASCADE
    )
    position = fields.IntField()
    title = fields.CharField(max_length=300)
    minutes = fields.IntField()
    anchor = fields.CharField(max_length=5, default="")  # 09:30
    kind = fields.CharEnumField(LineKind, max_length=12, default=LineKind.ACTIVITY)
    in_charge = fields.CharField(max_length=200, default="")
    mc = fields.CharField(max_length=200, default="")
    speaker = fields.CharField(max_length=400, default="")
    note = fields.CharField(max_length=1000, default="")
    backstage = fields.BooleanField(default=False)

    class Meta:
        table = "rundown_line"
        indexes = [Index(fields=("session_id", "position"), name="rundown_line_session")]

    @property
    def kind_word(self) -> str:
        """What it is, as a phrase of the catalogue."""
        return LINE_KINDS[self.kind]

    @property
    def planned(self) -> Planned:
        """How long it takes and when it has to begin, as the rules reckon with it."""
        anchor = time.fromisoformat(self.anchor) if self.anchor else None
        return Planned(self.minutes, anchor)
