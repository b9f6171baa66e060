"""What agencies owe in the furnished week: reports, evidence, a link, and one handed on."""

from rakor.accounts.models import User
from rakor.followups import operations, queries
from rakor.followups.operations import Reporter, Said, Telling, handed
from rakor.followups.rules import FollowUpState
from rakor.live.models import Commitment
from rakor.meetings.models import Meeting

PAPER = b"%PDF-1.7 daftar kuota kursi pelatihan"


async def furnish_promises(
    made: dict[str, Meeting], organizer: User, owed: Commitment
) -> dict[str, str]:
    """The secret of the link of the agency that owes it, which has reported by it."""
    meeting = await Meeting.get(id=(await owed.decision).meeting_id)
    code = (await owed.agency).code
    [made_link] = await operations.tell(
        meeting.id, [Telling(code, "sekretariat@bkn.example.go.id")], by=organizer
    )
    link = await queries.link_by_token(queries.link_token(made_link))
    said = Said(
        FollowUpState.IN_PROGRESS,
        "Daftar kuota sudah disusun bersama unit kepegawaian.",
        "Nota dinas 12/2030",
        40,
        handed([(PAPER, "daftar-kuota.pdf")]),
    )
    await operations.report_by_link(
        link, owed.id, said, Reporter("Galih Prasetyawan", "Kepala Bagian Umum")
    )
    return {"follow_up_token": queries.link_token(link), "promised": str(meeting.id)}
