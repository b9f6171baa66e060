"""Every page as everyone who may see it: small, wide, light, dark, by keyboard, read aloud."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page
from starlette.routing import Route

from rakor import database
from rakor.app import TABLES, routes
from tests.browser.conftest import HEIGHTS
from tests.browser.watching import (
    AXE,
    DESKTOP,
    SEEN,
    TABLET,
    Complaints,
    sideways,
    sign_in,
    stumbles,
)
from tests.browser.world import PASSWORD, PEOPLE, Places, furnish
from tests.conftest import AT_LENGTH, SCRATCH, free_port, processes

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-pages")]

SMALL = 360

# Where each page is, and who looks at it; `{name}` is filled from the furnished week.
PAGES: dict[str, list[tuple[str, str]]] = {
    "/": [("organizer", "/"), ("participant", "/"), ("taker", "/")],
    "/docs": [("nobody", "/docs")],
    "/verify": [("nobody", "/verify")],
    "/archive/check": [("participant", "/archive/check")],
    "/verify/{code}": [("nobody", "/verify/{verify_code}")],
    "/search": [("organizer", "/search?q=rapat"), ("participant", "/search")],
    "/sign-in": [("nobody", "/sign-in")],
    "/sign-in/forgot": [("nobody", "/sign-in/forgot")],
    "/sign-in/mail": [("nobody", "/sign-in/mail")],
    "/sign-in/sent": [("nobody", "/sign-in/sent")],
    "/settings": [("participant", "/settings")],
    "/settings/phrases": [("organizer", "/settings/phrases")],
    "/settings/security": [("participant", "/settings/security")],
    "/settings/calendars": [
        ("participant", "/settings/calendars"),
        ("admin", "/settings/calendars?agency=BKN"),
    ],
    "/settings/calendars/busy": [
        ("participant", "/settings/calendars/busy"),
        ("organizer", "/settings/calendars/busy"),
    ],
    "/directory/offices/{office:uuid}/calendars": [
        ("admin", "/directory/offices/{office}/calendars")
    ],
    "/audit": [("admin", "/audit"), ("admin", "/audit?act=meeting&person=rina")],
    "/rights": [("admin", "/rights")],
    "/accounts": [("admin", "/accounts")],
    "/accounts/new": [("admin", "/accounts/new")],
    "/accounts/{id:uuid}": [("admin", "/accounts/{account}")],
    "/directory": [("admin", "/directory"), ("participant", "/directory")],
    "/directory/people": [("organizer", "/directory/people")],
    "/directory/agencies/new": [("admin", "/directory/agencies/new")],
    "/directory/agencies/{id:uuid}": [("admin", "/directory/agencies/{agency}")],
    "/directory/agencies/{id:uuid}/edit": [("admin", "/directory/agencies/{agency}/edit")],
    "/directory/people/{id:uuid}": [
        ("admin", "/directory/people/{person}"),
        ("participant", "/directory/people/{person}"),
    ],
    "/directory/people/new": [("admin", "/directory/people/new")],
    "/directory/people/{id:uuid}/edit": [("admin", "/directory/people/{person}/edit")],
    "/directory/agencies/{id:uuid}/merge": [
        ("admin", "/directory/agencies/{agency}/merge"),
        ("admin", "/directory/agencies/{agency}/merge?into=LAN"),
    ],
    "/directory/offices/new": [
        ("admin", "/directory/offices/new?agency=BKN"),
        ("admin", "/directory/offices/new"),
    ],
    "/directory/offices/{id:uuid}": [
        ("admin", "/directory/offices/{office}"),
        ("participant", "/directory/offices/{office}"),
    ],
    "/directory/offices/{id:uuid}/holders": [("admin", "/directory/offices/{office}/holders")],
    "/directory/offices/{id:uuid}/holders/{holder:uuid}": [
        ("admin", "/directory/offices/{office}/holders/{holder}")
    ],
    "/directory/import": [("admin", "/directory/import")],
    "/directory/import/{id:uuid}": [
        ("admin", "/directory/import/{import_ready}"),
        ("admin", "/directory/import/{import_refused}?result=refused"),
    ],
    "/directory/export": [
        ("admin", "/directory/export"),
        ("participant", "/directory/export"),
    ],
    "/directory/ranks": [("admin", "/directory/ranks"), ("participant", "/directory/ranks")],
    "/directory/ranks/new": [("admin", "/directory/ranks/new")],
    "/directory/ranks/{id:uuid}/edit": [("admin", "/directory/ranks/{rank}/edit")],
    "/directory/kinds": [("admin", "/directory/kinds")],
    "/directory/kinds/new": [("admin", "/directory/kinds/new")],
    "/directory/kinds/{id:uuid}/edit": [("admin", "/directory/kinds/{kind}/edit")],
    "/directory/offices/{id:uuid}/edit": [("admin", "/directory/offices/{office}/edit")],
    "/directory/regions": [
        ("admin", "/directory/regions"),
        ("participant", "/directory/regions?q=Serang&on=2019-06-20"),
    ],
    "/directory/regions/new": [("admin", "/directory/regions/new?predecessor={region}")],
    "/directory/regions/{id:uuid}": [("admin", "/directory/regions/{region}")],
    "/directory/regions/{id:uuid}/edit": [("admin", "/directory/regions/{region}/edit")],
    "/directory/holidays": [
        ("admin", "/directory/holidays?year=2026"),
        ("participant", "/directory/holidays?year=2027"),
    ],
    "/directory/holidays/new": [("admin", "/directory/holidays/new")],
    "/directory/holidays/{id:uuid}/edit": [("admin", "/directory/holidays/{holiday}/edit")],
    "/directory/groups": [("organizer", "/directory/groups")],
    "/directory/groups/new": [
        ("organizer", "/directory/groups/new"),
        ("organizer", "/directory/groups/new?line=inspektur+kota+se-Kaltim"),
    ],
    "/directory/groups/{id:uuid}": [("admin", "/directory/groups/{group}")],
    "/directory/groups/{id:uuid}/edit": [("admin", "/directory/groups/{group}/edit")],
    "/programmes": [("organizer", "/programmes"), ("participant", "/programmes")],
    "/programmes/new": [("organizer", "/programmes/new")],
    "/programmes/{programme:uuid}": [("organizer", "/programmes/{programme}")],
    "/programmes/{programme:uuid}/edit": [("organizer", "/programmes/{programme}/edit")],
    "/programmes/{programme:uuid}/sessions": [("organizer", "/programmes/{programme}/sessions")],
    "/programmes/{programme:uuid}/sessions/{session:uuid}": [
        ("organizer", "/programmes/{programme}/sessions/{programme_session}"),
        ("organizer", "/programmes/{programme}/sessions/{programme_event}"),
    ],
    "/programmes/{programme:uuid}/sessions/{session:uuid}/rundown": [
        ("organizer", "/programmes/{programme}/sessions/{programme_event}/rundown"),
    ],
    "/programmes/{programme:uuid}/move": [
        ("organizer", "/programmes/{programme}/move"),
        ("organizer", "/programmes/{programme}/move?days=1"),
    ],
    "/programmes/{programme:uuid}/invite": [("organizer", "/programmes/{programme}/invite")],
    "/programmes/{programme:uuid}/public": [("nobody", "/programmes/{programme}/public")],
    "/rooms": [("organizer", "/rooms"), ("participant", "/rooms?seats=1000")],
    "/rooms/day": [("organizer", "/rooms/day?on={rooms_day}")],
    "/rooms/requests": [("admin", "/rooms/requests")],
    "/rooms/buildings/new": [("admin", "/rooms/buildings/new")],
    "/rooms/buildings/{id:uuid}": [("admin", "/rooms/buildings/{building}")],
    "/rooms/buildings/{id:uuid}/rooms": [("admin", "/rooms/buildings/{building}/rooms")],
    "/rooms/{id:uuid}": [("organizer", "/rooms/{room}?on={rooms_day}")],
    "/rooms/{id:uuid}/edit": [("admin", "/rooms/{room}/edit")],
    "/rooms/bookings/{id:uuid}": [
        ("organizer", "/rooms/bookings/{held_booking}"),
        ("admin", "/rooms/bookings/{asked_booking}"),
    ],
    "/meetings": [("organizer", "/meetings"), ("participant", "/meetings?q=diklatt")],
    "/calendar/leader": [
        ("organizer", "/calendar/leader?office={leader_office}&date={leader_day}"),
        ("organizer", "/calendar/leader?office={leader_office}&date={leader_day}&view=week"),
        ("participant", "/calendar/leader"),
    ],
    "/calendar/rooms": [
        ("organizer", "/calendar/rooms?date={rooms_day}"),
        ("participant", "/calendar/rooms?date={rooms_day}&view=week"),
    ],
    "/calendar": [
        ("organizer", "/calendar"),
        ("organizer", "/calendar?view=week&agency=BKN"),
        ("participant", "/calendar?view=agenda"),
        ("organizer", "/calendar?view=agency"),
    ],
    "/meetings/{meeting:uuid}/move": [
        ("organizer", "/meetings/{scheduled}/move?back=/calendar"),
        (
            "organizer",
            "/meetings/{scheduled}/move?starts_at=2030-03-01T11:00&ends_at=2030-03-01T14:00",
        ),
        ("organizer", "/meetings/{held}/move"),
    ],
    "/meetings/new": [("organizer", "/meetings/new")],
    "/meetings/new/earlier": [("organizer", "/meetings/new/earlier?q=rapat")],
    "/meetings/new/template/{key}": [
        ("organizer", "/meetings/new/template/rakor"),
        ("organizer", "/meetings/new/template/{template_rakor}"),
    ],
    "/meetings/{meeting:uuid}/next": [
        ("organizer", "/meetings/{held}/next"),
        ("organizer", "/meetings/{running}/next"),
    ],
    "/meetings/{meeting:uuid}/template": [("organizer", "/meetings/{held}/template")],
    "/meeting-templates": [
        ("organizer", "/meeting-templates"),
        ("organizer", "/meeting-templates?archived=true"),
    ],
    "/meeting-templates/new": [("organizer", "/meeting-templates/new")],
    "/meeting-templates/{template:uuid}": [("organizer", "/meeting-templates/{template_rakor}")],
    "/meetings/{meeting:uuid}": [
        ("organizer", "/meetings/{draft}"),
        ("organizer", "/meetings/{scheduled}"),
        ("organizer", "/meetings/{loop}"),
        ("participant", "/meetings/{scheduled}"),
        ("chair", "/meetings/{running}"),
        ("organizer", "/meetings/{held}"),
    ],
    "/meetings/{meeting:uuid}/edit": [
        ("organizer", "/meetings/{scheduled}/edit"),
        ("organizer", "/meetings/{loop}/edit"),
    ],
    "/meetings/{meeting:uuid}/occurrences": [
        ("organizer", "/meetings/{loop}/occurrences"),
        ("participant", "/meetings/{loop}/occurrences"),
    ],
    "/meetings/{meeting:uuid}/occurrences/{day}": [
        ("organizer", "/meetings/{loop}/occurrences/{loop_day}")
    ],
    "/meetings/{meeting:uuid}/occurrences/{day}/split": [
        ("organizer", "/meetings/{loop}/occurrences/{loop_day}/split")
    ],
    "/meetings/{meeting:uuid}/parts": [("organizer", "/meetings/{scheduled}/parts")],
    "/meetings/{meeting:uuid}/times": [("organizer", "/meetings/{scheduled}/times")],
    "/meetings/{meeting:uuid}/report": [("participant", "/meetings/{held}/report")],
    "/meetings/{meeting:uuid}/link": [
        ("organizer", "/meetings/{linked}/link"),
        ("organizer", "/meetings/{scheduled}/link"),
    ],
    "/meetings/{meeting:uuid}/poll": [
        ("organizer", "/meetings/{draft}/poll"),
        ("organizer", "/meetings/{polled}/poll"),
    ],
    "/r/{token}/times": [("nobody", "/r/{poll_token}/times")],
    "/meetings/{meeting:uuid}/approval": [
        ("organizer", "/meetings/{asked_draft}/approval"),
        ("organizer", "/meetings/{changed_draft}/approval"),
        ("chair", "/meetings/{asked_draft}/approval"),
        ("organizer", "/meetings/{draft}/approval"),
    ],
    "/approvals/{step:uuid}/{token}": [("nobody", "/approvals/{approving_step}/{approving_token}")],
    "/directory/agencies/{agency:uuid}/approval": [
        ("admin", "/directory/agencies/{approving_agency}/approval"),
        ("organizer", "/directory/agencies/{approving_agency}/approval"),
    ],
    "/meetings/{meeting:uuid}/draft": [
        ("organizer", "/meetings/{shown_draft}/draft"),
        ("organizer", "/meetings/{draft}/draft"),
    ],
    "/drafts/{token}": [("nobody", "/drafts/{draft_token}")],
    "/meetings/{meeting:uuid}/agenda": [
        ("organizer", "/meetings/{scheduled}/agenda"),
        ("participant", "/meetings/{running}/agenda"),
    ],
    "/meetings/{meeting:uuid}/agenda/{item:uuid}": [
        ("organizer", "/meetings/{scheduled}/agenda/{scheduled_item}")
    ],
    "/meetings/{meeting:uuid}/materials": [
        ("organizer", "/meetings/{running}/materials"),
        ("participant", "/meetings/{running}/materials"),
    ],
    "/meetings/{meeting:uuid}/invitations": [
        ("organizer", "/meetings/{draft}/invitations"),
        ("organizer", "/meetings/{scheduled}/invitations"),
        ("organizer", "/meetings/{loop}/invitations"),
        ("organizer", "/meetings/{loop}/invitations?answer=decide&ticked=true"),
    ],
    "/meetings/{meeting:uuid}/notices": [
        ("organizer", "/meetings/{loop}/notices"),
        ("organizer", "/meetings/{draft}/notices"),
    ],
    "/meetings/{meeting:uuid}/notices/{invitation:uuid}": [
        ("organizer", "/meetings/{loop}/notices/{loop_seat}")
    ],
    "/meetings/{meeting:uuid}/invitations/reminders": [
        ("organizer", "/meetings/{scheduled}/invitations/reminders"),
        ("organizer", "/meetings/{held}/invitations/reminders"),
    ],
    "/meetings/{meeting:uuid}/invitations/reminders/send": [
        ("organizer", "/meetings/{scheduled}/invitations/reminders/send")
    ],
    "/meetings/{meeting:uuid}/invitations/add": [
        ("organizer", "/meetings/{scheduled}/invitations/add")
    ],
    "/meetings/{meeting:uuid}/invitations/group": [
        ("organizer", "/meetings/{scheduled}/invitations/group"),
        ("organizer", "/meetings/{scheduled}/invitations/group?saved={group}"),
    ],
    "/r/{token}": [
        ("nobody", "/r/{token}"),
        ("nobody", "/r/{loop_token}"),
        ("nobody", "/r/{giver_token}"),
        ("nobody", "/r/{deputy_token}"),
    ],
    "/r/{token}/letter": [("nobody", "/r/{giver_token}/letter")],
    "/r/{token}/days": [("nobody", "/r/{loop_token}/days")],
    "/r/{token}/live": [("nobody", "/r/{guest_token}/live")],
    "/r/{token}/join": [("nobody", "/r/{token}/join")],
    "/meetings/{meeting:uuid}/letter": [
        ("organizer", "/meetings/{scheduled}/letter"),
        ("organizer", "/meetings/{draft}/letter"),
    ],
    "/meetings/{meeting:uuid}/letter/messages": [
        ("organizer", "/meetings/{scheduled}/letter/messages")
    ],
    "/invitations/{invitation:uuid}/message": [("organizer", "/invitations/{letter_seat}/message")],
    "/letters/{official:uuid}": [
        ("organizer", "/letters/{official}"),
        ("organizer", "/letters/{official_waiting}"),
    ],
    "/letters/templates": [("admin", "/letters/templates")],
    "/letters/look": [("admin", "/letters/look?agency=BPSDM")],
    "/letters/templates/new": [("admin", "/letters/templates/new")],
    "/letters/templates/word": [("admin", "/letters/templates/word")],
    "/letters/templates/word/{version:uuid}": [
        ("admin", "/letters/templates/word/{word_template}")
    ],
    "/letters/templates/{template:uuid}": [("admin", "/letters/templates/{letter_template}")],
    "/letters/numbers": [("organizer", "/letters/numbers")],
    "/outbox": [("organizer", "/outbox")],
    "/outbox/{mail:uuid}": [("organizer", "/outbox/{letter}")],
    "/inbox": [("admin", "/inbox")],
    "/inbox/{mail:uuid}": [("admin", "/inbox/{received}")],
    "/meetings/{id:uuid}/archive": [("organizer", "/meetings/{running}/archive")],
    "/meetings/{id:uuid}/attendance": [
        ("organizer", "/meetings/{running}/attendance"),
        ("participant", "/meetings/{held}/attendance"),
    ],
    "/meetings/{id:uuid}/attendance/online": [
        ("organizer", "/meetings/{recent}/attendance/online"),
        ("organizer", "/meetings/{held}/attendance/online"),
    ],
    "/meetings/{id:uuid}/attendance/devices": [
        ("organizer", "/meetings/{running}/attendance/devices")
    ],
    "/meetings/{id:uuid}/attendance/badges": [
        ("organizer", "/meetings/{running}/attendance/badges")
    ],
    "/meetings/{id:uuid}/attendance/ledger": [
        ("organizer", "/meetings/{running}/attendance/ledger")
    ],
    "/meetings/{id:uuid}/attendance/ledger/{scan:uuid}": [
        ("organizer", "/meetings/{running}/attendance/ledger/{line}")
    ],
    "/door/{id:uuid}/enrol/{code}": [("nobody", "/door/{running}/enrol/{enrol_code}")],
    "/meetings/{id:uuid}/attendance/recap": [
        ("organizer", "/meetings/{held}/attendance/recap"),
    ],
    "/meetings/{id:uuid}/attendance/credits": [
        ("organizer", "/meetings/{held}/attendance/credits"),
    ],
    "/training-credits/{id:uuid}/revoke": [("organizer", "/training-credits/{credit}/revoke")],
    "/attendance/agencies": [("organizer", "/attendance/agencies")],
    "/training-hours": [("participant", "/training-hours")],
    "/agencies/{id:uuid}/training-hours": [("admin", "/agencies/{agency}/training-hours")],
    "/meetings/{id:uuid}/attendance/plan": [("organizer", "/meetings/{running}/attendance/plan")],
    "/meetings/{id:uuid}/attendance/guests": [
        ("organizer", "/meetings/{running}/attendance/guests")
    ],
    "/meetings/{id:uuid}/nominations": [
        ("organizer", "/meetings/{scheduled}/nominations"),
        ("organizer", "/meetings/{held}/nominations"),
    ],
    "/n/{token}": [("nobody", "/n/{nomination_token}")],
    "/meetings/{id:uuid}/attendance/desk": [("organizer", "/meetings/{running}/attendance/desk")],
    "/door": [("organizer", "/door")],
    "/meetings/{meeting_id:uuid}/live": [
        ("taker", "/meetings/{running}/live"),
        ("chair", "/meetings/{running}/live"),
        ("participant", "/meetings/{running}/live"),
        ("participant", "/meetings/{held}/live"),
    ],
    "/meetings/{meeting_id:uuid}/live/screen": [("organizer", "/meetings/{running}/live/screen")],
    "/meetings/{meeting:uuid}/minutes": [
        ("taker", "/meetings/{running}/minutes"),
        ("taker", "/meetings/{recent}/minutes"),
        ("participant", "/meetings/{held}/minutes"),
    ],
    "/meetings/{meeting:uuid}/agreements": [("taker", "/meetings/{held}/agreements")],
    "/meetings/{meeting:uuid}/agreements/{agreement:uuid}": [
        ("taker", "/meetings/{held}/agreements/{agreement}"),
        ("participant", "/meetings/{held}/agreements/{agreement_out}"),
    ],
    "/r/{token}/minutes": [("nobody", "/r/{held_token}/minutes")],
    "/agencies/{agency:uuid}/correction-window": [
        ("admin", "/agencies/{agency}/correction-window")
    ],
    "/meetings/{meeting:uuid}/minutes/reviewers": [
        ("taker", "/meetings/{recent}/minutes/reviewers")
    ],
    "/meetings/{meeting:uuid}/minutes/stand-in": [("chair", "/meetings/{recent}/minutes/stand-in")],
    "/meetings/{meeting:uuid}/minutes/sections/{section}": [
        ("taker", "/meetings/{recent}/minutes/sections/{recent_item}")
    ],
    "/meetings/{meeting:uuid}/minutes/corrections": [
        ("participant", "/meetings/{held}/minutes/corrections"),
        ("taker", "/meetings/{held}/minutes/corrections"),
    ],
    "/meetings/{meeting:uuid}/minutes/versions/{version:int}/changes": [
        ("participant", "/meetings/{held}/minutes/versions/1/changes")
    ],
    "/meetings/{meeting:uuid}/minutes/edit/qa": [("taker", "/meetings/{recent}/minutes/edit/qa")],
    "/meetings/{meeting:uuid}/minutes/edit/head": [
        ("taker", "/meetings/{recent}/minutes/edit/head")
    ],
    "/meetings/{meeting:uuid}/minutes/edit/presentations": [
        ("taker", "/meetings/{recent}/minutes/edit/presentations")
    ],
    "/meetings/{meeting:uuid}/minutes/edit/{section}": [
        ("taker", "/meetings/{recent}/minutes/edit/{recent_item}")
    ],
    "/meetings/{meeting:uuid}/photos": [
        ("organizer", "/meetings/{held}/photos"),
        ("participant", "/meetings/{held}/photos"),
    ],
    "/meetings/{meeting:uuid}/press": [("organizer", "/meetings/{held}/press")],
    "/meetings/{meeting:uuid}/press/{release:uuid}": [
        ("organizer", "/meetings/{held}/press/{release}"),
        ("chair", "/meetings/{held}/press/{release_out}"),
    ],
    "/meetings/{meeting:uuid}/press/{release:uuid}/edit": [
        ("organizer", "/meetings/{held}/press/{release}/edit")
    ],
    "/meetings/{meeting:uuid}/press/{release:uuid}/compare": [
        ("organizer", "/meetings/{held}/press/{release_out}/compare")
    ],
    "/quotes/{token}": [("nobody", "/quotes/{quote_token}")],
    "/press": [("nobody", "/press")],
    "/press/{slug}": [("nobody", "/press/{release_slug}")],
    "/meetings/{meeting:uuid}/follow-ups": [("organizer", "/meetings/{promised}/follow-ups")],
    "/meetings/{meeting:uuid}/follow-ups/agencies": [
        ("organizer", "/meetings/{promised}/follow-ups/agencies")
    ],
    "/follow-ups/calendar": [("participant", "/follow-ups/calendar")],
    "/t/{token}": [("nobody", "/t/{follow_up_token}")],
    "/t/{token}/{follow_up:uuid}": [("nobody", "/t/{follow_up_token}/{follow_up}")],
    "/decisions": [("participant", "/decisions"), ("organizer", "/decisions?sort=due&year=2026")],
    "/decisions/{decision:uuid}": [("organizer", "/decisions/{decision}")],
    "/follow-ups": [("participant", "/follow-ups"), ("organizer", "/follow-ups")],
    "/my-data": [("participant", "/my-data"), ("admin", "/my-data")],
    "/privacy": [("nobody", "/privacy")],
    "/privacy/requests": [("admin", "/privacy/requests")],
    "/privacy/requests/{id:uuid}": [("admin", "/privacy/requests/{asked}")],
    "/privacy/erasures": [("admin", "/privacy/erasures?q=a")],
    "/privacy/erasures/{id:uuid}": [("admin", "/privacy/erasures/{erasure}")],
    "/privacy/people/{id:uuid}/erasure": [
        ("admin", "/privacy/people/{leaving}/erasure"),
        ("admin", "/privacy/people/{person}/erasure"),
    ],
    "/privacy/inventory": [("admin", "/privacy/inventory")],
    "/privacy/notice": [("admin", "/privacy/notice")],
    "/privacy/retention": [("admin", "/privacy/retention")],
    "/privacy/retention/{kind}": [("admin", "/privacy/retention/rsvp_comment")],
    "/privacy/destructions/{id:uuid}": [("admin", "/privacy/destructions/{listed}")],
    "/privacy/breaches": [("admin", "/privacy/breaches")],
    "/privacy/breaches/new": [("admin", "/privacy/breaches/new")],
    "/privacy/breaches/{id:uuid}": [("admin", "/privacy/breaches/{breach}")],
    "/privacy/breaches/{id:uuid}/edit": [("admin", "/privacy/breaches/{breach}/edit")],
    "/follow-ups/{follow_up:uuid}": [
        ("participant", "/follow-ups/{follow_up}"),
        ("organizer", "/follow-ups/{follow_up}"),
    ],
}
NOT_LOOKED_AT = {
    "said to scripts of a page": (
        "/meetings/manners",
        "/meetings/{meeting:uuid}/move/effect",
        "/r/{token}/live/entries",
        "/meetings/{meeting_id:uuid}/live/readers",
        "/r/{token}/live/votes/{vote_id:uuid}/ballot",
    ),
    "a file, see tests/drafting": ("/drafts/{token}/materials/{material:uuid}/{version:int}",),
    "leads into a video room, see tests/links": ("/meetings/{meeting:uuid}/join",),
    "a file or another way to a page, see tests/programmes": (
        "/programmes/{programme:uuid}.ics",
        "/programmes/{programme:uuid}/rundown.pdf",
        "/programmes/{programme:uuid}/meetings",
        "/programmes/{programme:uuid}/sessions/{session:uuid}/restore",
    ),
    "a package, see tests/archive": ("/meetings/{id:uuid}/archive.zip",),
    "said to programs": ("/healthz", "/readyz", "/metrics", "/openapi.json"),
    "only while nobody can sign in, see test_first_run.py": ("/setup",),
    "a step of signing in, see test_ways_in.py": (
        "/sign-in/second",
        "/sign-in/reset/{token}",
        "/sign-in/link/{token}",
        "/settings/security/app",
    ),
    "the way to another provider, see tests/accounts/test_provider.py": (
        "/sign-in/oidc",
        "/sign-in/oidc/callback",
    ),
    "while the code on the screen is this one, see test_screen.py": ("/arrive/{id:uuid}/{proof}",),
    "for a device that was enrolled, see test_desk_offline.py": ("/door/{id:uuid}",),
    "kept by the browser for the desk": ("/door/worker.js", "/door/manifest.webmanifest"),
    "the page of a form that was refused": (
        "/meeting-templates/{template:uuid}/officers",
        "/meeting-templates/{template:uuid}/invited",
        "/accounts/{id:uuid}/role",
        "/calendar/leader/{seat:uuid}/answer",
        "/calendar/leader/{seat:uuid}/send",
        "/calendar/leader/{seat:uuid}/recall",
        "/rooms/bookings/{id:uuid}/ask",
        "/rooms/bookings/{id:uuid}/approve",
        "/rooms/bookings/{id:uuid}/refuse",
        "/rooms/bookings/{id:uuid}/free",
        "/directory/offices/{id:uuid}/holders/{holder:uuid}/end",
        "/settings/own",
        "/settings/password",
        "/settings/tokens",
        "/meetings/{meeting:uuid}/publish",
        "/meetings/{meeting:uuid}/approval/decide",
        "/meetings/{meeting:uuid}/draft/readers",
        "/meetings/{meeting:uuid}/draft/change",
        "/meetings/{meeting:uuid}/draft/comments/{comment:uuid}/answer",
        "/drafts/{token}/comments/{comment:uuid}",
        "/meetings/{meeting:uuid}/cancel",
        "/meetings/{meeting:uuid}/postpone",
        "/meetings/{meeting:uuid}/open",
        "/meetings/{meeting:uuid}/close",
        "/meetings/{meeting:uuid}/agreements/{agreement:uuid}/issue",
        "/meetings/{meeting:uuid}/agreements/{agreement:uuid}/replace",
        "/meetings/{meeting:uuid}/agreements/{agreement:uuid}/void",
        "/meetings/{meeting:uuid}/agreements/{agreement:uuid}/signed",
        "/meetings/{meeting:uuid}/minutes/versions/{version:int}",
        "/meetings/{meeting:uuid}/minutes/signed",
        "/meetings/{meeting:uuid}/minutes/initial",
        "/meetings/{meeting:uuid}/minutes/comments",
        "/meetings/{meeting:uuid}/minutes/amend",
        "/r/{token}/minutes/corrections",
        "/meetings/{meeting:uuid}/minutes/corrections/{correction:uuid}",
        "/meetings/{meeting:uuid}/photos/{photo:uuid}",
        "/meetings/{meeting:uuid}/press/{release:uuid}/quotes",
        "/meetings/{meeting:uuid}/press/{release:uuid}/quotes/{quote:uuid}",
        "/meetings/{meeting:uuid}/press/{release:uuid}/quotes/{quote:uuid}/answer",
        "/meetings/{meeting:uuid}/press/{release:uuid}/refresh",
        "/meetings/{meeting:uuid}/press/{release:uuid}/approve",
        "/meetings/{meeting:uuid}/press/{release:uuid}/publish",
        "/meetings/{meeting:uuid}/press/{release:uuid}/return",
        "/meetings/{meeting:uuid}/press/{release:uuid}/withdraw",
        "/meetings/{meeting:uuid}/minutes/refresh",
        "/meetings/{meeting:uuid}/minutes/submit",
        "/meetings/{meeting:uuid}/minutes/return",
        "/meetings/{meeting:uuid}/minutes/approve",
        "/meetings/{meeting:uuid}/minutes/distribute",
        "/follow-ups/{follow_up:uuid}/reassign",
        "/meetings/{meeting:uuid}/follow-ups/agencies/plan",
        "/meetings/{meeting:uuid}/follow-ups/agencies/{link:uuid}/revoke",
        "/meetings/{meeting:uuid}/materials/{material:uuid}",
        "/meetings/{meeting:uuid}/materials/{material:uuid}/versions",
        "/meetings/{meeting:uuid}/occurrences/{day}/cancel",
        "/meetings/{meeting:uuid}/letter/new",
        *(
            f"/letters/{{official:uuid}}/{step}"
            for step in ("submit", "approve", "issue", "return", "void", "copies")
        ),
        "/letters/templates/{template:uuid}/logo",
        "/letters/look/logo",
        "/my-data/requests",
        *(
            f"/meetings/{{id:uuid}}/nominations/{step}"
            for step in ("links", "remind", "invite", "links/{link:uuid}/revoke")
        ),
        "/meetings/{id:uuid}/nominations/{nominee:uuid}/withdraw",
        "/meetings/{id:uuid}/attendance/guests/{head:uuid}/admit",
        "/meetings/{id:uuid}/attendance/guests/{head:uuid}/turn-away",
        "/n/{token}/file",
        "/n/{token}/withdraw/{nominee:uuid}",
        "/privacy/requests/{id:uuid}/accept",
        "/privacy/requests/{id:uuid}/refuse",
        "/privacy/erasures/{id:uuid}/refuse",
        "/privacy/holds",
        "/privacy/destructions",
        "/privacy/destructions/{id:uuid}/refuse",
        "/privacy/breaches/{id:uuid}/affected",
        "/privacy/breaches/{id:uuid}/notices",
        "/privacy/breaches/{id:uuid}/subjects-told",
        "/privacy/breaches/{id:uuid}/close",
    ),
    "a piece of a page": (
        "/directory/agencies/options",
        "/directory/import/{id:uuid}/progress",
        "/directory/offices/people",
        "/meetings/{meeting:uuid}/invitations/progress",
        "/meetings/{meeting:uuid}/invitations/summary",
        "/meetings/{id:uuid}/attendance/figures",
        "/meetings/{id:uuid}/attendance/summary",
        "/meetings/{id:uuid}/attendance/chart",
        "/outbox/{mail:uuid}/body",
        "/letters/{official:uuid}/copies/{bundle:uuid}",
    ),
    "a file": (
        "/r/{token}/live/materials/{material:uuid}/versions/{version:int}/file",
        "/audit.csv",
        "/directory/import/template/{what}.{ending}",
        "/directory/import/{id:uuid}/report.{ending}",
        "/directory/export/{what}.{ending}",
        "/audit.xlsx",
        "/r/{token}/calendar.ics",
        "/feeds/{token}.ics",
        "/directory/holidays.ics",
        "/feeds/{token}/tasks.ics",
        "/t/{token}/{follow_up:uuid}/evidence/{file:uuid}",
        "/r/{token}/letter/{step:uuid}",
        "/outbox/{mail:uuid}/raw",
        "/inbox/{mail:uuid}/raw",
        "/meetings/{id:uuid}/attendance/screen.svg",
        "/n/{token}/template.xlsx",
        "/my-data.json",
        "/my-data.pdf",
        "/privacy/destructions/{id:uuid}.pdf",
        "/privacy/destructions/{id:uuid}.xlsx",
        "/letters/{official:uuid}.pdf",
        "/letters/{official:uuid}.docx",
        "/letters/templates/word/default.docx",
        "/letters/templates/word/{version:uuid}/sample.docx",
        "/letters/templates/word/{version:uuid}/file.docx",
        "/letters/{official:uuid}/copies/{bundle:uuid}/file",
        "/meetings/{meeting:uuid}/photos/{photo:uuid}/file",
        "/meetings/{meeting:uuid}/press/{release:uuid}/file.pdf",
        "/meetings/{meeting:uuid}/press/{release:uuid}/file.docx",
        "/meetings/{meeting:uuid}/press/{release:uuid}/file.json",
        "/press/{slug}.pdf",
        "/press/{slug}.docx",
        "/press/{slug}.json",
        "/press/{slug}/photos/{photo:uuid}",
        "/press.atom",
        "/meetings/{meeting:uuid}/agreements/{agreement:uuid}.pdf",
        "/meetings/{meeting:uuid}/agreements/{agreement:uuid}.docx",
        "/r/{token}/minutes.pdf",
        "/meetings/{meeting:uuid}/minutes.pdf",
        "/meetings/{meeting:uuid}/minutes.docx",
        "/meetings/{meeting:uuid}/minutes.html",
        "/meetings/{meeting:uuid}/minutes.md",
        "/meetings/{meeting:uuid}/minutes.json",
    ),
}

Tab = Callable[[str], Awaitable[tuple[Page, Complaints]]]


@pytest.fixture(scope="module")
async def week(empty_sqlite: Path) -> AsyncIterator[tuple[str, Places]]:
    """A server on the furnished week, and where everything is."""
    path = SCRATCH / "browser-week.db"
    shutil.copy(empty_sqlite, path)
    database_url = f"sqlite://{path}?synchronous=OFF"
    await database.connect(database_url, TABLES)
    places = await furnish()
    await database.close()
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with processes() as start:
        env = {"RAKOR_DATABASE_URL": database_url, "RAKOR_PUBLIC_URL": url, "RAKOR_DEMO": "1"}
        start("serve", env=env, port=port)
        yield url, places


@pytest.fixture(scope="module")
async def tab(chromium: Browser, week: tuple[str, Places]) -> AsyncIterator[Tab]:
    """A tab in which somebody is signed in; each person signs in once."""
    tabs: dict[str, tuple[Page, Complaints]] = {}

    async def of(role: str) -> tuple[Page, Complaints]:
        if role not in tabs:
            context = await chromium.new_context(
                base_url=week[0], locale="id-ID", reduced_motion="reduce"
            )
            context.set_default_timeout(15_000)
            complaints = Complaints()
            complaints.follow(context)
            # Told once, it is there on every page; sending it to each takes as long as its work.
            await context.add_init_script(path=AXE)
            page = await context.new_page()
            if role != "nobody":
                await sign_in(page, PEOPLE[role][0], PASSWORD)
            tabs[role] = page, complaints
        return tabs[role]

    yield of
    for page, _complaints in tabs.values():
        await page.context.close()


def test_every_page_is_looked_at():
    known = {*PAGES, *(path for paths in NOT_LOOKED_AT.values() for path in paths)}
    answered = {
        route.path
        for route in routes()
        if isinstance(route, Route) and "GET" in (route.methods or ()) and "/api/" not in route.path
    }
    assert answered == known


VISITS = [visit for visits in PAGES.values() for visit in visits]


@pytest.mark.parametrize(("role", "path"), VISITS, ids=[f"{who} {where}" for who, where in VISITS])
async def test_a_page_fits_and_can_be_used_by_everyone(tab: Tab, week, role: str, path: str):
    url, places = week
    page, complaints = await tab(role)
    complaints.lines.clear()
    await page.emulate_media(color_scheme="light")
    await page.set_viewport_size({"width": SMALL, "height": 780})
    await page.goto(url + path.format(**places))
    await page.evaluate("() => document.fonts.ready.then(() => true)")

    assert await head(page) == {"h1": 1, "lang": "id", "title": True, "main": 1}
    assert await sideways(page) == []
    found = {f"light, {SMALL}": await stumbles(page)}
    await page.set_viewport_size({"width": TABLET, "height": HEIGHTS[TABLET]})
    assert await sideways(page) == []
    await page.set_viewport_size({"width": DESKTOP, "height": HEIGHTS[DESKTOP]})
    assert await sideways(page) == []
    await page.emulate_media(color_scheme="dark")
    found[f"dark, {DESKTOP}"] = await stumbles(page, None if AT_LENGTH else SEEN)
    assert found == {name: [] for name in found}
    assert await reach_the_main_act(page) == []
    assert complaints.unexpected() == []


async def head(page: Page) -> dict[str, object]:
    facts: dict[str, object] = await page.evaluate(
        """() => ({
          h1: document.querySelectorAll('h1').length,
          main: document.querySelectorAll('main').length,
          lang: document.documentElement.lang,
          title: /\\S · Rakor$/.test(document.title),
        })"""
    )
    return facts


async def reach_the_main_act(page: Page) -> list[str]:
    """By the skip link and Tab to the first thing to press, which must show that it has focus."""
    wanted = await page.evaluate(
        """() => {
          const seen = (each) => each.checkVisibility() && !each.disabled;
          const all = (what) => [...document.querySelectorAll(what)].filter(seen);
          const act = all('main .btn-1')[0]
            ?? all('main a[href], main button, main input, main select, main textarea')[0];
          act?.addEventListener('focus', () => {
            const { outlineStyle, boxShadow } = getComputedStyle(act);
            window.reached = outlineStyle !== 'none' || boxShadow !== 'none';
          });
          document.activeElement?.blur();
          return Boolean(act);
        }"""
    )
    if not wanted:
        return []
    skip = page.locator(".skip")
    if await skip.count():
        await skip.focus()
        await page.keyboard.press("Enter")
    for press in range(1, 81):
        await page.keyboard.press("Tab")
        if press % 5 == 0 and (shown := await page.evaluate("() => window.reached")) is not None:
            return [] if shown else ["the focus is not visible on the main act"]
    return ["Tab does not come to the main act"]
