"""Tables of the ways in that take more than one step: links by mail, other providers."""

from typing import Any, cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.accounts.models.accounts import Account
from rakor.accounts.rules import LinkPurpose, StepKind
from rakor.database import new_id


class LinkWish(Model):
    """Somebody asked for a link to an address, known or not, until a worker has looked.

    Written alike for every address, so that asking tells nobody which ones have an account.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    purpose = fields.CharEnumField(LinkPurpose, max_length=16)
    email = fields.CharField(max_length=254)
    browser = fields.CharField(max_length=64, default="")
    next = fields.CharField(max_length=500, default="")
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "link_wish"


class MailedLink(Model):
    """A link that was mailed, good for one use, kept as a hash.

    `bound` is a hash of the password that was valid then: with another one the link is void.
    `browser` is a hash of what the browser holds that asked for it.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    digest = fields.CharField(max_length=64)
    purpose = fields.CharEnumField(LinkPurpose, max_length=16)
    account_id: UUID
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "rakor.Account", related_name="links", on_delete=fields.CASCADE
    )
    bound = fields.CharField(max_length=64)
    browser = fields.CharField(max_length=64, default="")
    next = fields.CharField(max_length=500, default="")
    expires_at = fields.DatetimeField()

    class Meta:
        table = "mailed_link"
        constraints = [UniqueConstraint(fields=("digest",), name="mailed_link_digest")]
        indexes = [Index(fields=("account_id",), name="mailed_link_account")]


class SignInStep(Model):
    """What a browser is in the middle of: the second step, a passkey, a visit to the provider."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    digest = fields.CharField(max_length=64)
    kind = fields.CharEnumField(StepKind, max_length=16)
    account_id: UUID | None
    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "rakor.Account", related_name="steps", null=True, on_delete=fields.CASCADE
    )
    data = cast("fields.Field[dict[str, Any]]", fields.JSONField(default=dict))
    expires_at = fields.DatetimeField()

    class Meta:
        table = "sign_in_step"
        constraints = [UniqueConstraint(fields=("digest",), name="sign_in_step_digest")]
        indexes = [Index(fields=("expires_at",), name="sign_in_step_expires")]


class ProviderSubject(Model):
    """Who somebody is at the provider (OIDC `iss` and `sub`), whatever their address becomes."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    account_id: UUID
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "rakor.Account", related_name="subjects", on_delete=fields.CASCADE
    )
    issuer = fields.CharField(max_length=300)
    subject = fields.CharField(max_length=255)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "provider_subject"
        constraints = [UniqueConstraint(fields=("issuer", "subject"), name="provider_subject_of")]
        indexes = [Index(fields=("account_id",), name="provider_subject_account")]
