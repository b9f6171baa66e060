"""What is asked for a package by address."""

from rakor.web.shapes import Shape


class Wanted(Shape):
    """`circulated`: the edition for participants, without confidential items."""

    circulated: bool = False
