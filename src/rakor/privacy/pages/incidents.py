"""Doors to the register of incidents."""

from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.privacy import operations, queries
from rakor.privacy.models import Breach
from rakor.privacy.pages.ground import ONE, key_of, present
from rakor.privacy.rules import breaches as rules
from rakor.privacy.rules.breaches import BreachFacts, Closing, Notices
from rakor.privacy.rules.notice import Part
from rakor.privacy.rules.requests import hours_left
from rakor.settings import settings
from rakor.web.answers import see
from rakor.web.pages import act, form, page
from rakor.web.reading import read
from rakor.web.shapes import Shape, Text
from rakor.words import _, clock, zone_name
from rakor.words import date as long_date


class Addresses(Shape):
    """Who is affected, an address a line."""

    addresses: Annotated[Text, Field(min_length=3, max_length=100_000)]


class Told(BreachFacts):
    """The facts with the revision that the form was opened at."""

    revision: int | None = None


def _zone(request: Request) -> str:
    return str(request.user.timezone or settings().timezone)


async def _facts(request: Request) -> tuple[BreachFacts, int | None]:
    """The facts of the form, whose moment has no zone: it is the zone of whoever types."""
    said = await read(request, Told)
    found = said.found_at
    at = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(_zone(request)))
    facts = BreachFacts.model_validate({**said.model_dump(exclude={"revision"}), "found_at": at})
    return facts, said.revision


async def breaches(request: Request) -> Response:
    queries.check_officer(request.user)
    now = datetime.now(UTC)
    return present(
        request,
        "breaches",
        "breaches",
        breaches=await queries.breaches(),
        clock_of=lambda breach: queries.clock_of(breach, now),
        hours=lambda breach: hours_left(rules.due(breach.found_at), now),
    )


async def new(request: Request) -> Response:
    queries.check_officer(request.user)
    now = datetime.now(ZoneInfo(_zone(request)))
    return present(
        request, "breach_form", "breaches", breach=None, found_at=f"{now:%Y-%m-%dT%H:%M}"
    )


async def record(request: Request) -> Response:
    facts, _revision = await _facts(request)
    breach = await operations.record_breach(facts, by=request.user)
    return see(f"/privacy/breaches/{breach.id}", _("Insiden tercatat. Waktu 3×24 jam berjalan."))


async def edit(request: Request) -> Response:
    queries.check_officer(request.user)
    breach = await queries.find_breach(key_of(request))
    found = breach.found_at.astimezone(ZoneInfo(_zone(request)))
    return present(
        request, "breach_form", "breaches", breach=breach, found_at=f"{found:%Y-%m-%dT%H:%M}"
    )


async def change(request: Request) -> Response:
    facts, revision = await _facts(request)
    await operations.change_breach(key_of(request), facts, revision=revision, by=request.user)
    return see(f"/privacy/breaches/{key_of(request)}", _("Perubahan disimpan."))


async def one(request: Request) -> Response:
    queries.check_officer(request.user)
    breach = await queries.find_breach(key_of(request))
    now = datetime.now(UTC)
    drafts = await _drafts(breach, _zone(request))
    return present(
        request,
        "breach",
        "breaches",
        breach=breach,
        affected=await queries.affected(breach),
        clock=queries.clock_of(breach, now),
        due=rules.due(breach.found_at),
        hours=hours_left(rules.due(breach.found_at), now),
        to_subjects=breach.to_subjects or drafts[0],
        to_authority=breach.to_authority or drafts[1],
    )


async def _drafts(breach: Breach, zone: str) -> tuple[str, str]:
    """The two notices as far as the facts go; the officer words them further."""
    parts = await queries.notice()
    found = breach.found_at
    facts = {
        "found": f"{long_date(found, zone)}, {clock(found, zone)} {zone_name(zone)}",
        "data": breach.data,
        "cause": breach.cause or _(rules.UNKNOWN),
        "measures": breach.measures or _(rules.UNKNOWN),
        "people": str(breach.people) if breach.people is not None else _(rules.UNKNOWN),
        "controller": parts[Part.CONTROLLER],
        "contact": parts[Part.CONTACT],
    }
    return (
        _(rules.SUBJECTS_DRAFT).format_map(facts),
        _(rules.AUTHORITY_DRAFT).format_map(facts),
    )


async def add_affected(request: Request) -> Response:
    wish = await read(request, Addresses)
    await operations.add_affected(key_of(request), wish.addresses.split(), by=request.user)
    return see(f"/privacy/breaches/{key_of(request)}#affected", _("Orang yang terkena tercatat."))


async def save_notices(request: Request) -> Response:
    wish = await read(request, Notices)
    await operations.save_notices(key_of(request), wish, by=request.user)
    return see(
        f"/privacy/breaches/{key_of(request)}#notices", _("Kata-kata pemberitahuan disimpan.")
    )


async def tell_subjects(request: Request) -> Response:
    told = await operations.tell_subjects(key_of(request), by=request.user)
    said = _("{n} surat pemberitahuan masuk ke surat keluar.").format(n=told)
    return see(f"/privacy/breaches/{key_of(request)}#notices", said)


async def tell_authority(request: Request) -> Response:
    await operations.tell_authority(key_of(request), by=request.user)
    said = _("Pemberitahuan kepada lembaga tercatat.")
    return see(f"/privacy/breaches/{key_of(request)}#notices", said)


async def close(request: Request) -> Response:
    wish = await read(request, Closing)
    await operations.close_breach(key_of(request), wish.measures, by=request.user)
    return see(f"/privacy/breaches/{key_of(request)}", _("Insiden ditutup."))


FOUND = f"/privacy/breaches{ONE}"

routes: list[BaseRoute] = [
    page("/privacy/breaches", breaches),
    *form("/privacy/breaches/new", new, record),
    page(FOUND, one),
    *form(f"{FOUND}/edit", edit, change),
    *form(f"{FOUND}/affected", one, add_affected),
    *form(f"{FOUND}/notices", one, save_notices),
    *form(f"{FOUND}/subjects-told", one, tell_subjects),
    act(f"{FOUND}/authority-told", tell_authority),
    *form(f"{FOUND}/close", one, close),
]
