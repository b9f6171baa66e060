"""Masks personal data inside an entry: enough to recognise it, too little to use it."""

import re
from typing import Any

_ADDRESS = re.compile(r"([^\s@<>\"',;:()\[\]]{1,64})@([^\s@<>\"',;:()\[\]]{1,190}\.[^\W\d_]{2,})")
# A telephone number, NIP or NIK: eight digits and more, however they are set apart.
_NUMBER = re.compile(r"(?<![\w/-])\+?\d(?:[\s.()-]{0,2}\d){7,24}(?![\w/-])")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?")
_DATES = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d)?")
_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
_SECRET = frozenset({"password", "secret", "token", "code", "passcode"})
_NUMBERED = frozenset({"nip", "nik", "phone", "birth_date", "born"})


def masked(value: Any, name: str = "") -> Any:
    """The same value with addresses, telephone numbers and numbers of civil servants masked."""
    if isinstance(value, dict):
        return {key: masked(each, str(key)) for key, each in value.items()}
    if isinstance(value, list):
        return [masked(each, name) for each in value]
    if name in _SECRET and value:
        return "…"
    if name in _NUMBERED and isinstance(value, str | int) and value:
        return _digits(str(value))
    return masked_text(value) if isinstance(value, str) else value


def masked_text(text: str) -> str:
    """`r…@bpsdm.example.go.id` and `…89`; moments and keys of records stay."""
    if _MOMENT.fullmatch(text) or _KEY.fullmatch(text):
        return text
    return _NUMBER.sub(_number, _ADDRESS.sub(_address, text))


def _address(found: re.Match[str]) -> str:
    return f"{found[1][0]}…@{found[2]}"


def _number(found: re.Match[str]) -> str:
    return found[0] if _DATES.fullmatch(found[0]) else _digits(found[0])


def _digits(text: str) -> str:
    digits = "".join(each for each in text if each.isdigit())
    return f"…{digits[-2:]}"
