"""The built bundle and the templates that use it fit together."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "rakor" / "static"
TEMPLATES = ROOT / "templates"
SOURCES = ROOT / "frontend" / "src"

LIVE_WORDS = sorted(f"live/{path.name}" for path in (TEMPLATES / "live").glob("_words*.html"))
SCRIPTS = {"app.js", "desk.js", "live.js", "passkeys.js", "verify.js", "worker.js"}
ENTRIES = SCRIPTS | {"app.css", "favicon.svg", "icons.svg"}
DESK_WORDS = ("attendance/_words.html", "attendance/_words_door.html")
PHRASE = re.compile(r'\bt\(\s*"((?:[^"\\]|\\.)*)"')
ICON_USED = re.compile(r"""\bicon\(\s*["']([a-z0-9-]+)["']""")


def manifest() -> dict[str, str]:
    entries: dict[str, str] = json.loads((STATIC / "manifest.json").read_text())
    return entries


def phrases(*patterns: str) -> set[str]:
    files = [path for pattern in patterns for path in SOURCES.glob(pattern)]
    return {phrase for path in files for phrase in PHRASE.findall(path.read_text())}


def words_of(*templates: str) -> set[str]:
    text = "".join((TEMPLATES / name).read_text() for name in templates)
    return set(re.findall(r'^  "(.*)": _\("\1"\),?$', text, flags=re.MULTILINE))


def test_the_manifest_names_what_pages_ask_for_and_each_file_is_there() -> None:
    assert set(manifest()) == ENTRIES
    assert [name for name in manifest().values() if not (STATIC / name).is_file()] == []


def test_a_file_name_changes_with_its_content() -> None:
    plain = [name for name in manifest().values() if not re.search(r"-[0-9A-Z]{8}\.\w+$", name)]
    assert plain == []


def test_the_stylesheet_fetches_nothing_from_elsewhere() -> None:
    targets = re.findall(r"url\(([^)]*)\)", (STATIC / manifest()["app.css"]).read_text())
    assert [t for t in targets if not t.strip("\"'").startswith(("./", "#"))] == []


def test_every_phrase_of_a_script_is_among_the_words_of_its_page() -> None:
    every_page = words_of("web/_words.html")
    assert phrases("app.js", "page/*.js") == every_page
    calendar = phrases("calendar/*.js")
    assert calendar == words_of("meetings/calendar.html") | (calendar & every_page)
    assert phrases("live.js", "live/*.js") == words_of(*LIVE_WORDS) | (
        phrases("live.js", "live/*.js") & every_page
    )
    desk = phrases("desk.js", "desk/*.js", "live/people.js")
    assert desk == words_of(*DESK_WORDS) | (desk & every_page)


def test_every_icon_that_is_named_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'id="i-([a-z0-9-]+)"', (STATIC / manifest()["icons.svg"]).read_text()))
    files = [*TEMPLATES.rglob("*.html"), *SOURCES.rglob("*.js")]
    missing = {
        f"{path.name}: {name}"
        for path in files
        for name in ICON_USED.findall(path.read_text())
        if name not in sprite
    }
    assert missing == set()


def test_live_templates_need_no_inline_style_or_script() -> None:
    inline = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script>", re.IGNORECASE)
    found = [
        path.name for path in (TEMPLATES / "live").glob("*.html") if inline.search(path.read_text())
    ]
    assert found == []
