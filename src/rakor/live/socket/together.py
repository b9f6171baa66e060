"""Many who ask for the same kind of thing at once are answered by one reading."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Together(Generic[K, V]):
    """Asks `read` for all who wait, one reading after another; it answers in their order.

    A reading begins after everybody whom it answers has asked: nobody is told what was true before.
    """

    def __init__(self, read: Callable[[Sequence[K]], Awaitable[Sequence[V]]]) -> None:
        self._read = read
        self._waiting: list[tuple[K, asyncio.Future[V]]] = []
        self._task: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Whether nobody waits and nothing is read."""
        return self._task is None

    async def ask(self, key: K) -> V:
        answer: asyncio.Future[V] = asyncio.get_running_loop().create_future()
        self._waiting.append((key, answer))
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="live: ask together")
        return await answer

    async def _run(self) -> None:
        try:
            while self._waiting:
                asked, self._waiting = self._waiting, []
                await self._answer(asked)
        finally:
            self._task = None
            for _key, answer in self._waiting:
                answer.cancel()
            self._waiting = []

    async def _answer(self, asked: Sequence[tuple[K, asyncio.Future[V]]]) -> None:
        found: Sequence[V] = ()
        failure: BaseException | None = None
        try:
            found = await self._read([key for key, _answer in asked])
        except Exception as error:
            failure = error
        except BaseException:
            for _key, answer in asked:
                answer.cancel()
            raise
        for n, (_key, answer) in enumerate(asked):
            # Whoever asked may have gone away meanwhile.
            if answer.done():
                continue
            if failure is not None:
                answer.set_exception(failure)
            else:
                answer.set_result(found[n])
