"""Several processes from one: told to stop they end together, whatever each was doing."""

import signal
import subprocess
import sys
import time

import pytest

DIES = "lambda: None"
STAYS = "lambda: time.sleep(60)"
DEAF = "lambda: (signal.signal(signal.SIGTERM, signal.SIG_IGN), time.sleep(60))"


@pytest.mark.parametrize("works", [[STAYS, STAYS], [STAYS, DIES], [DIES], [DEAF, STAYS]])
def test_a_family_that_is_told_to_stop_ends(works):
    program = (
        "import signal, time; from rakor.cli import family; family.PATIENCE = 0.5; "
        f"print('begun', flush=True); family.keep_running([{', '.join(works)}])"
    )
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.7)  # those that die are in the pause before they are begun again
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=5) == 0
    finally:
        process.kill()
        process.communicate()
