"""One line as people say it is a group, or is refused by naming what was not understood."""

import csv
from datetime import date
from importlib.resources import files
from types import SimpleNamespace
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rakor.directory.rules import (
    AgencyKind,
    Group,
    GroupTerm,
    RegionKind,
    belongs,
    check_may_keep_group,
    codes_of,
    may_keep_group,
    members,
    read_group,
    read_regions,
    region_words,
)
from rakor.errors import Forbidden, Invalid

PROVINCE, REGENCY, CITY = AgencyKind.PROVINCE, AgencyKind.REGENCY, AgencyKind.CITY
KABKOTA = {REGENCY, CITY}


def rows(name):
    text = (files("rakor.directory") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def region(code, name, kind, unit="", since=None, until=None, before=None):
    return SimpleNamespace(
        id=uuid4(),
        code=code,
        name=name,
        kind=RegionKind(kind),
        unit=unit,
        valid_from=since or date(1945, 8, 17),
        valid_until=until,
        predecessor_id=before.id if before else None,
    )


KINDS = [
    SimpleNamespace(code=row["code"], name=row["name"], aliases=row["aliases"].split("|"))
    for row in rows("office-kinds.csv")
]
PROVINCES = [
    region(row["code"], row["name"], "province", row["unit"]) for row in rows("provinces.csv")
]
UNIT_OF = {row.code: row.unit for row in PROVINCES}
REGIONS = PROVINCES + [
    region(row["code"], row["name"], row["kind"], UNIT_OF[row["province"]])
    for row in rows("kabupaten-kota.csv")
]


def said(text):
    group = read_group(text, KINDS, REGIONS)
    return {term.kind: set(term.agency_kinds) for term in group.terms}, group.regions


def refusal(text):
    with pytest.raises(Invalid) as refused:
        read_group(text, KINDS, REGIONS)
    assert [error["field"] for error in refused.value.errors] == ["group"]
    return refused.value.detail


def tried(reader, *arguments):
    """What was read, or the fields that were refused; anything else is a bug."""
    try:
        return reader(*arguments)
    except Invalid as refused:
        return [error["field"] for error in refused.errors]


@pytest.mark.parametrize(
    ("text", "terms", "regions"),
    [
        ("kepala BKPSDM kab/kota se-Kaltim", {"kepala_bkd": KABKOTA}, ("64",)),
        ("KEPALA  BKPSDM Kabupaten dan Kota SE KALTIM.", {"kepala_bkd": KABKOTA}, ("64",)),
        (
            "kepala badan diklat dan BKD se-Kalimantan",
            {"kepala_bpsdm": set(), "kepala_bkd": set()},
            ("ID-KA",),
        ),
        ("Sekkab/Sekkot se-Kalimantan Timur", {"sekda": KABKOTA}, ("64",)),
        ("inspektur kab/kota se-Kaltim", {"inspektur": KABKOTA}, ("64",)),
        ("Inspektur Kota se-Kaltim", {"inspektur": {CITY}}, ("64",)),
        ("Gubernur se-Indonesia", {"kepala_daerah": {PROVINCE}}, ("*",)),
        ("bupati dan wali kota se-NTT", {"kepala_daerah": KABKOTA}, ("53",)),
        ("Yth. para walikota sejawa", {"kepala_daerah": {CITY}}, ("ID-JW",)),
        ("sekda sekaltim", {"sekda": set()}, ("64",)),
        ("sekda se-Provinsi Banten", {"sekda": set()}, ("36",)),
        ("sekda Provinsi Banten", {"sekda": set()}, ("=36",)),
        ("sekda kaltim dan Kota Samarinda", {"sekda": set()}, ("=64", "64.72")),
        ("bupati Kaltim", {"kepala_daerah": {REGENCY}}, ("64",)),
        ("kab/kota se-Sulsel: sekda", {"sekda": KABKOTA}, ("73",)),
        ("inspektur kota Serang", {"inspektur": set()}, ("36.73",)),
        ("inspektur kab. Serang", {"inspektur": set()}, ("36.04",)),
        ("inspektur kab/kota Serang", {"inspektur": set()}, ("36.04", "36.73")),
        ("inspektur kota samarinda kota", {"inspektur": {CITY}}, ("64.72",)),
        ("kepala BKD se-Jawa Tengah & DIY", {"kepala_bkd": set()}, ("33", "34")),
        ("kepala BKD Jawa-Bali", {"kepala_bkd": set()}, ("ID-JW", "51")),
        ("sekda se-Tanah Papua", {"sekda": set()}, ("ID-PP",)),
        ("sekda se-Provinsi Papua", {"sekda": set()}, ("91",)),
        ("sekda se-Papua Barat Daya", {"sekda": set()}, ("96",)),
        ("sekda se-Nusa Tenggara", {"sekda": set()}, ("ID-NU",)),
        ("sekda se-DKI Jakarta", {"sekda": set()}, ("31",)),
        ("inspektur Kota Jakarta Pusat", {"inspektur": set()}, ("31.71",)),
        (
            "Karo organisasi provinsi, kepala BKPSDM kab/kota se-Kaltim dan Kaltara",
            {"karo_organisasi": {PROVINCE}, "kepala_bkd": KABKOTA},
            ("64", "65"),
        ),
        (
            "gubernur dan inspektur kab/kota se-Kaltim",
            {"kepala_daerah": {PROVINCE}, "inspektur": KABKOTA},
            ("64",),
        ),
    ],
)
def test_a_line_is_understood(text, terms, regions):
    assert said(text) == (terms, regions)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "kepala BKPSDX kab/kota se-Kaltim",
            "“kepala bkpsdx” tidak dikenali. Mungkin maksud Anda: Kepala BKPSDM",
        ),
        ("sekda se-Kaltm", "“kaltm” tidak dikenali. Mungkin maksud Anda: Kaltim"),
        ("sekda se-qqqqqqqq", "“qqqqqqqq” tidak dikenali. Tulis jabatan lalu wilayahnya"),
        ("sekda se-Kaltim qqqqqq dan wwwwww", "“qqqqqq”, “wwwwww” tidak dikenali."),
        ("", "Jabatan yang mana?"),
        ("se-Kaltim", "Jabatan yang mana?"),
        ("sekda kab/kota", "Wilayah yang mana?"),
        ("inspektur Serang", "dapat berarti Kabupaten Serang atau Kota Serang."),
        ("sekda se-Papua", "dapat berarti Provinsi Papua atau Wilayah Papua."),
        ("inspektur kabupaten Kota Samarinda", "Kota Samarinda bukan kabupaten."),
        ("sekda " * 60, "paling panjang 300 huruf"),
    ],
)
def test_what_is_not_understood_is_named(text, words):
    assert words in refusal(text)


def test_the_line_is_kept_as_it_was_said():
    group = read_group("  kepala  BKPSDM kab/kota se-Kaltim ", KINDS, REGIONS)
    assert group == Group(
        (GroupTerm("kepala_bkd", frozenset(KABKOTA)),), ("64",), "kepala BKPSDM kab/kota se-Kaltim"
    )


def test_of_an_old_and_a_new_code_of_one_name_the_new_is_meant():
    old = region("91.01", "Kabupaten Merauke", "regency", until=date(2022, 7, 24))
    new = region("93.01", "Kabupaten Merauke", "regency", since=date(2022, 7, 25), before=old)
    group = read_group("inspektur kabupaten Merauke", KINDS, [*PROVINCES, new, old])
    assert group.regions == ("93.01",)


ALIASES = sorted(
    alias
    for kind in KINDS
    for alias in kind.aliases
    if kind.code in {"kepala_bkd", "kepala_bpsdm", "karo_hukum", "kepala_bappeda"}
)


@settings(deadline=None)
@given(
    alias=st.sampled_from(ALIASES),
    province=st.sampled_from([row for row in PROVINCES if row.name not in ("Papua", "Maluku")]),
    level=st.sampled_from([("", set()), ("kab/kota ", KABKOTA), ("provinsi ", {PROVINCE})]),
    case=st.sampled_from([str.upper, str.lower, str.title]),
)
def test_any_kind_of_office_in_any_province_is_read_back(alias, province, level, case):
    terms, regions = said(case(f"{alias} {level[0]}se-{province.name}"))
    (code,) = [kind.code for kind in KINDS if alias in kind.aliases]
    assert (terms, regions) == ({code: level[1]}, (province.code,))


@settings(deadline=None)
@given(st.lists(st.sampled_from([
    "kepala", "BKPSDM", "BKD", "dan", "se-", "se", "kab", "/", "kota", "provinsi", "Serang", "di",
    "Kaltim", "Papua", "bupati", "sekaltim", "sese", "ü", "64.71", ",", "sekda", "wali", "Banjar",
]), max_size=25).map(" ".join) | st.text(max_size=320))  # fmt: skip
def test_no_line_breaks_the_reader(text):
    found = tried(read_group, text, KINDS, REGIONS)
    if isinstance(found, Group):
        assert found.terms
        assert found.regions
    else:
        assert found == ["group"]


@settings(deadline=None)
@given(st.text(max_size=100))
def test_no_list_of_regions_breaks_the_reader(text):
    found = tried(read_regions, text, REGIONS)
    assert found == ["regions"] or (isinstance(found, tuple) and found)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Wilayah Kalimantan, Provinsi Banten; Kota Serang", ("ID-KA", "36", "36.73")),
        ("64, 64.71, ID-JW, *, =36", ("64", "64.71", "ID-JW", "*", "=36")),
        ("Indonesia", ("*",)),
        ("kaltim, Kalimantan Timur, ", ("64",)),
    ],
)
def test_regions_are_listed_by_name_or_code(text, codes):
    assert read_regions(text, REGIONS) == codes


@pytest.mark.parametrize("text", ["", " , ", "Serang", "Kaltm", "sekda Kaltim", "=99.1", "kota"])
def test_regions_that_are_not_understood_are_refused(text):
    with pytest.raises(Invalid) as refused:
        read_regions(text, REGIONS)
    assert refused.value.detail


@settings(deadline=None)
@given(st.lists(st.sampled_from(["*", "ID-KA", "ID-PP", "91", "64.71", "=36"]), min_size=1))
def test_regions_as_people_read_them_are_read_back(codes):
    words = ", ".join(region_words(codes, REGIONS))
    assert read_regions(words, REGIONS) == tuple(dict.fromkeys(codes))


def test_a_term_says_its_levels_and_where_its_office_is():
    everywhere = GroupTerm("sekda")
    assert everywhere.levels == set(RegionKind)
    assert everywhere.seats == {*AgencyKind} & {
        PROVINCE, REGENCY, CITY, AgencyKind.REGIONAL_AGENCY, AgencyKind.UNIT,
    }  # fmt: skip
    assert GroupTerm("x", frozenset({CITY})).levels == {RegionKind.CITY}
    assert GroupTerm("x", frozenset({CITY})).seats == everywhere.seats
    vertical = GroupTerm("x", frozenset({CITY, AgencyKind.VERTICAL_OFFICE}))
    assert (vertical.levels, vertical.seats) == (
        {RegionKind.CITY},
        {CITY, AgencyKind.VERTICAL_OFFICE},
    )
    regional = GroupTerm("x", frozenset({AgencyKind.REGIONAL_AGENCY}))
    assert regional.seats == {AgencyKind.REGIONAL_AGENCY, AgencyKind.UNIT}


def test_groups_are_kept_by_their_agency_and_common_ones_by_admins():
    ours = uuid4()
    keeper = SimpleNamespace(keeps_reference=False, adds_people=True, agency_id=ours)
    reader = SimpleNamespace(keeps_reference=False, adds_people=False, agency_id=ours)
    admin = SimpleNamespace(keeps_reference=True, adds_people=True, agency_id=None)
    who = [None, admin, keeper, reader]
    assert [may_keep_group(by, ours) for by in who] == [True, True, True, False]
    assert [may_keep_group(by, uuid4()) for by in who] == [True, True, False, False]
    assert [may_keep_group(by, None) for by in who] == [True, True, False, False]
    with pytest.raises(Forbidden, match="milik instansi lain"):
        check_may_keep_group(reader, ours)


def test_a_region_belongs_to_its_unit_its_province_its_code_and_everywhere():
    paser = next(row for row in REGIONS if row.code == "64.01")
    within = ["*", "ID-KA", "64", "64.01", "=64.01", "=64", "6", "65", "ID-JW", "64.0"]
    assert [each for each in within if belongs(paser, each)] == within[:5]


def test_a_code_that_moved_leads_to_its_row_of_the_day_whichever_way():
    first = region("10.01", "Kabupaten A", "regency", until=date(1999, 12, 31))
    second = region(
        "20.01", "Kabupaten A", "regency",
        since=date(2000, 1, 1), until=date(2009, 12, 31), before=first,
    )  # fmt: skip
    third = region("30.01", "Kabupaten A", "regency", since=date(2010, 1, 1), before=second)
    other = region("40.01", "Kabupaten B", "regency", since=date(2010, 1, 1))
    line = [third, first, other, second]

    def on(code, year):
        return [row.code for row in members(line, [code], date(year, 6, 1))]

    assert [on("30.01", year) for year in (1990, 2005, 2020)] == [["10.01"], ["20.01"], ["30.01"]]
    assert [on("10.01", year) for year in (1990, 2005, 2020)] == [["10.01"], ["20.01"], ["30.01"]]
    assert [on("40.01", year) for year in (1990, 2020)] == [[], ["40.01"]]
    assert [on("30", year) for year in (1990, 2020)] == [["10.01"], ["30.01"]]
    assert on("10", 2020) == []
    assert codes_of(first, line) == {"10.01", "20.01", "30.01"}
    assert codes_of(third, line) == {"30.01"}
    assert [row.code for row in members(line, ["*"], date(2020, 1, 1), [RegionKind.CITY])] == []


def test_regions_that_name_each_other_in_a_ring_end_nothing():
    one = region("10.01", "Kabupaten A", "regency", since=date(2010, 1, 1))
    two = region("20.01", "Kabupaten A", "regency", since=date(2010, 1, 1), before=one)
    one.predecessor_id = two.id
    assert members([one, two], ["10.01"], date(2000, 1, 1)) == []
    one.valid_until = two.valid_until = date(2011, 1, 1)
    assert codes_of(one, [one, two]) == {"10.01", "20.01"}
