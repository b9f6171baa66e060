"""What keepers of reference data do to the order of protocol and to the kinds of office."""

from uuid import UUID

from rakor.directory import queries, rules
from rakor.directory.models import Office, OfficeKind, ProtocolRank
from rakor.directory.operations.ground import DIRECTORY, check_revision, once, save
from rakor.directory.rules import GAP, HIGHEST, Keeper, KindFacts, RankFacts
from rakor.errors import Conflict, Invalid, NotFound
from rakor.words import _


async def add_rank(facts: RankFacts, *, by: Keeper) -> ProtocolRank:
    """Add a step to the order of protocol; without a position it goes to the end."""
    rules.check_may_keep_reference(by)
    async with once(_busy()) as record:
        rank = await ProtocolRank.create(
            position=facts.position or await _end(),
            title=facts.title,
            level=facts.level,
            source=facts.source,
        )
        await record.entry(DIRECTORY, "rank.added", by=by, subject=rank.id, title=rank.title)
    return rank


async def change_rank(
    rank_id: UUID, facts: RankFacts, *, revision: int | None = None, by: Keeper
) -> ProtocolRank:
    """Change a step; the offices on it get its position as their precedence at once.

    Lists of invitations that were made before keep the order of their day.
    """
    rules.check_may_keep_reference(by)
    async with once(_busy()) as record:
        rank = await _locked_rank(rank_id)
        check_revision(rank, revision)
        given = facts.model_dump()
        given["position"] = facts.position or rank.position
        await save(rank, given)
        await _pass_on([rank])
        await record.entry(
            DIRECTORY,
            "rank.changed",
            by=by,
            subject=rank.id,
            title=rank.title,
            position=rank.position,
        )
    return rank


async def move_rank(rank_id: UUID, *, up: bool, by: Keeper) -> ProtocolRank:
    """Put a step before the one above it, or after the one below; at the end nothing happens.

    Whoever shares a position with others leaves them first.
    """
    rules.check_may_keep_reference(by)
    async with once(_busy()) as record:
        rank = await _locked_rank(rank_id)
        ranks = await queries.ranks()
        place = _place(ranks, rank, up=up)
        if place in {each.position for each in ranks}:
            await _number_anew(ranks)
            await rank.refresh_from_db()
            place = _place(ranks, rank, up=up)
        if place is None:
            return rank
        await save(rank, {"position": place})
        await _pass_on([rank])
        await record.entry(
            DIRECTORY, "rank.moved", by=by, subject=rank.id, title=rank.title, position=place
        )
    return rank


async def remove_rank(rank_id: UUID, *, by: Keeper) -> None:
    """Take a step out of the order. Refuses (Conflict) one on which offices stand."""
    rules.check_may_keep_reference(by)
    async with once(_busy()) as record:
        rank = await _locked_rank(rank_id)
        if await Office.filter(rank_id=rank.id).exists():
            raise Conflict(_("Urutan ini masih dipakai jabatan. Pindahkan jabatan itu dahulu."))
        await rank.delete()
        await record.entry(DIRECTORY, "rank.removed", by=by, subject=rank.id, title=rank.title)


async def add_kind(facts: KindFacts, *, by: Keeper) -> OfficeKind:
    """Add a kind of office. Refuses (Conflict) a known code, (Invalid) words of another kind."""
    rules.check_may_keep_reference(by)
    await _check_words(facts, None)
    async with once(_kind_taken(facts.code)) as record:
        kind = await OfficeKind.create(**facts.model_dump())
        await record.entry(DIRECTORY, "office_kind.added", by=by, subject=kind.id, code=kind.code)
    return kind


async def change_kind(
    kind_id: UUID, facts: KindFacts, *, revision: int | None = None, by: Keeper
) -> OfficeKind:
    """Change a kind of office; the offices that are of it stay so."""
    rules.check_may_keep_reference(by)
    await _check_words(facts, kind_id)
    async with once(_kind_taken(facts.code)) as record:
        kind = await _locked_kind(kind_id)
        check_revision(kind, revision)
        await save(kind, facts.model_dump())
        await record.entry(DIRECTORY, "office_kind.changed", by=by, subject=kind.id, code=kind.code)
    return kind


async def remove_kind(kind_id: UUID, *, by: Keeper) -> None:
    """Take away a kind of office. Refuses (Conflict) one that offices or saved groups name."""
    rules.check_may_keep_reference(by)
    refusal = Conflict(_("Jenis ini masih dipakai jabatan atau kelompok."))
    async with once(refusal) as record:
        kind = await _locked_kind(kind_id)
        await kind.delete()
        await record.entry(DIRECTORY, "office_kind.removed", by=by, subject=kind.id, code=kind.code)


def _place(ranks: list[ProtocolRank], rank: ProtocolRank, *, up: bool) -> int | None:
    at = [each.position for each in ranks]
    alone = at.count(rank.position) == 1
    return rules.step_between(sorted(set(at)), rank.position, alone, up)


async def _number_anew(ranks: list[ProtocolRank]) -> None:
    """Make room between all steps; their order stays."""
    steps = {old: (n + 1) * GAP for n, old in enumerate(sorted({r.position for r in ranks}))}
    for rank in ranks:
        rank.position = steps[rank.position]
    await ProtocolRank.bulk_update(ranks, ["position"], batch_size=200)
    await _pass_on(ranks)


async def _pass_on(ranks: list[ProtocolRank]) -> None:
    """Offices have the precedence of the step they stand on."""
    used = set(await Office.exclude(rank_id=None).distinct().values_list("rank_id", flat=True))
    for rank in ranks:
        if rank.id in used:
            await Office.filter(rank_id=rank.id).update(precedence=rank.position)


async def _end() -> int:
    last = await ProtocolRank.all().order_by("-position").first()
    return min(HIGHEST, (last.position if last else 0) + GAP)


async def _locked_rank(rank_id: UUID) -> ProtocolRank:
    rank = await ProtocolRank.select_for_update().get_or_none(id=rank_id)
    if rank is None:
        raise NotFound(_("Urutan protokol ini tidak ada."))
    return rank


async def _locked_kind(kind_id: UUID) -> OfficeKind:
    kind = await OfficeKind.select_for_update().get_or_none(id=kind_id)
    if kind is None:
        raise NotFound(_("Jenis jabatan ini tidak ada."))
    return kind


async def _check_words(facts: KindFacts, kind_id: UUID | None) -> None:
    """One line that names a group must not mean two kinds."""
    said = {word.casefold() for word in (facts.name, *facts.aliases)}
    for kind in await queries.office_kinds():
        taken = {word.casefold() for word in (kind.name, *kind.aliases)} & said
        if taken and kind.id != kind_id:
            raise Invalid.field(
                "aliases",
                _("“{word}” sudah menjadi sebutan {kind}.").format(
                    word=sorted(taken)[0], kind=kind.name
                ),
            )


def _kind_taken(code: str) -> Conflict:
    return Conflict(_("Kode {code} sudah dipakai jenis jabatan lain.").format(code=code))


def _busy() -> Conflict:
    return Conflict(_("Urutan protokol sedang diubah orang lain. Coba lagi."))
