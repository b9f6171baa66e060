"""A Cyrus server of its own for a test: somebody's mailbox and calendar, as their office has them.

What it sends and how it judges an invitation is Cyrus' own code (RFC 5546, 6047, 6638). Debian's
packages are laid out in a folder, nothing is installed, and it ends with the test.
"""

import contextlib
import os
import pwd
import shutil
import smtplib
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

PACKAGES = Path(__file__).parents[2] / ".venv" / "cyrus"
DOMAIN = "bkn.example"
REALM = "calendars.example"
PASSWORD = "kata-sandi-kalender"
PATIENCE = 20.0
# Whoever gets an invitation finds it in the calendar, as mail servers with calendars do.
INVITATIONS_ENTER_THE_CALENDAR = 'require ["vnd.cyrus.imip"];\nprocessimip;\nkeep;\n'


def missing() -> str:
    """Why there is no Cyrus here; "" if there is."""
    if not (PACKAGES / "ready").exists():
        return "Cyrus is not here: `make cyrus` fetches Debian 12's packages"
    return "" if shutil.which("dpkg-deb") else "dpkg-deb is needed to unpack Cyrus"


@dataclass(frozen=True, slots=True)
class Cyrus:
    """A running server: mail comes in at `lmtp`, its users' calendars are served at `http`."""

    lmtp: int
    http: int

    def deliver(self, message: bytes, user: str) -> None:
        """Put a message into somebody's mailbox, as the mail server of their office would."""
        with smtplib.LMTP("127.0.0.1", self.lmtp, timeout=PATIENCE) as door:
            refused = door.sendmail("rakor@rakor.test", [f"{user}@{DOMAIN}"], message)
        assert refused == {}

    def move_in(self, user: str) -> None:
        """Make a mailbox with its first message, and a calendar with the first look at it."""
        self.deliver(b"From: it@bkn.example\r\nSubject: Selamat datang\r\n\r\nHalo.\r\n", user)
        with self.calendar(user) as calendar:
            calendar.request("PROPFIND", "", headers={"depth": "0"}).raise_for_status()

    def calendar(self, user: str) -> httpx.Client:
        """What a calendar program of that person speaks to (RFC 4791)."""
        home = f"http://127.0.0.1:{self.http}/dav/calendars/user/{user}/Default/"
        return httpx.Client(base_url=home, auth=(user, PASSWORD), timeout=PATIENCE)


def unpack(programs: Path) -> None:
    """Lay the packages out in a folder."""
    for package in sorted(PACKAGES.glob("*.deb")):
        subprocess.run(["dpkg-deb", "-x", package, programs], check=True, timeout=60)


@contextlib.contextmanager
def serving(programs: Path, work: Path, users: list[str], *, replies_to: int) -> Iterator[Cyrus]:
    """Cyrus with these users; what their calendars say is mailed to the port `replies_to`.

    Both folders must be such that every user of this machine may enter: Cyrus refuses to be root.
    """
    lmtp, http = _free_ports(2)
    _configure(work, programs, lmtp, http, replies_to)
    libraries = [*programs.glob("usr/lib/*-linux-gnu"), *programs.glob("lib/*-linux-gnu")]
    env = {
        "PATH": os.environ["PATH"],
        "LD_LIBRARY_PATH": ":".join(map(str, libraries)),
        "SASL_PATH": str(next(programs.glob("usr/lib/*-linux-gnu/sasl2"))),
    }
    for user in users:
        command = [programs / "usr/sbin/saslpasswd2", "-c", "-p", "-u", REALM, "-f"]
        command += [work / "sasldb2", user]
        subprocess.run(command, input=PASSWORD.encode(), env=env, check=True, timeout=120)
    bin_folder = programs / "usr/lib/cyrus/bin"
    command = [bin_folder / "master", "-D", "-C", work / "imapd.conf", "-M", work / "cyrus.conf"]
    with (work / "said").open("wb") as said:
        process = subprocess.Popen(
            [*command, "-p", work / "master.pid"],
            env=env,
            stdout=said,
            stderr=said,
            # It ends its whole group with itself, in which another Cyrus of these tests may be.
            start_new_session=True,
            **_as_nobody(work),
        )
    try:
        for port in (lmtp, http):
            _wait_for(port, process, work)
        server = Cyrus(lmtp, http)
        for user in users:
            server.move_in(user)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _configure(work: Path, programs: Path, lmtp: int, http: int, replies_to: int) -> None:
    for name in ("db", "socket", "proc", "log", "msg", "lock"):
        (work / "config" / name).mkdir(parents=True)
    (work / "spool").mkdir()
    (work / "filter.sieve").write_text(INVITATIONS_ENTER_THE_CALENDAR)
    settings = {
        "configdirectory": work / "config",
        "defaultpartition": "default",
        "partition-default": work / "spool",
        "sievedir": work,
        "cyrus_user": _runs_as(),
        "admins": "cyrus",
        "servername": REALM,
        "allowplaintext": "yes",
        "sasl_pwcheck_method": "auxprop",
        "sasl_auxprop_plugin": "sasldb",
        "sasl_sasldb_path": work / "sasldb2",
        "sasl_mech_list": "PLAIN",
        "httpmodules": "caldav",
        "calendar_user_address_set": DOMAIN,
        "autocreate_quota": 0,
        "autocreate_post": "yes",
        "autocreate_sieve_script": work / "filter.sieve",
        "sieve_extensions": "vnd.cyrus.imip",
        "smtp_backend": "host",
        "smtp_host": f"127.0.0.1:{replies_to}",
    }
    lines = [f"{name}: {value}\n" for name, value in settings.items()]
    (work / "imapd.conf").write_text("".join(lines))
    run = f"{programs}/usr/lib/cyrus/bin"
    config = f"-C {work}/imapd.conf"
    (work / "cyrus.conf").write_text(
        f'START {{\n recover cmd="{run}/ctl_cyrusdb {config} -r"\n}}\n'
        "SERVICES {\n"
        f' http cmd="{run}/httpd {config}" listen="127.0.0.1:{http}" prefork=1\n'
        f' lmtp cmd="{run}/lmtpd {config} -a" listen="127.0.0.1:{lmtp}" prefork=1\n'
        "}\nEVENTS {\n}\n"
    )


def _runs_as() -> str:
    return "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name


def _as_nobody(work: Path) -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    for path in [work, *work.rglob("*")]:
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def _wait_for(port: int, process: subprocess.Popen[bytes], work: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert process.poll() is None, (work / "said").read_text()
        assert time.monotonic() < until, "Cyrus does not listen"
        time.sleep(0.02)
