"""Links by mail: a new password, signing in without one, and what a stranger learns from asking."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor import journal
from rakor.accounts import operations
from rakor.accounts.models import Account, LinkWish, MailedLink, Session
from rakor.accounts.rules import LinkPurpose
from rakor.directory.models import Person
from rakor.errors import Forbidden, NotFound, TooMany
from rakor.mail.models import OutgoingMail

from .conftest import HERE, PASSWORD, text_of

NEW = "sandi yang baru sekali"


async def ask(browser, email, path="/sign-in/forgot", **more):
    return await browser.post(path, data={"email": email, **more})


async def test_a_forgotten_password_is_replaced_by_the_link_and_every_browser_is_out(
    account, strange, mailed
):
    old = (await operations.sign_in("rina@example.go.id", PASSWORD, address=HERE)).session
    async with strange as browser:
        asked = await ask(browser, " Rina@example.go.id ")
        [path] = await mailed()
        form = await browser.get(path)
        done = await browser.post(path, data={"password": NEW})

    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in/sent")
    assert (form.status_code, "Rina Halim" in form.text) == (200, True)
    assert (done.status_code, done.headers["location"]) == (303, "/sign-in")
    assert await operations.identify(old, "") is None
    assert (await operations.sign_in("rina@example.go.id", NEW, address=HERE)).session
    entries = await journal.since(operations.account_stream(account.id), 0)
    assert [(e.kind, e.subject) for e in entries] == [
        (kind, account.person_id)
        for kind in (
            "account.created",
            "account.signed_in",
            "account.link_mailed",
            "account.password_reset",
            "account.signed_in",
        )
    ]


@pytest.mark.parametrize("path", ["/sign-in/forgot", "/sign-in/mail"])
async def test_an_unknown_a_closed_and_a_known_address_get_the_same_answer(
    account, strange, mailed, new_user, path
):
    closed = await new_user("Tutup Buku")
    await Account.filter(id=closed.account_id).update(active=False)
    answers = []
    async with strange as browser:
        for email in ("rina@example.go.id", "nada@example.go.id", closed.person.email, "apa saja"):
            answer = await ask(browser, email, path)
            answers.append((answer.status_code, answer.headers["location"], answer.text))
            browser.cookies.clear()
    wished = await LinkWish.all().count()

    assert len(set(answers)) == 1
    # The request does the same for all of them; only the worker looks who there is.
    assert (wished, await OutgoingMail.all().count()) == (4, 0)
    assert len(await mailed()) == 1
    assert [letter.to_address for letter in await OutgoingMail.all()] == ["rina@example.go.id"]
    assert await LinkWish.all().count() == 0


async def test_the_filters_of_mail_servers_do_not_burn_a_link(account, strange, mailed):
    async with strange as browser:
        await ask(browser, "rina@example.go.id")
        [path] = await mailed()
        looks = [(await browser.get(path)).status_code for _n in range(3)]
        looks.append((await browser.head(path)).status_code)
        done = await browser.post(path, data={"password": NEW})

    assert looks == [200] * 4
    assert done.status_code == 303


async def test_a_link_is_good_for_one_use_and_a_refused_password_is_none(account, strange, mailed):
    async with strange as browser:
        await ask(browser, "rina@example.go.id")
        [path] = await mailed()
        short = await browser.post(path, data={"password": "rahsia7"})
        first = await browser.post(path, data={"password": NEW})
        again = await browser.post(path, data={"password": "lain lagi sekali"})
        look = await browser.get(path)

    assert [page.status_code for page in (short, first, again, look)] == [422, 303, 404, 404]
    assert "rahsia7" not in short.text
    assert (await operations.sign_in("rina@example.go.id", NEW, address=HERE)).session


async def test_a_link_ends_after_its_hour_with_a_new_password_and_with_the_account(account, mailed):
    async def fresh() -> str:
        await LinkWish.create(purpose=LinkPurpose.RESET, email="rina@example.go.id")
        return (await mailed())[-1].rsplit("/", 1)[1]

    late = await fresh()
    link = await MailedLink.get()
    assert timedelta(minutes=59) < link.expires_at - datetime.now(UTC) <= timedelta(hours=1)
    await MailedLink.all().update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    replaced = await fresh()
    await Account.all().update(password="another hash")
    closed = await fresh()
    await Account.all().update(active=False)

    for token in (late, replaced, closed, "a" * 26):
        with pytest.raises(NotFound):
            await operations.reset_password(token, NEW)
    assert (await Account.get()).password == "another hash"


async def test_a_newer_link_voids_the_one_before_and_one_purpose_is_not_another(account, mailed):
    for purpose in (LinkPurpose.RESET, LinkPurpose.RESET, LinkPurpose.SIGN_IN):
        await LinkWish.create(purpose=purpose, email="rina@example.go.id")
    first, second, entering = [path.rsplit("/", 1)[1] for path in await mailed()]

    with pytest.raises(NotFound):
        await operations.reset_password(first, NEW)
    with pytest.raises(NotFound):
        await operations.reset_password(entering, NEW)
    with pytest.raises(NotFound):
        await operations.sign_in_by_link(second)
    await operations.reset_password(second, NEW)


async def test_only_the_hash_of_a_link_is_stored(account, mailed):
    await LinkWish.create(purpose=LinkPurpose.RESET, email="rina@example.go.id")
    token = (await mailed())[0].rsplit("/", 1)[1]

    link = await MailedLink.get()
    assert link.digest == operations.digest(token)
    assert PASSWORD not in link.bound


async def test_too_many_letters_to_one_address_are_refused_alike_whether_it_is_known(
    account, strange
):
    said = []
    async with strange as browser:
        for email in ("rina@example.go.id", "nada@example.go.id"):
            statuses = [(await ask(browser, email)).status_code for _n in range(4)]
            said.append(statuses)
        forwarded = await browser.post(
            "/sign-in/forgot",
            data={"email": "rina@example.go.id"},
            headers={"x-forwarded-for": "198.51.100.4"},
        )

    assert said == [[303, 303, 303, 429]] * 2
    # A header that anybody can write is no other place.
    assert forwarded.status_code == 429


async def test_one_place_asks_for_so_many_links_only(db):
    for n in range(15):
        await operations.ask_link(LinkPurpose.RESET, f"a{n}@example.go.id", address=HERE)
    with pytest.raises(TooMany):
        await operations.ask_link(LinkPurpose.RESET, "b@example.go.id", address=HERE)
    # What was asked for elsewhere still works.
    await operations.ask_link(LinkPurpose.RESET, "b@example.go.id", address="203.0.113.5")

    assert await LinkWish.all().count() == 16


async def test_the_browser_that_asked_for_a_sign_in_link_goes_right_in(account, strange, mailed):
    async with strange as browser:
        await ask(browser, "rina@example.go.id", "/sign-in/mail", next="/directory")
        [path] = await mailed()
        entered = await browser.get(path)
        again = await browser.get(path)
        seen = await browser.get("/settings")

    assert (entered.status_code, entered.headers["location"]) == (303, "/directory")
    assert (again.status_code, seen.status_code) == (404, 200)
    last = (await journal.since(operations.account_stream(account.id), 0))[-1]
    assert (last.kind, last.data, last.actor) == (
        "account.signed_in",
        {"via": "link"},
        account.person_id,
    )


async def test_another_browser_is_asked_before_it_is_let_in(account, as_person, mailed):
    async with as_person(None, page=True) as asking:
        await ask(asking, "rina@example.go.id", "/sign-in/mail", next="//evil.example")
        [path] = await mailed()
    async with as_person(None, page=True) as other:
        look = await other.get(path)
        sessions = await Session.all().count()
        entered = await other.post(path)
        seen = await other.get("/settings")

    assert (look.status_code, sessions) == (200, 0)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert seen.status_code == 200


async def test_two_who_use_one_link_at_once_are_one(account, mailed):
    await LinkWish.create(purpose=LinkPurpose.SIGN_IN, email="rina@example.go.id")
    token = (await mailed())[0].rsplit("/", 1)[1]
    first = await operations.find_link(token, LinkPurpose.SIGN_IN)
    await operations.sign_in_by_link(token)

    with pytest.raises(NotFound):
        await operations.sign_in_by_link(token)
    assert await MailedLink.filter(id=first.id).count() == 0
    assert await Session.all().count() == 1


async def test_a_letter_is_in_the_language_of_whoever_gets_it(account, mailed):
    await Person.filter(id=account.person_id).update(locale="en")
    await LinkWish.create(purpose=LinkPurpose.RESET, email="rina@example.go.id")
    await mailed()

    letter = await OutgoingMail.get()
    assert letter.subject == "Reset your Rakor password"
    assert "valid for one hour" in text_of(letter)
    assert letter.purpose.startswith("account:")


async def test_whoever_forgot_is_refused_with_the_old_password(account, mailed):
    await LinkWish.create(purpose=LinkPurpose.RESET, email="rina@example.go.id")
    token = (await mailed())[0].rsplit("/", 1)[1]
    await operations.reset_password(token, NEW)

    with pytest.raises(Forbidden):
        await operations.sign_in("rina@example.go.id", PASSWORD, address=HERE)


async def test_the_outbox_shows_links_only_where_no_mail_server_could_carry_them(
    account, admin, as_person, mailed, setting
):
    await LinkWish.create(purpose=LinkPurpose.RESET, email="rina@example.go.id")
    await mailed()
    letter = await OutgoingMail.get()
    async with as_person(admin, page=True) as browser:
        alone = await browser.get(f"/outbox/{letter.id}/raw")
        setting(smtp_url="smtp://127.0.0.1:1")
        served = await browser.get(f"/outbox/{letter.id}/raw")

    assert (alone.status_code, served.status_code) == (200, 403)
