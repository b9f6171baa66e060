"""Signing approved minutes with a certificate of one's own, from the command line."""

import argparse
import getpass
import sys
from pathlib import Path

import orjson

from rakor.accounts.models import Account, User
from rakor.cli.opened import with_database
from rakor.errors import Invalid
from rakor.minutes import operations
from rakor.minutes.models import Minutes
from rakor.minutes.operations import OwnCertificate
from rakor.words import _


def sign_minutes(options: argparse.Namespace) -> int:
    """Sign the approved PDF and hand it in, as somebody who prepares these minutes.

    The passphrase is one line of standard input, or typed; it stands in no argument and no
    setting, where others could read it.
    """
    try:
        pkcs12 = Path(options.pkcs12).read_bytes()
    except OSError as error:
        sys.exit(f"rakor: {error}")
    own = OwnCertificate(pkcs12, _passphrase(options))

    async def sign() -> int:
        by = await _user(options.by)
        minutes = await Minutes.get_or_none(id=options.id)
        meeting = minutes.meeting_id if minutes else options.id
        kept = await operations.sign_here(meeting, own, by=by, circulated=options.circulated)
        names = [each["signer"] for each in kept.signatures]
        line = {"sha256": kept.sha256, "edition": kept.edition.value, "signatures": names}
        print(orjson.dumps(line).decode())
        return 0

    return with_database(sign)


def _passphrase(options: argparse.Namespace) -> bytes | None:
    if options.passphrase_stdin:
        typed = sys.stdin.readline().rstrip("\n")
    elif sys.stdin.isatty():
        typed = getpass.getpass("Kata sandi PKCS#12: ")
    else:
        typed = ""
    return typed.encode() or None


async def _user(email: str) -> User:
    account = await Account.get_or_none(
        person__email=email.strip().lower(), active=True
    ).prefetch_related("person__agency")
    if account is None:
        raise Invalid(_("Tidak ada akun dengan alamat {email}.").format(email=email.strip()))
    return User.of(account)
