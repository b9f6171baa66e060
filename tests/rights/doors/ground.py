"""What a door is, the rules that several features share, and the doors that belong to none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rakor.accounts.rules import Right, Role
from rakor.meetings.rules import Action

from ..world import OURS, OWING, Stage, Who

# A right of the account, an action of the part in the meeting, or a rule of who knocks and how
# the meeting stands, whose docstring says it in words.
Rule = Callable[[Who, Stage], bool]
Need = Right | Action | Rule
HELD = frozenset({Stage.HELD})
BEGUN = frozenset({Stage.RUNNING, Stage.HELD, Stage.CLOSED})
RUNNING = frozenset({Stage.RUNNING, Stage.CLOSED})


@dataclass(frozen=True)
class Door:
    """Whom a door lets in, and what one has to bring so that nothing but rights can shut it.

    `body` is sent as a form to pages, as JSON to programs and where `json` says so, beside `file`
    in a form of parts. `keys` says what the names in the path stand for in the world, `cookies`
    what the browser holds. `stages` are those in which what the door leads to is there.
    """

    need: Need
    body: Any = None
    stages: frozenset[Stage] = field(default_factory=lambda: frozenset(Stage))
    keys: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    json: bool = False
    file: bytes = b""
    cookies: Mapping[str, str] = field(default_factory=dict)

    def opens(self, who: Who, stage: Stage) -> bool:
        if isinstance(self.need, Right):
            return who.may(self.need)
        if isinstance(self.need, Action):
            return who.acts(self.need, stage)
        return self.need(who, stage)


Doors = dict[str, Door | tuple[Door, ...]]


def anybody(_who: Who, _stage: Stage) -> bool:
    """Whoever comes, signed in or not."""
    return True


def signed_in(who: Who, _stage: Stage) -> bool:
    """Everybody with an account; what they see behind the door is theirs to see."""
    return who.role is not None


def admins(who: Who, _stage: Stage) -> bool:
    """What belongs to the whole installation."""
    return who.role is Role.ADMIN


def sees_bkn(who: Who, _stage: Stage) -> bool:
    """People and offices of another agency: those who see the directory, and its own people."""
    return who.may(Right.SEE_DIRECTORY) or (who.role is not None and who.agency == OWING)


def sees_ours(who: Who, _stage: Stage) -> bool:
    """People and offices of our agency: those who see the directory, and our own people."""
    return who.may(Right.SEE_DIRECTORY) or (who.role is not None and who.agency == OURS)


def keeps_ours(who: Who, _stage: Stage) -> bool:
    """Our agency has an agency admin, so it is changed by its own keepers and by admins only."""
    return who.role is Role.ADMIN or (who.may(Right.KEEP_DIRECTORY) and who.agency == OURS)


GROUND: Doors = {
    "GET /healthz": Door(anybody),
    "GET /readyz": Door(anybody),
    "GET /metrics": Door(anybody),
    "GET /openapi.json": Door(anybody),
    "GET /docs": Door(anybody),
    "GET /": Door(signed_in),
}
