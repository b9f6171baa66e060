"""Backup and restore of an installation on SQLite: database, files and key in one file."""

import argparse
import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import orjson

from rakor import __version__
from rakor.archive.operations import Opened, Writer, opened, pieces
from rakor.archive.rules import MANIFEST, Broken
from rakor.cli.exporting import check_free
from rakor.errors import Conflict
from rakor.settings import settings
from rakor.words import _

FORMAT = "rakor backup"
SCHEMA = 1
DATABASE = "rakor.db"
KEY = "secret.key"
# What is half written, or only there while somebody waits for it.
_PASSING = ("packages",)


def backup(options: argparse.Namespace) -> int:
    """Write one file with everything this installation needs to begin again; it may go on serving.

    The database is as of one moment, the files are those it names or newer. Refuses (Conflict)
    PostgreSQL, which has means of its own, and a file that is there.
    """
    database, out = _database(), Path(options.file)
    check_free(out)
    if not database.is_file():
        raise Conflict(_("Basis data {path} tidak ada.").format(path=database))
    beside = Path(f"{out}.part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            count = _write(Writer(file), database, Path(f"{out}.db"))
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, out)
    finally:
        beside.unlink(missing_ok=True)
    line = {"file": str(out), "files": count, "key": _own_key() is not None}
    print(orjson.dumps(line).decode())
    return 0


def restore(options: argparse.Namespace) -> int:
    """Bring a backup back to a place where nothing is yet; every page loads anew after that.

    Refuses (Broken) a backup that is not whole, and (Conflict) a place with a database, files or
    another key. What is there is whole or nothing.
    """
    database, files = _database(), settings().files
    check_free(database)
    if files.is_dir() and any(files.iterdir()):
        raise Conflict(_("Folder {path} sudah berisi berkas.").format(path=files))
    with opened(Path(options.file)) as package:
        said = _manifest(package)
        key = package.read(KEY).decode().strip() if KEY in package.names else None
        _check_key(key)
        with _beside(database) as new, _beside(files) as folder:
            _take(package, DATABASE, new)
            _begin_anew(new)
            folder.mkdir(parents=True)
            for name, path in said.items():
                _take(package, name, folder / path)
            if key is not None and not settings().secret_key:
                _keep_key(key)
            if files.is_dir():
                files.rmdir()
            os.replace(folder, files)
            os.replace(new, database)
    print(orjson.dumps({"database": str(database), "files": len(said)}).decode())
    return 0


def _database() -> Path:
    url = settings().database_url
    if not url.startswith("sqlite://"):
        raise Conflict(
            _(
                "Perintah ini untuk SQLite. Untuk PostgreSQL gunakan pg_dump dan pg_restore, "
                "serta salin folder {files}."
            ).format(files=settings().files)
        )
    return Path(unquote(url.removeprefix("sqlite://").split("?")[0]))


def _write(writer: Writer, database: Path, copy: Path) -> int:
    try:
        # The database first: whatever it names was on the disk before.
        with closing(sqlite3.connect(database)) as now, closing(sqlite3.connect(copy)) as then:
            now.backup(then)
            then.execute("PRAGMA journal_mode = DELETE")
        writer.copy(DATABASE, copy)
    finally:
        copy.unlink(missing_ok=True)
    key = _own_key()
    if key is not None:
        writer.add(KEY, key.encode() + b"\n")
    names = {}
    for at, path in enumerate(_files(settings().files), start=1):
        name = f"files/{at}"
        try:
            writer.copy(name, path)
        except FileNotFoundError:
            continue  # taken away while we came to it
        names[name] = path.relative_to(settings().files).as_posix()
    said = {"format": FORMAT, "schema_version": SCHEMA, "software": __version__, "files": names}
    writer.add(MANIFEST, orjson.dumps(said, option=orjson.OPT_INDENT_2))
    writer.add_sums()
    writer.close()
    return len(names)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        within = path.relative_to(folder)
        if within.parts[0] in _PASSING or path.suffix == ".part" or path.is_symlink():
            continue
        if path.is_file():
            yield path


def _own_key() -> str | None:
    """The key that is kept beside the files; none where the operator sets it."""
    path = settings().files.parent / KEY
    return path.read_text().strip() if not settings().secret_key and path.is_file() else None


def _check_key(key: str | None) -> None:
    """Refuses (Conflict) a place whose key is another: no link and no proof would hold."""
    path = settings().files.parent / KEY
    given = settings().secret_key or (path.read_text().strip() if path.is_file() else "")
    if key and given and not secrets.compare_digest(key, given):
        raise Conflict(_("Kunci rahasia di sini bukan kunci cadangan ini."))


def _keep_key(key: str) -> None:
    path = settings().files.parent / KEY
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key)


def _manifest(package: Opened) -> dict[str, str]:
    """Which file goes where; Broken for what is no backup, or leads out of the folder."""
    try:
        said = orjson.loads(package.read(MANIFEST))
        known = (said["format"], said["schema_version"]) == (FORMAT, SCHEMA)
        files = dict(said["files"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        known, files = False, {}
    if not known or DATABASE not in package.names:
        raise Broken(_("Berkas ini bukan cadangan yang dapat dibaca Rakor ini."))
    for name, path in files.items():
        way = PurePosixPath(str(path))
        leads_out = way.is_absolute() or ".." in way.parts or "\0" in str(path)
        if leads_out or name not in package.names or not way.parts:
            raise Broken(
                _("Nama berkas “{name}” tidak diizinkan di dalam paket.").format(name=path)
            )
    if len(set(files.values())) != len(files):
        raise Broken(_("Berkas ini bukan cadangan yang dapat dibaca Rakor ini."))
    return files


def _take(package: Opened, name: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with package.file(name) as inside, path.open("xb") as file:
        for piece in pieces(inside):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _begin_anew(database: Path) -> None:
    """Every stream gets another epoch: pages that are open elsewhere know a later history."""
    try:
        with closing(sqlite3.connect(database)) as connection, connection:
            whole = connection.execute("PRAGMA integrity_check").fetchone()
            if whole != ("ok",):
                raise Broken(_("Basis data di dalam cadangan ini rusak."))
            connection.execute("UPDATE stream SET epoch = lower(hex(randomblob(4)))")
    except sqlite3.DatabaseError:
        raise Broken(_("Basis data di dalam cadangan ini rusak.")) from None


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A place beside, moved over when all is there; gone when something was refused."""
    beside = path.with_name(f"{path.name}.restoring")
    path.parent.mkdir(parents=True, exist_ok=True)
    if beside.exists():
        raise Conflict(_("Berkas {name} sudah ada.").format(name=beside))
    try:
        yield beside
    finally:
        if beside.is_dir():
            shutil.rmtree(beside, ignore_errors=True)
        else:
            beside.unlink(missing_ok=True)
