"""Tables of accounts: who may sign in, by which ways, and in which browsers they are."""

from rakor.accounts.models.accounts import Account, ApiToken, FailedAttempt, Session
from rakor.accounts.models.factors import Passkey, RecoveryCode, Totp
from rakor.accounts.models.user import User
from rakor.accounts.models.ways import LinkWish, MailedLink, ProviderSubject, SignInStep

__all__ = [
    "Account",
    "ApiToken",
    "FailedAttempt",
    "LinkWish",
    "MailedLink",
    "Passkey",
    "ProviderSubject",
    "RecoveryCode",
    "Session",
    "SignInStep",
    "Totp",
    "User",
]
