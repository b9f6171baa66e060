"""Templates that were compiled once are not compiled again, unless they changed."""

from jinja2 import Environment, FileSystemLoader

from rakor.web.compiled import Beside


def said(templates, how) -> str:
    """What the template says to a process that begins now."""
    kept = Beside(templates, how)
    environment = Environment(
        loader=FileSystemLoader(templates), bytecode_cache=kept, autoescape=True
    )
    return environment.get_template("page.txt").render()


def test_what_was_compiled_is_taken_until_the_template_or_the_way_of_compiling_changes(tmp_path):
    templates, how = tmp_path / "templates", tmp_path / "how.py"
    templates.mkdir()
    how.write_text("trim")
    page = templates / "page.txt"
    page.write_text("Selamat pagi")
    assert said(templates, how) == "Selamat pagi"
    (compiled,) = (templates / "__pycache__").iterdir()
    first = compiled.read_bytes()
    assert said(templates, how) == "Selamat pagi"
    assert compiled.read_bytes() == first

    page.write_text("Selamat siang")
    assert said(templates, how) == "Selamat siang"
    how.write_text("keep")
    second = compiled.read_bytes()
    assert said(templates, how) == "Selamat siang"
    assert compiled.read_bytes() != second


def test_where_nothing_may_be_written_templates_are_compiled_all_the_same(tmp_path):
    (tmp_path / "page.txt").write_text("Selamat pagi")
    (tmp_path / "__pycache__").write_text("no folder")
    assert said(tmp_path, tmp_path / "page.txt") == "Selamat pagi"
