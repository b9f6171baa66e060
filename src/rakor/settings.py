"""What an operator sets: environment variables, or a `.env` file beside the place Rakor runs in."""

import os
import secrets
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

from dotenv import dotenv_values
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "RAKOR_"


class UnknownSetting(SystemExit):
    """A RAKOR_ name nobody reads is a spelling mistake that would go unnoticed."""


class Settings(BaseSettings):
    """Every setting with its default; the names are fixed for scripts."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore")

    database_url: str = "sqlite://var/rakor.db"
    broker_url: str | None = Field(
        default=None, description="redis://host:6379: carries bells between processes"
    )
    public_url: str = "http://127.0.0.1:8000"
    secret_key: str = ""
    files: Path = Path("var/files")
    smtp_url: str | None = None
    mail_from: str = "Rakor <rakor@localhost>"
    mail_reply: str = "rsvp@localhost"
    mail_reply_token: Literal["local", "none"] = "local"  # noqa: S105 - not a password
    mail_trusted_receiver: str = Field(
        default="", description="The name (authserv-id) under which the mail server checks senders"
    )
    inbound_listen: str = Field(default="127.0.0.1:8025", description="Empty: do not listen")
    imap_url: str | None = Field(default=None, description="imaps://user:password@host/folder")
    timezone: str = "Asia/Jakarta"
    locale: Literal["id", "en"] = "id"
    trusted_proxies: str = ""
    oidc_issuer: str = Field(default="", description="A provider people may also sign in with")
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = Field(default="", description="What the button calls the provider")
    oidc_hosts: str = Field(default="", description="Its further hosts that may be called")
    oidc_agency_claim: str = Field(default="", description="The claim that holds an agency's code")
    oidc_role_claim: str = ""
    oidc_roles: str = Field(default="", description="claim value=role, …; others are never given")
    zoom_webhook_secret: str = Field(
        default="", description="The secret token of the Zoom app; empty: no webhooks are taken"
    )
    zoom_account_id: str = Field(default="", description="Of a Server-to-Server OAuth app of Zoom")
    zoom_client_id: str = ""
    zoom_client_secret: str = ""
    zoom_user: str = Field(default="me", description="Whose meetings they become at Zoom")
    zoom_url: str = "https://api.zoom.us/v2"
    zoom_oauth_url: str = "https://zoom.us/oauth/token"
    jitsi_url: str = Field(default="", description="An own Jitsi server that asks for tokens")
    jitsi_app_id: str = ""
    jitsi_secret: str = ""
    calendar_hosts: str = Field(
        default="", description="Internal hosts whose calendars may be read: host, host:port"
    )
    demo: bool = Field(default=False, description="Buttons that only a demonstration may have")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"{value} is not an IANA time zone")
        return value

    @field_validator("public_url")
    @classmethod
    def _bare_url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @field_validator("broker_url")
    @classmethod
    def _known_broker(cls, value: str | None) -> str | None:
        if not value:
            return None
        if urlsplit(value).scheme not in ("redis", "rediss", "unix"):
            raise ValueError("must be redis://, rediss:// or unix://")
        if find_spec("redis") is None:
            raise ValueError("needs a package that is not installed: pip install 'rakor[redis]'")
        return value

    @field_validator("imap_url")
    @classmethod
    def _safe_mailbox(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "imaps://user@host")
        local = parts.hostname in ("127.0.0.1", "localhost", "::1")
        if parts.scheme not in ("imap", "imaps") or not parts.hostname or not parts.username:
            raise ValueError("must be imaps://user:password@host:port/folder")
        if parts.scheme == "imap" and not local:
            raise ValueError("imap:// would send the password readable; use imaps://")
        if not unquote(value or "x").isprintable():
            raise ValueError("must hold no control characters")
        return value or None

    @field_validator("oidc_issuer", "zoom_url", "zoom_oauth_url", "jitsi_url")
    @classmethod
    def _safe_server(cls, value: str) -> str:
        local = urlsplit(value).hostname in ("127.0.0.1", "localhost", "::1")
        if value and not value.startswith("https://") and not (local and value[:7] == "http://"):
            raise ValueError("must begin with https://")
        return value

    @field_validator("jitsi_secret")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        # RFC 7518 section 3.2 asks for as many bits as the hash has; Jitsi itself for none.
        if value and len(value) < 16:
            raise ValueError("must have 16 characters or more")
        return value

    @property
    def secure(self) -> bool:
        """Whether people reach Rakor over TLS, so that cookies may be marked Secure."""
        return self.public_url.startswith("https://")

    @property
    def has_zoom(self) -> bool:
        """Whether meetings can be made at Zoom."""
        return bool(self.zoom_account_id and self.zoom_client_id and self.zoom_client_secret)

    @property
    def has_jitsi(self) -> bool:
        """Whether rooms can be made on an own Jitsi server."""
        return bool(self.jitsi_url and self.jitsi_app_id and self.jitsi_secret)

    @property
    def secret(self) -> bytes:
        """The key that personal links and check-in codes are derived from."""
        return _secret(self.secret_key, str(self.files))


@lru_cache(maxsize=8)
def _secret(given: str, files: str) -> bytes:
    """Thousands of letters ask for it, the file is read once."""
    return (given or kept_secret(Path(files).parent / "secret.key")).encode()


def kept_secret(path: Path) -> str:
    """The secret of this installation, made at the first start, readable by its owner only.

    Written under another name and linked into place, so that two processes starting at once
    agree on one.
    """
    if path.exists():
        return path.read_text().strip()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()


def read_settings() -> Settings:
    """The settings of this process. Refuses unknown RAKOR_ names, which are spelling mistakes."""
    names = {name.upper() for name in (*os.environ, *dotenv_values(".env"))}
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    if unknown := sorted(name for name in names if name.startswith(PREFIX) and name not in known):
        raise UnknownSetting(f"Unknown setting {', '.join(unknown)}. Known: {sorted(known)}")
    try:
        return Settings()
    except ValidationError as error:
        lines = (f"{PREFIX}{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
        raise SystemExit("\n".join(lines)) from None


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings, read once."""
    return read_settings()
