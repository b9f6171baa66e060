"""The doors of programmes: their agency plans them, and everybody reads what is public."""

from rakor.accounts.rules import Right, Role

from ..world import OURS, Stage, Who
from .ground import Door, Doors, anybody, signed_in

LIST = "/programmes"
ONE = LIST + "/{programme:uuid}"
SESSION = ONE + "/sessions/{session:uuid}"
API = "/api/v1"
OWN, OFF = {"session": "programme_session"}, {"session": "cancelled_session"}
DAYS = {"first_day": "2031-04-01", "last_day": "2031-04-02"}
TIMES = {"starts_at": "{programme_starts}", "ends_at": "{programme_ends}"}
WHO = "Siti <siti@bkn.example.go.id>"


def plans_ours(who: Who, _stage: Stage) -> bool:
    """A programme of our agency is planned by those who prepare its meetings, and by admins."""
    return who.role is Role.ADMIN or (who.may(Right.MAKE_MEETINGS) and who.agency == OURS)


def planned(body: object = None, keys: dict[str, str] | None = None) -> Door:
    """A door for those who plan the programme."""
    return Door(plans_ours, body, keys=keys or {})


PROGRAMMES: Doors = {
    f"GET {LIST}": Door(signed_in),
    f"GET {LIST}/new": Door(Right.MAKE_MEETINGS),
    f"POST {LIST}/new": Door(Right.MAKE_MEETINGS, {"title": "Pekan", **DAYS}),
    f"GET {ONE}": planned(),
    f"GET {ONE}/edit": planned(),
    f"POST {ONE}/edit": planned({"theme": "Baru"}),
    f"POST {ONE}/remove": planned({}),
    f"GET {ONE}/sessions": planned(),
    f"POST {ONE}/sessions": planned({"title": "Jamuan", **TIMES}),
    f"GET {ONE}/meetings": planned(),
    f"POST {ONE}/meetings": planned({"meeting": "{free_meeting}"}),
    f"GET {SESSION}": planned(keys=OWN),
    f"POST {SESSION}": planned({"title": "Sidang lain"}, OWN),
    f"POST {SESSION}/cancel": planned({}, OWN),
    f"GET {SESSION}/restore": planned(keys=OFF),
    f"POST {SESSION}/restore": planned({}, OFF),
    f"POST {SESSION}/remove": planned({}, OWN),
    f"GET {SESSION}/rundown": planned(keys=OWN),
    f"POST {SESSION}/rundown": planned({"do": "save", "lines.0.title": "Doa"}, OWN),
    f"GET {ONE}/rundown.pdf": planned(),
    f"GET {ONE}/move": planned(),
    f"POST {ONE}/move": planned({"days": "1"}),
    f"GET {ONE}/invite": planned(),
    f"POST {ONE}/invite": planned({"sessions[]": "{programme_event}", "lines": WHO}),
    f"GET {ONE}/public": Door(anybody),
    f"GET {LIST}/{{programme:uuid}}.ics": Door(anybody),
    f"GET {API}{LIST}": Door(signed_in),
    f"POST {API}{LIST}": Door(Right.MAKE_MEETINGS, {"title": "Pekan", **DAYS}),
    f"GET {API}{ONE}": planned(),
    f"PATCH {API}{ONE}": planned({"theme": "Baru"}),
    f"DELETE {API}{ONE}": planned(),
    f"POST {API}{ONE}/sessions": planned({"title": "Jamuan", **TIMES}),
    f"POST {API}{ONE}/meetings": planned({"meeting": "{free_meeting}"}),
    f"GET {API}{SESSION}": planned(keys=OWN),
    f"PATCH {API}{SESSION}": planned({"title": "Sidang lain"}, OWN),
    f"DELETE {API}{SESSION}": planned(keys=OWN),
    f"POST {API}{SESSION}/cancel": planned({}, OWN),
    f"POST {API}{SESSION}/restore": planned({}, OFF),
    f"PUT {API}{SESSION}/rundown": planned({"lines": []}, OWN),
    f"POST {API}{ONE}/move": planned({"days": 1}),
    f"POST {API}{ONE}/invite": planned({"to": [{"email": "siti@bkn.example.go.id"}]}),
}
