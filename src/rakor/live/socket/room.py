"""One meeting in this process: read once from the journal, encoded once for each view.

Three numbers rule it. `top`: how far the journal was read. A channel's `sent`: up to where its
members have been told; entries after it, up to `told`, are hidden from that view. A member's
`cursor`: up to where this one was told. A member at `sent` gets the same bytes as everybody else;
one behind it is caught up on its own, and never skips anything. So is whoever is told something
that the others of the view are not: such a member may be ahead of `sent`, and is caught up again.
"""

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.journal import Audience, Entry
from rakor.live import queries
from rakor.live.queries import Resumed, projected
from rakor.live.queries.state import begins_anew
from rakor.live.rules import View, changes_rights, reshapes
from rakor.live.rules.views import ADDRESSED
from rakor.live.socket.channel import Channel
from rakor.live.socket.member import Member
from rakor.live.socket.ring import RANGE, Ring, ranges
from rakor.live.socket.snapshots import Kept, Snapshots
from rakor.live.socket.wire import RESTART, Frame, frame

HEARTBEAT = 20.0  # seconds, ± 20 %
TICK = 1.0
MEND = 0.05

RIGHTS_CHANGED = 4403
TOO_SLOW = 4408
RESYNC = 4409

# What happens within a session moves nobody to another delegation.
_WITHIN = {"agenda", "note", "decision", "material", "speaker", "speaking", "vote", "ballot"}

log = logging.getLogger(__name__)


class Room:
    """The one reader of a meeting in this process, and everybody who follows it here."""

    def __init__(self, meeting_id: UUID) -> None:
        self.meeting_id = meeting_id
        self.epoch = ""
        self.top = 0
        self.channels: dict[View, Channel] = {}
        self.empty_since = time.monotonic()
        self._ring = Ring()
        self._snapshots = Snapshots(meeting_id)
        self._resumes: dict[tuple[str, int, int, frozenset[UUID]], Frame] = {}
        self._rights_at = datetime.now(UTC)
        self._seats_at = self._rights_at
        self._moved_seats = False
        self._lagging: set[Member] = set()
        self._moved = asyncio.Condition()
        self._waiter: journal.bells.Waiter | None = None
        self.presence_changed = False
        self._mender: asyncio.Task[None] | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._closed = False
        self.started = asyncio.create_task(self._start(), name="live: start")

    @property
    def members(self) -> Iterator[Member]:
        for channel in self.channels.values():
            yield from tuple(channel.members)

    async def _start(self) -> None:
        self.epoch, self.top = await journal.epoch_and_top(self.meeting_id)
        # What changed before was not seen here.
        self._rights_at = datetime.now(UTC)
        self._tasks = [
            asyncio.create_task(self._read(), name="live: read"),
            asyncio.create_task(self._tick(), name="live: tick"),
        ]

    async def close(self) -> None:
        """Stop reading. Members are told by whoever closes; who is coming in, once they are."""
        self._closed = True
        tasks = [self.started, *self._tasks]
        tasks += [self._mender] if self._mender else []
        await journal.end(tasks)
        await self._snapshots.close()

    # Coming and going

    async def join(self, member: Member, since: int | None, epoch: str | None) -> None:
        """Bring a browser to where the meeting is, from where it was; from here on it is told."""
        message, seq = await self._first(member, since, epoch)
        await self._reach(seq)
        channel = self.channels.get(member.view)
        if channel is None:
            channel = self.channels[member.view] = Channel(member.view, self.top)
        self._flush(channel)
        member.give(message, seq)
        channel.add(member)
        self.presence_changed = True
        if member.cursor < channel.sent:
            self._lag([member])
        # Rights may have changed after they were looked up and before this room knew of the member.
        if max(self._rights_at, self._seats_at) >= member.came:
            await self._look_again([member])
        if self._closed:
            member.leave(RESTART)

    def leave(self, member: Member) -> None:
        """A browser is gone."""
        channel = self.channels.get(member.view)
        if channel is not None:
            channel.discard(member)
        self._lagging.discard(member)
        self.presence_changed = True
        self.empty_since = time.monotonic()

    async def _first(
        self, member: Member, since: int | None, epoch: str | None
    ) -> tuple[Frame, int]:
        if since is None:
            return await self._whole(member, "first")
        if why := begins_anew(epoch, self.epoch, member.view):
            return await self._whole(member, why)
        if since > self.top:
            await self._compare()  # it was told more by another process, or before a restore
            why = begins_anew(epoch, self.epoch, member.view)
            if why or since > (await journal.epoch_and_top(self.meeting_id))[1]:
                return await self._whole(member, why or "gap")
            await self._reach(since)
        known = await self._behind(since)
        if known is None:
            return await self._whole(member, "gap")
        if any(reshapes(entry, member.view) for entry in known):
            return await self._whole(member, "view")
        return self._resume(member, since, known)

    def _resume(self, member: Member, since: int, known: list[Entry]) -> tuple[Frame, int]:
        """What was missed, encoded once for all who missed the same and are told the same."""
        told = frozenset(e.subject for e in known if e.subject and e.audience in ADDRESSED)
        upto = known[-1].seq if known else since
        key = member.label, since, upto, told & member.mine
        if key not in self._resumes:
            items = projected(known, member.view, member.mine)
            resumed = Resumed(self.epoch, since, upto, member.view, items)
            self._resumes[key] = frame(**{**resumed.frame(), "view": member.label})
        return self._resumes[key], upto

    async def _reach(self, seq: int) -> None:
        """Wait until this room has read that far; a snapshot may be ahead of it."""
        while self.top < seq and not self._closed:
            if self._waiter is not None:
                self._waiter.wake(seq)
            async with self._moved:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(TICK):
                        await self._moved.wait()

    async def _whole(self, member: Member, reason: str) -> tuple[Frame, int]:
        kept = await self._snapshot(member.view)
        return kept.frame(reason, member), kept.seq

    async def _snapshot(self, view: View) -> Kept:
        """The state as of now or later. Another epoch shows that the database was restored."""
        while True:
            kept = await self._snapshots.at_least(view, self.top)
            if kept.epoch == self.epoch:
                return kept
            self._snapshots.clear()
            await self._compare()

    # Reading and telling

    async def _read(self) -> None:
        """Follow the journal until the room closes; while the database is away it waits."""
        with journal.bells.watch(self.meeting_id) as self._waiter:
            while True:
                try:
                    while fresh := await journal.since(self.meeting_id, self.top, RANGE):
                        await self._take(fresh)
                        if len(fresh) < RANGE:
                            break  # what comes after this rings again
                except Exception as error:
                    log.warning("The meeting cannot be read, trying again: %s", error)
                    await asyncio.sleep(1)
                    continue
                # A bell ahead of what there is must not hide the next one.
                self._waiter.top = self.top
                await self._waiter.wait()

    async def _take(self, fresh: Sequence[Entry]) -> None:
        # Before anything moves: should the database go away here, all of it is read again.
        for entry in fresh:
            if changes_rights(entry):
                self._rights_at = datetime.now(UTC)
                await self._check_rights(entry)
            # Who sits for an agency is looked at when something is told to one, not for each of
            # a thousand who come in.
            if entry.kind.partition(".")[0] not in _WITHIN:
                self._moved_seats = True
            if entry.audience is Audience.AGENCY and self._moved_seats:
                self._moved_seats, self._seats_at = False, datetime.now(UTC)
                await self._look_again(list(self.members))
        self._ring.add(fresh)
        self.top = fresh[-1].seq
        self._resumes.clear()
        for channel in list(self.channels.values()):
            try:
                await self._tell(channel, fresh)
            except Exception as error:
                log.warning("A view cannot be told, its readers begin anew: %s", error)
                self._give_up(channel)
        async with self._moved:
            self._moved.notify_all()

    def _give_up(self, channel: Channel) -> None:
        """Nobody goes on from where something was left out; they come back and get the whole."""
        for member in channel.members:
            member.leave(RESYNC)
        channel.sent = channel.told = self.top

    async def _tell(self, channel: Channel, fresh: Sequence[Entry]) -> None:
        new = [entry for entry in fresh if entry.seq > channel.told]
        if not new:
            return
        if not channel.members:
            channel.sent = channel.told = new[-1].seq
            return
        if any(reshapes(entry, channel.view) for entry in new):
            self._lag(channel.replace(await self._snapshot(channel.view)))
            return
        for part in ranges(new):
            upto = part[-1].seq
            self._lag(channel.owe(part))
            if items := projected(part, channel.view):
                self._deliver(channel, upto, items)
            else:
                channel.told = upto

    def _deliver(self, channel: Channel, upto: int, items: list[dict[str, Any]]) -> None:
        """The same bytes for everybody who is up to date; nobody waits for anybody."""
        message = frame(t="ev", after=channel.sent, upto=upto, items=items)
        self._lag(channel.deliver(message, upto))

    def _flush(self, channel: Channel) -> None:
        """Move everybody's cursor over entries that are hidden from them."""
        if channel.sent < channel.told:
            self._deliver(channel, channel.told, [])

    # Catching up

    def _lag(self, members: Iterable[Member]) -> None:
        self._lagging.update(members)
        if self._lagging and (self._mender is None or self._mender.done()):
            self._mender = asyncio.create_task(self._mend(), name="live: catch up")

    async def _mend(self) -> None:
        """Bring those behind forward as fast as each of them reads."""
        while self._lagging:
            for member in list(self._lagging):
                try:
                    await self._catch_up(member)
                except Exception as error:
                    log.warning("Somebody cannot be caught up, trying again: %s", error)
                    await asyncio.sleep(TICK)
            await asyncio.sleep(MEND if self._lagging else 0)

    async def _catch_up(self, member: Member) -> None:
        channel = self.channels.get(member.view)
        while channel is not None and member.ready:
            at, goal = member.cursor, max(channel.sent, member.owed)
            if at >= goal:
                break
            entries = await self._behind(at)
            kept = None
            if entries is None or any(reshapes(entry, member.view) for entry in entries):
                kept = await self._snapshot(member.view)
            if member.cursor != at:
                continue  # it was told everything meanwhile
            if kept is not None:
                message, upto = kept.frame("view" if entries else "gap", member), kept.seq
            else:
                known = [entry for entry in entries or () if entry.seq <= goal]
                if not known:
                    return  # a snapshot was ahead of what was read here; the rest is on its way
                part = next(ranges(known))
                upto, items = part[-1].seq, projected(part, member.view, member.mine)
                message = frame(t="ev", after=at, upto=upto, items=items)
            if not member.takes(message):
                return
            member.give(message, upto)
        if channel is not None:
            channel.settle(member)
        if (
            channel is None
            or member not in channel.members
            or member.cursor >= max(channel.sent, member.owed)
        ):
            self._lagging.discard(member)

    async def _behind(self, after: int) -> list[Entry] | None:
        """Everything after that number, or None if it is better told as a whole."""
        known = self._from_ring(after)
        if known is not None:
            return known
        entries = await journal.since(self.meeting_id, after, queries.MOST_MISSED + 1)
        return entries if len(entries) <= queries.MOST_MISSED else None

    def _from_ring(self, after: int) -> list[Entry] | None:
        return [] if after == self.top else self._ring.since(after)

    # The clock

    async def _tick(self) -> None:
        beat = time.monotonic() + _pause()
        while True:
            await asyncio.sleep(TICK)
            now = time.monotonic()
            for member in self.members:
                if member.stuck(now):
                    member.leave(TOO_SLOW)
            try:
                if now >= beat:
                    beat = now + _pause()
                    await self._beat()
            except Exception as error:
                log.warning("The room cannot be read, trying again: %s", error)

    async def _beat(self) -> None:
        for channel in self.channels.values():
            self._flush(channel)
        self._everybody(frame(t="hb", seq=self.top, now=datetime.now(UTC).isoformat()))
        await self._compare()

    async def _compare(self) -> None:
        """Whether the journal is still the one that was read here."""
        epoch, top = await journal.epoch_and_top(self.meeting_id)
        if epoch != self.epoch and not self.epoch:
            self.epoch = epoch
        elif epoch != self.epoch or top < self.top:
            self._begin_anew(epoch, top)

    def _begin_anew(self, epoch: str, top: int) -> None:
        """The database was restored: what we remember never happened."""
        for member in self.members:
            member.leave(RESYNC)
        self.epoch, self.top = epoch, top
        if self._waiter is not None:
            self._waiter.top = top
        self._ring.clear()
        self._lagging.clear()
        self._snapshots.clear()
        self._resumes.clear()
        self.channels.clear()

    def _everybody(self, message: Frame) -> None:
        for member in self.members:
            if member.takes(message):
                member.give(message)

    # Rights

    async def _check_rights(self, entry: Entry) -> None:
        """Whoever's part changed begins anew; where nobody is named, everybody is looked at."""
        named = entry.data.get("person") or entry.data.get("person_id")
        if entry.kind == "invitation.withdrawn" and named is None:
            return
        if named is not None:
            key = str(named.get("id") if isinstance(named, dict) else named)
            for member in self.members:
                if str(member.user.id) == key:
                    member.leave(RIGHTS_CHANGED)
            return
        await self._look_again(list(self.members))

    async def _look_again(self, members: Sequence[Member]) -> None:
        """Whoever sees something else than they did, or nothing any more, begins anew."""
        now = await queries.as_now([member.user for member in members])
        still = [(m, user) for m, user in zip(members, now, strict=True) if user is not None]
        asked = [(user, member.wished) for member, user in still]
        seen = await queries.rights_of(self.meeting_id, asked)
        eyes = {m: each for (m, _user), each in zip(still, seen, strict=True)}
        for member in members:
            now_seen = eyes.get(member)
            if now_seen is None or (now_seen.view, now_seen.mine) != (member.view, member.mine):
                member.leave(RIGHTS_CHANGED)


def _pause() -> float:
    return HEARTBEAT * random.uniform(0.8, 1.2)  # noqa: S311 - not a secret
