"""The draft that is shown to somebody, and asked to be approved by an office of ours."""

from datetime import UTC, datetime, timedelta
from typing import Any

from rakor.directory.models import Agency, Office, OfficeHolder, Person
from rakor.drafting.models import (
    Approval,
    ApprovalOffice,
    ApprovalPolicy,
    ApprovalStep,
    DraftComment,
    DraftReader,
    SharedDraft,
)
from rakor.drafting.queries.approval import step_token
from rakor.drafting.queries.sharing import reader_token
from rakor.drafting.queries.substance import substance_of
from rakor.drafting.rules.approval import digest_of
from rakor.invitations.queries import digest
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State


async def policy_of_ours() -> dict[str, Any]:
    """That our agency wants its meetings approved by an office that nobody who knocks holds."""
    agency = await Agency.get(code="BPSDM")
    office = await Office.create(title="Kepala Pusat yang menyetujui", agency=agency)
    person = await Person.create(name="Pejabat penyetuju", email="setuju@rights.example.go.id")
    await OfficeHolder.create(office=office, person=person)
    await ApprovalPolicy.filter(agency=agency).delete()
    policy = await ApprovalPolicy.create(agency=agency)
    await ApprovalOffice.create(policy=policy, position=1, office=office)
    return {"approved_agency": agency.id, "approving_office": office.id, "approver": person.id}


async def draft_of(meeting: Meeting, places: dict[str, Any]) -> dict[str, Any]:
    """Keys of the request, of a reader with their link, and of what they said."""
    if meeting.state is not State.DRAFT:
        return {}
    now = datetime.now(UTC)
    whole = await Meeting.get(id=meeting.id).select_related("organizer")
    approver = places["approver"]
    substance = await substance_of(whole)
    approval = await Approval.create(
        meeting=meeting,
        live=meeting.id,
        substance=substance,
        digest=digest_of(substance),
        asked_by_id=approver,
        asked_at=now,
    )
    step = await ApprovalStep.create(
        approval=approval, position=1, office_id=places["approving_office"], asked_at=now
    )
    shared = await SharedDraft.create(
        meeting=meeting,
        deadline=now + timedelta(days=30),
        materials=True,
        shared_by_id=approver,
        shared_at=now,
        told_at=now,
    )
    reader = DraftReader(
        shared=shared, email="baca@rights.example.go.id", name="Pembaca", confidential=True
    )
    reader.digest = digest(reader_token(reader))
    await reader.save(force_create=True)
    said = await DraftComment.create(shared=shared, reader=reader, text="Setuju", at=now)
    return {
        "step": step.id,
        "step_token": step_token(step.id, approver),
        "reader": reader.id,
        "reader_token": reader_token(reader),
        "comment": said.id,
    }
