"""Tables of an agency's templates of meetings: what each is, whom it asks, and the seats."""

from datetime import datetime
from typing import Any, ClassVar, cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Agency, Office, Person
from rakor.meetings.rules import KINDS, MODES, Convener, Delegation, Kind, Mode, Part, SecurityClass


class MeetingTemplate(Model):
    """How an agency holds a kind of meeting. One that is archived is kept, and not offered.

    `minutes` is how long it takes, `answer_days` how many days before it answers are due. The
    agenda has no people in it but the names that somebody typed.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="meeting_templates", on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=120)
    kind = fields.CharEnumField(Kind, max_length=32, default=Kind.COORDINATION)
    mode = fields.CharEnumField(Mode, max_length=16, default=Mode.HYBRID)
    minutes = fields.IntField(default=120)
    security_class = fields.CharEnumField(
        SecurityClass, max_length=16, default=SecurityClass.PUBLIC
    )
    title = fields.CharField(max_length=300, default="")
    theme = fields.CharField(max_length=500, default="")
    purpose = fields.TextField(default="")
    called_by = fields.CharEnumField(Convener, max_length=8, default=Convener.AGENCY)
    shows_roster = fields.BooleanField(default=False)
    answer_days = cast("fields.Field[int | None]", fields.IntField(null=True))
    delegation = fields.CharEnumField(Delegation, max_length=24, default=Delegation.ALLOWED)
    total_quota = cast("fields.Field[int | None]", fields.IntField(null=True))
    agenda = cast("fields.Field[list[dict[str, Any]]]", fields.JSONField(default=list))
    archived_at = cast("fields.Field[datetime | None]", fields.DatetimeField(null=True))
    created_at = fields.DatetimeField(auto_now_add=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "meeting_template"
        indexes = [Index(fields=("agency_id",), name="meeting_template_agency")]

    @property
    def kind_word(self) -> str:
        """The kind of meeting, as a phrase of the catalogue."""
        return KINDS[self.kind]

    @property
    def mode_word(self) -> str:
        return MODES[self.mode]


class TemplateSeat(Model):
    """Somebody a template names: an office, a person, or a group by its line or key.

    An `officer` gets a part in the meeting, everybody else is asked to it.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    template_id: UUID
    template: fields.ForeignKeyRelation[MeetingTemplate] = fields.ForeignKeyField(
        "rakor.MeetingTemplate", related_name="seats", on_delete=fields.CASCADE
    )
    position = fields.IntField()
    officer = fields.BooleanField(default=False)
    part = fields.CharEnumField(Part, max_length=24, default=Part.PARTICIPANT)
    office_id: UUID | None
    office: fields.ForeignKeyNullableRelation[Office] = fields.ForeignKeyField(
        "rakor.Office", related_name="template_seats", null=True, on_delete=fields.CASCADE
    )
    person_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="template_seats", null=True, on_delete=fields.CASCADE
    )
    # A line as people say it ("kepala BKPSDM kab/kota se-Kaltim"), or the key of a saved group.
    group_said = fields.CharField(max_length=300, default="")

    class Meta:
        table = "template_seat"
        indexes = [
            Index(fields=("template_id", "position"), name="template_seat_template"),
            Index(fields=("office_id",), name="template_seat_office"),
            Index(fields=("person_id",), name="template_seat_person"),
        ]


class TemplateQuota(Model):
    """Seats of an agency in meetings of a template, an agency appears once."""

    # Of two agencies that become one, the seats are added.
    adds_up: ClassVar[tuple[str, ...]] = ("seats",)

    id = fields.UUIDField(primary_key=True, default=new_id)
    template_id: UUID
    template: fields.ForeignKeyRelation[MeetingTemplate] = fields.ForeignKeyField(
        "rakor.MeetingTemplate", related_name="quotas", on_delete=fields.CASCADE
    )
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="template_quotas", on_delete=fields.RESTRICT
    )
    seats = fields.IntField()

    class Meta:
        table = "template_quota"
        constraints = [
            UniqueConstraint(fields=("template_id", "agency_id"), name="template_quota_once")
        ]
        indexes = [Index(fields=("agency_id",), name="template_quota_agency")]
