"""What is said about browsers, scopes and passkeys; who keeps whom; what a provider may say."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from rakor.accounts import rules
from rakor.accounts.rules import Role
from rakor.errors import Forbidden, Invalid

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


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://rakor.example.go.id", ("rakor.example.go.id", "https://rakor.example.go.id")),
        ("https://rakor.test:8443", ("rakor.test", "https://rakor.test:8443")),
        ("http://localhost:8000", ("localhost", "http://localhost:8000")),
        ("http://rakor.test", None),
        ("http://127.0.0.1:8000", None),
        ("https://10.1.2.3", None),
        ("https://[::1]:8000", None),
    ],
)
def test_passkeys_belong_to_the_name_of_the_installation(url, place):
    assert rules.passkey_place(url) == place


def test_whoever_signed_in_long_ago_is_asked_again():
    now = datetime(2030, 3, 1, 9, tzinfo=UTC)
    rules.check_fresh(now - timedelta(minutes=15), now)
    with pytest.raises(rules.Stale):
        rules.check_fresh(now - timedelta(minutes=15, seconds=1), now)


@pytest.mark.parametrize("days", [-1, 0, 3661])
def test_a_token_lasts_for_days_that_make_sense(days):
    with pytest.raises(Invalid):
        rules.lifetime_of(days)
    assert rules.lifetime_of(None) is None
    assert rules.lifetime_of(3660) == timedelta(days=3660)


def test_roles_of_a_provider_are_read_in_their_order():
    assert list(rules.read_roles(" rakor-admin = admin,a=b=organizer,, ").items()) == [
        ("rakor-admin", Role.ADMIN),
        ("a=b", Role.ORGANIZER),
    ]
    with pytest.raises(rules.ProviderAway):
        rules.read_roles("kepala=raja")


@pytest.mark.parametrize("subject", [None, "", 5, "x" * 256])
def test_whom_a_provider_does_not_name_is_nobody(subject):
    with pytest.raises(Forbidden):
        rules.identity_of({"iss": "i", "sub": subject}, rules.ClaimMap())


def test_claims_count_only_where_they_are_what_they_should_be():
    claims = {
        "iss": "i",
        "sub": "s",
        "email": 5,
        "email_verified": "true",
        "name": ["x"],
        "unit": {"a": 1},
        "groups": 7,
    }
    wish = rules.ClaimMap("unit", "groups", {"7": Role.ADMIN})

    assert rules.identity_of(claims, wish) == rules.Identity("i", "s")


class Keeper:
    """Somebody who keeps accounts, as far as the rules ask."""

    def __init__(self, role: Role, agency_path: str = "/a/") -> None:
        self.id, self.role, self.agency_path = uuid4(), role, agency_path
        self.is_admin = role is Role.ADMIN


class Line:
    """An agency, as far as the rules ask."""

    def __init__(self, path: str) -> None:
        self.path, self.self_kept = path, False


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("theirs", [*Role, None])
@pytest.mark.parametrize("path", ["/a/", "/a/b/", "/c/", "/", None])
def test_who_keeps_whose_account(role, theirs, path):
    agency = Line(path) if path is not None else None
    kept = rules.keeps(Keeper(role), uuid4(), agency, theirs)
    above = theirs in (Role.ADMIN, Role.AUDITOR, Role.DATA_PROTECTION_OFFICER)
    in_line = path in ("/a/", "/a/b/")

    assert kept == (role is Role.ADMIN or (role is Role.AGENCY_ADMIN and in_line and not above))
    for keeper in (Keeper(role), Keeper(role, "")):
        assert rules.keeps(keeper, keeper.id, agency, theirs) is False


@pytest.mark.parametrize("role", Role)
def test_who_gives_which_role(role):
    given = {
        Role.ADMIN: list(Role),
        Role.AGENCY_ADMIN: [
            Role.AGENCY_ADMIN,
            Role.SECRETARIAT,
            Role.ORGANIZER,
            Role.PARTICIPANT,
            Role.ARCHIVIST,
        ],
    }
    assert rules.roles_given_by(Keeper(role)) == given.get(role, [])


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://sso.example/token", True),
        ("https://keys.example/jwks", True),
        ("http://sso.example/token", False),
        ("https://sso.example.evil.example/", False),
        ("https://sso.example:8443/token", False),
        ("https://user@sso.example/token", False),
        ("file:///etc/passwd", False),
        (None, False),
        (5, False),
    ],
)
def test_only_addresses_of_the_provider_are_called(url, fine):
    known = ("https://sso.example", "keys.example, other.example")
    if fine:
        assert rules.check_address(url, *known) == url
    else:
        with pytest.raises(rules.ProviderAway):
            rules.check_address(url, *known)


ANSWER = {"aud": "rakor", "nonce": "n", "iat": 1}
# The example of OpenID Connect Core 1.0, appendix A.3.
ACCESS, AT_HASH = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y", "77QmUPtjPfzWtF2AnpK9RQ"


@pytest.mark.parametrize(
    ("said", "fine"),
    [
        ({}, True),
        ({"nonce": "N"}, False),
        ({"nonce": ["n"]}, False),
        ({"nonce": None}, False),
        ({"aud": ["rakor"]}, True),
        ({"aud": ["rakor"], "azp": "rakor"}, True),
        ({"aud": ["rakor", "other"]}, False),
        ({"aud": ["rakor", "other"], "azp": "rakor"}, True),
        ({"azp": "other"}, False),
        ({"at_hash": AT_HASH}, True),
        ({"at_hash": AT_HASH[:-1]}, False),
        ({"at_hash": 7}, False),
        ({"amr": ["pwd"], "auth_time": 5}, True),
        ({"amr": "pwd"}, False),
        ({"auth_time": "5"}, False),
    ],
)
def test_an_id_token_answers_the_question_that_this_browser_asked(said, fine):
    found = rules.is_answer_to(
        {**ANSWER, **said}, "rakor", nonce="n", access=ACCESS, signed="RS256"
    )

    assert found is fine
