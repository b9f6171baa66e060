"""The order of protocol and the kinds of office: kept by a few, followed by every office."""

import pytest

from rakor import journal
from rakor.accounts.rules import Role
from rakor.directory import operations, queries
from rakor.directory.models import Office, OfficeKind, ProtocolRank
from rakor.directory.operations import DIRECTORY
from rakor.directory.rules import KindFacts, OfficeFacts, RankFacts
from rakor.errors import Conflict, Forbidden, Invalid


async def order(*titles):
    ranks = await queries.ranks()
    return [rank.title for rank in ranks if rank.title in titles]


async def rank(title):
    return await ProtocolRank.get(title=title)


@pytest.mark.postgres
async def test_the_software_comes_with_the_order_of_the_law_and_kinds_of_office(db):
    ranks, kinds = await queries.ranks(), await queries.office_kinds()

    assert (len(ranks), len(kinds)) == (105, 53)
    assert [each.title for each in ranks[:2]] == ["Presiden", "Wakil Presiden"]
    assert queries.kind_of("Kepala BKPSDM Kota Bontang", kinds).code == "kepala_bkd"
    assert queries.kind_of("Juru Bicara", kinds) is None


@pytest.mark.postgres
async def test_offices_follow_their_step_when_it_moves(bkn):
    step = await rank("Menteri")
    facts = OfficeFacts(title="Menteri X", agency="BKN", level="political")
    office = await operations.add_office(facts, by=None)
    assert (office.rank_id, office.precedence) == (step.id, 140)

    await operations.change_rank(step.id, RankFacts(title="Menteri", position=133), by=None)
    assert (await Office.get(id=office.id)).precedence == 133
    moved = await operations.move_rank(step.id, up=True, by=None)
    assert (await Office.get(id=office.id)).precedence == moved.position
    assert 120 < moved.position < 130


@pytest.mark.postgres
async def test_a_step_goes_up_and_down_by_one_and_makes_room_where_there_is_none(bkn):
    await ProtocolRank.all().delete()
    for n, title in enumerate("ABC", start=1):
        await operations.add_rank(RankFacts(title=title, position=n), by=None)
    facts = OfficeFacts(title="Jabatan B", agency="BKN", rank=(await rank("B")).id)
    office = await operations.add_office(facts, by=None)

    async def move(title, up):
        await operations.move_rank((await rank(title)).id, up=up, by=None)
        return "".join(await order(*"ABC"))

    assert [await move("C", True), await move("C", True), await move("C", True)] == [
        "ACB",
        "CAB",
        "CAB",
    ]
    assert [await move("C", False), await move("C", False), await move("C", False)] == [
        "ACB",
        "ABC",
        "ABC",
    ]
    assert (await Office.get(id=office.id)).precedence == (await rank("B")).position


async def test_who_shares_a_step_leaves_it_first(db):
    before = (await rank("Mantan Presiden")).position
    await operations.move_rank((await rank("Mantan Presiden")).id, up=True, by=None)

    assert await order("Wakil Presiden", "Mantan Presiden", "Mantan Wakil Presiden") == [
        "Wakil Presiden",
        "Mantan Presiden",
        "Mantan Wakil Presiden",
    ]
    assert 20 < (await rank("Mantan Presiden")).position < before


async def test_a_step_in_use_stays_and_an_unused_one_goes(bkn):
    step = await operations.add_rank(RankFacts(title="Langkah baru"), by=None)
    assert step.position == max(each.position for each in await queries.ranks())
    facts = OfficeFacts(title="Jabatan", agency="BKN", rank=step.id)
    office = await operations.add_office(facts, by=None)
    with pytest.raises(Conflict):
        await operations.remove_rank(step.id, by=None)
    await office.delete()
    await operations.remove_rank(step.id, by=None)

    assert await ProtocolRank.filter(id=step.id).exists() is False
    kinds = [entry.kind for entry in await journal.since(DIRECTORY, 0)]
    assert kinds == ["rank.added", "office.added", "rank.removed"]


async def test_words_of_one_kind_are_not_those_of_another(db):
    kind = await OfficeKind.get(code="sekda")
    with pytest.raises(Invalid):
        await operations.add_kind(KindFacts(code="x", name="X", aliases=["SEKDA"]), by=None)
    with pytest.raises(Conflict):
        await operations.add_kind(KindFacts(code="sekda", name="Lain"), by=None)
    facts = KindFacts(code="sekda", name="Sekretaris Daerah", aliases=["Sekda"])
    changed = await operations.change_kind(kind.id, facts, by=None)

    assert (changed.aliases, changed.revision) == (["Sekda"], 2)


async def test_a_kind_that_offices_have_stays(bkn):
    facts = OfficeFacts(title="Sekda X", agency="BKN")
    office = await operations.add_office(facts, by=None)
    with pytest.raises(Conflict):
        await operations.remove_kind(office.kind_id, by=None)
    unused = await OfficeKind.get(code="camat")
    await operations.remove_kind(unused.id, by=None)

    assert await OfficeKind.filter(code="camat").exists() is False


async def test_a_keeper_edits_both_tables_on_pages(admin, as_person):
    step, kind = await rank("Menteri"), await OfficeKind.get(code="camat")
    ranks, kinds = "/directory/ranks", "/directory/kinds"
    async with as_person(admin, page=True) as browser:
        posts = [
            await browser.post(f"{ranks}/new", data={"title": "Baru", "position": "5"}),
            await browser.post(f"{ranks}/{step.id}/up"),
            await browser.post(f"{ranks}/{step.id}/down"),
            await browser.post(
                f"{ranks}/{step.id}/edit", data={"title": "Menteri Negara", "position": ""}
            ),
            await browser.post(f"{ranks}/{(await rank('Presiden')).id}/remove"),
            await browser.post(
                f"{kinds}/new",
                data={"name": "Juru bicara", "code": "jubir", "aliases": "Jubir\n\n"},
            ),
            await browser.post(
                f"{kinds}/{kind.id}/edit", data={"name": "Camat", "code": "camat", "aliases": ""}
            ),
            await browser.post(f"{kinds}/{kind.id}/remove"),
        ]
        wrong = await browser.post(f"{kinds}/new", data={"name": "", "code": "x"})
        pages = [await browser.get(url) for url in (ranks, kinds, f"{ranks}/{step.id}/edit")]

    assert [each.status_code for each in posts] == [303] * 8
    assert (wrong.status_code, 'id="e-name"' in wrong.text) == (422, True)
    assert [each.status_code for each in pages] == [200, 200, 200]
    assert ("Menteri Negara" in pages[0].text, "Jubir" in pages[1].text) == (True, True)


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.ORGANIZER, Role.PARTICIPANT])
async def test_everybody_reads_them_and_only_keepers_of_reference_data_edit(
    role, bpsdm, new_user, as_person
):
    user = await new_user("Seorang Pengguna", bpsdm, role)
    step, kind = await rank("Menteri"), await OfficeKind.get(code="camat")
    with pytest.raises(Forbidden):
        await operations.move_rank(step.id, up=True, by=user)
    async with as_person(user, page=True) as browser:
        read = [await browser.get(f"/directory/{name}") for name in ("ranks", "kinds")]
        refused = [
            await browser.get("/directory/ranks/new"),
            await browser.get(f"/directory/ranks/{step.id}/edit"),
            await browser.get("/directory/kinds/new"),
            await browser.get(f"/directory/kinds/{kind.id}/edit"),
            await browser.post(f"/directory/ranks/{step.id}/up"),
            await browser.post(f"/directory/kinds/{kind.id}/remove"),
        ]

    assert [(each.status_code, "/edit" in each.text) for each in read] == [(200, False)] * 2
    assert [each.status_code for each in refused] == [403] * 6
