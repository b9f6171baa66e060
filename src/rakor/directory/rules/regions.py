"""What regions are."""

from enum import StrEnum

from rakor.words import N_


class RegionKind(StrEnum):
    """The levels of regional government that meetings name."""

    PROVINCE = "province"
    REGENCY = "regency"
    CITY = "city"


REGION_KINDS = {
    RegionKind.PROVINCE: N_("provinsi"),
    RegionKind.REGENCY: N_("kabupaten"),
    RegionKind.CITY: N_("kota"),
}

# Geographic units of ISO 3166-2:ID, by which people say "se-Kalimantan".
UNITS = {
    "ID-SM": N_("Sumatera"),
    "ID-JW": N_("Jawa"),
    "ID-NU": N_("Nusa Tenggara"),
    "ID-KA": N_("Kalimantan"),
    "ID-SL": N_("Sulawesi"),
    "ID-ML": N_("Maluku"),
    "ID-PP": N_("Papua"),
}
