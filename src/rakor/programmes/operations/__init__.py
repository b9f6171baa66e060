"""What people do to programmes. Each function is one transaction and one journal entry."""

from rakor.programmes.operations.inviting import invite
from rakor.programmes.operations.moving import move
from rakor.programmes.operations.planning import change, plan_programme, remove
from rakor.programmes.operations.printing import rundown_pdf
from rakor.programmes.operations.rundown import set_rundown
from rakor.programmes.operations.sessions import (
    add_session,
    call_off,
    change_session,
    link_meeting,
    remove_session,
    restore,
)

__all__ = [
    "add_session",
    "call_off",
    "change",
    "change_session",
    "invite",
    "link_meeting",
    "move",
    "plan_programme",
    "remove",
    "remove_session",
    "restore",
    "rundown_pdf",
    "set_rundown",
]
