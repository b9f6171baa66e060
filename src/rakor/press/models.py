"""Tables of releases: their text and every revision of it, authors, quotes, photos and meetings."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Person
from rakor.meetings.models import Meeting
from rakor.minutes.models import Photo
from rakor.press.rules import QUOTE_STATES, RELEASE_STATES, QuoteState, ReleaseState


class Release(Model):
    """What the public is told of one or several meetings, kept by those who prepare the first.

    `counts` is a row for each meeting as its attendance was when the release took it.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="releases", on_delete=fields.CASCADE
    )
    state = fields.CharEnumField(ReleaseState, max_length=12, default=ReleaseState.DRAFT)
    slug = fields.CharField(max_length=60)
    headline = fields.CharField(max_length=300)
    city = fields.CharField(max_length=80)
    dated = cast("fields.Field[date]", fields.DateField())
    lead = fields.TextField(default="")
    body = fields.TextField(default="")
    results = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    counts = cast("fields.Field[list[dict[str, Any]]]", fields.JSONField(default=list))
    shows_counts = fields.BooleanField(default=True)
    about = fields.TextField(default="")
    contact = fields.CharField(max_length=1000, default="")
    embargo_until = fields.DatetimeField(null=True)
    featured = fields.BooleanField(default=False)
    drafted_by_id: UUID
    drafted_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="releases_drafted", on_delete=fields.RESTRICT
    )
    drafted_at = fields.DatetimeField()
    edited_at = fields.DatetimeField()
    approved_by_id: UUID | None
    approved_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="releases_approved", null=True, on_delete=fields.RESTRICT
    )
    approved_at = fields.DatetimeField(null=True)
    published_at = fields.DatetimeField(null=True)
    withdrawn_at = fields.DatetimeField(null=True)
    reason = fields.CharField(max_length=1000, default="")
    revision = fields.IntField(default=1)

    class Meta:
        table = "press_release"
        constraints = [UniqueConstraint(fields=("slug",), name="release_slug")]
        indexes = [
            Index(fields=("meeting_id",), name="release_meeting_first"),
            Index(fields=("state", "published_at"), name="release_state"),
        ]

    @property
    def state_word(self) -> str:
        """Where it stands, as a phrase of the catalogue."""
        return RELEASE_STATES[self.state]


class ReleaseMeeting(Model):
    """A further meeting that a release is about."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    release_id: UUID
    release: fields.ForeignKeyRelation[Release] = fields.ForeignKeyField(
        "rakor.Release", related_name="further", on_delete=fields.CASCADE
    )
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="releases_too", on_delete=fields.CASCADE
    )

    class Meta:
        table = "release_meeting"
        constraints = [
            UniqueConstraint(fields=("release_id", "meeting_id"), name="release_meeting_once")
        ]
        indexes = [Index(fields=("meeting_id",), name="release_meeting_meeting")]


class ReleaseAuthor(Model):
    """A name of the byline, with `person` where it is one of those who prepare the meeting."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    release_id: UUID
    release: fields.ForeignKeyRelation[Release] = fields.ForeignKeyField(
        "rakor.Release", related_name="authors", on_delete=fields.CASCADE
    )
    position = fields.IntField()
    person_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="releases_written", null=True, on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=300)
    title = fields.CharField(max_length=200, default="")

    class Meta:
        table = "release_author"
        indexes = [
            Index(fields=("release_id", "position"), name="release_author_release"),
            Index(fields=("person_id",), name="release_author_person"),
        ]


class ReleaseQuote(Model):
    """Words of somebody in a release, printed once their office agreed to them."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    release_id: UUID
    release: fields.ForeignKeyRelation[Release] = fields.ForeignKeyField(
        "rakor.Release", related_name="quotes", on_delete=fields.CASCADE
    )
    position = fields.IntField()
    speaker = fields.CharField(max_length=300)
    office = fields.CharField(max_length=300, default="")
    text = fields.TextField()
    state = fields.CharEnumField(QuoteState, max_length=12, default=QuoteState.NOT_ASKED)
    email = fields.CharField(max_length=254, default="")
    generation = fields.IntField(default=0)
    digest = cast("fields.Field[str | None]", fields.CharField(max_length=64, null=True))
    asked_at = fields.DatetimeField(null=True)
    answered_at = fields.DatetimeField(null=True)
    note = fields.CharField(max_length=1000, default="")
    # Who wrote down an answer that came another way; empty when the office answered by itself.
    recorded_by_id: UUID | None
    recorded_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="quotes_recorded", null=True, on_delete=fields.RESTRICT
    )

    class Meta:
        table = "release_quote"
        constraints = [UniqueConstraint(fields=("digest",), name="release_quote_digest")]
        indexes = [Index(fields=("release_id", "position"), name="release_quote_release")]

    @property
    def state_word(self) -> str:
        """What was said to it, as a phrase of the catalogue."""
        return QUOTE_STATES[self.state]


class ReleasePhoto(Model):
    """A photo that goes with a release, as long as those in it agree."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    release_id: UUID
    release: fields.ForeignKeyRelation[Release] = fields.ForeignKeyField(
        "rakor.Release", related_name="photos", on_delete=fields.CASCADE
    )
    photo_id: UUID
    photo: fields.ForeignKeyRelation[Photo] = fields.ForeignKeyField(
        "rakor.Photo", related_name="releases", on_delete=fields.CASCADE
    )
    position = fields.IntField()

    class Meta:
        table = "release_photo"
        constraints = [
            UniqueConstraint(fields=("release_id", "photo_id"), name="release_photo_once")
        ]
        indexes = [Index(fields=("photo_id",), name="release_photo_photo")]


class ReleaseRevision(Model):
    """One state of the text with who wrote it, none is ever removed."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    release_id: UUID
    release: fields.ForeignKeyRelation[Release] = fields.ForeignKeyField(
        "rakor.Release", related_name="revisions", on_delete=fields.CASCADE
    )
    number = fields.IntField()
    content = cast("fields.Field[dict[str, Any]]", fields.JSONField())
    note = fields.CharField(max_length=300, default="")
    by_id: UUID | None
    by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="release_revisions", null=True, on_delete=fields.RESTRICT
    )
    by_name = fields.CharField(max_length=300, default="")
    at = fields.DatetimeField()

    class Meta:
        table = "release_revision"
        constraints = [
            UniqueConstraint(fields=("release_id", "number"), name="release_revision_once")
        ]
