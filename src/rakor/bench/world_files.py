"""The files a new secretariat would send: regions, agencies, offices, people and holders.

Nobody in them exists: names are drawn from lists by a fixed seed, every NIP has a serial of 9xx.
"""

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files

from rakor.directory.rules.columns import COLUMNS
from rakor.directory.rules.importing import SHEETS, FileKind
from rakor.documents.sheets import Column, Table, write_csv, write_xlsx

_FIRST = (
    "Wirakarsa Bagus Sari Melati Tigor Yohanes Ratih Surya Dewangga Kirana Baskara Larasati "
    "Mahesa Nirmala Pandu Raditya Sekar Tirta Utari Wulan Anjani Bayu Cakra Damar Elok Galih "
    "Hapsari Indrajaya Jati Kencana Lintang Maharani Narendra Oktavia Prasetya Rengganis Satria "
    "Taruna "
)
_LAST = (
    "Adinegara Kusumawardhani Simanjuntak Dumatubun Prakosa Halim Lestari Rahmawati "
    "Wijayakusuma Hadiningrat Sasongko Pangaribuan Tumewu Manuputty Kaimana Lambung "
    "Purwakencana Suryaningrat Tanjungpura Wanggai Batubara Cendrawasih Darmaputra Ekawijaya "
    "Gunadarma Hasanuddinata "
)
FIRST, LAST = _FIRST.split(), _LAST.split()
AFTER = ("", "", "S.H.", "S.E., M.Si.", "S.Sos.", "S.T., M.T.", "S.Pd., M.Pd.", "S.IP.")
TITLES = (
    ("Sekretaris Daerah", "pimpinan tinggi madya"),
    ("Kepala Badan Kepegawaian dan Pengembangan SDM", "pimpinan tinggi pratama"),
    ("Inspektur Daerah", "pimpinan tinggi pratama"),
    ("Kepala Bagian Organisasi", "administrator"),
)


@dataclass(slots=True)
class WorldFiles:
    """Rows of each kind, in the order of the columns of its template that they fill."""

    rows: dict[FileKind, list[dict[str, str]]] = field(default_factory=dict)

    def table(self, kind: FileKind) -> Table:
        said = {name for row in self.rows[kind] for name in row}
        columns = [column for column in COLUMNS[kind] if column.field in said]
        rows = ([row.get(column.field, "") for column in columns] for row in self.rows[kind])
        heads = [Column(column.heading, column.width) for column in columns]
        return Table(SHEETS[kind], heads, rows)

    def csv(self, kind: FileKind) -> bytes:
        return write_csv(self.table(kind))

    def xlsx(self, kinds: Sequence[FileKind] = tuple(FileKind)) -> bytes:
        return write_xlsx([self.table(kind) for kind in kinds if kind in self.rows])


def make_files(people: int = 20_000, offices: int = 2_000) -> WorldFiles:
    """514 regencies and cities, the 552 governments of all regions, and who works in them."""
    chance = random.Random(20261122)  # noqa: S311 - the same rows in every run
    made = WorldFiles({FileKind.REGIONS: list(_regions())})
    made.rows[FileKind.AGENCIES] = list(_agencies())
    codes = [row["code"] for row in made.rows[FileKind.AGENCIES]]
    made.rows[FileKind.PEOPLE] = list(_people(chance, people, codes))
    made.rows[FileKind.OFFICES] = [
        {"agency": codes[n % len(codes)], "title": title, "level": level}
        for n in range(offices)
        for title, level in [TITLES[n // len(codes) % len(TITLES)]]
    ]
    made.rows[FileKind.HOLDERS] = list(_holders(chance, made))
    return made


def _data(name: str) -> list[dict[str, str]]:
    path = files("rakor.directory") / "data" / name
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def _regions() -> Iterator[dict[str, str]]:
    for row in _data("kabupaten-kota.csv"):
        yield {name: cell for name, cell in row.items() if cell}


def _agencies() -> Iterator[dict[str, str]]:
    for row in _data("provinces.csv"):
        yield _agency(f"PROV-{row['code']}", f"Provinsi {row['name']}", "province", row)
    for row in _data("kabupaten-kota.csv"):
        kind = "regency" if row["kind"] == "regency" else "city"
        short = "KAB" if kind == "regency" else "KOTA"
        made = _agency(f"{short}-{row['code']}", row["name"], kind, row)
        yield made | {"parent": f"PROV-{row['province']}"}


def _agency(code: str, name: str, kind: str, row: dict[str, str]) -> dict[str, str]:
    return {
        "code": code,
        "name": f"Pemerintah {name}",
        "short_name": name[:60],
        "kind": kind,
        "region": row["code"],
        "timezone": row["timezone"],
    }


def _people(chance: random.Random, count: int, codes: Sequence[str]) -> Iterator[dict[str, str]]:
    taken: set[str] = set()
    for n in range(count):
        name = f"{chance.choice(FIRST)} {chance.choice(FIRST)} {chance.choice(LAST)}"
        code = codes[n % len(codes)]
        domain = code.lower().replace(".", "-")
        yield {
            "nip": _nip(chance, taken),
            "name": name,
            "prefix_titles": "Dr." if n % 17 == 0 else "",
            "suffix_titles": chance.choice(AFTER),
            "email": f"{name.split()[0].lower()}.{n}@{domain}.example.go.id",
            "phone": f"+62 812 {n:08d}",
            "agency": code,
        }


def _nip(chance: random.Random, taken: set[str]) -> str:
    while True:
        born = date(1968, 1, 1) + timedelta(days=chance.randrange(365 * 28))
        year, month = born.year + chance.randrange(22, 32), chance.randrange(1, 13)
        sex, serial = chance.choice("12"), chance.randrange(900, 1000)
        nip = f"{born:%Y%m%d}{year}{month:02d}{sex}{serial}"
        if year <= 2025 and nip not in taken:
            taken.add(nip)
            return nip


def _holders(chance: random.Random, made: WorldFiles) -> Iterator[dict[str, str]]:
    staff: dict[str, list[str]] = {}
    for row in made.rows[FileKind.PEOPLE]:
        staff.setdefault(row["agency"], []).append(row["nip"])
    for n, office in enumerate(made.rows[FileKind.OFFICES]):
        nips = staff.get(office["agency"])
        if nips:
            since = date(2023, 1, 1) + timedelta(days=chance.randrange(900))
            yield {
                "agency": office["agency"],
                "title": office["title"],
                "nip": nips[n // 552 % len(nips)],
                "holding": "definitif",
                "since": since.isoformat(),
                "decree_number": f"821.2/{n + 1:04d}/2025",
            }
