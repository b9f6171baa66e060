"""Templates with words, dates and icons at hand; everything is escaped unless made safe."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from rakor import __version__, words
from rakor.errors import FieldError
from rakor.settings import settings
from rakor.web.compiled import Beside

HERE = Path(__file__).resolve().parents[1]
STATIC = HERE / "static"


def folder() -> Path:
    """Where the templates are: in the package when installed, beside `src` in a checkout."""
    inside = HERE / "templates"
    return inside if inside.is_dir() else HERE.parents[1] / "templates"


@cache
def _manifest() -> dict[str, str]:
    found: dict[str, str] = json.loads((STATIC / "manifest.json").read_text())
    return found


def asset(name: str) -> str:
    """The address of a file of the bundle; it changes with the content, so caches keep it."""
    return f"/static/{_manifest()[name]}"


def icon(name: str, css: str = "") -> Markup:
    """One icon of the sprite; the word beside it says the same, so readers skip it."""
    return Markup('<svg class="i {}" aria-hidden="true"><use href="{}#i-{}"/></svg>').format(
        css, asset("icons.svg"), name
    )


def initials(name: str) -> str:
    """Two letters for the square beside a name."""
    parts = [part for part in name.split() if part[:1].isalpha()]
    return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


@pass_context
def _zone(context: Context) -> str:
    return str(context.get("zone") or settings().timezone)


@pass_context
def _clock(context: Context, at: datetime, tz: str = "", *, seconds: bool = False) -> str:
    return words.clock(at, tz or _zone(context), seconds=seconds)


@pass_context
def _timestamp(context: Context, at: datetime, tz: str = "") -> str:
    zone = tz or _zone(context)
    return f"{words.short_date(at, zone)} {words.clock(at, zone)} {words.zone_name(zone)}"


@pass_context
def _typed(context: Context, name: str, default: Any = "") -> Any:
    """What was typed into a field before a refusal, else the stored value: nothing is lost."""
    found: Any = context.get("typed_values")
    if not found:
        return "" if default is None else default
    for step in name.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    return "" if found is None else found


@pass_context
def _error(context: Context, name: str) -> str:
    """What is wrong with a field, or ""."""
    refusal = context.get("refusal")
    wrong: list[FieldError] = getattr(refusal, "errors", [])
    return next((each["message"] for each in wrong if each["field"] == name), "")


@pass_context
def _csrf_field(context: Context) -> Markup:
    """What proves that a form was on one of our pages."""
    return Markup('<input type="hidden" name="csrf" value="{}">').format(context.get("csrf", ""))


@cache
def environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(folder()),
        bytecode_cache=Beside(folder(), Path(__file__)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
    )
    env.install_gettext_callables(  # type: ignore[attr-defined] # added by jinja2.ext.i18n
        words._, words.ngettext, newstyle=True
    )
    env.globals.update(
        asset=asset,
        icon=icon,
        initials=initials,
        language=words.language,
        version=__version__,
        server_now=lambda: datetime.now(UTC).isoformat(),
        public_url=lambda: settings().public_url,
        demo=lambda: settings().demo,
        zones=words.zones,
        zone_name=words.zone_name,
        day_and_time=words.day_and_time,
        typed=_typed,
        error=_error,
        csrf_field=_csrf_field,
    )
    env.filters.update(
        clock=_clock,
        timestamp=_timestamp,
        date=words.date,
        short_date=words.short_date,
        weekday=words.weekday,
        number=words.number,
        zone_name=words.zone_name,
        word=words._,
    )
    return env


def render(template: str, **values: Any) -> str:
    """A template with its values, for pages and for mail."""
    return environment().get_template(template).render(**values)
