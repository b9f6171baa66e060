"""Who can sign in to the demonstration, and what each of them shows."""

from rakor.accounts.rules import Role
from rakor.demo.story import Figure, read_story
from rakor.invitations.models import Invitation
from rakor.invitations.queries import personal_token
from rakor.invitations.rules import RsvpStatus
from rakor.words import _

FIRST = ("sc4", "sc0", "sc1", "sc2", "sc3")
_ORDER = [Role.ADMIN, Role.SECRETARIAT, Role.ORGANIZER, Role.PARTICIPANT]


async def sign_ins(base_url: str) -> list[str]:
    """Lines that tell where to go, who can sign in with which password, and what each can do."""
    stories = [read_story(name) for name in FIRST]
    lines = [_("Rakor contoh siap di {url}").format(url=base_url), ""]
    lines += [_("Kata sandi semua akun: {password}").format(password=stories[0].password)]
    for story in stories:
        able = [figure for figure in story.people if figure.role is not None]
        for figure in sorted(able, key=_rank):
            lines.append(f"  {figure.email:<58} {figure.can}")
    guest = await _waiting()
    if guest is not None:
        link = f"{base_url}/r/{personal_token(guest)}"
        lines += ["", _("Tanpa akun, sebagai {name}: {link}").format(name=guest.name, link=link)]
    return lines


def _rank(figure: Figure) -> int:
    return _ORDER.index(figure.role) if figure.role else len(_ORDER)


async def _waiting() -> Invitation | None:
    """Somebody who has yet to answer the meeting that can be tried."""
    today = read_story("today").events[0]
    return (
        await Invitation.filter(meeting__title=today.title, status=RsvpStatus.NO_RESPONSE)
        .order_by("-id")
        .first()
    )
