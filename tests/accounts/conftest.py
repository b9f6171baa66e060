"""People with accounts and passwords, their mail, and the moment it is."""

import re
from collections.abc import Awaitable, Callable
from email import message_from_bytes, policy

import pytest

from rakor.accounts import operations
from rakor.accounts.models import Account
from rakor.accounts.rules import Role
from rakor.mail.models import OutgoingMail
from rakor.settings import settings

PASSWORD = "sandi yang panjang"
HERE = "192.0.2.7"
LINK = re.compile(r"http://rakor\.test(/sign-in/(?:reset|link)/[a-z2-7]{26})\s")


@pytest.fixture
async def account(db) -> Account:
    """Rina can sign in with PASSWORD."""
    return await operations.register_account(
        "rina@example.go.id", "Rina Halim", "BPSDM", Role.ORGANIZER, PASSWORD
    )


@pytest.fixture
def strange(as_person):
    """A browser that nobody is signed in with."""
    return as_person(None, page=True)


Mailed = Callable[[], Awaitable[list[str]]]


@pytest.fixture
def mailed(db) -> Mailed:
    """The worker writes what was wished for; gives the paths of all links mailed until now."""

    async def paths() -> list[str]:
        await operations.write_links()
        letters = await OutgoingMail.all().order_by("id")
        return [path for letter in letters for path in LINK.findall(text_of(letter))]

    return paths


def text_of(letter: OutgoingMail) -> str:
    message = message_from_bytes(bytes(letter.message), policy=policy.default)
    return message.get_body(("plain",)).get_content()


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch):
    """Set settings for one test: `setting(public_url="https://rakor.example.go.id")`."""

    def change(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setattr(settings(), name, value)

    return change
