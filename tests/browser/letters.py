"""Letters in each state in which a page of theirs looks different, and a template to change."""

from rakor.accounts.models import User
from rakor.documents.shelf import shelf
from rakor.invitations.models import Invitation
from rakor.letters import operations
from rakor.letters.rules import (
    BundleForm,
    LetterFacts,
    OutsideNumbers,
    StationeryKind,
    TemplateFacts,
    WordFacts,
)
from rakor.meetings.models import Meeting

SIGNED = {"signer_title": "Kepala Badan", "signer_name": "Dr. Wirakarsa Adinegara, M.Si."}


async def furnish_letters(
    made: dict[str, Meeting], people: dict[str, User], admin: User
) -> dict[str, str]:
    """A draft, one that waits for the chair, and one that is out with copies asked for."""
    rina, chair = people["organizer"], people["chair"]
    template = await operations.add_template(
        TemplateFacts(agency="BPSDM", name="Surat undangan", city="Jakarta"), by=admin
    )
    stationery = await operations.add_word_template(
        WordFacts(agency="BPSDM", kind=StationeryKind.MINUTES),
        (shelf() / "minutes.docx").read_bytes(),
        "notula.docx",
        by=admin,
    )
    outside = OutsideNumbers(agency="BPSDM", year=2030, last=141, reason="Buku agenda kertas")
    await operations.skip_to(outside, by=admin)
    await operations.draft(made["scheduled"].id, by=rina)
    facts = LetterFacts.model_validate({**SIGNED, "approvers": [str(chair.id)]})
    waiting = await operations.draft(made["held"].id, facts, by=rina)
    await operations.submit(waiting.id, by=rina)
    issued = await operations.draft(made["running"].id, LetterFacts(**SIGNED), by=rina)
    await operations.submit(issued.id, by=rina)
    await operations.issue(issued.id, by=rina)
    bundle = await operations.ask_copies(issued.id, BundleForm.PDF, by=rina)
    seat = await Invitation.filter(meeting=made["scheduled"]).order_by("id").first()
    assert seat is not None
    return {
        "letter_seat": str(seat.id),
        "letter_template": str(template.id),
        "word_template": str(stationery.id),
        "official_waiting": str(waiting.id),
        "official": str(issued.id),
        "bundle": str(bundle.id),
    }
