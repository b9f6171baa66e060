"""The doors of official letters, their templates, their numbers, and words for messengers."""

from rakor.accounts.rules import Right, Role
from rakor.meetings.rules import Action

from ..world import OURS, Stage, Who
from .ground import BEGUN, RUNNING, Door, Doors, keeps_ours

M = "/meetings/{meeting:uuid}"
ONE = "/letters/{official:uuid}"
API = "/api/v1"
TEMPLATE = "/letters/templates/{template:uuid}"
OWN = {"template": "letter_template"}
MENDED, WHY = {"comment": "Perbaiki tembusan."}, {"reason": "Tanggal berubah."}
RUN = {"agency": "BPSDM", "year": 2030, "last": 900, "reason": "Buku agenda kertas"}


def next_in_line(who: Who, stage: Stage) -> bool:
    """The letter of the meeting that was held waits for our participant, and for nobody else."""
    return stage is Stage.HELD and who.name == Role.PARTICIPANT.value


def reads_letter(who: Who, stage: Stage) -> bool:
    """Those who prepare the meeting, and whoever was asked to approve the letter."""
    return who.acts(Action.INVITE, stage) or next_in_line(who, stage)


def writes_for_us(who: Who, _stage: Stage) -> bool:
    """Those who prepare meetings of our agency, and admins."""
    return who.may(Right.MAKE_MEETINGS) and (who.role is Role.ADMIN or who.agency == OURS)


WORD = "/letters/templates/word"
VERSION = WORD + "/{version:uuid}"
STORED = f"{API}/document-templates"
NOT_YET = {"version": "word_template"}
KIND = {"agency": "BPSDM", "kind": "minutes"}

STATIONERY: Doors = {
    f"GET {WORD}": Door(Right.MAKE_MEETINGS),
    f"POST {WORD}": Door(keeps_ours, KIND, file=b"bukan Word"),
    f"GET {WORD}/default.docx": Door(Right.MAKE_MEETINGS, query="kind=minutes"),
    f"GET {VERSION}": Door(writes_for_us, keys=NOT_YET),
    f"GET {VERSION}/sample.docx": Door(writes_for_us, keys=NOT_YET),
    f"GET {VERSION}/file.docx": Door(writes_for_us, keys=NOT_YET),
    f"POST {VERSION}/use": Door(keeps_ours, {}, keys=NOT_YET),
    f"POST {VERSION}/stop": Door(keeps_ours, {}, keys=NOT_YET),
    f"GET {STORED}": Door(Right.MAKE_MEETINGS),
    f"POST {STORED}": Door(keeps_ours, KIND, file=b"bukan Word"),
    f"GET {STORED}/default.docx": Door(Right.MAKE_MEETINGS, query="kind=minutes"),
    f"GET {STORED}/{{version:uuid}}": Door(writes_for_us, keys=NOT_YET),
    f"GET {STORED}/{{version:uuid}}/sample.docx": Door(writes_for_us, keys=NOT_YET),
    f"GET {STORED}/{{version:uuid}}/file.docx": Door(writes_for_us, keys=NOT_YET),
    f"POST {STORED}/{{version:uuid}}/use": Door(keeps_ours, {}, keys=NOT_YET),
    f"POST {STORED}/{{version:uuid}}/stop": Door(keeps_ours, {}, keys=NOT_YET),
}

OURS_LOOK = f"{API}/agencies/{{id:uuid}}/document-look"
OUR = {"id": "our_agency"}
SIZE = {"agency": "BPSDM", "font_size": 11}
NO_PICTURE = b"bukan gambar"

LOOKS: Doors = {
    "GET /letters/look": Door(writes_for_us, query="agency=BPSDM"),
    "POST /letters/look": Door(keeps_ours, SIZE),
    "POST /letters/look/preview": Door(keeps_ours, SIZE),
    "GET /letters/look/logo": Door(writes_for_us, query="agency=BPSDM"),
    "POST /letters/look/logo": Door(keeps_ours, {"agency": "BPSDM"}, file=NO_PICTURE),
    "POST /letters/look/stop": Door(keeps_ours, {"agency": "BPSDM"}),
    f"GET {API}/document-looks": Door(Right.MAKE_MEETINGS),
    f"GET {API}/document-faces": Door(Right.MAKE_MEETINGS),
    f"GET {OURS_LOOK}": Door(writes_for_us, keys=OUR),
    f"PATCH {OURS_LOOK}": Door(keeps_ours, {"font_size": 11}, keys=OUR),
    f"PUT {OURS_LOOK}/logo": Door(keeps_ours, {}, keys=OUR, file=NO_PICTURE),
    f"POST {OURS_LOOK}/stop": Door(keeps_ours, {}, keys=OUR),
}

LETTERS: Doors = {
    **STATIONERY,
    **LOOKS,
    f"GET {M}/letter": Door(Action.INVITE),
    f"POST {M}/letter": Door(Action.INVITE, {"subject": "Undangan rapat"}, BEGUN),
    f"GET {M}/letter/new": Door(Action.INVITE),
    f"POST {M}/letter/new": Door(Action.INVITE, {}),
    f"POST {M}/letter/preview": Door(Action.INVITE, {"subject": "Undangan rapat"}, BEGUN),
    f"GET {M}/letter/messages": Door(Action.INVITE),
    "GET /invitations/{invitation:uuid}/message": Door(Action.INVITE, None, BEGUN),
    f"GET {ONE}": Door(reads_letter, None, BEGUN),
    f"GET {ONE}.pdf": Door(reads_letter, None, BEGUN),
    f"GET {ONE}.docx": Door(reads_letter, None, BEGUN),
    **{
        f"GET {ONE}/{step}": Door(reads_letter, None, BEGUN)
        for step in ("submit", "approve", "issue", "return", "void", "copies")
    },
    f"POST {ONE}/submit": Door(Action.INVITE, {}, BEGUN),
    f"POST {ONE}/approve": Door(next_in_line, {}, frozenset({Stage.HELD})),
    f"POST {ONE}/issue": Door(Action.INVITE, {}, BEGUN),
    f"POST {ONE}/return": Door(reads_letter, MENDED, BEGUN),
    f"POST {ONE}/void": Door(Action.INVITE, WHY, BEGUN),
    f"POST {ONE}/copies": Door(Action.INVITE, {"form": "pdf"}, BEGUN),
    f"GET {ONE}/copies/{{bundle:uuid}}": Door(Action.INVITE, None, RUNNING),
    f"GET {ONE}/copies/{{bundle:uuid}}/file": Door(Action.INVITE, None, RUNNING),
    "GET /letters/templates": Door(Right.MAKE_MEETINGS),
    "GET /letters/templates/new": Door(Right.KEEP_DIRECTORY),
    "POST /letters/templates/new": Door(keeps_ours, {"agency": "BPSDM", "name": "Templat baru"}),
    f"GET {TEMPLATE}": Door(writes_for_us, keys=OWN),
    f"POST {TEMPLATE}": Door(keeps_ours, {"name": "Templat lain"}, keys=OWN),
    f"GET {TEMPLATE}/logo": Door(writes_for_us, keys=OWN),
    f"POST {TEMPLATE}/logo": Door(keeps_ours, {}, keys=OWN, file=b"bukan gambar"),
    "GET /letters/numbers": Door(Right.MAKE_MEETINGS),
    "POST /letters/numbers": Door(keeps_ours, RUN),
    f"GET {API}{M}/letters": Door(Action.INVITE),
    f"POST {API}{M}/letters": Door(Action.INVITE, {}),
    f"GET {API}{ONE}": Door(reads_letter, None, BEGUN),
    f"PATCH {API}{ONE}": Door(Action.INVITE, {"subject": "Undangan rapat"}, BEGUN),
    f"POST {API}{ONE}/submit": Door(Action.INVITE, {}, BEGUN),
    f"POST {API}{ONE}/approve": Door(next_in_line, {}, frozenset({Stage.HELD})),
    f"POST {API}{ONE}/issue": Door(Action.INVITE, {}, BEGUN),
    f"POST {API}{ONE}/return": Door(reads_letter, MENDED, BEGUN),
    f"POST {API}{ONE}/void": Door(Action.INVITE, WHY, BEGUN),
    f"GET {API}{ONE}.pdf": Door(reads_letter, None, BEGUN),
    f"GET {API}{ONE}.docx": Door(reads_letter, None, BEGUN),
    f"POST {API}{ONE}/copies": Door(Action.INVITE, {"form": "zip"}, BEGUN),
    f"GET {API}{ONE}/copies/{{bundle:uuid}}": Door(Action.INVITE, None, RUNNING),
    f"GET {API}{ONE}/copies/{{bundle:uuid}}/file": Door(Action.INVITE, None, RUNNING),
    f"GET {API}/invitations/{{invitation:uuid}}/message": Door(Action.INVITE, None, BEGUN),
    f"GET {API}/letter-templates": Door(Right.MAKE_MEETINGS),
    f"POST {API}/letter-templates": Door(keeps_ours, {"agency": "BPSDM", "name": "Templat API"}),
    f"GET {API}/letter-templates/{{template:uuid}}": Door(writes_for_us, keys=OWN),
    f"PATCH {API}/letter-templates/{{template:uuid}}": Door(
        keeps_ours, {"name": "Templat lain"}, keys=OWN
    ),
    f"PUT {API}/letter-templates/{{template:uuid}}/logo": Door(
        keeps_ours, {}, keys=OWN, file=b"bukan gambar"
    ),
    f"GET {API}/letter-numbers": Door(writes_for_us, query="agency=BPSDM&year=2030"),
    f"POST {API}/letter-numbers": Door(keeps_ours, RUN),
}
