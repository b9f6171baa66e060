"""Is a PDF what archives and screen readers ask for, by a validator that is not ours."""

import page


def faults(content: bytes, *profiles: str) -> list[str]:
    """What keeps a PDF from being PDF/A-2a and PDF/UA-1, or what else it is to be."""
    told = []
    for profile in profiles or ("PDF_A_2A", "PDF_UA_1"):
        report = page.validate_pdf_bytes(content, profile=getattr(page.ValidationProfile, profile))
        told += [f"{profile}: {failure}" for failure in report.failures]
        told += [] if report.is_compliant or report.failures else [f"{profile}: not compliant"]
    return told
