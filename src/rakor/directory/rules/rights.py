"""Who may see and change what in the directory."""

from typing import Protocol
from uuid import UUID

from rakor.errors import Forbidden
from rakor.words import _


class Reader(Protocol):
    """Whoever reads or keeps the directory; `accounts.models.User` is one."""

    @property
    def id(self) -> UUID: ...
    @property
    def full_name(self) -> str: ...
    @property
    def agency_id(self) -> UUID | None: ...
    @property
    def agency_path(self) -> str: ...
    @property
    def is_admin(self) -> bool: ...
    @property
    def sees_directory(self) -> bool: ...
    @property
    def sees_every_agency(self) -> bool: ...
    @property
    def adds_people(self) -> bool: ...
    @property
    def keeps_directory(self) -> bool: ...
    @property
    def keeps_reference(self) -> bool: ...
    @property
    def keeps_accounts(self) -> bool: ...


class Line(Protocol):
    """An agency as far as rights go: `models.Agency` is one."""

    @property
    def path(self) -> str: ...
    @property
    def self_kept(self) -> bool: ...


# `None` as the actor is the installation itself: the command line, the first run, a demonstration.
Keeper = Reader | None


def in_line(reader: Reader, agency: Line | None) -> bool:
    """Whether an agency is the reader's own or stands below it."""
    return bool(agency and reader.agency_path and agency.path.startswith(reader.agency_path))


def sees_private(reader: Reader, person_id: UUID, agency: Line | None) -> bool:
    """Whether somebody may see the phone and the masked NIP of a person they see.

    Colleagues find each other by name and address. The rest is private to the agency: for those
    who prepare its meetings, for whoever keeps its people, and for the data protection officer.
    """
    if reader.id == person_id or reader.sees_every_agency:
        return True
    if reader.adds_people and in_line(reader, agency):
        return True
    return may_keep(reader, agency)


def may_keep(by: Keeper, agency: Line | None) -> bool:
    """Whether somebody may change an agency, its offices and its people.

    An agency with keepers of its own is changed by them and by admins only. The others are kept by
    every secretariat that invites them, or there would be nobody to write them down.
    """
    if by is None or by.is_admin:
        return True
    if not by.keeps_directory:
        return False
    return agency is None or not agency.self_kept or in_line(by, agency)


def may_connect(by: Reader, agency: Line | None) -> bool:
    """Whether somebody may say where the agenda of an office is: its own keepers and admins."""
    return by.is_admin or (by.keeps_directory and in_line(by, agency))


def check_may_keep(by: Keeper, agency: Line | None = None) -> None:
    """Refuses (Forbidden) whoever does not keep the directory, or not of that agency."""
    if by is not None and not by.keeps_directory:
        raise Forbidden(_("Hanya admin dan sekretariat yang mengubah direktori."))
    if not may_keep(by, agency):
        raise Forbidden(_("Instansi ini mengubah datanya sendiri. Hubungi admin instansi itu."))


def check_may_keep_reference(by: Keeper) -> None:
    """Regions, the order of protocol and merges change every report, so they are an admin's."""
    if by is not None and not by.keeps_reference:
        raise Forbidden(_("Hanya admin yang mengubah data acuan."))


def check_may_add_person(by: Keeper) -> None:
    """Whoever prepares a meeting may add the people it is about."""
    if by is not None and not by.adds_people:
        raise Forbidden(_("Hanya penyelenggara rapat yang menambah orang."))
