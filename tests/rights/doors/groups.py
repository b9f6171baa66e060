"""The doors of groups of offices, and of files of the directory."""

from rakor.accounts.rules import Right, Role

from ..world import OURS, Stage, Who
from .ground import Door, Doors, signed_in

A = "/api/v1"
G = "/directory/groups"
I = "/directory/import"  # noqa: E741 - where files are sent
ONE = "/{id:uuid}"
GROUP, COMMON = {"id": "our_group"}, {"id": "common_group"}
NEW_GROUP = {"name": "Camat baru", "office_kind": "camat", "regions": "Kalimantan Timur"}
NEW_GROUP_BY_CODE = {"name": "Camat baru", "office_kind": "camat", "regions": ["64"]}
LINE = "line=camat+se-Kaltim"
FILE = b"kode,nama\nBARU,Instansi Baru\n"
JOB = {"id": "job"}


def sees_our_groups(who: Who, _stage: Stage) -> bool:
    """A group of an agency is for those of it who see the directory, and for admins."""
    return who.role is Role.ADMIN or (who.may(Right.SEE_DIRECTORY) and who.agency == OURS)


def keeps_our_groups(who: Who, _stage: Stage) -> bool:
    """A group of an agency is changed by whoever prepares its meetings, and by admins."""
    return who.role is Role.ADMIN or (who.may(Right.ADD_PERSON) and who.agency == OURS)


def sent_it(who: Who, _stage: Stage) -> bool:
    """A file holds personal data: only our secretariat, who sent it, and admins see it."""
    return who.role is Role.ADMIN or who.name == "secretariat"


GROUPS: Doors = {
    f"GET {G}": Door(Right.SEE_DIRECTORY),
    f"GET {G}/new": (Door(Right.ADD_PERSON), Door(Right.ADD_PERSON, query=LINE)),
    f"POST {G}/new": (
        Door(Right.ADD_PERSON, NEW_GROUP),
        Door(Right.KEEP_REFERENCE, {**NEW_GROUP, "common": "true"}),
        Door(Right.ADD_PERSON, {**NEW_GROUP, "preview": "true"}),
    ),
    f"GET {G}{ONE}": (
        Door(Right.SEE_DIRECTORY, keys=COMMON),
        Door(sees_our_groups, keys=GROUP),
    ),
    f"GET {G}{ONE}/edit": (
        Door(Right.KEEP_REFERENCE, keys=COMMON),
        Door(keeps_our_groups, keys=GROUP),
    ),
    f"POST {G}{ONE}/edit": (
        Door(Right.KEEP_REFERENCE, NEW_GROUP, keys=COMMON),
        Door(keeps_our_groups, NEW_GROUP, keys=GROUP),
        Door(keeps_our_groups, {**NEW_GROUP, "preview": "true"}, keys=GROUP),
    ),
    f"POST {G}{ONE}/remove": (
        Door(Right.KEEP_REFERENCE, {}, keys=COMMON),
        Door(keeps_our_groups, {}, keys=GROUP),
    ),
    f"GET {A}/groups": Door(Right.SEE_DIRECTORY),
    f"POST {A}/groups": (
        Door(Right.ADD_PERSON, NEW_GROUP_BY_CODE),
        Door(Right.KEEP_REFERENCE, {**NEW_GROUP_BY_CODE, "common": True}),
    ),
    f"GET {A}/groups/expansion": Door(Right.SEE_DIRECTORY, query=LINE),
    f"GET {A}/groups{ONE}": (
        Door(Right.SEE_DIRECTORY, keys=COMMON),
        Door(sees_our_groups, keys=GROUP),
    ),
    f"GET {A}/groups{ONE}/expansion": (
        Door(Right.SEE_DIRECTORY, keys=COMMON),
        Door(sees_our_groups, keys=GROUP),
    ),
    f"PATCH {A}/groups{ONE}": (
        Door(Right.KEEP_REFERENCE, {"name": "Lain"}, keys=COMMON),
        Door(keeps_our_groups, {"name": "Lain"}, keys=GROUP),
    ),
    f"DELETE {A}/groups{ONE}": (
        Door(Right.KEEP_REFERENCE, keys=COMMON),
        Door(keeps_our_groups, keys=GROUP),
    ),
}

FILES: Doors = {
    f"GET {I}": Door(Right.KEEP_DIRECTORY),
    f"POST {I}": Door(Right.KEEP_DIRECTORY, {"kind": "agencies"}, file=FILE),
    f"GET {I}/template/{{what}}.{{ending}}": Door(signed_in),
    f"GET {I}{ONE}": Door(sent_it, keys=JOB),
    f"GET {I}{ONE}/progress": Door(sent_it, keys=JOB),
    f"GET {I}{ONE}/report.{{ending}}": Door(sent_it, keys=JOB),
    f"POST {I}{ONE}/confirm": Door(sent_it, {}, keys=JOB),
    f"POST {I}{ONE}/discard": Door(sent_it, {}, keys=JOB),
    "GET /directory/export": Door(signed_in),
    "GET /directory/export/{what}.{ending}": Door(signed_in),
    f"POST {A}/directory/import": Door(
        Right.KEEP_DIRECTORY, file=FILE, query="kind=agencies&dry_run=true"
    ),
}
