"""The report (laporan; domain: B.10) that somebody gives of a meeting to whoever sent them."""

from typing import Annotated

from pydantic import Field

from rakor.web.shapes import Line, Shape, Text

Said = Annotated[Text, Field(max_length=10_000)]
Short = Annotated[Line, Field(max_length=400)]


class ReportFacts(Shape):
    """What stands in a report; what is empty is not printed. Each line of `results` is one."""

    to: Short = ""
    basis: Said = ""
    purpose: Said = ""
    activities: Said = ""
    results: Said = ""
    obstacles: Said = ""
    conclusion: Said = ""
    suggestions: Said = ""
    closing: Said = ""
    place_and_date: Short = ""
    signer_office: Short = ""
    signer_name: Short = ""
