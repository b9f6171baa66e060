"""Several processes from one: loaded once, shared until somebody writes to it."""

import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType

Work = Callable[[], object]
PATIENCE = 15.0  # seconds for children to finish what they are doing
TOO_SOON = 2.0  # a child that lives shorter is begun again with a pause


def in_a_child(work: Work) -> None:
    """Do something in a process of its own and wait; nothing of it stays in this one."""
    pid = _begin(work)
    _pid, status = os.waitpid(pid, 0)
    if code := os.waitstatus_to_exitcode(status):
        sys.exit(code)


def keep_running(works: Sequence[Work]) -> None:
    """One child for each work until told to stop; one that dies is begun again.

    A child that ends does not take the others with it, and what was acknowledged is on the disk.
    """
    # What is loaded now is never collected, so that collecting does not copy shared pages.
    gc.freeze()
    family = _Family()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, family.stop)
    signal.signal(signal.SIGALRM, family.kill)
    for work in works:
        family.begin(work)
    while family.children:
        pid, _status = os.wait()
        work, begun = family.children.pop(pid)
        if not family.stopping and time.monotonic() - begun < TOO_SOON:
            time.sleep(1)
        if not family.stopping:
            family.begin(work)


class _Family:
    """The children that live, what each does, and since when."""

    def __init__(self) -> None:
        self.children: dict[int, tuple[Work, float]] = {}
        self.stopping = False

    def begin(self, work: Work) -> None:
        pid = _begin(work)
        self.children[pid] = (work, time.monotonic())
        if self.stopping:
            # It was told to stop while this child was not in the list yet.
            _tell(pid, signal.SIGTERM)

    def stop(self, _number: int, _frame: FrameType | None) -> None:
        """Ask all to end; whoever has not ended when patience does is killed."""
        self.stopping = True
        for pid in list(self.children):
            _tell(pid, signal.SIGTERM)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)

    def kill(self, _number: int, _frame: FrameType | None) -> None:
        for pid in list(self.children):
            _tell(pid, signal.SIGKILL)


def _tell(pid: int, number: signal.Signals) -> None:
    # It may have ended a moment ago.
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def _begin(work: Work) -> int:
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)
