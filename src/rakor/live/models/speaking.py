"""Tables of the speakers' list: who asked for the floor, who has it, and how long they spoke."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.live.rules import TurnCategory, TurnState
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.rules import Channel


class SpeakingPlan(Model):
    """How long one turn may last in a meeting and how long each agency has in all (0: no limit)."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.OneToOneRelation[Meeting] = fields.OneToOneField(
        "rakor.Meeting", related_name="speaking_plan", on_delete=fields.CASCADE
    )
    turn_seconds = fields.IntField(default=300)
    agency_seconds = fields.IntField(default=0)
    takes_requests = fields.BooleanField(default=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "speaking_plan"


class Turn(Model):
    """One turn to speak, from the request to its end, with name, office and agency of that day.

    Time is told by three values: `running_since` (none while paused), `spent_ms` of the runs that
    ended, and `allowed_seconds` (0: no limit).
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="turns", on_delete=fields.CASCADE
    )
    item_id: UUID | None
    item: fields.ForeignKeyNullableRelation[AgendaItem] = fields.ForeignKeyField(
        "rakor.AgendaItem", related_name="turns", null=True, on_delete=fields.SET_NULL
    )
    person_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="turns", null=True, on_delete=fields.RESTRICT
    )
    agency_id: UUID | None
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="turns", null=True, on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=400)
    office_title = fields.CharField(max_length=250, default="")
    agency_name = fields.CharField(max_length=200, default="")
    agency_short_name = fields.CharField(max_length=60, default="")
    category = fields.CharEnumField(TurnCategory, max_length=16)
    channel = fields.CharEnumField(Channel, max_length=8, null=True)
    topic = fields.CharField(max_length=300, default="")
    state = fields.CharEnumField(TurnState, max_length=10, default=TurnState.WAITING)
    position = fields.IntField(default=0)
    requested_at = fields.DatetimeField()
    started_at = fields.DatetimeField(null=True)
    running_since = fields.DatetimeField(null=True)
    spent_ms = fields.IntField(default=0)
    allowed_seconds = fields.IntField(default=0)
    finished_at = fields.DatetimeField(null=True)
    reason = fields.CharField(max_length=500, default="")
    revision = fields.IntField(default=1)

    class Meta:
        table = "turn"
        indexes = [
            Index(fields=("meeting_id", "state"), name="turn_meeting"),
            Index(fields=("person_id",), name="turn_person"),
            Index(fields=("agency_id",), name="turn_agency"),
        ]
