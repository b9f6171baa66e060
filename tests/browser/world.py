"""A week in which every page has something to show, made by the operations people use."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from rakor.accounts import operations as accounts
from rakor.accounts.models import Account, User
from rakor.accounts.rules import Role
from rakor.attendance import operations as attendance
from rakor.attendance.rules import WalkIn
from rakor.attendance.rules import Wish as Seen
from rakor.directory import operations as directory
from rakor.directory.models import Agency, OfficeHolder, OfficeKind, Person, ProtocolRank
from rakor.directory.rules import AgencyFacts, AgencyKind, OfficeFacts
from rakor.invitations import operations as invitations
from rakor.invitations import queries as invited
from rakor.invitations.models import Invitation
from rakor.issued.models import Issued
from rakor.live import operations as live
from rakor.live.models import Commitment
from rakor.live.rules import DecisionFacts, Duty, Horizon, SpeakingWish, TurnCategory, TurnWish
from rakor.mail.models import OutgoingMail
from rakor.meetings import operations as meetings
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.operations import Facts, ItemFacts, MaterialFacts
from rakor.meetings.rules import Part
from rakor.minutes import operations as minutes
from rakor.minutes.rules import Correction
from rakor.minutes.rules.agreement import Parties
from tests.browser.groups import furnish_groups
from tests.browser.letters import furnish_letters
from tests.browser.loop import furnish_loop
from tests.browser.protected import furnish_privacy
from tests.browser.world_calendars import furnish_calendars
from tests.browser.world_desks import furnish_desks
from tests.browser.world_drafts import furnish_drafts
from tests.browser.world_imports import furnish_imports
from tests.browser.world_leader import furnish_leader
from tests.browser.world_links import furnish_link
from tests.browser.world_online import furnish_online
from tests.browser.world_polls import furnish_poll
from tests.browser.world_press import furnish_press
from tests.browser.world_programmes import furnish_programme
from tests.browser.world_promises import furnish_promises
from tests.browser.world_rooms import furnish_rooms
from tests.browser.world_seats import furnish_seats
from tests.browser.world_sums import furnish_sums
from tests.browser.world_templates import furnish_templates

Places = dict[str, str]

PASSWORD = "rapat yang panjang 2030"
UNREADABLE = b"From: Server surel <postmaster@example.go.id>\r\nSubject: Halo\r\n\r\nApa kabar?\r\n"
PAPER = b"%PDF-1.7 paparan kuota kursi"
TITLE = "Rapat Koordinasi Teknis Pemetaan Program Pengembangan Sumber Daya Manusia Aparatur"
AGENDA = (
    ("Arahan Kepala BPSDM", 20, "Dr. Wirakarsa Adinegara, M.Si.", False),
    ("Kuota kursi pelatihan bagi pejabat daerah di kementerian dan lembaga", 45, "", False),
    ("Pembiayaan pengembangan kompetensi: APBN, BLU, PNBP, dan APBD", 40, "Kemenkeu", False),
    ("Usulan nama penerima dukungan khusus", 15, "", True),
)
AGENCIES = (
    ("BKN", "Badan Kepegawaian Negara", "BKN", AgencyKind.INSTITUTION),
    ("LAN", "Lembaga Administrasi Negara", "LAN", AgencyKind.INSTITUTION),
    ("KEMENKES", "Kementerian Kesehatan", "Kemenkes", AgencyKind.MINISTRY),
    ("KEMENKEU", "Kementerian Keuangan", "Kemenkeu", AgencyKind.MINISTRY),
    ("PPS", "Pemerintah Provinsi Papua Selatan", "Papua Selatan", AgencyKind.PROVINCE),
)
PEOPLE = {
    "admin": ("ada@bpsdm.example.go.id", "Ada Lestari", "BPSDM", Role.ADMIN),
    "organizer": ("rina@bpsdm.example.go.id", "Rina Halim", "BPSDM", Role.ORGANIZER),
    "chair": ("wira@bpsdm.example.go.id", "Wirakarsa Adinegara", "BPSDM", Role.PARTICIPANT),
    "taker": ("sari@bpsdm.example.go.id", "Sari Kusumawardhani", "BPSDM", Role.PARTICIPANT),
    "participant": ("bagus@bkn.example.go.id", "Bagus Prakosa", "BKN", Role.PARTICIPANT),
}
NAMES = (
    ("Bagus Prakosa", "BKN", "room"),
    ("Ma'ruf Al-Hakim", "BKN", "online"),
    ("Melati Puspitasari Wulandari Kusumaningrum", "KEMENKES", "room"),
    ("Yohanes Dumatubun", "PPS", "online"),
    ("Siti Rahmawati", "KEMENKEU", "tentative"),
    ("I Gusti Ayu Ratih", "LAN", "declined"),
    ("Tigor Simanjuntak", "LAN", ""),
)


def rich(*lines: str) -> dict[str, object]:
    """A note: a paragraph, then a list."""
    said = [{"type": "paragraph", "content": [{"type": "text", "text": line}]} for line in lines]
    points = [{"type": "listItem", "content": [each]} for each in said[1:]]
    return {"type": "doc", "content": [said[0], {"type": "bulletList", "content": points}]}


async def furnish() -> Places:
    """Fill an empty database; gives what stands for `{name}` in the address of a page."""
    admin = await _user(*PEOPLE["admin"])
    await _directory(admin)
    people = {role: await _user(*facts) for role, facts in PEOPLE.items() if role != "admin"}
    title = "Deputi Bidang Sistem Informasi Kepegawaian dan Digitalisasi Manajemen ASN"
    bagus = await Person.get(email=PEOPLE["participant"][0])
    office = await directory.add_office(
        OfficeFacts(title=title, agency="BKN", holder=bagus.id), by=admin
    )
    made = await _meetings(people)
    await furnish_online(made, people["organizer"])
    received = await invitations.take_mail(UNREADABLE, via="pipe")
    first = await Invitation.filter(meeting=made["scheduled"]).order_by("id").first()
    guest = await Invitation.get(meeting=made["running"], name="Ma'ruf Al-Hakim")
    reader = await Invitation.filter(meeting=made["held"], agency__code="BKN").first()
    letter = await OutgoingMail.filter(meeting_id=made["scheduled"].id).first()
    duty = await Commitment.filter(duty=Duty.OWNER, agency__code="BKN").first()
    assert first is not None
    assert reader is not None
    assert letter is not None
    assert duty is not None
    places = {name: each.id for name, each in made.items()} | {
        f"{name}_item": (await AgendaItem.filter(meeting=each).order_by("position"))[0].id
        for name, each in made.items()
    }
    places["account"] = people["organizer"].account_id
    places |= {"agency": (await Agency.get(code="BKN")).id, "person": bagus.id, "office": office.id}
    places |= {
        "holder": (await OfficeHolder.get(office_id=office.id)).id,
        "rank": (await ProtocolRank.get(title="Presiden")).id,
        "kind": (await OfficeKind.get(code="camat")).id,
    }
    places |= {"letter": letter.id, "received": received.id, "follow_up": duty.id}
    places["decision"] = duty.decision_id
    return {
        **{name: str(key) for name, key in places.items()},
        "verify_code": (await Issued.get(meeting_id=made["held"].id)).code,
        **await _agreements(made["held"], people["taker"]),
        **await furnish_privacy(admin, people["participant"]),
        **await furnish_groups(admin),
        **await furnish_imports(admin),
        **await furnish_letters(made, people, admin),
        **await furnish_loop(people["organizer"]),
        **await furnish_desks(made, people["organizer"]),
        **await furnish_poll(people["organizer"]),
        **await furnish_templates(made["held"], people["organizer"]),
        **await furnish_drafts(people["organizer"], people["chair"]),
        **await furnish_calendars(people["participant"], office),
        **await furnish_seats(made, people["organizer"]),
        **await furnish_sums(made, people["organizer"]),
        **await furnish_press(made, people),
        **await furnish_promises(made, people["organizer"], duty),
        **await furnish_rooms(people["organizer"]),
        **await furnish_leader(people, admin),
        **await furnish_programme(people["organizer"]),
        **await furnish_link(people["organizer"]),
        "token": invited.personal_token(first),
        "held_token": invited.personal_token(reader),
        "guest_token": invited.personal_token(guest),
    }


async def _user(email: str, name: str, agency: str, role: Role) -> User:
    account = await accounts.register_account(email, name, agency, role, PASSWORD)
    fresh = await Account.get(id=account.id).prefetch_related("person__agency")
    return User.of(fresh)


async def _lay_before(meeting: Meeting, by: User) -> None:
    """A document of the item under discussion, in its second version, and one for everybody."""
    item = await AgendaItem.filter(meeting_id=meeting.id, state="active").first()
    facts = MaterialFacts(title="Paparan kuota kursi", agenda_item=item.id if item else None)
    laid = await meetings.add_material(meeting.id, PAPER, "kuota.pdf", facts, by=by)
    await meetings.replace_material(meeting.id, laid["id"], PAPER + b" 2", "kuota.pdf", by=by)
    everybody = MaterialFacts(title="Tata tertib")
    await meetings.add_material(meeting.id, b"1. Hadir", "tertib.txt", everybody, by=by)


async def _give_the_floor(meeting: Meeting, people: dict[str, User]) -> None:
    """One speaks, whose agency has spoken before; two wait, one of them with a point of order."""
    wish = SpeakingWish(turn_seconds=300, agency_seconds=720, takes_requests=True)
    await live.plan_speaking(meeting.id, wish, by=people["chair"])
    for name, agency, category in (
        ("drg. Maria Goreti Wea, M.Kes.", "KEMENKES", "statement"),
        ("", "KEMENKEU", "reply"),
        ("", "LAN", "point_of_order"),
    ):
        turn = TurnWish(agency=agency, name=name or None, category=TurnCategory(category))
        asked = await live.request_turn(meeting.id, turn, by=people["taker"])
        if name:
            await live.start_turn(meeting.id, asked.id, by=people["chair"])


async def _directory(admin: User) -> None:
    for code, name, short, kind in AGENCIES:
        facts = AgencyFacts(code=code, name=name, short_name=short, kind=kind)
        await directory.add_agency(facts, by=admin)


async def _meetings(people: dict[str, User]) -> dict[str, Meeting]:
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    today = now.replace(hour=9, minute=0, second=0, microsecond=0)
    rina = people["organizer"]
    draft = await _draft("Pramusyawarah pembiayaan", today + timedelta(days=20), people)
    scheduled = await _draft(TITLE, today + timedelta(days=6), people)
    await _announce(scheduled, rina)
    running = await _draft(f"{TITLE}: hari kedua", today, people)
    await _announce(running, rina)
    await _hold(running, people)
    await _lay_before(running, rina)
    await _give_the_floor(running, people)
    held = await _draft("Rakornas pengembangan kompetensi", today - timedelta(days=40), people)
    await _announce(held, rina)
    await _hold(held, people)
    await meetings.close(held.id, by=people["chair"])
    await minutes.draft(held.id, by=people["taker"])
    await minutes.submit(held.id, by=people["taker"])
    await minutes.approve(held.id, by=people["chair"])
    wish = Correction(section="closing", text="Rapat ditutup pukul 12.10.")
    await minutes.ask_correction(held.id, wish, by=people["participant"])
    recent = await _draft("Rapat persiapan pemetaan", today - timedelta(days=2), people)
    await _announce(recent, rina)
    await _hold(recent, people)
    await meetings.close(recent.id, by=people["chair"])
    await minutes.draft(recent.id, by=people["taker"])
    await minutes.comment(recent.id, "opening", "Pukul berapa dibuka?", by=people["chair"])
    all_of_them = {
        "draft": draft,
        "scheduled": scheduled,
        "running": running,
        "held": held,
        "recent": recent,
    }
    return {name: await Meeting.get(id=each.id) for name, each in all_of_them.items()}


async def _agreements(held: Meeting, taker: User) -> Places:
    """What was agreed: one that is drafted, and one with BKN that went out."""
    pair = await minutes.draft_agreement(held.id, Parties(agencies=["Badan Kepegawaian Negara"]),
                                         by=taker)  # fmt: skip
    out = await minutes.issue_agreement(held.id, pair.id, by=taker)
    made = await minutes.draft_agreement(held.id, Parties(), by=taker)
    return {"agreement": str(made.id), "agreement_out": str(out.id)}


async def _draft(title: str, starts: datetime, people: dict[str, User]) -> Meeting:
    facts = Facts.model_validate(
        {
            "title": title,
            "theme": "Menyelaraskan kebutuhan kompetensi pusat dan daerah",
            "purpose": "Menyepakati kuota kursi, pembiayaan, dan dukungan bagi provinsi baru.",
            "mode": "hybrid",
            "starts_at": starts.isoformat(),
            "ends_at": (starts + timedelta(hours=3)).isoformat(),
            "organizer": "BPSDM",
            "room": "Ruang Rapat Cendrawasih",
            "venue": {"name": "Kampus BPSDM", "address": "Jalan Taman Makam Pahlawan 8"},
            "online": {"provider": "Zoom", "join_url": "https://zoom.example.go.id/j/91234567890"},
            "letter_number": "005/1142/BPSDM",
        }
    )
    rina = people["organizer"]
    meeting = await meetings.draft_meeting(facts, by=rina)
    for title_of_item, length, presenter, secret in AGENDA:
        item = ItemFacts(
            title=title_of_item, minutes=length, presenter=presenter, confidential=secret
        )
        await meetings.add_item(meeting.id, item, by=rina)
    for name, part in (("chair", Part.CHAIR), ("taker", Part.MINUTE_TAKER)):
        person = await Person.get(id=people[name].id)
        await meetings.assign(meeting.id, person, part, by=rina)
    return meeting


async def _announce(meeting: Meeting, rina: User) -> None:
    """Published, everybody asked, and most have answered."""
    await meetings.publish(meeting.id, by=rina)
    wishes = [
        invitations.Wish(email=_address(name, agency), name=name, agency=agency)
        for name, agency, _answer in NAMES
    ]
    asked = await invitations.invite(meeting.id, wishes, by=rina)
    await invitations.send(meeting.id, by=rina)
    await invitations.write_letters()
    for each, (_name, _agency, wish) in zip(asked, NAMES, strict=True):
        if wish:
            status, mode = ("accepted", wish) if wish in ("room", "online") else (wish, "")
            guest = User.guest(await Person.get(email=each.email))
            await invitations.answer(each, status, mode, "", via="page", by=guest)


def _address(name: str, agency: str) -> str:
    # The participant who can sign in is one of those invited.
    first = name.split()[0].lower().replace("'", "")
    return f"{first}@{agency.lower()}.example.go.id"


async def _hold(meeting: Meeting, people: dict[str, User]) -> None:
    """Opened, people at the door, the first items spoken about and decided on."""
    rina, taker = people["organizer"], people["taker"]
    await meetings.open(meeting.id, by=people["chair"])
    asked = await Invitation.filter(meeting_id=meeting.id).order_by("id")
    for n, each in enumerate(asked[:4]):
        seen = Seen(nonce=f"{meeting.id}-{n}", invitation=each.id, device="Meja 1")
        await attendance.check_in(meeting.id, seen, by=rina)
    guest = Seen(nonce=f"{meeting.id}-tamu", walk_in=WalkIn("Tamu Undangan", "LAN", "Widyaiswara"))
    await attendance.check_in(meeting.id, guest, by=rina)
    items = await AgendaItem.filter(meeting_id=meeting.id).order_by("position")
    for item in items[:2]:
        await meetings.start_item(meeting.id, item.id, by=taker)
        note = rich("Peserta menyimak.", "Kursi tersedia 2.450 setahun", "Terpakai 18%")
        await live.save_note(meeting.id, item.id, note, 0, by=taker)
    await _decide(meeting.id, [item.id for item in items], taker)


async def _decide(meeting: UUID, items: Sequence[UUID], taker: User) -> None:
    bkn = await Agency.get(code="BKN")
    for n, (text, owner) in enumerate(
        (
            ("Sekurang-kurangnya 30% kursi pelatihan disediakan bagi pejabat daerah.", bkn.code),
            ("Pola pengembangan kompetensi 10:20:70 dipakai mulai tahun anggaran depan.", "LAN"),
        )
    ):
        facts = DecisionFacts(
            agenda_item=items[n],
            text=text,
            owners=[owner],
            supporting=["KEMENKEU", "KEMENKES"],
            due=date(2024, 3, 31),
            horizon=Horizon.SHORT,
        )
        await live.record_decision(meeting, facts, by=taker)
