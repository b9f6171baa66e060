"""The commands as an operator runs them: real processes, exit codes, one line for a refusal."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

FIRST = [True]
MAIL = b"From: a@example.go.id\r\nTo: rsvp@rakor.test\r\nSubject: Halo\r\n\r\nApa kabar?\r\n"


@pytest.fixture
def rakor(tmp_path, empty_sqlite):
    """Runs one command on a new database: `rakor("check")`; the first begins with none at all."""
    if not FIRST:
        shutil.copy(empty_sqlite, tmp_path / "rakor.db")
    FIRST.clear()

    def run(*arguments: str, stdin: bytes = b"", **settings: str) -> subprocess.CompletedProcess:
        env = {
            **os.environ,
            "RAKOR_DATABASE_URL": f"sqlite://{tmp_path / 'rakor.db'}",
            "RAKOR_FILES": str(tmp_path / "files"),
            **settings,
        }
        command = [sys.executable, "-m", "rakor", *arguments]
        return subprocess.run(
            command, input=stdin, capture_output=True, env=env, cwd=tmp_path, timeout=120
        )

    return run


def test_a_fit_installation_passes_every_question(rakor):
    done = rakor("check")
    lines = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (0, b"")
    assert [line.split()[:2] for line in lines] == [
        ["settings", "ok"],
        ["database", "ok"],
        ["broker", "ok"],
        ["mail", "ok"],
        ["mailbox", "ok"],
        ["links", "ok"],
        ["clock", "ok"],
        ["disk", "ok"],
    ]


def test_a_mail_server_that_is_away_is_found_before_it_is_needed(rakor):
    done = rakor("check", RAKOR_SMTP_URL="smtp://127.0.0.1:9")
    assert done.returncode == 1
    assert "mail      FAIL" in done.stdout.decode()


def test_a_broker_that_is_away_is_found_before_it_is_needed(rakor):
    done = rakor("check", RAKOR_BROKER_URL="redis://127.0.0.1:9")
    assert done.returncode == 1
    assert "broker    FAIL" in done.stdout.decode()


def test_a_setting_nobody_reads_is_an_error(rakor):
    done = rakor("check", RAKOR_SMPT_URL="smtp://mail.example.go.id")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("Unknown setting RAKOR_SMPT_URL.")


def test_an_account_and_its_token_come_from_the_command_line(rakor):
    person = ["user", "create", "ada@example.go.id", "--name", "Ada", "--agency", "SETNEG"]
    made = rakor(*person, "--role", "admin", "--password-stdin", stdin=b"rahasia sekali\n")
    token = rakor("token", "create", "ada@example.go.id", "--days", "7")
    assert (made.returncode, made.stdout) == (0, b"")
    assert token.returncode == 0
    assert token.stdout.decode().count("\n") == 1
    assert len(token.stdout.strip()) > 30


def test_a_refusal_is_one_line_and_exit_code_1(rakor):
    done = rakor("token", "create", "nobody@example.go.id")
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode().startswith("rakor: ")


def test_a_file_that_is_not_there_is_one_line(rakor):
    done = rakor("mail", "ingest", "surel.eml")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith("rakor: ")
    assert done.stderr.count(b"\n") == 1


def test_mail_from_a_pipe_is_taken_whatever_it_says(rakor):
    done = rakor("mail", "ingest", "-", stdin=MAIL)
    line = json.loads(done.stdout)
    assert done.returncode == 0
    assert sorted(line) == ["invitation", "reason", "result"]
    assert (line["result"], line["invitation"]) == ("unreadable", None)


def children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz").status_code == 200
    except httpx.TransportError:
        return False


def test_several_processes_serve_one_that_dies_is_begun_again_and_all_end_together(
    rakor_process, tmp_path, empty_sqlite
):
    shutil.copy(empty_sqlite, tmp_path / "rakor.db")
    server = rakor_process(
        "serve",
        *("--workers", "2"),
        env={"RAKOR_DATABASE_URL": f"sqlite://{tmp_path / 'rakor.db'}"},
    )
    before = children(server.process.pid)
    os.kill(before[0], signal.SIGKILL)
    for _attempt in range(100):
        now = children(server.process.pid)
        if len(now) == 3 and before[0] not in now:
            break
        time.sleep(0.1)
    assert (len(before), len(now), before[0] in now) == (3, 3, False)
    assert alive(server.url)
    server.process.terminate()
    assert server.process.wait(20) == 0
    assert [pid for pid in now if Path(f"/proc/{pid}").exists()] == []
    assert not alive(server.url)
