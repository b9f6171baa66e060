"""The notice in the words of this installation, and consents to what is optional."""

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Person
from rakor.privacy import queries
from rakor.privacy.models import Consent, NoticePart
from rakor.privacy.operations.ground import PRIVACY
from rakor.privacy.rules.consents import CONSENTS, Purpose
from rakor.privacy.rules.notice import NoticeWish, Part
from rakor.words import _


async def write_notice(wish: NoticeWish, *, by: User) -> None:
    """Say the privacy notice in one's own words; an empty part is said as Rakor begins."""
    queries.check_officer(by)
    async with journal.transaction() as record:
        await record.entry(PRIVACY, "notice.written", by=by)
        stored = await queries.notice_parts()
        for part in Part:
            told = wish.of(part)
            row = stored.get(part) or NoticePart(part=part, revision=0)
            if (row.text_id, row.text_en) == told:
                continue
            row.text_id, row.text_en = told
            row.changed_at = record.at
            row.revision += 1
            await row.save()


async def consent(purpose: Purpose, *, by: User) -> Consent:
    """Say yes to something optional, in the words that are shown today. Twice is once."""
    version, _title, words = CONSENTS[purpose]
    async with journal.transaction() as record:
        await Person.filter(id=by.id).select_for_update().get()
        lasting = Consent.filter(person_id=by.id, purpose=purpose, withdrawn_at=None)
        given = await lasting.filter(version=version).first()
        if given is not None:
            return given
        await lasting.update(withdrawn_at=record.at)
        given = await Consent.create(
            person_id=by.id, purpose=purpose, version=version, words=_(words), given_at=record.at
        )
        await record.entry(
            PRIVACY, "consent.given", by=by, subject=by.id, purpose=purpose.value, version=version
        )
    return given


async def withdraw_consent(purpose: Purpose, *, by: User) -> None:
    """Take a yes back, any time and without a reason; the proof that it was given stays."""
    async with journal.transaction() as record:
        lasting = Consent.filter(person_id=by.id, purpose=purpose, withdrawn_at=None)
        if await lasting.update(withdrawn_at=record.at):
            await record.entry(
                PRIVACY, "consent.withdrawn", by=by, subject=by.id, purpose=purpose.value
            )
