"""The doors: whom each lets in, by the tables of rights, and what one has to bring."""

from collections.abc import Iterator

from .accounts import ACCOUNTS
from .archive import ARCHIVE
from .attendance import ATTENDANCE
from .audit import AUDIT
from .board import BOARD
from .delegations import DELEGATIONS
from .devices import DOORS_OF_DEVICES
from .directory import DIRECTORY
from .drafting import DRAFTING
from .feeds import FEEDS
from .followups import FOLLOWUPS
from .ground import GROUND, Door, Doors
from .groups import FILES, GROUPS
from .guests import GUESTS
from .holidays import HOLIDAYS
from .inbox import INBOX
from .invitations import INVITATIONS
from .issued import ISSUED
from .leaders import LEADERS
from .letters import LETTERS
from .links import LINKS
from .live import LIVE
from .materials import MATERIALS
from .meetings import MEETINGS
from .minutes import MINUTES
from .notices import NOTICES
from .online import ONLINE
from .outbox import OUTBOX
from .preparing import PREPARING
from .press import PRESS
from .privacy import PRIVACY
from .programmes import PROGRAMMES
from .register import REGISTER
from .rooms import ROOMS
from .scheduling import SCHEDULING
from .search import SEARCH
from .seats import SEATS
from .series import SERIES
from .speakers import SPEAKERS
from .sums import SUMS
from .votes import DOORS_OF_VOTES

DOORS: Doors = {
    **GROUND,
    **DIRECTORY,
    **GROUPS,
    **FILES,
    **HOLIDAYS,
    **ACCOUNTS,
    **ROOMS,
    **MEETINGS,
    **MATERIALS,
    **SCHEDULING,
    **PROGRAMMES,
    **DRAFTING,
    **LINKS,
    **PREPARING,
    **ARCHIVE,
    **GUESTS,
    **SERIES,
    **INVITATIONS,
    **DELEGATIONS,
    **INBOX,
    **OUTBOX,
    **BOARD,
    **FEEDS,
    **NOTICES,
    **LEADERS,
    **LETTERS,
    **ATTENDANCE,
    **ONLINE,
    **DOORS_OF_DEVICES,
    **SEATS,
    **SEARCH,
    **SUMS,
    **LIVE,
    **SPEAKERS,
    **DOORS_OF_VOTES,
    **MINUTES,
    **ISSUED,
    **FOLLOWUPS,
    **REGISTER,
    **PRESS,
    **AUDIT,
    **PRIVACY,
}


def ways() -> Iterator[tuple[str, Door]]:
    """Every way through every door: one may lead to things of several people."""
    for name, doors in DOORS.items():
        for door in doors if isinstance(doors, tuple) else (doors,):
            yield name, door
