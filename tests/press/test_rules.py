"""States of releases and quotes, and what a release says by itself; no database."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from rakor.errors import Conflict, Forbidden
from rakor.meetings.rules import SecurityClass, State
from rakor.press import rules
from rakor.press.rules import NotPublic, Occasion, QuoteState, QuotesWait, ReleaseState

D, A, P, W = (
    ReleaseState.DRAFT,
    ReleaseState.APPROVED,
    ReleaseState.PUBLISHED,
    ReleaseState.WITHDRAWN,
)
ALLOWED = {(D, A), (D, W), (A, D), (A, P), (A, W), (P, W)}
NOW = datetime(2023, 7, 13, 6, tzinfo=UTC)


@pytest.mark.parametrize(("now", "then"), list(product(ReleaseState, repeat=2)))
def test_every_pair_of_states_is_a_step_or_a_refusal(now, then):
    if (now, then) in ALLOWED:
        rules.check_step(now, then)
        return
    with pytest.raises(Conflict):
        rules.check_step(now, then)


@pytest.mark.parametrize("state", ReleaseState)
def test_only_what_was_withdrawn_is_never_touched_again(state):
    if state is W:
        with pytest.raises(Conflict):
            rules.check_not_withdrawn(state)
    else:
        rules.check_not_withdrawn(state)


@pytest.mark.parametrize("state", State)
def test_a_release_begins_once_the_meeting_has(state):
    if state in (State.IN_PROGRESS, State.FINISHED):
        rules.check_begun(state)
    else:
        with pytest.raises(Conflict):
            rules.check_begun(state)


@pytest.mark.parametrize("kind", SecurityClass)
def test_any_class_above_public_refuses_the_release(kind):
    if kind is SecurityClass.PUBLIC:
        rules.check_may_be_public([kind, kind])
        return
    with pytest.raises(NotPublic):
        rules.check_may_be_public([SecurityClass.PUBLIC, kind])


@pytest.mark.parametrize("state", QuoteState)
def test_a_quote_is_printed_only_when_it_was_agreed_to(state):
    if state in (QuoteState.APPROVED, QuoteState.CHANGED):
        rules.check_quotes([state])
        return
    with pytest.raises(QuotesWait) as refusal:
        rules.check_quotes([QuoteState.APPROVED, state])
    assert refusal.value.extra == {"quotes": 1}


@pytest.mark.parametrize(("quote", "release"), list(product(QuoteState, ReleaseState)))
def test_an_office_answers_once_while_the_release_is_a_draft(quote, release):
    if (quote, release) == (QuoteState.ASKED, D):
        rules.check_answerable(quote, release)
        return
    with pytest.raises(Conflict):
        rules.check_answerable(quote, release)


@pytest.mark.parametrize(
    ("wrote", "chairs", "may"),
    [(True, False, False), (True, True, True), (False, False, True), (False, True, True)],
)
def test_nobody_but_the_chair_approves_their_own_words(wrote, chairs, may):
    if may:
        rules.check_four_eyes(wrote=wrote, chairs=chairs)
        return
    with pytest.raises(Forbidden):
        rules.check_four_eyes(wrote=wrote, chairs=chairs)


@pytest.mark.parametrize("state", ReleaseState)
@pytest.mark.parametrize("embargo", [None, NOW, NOW - timedelta(1), NOW + timedelta(1)])
@pytest.mark.parametrize("kind", [SecurityClass.PUBLIC, SecurityClass.LIMITED])
def test_the_public_reads_what_is_out_after_its_embargo(state, embargo, kind):
    seen = rules.is_public(state, embargo, [SecurityClass.PUBLIC, kind], NOW)
    over = embargo is None or embargo <= NOW
    assert seen == (state is P and over and kind is SecurityClass.PUBLIC)


def occasion(**said):
    zone = "Asia/Makassar"
    at = datetime(2012, 10, 24, 1, tzinfo=UTC)
    given = {
        "title": "Rapat Kerja Eksekutif",
        "theme": "",
        "organizer": "PKP2A III LAN",
        "starts_at": at,
        "ends_at": at + timedelta(hours=3),
        "timezone": zone,
        "room": "Ruang Auditorium",
        "venue": "",
        "online": "",
    }
    return Occasion(**(given | said))


def test_the_lead_names_occasion_computed_weekday_place_and_theme():
    assert rules.lead_of([occasion(theme="Kapasitas aparatur")]) == (
        "PKP2A III LAN menyelenggarakan Rapat Kerja Eksekutif pada Rabu, 24 Oktober 2012 di Ruang "
        "Auditorium. Tema yang diangkat adalah “Kapasitas aparatur”."
    )


def test_a_lead_of_several_events_tells_each_in_its_place():
    later = datetime(2012, 10, 26, 1, tzinfo=UTC)
    told = rules.lead_of([occasion(), occasion(ends_at=later, room="", online="Zoom")])
    assert told == (
        "PKP2A III LAN menyelenggarakan Rapat Kerja Eksekutif pada Rabu, 24 Oktober 2012 di Ruang "
        "Auditorium. Rapat Kerja Eksekutif diselenggarakan pada 24 s.d. 26 Oktober 2012 secara "
        "daring melalui Zoom."
    )


@pytest.mark.parametrize(
    ("heads", "kinds", "said"),
    [
        (0, {}, ""),
        (3, {}, "Kegiatan ini dihadiri 3 orang."),
        (
            89,
            {"ministry": 9, "institution": 5, "unit": 4, "professional_body": 1},
            "Kegiatan ini dihadiri 89 orang dari 14 kementerian/lembaga.",
        ),
        (
            1200,
            {"institution": 1, "province": 2, "regency": 7, "city": 3},
            "Kegiatan ini dihadiri 1.200 orang dari 1 kementerian/lembaga, 2 pemerintah provinsi, "
            "7 pemerintah kabupaten dan 3 pemerintah kota.",
        ),
    ],
)
def test_counts_by_kind_come_from_data_without_internal_units_and_bodies(heads, kinds, said):
    assert rules.counts_line(heads, kinds) == said


def test_dateline_and_last_change_are_printed_as_releases_print_them():
    assert rules.dateline("Jakarta", date(2018, 7, 5)) == "Jakarta, 5 Juli 2018"
    at = datetime(2018, 7, 31, 2, 24, tzinfo=UTC)
    assert rules.last_modified(at, "Asia/Jakarta") == "Selasa, 31 Juli 2018 09:24"


def test_a_comparison_tells_what_went_and_what_came_in_reading_order():
    found = rules.differences(["Judul", "satu", "dua"], ["Judul", "dua", "tiga"])
    assert [(each.kind, each.text) for each in found] == [
        ("same", "Judul"),
        ("gone", "satu"),
        ("same", "dua"),
        ("new", "tiga"),
    ]
