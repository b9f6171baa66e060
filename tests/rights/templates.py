"""A template of meetings of our agency, with one officer in it."""

from typing import Any

from rakor.directory.models import Agency, Person
from rakor.meetings.rules import Part
from rakor.preparing.models import MeetingTemplate, TemplateSeat


async def template_of(ours: str) -> dict[str, Any]:
    """Keys of the template, of its officer, and of one that everybody has."""
    template = await MeetingTemplate.create(agency=await Agency.get(code=ours), name="Rakor kami")
    person = await Person.filter(erased_at=None).first()
    seat = await TemplateSeat.create(
        template=template, position=1, officer=True, part=Part.CHAIR, person=person
    )
    return {"meeting_template": template.id, "template_seat": seat.id, "starter": "rakor"}
