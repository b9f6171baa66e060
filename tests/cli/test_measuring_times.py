"""A measurement of finding a time runs from the command line and says what it found."""

import json
import os
import subprocess
import sys


def test_a_small_search_is_measured(tmp_path):
    command = [sys.executable, "-m", "rakor", "bench", "times", "--people", "12", "--days", "7"]
    done = subprocess.run(
        [*command, "--json"], capture_output=True, cwd=tmp_path, env=os.environ, timeout=600
    )
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    assert (found["people"], found["days"], found["proposals"]) == (12, 7, 8)
    assert found["times_ms"] > found["bare_read_ms"] > 0
