"""How an agency's documents look: chosen, refused, printed; what was approved keeps its own."""

import io
from datetime import timedelta

import docx
import pytest

from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.directory.rules import AgencyKind
from rakor.documents import qr
from rakor.errors import Conflict, Forbidden, Invalid, Moved, NotFound
from rakor.journal.models import Entry
from rakor.letters import operations, queries
from rakor.letters.export import Letterhead, Look, Stationery, dressed, written_on
from rakor.letters.models import AgencyLook
from rakor.letters.rules import (
    HOUSE_RULE,
    LookFacts,
    Paper,
    TemplateFacts,
    check_emblem,
    check_look,
)

SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    b'<defs><linearGradient id="a"><stop offset="0" stop-color="#a00"/></linearGradient></defs>'
    b'<path style="fill:url(#a)" d="M0 0L10 0L5 10Z"/><use href="#a"/></svg>'
)
PAPER = Stationery("New Computer Modern", 11, "f4", (20, 21, 22, 30), "#8a1c1c")
LINES = ["Jalan Contoh Nomor 8", "Telepon (021) 345", "https://bpsdm.example.go.id"]
WISH = LookFacts(
    parent_line="Kementerian Contoh",
    heading="Badan Contoh",
    lines=LINES,
    font="New Computer Modern",
    font_size=11,
    paper=Paper.F4,
    margin_left=30,
    rule="#8A1C1C",
)


def drawn(inner: str, more: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {more}>{inner}</svg>'.encode()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (drawn("<script>alert(1)</script>"), "<script>"),
        (drawn("<image href='https://example.com/a.png'/>"), "<image>"),
        (drawn("<text>BPSDM</text>"), "<text>"),
        (drawn("<foreignObject/>"), "<foreignObject>"),
        (drawn("<use href='file:///etc/passwd#a'/>"), "href"),
        (drawn("<path onload='x()'/>"), "onload"),
        (drawn("<path fill='url(https://example.com/#a)'/>"), "fill"),
        (drawn("<path style='fill: url( \"x.svg#a\" )'/>"), "style"),
        (drawn("<style>@import 'x.css';</style>"), "<style>"),
        (drawn("<style>a{fill:\\75rl(x)}</style>"), "<style>"),
        (drawn("<?php x ?>"), "<?"),
        (b"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>", "DOCTYPE"),
        (drawn("<g>" * 50 + "</g>" * 50), "rumit"),
        (drawn("<g/>" * 6000), "rumit"),
        (drawn("<path"), "terbaca"),
        (b"<html/>", "SVG"),
        (b"<svg/>", "SVG"),
        (drawn("<desc>" + "x" * 310_000 + "</desc>"), "300 KB"),
        (b"GIF89a", "PNG"),
    ],
)
def test_a_logo_only_draws(content, why):
    with pytest.raises(Invalid) as refused:
        check_emblem(content)
    assert why in refused.value.errors[0]["message"]


def test_drawings_and_pictures_are_logos():
    noted = drawn("<metadata><x:rdf xmlns:x='urn:x' href='https://x'/></metadata><path/>")
    kinds = [check_emblem(each) for each in (SVG, noted, b"\xef\xbb\xbf" + SVG, qr.png("x"))]
    assert kinds == ["image/svg+xml"] * 3 + ["image/png"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"font": "Comic Sans"}, "font"),
        ({"rule": "merah"}, "rule"),
        ({"rule": "#fff"}, "rule"),
        ({"rule": "#ffe08a"}, "rule"),
        ({"parent_line": "Kementerian"}, "heading"),
        ({"parent_line": "Kementerian", "heading": "Badan"}, ""),
        ({"rule": "#8a6d00"}, ""),
        ({}, ""),
    ],
)
def test_what_cannot_be_printed_as_it_was_meant_is_refused_by_its_field(said, field):
    look = {"heading": "", "parent_line": "", "font": "A", "rule": HOUSE_RULE} | said
    told = []
    try:
        check_look(**look, faces=["A"])
    except Invalid as refused:
        told = [each["field"] for each in refused.errors]
    assert told == ([field] if field else [])


@pytest.mark.parametrize("name", ["margin_top", "margin_right", "margin_bottom", "margin_left"])
def test_margins_and_sizes_have_bounds(name):
    for wrong in (
        {name: 14},
        {name: 41},
        {"font_size": 9},
        {"font_size": 14},
        {"lines": ["a"] * 6},
    ):
        with pytest.raises(ValueError, match="validation error"):
            LookFacts.model_validate(wrong)
    LookFacts.model_validate({name: 15, "font_size": 10})


def test_the_words_of_the_directory_stay_where_a_look_has_none():
    kop = {"parent": "Kementerian", "name": "Badan", "address": ["Jalan"]}
    told = dressed({"letterhead": kop, "title": "x"}, PAPER)
    assert told["letterhead"] == kop
    assert told["stationery"]["margins"] == [20, 21, 22, 30]
    own = Stationery(**{**_parts(PAPER), "name": "Badan B", "lines": ("A", "B")})
    assert dressed({"letterhead": kop}, own)["letterhead"] == {
        "parent": "", "name": "Badan B", "address": ["A", "B"]
    }  # fmt: skip
    assert dressed({"letterhead": kop | {"address": "Jalan"}}, own)["letterhead"]["address"] == (
        "A, B"
    )
    assert dressed({"letterhead": kop}, None) == {"letterhead": kop}
    letterhead, look = written_on(Letterhead("K", "B", ("J",)), Look(place="right"), own)
    assert (letterhead.name, letterhead.address, letterhead.parent) == ("Badan B", ("A", "B"), "")
    assert (look.place, look.margins, look.rule) == ("right", (20, 21, 22, 30), "#8a1c1c")


def _parts(paper: Stationery) -> dict:
    return {name: getattr(paper, name) for name in ("font", "size", "paper", "margins", "rule")}


async def test_letters_follow_the_look_and_issued_ones_keep_theirs(desk):
    issued = await desk.issued(template=None, signer_title="Kepala", signer_name="Wira")
    before = await operations.paper(issued.id, "pdf", by=desk.rina)
    bpsdm = desk.meeting.organizer
    assert await queries.stationery_of(bpsdm) is None
    first = await operations.change_look(bpsdm.id, WISH, by=desk.keeper)
    await operations.set_look_logo(bpsdm.id, SVG, by=desk.keeper)
    after = await operations.paper(issued.id, "pdf", by=desk.rina)
    assert (first.number, before.content == after.content) == (1, True)
    draft = await queries.compose(await fresh(desk, template=None))
    assert draft.letterhead.name == "Badan Contoh"
    assert draft.letterhead.address == tuple(LINES)
    assert draft.look == Look("New Computer Modern", 11, "f4", "left", (22, 22, 24, 30), "#8a1c1c")
    word = await operations.paper((await fresh(desk, template=None)).id, "docx", by=desk.rina)
    [shape] = docx.Document(io.BytesIO(word.content)).inline_shapes
    assert shape.width.mm > 5
    # A template of its own look stays as it is until somebody says that it follows.
    own = await queries.compose(await fresh(desk, template=desk.template.id))
    assert (own.letterhead.name, own.look.paper) == (desk.template.heading, "a4")
    told = TemplateFacts(follows_look=True)
    await operations.change_template(desk.template.id, told, by=desk.keeper)
    added = TemplateFacts(agency="BPSDM", name="Kedua")
    assert (await operations.add_template(added, by=desk.keeper)).follows_look
    own = await queries.compose(await fresh(desk, template=desk.template.id))
    assert (own.letterhead.name, own.look.paper) == ("Badan Contoh", "f4")
    kinds = await Entry.filter(kind__startswith="agency_look").order_by("seq").values_list("data")
    assert [data["fields"][-1] for (data,) in kinds] == ["rule", "logo"]


async def fresh(desk, **facts):
    """A new draft, loaded as papers load it."""
    letter = await queries.latest(desk.meeting.id)
    if letter is not None and letter.state != "void":
        await operations.void(letter.id, "Diganti.", by=desk.rina)
    made = await desk.draft(**facts)
    return await queries.find(made.id, to=desk.rina)


async def test_a_look_counts_from_its_moment_and_an_agency_below_prints_under_its_own_name(desk):
    bpsdm = desk.meeting.organizer
    one = await operations.change_look(bpsdm.id, WISH, by=desk.keeper)
    two = await operations.change_look(bpsdm.id, LookFacts(paper=Paper.A4), by=desk.keeper)
    then = await queries.stationery_of(bpsdm, at=one.used_from + timedelta(microseconds=1))
    now = await queries.stationery_of(bpsdm)
    assert (then.paper, now.paper, two.number, now.name) == ("f4", "a4", 2, "Badan Contoh")
    assert await queries.stationery_of(bpsdm, at=one.used_from - timedelta(days=1)) is None
    below = await Agency.create(
        code="PUSAT", name="Pusat Contoh", short_name="Pusat", kind=AgencyKind.UNIT, parent=bpsdm
    )
    below.path = f"{bpsdm.path}{below.id}/"
    await below.save()
    theirs = await queries.stationery_of(below)
    assert (theirs.font, theirs.name, theirs.lines) == ("New Computer Modern", "", ())
    with pytest.raises(Moved):
        await operations.change_look(bpsdm.id, WISH, by=desk.keeper, number=1)
    await operations.stop_look(bpsdm.id, by=desk.keeper)
    assert await queries.stationery_of(bpsdm) is None
    with pytest.raises(Conflict):
        await operations.stop_look(bpsdm.id, by=desk.keeper)
    again = await operations.change_look(bpsdm.id, LookFacts(font_size=13), by=desk.keeper)
    assert (again.number, again.heading) == (3, "")


async def test_only_keepers_change_a_look_and_what_no_face_has_is_named(desk):
    bpsdm = desk.meeting.organizer
    with pytest.raises(Forbidden):
        await operations.change_look(bpsdm.id, WISH, by=desk.rina)
    with pytest.raises(Forbidden):
        await operations.set_look_logo(bpsdm.id, SVG, by=desk.guest)
    bkn = await Agency.get(code="BKN")
    with pytest.raises(NotFound):
        await operations.change_look(bkn.id, WISH, by=desk.keeper)
    with pytest.raises(Invalid) as refused:
        await operations.change_look(bpsdm.id, LookFacts(heading="Badan 𒀀"), by=desk.keeper)
    assert "U+12000" in refused.value.detail
    broken = qr.png("x")[:60] + bytes(len(qr.png("x")) - 72) + qr.png("x")[-12:]
    with pytest.raises(Invalid) as refused:
        await operations.set_look_logo(bpsdm.id, broken, by=desk.keeper)
    assert refused.value.errors[0]["field"] == "logo"
    assert await AgencyLook.all().count() == 0


async def test_a_look_is_chosen_on_its_page_with_samples_beside_it(desk, as_person):
    here = "/letters/look"
    said = {"agency": "BPSDM", "number": 0, "font": "New Computer Modern", "lines": "A\nB"}
    async with as_person(desk.keeper, page=True) as browser:
        first = await browser.get(here)
        shown = await browser.post(f"{here}/preview", data=said)
        amiss = await browser.post(f"{here}/preview", data=said | {"rule": "#ffffff"})
        saved = await browser.post(here, data=said)
        stale = await browser.post(here, data=said | {"heading": "Nama yang diketik"})
        logo = await browser.post(
            f"{here}/logo", data={"agency": "BPSDM"}, files={"logo": ("a", SVG, "text/plain")}
        )
        bad = await browser.post(
            f"{here}/logo", data={"agency": "BPSDM"}, files={"logo": ("a", b"<a/>", "x/y")}
        )
        after = await browser.get(f"{here}?agency=BPSDM")
        gone = await browser.post(
            f"{here}/logo", data={"agency": "BPSDM"}, files={"logo": ("", b"", "image/png")}
        )
        stopped = await browser.post(f"{here}/stop", data={"agency": "BPSDM"})
        last = await browser.get(here)
    pictures = "data:image/png;base64,"
    assert [page.text.count(pictures) for page in (first, shown, amiss, after)] == [3, 3, 0, 3]
    assert "Memakai tampilan bawaan" in first.text
    assert "terlalu terang" in amiss.text
    assert (saved.status_code, logo.status_code, gone.status_code) == (303, 303, 303)
    assert saved.headers["location"] == "/letters/look?agency=BPSDM"
    assert stale.status_code == 412
    assert "Nama yang diketik" in stale.text
    assert bad.status_code == 422
    assert "Versi 2" in after.text
    assert stopped.status_code == 303
    assert "Memakai tampilan bawaan" in last.text
    async with as_person(desk.rina, page=True) as browser:
        read = await browser.get(here)
    assert read.text.count(pictures) == 3
    assert "Simpan dan pakai" not in read.text


async def test_programs_read_change_and_stop_a_look(desk, as_person, admin: User):
    bpsdm = desk.meeting.organizer
    here = f"/api/v1/agencies/{bpsdm.id}/document-look"
    async with as_person(desk.keeper) as client:
        house = (await client.get(here)).json()
        faces = (await client.get("/api/v1/document-faces")).json()["items"]
        changed = await client.patch(here, json={"font_size": 10, "rule": "#8A1C1C"})
        wrong = await client.patch(here, json={"font": "Comic Sans", "margin_top": 20})
        stale = await client.patch(here, json={"font_size": 11}, headers={"if-match": '"7"'})
        logo = await client.put(
            f"{here}/logo", content=SVG, headers={"content-type": "image/svg+xml"}
        )
        listed = (await client.get("/api/v1/document-looks")).json()["items"]
        stopped = (await client.post(f"{here}/stop")).json()
    assert (house["revision"], house["used_from"], house["font_size"]) == (0, None, 12)
    assert {"Libertinus Serif", "New Computer Modern"} <= set(faces)
    assert not any(face.endswith("Math") for face in faces)
    told = changed.json()
    assert (told["revision"], told["font_size"], told["rule"]) == (1, 10, "#8a1c1c")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "font")
    assert stale.status_code == 412
    assert (logo.json()["revision"], logo.json()["logo"]) == (2, True)
    assert [each["agency"] for each in listed] == ["BPSDM"]
    assert stopped["revision"] == 0
