"""Photos of meetings, and releases: text and revisions, authors, quotes that are agreed to."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels
from rakor.documents.pictures import PictureKind
from rakor.minutes.rules.photos import PhotoConsent
from rakor.press.rules.states import QuoteState, ReleaseState

UNIQUE = (
    ("photo_person_once", "photo_person", "photo_id, person_id"),
    ("release_slug", "press_release", "slug"),
    ("release_meeting_once", "release_meeting", "release_id, meeting_id"),
    ("release_quote_digest", "release_quote", "digest"),
    ("release_photo_once", "release_photo", "release_id, photo_id"),
    ("release_revision_once", "release_revision", "release_id, number"),
)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0033_promises")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="Photo",
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
                                related_name="photos",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("position", fields.IntField()),
                        ("caption", fields.CharField(max_length=500)),
                        ("alternative", fields.CharField(max_length=500)),
                        ("taken_on", fields.DateField(null=True)),
                        ("photographer", fields.CharField(default="", max_length=200)),
                        (
                            "consent",
                            fields.CharEnumField(
                                default=PhotoConsent.NOT_ASKED,
                                description="NOT_ASKED: not_asked\nRECORD: record\nPUBLIC: public",
                                enum_type=PhotoConsent,
                                max_length=12,
                            ),
                        ),
                        ("consent_note", fields.CharField(default="", max_length=1000)),
                        (
                            "recorded_by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="recorded_by_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="photos_recorded",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="JPG: jpg\nPNG: png\nWEBP: webp",
                                enum_type=PictureKind,
                                max_length=4,
                            ),
                        ),
                        ("width", fields.IntField()),
                        ("height", fields.IntField()),
                        ("turned", fields.BooleanField(default=False)),
                        ("size", fields.IntField()),
                        ("sha256", fields.CharField(max_length=64)),
                        ("added_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "withdrawn_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "removed_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "photo",
                        "app": "rakor",
                        "indexes": [Index(fields=["meeting_id", "position"], name="photo_meeting")],
                        "pk_attr": "id",
                        "table_description": "A photo of a meeting with its words. Its bytes are a file named by its key.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="PhotoPerson",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "photo",
                            fields.ForeignKeyField(
                                "rakor.Photo",
                                source_field="photo_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="people",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="person_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="photos",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(max_length=300)),
                        (
                            "withdrawn_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "photo_person",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("photo_id", "person_id"), name="photo_person_once"
                            )
                        ],
                        "indexes": [Index(fields=["person_id"], name="photo_person_person")],
                        "pk_attr": "id",
                        "table_description": "Somebody whom a photo names, who may take their consent back.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Release",
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
                                related_name="releases",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "state",
                            fields.CharEnumField(
                                default=ReleaseState.DRAFT,
                                description="DRAFT: draft\nAPPROVED: approved\nPUBLISHED: published\nWITHDRAWN: withdrawn",
                                enum_type=ReleaseState,
                                max_length=12,
                            ),
                        ),
                        ("slug", fields.CharField(max_length=60)),
                        ("headline", fields.CharField(max_length=300)),
                        ("city", fields.CharField(max_length=80)),
                        ("dated", fields.DateField()),
                        ("lead", fields.TextField(default="", unique=False)),
                        ("body", fields.TextField(default="", unique=False)),
                        (
                            "results",
                            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        (
                            "counts",
                            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        ("shows_counts", fields.BooleanField(default=True)),
                        ("about", fields.TextField(default="", unique=False)),
                        ("contact", fields.CharField(default="", max_length=1000)),
                        (
                            "embargo_until",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("featured", fields.BooleanField(default=False)),
                        (
                            "drafted_by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="drafted_by_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="releases_drafted",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("drafted_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("edited_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "approved_by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="approved_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="releases_approved",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "approved_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "published_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "withdrawn_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("reason", fields.CharField(default="", max_length=1000)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "press_release",
                        "app": "rakor",
                        "constraints": [UniqueConstraint(fields=("slug",), name="release_slug")],
                        "indexes": [
                            Index(fields=["meeting_id"], name="release_meeting_first"),
                            Index(fields=["state", "published_at"], name="release_state"),
                        ],
                        "pk_attr": "id",
                        "table_description": "What the public is told of one or several meetings, kept by those who prepare the first.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="ReleaseAuthor",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "release",
                            fields.ForeignKeyField(
                                "rakor.Release",
                                source_field="release_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="authors",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("position", fields.IntField()),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="person_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="releases_written",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(max_length=300)),
                        ("title", fields.CharField(default="", max_length=200)),
                    ],
                    options={
                        "table": "release_author",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["release_id", "position"], name="release_author_release"),
                            Index(fields=["person_id"], name="release_author_person"),
                        ],
                        "pk_attr": "id",
                        "table_description": "A name of the byline, with `person` where it is one of those who prepare the meeting.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="ReleaseMeeting",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "release",
                            fields.ForeignKeyField(
                                "rakor.Release",
                                source_field="release_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="further",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "meeting",
                            fields.ForeignKeyField(
                                "rakor.Meeting",
                                source_field="meeting_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="releases_too",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                    ],
                    options={
                        "table": "release_meeting",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("release_id", "meeting_id"), name="release_meeting_once"
                            )
                        ],
                        "indexes": [Index(fields=["meeting_id"], name="release_meeting_meeting")],
                        "pk_attr": "id",
                        "table_description": "A further meeting that a release is about.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="ReleasePhoto",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "release",
                            fields.ForeignKeyField(
                                "rakor.Release",
                                source_field="release_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="photos",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "photo",
                            fields.ForeignKeyField(
                                "rakor.Photo",
                                source_field="photo_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="releases",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("position", fields.IntField()),
                    ],
                    options={
                        "table": "release_photo",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("release_id", "photo_id"), name="release_photo_once"
                            )
                        ],
                        "indexes": [Index(fields=["photo_id"], name="release_photo_photo")],
                        "pk_attr": "id",
                        "table_description": "A photo that goes with a release, as long as those in it agree.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="ReleaseQuote",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "release",
                            fields.ForeignKeyField(
                                "rakor.Release",
                                source_field="release_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="quotes",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("position", fields.IntField()),
                        ("speaker", fields.CharField(max_length=300)),
                        ("office", fields.CharField(default="", max_length=300)),
                        ("text", fields.TextField(unique=False)),
                        (
                            "state",
                            fields.CharEnumField(
                                default=QuoteState.NOT_ASKED,
                                description="NOT_ASKED: not_asked\nASKED: asked\nAPPROVED: approved\nCHANGED: changed\nDECLINED: declined",
                                enum_type=QuoteState,
                                max_length=12,
                            ),
                        ),
                        ("email", fields.CharField(default="", max_length=254)),
                        ("generation", fields.IntField(default=0)),
                        ("digest", fields.CharField(null=True, max_length=64)),
                        (
                            "asked_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "answered_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("note", fields.CharField(default="", max_length=1000)),
                        (
                            "recorded_by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="recorded_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="quotes_recorded",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                    ],
                    options={
                        "table": "release_quote",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("digest",), name="release_quote_digest")
                        ],
                        "indexes": [
                            Index(fields=["release_id", "position"], name="release_quote_release")
                        ],
                        "pk_attr": "id",
                        "table_description": "Words of somebody in a release, printed once their office agreed to them.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="ReleaseRevision",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "release",
                            fields.ForeignKeyField(
                                "rakor.Release",
                                source_field="release_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="revisions",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("number", fields.IntField()),
                        ("content", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                        ("note", fields.CharField(default="", max_length=300)),
                        (
                            "by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="release_revisions",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("by_name", fields.CharField(default="", max_length=300)),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "release_revision",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("release_id", "number"), name="release_revision_once"
                            )
                        ],
                        "pk_attr": "id",
                        "table_description": "One state of the text with who wrote it, none is ever removed.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        *(
            ops.RunSQL(f"CREATE UNIQUE INDEX {name} ON {table} ({columns})")
            for name, table, columns in UNIQUE
        ),
    ]
