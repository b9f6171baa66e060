"""A package from anywhere is believed only whole; everything else is refused in one sentence."""

import io
import stat
import warnings
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import orjson
import pytest

from rakor.archive import operations
from rakor.archive.operations.checking import check_file
from rakor.archive.operations.writing import Writer
from rakor.archive.rules import (
    BEGINNING,
    Broken,
    check_name,
    follow,
    linked,
    read_sums,
    safe,
    to_sums,
    without_contact,
)
from rakor.settings import settings

ENTRIES = [{"seq": 1, "kind": "a"}, {"seq": 2, "kind": "b"}]
AGENDA = b"[]"


def listing(**changes) -> bytes:
    said = {
        "format": "rakor meeting package",
        "schema_version": 1,
        "software": "0",
        "edition": "whole",
        "meeting": {"id": "01a20805-746d-708f-a38d-942dad9ce358"},
        "classification": {},
        "retention": [],
        "counted": {"agenda": 0, "decisions": 0, "heads": 0, "entries": 2, "documents": 0},
        "missing": [],
    }
    return orjson.dumps(said | changes)


def made(entries=None, changes=None, extra=(), *, sums=None, left_out=()) -> io.BytesIO:
    """A small package; every part of it can be made wrong."""
    file, link, lines = io.BytesIO(), BEGINNING, []
    for each in ENTRIES if entries is None else entries:
        line, link = linked(link, each)
        lines.append(line + b"\n")
    writer = Writer(file)
    content = {
        "record/agenda.json": AGENDA,
        "record/decisions.json": AGENDA,
        "record/journal.jsonl": b"".join(lines),
    }
    for name, some in content.items():
        writer.add(name, some)
    files = [
        {"path": name, "sha256": writer.sums[name], "size": len(some), "media": "", "title": ""}
        for name, some in content.items()
        if name not in left_out
    ]
    journal = {"path": "record/journal.jsonl", "entries": 2, "until": 2, "link": link}
    writer.add("manifest.json", listing(**{"files": files, "journal": journal, **(changes or {})}))
    for name, some in extra:
        writer.add(name, some)
    if sums is None:
        writer.add_sums()
    else:
        writer.add("SHA256SUMS", sums)
    writer.close()
    return file


def raw(*infos: tuple[ZipInfo | str, bytes], compress: int = ZIP_STORED) -> io.BytesIO:
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with ZipFile(file, "w", compress) as found:
            for info, content in infos:
                found.writestr(info, content)
    return file


def link_to(name: str) -> ZipInfo:
    info = ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def test_a_small_package_is_whole():
    found = check_file(made())
    assert (found.manifest.journal.entries, found.ours) == (2, False)


REFUSED = {
    "no ZIP": (io.BytesIO(b"PK\x03\x04 bukan"), "bukan paket arsip"),
    "a way out": (raw(("../../etc/passwd", b"x")), "tidak diizinkan"),
    "an absolute way": (raw(("/etc/passwd", b"x")), "tidak diizinkan"),
    "another system's way": (raw(("a\\..\\b", b"x")), "tidak diizinkan"),
    "a drive": (raw(("C:evil", b"x")), "tidak diizinkan"),
    "a name of a device": (raw(("record/aux.txt", b"x")), "tidak diizinkan"),
    "a long name": (raw(("a" * 300, b"x")), "tidak diizinkan"),
    "a link": (raw((link_to("record/agenda.json"), b"/etc/passwd")), "tautan atau folder"),
    "a bomb": (raw(("a", b"0" * 1_000_000), compress=ZIP_DEFLATED), "dimampatkan"),
    "a name twice": (raw(("a", b"x"), ("a", b"y")), "dua kali"),
    "a name twice but for its case": (raw(("a", b"x"), ("A", b"y")), "dua kali"),
    "no sums": (raw(("a", b"x")), "SHA256SUMS"),
    "sums that are none": (made(sums=b"x  y\n"), "SHA256SUMS"),
    "too few files": (made(sums=to_sums({"a": "0" * 64})), "a tidak ada"),
    "too many files": (made(sums=b""), "tidak tercatat"),
    "a file the list does not name": (made(extra=[("record/more.json", b"{}")]), "tidak cocok"),
    "a list that leaves one out": (made(left_out=["record/agenda.json"]), "tidak cocok"),
    "a list of later days": (made(changes={"schema_version": 2}), "skema 2"),
    "a list of another kind": (made(changes={"format": "x"}), "tidak dapat dibaca"),
    "a gap in the journal": (made([{"seq": 1}, {"seq": 3}]), "putus pada entri 2"),
    "a journal that is cut off": (made([{"seq": 1}]), "tidak lengkap"),
    "entries in another order": (made([{"seq": 2}, {"seq": 1}]), "putus pada entri 1"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_whole_is_refused_in_one_sentence(name: str):
    file, why = REFUSED[name]
    with pytest.raises(Broken, match=why):
        check_file(file)


def test_a_changed_byte_of_any_file_is_found():
    whole = made().getvalue()
    with ZipFile(io.BytesIO(whole)) as found:
        places = {each.filename: each.header_offset for each in found.infolist()}
    for name, at in places.items():
        torn = bytearray(whole)
        torn[at + 30 + len(name) + 1] ^= 1
        with pytest.raises(Broken):
            check_file(io.BytesIO(bytes(torn)))


def test_nothing_hides_before_between_or_behind_the_files():
    whole = made().getvalue()
    for torn in (b"#!/bin/sh\n" + whole, whole[:-22] + b"x" + whole[-22:]):
        with pytest.raises(Broken):
            check_file(io.BytesIO(torn))


async def test_only_the_installation_that_made_it_calls_it_its_own(pack, kept, monkeypatch):
    content = await pack()
    here = await operations.check(io.BytesIO(content))
    monkeypatch.setattr(settings(), "secret_key", "the secret of another house, as long")
    there = await operations.check(io.BytesIO(content))

    assert (here.ours, here.known) == (True, 10)
    assert (there.ours, there.known) == (False, None)
    assert [each["number"] for each in there.decisions] == [1, 2]


def test_the_chain_is_followed_and_any_change_of_a_line_breaks_it():
    first, link = linked(BEGINNING, {"seq": 1, "data": {"b": 1, "a": "é"}})
    assert follow(BEGINNING, first) == (link, {"seq": 1, "data": {"a": "é", "b": 1}})
    for line in (first.replace(b'"b":1', b'"b":2'), b"{}", b"[]", b"x", b'{"link":1}'):
        with pytest.raises(Broken):
            follow(BEGINNING, line)
    with pytest.raises(Broken):
        follow("1" * 64, first)


def test_names_are_plain_and_ways_to_reach_people_are_left_out():
    assert (safe("Bahan – Évaluasi (2) .pdf"), safe("…"), safe("con")) == (
        "bahan-evaluasi-2-pdf",
        "berkas",
        "con-",
    )
    check_name("documents/minutes/v1-a.pdf")
    assert without_contact({"name": "A", "at": 1}) == ({"name": "A", "at": 1}, False)
    assert without_contact({"email": "", "all": [{"phone": "1"}, "a@b.id"]}) == (
        {"all": [{}, ""]},
        True,
    )
    with pytest.raises(Broken):
        read_sums(to_sums({"a": "0" * 64}) * 2)


def test_large_files_are_packed_and_checked_in_little_memory(tmp_path: Path):
    import tracemalloc

    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(48 << 20)
    tracemalloc.start()
    with (tmp_path / "a.zip").open("wb") as file:
        writer = Writer(file)
        writer.copy("documents/large.bin", large)
        writer.add_sums()
        writer.close()
    with operations.opened(tmp_path / "a.zip") as package:
        assert package.size("documents/large.bin") == 48 << 20
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8 << 20
