"""What is somebody's: accounts and ways in, groups and files, offices, requests and proposals."""

import zlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
from argon2 import PasswordHasher

from rakor.accounts import operations as accounts
from rakor.accounts.models import (
    Account,
    ApiToken,
    MailedLink,
    Passkey,
    Session,
    SignInStep,
    User,
)
from rakor.accounts.rules import LinkPurpose, StepKind
from rakor.directory import operations as directory
from rakor.directory.models import (
    Agency,
    AgencyName,
    Holiday,
    ImportJob,
    Office,
    OfficeHolder,
    OfficeKind,
    Person,
    PersonEmail,
    Region,
    SavedGroup,
)
from rakor.directory.rules import AgencyFacts, OfficeFacts
from rakor.directory.rules.importing import ImportState
from rakor.invitations.operations import feeds
from rakor.invitations.queries.secrets import feed_token
from rakor.live.models import Phrase
from rakor.mail.models import OutgoingMail
from rakor.privacy import operations as privacy
from rakor.privacy.models import Destruction, Erasure
from rakor.privacy.rules.requests import RequestKind, RequestWish
from rakor.scheduling.models import CalendarSource
from rakor.scheduling.rules import SourceKind

from ..browser.world import PASSWORD

LATER = timedelta(days=30)
LINKS = {"reset_link": LinkPurpose.RESET, "sign_in_link": LinkPurpose.SIGN_IN}
STEPS = {
    "second_step": StepKind.SECOND,
    "passkey_step": StepKind.PASSKEY,
    "provider_step": StepKind.PROVIDER,
}


async def above_us() -> dict[str, Any]:
    """Our agency stands below one that nobody of it keeps."""
    facts = AgencyFacts(code="KEMENDAGRI", name="Kementerian Dalam Negeri")
    above = await directory.add_agency(facts, by=None)
    ours = await Agency.get(code="BPSDM")
    ours.parent, ours.path = above, f"{above.path}{ours.id}/"
    await ours.save()
    return {"above_us": above.id, "above_us_code": above.code, "our_agency": ours.id, "nothing": ""}


async def belongings(users: dict[str, User]) -> dict[str, Any]:
    """Made for these people; the keys under which doors lead to them."""
    return {
        "what": "people",
        "ending": "csv",
        "record_kind": "session",
        "password": PASSWORD,
        **await _directory(),
        **await _files(users),
        **await _accounts(users),
        **await _ways_in(),
        **await _calendars(users),
        **await _personal_data(users),
    }


async def _calendars(users: dict[str, User]) -> dict[str, Any]:
    """A calendar of our agency to subscribe to, and one of somebody's own."""
    ours = await feeds.make_feed("BPSDM", by=users["admin"])
    own = await feeds.make_feed(by=users["participant"])
    office = await Office.get(title="Kepala Badan", agency__code="BPSDM")
    return {
        "our_feed": ours.id,
        "own_feed": own.id,
        "feed_token": feed_token(own),
        "our_source": (await _source(office=office)).id,
        "own_source": (await _source(person=users["participant"].person)).id,
    }


async def _source(**whose: Any) -> CalendarSource:
    """A calendar outside Rakor that nobody can read any more."""
    now = datetime.now(UTC)
    return await CalendarSource.create(
        **whose,
        kind=SourceKind.FILE,
        host="calendar.example",
        secret="",
        created_at=now,
        due_at=now,
    )


async def _directory() -> dict[str, Any]:
    rina = await Person.get(email="rina@bpsdm.example.go.id")
    bagus = await Person.get(email="bagus@bkn.example.go.id")
    facts = OfficeFacts(title="Kepala Badan", agency="BPSDM", holder=rina.id)
    office = await directory.add_office(facts, by=None)
    names = {}
    for key, code in (("name", "BKN"), ("our_name", "BPSDM")):
        agency = await Agency.get(code=code)
        names[key] = await AgencyName.create(
            agency=agency, name=f"{code} yang lama", valid_until=date(2020, 12, 31)
        )
    addresses = {"address": "bagus@rumah.example", "our_address": "rina@rumah.example"}
    for person, email in zip((bagus, rina), addresses.values(), strict=True):
        await PersonEmail.create(person=person, email=email)
    holder = await OfficeHolder.get(office_id=office.id)
    region = await Region.get(code="64", valid_until=None)
    holiday = await Holiday.get(day="2026-12-25")
    return {
        **{key: row.id for key, row in names.items()},
        **addresses,
        "bkn_code": "BKN",
        "our_code": "BPSDM",
        "bagus_email": bagus.email,
        "rina_email": rina.email,
        "our_person": rina.id,
        "our_office": office.id,
        "our_holder": holder.id,
        "region": region.id,
        "holiday": holiday.id,
    }


async def _files(users: dict[str, User]) -> dict[str, Any]:
    """A group of ours and one for all, and a checked file that our secretariat sent."""
    ours = await Agency.get(code="BPSDM")
    kind = await OfficeKind.get(code="camat")
    groups = {}
    for key, agency in (("our_group", ours), ("common_group", None)):
        groups[key] = await SavedGroup.create(
            name=f"Camat {key}", agency=agency, office_kind=kind, regions=["64"]
        )
    told = {"kind": "agencies", "line": 2, "name": "BARU", "result": "new"}
    report = {"rows": [{**told, "errors": [], "changes": []}], "notes": []}
    job = await ImportJob.create(
        person_id=users["secretariat"].id,
        filename="instansi.csv",
        state=ImportState.READY,
        locale="id",
        counts={"new": 1, "changed": 0, "same": 0, "refused": 0},
        total=1,
        done=1,
        content=b"kode,nama\nBARU,Instansi Baru\n",
        report=zlib.compress(orjson.dumps(report)),
        created_at=datetime.now(UTC),
    )
    phrase = await Phrase.create(agency=ours, word="buka", text="Rapat dibuka dengan doa.")
    return {key: row.id for key, row in groups.items()} | {"job": job.id, "phrase": phrase.id}


async def _accounts(users: dict[str, User]) -> dict[str, Any]:
    """Accounts to be kept, and what our organizer has besides a password."""
    found = {
        "account_of_bkn": await Account.get(person__email="bagus@bkn.example.go.id"),
        "account_of_ours": await Account.get(person__email="rina@bpsdm.example.go.id"),
        "account_of_auditor": await Account.get(id=users["auditor"].account_id),
    }
    strangers = [
        await Person.create(
            name=f"Orang {code}",
            email=f"asing@{code.lower()}.example.go.id",
            agency=await Agency.get(code=code),
        )
        for code in ("BKN", "BPSDM")
    ]
    owner = await Account.get(id=users["organizer"].account_id)
    later = datetime.now(UTC) + LATER
    session = await Session.create(digest="s" * 64, account=owner, expires_at=later)
    token = await ApiToken.create(digest="t" * 64, account=owner, name="Skrip")
    passkey = await Passkey.create(
        account=owner, credential="kunci", public_key=b"kunci", name="Ponsel"
    )
    return {
        **{key: row.id for key, row in found.items()},
        "stranger": strangers[0].email,
        "stranger_id": strangers[0].id,
        "our_stranger_id": strangers[1].id,
        "session": session.id,
        "api_token": token.id,
        "passkey": passkey.id,
    }


async def _ways_in() -> dict[str, Any]:
    """A cheap password, links that were mailed, and steps that browsers are in the middle of."""
    rina = await Account.get(person__email="rina@bpsdm.example.go.id")
    rina.password = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    await rina.save()
    later = datetime.now(UTC) + LATER
    bagus = await Account.get(person__email="bagus@bkn.example.go.id").select_related("person")
    await accounts.mail_link(bagus, LinkPurpose.INVITATION)
    letter = await OutgoingMail.filter(sealed=True).order_by("-id").first()
    for key, purpose in LINKS.items():
        await MailedLink.create(
            digest=accounts.digest(key),
            purpose=purpose,
            account=bagus,
            bound=accounts.digest(bagus.password),
            expires_at=later,
        )
    for key, kind in STEPS.items():
        await SignInStep.create(
            digest=accounts.digest(key),
            kind=kind,
            account=bagus if kind is StepKind.SECOND else None,
            data={"challenge": "dGViYWthbg", "state": "s", "next": "/"},
            expires_at=later,
        )
    return {**{key: key for key in (*LINKS, *STEPS)}, "key_letter": letter.id}


async def _personal_data(users: dict[str, User]) -> dict[str, Any]:
    """What our people and an officer asked for; what was proposed, our admin has proposed."""
    wishes = {
        "asked_by_ours": ("participant", RequestKind.CORRECTION, "M.Si."),
        "asked_to_erase": ("participant", RequestKind.ERASURE, ""),
        "asked_by_officer": ("data_protection_officer", RequestKind.CORRECTION, "M.H."),
    }
    asked = {}
    for key, (name, kind, title) in wishes.items():
        wish = RequestWish(kind=kind, reason="Data saya keliru.", suffix_titles=title)
        asked[key] = await privacy.ask(wish, by=users[name])
    admin = users["admin"]
    await Erasure.all().update(asked_by_id=admin.id)
    await Destruction.all().update(proposed_by_id=admin.id)
    office = await Person.get(email="rina@bpsdm.example.go.id")
    hold = await privacy.place_hold(str(office.id), "Sengketa di pengadilan", by=admin)
    return {key: row.id for key, row in asked.items()} | {"hold": hold.id}


async def new_passkey_steps(users: dict[str, User]) -> dict[str, str]:
    """Everybody is in the middle of making a passkey; the secrets by the names of people."""
    found = {}
    for name, user in users.items():
        found[name] = f"making-{user.id}"
        await SignInStep.create(
            digest=accounts.digest(found[name]),
            kind=StepKind.NEW_PASSKEY,
            account_id=user.account_id,
            data={"challenge": "dGViYWthbg"},
            expires_at=datetime.now(UTC) + LATER,
        )
    return found
