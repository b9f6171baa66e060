"""Forgetting somebody in drafts that were shown for comments."""

from rakor.directory.models import Person
from rakor.drafting.models import DraftComment
from rakor.privacy.queries import drafted
from rakor.privacy.rules.erasure import NOBODY, NOWHERE


async def forget_drafts(person: Person, addresses: set[str]) -> None:
    """Names, addresses and words go; that a draft was shown to somebody, and when, stays."""
    for reader in await drafted.reads_of(person, addresses):
        reader.email, reader.name = f"{reader.id}{NOWHERE}", NOBODY
        reader.generation += 1
        # Nothing leads here any more: it is the hash of what nobody was told.
        reader.digest = f"erased-{reader.id}"
        await reader.save()
        said = DraftComment.filter(reader_id=reader.id)
        await said.update(text="", title="", email="")
    await drafted.proposed(addresses).update(email="", title=NOBODY)
    await DraftComment.filter(author_id=person.id).update(text="")
