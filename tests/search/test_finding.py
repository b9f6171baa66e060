"""Who finds what by which words, on both databases alike."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor import journal
from rakor.accounts.models import User
from rakor.documents.richtext import dump, from_text
from rakor.journal import Entry
from rakor.live import operations as live
from rakor.live.models import Note
from rakor.live.rules import DecisionFacts
from rakor.meetings import operations as meetings
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart
from rakor.meetings.rules import SecurityClass, State
from rakor.minutes.models import Minutes, MinutesReview
from rakor.minutes.rules import MinutesState
from rakor.press.models import Release
from rakor.press.rules import ReleaseState
from rakor.search import jobs
from rakor.search.models import SearchDocument, SearchText
from rakor.search.operations import look_for, reindex
from rakor.search.rules import Kind

from .conftest import Said


async def found(user: User, typed: str, kind: Kind | None = None) -> list[str]:
    """What somebody finds, as `kind: title | excerpt`, the words set apart."""
    told = await look_for(typed, kind, by=user)
    return [
        f"{each.kind.value}: {_said(each.title)} | {_said(each.excerpt)}" for each in told.items
    ]


def _said(pieces) -> str:
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in pieces)


async def kinds(user: User, typed: str) -> dict[str, int]:
    told = await look_for(typed, by=user)
    assert sum(each.kind not in (Kind.PERSON, Kind.OFFICE, Kind.AGENCY) for each in told.items) == (
        sum(n for kind, n in told.counts.items() if kind in list(Kind)[:6])
    )
    return {kind.value: n for kind, n in told.counts.items() if n}


EVERYTHING = {
    "meeting": 1, "note": 2, "decision": 2, "follow_up": 1, "minutes": 1, "release": 1,
}  # fmt: skip
AS_GUEST = {"meeting": 1, "note": 1, "decision": 1, "follow_up": 1, "minutes": 1}


@pytest.mark.postgres
async def test_everybody_finds_what_they_may_read_and_nothing_is_counted_beyond(said: Said):
    by_name = {name: await kinds(user, "padanan") for name, user in said.people.items()}
    assert by_name == {
        "rina": EVERYTHING,
        "admin": EVERYTHING,
        "chair": EVERYTHING,
        "guest": AS_GUEST,
        "owner": {"follow_up": 1},
        "stranger": {},
    }
    told = await look_for("padanan", Kind.MINUTES, by=said.people["guest"])
    assert "rahasia" not in _said(told.items[0].excerpt)
    assert await found(said.people["guest"], "calon rahasia") == []
    assert (
        await found(said.people["rina"], "calon rahasia")
        == ["minutes: Rapat Padanan Jabatan | … disepakati · Nama · Padanan nama [calon] [rahasia]"]
        or "[calon] [rahasia]" in (await found(said.people["rina"], "calon rahasia"))[0]
    )


@pytest.mark.postgres
async def test_words_are_found_however_they_are_spelt(said: Said):
    rina = said.people["rina"]
    for typed in (
        "B-123/LAN/2026",
        "b 123 lan",
        '"Rapat Padanan"',
        "jabat rakor notula",
        "notulen K/L",
        "kementerian/lembaga",
        "GARÚDA",
        "rakor jabatan -mangga",
        'padanan -"padanan rapat"',
    ):
        assert [each.split(":")[0] for each in await found(rina, typed, Kind.MEETING)] == [
            "meeting"
        ], typed
    for typed in ("124", '"Padanan Rapat"', "12 lan", "adanan", "padanan -garuda", "-mangga"):
        assert await found(rina, typed, Kind.MEETING) == [], typed


@pytest.mark.postgres
async def test_whatever_is_typed_nothing_breaks(said: Said, as_person):
    hostile = ['"', "'", "a'b\"c", "NEAR(a b, 2)", "title_words:a", "a* AND NOT b", "-a", "^a"]
    hostile += ["\x00a\x00", "(((", ":*A", "a & | ! <-> b", "%_\\", "{a}", "\u202e𐍈ß½ﬁ"]
    hostile += ["x" * 10_000, "a " * 5_000]
    async with as_person(said.people["rina"]) as browser:
        for typed in hostile:
            for kind in ("", "person", "office", "agency", "note"):
                params = {"q": typed} | ({"kind": kind} if kind else {})
                if kind in ("", "person") or len(typed) < 9:
                    told = await browser.get("/api/v1/search", params=params)
                    assert told.status_code == 200, (typed[:30], kind, told.text)
    async with as_person(said.people["rina"], page=True) as browser:
        for typed in hostile:
            page = await browser.get("/search", params={"q": typed})
            assert page.status_code == 200, typed[:30]
        assert (await browser.get("/search?q=a&kind=lain")).status_code == 422


async def test_the_program_is_told_where_the_words_stand(said: Said, as_person):
    async with as_person(said.people["guest"]) as browser:
        told = (await browser.get("/api/v1/search?q=padanan&kind=note")).json()
    (note,) = told["items"]
    assert note["url"] == f"http://rakor.test/meetings/{said.meeting.id}/live#item-{note['id']}"
    assert note["meeting"] == {"id": str(said.meeting.id), "title": said.meeting.title}
    ((begins, ends),) = note["excerpt_marks"]
    assert note["excerpt"][begins:ends] == "padanan"
    assert told["counts"]["note"] == 1
    assert told["next"] is None
    async with as_person(said.people["guest"]) as browser:
        told = (await browser.get("/api/v1/search?q=padanan&kind=minutes")).json()
    url = f"http://rakor.test/meetings/{said.meeting.id}/minutes#:~:text="
    assert [each["url"].lower() for each in told["items"]] == [f"{url}padanan"]


async def test_a_page_shows_excerpts_as_text(said: Said, as_person):
    await Note.filter(item=said.open_item).update(
        body=dump(from_text("<script>padanan</script> & ini"))
    )
    await reindex()
    async with as_person(said.people["guest"], page=True) as browser:
        page = (await browser.get("/search?q=padanan")).text
    assert "&lt;script&gt;<mark>padanan</mark>&lt;/script&gt; &amp; ini" in page
    assert "<script>padanan" not in page


async def test_a_title_comes_first_and_lists_go_page_by_page(said: Said, as_person):
    rows = await found(said.people["rina"], "padanan")
    assert [row.split(":")[0] for row in rows[:3]].count("meeting") == 1
    async with as_person(said.people["rina"]) as browser:
        first = (await browser.get("/api/v1/search?q=padanan&limit=5")).json()
        rest = (
            await browser.get(f"/api/v1/search?q=padanan&limit=5&cursor={first['next']}")
        ).json()
    assert len(first["items"]) + len(rest["items"]) == sum(EVERYTHING.values())
    assert rest["next"] is None


async def test_what_is_hidden_or_struck_after_it_was_indexed_is_not_found(said: Said):
    guest = said.people["guest"]
    await AgendaItem.filter(id=said.open_item.id).update(confidential=True)
    assert await kinds(guest, "padanan") == {"meeting": 1, "minutes": 1}
    await Meeting.filter(id=said.meeting.id).update(security_class=SecurityClass.CONFIDENTIAL)
    assert await kinds(said.people["admin"], "padanan") == {}
    assert await kinds(said.people["owner"], "padanan") == {}
    await MeetingPart.filter(person_id=guest.id).delete()
    assert await kinds(guest, "padanan") == {}


async def test_reviewers_and_deputies_find_the_draft_that_waits_for_them(said: Said):
    stranger, owner = said.people["stranger"], said.people["owner"]
    await Minutes.filter(id=said.minutes.id).update(
        state=MinutesState.IN_REVIEW, stand_in_id=owner.id
    )
    await MinutesReview.create(minutes=said.minutes, position=1, person=stranger.person)
    assert await kinds(stranger, "padanan") == {"minutes": 1}
    assert await found(stranger, "calon rahasia") == []
    assert await kinds(owner, "calon rahasia") == {"minutes": 1}
    assert await kinds(said.people["guest"], "kuota kursi disepakati") == {}


@pytest.mark.parametrize(
    ("state", "embargo", "everybody"),
    [
        (ReleaseState.DRAFT, None, False),
        (ReleaseState.APPROVED, None, False),
        (ReleaseState.PUBLISHED, None, True),
        (ReleaseState.PUBLISHED, timedelta(days=1), False),
        (ReleaseState.WITHDRAWN, None, False),
    ],
)
async def test_a_release_is_found_by_everybody_once_it_is_out(said, state, embargo, everybody):
    until = datetime.now(UTC) + embargo if embargo else None
    await Release.filter(id=said.release.id).update(
        state=state, embargo_until=until, published_at=datetime.now(UTC)
    )
    told = await look_for("siap", by=said.people["stranger"])
    assert [each.url for each in told.items] == (["/press/padanan"] if everybody else [])
    assert await kinds(said.people["rina"], "siap") == {"release": 1}


async def followed() -> None:
    for follower in jobs.followers:
        await journal.follow(follower)


@pytest.mark.postgres
async def test_what_changes_is_found_as_it_is_now(said: Said):
    rina = said.people["rina"]
    await Meeting.filter(id=said.meeting.id).update(state=State.IN_PROGRESS)
    await followed()
    facts = DecisionFacts(text="Usulan mangga", owners=["BKN"])
    decision = await live.record_decision(said.meeting.id, facts, by=rina)
    assert await kinds(rina, "mangga") == {}
    await followed()
    assert await kinds(rina, "mangga") == {"decision": 1, "follow_up": 1}
    await live.strike_decision(decision.id, "Keliru", by=rina)
    assert await kinds(rina, "mangga") == {}
    await followed()
    assert not await SearchDocument.filter(object_id=decision.id).exists()
    await Meeting.filter(id=said.meeting.id).update(state=State.SCHEDULED)
    await meetings.cancel(said.meeting.id, "Batal", by=rina)
    await followed()
    (meeting,) = (await look_for("padanan", Kind.MEETING, by=rina)).items
    assert meeting.state == "Dibatalkan"


async def test_a_crash_repeats_nothing_and_forgets_nothing(said: Said, monkeypatch):
    before = await SearchText.all().order_by("document_id").values()
    assert await reindex() == 0
    assert await SearchText.all().order_by("document_id").values() == before
    await SearchDocument.all().delete()
    assert await kinds(said.people["rina"], "padanan") == {}
    assert await reindex() == len(before)
    assert await kinds(said.people["rina"], "padanan") == EVERYTHING


async def test_who_is_shown_people_is_on_record(said: Said):
    rina = said.people["rina"]
    told = await look_for("wirakarsa", by=rina)
    assert [(each.kind, _said(each.title)) for each in told.names] == [
        (Kind.PERSON, "[Wirakarsa] Adinegara")
    ]
    entry = await Entry.filter(kind="people.listed").get()
    assert (entry.actor, entry.data) == (rina.id, {"q": "wirakarsa", "count": 1})
    told = await look_for("kepegawaian", Kind.AGENCY, by=said.people["stranger"])
    assert [_said(each.title) for each in told.items] == ["Badan [Kepegawaian] Negara"]
    told = await look_for("wirakarsa", by=said.people["stranger"])
    assert (told.items, told.names) == ([], [])
