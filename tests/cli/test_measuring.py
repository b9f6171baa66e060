"""A measurement of the live session runs from the command line and says what it found."""

import json
import os
import subprocess
import sys


def test_a_small_session_is_measured(tmp_path):
    small = ["--sockets", "20", "--many", "20", "--storm", "20", "--seconds", "1", "--rate", "10"]
    parts = ["--peers", "send", "--parts", "fanout,storm", "--json"]
    command = [sys.executable, "-m", "rakor", "bench", "live", *small, *parts]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, env=os.environ, timeout=600)
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    assert [row["name"] for row in found["fanout"]] == ["rakor", "send"]
    assert all(row["us"] > 0 and row["of_send"] for row in found["fanout"])
    assert sum(found["storm"]["snapshots_resumed"].values()) == 0
    assert set(found["storm"]["snapshots_anew"].values()) == {1}
