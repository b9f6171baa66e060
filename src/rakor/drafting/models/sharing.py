"""Tables of a draft that is shown before it is out: to whom, and what they commented."""

from typing import cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Office, Person
from rakor.drafting.rules.sharing import (
    COMMENT_STATES,
    PLACES,
    CommentState,
    Place,
    Proposal,
)
from rakor.meetings.models import Meeting


class SharedDraft(Model):
    """A draft that is shown for comments, once for each meeting, and maybe again.

    `told_at` is up to when its organizer was written to about comments.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="shared_drafts", on_delete=fields.CASCADE
    )
    deadline = fields.DatetimeField()
    note = fields.TextField(default="")
    materials = fields.BooleanField(default=False)
    shared_by_id: UUID
    shared_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="drafts_shared", on_delete=fields.RESTRICT
    )
    shared_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    told_at = fields.DatetimeField()
    revision = fields.IntField(default=1)

    class Meta:
        table = "shared_draft"
        constraints = [UniqueConstraint(fields=("meeting_id",), name="shared_draft_meeting")]
        indexes = [Index(fields=("ended_at", "deadline"), name="shared_draft_due")]


class DraftReader(Model):
    """Somebody to whom a draft is shown by a link of their own, of which only the hash is kept.

    The link is derived from the installation's secret and `generation`. With `removed_at` it opens
    nothing any more, and what they said stays.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    shared_id: UUID
    shared: fields.ForeignKeyRelation[SharedDraft] = fields.ForeignKeyField(
        "rakor.SharedDraft", related_name="readers", on_delete=fields.CASCADE
    )
    person_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="drafts_read", null=True, on_delete=fields.RESTRICT
    )
    office_id: UUID | None
    office: fields.ForeignKeyNullableRelation[Office] = fields.ForeignKeyField(
        "rakor.Office", related_name="drafts_read", null=True, on_delete=fields.RESTRICT
    )
    email = fields.CharField(max_length=254)
    name = fields.CharField(max_length=400)
    office_title = fields.CharField(max_length=250, default="")
    agency_name = fields.CharField(max_length=200, default="")
    confidential = fields.BooleanField(default=False)
    digest = fields.CharField(max_length=64)
    generation = fields.IntField(default=1)
    letters = fields.IntField(default=0)
    told_at = fields.DatetimeField(null=True)
    opened_at = fields.DatetimeField(null=True)
    done_at = fields.DatetimeField(null=True)
    removed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "draft_reader"
        constraints = [
            UniqueConstraint(fields=("shared_id", "email"), name="draft_reader_once"),
            UniqueConstraint(fields=("digest",), name="draft_reader_digest"),
        ]

    @property
    def called(self) -> str:
        """As whom they read: the office where one was asked, else the name."""
        return self.office_title or self.name


class DraftComment(Model):
    """What somebody said about a draft, a reply to it, or what they propose to add.

    Written by a reader, or by one of those who prepare the meeting (`author`). Replies have a
    `parent` and no state of their own.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    shared_id: UUID
    shared: fields.ForeignKeyRelation[SharedDraft] = fields.ForeignKeyField(
        "rakor.SharedDraft", related_name="comments", on_delete=fields.CASCADE
    )
    parent_id: UUID | None
    parent: fields.ForeignKeyNullableRelation["DraftComment"] = fields.ForeignKeyField(
        "rakor.DraftComment", related_name="answers", null=True, on_delete=fields.CASCADE
    )
    reader_id: UUID | None
    reader: fields.ForeignKeyNullableRelation[DraftReader] = fields.ForeignKeyField(
        "rakor.DraftReader", related_name="comments", null=True, on_delete=fields.CASCADE
    )
    author_id: UUID | None
    author: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="draft_comments", null=True, on_delete=fields.RESTRICT
    )
    place = fields.CharEnumField(Place, max_length=8, default=Place.WHOLE)
    # The item with its title as it was: comments stay readable when it is taken off the agenda.
    item_id = fields.UUIDField(null=True)
    item_title = fields.CharField(max_length=500, default="")
    confidential = fields.BooleanField(default=False)
    text = fields.TextField(default="")
    proposal = fields.CharEnumField(Proposal, max_length=8, default=Proposal.NOTHING)
    title = fields.CharField(max_length=500, default="")
    email = cast("fields.Field[str]", fields.CharField(max_length=254, default=""))
    state = fields.CharEnumField(CommentState, max_length=8, default=CommentState.OPEN)
    at = fields.DatetimeField()
    settled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "draft_comment"
        indexes = [
            Index(fields=("shared_id", "at"), name="draft_comment_shared"),
            Index(fields=("parent_id",), name="draft_comment_parent"),
        ]

    @property
    def place_word(self) -> str:
        """What it is about, as a phrase of the catalogue."""
        return PLACES[self.place]

    @property
    def state_word(self) -> str:
        """What became of it, as a phrase of the catalogue."""
        return COMMENT_STATES[self.state]
