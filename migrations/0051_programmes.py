"""Programmes: linked events over several days, their sessions, and the lines of their rundowns."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels
from rakor.programmes.rules import LineKind

KINDS = "\n".join(f"{kind.name}: {kind.value}" for kind in LineKind)


def key() -> fields.UUIDField:
    return fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0047_busy")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="Programme",
                    fields=[
                        ("id", key()),
                        ("title", fields.CharField(max_length=300)),
                        ("theme", fields.CharField(default="", max_length=500)),
                        ("about", fields.TextField(default="", unique=False)),
                        (
                            "organizer",
                            fields.ForeignKeyField(
                                "rakor.Agency",
                                source_field="organizer_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="programmes",
                                on_delete=fields.RESTRICT,
                            ),
                        ),
                        ("host", fields.CharField(default="", max_length=200)),
                        ("place", fields.CharField(default="", max_length=200)),
                        ("address", fields.CharField(default="", max_length=300)),
                        ("timezone", fields.CharField(max_length=40)),
                        ("first_day", fields.DateField()),
                        ("last_day", fields.DateField()),
                        ("public", fields.BooleanField(default=False)),
                        ("changed_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "programme",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["organizer_id", "first_day"], name="programme_organizer")
                        ],
                        "pk_attr": "id",
                        "table_description": "Linked events over several days under one title (rangkaian acara).",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="ProgrammeSession",
                    fields=[
                        ("id", key()),
                        (
                            "programme",
                            fields.ForeignKeyField(
                                "rakor.Programme",
                                source_field="programme_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="sessions",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        (
                            "meeting",
                            fields.ForeignKeyField(
                                "rakor.Meeting",
                                source_field="meeting_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="programme_sessions",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        ("track", fields.CharField(default="", max_length=80)),
                        ("title", fields.CharField(default="", max_length=300)),
                        (
                            "starts_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "ends_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("room", fields.CharField(default="", max_length=120)),
                        (
                            "register_room",
                            fields.ForeignKeyField(
                                "rakor.Room",
                                source_field="register_room_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="programme_sessions",
                                on_delete=fields.RESTRICT,
                            ),
                        ),
                        (
                            "booking",
                            fields.ForeignKeyField(
                                "rakor.Booking",
                                source_field="booking_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="programme_sessions",
                                on_delete=fields.SET_NULL,
                            ),
                        ),
                        ("listed", fields.BooleanField(default=True)),
                        ("cancelled", fields.BooleanField(default=False)),
                        ("sequence", fields.IntField(default=0)),
                        ("changed_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "programme_session",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("meeting_id",), name="programme_session_meeting"
                            )
                        ],
                        "indexes": [
                            Index(fields=["programme_id"], name="programme_session_programme"),
                            Index(fields=["register_room_id"], name="programme_session_room"),
                            Index(fields=["booking_id"], name="programme_session_booking"),
                        ],
                        "pk_attr": "id",
                        "table_description": "One event of a programme: a meeting, or a session of its own with its time and room.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="RundownLine",
                    fields=[
                        ("id", key()),
                        (
                            "session",
                            fields.ForeignKeyField(
                                "rakor.ProgrammeSession",
                                source_field="session_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="rundown",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        ("position", fields.IntField()),
                        ("title", fields.CharField(max_length=300)),
                        ("minutes", fields.IntField()),
                        ("anchor", fields.CharField(default="", max_length=5)),
                        (
                            "kind",
                            fields.CharEnumField(
                                default=LineKind.ACTIVITY,
                                description=KINDS,
                                enum_type=LineKind,
                                max_length=12,
                            ),
                        ),
                        ("in_charge", fields.CharField(default="", max_length=200)),
                        ("mc", fields.CharField(default="", max_length=200)),
                        ("speaker", fields.CharField(default="", max_length=400)),
                        ("note", fields.CharField(default="", max_length=1000)),
                        ("backstage", fields.BooleanField(default=False)),
                    ],
                    options={
                        "table": "rundown_line",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["session_id", "position"], name="rundown_line_session")
                        ],
                        "pk_attr": "id",
                        "table_description": "A line of the rundown of a session, at a time that follows from those before it.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        ops.RunSQL(
            "CREATE UNIQUE INDEX programme_session_meeting ON programme_session (meeting_id);"
        ),
    ]
