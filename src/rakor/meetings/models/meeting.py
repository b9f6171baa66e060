"""Tables of meetings, their agenda, the roles people hold in them, and seats by agency."""

from typing import ClassVar
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.meetings.rules import (
    ITEM_STATES,
    KINDS,
    MODES,
    NAMED_ONLY,
    PARTS,
    SECURITY_CLASSES,
    SERVICES,
    STATES,
    Convener,
    Day,
    DayState,
    ItemState,
    Kind,
    MadeBy,
    Mode,
    OccurrenceState,
    Part,
    SecurityClass,
    Series,
    State,
    said_rule,
)
from rakor.rooms.models import Booking, Room
from rakor.rooms.rules import Seating
from rakor.words import _


class Meeting(Model):
    """One coordination meeting. Times are stored in UTC, `timezone` is where it takes place."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    title = fields.CharField(max_length=300)
    theme = fields.CharField(max_length=500, default="")
    purpose = fields.TextField(default="")
    kind = fields.CharEnumField(Kind, max_length=32, default=Kind.COORDINATION)
    mode = fields.CharEnumField(Mode, max_length=16, default=Mode.HYBRID)
    state = fields.CharEnumField(State, max_length=16, default=State.DRAFT)
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    timezone = fields.CharField(max_length=40)
    organizer_id: UUID
    organizer: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="meetings", on_delete=fields.RESTRICT
    )
    venue_name = fields.CharField(max_length=200, default="")
    venue_address = fields.CharField(max_length=300, default="")
    venue_region = fields.CharField(max_length=100, default="")
    room = fields.CharField(max_length=120, default="")
    # The room of the register that is booked for it; `room` above is what people read.
    register_room_id: UUID | None
    register_room: fields.ForeignKeyNullableRelation[Room] = fields.ForeignKeyField(
        "rakor.Room", related_name="meetings", null=True, on_delete=fields.RESTRICT
    )
    seating = fields.CharEnumField(Seating, max_length=12, null=True)
    online_seats = fields.IntField(null=True)
    # Who makes the link; a service does so once the meeting is published (package `links`).
    online_made_by = fields.CharEnumField(
        MadeBy, max_length=8, default=MadeBy.MANUAL, db_default=MadeBy.MANUAL.value
    )
    online_provider = fields.CharField(max_length=40, default="")
    join_url = fields.CharField(max_length=1000, default="")
    meeting_number = fields.CharField(max_length=60, default="")
    passcode = fields.CharField(max_length=60, default="")
    letter_number = fields.CharField(max_length=120, default="")
    security_class = fields.CharEnumField(
        SecurityClass, max_length=16, default=SecurityClass.PUBLIC
    )
    total_quota = fields.IntField(null=True)
    # RFC 5545 section 3.3.10, without its name; "" for a meeting that is held once.
    recurrence = fields.CharField(max_length=400, default="", db_default="")
    # The end of its last day; empty without one, and for a meeting that is held once.
    series_ends_at = fields.DatetimeField(null=True)
    split_from_id: UUID | None
    split_from: fields.ForeignKeyNullableRelation["Meeting"] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="split_into", null=True, on_delete=fields.RESTRICT
    )
    answer_by = fields.DatetimeField(null=True)
    called_by = fields.CharEnumField(
        Convener, max_length=8, default=Convener.AGENCY, db_default=Convener.AGENCY.value
    )
    shows_roster = fields.BooleanField(default=False, db_default=False)
    follow_up_of_id: UUID | None
    follow_up_of: fields.ForeignKeyNullableRelation["Meeting"] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="followed_by", null=True, on_delete=fields.RESTRICT
    )
    uid = fields.CharField(max_length=120)
    # RFC 5545 section 3.8.7.4: grows whenever those invited must look again.
    sequence = fields.IntField(default=0)
    reason = fields.CharField(max_length=1000, default="")
    opened_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)
    changed_at = fields.DatetimeField(auto_now=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "meeting"
        constraints = [UniqueConstraint(fields=("uid",), name="meeting_uid")]
        indexes = [
            Index(fields=("organizer_id", "starts_at"), name="meeting_organizer"),
            Index(fields=("starts_at",), name="meeting_starts"),
            Index(fields=("follow_up_of_id",), name="meeting_follow_up_of"),
            Index(fields=("split_from_id",), name="meeting_split_from"),
            Index(fields=("register_room_id",), name="meeting_register_room"),
        ]

    @property
    def state_word(self) -> str:
        """Where it stands, as a phrase of the catalogue."""
        return STATES[self.state]

    @property
    def kind_word(self) -> str:
        return KINDS[self.kind]

    @property
    def mode_word(self) -> str:
        return MODES[self.mode]

    @property
    def security_word(self) -> str:
        return SECURITY_CLASSES[self.security_class]

    @property
    def way_online(self) -> str:
        """By which link people join, or the service that will make one; "" without either."""
        return self.join_url or SERVICES.get(self.online_made_by, "")

    @property
    def series(self) -> Series:
        """When its days begin and how they repeat."""
        return Series(self.starts_at, self.ends_at, self.timezone, self.recurrence)

    @property
    def repeats(self) -> str:
        """How it repeats, as people say it; "" for a meeting that is held once."""
        return said_rule(self.series) if self.recurrence else ""

    @property
    def follow_up_title(self) -> str:
        """The title of the earlier meeting, as far as everybody in this one may know it."""
        if self.follow_up_of is None:
            return ""
        hidden = self.follow_up_of.security_class in NAMED_ONLY
        return _("rapat tertutup") if hidden else self.follow_up_of.title

    @property
    def place(self) -> list[str]:
        """Where people come together: the room with its building, and the video service."""
        found = []
        if self.mode is not Mode.ONLINE and (self.room or self.venue_name):
            found.append(", ".join(filter(None, (self.room, self.venue_name))))
        if self.mode is not Mode.IN_PERSON and (self.online_provider or self.join_url):
            found.append(self.online_provider or _("tautan video"))
        return found


class Occurrence(Model):
    """One day of a series that is not as the rule says: moved, called off, or added.

    `recurrence_id` is the start that the rule gave it, which never changes (RFC 5545 section
    3.8.4.4); of an added day, its first start. Empty texts are those of the series.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="occurrences", on_delete=fields.CASCADE
    )
    recurrence_id = fields.DatetimeField()
    state = fields.CharEnumField(OccurrenceState, max_length=12)
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    title = fields.CharField(max_length=300, default="")
    room = fields.CharField(max_length=120, default="")
    venue_name = fields.CharField(max_length=200, default="")
    venue_address = fields.CharField(max_length=300, default="")
    venue_region = fields.CharField(max_length=100, default="")
    reason = fields.CharField(max_length=1000, default="")
    sequence = fields.IntField(default=0)
    revision = fields.IntField(default=1)

    class Meta:
        table = "occurrence"
        constraints = [
            UniqueConstraint(fields=("meeting_id", "recurrence_id"), name="occurrence_once")
        ]

    @property
    def day(self) -> Day:
        """The day as the rules of a series know it."""
        return Day(
            self.recurrence_id,
            self.starts_at,
            self.ends_at,
            DayState(self.state.value),
            self.title,
            self.room,
            self.venue_name,
            self.venue_address,
            self.venue_region,
            self.reason,
            self.sequence,
            self.revision,
        )


class RoomUse(Model):
    """The booking of one day of a meeting, by the start that its rule gave that day."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="room_uses", on_delete=fields.CASCADE
    )
    recurrence_id = fields.DatetimeField()
    booking_id: UUID
    booking: fields.ForeignKeyRelation[Booking] = fields.ForeignKeyField(
        "rakor.Booking", related_name="uses", on_delete=fields.CASCADE
    )

    class Meta:
        table = "room_use"
        constraints = [
            UniqueConstraint(fields=("meeting_id", "recurrence_id"), name="room_use_once")
        ]
        indexes = [Index(fields=("booking_id",), name="room_use_booking")]


class AgendaItem(Model):
    """One point of the agenda with its planned minutes and, once begun, its real times."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="agenda", on_delete=fields.CASCADE
    )
    position = fields.IntField()
    title = fields.CharField(max_length=500)
    minutes = fields.IntField(default=0)
    presenter = fields.CharField(max_length=400, default="")
    description = fields.TextField(default="")
    confidential = fields.BooleanField(default=False)
    state = fields.CharEnumField(ItemState, max_length=16, default=ItemState.PENDING)
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "agenda_item"
        indexes = [Index(fields=("meeting_id", "position"), name="agenda_item_meeting")]

    @property
    def state_word(self) -> str:
        """Where it stands, as a phrase of the catalogue."""
        return ITEM_STATES[self.state]


class MeetingPart(Model):
    """The part a person plays in a meeting, one person may play several."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="parts", on_delete=fields.CASCADE
    )
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="parts", on_delete=fields.RESTRICT
    )
    part = fields.CharEnumField(Part, max_length=24)

    class Meta:
        table = "meeting_part"
        constraints = [
            UniqueConstraint(fields=("meeting_id", "person_id", "part"), name="meeting_part_once")
        ]
        indexes = [Index(fields=("person_id",), name="meeting_part_person")]

    @property
    def part_word(self) -> str:
        """The part, as a phrase of the catalogue."""
        return PARTS[self.part]


class Quota(Model):
    """Seats of an agency, an agency appears once and the sum is the declared total."""

    # Of two agencies that become one, the seats are added.
    adds_up: ClassVar[tuple[str, ...]] = ("seats",)

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="quotas", on_delete=fields.CASCADE
    )
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="quotas", on_delete=fields.RESTRICT
    )
    seats = fields.IntField()

    class Meta:
        table = "quota"
        constraints = [UniqueConstraint(fields=("meeting_id", "agency_id"), name="quota_once")]
