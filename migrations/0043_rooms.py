"""Buildings, rooms, equipment and bookings; which room of the register a meeting has.

Two bookings that stand never block a room at the same moment: an exclusion rule says so on
PostgreSQL, a trigger on SQLite. The rule wants ranges only, and a range of one key is a range, so
that no extension of the server is needed.
"""

from orjson import loads
from tortoise import connections, fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels, Together
from rakor.rooms.rules.kinds import EquipmentKind, Seating
from rakor.rooms.rules.states import BookingState

POSTGRES = (
    "CREATE TYPE room_key_range AS RANGE (subtype = uuid)",
    """ALTER TABLE booking ADD CONSTRAINT booking_alone EXCLUDE USING gist (
        room_key_range(room_id, room_id, '[]') WITH &&,
        tstzrange(blocked_from, blocked_until) WITH &&
    ) WHERE (state IN ('held', 'asked', 'booked'))""",
)
CLASH = """WHEN new.state IN ('held', 'asked', 'booked') AND EXISTS (
        SELECT 1 FROM booking WHERE room_id = new.room_id AND id <> new.id
        AND state IN ('held', 'asked', 'booked')
        AND blocked_from < new.blocked_until AND blocked_until > new.blocked_from
    ) BEGIN SELECT RAISE(ABORT, 'the room is taken'); END"""
SQLITE = (
    f"CREATE TRIGGER booking_alone_added BEFORE INSERT ON booking {CLASH}",
    f"CREATE TRIGGER booking_alone_changed BEFORE UPDATE ON booking {CLASH}",
)


async def keep_alone(_apps, editor):
    """The rule by which the database itself refuses a second booking."""
    client = editor.client if hasattr(editor, "client") else connections.get("default")
    for statement in POSTGRES if client.capabilities.dialect == "postgres" else SQLITE:
        await client.execute_query(statement)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0044_holidays")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="Building",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "agency",
                            fields.ForeignKeyField(
                                "rakor.Agency",
                                source_field="agency_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="buildings",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(max_length=200)),
                        ("address", fields.CharField(default="", max_length=300)),
                        ("region", fields.CharField(default="", max_length=8)),
                        ("timezone", fields.CharField(max_length=40)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "building",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["agency_id"], name="building_agency"),
                            Index(fields=["region"], name="building_region"),
                        ],
                        "pk_attr": "id",
                        "table_description": "A house with rooms. `agency` owns it, `timezone` is the hour on its walls.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Room",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "building",
                            fields.ForeignKeyField(
                                "rakor.Building",
                                source_field="building_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="rooms",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "owner",
                            fields.ForeignKeyField(
                                "rakor.Agency",
                                source_field="owner_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="rooms",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(max_length=120)),
                        ("floor", fields.CharField(default="", max_length=40)),
                        ("seats", fields.IntField()),
                        (
                            "plans",
                            fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        ("video", fields.CharField(default="", max_length=200)),
                        ("wheelchair", fields.BooleanField(default=False)),
                        ("set_up_minutes", fields.IntField(default=0)),
                        ("clean_up_minutes", fields.IntField(default=0)),
                        ("needs_approval", fields.BooleanField(default=False)),
                        ("closed", fields.BooleanField(default=False)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "room",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("building_id", "name"), name="room_name")
                        ],
                        "indexes": [Index(fields=["owner_id"], name="room_owner")],
                        "pk_attr": "id",
                        "table_description": "A room in which meetings are held. `plans` are its seats by how they stand.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Booking",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "room",
                            fields.ForeignKeyField(
                                "rakor.Room",
                                source_field="room_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="bookings",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("starts_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("blocked_from", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("blocked_until", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "state",
                            fields.CharEnumField(
                                description="HELD: held\nASKED: asked\nBOOKED: booked\nREFUSED: refused\nFREED: freed\nEXPIRED: expired",
                                enum_type=BookingState,
                                max_length=12,
                            ),
                        ),
                        ("purpose", fields.CharField(max_length=300)),
                        (
                            "agency",
                            fields.ForeignKeyField(
                                "rakor.Agency",
                                source_field="agency_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="bookings",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "asked_by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="asked_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="bookings",
                                on_delete=OnDelete.SET_NULL,
                            ),
                        ),
                        (
                            "hold_until",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("people", fields.IntField(null=True)),
                        (
                            "seating",
                            fields.CharEnumField(
                                null=True,
                                description="THEATRE: theatre\nCLASSROOM: classroom\nU_SHAPE: u_shape\nBOARDROOM: boardroom\nBANQUET: banquet",
                                enum_type=Seating,
                                max_length=12,
                            ),
                        ),
                        (
                            "equipment",
                            fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        ("follows_plan", fields.BooleanField(default=False)),
                        ("reason", fields.CharField(default="", max_length=500)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "booking",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["room_id", "blocked_from"], name="booking_room"),
                            Index(fields=["agency_id"], name="booking_agency"),
                            Index(fields=["asked_by_id"], name="booking_asked_by"),
                            Index(fields=["state", "hold_until"], name="booking_hold"),
                        ],
                        "pk_attr": "id",
                        "table_description": "A room for a span of time. What it blocks is longer by the minutes to set up and clean.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Equipment",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "building",
                            fields.ForeignKeyField(
                                "rakor.Building",
                                source_field="building_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="equipment",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "room",
                            fields.ForeignKeyField(
                                "rakor.Room",
                                source_field="room_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="equipment",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="PROJECTOR: projector\nSCREEN: screen\nVIDEO_SET: video_set\nMICROPHONE: microphone\nSOUND: sound\nLAPTOP: laptop\nPRINTER: printer\nWHITEBOARD: whiteboard\nINTERPRETER_BOOTH: interpreter_booth\nHEARING_LOOP: hearing_loop",
                                enum_type=EquipmentKind,
                                max_length=24,
                            ),
                        ),
                        ("count", fields.IntField()),
                    ],
                    options={
                        "table": "equipment",
                        "app": "rakor",
                        "indexes": [Index(fields=["building_id"], name="equipment_building")],
                        "pk_attr": "id",
                        "table_description": "So many things of a kind: those of one room, or without one, movable in the building.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="RoomUse",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "meeting",
                            fields.ForeignKeyField(
                                "rakor.Meeting",
                                source_field="meeting_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="room_uses",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("recurrence_id", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "booking",
                            fields.ForeignKeyField(
                                "rakor.Booking",
                                source_field="booking_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="uses",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                    ],
                    options={
                        "table": "room_use",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("meeting_id", "recurrence_id"), name="room_use_once"
                            )
                        ],
                        "indexes": [Index(fields=["booking_id"], name="room_use_booking")],
                        "pk_attr": "id",
                        "table_description": "The booking of one day of a meeting, by the start that its rule gave that day.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        ops.RunSQL("CREATE UNIQUE INDEX room_name ON room (building_id, name)"),
        ops.RunSQL("CREATE UNIQUE INDEX room_use_once ON room_use (meeting_id, recurrence_id)"),
        Together(
            [
                ops.AddField(
                    model_name="Meeting",
                    name="online_seats",
                    field=fields.IntField(null=True),
                ),
                ops.AddField(
                    model_name="Meeting",
                    name="register_room",
                    field=fields.ForeignKeyField(
                        "rakor.Room",
                        source_field="register_room_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="meetings",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ops.AddField(
                    model_name="Meeting",
                    name="seating",
                    field=fields.CharEnumField(
                        null=True,
                        description="THEATRE: theatre\nCLASSROOM: classroom\nU_SHAPE: u_shape\nBOARDROOM: boardroom\nBANQUET: banquet",
                        enum_type=Seating,
                        max_length=12,
                    ),
                ),
                ops.AddIndex(
                    model_name="Meeting",
                    index=Index(fields=["register_room_id"], name="meeting_register_room"),
                ),
            ]
        ),
        ops.RunPython(keep_alone),
    ]
