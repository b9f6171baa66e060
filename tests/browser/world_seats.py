"""Seats that agencies name people for, and a guest without an invitation who waits."""

from rakor.accounts.models import User
from rakor.attendance import operations as attendance
from rakor.attendance import queries
from rakor.attendance.operations import asking, nominating, planning
from rakor.attendance.operations.asking import Asking
from rakor.attendance.operations.planning import PlanFacts
from rakor.attendance.rules import Named, WalkIn, WalkInPolicy, Wish
from rakor.directory.models import Agency
from rakor.meetings.models import Meeting, Quota

SEATS = {"BKN": 2, "KEMENKES": 3, "PPS": 4}
PEOPLE = (
    Named(1, "Nur’aini Hasibuan", "nuraini@bkn.example.go.id", "Dr.", "S.T., M.T.", "Analis"),
    Named(2, "Galih Prasetyawan", "galih@bkn.example.go.id", "", "M.T.I."),
    Named(3, "Wahyuning Pertiwi", "wahyuning@bkn.example.go.id", "", "S.Psi.", "Kepala Bagian"),
)


async def furnish_seats(made: dict[str, Meeting], organizer: User) -> dict[str, str]:
    """The secret of the link of one of the agencies."""
    coming, running = made["scheduled"], made["running"]
    for code, seats in SEATS.items():
        await Quota.create(meeting=coming, agency=await Agency.get(code=code), seats=seats)
    [link, _other] = await asking.ask(coming.id, [Asking("BKN"), Asking("KEMENKES")], by=organizer)
    await nominating.nominate(coming.id, "BKN", PEOPLE, by=organizer)
    hold = PlanFacts(walk_ins=WalkInPolicy.HOLD)
    await planning.plan(running.id, hold, by=organizer)
    guest = WalkIn("Tamu yang Menunggu", "Dinas yang belum terdaftar", "Sekretaris")
    seen = Wish(nonce="tamu-yang-menunggu", walk_in=guest, device="Meja 2")
    await attendance.check_in(running.id, seen, by=organizer)
    await planning.plan(running.id, PlanFacts(), by=organizer)
    return {"nomination_token": queries.nomination_token(link)}
