"""Answers shaped as real calendar programs shape them, each with the habits it is known for."""

from .programs import (
    CLIENTS,
    Said,
    apple,
    cyrus,
    exchange,
    google,
    nextcloud,
    outlook,
    proton,
    thunderbird,
    yahoo,
    zimbra,
)

__all__ = [
    "CLIENTS",
    "Said",
    "apple",
    "cyrus",
    "exchange",
    "google",
    "nextcloud",
    "outlook",
    "proton",
    "thunderbird",
    "yahoo",
    "zimbra",
]
