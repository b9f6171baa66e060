"""Several processes from one: loaded once, shared until somebody writes to it."""

import contextlib
import ctypes
import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence

Work = Callable[[], object]
PATIENCE = 14.0  # seconds for children to finish what they are doing
TOO_SOON = 2.0  # a child that lives shorter is begun again with a pause
PAUSE = 1.0
LOOK = 5.0  # seconds; who ends is told by a signal, looking is for the one that was lost
STOP = frozenset({signal.SIGINT, signal.SIGTERM})
HEARD = STOP | {signal.SIGCHLD}
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


def in_a_child(work: Work) -> None:
    """Do something in a process of its own and wait; nothing of it stays in this one."""
    pid = _begin(work)
    _pid, status = os.waitpid(pid, 0)
    if code := os.waitstatus_to_exitcode(status):
        sys.exit(code)


def keep_running(works: Sequence[Work]) -> None:
    """One child for each work until told to stop; one that dies is begun again.

    A child that ends does not take the others with it, and what was acknowledged is on the disk.
    Should this process be killed, the children are told to end.
    """
    # What is loaded now is never collected, so that collecting does not copy shared pages.
    gc.freeze()
    with _listening():
        family = _Family(works)
        while family.lives:
            heard = signal.sigtimedwait(HEARD, family.until_next())
            if heard is not None and heard.si_signo in STOP:
                family.stop()
            family.bury()
            family.care()


class _Family:
    """The children that live, what each does and since when; and those to be begun again."""

    def __init__(self, works: Sequence[Work]) -> None:
        self._children: dict[int, tuple[Work, float]] = {}
        self._waiting: list[tuple[float, Work]] = [(0.0, work) for work in works]
        self._killed_at: float | None = None
        self.care()

    @property
    def lives(self) -> bool:
        return bool(self._children or self._waiting)

    def until_next(self) -> float:
        """Seconds until something is to be done although nothing was heard."""
        times = [when for when, _work in self._waiting]
        times += [self._killed_at] if self._killed_at is not None else []
        return max(0.0, min([time.monotonic() + LOOK, *times]) - time.monotonic())

    def stop(self) -> None:
        """Ask all to end; whoever has not ended when patience does is killed."""
        self._waiting.clear()
        if self._killed_at is None:
            self._killed_at = time.monotonic() + PATIENCE
        self._tell(signal.SIGTERM)

    def bury(self) -> None:
        """Take leave of those that ended; unless all are to end, each is begun again."""
        while self._children:
            pid, _status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            work, begun = self._children.pop(pid)
            if self._killed_at is None:
                now = time.monotonic()
                self._waiting.append((now + PAUSE if now - begun < TOO_SOON else now, work))

    def care(self) -> None:
        """Begin those whose time has come, and kill those whose time is over."""
        now = time.monotonic()
        if self._killed_at is not None and now >= self._killed_at:
            self._tell(signal.SIGKILL)
            self._killed_at = now + LOOK
        due = [work for when, work in self._waiting if when <= now]
        self._waiting = [(when, work) for when, work in self._waiting if when > now]
        for work in due:
            self._children[_begin(work)] = (work, now)

    def _tell(self, number: signal.Signals) -> None:
        for pid in self._children:
            # It may have ended a moment ago.
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)


@contextlib.contextmanager
def _listening() -> Iterator[None]:
    """Signals wait until they are asked for, so that none arrives between a look and a wait."""
    # A signal that is ignored would not wait.
    handler = signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        signal.signal(signal.SIGCHLD, handler)


def _begin(work: Work) -> int:
    sys.stdout.flush()
    parent = os.getpid()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return pid
    code = 1
    try:
        _as_a_child(parent)
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def _as_a_child(parent: int) -> None:
    """Nothing of the parent's ear is kept, and the child does not outlive it unnoticed."""
    for number in HEARD:
        signal.signal(number, signal.SIG_DFL)
    # Only Linux knows this.
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
    if os.getppid() != parent:
        os._exit(1)
