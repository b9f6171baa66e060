"""Scenario files say only what Rakor knows, and every person in them is invented."""

import re

import pytest

from rakor.demo.load import ALL
from rakor.demo.story import read_story
from rakor.directory.rules import check_nip
from rakor.errors import Invalid, NotFound


@pytest.mark.parametrize("name", ALL)
def test_people_have_synthetic_addresses_and_numbers(name):
    people = read_story(name).people

    assert len({figure.email for figure in people}) == len(people)
    assert all(figure.email.endswith(".example.go.id") for figure in people)
    assert [figure.key for figure in people if check_nip(figure.nip) != figure.nip] == []
    assert [f.nip for f in people if f.nip and not re.fullmatch(r"\d{15}9\d\d", f.nip)] == []


def test_a_scenario_nobody_knows_is_not_found():
    with pytest.raises(NotFound):
        read_story("sc9")


def test_an_unknown_key_is_refused_by_its_place(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text('name = "mine"\ntitle = "Mine"\npassword = "x"\nevents = []\ncolour = "red"\n')

    with pytest.raises(Invalid, match="colour"):
        read_story(str(file))


def test_what_is_no_toml_is_refused(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text("name = [")

    with pytest.raises(Invalid, match=r"mine\.toml"):
        read_story(str(file))
