"""What is said about browsers and scopes."""

import pytest

from rakor.accounts import rules
from rakor.errors import Invalid

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (WINDOWS, "Chrome, Windows"),
        (WINDOWS + " Edg/126.0", "Edge, Windows"),
        (IPHONE, "Safari, iPhone"),
        ("curl/8.5", "curl/8.5"),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_its_name_and_system(agent, name):
    assert rules.browser_name(agent) == name


@pytest.mark.parametrize("scope", ["read", "write", "meetings", "follow-ups:write"])
def test_a_scope_is_read_write_a_part_or_both(scope):
    rules.check_scopes([scope])


@pytest.mark.parametrize("scope", ["", "*", "Meetings", "meetings:delete", "a b"])
def test_other_scopes_are_refused(scope):
    with pytest.raises(Invalid):
        rules.check_scopes([scope])
