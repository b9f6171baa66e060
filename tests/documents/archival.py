"""Is a PDF what archives and screen readers ask for, by a validator that is not ours."""

import re

import page

_STREAM = re.compile(rb" obj\n<<((?:(?!endobj).)*?)>>\nstream\n", re.S)


def faults(content: bytes, *profiles: str) -> list[str]:
    """What keeps a PDF from being PDF/A-2a and PDF/UA-1, or what else it is to be."""
    told = []
    for profile in profiles or ("PDF_A_2A", "PDF_UA_1"):
        report = page.validate_pdf_bytes(content, profile=getattr(page.ValidationProfile, profile))
        told += [
            f"{profile}: {failure}" for failure in report.failures if not _misread(failure, content)
        ]
        told += [] if report.is_compliant or report.failures else [f"{profile}: not compliant"]
    return told


def _misread(failure: page.ValidationFailure, content: bytes) -> bool:
    """Whether the validator took the last byte of a stream for a part of the end of its line.

    The line before `endstream` ends with LF; one stream in 256 ends with the byte of CR, and the
    validator then counts one byte less than its Length says (ISO 19005-2, 6.1.7.1).
    """
    return failure.rule_id == "PDFA2A-STREAM-LENGTH-001" and _lengths_hold(content)


def _lengths_hold(content: bytes) -> bool:
    at, held = 0, True
    while stream := _STREAM.search(content, at):
        length = re.search(rb"/Length (\d+)(?! \d+ R)", stream[1])
        at = stream.end() + (int(length[1]) if length else 0)
        held = held and content.startswith(b"\nendstream", at)
    return held and at > 0
