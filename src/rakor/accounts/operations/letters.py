"""The letters that carry a link, in the language of whoever gets them."""

from datetime import datetime
from email.utils import parseaddr
from uuid import UUID

from rakor import words
from rakor.accounts.rules import LinkPurpose
from rakor.directory.models import Person
from rakor.mail import outbox
from rakor.mail.compose import Address, compose
from rakor.mail.models import OutgoingMail
from rakor.settings import settings
from rakor.web.templates import render
from rakor.words import N_, _

PATHS = {
    LinkPurpose.RESET: "/sign-in/reset/",
    LinkPurpose.INVITATION: "/sign-in/reset/",
    LinkPurpose.SIGN_IN: "/sign-in/link/",
}
SUBJECTS = {
    LinkPurpose.RESET: N_("Atur ulang kata sandi Rakor"),
    LinkPurpose.INVITATION: N_("Akun Rakor untuk Anda"),
    LinkPurpose.SIGN_IN: N_("Tautan masuk ke Rakor"),
}
LEADS = {
    LinkPurpose.RESET: N_("Kami menerima permintaan untuk mengatur ulang kata sandi akun Anda."),
    LinkPurpose.INVITATION: N_("Akun Rakor sudah dibuka untuk Anda. Buat kata sandi, lalu masuk."),
    LinkPurpose.SIGN_IN: N_("Kami menerima permintaan untuk masuk ke akun Anda lewat surel."),
}
VERBS = {
    LinkPurpose.RESET: N_("Buat kata sandi baru"),
    LinkPurpose.INVITATION: N_("Buat kata sandi"),
    LinkPurpose.SIGN_IN: N_("Masuk ke Rakor"),
}
LASTS = {
    LinkPurpose.RESET: N_("Tautan berlaku satu jam dan hanya untuk satu kali pakai."),
    LinkPurpose.INVITATION: N_("Tautan berlaku tujuh hari dan hanya untuk satu kali pakai."),
    LinkPurpose.SIGN_IN: N_("Tautan berlaku lima belas menit dan hanya untuk satu kali pakai."),
}


def write_letter(
    link_id: UUID, person: Person, purpose: LinkPurpose, token: str, at: datetime
) -> OutgoingMail:
    """One letter to one person. An address that no letter can go to is a ValueError."""
    with words.speaking(person.locale or settings().locale):
        mail = outbox.letter(
            f"account:{link_id}",
            to=person.email or "",
            name=person.full_name,
            subject=_(SUBJECTS[purpose]),
            at=at,
            sealed=True,
        )
        name, sender = parseaddr(settings().mail_from)
        values = {
            "heading": mail.subject,
            "name": person.full_name,
            "lead": _(LEADS[purpose]),
            "verb": _(VERBS[purpose]),
            "lasts": _(LASTS[purpose]),
            "unasked": purpose is not LinkPurpose.INVITATION,
            "link": f"{settings().public_url}{PATHS[purpose]}{token}",
        }
        mail.message = compose(
            sender=Address(sender, name),
            to=Address(mail.to_address, person.full_name),
            subject=mail.subject,
            text=render("mail/account_link.txt", **values),
            html=render("mail/account_link.html", **values),
            message_id=mail.message_id,
            date=at,
            headers={"Auto-Submitted": "auto-generated"},
        )
    return mail
