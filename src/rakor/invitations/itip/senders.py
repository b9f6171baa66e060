"""Whether the sender of a message is who its From says: Authentication-Results (RFC 8601)."""

import re
from collections.abc import Sequence

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\([^()]*\)")
_PROPERTY = re.compile(r"([a-z-]+(?:\.[a-z0-9-]+)?)\s*=\s*([^\s\"]+)", re.I)


def is_verified(sender: str, authentication: Sequence[str], receiver: str) -> bool:
    """Whether the trusted receiver vouches for the domain of that address.

    Only the topmost header under the receiver's own name (authserv-id) counts: it writes above
    what came with the message, and below it anybody may have written anything. `dmarc=pass` is
    enough and `dmarc=fail` the end; without either, DKIM or SPF must have passed for the domain of
    the address or one below it.
    """
    domain = sender.rpartition("@")[2].lower()
    if not domain or not receiver:
        return False
    own = (said for said in map(_results, authentication) if said[0] == receiver.strip().lower())
    _id, results = next(own, ("", []))
    dmarc = [each for each in results if each.get("dmarc")]
    if dmarc:
        # Two verdicts about one message are no verdict.
        return len(dmarc) == 1 and dmarc[0]["dmarc"] == "pass" and _fits_from(dmarc[0], domain)
    return any(_is_aligned(each, domain) for each in results)


def _results(value: str) -> tuple[str, list[dict[str, str]]]:
    """The authserv-id, and for each method its result and properties."""
    # What is quoted or a comment may repeat words of the sender: neither says anything.
    bare = _QUOTED.sub("_", value)
    while (shorter := _COMMENT.sub(" ", bare)) != bare:
        bare = shorter
    head, *methods = bare.split(";")
    name = next(iter(head.split()), "").lower()
    return name, [_properties(method) for method in methods[:50]]


def _properties(method: str) -> dict[str, str]:
    """`dkim=pass header.d=bkn.go.id`: the method comes first, so no property passes for one."""
    first, *rest = [(k.lower(), v.lower()) for k, v in _PROPERTY.findall(method)] or [("", "")]
    return dict([*[each for each in rest if "." in each[0]], first])


def _fits_from(result: dict[str, str], domain: str) -> bool:
    """Whether a verdict is about the From that is read here: a message may carry two."""
    about = result.get("header.from", domain).rpartition("@")[2]
    return about == domain


def _is_aligned(result: dict[str, str], domain: str) -> bool:
    if result.get("dkim") == "pass":
        signer = result.get("header.d") or result.get("header.i", "")
    elif result.get("spf") == "pass":
        signer = result.get("smtp.mailfrom", "")
    else:
        return False
    signer = signer.rpartition("@")[2]
    return signer == domain or signer.endswith(f".{domain}")
