"""How a series repeats, as people say it."""

from datetime import date
from zoneinfo import ZoneInfo

from rakor import words
from rakor.meetings.rules.recurrence import Frequency, Rule
from rakor.meetings.rules.series import Series, rule_of
from rakor.words import N_, _

NTH = {
    1: N_("{day} pertama"),
    2: N_("{day} kedua"),
    3: N_("{day} ketiga"),
    4: N_("{day} keempat"),
    5: N_("{day} kelima"),
    -1: N_("{day} terakhir"),
}
ONCE = {
    Frequency.DAILY: N_("setiap hari"),
    Frequency.WEEKLY: N_("setiap minggu"),
    Frequency.MONTHLY: N_("setiap bulan"),
    Frequency.YEARLY: N_("setiap tahun"),
}
EACH = {
    Frequency.DAILY: N_("setiap {n} hari"),
    Frequency.WEEKLY: N_("setiap {n} minggu"),
    Frequency.MONTHLY: N_("setiap {n} bulan"),
    Frequency.YEARLY: N_("setiap {n} tahun"),
}


def said_rule(series: Series) -> str:
    """How a series repeats and until when: "setiap Selasa, sampai 30 Juni 2027".

    A rule that no plain sentence tells is given as it is written.
    """
    rule = rule_of(series)
    how = _how(rule, series) or _("menurut aturan {rule}").format(rule=str(rule))
    if rule.count:
        return _("{how}, {n} kali").format(how=how, n=rule.count)
    if rule.until:
        last = rule.until.astimezone(ZoneInfo(series.timezone)).date()
        return _("{how}, sampai {day}").format(how=how, day=words.date(last, with_weekday=False))
    return how


def _how(rule: Rule, series: Series) -> str:
    """The rhythm alone; "" where more than one thing is asked of a day."""
    if rule.positions or (rule.month_days and rule.days) or any(n < 1 for n in rule.month_days):
        return ""
    begins = series.starts_at.astimezone(ZoneInfo(series.timezone))
    every = _(ONCE[rule.frequency])
    if rule.interval > 1:
        every = _(EACH[rule.frequency]).format(n=rule.interval)
    if rule.frequency is Frequency.WEEKLY:
        days = [_weekday(day) for _nth, day in rule.days] or [_weekday(begins.weekday())]
        return _on_days(every, days, rule)
    if rule.months and rule.frequency is not Frequency.YEARLY:
        return ""
    if rule.frequency is Frequency.DAILY:
        return "" if rule.days or rule.month_days else every
    if rule.frequency is Frequency.MONTHLY:
        return _in_month(rule, every, begins.day)
    if rule.days or len(rule.months) > 1 or len(rule.month_days) > 1:
        return ""
    if rule.month_days and not rule.months:
        return ""
    month, day = (rule.months or (begins.month,))[0], (rule.month_days or (begins.day,))[0]
    return _("{every} pada {days}").format(every=every, days=_day_of_year(month, day))


def _on_days(every: str, days: list[str], rule: Rule) -> str:
    if rule.months:
        return ""
    if rule.interval == 1:
        return _("setiap {days}").format(days=joined(days))
    return _("{every} pada {days}").format(every=every, days=joined(days))


def _in_month(rule: Rule, every: str, day: int) -> str:
    if not rule.days:
        days = joined([str(n) for n in rule.month_days or (day,)])
        return _("{every} pada tanggal {days}").format(every=every, days=days)
    if any(nth not in NTH for nth, _day in rule.days):
        return ""
    named = [_(NTH[nth]).format(day=_weekday(weekday)) for nth, weekday in rule.days]
    return _("{every} pada {days}").format(every=every, days=joined(named))


def joined(said: list[str]) -> str:
    """Names one after the other, with "dan" before the last."""
    if len(said) < 2:
        return "".join(said)
    return _("{first} dan {last}").format(first=", ".join(said[:-1]), last=said[-1])


def _weekday(number: int) -> str:
    return words.weekday(date(2024, 1, 1 + number))


def _day_of_year(month: int, day: int) -> str:
    """`17 Agustus`, without the leap year that is written for it."""
    return words.date(date(2024, month, day), with_weekday=False).rsplit(" ", 1)[0]
