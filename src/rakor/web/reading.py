"""Reading what was sent: JSON or a form into a shape, with an error for every field."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import orjson
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from starlette.requests import Request

from rakor.errors import FieldError, Invalid, Unreadable, Unsupported
from rakor.words import N_, _

S = TypeVar("S", bound=BaseModel)

NOT_FIELDS = frozenset({"csrf"})

MESSAGES = {
    "missing": N_("Isian ini wajib diisi."),
    "extra_forbidden": N_("Isian ini tidak dikenal."),
    "string_too_short": N_("Isian ini terlalu pendek."),
    "string_too_long": N_("Paling panjang {max_length} huruf."),
    "string_type": N_("Isi dengan teks."),
    "int_type": N_("Isi dengan bilangan bulat."),
    "int_parsing": N_("Isi dengan bilangan bulat."),
    "int_from_float": N_("Isi dengan bilangan bulat."),
    "bool_type": N_("Isi dengan ya atau tidak."),
    "bool_parsing": N_("Isi dengan ya atau tidak."),
    "greater_than_equal": N_("Paling kecil {ge}."),
    "less_than_equal": N_("Paling besar {le}."),
    "greater_than": N_("Harus lebih dari {gt}."),
    "enum": N_("Pilih salah satu: {expected}."),
    "literal_error": N_("Pilih salah satu: {expected}."),
    "uuid_parsing": N_("Kunci ini tidak berbentuk UUID."),
    "uuid_type": N_("Kunci ini tidak berbentuk UUID."),
    "timezone_aware": N_("Cantumkan selisih zona waktu, misalnya +07:00."),
    "datetime_parsing": N_("Tulis tanggal dan jam seperti 2026-12-01T09:00:00+07:00."),
    "datetime_from_date_parsing": N_("Tulis tanggal dan jam seperti 2026-12-01T09:00:00+07:00."),
    "datetime_type": N_("Tulis tanggal dan jam seperti 2026-12-01T09:00:00+07:00."),
    "date_parsing": N_("Tulis tanggal seperti 2026-12-01."),
    "date_from_datetime_parsing": N_("Tulis tanggal seperti 2026-12-01."),
    "date_type": N_("Tulis tanggal seperti 2026-12-01."),
    "list_type": N_("Isi dengan daftar."),
    "too_long": N_("Paling banyak {max_length} butir."),
    "too_short": N_("Paling sedikit {min_length} butir."),
    "model_type": N_("Isi dengan objek."),
    "model_attributes_type": N_("Isi dengan objek."),
    "dict_type": N_("Isi dengan objek."),
}


async def read(request: Request, shape: type[S]) -> S:
    """What the request holds, as a shape. Refuses (Invalid) with one message for each wrong field.

    JSON (RFC 8259) from programs, a form from pages; dotted form names (`venue.name`) nest.
    """
    return checked(shape, await body_of(request))


async def body_of(request: Request) -> Any:
    """The body as plain values; an empty body of a POST that only acts is `{}`."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form(max_files=20, max_fields=2000) as form:
            pairs = form.multi_items()
        typed = nest([(name, value) for name, value in pairs if isinstance(value, str)])
        request.state.typed = typed
        return typed
    raw = await request.body()
    if not raw.strip():
        return {}
    if kind not in ("application/json", "application/merge-patch+json", ""):
        raise Unsupported(_("Kirim isi sebagai application/json."))
    return parsed(raw)


def parsed(raw: bytes) -> Any:
    """Strict JSON: no NaN, no lone surrogates, nothing nested beyond reason."""
    try:
        return orjson.loads(raw)
    except (orjson.JSONDecodeError, json.JSONDecodeError, RecursionError):
        raise Unreadable(_("Isi permintaan bukan JSON yang sah.")) from None


def query_of(request: Request, shape: type[S]) -> S:
    """The query of a list as a shape; an unknown name is refused like any unknown field."""
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    return checked(shape, nest(pairs))


def checked(shape: type[S], values: Any) -> S:
    """Values as a shape, or Invalid."""
    try:
        return shape.model_validate(values)
    except ValidationError as error:
        raise Invalid(_("Periksa isian yang ditandai."), errors=field_errors(error)) from None


def checked_each(shape: type[S], rows: list[Any]) -> list[S | Invalid]:
    """Each of these values as a shape, or why it is none: a wrong one does not spoil the others."""
    read: list[S | Invalid] = []
    for row in rows:
        try:
            read.append(checked(shape, row))
        except Invalid as refusal:
            read.append(refusal)
    return read


def checked_list(adapter: TypeAdapter[list[S]], values: Any) -> list[S]:
    """A list of values as shapes, or Invalid."""
    try:
        return adapter.validate_python(values)
    except ValidationError as error:
        raise Invalid(_("Periksa isian yang ditandai."), errors=field_errors(error)) from None


def field_errors(error: ValidationError) -> list[FieldError]:
    """One sentence a field, in the reader's language."""
    return [
        {"field": ".".join(str(part) for part in detail["loc"]), "message": _sentence(detail)}
        for detail in error.errors(include_url=False)
    ]


def _sentence(detail: ErrorDetails) -> str:
    context: Mapping[str, Any] = detail.get("ctx", {})
    if detail["type"] == "value_error":
        reason = str(context.get("error", "")) or detail["msg"]
        if "email" in reason.lower() or "@" in reason:
            return _("Tulis alamat surel seperti nama@instansi.go.id.")
        return reason
    known = MESSAGES.get(detail["type"])
    if known:
        try:
            return _(known).format(**context)
        except (KeyError, IndexError):
            return _(known)
    return _("Isian ini tidak dapat dibaca.")


def nest(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """`[("a.b", "1"), ("c[]", "2"), ("c[]", "3")]` → `{"a": {"b": "1"}, "c": ["2", "3"]}`."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in NOT_FIELDS:
            continue
        place = found
        *way, last = name.removesuffix("[]").split(".")[:5]
        for step in way:
            below = place.setdefault(step, {})
            if not isinstance(below, dict):
                raise Unreadable(_("Nama isian bertentangan satu sama lain."))
            place = below
        if name.endswith("[]"):
            listed = place.setdefault(last, [])
            if not isinstance(listed, list):
                raise Unreadable(_("Nama isian bertentangan satu sama lain."))
            listed.append(value)
        else:
            place[last] = value
    return found
