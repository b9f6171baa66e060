"""Tables of what proves who somebody is beside a password: codes of an app, passkeys."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.accounts.models.accounts import Account
from rakor.database import new_id


class Totp(Model):
    """An authenticator app (RFC 6238), its secret is sealed and counts once it was confirmed.

    `last_step` is the latest time step whose code was taken: no code is taken twice.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    account_id: UUID
    account: fields.OneToOneRelation[Account] = fields.OneToOneField(
        "rakor.Account", related_name="totp", on_delete=fields.CASCADE
    )
    sealed = fields.CharField(max_length=300)
    confirmed_at = fields.DatetimeField(null=True)
    last_step = fields.BigIntField(default=0)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "totp"


class RecoveryCode(Model):
    """A code for when the app is lost, good for one sign-in, kept as a hash."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    account_id: UUID
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "rakor.Account", related_name="recovery_codes", on_delete=fields.CASCADE
    )
    digest = fields.CharField(max_length=64)

    class Meta:
        table = "recovery_code"
        constraints = [UniqueConstraint(fields=("account_id", "digest"), name="recovery_code_once")]


class Passkey(Model):
    """A key on a device or in a password manager (WebAuthn), of which we hold the public half."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    account_id: UUID
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "rakor.Account", related_name="passkeys", on_delete=fields.CASCADE
    )
    credential = fields.CharField(max_length=1400)
    public_key = fields.BinaryField()
    sign_count = fields.BigIntField(default=0)
    name = fields.CharField(max_length=80)
    created_at = fields.DatetimeField(auto_now_add=True)
    last_used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "passkey"
        constraints = [UniqueConstraint(fields=("credential",), name="passkey_credential")]
        indexes = [Index(fields=("account_id",), name="passkey_account")]
