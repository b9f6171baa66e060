"""What people and logs are told when something is refused or broken."""

from starlette.requests import Request

from rakor.web.problems import answer_bug

TOKEN = "abcdefghijklmnopqrstuvwxyz"


async def test_a_bug_on_a_personal_page_is_logged_without_its_secret(caplog):
    for path in (f"/r/{TOKEN}", f"/r/{TOKEN}/calendar.ics"):
        scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
        answer = await answer_bug(Request(scope), RuntimeError("broken"))
        assert answer.status_code == 500

    assert [record.getMessage() for record in caplog.records] == [
        "Unhandled at /r/…",
        "Unhandled at /r/…/calendar.ics",
    ]
