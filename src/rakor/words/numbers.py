"""Numbers and days spelled out, as agreements write them so that nobody can add a digit."""

import datetime as dt

from rakor.words import dates

_UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
          "sepuluh", "sebelas")  # fmt: skip
_STEPS = ((1_000_000_000, "miliar"), (1_000_000, "juta"), (1000, "ribu"), (100, "ratus"))
MOST = 999_999_999_999


def spelled(number: int) -> str:
    """The number in Indonesian words (terbilang): 2026 is `dua ribu dua puluh enam`.

    Refuses (ValueError) what is below nought or has more than twelve digits.
    """
    if not 0 <= number <= MOST:
        raise ValueError(number)
    if number < len(_UNITS):
        return _UNITS[number]
    if number < 20:
        return f"{_UNITS[number - 10]} belas"
    if number < 100:
        return _joined(f"{_UNITS[number // 10]} puluh", number % 10)
    size, name = next((size, name) for size, name in _STEPS if number >= size)
    times, rest = divmod(number, size)
    # One hundred and one thousand are one word: seratus, seribu.
    head = f"se{name}" if times == 1 and size <= 1000 else f"{spelled(times)} {name}"
    return _joined(head, rest)


def _joined(head: str, rest: int) -> str:
    return f"{head} {spelled(rest)}" if rest else head


def spelled_day(day: dt.date) -> str:
    """`Selasa, tanggal satu bulan Desember tahun dua ribu dua puluh enam`, as agreements begin."""
    weekday, _comma, rest = dates.date(day).partition(", ")
    month = rest.split(" ")[1]
    year = spelled(day.year)
    return f"{weekday}, tanggal {spelled(day.day)} bulan {month} tahun {year}"
