"""A backup holds database, files and key, and comes back whole, or not at all."""

import argparse
import json
import sqlite3
from pathlib import Path

import pytest

from rakor.archive.rules import Broken
from rakor.cli import backing
from rakor.errors import Conflict
from rakor.settings import Settings, settings


def house(folder: Path, monkeypatch, **others) -> Path:
    """An installation of its own below this folder."""
    given = {"database_url": f"sqlite://{folder / 'rakor.db'}", "files": folder / "files"}
    for name, value in ({"secret_key": ""} | given | others).items():
        assert name in Settings.model_fields
        monkeypatch.setattr(settings(), name, value)
    folder.mkdir(exist_ok=True)
    return folder


def named(path: Path) -> argparse.Namespace:
    return argparse.Namespace(file=str(path))


@pytest.fixture
def lived_in(tmp_path, monkeypatch, empty_sqlite) -> Path:
    folder = house(tmp_path / "here", monkeypatch)
    (folder / "rakor.db").write_bytes(empty_sqlite.read_bytes())
    with sqlite3.connect(folder / "rakor.db") as database:
        for at in range(3):
            key = f"00000000-0000-0000-0000-00000000000{at}"
            database.execute("INSERT INTO stream (id, epoch, last_seq) VALUES (?, 'old', 7)", [key])
    database.close()
    for name in ("materials/a", "fonts/Huruf Kita (Tebal).ttf"):
        (folder / "files" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "files" / name).write_bytes(name.encode())
    (folder / "files/materials/b.part").write_bytes(b"half")
    (folder / "secret.key").write_text("kunci rumah ini")
    return folder


def test_a_backup_comes_back_elsewhere_with_files_and_key_and_another_epoch(
    lived_in, tmp_path, monkeypatch, capsys
):
    backing.backup(named(tmp_path / "b.rakor"))
    there = house(tmp_path / "there", monkeypatch)
    backing.restore(named(tmp_path / "b.rakor"))
    with sqlite3.connect(there / "rakor.db") as database:
        epochs = {row[0] for row in database.execute("SELECT epoch FROM stream")}
        tops = [row[0] for row in database.execute("SELECT last_seq FROM stream")]
    database.close()
    files = {p.relative_to(there).as_posix() for p in there.rglob("*") if p.is_file()}

    assert json.loads(capsys.readouterr().out.splitlines()[0]) == {
        "file": str(tmp_path / "b.rakor"),
        "files": 2,
        "key": True,
    }
    assert files == {
        "rakor.db",
        "secret.key",
        "files/materials/a",
        "files/fonts/Huruf Kita (Tebal).ttf",
    }
    assert (there / "files/materials/a").read_bytes() == b"materials/a"
    assert (there / "secret.key").read_text() == "kunci rumah ini"
    assert (len(epochs), "old" in epochs, tops) == (3, False, [7, 7, 7])
    assert ((tmp_path / "b.rakor").stat().st_mode & 0o777) == 0o600


def test_nothing_that_is_there_is_written_over(lived_in, tmp_path, monkeypatch):
    backing.backup(named(tmp_path / "b.rakor"))
    with pytest.raises(Conflict, match="sudah ada"):
        backing.backup(named(tmp_path / "b.rakor"))
    with pytest.raises(Conflict, match="sudah ada"):
        backing.restore(named(tmp_path / "b.rakor"))
    (lived_in / "rakor.db").unlink()
    with pytest.raises(Conflict, match="sudah berisi"):
        backing.restore(named(tmp_path / "b.rakor"))
    other = house(tmp_path / "other", monkeypatch, secret_key="kunci rumah lain")
    with pytest.raises(Conflict, match="bukan kunci"):
        backing.restore(named(tmp_path / "b.rakor"))
    assert list(other.iterdir()) == []


def test_a_backup_that_is_torn_brings_nothing_back(lived_in, tmp_path, monkeypatch):
    backing.backup(named(tmp_path / "b.rakor"))
    torn = bytearray((tmp_path / "b.rakor").read_bytes())
    torn[5000] ^= 1
    (tmp_path / "b.rakor").write_bytes(torn)
    there = house(tmp_path / "there", monkeypatch)
    with pytest.raises(Broken):
        backing.restore(named(tmp_path / "b.rakor"))
    assert list(there.iterdir()) == []


def test_postgresql_is_told_to_use_its_own_means(tmp_path, monkeypatch):
    house(tmp_path / "here", monkeypatch, database_url="postgres://localhost/rakor")
    for command in (backing.backup, backing.restore):
        with pytest.raises(Conflict, match="pg_dump"):
            command(named(tmp_path / "b.rakor"))
