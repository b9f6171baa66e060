"""A draft whose time is being asked about: some have answered, one who is required cannot come."""

from datetime import UTC, datetime, timedelta

from rakor.accounts.models import User
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.invitations.queries import personal_token
from rakor.meetings import operations as meetings
from rakor.meetings.operations import Facts
from rakor.scheduling import operations, queries
from rakor.scheduling.rules.polls import Ballot, OptionFacts, OptionSaid, PollFacts

ASKED = (
    ("Bagus Prakosa", "bagus@bkn.example.go.id", "BKN", ("yes", "no", "if_need_be")),
    ("Melati Puspitasari", "melati.p@kemenkes.example.go.id", "KEMENKES", ("no", "yes", "yes")),
    ("Yohanes Dumatubun", "yohanes.d@pps.example.go.id", "PPS", ("if_need_be", "yes", "no")),
    ("Siti Rahmawati", "siti.r@kemenkeu.example.go.id", "KEMENKEU", ()),
)


async def furnish_poll(rina: User) -> dict[str, str]:
    """Keys of the meeting, and the link of the one who has not answered."""
    now = datetime.now(UTC)
    first = (now + timedelta(days=21)).replace(hour=2, minute=0, second=0, microsecond=0)
    facts = {
        "title": "Rapat Koordinasi Anggaran Pengembangan Kompetensi",
        "mode": "in_person",
        "starts_at": first.isoformat(),
        "ends_at": (first + timedelta(hours=2)).isoformat(),
        "organizer": "BPSDM",
        "room": "Ruang Rapat Melati",
        "venue": {"name": "Kampus BPSDM"},
    }
    draft = await meetings.draft_meeting(Facts.model_validate(facts), by=rina)
    wishes = [Wish(email=email, name=name, agency=code) for name, email, code, _ in ASKED]
    seats = await invitations.invite(draft.id, wishes, by=rina)
    options = [
        OptionFacts(
            day=(first + timedelta(days=n)).date(), clock=at, minutes=120, timezone="Asia/Jakarta"
        )
        for n, at in ((0, "09:00"), (0, "13:00"), (1, "09:00"))
    ]
    note = "Mohon dijawab oleh pejabat yang akan hadir."
    asks = PollFacts(options=options, deadline=now + timedelta(days=5), note=note)
    poll = await operations.begin_poll(draft.id, asks, by=rina)
    rows = await queries.options_of(poll)
    for seat, (_name, _email, _code, said) in zip(seats, ASKED, strict=True):
        if said:
            ballot = Ballot(
                options={
                    str(row.id): OptionSaid(choice=choice, revision=1)
                    for row, choice in zip(rows, said, strict=True)
                },
                comment="Paling lambat selesai pukul 15.00." if seat is seats[0] else "",
            )
            await operations.answer_poll(poll.id, seat, ballot, via="page", by=None)
    last = await Invitation.get(id=seats[-1].id)
    return {"polled": str(draft.id), "poll_token": personal_token(last)}
