"""What every act on personal data begins and ends with."""

from dataclasses import dataclass
from email.utils import parseaddr
from uuid import UUID

from rakor import journal, words
from rakor.accounts.models import User
from rakor.directory.models import Person
from rakor.mail import outbox
from rakor.mail.compose import Address, compose
from rakor.settings import settings
from rakor.web.templates import render

PRIVACY = journal.stream_of("privacy")


@dataclass(frozen=True, slots=True)
class OfficerKeeper:
    """The officer as a keeper of the directory, for a correction that somebody has asked for.

    The law gives the person the correction, so whoever answers the request may write it down.
    """

    user: User
    is_admin: bool = True
    sees_directory: bool = True
    sees_every_agency: bool = True
    adds_people: bool = True
    keeps_directory: bool = True
    keeps_reference: bool = False
    keeps_accounts: bool = False

    @property
    def id(self) -> UUID:
        return self.user.id

    @property
    def full_name(self) -> str:
        return self.user.full_name

    @property
    def agency_id(self) -> UUID | None:
        return self.user.agency_id

    @property
    def agency_path(self) -> str:
        return self.user.agency_path


def language_of(person: Person) -> str:
    """The language that letters to this person are written in."""
    return person.locale or settings().locale


async def write_to(
    record: journal.Record, person: Person, purpose: str, subject: str, paragraphs: list[str]
) -> bool:
    """Put a letter to a person into the outbox; False when there is no address to write to."""
    if not person.email:
        return False
    mail = outbox.letter(
        purpose,
        to=person.email,
        name=person.full_name,
        subject=subject,
        at=record.at,
        subject_id=person.id,
    )
    sender, address = parseaddr(settings().mail_from)
    values = {"name": person.full_name, "subject": subject, "paragraphs": paragraphs}
    with words.speaking(language_of(person)):
        mail.message = compose(
            sender=Address(address, sender),
            to=Address(person.email, person.full_name),
            subject=subject,
            text=render("privacy/_letter.txt", **values),
            html=render("privacy/_letter.html", **values),
            message_id=mail.message_id,
            date=record.at,
            headers={"Auto-Submitted": "auto-generated"},
        )
    await outbox.enqueue([mail])
    return True
