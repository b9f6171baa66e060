"""A draft that is shown for comments, and one that its agency has to approve first."""

from datetime import UTC, datetime, timedelta

from rakor.accounts.models import User
from rakor.directory.models import Agency, Office, OfficeHolder
from rakor.drafting import operations
from rakor.drafting.models import ApprovalOffice, ApprovalPolicy, ApprovalStep, DraftReader
from rakor.drafting.queries.approval import step_token
from rakor.drafting.queries.sharing import reader_token
from rakor.drafting.rules.approval import AskFacts, Then
from rakor.drafting.rules.sharing import CommentFacts, Reader, ShareFacts
from rakor.invitations import operations as invitations
from rakor.invitations.operations import Wish
from rakor.meetings import operations as meetings
from rakor.meetings.operations import Changes, Facts, ItemFacts

INVITED = (
    ("Bagus Prakosa", "bagus@bkn.example.go.id", "BKN"),
    ("Melati Puspitasari", "melati.p@kemenkes.example.go.id", "KEMENKES"),
)


async def furnish_drafts(rina: User, chair: User) -> dict[str, str]:
    """Keys of both meetings, the link of a reader, and that of the office that is asked."""
    shown = await _draft("Rapat Koordinasi Rencana Aksi Pengembangan Kompetensi", rina)
    items = [
        await meetings.add_item(shown, ItemFacts(title=title, minutes=30), by=rina)
        for title in ("Pembukaan dan arahan", "Pembahasan rencana aksi per instansi")
    ]
    asks = ShareFacts(
        readers=[
            Reader(email="bagus@bkn.example.go.id"),
            Reader(email="nurul@luar.example.id", name="Nurul Hidayah"),
        ],
        deadline=datetime.now(UTC) + timedelta(days=6),
        note="Mohon tanggapan atas susunan acara sebelum undangan dikirim.",
    )
    await operations.share_draft(shown, asks, by=rina)
    first, second = [reader_token(row) for row in await DraftReader.all().order_by("email")]
    said = await operations.comment(
        first, CommentFacts(place="item", item=items[1].id, text="Tambahkan waktu untuk daerah.")
    )
    await operations.answer(shown, said.id, "Baik, menjadi 45 menit.", by=rina)
    proposed = CommentFacts(proposal="item", title="Pembiayaan 2027", text="Belum ada pagunya.")
    await operations.comment(second, proposed)
    await operations.comment(first, CommentFacts(place="time", text="Bertepatan dengan rapim."))

    asked = await _draft("Rapat Pimpinan Persiapan Evaluasi Tahunan", rina)
    agency = await Agency.get(code="BPSDM")
    offices = []
    for title in ("Kepala Biro Program", "Sekretaris Utama BPSDM"):
        office = await Office.create(title=title, agency=agency)
        await OfficeHolder.create(office=office, person_id=chair.id)
        offices.append(office)
    policy = await ApprovalPolicy.create(agency=agency, kinds=["leadership"])
    for n, office in enumerate(offices, start=1):
        await ApprovalOffice.create(policy=policy, position=n, office=office)
    kind = Changes.model_validate({"kind": "leadership"})
    await meetings.change(asked, kind, by=rina)
    note = "Mohon diputuskan sebelum Jumat."
    await operations.ask_approval(asked, AskFacts(note=note, then=Then.PUBLISH), by=rina)
    await operations.approve(asked, person=chair.person)
    await meetings.change(asked, Changes.model_validate({"room": "Ruang Rapat Mawar"}), by=rina)
    await operations.ask_approval(asked, AskFacts(note=note, then=Then.PUBLISH), by=rina)
    step = await ApprovalStep.get(approval__live=asked, position=1)
    changed = await _draft("Rapat Pimpinan yang berubah sejak diajukan", rina)
    await meetings.change(changed, kind, by=rina)
    await operations.ask_approval(changed, AskFacts(), by=rina)
    await meetings.change(
        changed, Changes.model_validate({"room": "Aula", "title": "Rapat Pimpinan"}), by=rina
    )
    return {
        "shown_draft": str(shown),
        "asked_draft": str(asked),
        "changed_draft": str(changed),
        "draft_token": second,
        "approving_step": str(step.id),
        "approving_token": step_token(step.id, chair.id),
        "approving_agency": str(agency.id),
    }


async def _draft(title: str, rina: User):
    begins = (datetime.now(UTC) + timedelta(days=24)).replace(
        hour=2, minute=0, second=0, microsecond=0
    )
    facts = {
        "title": title,
        "mode": "in_person",
        "starts_at": begins.isoformat(),
        "ends_at": (begins + timedelta(hours=2)).isoformat(),
        "organizer": "BPSDM",
        "room": "Ruang Rapat Melati",
        "venue": {"name": "Kampus BPSDM"},
    }
    made = await meetings.draft_meeting(Facts.model_validate(facts), by=rina)
    wishes = [Wish(email=email, name=name, agency=code) for name, email, code in INVITED]
    await invitations.invite(made.id, wishes, by=rina)
    return made.id
