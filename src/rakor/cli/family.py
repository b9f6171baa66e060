"""Several processes from one: loaded once, shared until somebody writes to it."""

import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
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
    stopping = False
    children: dict[int, tuple[Work, float]] = {}

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        for pid in children:
            os.kill(pid, signal.SIGTERM)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    for work in works:
        children[_begin(work)] = (work, time.monotonic())
    while children:
        pid, _status = os.wait()
        work, begun = children.pop(pid)
        if stopping:
            continue
        if time.monotonic() - begun < TOO_SOON:
            time.sleep(1)
        children[_begin(work)] = (work, time.monotonic())


def _begin(work: Work) -> int:
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
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
