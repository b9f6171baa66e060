"""A copy for every addressee: put together by the worker, downloaded, or sent with the mail."""

import asyncio
import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.documents.downloads import Download, slug
from rakor.errors import Conflict, NotFound, RakorError
from rakor.invitations.models import Enclosure
from rakor.letters import queries
from rakor.letters.export import Copy, LetterDocument
from rakor.letters.models import LetterBundle, OfficialLetter
from rakor.letters.operations.issuing import source_of
from rakor.letters.operations.opened import prepared
from rakor.letters.operations.papers import MEDIA, made, own_word
from rakor.letters.queries import Seat
from rakor.letters.rules import AddresseeMode, BundleForm, BundleState, LetterState
from rakor.words import _

KEEP = timedelta(days=1)
PATIENCE = timedelta(minutes=10)
AT_ONCE = 20  # copies between two signs of progress


async def ask_copies(letter_id: UUID, form: BundleForm, *, by: User) -> LetterBundle:
    """Have a copy made for every addressee, with their own link; the worker does it.

    Refuses (Conflict) a letter that is not out yet, or has nobody to go to.
    """
    letter = await prepared(letter_id, by=by)
    if letter.state is not LetterState.ISSUED:
        raise Conflict(_("Salinan per penerima dibuat setelah surat terbit."))
    seats = await queries.addressees(letter.meeting)
    if not seats:
        raise Conflict(_("Belum ada yang diundang."))
    async with journal.transaction() as record:
        bundle = await LetterBundle.create(
            letter=letter, form=form, total=len(seats), asked_by=by.id, asked_at=record.at
        )
        await record.entry(
            letter.meeting_id,
            "letter.merged",
            by=by,
            letter=str(letter.id),
            form=form.value,
            count=len(seats),
        )
    return bundle


async def find_bundle(letter_id: UUID, bundle_id: UUID, *, by: User) -> LetterBundle:
    """How far the copies are; NotFound a day after they were asked for."""
    letter = await prepared(letter_id, by=by)
    found = await LetterBundle.get_or_none(id=bundle_id, letter_id=letter.id)
    if found is None:
        raise NotFound(_("Salinan ini sudah dihapus. Buat lagi bila perlu."))
    return found


async def bundles_of(letter: OfficialLetter) -> list[LetterBundle]:
    """The copies that were asked for, the newest of each form, without their bytes."""
    rows = (
        await LetterBundle.filter(letter_id=letter.id)
        .order_by("id")
        .only("id", "letter_id", "form", "state", "done", "total", "message", "asked_at")
    )
    return list({row.form: row for row in rows}.values())


async def download_copies(letter_id: UUID, bundle_id: UUID, *, by: User) -> Download:
    """The copies as one file; refuses (Conflict) before they are ready."""
    bundle = await find_bundle(letter_id, bundle_id, by=by)
    if bundle.state is not BundleState.READY or bundle.content is None:
        raise Conflict(_("Salinan belum siap."), state=bundle.state.value)
    letter = await prepared(letter_id, by=by)
    name = f"undangan-per-penerima-{slug(letter.meeting.title)}.{bundle.form.value}"
    # Every copy holds a name and a personal link.
    await journal.looked("letter.downloaded", by=by, subject=letter.meeting_id, file=name)
    return Download(name, MEDIA[bundle.form.value], bytes(bundle.content))


async def work_copies() -> bool:
    """Put the next copies together, one set at a time. False when there is nothing to do."""
    now = datetime.now(UTC)
    await LetterBundle.filter(state=BundleState.WORKING, claimed_at__lt=now - PATIENCE).update(
        state=BundleState.WAITING
    )
    waiting = await LetterBundle.filter(state=BundleState.WAITING).order_by("id").first()
    if waiting is None:
        return False
    claimed = await LetterBundle.filter(id=waiting.id, state=BundleState.WAITING).update(
        state=BundleState.WORKING, claimed_at=now, done=0
    )
    if claimed:
        await _work(waiting.id)
    return True


async def _work(bundle_id: UUID) -> None:
    bundle = await LetterBundle.get(id=bundle_id).select_related(
        "letter__meeting__organizer", "letter__template", "letter__agency"
    )
    letter = bundle.letter
    seats = await queries.addressees(letter.meeting)
    bundle.total = len(seats)
    try:
        bundle.content = await _bundled(bundle, letter, seats)
        bundle.state, bundle.done = BundleState.READY, len(seats)
    except RakorError as refusal:
        bundle.state, bundle.message = BundleState.FAILED, refusal.detail[:500]
    await bundle.save(update_fields=["state", "done", "total", "message", "content"])


async def single(letter: OfficialLetter) -> LetterDocument:
    """The letter as each addressee gets it: without the list of the others."""
    return replace(await queries.compose(letter), annex=(), attachment="–")


async def _bundled(bundle: LetterBundle, letter: OfficialLetter, seats: Sequence[Seat]) -> bytes:
    document = await single(letter)
    copies = queries.copies_for(seats, letter.security_class)
    if bundle.form is not BundleForm.ZIP:
        return await made(document, bundle.form.value, copies, await own_word(letter))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for at, (seat, copy) in enumerate(zip(seats, copies, strict=True), start=1):
            name = f"{at:03d}-{slug(seat.office or seat.name, 'penerima')}.pdf"
            content = await made(document, "pdf", [copy])
            await asyncio.to_thread(archive.writestr, name, content)
            if at % AT_ONCE == 0:
                await LetterBundle.filter(id=bundle.id).update(done=at, claimed_at=_now())
    return out.getvalue()


def _now() -> datetime:
    return datetime.now(UTC)


async def forget_copies() -> None:
    """Throw away copies that are a day old: they hold personal links."""
    await LetterBundle.filter(asked_at__lt=_now() - KEEP).delete()


async def enclose_copies() -> bool:
    """Give each invitation its own copy of a letter that goes with the mail, a few at a time.

    Those who are invited after the letter was issued get theirs too. False when all have it.
    """
    letters = await OfficialLetter.filter(
        state=LetterState.ISSUED,
        attach_to_mail=True,
        addressee_mode=AddresseeMode.SINGLE,
        meeting__ends_at__gt=_now(),
    ).select_related("meeting__organizer", "template", "agency")
    for letter in letters:
        if await _enclose_some(letter):
            return True
    return False


async def _enclose_some(letter: OfficialLetter) -> bool:
    seats = await queries.addressees(letter.meeting)
    kept = set(
        await Enclosure.filter(
            meeting_id=letter.meeting_id, source__startswith=source_of(letter)
        ).values_list("source", "invitation_id")
    )
    lacking = [seat for seat in seats if (_source(letter, seat), seat.invitation.id) not in kept]
    if not lacking:
        return False
    document = await single(letter)
    for seat in lacking[:AT_ONCE]:
        copy: Copy = queries.copies_for([seat], letter.security_class)[0]
        await _replace(letter, seat, await made(document, "pdf", [copy]))
    return True


def _source(letter: OfficialLetter, seat: Seat) -> str:
    """A new personal link makes a new copy."""
    return f"{source_of(letter)}:{seat.invitation.generation}"


async def _replace(letter: OfficialLetter, seat: Seat, content: bytes) -> None:
    async with journal.transaction():
        still = await OfficialLetter.filter(id=letter.id).select_for_update().first()
        if still is None or still.state is not LetterState.ISSUED:
            return
        await Enclosure.filter(
            invitation_id=seat.invitation.id, source__startswith=source_of(letter)
        ).delete()
        await Enclosure.create(
            meeting_id=letter.meeting_id,
            invitation_id=seat.invitation.id,
            source=_source(letter, seat),
            filename=f"surat-undangan-{slug(letter.meeting.title)}.pdf",
            content_type="application/pdf",
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
