"""SC-4 as its people live it: each act through the doors of running processes."""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
from websockets.asyncio.client import connect

from rakor import journal
from rakor.accounts import operations as accounts
from rakor.demo.hold import PARTSTAT
from rakor.demo.notes import document
from rakor.demo.people import Cast, settle
from rakor.demo.story import Event, Guest, read_story
from rakor.invitations.operations import reply_to
from tests.live.conftest import Page
from tests.scenarios.processes import Sink

ADMIN, SECRETARY = "ada.administrator", "ratnasari.halim"
CHAIR, WRITER, OFFICER = "wirakarsa.adinegara", "sari.kusumawardhani", "dewi.anjani.prameswara"


class Walk:
    """The people of SC-4 with their tokens, the meeting, and what was learnt on the way."""

    def __init__(self, bases: list[str], sink: Sink) -> None:
        self.bases, self.sink = bases, sink
        self.story = read_story("sc4")
        self.before, self.event, _later = self.story.events
        self.cast = Cast()
        self.tokens: dict[str, str] = {}
        self.meeting = self.earlier = ""
        self.items: list[str] = []
        self.asked: dict[str, dict[str, Any]] = {}
        self._turn = 0
        self._clients = [httpx.AsyncClient(base_url=base, timeout=30) for base in bases]

    async def __aenter__(self) -> "Walk":
        return self

    async def __aexit__(self, *_exc: object) -> None:
        for client in self._clients:
            await client.aclose()

    async def know_everybody(self) -> None:
        """The directory of the organizer; accounts and tokens of those who work on the meeting."""
        async with journal.transaction():
            self.cast = await settle(self.story, datetime(2023, 1, 1, tzinfo=UTC).date())
            for key in (ADMIN, SECRETARY, CHAIR, WRITER, OFFICER):
                self.tokens[key] = await accounts.token_for(self._email(key))

    def _email(self, key: str) -> str:
        return str(self.cast.person(key).email)

    def client(self) -> httpx.AsyncClient:
        """The processes in turn, as a proxy before them would choose."""
        self._turn += 1
        return self._clients[self._turn % len(self._clients)]

    async def ask(
        self, who: str, method: str, path: str, body: Any = None, *, expect: int = 200, **more: Any
    ) -> httpx.Response:
        """One request by somebody's program; refuses an answer that is not the expected one."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}", "accept": "application/json"}
        headers |= more.pop("headers", {})
        if body is not None:
            more["json"] = body
        answer = await self.client().request(method, "/api/v1" + path, headers=headers, **more)
        assert answer.status_code == expect, (method, path, answer.text)
        return answer

    async def do(self, who: str, path: str, body: Any = None, *, expect: int = 200) -> Any:
        """One POST; its answer."""
        return (await self.ask(who, "POST", path, body or {}, expect=expect)).json()

    async def plan(self) -> None:
        """The rakornas with an open decision, and from it the rakortek, published."""
        self.earlier = await self._draft(self.before, None)
        await self.do(SECRETARY, f"/meetings/{self.earlier}/publish")
        await self.do(SECRETARY, f"/meetings/{self.earlier}/open")
        for resolved in self.before.decisions:
            said = resolved.model_dump(mode="json", include={"text", "owners", "due"})
            await self.do(SECRETARY, f"/meetings/{self.earlier}/decisions", said, expect=201)
        await self.do(SECRETARY, f"/meetings/{self.earlier}/close")
        self.meeting = await self._draft(self.event, self.earlier)
        for point in self.event.agenda:
            said = point.model_dump(mode="json", include={"title", "minutes", "presenter"})
            item = await self.do(SECRETARY, f"/meetings/{self.meeting}/agenda", said, expect=201)
            self.items.append(item["id"])
        for officer in self.event.officers:
            said = {"person": str(self.cast.person(officer.who).id), "part": officer.part.value}
            await self.do(SECRETARY, f"/meetings/{self.meeting}/parts", said, expect=201)
        await self.do(SECRETARY, f"/meetings/{self.meeting}/publish")

    async def _draft(self, event: Event, earlier: str | None) -> str:
        names = {"title", "theme", "purpose", "kind", "mode", "timezone", "organizer", "venue"}
        said = event.model_dump(mode="json", include=names | {"room", "online", "letter_number"})
        said["starts_at"] = event.starts_at.isoformat() + "+07:00"
        said["ends_at"] = event.ends_at.isoformat() + "+07:00"
        if earlier:
            said["follow_up_of"] = earlier
        return (await self.do(SECRETARY, "/meetings", said, expect=201))["id"]

    async def invite(self) -> None:
        """Offices are invited, and every letter arrives at the mail server."""
        to = []
        for guest in self.event.guests:
            person = self.cast.person(guest.who)
            to.append({"office": str(self.cast.office_of(person)), "role": guest.part.value})
        here = f"/meetings/{self.meeting}/invitations"
        wish = {"to": to, "delegation": "allowed_with_letter"}
        made = await self.do(SECRETARY, here, wish, expect=201)
        self.asked = dict(zip([g.who for g in self.event.guests], made["items"], strict=True))
        assert (await self.do(SECRETARY, f"{here}/send", expect=202))["queued"] == 89
        async with asyncio.timeout(90):
            while len(self.sink.letters) < 89:  # noqa: ASYNC110 - it counts in another thread
                await asyncio.sleep(0.1)

    async def answer(self) -> None:
        """Each answers as they did: on the page of the letter, or from their calendar."""
        for guest in self.event.guests:
            if guest.says and guest.by == "mail":
                await self._answer_by_calendar(guest)
            elif guest.says:
                await self._answer_on_page(guest)

    async def _answer_by_calendar(self, guest: Guest) -> None:
        letter = self.sink.letters[self._email(guest.who)][-1]
        raw = reply_to(letter, PARTSTAT[guest.says], at=datetime.now(UTC))
        took = await self.ask(
            ADMIN,
            "POST",
            "/inbound/mail",
            content=raw,
            headers={"content-type": "message/rfc822"},
        )
        assert took.json()["result"] == "reply_applied"
        assert took.json()["invitation"] == self.asked[guest.who]["id"]

    async def _answer_on_page(self, guest: Guest) -> None:
        text = self.sink.text_of(self._email(guest.who))
        path = "/r/" + re.search(r"/r/([a-z2-7]{26})", text)[1]
        said = guest.sits.value if guest.says == "accepted" and guest.sits else guest.says
        client = self.client()
        origin = {"origin": str(client.base_url).rstrip("/")}
        done = await client.post(path, data={"status": said}, headers=origin)
        assert done.status_code == 303, done.text

    async def check_in(self) -> None:
        """In the room by the code of the letter, online by the name on the list; some both."""
        for guest in self.event.guests:
            code = re.search(
                r"\b([0-9A-HJKMNP-TV-Z]{5})[- ]([0-9A-HJKMNP-TV-Z]{5})\b",
                self.sink.text_of(self._email(guest.who)),
            )
            for channel in guest.came:
                by_code = {"code": code[1] + code[2]}
                by_list = {"invitation": self.asked[guest.who]["id"]}
                scan = by_code if channel.value == "room" else by_list
                scan |= {"channel": channel.value, "at": f"2023-07-13T{guest.at}:00+07:00"}
                done = await self.do(OFFICER, f"/meetings/{self.meeting}/check-ins", scan)
                assert (done["result"], done["head"]["name"]) == (
                    "accepted",
                    self.asked[guest.who]["name"],
                )

    async def hold(self) -> None:
        """The agenda with notes and decisions, while others watch."""
        here = f"/meetings/{self.meeting}"
        for n, (item, point) in enumerate(zip(self.items, self.event.agenda, strict=True), 1):
            await self.do(WRITER, f"{here}/agenda/{item}/start")
            if point.note:
                note = {"body": document(point.note), "base_revision": 0}
                await self.ask(WRITER, "PUT", f"{here}/agenda/{item}/notes", note)
            for resolved in self.event.decisions:
                if resolved.under == n:
                    said = resolved.model_dump(
                        mode="json", exclude={"under", "taken", "progress", "agenda_item"}
                    )
                    taken = {**said, "agenda_item": item}
                    await self.do(WRITER, f"{here}/decisions", taken, expect=201)
            await self.do(WRITER, f"{here}/agenda/{item}/finish")

    async def write_minutes(self) -> None:
        """Drafted and submitted by the minute taker, approved by the chair, then sent out."""
        here = f"/meetings/{self.meeting}/minutes"
        await self.do(WRITER, here, expect=201)
        await self.do(WRITER, f"{here}/submit")
        approved = await self.do(CHAIR, f"{here}/approve")
        assert approved["status"] == "approved"
        assert (await self.do(SECRETARY, f"{here}/distribute"))["status"] == "distributed"

    async def read(self, path: str, *, by: str = SECRETARY) -> Any:
        return (await self.ask(by, "GET", path)).json()

    @contextlib.asynccontextmanager
    async def watching(self, who: str, base: str, view: str | None = None) -> AsyncIterator[Page]:
        """A page that follows the meeting over a websocket of one of the processes."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}"}
        url = f"{base.replace('http', 'ws')}/api/v1/meetings/{self.meeting}/live"
        async with connect(url, additional_headers=headers, max_size=None) as socket:
            page = Page(socket)
            await page.hello(**({"view": view} if view else {}))
            await page.hear()
            yield page

    async def snapshot(self, who: str, base: str, view: str | None = None) -> tuple[int, Any]:
        """What somebody who comes now is shown."""
        async with self.watching(who, base, view) as page:
            return int(page.seq or 0), json.loads(json.dumps(page.state))


async def carry_through(walk: Walk) -> None:
    """All of SC-4, from the first letter to the approved minutes; then its golden figures."""
    await walk.know_everybody()
    await walk.plan()
    await walk.invite()
    await walk.answer()
    async with contextlib.AsyncExitStack() as stack:
        watchers = [
            await stack.enter_async_context(walk.watching(who, base, view))
            for base in walk.bases
            for who, view in ((WRITER, None), (CHAIR, None), (SECRETARY, "public"))
        ]
        following = [asyncio.create_task(_follow(page)) for page in watchers]
        await walk.do(CHAIR, f"/meetings/{walk.meeting}/open")
        await walk.check_in()
        await walk.hold()
        closed = await walk.do(CHAIR, f"/meetings/{walk.meeting}/close")
        async with asyncio.timeout(15):
            await asyncio.gather(*following)
        seq, whole = await walk.snapshot(WRITER, walk.bases[-1])
        assert seq == closed["seq"]
        for page in watchers:
            view = "public" if page.view == "public" else None
            who = SECRETARY if view else CHAIR if page.view == "chair" else WRITER
            assert page.state == (await walk.snapshot(who, walk.bases[0], view))[1]
        assert len(whole["notes"]) == 6
    await walk.write_minutes()
    await golden(walk)


async def _follow(page: Page) -> None:
    """Listen until the meeting is closed."""
    while page.state["meeting"].get("status") != "finished":
        await page.hear(60)


async def golden(walk: Walk) -> None:
    """The figures of the press, asked of the running program."""
    here = f"/meetings/{walk.meeting}"
    meeting = await walk.read(here)
    assert (meeting["status"], meeting["follow_up_of"]) == ("finished", walk.earlier)
    came = await walk.read(f"{here}/attendance")
    assert {name: came[name] for name in ("heads", "room", "online", "both", "walk_ins")} == {
        "heads": 89,
        "room": 58,
        "online": 34,
        "both": 3,
        "walk_ins": 0,
    }
    assert came["by_kind"] == {"ministry": 9, "institution": 5, "unit": 5}
    assert came["agencies_present"] == 19
    decisions = (await walk.read(f"{here}/decisions"))["items"]
    assert [each["number"] for each in decisions] == [1, 2, 3, 4]
    assert "30% kursi" in decisions[0]["text"]
    assert len(decisions[0]["owners"]) == 14
    assert "10:20:70" in decisions[1]["text"]
    assert {"apbn", "blu", "pnbp", "apbd_prov"} <= set(decisions[2]["funding_sources"])
    for province in ("Papua Selatan", "Papua Tengah", "Papua Pegunungan", "Papua Barat Daya"):
        assert province in decisions[3]["text"]
    assert {each["horizon"] for each in decisions} == {"short", "middle", "long"}
    minutes = await walk.read(f"{here}/minutes")
    assert minutes["document"]["facts"]["day"] == "Kamis, 13 Juli 2023"
    assert sum(len(each["attendees"]) for each in minutes["document"]["attendance"]) == 89
    offered = await walk.read(f"{here}/follow-ups?limit=200")
    earlier = [each for each in offered["items"] if each["meeting"]["id"] == walk.earlier]
    assert len(earlier) == 5
    assert len(offered["items"]) - len(earlier) == 14 + 3 + 1 + 2
    await _documents(walk, here)


async def _documents(walk: Walk, here: str) -> None:
    """PDF and Word are made, and an approved version has the same bytes every time."""
    begins = {"pdf": b"%PDF-", "docx": b"PK\x03\x04"}
    for form, head in begins.items():
        first = await walk.ask(CHAIR, "GET", f"{here}/minutes.{form}")
        again = await walk.ask(CHAIR, "GET", f"{here}/minutes.{form}")
        assert first.content.startswith(head)
        assert len(first.content) > 10_000
        assert first.content == again.content
