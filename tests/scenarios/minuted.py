"""The minutes of a meeting in every form in which they are handed out, and its sheets."""

import html
import io
import re
from typing import Any

import orjson
from docx import Document
from docx.oxml.ns import qn

from rakor.accounts.models import Account, User
from rakor.documents.reading_sheets import read_sheets
from rakor.meetings.models import Meeting
from tests.scenarios.doors import door
from tests.scenarios.printed import Rows, words_of

FORMS = ("pdf", "docx", "html", "md", "json")


async def minuted(meeting: Meeting, *, by: str) -> dict[str, str]:
    """The words of the minutes by form, with single spaces between them."""
    found = {}
    async with door(await _known(by)) as client:
        for form in FORMS:
            answer = await client.get(f"/api/v1/meetings/{meeting.id}/minutes.{form}")
            assert answer.status_code == 200, answer.text
            found[form] = " ".join(_words(form, answer.content).split())
    return found


async def agreed(meeting: Meeting, *, by: str) -> tuple[dict[str, Any], dict[str, str]]:
    """A berita acara with everybody who came, issued: what the API tells, and its words by form."""
    path = f"/api/v1/meetings/{meeting.id}/agreements"
    async with door(await _known(by)) as client:
        drafted = (await client.post(path, json={})).json()
        issued = await client.post(f"{path}/{drafted['id']}/issue", json={})
        assert issued.status_code == 200, issued.text
        files = {
            form: (await client.get(f"{path}/{drafted['id']}.{form}")).content
            for form in ("pdf", "docx")
        }
    return issued.json(), {
        form: " ".join(_words(form, content).split()) for form, content in files.items()
    }


def _words(form: str, content: bytes) -> str:
    if form == "pdf":
        return words_of(content)
    if form == "docx":
        body = Document(io.BytesIO(content)).element.body
        lines = body.iter(qn("w:p"))
        return " ".join("".join(t.text or "" for t in line.iter(qn("w:t"))) for line in lines)
    if form == "html":
        return html.unescape(re.sub(r"<[^>]+>", " ", content.decode()))
    return content.decode()


async def decided(meeting: Meeting, *, by: str) -> dict[str, Rows]:
    """The register of this meeting's decisions as JSON, CSV and workbook tell it, as rows.

    Each row: number, agencies that owe, horizon, funding.
    """
    path = "/api/v1/decisions"
    asked = {"q": meeting.title}
    async with door(await _known(by)) as client:
        told = {
            form: (await client.get(f"{path}.{form}", params=asked)).content
            for form in ("json", "csv", "xlsx")
        }
    items = orjson.loads(told["json"])["items"]
    return {
        "json": [
            [str(each["number"]), str(len(each["owners"])), str(each["horizon"]),
             " ".join(each["funding_sources"])]
            for each in items
        ],
        "csv": _facts(read_sheets(told["csv"], "register.csv")[0].rows),
        "xlsx": _facts(read_sheets(told["xlsx"])[0].rows),
    }  # fmt: skip


def _facts(rows: Rows) -> Rows:
    head, *lines = rows
    at = [head.index(name) for name in ("No", "Tindak lanjut", "Jangka", "Sumber dana")]
    picked = [[line[n] for n in at] for line in lines]
    return [[n, str(steps.count(": ")), horizon, money] for n, steps, horizon, money in picked]


async def promised(meeting: Meeting, *, by: str) -> dict[str, Rows]:
    """The follow-ups of a meeting as CSV and workbook: the rows under their headings."""
    path = f"/api/v1/meetings/{meeting.id}/follow-ups"
    async with door(await _known(by)) as client:
        csv = (await client.get(f"{path}.csv")).content
        book = (await client.get(f"{path}.xlsx")).content
    return {
        "csv": read_sheets(csv, "list.csv")[0].rows[1:],
        "xlsx": read_sheets(book)[0].rows[1:],
    }


async def _known(by: str) -> User:
    account = await Account.get(person__name__startswith=by).select_related("person__agency")
    return User.of(account)
