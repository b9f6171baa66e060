"""Who may hold an office beside whom: at most one holder, and one who stands in, on any day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from rakor import words
from rakor.directory.rules.agencies import AgencyKind
from rakor.directory.rules.offices import HOLDINGS, Holding, check_span
from rakor.directory.rules.words import Decree
from rakor.errors import Conflict, Invalid
from rakor.web.shapes import Shape
from rakor.words import _

# Whoever takes the place of an elected head until there is one (UU 10/2016 article 201).
HEADED = frozenset(
    {AgencyKind.PROVINCE, AgencyKind.REGENCY, AgencyKind.CITY, AgencyKind.REGIONAL_AGENCY}
)
ACTING = frozenset({Holding.ACTING_VACANT, Holding.ACTING_TEMPORARY})
TO_A_VACANCY = frozenset({Holding.ACTING_VACANT, Holding.CARETAKER})


class Appointment(Shape):
    """Who is to hold an office, by which right and decree, from when until when.

    Without `since` from today on. Plt. and Plh. need `until` and `decree_number`.
    """

    person: UUID
    holding: Holding = Holding.SUBSTANTIVE
    since: date | None = None
    until: date | None = None
    decree_number: Decree = ""


class AppointmentChanges(Shape):
    """What was written down wrongly about an appointment; `until: null` leaves its end open."""

    person: UUID | None = None
    holding: Holding | None = None
    since: date | None = None
    until: date | None = None
    decree_number: Decree | None = None


class Term(Protocol):
    """An appointment as far as its days go: `models.OfficeHolder` is one."""

    @property
    def holding(self) -> Holding: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_until(self) -> date | None: ...


T = TypeVar("T", bound=Term)
G = TypeVar("G")


@dataclass(slots=True)
class Giving(Generic[G]):
    """What gives way to a new appointment: those that end earlier, and those that never come."""

    ended: list[tuple[G, date]] = field(default_factory=list)
    removed: list[G] = field(default_factory=list)


def first_day(term: Term) -> date:
    return term.valid_from or date.min


def last_day(term: Term) -> date:
    return term.valid_until or date.max


def stands_in(holding: Holding) -> bool:
    """Whether this right is one beside a holder who is away, rather than the seat itself."""
    return holding is Holding.ACTING_TEMPORARY


def check_appointment(
    holding: Holding, since: date, until: date | None, decree: str, kind: AgencyKind
) -> None:
    """Refuses (Invalid) an appointment that lacks what its right asks for (UU 30/2014).

    Plt. and Plh. hold for a time and by a decree; a Pj. takes the place of a regional head.
    """
    check_span(since, until)
    if holding in ACTING and until is None:
        raise Invalid.field("until", _("Plt. dan Plh. memerlukan hari terakhir."))
    if holding in ACTING and not decree:
        raise Invalid.field("decree_number", _("Plt. dan Plh. memerlukan nomor surat perintah."))
    if holding is Holding.CARETAKER and kind not in HEADED:
        raise Invalid.field(
            "holding", _("Pj. hanya untuk jabatan pada pemerintah daerah. Pilih Plt. atau Plh.")
        )


def placed(others: Sequence[T], holding: Holding, since: date, until: date | None) -> Giving[T]:
    """What gives way when somebody holds an office from a day on.

    Whoever held the seat ends the day before. Refuses (Conflict) two in one seat: an appointment
    that begins later within these days, and a Plt. or Pj. while there is a substantive holder; and
    (Invalid) a Plh. without a substantive holder who is away.
    """
    last = until or date.max
    giving = Giving[T]()
    for rival in _overlapping(others, holding, since, last):
        if first_day(rival) >= since:
            raise Conflict(_taken(rival))
        if holding in TO_A_VACANCY and rival.holding is Holding.SUBSTANTIVE:
            raise Conflict(
                _("Jabatan masih dipangku pejabat definitif. Akhiri dahulu masa jabatannya.")
            )
        giving.ended.append((rival, since - timedelta(days=1)))
    if stands_in(holding):
        _check_covered(others, since, last)
    elif giving.ended:
        without_holder(others, since - timedelta(days=1), giving)
    return giving


def without_holder(others: Iterable[T], last: date, giving: Giving[T]) -> Giving[T]:
    """Nobody stands in for a holder beyond that holder's last day."""
    for term in others:
        if not stands_in(term.holding) or last_day(term) <= last:
            continue
        if first_day(term) > last:
            giving.removed.append(term)
        else:
            giving.ended.append((term, last))
    return giving


def check_fits(others: Sequence[Term], before: Term, after: Term | None) -> None:
    """A correction moves nobody else: refuses (Conflict) one that overlaps another appointment.

    `after` is None when the appointment is taken away. Refuses (Conflict) as well to take away the
    holder for whom a Plh. stands in.
    """
    if after is not None:
        rivals = _overlapping(others, after.holding, first_day(after), last_day(after))
        if rivals:
            raise Conflict(_taken(rivals[0]))
        if stands_in(after.holding):
            _check_covered(others, first_day(after), last_day(after))
    left = [*others, after] if after is not None else list(others)
    for term in others:
        stood = stands_in(term.holding) and _covered(term, [*others, before])
        if stood and not _covered(term, left):
            raise Conflict(_("Plh. pejabat ini berada di luar masa itu. Betulkan dahulu."))


def remaining(
    first: date, last: date, taken: Iterable[tuple[date, date]]
) -> list[tuple[date, date]]:
    """The days of a span that are not taken by others, as spans in their order."""
    free = []
    for begun, ended in sorted(taken):
        if ended < first or begun > last:
            continue
        if begun > first:
            free.append((first, begun - timedelta(days=1)))
        if ended >= last:
            return free
        first = ended + timedelta(days=1)
    return [*free, (first, last)]


def _overlapping(others: Iterable[T], holding: Holding, since: date, last: date) -> list[T]:
    return [
        term
        for term in others
        if stands_in(term.holding) == stands_in(holding)
        and first_day(term) <= last
        and last_day(term) >= since
    ]


def _covered(term: Term, others: Iterable[Term]) -> bool:
    return _holder_between(others, first_day(term), last_day(term))


def _holder_between(others: Iterable[Term], since: date, last: date) -> bool:
    return any(
        each.holding is Holding.SUBSTANTIVE and first_day(each) <= since and last_day(each) >= last
        for each in others
    )


def _check_covered(others: Iterable[Term], since: date, last: date) -> None:
    if not _holder_between(others, since, last):
        raise Invalid.field(
            "holding",
            _("Plh. mendampingi pejabat definitif, dan pada hari-hari itu tidak ada. Pilih Plt."),
        )


def _taken(rival: Term) -> str:
    """Who is in the way, by right and days; the name is on the page already."""
    return _("Pada hari-hari itu sudah ada pemangku ({holding}), {span}.").format(
        holding=_(HOLDINGS[rival.holding]), span=span_of(rival)
    )


def span_of(term: Term) -> str:
    """`sejak 1 Juli 2026`, `1 Juli 2026 s.d. 14 Juli 2026`: the days in words."""
    begun = words.date(term.valid_from, with_weekday=False) if term.valid_from else ""
    ended = words.date(term.valid_until, with_weekday=False) if term.valid_until else ""
    if begun and ended:
        return f"{begun} {_('s.d.')} {ended}"
    if ended:
        return _("sampai {day}").format(day=ended)
    return _("sejak {day}").format(day=begun) if begun else _("sejak awal pencatatan")
