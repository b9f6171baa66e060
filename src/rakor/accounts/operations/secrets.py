"""Secrets that must be read again are sealed with a key of this installation, one per purpose."""

import base64
import hashlib
import hmac
import secrets

from rakor.settings import settings


def _key(purpose: str) -> bytes:
    return hmac.new(settings().secret, f"accounts:{purpose}".encode(), hashlib.sha256).digest()


def seal(purpose: str, text: str) -> str:
    """A text that only this installation can read; AES-128 in CBC mode with HMAC (Fernet)."""
    from cryptography.fernet import Fernet

    return Fernet(base64.urlsafe_b64encode(_key(purpose))).encrypt(text.encode()).decode()


def unseal(purpose: str, sealed: str) -> str | None:
    """What was sealed; None when that was done with another key of the installation."""
    from cryptography.fernet import Fernet, InvalidToken

    try:
        return Fernet(base64.urlsafe_b64encode(_key(purpose))).decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def keyed_digest(purpose: str, text: str) -> str:
    """What is stored of a secret that is typed: its hash says nothing without the key."""
    return hmac.new(_key(purpose), text.encode(), hashlib.sha256).hexdigest()


def link_token() -> str:
    """128 random bits for a link, in letters and digits that survive every mail program."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()
