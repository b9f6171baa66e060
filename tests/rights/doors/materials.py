"""The doors of documents: laid before a meeting by those who run it, read by all who see it."""

from rakor.meetings.rules import Action

from .ground import Door, Doors

PAPERS = "/meetings/{meeting:uuid}/materials"
PAPER = PAPERS + "/{material:uuid}"
API_PAPERS, API_PAPER = f"/api/v1{PAPERS}", f"/api/v1{PAPER}"
PDF = b"%PDF-1.7 bahan"
NAMED = {"title": "Bahan lain"}

MATERIALS: Doors = {
    f"GET {PAPERS}": Door(Action.SEE),
    f"POST {PAPERS}": Door(Action.RUN, {}, file=PDF),
    f"GET {PAPER}": Door(Action.SEE),
    f"POST {PAPER}": Door(Action.RUN, NAMED),
    f"GET {PAPER}/versions": Door(Action.SEE),
    f"POST {PAPER}/versions": Door(Action.RUN, {}, file=PDF),
    f"POST {PAPER}/remove": Door(Action.RUN, {}),
    f"GET {API_PAPERS}": Door(Action.SEE),
    f"POST {API_PAPERS}": Door(Action.RUN, {}, file=PDF),
    f"PATCH {API_PAPER}": Door(Action.RUN, NAMED),
    f"DELETE {API_PAPER}": Door(Action.RUN),
    f"POST {API_PAPER}/versions": Door(Action.RUN, {}, file=PDF),
    f"GET {API_PAPER}/versions/{{version:int}}/file": Door(Action.SEE),
}
