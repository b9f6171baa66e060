"""A draft is shown, commented by place, and what is proposed is taken over; until it is out."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from rakor.directory.models import Office, OfficeHolder
from rakor.drafting import operations
from rakor.drafting.models import DraftComment, DraftReader, SharedDraft
from rakor.drafting.queries.sharing import find_shared, reader_token, threads_for
from rakor.drafting.queries.sharing import reader_by_token as by_token
from rakor.drafting.rules.sharing import (
    CommentFacts,
    CommentState,
    Reader,
    ShareChanges,
    ShareFacts,
    check_comment_step,
)
from rakor.errors import Conflict, Forbidden, Invalid, Moved, NotFound
from rakor.invitations.models import Invitation
from rakor.mail.models import OutgoingMail
from rakor.meetings import operations as meetings
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.operations import Changes, MaterialFacts

SOON = timedelta(days=5)


def to(*emails: str, **more) -> ShareFacts:
    readers = [Reader(email=each, confidential=more.get("confidential", False)) for each in emails]
    kept = {key: value for key, value in more.items() if key != "confidential"}
    return ShareFacts(readers=readers, deadline=datetime.now(UTC) + SOON, **kept)


@pytest.fixture
async def shown(draft, rina):
    """The draft is shown to an address that nobody knows, and to one who reads everything."""
    await operations.share_draft(draft.id, to("tamu@luar.example.id"), by=rina)
    trusted = Reader(email="dipercaya@luar.example.id", confidential=True)
    await operations.add_readers(draft.id, [trusted], by=rina)
    rows = await DraftReader.all().order_by("confidential")
    return draft, *(reader_token(row) for row in rows)


async def mails(kind: str) -> list[str]:
    rows = await OutgoingMail.filter(subject__startswith=kind).order_by("to_address")
    return [row.to_address for row in rows]


@pytest.mark.parametrize(("now", "to"), list(product(CommentState, CommentState)))
def test_every_step_of_a_comment_is_allowed_or_refused(now, to) -> None:
    if (now.value, to.value) in {("open", "done"), ("open", "taken"), ("done", "open")}:
        check_comment_step(now, to)
        return
    with pytest.raises(Conflict):
        check_comment_step(now, to)


async def test_everybody_gets_a_sealed_letter_with_a_link_of_their_own(shown):
    rows = await OutgoingMail.filter(purpose__startswith="draft:")
    assert [row.sealed for row in rows] == [True, True]
    _draft, one, other = shown
    assert one != other
    stored = {row.digest for row in await DraftReader.all()}
    assert not stored & {one, other}
    assert await mails("Mohon tanggapan") == ["dipercaya@luar.example.id", "tamu@luar.example.id"]


async def test_an_office_means_its_holder_and_a_reader_is_written_to_once(
    draft, rina, bpsdm, chief
):
    office = await Office.create(title="Kepala Biro Hukum", agency=bpsdm)
    await OfficeHolder.create(office=office, person_id=chief.id)
    facts = ShareFacts(
        readers=[Reader(office=office.id), Reader(person=chief.id)],
        deadline=datetime.now(UTC) + SOON,
    )
    await operations.share_draft(draft.id, facts, by=rina)
    (reader,) = await DraftReader.all()
    assert (reader.person_id, reader.office_title) == (chief.id, "Kepala Biro Hukum")
    assert await operations.add_readers(draft.id, [Reader(person=chief.id)], by=rina) == []


async def test_confidential_items_are_for_those_chosen_for_it(shown):
    draft, open_token, trusted = shown
    item = await AgendaItem.get(meeting_id=draft.id, confidential=True)
    about = CommentFacts(place="item", item=item.id, text="Pagu terlalu kecil")
    with pytest.raises(Invalid):
        await operations.comment(open_token, about)
    made = await operations.comment(trusted, about)
    await operations.comment(open_token, CommentFacts(text="Setuju"))
    assert len(await threads_for(await by_token(trusted))) == 2
    (seen,) = await threads_for(await by_token(open_token))
    assert seen.comment.text == "Setuju"
    with pytest.raises(NotFound):
        await operations.reply(open_token, made.id, "Mengapa?")


async def test_what_is_said_about_an_item_hides_with_it(shown, rina):
    draft, open_token, _trusted = shown
    item = await AgendaItem.get(meeting_id=draft.id, title="Pembukaan")
    await operations.comment(open_token, CommentFacts(place="item", item=item.id, text="Singkat"))
    await AgendaItem.filter(id=item.id).update(confidential=True)
    assert await threads_for(await by_token(open_token)) == []


async def test_proposals_are_taken_over_with_one_act_and_only_once(shown, rina):
    draft, token, _trusted = shown
    item = await operations.comment(token, CommentFacts(proposal="item", title="Mitigasi risiko"))
    seat = await operations.comment(
        token, CommentFacts(proposal="invitee", title="Sari", email="sari@bkn.example.go.id")
    )
    words = await operations.comment(token, CommentFacts(text="Terlalu pagi", place="time"))
    await operations.take_over(draft.id, item.id, by=rina)
    await operations.take_over(draft.id, seat.id, by=rina)
    titles = await AgendaItem.filter(meeting_id=draft.id).order_by("position").values_list(
        "title", flat=True
    )  # fmt: skip
    assert list(titles)[-1] == "Mitigasi risiko"
    assert await Invitation.filter(email="sari@bkn.example.go.id").count() == 1
    for comment in (item, words):
        with pytest.raises(Conflict):
            await operations.take_over(draft.id, comment.id, by=rina)
    shared = await find_shared(draft.id, to=rina)
    assert [each.comment.state.value for each in shared.threads] == ["taken", "taken", "open"]
    assert shared.waiting == 1


async def test_threads_have_answers_of_both_sides_and_are_settled(shown, rina):
    draft, token, _trusted = shown
    said = await operations.comment(token, CommentFacts(text="Terlalu pagi", place="time"))
    await operations.answer(draft.id, said.id, "Pukul berapa?", by=rina)
    await operations.reply(token, said.id, "Pukul 10.00")
    await operations.settle_comment(draft.id, said.id, CommentState.DONE, by=rina)
    await operations.settle_comment(draft.id, said.id, CommentState.OPEN, by=rina)
    (thread,) = (await find_shared(draft.id, to=rina)).threads
    assert [each.text for each in thread.answers] == ["Pukul berapa?", "Pukul 10.00"]
    assert thread.comment.state is CommentState.OPEN


async def test_comments_end_with_the_deadline_with_the_share_and_with_publishing(shown, rina):
    draft, token, _trusted = shown
    said = CommentFacts(text="Setuju")
    await SharedDraft.all().update(deadline=datetime.now(UTC) - timedelta(hours=1))
    with pytest.raises(Conflict):
        await operations.comment(token, said)
    later = ShareChanges(deadline=datetime.now(UTC) + SOON)
    await operations.change_share(draft.id, later, by=rina)
    await operations.comment(token, said)
    await operations.end_share(draft.id, by=rina)
    with pytest.raises(Conflict):
        await operations.comment(token, said)
    await operations.share_draft(draft.id, to("lain@luar.example.id"), by=rina)
    await operations.comment(token, said)
    await meetings.publish(draft.id, by=rina)
    with pytest.raises(Conflict) as refused:
        await operations.comment(token, said)
    assert refused.value.detail.startswith("Terima kasih")
    assert await DraftComment.all().count() == 2
    assert len((await find_shared(draft.id, to=rina)).threads) == 2


async def test_a_removed_reader_comes_in_no_more_and_again_by_another_link(shown, rina):
    draft, token, _trusted = shown
    reader = await by_token(token)
    await operations.remove_reader(draft.id, reader.id, by=rina)
    with pytest.raises(NotFound):
        await by_token(token)
    (again,) = await operations.add_readers(draft.id, [Reader(email=reader.email)], by=rina)
    with pytest.raises(NotFound):
        await by_token(token)
    assert (await by_token(reader_token(again))).id == reader.id


async def test_the_organizer_hears_of_comments_together_and_not_twice(shown, rina):
    _draft, token, trusted = shown
    for each in (token, trusted, token):
        await operations.comment(each, CommentFacts(text="Setuju"))
    now = datetime.now(UTC)
    assert await operations.keep_drafts(now) == 0
    assert await operations.keep_drafts(now + timedelta(minutes=31)) == 1
    assert await operations.keep_drafts(now + timedelta(minutes=62)) == 0
    assert await mails("Tanggapan baru") == [rina.person.email]


async def test_those_missing_are_reminded_once_in_the_last_day(shown):
    _draft, token, _trusted = shown
    await operations.say_done(token)
    last = datetime.now(UTC) + SOON - timedelta(hours=20)
    assert await operations.keep_drafts(last) == 1
    # The letter is stamped with the real hour, so the reminder is taken to be of then.
    await DraftReader.all().update(told_at=last)
    assert await operations.keep_drafts(last + timedelta(hours=1)) == 0
    assert await mails("Mengingatkan") == ["dipercaya@luar.example.id"]


async def test_by_hand_nobody_is_reminded_who_was_just_written_to(shown, rina):
    draft, _token, _trusted = shown
    with pytest.raises(Conflict):
        await operations.remind_now(draft.id, by=rina)
    await DraftReader.all().update(told_at=datetime.now(UTC) - timedelta(days=1))
    assert await operations.remind_now(draft.id, by=rina) == 2


async def test_what_makes_no_sense_is_refused(draft, rina, bpsdm, chief):
    past = ShareFacts(
        readers=[Reader(email="a@b.example.id")], deadline=datetime.now(UTC) - timedelta(days=1)
    )
    nobody = ShareFacts(readers=[Reader()], deadline=datetime.now(UTC) + SOON)
    for facts in (past, nobody):
        with pytest.raises(Invalid):
            await operations.share_draft(draft.id, facts, by=rina)
    with pytest.raises((Forbidden, NotFound)):
        await operations.share_draft(draft.id, to("a@b.example.id"), by=chief)
    await operations.share_draft(draft.id, to("a@b.example.id"), by=rina)
    with pytest.raises(Conflict):
        await operations.share_draft(draft.id, to("a@b.example.id"), by=rina)
    with pytest.raises(Moved):
        await operations.change_share(draft.id, ShareChanges(note="x"), revision=9, by=rina)
    token = reader_token(await DraftReader.get())
    for said in (
        CommentFacts(),
        CommentFacts(proposal="item"),
        CommentFacts(proposal="invitee", title="Budi"),
        CommentFacts(place="item", text="x"),
    ):
        with pytest.raises(Invalid):
            await operations.comment(token, said)
    assert await DraftComment.all().count() == 0


async def test_the_draft_of_a_closed_meeting_goes_by_no_link(draft, rina):
    secret = Changes.model_validate({"security_class": "confidential"})
    await meetings.change(draft.id, secret, by=rina)
    with pytest.raises(Conflict):
        await operations.share_draft(draft.id, to("a@b.example.id"), by=rina)


async def test_the_page_of_a_reader_shows_and_takes_by_its_forms(shown, as_person):
    _draft, token, _trusted = shown
    async with as_person(None, page=True) as guest:
        page = await guest.get(f"/drafts/{token}")
        assert page.status_code == 200
        assert page.headers["referrer-policy"] == "strict-origin"
        assert "Pagu indikatif" not in page.text
        assert "Pembukaan" in page.text
        sent = await guest.post(
            f"/drafts/{token}",
            data={"proposal": "item", "title": "Lain-lain", "csrf": _csrf(page.text)},
        )
        assert sent.status_code == 303, sent.text
        refused = await guest.post(f"/drafts/{token}", data={"text": "", "csrf": _csrf(page.text)})
        assert "Tulis tanggapan Anda." in refused.text
        assert (await guest.get("/drafts/zzz")).status_code == 404
    assert [each.title for each in await DraftComment.all()] == ["Lain-lain"]


async def test_materials_come_only_when_chosen(shown, rina, as_person):
    draft, token, _trusted = shown
    laid = await meetings.add_material(
        draft.id, b"1. Hadir", "tertib.txt", MaterialFacts(title="Tata tertib"), by=rina
    )
    address = f"/drafts/{token}/materials/{laid['id']}/1"
    async with as_person(None, page=True) as guest:
        assert (await guest.get(address)).status_code == 404
        await operations.change_share(draft.id, ShareChanges(materials=True), by=rina)
        assert (await guest.get(address)).content == b"1. Hadir"
        assert "Tata tertib" in (await guest.get(f"/drafts/{token}")).text
        await meetings.publish(draft.id, by=rina)
        assert (await guest.get(address)).status_code == 404
        assert draft.title not in (await guest.get(f"/drafts/{token}")).text


async def test_the_page_and_the_program_of_the_organizer_tell_the_same(shown, rina, as_person):
    draft, token, _trusted = shown
    said = await operations.comment(token, CommentFacts(proposal="item", title="Risiko", text="!"))
    async with as_person(rina, page=True) as browser:
        page = await browser.get(f"/meetings/{draft.id}/draft")
        assert page.status_code == 200
        assert "Usul pokok agenda: Risiko" in page.text
        taken = await browser.post(f"/meetings/{draft.id}/draft/comments/{said.id}/take")
        assert taken.status_code == 303
    async with as_person(rina) as program:
        told = (await program.get(f"/api/v1/meetings/{draft.id}/draft")).json()
    assert [each["status"] for each in told["comments"]] == ["taken"]
    assert [each["comments"] for each in told["readers"]] == [0, 1]
    assert await Meeting.filter(id=draft.id, state="draft").exists()


def _csrf(page: str) -> str:
    return page.partition('name="csrf" value="')[2].partition('"')[0]
