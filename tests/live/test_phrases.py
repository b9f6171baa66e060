"""An agency keeps its own phrases; whoever writes in its meetings finds them."""

import json
import re

import pytest

from rakor import journal
from rakor.accounts.rules import Role
from rakor.directory.operations import DIRECTORY
from rakor.live import operations, queries
from rakor.live.models import Phrase
from rakor.live.rules.phrases import MOST_PHRASES, PhraseFacts

ISHOMA = {"word": "ishoma", "text": "Rapat diskors untuk ishoma, dilanjutkan oleh [pembicara]."}
PAGE = "/settings/phrases"


@pytest.mark.postgres
async def test_a_phrase_is_kept_changed_and_removed_once_each(as_person, rina, engine):
    where = "/api/v1/phrases"
    async with as_person(rina) as desk:
        made = await desk.post(where, json=ISHOMA)
        one = f"{where}/{made.json()['id']}"
        changed = await desk.patch(one, json={"word": "skors"}, headers={"if-match": '"1"'})
        same = await desk.patch(one, json={"word": "skors"})
        late = await desk.patch(one, json={"word": "x"}, headers={"if-match": '"1"'})
        listed = await desk.get(where)
        gone = await desk.delete(one)
        again = await desk.delete(one)
        bad = await desk.post(where, json={"word": "dua kata", "text": ""})

    assert [each.status_code for each in (made, changed, same, late)] == [201, 200, 200, 412]
    here = {"id": made.json()["id"], **ISHOMA, "word": "skors", "revision": 2}
    assert listed.json()["items"] == [here]
    assert (gone.status_code, again.status_code, bad.status_code) == (200, 404, 422)
    assert {each["field"] for each in bad.json()["errors"]} == {"word", "text"}
    told = [entry for entry in await journal.since(DIRECTORY, 0) if entry.kind[:6] == "phrase"]
    assert [(entry.kind, entry.data["word"]) for entry in told] == [
        ("phrase.added", "ishoma"),
        ("phrase.changed", "skors"),
        ("phrase.removed", "skors"),
    ]
    assert await Phrase.all().count() == 0


async def test_the_page_of_phrases_is_for_those_who_prepare_and_each_agency_has_its_own(
    as_person, rina, guest, new_user, bkn
):
    theirs = await new_user("Bela BKN", bkn, Role.SECRETARIAT)
    async with as_person(rina) as desk, as_person(theirs) as other, as_person(guest) as phone:
        kept = await desk.post(PAGE, data=ISHOMA)
        (row,) = await Phrase.all()
        form = f"{PAGE}/{row.id}"
        refused = [
            await phone.get(PAGE),
            await phone.post(PAGE, data=ISHOMA),
            await other.post(form, data=ISHOMA),
            await other.post(f"{form}/remove", data={}),
        ]
        unseen = (await other.get(PAGE)).text
        typed = {"word": "dua kata", "text": "Tetap ada"}
        again = await desk.post(PAGE, data=typed, headers={"accept": "text/html"})
        await desk.post(form, data={"word": "skors", "text": "Diskors.", "revision": 1})
        after = (await desk.get(PAGE)).text
        await desk.post(f"{form}/remove", data={"revision": 2})

    assert kept.status_code == 303
    assert [each.status_code for each in refused] == [403, 403, 404, 404]
    assert "ishoma" not in unseen
    assert (again.status_code, "Tetap ada" in again.text) == (422, True)
    assert "/skors" in after
    assert await Phrase.all().count() == 0


async def test_whoever_writes_in_a_meeting_of_the_agency_finds_its_phrases(
    as_person, begun, rina, guest
):
    await operations.add_phrase(PhraseFacts.model_validate(ISHOMA), by=rina)
    where = f"/meetings/{begun.id}/live"
    async with as_person(rina) as desk, as_person(guest) as phone:
        page, reading = (await desk.get(where)).text, (await phone.get(where)).text

    found = re.search(r'<script type="application/json" id="phrases">(.*?)</script>', page)
    assert found is not None
    assert json.loads(found[1]) == [ISHOMA]
    assert 'id="phrases"' not in reading


async def test_an_agency_keeps_no_more_phrases_than_anybody_finds(as_person, rina, bpsdm):
    await Phrase.bulk_create(
        [Phrase(agency_id=bpsdm.id, word=f"k{n}", text="Kalimat.") for n in range(MOST_PHRASES)]
    )
    async with as_person(rina) as desk:
        full = await desk.post("/api/v1/phrases", json=ISHOMA)

    assert full.status_code == 409
    assert len(await queries.phrases_of(bpsdm.id)) == MOST_PHRASES
