"""The regions, ranks and kinds of office that come with the software."""

import csv
import re
from collections import Counter
from datetime import date, datetime, timedelta
from importlib.resources import files
from zoneinfo import ZoneInfo

import pytest

from rakor.directory.rules import UNITS, OfficeLevel, RegionKind

# Kabupaten and kota of each province as the list itself sums them up (416 and 98 in all).
COUNTS = {
    "11": (18, 5), "12": (25, 8), "13": (12, 7), "14": (10, 2), "15": (9, 2), "16": (13, 4),
    "17": (9, 1), "18": (13, 2), "19": (6, 1), "21": (5, 2), "31": (1, 5), "32": (18, 9),
    "33": (29, 6), "34": (4, 1), "35": (29, 9), "36": (4, 4), "51": (8, 1), "52": (8, 2),
    "53": (21, 1), "61": (12, 2), "62": (13, 1), "63": (11, 2), "64": (7, 3), "65": (4, 1),
    "71": (11, 4), "72": (12, 1), "73": (21, 3), "74": (15, 2), "75": (5, 1), "76": (6, 0),
    "81": (9, 2), "82": (8, 2), "91": (8, 1), "92": (7, 0), "93": (4, 0), "94": (8, 0),
    "95": (8, 0), "96": (5, 1),
}  # fmt: skip
NEW_IN_2022 = ("93", "94", "95", "96")
ZONES = {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"}


def rows(name):
    text = (files("rakor.directory") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


PROVINCES = {row["code"]: row for row in rows("provinces.csv")}
REGIONS = {row["code"]: row for row in rows("kabupaten-kota.csv")}


def test_there_are_38_provinces_416_kabupaten_and_98_kota():
    assert len(rows("provinces.csv")) == len(PROVINCES) == 38
    assert len(rows("kabupaten-kota.csv")) == len(REGIONS) == 514
    kinds = Counter(row["kind"] for row in REGIONS.values())
    assert kinds == {RegionKind.REGENCY: 416, RegionKind.CITY: 98}


def test_every_province_has_as_many_kabupaten_and_kota_as_the_ministry_counts():
    found = Counter((row["province"], row["kind"]) for row in REGIONS.values())
    counted = {
        code: (found[code, RegionKind.REGENCY], found[code, RegionKind.CITY]) for code in PROVINCES
    }
    assert counted == COUNTS


def test_a_code_begins_with_its_province_and_tells_kabupaten_from_kota():
    for code, row in REGIONS.items():
        assert re.fullmatch(r"[1-9][0-9]\.[0-9]{2}", code)
        assert row["province"] == code[:2]
        number = int(code[3:])
        kind, word, low, high = (
            (RegionKind.REGENCY, "Kabupaten ", 1, 69)
            if row["kind"] == RegionKind.REGENCY
            else (RegionKind.CITY, "Kota ", 71, 99)
        )
        assert row["kind"] == kind
        assert row["name"].startswith(word), row
        assert low <= number <= high, row
        assert row["name"] == " ".join(row["name"].split())


def test_no_two_regions_share_a_name():
    names = Counter(row["name"] for row in (*PROVINCES.values(), *REGIONS.values()))
    assert names.most_common(1)[0][1] == 1


def test_kabupaten_serang_is_not_kota_serang():
    assert REGIONS["36.04"]["name"] == "Kabupaten Serang"
    assert REGIONS["36.73"]["name"] == "Kota Serang"


def test_the_ten_of_kalimantan_timur():
    assert [row["name"] for row in REGIONS.values() if row["province"] == "64"] == [
        "Kabupaten Paser",
        "Kabupaten Kutai Kartanegara",
        "Kabupaten Berau",
        "Kabupaten Kutai Barat",
        "Kabupaten Kutai Timur",
        "Kabupaten Penajam Paser Utara",
        "Kabupaten Mahakam Ulu",
        "Kota Balikpapan",
        "Kota Samarinda",
        "Kota Bontang",
    ]


def test_the_zone_of_a_region_is_that_of_its_province():
    assert {row["timezone"] for row in PROVINCES.values()} == ZONES
    for row in REGIONS.values():
        assert row["timezone"] == PROVINCES[row["province"]]["timezone"], row


@pytest.mark.parametrize(
    ("code", "hours"),
    [
        *((code, 7) for code in ("11", "21", "36", "61", "62")),
        *((code, 8) for code in ("51", "52", "53", "63", "64", "65", "71", "76")),
        *((code, 9) for code in ("81", "82", "91", "92", "93", "94", "95", "96")),
    ],
)
def test_provinces_stand_in_the_zones_of_keppres_41_of_1987(code, hours):
    zone = PROVINCES[code]["timezone"]
    noon = datetime(2026, 12, 1, 12, tzinfo=ZoneInfo(zone))
    assert noon.utcoffset() == timedelta(hours=hours)


def test_every_province_has_its_own_iso_code_and_a_known_unit():
    assert len({row["iso_code"] for row in PROVINCES.values()}) == 38
    assert {row["unit"] for row in PROVINCES.values()} == set(UNITS)
    assert all(re.fullmatch(r"ID-[A-Z]{2}", row["iso_code"]) for row in PROVINCES.values())


def test_kalimantan_had_four_provinces_in_june_2012_and_has_five_today():
    def standing(day):
        return [
            row["code"]
            for row in PROVINCES.values()
            if row["unit"] == "ID-KA" and date.fromisoformat(row["valid_from"]) <= day
        ]

    assert standing(date(2012, 6, 1)) == ["61", "62", "63", "64"]
    assert standing(date(2026, 6, 1)) == ["61", "62", "63", "64", "65"]


def test_a_new_province_was_cut_from_an_older_one():
    cut = {code: row for code, row in PROVINCES.items() if row["predecessor"]}
    assert list(cut) == ["19", "21", "36", "65", "75", "76", "82", "92", *NEW_IN_2022]
    for row in cut.values():
        older = PROVINCES[row["predecessor"]]
        assert older["valid_from"] < row["valid_from"]
        assert older["unit"] == row["unit"]


def test_every_region_of_the_four_provinces_of_2022_names_the_code_it_had_before():
    moved = {code: row for code, row in REGIONS.items() if row["province"] in NEW_IN_2022}
    assert len(moved) == 26
    assert len({row["predecessor"] for row in moved.values()}) == 26
    for row in moved.values():
        province = PROVINCES[row["province"]]
        assert row["valid_from"] == province["valid_from"]
        assert row["predecessor"][:2] == province["predecessor"]
        assert row["predecessor"] not in REGIONS
    assert REGIONS["93.01"]["predecessor"] == "91.01"
    assert REGIONS["96.71"]["predecessor"] == "92.71"
    assert {code for code, row in REGIONS.items() if row["predecessor"]} == set(moved)


def test_no_region_is_older_than_its_province():
    for row in REGIONS.values():
        assert row["valid_from"] in ("", PROVINCES[row["province"]]["valid_from"])


def test_the_order_of_protocol_goes_from_the_president_to_the_village():
    ranks = rows("protocol-ranks.csv")
    positions = [int(row["position"]) for row in ranks]
    assert positions == sorted(positions)
    assert 0 < positions[0] < positions[-1] < 1000, "unranked offices have 1000"
    assert len({row["title"] for row in ranks}) == len(ranks)
    assert {row["level"] for row in ranks} <= {"", *OfficeLevel}
    assert (ranks[0]["title"], ranks[-1]["level"]) == ("Presiden", OfficeLevel.PENGAWAS)
    at = {row["title"]: int(row["position"]) for row in ranks}
    assert at["Menteri"] < at["Gubernur"] < at["Sekretaris Daerah provinsi"] < at["Bupati"]
    steps = Counter(source.split(" huruf ")[0] for source in {row["source"] for row in ranks})
    assert steps == {
        "UU 9/2010 pasal 9 ayat (1)": 19,
        "UU 9/2010 pasal 10 ayat (1)": 17,
        "UU 9/2010 pasal 11 ayat (1)": 13,
    }


def test_no_word_names_two_kinds_of_office():
    kinds = rows("office-kinds.csv")
    assert len({row["code"] for row in kinds}) == len(kinds)
    words = Counter(
        word.casefold()
        for row in kinds
        for word in {row["name"], *filter(None, row["aliases"].split("|"))}
    )
    assert words.most_common(1)[0][1] == 1
    assert all(re.fullmatch(r"[a-z_]{4,40}", row["code"]) for row in kinds)


def test_everything_names_its_source_in_as_many_letters_as_the_table_holds():
    for row in (*PROVINCES.values(), *REGIONS.values()):
        assert 0 < len(row["source"]) <= 160
    assert all(0 < len(row["source"]) <= 120 for row in rows("protocol-ranks.csv"))


@pytest.mark.parametrize(
    ("title", "code"),
    [
        (
            "Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Kabupaten Berau",
            "kepala_bkd",
        ),
        ("Kepala Badan Kepegawaian Negara", "kepala_lembaga"),
        ("Kepala BPSDM Provinsi Banten", "kepala_bpsdm"),
        ("Sekretaris Daerah Kota Bontang", "sekda"),
        ("Inspektur Kabupaten Paser", "inspektur"),
        ("Inspektur Jenderal", "irjen"),
        ("Kepala Biro Organisasi dan Sumber Daya Manusia", "kepala_biro_sdm"),
        ("Kepala Biro Organisasi Sekretariat Daerah", "karo_organisasi"),
        ("Bupati Paser", "kepala_daerah"),
    ],
)
def test_the_longest_beginning_of_a_title_tells_its_kind(title, code):
    beginnings = {
        word: row["code"]
        for row in rows("office-kinds.csv")
        for word in (row["name"], *row["aliases"].split("|"))
        if word and f"{title} ".startswith(f"{word} ")
    }
    assert beginnings[max(beginnings, key=len)] == code
