"""The doors of photos and releases: those who keep them, the office that is quoted, the public."""

from rakor.meetings.rules import Action

from ..press import PICTURE
from ..world import Stage, Who
from .ground import Door, Doors, anybody

A = "/api/v1"
PHOTOS = "/meetings/{meeting:uuid}/photos"
PHOTO = PHOTOS + "/{photo:uuid}"
HERE = "/meetings/{meeting:uuid}/press"
ONE = HERE + "/{release:uuid}"
QUOTE = ONE + "/quotes/{quote:uuid}"
MADE = f"{A}/releases/{{release:uuid}}"
SAID = f"{MADE}/quotes/{{quote:uuid}}"
TOKEN = {"token": "quote_token"}
GOING = {"photo": "photo_going"}
WHOSE = {"person": "{photo_person}"}
WORDS = {"caption": "Pembukaan", "alternative": "Orang di meja"}
QUOTED = {"speaker": "Pejabat", "text": "Siap."}
ANSWER = {"answer": "approved", "note": "telepon"}
WHY = {"reason": "Keliru"}
TEXT = {"headline": "Judul", "city": "Jakarta", "dated": "2026-12-01"}


def works_on_releases(who: Who, stage: Stage) -> bool:
    """Those who write releases of this meeting, and those who approve them."""
    return who.acts(Action.WRITE_RELEASE, stage) or who.acts(Action.APPROVE_RELEASE, stage)


def in_public(_who: Who, stage: Stage) -> bool:
    """Everybody, signed in or not, as long as the meeting is not classed above public."""
    return stage is not Stage.CLOSED


PRESS: Doors = {
    f"GET {PHOTOS}": Door(Action.SEE),
    f"POST {PHOTOS}": Door(Action.KEEP_PHOTOS, WORDS, file=PICTURE),
    f"GET {PHOTO}": Door(Action.SEE),
    f"POST {PHOTO}": Door(Action.KEEP_PHOTOS, WORDS),
    f"POST {PHOTO}/move": Door(Action.KEEP_PHOTOS, {"place": "1"}),
    f"POST {PHOTO}/remove": Door(Action.KEEP_PHOTOS, {}, keys=GOING),
    f"POST {PHOTO}/withdraw": Door(Action.KEEP_PHOTOS, WHOSE, keys=GOING),
    f"GET {PHOTO}/file": Door(Action.SEE),
    f"GET {A}{PHOTOS}": Door(Action.SEE),
    f"POST {A}{PHOTOS}": Door(Action.KEEP_PHOTOS, WORDS, file=PICTURE),
    f"PATCH {A}{PHOTO}": Door(Action.KEEP_PHOTOS, WORDS),
    f"POST {A}{PHOTO}/move": Door(Action.KEEP_PHOTOS, {"place": 1}),
    f"DELETE {A}{PHOTO}": Door(Action.KEEP_PHOTOS, keys=GOING),
    f"POST {A}{PHOTO}/withdraw": Door(Action.KEEP_PHOTOS, WHOSE, keys=GOING),
    f"GET {A}{PHOTO}/file": Door(Action.SEE),
    f"GET {HERE}": Door(works_on_releases),
    f"POST {HERE}": Door(Action.WRITE_RELEASE, {}),
    f"GET {ONE}": Door(works_on_releases),
    f"GET {ONE}/edit": Door(Action.WRITE_RELEASE),
    f"POST {ONE}/edit": Door(Action.WRITE_RELEASE, TEXT),
    f"GET {ONE}/quotes": Door(works_on_releases),
    f"POST {ONE}/quotes": Door(Action.WRITE_RELEASE, QUOTED),
    f"GET {QUOTE}": Door(works_on_releases),
    f"POST {QUOTE}": Door(Action.WRITE_RELEASE, QUOTED),
    f"POST {QUOTE}/remove": Door(Action.WRITE_RELEASE, {}),
    f"POST {QUOTE}/ask": Door(Action.WRITE_RELEASE, {}),
    f"GET {QUOTE}/answer": Door(works_on_releases),
    f"POST {QUOTE}/answer": Door(Action.WRITE_RELEASE, ANSWER),
    f"GET {ONE}/compare": Door(works_on_releases, query="before=1&after=1"),
    f"GET {ONE}/refresh": Door(works_on_releases),
    f"POST {ONE}/refresh": Door(Action.WRITE_RELEASE, {}),
    f"GET {ONE}/approve": Door(works_on_releases),
    f"POST {ONE}/approve": Door(Action.APPROVE_RELEASE, {}),
    f"GET {ONE}/publish": Door(works_on_releases),
    f"POST {ONE}/publish": Door(Action.APPROVE_RELEASE, {}),
    f"GET {ONE}/return": Door(works_on_releases),
    f"POST {ONE}/return": Door(Action.APPROVE_RELEASE, WHY),
    f"GET {ONE}/withdraw": Door(works_on_releases),
    f"POST {ONE}/withdraw": Door(Action.APPROVE_RELEASE, WHY),
    f"GET {ONE}/file.pdf": Door(works_on_releases),
    f"GET {ONE}/file.docx": Door(works_on_releases),
    f"GET {ONE}/file.json": Door(works_on_releases),
    "GET /quotes/{token}": Door(anybody, keys=TOKEN),
    "POST /quotes/{token}": Door(anybody, {"answer": "approved"}, keys=TOKEN),
    "GET /press": Door(anybody),
    "GET /press.atom": Door(anybody),
    "GET /press/{slug}": Door(in_public),
    "GET /press/{slug}.pdf": Door(in_public),
    "GET /press/{slug}.docx": Door(in_public),
    "GET /press/{slug}.json": Door(in_public),
    "GET /press/{slug}/photos/{photo:uuid}": Door(in_public),
    f"GET {A}/meetings/{{meeting:uuid}}/releases": Door(works_on_releases),
    f"POST {A}/meetings/{{meeting:uuid}}/releases": Door(Action.WRITE_RELEASE, {}),
    f"GET {MADE}": Door(works_on_releases),
    f"PATCH {MADE}": (
        Door(Action.WRITE_RELEASE, {"city": "Bogor"}),
        Door(Action.APPROVE_RELEASE, {"city": "Bogor"}, keys={"release": "release_out"}),
    ),
    f"POST {MADE}/refresh": Door(Action.WRITE_RELEASE, {}),
    f"POST {MADE}/approve": Door(Action.APPROVE_RELEASE, {}),
    f"POST {MADE}/return": Door(Action.APPROVE_RELEASE, WHY),
    f"POST {MADE}/publish": Door(Action.APPROVE_RELEASE, {}),
    f"POST {MADE}/withdraw": Door(Action.APPROVE_RELEASE, WHY),
    f"GET {MADE}/revisions": Door(works_on_releases),
    f"GET {MADE}/revisions/{{revision:int}}": Door(works_on_releases),
    f"POST {MADE}/quotes": Door(Action.WRITE_RELEASE, QUOTED),
    f"PATCH {SAID}": Door(Action.WRITE_RELEASE, QUOTED),
    f"DELETE {SAID}": Door(Action.WRITE_RELEASE),
    f"POST {SAID}/ask": Door(Action.WRITE_RELEASE, {}),
    f"POST {SAID}/answer": Door(Action.WRITE_RELEASE, ANSWER),
}
