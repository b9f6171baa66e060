"""Templates of meetings: one kept from a meeting that was held, and one that is archived."""

from rakor.accounts.models import User
from rakor.directory.models import Office
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Part
from rakor.preparing import operations
from rakor.preparing.operations import SeatFacts, TemplateChanges, TemplateFacts


async def furnish_templates(held: Meeting, rina: User) -> dict[str, str]:
    """The key of the template that is in use."""
    kept = await operations.save_as_template(held.id, "Rakor kepegawaian triwulanan", by=rina)
    office = await Office.filter(agency__code="BKN").first()
    assert office is not None
    seats = [SeatFacts(part=Part.CHAIR, office=office.id)]
    await operations.change_template(kept.id, TemplateChanges(officers=seats), by=rina)
    old = await operations.add_template(TemplateFacts(name="Rakor bulanan lama"), by=rina)
    await operations.archive_template(old.id, by=rina)
    return {"template_rakor": str(kept.id)}
